"""Columns of whole numbers with bounds known before any figure is read: nothing wraps.

Every operation knows how large its result can get: up to 2^63 it stays in 64 bits, up to 2^127 it goes to 128 bits, beyond
that it raises `TooWide`. What an operation needs more than once is computed once, where there is a table to store it in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any, Protocol

import narwhals as nw

LARGE = 6
"""An expression of so many operations is worth a column of its own when it is needed twice."""

MOST_ROWS = 10**8
"""Sums over a group are bounded by this many rows."""


class Binder(Protocol):
    """Stores an expression as a column and gives the column; `across`: it looks at many rows at once."""

    def __call__(self, expr: nw.Expr, *, across: bool = False) -> nw.Expr: ...


WIDEST = 2**127
"""Whole numbers below it are exact where 128 bits are."""

_binder: ContextVar[Binder | None] = ContextVar("binder", default=None)
_widest: ContextVar[int] = ContextVar("widest", default=WIDEST)


@contextmanager
def binding(bind: Binder, widest: int = WIDEST) -> Iterator[None]:
    """While it lasts, whatever an operation needs more than once is computed once: `bind` stores an expression as a
    column and gives the column. Without it an expression that doubles at every step grows beyond all measure.
    `widest`: whole numbers below it are exact where the columns are computed."""
    token, limit = _binder.set(bind), _widest.set(widest)
    try:
        yield
    finally:
        _binder.reset(token)
        _widest.reset(limit)


def check_width(size: int) -> None:
    """Raises TooWide where so large a number is not exact."""
    if size >= _widest.get():
        raise TooWide


def once(expr: nw.Expr, *, across: bool = False) -> nw.Expr:
    """The expression as a column of its own, where there is a table to store it in. `across`: it looks at many rows."""
    bind = _binder.get()
    return expr if bind is None else bind(expr, across=across)


class NeedsReference(Exception):
    """This node cannot be computed on columns; the reference evaluator does it."""


class TooWide(NeedsReference):
    """A bound passes what is exact here (2^127), or that of a float column 10^300."""


@dataclass(frozen=True)
class Whole:
    """A column of whole numbers (or one whole number for all rows) between `low` and `high`."""

    expr: nw.Expr | int
    low: int
    high: int
    wide: bool = False
    size: int = LARGE
    """How many operations it takes to say it; a column or a number takes none."""

    def once(self) -> Whole:
        """The same, computed once however often it is used."""
        if self.size < LARGE or isinstance(self.expr, int):
            return self
        return replace(self, expr=once(self.expr), size=0)

    @staticmethod
    def of(value: int) -> Whole:
        return Whole(value, value, value, size=0)

    def __add__(self, other: Whole) -> Whole:
        return _whole(self, other, lambda a, b: a + b, self.low + other.low, self.high + other.high)

    def __sub__(self, other: Whole) -> Whole:
        return _whole(self, other, lambda a, b: a - b, self.low - other.high, self.high - other.low)

    def __mul__(self, other: Whole) -> Whole:
        if isinstance(other.expr, int) and other.expr == 1:
            return self
        if isinstance(self.expr, int) and self.expr == 1:
            return other
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return _whole(self, other, lambda a, b: a * b, min(ends), max(ends))

    def floor_divide(self, other: Whole) -> Whole:
        """Rounded down; `other` must be positive wherever the result is used."""
        bottom = max(other.low, 1)
        ends = [e // d for e in (self.low, self.high) for d in (bottom, max(other.high, 1))]
        return _whole(self, other, lambda a, b: a // b, min(ends), max(ends))

    def narrowed(self) -> Whole:
        """Back in 64 bits when it fits."""
        if self.wide and isinstance(self.expr, nw.Expr) and max(abs(self.low), abs(self.high)) < 2**63:
            return Whole(self.expr.cast(nw.Int64), self.low, self.high)
        return self

    def as_expr(self) -> nw.Expr:
        if isinstance(self.expr, nw.Expr):
            return self.expr
        return nw.lit(self.expr, dtype=nw.Int64 if abs(self.expr) < 2**63 else nw.Int128)


def _whole(a: Whole, b: Whole, op: Callable[[Any, Any], Any], low: int, high: int) -> Whole:
    if isinstance(a.expr, int) and isinstance(b.expr, int):
        return Whole.of(op(a.expr, b.expr))
    size = max(abs(low), abs(high), abs(a.low), abs(a.high), abs(b.low), abs(b.high))
    check_width(size)
    wide = a.wide or b.wide or size >= 2**63
    left, right = (widened(a), widened(b)) if wide else (a.expr, b.expr)
    return Whole(op(left, right), low, high, wide, a.size + b.size + 1)


def widened(a: Whole) -> nw.Expr:
    """The expression in 128 bits."""
    if isinstance(a.expr, int):
        return nw.lit(a.expr, dtype=nw.Int128)
    return a.expr if a.wide else a.expr.cast(nw.Int128)


# ---- rounding a quotient --------------------------------------------------------------------------------------------


def _round_half_up(top: Whole, bottom: Whole) -> Whole:
    two, top, bottom = Whole.of(2), top if top.low >= 0 else top.once(), bottom.once()
    up = (two * top + bottom).floor_divide(two * bottom)
    if top.low >= 0:
        return up
    down = Whole.of(0) - (bottom - two * top).floor_divide(two * bottom)
    return choose(top.as_expr() >= 0, up, down)


def _round_half_even(top: Whole, bottom: Whole) -> Whole:
    two, bottom = Whole.of(2), bottom.once()
    shifted = (two * top + bottom).once()
    up = shifted.floor_divide(two * bottom).once()
    tie = (up * (two * bottom)).as_expr() == shifted.as_expr()
    return choose(tie & (up.as_expr() % 2 == 1), up - Whole.of(1), up)


def _round_ceil(top: Whole, bottom: Whole) -> Whole:
    return Whole.of(0) - (Whole.of(0) - top).floor_divide(bottom)


def _round_truncate(top: Whole, bottom: Whole) -> Whole:
    if top.low >= 0:
        return top.floor_divide(bottom)
    top, bottom = top.once(), bottom.once()
    return choose(top.as_expr() >= 0, top.floor_divide(bottom), _round_ceil(top, bottom))


ROUNDED: dict[str, Callable[[Whole, Whole], Whole]] = {
    "half_up": _round_half_up,
    "half_even": _round_half_even,
    "floor": Whole.floor_divide,
    "ceil": _round_ceil,
    "truncate": _round_truncate,
}
"""The whole number that a quotient of two rounds to, by mode; the second is positive."""


def choose(condition: nw.Expr, yes: Whole, no: Whole, *, known: bool = False) -> Whole:
    """`yes` where the condition holds, null where it is unknown (never, when it is `known`), else `no`."""
    wide = yes.wide or no.wide or max(abs(b) for b in (yes.low, yes.high, no.low, no.high)) >= 2**63
    a, b = (widened(yes), widened(no)) if wide else (yes.as_expr(), no.as_expr())
    picked = nw.when(condition).then(a).otherwise(b if known else nw.when(~condition).then(b))
    return Whole(picked, min(yes.low, no.low), max(yes.high, no.high), wide, yes.size + no.size + 3)
