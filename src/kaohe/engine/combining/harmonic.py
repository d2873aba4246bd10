"""Harmonic mean, 调和平均: the mean for parts that are rates; a low part weighs more than in a geometric mean.

    score = Σ weight ÷ Σ (weight ÷ part)          over the parts that count

The weights add up to exactly 100 %. Zero in one part gives zero. A negative part has no harmonic mean: the score is held.
A part that is left out is taken out above and below, so the other weights are rescaled. A part that is missing holds the
score.
Source: UNDP, Human Development Report 2023/24, technical note 4 (GII: harmonic mean of the indices of women and men).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from kaohe.engine.columns import Value
from kaohe.engine.combining.parts import counted, weight_faults
from kaohe.engine.combining.powers import Term, power_bounds, power_column, power_formula
from kaohe.engine.explanation import Text, Working
from kaohe.engine.fields import Exact, Path, Shorthand
from kaohe.engine.numbers import Interval, sign
from kaohe.engine.rules.base import Bounds, Case, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example


class Harmonic(Rule, Shorthand[dict[Path, Exact]]):
    """The parts by their weights, as rates."""

    key: ClassVar[str] = "harmonic"
    title: ClassVar[Text] = Text("调和平均", "Harmonic mean")
    absorbs: ClassVar[bool] = True
    example: ClassVar[Example | Text] = Example("harmonic: {a: 50%, b: 50%}", 0, 100, "a", {"b": 60})

    root: dict[Path, Exact] = Field(min_length=1, description="the scores with their weights")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return tuple(Input(name, key=(name,)) for name in self.root)

    def part_weights(self) -> Mapping[str, Fraction]:
        return self.root

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        return weight_faults(self.root)

    def exact(self, case: Case) -> Working:
        numbers, silent = counted(case, {name: (name, "") for name in self.root})
        signs = [sign(number) for number in numbers.values()]
        if min(signs) < 0:
            raise case.hold("negative_part")
        if 0 in signs:
            return Working("0", numbers, branch="zero", silent=silent)
        formula = power_formula({name: self.root[name] for name in numbers}, -1)
        return Working(formula, numbers, branch="some" if silent else "all", silent=silent)

    def columns(self, c: Columns) -> Value:
        terms = [Term(c.value(name), weight, c.left_out(name)) for name, weight in self.root.items()]
        return power_column(c, terms, -1)

    def bounds(self, b: Bounds) -> Interval:
        return power_bounds([(b.value(n), weight, b.may_be_left_out(n)) for n, weight in self.root.items()], -1)

    def words(self, branch: str) -> Text:
        return _WORDS[branch]


_WORDS = {
    "all": Text("各项按权重求调和平均", "The harmonic mean of the parts by their weights"),
    "some": Text(
        "有的部分不计，其余部分按权重求调和平均",
        "Some parts do not count; the harmonic mean of the others by their weights",
    ),
    "zero": Text("有的部分为零，调和平均为零", "A part is zero, and so is the harmonic mean"),
}
