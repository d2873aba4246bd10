"""Computes every node of a scheme, kind by kind, in the order of the graph.

Each node is one expression: for every variant the rule's columns, blanked where an input is missing, limited and
rounded; then the variant that holds for each subject is picked. Rows in doubt, and nodes too wide for 128 bits, are
computed by the reference evaluator.
"""

from __future__ import annotations

import math
from collections.abc import Container
from dataclasses import dataclass, replace
from fractions import Fraction

import narwhals as nw

from kaohe.engine.columnar.places import POLARS, Place
from kaohe.engine.columnar.table import Table, all_of, any_of
from kaohe.engine.columnar.view import NodeColumns
from kaohe.engine.columns import Column, Enclosed, Mask, Value, clipped, enclosed, where
from kaohe.engine.expressions import columns as expression_columns
from kaohe.engine.figures import Figures, Frame
from kaohe.engine.numbers import Interval
from kaohe.engine.problems import InvalidScheme, Problem
from kaohe.engine.problems import Place as Where
from kaohe.engine.reference import Reference
from kaohe.engine.scheme.bounds import rule_bounds
from kaohe.engine.scheme.graph import Graph, Node, NodeKey, Variant
from kaohe.engine.scheme.model import KINDS, Kind
from kaohe.engine.scheme.names import Ref
from kaohe.engine.scores import (
    HELD,
    LEFT_OUT,
    NUMBER,
    OUTSIDE,
    Scores,
    Stored,
    high_column,
    kept_series,
    kept_values,
    low_column,
    score_column,
    state_column,
    stored_by_reference,
)
from kaohe.engine.wholes import LARGE, NeedsReference, binding


def score_columns(
    graph: Graph,
    figures: Figures,
    place: Place = POLARS,
    *,
    given: Scores | None = None,
    wanted: Container[NodeKey] | None = None,
) -> Scores:
    """All scores of all subjects, or those that are `wanted` (with all that they read). `given`: scores of the same
    subjects that are not computed again. Raises InvalidScheme where a score cannot be computed exactly at the place."""
    reference = Reference(graph, figures, given)
    tables: dict[Kind, Table] = {}
    frames: dict[str, Frame] = {}
    stored: dict[tuple[str, str], Stored] = {}
    for kind in KINDS:
        if kind not in figures.subjects:
            continue
        tables[kind] = table = Table(graph, figures, kind, tables, place, given)
        for node in graph.of(kind):
            if wanted is None or node.key in wanted:
                _NodeRun(table, node, reference).compute()
        below = KINDS[KINDS.index(kind) + 1 :]
        frames[kind] = table.finish(read_below=any(key[0] in below for key in graph.nodes))
        stored |= {(kind, name): how for name, how in table.stored.items()}
    return Scores(frames, stored, reference.outcome)


@dataclass(frozen=True)
class _NodeRun:
    """The computing of one node."""

    table: Table
    node: Node
    reference: Reference

    def compute(self) -> None:
        chosen = self._choose()
        if self.node.name in self.table.stored:
            return
        member = self._member()
        try:
            with binding(self.table.once, self.table.place.widest):
                value = self._value(chosen, member)
            left = self._left_out(chosen)
            self._store(value, left, member)
        except NeedsReference:
            self._needs_memory()
            self._by_reference()

    # ---- who has which text ------------------------------------------------------------------------------------------

    def _choose(self) -> list[nw.Expr]:
        """One mask a variant but the last: the first whose condition holds. Kept in the table for the parts' sake."""
        masks: list[nw.Expr] = []
        for i, variant in enumerate(self.node.variants[:-1]):
            holds = self._condition(variant.override)
            free = any_of(masks)
            mask = holds if free is None else holds & ~free
            name = f"v:{self.node.name}:{i}"
            self.table.add(mask, names=(name,))
            masks.append(nw.col(name))
            self.table.masks[f"{self.node.name}:{i}"] = nw.col(name)
        return masks

    def _condition(self, override: int | None) -> nw.Expr:
        """An override's condition, computed once however many scores it changes; unknown counts as no."""
        name = f"o:{override}"
        if name not in self.table.columns:
            test = next(v.when for v in self.node.variants if v.override == override)
            assert test is not None
            found = expression_columns(test.tree, lambda path: self.table.fact(test.refs[path]))
            assert isinstance(found, Mask)
            self.table.add(found.expr.fill_null(False), names=(name,))
        return nw.col(name)

    def _member(self) -> nw.Expr | None:
        """Who has this node in his tree; None when everybody has. Readers come later, so their masks are made here."""
        graph, key = self.table.graph, self.node.key
        if graph.everybody_has(key):
            return None
        name = f"m:{self.node.name}"
        if name in self.table.columns:
            return nw.col(name)
        masks: list[nw.Expr] = []
        for reader, i in graph.readers(key):
            run = replace(self, node=reader)
            both = all_of([mask for mask in (run._chosen(i), run._member()) if mask is not None])
            assert both is not None
            masks.append(both)
        mask = any_of(masks)
        assert mask is not None
        self.table.add(mask, names=(name,))
        return nw.col(name)

    def _chosen(self, i: int) -> nw.Expr | None:
        """Who has variant `i`; None when everybody has."""
        if len(self.node.variants) == 1:
            return None
        known = [f"{self.node.name}:{j}" for j in range(len(self.node.variants) - 1)]
        masks = [self.table.masks[k] for k in known] if known[0] in self.table.masks else self._choose()
        if i < len(masks):
            return masks[i]
        other = any_of(masks)
        assert other is not None
        return ~other

    # ---- the value ---------------------------------------------------------------------------------------------------

    def _value(self, chosen: list[nw.Expr], member: nw.Expr | None) -> Value:
        result: Value | None = None
        for alike in self._alike():
            own = self._variant_value(alike, chosen, member)
            if result is None:
                result = own
                continue
            mask = any_of([chosen[i] for i in alike])
            assert mask is not None
            result = where(Mask(mask, size=len(alike), known=True), own, result)
        assert result is not None
        if isinstance(result, Column) and not result.fixed:
            result = enclosed(result)
        return _only(member, result) if member is not None else result

    def _alike(self) -> list[list[int]]:
        """The variants, those together that differ in their points only: they are computed at once. Those together with
        the one for all others come first."""
        groups: list[list[int]] = []
        for i in range(len(self.node.variants) - 1, -1, -1):
            shape = _shape(self.node.variants[i])
            same = next((group for group in groups if _shape(self.node.variants[group[0]]) == shape), None)
            if same is None:
                groups.append([i])
            else:
                same.append(i)
        return groups

    def _points(self, alike: list[int], chosen: list[nw.Expr]) -> Column:
        """Full marks, for each subject as its variant says."""
        marks = [Fraction(self.node.variants[i].points or 0) for i in alike]
        result: Value = Column.constant(marks[0])
        for i, mark in zip(alike[1:], marks[1:], strict=True):
            if mark != marks[0]:
                result = where(Mask(chosen[i], size=0, known=True), Column.constant(mark), result)
        assert isinstance(result, Column)
        return result.once()

    def _variant_value(self, alike: list[int], chosen: list[nw.Expr], member: nw.Expr | None) -> Value:
        variant = self.node.variants[alike[0]]
        view = NodeColumns(self.table, self.node, variant, member, self._points(alike, chosen))
        bounds = (rule_bounds(self.table.graph, self.node, self.node.variants[i]) for i in alike)
        value = _within(variant.rule.columns(view), Interval.around(*bounds))
        refs = variant.refs.values()
        known = [~_is_null(view.value(name, part)) for name, part in variant.refs]
        if variant.rule.absorbs:
            left = [self.table.left_out(ref) for ref in refs]
            known = [k if gone is None else k | gone.expr for k, gone in zip(known, left, strict=True)]
        present = all_of(known)
        value = value.once() if variant.limits.at_least is not None or variant.limits.at_most is not None else value
        value = clipped(value, variant.limits.at_least, variant.limits.at_most)
        rounded: Value = value if variant.rounding is None else value.rounded(variant.rounding)
        if isinstance(rounded, Column) and not rounded.fixed:
            rounded = enclosed(rounded)
        result = rounded if present is None else _only(present, rounded)
        zeros = [self._zero(view, name, part, ref) for (name, part), ref in variant.refs.items()]
        zero = any_of([z.expr for z in zeros if z is not None])
        if zero is None:
            return result
        others = all_of([k if z is None else k | z.expr for k, z in zip(known, zeros, strict=True)])
        assert others is not None
        return where(Mask(zero & others), Column.constant(0), result)

    def _zero(self, view: NodeColumns, name: str, part: str, ref: Ref) -> Mask | None:
        return self.table.zero(ref) if view._measured(name, part) else None

    def _left_out(self, chosen: list[nw.Expr]) -> nw.Expr | None:
        """Who is left out at this node; None when that cannot happen. Variants with the same parts are asked once."""
        variants = self.node.variants
        rules = (v.rule if v.rule.may_leave_out() else v.rule.absorbs for v in variants)
        asks = [(rule, set(v.refs.values())) for rule, v in zip(rules, variants, strict=True)]
        result, last = self._variant_left_out(len(variants) - 1), asks[-1]
        if all(one == last for one in asks):
            return result
        for i in range(len(variants) - 2, -1, -1):
            own = self._variant_left_out(i)
            if own is not None or result is not None:
                no = nw.lit(False)
                result = nw.when(chosen[i]).then(no if own is None else own).otherwise(no if result is None else result)
        return result

    def _variant_left_out(self, i: int) -> nw.Expr | None:
        return any_of([who for who in (self._left_out_by_inputs(i), self._left_out_by_rule(i)) if who is not None])

    def _left_out_by_inputs(self, i: int) -> nw.Expr | None:
        variant = self.node.variants[i]
        refs = list(variant.refs.values())
        left = [self.table.left_out(ref) for ref in refs]
        some = [m.expr for m in left if m is not None]
        if not some or (variant.rule.absorbs and len(some) < len(refs)):
            return None
        view = NodeColumns(self.table, self.node, variant, None, Column.constant(0))
        absent = [_is_null(view.value(name, part)) for name, part in variant.refs]
        held = [one if gone is None else one & ~gone.expr for one, gone in zip(absent, left, strict=True)]
        gone = all_of(some) if variant.rule.absorbs else any_of(some)
        none_held = ~any_of(held)  # type: ignore[operator]
        assert gone is not None
        return gone & none_held

    def _left_out_by_rule(self, i: int) -> nw.Expr | None:
        """Who is left out by the rule itself, though its inputs are there."""
        variant = self.node.variants[i]
        mask = variant.rule.leaves_out(NodeColumns(self.table, self.node, variant, None, Column.constant(0)))
        if mask is None:
            return None
        if mask.doubt is not None:
            raise NeedsReference
        return mask.expr.fill_null(False)

    # ---- keeping it --------------------------------------------------------------------------------------------------

    def _store(self, value: Value, left: nw.Expr | None, member: nw.Expr | None) -> None:
        name, table = self.node.name, self.table
        bounds = table.graph.node_bounds(self.node.key)
        if isinstance(value, Enclosed):
            table.add(value.low, value.high, names=(low_column(name), high_column(name)))
            unit = None
        else:
            unit = Fraction(1, value.den.low)
            units = replace(value.num, low=math.floor(bounds.low / unit), high=math.ceil(bounds.high / unit))
            table.add(units.narrowed().as_expr(), names=(score_column(name),))
        states = left is not None or member is not None
        table.stored[name] = Stored(unit, bounds, states)
        if value.doubt is not None:
            self._needs_memory()
            self._settle(value.doubt)
        if states:
            self._add_states(left, member)

    def _add_states(self, left: nw.Expr | None, member: nw.Expr | None) -> None:
        stored = self.table.stored[self.node.name]
        column = score_column(self.node.name) if stored.unit is not None else low_column(self.node.name)
        state = nw.when(nw.col(column).is_null()).then(nw.lit(HELD)).otherwise(nw.lit(NUMBER))
        if left is not None:
            state = nw.when(left).then(nw.lit(LEFT_OUT)).otherwise(state)
        if member is not None:
            state = nw.when(member).then(state).otherwise(nw.lit(OUTSIDE))
        self.table.add(state.cast(nw.Int8), names=(state_column(self.node.name),))

    def _needs_memory(self) -> None:
        """Here the reference evaluator is needed, for some rows or for all. Raises InvalidScheme where it cannot be had."""
        place = self.table.place
        if not place.settles:
            values = {"score": self.node.name, "kind": self.node.kind, "place": place.name}
            raise InvalidScheme([Problem("needs_polars", Where(), values)])

    def _settle(self, doubt: nw.Expr) -> None:
        """Recomputes the rows in doubt by the reference."""
        name, table = self.node.name, self.table
        table.add(doubt.fill_null(False), names=(f"d:{name}",))
        frame = table.collect()
        rows = frame.with_row_index("row").filter(nw.col(f"d:{name}"))
        if not len(rows):
            return
        outcomes = [self.reference.outcome(self.node.key, s) for s in rows["subject"].to_list()]
        for column, values in kept_values(table.stored[name], name, outcomes).items():
            frame = frame.with_columns(frame[column].scatter(rows["row"].to_list(), values).alias(column))
        table.frame = table.place.bring(frame)

    def _by_reference(self) -> None:
        """The whole node by the reference evaluator: slow, never wrong."""
        table, node = self.table, self.node
        frame = table.collect()
        stored = stored_by_reference([v.rounding for v in node.variants], table.graph.node_bounds(node.key))
        table.stored[node.name] = stored
        outcomes = [self.reference.outcome(node.key, s) for s in frame["subject"].to_list()]
        frame = frame.with_columns(*kept_series(stored, node.name, outcomes, nw.get_native_namespace(frame)))
        table.frame = table.place.bring(frame)


def _shape(variant: Variant) -> tuple[object, ...]:
    """All of a variant that bears on its score but its points."""
    return variant.rule, variant.rounding, variant.limits, variant.refs


def _within(value: Value, bounds: Interval) -> Value:
    """The value with the bounds that its rule vouches for, which are closer than those of its arithmetic."""
    if isinstance(value, Enclosed):
        return replace(value, bounds=bounds)
    if not value.fixed:
        return value
    unit = Fraction(1, value.den.low)
    return replace(value, num=replace(value.num, low=math.floor(bounds.low / unit), high=math.ceil(bounds.high / unit)))


def _only(mask: nw.Expr, value: Value) -> Value:
    """The value where the mask holds, null elsewhere."""
    if isinstance(value, Enclosed):
        low, high = nw.when(mask).then(value.low), nw.when(mask).then(value.high)
        doubt = None if value.doubt is None else value.doubt & mask
        return replace(value, low=low, high=high, doubt=doubt, size=LARGE)
    doubt = None if value.doubt is None else value.doubt & mask
    return replace(value, num=replace(value.num, expr=nw.when(mask).then(value.num.as_expr()), size=LARGE), doubt=doubt)


def _is_null(value: Value) -> nw.Expr:
    return value.low.is_null() if isinstance(value, Enclosed) else value.num.as_expr().is_null()
