"""Numbers as text and as typed values become whole units exactly, or not at all."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.engine.admission.cells import Scale, as_text, plain_number, units
from kaohe.engine.numbers import Interval, read_number, show_units

WIDE = Interval(Fraction(-(10**12)), Fraction(10**12))


def in_units(values: list[Any], scale: Scale, dtype: Any = pl.String) -> list[int | None]:
    column = pl.Series("x", values, dtype=dtype)
    found: list[int | None] = column.to_frame().select(units(pl.col("x"), column.dtype, scale)).to_series().to_list()
    return found


@given(st.integers(0, 9).flatmap(lambda d: st.tuples(st.just(d), st.lists(st.integers(-(10**12), 10**12)))))
def test_units_written_as_a_decimal_are_read_back(drawn: tuple[int, list[int]]) -> None:
    decimals, counts = drawn
    texts = [show_units(count, decimals) for count in counts]
    assert in_units(texts, Scale(decimals, WIDE)) == counts


@given(st.text("+-0123456789.,% e１", max_size=12), st.integers(0, 4))
def test_text_is_read_as_the_number_that_it_writes_or_not_at_all(text: str, decimals: int) -> None:
    (found,) = in_units([text], Scale(decimals, WIDE))
    if found is not None:
        assert read_number(text) == Fraction(found, 10**decimals)
    plain = text.isascii() and all(c in "+-0123456789." for c in text)
    value = read_number(text) if plain else None
    if value is not None and (value * 10**decimals).denominator == 1:
        assert found == value * 10**decimals


@given(st.lists(st.integers(-(10**14), 10**14)), st.integers(0, 4))
def test_the_float_nearest_to_a_decimal_is_that_decimal(counts: list[int], decimals: int) -> None:
    floats = [float(Fraction(count, 10**decimals)) for count in counts]
    scale = Scale(decimals, Interval(Fraction(-(10**14)), Fraction(10**14)))
    assert in_units(floats, scale, pl.Float64) == counts


@given(st.floats(allow_nan=False), st.integers(0, 4))
def test_any_other_float_is_refused(value: float, decimals: int) -> None:
    (found,) = in_units([value], Scale(decimals, WIDE), pl.Float64)
    if found is not None:
        assert float(Fraction(found, 10**decimals)) == value
    texts = pl.Series("x", [value]).to_frame().select(as_text(pl.col("x"), pl.Float64())).to_series().to_list()
    assert [float(text) for text in texts] == [value]
    if "e" not in texts[0] and abs(value) * 10**decimals < 2**50:  # beyond, no typed number is taken
        assert in_units(texts, Scale(decimals, WIDE)) == [found]


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0.1 + 0.2, 2, None),
        (0.3, 2, 30),
        (float("nan"), 2, None),
        (float("inf"), 2, None),
        (1e300, 2, None),
        (-0.0, 2, 0),
        (12345678901.23, 2, 1234567890123),
        (2.0**53, 2, None),
    ],
)
def test_floats_at_the_edge(value: float, decimals: int, expected: int | None) -> None:
    scale = Scale(decimals, Interval(Fraction(-(10**17)), Fraction(10**17)))
    assert in_units([value], scale, pl.Float64) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("85", 8500),
        ("+85.5", 8550),
        ("-0.01", -1),
        ("-0", 0),
        ("085.500", 8550),
        ("85.501", None),
        ("0.0100000000000000000000000000000000000000", 1),
        ("000000000000000000000000000000000000000085", 8500),
        ("85.", None),
        (".5", None),
        ("1e2", None),
        ("", None),
        ("８５", None),
        ("1_000", None),
        ("--1", None),
        ("1.-5", None),
        ("99999999999999999999", None),
    ],
)
def test_texts_at_the_edge(text: str, expected: int | None) -> None:
    assert in_units([text], Scale(2, WIDE)) == [expected]


@given(st.integers(-(2**126), 2**126))
def test_ranges_beyond_64_bits_are_exact(count: int) -> None:
    scale = Scale(2, Interval(Fraction(-(2**126), 100), Fraction(2**126, 100)))
    assert scale.dtype == pl.Int128
    assert in_units([show_units(count, 2)], scale) == [count]


@given(st.decimals(-(10**9), 10**9, places=3), st.integers(0, 5))
def test_decimals_are_exact(value: Decimal, decimals: int) -> None:
    expected = Fraction(value) * 10**decimals
    found = in_units([value], Scale(decimals, WIDE), pl.Decimal(20, 3))
    assert found == [int(expected) if expected.denominator == 1 else None]


@pytest.mark.parametrize("dtype", [pl.Int8, pl.UInt8, pl.Int32, pl.UInt64, pl.Int128])
def test_whole_numbers_are_taken_from_any_type(dtype: Any) -> None:
    assert in_units([0, 100, 101, None], Scale(2, Interval(Fraction(0), Fraction(100))), dtype) == [
        0,
        10000,
        None,
        None,
    ]


@given(st.integers(-(10**9), 10**9), st.integers(0, 6), st.integers(0, 3), st.booleans())
def test_a_plain_number_has_one_form(count: int, decimals: int, zeros: int, plus: bool) -> None:
    value = Fraction(count, 10**decimals)
    text = show_units(count, decimals)
    padded = ("-" if text[0] == "-" else "+" if plus else "") + "0" * zeros + text.lstrip("-")
    padded += "0" * zeros if "." in padded else ""
    plain = pl.select(plain_number(pl.lit(padded))).item()
    assert read_number(plain) == value
    assert plain == str(Decimal(plain).normalize().__format__("f")) or plain == "0"
