"""An expression whose every name has a meaning and every part a type: what the evaluators read.

Bare words have become texts, lists sets, a chain of comparisons their conjunction, and `G n years in a row` the
comparison of a number with n. Spans are those of the author's text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from kaohe.engine.expressions.scope import TruthType, Type
from kaohe.engine.expressions.tree import Path, Span


@dataclass(frozen=True)
class Constant:
    value: Fraction | str
    type: Type
    span: Span


@dataclass(frozen=True)
class Reference:
    path: Path
    type: Type
    span: Span


@dataclass(frozen=True)
class Arithmetic:
    """`parts` joined by `operators`, all + and -, or all * and /, from left to right."""

    parts: tuple[Resolved, ...]
    operators: tuple[str, ...]
    type: Type
    span: Span


@dataclass(frozen=True)
class Membership:
    item: Resolved
    members: frozenset[str] | frozenset[Fraction]
    span: Span
    type: Type = TruthType()


@dataclass(frozen=True)
class Operation:
    """`op`: a comparison of two parts, `and`, `or`, `not`, `negative`, or one of the functions."""

    op: str
    parts: tuple[Resolved, ...]
    type: Type
    span: Span


Resolved: TypeAlias = Constant | Reference | Arithmetic | Membership | Operation


def parts_of(node: Resolved) -> tuple[Resolved, ...]:
    match node:
        case Arithmetic(parts) | Operation(_, parts):
            return parts
        case Membership(item):
            return (item,)
    return ()


def descend(node: Resolved) -> Iterator[Resolved]:
    yield node
    for part in parts_of(node):
        yield from descend(part)


def references(node: Resolved) -> set[Path]:
    """The names whose values it needs."""
    return {part.path for part in descend(node) if isinstance(part, Reference)}


def whole_argument(node: Operation) -> int:
    """The degree of a root, the places of a rounding."""
    places = node.parts[1]
    assert isinstance(places, Constant)
    assert isinstance(places.value, Fraction)
    return int(places.value)
