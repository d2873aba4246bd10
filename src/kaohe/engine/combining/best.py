"""Best n of m, 择优计分: only the n best of the parts count, whichever they are.

    how: mean      score = Σ n best parts ÷ n
    how: sum       score = Σ n best parts

Equal parts give the same score whichever of them is taken; the one named first is told. A part that is left out is not
looked at; where fewer than n are left, all of them count: their mean, or their sum × n ÷ their number. A part that is
missing holds the score. The one best is `most`, all of them `mean` or `sum`. A sum of some has no full marks of its own,
so `points` must be written.
Source: domain rules §4.2 row 25 (only the highest count in full).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cmp_to_key
from typing import ClassVar, Literal

from pydantic import Field

from kaohe.engine.columns import Column, Mask, Value, where
from kaohe.engine.combining.parts import ZERO, counted, named_twice
from kaohe.engine.explanation import Silent, Text, Working
from kaohe.engine.fields import Part, Path
from kaohe.engine.numbers import Interval, compare
from kaohe.engine.rules.base import Bounds, Case, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example
from kaohe.engine.rules.summing import sum_of

ONE = Column.constant(1)


class Best(Rule, Part):
    """The n best of the parts."""

    key: ClassVar[str] = "best"
    title: ClassVar[Text] = Text("择优计分", "Best n of m")
    absorbs: ClassVar[bool] = True
    example: ClassVar[Example | Text] = Example(
        "best: {of: [a, b, c], n: 2, how: mean}", 0, 100, "a", {"b": 40, "c": 70}
    )

    of: tuple[Path, ...] = Field(min_length=3, description="the scores of which some count")
    n: int = Field(ge=2, description="how many count")
    how: Literal["mean", "sum"] = Field(description="what becomes of those that count")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return tuple(Input(name, key=("of", i)) for i, name in enumerate(self.of))

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        found = [Fault(one.code, ("of", *one.key), one.values) for one in named_twice(self.of)]
        if self.n >= len(self.of):
            found.append(Fault("all_are_best", ("n",), (("n", self.n), ("m", len(self.of)), ("key", self.how))))
        if self.how == "sum" and points is None:
            found.append(Fault("best_without_points", ("how",), (("n", self.n),)))
        return found

    def exact(self, case: Case) -> Working:
        numbers, silent = counted(case, {name: (name, "") for name in self.of})
        order = cmp_to_key(compare)
        ranked = sorted(numbers, key=lambda name: order(numbers[name]), reverse=True)
        best = [name for name in numbers if name in ranked[: self.n]]
        others = tuple(Silent("not_among_best", {"part": name, "n": self.n}) for name in numbers if name not in best)
        formula, few = " + ".join(best), len(best) < self.n
        if self.how == "mean" and len(best) > 1:
            formula = f"({formula}) / {len(best)}"
        elif self.how == "sum" and few:
            formula = f"({formula}) * {self.n} / {len(best)}"
        return Working(formula, numbers, branch=f"{self.how}_few" if few else self.how, silent=(*silent, *others))

    def columns(self, c: Columns) -> Value:
        left = [c.left_out(name) for name in self.of]
        values = [self._here(c.value(name), gone).once() for name, gone in zip(self.of, left, strict=True)]
        ahead = _ahead(values, left)
        shares, counts = [], []
        for value, gone, before in zip(values, left, ahead, strict=True):
            among = before.compare("<", Column.constant(self.n)).once()
            shares.append(where(among, value, ZERO))
            counts.append(self._here(ONE, gone))
        total = sum_of(shares)
        if all(gone is None for gone in left):
            return total * Column.constant(Fraction(1, self.n)) if self.how == "mean" else total
        number = sum_of(counts).once()
        counting = where(number.compare("<", Column.constant(self.n)), number, Column.constant(self.n)).once()
        mean = c.held(number.compare("==", ZERO), total / counting)
        return mean if self.how == "mean" else mean * Column.constant(self.n)

    @staticmethod
    def _here(value: Value, gone: Mask | None) -> Value:
        return value if gone is None else where(gone, ZERO, value)

    def bounds(self, b: Bounds) -> Interval:
        times = Interval.point(self.n if self.how == "sum" else 1)
        values = [b.value(name) for name in self.of]
        if any(b.may_be_left_out(name) for name in self.of):
            return Interval.around(*values) * times
        lows = sorted((value.low for value in values), reverse=True)[: self.n]
        highs = sorted((value.high for value in values), reverse=True)[: self.n]
        return Interval(sum(lows, Fraction(0)) / self.n, sum(highs, Fraction(0)) / self.n) * times

    def words(self, branch: str) -> Text:
        n = self.n
        return {
            "mean": Text(f"取最高的 {n} 项求平均", f"The mean of the {n} best parts"),
            "sum": Text(f"取最高的 {n} 项相加", f"The sum of the {n} best parts"),
            "mean_few": Text(f"计入的不足 {n} 项，全部求平均", f"Fewer than {n} parts count; the mean of all of them"),
            "sum_few": Text(
                f"计入的不足 {n} 项，全部相加后按 {n} 项折算",
                f"Fewer than {n} parts count; all of them added up and stretched to {n}",
            ),
        }[branch]


def _ahead(values: Sequence[Value], left: Sequence[Mask | None]) -> list[Value]:
    """How many stand before each part: those that are higher, and equal ones named before it. A part left out stands
    before none."""
    ahead: list[Value] = [ZERO] * len(values)
    for j in range(len(values)):
        for i in range(j):
            first = values[i].compare(">=", values[j])
            ahead[j] = ahead[j] + _one(first, left[i])
            ahead[i] = ahead[i] + _one(~first, left[j])
    return ahead


def _one(condition: Mask, gone: Mask | None) -> Value:
    return where(condition if gone is None else condition & ~gone, ONE, ZERO)
