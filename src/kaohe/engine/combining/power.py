"""Power mean, 幂平均: the mean of the parts' powers, brought back by the root; the exponent says how much extremes weigh.

    score = (Σ weight × part^p ÷ Σ weight)^(1 ÷ p)       p: the exponent, a whole number
    score = (Π part^weight)^(1 ÷ Σ weight)                p = 0
    score = top − mean of (top − part)                    with `top`: reversed, for parts of which high is bad

Above 1 the high parts weigh more, below 1 the low ones; reversed it is the other way round, so that with p = 0 one bad
(high) part is not made up for by the others. p = 1 is `mean`; without `top`, 0 is `geometric` and −1 `harmonic`. The
weights add up to exactly 100 %; with p = 0 their common denominator is at most 12 (50 %, 1/3, 5/12). With p ≤ 0 a part of
zero (with `top`: a part at the top) gives zero (the top). A negative part, or with `top` one above it, has no power mean:
the score is held. A part that is left out takes its weight with it; one that is missing holds the score.
Source: UNDP, Human Development Reports 1997–2009, technical note 1 (HPI: exponent 3); European Commission JRC, INFORM
Risk Index, (10 − geometric mean of (10 − 0.9 part)) × 10/9, which is `exponent: 0, top: 100/9`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from kaohe.engine.columns import Column, Value
from kaohe.engine.combining.geometric import LARGEST_ROOT
from kaohe.engine.combining.parts import counted, weight_faults
from kaohe.engine.combining.powers import Term, power_bounds, power_column, power_formula, times_of
from kaohe.engine.explanation import Text, Working
from kaohe.engine.fields import Exact, Part, Path
from kaohe.engine.numbers import Interval, sign, subtract
from kaohe.engine.rules.base import Bounds, Case, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example
from kaohe.engine.rules.formulas import numeral

NAMED = {-1: "harmonic", 0: "geometric", 1: "mean"}
"""Exponents that have a name of their own."""


class Power(Rule, Part):
    """The mean of the powers."""

    key: ClassVar[str] = "power"
    title: ClassVar[Text] = Text("幂平均", "Power mean")
    absorbs: ClassVar[bool] = True
    example: ClassVar[Example | Text] = Example(
        "power: {of: {a: 50%, b: 50%}, exponent: 0, top: 100}", 0, 100, "a", {"b": 60}
    )

    of: dict[Path, Exact] = Field(min_length=1, description="the scores with their weights")
    exponent: int = Field(ge=-LARGEST_ROOT, le=LARGEST_ROOT, description="the exponent p")
    top: Exact | None = Field(default=None, description="reversed, measured from this highest possible score down")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return tuple(Input(name, key=("of", name)) for name in self.of)

    def part_weights(self) -> Mapping[str, Fraction]:
        return self.of

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        found = weight_faults(self.of, ("of",))
        if self.exponent == 1 or (self.top is None and self.exponent in NAMED):
            values = (("exponent", self.exponent), ("key", NAMED[self.exponent]))
            found.append(Fault("exponent_has_a_name", ("exponent",), values))
        degree = sum(times_of(self.of).values())
        if self.exponent == 0 and degree > LARGEST_ROOT:
            found.append(Fault("root_too_high", ("of",), (("degree", degree), ("most", LARGEST_ROOT))))
        return found

    def exact(self, case: Case) -> Working:
        numbers, silent = counted(case, {name: (name, "") for name in self.of})
        top = self.top
        signs = [sign(x if top is None else subtract(top, x)) for x in numbers.values()]
        if min(signs) < 0:
            raise case.hold("negative_part" if top is None else "part_above_top")
        if 0 in signs and self.exponent < 0:
            return Working("0" if top is None else numeral(top), numbers, branch="zero", silent=silent)
        terms = {name if top is None else f"({numeral(top)} - {name})": self.of[name] for name in numbers}
        formula = power_formula(terms, self.exponent)
        formula = formula if top is None else f"{numeral(top)} - {formula}"
        return Working(formula, numbers, branch="some" if silent else "all", silent=silent)

    def columns(self, c: Columns) -> Value:
        if self.top is None:
            terms = [Term(c.value(name), weight, c.left_out(name)) for name, weight in self.of.items()]
            return power_column(c, terms, self.exponent)
        top = Column.constant(self.top)
        terms = [Term(top - c.value(name), weight, c.left_out(name)) for name, weight in self.of.items()]
        return top - power_column(c, terms, self.exponent)

    def bounds(self, b: Bounds) -> Interval:
        if self.top is None:
            terms = [(b.value(name), weight, b.may_be_left_out(name)) for name, weight in self.of.items()]
            return power_bounds(terms, self.exponent)
        top = Interval.point(self.top)
        terms = [(top - b.value(name), weight, b.may_be_left_out(name)) for name, weight in self.of.items()]
        return top - power_bounds(terms, self.exponent)

    def words(self, branch: str) -> Text:
        p, top = self.exponent, "" if self.top is None else numeral(self.top)
        zh = f"（指数 {p}）" if not top else f"（指数 {p}，从最高值 {top} 倒算）"
        en = f" (exponent {p})" if not top else f" (exponent {p}, reversed: measured down from {top})"
        if branch == "zero":
            zero = Text(f"有的部分为零，幂平均{zh}为零", f"A part is zero, and so is the power mean{en}")
            at_top = Text(
                f"有的部分达到最高值，幂平均{zh}取最高值", f"A part is at the top, and so is the power mean{en}"
            )
            return at_top if top else zero
        if branch == "some":
            return Text(
                f"有的部分不计，其余部分按权重求幂平均{zh}",
                f"Some parts do not count; the power mean of the others by their weights{en}",
            )
        return Text(f"各项按权重求幂平均{zh}", f"The power mean of the parts by their weights{en}")
