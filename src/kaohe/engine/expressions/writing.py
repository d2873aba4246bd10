"""An expression as text: as its author may write it, or as a reader likes to see it.

`write` gives back what `parse` understands. `fill` is for reports: `85 × (60% + 40% × (x − 10) ÷ (20 − 10))`, with
names turned into titles or into numbers. Brackets stand where they are needed and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kaohe.engine.expressions.parsing import parse
from kaohe.engine.expressions.tree import (
    ATOM,
    COMPARISON,
    NOT,
    PRODUCT,
    SIGN,
    SUM,
    YEARS_IN_A_ROW,
    Among,
    Call,
    Chain,
    InARow,
    Listed,
    Minus,
    Name,
    Not,
    Numeral,
    Path,
    Quoted,
    Tree,
)


@dataclass(frozen=True)
class _Notation:
    naming: Callable[[Path], str]
    signs: Mapping[str, str]
    functions: Mapping[str, str]
    quotes: str = "''"
    comma: str = ", "
    brackets: str = "()"
    missing: str = ""
    in_a_row: str = "{grade} {years} years in a row"


_READER = {"*": "×", "/": "÷", "-": "−", "<=": "≤", ">=": "≥", "!=": "≠", "==": "="}
_WORDS = {
    "en": _Notation(".".join, _READER, {}, "‘’", missing="{what} is missing"),
    "zh": _Notation(
        ".".join,
        {**_READER, "and": "且", "or": "或", "not": "非", "in": "属于", "not in": "不属于"},
        {"min": "最小值", "max": "最大值", "abs": "绝对值", "if": "如果", "root": "开方", "round": "四舍五入"},
        "“”",
        comma="、",
        brackets="（）",
        missing="{what}缺数",
        in_a_row="连续{years}年{grade}",
    ),
}
_SOURCE = _Notation(".".join, {}, {})

_parsed = lru_cache(maxsize=4096)(parse)
"""The workings of a rule have few formulas for many subjects."""

_NEGATIVE = re.compile(r"-(?=[\d.])")
_FRACTION = re.compile(r"[-−]?\d+/\d+")


def write(tree: Tree) -> str:
    """`parse(write(tree)) == tree`."""
    return _put(tree, _SOURCE)[0]


def fill(tree_or_text: Tree | str, naming: Callable[[Path], str], lang: str) -> str:
    """In the reader's notation; `naming` gives a name's title, or its number as text. It must know every name.

    A bare word that is a text is a name here too. `excellent 3 years in a row` asks for the path
    ("years_in_a_row", "excellent"): a word gives a sentence about that grade, a number gives `2 ≥ 3`.
    """
    tree = _parsed(tree_or_text) if isinstance(tree_or_text, str) else tree_or_text
    words = _WORDS["zh" if lang == "zh" else "en"]
    kept = {key: getattr(words, key) for key in words.__dataclass_fields__ if key != "naming"}
    return _put(tree, _Notation(naming, **kept))[0]


def _put(tree: Tree, notation: _Notation) -> tuple[str, int]:
    """The text, and how tightly its loosest operator binds."""
    match tree:
        case Numeral(written=written):
            return written, ATOM
        case Name(path):
            return _named(notation.naming(path), notation)
        case Quoted(text):
            return _quoted(text, notation.quotes), ATOM
        case Listed(items):
            inner = notation.comma.join(_put(item, notation)[0] for item in items)
            return notation.brackets[0] + inner + notation.brackets[1], ATOM
        case Chain(parts, operators):
            return _chain(parts, operators, notation), tree.rank
        case Minus(part):
            return notation.signs.get("-", "-") + _within(part, SIGN, notation, signed=False), SIGN
        case Not(part):
            return f"{notation.signs.get('not', 'not')} {_within(part, SIGN, notation)}", NOT
        case Among(item, members, negated):
            op = "not in" if negated else "in"
            listed = _put(members, notation)[0]
            gap = "" if listed.startswith("（") else " "
            return f"{_within(item, SUM, notation)} {notation.signs.get(op, op)}{gap}{listed}", COMPARISON
        case Call("missing", (what,)) if notation.missing:
            return notation.missing.format(what=_within(what, SUM, notation)), COMPARISON
        case Call(function, arguments):
            inner = ", ".join(_put(argument, notation)[0] for argument in arguments)
            return f"{notation.functions.get(function, function)}({inner})", ATOM
        case InARow():
            return _in_a_row(tree, notation)


def _named(text: str, notation: _Notation) -> tuple[str, int]:
    """A number put in for a name keeps its sign and its fraction stroke together."""
    signed = _NEGATIVE.sub(notation.signs.get("-", "-"), text, count=1) if _NEGATIVE.match(text) else text
    if _FRACTION.fullmatch(signed):
        return signed, PRODUCT
    return signed, SIGN if signed != text else ATOM


def _quoted(text: str, quotes: str) -> str:
    return quotes[0] + (text.replace("'", "''") if quotes == "''" else text) + quotes[1]


def _chain(parts: tuple[Tree, ...], operators: tuple[str, ...], notation: _Notation) -> str:
    rank = Chain(parts, operators).rank
    arithmetic = rank in (SUM, PRODUCT)
    texts = [_within(parts[0], rank + 1, notation)]
    for op, part in zip(operators, parts[1:], strict=True):
        texts += [notation.signs.get(op, op), _within(part, rank + 1, notation, signed=not arithmetic)]
    return " ".join(texts)


def _within(tree: Tree, least: int, notation: _Notation, *, signed: bool = True) -> str:
    """In brackets where it binds too loosely, or begins with a minus where that would follow another sign."""
    text, rank = _put(tree, notation)
    if rank < least or (not signed and text.startswith(("-", "−"))):
        return f"({text})"
    return text


def _in_a_row(tree: InARow, notation: _Notation) -> tuple[str, int]:
    if notation.naming is _SOURCE.naming:
        grade = _put(tree.grade, notation)[0]
        return notation.in_a_row.format(grade=grade, years=tree.years), ATOM
    text = notation.naming((YEARS_IN_A_ROW, tree.word))
    if text.strip().isdecimal():
        return f"{text} {notation.signs['>=']} {tree.years}", COMPARISON
    return notation.in_a_row.format(grade=text, years=tree.years), ATOM
