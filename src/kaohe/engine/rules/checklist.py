"""Checklist, 正反向测评 (25 个"是否"): each item is answered yes or no; a positive item earns its weight by the share
of yes, a negative item loses its weight by the share of yes.

    yes   = votes yes ÷ votes yes or no                  (for each item)
    score = points × (Σ weight × yes (positive) + Σ weight × (1 − yes) (negative))

All yes on the positive and all no on the negative items is full marks; the contrary is 0. An option with 100 points is
a yes, with 0 points a no, and one without points (不清楚) is not counted. On a form with classes of raters an item's
share is the mean of the classes' shares by their weights. An item with fewer answers that count than `at_least` in any
class holds the score. `better` plays no part: the form says which side an item is on.
Source: systems G1 (Gansu: 25 whether-or-nots, out of 100); domain rules §5 (正反向测评; no scoring convention published).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from kaohe.engine.columns import Column, Value
from kaohe.engine.explanation import Fact, Step, Text, Working
from kaohe.engine.fields import Name, Part
from kaohe.engine.numbers import Interval, show
from kaohe.engine.rules.answers import (
    Mean,
    cells,
    for_or_against,
    form_faults,
    item_step,
    mean_column,
    option_mean,
    option_totals,
    over_items,
)
from kaohe.engine.rules.base import Bounds, Case, Cells, Columns, Fault, Rule, ValueOnly
from kaohe.engine.rules.example import Example
from kaohe.engine.rules.forms import Form
from kaohe.engine.rules.formulas import weighted

ONE = Fraction(1)


class Checklist(Rule, Part):
    """Items answered yes or no, for and against."""

    key: ClassVar[str] = "checklist"
    title: ClassVar[Text] = Text("正反向测评", "Checklist")
    example: ClassVar[Example | Text] = Text(
        "由许多张票得出，不是单一数据的函数", "many answers give the score, not one figure"
    )

    form: Name = Field(description="the form with the items; one option with 100 points (yes) and one with 0 (no)")
    at_least: int = Field(default=1, ge=1, description="answers that count on each item; with fewer: held")

    def forms(self) -> tuple[str, ...]:
        return (self.form,)

    def form_faults(self, form: Form) -> Sequence[Fault]:
        if set(form.counted.values()) == {Fraction(0), Fraction(100)}:
            return form_faults(form)
        found = ", ".join(f"{name} {show(points)}" for name, points in form.counted.items())
        return (Fault("not_yes_or_no", ("options",), (("form", self.form), ("found", found))),)

    def exact(self, case: Case) -> Working:
        form = case.form(self.form)
        means = {(c, item): option_mean(case, self.form, c, item, full=ONE) for c, item in cells(form)}
        unanswered = [
            item
            for item in form.items
            if any(means[c, item].valid < form.enough(c, self.at_least) for c in form.class_weights)
        ]
        if unanswered:
            raise case.hold(f"item_unanswered:{','.join(unanswered)}")
        steps = tuple(self._item(form, item, means) for item in form.items)
        shares = {step.what: step.value for step in steps if isinstance(step.value, Fraction)}
        share = sum((for_or_against(form, i, ONE, x) * form.item_weights[i] for i, x in shares.items()), Fraction(0))
        facts: dict[str, Fact] = dict(shares)
        title = Text("得分率", "Share of the points")
        part = Step("part", "share", "", share, title, formula=over_items(form, ONE), facts=facts, parts=steps)
        return Working("points * share", {"points": case.points, "share": share}, parts=(part,))

    def _item(self, form: Form, item: str, means: Mapping[tuple[str, str], Mean]) -> Step:
        """The share of yes for an item; on a form with classes, the mean of their shares."""
        if not form.classes:
            return item_step(form, item, means["", item])
        steps = tuple(
            replace(item_step(form, item, means[c, item]), what=c, title=one.title, article="")
            for c, one in form.classes.items()
        )
        facts: dict[str, Fact] = {c: means[c, item].value for c in form.classes}
        value = sum((means[c, item].value * weight for c, weight in form.class_weights.items()), Fraction(0))
        asked, formula = form.items[item], weighted(form.class_weights)
        step = Step("part", item, "", value, asked.title, formula=formula, facts=facts, parts=steps)
        return replace(step, article=asked.article)

    def columns(self, c: Columns) -> Value:
        def totals(rater_class: str, item: str) -> tuple[Value, Value, Value]:
            earned, valid = option_totals(c, self.form, rater_class, item)
            return earned * Column.constant(Fraction(1, 100)), valid, valid

        return c.points * mean_column(c, c.form(self.form), ONE, self.at_least, totals)

    def bounds(self, b: Bounds) -> Interval:
        return Interval.point(b.points) * Interval(Fraction(0), ONE)

    def words(self, branch: str) -> Text:
        return Text(
            "正反向测评：正向项目按“是”的比例得分，反向项目按“是”的比例失分，合计得分率 {share}",
            "Checklist: positive items earn and negative items lose by their share of yes; {share} of the points in all",
        )

    def cells(self, c: Cells) -> ValueOnly:
        return ValueOnly(
            Text("票数不在本表，得分由票数汇总", "the votes are not in this workbook; the score is counted from them")
        )
