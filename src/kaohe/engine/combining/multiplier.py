"""Multiplier, 乘数计分法: one score, raised or lowered as another lies above or below a neutral value.

    score = score × (by ÷ base)

With `base: 80` a `by` of 80 changes nothing, 100 gives × 1.25, 60 gives × 0.75; the result can pass the full marks.
Source: systems J5 (Jiangsu: development × (Party-building ÷ 80)); domain rules §4.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from kaohe.engine.columns import Column, Value
from kaohe.engine.explanation import Text, Working
from kaohe.engine.fields import Exact, Part, Path
from kaohe.engine.numbers import Interval
from kaohe.engine.rules.base import Bounds, Case, CellFormula, Cells, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example


class Multiplier(Rule, Part):
    """One score times another over a neutral value."""

    key: ClassVar[str] = "multiplier"
    title: ClassVar[Text] = Text("乘数计分法", "Multiplier")
    example: ClassVar[Example | Text] = Example("multiplier: {score: a, by: b, base: 80}", 0, 100, "b", {"a": 90})

    score: Path = Field(description="the score that is multiplied")
    by: Path = Field(description="the score that multiplies")
    base: Exact = Field(description="the value of `by` that changes nothing")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return (Input(self.score, key=("score",)), Input(self.by, key=("by",)))

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        return () if self.base > 0 else (Fault("must_be_positive", ("base",), (("value", self.base),)),)

    def exact(self, case: Case) -> Working:
        facts = {"score": case.value(self.score), "by": case.value(self.by), "base": self.base}
        return Working("score * by / base", facts)

    def columns(self, c: Columns) -> Value:
        return c.value(self.score) * Column.constant(1 / self.base) * c.value(self.by)

    def bounds(self, b: Bounds) -> Interval:
        return b.value(self.score) * b.value(self.by) * Interval.point(1 / self.base)

    def words(self, branch: str) -> Text:
        return Text(
            "乘数计分：{score} 乘以 {by} 与基准 {base} 之比",
            "Multiplier: {score} times {by} over the neutral value {base}",
        )

    def cells(self, c: Cells) -> CellFormula:
        base = c.number(Text("基准值", "neutral value"), self.base)
        return CellFormula(f"{c.value(self.score)}*{c.value(self.by)}/{base}")
