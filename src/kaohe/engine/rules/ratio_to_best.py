"""Ratio to the best, 比值法: the best of the group gets full marks, the others by their ratio to it.

    score = points × x ÷ best            (`better: lower`: points × best ÷ x)

The best is the highest of all subjects compared that have a figure, with `better: lower` the lowest; whoever has the
best figure gets full marks, all of them where several share it, also where it is zero or negative. A ratio exists only
where x and the best are both above zero: otherwise x earns 0. So with `better: lower` and a best of zero everyone else
gets 0. A subject without a figure is compared with nobody; who is alone gets full marks.
Example: `ratio_to_best: {}` with 6 points gives 6 to a best of 30 and 5 to a figure of 25.
Source: domain rules §4.2 row 6 (first 6 points, the 2nd to 5th by their ratio to the first).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from pydantic import Field

from kaohe.engine.columns import Column, Value, where
from kaohe.engine.explanation import Fact, Text, Working
from kaohe.engine.fields import Part, Path, Within
from kaohe.engine.numbers import Interval, compare, highest, lowest, sign
from kaohe.engine.rules.base import Bounds, Case, Columns, Input, Rule
from kaohe.engine.rules.example import Example

ZERO = Column.constant(0)


class RatioToBest(Rule, Part):
    """By the ratio to the best of the group."""

    key: ClassVar[str] = "ratio_to_best"
    title: ClassVar[Text] = Text("比值法", "Ratio to the best")
    example: ClassVar[Example | Text] = Example("ratio_to_best: {}", 0, 60, peers=(10, 20, 35, 50))

    of: Path | None = Field(default=None, description="the figure; the node's own name when not given")
    within: Within = Field(default="group", description="who is compared with whom")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return (Input(self.of or node, prefer="figure", key=("of",)),)

    def withins(self) -> tuple[str, ...]:
        return (self.within,)

    def exact(self, case: Case) -> Working:
        name = self.of or case.node
        x, peers = case.value(name), case.peers(name, self.within)
        best = highest(peers) if case.better == "higher" else lowest(peers)
        facts: dict[str, Fact] = {"points": case.points, "x": x, "best": best}
        if compare(x, best) == 0:
            return Working("points", facts, branch="best")
        if sign(x) <= 0 or sign(best) <= 0:
            return Working("0", facts, branch="no_ratio")
        return Working("points * x / best" if case.better == "higher" else "points * best / x", facts, branch="ratio")

    def columns(self, c: Columns) -> Value:
        name, higher = self.of or c.node, c.better == "higher"
        x = c.value(name)
        best = c.most_of(name, self.within) if higher else c.least_of(name, self.within)
        ratio = x / best if higher else best / x
        share = where(x.compare(">", ZERO) & best.compare(">", ZERO), c.points * ratio, ZERO)
        return where(x.compare("==", best), c.points, share)

    def bounds(self, b: Bounds) -> Interval:
        return Interval.around(Interval.point(0), Interval.point(b.points))

    def words(self, branch: str) -> Text:
        return _WORDS[branch]


_WORDS = {
    "best": Text(
        "比值法：本对象 {x}，为可比对象中最好，得满分",
        "Ratio to the best: {x} is the best of those compared: full marks",
    ),
    "ratio": Text(
        "比值法：可比对象中最好 {best}，本对象 {x}，按与最好者的比例计分",
        "Ratio to the best: the best of those compared has {best}, this one {x}: points by the ratio",
    ),
    "no_ratio": Text(
        "比值法：可比对象中最好 {best}，本对象 {x}；两者有一个不大于零，无从计算比例，不得分",
        "Ratio to the best: the best has {best}, this one {x}; one of them is not above zero, so there is no ratio: no "
        "points",
    ),
}
