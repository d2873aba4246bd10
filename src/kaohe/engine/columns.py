"""Exact arithmetic on whole columns, written once as Narwhals expressions.

A `Column` is a fraction: two columns of whole numbers (`kaohe.engine.wholes`), in 64 or in 128 bits, so that nothing
wraps; where that is not enough `TooWide` is raised and the reference evaluator computes the node. Roots, logarithms and carried quotients become
`Enclosed`: two float columns that enclose the exact value. A decision taken on an enclosure (a rounding, a comparison)
marks the rows where the two ends disagree in `doubt`; those rows are recomputed by the reference. So no float ever
decides anything.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeAlias

import narwhals as nw

from kaohe.engine.numbers import Interval, Rounding, units
from kaohe.engine.wholes import (
    LARGE,
    MOST_ROWS,
    ROUNDED,
    NeedsReference,
    TooWide,
    Whole,
    check_width,
    choose,
    once,
    widened,
)

_SLACK = 2.0**-50
"""Each float operation below errs by at most one part in 2^51; enclosures are widened by twice that."""
_TINY = 5e-320
_POWER_SLACK = 2.0**-44
_LARGEST_FLOAT = 10**300


Doubt: TypeAlias = "nw.Expr | None"


def either(a: Doubt, b: Doubt) -> Doubt:
    return a if b is None else b if a is None else a | b


@dataclass(frozen=True)
class Mask:
    """A column of yes and no; null where it is not known."""

    expr: nw.Expr
    doubt: Doubt = None
    size: int = LARGE
    known: bool = False
    """Never null."""

    def once(self) -> Mask:
        return self if self.size < LARGE else replace(self, expr=once(self.expr), size=0)

    def __and__(self, other: Mask) -> Mask:
        return Mask(self.expr & other.expr, either(self.doubt, other.doubt), self.size + other.size + 1)

    def __or__(self, other: Mask) -> Mask:
        return Mask(self.expr | other.expr, either(self.doubt, other.doubt), self.size + other.size + 1)

    def __invert__(self) -> Mask:
        return Mask(~self.expr, self.doubt, self.size + 1)


@dataclass(frozen=True)
class Column:
    """The exact fraction `num` ÷ `den`, row by row; `den` is positive wherever the value is used."""

    num: Whole
    den: Whole = field(default_factory=lambda: Whole.of(1))
    doubt: Doubt = None

    @staticmethod
    def constant(value: Fraction | int) -> Column:
        value = Fraction(value)
        return Column(Whole.of(value.numerator), Whole.of(value.denominator))

    @staticmethod
    def stored(expr: nw.Expr, unit: Fraction, bounds: Interval) -> Column:
        """A column that holds whole multiples of `unit`, the values lying within `bounds`."""
        low, high = units(bounds.low, Rounding(unit, "floor")), units(bounds.high, Rounding(unit, "ceil"))
        size = max(abs(low), abs(high))
        check_width(size)
        whole = Whole(expr, low, high, size >= 2**63, size=0)
        return Column(whole * Whole.of(unit.numerator), Whole.of(unit.denominator))

    @property
    def fixed(self) -> bool:
        """The denominator is one number for all rows."""
        return isinstance(self.den.expr, int)

    @property
    def bounds(self) -> Interval:
        ends = [Fraction(n, max(d, 1)) for n in (self.num.low, self.num.high) for d in (self.den.low, self.den.high)]
        return Interval(min(ends), max(ends))

    def __add__(self, other: Value) -> Value:
        if isinstance(other, Enclosed):
            return enclosed(self) + other
        a, b, den = _common(self, other)
        return Column(a + b, den, either(self.doubt, other.doubt))

    def __sub__(self, other: Value) -> Value:
        if isinstance(other, Enclosed):
            return enclosed(self) - other
        a, b, den = _common(self, other)
        return Column(a - b, den, either(self.doubt, other.doubt))

    def __mul__(self, other: Value) -> Value:
        if isinstance(other, Enclosed):
            return enclosed(self) * other
        num, den = self.num * other.num, self.den * other.den
        return Column(*_reduced(num, den), either(self.doubt, other.doubt))

    def __truediv__(self, other: Value) -> Value:
        """The rows in which `other` is zero have no meaning: guard them with `where`."""
        if isinstance(other, Enclosed):
            return enclosed(self) / other
        num, den = self.num * other.den, self.den * other.num
        if isinstance(den.expr, int) and den.expr < 0:
            num, den = num * Whole.of(-1), den * Whole.of(-1)
        elif den.low < 0 and isinstance(den.expr, nw.Expr):
            den = den.once()
            flip = Whole(nw.when(den.as_expr() < 0).then(nw.lit(-1)).otherwise(nw.lit(1)), -1, 1)
            num, den = num * flip, den * flip
            den = replace(den, low=1, high=max(den.high, 1))
        return Column(*_reduced(num, den), either(self.doubt, other.doubt))

    def once(self) -> Column:
        """The same, computed once however often it is used."""
        return replace(self, num=self.num.once(), den=self.den.once())

    def compare(self, op: str, other: Value) -> Mask:
        """`op` is one of < <= == != >= >."""
        if isinstance(other, Enclosed):
            return enclosed(self).compare(op, other)
        a, b, _ = _common(self, other)
        return Mask(_compared(a, op, b), either(self.doubt, other.doubt), a.size + b.size + 1)

    def rounded(self, rounding: Rounding) -> Column:
        """A column of whole multiples of the step, in 64 bits where it fits."""
        return Column.stored(
            *_rounded_units(self, rounding),
        )._doubting(self.doubt)

    def summed(self, key: str) -> Column:
        """The sum over all rows that share `key`, on each of them. Raises NeedsReference without one denominator."""
        if not self.fixed:
            raise NeedsReference
        low, high = min(self.num.low, 0) * MOST_ROWS, max(self.num.high, 0) * MOST_ROWS
        wide = max(abs(low), abs(high)) >= 2**63
        check_width(max(abs(low), abs(high)))
        each = widened(self.num) if wide else self.num.as_expr()
        return Column(Whole(once(each.sum().over(key), across=True), low, high, wide, size=0), self.den, self.doubt)

    def extreme(self, which: str, key: str) -> Column:
        """The `min` or `max` over all rows that share `key`. Raises NeedsReference without one denominator."""
        if not self.fixed:
            raise NeedsReference
        expr = self.num.as_expr()
        best = expr.min() if which == "min" else expr.max()
        return replace(self, num=replace(self.num, expr=once(best.over(key), across=True), size=0))

    def _doubting(self, doubt: Doubt) -> Column:
        return replace(self, doubt=either(self.doubt, doubt))


def _reduced(num: Whole, den: Whole) -> tuple[Whole, Whole]:
    """A constant fraction in lowest terms; anything else as it is."""
    if isinstance(num.expr, int) and isinstance(den.expr, int) and den.expr:
        value = Fraction(num.expr, den.expr)
        return Whole.of(value.numerator), Whole.of(value.denominator)
    return num, den


def _common(a: Column, b: Column) -> tuple[Whole, Whole, Whole]:
    """Both numerators over one denominator."""
    if isinstance(a.den.expr, int) and isinstance(b.den.expr, int):
        both = math.lcm(a.den.expr, b.den.expr)
        return a.num * Whole.of(both // a.den.expr), b.num * Whole.of(both // b.den.expr), Whole.of(both)
    return a.num * b.den, b.num * a.den, a.den * b.den


def _compared(a: Whole, op: str, b: Whole) -> nw.Expr:
    left, right = a.as_expr(), b.as_expr()
    if op == "<":
        return left < right
    if op == "<=":
        return left <= right
    if op == ">":
        return left > right
    if op == ">=":
        return left >= right
    return left == right if op == "==" else left != right


def _rounded_units(value: Column, rounding: Rounding) -> tuple[nw.Expr, Fraction, Interval]:
    top = value.num * Whole.of(rounding.step.denominator)
    bottom = value.den * Whole.of(rounding.step.numerator)
    if isinstance(bottom.expr, int):
        shared = math.gcd(bottom.expr, rounding.step.denominator)
        top = value.num * Whole.of(rounding.step.denominator // shared)
        bottom = Whole.of(bottom.expr // shared)
    result = top if isinstance(bottom.expr, int) and bottom.expr == 1 else ROUNDED[rounding.mode](top, bottom)
    result = result.narrowed()
    return result.as_expr(), rounding.step, Interval(result.low * rounding.step, result.high * rounding.step)


@dataclass(frozen=True)
class Enclosed:
    """Two float columns: the exact value lies between them. `bounds` as for every column."""

    low: nw.Expr
    high: nw.Expr
    bounds: Interval
    doubt: Doubt = None
    size: int = LARGE

    def once(self) -> Enclosed:
        """The same, computed once however often it is used."""
        if self.size < LARGE:
            return self
        doubt = None if self.doubt is None else once(self.doubt)
        return replace(self, low=once(self.low), high=once(self.high), doubt=doubt, size=0)

    def __add__(self, other: Value) -> Enclosed:
        b = enclosed(other)
        return _widen(self.low + b.low, self.high + b.high, self.bounds + b.bounds, either(self.doubt, b.doubt))

    def __sub__(self, other: Value) -> Enclosed:
        b = enclosed(other)
        return _widen(self.low - b.high, self.high - b.low, self.bounds - b.bounds, either(self.doubt, b.doubt))

    def __mul__(self, other: Value) -> Enclosed:
        a, b = self.once(), enclosed(other).once()
        ends = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
        low, high = nw.min_horizontal(*ends), nw.max_horizontal(*ends)
        return _widen(low, high, self.bounds * b.bounds, either(self.doubt, b.doubt))

    def __truediv__(self, other: Value) -> Enclosed:
        b = enclosed(other).once()
        astride = (b.low <= 0) & (b.high >= 0)
        turned = Enclosed(1.0 / b.high, 1.0 / b.low, Interval.point(0), either(b.doubt, astride))
        bounds = self.bounds.over(b.bounds)
        result = self * _widen(turned.low, turned.high, Interval.point(1), turned.doubt)
        return replace(result, bounds=bounds or Interval(Fraction(-(10**30)), Fraction(10**30)))

    def compare(self, op: str, other: Value) -> Mask:
        a, b = self.once(), enclosed(other).once()
        overlap = (a.low <= b.high) & (a.high >= b.low)
        above = a.low > b.high
        answer = {"<": ~above, "<=": ~above, ">": above, ">=": above, "==": overlap, "!=": ~overlap}[op]
        return Mask(answer, either(either(self.doubt, b.doubt), overlap))

    def extreme(self, which: str, key: str) -> Enclosed:
        low, high = (self.low.min(), self.high.min()) if which == "min" else (self.low.max(), self.high.max())
        low, high = (once(end.over(key), across=True) for end in (low, high))
        doubt = None if self.doubt is None else once(self.doubt)
        return replace(self, low=low, high=high, doubt=doubt, size=0)

    def root(self, degree: int) -> Enclosed:
        """The rows that lie below zero have no meaning."""
        bottom = self.low.clip(lower_bound=0.0) if self.bounds.low <= 0 else self.low
        low, high = bottom ** (1.0 / degree), self.high ** (1.0 / degree)
        largest = Fraction(math.ceil(max(float(self.bounds.high), 0.0) ** (1.0 / degree) * (1 + 1e-9)) + 1)
        # 1 / degree is itself inexact; far from 1 a power feels that more than any other error.
        low, high = low * (1 - _POWER_SLACK), high * (1 + _POWER_SLACK)
        return _widen(low, high, Interval(Fraction(0), largest), self.doubt)

    def log(self) -> Enclosed:
        """The rows that are not above zero have no meaning."""
        low = Fraction(math.floor(_log(self.bounds.low))) - 1 if self.bounds.low > 0 else Fraction(-800)
        high = Fraction(math.ceil(_log(self.bounds.high))) + 1 if self.bounds.high > 0 else Fraction(800)
        return _widen(self.low.log(), self.high.log(), Interval(low, high), self.doubt)

    def rounded(self, rounding: Rounding) -> Column:
        """The rows in which the two ends round apart are in doubt."""
        bounds = self.bounds.rounded(rounding)
        if max(abs(bounds.low), abs(bounds.high)) / rounding.step >= 2**53:
            raise NeedsReference
        self = self.once()
        low = _float_units(self.low, rounding)
        # The division by the step errs too, so a value within reach of a boundary is in doubt.
        step = float(rounding.step)
        reach = nw.max_horizontal(self.low.abs(), self.high.abs()) / step * 2.0**-49 + 2.0**-49
        scaled_low, scaled_high = self.low / step - reach, self.high / step + reach
        doubt = _round_float(scaled_low, rounding.mode) != _round_float(scaled_high, rounding.mode)
        stored = Column.stored(low.cast(nw.Int64), rounding.step, bounds)
        return stored._doubting(either(self.doubt, doubt))


def _float_units(value: nw.Expr, rounding: Rounding) -> nw.Expr:
    return _round_float(value / float(rounding.step), rounding.mode)


def _round_float(scaled: nw.Expr, mode: str) -> nw.Expr:
    """Any answer will do at a tie: ties are in doubt."""
    if mode == "floor":
        return scaled.floor()
    if mode == "ceil":
        return scaled.ceil()
    if mode == "truncate":
        return nw.when(scaled >= 0).then(scaled.floor()).otherwise(scaled.ceil())
    return (scaled + 0.5).floor()


def _log(value: Fraction) -> float:
    """Also where the fraction itself is too large or too small for a float."""
    return math.log(value.numerator) - math.log(value.denominator)


def _widen(low: nw.Expr, high: nw.Expr, bounds: Interval, doubt: Doubt) -> Enclosed:
    if max(abs(bounds.low), abs(bounds.high)) >= _LARGEST_FLOAT:
        raise TooWide
    low, high = once(low), once(high)
    return Enclosed(low - (low.abs() * _SLACK + _TINY), high + (high.abs() * _SLACK + _TINY), bounds, doubt)


Value: TypeAlias = Column | Enclosed


def enclosed(value: Value) -> Enclosed:
    """A column as an enclosure: exact up to the conversion to floats and one division."""
    if isinstance(value, Enclosed):
        return value
    top = value.num.as_expr().cast(nw.Float64)
    ratio = top / value.den.as_expr().cast(nw.Float64)
    return _widen(ratio, ratio, value.bounds, value.doubt)


def where(condition: Mask, yes: Value, no: Value) -> Value:
    """`yes` where the condition holds, else `no`; null where the condition is unknown."""
    known, doubt = condition.known, either(condition.doubt, either(yes.doubt, no.doubt))
    condition = condition if known else condition.once()
    if isinstance(yes, Enclosed) or isinstance(no, Enclosed):
        a, b, c = enclosed(yes), enclosed(no), condition.expr
        low = nw.when(c).then(a.low).otherwise(nw.when(~c).then(b.low))
        high = nw.when(c).then(a.high).otherwise(nw.when(~c).then(b.high))
        return Enclosed(low, high, Interval.around(a.bounds, b.bounds), doubt)
    if yes.fixed and no.fixed:
        left, right, den = _common(yes, no)
        return Column(choose(condition.expr, left, right, known=known), den, doubt)
    num = choose(condition.expr, yes.num, no.num, known=known)
    return Column(num, choose(condition.expr, yes.den, no.den, known=known), doubt)


def least(a: Value, b: Value) -> Value:
    a, b = a.once(), b.once()
    return where(a.compare("<=", b), a, b)


def most(a: Value, b: Value) -> Value:
    a, b = a.once(), b.once()
    return where(a.compare(">=", b), a, b)


def clipped(value: Value, at_least: Fraction | None, at_most: Fraction | None) -> Value:
    """Within the two limits, where there are any."""
    if at_least is not None and value.bounds.low < at_least:
        value = most(value, Column.constant(at_least))
    if at_most is not None and value.bounds.high > at_most:
        value = least(value, Column.constant(at_most))
    if isinstance(value, Column) and value.fixed:
        bounds = value.bounds.clipped(at_least, at_most)
        den = value.den.low
        num = replace(value.num, low=math.ceil(bounds.low * den), high=math.floor(bounds.high * den))
        return replace(value, num=num)
    return value
