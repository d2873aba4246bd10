"""Full marks: whether the parts of a sum add up to what it says, for every group and every subject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from kaohe.engine.numbers import show
from kaohe.engine.scheme.checks.cases import OTHER, Case, Cases, Named, Value, shown
from kaohe.engine.scheme.checks.findings import Findings
from kaohe.engine.scheme.checks.holding import Held, Holding, OverrideKey, chosen, overrides_of
from kaohe.engine.scheme.graph import Graph, Node, NodeKey, Variant
from kaohe.engine.scheme.names import Ref


def check_sums(found: Findings) -> None:
    """A sum adds scores up: a figure has no full marks."""
    for node in found.graph.nodes.values():
        for variant in node.variants:
            for (name, _), ref in variant.refs.items():
                if variant.rule.adds_marks and ref.sort == "figure":
                    found.error("sum_of_figures", *variant.keys, name=name, score=node.name)


def check_marks(found: Findings) -> None:
    for node in found.graph.nodes.values():
        one = _Sum(found.graph, found.holding, node)
        if any(variant.rule.adds_marks for variant in node.variants):
            _check_sum(found, one)
        _check_mean(found, one)


@dataclass(frozen=True)
class _Reading:
    """What a sum comes to in one case: its full marks, those of its parts, and the overrides that hold."""

    case: Case
    variant: Variant
    said: Fraction | None
    parts: Mapping[str, Fraction | None]
    overrides: Held

    @property
    def sum(self) -> Fraction | None:
        known = [marks for marks in self.parts.values() if marks is not None]
        return sum(known, Fraction(0)) if len(known) == len(self.parts) else None

    @property
    def wrong(self) -> bool:
        return self.said is not None and self.sum not in (None, self.said)

    @property
    def shown(self) -> str:
        """`growth 80 + ecology 15 + accidents 10`."""
        return " + ".join(f"{name} {show(marks)}" for name, marks in self.parts.items() if marks is not None)


@dataclass(frozen=True)
class _Sum:
    graph: Graph
    holding: Holding
    node: Node

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The sum, its parts, and what the full marks of these rest on."""
        found: dict[NodeKey, Node] = {}
        waiting = [self.node]
        while waiting:
            node = waiting.pop()
            found[node.key] = node
            for variant in node.variants:
                if node is self.node or variant.points is None:
                    waiting += [part for part in _parts(self.graph, variant) if part.key not in found]
        return tuple(found.values())

    @cached_property
    def _changed(self) -> tuple[Node, ...]:
        """Those of which an override says something that full marks rest on."""

        def said(variant: Variant) -> tuple[object, ...]:
            return variant.points, variant.rule

        return tuple(node for node in self.nodes if any(said(v) != said(node.variants[-1]) for v in node.variants))

    @cached_property
    def cases(self) -> Cases:
        return self.holding.cases(self._changed)[0]

    @cached_property
    def readings(self) -> list[_Reading]:
        cases, held = self.holding.cases(self._changed)
        return [self._reading(case, one) for case, one in zip(cases.rows, held, strict=True)]

    def reading(self, case: Case) -> _Reading:
        keys = {key for node in self._changed for key in overrides_of(node)}
        return self._reading(case, self.holding.held(keys, case))

    def _reading(self, case: Case, held: Held) -> _Reading:
        variant = chosen(self.node, held)
        if variant.rule.key != "sum":
            return _Reading(case, variant, None, {}, frozenset())
        read = {name: _node(self.graph, ref) for (name, _), ref in variant.refs.items() if ref.sort == "score"}
        parts = {name: self.marks(node, held) for name, node in read.items() if not node.extra}
        overrides = {(node.kind, i) for node in self.nodes if (i := chosen(node, held).override) is not None}
        return _Reading(case, variant, variant.points, parts, frozenset(overrides))

    def marks(self, node: Node, held: Held) -> Fraction | None:
        """Full marks of a score; None where the text does not say them."""
        variant = chosen(node, held)
        if variant.points is not None:
            return variant.points
        parts = [self.marks(part, held) for part in _parts(self.graph, variant) if not part.extra]
        known = [marks for marks in parts if marks is not None]
        if not parts or len(known) < len(parts):
            return None
        if variant.rule.adds_marks:
            return sum(known, Fraction(0))
        same = variant.rule.part_weights() or variant.rule.key == "take"
        return known[0] if same and len(set(known)) == 1 else None


def _parts(graph: Graph, variant: Variant) -> list[Node]:
    return [_node(graph, ref) for ref in variant.refs.values() if ref.sort == "score"]


def _node(graph: Graph, ref: Ref) -> Node:
    return graph.nodes[ref.kind, ref.name]


def _check_sum(found: Findings, one: _Sum) -> None:
    wrong = [reading for reading in one.readings if reading.wrong]
    told: set[OverrideKey] = set()
    for reading in sorted(wrong, key=lambda reading: len(reading.overrides)):
        if not told & reading.overrides:
            told |= _tell_wrong(found, one, reading)
        if not reading.overrides:
            return
    where = one.node.variants[-1].keys
    stated = [reading for reading in one.readings if reading.said is not None]
    unknown = sorted({name for reading in stated for name, marks in reading.parts.items() if marks is None})
    if unknown:
        found.note("points_not_shown", *where, name=one.node.name, parts=unknown)
    elif stated and not wrong and not one.cases.whole:
        found.note("points_not_all_shown", *where, name=one.node.name)
    elif not wrong:
        _check_same(found, one)


def _tell_wrong(found: Findings, one: _Sum, reading: _Reading) -> frozenset[OverrideKey]:
    """The plain text, an override that makes it wrong wherever it holds, or else a case in which some meet. Gives the
    overrides that have been told of."""
    kind, above = one.node.kind, any(of != one.node.kind for of, _ in reading.overrides)
    name = f"{kind}.{one.node.name}" if above else one.node.name
    values = {"name": name, "parts": reading.shown, "sum": reading.sum, "points": reading.said}
    if not reading.overrides:
        found.error("points_do_not_add", *one.node.variants[-1].keys[:3], "points", **values)
        return frozenset()
    example = shown(_short(one, reading), kind) or "…"
    for key in sorted(reading.overrides):
        if one.cases.whole and all(other.wrong for other in one.readings if key in other.overrides):
            when = one.holding.tests[key].text
            found.error("points_do_not_add_for", "overrides", *key, "when", when=when, example=example, **values)
            return frozenset({key})
    last = max(reading.overrides)
    found.warning("points_do_not_add_where", "overrides", *last, "when", example=example, **values)
    return reading.overrides


def _short(one: _Sum, reading: _Reading) -> Case:
    """The case without the facts that it is not about: whatever they are, the sum is wrong."""
    case: dict[Named, Value] = dict(reading.case)
    for name in list(case):
        values = {other[name] for other in one.cases.rows}
        if all(one.reading({**case, name: value}).wrong for value in values):
            case[name] = OTHER
    return case


def _check_same(found: Findings, one: _Sum) -> None:
    """Without a word on its full marks a sum should still come to the same for everybody."""
    plain = [r for r in one.readings if r.said is None and len(r.overrides) < 2]
    sums = {r.sum: shown(r.case, one.node.kind) for r in plain if r.sum is not None}
    if len(sums) > 1:
        (low, first), *_, (high, last) = sorted(sums.items())
        where = one.node.variants[-1].keys
        found.warning("points_differ", *where, name=one.node.name, low=low, high=high, first=first, last=last)


def _check_mean(found: Findings, one: _Sum) -> None:
    """A weighted mean of marks out of 100 and marks out of 50 is a mean of unlike things."""
    node = one.node
    if not node.variants[-1].rule.part_weights():
        return
    marks = {part.name: one.marks(part, frozenset()) for part in _parts(one.graph, node.variants[-1])}
    known = {name: value for name, value in marks.items() if value is not None}
    if len(set(known.values())) > 1:
        parts = [f"{name} {show(value)}" for name, value in known.items()]
        found.warning("marks_unlike", *node.variants[-1].keys, name=node.name, parts=parts)
