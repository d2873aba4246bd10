"""The table of one kind of subject while it is graded: scores, facts from above, and what grading adds.

Conditions are expressions over it. Its rows stay in the order of `figures.subjects`, so that columns computed apart can
be laid beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import narwhals as nw

from kaohe.engine.columnar.table import ALIKE, Table
from kaohe.engine.columns import Column, Mask, Value, where
from kaohe.engine.expressions import YEARS_IN_A_ROW, Path, TextColumn, columns
from kaohe.engine.figures import Frame
from kaohe.engine.grading.facts import GRADE_COLUMN, RANK_COLUMN, STATUS_COLUMN, Facts
from kaohe.engine.grading.ordering import order_key
from kaohe.engine.numbers import Interval
from kaohe.engine.problems import Problem
from kaohe.engine.scheme.grade_names import PLACES, RANK, STATUS, YEARS, graded_kind
from kaohe.engine.scheme.model import Kind
from kaohe.engine.scheme.names import Ref, Test
from kaohe.engine.scores import Scores
from kaohe.engine.wholes import NeedsReference

ROW = "row"


class GradeTable(Table):
    """One kind's table. `above`: the finished tables of the kinds above."""

    above: Mapping[Kind, GradeTable]

    def __init__(self, facts: Facts, kind: Kind, above: Mapping[Kind, GradeTable], problems: list[Problem]) -> None:
        figures, scores = facts.figures, facts.scores
        super().__init__(facts.graph, figures, kind, above)
        self.facts, self.scores, self.problems = facts, scores, problems
        self.stored = {name: stored for (owner, name), stored in scores.stored.items() if owner == kind}
        self._take(_with_scores(figures.subjects[kind], scores, kind).with_columns(ALIKE).with_row_index(ROW))

    def _take(self, frame: Frame) -> None:
        self.data, self.frame = frame, frame.lazy()

    def add(self, *exprs: nw.Expr, names: tuple[str, ...]) -> None:
        self._take(self.data.with_columns(*(expr.alias(name) for expr, name in zip(exprs, names, strict=True))))

    def once(self, expr: nw.Expr, *, across: bool = False) -> nw.Expr:
        """At once too: nothing is put off here."""
        return super().once(expr)

    def join(self, frame: Frame | nw.LazyFrame[Any], on: str = "subject") -> None:
        """At once, and on the key alone: the other columns are not moved."""
        frame = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
        found = in_order(self.data.select(ROW, on).join(frame, left_on=on, right_on="subject", how="left"))
        self.lay({name: found[name] for name in found.columns if name not in (ROW, on, "subject")})

    def collect(self, wanted: Sequence[str] | None = None) -> Frame:
        return self.data if wanted is None else self.data.select(*wanted)

    def pick(self, **exprs: nw.Expr) -> Frame:
        """Some columns, in the order of the subjects."""
        return self.data.select(nw.col(ROW), *(expr.alias(name) for name, expr in exprs.items()))

    def lay(self, series: Mapping[str, Any]) -> None:
        """Lays computed columns beside the others."""
        self._take(self.data.with_columns(*(one.alias(name) for name, one in series.items())))

    def tell(self, name: str, series: Any) -> None:
        """Lays a column beside the others that conditions may ask for."""
        self.lay({name: series})
        self.facts.known[self.kind][name] = series

    # ---- conditions --------------------------------------------------------------------------------------------------

    def answers(self, tests: Mapping[str, Test], own: str = "") -> Frame:
        """One column of yes, no and null (not known) a test. `own`: the column of the subject's own grade."""
        masks: dict[str, nw.Expr] = {}
        by_facts: list[str] = []
        for name, test in tests.items():
            try:
                found = columns(test.tree, self.look_up(test.refs, own))
            except NeedsReference:
                by_facts.append(name)
                continue
            assert isinstance(found, Mask)
            masks[name] = found.expr
            if found.doubt is not None:
                masks[f"doubt {name}"] = found.doubt.fill_null(False)
        frame = self.pick(**masks)
        for name in tests:
            if name in by_facts:
                frame = self._answered(frame, name, tests[name], own, range(len(frame)))
            elif f"doubt {name}" in masks:
                rows = frame[f"doubt {name}"].arg_true().to_list()
                frame = self._answered(frame, name, tests[name], own, rows) if rows else frame
        return frame.select(*tests)

    def _answered(self, frame: Frame, name: str, test: Test, own: str, rows: Sequence[int]) -> Frame:
        """The frame with the exact answers for some rows."""
        subjects = self.figures.subjects[self.kind]["subject"]
        answers = [self.facts.holds(test, subjects[row], own) for row in rows]
        backend = nw.get_native_namespace(frame)
        if len(rows) == len(frame):
            return frame.with_columns(nw.new_series(name, answers, nw.Boolean, backend=backend))
        exact = nw.new_series(name, answers, nw.Boolean, backend=backend)
        return frame.with_columns(frame[name].scatter(list(rows), exact).alias(name))

    def look_up(self, refs: Mapping[Path, Ref], own: str = "") -> Callable[[Path], Value | Mask | TextColumn]:
        def find(path: Path) -> Value | Mask | TextColumn:
            ref = refs.get(path)
            if ref is None:
                return self._graded(path, own)
            if ref.sort in ("fact", "attribute"):
                return self.fact(ref)
            zero = self.zero(ref)
            return self.value(ref) if zero is None else where(zero, Column.constant(0), self.value(ref))

        return find

    # ---- what grading adds -------------------------------------------------------------------------------------------

    def _graded(self, path: Path, own: str) -> Column | TextColumn:
        if path == (RANK,):
            return _count(nw.col(RANK_COLUMN), PLACES.bounds)
        if path == (STATUS,):
            return TextColumn(nw.col(STATUS_COLUMN))
        owner = graded_kind(self.kind, path)
        if owner is None:
            return _count(self._years(path[0], path[1], own), YEARS.bounds)
        if owner == self.kind:
            return TextColumn(nw.col(own))
        return TextColumn(nw.col(self._from_above(owner, GRADE_COLUMN)))

    def _years(self, which: str, grade: str, own: str) -> nw.Expr:
        """Years with a grade, in a row or in all; with this year where its grade is given."""
        name = f"g:{which}:{grade}"
        if name not in self.columns:
            self.join(_counted_years(self.figures.history, which, grade, self.text.period.year).rename({"n": name}))
        before = nw.col(name).fill_null(0)
        if own != GRADE_COLUMN:
            return before
        otherwise = nw.lit(0, dtype=nw.Int64) if which == YEARS_IN_A_ROW else before
        return nw.when(nw.col(own) == grade).then(before + 1).otherwise(otherwise)

    def order(self, ref: Ref) -> str:
        """The column by which a score or a figure orders subjects, the best first when sorted downwards."""
        owner = self if ref.kind == self.kind else self.above[ref.kind]
        name = f"k:{ref.sort}:{ref.name}:{ref.part}"
        if name not in owner.columns:
            if ref.sort == "score":
                owner.lay({name: order_key(owner.scores, (ref.kind, ref.name), owner.problems)})
            else:
                found = nw.col(owner.filled(ref))
                better = self.text.indicators[ref.name].better
                owner.add(found if better == "higher" else -found, names=(name,))
        return self._own(ref, name)


def in_order(frame: Frame, by: str = ROW) -> Frame:
    """Joins are free to change the order of rows, though for the most part they keep it."""
    return frame if frame[by].is_sorted() else frame.sort(by)


def _with_scores(subjects: Frame, scores: Scores, kind: Kind) -> Frame:
    """The subjects with the score columns laid beside."""
    scored = scores.frames[kind]
    mine = [c for c in scored.columns if c[:2] in ("s:", "x:")]
    if len(scored) == len(subjects) and (scored["subject"] == subjects["subject"]).all():
        return subjects.with_columns(*(scored[c] for c in mine))
    return subjects.join(scored.select("subject", *mine), on="subject", how="left").sort("subject")


def _count(expr: nw.Expr, bounds: Interval | None) -> Column:
    assert bounds is not None
    return Column.stored(expr, Fraction(1), bounds)


def _counted_years(history: Frame, which: str, grade: str, year: int) -> Frame:
    """`subject`, `n`: how many years up to last year with a grade; of those in a row, or of all."""
    rows = history.filter((nw.col("grade") == grade) & (nw.col("year") < year)).select("subject", "year")
    years: list[int] = sorted(rows["year"].unique().to_list(), reverse=True)
    if which == YEARS_IN_A_ROW:
        years = [each for i, each in enumerate(years) if each == year - 1 - i]
    had = rows.group_by("subject").agg(*((nw.col("year") == each).max().alias(str(each)) for each in years))
    had_it = [nw.col(str(each)) for each in years]
    if which == YEARS_IN_A_ROW:
        had_it = [nw.all_horizontal(*had_it[: i + 1], ignore_nulls=True) for i in range(len(had_it))]
    counted = nw.sum_horizontal(*(each.cast(nw.Int64) for each in had_it)) if had_it else nw.lit(0, dtype=nw.Int64)
    return had.select("subject", counted.alias("n"))
