"""The growing table of one kind of subject: figures, facts from above, and scores as they are computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from operator import add
from typing import Any, TypeAlias

import narwhals as nw

from kaohe.engine.columnar.matters import counted_by_place, places_of
from kaohe.engine.columnar.places import POLARS, Place
from kaohe.engine.columns import Column, Enclosed, Mask, Value, most, where
from kaohe.engine.expressions import TextColumn
from kaohe.engine.figures import (
    MOST_COUNTED,
    RATING_DECIMALS,
    Figures,
    Frame,
    attribute_column,
    earlier_columns,
    figure_column,
)
from kaohe.engine.numbers import Interval, Rounding
from kaohe.engine.quantiles import MEDIAN, quantile_column
from kaohe.engine.rules.base import Counting
from kaohe.engine.scheme.graph import Graph, Variant
from kaohe.engine.scheme.model import STANDING_IN, Kind
from kaohe.engine.scheme.names import Ref, attribute_range, figure_range, meaning
from kaohe.engine.scores import LEFT_OUT, Scores, Stored, high_column, low_column, score_column, state_column
from kaohe.engine.wholes import binding

_ZERO, _LEAVE_OUT, _GROUP_MEAN, _GROUP_MEDIAN, _LAST_PERIOD = 1, 2, 3, 4, 5
_TREATED = {
    "zero": _ZERO,
    "leave_out": _LEAVE_OUT,
    "group_mean": _GROUP_MEAN,
    "group_median": _GROUP_MEDIAN,
    "last_period": _LAST_PERIOD,
}


_ALL = "w:all"
ALIKE = nw.lit(0).alias(_ALL)
"""A column that is the same for all."""

_Step: TypeAlias = "Callable[[nw.LazyFrame[Any]], nw.LazyFrame[Any]]"


class Table:
    """One kind's columns, lazily. `above`: the finished tables of the kinds above, by kind; `given`: scores that are
    known already."""

    def __init__(
        self,
        graph: Graph,
        figures: Figures,
        kind: Kind,
        above: Mapping[Kind, Table],
        place: Place = POLARS,
        given: Scores | None = None,
    ) -> None:
        self.place = place
        self.graph, self.figures, self.kind, self.above = graph, figures, kind, above
        self.text = graph.source.text
        rows = figures.subjects[kind]
        self.stored: dict[str, Stored] = {}
        """How this kind's scores are kept, by name."""
        if given is not None:
            self.stored = {name: how for (owner, name), how in given.stored.items() if owner == kind}
            frame = given.frames[kind]
            rows = rows.with_columns(*(frame[c] for c in frame.columns if c[:2] in ("s:", "x:")))
        self.frame = place.bring(rows).with_columns(ALIKE)
        self.masks: dict[str, nw.Expr] = {}
        self._stored = 0
        self._pivoted: set[str] = set()
        self._countings: dict[Counting, int] = {}

    # ---- growing -----------------------------------------------------------------------------------------------------

    @property
    def frame(self) -> nw.LazyFrame[Any]:
        """All that was said so far; what looks at many rows at once comes first, in one step."""
        frame = self._start
        if self._across:
            frame = frame.with_columns(*self._across)
        return reduce(lambda sofar, step: step(sofar), self._steps, frame)

    @frame.setter
    def frame(self, frame: nw.LazyFrame[Any]) -> None:
        self._start: nw.LazyFrame[Any]
        self._steps: list[_Step]
        self._across: list[nw.Expr]
        self.columns: dict[str, None]
        self._start, self._steps, self._across = frame, [], []
        self.columns = dict.fromkeys(frame.collect_schema().names())

    def add(self, *exprs: nw.Expr, names: tuple[str, ...]) -> None:
        named = [e.alias(n) for e, n in zip(exprs, names, strict=True)]
        self._steps.append(lambda frame: frame.with_columns(*named))
        self.columns.update(dict.fromkeys(names))
        if len(self._steps) == self.place.steps:
            self.frame = self.place.keep(self.frame)

    def once(self, expr: nw.Expr, *, across: bool = False) -> nw.Expr:
        """Stores an expression as a column that nobody else sees. One that looks `across` rows brings all columns
        together: where it asks for nothing that is computed here, it goes with its like into one step at the start."""
        self._stored += 1
        name = f"~{self._stored}"
        if across and not self.place.steps and self._is_given(expr):
            self._across.append(expr.alias(name))
            self.columns[name] = None
        else:
            self.add(expr, names=(name,))
        return nw.col(name)

    def _is_given(self, expr: nw.Expr) -> bool:
        try:
            self._start.select(expr.alias("~")).collect_schema()
        except nw.exceptions.ColumnNotFoundError:
            return False
        return True

    def join(self, frame: Frame | nw.LazyFrame[Any], on: str = "subject") -> None:
        """Adds a frame's columns, one row a subject (or an ancestor, named by the column `on`)."""
        if isinstance(frame, nw.DataFrame):
            frame = self.place.bring(frame)
        new = [c for c in frame.collect_schema().names() if c != "subject"]
        self._steps.append(lambda sofar: sofar.join(frame, left_on=on, right_on="subject", how="left"))
        self.columns.update(dict.fromkeys(new))

    def finish(self, *, read_below: bool) -> Frame:
        """All scores of the kind. `read_below`: a kind below may still ask for figures and facts."""
        scored = ["subject", "name", "group", *(c for c in self.columns if c[:2] in ("s:", "x:"))]
        return self.collect(None if read_below else scored).select(*scored)

    def collect(self, wanted: Sequence[str] | None = None) -> Frame:
        """Computes everything said so far, or what is wanted; what nobody asks for again is dropped."""
        kept = list(wanted or (c for c in self.columns if not c.startswith("~")))
        frame = self.place.fetch(self.frame.select(*kept))
        if not frame["subject"].is_sorted():
            frame = frame.sort("subject")
        self.frame = self.place.bring(frame)
        return frame

    # ---- facts -------------------------------------------------------------------------------------------------------

    def fact(self, ref: Ref) -> TextColumn | Column | Mask:
        """A fact or an attribute as conditions see it."""
        expr = nw.col(self._fact_column(ref))
        if ref.sort == "fact":
            return TextColumn(expr)
        attribute = self.text.attributes[ref.kind][ref.name]
        if attribute.yes_no:
            return Mask(expr)
        if attribute.number:
            return Column.stored(expr, Fraction(1, 10**attribute.decimals), attribute_range(attribute))
        return TextColumn(expr)

    def _fact_column(self, ref: Ref) -> str:
        own = attribute_column(ref.name) if ref.sort != "fact" else ref.name if ref.name != "id" else "subject"
        return self._own(ref, own)

    def _from_above(self, kind: Kind, column: str) -> str:
        """The column of the unit or team above, brought down under `kind/column`."""
        if column == "subject":
            return kind
        name = f"{kind}/{column}"  # no point: Spark takes it for a path
        if name not in self.columns:
            source = self.above[kind].frame.select("subject", nw.col(column).alias(name))
            self.join(source, on=kind)
        return name

    def within(self, within: str) -> str:
        """The column that all the subjects compared with each other share."""
        if within in ("all", "parent"):
            return _ALL if within == "all" else within
        ref = meaning(self.text, self.kind, within)
        assert ref is not None
        return self._fact_column(ref)

    # ---- figures and scores ------------------------------------------------------------------------------------------

    def value(self, ref: Ref) -> Value:
        """A score or a figure; null where there is no number (a figure that stands for zero has none)."""
        if ref.sort == "figure":
            return self._figure(ref)
        stored = (self if ref.kind == self.kind else self.above[ref.kind]).stored[ref.name]
        if stored.unit is None:
            ends = [self._own(ref, column(ref.name)) for column in (low_column, high_column)]
            return Enclosed(nw.col(ends[0]), nw.col(ends[1]), stored.bounds, size=0)
        return Column.stored(nw.col(self._own(ref, score_column(ref.name))), stored.unit, stored.bounds)

    def left_out(self, ref: Ref) -> Mask | None:
        """Where it does not count; None where that cannot happen."""
        if ref.sort == "figure":
            column, gone = self._treatment(ref), _LEAVE_OUT
        else:
            owner = self if ref.kind == self.kind else self.above[ref.kind]
            column = self._own(ref, state_column(ref.name)) if owner.stored[ref.name].states else None
            gone = LEFT_OUT
        if column is None:
            return None
        name = f"l:{column}"
        if name not in self.columns:
            self.add((nw.col(column) == gone).fill_null(False), names=(name,))
        return Mask(nw.col(name), size=0, known=True)

    def chosen(self, ref: Ref, variant: int) -> Mask:
        """Who has that variant of a score."""
        return Mask(nw.col(self._own(ref, f"v:{ref.name}:{variant}")), size=0, known=True)

    def marks(self, ref: Ref) -> Column:
        """Full marks of a score, for each subject as its texts say."""
        known = self.graph.marks(ref)
        if known.low == known.high:
            return Column.constant(known.high)
        variants = self.graph.nodes[ref.kind, ref.name].variants
        result: Value = self._variant_marks(variants[-1])
        for i in range(len(variants) - 2, -1, -1):
            result = where(self.chosen(ref, i), self._variant_marks(variants[i]), result)
        assert isinstance(result, Column)
        return result

    def _variant_marks(self, variant: Variant) -> Value:
        if variant.points is not None:
            return Column.constant(variant.points)
        parts: list[Value] = [self.marks(part) for part in self.graph.marked_parts(variant)]
        if not parts:
            return Column.constant(100)
        return reduce(add if variant.rule.adds_marks else most, parts)

    def zero(self, ref: Ref) -> Mask | None:
        """Where a missing figure counts as a score of zero."""
        code = self._treatment(ref) if ref.sort == "figure" else None
        return None if code is None else Mask((nw.col(code) == _ZERO).fill_null(False), size=2, known=True)

    def _own(self, ref: Ref, column: str) -> str:
        return column if ref.kind == self.kind else self._from_above(ref.kind, column)

    def _figure(self, ref: Ref) -> Column:
        owner = self if ref.kind == self.kind else self.above[ref.kind]
        indicator = self.text.indicators[ref.name]
        column = self._own(ref, owner.filled(ref))
        return Column.stored(nw.col(column), Fraction(1, 10**indicator.decimals), figure_range(indicator))

    def _treatment(self, ref: Ref) -> str | None:
        owner = self if ref.kind == self.kind else self.above[ref.kind]
        column = owner.treatments(ref)
        return None if column is None else self._own(ref, column)

    def treatments(self, ref: Ref) -> str | None:
        """The column that says what each missing figure does; None where all of them hold the score."""
        column = figure_column(ref.name, ref.part)
        name = f"t:{column}"
        absent = {c: _TREATED[t] for c, t in self.text.indicators[ref.name].absent.items() if t in _TREATED}
        if not absent:
            return None
        if name not in self.columns:
            rows = self.figures.absences.filter(nw.col("column") == column, nw.col("cause").is_in(list(absent)))
            code = nw.col("cause").replace_strict(list(absent), list(absent.values()), return_dtype=nw.Int8)
            self.join(rows.select("subject", code.alias(name)))
        return name

    def filled(self, ref: Ref) -> str:
        """The figure's column, with what stands in for missing figures."""
        column = figure_column(ref.name, ref.part)
        treatment = self.treatments(ref)
        used = set(self.text.indicators[ref.name].absent.values()) & STANDING_IN
        if treatment is None or not used:
            return column
        name = f"i:{column}"
        if name in self.columns:
            return name
        expr = nw.col(column)
        for said, code, middle in (
            ("group_mean", _GROUP_MEAN, self._group_mean),
            ("group_median", _GROUP_MEDIAN, self._group_median),
        ):
            if said in used:
                with binding(self.once):
                    stand_in = self._standing_in(ref, middle)
                expr = nw.when(nw.col(treatment) == code).then(stand_in).otherwise(expr)
        if "last_period" in used:
            earlier = earlier_columns(sorted(self.columns), ref.name, ref.part, self.text.period.parts)
            if earlier:
                last = nw.coalesce(*(nw.col(c) for c in earlier))
                expr = nw.when(nw.col(treatment) == _LAST_PERIOD).then(last).otherwise(expr)
        self.add(expr, names=(name,))
        return name

    def _standing_in(self, ref: Ref, middle: Callable[[Column], Column]) -> nw.Expr:
        """The middle of the figures reported in the group, in units of the figure."""
        indicator = self.text.indicators[ref.name]
        unit = Fraction(1, 10**indicator.decimals)
        own = Column.stored(nw.col(figure_column(ref.name, ref.part)), unit, figure_range(indicator))
        return middle(own).rounded(Rounding(unit)).num.as_expr()

    def _group_mean(self, own: Column) -> Column:
        key = self.within("group")
        n = own.num.as_expr().count().over(key)
        mean = own.summed(key) / Column.stored(n, Fraction(1), Interval(Fraction(1), Fraction(10**8)))
        assert isinstance(mean, Column)
        return mean

    def _group_median(self, own: Column) -> Column:
        return quantile_column(own, self.within("group"), MEDIAN, "linear")

    # ---- tables that are counted -------------------------------------------------------------------------------------

    def event_count(self, indicator: str, level: str | None, role: str | None) -> Column:
        name = f"e:{indicator}:{level}:{role}"
        model = self.text.indicators[indicator]
        if name not in self.columns:
            rows = self.figures.events.filter(nw.col("indicator") == indicator)
            if level is not None:
                rows = rows.filter(nw.col("level") == level)
            if role is not None:
                rows = rows.filter(nw.col("role") == role)
            self.join(rows.group_by("subject").agg(nw.col("count").sum().alias(name)))
        counted = nw.col(name).fill_null(0)
        return Column.stored(counted, Fraction(1, 10**model.decimals), COUNTED)

    def event_count_of(self, indicator: str, counting: Counting, which: tuple[str, str, bool]) -> Column:
        """Of one (level, role, first in its matter)."""
        number = self._countings.setdefault(counting, len(self._countings))
        names = {place: f"e:{indicator}:{number}:{place[0]}:{place[1]}:{place[2]}" for place in places_of(counting)}
        if names[which] not in self.columns:
            rows = self.figures.events.filter(nw.col("indicator") == indicator)
            self.join(counted_by_place(rows, counting, names))
        unit = Fraction(1, 10 ** self.text.indicators[indicator].decimals)
        return Column.stored(nw.col(names[which]).fill_null(0), unit, COUNTED)

    def rating_totals(self, which: tuple[str, str, str], trim: int, trim_above: int) -> tuple[Column, Column]:
        """Of one (form, class, item): the sum and the number of what is left after trimming."""
        names = tuple(f"r:{':'.join(which)}:{trim}:{trim_above}:{what}" for what in ("sum", "n"))
        if names[0] not in self.columns:
            rows = self.figures.ratings
            for column, value in zip(("form", "class", "item"), which, strict=True):
                rows = rows.filter(nw.col(column).fill_null("") == value)
            place = nw.col("value").rank("ordinal").over("subject")
            rows = rows.with_columns(nw.col("value").count().over("subject").alias("n"), place.alias("place"))
            kept = (nw.col("n") <= trim_above) | ((nw.col("place") > trim) & (nw.col("place") <= nw.col("n") - trim))
            rows = rows.filter(kept) if trim else rows
            totals = rows.group_by("subject").agg(
                nw.col("value").sum().alias(names[0]), nw.col("value").count().cast(nw.Int64).alias(names[1])
            )
            self.join(totals)
        total = Column.stored(nw.col(names[0]).fill_null(0), Fraction(1, 10**RATING_DECIMALS), COUNTED)
        return total, Column.stored(nw.col(names[1]).fill_null(0), Fraction(1), Interval(Fraction(0), COUNTED.high))

    def tally(self, form: str, rater_class: str, item: str, option: str) -> Column:
        name = f"c:{form}:{rater_class}:{item}:{option}"
        done = f"c:{form}"
        if form not in self._pivoted:
            rows = self.figures.tallies.filter(nw.col("form") == form)
            key = nw.concat_str(
                nw.lit(f"{done}:"),
                nw.col("class").fill_null(""),
                nw.lit(":"),
                nw.col("item"),
                nw.lit(":"),
                nw.col("option"),
            )
            rows = rows.select("subject", key.alias("key"), "count")
            if len(rows):
                wide = rows.pivot("key", index="subject", values="count", aggregate_function="sum", sort_columns=True)
                self.join(wide)
                # Subjects without any answer; all columns in one expression, for a form has hundreds of them.
                self._steps.append(lambda frame: frame.with_columns(nw.col(*wide.columns[1:]).fill_null(0)))
            self._pivoted.add(form)
        counted = nw.col(name) if name in self.columns else nw.lit(0, dtype=nw.Int64)
        return Column.stored(counted, Fraction(1), Interval(Fraction(0), COUNTED.high))


COUNTED = Interval(Fraction(-MOST_COUNTED), Fraction(MOST_COUNTED))
"""Counts and sums of ratings stay within this (checked on admission)."""


def all_of(masks: list[nw.Expr]) -> nw.Expr | None:
    return reduce(lambda a, b: a & b, masks) if masks else None


def any_of(masks: list[nw.Expr]) -> nw.Expr | None:
    return reduce(lambda a, b: a | b, masks) if masks else None
