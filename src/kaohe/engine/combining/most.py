"""Most, 取最高: the highest of the parts. Parts that are left out are not looked at.

    score = the highest of the parts that count

Equal parts give the same score whichever is taken. A part that is missing holds the score. So the better of two ways of
scoring counts (就高不就低, hold harmless): write each way as a score of its own, and `most` of the two.
Source: domain rules §4.2 row 25 (in one commendation only the highest level counts in full).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from kaohe.engine.columns import Value, most, where
from kaohe.engine.combining.parts import counted, named_twice, present
from kaohe.engine.explanation import Text, Working
from kaohe.engine.fields import Path, Shorthand
from kaohe.engine.numbers import Interval
from kaohe.engine.rules.base import Bounds, Case, CellFormula, Cells, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example


class Most(Rule, Shorthand[tuple[Path, ...]]):
    """The highest of the parts."""

    key: ClassVar[str] = "most"
    title: ClassVar[Text] = Text("取最高", "Most")
    absorbs: ClassVar[bool] = True
    example: ClassVar[Example | Text] = Example("most: [a, b]", 0, 100, "a", {"b": 60})

    root: tuple[Path, ...] = Field(min_length=2, description="the scores of which the highest counts")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return tuple(Input(name, key=(i,)) for i, name in enumerate(self.root))

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        return named_twice(self.root)

    def exact(self, case: Case) -> Working:
        numbers, silent = counted(case, {name: (name, "") for name in self.root})
        formula = f"max({', '.join(numbers)})" if len(numbers) > 1 else "".join(numbers)
        return Working(formula, numbers, branch="some" if silent else "all", silent=silent)

    def columns(self, c: Columns) -> Value:
        (result, without), *others = present(c, [(name, "") for name in self.root])
        for value, left in others:
            higher = most(result, value)
            if without is not None:
                higher = where(without, value, higher)
            result = higher if left is None else where(left, result, higher)
            without = None if left is None or without is None else without & left
        return result

    def bounds(self, b: Bounds) -> Interval:
        values = [b.value(name) for name in self.root]
        sure = [b.value(name).low for name in self.root if not b.may_be_left_out(name)]
        return Interval(max(sure) if sure else min(v.low for v in values), max(v.high for v in values))

    def words(self, branch: str) -> Text:
        if branch == "all":
            return Text("取各项中的最高分", "The highest of the parts")
        return Text("有的部分不计，取其余各项中的最高分", "Some parts do not count; the highest of the others")

    def cells(self, c: Cells) -> CellFormula:
        return CellFormula(f"MAX({c.values([(name, '') for name in self.root])})")
