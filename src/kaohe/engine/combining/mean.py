"""Weighted mean, 加权平均: each part counts by its weight. When a part is left out, the other weights are rescaled.

    score = Σ weight × part                                   (all parts count)
    score = Σ weight × part ÷ Σ weight                        (over the parts that count, when some are left out)

The weights add up to exactly 100 %. Parts may be negative or zero. A part that is missing holds the score; only one that
is left out is rescaled away, and when all are left out so is the mean.
Source: systems G5 (平时考核 40 %); domain rules §2.2 (targets 30 % + institutions 70 %), §8 no. 6; §4.2 edge cases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from kaohe.engine.columns import Value
from kaohe.engine.combining.parts import weight_faults, weighted_bounds, weighted_cells, weighted_column, weighted_mean
from kaohe.engine.explanation import Text, Working
from kaohe.engine.fields import Exact, Path, Shorthand
from kaohe.engine.numbers import Interval
from kaohe.engine.rules.base import Bounds, Case, CellFormula, Cells, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example


class Mean(Rule, Shorthand[dict[Path, Exact]]):
    """The parts by their weights."""

    key: ClassVar[str] = "mean"
    title: ClassVar[Text] = Text("加权平均", "Weighted mean")
    absorbs: ClassVar[bool] = True
    example: ClassVar[Example | Text] = Example("mean: {a: 40%, b: 60%}", 0, 100, "a", {"b": 60})

    root: dict[Path, Exact] = Field(min_length=1, description="the scores with their weights")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return tuple(Input(name, key=(name,)) for name in self.root)

    def part_weights(self) -> Mapping[str, Fraction]:
        return self.root

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        return weight_faults(self.root)

    def exact(self, case: Case) -> Working:
        return weighted_mean(case, {name: (name, "") for name in self.root}, self.root)

    def columns(self, c: Columns) -> Value:
        return weighted_column(c, [((name, ""), weight) for name, weight in self.root.items()])

    def bounds(self, b: Bounds) -> Interval:
        return weighted_bounds(b, [((name, ""), weight) for name, weight in self.root.items()])

    def words(self, branch: str) -> Text:
        if branch == "all":
            return Text("各项按权重加权平均", "The parts by their weights")
        return Text(
            "有的部分不计，其余部分按权重重新折算后加权平均",
            "Some parts do not count; the others by their weights, rescaled to 100 %",
        )

    def cells(self, c: Cells) -> CellFormula:
        return weighted_cells(c, [((name, ""), weight) for name, weight in self.root.items()])
