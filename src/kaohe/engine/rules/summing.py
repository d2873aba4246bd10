"""Columns added up and multiplied, however many there are."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import add, mul

from kaohe.engine.columns import Column, Value, enclosed
from kaohe.engine.wholes import TooWide


def sum_of(terms: Iterable[Value]) -> Value:
    """Exact where the common denominator stays small enough, enclosed where it does not."""
    terms = list(terms)
    try:
        return reduce(add, terms, Column.constant(0))
    except TooWide:
        return reduce(add, (enclosed(term) for term in terms))


def product_of(factors: Iterable[Value]) -> Value:
    """As `sum_of`."""
    factors = list(factors)
    try:
        return reduce(mul, factors, Column.constant(1))
    except TooWide:
        return reduce(mul, (enclosed(factor) for factor in factors))
