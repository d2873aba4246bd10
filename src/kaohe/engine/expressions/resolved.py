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
from kaohe.engine.expressions.tree import (
    RANK,
    YEARS_IN_A_ROW,
    Among,
    Call,
    InARow,
    Listed,
    Minus,
    Name,
    Not,
    Numeral,
    Path,
    Span,
    Tree,
    chain,
    walk,
)
from kaohe.engine.numbers import show


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

    @property
    def type(self) -> Type:
        return TruthType()


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


def names(expression: Resolved | Tree) -> set[Path]:
    """The names whose values it needs.

    Of an unresolved tree: every name that can stand for a value, bare words that may be texts included; lists and
    their members not.
    """
    if isinstance(expression, Resolved):
        return {part.path for part in descend(expression) if isinstance(part, Reference)}
    parts = list(walk(expression))
    said = {part.path for part in parts if isinstance(part, Name)}
    return said | {(YEARS_IN_A_ROW, part.word) for part in parts if isinstance(part, InARow)}


def whole_argument(node: Operation) -> int:
    """The degree of a root, the places of a rounding."""
    places = node.parts[1]
    assert isinstance(places, Constant)
    assert isinstance(places.value, Fraction)
    return int(places.value)


def source(node: Resolved) -> Tree:
    """A text that means this, for messages; numbers are written as decimals."""
    match node:
        case Constant(value):
            return Name((value,)) if isinstance(value, str) else _numeral(value)
        case Reference(path):
            return Name(path)
        case Arithmetic(parts, operators):
            return chain([source(part) for part in parts], operators)
        case Membership(item, members):
            texts = [Name((m,)) if isinstance(m, str) else _numeral(m) for m in members]
            return Among(source(item), Listed(tuple(sorted(texts, key=repr))))
        case Operation("negative", (part,)):
            return Minus(source(part))
        case Operation("not", (part,)):
            return Not(source(part))
        case Operation(op, parts) if op in RANK:
            return chain([source(part) for part in parts], [op] * (len(parts) - 1))
        case Operation(op, parts):
            return Call(op, tuple(source(part) for part in parts))


def _numeral(value: Fraction) -> Tree:
    numeral = Numeral(abs(value), show(abs(value)))
    return Minus(numeral) if value < 0 else numeral
