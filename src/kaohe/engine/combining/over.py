"""Over the parts of the period, 分期合成: a figure that is reported in each quarter (or year) becomes one score.

    how: mean      score = Σ parts ÷ number of parts that count
    how: sum       score = Σ parts that count × number of parts ÷ number that count
    how: least     score = the lowest of the parts that count
    how: latest    score = the last part that counts
    weights:       score = Σ weight × part ÷ Σ weight, over the parts that count

A part that is left out is rescaled away as the formulas say (`latest`: the part before it counts). A part that is missing
holds the score; one that counts as zero is zero in its part. With `weights` only the parts named are read; their weights
add up to exactly 100 %.
Source: systems G5 (every quarter scored); domain rules §2.3 (mean of the earlier years × 50 % + final year × 50 %).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from kaohe.engine.columns import Column, Value, where
from kaohe.engine.combining.least import least_bounds, least_present
from kaohe.engine.combining.parts import (
    Read,
    counted,
    present,
    weight_faults,
    weighted_bounds,
    weighted_cells,
    weighted_column,
    weighted_mean,
)
from kaohe.engine.explanation import Text, Working
from kaohe.engine.fields import Exact, Name, Part, Path
from kaohe.engine.numbers import Interval
from kaohe.engine.rules.base import Bounds, Case, CellFormula, Cells, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example
from kaohe.engine.rules.keys import exactly_one


class Over(Rule, Part):
    """A figure over the parts of the period."""

    key: ClassVar[str] = "over"
    title: ClassVar[Text] = Text("分期合成", "Over the parts of the period")
    absorbs: ClassVar[bool] = True
    keeps_direction: ClassVar[bool] = True
    example: ClassVar[Example | Text] = Text(
        "由各期多个数据得出，不是单一数据的函数", "many figures, one in each part of the period, give the score"
    )

    of: Path = Field(description="the figure, reported in every part of the period")
    how: Literal["mean", "sum", "least", "latest"] | None = Field(default=None, description="what becomes of the parts")
    weights: dict[Name, Exact] | None = Field(
        default=None, min_length=1, description="or the weight of each part that counts"
    )

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        key = ("weights",) if self.weights is not None else ("of",)
        # The figure of a part is itself a score: one that counts as zero is a part of zero, not a score of zero.
        return tuple(Input(self.of, "score" if part else "figure", part, (*key, part)) for part in self._weights(parts))

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        wrong = exactly_one(self, ("how", "weights"))
        if wrong:
            return wrong
        return weight_faults(self.weights, ("weights",)) if self.weights is not None else ()

    def _weights(self, parts: Sequence[str]) -> dict[str, Fraction]:
        """By part; a period without parts is one part itself."""
        same = tuple(parts) or ("",)
        return dict(self.weights) if self.weights is not None else dict.fromkeys(same, Fraction(1, len(same)))

    def _terms(self, parts: Sequence[str]) -> list[tuple[Read, Fraction]]:
        return [((self.of, part), weight) for part, weight in self._weights(parts).items()]

    def exact(self, case: Case) -> Working:
        weights = {part or self.of: weight for part, weight in self._weights(case.parts).items()}
        reads = {part or self.of: (self.of, part) for part in self._weights(case.parts)}
        if self.how in ("mean", None):
            return weighted_mean(case, reads, weights)
        numbers, silent = counted(case, reads)
        branch = f"{self.how}_some" if silent else str(self.how)
        if self.how == "latest":
            return Working(list(numbers)[-1], numbers, branch=branch, silent=silent)
        if self.how == "least":
            formula = f"min({', '.join(numbers)})" if len(numbers) > 1 else "".join(numbers)
            return Working(formula, numbers, branch=branch, silent=silent)
        formula = " + ".join(numbers)
        if silent:
            formula = f"({formula}) * {len(reads)} / {len(numbers)}"
        return Working(formula, numbers, branch=branch, silent=silent)

    def columns(self, c: Columns) -> Value:
        terms = self._terms(c.parts)
        if self.how == "least":
            return least_present(present(c, [read for read, _ in terms]))
        if self.how == "latest":
            (result, _), *later = present(c, [read for read, _ in terms])
            for value, left in later:
                result = value if left is None else where(left, result, value)
            return result
        mean = weighted_column(c, terms)
        return mean * Column.constant(len(terms)) if self.how == "sum" else mean

    def bounds(self, b: Bounds) -> Interval:
        terms = self._terms(b.parts)
        values = [(b.value(*read), b.may_be_left_out(*read)) for read, _ in terms]
        if self.how == "least":
            return least_bounds(values)
        if self.how == "latest":
            first = max(i for i, (_, left) in enumerate(values) if not left or i == 0)
            return Interval.around(*(value for value, _ in values[first:]))
        mean = weighted_bounds(b, terms)
        return mean * Interval.point(len(terms)) if self.how == "sum" else mean

    def words(self, branch: str) -> Text:
        return _WORDS[branch]

    def cells(self, c: Cells) -> CellFormula:
        reads = [read for read, _ in self._terms(c.parts)]
        if self.how is None:
            return weighted_cells(c, self._terms(c.parts))
        if self.how == "latest":
            formula = c.value(*reads[0])
            for read in reads[1:]:
                left = c.left_out(*read)
                formula = c.value(*read) if left is None else f"IF({left},{formula},{c.value(*read)})"
            return CellFormula(formula)
        function = {"mean": "AVERAGE", "sum": "AVERAGE", "least": "MIN"}[self.how]
        formula = f"{function}({c.values(reads)})"
        return CellFormula(f"{formula}*{len(reads)}" if self.how == "sum" else formula)


_WORDS = {
    "all": Text("各期按权重平均", "The parts of the period by their weights"),
    "rescaled": Text(
        "有的时期不计，其余各期按权重重新折算后平均",
        "Some parts of the period do not count; the mean of the others by their weights",
    ),
    "sum": Text("各期相加", "The parts of the period added up"),
    "sum_some": Text(
        "有的时期不计，其余各期相加后按期数折算",
        "Some parts of the period do not count; the others added up and stretched to the number of parts",
    ),
    "least": Text("取各期中的最低值", "The lowest of the parts of the period"),
    "least_some": Text(
        "有的时期不计，取其余各期中的最低值",
        "Some parts of the period do not count; the lowest of the others",
    ),
    "latest": Text("取最后一期", "The last part of the period"),
    "latest_some": Text(
        "有的时期不计，取其余各期中的最后一期", "Some parts of the period do not count; the last of the others"
    ),
}
