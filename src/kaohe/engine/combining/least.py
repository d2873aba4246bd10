"""Least, 取最低: the lowest of the parts. Parts that are left out are not looked at.

    score = the lowest of the parts that count

Equal parts give the same score whichever is taken. A part that is missing holds the score.
Source: domain rules §4.2 row 26 (one miss fails all).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from kaohe.engine.columns import Mask, Value, least, where
from kaohe.engine.combining.parts import counted, named_twice, present
from kaohe.engine.explanation import Text, Working
from kaohe.engine.fields import Path, Shorthand
from kaohe.engine.numbers import Interval
from kaohe.engine.rules.base import Bounds, Case, CellFormula, Cells, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example


class Least(Rule, Shorthand[tuple[Path, ...]]):
    """The lowest of the parts."""

    key: ClassVar[str] = "least"
    title: ClassVar[Text] = Text("取最低", "Least")
    absorbs: ClassVar[bool] = True
    example: ClassVar[Example | Text] = Example("least: [a, b]", 0, 100, "a", {"b": 60})

    root: tuple[Path, ...] = Field(min_length=2, description="the scores of which the lowest counts")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return tuple(Input(name, key=(i,)) for i, name in enumerate(self.root))

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        return named_twice(self.root)

    def exact(self, case: Case) -> Working:
        numbers, silent = counted(case, {name: (name, "") for name in self.root})
        formula = f"min({', '.join(numbers)})" if len(numbers) > 1 else "".join(numbers)
        return Working(formula, numbers, branch="some" if silent else "all", silent=silent)

    def columns(self, c: Columns) -> Value:
        return least_present(present(c, [(name, "") for name in self.root]))

    def bounds(self, b: Bounds) -> Interval:
        return least_bounds([(b.value(name), b.may_be_left_out(name)) for name in self.root])

    def words(self, branch: str) -> Text:
        if branch == "all":
            return Text("取各项中的最低分", "The lowest of the parts")
        return Text("有的部分不计，取其余各项中的最低分", "Some parts do not count; the lowest of the others")

    def cells(self, c: Cells) -> CellFormula:
        return CellFormula(f"MIN({c.values([(name, '') for name in self.root])})")


def least_present(terms: Iterable[tuple[Value, Mask | None]]) -> Value:
    """The lowest of the parts that are not left out; where all are, nothing is said."""
    (result, without), *others = terms
    for value, left in others:
        lower = least(result, value)
        if without is not None:
            lower = where(without, value, lower)
        result = lower if left is None else where(left, result, lower)
        without = None if left is None or without is None else without & left
    return result


def least_bounds(terms: Sequence[tuple[Interval, bool]]) -> Interval:
    """The highest it can be: that of the lowest part sure to count, or of any when none is sure."""
    sure = [value.high for value, may_be_left_out in terms if not may_be_left_out]
    return Interval(min(value.low for value, _ in terms), min(sure) if sure else max(value.high for value, _ in terms))
