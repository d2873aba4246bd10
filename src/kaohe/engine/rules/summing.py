"""Columns added up, however many there are."""

from __future__ import annotations

from collections.abc import Sequence

from kaohe.engine.columns import Column, Enclosed, TooWide, Value, enclosed
from kaohe.engine.rules.base import Columns


def sum_of(c: Columns, terms: Sequence[Value]) -> Value:
    """Exact where the common denominator stays small enough, enclosed where it does not."""
    try:
        return _added(c, terms)
    except TooWide:
        return _added(c, [c.keep(enclosed(term)) for term in terms])


def _added(c: Columns, terms: Sequence[Value]) -> Value:
    result: Value = Column.constant(0)
    for term in terms:
        result = result + term
        if isinstance(result, Enclosed):
            result = c.keep(result)
    return result


def product_of(c: Columns, factors: Sequence[Value]) -> Value:
    """As `sum_of`."""
    result: Value = Column.constant(1)
    for factor in factors:
        try:
            result = result * factor
        except TooWide:
            result = c.keep(enclosed(result)) * c.keep(enclosed(factor))
        if isinstance(result, Enclosed):
            result = c.keep(result)
    return result
