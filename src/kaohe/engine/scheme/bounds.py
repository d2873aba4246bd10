"""What each score can come to, before any figure is read: interval arithmetic over the graph.

Used three times over: to know how wide the columns must be, to find what a scheme can never do, and to tell the range
still possible for a score that is held.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kaohe.engine.expressions import bounds as expression_bounds
from kaohe.engine.fields import Better
from kaohe.engine.numbers import Interval, Number, Real
from kaohe.engine.rules.forms import Form
from kaohe.engine.scheme.graph import Graph, Node, Variant
from kaohe.engine.scheme.names import Ref, figure_range

BEYOND = Interval(Fraction(-(10**40)), Fraction(10**40))
"""Where nothing is known, such as a quotient whose divisor can be zero."""


def enclosing(value: Number) -> Interval:
    return Interval(*value.enclose(30)) if isinstance(value, Real) else Interval.point(value)


@dataclass(frozen=True)
class VariantView:
    """A variant as `Rule.bounds` sees it (`kaohe.engine.rules.base.Bounds`)."""

    graph: Graph
    home: Node
    variant: Variant
    known: Callable[[Ref], Interval]

    @property
    def node(self) -> str:
        return self.home.name

    @property
    def points(self) -> Fraction:
        return self.variant.points if self.variant.points is not None else Fraction(0)

    @property
    def better(self) -> Better:
        return self.graph.better(self.variant)

    @property
    def parts(self) -> Sequence[str]:
        return self.graph.source.text.period.parts

    def value(self, name: str, part: str = "") -> Interval:
        return self.known(self.variant.refs[name, part])

    def may_be_left_out(self, name: str, part: str = "") -> bool:
        return may_be_left_out(self.graph, self.variant.refs[name, part])

    def points_of(self, name: str) -> Interval:
        return self.graph.marks(self.variant.refs[name, ""])

    def extra(self, name: str) -> bool:
        ref = self.variant.refs[name, ""]
        return ref.sort == "score" and self.graph.nodes[ref.kind, ref.name].extra

    def form(self, name: str) -> Form:
        return self.graph.source.text.forms[name]

    def event_count(self, name: str) -> Interval:
        return Interval.around(Interval.point(0), figure_range(self.graph.source.text.indicators[name]))

    def formula(self, text: str) -> Interval:
        test = self.variant.formula
        assert test is not None
        found = expression_bounds(test.tree, lambda path: self.value(".".join(path)))
        return found if isinstance(found, Interval) else BEYOND


def variant_bounds(
    graph: Graph, node: Node, variant: Variant, known: Callable[[Ref], Interval] | None = None
) -> Interval:
    """All that a variant can come to, after its limits and its rounding."""
    view = VariantView(graph, node, variant, known or graph.ref_bounds)
    found = variant.rule.bounds(view).clipped(variant.limits.at_least, variant.limits.at_most)
    if _can_count_zero(graph, variant):
        found = Interval.around(found, Interval.point(0))
    return found if variant.rounding is None else found.rounded(variant.rounding)


def rule_bounds(graph: Graph, node: Node, variant: Variant) -> Interval:
    """All that a variant's rule can come to, before limits and rounding."""
    return variant.rule.bounds(VariantView(graph, node, variant, graph.ref_bounds))


def fill_bounds(graph: Graph) -> None:
    """Computes the bounds of every node, in the order of computing."""
    for node in graph.nodes.values():
        for i, variant in enumerate(node.variants):
            graph.bounds[node.key, i] = variant_bounds(graph, node, variant)


def _treatments(graph: Graph, ref: Ref) -> frozenset[str]:
    if ref.sort != "figure":
        return frozenset()
    return frozenset(graph.source.text.indicators[ref.name].absent.values())


def _can_count_zero(graph: Graph, variant: Variant) -> bool:
    return any("zero" in _treatments(graph, ref) for ref in variant.uses)


def may_be_left_out(graph: Graph, ref: Ref) -> bool:
    """Can a score or a figure come to nothing that counts?"""
    if ref.sort == "figure":
        return "leave_out" in _treatments(graph, ref)
    node = graph.nodes[ref.kind, ref.name]
    return any(
        variant.rule.may_leave_out()
        or (all if variant.rule.absorbs else any)(may_be_left_out(graph, used) for used in variant.uses)
        for variant in node.variants
        if variant.uses
    )
