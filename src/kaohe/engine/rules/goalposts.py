"""Goalposts, 固定标尺法: between two fixed values; at or below the low one nothing, at or above the high one full marks.

    score = points × (x − low) ÷ (high − low)
    score = points × (ln x − ln low) ÷ (ln high − ln low)        (log: true)

x is first clipped to the goalposts, so with `log` a figure of zero or less counts as the low goalpost. With
`better: lower` the score runs the other way: full marks at the low goalpost, nothing at the high one.
Source: UNDP, Human Development Report 2023/24, technical note 1 (goalposts of the HDI; income by its logarithm);
domain rules §4.2 row 23 (linear between the lowest and A).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

import narwhals as nw
from pydantic import Field

from kaohe.engine.columns import Column, Enclosed, Value, clipped, enclosed, where
from kaohe.engine.explanation import Fact, Text, Working
from kaohe.engine.fields import Exact, Part, Path
from kaohe.engine.numbers import Interval, Number, compare, divide, logarithm, subtract
from kaohe.engine.rules.base import Bounds, Case, CellFormula, Cells, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example


class Goalposts(Rule, Part):
    """Between two fixed values."""

    key: ClassVar[str] = "goalposts"
    title: ClassVar[Text] = Text("固定标尺法", "Goalposts")
    example: ClassVar[Example | Text] = Example("goalposts: {low: 100, high: 75000, log: true}", 0, 90000)

    of: Path | None = Field(default=None, description="the figure; the node's own name when not given")
    low: Exact = Field(description="the low goalpost")
    high: Exact = Field(description="the high goalpost")
    log: bool = Field(default=False, description="distances between logarithms instead of the figures themselves")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return (Input(self.of or node, prefer="figure", key=("of",)),)

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        found = []
        if self.low >= self.high:
            found.append(Fault("goalposts_crossed", ("low",), (("low", self.low), ("high", self.high))))
        if self.log and self.low <= 0:
            found.append(Fault("no_logarithm", ("low",), (("value", self.low),)))
        return found

    def exact(self, case: Case) -> Working:
        x = case.value(self.of or case.node)
        facts: dict[str, Fact] = {"points": case.points, "x": x, "low": self.low, "high": self.high}
        up = case.better == "higher"
        if compare(x, self.high) >= 0:
            return Working("points" if up else "0", facts, branch="high_full" if up else "high_none")
        if compare(x, self.low) <= 0:
            return Working("0" if up else "points", facts, branch="low_none" if up else "low_full")
        if self.log:
            way = "(ln(x) - ln(low))" if up else "(ln(high) - ln(x))"
            return Working(f"points * {way} / (ln(high) - ln(low))", facts, branch="between_log")
        way = "(x - low)" if up else "(high - x)"
        return Working(f"points * {way} / (high - low)", facts, branch="between")

    def columns(self, c: Columns) -> Value:
        x = c.value(self.of or c.node)
        low, high, zero = Column.constant(self.low), Column.constant(self.high), Column.constant(0)
        up = c.better == "higher"
        within = clipped(x, self.low, self.high)
        if self.log:
            at = enclosed(within).log()
            start, end = logarithm(self.low), logarithm(self.high)
            way = at - constant(start) if up else constant(end) - at
            share = way * constant(divide(Fraction(1), subtract(end, start)))
        else:
            share = (within - low if up else high - within) * Column.constant(1 / (self.high - self.low))
        beyond, below = (c.points, zero) if up else (zero, c.points)
        inside = where(x.compare("<=", low), below, c.points * share)
        return where(x.compare(">=", high), beyond, inside)

    def bounds(self, b: Bounds) -> Interval:
        return Interval.point(b.points) * Interval(Fraction(0), Fraction(1))

    def words(self, branch: str) -> Text:
        return _WORDS[branch]

    def cells(self, c: Cells) -> CellFormula:
        x = c.value(self.of or c.node)
        low, high = c.number(Text("低标", "low goalpost"), self.low), c.number(Text("高标", "high goalpost"), self.high)
        within = f"MAX({low},MIN({high},{x}))"
        if self.log:
            low, high, within = f"LN({low})", f"LN({high})", f"LN({within})"
        way = f"({within}-{low})" if c.better == "higher" else f"({high}-{within})"
        return CellFormula(f"{c.points}*{way}/({high}-{low})")


def constant(number: Number) -> Value:
    """A number that is the same for all rows."""
    if isinstance(number, Fraction):
        return Column.constant(number)
    low, high = number.enclose(30)
    ends = math.nextafter(float(low), -math.inf), math.nextafter(float(high), math.inf)
    return Enclosed(nw.lit(ends[0]), nw.lit(ends[1]), Interval(low, high))


_WORDS = {
    "between": Text(
        "固定标尺法：{x} 在 {low} 与 {high} 之间，按位置计分",
        "Goalposts: {x} lies between {low} and {high}",
    ),
    "between_log": Text(
        "固定标尺法：{x} 在 {low} 与 {high} 之间，按对数的位置计分",
        "Goalposts: {x} lies between {low} and {high}, by logarithms",
    ),
    "high_full": Text(
        "固定标尺法：{x} 达到高标 {high}，得满分", "Goalposts: {x} reaches the high one, {high}: full marks"
    ),
    "high_none": Text(
        "固定标尺法：{x} 达到高标 {high}，不得分", "Goalposts: {x} reaches the high one, {high}: no points"
    ),
    "low_full": Text(
        "固定标尺法：{x} 不高于低标 {low}，得满分", "Goalposts: {x} is not above the low one, {low}: full marks"
    ),
    "low_none": Text(
        "固定标尺法：{x} 不高于低标 {low}，不得分", "Goalposts: {x} is not above the low one, {low}: no points"
    ),
}
