"""Take, 取用: the score is another one, such as that of the unit or the team above.

    score = the score named

A score that is missing holds this one; one that is left out leaves this one out.
Source: systems J6 (three linkages: unit, team, cadre).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from pydantic import Field

from kaohe.engine.columns import Value
from kaohe.engine.explanation import Text, Working
from kaohe.engine.fields import Path, Shorthand
from kaohe.engine.numbers import Interval
from kaohe.engine.rules.base import Bounds, Case, CellFormula, Cells, Columns, Input, Rule
from kaohe.engine.rules.example import Example


class Take(Rule, Shorthand[Path]):
    """Another score as it is."""

    key: ClassVar[str] = "take"
    title: ClassVar[Text] = Text("取用", "Take")
    keeps_direction: ClassVar[bool] = True
    example: ClassVar[Example | Text] = Text("取用原分，没有变化", "the score is another one, unchanged")

    root: Path = Field(description="the score that is taken, such as `unit.total`")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return (Input(self.root),)

    def exact(self, case: Case) -> Working:
        return Working(self.root, {self.root: case.value(self.root)})

    def columns(self, c: Columns) -> Value:
        return c.value(self.root)

    def bounds(self, b: Bounds) -> Interval:
        return b.value(self.root)

    def words(self, branch: str) -> Text:
        return Text("直接取用另一项得分", "Another score as it is")

    def cells(self, c: Cells) -> CellFormula:
        return CellFormula(c.value(self.root))
