"""Winsorised, 缩尾处理: an outlier is drawn in to the edge of the group, so that it does not stretch everybody's scale.

    score = x, but not below low and not above high

    low, high:    quantiles of the group at these shares (`low: 5%, high: 95%`; one of them alone leaves the other side open)
    deviations:   low = mean − k × s, high = mean + k × s

    definition: nearest_rank   the quantile is the value at place ⌈n × share⌉   (Hyndman and Fan's definition 1)
    definition: linear         it lies at 1 + (n − 1) × share, on the straight line between the two values beside it
                                                              (definition 7, PERCENTILE.INC of spreadsheets)
    deviation: population      s = √(Σ(x − mean)² ÷ n)
    deviation: sample          s = √(Σ(x − mean)² ÷ (n − 1)); alone in the group: 0

The score is still the figure, in its unit and with its direction (`better`), for other scores to read. n, mean and s are
those of all subjects compared that have the figure; outliers, drawn in here, still count in them.

    gdp_kept: {winsorised: {of: gdp, low: 5%, high: 95%, definition: linear}, round: no}
    gdp:      {points: 40, rule: {efficacy: {of: gdp_kept, floor: 60%}}}

Source: OECD and JRC, Handbook on Constructing Composite Indicators (2008), step 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from kaohe.engine.columns import Column, Value, enclosed, least, most, where
from kaohe.engine.explanation import Fact, Silent, Text, Working
from kaohe.engine.expressions import evaluate_formula
from kaohe.engine.fields import Exact, Part, Path, Within
from kaohe.engine.numbers import Interval, Number, compare, multiply, total
from kaohe.engine.quantiles import Definition, quantile
from kaohe.engine.rules.base import Bounds, Case, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example

ZERO, ONE = Column.constant(0), Column.constant(1)


class Winsorised(Rule, Part):
    """A figure whose outliers are drawn in."""

    key: ClassVar[str] = "winsorised"
    title: ClassVar[Text] = Text("缩尾处理", "Winsorised")
    keeps_direction: ClassVar[bool] = True
    example: ClassVar[Example | Text] = Example(
        "winsorised: {of: x, low: 20%, high: 80%, definition: linear}", 0, 60, peers=(10, 20, 35, 50)
    )

    of: Path = Field(description="the figure")
    low: Exact | None = Field(default=None, description="the share of the group at which its lower edge lies: `5%`")
    high: Exact | None = Field(default=None, description="the share of the group at which its upper edge lies: `95%`")
    definition: Definition | None = Field(
        default=None, description="with `low` and `high`: what a quantile is, see above"
    )
    deviations: Exact | None = Field(
        default=None, description="instead: how many standard deviations from the mean the edges lie"
    )
    deviation: Literal["population", "sample"] | None = Field(
        default=None, description="with `deviations`: what a standard deviation is, see above"
    )
    within: Within = Field(default="group", description="who is compared with whom")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return (Input(self.of, prefer="figure", key=("of",)),)

    def withins(self) -> tuple[str, ...]:
        return (self.within,)

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        return list(self._faults())

    def _faults(self) -> Iterator[Fault]:
        shares = [(key, share) for key, share in (("low", self.low), ("high", self.high)) if share is not None]
        if self.deviations is None and not shares:
            yield Fault("one_key_needed", (), (("keys", "low, high, deviations"),))
            return
        if self.deviations is not None and shares:
            yield Fault("key_against", ("deviations",), (("key", "deviations"), ("other", "low, high")))
            return
        needed, other = ("definition", "deviation") if shares else ("deviation", "definition")
        way = shares[0][0] if shares else "deviations"
        if getattr(self, needed) is None:
            yield Fault("key_needed", (way,), (("key", needed), ("other", way)))
        if getattr(self, other) is not None:
            goes_with = "deviations" if shares else "low, high"
            yield Fault("key_without", (other,), (("key", other), ("other", goes_with)))
        for key, share in shares:
            if not 0 <= share <= 1:
                yield Fault("share_out_of_range", (key,), (("value", share),))
        if self.low is not None and self.high is not None and self.low > self.high:
            yield Fault("limits_crossed", ("low",), (("below", self.low), ("above", self.high)))
        if self.deviations is not None and self.deviations <= 0:
            yield Fault("must_be_positive", ("deviations",), (("value", self.deviations),))

    def exact(self, case: Case) -> Working:
        x, peers = case.value(self.of), case.peers(self.of, self.within)
        facts: dict[str, Fact] = {"x": x, "n": Fraction(len(peers))}
        edges = self._by_deviations(peers, facts) if self.deviations is not None else self._by_quantiles(peers)
        facts |= edges
        if "low" in edges and compare(x, edges["low"]) < 0:
            return Working("low", facts, branch=f"low_{self._way}")
        if "high" in edges and compare(x, edges["high"]) > 0:
            return Working("high", facts, branch=f"high_{self._way}")
        silent = tuple(Silent(f"edge_not_reached_{end}", {"edge": edge}) for end, edge in edges.items())
        return Working("x", facts, branch="inside", silent=silent)

    @property
    def _way(self) -> str:
        return "deviations" if self.deviations is not None else "quantile"

    def _by_quantiles(self, peers: Sequence[Number]) -> dict[str, Number]:
        assert self.definition is not None
        edges = (("low", self.low), ("high", self.high))
        return {end: quantile(peers, share, self.definition) for end, share in edges if share is not None}

    def _by_deviations(self, peers: Sequence[Number], facts: dict[str, Fact]) -> dict[str, Number]:
        assert self.deviations is not None
        facts |= {"sum": total(peers), "squares": total([multiply(one, one) for one in peers])}
        variance = "(squares - sum * sum / n) / n"
        if self.deviation == "sample":
            variance = "(squares - sum * sum / n) / (n - 1)" if len(peers) > 1 else "0"
        facts |= {"mean": evaluate_formula("sum / n", facts), "s": evaluate_formula(f"root({variance}, 2)", facts)}
        facts["k"] = self.deviations
        ends = {"low": "mean - k * s", "high": "mean + k * s"}
        return {end: evaluate_formula(formula, facts) for end, formula in ends.items()}

    def columns(self, c: Columns) -> Value:
        result: Value = c.value(self.of).once()
        low, high = self._deviating(c, result) if self.deviations is not None else self._quantiles(c)
        result = result if low is None else most(low, result)
        return result if high is None else least(high, result)

    def _quantiles(self, c: Columns) -> tuple[Value | None, Value | None]:
        assert self.definition is not None
        ends = (self.low, self.high)
        low, high = (None if e is None else c.quantile_of(self.of, self.within, e, self.definition) for e in ends)
        return low, high

    def _deviating(self, c: Columns, x: Value) -> tuple[Value, Value]:
        assert self.deviations is not None
        n, whole = c.count_of(self.of, self.within).once(), c.total_of(x, self.within).once()
        spread = (n * c.total_of(x * x, self.within) - whole * whole).once()
        variance = spread / (n * n)
        if self.deviation == "sample":
            alone = n.compare("==", ONE)
            variance = where(alone, ZERO, spread / (n * where(alone, ONE, n - ONE)))
        away = Column.constant(self.deviations) * enclosed(variance).root(2)
        mean = whole / n
        return mean - away, mean + away

    def bounds(self, b: Bounds) -> Interval:
        return b.value(self.of)

    def words(self, branch: str) -> Text:
        return _WORDS[branch]


_WORDS = {
    "inside": Text(
        "缩尾处理：在 {n} 个可比对象的界限之内，照原值", "Winsorised: within the edges of {n} compared, as it is"
    ),
    "low_quantile": Text(
        "缩尾处理：低于 {n} 个可比对象的下限 {low}（分位数），取下限",
        "Winsorised: below {low}, the lower edge of {n} compared (a quantile), which is taken",
    ),
    "high_quantile": Text(
        "缩尾处理：高于 {n} 个可比对象的上限 {high}（分位数），取上限",
        "Winsorised: above {high}, the upper edge of {n} compared (a quantile), which is taken",
    ),
    "low_deviations": Text(
        "缩尾处理：{n} 个可比对象平均 {mean}、标准差 {s}，比平均低 {k} 个标准差以上，取下限 {low}",
        "Winsorised: more than {k} standard deviations of {s} below {mean}, the mean of {n} compared: the edge, {low}, is "
        "taken",
    ),
    "high_deviations": Text(
        "缩尾处理：{n} 个可比对象平均 {mean}、标准差 {s}，比平均高 {k} 个标准差以上，取上限 {high}",
        "Winsorised: more than {k} standard deviations of {s} above {mean}, the mean of {n} compared: the edge, {high}, is "
        "taken",
    ),
}
