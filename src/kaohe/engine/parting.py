"""Whether subjects can be scored some after others, so that memory need not hold all their figures at once.

Most scores look at nobody else. Those that do (ranks, means of a group, the best of all) are computed first, for
everybody at once and each from its own few columns; then all others, for some subjects after others; and in the end
the grading looks at everybody, at the few scores and figures that it asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kaohe.engine.grading import read_grading
from kaohe.engine.problems import Problem
from kaohe.engine.scheme.graph import Graph, Node, NodeKey
from kaohe.engine.scheme.model import STANDING_IN, Kind
from kaohe.engine.scheme.names import Ref

MOST_TOGETHER = 0.5
"""A score that looks at others, and rests on more of all figures than this share, leaves nothing to be gained."""


OF_OTHERS = STANDING_IN - {"last_period"}


@dataclass(frozen=True)
class Together:
    """A score that looks at others: what is computed to have it, and the indicators that this reads."""

    key: NodeKey
    nodes: frozenset[NodeKey]
    indicators: frozenset[str]


@dataclass(frozen=True)
class Parting:
    """`together`: the scores for everybody at once, in the order of computing. `graded`: what the grading asks for."""

    kind: Kind
    together: tuple[Together, ...]
    graded: frozenset[Ref]


def parting(graph: Graph, kind: Kind) -> Parting | Problem:
    """How the subjects of a scheme are parted, where all are of one kind; or why they cannot be."""
    together: dict[NodeKey, Together] = {}
    figures = [i for i, one in graph.source.text.indicators.items() if one.subject == kind and not one.events]
    for node in graph.of(kind):
        if not _looks_at_others(graph, node):
            continue
        one = _beneath(graph, node, together)
        if len(one.indicators) > max(1, MOST_TOGETHER * len(figures)):
            return Problem("not_in_parts_compared", values={"score": node.name}, severity="note")
        together[node.key] = one
    graded = frozenset(read_grading(graph).reads())
    for key in (*together, *((ref.kind, ref.name) for ref in graded if ref.sort == "score")):
        if any(variant.rounding is None for variant in graph.nodes[key].variants):
            return Problem("not_in_parts_carried", values={"score": key[1]}, severity="note")
    return Parting(kind, tuple(together.values()), graded)


def _looks_at_others(graph: Graph, node: Node) -> bool:
    return any(variant.rule.withins() or any(_may_be(graph, ref) for ref in variant.uses) for variant in node.variants)


def _may_be(graph: Graph, ref: Ref) -> bool:
    """Can the mean or median of others stand in for a missing figure?"""
    if ref.sort != "figure":
        return False
    return not OF_OTHERS.isdisjoint(graph.source.text.indicators[ref.name].absent.values())


def _beneath(graph: Graph, node: Node, known: dict[NodeKey, Together]) -> Together:
    """What a score rests on, down to the figures, or to scores that are known by then."""
    nodes, indicators = {node.key}, set[str]()
    for ref in _uses(node):
        if ref.sort == "figure":
            indicators.add(ref.name)
        elif (key := (ref.kind, ref.name)) not in known:
            below = _beneath(graph, graph.nodes[key], known)
            nodes, indicators = nodes | below.nodes, indicators | below.indicators
    return Together(node.key, frozenset(nodes), frozenset(indicators))


def _uses(node: Node) -> Iterator[Ref]:
    for variant in node.variants:
        yield from variant.uses
