"""Target, 目标值法: the figure against a target; who meets it gets the points, who misses it little or nothing.

    met: share            met → points           missed → points × x ÷ target (target ÷ x when lower is better)
    met: all_or_nothing   met → points           missed → 0
    met: surpass          met → points × (at_target + |x − target| ÷ |target|), at most points × at_most;   missed → 0

Met: x ≥ target; with `better: lower`, x ≤ target. The target is the same for all (`to`), each one's own figure
(`target`) or the mean of those compared (`mean: group`; `mean: {add: 5}` lies 5 units above it). A share of a target
exists only where target and x are both above zero: otherwise a missed target earns 0. With `surpass` the distance is
measured by the size of the target, whatever its sign: 100 above a target of −200 is half as much again. A target of zero
that is met exactly earns `at_target`; one that is surpassed has no measure, and the score is held (a target of zero for
all is refused).
Example: `target: {to: 8, met: all_or_nothing}` with 4 points gives 4 at 8 and above, and 0 below.
Source: domain rules §4.2 rows 1 (all or nothing), 3 (reach 8 %), 11 (exempt at the mean and 5 %),
18 (share), 22 and §2.2 (80 % at the target, the rest for surpassing).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from kaohe.engine.columns import Column, Value, least, where
from kaohe.engine.explanation import Fact, Silent, Text, Working
from kaohe.engine.fields import Exact
from kaohe.engine.numbers import Interval, Number, add, compare, divide, sign, subtract
from kaohe.engine.rules.against import Against
from kaohe.engine.rules.base import Bounds, Case, CellFormula, Cells, Columns, Fault, ValueOnly
from kaohe.engine.rules.example import Example

ZERO = Column.constant(0)


class Target(Against):
    """Against a target."""

    key: ClassVar[str] = "target"
    title: ClassVar[Text] = Text("目标值法", "Target")
    example: ClassVar[Example | Text] = Example("target: {to: 500, met: share}", 300, 900, better="lower")

    met: Literal["share", "all_or_nothing", "surpass"] = Field(
        description="missed: a share of the points, or nothing; surpass: meeting it earns only `at_target`"
    )
    at_target: Exact | None = Field(
        default=None, description="with `surpass`: the share of the points for meeting the target exactly"
    )
    at_most: Exact = Field(default=Fraction(1), description="with `surpass`: the largest share of the points")

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        found = self.target_faults()
        if self.met != "surpass":
            for key in ("at_target", "at_most"):
                if key in self.model_fields_set:
                    found.append(Fault("key_without", (key,), (("key", key), ("other", "met: surpass"))))
            if self.met == "share" and self.to is not None and self.to <= 0:
                found.append(Fault("target_not_positive", ("to",), (("value", self.to),), severity="warning"))
            return found
        if self.at_target is None:
            return [*found, Fault("key_needed", ("met",), (("key", "at_target"), ("other", "met: surpass")))]
        if self.to == 0:
            found.append(Fault("target_is_zero", ("to",)))
        if not 0 <= self.at_target <= self.at_most:
            found.append(Fault("shares_crossed", ("at_target",), (("share", self.at_target), ("most", self.at_most))))
        return found

    def working(self, case: Case, x: Number, target: Number) -> Working:
        facts: dict[str, Fact] = {"points": case.points, "x": x, "target": target}
        ahead = compare(x, target) if case.better == "higher" else compare(target, x)
        if ahead < 0:
            return self._missed(case, facts, x, target)
        if self.met != "surpass":
            return Working("points", facts, branch="met")
        return self._met(case, facts, x, target)

    def _missed(self, case: Case, facts: dict[str, Fact], x: Number, target: Number) -> Working:
        if self.met != "share":
            return Working("0", facts, branch="missed")
        if sign(x) <= 0 or sign(target) <= 0:
            return Working("0", facts, branch="no_share")
        return Working(
            "points * x / target" if case.better == "higher" else "points * target / x", facts, branch="share"
        )

    def _met(self, case: Case, facts: dict[str, Fact], x: Number, target: Number) -> Working:
        assert self.at_target is not None
        facts |= {"at_target": self.at_target, "at_most": self.at_most}
        cap = Silent("cap_not_reached", {"cap": case.points * self.at_most})
        if compare(x, target) == 0:
            return Working("points * at_target", facts, branch="exactly", silent=(cap,))
        if sign(target) == 0:
            raise case.hold("target_is_zero")
        share = add(self.at_target, divide(_size(subtract(x, target)), _size(target)))
        formula = "points * min(at_most, at_target + abs(x - target) / abs(target))"
        if compare(share, self.at_most) >= 0:
            return Working(formula, facts, branch="capped")
        return Working(formula, facts, branch="surpassed", silent=(cap,))

    def held_against(self, c: Columns, x: Value, target: Value) -> Value:
        higher = c.better == "higher"
        met = x.compare(">=" if higher else "<=", target)
        if self.met == "all_or_nothing":
            return where(met, c.points, ZERO)
        if self.met == "share":
            ratio = x / target if higher else target / x
            missed = where(x.compare(">", ZERO) & target.compare(">", ZERO), c.points * ratio, ZERO)
            return where(met, c.points, missed)
        assert self.at_target is not None
        size = where(target.compare("<", ZERO), ZERO - target, target)
        ahead = x - target if higher else target - x
        share = least(Column.constant(self.at_target) + ahead / size, Column.constant(self.at_most))
        surpassed = c.held(target.compare("==", ZERO), c.points * share)
        reached = where(x.compare("==", target), c.points * Column.constant(self.at_target), surpassed)
        return where(met, reached, ZERO)

    def bounds(self, b: Bounds) -> Interval:
        return Interval.point(b.points) * Interval(Fraction(0), self.at_most)

    def words(self, branch: str) -> Text:
        return _WORDS[branch]

    def cells(self, c: Cells) -> CellFormula | ValueOnly:
        x, target = c.value(self.of or c.node), self.target_cell(c)
        if isinstance(target, ValueOnly):
            return target
        met, ahead = (
            (f"{x}>={target}", f"({x}-{target})") if c.better == "higher" else (f"{x}<={target}", f"({target}-{x})")
        )
        if self.met == "all_or_nothing":
            return CellFormula(f"IF({met},{c.points},0)")
        if self.met == "share":
            share = f"{x}/{target}" if c.better == "higher" else f"{target}/{x}"
            return CellFormula(f"IF({met},{c.points},IF(MIN({x},{target})>0,{c.points}*{share},0))")
        assert self.at_target is not None
        at_target = c.number(Text("达标得分比例", "share for meeting the target"), self.at_target)
        at_most = c.number(Text("最高得分比例", "largest share"), self.at_most)
        surpassed = f"MIN({at_target}+{ahead}/ABS({target}),{at_most})"
        share = f"IF({x}={target},{at_target},{surpassed})"
        return CellFormula(f"IF({met},{c.points}*{share},0)", held=(f"AND({target}=0,{x}<>0,{met})",))


def _size(value: Number) -> Number:
    return subtract(Fraction(0), value) if sign(value) < 0 else value


_WORDS = {
    "met": Text(
        "目标值法：目标 {target}，实际 {x}，达到目标，得满分", "Target: {x} meets the target of {target}: full marks"
    ),
    "missed": Text(
        "目标值法：目标 {target}，实际 {x}，未达到目标，不得分", "Target: {x} misses the target of {target}: no points"
    ),
    "share": Text(
        "目标值法：目标 {target}，实际 {x}，未达到目标，按完成比例计分",
        "Target: {x} misses the target of {target}: points by the share reached",
    ),
    "no_share": Text(
        "目标值法：目标 {target}，实际 {x}，未达到目标；目标或实际不大于零，无完成比例，不得分",
        "Target: {x} misses the target of {target}; one of them is not above zero, so there is no share: no points",
    ),
    "exactly": Text(
        "目标值法：实际恰为目标 {target}，得满分的 {at_target}",
        "Target: exactly the target of {target}: {at_target} of the points",
    ),
    "surpassed": Text(
        "目标值法：目标 {target}，实际 {x}；达标得满分的 {at_target}，超出部分按超出目标的比例加分",
        "Target: {x} surpasses the target of {target}: {at_target} of the points, and more by the share surpassed",
    ),
    "capped": Text(
        "目标值法：目标 {target}，实际 {x}；达标得满分的 {at_target}，加上超出部分达到上限，为满分的 {at_most}",
        "Target: {x} surpasses the target of {target} so far that the cap is reached: {at_most} of the points",
    ),
}
