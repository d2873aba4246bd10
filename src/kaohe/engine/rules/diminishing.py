"""Diminishing credit, 分段递减计分法: at the target a base; each further stretch beyond it counts less than the one before.

    score = base × (1 + u₁ × each₁ + u₂ × each₂ + …)     better than the target         base = points × at_target
    score = base × (1 − u₁ × each₁ − u₂ × each₂ − …)     worse than it: the same the other way

u₁ is how much of the distance lies in the first stretch of `width` units, u₂ in the second, and so on; what lies beyond
the last stretch counts no more. Never above points × at_most, never below points × at_least. The target is the same for
all (`to`), each one's own figure (`target`: a province's published mean is one) or the mean of those compared
(`mean: group`). Distances are in units of the figure; the target may be zero or negative. With `better: lower` a lower
figure is better.
Example: `diminishing: {mean: group, width: 10, each: [1/20, 1/40, 1/60], at_target: 50%}` with 20 points has a base of 10;
15 above the mean gives 10 + 10 × 10/20 + 5 × 10/40 = 16.25, 15 below gives 3.75.
Source: domain rules §4.2 row 16 (base + x1·base/20 + x2·base/40 + x3·base/60 …, x1 the first 10 percentage points above
the mean, x2 the next 10; mirrored below).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from kaohe.engine.columns import Column, Value, clipped, least, most, where
from kaohe.engine.explanation import Fact, Silent, Text, Working
from kaohe.engine.fields import Exact
from kaohe.engine.numbers import Interval, Number, add, compare, multiply, negative, subtract
from kaohe.engine.rules.against import Against
from kaohe.engine.rules.base import Bounds, Case, Columns, Fault
from kaohe.engine.rules.example import Example
from kaohe.engine.rules.summing import sum_of

ZERO = Column.constant(0)


class Diminishing(Against):
    """Each further stretch beyond the target counts less."""

    key: ClassVar[str] = "diminishing"
    title: ClassVar[Text] = Text("分段递减计分法", "Diminishing credit")
    example: ClassVar[Example | Text] = Example(
        "diminishing: {to: 50, width: 10, each: [1/20, 1/40, 1/60], at_target: 50%}", 0, 100, points=20
    )

    width: Exact = Field(description="length of a stretch, in units of the figure")
    each: tuple[Exact, ...] = Field(
        min_length=1, description="share of the base that each unit adds in the first stretch, the second, …"
    )
    at_target: Exact = Field(default=Fraction(1), description="share of the points at the target: the base")
    at_least: Exact = Field(default=Fraction(0), description="least share of the points; it may be negative")
    at_most: Exact = Field(default=Fraction(1), description="largest share of the points")

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        return [*self.target_faults(), *self._faults()]

    def _faults(self) -> Iterator[Fault]:
        if self.width <= 0:
            yield Fault("must_be_positive", ("width",), (("value", self.width),))
        for i, share in enumerate(self.each):
            if share <= 0:
                yield Fault("must_be_positive", ("each", i), (("value", share),))
            elif i and share > self.each[i - 1]:
                yield Fault("credit_grows", ("each", i), (("value", share), ("before", self.each[i - 1])))
        if self.at_target > self.at_most:
            yield Fault("shares_not_ascending", ("at_most",), (("low", self.at_target), ("high", self.at_most)))
        if self.at_least > self.at_target:
            yield Fault("shares_not_ascending", ("at_least",), (("low", self.at_least), ("high", self.at_target)))

    def working(self, case: Case, x: Number, target: Number) -> Working:
        facts: dict[str, Fact] = {"points": case.points, "x": x, "target": target, "at_target": self.at_target}
        distance = subtract(x, target) if case.better == "higher" else subtract(target, x)
        ahead = compare(x, target) if case.better == "higher" else compare(target, x)
        if ahead == 0:
            return Working("points * at_target", facts, branch="exactly")
        share: Number = Fraction(1)
        terms = []
        for i, (unit, each) in enumerate(self._stretches(distance if ahead > 0 else negative(distance)), 1):
            facts |= {f"u{i}": unit, f"each{i}": each}
            terms.append(f"u{i} * each{i}")
            share = add(share, multiply(ahead * each, unit))
        share = multiply(self.at_target, share)
        way, limit = ("+", "at_most") if ahead > 0 else ("-", "at_least")
        end = self.at_most if ahead > 0 else self.at_least
        limited, facts[limit] = "min" if ahead > 0 else "max", end
        formula = f"points * {limited}({limit}, at_target * (1 {way} {f' {way} '.join(terms)}))"
        side = "over" if ahead > 0 else "short"
        if compare(share, end) * ahead > 0:
            return Working(formula, facts, branch=f"{side}_limited")
        silent = (
            Silent("cap_not_reached", {"cap": case.points * end})
            if ahead > 0
            else Silent("floor_not_reached", {"floor": case.points * end})
        )
        return Working(formula, facts, branch=side, silent=(silent,))

    def _stretches(self, distance: Number) -> Iterator[tuple[Number, Fraction]]:
        """How much of the distance lies in each stretch that it reaches, and what a unit adds there."""
        for i, each in enumerate(self.each):
            rest = subtract(distance, i * self.width)
            if i and compare(rest, Fraction(0)) <= 0:
                return
            yield (self.width if compare(rest, self.width) > 0 else rest), each

    def held_against(self, c: Columns, x: Value, target: Value) -> Value:
        ahead = (x - target if c.better == "higher" else target - x).once()
        worse = ahead.compare("<", ZERO)
        size = where(worse, ZERO - ahead, ahead).once()
        width, credit = Column.constant(self.width), []
        for i, each in enumerate(self.each):
            unit = least(most(size - Column.constant(i * self.width), ZERO), width)
            credit.append(Column.constant(each) * unit)
        more = sum_of(credit)
        one, base = Column.constant(1), Column.constant(self.at_target)
        share = clipped(base * where(worse, one - more, one + more), self.at_least, self.at_most)
        return c.points * share

    def bounds(self, b: Bounds) -> Interval:
        most_credit = self.width * sum(self.each)
        share = Interval.point(self.at_target) * Interval(1 - most_credit, 1 + most_credit)
        return Interval.point(b.points) * share.clipped(self.at_least, self.at_most)

    def words(self, branch: str) -> Text:
        return _WORDS[branch]


_WORDS = {
    "exactly": Text(
        "分段递减计分：实际恰为目标 {target}，得满分的 {at_target}",
        "Diminishing credit: exactly the target of {target}: {at_target} of the points",
    ),
    "over": Text(
        "分段递减计分：目标 {target}，实际 {x}，优于目标，在基础分上分段加分，越往后每单位加得越少",
        "Diminishing credit: {x} is better than the target of {target}; each further stretch adds less to the base",
    ),
    "over_limited": Text(
        "分段递减计分：目标 {target}，实际 {x}，优于目标，分段加分加到上限，为满分的 {at_most}",
        "Diminishing credit: {x} is better than the target of {target}; stretch by stretch up to {at_most} of the points",
    ),
    "short": Text(
        "分段递减计分：目标 {target}，实际 {x}，未达目标，在基础分上分段减分，越往后每单位减得越少",
        "Diminishing credit: {x} falls short of the target of {target}; each further stretch takes less from the base",
    ),
    "short_limited": Text(
        "分段递减计分：目标 {target}，实际 {x}，未达目标，分段减分减到下限，为满分的 {at_least}",
        "Diminishing credit: {x} falls short of the target of {target}; stretch by stretch down to {at_least} of the points",
    ),
}
