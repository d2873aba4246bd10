"""What an expression can come to, before any figure is known.

Sound: an outcome that is possible is never excluded. Not always tight: two uses of one name are taken as independent,
so `x - x` can be anything from low - high to high - low. Where a divisor can be zero, or a logarithm's argument not
positive, those cases have no value, and the bounds speak of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeAlias

from kaohe.engine.expressions.resolved import (
    Arithmetic,
    Constant,
    Membership,
    Operation,
    Resolved,
    whole_argument,
)
from kaohe.engine.expressions.scope import NumberType, TextType
from kaohe.engine.numbers import Interval, Number, Real, Rounding, logarithm, root

Truths: TypeAlias = frozenset[bool]
"""The answers that a condition can have. An answer that is unknown, for want of a figure, is not among them."""

EITHER: Truths = frozenset({True, False})

Possible: TypeAlias = Interval | Truths | frozenset[str] | None
"""None: a number without known bounds, or any text."""

_DIGITS = 30


def of_type(node: Resolved) -> Possible:
    """All that its type allows."""
    if isinstance(node, Constant):
        return frozenset({node.value}) if isinstance(node.value, str) else Interval.point(node.value)
    if isinstance(node.type, NumberType):
        return node.type.bounds
    return node.type.values if isinstance(node.type, TextType) else EITHER


def outcome(node: Resolved, of: Callable[[Resolved], Possible]) -> Possible:
    """What `node` can come to when each of its parts can come to what `of` says."""
    match node:
        case Arithmetic(parts):
            return _arithmetic(node, [_interval(of(part)) for part in parts])
        case Membership(item):
            return _membership(node, of(item))
        case Operation("missing"):
            return EITHER
        case Operation("and" | "or" | "not" as op, parts):
            return _LOGIC[op]([_truths(of(part)) for part in parts])
        case Operation("<" | "<=" | "==" | "!=" | ">=" | ">" as op, (left, right)):
            return _comparison(op, of(left), of(right), isinstance(left.type, TextType))
        case Operation("if", (condition, yes, no)):
            return _choice(_truths(of(condition)), _interval(of(yes)), _interval(of(no)))
        case Operation(_, parts):
            return _function(node, [_interval(of(part)) for part in parts])
    return of_type(node)


def _interval(possible: Possible) -> Interval | None:
    assert possible is None or isinstance(possible, Interval)
    return possible


def _truths(possible: Possible) -> Truths:
    assert isinstance(possible, frozenset)
    return frozenset(answer for answer in possible if isinstance(answer, bool))


# ---- conditions -----------------------------------------------------------------------------------------------------


def _every(truths: Sequence[Truths]) -> Truths:
    holds = {True} if all(True in t for t in truths) else set()
    return frozenset(holds | ({False} if any(False in t for t in truths) else set()))


def _some(truths: Sequence[Truths]) -> Truths:
    return _opposite([_every([_opposite([t]) for t in truths])])


def _opposite(truths: Sequence[Truths]) -> Truths:
    return frozenset(not answer for answer in truths[0])


_LOGIC: dict[str, Callable[[Sequence[Truths]], Truths]] = {"and": _every, "or": _some, "not": _opposite}


def _comparison(op: str, a: Possible, b: Possible, texts: bool) -> Truths:
    if op in ("!=", ">=", ">"):
        return _opposite([_comparison({"!=": "==", ">=": "<", ">": "<="}[op], a, b, texts)])
    if a is None or b is None:
        return EITHER
    if texts:
        assert isinstance(a, frozenset)
        assert isinstance(b, frozenset)
        return _answers(len(a | b) == 1, bool(a & b))
    assert isinstance(a, Interval)
    assert isinstance(b, Interval)
    if op == "<":
        return _answers(a.high < b.low, a.low < b.high)
    if op == "<=":
        return _answers(a.high <= b.low, a.low <= b.high)
    return _answers(a == b and a.low == a.high, a.low <= b.high and b.low <= a.high)


def _answers(always: bool, sometimes: bool) -> Truths:
    return frozenset({True}) if always else EITHER if sometimes else frozenset({False})


def _membership(node: Membership, item: Possible) -> Truths:
    if item is None:
        return EITHER
    if isinstance(item, Interval):
        within = [m for m in node.members if isinstance(m, Fraction) and m in item]
        return _answers(bool(within) and item.low == item.high, bool(within))
    return _answers(item <= node.members, bool(item & node.members))


# ---- numbers --------------------------------------------------------------------------------------------------------


def _choice(condition: Truths, yes: Interval | None, no: Interval | None) -> Interval | None:
    if condition == {True}:
        return yes
    if condition == {False}:
        return no
    return None if yes is None or no is None else Interval.around(yes, no)


def _arithmetic(node: Arithmetic, parts: Sequence[Interval | None]) -> Interval | None:
    result = parts[0]
    for op, part, source in zip(node.operators, parts[1:], node.parts[1:], strict=True):
        if result is None or part is None:
            return None
        if op == "/":
            result = _quotient(result, part, source)
        else:
            result = result + part if op == "+" else result - part if op == "-" else result * part
    return result


def _quotient(a: Interval, b: Interval, divisor: Resolved) -> Interval | None:
    """Over every divisor but zero, which is at least one unit away from the next."""
    if not b.low <= 0 <= b.high:
        return a.over(b)
    unit = unit_of(divisor)
    if unit is None:
        return None
    sides = [Interval(unit, b.high)] if b.high >= unit else []
    sides += [Interval(b.low, -unit)] if b.low <= -unit else []
    quotients = [q for side in sides if (q := a.over(side)) is not None]
    return Interval.around(*quotients) if quotients else None


def unit_of(node: Resolved) -> Fraction | None:
    return node.type.unit if isinstance(node.type, NumberType) else None


def _function(node: Operation, parts: Sequence[Interval | None]) -> Interval | None:
    if node.op in ("min", "max"):
        return _extreme(node.op, parts)
    x = parts[0]
    if x is None:
        return None
    if node.op == "negative":
        return -x
    if node.op == "abs":
        least = Fraction(0) if Fraction(0) in x else min(abs(x.low), abs(x.high))
        return Interval(least, max(abs(x.low), abs(x.high)))
    if node.op == "round":
        return x.rounded(Rounding(Fraction(1, 10 ** whole_argument(node))))
    if node.op == "root":
        degree = whole_argument(node)
        return _between(lambda end: root(end, degree), max(x.low, Fraction(0)), x.high)
    return _between(logarithm, x.low if x.low > 0 else unit_of(node.parts[0]), x.high)


def _extreme(op: str, parts: Sequence[Interval | None]) -> Interval | None:
    known = [p for p in parts if p is not None]
    if len(known) < len(parts):
        return None
    pick = min if op == "min" else max
    return Interval(pick(p.low for p in known), pick(p.high for p in known))


def _between(function: Callable[[Fraction], Number], low: Fraction | None, high: Fraction) -> Interval | None:
    """The values of a rising function from `low` to `high`."""
    if low is None or low > high:
        return None
    first, last = function(low), function(high)
    bottom = first.enclose(_DIGITS)[0] if isinstance(first, Real) else first
    top = last.enclose(_DIGITS)[1] if isinstance(last, Real) else last
    return Interval(bottom, top)
