"""All scores of a run: what both evaluators give, in one shape.

A node's numbers are whole multiples of a unit (whole-number columns). A carried node whose value is no such multiple
is kept as two floats that enclose it, and as an exact number on demand: ranking and thresholds ask for that where the
floats cannot tell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kaohe.engine.explanation import Outcome
from kaohe.engine.figures import Frame
from kaohe.engine.numbers import Interval

NUMBER, HELD, LEFT_OUT, OUTSIDE = 0, 1, 2, 3
"""A subject's state at a node: it has a score · something is missing · it does not count · not in this subject's tree."""


def score_column(name: str) -> str:
    """Whole units of an exact node, null where there is no number."""
    return f"s:{name}"


def low_column(name: str) -> str:
    return f"s:{name}<"


def high_column(name: str) -> str:
    return f"s:{name}>"


def state_column(name: str) -> str:
    """NUMBER, HELD, LEFT_OUT or OUTSIDE. Absent when every subject of the kind has a number or is held."""
    return f"x:{name}"


@dataclass(frozen=True)
class Stored:
    """How a node's numbers are kept. `unit` None: enclosed in two float columns."""

    unit: Fraction | None
    bounds: Interval
    states: bool
    """The node has a state column."""


@dataclass(frozen=True)
class Scores:
    """`frames`: by kind, sorted by `subject`, with the score and state columns. `stored`: by kind and name.
    `exact` gives one outcome as the reference evaluator has it; None outside the subject's tree.
    """

    frames: Mapping[str, Frame]
    stored: Mapping[tuple[str, str], Stored]
    exact: Callable[[tuple[str, str], str], Outcome | None]
