"""Functions on columns of numbers, each null where it has no value.

On enclosures the place where a function has no value may be impossible to tell; those rows are null and in doubt.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

import narwhals as nw

from kaohe.engine.columns import Column, Enclosed, Value, either, enclosed, least, most
from kaohe.engine.numbers import Interval, Real
from kaohe.engine.wholes import LARGE, TooWide, Whole


def quotient(a: Value, b: Value) -> Value:
    """Null where the divisor is zero."""
    if isinstance(b, Column) and b.num.low <= 0 <= b.num.high:
        top = b.num.as_expr()
        low = 1 if b.num.low == 0 < b.num.high else b.num.low
        b = replace(b, num=replace(b.num, expr=nw.when(top != 0).then(top), low=low, size=LARGE))
    return a / b


def logarithm(x: Value) -> Enclosed:
    """Null where the number is not positive."""
    if isinstance(x, Column):
        return enclosed(x if x.num.low > 0 else nulled(x, x.num.as_expr() > 0)).log()
    return _decided(x, x.low > 0, x.high <= 0).log()


def root(x: Value, degree: int) -> Enclosed:
    """Null where the number is negative."""
    if isinstance(x, Column):
        return enclosed(x if x.num.low >= 0 else nulled(x, x.num.as_expr() >= 0)).root(degree)
    return _decided(x, x.low >= 0, x.high < 0).root(degree)


def constant_enclosure(value: Real) -> Enclosed:
    """Floats on either side of it."""
    low, high = value.enclose(30)
    if max(abs(low), abs(high)) >= 10**300:
        raise TooWide
    ends = math.nextafter(float(low), -math.inf), math.nextafter(float(high), math.inf)
    return Enclosed(nw.lit(ends[0]), nw.lit(ends[1]), Interval(low, high))


def nothing() -> Column:
    """No number in any row."""
    return Column(Whole(nw.lit(None, dtype=nw.Int64), 0, 0))


def nulled(x: Column, keep: nw.Expr) -> Column:
    """Null wherever `keep` does not hold."""
    return replace(x, num=replace(x.num, expr=nw.when(keep).then(x.num.as_expr()), size=LARGE))


def _decided(x: Enclosed, inside: nw.Expr, outside: nw.Expr) -> Enclosed:
    """Null unless all of the enclosure is inside; in doubt where it is neither inside nor outside."""
    low, high = nw.when(inside).then(x.low), nw.when(inside).then(x.high)
    return Enclosed(low, high, x.bounds, either(x.doubt, ~inside & ~outside))


def negative(x: Value) -> Value:
    if isinstance(x, Enclosed):
        return Enclosed(-x.high, -x.low, -x.bounds, x.doubt)
    return replace(x, num=Whole.of(0) - x.num)


def absolute(x: Value) -> Value:
    if x.bounds.low >= 0:
        return x
    size = Interval(Fraction(0), max(-x.bounds.low, abs(x.bounds.high)))
    if isinstance(x, Enclosed):
        low = nw.max_horizontal(x.low, -x.high).clip(lower_bound=0.0)
        return Enclosed(low, nw.max_horizontal(-x.low, x.high), size, x.doubt)
    whole = max(-x.num.low, abs(x.num.high))
    return replace(x, num=Whole(x.num.as_expr().abs(), 0, whole, x.num.wide))


def extreme(op: str, parts: Sequence[Value]) -> Value:
    """The least or the greatest of the parts; null where one of them is."""
    fixed = [p for p in parts if isinstance(p, Column) and p.fixed]
    if len(fixed) == len(parts):
        return _extreme_over_one(op, fixed)
    return _tournament(least if op == "min" else most, parts)


def _tournament(better: Callable[[Value, Value], Value], parts: Sequence[Value]) -> Value:
    """In halves: every comparison repeats its operands, one after the other they would double with each part."""
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    return better(_tournament(better, parts[:middle]), _tournament(better, parts[middle:]))


def _extreme_over_one(op: str, parts: Sequence[Column]) -> Column:
    den = math.lcm(*(p.den.low for p in parts))
    tops = [p.num * Whole.of(den // p.den.low) for p in parts]
    wide = any(top.wide or max(abs(top.low), abs(top.high)) >= 2**63 for top in tops)
    exprs = [top.as_expr().cast(nw.Int128) if wide else top.as_expr() for top in tops]
    pick, across = (min, nw.min_horizontal) if op == "min" else (max, nw.max_horizontal)
    known = nw.all_horizontal(*(~e.is_null() for e in exprs), ignore_nulls=False)
    low, high = pick(top.low for top in tops), pick(top.high for top in tops)
    doubt = None
    for part in parts:
        doubt = either(doubt, part.doubt)
    return Column(Whole(nw.when(known).then(across(*exprs)), low, high, wide), Whole.of(den), doubt)
