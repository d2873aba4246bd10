"""Ratings, 打分: several raters each give a mark on a scale from 0 to `full` of the form; the mean counts.

    item  = Σ marks ÷ number of raters            (with more raters than `trim_above`: without the highest and lowest)
    class = Σ item × item weight
    score = points × Σ class × class weight ÷ full

Only where more than `trim_above` raters of a class marked an item are the `trim` highest and the `trim` lowest of their
marks left away; of equal marks any will do. A negative item counts full − item. A class in which any item has fewer
marks than `at_least` (the rule's or the class's own, whichever is more; counted before trimming) is missing: the score
is held. On a form without classes every rater counts alike. `better` plays no part.
Source: domain rules §5 (trim one highest and one lowest only when raters > 5, else the plain mean; class weights).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from kaohe.engine.columns import Column, Value
from kaohe.engine.explanation import Fact, Silent, Text, Working
from kaohe.engine.fields import Name, Part
from kaohe.engine.numbers import Interval
from kaohe.engine.rules.answers import Mean, by_class, cells, form_faults, hold_if_missing, mean_column
from kaohe.engine.rules.base import Bounds, Case, Cells, Columns, Fault, Rule, ValueOnly
from kaohe.engine.rules.example import Example
from kaohe.engine.rules.forms import Form


class Rating(Rule, Part):
    """The mean of several raters' marks."""

    key: ClassVar[str] = "rating"
    title: ClassVar[Text] = Text("打分", "Rating")
    example: ClassVar[Example | Text] = Text(
        "由许多张票得出，不是单一数据的函数", "many answers give the score, not one figure"
    )

    form: Name = Field(description="the form that was filled in; it says the highest mark")
    trim_above: int | None = Field(
        default=None, ge=2, description="with more raters than this, the highest and lowest marks are left away"
    )
    trim: int = Field(default=1, ge=1, description="how many marks are left away at either end")
    at_least: int = Field(default=1, ge=1, description="marks on each item, of each class; with fewer: held")

    def forms(self) -> tuple[str, ...]:
        return (self.form,)

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        if self.trim_above is None and "trim" in self.model_fields_set:
            return (Fault("key_without", ("trim",), (("key", "trim"), ("other", "trim_above"))),)
        if self.trim_above is not None and self.trim_above < 2 * self.trim:
            values = (("trim", self.trim), ("raters", self.trim_above + 1))
            return (Fault("trim_leaves_nobody", ("trim_above",), values),)
        return ()

    def form_faults(self, form: Form) -> Sequence[Fault]:
        if form.full is None:
            return (Fault("form_without_full", (), (("form", self.form),)),)
        return form_faults(form)

    def exact(self, case: Case) -> Working:
        form = case.form(self.form)
        assert form.full is not None
        marks: dict[tuple[str, str], list[Fraction]] = {cell: [] for cell in cells(form)}
        for item, rater_class, mark in case.ratings(self.form):
            marks[rater_class, item].append(mark)
        means = {cell: self._mean(sorted(given)) for cell, given in marks.items()}
        hold_if_missing(case, form, self.at_least, means)
        mean = by_class(form, form.full, means)
        assert isinstance(mean.value, Fraction)
        facts = {"points": case.points, "mean": mean.value, "full": form.full}
        return Working("points * mean / full", facts, parts=(mean,))

    def _mean(self, marks: list[Fraction]) -> Mean:
        total, n = sum(marks, Fraction(0)), Fraction(len(marks))
        facts: dict[str, Fact] = {"sum": total, "n": n}
        if self.trim_above is None or n <= self.trim_above:
            few = {} if self.trim_above is None else {"n": n, "trim_above": self.trim_above}
            silent = (Silent("too_few_to_trim", few),) if few else ()
            return Mean(len(marks), total / n if n else Fraction(0), "sum / n", facts, silent)
        away = [*marks[: self.trim], *marks[-self.trim :]]
        facts |= {"left_away": sum(away, Fraction(0)), "trimmed": Fraction(len(away))}
        value = (total - sum(away)) / (n - len(away))
        return Mean(len(marks), value, "(sum - left_away) / (n - trimmed)", facts)

    def columns(self, c: Columns) -> Value:
        form = c.form(self.form)
        assert form.full is not None

        def totals(rater_class: str, item: str) -> tuple[Value, Value, Value]:
            everybody = c.rating_totals(self.form, rater_class, item, trim=0, trim_above=0)
            if self.trim_above is None:
                return *everybody, everybody[1]
            kept = c.rating_totals(self.form, rater_class, item, trim=self.trim, trim_above=self.trim_above)
            return *kept, everybody[1]

        mean = mean_column(c, form, form.full, self.at_least, totals)
        return c.points * Column.constant(1 / form.full) * mean

    def bounds(self, b: Bounds) -> Interval:
        return Interval.point(b.points) * Interval(Fraction(0), Fraction(1))

    def words(self, branch: str) -> Text:
        return Text("打分：平均 {mean}，满分 {full}", "Rating: {mean} out of {full} on average")

    def cells(self, c: Cells) -> ValueOnly:
        return ValueOnly(
            Text(
                "评分人的打分不在本表，得分由打分汇总",
                "the raters' marks are not in this workbook; the score is counted from them",
            )
        )
