"""Rate, 比率计分法: one count as a share of another, such as cases solved ÷ cases received.

    score = points × x ÷ n                           with `better: lower`: points × (1 − x ÷ n)
    shrink: k     the rate is (x + k × rate of the group) ÷ (n + k)

`of` is the count x, `out_of` the count n of which it is a part. A rate of few cases says little. Either those with fewer
than `at_least` cases (1 when not given, so that nothing is ever divided by zero) get what `few` says: the score is held,
left out so that the rest is rescaled, or the group's rate stands in. Or `shrink` draws everybody's rate towards that of
the group as if he had had k more cases of the usual kind: much where n is small, little where it is large, wholly where
it is zero.

The rate of the group is Σx ÷ Σn over the subjects compared that have both counts; where they have no case at all it does
not exist, and the score is held. Counts of which one is no part of the other (x below zero or above n) hold the score
and are not in the group's. `interval: 1.96` shows Wilson's interval of the own rate x ÷ n; it changes no score:

    (p + z² ÷ 2n ± z × √(p(1 − p) ÷ n + z² ÷ 4n²)) ÷ (1 + z² ÷ n),   p = x ÷ n

The three rates of a hotline, a town with two cases not leading:

    responded: {points: 100, rule: {rate: {out_of: cases, at_least: 10, few: group_rate}}}
    solved:    {points: 100, rule: {rate: {out_of: cases, shrink: 20}}}
    satisfied: {points: 100, rule: {rate: {out_of: cases, shrink: 20, interval: 1.96}}}
    hotline:   {mean: {responded: 30%, solved: 35%, satisfied: 35%}}

Source: domain rules §3 (三率 of the 12345 hotline: responded, solved, satisfied; a town with two cases must not lead);
E. B. Wilson, Probable Inference, Journal of the American Statistical Association 22 (1927).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from kaohe.engine.columns import Column, Mask, Value, where
from kaohe.engine.explanation import Fact, Text, Working
from kaohe.engine.expressions import evaluate_formula
from kaohe.engine.fields import Exact, Part, Path, Within
from kaohe.engine.numbers import Interval, Number, compare, sign, total
from kaohe.engine.rules.base import Bounds, Case, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example

ZERO, ONE = Fraction(0), Fraction(1)
_NOTHING = Column.constant(0)


class Rate(Rule, Part):
    """A share of cases."""

    key: ClassVar[str] = "rate"
    title: ClassVar[Text] = Text("比率计分法", "Rate")
    example: ClassVar[Example | Text] = Example("rate: {out_of: cases}", 0, 50, others={"cases": 50})

    of: Path | None = Field(default=None, description="the count; the node's own name when not given")
    out_of: Path = Field(description="the count of which it is a part")
    at_least: Exact = Field(default=ONE, description="fewer cases than this are few")
    few: Literal["hold", "leave_out", "group_rate"] = Field(
        default="hold", description="where cases are few: no score, not counted, or the group's rate stands in"
    )
    shrink: Exact | None = Field(
        default=None, description="instead: how many cases of the group's rate are added to everybody's own"
    )
    within: Within = Field(default="group", description="whose rate is the group's")
    interval: Exact | None = Field(
        default=None, description="shows Wilson's interval this many standard deviations wide on either side: `1.96`"
    )

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return (
            Input(self.of or node, prefer="figure", key=("of",)),
            Input(self.out_of, prefer="figure", key=("out_of",)),
        )

    @property
    def _looks_at_group(self) -> bool:
        return self.shrink is not None or self.few == "group_rate"

    def withins(self) -> tuple[str, ...]:
        return (self.within,) if self._looks_at_group else ()

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        return list(self._faults())

    def _faults(self) -> Iterator[Fault]:
        if self.shrink is not None:
            for key in ("at_least", "few"):
                if key in self.model_fields_set:
                    yield Fault("key_against", (key,), (("key", key), ("other", "shrink")))
        if "within" in self.model_fields_set and not self._looks_at_group:
            yield Fault("key_without", ("within",), (("key", "within"), ("other", "shrink, few: group_rate")))
        for key, value in (("at_least", self.at_least), ("shrink", self.shrink), ("interval", self.interval)):
            if value is not None and value <= 0:
                yield Fault("must_be_positive", (key,), (("value", value),))

    def may_leave_out(self) -> bool:
        return self.shrink is None and self.few == "leave_out"

    def exact(self, case: Case) -> Working:
        names = (self.of or case.node, self.out_of)
        x, n = case.value(names[0]), case.value(names[1])
        if not _is_part(x, n):
            raise case.hold("no_part_of_the_other")
        facts: dict[str, Fact] = {"points": case.points, "x": x, "n": n}
        few = self.shrink is None and compare(n, self.at_least) < 0
        if few and self.few != "group_rate":
            raise case.hold("too_few_cases") if self.few == "hold" else case.leave_out("too_few_cases")
        if not few and self.shrink is None:
            facts["rate"] = evaluate_formula("x / n", facts)
            branch = ("part" if case.better == "higher" else "rest") + self._interval(facts, n)
            return Working(_scored("x / n", case.better == "higher"), facts, branch=branch)
        rows = [row for row in case.peer_rows(names, self.within) if _is_part(*row)]
        of = total([row[1] for row in rows])
        if sign(of) == 0:
            raise case.hold("group_without_cases")
        facts |= {"group_x": total([row[0] for row in rows]), "group_n": of}
        rate = "group_x / group_n"
        if self.shrink is None:
            facts["at_least"] = self.at_least
            return Working(_scored(rate, case.better == "higher"), facts, branch="few")
        facts["k"] = self.shrink
        shrunk = f"(x + k * {rate}) / (n + k)"
        facts["shrunk"] = evaluate_formula(shrunk, facts)
        return Working(_scored(shrunk, case.better == "higher"), facts, branch="shrunk" + self._interval(facts, n))

    def _interval(self, facts: dict[str, Fact], n: Number) -> str:
        """Adds the interval of his own rate, where it is asked for and he has cases; how the branch's name ends then."""
        if self.interval is None or sign(n) == 0:
            return ""
        facts["z"] = self.interval
        facts |= {end: evaluate_formula(_WILSON.format(sign), facts) for end, sign in (("low", "-"), ("high", "+"))}
        return "_interval"

    def columns(self, c: Columns) -> Value:
        x, n, valid, few = self._counts(c)
        up = c.better == "higher"
        own = c.points * ((x if up else n - x) / n)
        if not self._looks_at_group:
            return c.held(~valid | few, own)
        mine = x if up else n - x
        group = c.total_of(c.held(~valid, mine), self.within).once()
        of = c.total_of(c.held(~valid, n), self.within).once()
        empty = of.compare("==", _NOTHING)
        if self.shrink is None:
            return c.held(~valid | (few & empty), where(few, c.points * (group / of), own))
        k = Column.constant(self.shrink)
        return c.held(~valid | empty, c.points * ((mine * of + k * group) / ((n + k) * of)))

    def _counts(self, c: Columns) -> tuple[Value, Value, Mask, Mask]:
        x, n = c.value(self.of or c.node).once(), c.value(self.out_of).once()
        valid = (x.compare(">=", _NOTHING) & n.compare(">=", x)).once()
        return x, n, valid, n.compare("<", Column.constant(self.at_least)).once()

    def leaves_out(self, c: Columns) -> Mask | None:
        if not self.may_leave_out():
            return None
        _, _, valid, few = self._counts(c)
        return valid & few

    def bounds(self, b: Bounds) -> Interval:
        return Interval.point(b.points) * Interval(ZERO, ONE)

    def words(self, branch: str) -> Text:
        return _WORDS[branch]


def _is_part(x: Number, n: Number) -> bool:
    return sign(x) >= 0 and compare(x, n) <= 0


def _scored(rate: str, up: bool) -> str:
    return f"points * {rate}" if up else f"points * (1 - {rate})"


_WILSON = "(x / n + z * z / (2 * n) {} z * root(x / n * (1 - x / n) / n + z * z / (4 * n * n), 2)) / (1 + z * z / n)"

_WORDS = {
    "part": Text("比率计分法：{n} 件中 {x} 件，比率 {rate}", "Rate: {x} of {n}, a rate of {rate}"),
    "rest": Text(
        "比率计分法：{n} 件中 {x} 件，比率 {rate}；比率越低越好，按其余部分计分",
        "Rate: {x} of {n}, a rate of {rate}; the lower the better: points for the rest",
    ),
    "part_interval": Text(
        "比率计分法：{n} 件中 {x} 件，比率 {rate}（威尔逊区间 {low} 至 {high}，z = {z}）",
        "Rate: {x} of {n}, a rate of {rate} (Wilson's interval {low} to {high}, z = {z})",
    ),
    "rest_interval": Text(
        "比率计分法：{n} 件中 {x} 件，比率 {rate}（威尔逊区间 {low} 至 {high}，z = {z}）；比率越低越好，按其余部分计分",
        "Rate: {x} of {n}, a rate of {rate} (Wilson's interval {low} to {high}, z = {z}); the lower the better: points for "
        "the rest",
    ),
    "few": Text(
        "比率计分法：只有 {n} 件，少于 {at_least} 件，以可比对象合计的比率代替（{group_n} 件中 {group_x} 件）",
        "Rate: only {n} cases, fewer than {at_least}: the rate of all compared stands in ({group_x} of {group_n})",
    ),
    "shrunk": Text(
        "比率计分法：{n} 件中 {x} 件，再按可比对象合计的比率（{group_n} 件中 {group_x} 件）补 {k} 件，比率 {shrunk}",
        "Rate: {x} of {n}, and {k} more at the rate of all compared ({group_x} of {group_n}): {shrunk}",
    ),
    "shrunk_interval": Text(
        "比率计分法：{n} 件中 {x} 件（自身比率的威尔逊区间 {low} 至 {high}，z = {z}），再按可比对象合计的比率（{group_n} 件中 "
        "{group_x} 件）补 {k} 件，比率 {shrunk}",
        "Rate: {x} of {n} (Wilson's interval of this alone {low} to {high}, z = {z}), and {k} more at the rate of all "
        "compared ({group_x} of {group_n}): {shrunk}",
    ),
}
