"""Exact numbers: rounding against its definition, roots and logarithms against their powers."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.engine.numbers import (
    Interval,
    Real,
    Rounding,
    RoundingMode,
    Undecided,
    add,
    compare,
    divide,
    logarithm,
    multiply,
    read_number,
    root,
    rounded,
    show,
    show_units,
    subtract,
    units,
    whole,
)

DECIMALS = st.decimals(-(10**6), 10**6, places=4).map(Decimal)
PYTHONS = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "floor": ROUND_FLOOR,
    "ceil": ROUND_CEILING,
    "truncate": ROUND_DOWN,
}


@given(DECIMALS, st.integers(0, 3), st.sampled_from(sorted(PYTHONS)))
def test_rounding_is_that_of_decimal(value: Decimal, places: int, mode: RoundingMode) -> None:
    with localcontext(prec=40):
        expected = value.quantize(Decimal(1).scaleb(-places), rounding=PYTHONS[mode])
    assert rounded(Fraction(value), Rounding(Fraction(1, 10**places), mode)) == Fraction(expected)


@pytest.mark.parametrize(
    ("value", "mode", "expected"),
    [
        ("2.5", "half_up", 3),
        ("-2.5", "half_up", -3),
        ("2.5", "half_even", 2),
        ("-0.5", "half_even", 0),
        ("-2.1", "floor", -3),
        ("-2.9", "ceil", -2),
        ("-2.9", "truncate", -2),
    ],
)
def test_halves_and_negative_numbers(value: str, mode: RoundingMode, expected: int) -> None:
    assert whole(Fraction(value), mode) == expected


@given(st.fractions(0, 10**9), st.integers(2, 7))
def test_a_root_lies_between_its_neighbours(value: Fraction, degree: int) -> None:
    found = root(value, degree)
    low, high = found.enclose(40) if isinstance(found, Real) else (found, found)
    assert low**degree <= value <= high**degree
    assert high - low <= Fraction(2, 10**35)


def test_a_perfect_power_has_an_exact_root() -> None:
    assert root(Fraction(8, 27), 3) == Fraction(2, 3)
    assert root(Fraction(0), 5) == 0


@given(st.fractions(Fraction(1, 10**6), 10**9), st.fractions(Fraction(1, 10**6), 10**9), st.integers(2, 4))
def test_roots_are_compared_by_powers(a: Fraction, b: Fraction, degree: int) -> None:
    assert compare(root(a, degree), root(b, degree)) == (a > b) - (a < b)


def test_equal_roots_of_another_shape_are_equal() -> None:
    assert compare(root(Fraction(2), 2), root(Fraction(4), 4)) == 0


def test_a_logarithm_is_enclosed_and_adds_up() -> None:
    both = add(logarithm(Fraction(2)), logarithm(Fraction(3)))
    six = logarithm(Fraction(6))
    assert isinstance(both, Real)
    assert isinstance(six, Real)
    (low, high), (six_low, six_high) = both.enclose(50), six.enclose(50)
    assert low <= six_high
    assert six_low <= high
    assert high - low < Fraction(1, 10**45)


def test_what_cannot_be_told_apart_is_never_guessed() -> None:
    product = multiply(root(Fraction(2), 2), root(Fraction(2), 2))
    with pytest.raises(Undecided):
        compare(product, Fraction(2))
    with pytest.raises(Undecided):
        units(product, Rounding(Fraction(1), "floor"))


def test_a_root_or_a_logarithm_less_itself_is_nothing_and_over_itself_is_one() -> None:
    for x in (root(Fraction(2), 2), logarithm(Fraction(3)), subtract(logarithm(Fraction(5)), logarithm(Fraction(4)))):
        assert subtract(x, x) == 0
        assert divide(x, x) == 1
        assert divide(multiply(Fraction(2, 5), x), x) == divide(multiply(x, Fraction(2, 5)), x) == Fraction(2, 5)


def test_division_by_a_root() -> None:
    quotient = divide(Fraction(1), root(Fraction(2), 2))
    assert units(quotient, Rounding(Fraction(1, 10**9))) == 707106781


@given(st.fractions(-1000, 1000), st.fractions(-1000, 1000))
def test_fractions_stay_fractions(a: Fraction, b: Fraction) -> None:
    assert add(a, b) == a + b
    assert subtract(a, b) == a - b
    assert multiply(a, b) == a * b


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", "12"), ("-0.50", "-1/2"), ("40%", "2/5"), ("1/3", "1/3"), ("+3", "3"), ("1/0", None), ("1,000", None),
     ("", None), ("1e3", None), ("１", None), (".5", None)],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, value: str | None) -> None:
    assert read_number(text) == (None if value is None else Fraction(value))


@given(DECIMALS)
def test_a_decimal_is_shown_and_read_back(value: Decimal) -> None:
    assert read_number(show(Fraction(value))) == Fraction(value)


def test_numbers_without_an_end_say_so() -> None:
    assert show(Fraction(1, 3)) == "0.333333…"
    assert show(Fraction(-1, 3), 2) == "-0.33"
    assert show_units(-5, 2) == "-0.05"


@given(*[st.fractions(-100, 100) for _ in range(4)], st.fractions(0, 1), st.fractions(0, 1))
def test_intervals_hold_every_result(
    a: Fraction, b: Fraction, c: Fraction, d: Fraction, s: Fraction, t: Fraction
) -> None:
    one, other = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    x, y = one.low + s * (one.high - one.low), other.low + t * (other.high - other.low)
    assert x + y in one + other
    assert x - y in one - other
    assert x * y in one * other
    quotient = one.over(other)
    assert quotient is None or x / y in quotient
