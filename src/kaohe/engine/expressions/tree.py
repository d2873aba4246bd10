"""The parts of an expression as its author wrote them. What the names mean is not known here; see `resolved`.

Everything between two operators of the same rank is one `Chain`, so a sum of a hundred terms is no deeper than a sum
of two. Spans (first character, character after the last) play no part in comparing two trees.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

Path: TypeAlias = tuple[str, ...]
Span: TypeAlias = tuple[int, int]

YEARS_IN_A_ROW = "years_in_a_row"
"""`excellent 3 years in a row` reads the number named ("years_in_a_row", "excellent")."""

COMPARISONS = ("<", "<=", "==", "!=", ">=", ">")

OR, AND, NOT, COMPARISON, SUM, PRODUCT, SIGN, ATOM = range(1, 9)
RANK = {
    "or": OR,
    "and": AND,
    **dict.fromkeys((*COMPARISONS, "in"), COMPARISON),
    **dict.fromkeys("+-", SUM),
    **dict.fromkeys("*/", PRODUCT),
}
"""How tightly an operator binds."""


@dataclass(frozen=True)
class _Part:
    span: Span = field(default=(0, 0), compare=False, kw_only=True)


@dataclass(frozen=True)
class Numeral(_Part):
    """`12`, `0.5` or `40%`, never negative; `written` as the author wrote it."""

    value: Fraction
    written: str


@dataclass(frozen=True)
class Name(_Part):
    """A figure, a score, an attribute; or a bare word that turns out to be a text when it is compared with one."""

    path: Path


@dataclass(frozen=True)
class Quoted(_Part):
    """A text in quotes, which is never a name."""

    text: str


@dataclass(frozen=True)
class Listed(_Part):
    """`(city, county)` on the right of `in`: words, quoted texts, or numbers."""

    items: tuple[Tree, ...]


@dataclass(frozen=True)
class Chain(_Part):
    """`a + b - c`: one operator fewer than parts, all of one rank."""

    parts: tuple[Tree, ...]
    operators: tuple[str, ...]

    @property
    def rank(self) -> int:
        return RANK[self.operators[0]]


@dataclass(frozen=True)
class Minus(_Part):
    part: Tree


@dataclass(frozen=True)
class Not(_Part):
    part: Tree


@dataclass(frozen=True)
class Among(_Part):
    """`item in members`, or with `negated` `item not in members`."""

    item: Tree
    members: Name | Listed
    negated: bool = False


@dataclass(frozen=True)
class Call(_Part):
    function: str
    arguments: tuple[Tree, ...]


@dataclass(frozen=True)
class InARow(_Part):
    """`grade` `years` years in a row."""

    grade: Name | Quoted
    years: int

    @property
    def word(self) -> str:
        return self.grade.text if isinstance(self.grade, Quoted) else ".".join(self.grade.path)


Tree: TypeAlias = Numeral | Name | Quoted | Listed | Chain | Minus | Not | Among | Call | InARow


def chain(parts: Sequence[Tree], operators: Sequence[str]) -> Chain:
    """`(a + b) - c` is the chain `a + b - c`; a comparison in brackets stays apart."""
    first, span = parts[0], (parts[0].span[0], parts[-1].span[1])
    if isinstance(first, Chain) and first.rank == RANK[operators[0]] != COMPARISON:
        return Chain((*first.parts, *parts[1:]), (*first.operators, *operators), span=span)
    return Chain(tuple(parts), tuple(operators), span=span)


def children(tree: Tree) -> tuple[Tree, ...]:
    """The parts that have a value of their own; members of lists have none."""
    match tree:
        case Chain(parts):
            return parts
        case Minus(part) | Not(part):
            return (part,)
        case Among(item):
            return (item,)
        case Call(_, arguments):
            return arguments
    return ()


def walk(tree: Tree) -> Iterator[Tree]:
    yield tree
    for part in children(tree):
        yield from walk(part)
