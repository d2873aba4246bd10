"""What is wrong or odd in a scheme besides its names: shown with an example, or proven, or said to be open.

Each check is a pass over the text and the graph that adds to the findings. Those that need the scores' bounds run only
when nothing is wrong with the scores themselves, so that one mistake is not told twice.
"""

from __future__ import annotations

from kaohe.engine.problems import Problem
from kaohe.engine.scheme.checks.findings import Findings
from kaohe.engine.scheme.checks.grading import check_grading
from kaohe.engine.scheme.checks.indicators import check_indicators, check_use
from kaohe.engine.scheme.checks.marks import check_marks, check_sums
from kaohe.engine.scheme.checks.names import check_names
from kaohe.engine.scheme.checks.outcomes import check_discipline, check_outcomes
from kaohe.engine.scheme.checks.overrides import check_overrides
from kaohe.engine.scheme.checks.ranges import check_limits, check_ranges
from kaohe.engine.scheme.checks.weights import check_weights
from kaohe.engine.scheme.graph import Graph
from kaohe.engine.scheme.reading import Source

__all__ = ["check_scheme", "check_text"]


def check_text(source: Source, graph: Graph) -> list[Problem]:
    """What the text alone tells: names, ranges, sources. Bounds can be computed only when nothing is wrong here."""
    found = Findings(source, graph)
    check_names(found)
    check_indicators(found)
    check_limits(found)
    check_discipline(found)
    check_sums(found)
    check_weights(found)
    return found.problems


def check_scheme(source: Source, graph: Graph, *, sound: bool = True) -> list[Problem]:
    """What the scores and the grading come to. `sound`: the graph is whole, and `fill_bounds` has computed its bounds;
    without, only what the grading names is looked at."""
    found = Findings(source, graph, sound=sound)
    check_grading(found)
    check_outcomes(found)
    if sound:
        check_overrides(found)
        check_marks(found)
        check_ranges(found)
        check_use(found)
    return found.problems
