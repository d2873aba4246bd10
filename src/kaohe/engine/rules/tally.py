"""Tallied ballots, 测评票计分: each answer on the form is worth so many points; classes of raters count by their weights.

    item  = Σ votes × points of the option ÷ Σ votes that count      (points out of 100)
    class = Σ item × item weight
    score = points × Σ class × class weight ÷ 100

An option without points (不了解, 弃权) is not in the denominator. A negative item counts 100 − item. A class in which
any item has fewer votes that count than `at_least` (the rule's or the class's own, whichever is more) is missing: the
score is held, and the class is never spread over the others. On a form without classes every vote counts alike.
`better` plays no part: the form says which side an item is on.
Source: domain rules §5 ((好×100 + 较好×80 + 一般×60 + 较差×40) ÷ valid ballots, then dimension and class weights).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from kaohe.engine.columns import Column, Value
from kaohe.engine.explanation import Text, Working
from kaohe.engine.fields import Name, Part
from kaohe.engine.numbers import Interval
from kaohe.engine.rules.answers import (
    by_class,
    cells,
    for_or_against,
    form_faults,
    hold_if_missing,
    mean_column,
    option_mean,
    option_totals,
)
from kaohe.engine.rules.base import Bounds, Case, Cells, Columns, Fault, Rule, ValueOnly
from kaohe.engine.rules.example import Example
from kaohe.engine.rules.forms import Form

FULL = Fraction(100)


class Tally(Rule, Part):
    """The votes on a form, by class of raters."""

    key: ClassVar[str] = "tally"
    title: ClassVar[Text] = Text("测评票计分", "Tallied ballots")
    example: ClassVar[Example | Text] = Text(
        "由许多张票得出，不是单一数据的函数", "many answers give the score, not one figure"
    )

    form: Name = Field(description="the form that was voted on")
    at_least: int = Field(default=1, ge=1, description="votes that count on each item, of each class; with fewer: held")

    def forms(self) -> tuple[str, ...]:
        return (self.form,)

    def form_faults(self, form: Form) -> Sequence[Fault]:
        if not form.counted:
            return (Fault("form_without_points", ("options",), (("form", self.form),)),)
        return form_faults(form)

    def exact(self, case: Case) -> Working:
        form = case.form(self.form)
        means = {(c, item): option_mean(case, self.form, c, item, full=FULL) for c, item in cells(form)}
        hold_if_missing(case, form, self.at_least, means)
        mean = by_class(form, FULL, means)
        assert isinstance(mean.value, Fraction)
        facts = {"points": case.points, "mean": mean.value}
        return Working("points * mean / 100", facts, parts=(mean,))

    def columns(self, c: Columns) -> Value:
        def totals(rater_class: str, item: str) -> tuple[Value, Value, Value]:
            earned, valid = option_totals(c, self.form, rater_class, item)
            return earned, valid, valid

        mean = mean_column(c, c.form(self.form), FULL, self.at_least, totals)
        return c.points * Column.constant(1 / FULL) * mean

    def bounds(self, b: Bounds) -> Interval:
        form = b.form(self.form)
        worth = [for_or_against(form, item, FULL, p) for item in form.items for p in form.counted.values()]
        return Interval.point(b.points) * Interval(min(worth) / FULL, max(worth) / FULL)

    def words(self, branch: str) -> Text:
        return Text("测评票计分：平均 {mean} 分（百分制）", "Tallied ballots: {mean} out of 100 on average")

    def cells(self, c: Cells) -> ValueOnly:
        return ValueOnly(
            Text("票数不在本表，得分由票数汇总", "the votes are not in this workbook; the score is counted from them")
        )
