"""What an expression may speak of: names with their types, and named lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, TypeAlias

from kaohe.engine.expressions.tree import Path
from kaohe.engine.numbers import Interval


@dataclass(frozen=True)
class NumberType:
    """`bounds`: all that it can be, where known. `unit`: it is always a whole multiple of this, where known."""

    bounds: Interval | None = None
    unit: Fraction | None = None


@dataclass(frozen=True)
class TextType:
    """One of `values`, or any text when that is None."""

    values: frozenset[str] | None = None


@dataclass(frozen=True)
class TruthType:
    """Yes or no."""


Type: TypeAlias = NumberType | TextType | TruthType


class Scope(Protocol):
    def type_of(self, path: Path) -> Type | None:
        """None when there is no such name. `("years_in_a_row", grade)` is a number for every grade there is."""

    def list_named(self, name: str) -> frozenset[str] | None:
        """The texts of a list that the scheme names; None when there is no such list."""

    def known(self) -> Iterable[str]:
        """All names, dotted, and all lists: for "did you mean"."""
