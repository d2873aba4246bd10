"""Spread of the parts, 离散程度: how far the parts lie apart; zero is perfect steadiness.

    by: range          score = highest part − lowest part
    by: deviation      score = √(Σ (part − mean)² ÷ number of parts)       the standard deviation of the parts themselves

A part that is left out is not looked at. One part alone has no spread: the score is held. A part that is missing holds the
score. The parts may be negative. A reward for steadiness is made of it by another score: `bands` or a `formula` such as
`10 - spread`. One part of the period of a figure is named with a dot, `quarter_score.q1`.
Source: domain rules §6 (dispersion measures).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from kaohe.engine.columns import Column, Value, enclosed, where
from kaohe.engine.combining.least import least_present
from kaohe.engine.combining.parts import ZERO, counted, named_twice, present
from kaohe.engine.explanation import Text, Working
from kaohe.engine.fields import Part, Path
from kaohe.engine.numbers import Interval, compare, highest, lowest
from kaohe.engine.rules.base import Bounds, Case, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example
from kaohe.engine.rules.summing import sum_of

ONE = Column.constant(1)


class Spread(Rule, Part):
    """How far the parts lie apart."""

    key: ClassVar[str] = "spread"
    title: ClassVar[Text] = Text("离散程度", "Spread of the parts")
    absorbs: ClassVar[bool] = True
    example: ClassVar[Example | Text] = Example(
        "spread: {of: [a, b, c], by: deviation}", 0, 100, "a", {"b": 60, "c": 80}
    )

    of: tuple[Path, ...] = Field(min_length=2, description="the scores that are compared with each other")
    by: Literal["range", "deviation"] = Field(description="highest less lowest, or the standard deviation")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return tuple(Input(name, key=("of", i)) for i, name in enumerate(self.of))

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        return [Fault(one.code, ("of", *one.key), one.values) for one in named_twice(self.of)]

    def exact(self, case: Case) -> Working:
        numbers, silent = counted(case, {name: (name, "") for name in self.of})
        if len(numbers) == 1:
            raise case.hold("one_part_alone")
        if compare(lowest(list(numbers.values())), highest(list(numbers.values()))) == 0:
            return Working("0", numbers, branch="equal", silent=silent)
        if self.by == "range":
            listed = ", ".join(numbers)
            return Working(f"max({listed}) - min({listed})", numbers, branch="range", silent=silent)
        n, added = len(numbers), " + ".join(numbers)
        squares = " + ".join(f"{name} * {name}" for name in numbers)
        formula = f"root(({squares}) / {n} - ({added}) * ({added}) / {n * n}, 2)"
        return Working(formula, numbers, branch="deviation", silent=silent)

    def columns(self, c: Columns) -> Value:
        parts = [(value.once(), gone) for value, gone in present(c, [(name, "") for name in self.of])]
        number = sum_of(ONE if gone is None else where(gone, ZERO, ONE) for _, gone in parts).once()
        if self.by == "range":
            mirrored = least_present((ZERO - value, gone) for value, gone in parts)
            result = ZERO - mirrored - least_present(parts)
        else:
            values = [(value if gone is None else where(gone, ZERO, value)).once() for value, gone in parts]
            added = sum_of(values).once()
            result = enclosed(sum_of(value * value for value in values) / number - added * added / (number * number))
            result = result.root(2)
        if all(gone is None for _, gone in parts):
            return result
        return c.held(number.compare("<=", ONE), result)

    def bounds(self, b: Bounds) -> Interval:
        values = [b.value(name) for name in self.of]
        widest = max(value.high for value in values) - min(value.low for value in values)
        return Interval(Fraction(0), widest if self.by == "range" else widest / 2)

    def words(self, branch: str) -> Text:
        return _WORDS[branch]


_WORDS = {
    "range": Text("各项中最高与最低之差", "The highest part less the lowest"),
    "deviation": Text("各项的标准差", "The standard deviation of the parts"),
    "equal": Text("各项相等，没有差距", "The parts are equal: no spread"),
}
