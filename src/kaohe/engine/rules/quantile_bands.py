"""Quantile bands, 分位数分档: the group is cut where given shares of it lie below; the band says the points.

    score = points of the band that x is in; band i lies between the quantiles at cuts i and i + 1

`cuts: [20%, 80%]` with `points: [2, 4, 5]`: the lowest fifth of the figures 2, the highest fifth 5, the others 4. There is
one band more than cuts, from the lowest figures up; `better` plays no part: the points say which way is better. A figure
that lies exactly on a cut belongs to the band above it, or below it, as `on_cut` says; so equal figures are always in one
band, and where all are equal everybody is in the highest (or the lowest). Where two cuts fall on one value the band
between them is empty. The points are those of the scale itself and are not multiplied by the node's.

    definition: nearest_rank   the quantile is the value at place ⌈n × cut⌉     (Hyndman and Fan's definition 1)
    definition: linear         it lies at 1 + (n − 1) × cut, on the straight line between the two values beside it
                                                              (definition 7, PERCENTILE.INC of spreadsheets)

n is the number of subjects compared that have a figure.
Source: R. J. Hyndman, Y. Fan, Sample Quantiles in Statistical Packages, The American Statistician 50 (1996).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import Field

from kaohe.engine.columns import Column, Value, where
from kaohe.engine.explanation import Fact, Text, Working
from kaohe.engine.fields import Exact, Part, Path, Within
from kaohe.engine.numbers import Interval, Number, compare
from kaohe.engine.quantiles import Definition, quantile
from kaohe.engine.rules.base import Bounds, Case, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example


class QuantileBands(Rule, Part):
    """By the band of the group that the figure is in."""

    key: ClassVar[str] = "quantile_bands"
    title: ClassVar[Text] = Text("分位数分档", "Quantile bands")
    example: ClassVar[Example | Text] = Example(
        "quantile_bands: {cuts: [20%, 80%], points: [2, 4, 5], definition: linear}",
        0,
        60,
        peers=(10, 15, 20, 35, 50),
        points=5,
    )

    of: Path | None = Field(default=None, description="the figure; the node's own name when not given")
    cuts: tuple[Exact, ...] = Field(min_length=1, description="shares of the group, ascending: `[25%, 50%, 75%]`")
    points: tuple[Exact, ...] = Field(min_length=2, description="the score in each band, from the lowest figures up")
    definition: Definition = Field(description="what a quantile is: see above")
    on_cut: Literal["above", "below"] = Field(
        default="above", description="the band of a figure that lies exactly on a cut"
    )
    within: Within = Field(default="group", description="who is compared with whom")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return (Input(self.of or node, prefer="figure", key=("of",)),)

    def withins(self) -> tuple[str, ...]:
        return (self.within,)

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        return list(self._faults())

    def _faults(self) -> Iterator[Fault]:
        for i, cut in enumerate(self.cuts):
            if not 0 < cut < 1:
                yield Fault("share_out_of_range", ("cuts", i), (("value", cut),))
        for i, (lower, upper) in enumerate(pairwise(self.cuts), 1):
            if lower >= upper:
                yield Fault("cuts_not_ascending", ("cuts", i), (("value", upper), ("before", lower)))
        if len(self.points) != len(self.cuts) + 1:
            values = (("cuts", len(self.cuts)), ("wanted", len(self.cuts) + 1), ("found", len(self.points)))
            yield Fault("bands_and_points_differ", ("points",), values)

    def exact(self, case: Case) -> Working:
        name = self.of or case.node
        x, peers = case.value(name), case.peers(name, self.within)
        limits = [quantile(peers, cut, self.definition) for cut in self.cuts]
        at = sum(self._beyond(x, limit) for limit in limits)
        facts: dict[str, Fact] = {"x": x, "n": Fraction(len(peers)), "band": self.points[at]}
        if at:
            facts |= {"low_cut": self.cuts[at - 1], "low": limits[at - 1]}
        if at < len(limits):
            facts |= {"high_cut": self.cuts[at], "high": limits[at]}
        where_ = "lowest" if not at else "highest" if at == len(limits) else "between"
        return Working("band", facts, branch=f"{where_}_{self.on_cut}")

    def _beyond(self, x: Number, limit: Number) -> bool:
        return compare(x, limit) >= 0 if self.on_cut == "above" else compare(x, limit) > 0

    def columns(self, c: Columns) -> Value:
        name = self.of or c.node
        x = c.value(name).once()
        result: Value = Column.constant(self.points[0])
        for cut, points in zip(self.cuts, self.points[1:], strict=True):
            limit = c.quantile_of(name, self.within, cut, self.definition)
            beyond = x.compare(">=" if self.on_cut == "above" else ">", limit)
            result = where(beyond, Column.constant(points), result)
        return result

    def bounds(self, b: Bounds) -> Interval:
        return Interval(min(self.points), max(self.points))

    def words(self, branch: str) -> Text:
        return _WORDS[branch]


_WORDS = {
    "lowest_above": Text(
        "分位数分档：{n} 个可比对象的 {high_cut} 分位数为 {high}，{x} 低于它，得 {band} 分",
        "Quantile bands: {x} is below {high}, the {high_cut} quantile of {n} compared: {band} points",
    ),
    "lowest_below": Text(
        "分位数分档：{n} 个可比对象的 {high_cut} 分位数为 {high}，{x} 不高于它，得 {band} 分",
        "Quantile bands: {x} is not above {high}, the {high_cut} quantile of {n} compared: {band} points",
    ),
    "between_above": Text(
        "分位数分档：{n} 个可比对象的 {low_cut} 分位数为 {low}、{high_cut} 分位数为 {high}，{x} 不低于前者、低于后者，"
        "得 {band} 分",
        "Quantile bands: {x} is at least {low}, the {low_cut} quantile of {n} compared, and below {high}, the {high_cut} "
        "quantile: {band} points",
    ),
    "between_below": Text(
        "分位数分档：{n} 个可比对象的 {low_cut} 分位数为 {low}、{high_cut} 分位数为 {high}，{x} 高于前者、不高于后者，"
        "得 {band} 分",
        "Quantile bands: {x} is above {low}, the {low_cut} quantile of {n} compared, and not above {high}, the {high_cut} "
        "quantile: {band} points",
    ),
    "highest_above": Text(
        "分位数分档：{n} 个可比对象的 {low_cut} 分位数为 {low}，{x} 不低于它，得 {band} 分",
        "Quantile bands: {x} is at least {low}, the {low_cut} quantile of {n} compared: {band} points",
    ),
    "highest_below": Text(
        "分位数分档：{n} 个可比对象的 {low_cut} 分位数为 {low}，{x} 高于它，得 {band} 分",
        "Quantile bands: {x} is above {low}, the {low_cut} quantile of {n} compared: {band} points",
    ),
}
