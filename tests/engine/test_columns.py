"""Arithmetic on columns: every operation against fractions, up to and beyond 64 bits."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, get_args

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.engine.columns import Column, Value, clipped, enclosed, least, most, where
from kaohe.engine.numbers import Interval, Rounding, RoundingMode, rounded
from kaohe.engine.wholes import TooWide, Whole, binding

NUMBERS = st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=5)
MODES = st.sampled_from(get_args(RoundingMode))


def column(name: str, unit: str = "0.01", size: int = 10**9) -> Column:
    step = Fraction(unit)
    return Column.stored(nw.col(name), step, Interval(-size * step, size * step))


def values(result: Any, **columns: list[int]) -> list[Fraction | None]:
    frame = nw.from_native(pl.DataFrame(columns), eager_only=True)
    out = frame.select(num=result.num.as_expr(), den=result.den.as_expr(), first=nw.col(next(iter(columns))))
    pairs = zip(out["num"].to_list(), out["den"].to_list(), strict=True)
    return [None if n is None or not d else Fraction(n, d) for n, d in pairs]


@given(NUMBERS, st.data())
def test_every_operation_is_that_of_fractions(a: list[int], data: st.DataObject) -> None:
    b = data.draw(st.lists(st.integers(-(10**9), 10**9), min_size=len(a), max_size=len(a)))
    x, y = column("a"), column("b", "0.3")
    exact: dict[str, tuple[Any, Callable[[Fraction, Fraction], Fraction]]] = {
        "sum": (x + y, lambda p, q: p + q),
        "difference": (x - y, lambda p, q: p - q),
        "product": (x * y, lambda p, q: p * q),
        "least": (least(x, y), min),
        "most": (most(x, y), max),
        "clipped": (clipped(x, Fraction(-3), Fraction(5)), lambda p, q: min(max(p, Fraction(-3)), Fraction(5))),
    }
    for name, (result, meaning) in exact.items():
        expected = [meaning(Fraction(p, 100), Fraction(3 * q, 10)) for p, q in zip(a, b, strict=True)]
        assert values(result, a=a, b=b) == expected, name


@given(NUMBERS, st.data())
def test_quotients_have_no_value_where_the_divisor_is_zero(a: list[int], data: st.DataObject) -> None:
    b = data.draw(st.lists(st.integers(-3, 3), min_size=len(a), max_size=len(a)))
    found = values(column("a") / column("b", "1", 10), a=a, b=b)
    expected = [Fraction(p, 100 * q) if q else None for p, q in zip(a, b, strict=True)]
    assert [f for f, q in zip(found, b, strict=True) if q] == [e for e in expected if e is not None]


@given(NUMBERS, st.integers(1, 10**6), st.sampled_from(["1", "0.01", "0.25", "5"]), MODES)
def test_rounding_is_exact_in_every_mode(a: list[int], den: int, step: str, mode: RoundingMode) -> None:
    rounding = Rounding(Fraction(step), mode)
    value = Column(Whole(nw.col("a"), -(10**9), 10**9), Whole.of(den))
    assert values(value.rounded(rounding), a=a) == [rounded(Fraction(n, den), rounding) for n in a]


@given(st.lists(st.integers(-(10**18), 10**18), min_size=1, max_size=4))
def test_what_passes_64_bits_is_computed_in_128(a: list[int]) -> None:
    x = column("a", "1", 10**18)
    assert values(x * x, a=a) == [Fraction(n) ** 2 for n in a]
    product = x * x
    assert isinstance(product, Column)
    squared = product.rounded(Rounding(Fraction(10**20)))
    assert values(squared, a=a) == [rounded(Fraction(n) ** 2, Rounding(Fraction(10**20))) for n in a]


def test_what_passes_128_bits_is_refused_and_never_wraps() -> None:
    x = column("a", "1", 10**18)
    with pytest.raises(TooWide):
        x * x * x


@given(st.lists(st.one_of(st.none(), st.integers(-5, 5)), min_size=1, max_size=5))
def test_a_choice_is_unknown_where_its_condition_is(a: list[int | None]) -> None:
    x = column("a", "1", 10)
    chosen = where(x.compare(">", Column.constant(0)), Column.constant(1), Column.constant(2))
    frame = nw.from_native(pl.DataFrame({"a": a}, schema={"a": pl.Int64}), eager_only=True)
    assert isinstance(chosen, Column)
    expected = [None if n is None else 1 if n > 0 else 2 for n in a]
    assert frame.select(found=chosen.num.as_expr())["found"].to_list() == expected


@given(NUMBERS, st.integers(1, 10**5))
def test_an_enclosure_holds_the_exact_value(a: list[int], den: int) -> None:
    value = enclosed(Column(Whole(nw.col("a"), -(10**9), 10**9), Whole.of(den)))
    thirds = value * Column.constant(Fraction(1, 3)) + value
    frame = nw.from_native(pl.DataFrame({"a": a}), eager_only=True).select(low=thirds.low, high=thirds.high)
    for n, low, high in zip(a, frame["low"].to_list(), frame["high"].to_list(), strict=True):
        assert Fraction(low) <= Fraction(4 * n, 3 * den) <= Fraction(high)


@given(NUMBERS, MODES)
def test_a_rounding_that_floats_cannot_decide_is_in_doubt(a: list[int], mode: RoundingMode) -> None:
    rounding = Rounding(Fraction(1, 10), mode)
    value = enclosed(column("a", "0.05")).rounded(rounding)
    assert value.doubt is not None
    frame = nw.from_native(pl.DataFrame({"a": a}), eager_only=True)
    out = frame.select(units=value.num.as_expr(), doubt=value.doubt)
    for n, found, doubt in zip(a, out["units"].to_list(), out["doubt"].to_list(), strict=True):
        assert doubt or found * rounding.step == rounded(n * Fraction(1, 20), rounding)


def test_whatever_is_said_twice_is_stored_once() -> None:
    stored: list[nw.Expr] = []

    def bind(expr: nw.Expr, *, across: bool = False) -> nw.Expr:
        stored.append(expr)
        return nw.col(f"~{len(stored)}")

    x = column("a", size=1)
    with binding(bind):
        best: Value = x
        for _ in range(60):
            best = clipped(most(best + x + x + x + x + x + x, x), Fraction(0), Fraction(1))
    assert 50 <= len(stored) <= 200
