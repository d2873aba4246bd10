"""Which overrides hold together, and which text of each score follows: one case after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from kaohe.engine.numbers import Interval
from kaohe.engine.scheme.bounds import variant_bounds
from kaohe.engine.scheme.checks.cases import Case, Cases, cases_of, holds, truths
from kaohe.engine.scheme.graph import Graph, Node, NodeKey, Variant
from kaohe.engine.scheme.model import Kind
from kaohe.engine.scheme.names import Ref, Test

OverrideKey: TypeAlias = "tuple[Kind, int]"
"""A kind of subject and the place of an override in its list."""
Held: TypeAlias = "frozenset[OverrideKey]"


@dataclass(frozen=True)
class Holding:
    """`tests`: the conditions of all overrides. What was worked out for one score serves the next."""

    tests: Mapping[OverrideKey, Test]
    _known: dict[Held, tuple[Cases, tuple[Held, ...]]] = field(default_factory=dict)

    @staticmethod
    def of(graph: Graph) -> Holding:
        tests = {}
        for node in graph.nodes.values():
            for variant in node.variants:
                if variant.override is not None and variant.when is not None:
                    tests[node.kind, variant.override] = variant.when
        return Holding(tests)

    @cached_property
    def never(self) -> Held:
        return frozenset(key for key, test in self.tests.items() if True not in truths(test))

    def cases(self, nodes: Iterable[Node]) -> tuple[Cases, tuple[Held, ...]]:
        """The cases that matter to some scores, and the overrides that hold in each."""
        return self.together(frozenset(key for node in nodes for key in overrides_of(node)))

    def together(self, keys: Held) -> tuple[Cases, tuple[Held, ...]]:
        keys -= self.never
        if keys not in self._known:
            cases = cases_of([self.tests[key] for key in sorted(keys)])
            self._known[keys] = cases, tuple(self.held(keys, case) for case in cases.rows)
        return self._known[keys]

    def held(self, keys: Iterable[OverrideKey], case: Case) -> Held:
        return frozenset(key for key in keys if holds(self.tests[key], case))


def overrides_of(node: Node) -> list[OverrideKey]:
    return [(node.kind, v.override) for v in node.variants if v.override is not None]


def chosen(node: Node, held: Held) -> Variant:
    """The text of a score where these overrides hold."""
    return next((v for v in node.variants[:-1] if (node.kind, v.override) in held), node.variants[-1])


@dataclass(frozen=True)
class Possible:
    """What each score can come to, one case of overrides after the other: closer than to take every part at its best text
    and at its worst text, for these never hold at the same time."""

    graph: Graph
    holding: Holding
    _known: dict[tuple[NodeKey, Held], Interval] = field(default_factory=dict)

    def bounds(self, key: NodeKey) -> Interval:
        cases, held = self.holding.cases(self.graph.nodes[below] for below in self._below[key])
        if not cases.whole:
            return self.graph.node_bounds(key)
        return Interval.around(*(self._bounds(key, one) for one in set(held)))

    def _bounds(self, key: NodeKey, held: Held) -> Interval:
        held = held & self._overrides[key]
        if (key, held) not in self._known:
            node = self.graph.nodes[key]
            variant = chosen(node, held)
            looks_at_others = bool(variant.rule.withins())  # and for them other overrides may hold
            known = self.graph.ref_bounds if looks_at_others else lambda ref: self._of(ref, held)
            self._known[key, held] = variant_bounds(self.graph, node, variant, known)
        return self._known[key, held]

    def _of(self, ref: Ref, held: Held) -> Interval:
        return self._bounds((ref.kind, ref.name), held) if ref.sort == "score" else self.graph.ref_bounds(ref)

    @cached_property
    def _below(self) -> Mapping[NodeKey, frozenset[NodeKey]]:
        """Each score with all that it rests on; the graph names those first."""
        found: dict[NodeKey, frozenset[NodeKey]] = {}
        for key, node in self.graph.nodes.items():
            read = {(ref.kind, ref.name) for v in node.variants for ref in v.uses if ref.sort == "score"}
            found[key] = frozenset({key}).union(*(found[one] for one in read))
        return found

    @cached_property
    def _overrides(self) -> Mapping[NodeKey, Held]:
        nodes = self.graph.nodes
        return {k: frozenset(o for one in below for o in overrides_of(nodes[one])) for k, below in self._below.items()}
