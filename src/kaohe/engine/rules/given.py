"""Given score, 直接计分: somebody has already scored; the figure is the score itself, or a score out of `full`.

    score = x                          (no `full`)
    score = points × x ÷ full          (with `full`)

never below `not_below` (0 when not given) and never above `not_above` (the points when not given). A penalty that is
reported as a negative score says so: `{not_below: -3, not_above: 0}`. `better` plays no part: more is more.
Source: domain rules §4.1 (three papers of 100 points each), §5 (direct score bands, out of 100); §4.2 rows 20 and 24.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from kaohe.engine.columns import Column, Value, least, most
from kaohe.engine.explanation import Fact, Silent, Text, Working
from kaohe.engine.fields import Exact, Part, Path
from kaohe.engine.numbers import Interval, compare, divide, multiply
from kaohe.engine.rules.base import Bounds, Case, CellFormula, Cells, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example


class Given(Rule, Part):
    """The figure is the score."""

    key: ClassVar[str] = "given"
    title: ClassVar[Text] = Text("直接计分", "Given score")
    example: ClassVar[Example | Text] = Example("given: {full: 120}", 0, 150)

    of: Path | None = Field(default=None, description="the figure; the node's own name when not given")
    full: Exact | None = Field(default=None, description="full marks of the figure; without, the figure is the score")
    not_below: Exact = Field(default=Fraction(0), description="the least score")
    not_above: Exact | None = Field(default=None, description="the most; the points when not given")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return (Input(self.of or node, prefer="figure", key=("of",)),)

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        if self.full is not None and self.full <= 0:
            return (Fault("must_be_positive", ("full",), (("value", self.full),)),)
        above = self.not_above if self.not_above is not None else points
        if above is not None and self.not_below > above:
            return (Fault("limits_crossed", ("not_below",), (("below", self.not_below), ("above", above))),)
        return ()

    def exact(self, case: Case) -> Working:
        x = case.value(self.of or case.node)
        above = case.points if self.not_above is None else self.not_above
        facts: dict[str, Fact] = {"x": x, "not_below": self.not_below, "not_above": above}
        score, formula = x, "x"
        if self.full is not None:
            facts |= {"points": case.points, "full": self.full}
            score, formula = divide(multiply(case.points, x), self.full), "points * x / full"
        formula = f"min(not_above, max(not_below, {formula}))"
        if compare(score, above) > 0:
            return Working(formula, facts, branch="capped")
        if compare(score, self.not_below) < 0:
            return Working(formula, facts, branch="floored")
        silent = (
            Silent("floor_not_reached", {"floor": self.not_below}),
            Silent("cap_not_reached", {"cap": above}),
        )
        return Working(formula, facts, branch="given" if self.full is None else "out_of", silent=silent)

    def columns(self, c: Columns) -> Value:
        score = c.value(self.of or c.node)
        if self.full is not None:
            score = c.points * Column.constant(1 / self.full) * score
        above = c.points if self.not_above is None else Column.constant(self.not_above)
        return least(most(score, Column.constant(self.not_below)), above)

    def bounds(self, b: Bounds) -> Interval:
        score = b.value(self.of or b.node)
        if self.full is not None:
            score = score * Interval.point(b.points / self.full)
        return score.clipped(self.not_below, b.points if self.not_above is None else self.not_above)

    def words(self, branch: str) -> Text:
        return _WORDS[branch]

    def cells(self, c: Cells) -> CellFormula:
        score = c.value(self.of or c.node)
        if self.full is not None:
            score = f"{c.points}*{score}/{c.number(Text('数据满分', 'full marks of the figure'), self.full)}"
        below = c.number(Text("不低于", "not below"), self.not_below)
        above = c.points if self.not_above is None else c.number(Text("不高于", "not above"), self.not_above)
        return CellFormula(f"MIN({above},MAX({below},{score}))")


_WORDS = {
    "given": Text("直接计分：认定分数 {x}", "Given score: {x}"),
    "out_of": Text(
        "直接计分：{x}，满分 {full}，折算为满分 {points}", "Given score: {x} out of {full}, carried to {points} points"
    ),
    "capped": Text(
        "直接计分：{x}，超过上限，按 {not_above} 计", "Given score: {x}, which is above the most, {not_above}"
    ),
    "floored": Text(
        "直接计分：{x}，低于下限，按 {not_below} 计", "Given score: {x}, which is below the least, {not_below}"
    ),
}
