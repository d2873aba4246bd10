"""Efficacy coefficient, 功效系数法: the best of the group gets full marks, the worst the floor, the others in between.

    score = points × (floor + (1 − floor) × (x − worst) ÷ (best − worst))

Where all are equal nobody is worst: everyone gets full marks (`all_equal: full`) or the floor (`all_equal: floor`).
`best` and `worst` are those of all subjects compared that have a figure; with `better: lower` the lowest is best.
Source: domain rules §4.2, rows 4 and 5 (高安 2021: 60 + 40 × (x − min)/(max − min); 临沂 2012: floor 60 %).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from kaohe.engine.columns import Column, Value, where
from kaohe.engine.explanation import Fact, Text, Working
from kaohe.engine.fields import Exact, Part, Path, Within
from kaohe.engine.numbers import Interval, compare, highest, lowest
from kaohe.engine.rules.base import Bounds, Case, CellFormula, Cells, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example


class Efficacy(Rule, Part):
    """Between the worst and the best of the group."""

    key: ClassVar[str] = "efficacy"
    title: ClassVar[Text] = Text("功效系数法", "Efficacy coefficient")
    example: ClassVar[Example | Text] = Example("efficacy: {floor: 60%}", 0, 60, peers=(10, 20, 35, 50))

    of: Path | None = Field(default=None, description="the figure; the node's own name when not given")
    floor: Exact = Field(default=Fraction(0), description="share of the points that the worst one gets")
    within: Within = Field(default="group", description="who is compared with whom")
    all_equal: Literal["full", "floor"] = Field(default="full", description="what everyone gets when all are equal")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return (Input(self.of or node, prefer="figure", key=("of",)),)

    def withins(self) -> tuple[str, ...]:
        return (self.within,)

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        if 0 <= self.floor <= 1:
            return ()
        return (Fault("share_out_of_range", ("floor",), (("value", self.floor),)),)

    def exact(self, case: Case) -> Working:
        name = self.of or case.node
        x = case.value(name)
        peers = case.peers(name, self.within)
        low, high = lowest(peers), highest(peers)
        best, worst = (high, low) if case.better == "higher" else (low, high)
        facts: dict[str, Fact] = {"points": case.points, "floor": self.floor, "x": x, "best": best, "worst": worst}
        facts["n"] = Fraction(len(peers))
        if compare(best, worst) == 0:
            formula = "points" if self.all_equal == "full" else "points * floor"
            return Working(formula, facts, branch=f"equal_{self.all_equal}")
        return Working("points * (floor + (1 - floor) * (x - worst) / (best - worst))", facts, branch="between")

    def columns(self, c: Columns) -> Value:
        name = self.of or c.node
        x, low, high = c.value(name), c.least_of(name, self.within), c.most_of(name, self.within)
        best, worst = (high, low) if c.better == "higher" else (low, high)
        floor = Column.constant(self.floor)
        share = floor + Column.constant(1 - self.floor) * ((x - worst) / (best - worst))
        equal = c.points if self.all_equal == "full" else c.points * floor
        return where(best.compare("==", worst), equal, c.points * share)

    def bounds(self, b: Bounds) -> Interval:
        return Interval.point(b.points) * Interval.around(Interval.point(self.floor), Interval.point(1))

    def words(self, branch: str) -> Text:
        if branch == "between":
            return Text(
                "功效系数法：{n} 个可比对象中最好 {best}、最差 {worst}，本对象 {x}",
                "Efficacy: among {n} compared the best is {best} and the worst {worst}; this one {x}",
            )
        return Text(
            "功效系数法：{n} 个可比对象数值都是 {x}，无差距",
            "Efficacy: all {n} compared have {x}, so there is no distance to measure",
        )

    def cells(self, c: Cells) -> CellFormula:
        name = self.of or c.node
        x, low, high = c.value(name), c.least_of(name, self.within), c.most_of(name, self.within)
        best, worst = (high, low) if c.better == "higher" else (low, high)
        floor = c.number(Text("最差者得分比例", "share of the worst"), self.floor)
        equal = c.points if self.all_equal == "full" else f"{c.points}*{floor}"
        between = f"{c.points}*({floor}+(1-{floor})*({x}-{worst})/({best}-{worst}))"
        return CellFormula(f"IF({best}={worst},{equal},{between})")
