"""Sum, 加总: the parts added up. When a part is left out, the others are stretched to the same full marks.

    score = Σ parts                                            (all parts count)
    score = Σ parts that count × all full marks ÷ their full marks   (some left out)

Bonus and penalty parts are added after the stretching and are never stretched themselves. Where only parts without full
marks are left there is nothing to stretch: the score is held. A part that is missing holds the score.
Source: domain rules §4.2 row 24 (sum of parts); §4.2 edge cases (missing data: exclude and rescale).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import ClassVar

from pydantic import Field

from kaohe.engine.columns import Value, where
from kaohe.engine.combining.parts import ZERO, counted, named_twice
from kaohe.engine.explanation import Text, Working
from kaohe.engine.fields import Path, Shorthand
from kaohe.engine.numbers import Interval
from kaohe.engine.rules.base import Bounds, Case, CellFormula, Cells, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example
from kaohe.engine.rules.formulas import numeral
from kaohe.engine.rules.summing import sum_of


class Sum(Rule, Shorthand[tuple[Path, ...]]):
    """The parts added up."""

    key: ClassVar[str] = "sum"
    title: ClassVar[Text] = Text("加总", "Sum")
    absorbs: ClassVar[bool] = True
    adds_marks: ClassVar[bool] = True
    example: ClassVar[Example | Text] = Example("sum: [a, b]", 0, 60, "a", {"b": 30})

    root: tuple[Path, ...] = Field(min_length=1, description="the scores that are added")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return tuple(Input(name, key=(i,)) for i, name in enumerate(self.root))

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        return named_twice(self.root)

    def exact(self, case: Case) -> Working:
        numbers, silent = counted(case, {name: (name, "") for name in self.root})
        stretched = [name for name in self.root if not case.extra(name)]
        plain = [name for name in stretched if name in numbers]
        if plain == stretched:
            return Working(" + ".join(numbers), numbers, branch="all", silent=silent)
        full = sum((case.points_of(name) for name in stretched), Fraction(0))
        marks = sum((case.points_of(name) for name in plain), Fraction(0))
        if marks == 0:
            raise case.hold("no_part_counts")
        formula = f"({' + '.join(plain)}) * {numeral(full)} / {numeral(marks)}"
        extra = [name for name in numbers if name not in stretched]
        return Working(" + ".join([formula, *extra]), numbers, branch="rescaled", silent=silent)

    def columns(self, c: Columns) -> Value:
        stretched = [name for name in self.root if not c.extra(name)]
        gone = {name: left for name in self.root if (left := c.left_out(name)) is not None}
        values = {n: where(gone[n], ZERO, c.value(n)) if n in gone else c.value(n) for n in self.root}
        total = sum_of(values[name] for name in stretched)
        extra = sum_of(values[name] for name in self.root if name not in stretched)
        some = [gone[name] for name in stretched if name in gone]
        if not some:
            return total + extra
        points = {name: c.points_of(name) for name in stretched}
        marks = sum_of(where(gone[n], ZERO, points[n]) if n in gone else points[n] for n in stretched).once()
        rescaled = c.held(marks.compare("==", ZERO), total * sum_of(points.values()) / marks)
        return where(reduce(or_, some), rescaled, total) + extra

    def bounds(self, b: Bounds) -> Interval:
        plain = Interval.point(0)
        extra = Interval.point(0)
        for name in self.root:
            value = b.value(name)
            if b.may_be_left_out(name):
                value = Interval.around(value, Interval.point(0))
            if b.extra(name):
                extra = extra + value
            else:
                plain = plain + value
        return plain * Interval(Fraction(1), self._stretch(b)) + extra

    def _stretch(self, b: Bounds) -> Fraction:
        """The largest factor by which parts can be stretched: only the smallest part counts."""
        if not any(b.may_be_left_out(name) for name in self.root if not b.extra(name)):
            return Fraction(1)
        points = {name: b.points_of(name) for name in self.root if not b.extra(name)}
        firm = [marks.low for name, marks in points.items() if not b.may_be_left_out(name)]
        least = sum(firm, Fraction(0)) or min((p.low for p in points.values() if p.low > 0), default=Fraction(1))
        full = sum((marks.high for marks in points.values()), Fraction(0))
        return max(full / least, Fraction(1))

    def words(self, branch: str) -> Text:
        if branch == "all":
            return Text("各项相加", "The parts added up")
        return Text(
            "有的部分不计，其余部分相加后按满分折算",
            "Some parts do not count; the others are added up and stretched to the full marks of all",
        )

    def cells(self, c: Cells) -> CellFormula:
        stretched = [name for name in self.root if not c.extra(name)]
        extra = [name for name in self.root if c.extra(name)]
        gone = {name: left for name in stretched if (left := c.left_out(name)) is not None}
        if not gone:
            return CellFormula(f"SUM({c.values([(name, '') for name in self.root])})")
        points = {name: c.points_of(name) for name in stretched}
        full = "+".join(points.values())
        marks = "+".join(f"IF({gone[name]},0,{points[name]})" if name in gone else points[name] for name in stretched)
        total = f"SUM({c.values([(name, '') for name in stretched])})*(({full})/({marks}))"
        more = f"+SUM({c.values([(name, '') for name in extra])})" if extra else ""
        return CellFormula(total + more, held=(f"({marks})=0",))
