"""Quantiles of a group, 分位数, exactly: of numbers in ascending order, and of whole columns.

    nearest_rank: the value at place ⌈n × share⌉, at least the first      (Hyndman and Fan's definition 1)
    linear:       at 1 + (n − 1) × share, on the straight line between the two values beside it
                                                        (definition 7, PERCENTILE.INC of spreadsheets)

The share lies between 0 (the least value) and 1 (the greatest). Equal values each have a place of their own.
Source: R. J. Hyndman, Y. Fan, Sample Quantiles in Statistical Packages, The American Statistician 50 (1996).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, TypeAlias

import narwhals as nw

from kaohe.engine.columns import Column
from kaohe.engine.numbers import Ascending, Number, add, multiply, whole
from kaohe.engine.wholes import MOST_ROWS, NeedsReference, Whole, once

Definition: TypeAlias = Literal["linear", "nearest_rank"]

MEDIAN = Fraction(1, 2)

_LARGEST_SHARE = 2**63 // MOST_ROWS
"""A share whose denominator is below this stays in 64 bits however large the group."""


def quantile(numbers: Sequence[Number], share: Fraction, definition: Definition) -> Number:
    """Of at least one number. Raises Undecided."""
    ordered = numbers if isinstance(numbers, Ascending) else Ascending(numbers)
    n = len(ordered)
    if definition == "nearest_rank":
        return ordered[max(whole(n * share, "ceil"), 1) - 1]
    way = (n - 1) * share
    before = whole(way, "floor")
    beyond = way - before
    if not beyond:
        return ordered[before]
    return add(multiply(1 - beyond, ordered[before]), multiply(beyond, ordered[before + 1]))


def quantile_column(x: Column, key: str, share: Fraction, definition: Definition) -> Column:
    """The quantile of all rows that share `key` and have a number, on each row; null where none of them has one.
    Raises NeedsReference without one denominator in 64 bits."""
    if not x.fixed or x.num.wide or x.doubt is not None or share.denominator >= _LARGEST_SHARE:
        raise NeedsReference
    values = x.num.as_expr()
    place = once(values.rank("ordinal").over(key).cast(nw.Int64), across=True)
    n = once(values.count().over(key).cast(nw.Int64), across=True)

    def at(wanted: nw.Expr) -> Whole:
        found = nw.when(place == wanted).then(values).max().over(key)
        return Whole(once(found, across=True), x.num.low, x.num.high, size=0)

    if definition == "nearest_rank":
        wanted = once(nw.max_horizontal(-((-n * share.numerator) // share.denominator), nw.lit(1)))
        return Column(at(wanted), x.den)
    way = once((n - 1) * share.numerator)
    before, beyond = once(way // share.denominator + 1), once(way % share.denominator)
    lower, upper = at(before), at(once(nw.min_horizontal(before + 1, n)))
    parts, most = Whole.of(share.denominator), share.denominator - 1
    share_beyond = Whole(beyond, 0, most, size=0)
    top = lower * (parts - share_beyond) + upper * share_beyond
    bounded = Whole(top.expr, x.num.low * share.denominator, x.num.high * share.denominator, top.wide, top.size)
    return Column(bounded, x.den * parts)
