"""The same meaning on whole columns: null is unknown, and the rows in `doubt` are for the reference evaluator.

The three answers of a condition are those of the columns themselves: null and false is false, null or true is true.
What would become an expression too large for the columnar engine raises `NeedsReference`, as numbers that are too
wide do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import TypeAlias

import narwhals as nw

from kaohe.engine.columns import Column, Doubt, Enclosed, Mask, either, where
from kaohe.engine.columns import Value as Numbers
from kaohe.engine.expressions.column_functions import (
    absolute,
    constant_enclosure,
    extreme,
    logarithm,
    negative,
    nothing,
    quotient,
    root,
)
from kaohe.engine.expressions.evaluating import Value, exact
from kaohe.engine.expressions.resolved import (
    Arithmetic,
    Constant,
    Membership,
    Operation,
    Reference,
    Resolved,
    names,
    parts_of,
    whole_argument,
)
from kaohe.engine.expressions.resolving import as_formula
from kaohe.engine.expressions.tree import Path, Tree
from kaohe.engine.numbers import Real, Rounding
from kaohe.engine.wholes import NeedsReference, check_width

_MOST_WORK = 3000
_MOST_DEPTH = 20


@dataclass(frozen=True)
class TextColumn:
    """A column of texts; null where it is not known."""

    expr: nw.Expr


Values: TypeAlias = Numbers | Mask | TextColumn
ColumnLookup: TypeAlias = Callable[[Path], Values]


def columns(expression: Resolved | Tree, lookup: ColumnLookup) -> Column | Enclosed | Mask:
    """A column of numbers, or a mask. A tree is taken as a formula of numbers. Raises NeedsReference."""
    resolved = as_formula(expression)
    work, depth, _ = _size(resolved)
    if work > _MOST_WORK or depth > _MOST_DEPTH:
        raise NeedsReference
    result = _evaluate(resolved, lookup)
    assert not isinstance(result, TextColumn)
    return result


def _evaluate(node: Resolved, lookup: ColumnLookup) -> Values:
    if isinstance(node, Constant) or not names(node):
        return _settled(exact(node, lambda path: None))
    match node:
        case Reference(path):
            return lookup(path)
        case Arithmetic(parts, operators):
            numbers = [_number(part, lookup) for part in parts]
            return _fold(numbers, operators)
        case Membership(item, members):
            return _among(_evaluate(item, lookup), members)
        case Operation("and" | "or" as op, parts):
            masks = [_mask(part, lookup) for part in parts]
            return reduce(lambda a, b: a & b if op == "and" else a | b, masks)
        case Operation("not", (part,)):
            return ~_mask(part, lookup)
        case Operation("if", (condition, yes, no)):
            return _choice(_mask(condition, lookup), _number(yes, lookup), _number(no, lookup))
        case Operation("missing", (part,)):
            return _missing(_evaluate(part, lookup))
        case Operation("<" | "<=" | "==" | "!=" | ">=" | ">" as op, (left, right)):
            return _compared(op, _evaluate(left, lookup), _evaluate(right, lookup))
        case Operation(_, parts):
            return _function(node, [_number(part, lookup) for part in parts])


def _settled(value: Value) -> Values:
    """What is the same in every row: computed once, and exactly."""
    if isinstance(value, str):
        return TextColumn(nw.lit(value))
    if value is None or isinstance(value, bool):
        return Mask(nw.lit(value, dtype=nw.Boolean))
    if isinstance(value, Fraction):
        return _constant(value)
    return constant_enclosure(value) if isinstance(value, Real) else nothing()


def _constant(value: Fraction) -> Column:
    check_width(max(abs(value.numerator), value.denominator))
    return Column.constant(value)


def _number(node: Resolved, lookup: ColumnLookup) -> Numbers:
    found = _evaluate(node, lookup)
    assert isinstance(found, Column | Enclosed)
    return found


def _mask(node: Resolved, lookup: ColumnLookup) -> Mask:
    found = _evaluate(node, lookup)
    assert isinstance(found, Mask)
    return found


# ---- numbers --------------------------------------------------------------------------------------------------------

_STEPS: dict[str, Callable[[Numbers, Numbers], Numbers]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": quotient,
}


def _fold(numbers: Sequence[Numbers], operators: Sequence[str]) -> Numbers:
    result = numbers[0]
    for op, number in zip(operators, numbers[1:], strict=True):
        result = _STEPS[op](result, number)
    return result


def _function(node: Operation, parts: Sequence[Numbers]) -> Numbers:
    x = parts[0]
    if node.op in ("min", "max"):
        return extreme(node.op, parts)
    if node.op == "negative":
        return negative(x)
    if node.op == "abs":
        return absolute(x)
    if node.op == "ln":
        return logarithm(x)
    if node.op == "root":
        return root(x, whole_argument(node))
    return x.rounded(Rounding(Fraction(1, 10 ** whole_argument(node))))


def _choice(condition: Mask, yes: Numbers, no: Numbers) -> Numbers:
    """Where the condition is unknown but both ways give the same number, that number."""
    if yes.bounds.low > no.bounds.high or yes.bounds.high < no.bounds.low:
        return where(condition, yes, no)
    same = yes.compare("==", no)
    doubt: Doubt = None if same.doubt is None else same.doubt & condition.expr.is_null()
    sure = Mask(condition.expr | same.expr.fill_null(False), either(condition.doubt, doubt))
    return where(sure, yes, no)


# ---- conditions -----------------------------------------------------------------------------------------------------


def _compared(op: str, a: Values, b: Values) -> Mask:
    if isinstance(a, TextColumn) and isinstance(b, TextColumn):
        return Mask(a.expr == b.expr if op == "==" else a.expr != b.expr)
    assert isinstance(a, Column | Enclosed)
    assert isinstance(b, Column | Enclosed)
    return a.compare(op, b)


def _among(item: Values, members: frozenset[str] | frozenset[Fraction]) -> Mask:
    if isinstance(item, TextColumn):
        # Engines differ on whether null is among the members.
        found = item.expr.is_in(sorted(str(m) for m in members)) if members else nw.lit(False)
        return Mask(nw.when(~item.expr.is_null()).then(found))
    assert isinstance(item, Column | Enclosed)
    numbers = sorted(member for member in members if isinstance(member, Fraction))
    return reduce(lambda a, b: a | b, [item.compare("==", _constant(number)) for number in numbers])


def _missing(value: Values) -> Mask:
    if isinstance(value, TextColumn):
        return Mask(value.expr.is_null())
    if isinstance(value, Mask):
        return Mask(value.expr.is_null(), value.doubt)
    if isinstance(value, Enclosed):
        return Mask(value.low.is_null() | value.high.is_null(), value.doubt)
    whole = [w.expr.is_null() for w in (value.num, value.den) if isinstance(w.expr, nw.Expr)]
    return Mask(reduce(lambda a, b: a | b, whole) if whole else nw.lit(False), value.doubt)


# ---- how large ------------------------------------------------------------------------------------------------------

_FIXED, _RATIO, _ENCLOSED = range(3)
_REPEATS = (1, 2, 8)
"""How often one operation repeats each operand: over one denominator, over two, in enclosures."""


def _size(node: Resolved) -> tuple[int, int, int]:
    """A generous count of column operations, the depth, and which kind of number comes out.

    Operands are repeated inside the operations on them, so nesting multiplies: unchecked, ten `max` inside each other
    would keep an engine busy for hours.
    """
    sizes = [_size(part) for part in parts_of(node)]
    if not sizes:
        return 1, 0, _FIXED
    kind, depth = max(s[2] for s in sizes), max(s[1] for s in sizes) + 1
    work = [s[0] for s in sizes]
    if isinstance(node, Arithmetic):
        if "/" in node.operators and not all(isinstance(p, Constant) for p in node.parts[1:]):
            kind = max(kind, _RATIO)
        return reduce(lambda done, more: _REPEATS[kind] * (done + more), work), depth, kind
    if isinstance(node, Membership):
        return _REPEATS[kind] * work[0] * len(node.members), depth, kind
    assert isinstance(node, Operation)
    if node.op in ("ln", "root"):
        return 6 * sum(work), depth, _ENCLOSED
    if node.op in ("min", "max") and kind != _FIXED:
        return 2 * _REPEATS[kind] * len(work) * sum(work), depth, kind
    if node.op in ("abs", "negative"):
        return 3 * sum(work), depth, kind
    repeats = {"if": 4, "round": 6, "min": 2, "max": 2}.get(node.op, 1)
    return repeats * _REPEATS[kind] * sum(work), depth, kind
