"""Standard score, 标准分法: so many standard deviations above or below the mean of the group, turned into points.

    z     = (x − mean) ÷ s                                          (`better: lower`: (mean − x) ÷ s)
    score = points × (at_mean + each × z)                           never below points × at_least, above points × at_most
    s     = √(Σ (x − mean)² ÷ n)        (deviation: population)
    s     = √(Σ (x − mean)² ÷ (n − 1))  (deviation: sample)

Mean and s are those of all subjects compared that have a figure; figures may be zero or negative. Where all are equal,
and so where one is alone, s is zero and everyone gets `at_mean`. With `at_mean: 50%` and `each: 25%` the points run from
0 at two standard deviations below the mean to full marks at two above, and are clipped there. The root is exact: the
score is rounded from the true value, never from an approximation.
Example: `z_score: {deviation: population, at_mean: 60%, each: 20%}` with 10 points and the figures 2, 4, 4, 4, 5, 5, 7, 9
(mean 5, s 2) gives 6 to a 5, 8 to a 7, and 3 to a 2.
Source: domain rules §6 (`M + S (x − m) ÷ s`; nothing is done where s = 0).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from kaohe.engine.columns import Column, Mask, Value, clipped, enclosed, where
from kaohe.engine.explanation import Fact, Silent, Text, Working
from kaohe.engine.fields import Exact, Part, Path, Within
from kaohe.engine.numbers import (
    Interval,
    Number,
    add,
    compare,
    divide,
    highest,
    lowest,
    multiply,
    negative,
    root,
    subtract,
    total,
    total_of_squares,
)
from kaohe.engine.rules.base import Bounds, Case, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example
from kaohe.engine.wholes import TooWide

ONE = Column.constant(1)


class ZScore(Rule, Part):
    """By standard deviations from the mean of the group."""

    key: ClassVar[str] = "z_score"
    title: ClassVar[Text] = Text("标准分法", "Standard score")
    example: ClassVar[Example | Text] = Example(
        "z_score: {deviation: population, at_mean: 60%, each: 20%}", 0, 12, peers=(2, 4, 4, 4, 5, 5, 7, 9), points=10
    )

    of: Path | None = Field(default=None, description="the figure; the node's own name when not given")
    within: Within = Field(default="group", description="who is compared with whom")
    deviation: Literal["population", "sample"] = Field(
        description="the standard deviation: those compared are all there are (÷ n), or a sample (÷ (n − 1))"
    )
    at_mean: Exact = Field(description="share of the points at the mean")
    each: Exact = Field(description="share of the points that each standard deviation better adds")
    at_least: Exact = Field(default=Fraction(0), description="least share of the points; it may be negative")
    at_most: Exact = Field(default=Fraction(1), description="largest share of the points")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return (Input(self.of or node, prefer="figure", key=("of",)),)

    def withins(self) -> tuple[str, ...]:
        return (self.within,)

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        return list(self._faults())

    def _faults(self) -> Iterator[Fault]:
        if self.each <= 0:
            yield Fault("must_be_positive", ("each",), (("value", self.each),))
        for key, low, high in (("at_least", self.at_least, self.at_mean), ("at_most", self.at_mean, self.at_most)):
            if low > high:
                yield Fault("shares_around_mean", (key,), (("low", low), ("high", high)))

    def exact(self, case: Case) -> Working:
        name = self.of or case.node
        x, peers = case.value(name), case.peers(name, self.within)
        n = Fraction(len(peers))
        facts: dict[str, Fact] = {"points": case.points, "at_mean": self.at_mean, "x": x, "n": n}
        if compare(lowest(peers), highest(peers)) == 0:
            return Working("points * at_mean", facts, branch="equal")
        mean, s = divide(total(peers), n), self._deviation(peers)
        away = subtract(x, mean) if case.better == "higher" else subtract(mean, x)
        share = add(self.at_mean, divide(multiply(self.each, away), s))
        facts |= {"mean": mean, "s": s, "each": self.each}
        facts |= {"at_least": self.at_least, "at_most": self.at_most}
        way = "(x - mean)" if case.better == "higher" else "(mean - x)"
        formula = f"points * min(at_most, max(at_least, at_mean + each * {way} / s))"
        if compare(share, self.at_most) > 0:
            return Working(formula, facts, branch="capped")
        if compare(share, self.at_least) < 0:
            return Working(formula, facts, branch="floored")
        silent = (
            Silent("floor_not_reached", {"floor": case.points * self.at_least}),
            Silent("cap_not_reached", {"cap": case.points * self.at_most}),
        )
        return Working(formula, facts, branch="within", silent=silent)

    def _deviation(self, peers: Sequence[Number]) -> Number:
        """√(Σ(x − mean)² ÷ n) or ÷ (n − 1); Σ(x − mean)² = Σx² − (Σx)² ÷ n."""
        n, whole = Fraction(len(peers)), total(peers)
        squares = add(total_of_squares(peers), negative(divide(multiply(whole, whole), n)))
        return root(divide(squares, n if self.deviation == "population" else n - 1), 2)

    def columns(self, c: Columns) -> Value:
        """As (n·x − Σx) ÷ √(n·Σx² − (Σx)²), times √((n − 1) ÷ n) for a sample: no division before the root."""
        name, within = self.of or c.node, self.within
        whole, squares = c.sum_of(name, within).once(), c.total_of(c.value(name) * c.value(name), within).once()
        equal = c.most_of(name, within).compare("==", c.least_of(name, within)).once()
        try:
            score = self._score(c, equal, whole, squares)
        except TooWide:
            score = self._score(c, equal, enclosed(whole), enclosed(squares))
        return where(equal, c.points * Column.constant(self.at_mean), score)

    def _score(self, c: Columns, equal: Mask, whole: Value, squares: Value) -> Value:
        """Where all are equal it has no meaning."""
        x, n = c.value(self.of or c.node), c.count_of(self.of or c.node, self.within).once()
        away = n * x - whole if c.better == "higher" else whole - n * x
        variance = n * squares - whole * whole
        if self.deviation == "sample":
            variance = variance * n / where(equal, ONE, n - ONE)
        z = enclosed(away) / enclosed(where(equal, ONE, variance)).root(2)
        share = Column.constant(self.at_mean) + Column.constant(self.each) * z
        return c.points * clipped(share, self.at_least, self.at_most)

    def bounds(self, b: Bounds) -> Interval:
        return Interval.point(b.points) * Interval(self.at_least, self.at_most)

    def words(self, branch: str) -> Text:
        return _WORDS[branch]


_WORDS = {
    "within": Text(
        "标准分法：{n} 个可比对象平均 {mean}，标准差 {s}，本对象 {x}；在平均值得满分的 {at_mean}，每优一个标准差加满分的 {each}",
        "Standard score: the mean of the {n} compared is {mean}, the standard deviation {s}, this one {x}; the mean earns "
        "{at_mean} of the points, each standard deviation better {each} more",
    ),
    "capped": Text(
        "标准分法：{n} 个可比对象平均 {mean}，标准差 {s}，本对象 {x}，优于平均值较多，按上限计，为满分的 {at_most}",
        "Standard score: the mean of the {n} compared is {mean}, the standard deviation {s}, this one {x}, so much better "
        "that the most counts, {at_most} of the points",
    ),
    "floored": Text(
        "标准分法：{n} 个可比对象平均 {mean}，标准差 {s}，本对象 {x}，差于平均值较多，按下限计，为满分的 {at_least}",
        "Standard score: the mean of the {n} compared is {mean}, the standard deviation {s}, this one {x}, so much worse "
        "that the least counts, {at_least} of the points",
    ),
    "equal": Text(
        "标准分法：{n} 个可比对象数值都是 {x}，标准差为零，得满分的 {at_mean}",
        "Standard score: all {n} compared have {x}, so the standard deviation is zero: {at_mean} of the points",
    ),
}
