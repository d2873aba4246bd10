"""All subjects at one node, as a rule sees them (`kaohe.engine.rules.base.Columns`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import narwhals as nw

from kaohe.engine.columnar.table import COUNTED, Table
from kaohe.engine.columns import Column, Enclosed, Mask, Value, either, where
from kaohe.engine.expressions import columns as expression_columns
from kaohe.engine.fields import Better
from kaohe.engine.numbers import Interval
from kaohe.engine.quantiles import Definition, quantile_column
from kaohe.engine.rules.base import Counting, Ties
from kaohe.engine.rules.forms import Form
from kaohe.engine.scheme.graph import Node, Variant
from kaohe.engine.wholes import LARGE, NeedsReference, once

_RANKED: dict[Ties, Any] = {"competition": "min", "dense": "dense", "average": "average", "last": "max"}


@dataclass(frozen=True)
class NodeColumns:
    """One variant of a node, or several that differ in their points only. `member`: who has this node at all; None when
    everybody has."""

    table: Table
    home: Node
    variant: Variant
    member: nw.Expr | None
    points: Column

    @property
    def node(self) -> str:
        return self.home.name

    @property
    def better(self) -> Better:
        return self.table.graph.better(self.variant)

    @property
    def parts(self) -> Sequence[str]:
        return self.table.text.period.parts

    def value(self, name: str, part: str = "") -> Value:
        ref = self.variant.refs[name, part]
        value = self.table.value(ref)
        zero = self.table.zero(ref) if not self._measured(name, part) else None
        return value if zero is None else where(zero, Column.constant(0), value)

    def _measured(self, name: str, part: str) -> bool:
        """Is the input a figure that the rule measures (a missing one then counts as a score of zero)?"""
        inputs = self.variant.rule.inputs(self.node, self.parts)
        return any((i.name, i.part) == (name, part) and i.prefer == "figure" for i in inputs)

    def left_out(self, name: str, part: str = "") -> Mask | None:
        return self.table.left_out(self.variant.refs[name, part])

    def points_of(self, name: str) -> Column:
        return self.table.marks(self.variant.refs[name, ""])

    def extra(self, name: str) -> bool:
        ref = self.variant.refs[name, ""]
        return ref.sort == "score" and self.table.graph.nodes[ref.kind, ref.name].extra

    # ---- the others --------------------------------------------------------------------------------------------------

    def _peers(self, name: str) -> Value:
        """The input, of those who have this node; a figure that stands for zero is nobody's."""
        return self._of_members(self.table.value(self.variant.refs[name, ""]))

    def _of_members(self, value: Value) -> Value:
        if self.member is None:
            return value
        if isinstance(value, Enclosed):
            low, high = (nw.when(self.member).then(e) for e in (value.low, value.high))
            return replace(value, low=low, high=high, size=LARGE)
        return replace(value, num=replace(value.num, expr=nw.when(self.member).then(value.num.as_expr()), size=LARGE))

    def least_of(self, name: str, within: str) -> Value:
        return self._peers(name).extreme("min", self.table.within(within))

    def most_of(self, name: str, within: str) -> Value:
        return self._peers(name).extreme("max", self.table.within(within))

    def sum_of(self, name: str, within: str) -> Value:
        peers = self._peers(name)
        if isinstance(peers, Enclosed):
            raise NeedsReference
        return peers.summed(self.table.within(within))

    def total_of(self, value: Value, within: str) -> Value:
        members = self._of_members(value)
        if isinstance(members, Enclosed) or members.doubt is not None:
            raise NeedsReference
        return members.summed(self.table.within(within))

    def quantile_of(self, name: str, within: str, share: Fraction, definition: Definition) -> Value:
        peers = self._peers(name)
        if isinstance(peers, Enclosed):
            raise NeedsReference
        return quantile_column(peers, self.table.within(within), share, definition)

    def count_of(self, name: str, within: str) -> Column:
        peers = self._peers(name)
        expr = peers.low if isinstance(peers, Enclosed) else peers.num.as_expr()
        counted = expr.count().over(self.table.within(within)).cast(nw.Int64)
        return Column.stored(once(counted, across=True), Fraction(1), Interval(Fraction(0), COUNTED.high))

    def rank_of(self, name: str, within: str, *, best: Better, ties: Ties) -> Column:
        peers = self._peers(name)
        if isinstance(peers, Enclosed) or not peers.fixed:
            raise NeedsReference
        ranked = peers.num.as_expr().rank(_RANKED[ties], descending=best == "higher").over(self.table.within(within))
        unit = Fraction(1, 2) if ties == "average" else Fraction(1)
        places = (ranked * 2 if ties == "average" else ranked).cast(nw.Int64)
        return Column.stored(once(places, across=True), unit, Interval(Fraction(1), COUNTED.high))

    # ---- tables that are counted -------------------------------------------------------------------------------------

    def form(self, name: str) -> Form:
        return self.table.text.forms[name]

    def event_count(self, name: str, *, level: str | None = None, role: str | None = None) -> Column:
        return self.table.event_count(name, level, role)

    def event_count_of(self, name: str, counting: Counting, *, level: str, role: str, first: bool) -> Column:
        return self.table.event_count_of(name, counting, (level, role, first))

    def rating_totals(
        self, form: str, rater_class: str, item: str, *, trim: int, trim_above: int
    ) -> tuple[Column, Column]:
        return self.table.rating_totals((form, rater_class, item), trim, trim_above)

    def tally(self, form: str, rater_class: str, item: str, option: str) -> Column:
        return self.table.tally(form, rater_class, item, option)

    def held(self, where: Mask, value: Value) -> Value:
        free, doubt = ~where.once().expr, either(value.doubt, where.doubt)
        if isinstance(value, Enclosed):
            low, high = nw.when(free).then(value.low), nw.when(free).then(value.high)
            return replace(value, low=low, high=high, doubt=doubt, size=LARGE)
        kept = replace(value.num, expr=nw.when(free).then(value.num.as_expr()), size=LARGE)
        return replace(value, num=kept, doubt=doubt)

    def formula(self, text: str) -> Value:
        test = self.variant.formula
        assert test is not None
        found = expression_columns(test.tree, lambda path: self.value(".".join(path)))
        assert not isinstance(found, Mask)
        return found
