"""Plus and minus, 增减计分法: at the target a base; each unit better adds so many points, each unit worse takes some away.

    better than the target:  score = points × at_target + plus × |x − target|
    worse than the target:   score = points × at_target − minus × |x − target|

never above points × at_most, never below points × at_least. The target is the same for all (`to`), each one's own figure
(`target`) or the mean of those compared (`mean: group`). `per: percent` measures the distance in percent of the size
of the target (100 × |x − target| ÷ |target|), `per: unit` in units of the figure (percentage points where the figure is
a percentage); parts of a unit count in proportion. With `better: lower` a lower figure is better. With `per: percent` a
target of zero that is not met exactly has no measure: the score is held (a target of zero for all is refused).
Example: `plus_minus: {mean: group, per: unit, minus: 0.1}` with 2 points gives 2 to everyone not below the mean of the
group; who lies 3 below it gets 1.7.
Source: domain rules §4.2 rows 10 (≥ 20 % → 1 point, each 1 % short −0.05), 11 (not below the mean → 2, each 1 % below
−0.1), 12 (stable 1.5, each post more +0.05, each post less −0.1), 15 (0.8 P at the target, ± 0.5 per percentage point, capped).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from kaohe.engine.columns import Column, Value, least, most, where
from kaohe.engine.explanation import Fact, Silent, Text, Working
from kaohe.engine.fields import Exact
from kaohe.engine.numbers import Interval, Number, add, compare, divide, multiply, sign, subtract
from kaohe.engine.rules.against import Against
from kaohe.engine.rules.base import Bounds, Case, CellFormula, Cells, Columns, Fault, ValueOnly
from kaohe.engine.rules.example import Example

ZERO = Column.constant(0)


class PlusMinus(Against):
    """So many points for each unit above or below a target."""

    key: ClassVar[str] = "plus_minus"
    title: ClassVar[Text] = Text("增减计分法", "Plus and minus")
    example: ClassVar[Example | Text] = Example(
        "plus_minus: {to: 6, per: unit, plus: 5, minus: 10, at_target: 80%, at_most: 110%}", 0, 14
    )

    per: Literal["unit", "percent"] = Field(description="distance in units of the figure, or in percent of the target")
    plus: Exact = Field(default=Fraction(0), description="points that each unit better than the target adds")
    minus: Exact = Field(default=Fraction(0), description="points that each unit worse than the target takes away")
    at_target: Exact = Field(default=Fraction(1), description="share of the points at the target")
    at_least: Exact = Field(default=Fraction(0), description="least share of the points; it may be negative")
    at_most: Exact = Field(default=Fraction(1), description="largest share of the points")

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        return [*self.target_faults(), *self._faults()]

    def _faults(self) -> Iterator[Fault]:
        for key, value in (("plus", self.plus), ("minus", self.minus)):
            if value < 0:
                yield Fault("must_not_be_negative", (key,), (("value", value),))
        if self.plus == self.minus == 0:
            yield Fault("key_needed", (), (("key", "plus, minus"), ("other", "plus_minus")))
        if self.per == "percent" and self.to == 0:
            yield Fault("target_is_zero", ("to",))
        if self.at_target > self.at_most:
            yield Fault("shares_not_ascending", ("at_most",), (("low", self.at_target), ("high", self.at_most)))
        if self.at_least > self.at_target:
            yield Fault("shares_not_ascending", ("at_least",), (("low", self.at_least), ("high", self.at_target)))

    def working(self, case: Case, x: Number, target: Number) -> Working:
        facts: dict[str, Fact] = {"points": case.points, "x": x, "target": target, "at_target": self.at_target}
        ahead = compare(x, target) if case.better == "higher" else compare(target, x)
        if ahead == 0:
            return Working("points * at_target", facts, branch="exactly")
        if self.per == "percent" and sign(target) == 0:
            raise case.hold("target_is_zero")
        base, way = case.points * self.at_target, "abs(x - target)"
        distance = subtract(x, target)
        if self.per == "percent":
            way, distance = "100 * abs(x - target) / abs(target)", divide(distance, target)
            distance = multiply(Fraction(100), distance)
        distance = multiply(Fraction(sign(distance)), distance)
        if ahead > 0:
            facts |= {"plus": self.plus, "at_most": self.at_most}
            cap = case.points * self.at_most
            formula = f"min(points * at_most, points * at_target + plus * {way})"
            beyond = compare(add(base, multiply(self.plus, distance)), cap)
            return _limited(formula, facts, "over", beyond, cap)
        facts |= {"minus": self.minus, "at_least": self.at_least}
        floor = case.points * self.at_least
        formula = f"max(points * at_least, points * at_target - minus * {way})"
        beyond = compare(floor, subtract(base, multiply(self.minus, distance)))
        return _limited(formula, facts, "short", beyond, floor)

    def held_against(self, c: Columns, x: Value, target: Value) -> Value:
        base = c.points * Column.constant(self.at_target)
        ahead = x - target if c.better == "higher" else target - x
        if self.per == "percent":
            size = where(target.compare("<", ZERO), ZERO - target, target)
            ahead = c.held(target.compare("==", ZERO), ahead / size)
        ahead = ahead.once()
        unit = Column.constant(100 if self.per == "percent" else 1)
        over = least(base + Column.constant(self.plus) * unit * ahead, c.points * Column.constant(self.at_most))
        short = most(base + Column.constant(self.minus) * unit * ahead, c.points * Column.constant(self.at_least))
        better, equal = x.compare(">" if c.better == "higher" else "<", target), x.compare("==", target)
        return where(equal, base, where(better, over, short))

    def bounds(self, b: Bounds) -> Interval:
        low = self.at_least if self.minus else self.at_target
        high = self.at_most if self.plus else self.at_target
        return Interval.point(b.points) * Interval(low, high)

    def words(self, branch: str) -> Text:
        return _WORDS[branch]

    def cells(self, c: Cells) -> CellFormula | ValueOnly:
        x, target = c.value(self.of or c.node), self.target_cell(c)
        if isinstance(target, ValueOnly):
            return target
        plus = c.number(Text("每优一个单位加", "each unit better"), self.plus)
        minus = c.number(Text("每差一个单位减", "each unit worse"), self.minus)
        base = f"{c.points}*{c.number(Text('达标得分比例', 'share at the target'), self.at_target)}"
        least = f"{c.points}*{c.number(Text('最低得分比例', 'least share'), self.at_least)}"
        most = f"{c.points}*{c.number(Text('最高得分比例', 'largest share'), self.at_most)}"
        ahead = f"({x}-{target})" if c.better == "higher" else f"({target}-{x})"
        if self.per == "percent":
            ahead = f"100*{ahead}/ABS({target})"
        better = f"{x}>{target}" if c.better == "higher" else f"{x}<{target}"
        moved = f"IF({better},MIN({most},{base}+{plus}*{ahead}),MAX({least},{base}+{minus}*{ahead}))"
        held = (f"AND({target}=0,{x}<>0)",) if self.per == "percent" else ()
        return CellFormula(f"IF({x}={target},{base},{moved})", held=held)


def _limited(formula: str, facts: dict[str, Fact], side: str, beyond: int, limit: Fraction) -> Working:
    """`beyond` is 1 where the limit bites."""
    if beyond > 0:
        return Working(formula, facts, branch=f"{side}_limited")
    code = "cap_not_reached" if side == "over" else "floor_not_reached"
    return Working(formula, facts, branch=side, silent=(Silent(code, {"cap" if side == "over" else "floor": limit}),))


_WORDS = {
    "exactly": Text(
        "增减计分：实际恰为目标 {target}，得满分的 {at_target}",
        "Plus and minus: exactly the target of {target}: {at_target} of the points",
    ),
    "over": Text(
        "增减计分：目标 {target}，实际 {x}，优于目标，每优一个单位加 {plus}",
        "Plus and minus: {x} is better than the target of {target}; each unit adds {plus}",
    ),
    "over_limited": Text(
        "增减计分：目标 {target}，实际 {x}，优于目标，每优一个单位加 {plus}，加到上限，为满分的 {at_most}",
        "Plus and minus: {x} is better than the target of {target}; each unit adds {plus}, up to {at_most} of the points",
    ),
    "short": Text(
        "增减计分：目标 {target}，实际 {x}，未达目标，每差一个单位减 {minus}",
        "Plus and minus: {x} falls short of the target of {target}; each unit takes away {minus}",
    ),
    "short_limited": Text(
        "增减计分：目标 {target}，实际 {x}，未达目标，每差一个单位减 {minus}，减到下限，为满分的 {at_least}",
        "Plus and minus: {x} falls short of the target of {target}; each unit takes away {minus}, down to {at_least} of "
        "the points",
    ),
}
