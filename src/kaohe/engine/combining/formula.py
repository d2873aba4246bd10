"""Formula, 自定公式: for what no other way of scoring says, in the small language of conditions and formulas.

    score = the formula's value                     `formula: "development * party / 80 + min(bonus, 5)"`

A name is a score or a figure of the subject, `unit.total` one of the unit above. A name that is missing holds the score,
one that is left out leaves it out. A division by zero, and a root or a logarithm that does not exist, hold the score.

A formula over one figure is a transform that rules read with `of:`: `ln(gdp)`, `root(gdp, 3)`, `1 / gdp`, `gdp * gdp`.
They take the higher of its values for the better; where less is better the formula turns it round: `-ln(energy)`.

    gdp_log: {formula: "ln(gdp)", round: no}
    gdp:     {points: 40, rule: {efficacy: {of: gdp_log, floor: 60%}}}

Source: domain rules §4.1 (total = development × Party-building ÷ 80, written out).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from kaohe.engine.columns import Value
from kaohe.engine.explanation import Text, Working
from kaohe.engine.expressions import ExpressionError, names, parse
from kaohe.engine.fields import Shorthand
from kaohe.engine.numbers import Interval
from kaohe.engine.rules.base import Bounds, Case, CellFormula, Cells, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example


class Formula(Rule, Shorthand[str]):
    """A formula over scores and figures."""

    key: ClassVar[str] = "formula"
    title: ClassVar[Text] = Text("自定公式", "Formula")
    example: ClassVar[Example | Text] = Example('formula: "a * 0.6 + min(a, 80) * 0.4"', 0, 100, "a")

    root: str = Field(min_length=1, description="the formula, such as `a * b / 80`")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        try:
            said = names(parse(self.root))
        except ExpressionError:
            return ()
        return tuple(Input(name) for name in sorted(".".join(path) for path in said))

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        try:
            parse(self.root)
        except ExpressionError as error:
            return (Fault(error.fault.code, (), tuple(error.fault.values.items())),)
        return ()

    def expression(self) -> str | None:
        return self.root

    def exact(self, case: Case) -> Working:
        return case.formula(self.root)

    def columns(self, c: Columns) -> Value:
        return c.formula(self.root)

    def bounds(self, b: Bounds) -> Interval:
        return b.formula(self.root)

    def words(self, branch: str) -> Text:
        return Text("按公式计算", "By the formula")

    def cells(self, c: Cells) -> CellFormula:
        return CellFormula(c.formula(self.root), may_fail=True)
