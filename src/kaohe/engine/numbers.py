"""Exact numbers: fractions, and roots and logarithms that are never turned into floats.

A figure, a weight or a score is a `Fraction`. A root or a logarithm that is not a fraction is a `Real`: it can
name two fractions that enclose it, as close together as one asks. Rounding and comparing ask for closer and closer
enclosures until the answer is certain; what stays open raises `Undecided` and is never guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from fractions import Fraction
from functools import cached_property, cmp_to_key, lru_cache
from math import isqrt
from typing import Literal, TypeAlias, overload

RoundingMode: TypeAlias = Literal["half_up", "half_even", "floor", "ceil", "truncate"]

DIGITS = (30, 60, 120, 240, 480, 960)
"""Precisions tried, in turn, before a comparison is given up."""


class Undecided(ArithmeticError):
    """Two numbers, one of them a root or a logarithm, could not be told apart at the highest precision."""


@dataclass(frozen=True)
class Real:
    """A number known by ever closer enclosures. `key` names how it was made: equal keys are equal numbers."""

    key: tuple[object, ...]
    enclose: Callable[[int], tuple[Fraction, Fraction]]
    known: dict[int, tuple[Fraction, Fraction]] = field(default_factory=dict, repr=False)
    """The enclosures found so far: a number is a part of many others."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Real) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


Number: TypeAlias = Fraction | Real


# ---- arithmetic -----------------------------------------------------------------------------------------------------


def _ends(value: Number, digits: int) -> tuple[Fraction, Fraction]:
    if isinstance(value, Fraction):
        return value, value
    if digits not in value.known:
        value.known[digits] = value.enclose(digits)
    return value.known[digits]


def _key(value: Number) -> object:
    return value.key if isinstance(value, Real) else value


def add(a: Number, b: Number) -> Number:
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a + b
    if a == 0:
        return b
    if b == 0:
        return a

    def enclose(digits: int) -> tuple[Fraction, Fraction]:
        (a_low, a_high), (b_low, b_high) = _ends(a, digits), _ends(b, digits)
        return a_low + b_low, a_high + b_high

    return Real(("+", _key(a), _key(b)), enclose)


def negative(a: Number) -> Number:
    return multiply(Fraction(-1), a)


def subtract(a: Number, b: Number) -> Number:
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a - b
    if a == b:
        return Fraction(0)
    return add(a, negative(b))


def multiply(a: Number, b: Number) -> Number:
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a * b
    if a == 0 or b == 0:
        return Fraction(0)
    if a == 1:
        return b
    if b == 1:
        return a

    def enclose(digits: int) -> tuple[Fraction, Fraction]:
        products = [x * y for x in _ends(a, digits) for y in _ends(b, digits)]
        return min(products), max(products)

    return Real(("*", _key(a), _key(b)), enclose)


def divide(a: Number, b: Number) -> Number:
    """a ÷ b. Raises ZeroDivisionError when b is zero, Undecided when that cannot be told."""
    if isinstance(b, Fraction):
        return a / b if isinstance(a, Fraction) else multiply(a, 1 / b)
    sign(b)
    if isinstance(a, Real) and (times := _times(a, b)) is not None:
        return times

    def enclose(digits: int) -> tuple[Fraction, Fraction]:
        for more in (digits, *DIGITS):
            low, high = _ends(b, more)
            if low > 0 or high < 0:
                return 1 / high, 1 / low
        raise Undecided

    return multiply(a, Real(("1/", b.key), enclose))


def _times(a: Real, b: Real) -> Fraction | None:
    """How many times b the number a is, where it was made so."""
    if a == b:
        return Fraction(1)
    match a.key:
        case ("*", Fraction() as times, other) | ("*", other, Fraction() as times) if other == b.key:
            return times
    return None


def root(a: Number, degree: int) -> Number:
    """The real root of a number that is not negative. A perfect power gives a fraction."""
    if isinstance(a, Fraction):
        if a < 0:
            raise ValueError("the root of a negative number")
        top, bottom = _whole_root(a.numerator, degree), _whole_root(a.denominator, degree)
        if top**degree == a.numerator and bottom**degree == a.denominator:
            return Fraction(top, bottom)

    def enclose(digits: int) -> tuple[Fraction, Fraction]:
        low, high = _ends(a, digits)
        unit = 10**digits
        below = _whole_root(max(low.numerator, 0) * unit**degree // low.denominator, degree)
        above = _whole_root(-(-high.numerator * unit**degree // high.denominator), degree) + 1
        return Fraction(below, unit), Fraction(above, unit)

    return Real(("root", degree, _key(a)), enclose)


def logarithm(a: Number) -> Number:
    """The natural logarithm of a positive number."""
    if a == 1:
        return Fraction(0)
    if sign(a) <= 0:
        raise ValueError("the logarithm of a number that is not positive")

    def enclose(digits: int) -> tuple[Fraction, Fraction]:
        for more in (digits, *DIGITS):
            low, high = _ends(a, more)
            if low > 0:
                return _log_ends(low, digits)[0], _log_ends(high, digits)[1]
        raise Undecided

    return Real(("ln", _key(a)), enclose)


def _whole_root(n: int, degree: int) -> int:
    """The largest whole number whose power does not exceed n."""
    if degree == 2:
        return isqrt(n)
    if n == 0:
        return 0
    guess = 1 << -(-n.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + n // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better


@lru_cache(maxsize=4096)
def _log_ends(a: Fraction, digits: int) -> tuple[Fraction, Fraction]:
    """`Decimal.ln` is correctly rounded, so one unit in the last place on either side encloses the logarithm."""
    context = Context(prec=digits, Emax=MAX_EMAX, Emin=MIN_EMIN)
    log = context.subtract(context.ln(Decimal(a.numerator)), context.ln(Decimal(a.denominator)))
    slack = Fraction(abs(a.numerator).bit_length() + a.denominator.bit_length() + 1, 10 ** (digits - 1))
    return Fraction(log) - slack, Fraction(log) + slack


# ---- comparing and rounding -----------------------------------------------------------------------------------------


def sign(a: Number) -> int:
    """-1, 0 or 1. Raises Undecided."""
    if isinstance(a, Fraction):
        return (a > 0) - (a < 0)
    for digits in DIGITS:
        low, high = _ends(a, digits)
        if low > 0:
            return 1
        if high < 0:
            return -1
    raise Undecided


def compare(a: Number, b: Number) -> int:
    """-1, 0 or 1 as a is below, equal to or above b. Roots are compared by powers. Raises Undecided."""
    if a == b:
        return 0
    if isinstance(a, Real) and isinstance(b, Real) and a.key[0] == b.key[0] == "root":
        (_, degree_a, inner_a), (_, degree_b, inner_b) = a.key, b.key
        if isinstance(inner_a, Fraction) and isinstance(inner_b, Fraction):
            assert isinstance(degree_a, int)
            assert isinstance(degree_b, int)
            return sign(inner_a**degree_b - inner_b**degree_a)
    if isinstance(a, Real) and isinstance(b, Real):
        return _compare_reals(a, b)
    return sign(subtract(a, b))


def _compare_reals(a: Real, b: Real) -> int:
    for digits in DIGITS:
        (a_low, a_high), (b_low, b_high) = _ends(a, digits), _ends(b, digits)
        if a_low > b_high:
            return 1
        if a_high < b_low:
            return -1
    raise Undecided


class Ascending(Sequence[Number]):
    """Numbers in ascending order, equal ones side by side. Raises Undecided."""

    def __init__(self, numbers: Iterable[Number]) -> None:
        self._numbers = sorted(numbers, key=cmp_to_key(compare))

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Number: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Number]: ...
    def __getitem__(self, at: int | slice) -> Number | Sequence[Number]:
        return self._numbers[at]

    @cached_property
    def total(self) -> Number:
        return total(tuple(self))

    @cached_property
    def squares(self) -> Number:
        return total([multiply(x, x) for x in self])

    def below(self, x: Number) -> int:
        """How many are less than x."""
        return bisect_left(self, 0, key=lambda other: compare(other, x))

    def above(self, x: Number) -> int:
        """How many are greater than x."""
        return len(self) - bisect_right(self, 0, key=lambda other: compare(other, x))


class AscendingUnits(Ascending):
    """Whole multiples of one unit in ascending order: as numbers only when they are asked for."""

    def __init__(self, units: Sequence[int], unit: Fraction) -> None:
        self._units, self._unit = units, unit

    @cached_property
    def total(self) -> Number:
        return sum(self._units) * self._unit

    @cached_property
    def squares(self) -> Number:
        return sum(int(count) ** 2 for count in self._units) * self._unit**2

    def __len__(self) -> int:
        return len(self._units)

    @overload
    def __getitem__(self, at: int) -> Number: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Number]: ...
    def __getitem__(self, at: int | slice) -> Number | Sequence[Number]:
        if isinstance(at, slice):
            return [count * self._unit for count in self._units[at]]
        return self._units[at] * self._unit


def total(numbers: Sequence[Number]) -> Number:
    """The sum of some numbers, however many of them are roots or logarithms."""
    if isinstance(numbers, Ascending):
        return numbers.total
    fraction = sum((x for x in numbers if isinstance(x, Fraction)), Fraction(0))
    reals = [x for x in numbers if isinstance(x, Real)]
    if not reals:
        return fraction

    def enclose(digits: int) -> tuple[Fraction, Fraction]:
        ends = [_ends(x, digits) for x in reals]
        return fraction + sum(low for low, _ in ends), fraction + sum(high for _, high in ends)

    return Real(("total", fraction, *(x.key for x in reals)), enclose)


def total_of_squares(numbers: Sequence[Number]) -> Number:
    return numbers.squares if isinstance(numbers, Ascending) else total([multiply(x, x) for x in numbers])


def lowest(numbers: Sequence[Number]) -> Number:
    """The least of some numbers. Raises ValueError when there is none, Undecided."""
    return numbers[0] if isinstance(numbers, Ascending) else min(numbers, key=cmp_to_key(compare))


def highest(numbers: Sequence[Number]) -> Number:
    return numbers[-1] if isinstance(numbers, Ascending) else max(numbers, key=cmp_to_key(compare))


@dataclass(frozen=True)
class Rounding:
    """To whole multiples of `step`, half away from zero unless `mode` says otherwise."""

    step: Fraction = Fraction(1, 100)
    mode: RoundingMode = "half_up"

    @property
    def places(self) -> int:
        """Decimal places that show a rounded number in full."""
        places = 0
        while (self.step * 10**places).denominator != 1:
            places += 1
        return places


def whole(value: Fraction, mode: RoundingMode) -> int:
    """The whole number that `value` rounds to."""
    if mode == "floor":
        return value.numerator // value.denominator
    if mode == "ceil":
        return -(-value.numerator // value.denominator)
    if mode == "truncate":
        return abs(value.numerator) // value.denominator * (-1 if value < 0 else 1)
    if mode == "half_even":
        return round(value)
    size = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return -size if value < 0 else size


def units(value: Number, rounding: Rounding) -> int:
    """How many steps `value` rounds to. Raises Undecided."""
    if isinstance(value, Fraction):
        return whole(value / rounding.step, rounding.mode)
    for digits in DIGITS:
        low, high = _ends(value, digits)
        below, above = whole(low / rounding.step, rounding.mode), whole(high / rounding.step, rounding.mode)
        if below == above:
            return below
    raise Undecided


def rounded(value: Number, rounding: Rounding) -> Fraction:
    return units(value, rounding) * rounding.step


# ---- reading and showing --------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"([+-]?)(\d+)(?:\.(\d+))?(%?)|([+-]?\d+)/(\d+)", re.ASCII)


def read_number(text: str) -> Fraction | None:
    """`12`, `-0.5`, `40%` or `1/3` as a fraction; None for anything else."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    if match[6] is not None:
        return Fraction(int(match[5]), int(match[6])) if int(match[6]) else None
    value = Fraction(int(match[2] + (match[3] or "")), 10 ** len(match[3] or ""))
    value = value / 100 if match[4] else value
    return -value if match[1] == "-" else value


def show_units(count: int, places: int) -> str:
    """A whole number of units of 10**-places, written as a decimal."""
    if places <= 0:
        return str(count)
    digits = str(abs(count)).rjust(places + 1, "0")
    return f"{'-' if count < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def show(value: Number, places: int | None = None) -> str:
    """A decimal with `places` digits; without, the shortest exact decimal, or six digits and `…` when there is none."""
    if places is not None:
        if isinstance(value, Fraction):  # whole(value * 10**places, "half_up"), without making fractions
            top, bottom = abs(value.numerator) * 10**places, value.denominator
            size = (2 * top + bottom) // (2 * bottom)
            return show_units(-size if value < 0 else size, places)
        return show_units(units(value, Rounding(Fraction(1, 10**places))), places)
    if isinstance(value, Fraction):
        bottom = value.denominator
        twos = fives = 0
        while bottom % 2 == 0:
            bottom, twos = bottom // 2, twos + 1
        while bottom % 5 == 0:
            bottom, fives = bottom // 5, fives + 1
        if bottom == 1 and max(twos, fives) <= 12:
            return show(value, max(twos, fives))
    try:
        return show_units(units(value, Rounding(Fraction(1, 10**6), "truncate")), 6) + "…"
    except Undecided:
        assert isinstance(value, Real)
        return show_units(units(value.enclose(DIGITS[0])[0], Rounding(Fraction(1, 10**6))), 6) + "…"


# ---- bounds ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Interval:
    """All that a number can be, from `low` to `high`, both included. Used for bounds known before any figure is."""

    low: Fraction
    high: Fraction

    @staticmethod
    def point(value: Fraction | int) -> Interval:
        return Interval(Fraction(value), Fraction(value))

    @staticmethod
    def around(*parts: Interval) -> Interval:
        """The smallest interval that holds all the parts."""
        return Interval(min(p.low for p in parts), max(p.high for p in parts))

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __mul__(self, other: Interval) -> Interval:
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def over(self, other: Interval) -> Interval | None:
        """The quotient, or None where the divisor can be zero."""
        if other.low <= 0 <= other.high:
            return None
        return self * Interval(1 / other.high, 1 / other.low)

    def clipped(self, at_least: Fraction | None, at_most: Fraction | None) -> Interval:
        low, high = self.low, self.high
        if at_least is not None:
            low, high = max(low, at_least), max(high, at_least)
        if at_most is not None:
            low, high = min(low, at_most), min(high, at_most)
        return Interval(low, high)

    def rounded(self, rounding: Rounding) -> Interval:
        return Interval(rounded(self.low, rounding), rounded(self.high, rounding))

    def __contains__(self, value: Fraction) -> bool:
        return self.low <= value <= self.high
