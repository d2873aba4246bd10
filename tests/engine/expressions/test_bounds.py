"""Bounds never exclude what is possible."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given, settings

from kaohe.engine.explanation import Held
from kaohe.engine.expressions import NumberType, Path, Possible, Tree, bounds, exact, parse
from kaohe.engine.expressions.evaluating import Value
from kaohe.engine.numbers import Interval, Real
from tests.engine.expressions.random_trees import NAMES, resolved, rows, trees


def unknown(_: Path) -> None:
    return None


def within(value: Value, possible: Possible) -> bool:
    if value is None or isinstance(value, Held) or possible is None:
        return True
    if isinstance(value, Real):
        assert isinstance(possible, Interval)
        low, high = value.enclose(40)
        return possible.low <= high and low <= possible.high
    return value in possible  # type: ignore[operator]


@settings(max_examples=80)
@given(trees, rows)
@example(parse("total / cases"), {**dict.fromkeys(NAMES), ("total",): Fraction(20), ("cases",): Fraction(-1)})
def test_the_exact_value_is_always_within_bounds(tree: Tree, row: dict[Path, Value]) -> None:
    found = resolved(tree)
    value = exact(found, row.__getitem__)
    assert within(value, bounds(found, unknown))
    if isinstance(found.type, NumberType):
        assert within(value, found.type.bounds)
        unit = found.type.unit
        assert unit is None or not isinstance(value, Fraction) or (value / unit).denominator == 1

    def narrowed(path: Path) -> Possible:
        known = row[path]
        if isinstance(known, bool | str):
            return frozenset({known})  # type: ignore[return-value]
        return Interval.point(known) if isinstance(known, Fraction) else None

    assert within(value, bounds(found, narrowed))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("total + unit.growth", -20, 30),
        ("total * -2", -40, 40),
        ("abs(total)", 0, 20),
        ("min(total, unit.growth)", -20, 10),
        ("round(unit.growth / 3, 0)", 0, 3),
        ("root(unit.growth, 2) * 0", 0, 0),
        ("if(unit.growth >= 0, 1, 100)", 1, 1),
        ("total / cases", -20, 20),
        ("1 / unit.growth", Fraction(1, 10), 100),
    ],
)
def test_bounds_are_as_narrow_as_the_types_allow(text: str, low: Fraction, high: Fraction) -> None:
    assert bounds(resolved(parse(text)), unknown) == Interval(Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("unit.growth >= 0", {True}),
        ("unit.growth > 0", {True, False}),
        ("unit.growth <= 10", {True}),
        ("unit.growth > 10", {False}),
        ("unit.growth == 11", {False}),
        ("unit.growth in (11, -1)", {False}),
        ("unit.growth > 10 or principal", {True, False}),
        ("unit.growth > 10 and principal", {False}),
        ("not (unit.growth > 10)", {True}),
        ("0 <= unit.growth <= 10", {True}),
        ("group == city", {True, False}),
        ("id in qilian_cities", {True, False}),
        ("missing(total)", {True, False}),
    ],
)
def test_a_condition_can_be_decided_before_any_figure(text: str, answers: set[bool]) -> None:
    assert bounds(resolved(parse(text)), unknown) == frozenset(answers)


def test_texts_are_narrowed_by_what_is_looked_up() -> None:
    found = resolved(parse("group in (city, county) and group != poor_county"))
    assert bounds(found, lambda _: frozenset({"city"})) == frozenset({True})
    assert bounds(found, lambda _: frozenset({"poor_county"})) == frozenset({False})


def test_without_a_unit_a_divisor_that_reaches_zero_leaves_no_bounds() -> None:
    assert bounds(parse("x / y"), lambda _: Interval(Fraction(0), Fraction(1))) is None
    assert bounds(parse("x / y"), lambda _: Interval(Fraction(1), Fraction(2))) == Interval(Fraction(1, 2), Fraction(2))
