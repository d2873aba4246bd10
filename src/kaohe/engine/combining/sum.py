"""Sum, 加总: the parts added up. When a part is left out, the others are stretched to the same full marks.

    score = Σ parts                                            (all parts count)
    score = Σ parts that count × all full marks ÷ their full marks   (some left out)

Bonus and penalty parts are added after the stretching and are never stretched themselves.
Source: domain rules §4.2 row 24 (sum of parts); §4.2 edge cases (missing data: exclude and rescale).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from kaohe.engine.columns import Column, Value, where
from kaohe.engine.explanation import Fact, LeftOut, Text, Working
from kaohe.engine.fields import Path, Shorthand
from kaohe.engine.numbers import Interval
from kaohe.engine.rules.base import Bounds, Case, Columns, Input, Rule


class Sum(Rule, Shorthand[tuple[Path, ...]]):
    """The parts added up."""

    key: ClassVar[str] = "sum"
    title: ClassVar[Text] = Text("加总", "Sum")
    absorbs: ClassVar[bool] = True

    root: tuple[Path, ...] = Field(min_length=1, description="the scores that are added")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return tuple(Input(name, key=(i,)) for i, name in enumerate(self.root))

    def exact(self, case: Case) -> Working:
        counted = [name for name in self.root if not isinstance(case.outcome(name), LeftOut)]
        facts: dict[str, Fact] = {name: case.value(name) for name in counted}
        plain = [name for name in counted if not case.extra(name)]
        extra = [name for name in counted if case.extra(name)]
        if all(name in counted or case.extra(name) for name in self.root):
            return Working(" + ".join(counted), facts, branch="all")
        facts["full"] = sum((case.points_of(n) for n in self.root if not case.extra(n)), Fraction(0))
        facts["counted"] = sum((case.points_of(n) for n in plain), Fraction(0))
        if not plain or facts["counted"] == 0:
            raise case.hold("no_part_counts")
        formula = f"({' + '.join(plain)}) * full / counted"
        return Working(" + ".join([formula, *extra]), facts, branch="rescaled")

    def columns(self, c: Columns) -> Value:
        zero = Column.constant(0)
        plain: Value = zero
        extra: Value = zero
        full, counted = zero, zero
        absent = False
        for name in self.root:
            left = c.left_out(name)
            value = c.value(name) if left is None else where(left, zero, c.value(name))
            if c.extra(name):
                extra = extra + value
                continue
            plain, points = plain + value, c.points_of(name)
            full = full + points
            counted = counted + (points if left is None else where(left, zero, points))
            absent = absent or left is not None
        if not absent:
            return plain + extra
        rescaled = plain * full / counted + extra
        return where(counted.compare("==", full), plain + extra, c.held(counted.compare("==", zero), rescaled))

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
        points = {name: b.points_of(name) for name in self.root if not b.extra(name)}
        firm = [p for name, p in points.items() if not b.may_be_left_out(name)]
        least = sum(firm, Fraction(0)) or min((p for p in points.values() if p > 0), default=Fraction(1))
        full = sum(points.values(), Fraction(0))
        return max(full / least, Fraction(1)) if len(firm) < len(points) and least > 0 else Fraction(1)

    def words(self, branch: str) -> Text:
        if branch == "all":
            return Text("各项相加", "The parts added up")
        return Text(
            "有的部分不计，其余部分由满分 {counted} 折算为满分 {full}",
            "Some parts do not count; the others, {counted} full marks, are stretched to {full}",
        )
