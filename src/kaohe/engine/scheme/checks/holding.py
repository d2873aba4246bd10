"""Which overrides hold together, and which text of each score follows: one case after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kaohe.engine.scheme.checks.cases import Case, Cases, cases_of, holds
from kaohe.engine.scheme.graph import Graph, Node, Variant
from kaohe.engine.scheme.model import Kind
from kaohe.engine.scheme.names import Test

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

    def cases(self, nodes: Iterable[Node]) -> tuple[Cases, tuple[Held, ...]]:
        """The cases that matter to some scores, and the overrides that hold in each."""
        keys = frozenset(key for node in nodes for key in overrides_of(node))
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
