"""Geometric mean, 几何平均: the root of the product of the parts; a weakness in one part weighs on the whole.

    score = ᵏ√(a × b × c)                   k: the number of parts that count
    `{a: 2, b: 1}`: a counts twice, score = ³√(a × a × b)

Zero in one part gives zero. A negative part has no geometric mean: the score is held. A part that is left out takes no
part in the product nor in the degree of the root. A part that is missing holds the score. The root is exact: it is
rounded from the true value, never from an approximation.
Source: UNDP, Human Development Report 2023/24, technical note 1 (HDI: cube root of the three indices).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from kaohe.engine.columns import Column, Mask, Value, enclosed, where
from kaohe.engine.combining.parts import ZERO, counted
from kaohe.engine.explanation import Text, Working
from kaohe.engine.fields import Path, Shorthand
from kaohe.engine.numbers import Interval, Real, root, sign
from kaohe.engine.rules.base import Bounds, Case, CellFormula, Cells, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example
from kaohe.engine.rules.summing import product_of

ONE = Column.constant(1)
LARGEST_ROOT = 12
"""The largest degree that the expression language knows."""


def _times(value: object) -> object:
    """A list names each part as often as it counts."""
    if isinstance(value, tuple) and all(isinstance(name, str) for name in value):
        return {name: value.count(name) for name in value}
    return value


Times = Annotated[int, Field(ge=1)]
Parts = Annotated[
    dict[Path, Times], BeforeValidator(_times, json_schema_input_type=tuple[Path, ...] | dict[Path, Times])
]


class Geometric(Rule, Shorthand[Parts]):
    """The root of the product."""

    key: ClassVar[str] = "geometric"
    title: ClassVar[Text] = Text("几何平均", "Geometric mean")
    absorbs: ClassVar[bool] = True
    example: ClassVar[Example | Text] = Example("geometric: [a, b]", 0, 100, "a", {"b": 60})

    root: Parts = Field(min_length=1, description="the scores, or the scores with how often each counts")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return tuple(Input(name, key=(name,)) for name in self.root)

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        degree = sum(self.root.values())
        values = (("degree", degree), ("most", LARGEST_ROOT))
        return (Fault("root_too_high", (), values),) if degree > LARGEST_ROOT else ()

    def exact(self, case: Case) -> Working:
        numbers, silent = counted(case, {name: (name, "") for name in self.root})
        if any(sign(number) < 0 for number in numbers.values()):
            raise case.hold("negative_part")
        factors = [name for name in numbers for _ in range(self.root[name])]
        formula = f"root({' * '.join(factors)}, {len(factors)})" if len(factors) > 1 else factors[0]
        return Working(formula, numbers, branch="some" if silent else "all", silent=silent)

    def columns(self, c: Columns) -> Value:
        factors, negative = [], []
        for name, times in self.root.items():
            left, value = c.left_out(name), c.value(name)
            part = value if left is None else where(left, ONE, value).once()
            factors.append(Factor(part, times, left))
            negative.append(part.compare("<", ZERO))
        return c.held(reduce(or_, negative), rooted_product(c, factors))

    def bounds(self, b: Bounds) -> Interval:
        values = {name: b.value(name).clipped(Fraction(0), None) for name in self.root}
        if any(b.may_be_left_out(name) for name in self.root):
            return Interval.around(*values.values())
        degree, low, high = sum(self.root.values()), Fraction(1), Fraction(1)
        for name, times in self.root.items():
            low, high = low * values[name].low ** times, high * values[name].high ** times
        return Interval(_rooted(low, degree).low, _rooted(high, degree).high)

    def words(self, branch: str) -> Text:
        if branch == "all":
            return Text("各项的几何平均", "The geometric mean of the parts")
        return Text("有的部分不计，其余各项的几何平均", "Some parts do not count; the geometric mean of the others")

    def cells(self, c: Cells) -> CellFormula:
        factors, degrees = [], []
        for name, times in self.root.items():
            left, value = c.left_out(name), c.value(name)
            power = f"{value}^{times}" if times > 1 else value
            factors.append(power if left is None else f"IF({left},1,{power})")
            degrees.append(str(times) if left is None else f"IF({left},0,{times})")
        product, degree = "*".join(factors), "+".join(degrees)
        negative = f"MIN({c.values([(name, '') for name in self.root])})<0"
        return CellFormula(f"({product})^(1/({degree}))", held=(negative,))


@dataclass(frozen=True)
class Factor:
    """A part, one where it is left out; how often it counts; where it is left out."""

    value: Value
    times: int
    left: Mask | None


def rooted_product(c: Columns, factors: Sequence[Factor]) -> Value:
    """The root of the product, its degree the number of times that the parts count which are not left out; null where
    all are."""
    degree: Value = ZERO
    result: Value | None = None
    for factor in factors:
        count = Column.constant(factor.times)
        degree = degree + (count if factor.left is None else where(factor.left, ZERO, count))
    product = product_of([factor.value for factor in factors for _ in range(factor.times)]).once()
    for k in _degrees([(factor.times, factor.left is not None) for factor in factors]):
        rooted = product if k == 1 else enclosed(product).root(k)
        result = rooted if result is None else where(degree.compare("==", Column.constant(k)), rooted, result)
    assert result is not None
    if any(factor.left is None for factor in factors):
        return result
    return c.held(degree.compare("==", ZERO), result)


def _degrees(parts: Sequence[tuple[int, bool]]) -> list[int]:
    """Every degree that is left when some of the parts that may be left out are; none when all are."""
    degrees = {0}
    for times, may_be_left_out in parts:
        degrees = {degree + times for degree in degrees} | (degrees if may_be_left_out else set())
    return sorted(degrees - {0})


def _rooted(value: Fraction, degree: int) -> Interval:
    exact = value if degree == 1 else root(value, degree)
    return Interval(*exact.enclose(30)) if isinstance(exact, Real) else Interval.point(exact)
