"""The meaning of an expression, in exact numbers: with this every other evaluator must agree.

What has no number stays unknown and is never guessed. A condition is then neither true nor false unless its other
parts decide it (`false and unknown` is false); arithmetic gives `Held` with every cause.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import reduce
from typing import TypeAlias

from kaohe.engine.explanation import Held, LeftOut
from kaohe.engine.expressions.resolved import (
    Arithmetic,
    Constant,
    Membership,
    Operation,
    Reference,
    Resolved,
    parts_of,
    whole_argument,
)
from kaohe.engine.expressions.scope import NumberType, TruthType
from kaohe.engine.expressions.tree import COMPARISONS, Path
from kaohe.engine.numbers import (
    Number,
    Real,
    Rounding,
    Undecided,
    add,
    compare,
    divide,
    logarithm,
    multiply,
    negative,
    root,
    rounded,
    sign,
    subtract,
)

Value: TypeAlias = Number | str | bool | Held | LeftOut | None
Lookup: TypeAlias = Callable[[Path], Value]

MISSING = "missing"
DIVISION_BY_ZERO = "division_by_zero"
LOGARITHM_DOMAIN = "logarithm_of_not_positive"
ROOT_DOMAIN = "root_of_negative"
UNDECIDED = "undecided"

ARITHMETIC: dict[str, Callable[[Number, Number], Number]] = {"+": add, "-": subtract, "*": multiply, "/": divide}


def exact(resolved: Resolved, lookup: Lookup) -> Value:
    """The value. `lookup` gives None, Held or LeftOut for what has none.

    A number without value is `Held`, or `LeftOut` where the expression is a name that is; a condition without answer is
    None. Two numbers that cannot be told apart at the highest precision compare as unknown, and hold what needs it.
    """
    match resolved:
        case Constant(value):
            return value
        case Reference(path):
            return _as_typed(lookup(path), resolved)
        case Arithmetic(parts, operators):
            return _arithmetic([exact(part, lookup) for part in parts], operators)
        case Membership(item, members):
            return _among(exact(item, lookup), members)
        case Operation("if"):
            return _choice(resolved, lookup)
        case Operation("ln"):
            return _guarded(_logarithm, exact(resolved.parts[0], lookup))
        case Operation("root" | "round" as op):
            step = _root if op == "root" else _round
            return _guarded(lambda x: step(x, whole_argument(resolved)), exact(resolved.parts[0], lookup))
        case Operation(op, parts):
            return _OPERATIONS[op]([exact(part, lookup) for part in parts])


def unknown(value: Value) -> bool:
    return value is None or isinstance(value, Held | LeftOut)


def causes(values: Iterable[Value]) -> tuple[str, ...]:
    """Why the unknown ones among them are unknown, each cause once, in the order of the values."""
    found: dict[str, None] = {}
    for value in values:
        if isinstance(value, Held):
            found.update(dict.fromkeys(value.causes))
        elif isinstance(value, LeftOut):
            found[value.cause] = None
        elif value is None:
            found[MISSING] = None
    return tuple(found)


def _as_typed(value: Value, name: Reference) -> Value:
    if isinstance(name.type, NumberType):
        return Held((MISSING,)) if value is None else value
    return None if unknown(value) else value


def _number(value: Value) -> Number:
    assert isinstance(value, Fraction | Real)
    return value


# ---- numbers --------------------------------------------------------------------------------------------------------


def _guarded(step: Callable[..., Number], *values: Value) -> Value:
    """`step` of the values when all are known and it is defined for them."""
    if missing := causes(values):
        return Held(missing)
    try:
        return step(*values)
    except ZeroDivisionError:
        return Held((DIVISION_BY_ZERO,))
    except _Outside as outside:
        return Held((outside.cause,))
    except Undecided:
        return Held((UNDECIDED,))


class _Outside(Exception):
    """The function has no value here."""

    def __init__(self, cause: str) -> None:
        self.cause = cause


def _arithmetic(values: Sequence[Value], operators: Sequence[str]) -> Value:
    def fold(*numbers: Number) -> Number:
        result = numbers[0]
        for op, number in zip(operators, numbers[1:], strict=True):
            result = ARITHMETIC[op](result, number)
        return result

    return _guarded(fold, *values)


def _logarithm(x: Number) -> Number:
    if sign(x) <= 0:
        raise _Outside(LOGARITHM_DOMAIN)
    return logarithm(x)


def _root(x: Number, degree: int) -> Number:
    if sign(x) < 0:
        raise _Outside(ROOT_DOMAIN)
    return root(x, degree)


def _round(x: Number, places: int) -> Number:
    return rounded(x, Rounding(Fraction(1, 10**places)))


def least(*numbers: Number) -> Number:
    return reduce(lambda a, b: a if compare(a, b) <= 0 else b, numbers)


def most(*numbers: Number) -> Number:
    return reduce(lambda a, b: a if compare(a, b) >= 0 else b, numbers)


def size(x: Number) -> Number:
    return x if sign(x) >= 0 else negative(x)


def _choice(node: Operation, lookup: Lookup) -> Value:
    """With an unknown condition the number is known only if both ways give the same."""
    condition, *ways = node.parts
    answer = exact(condition, lookup)
    if answer is not None:
        return _guarded(lambda x: x, exact(ways[0] if answer else ways[1], lookup))
    yes, no = (exact(way, lookup) for way in ways)
    if not unknown(yes) and not unknown(no) and _compared("==", yes, no):
        return yes
    reasons = [*_reasons(condition, lookup), *causes([v for v in (yes, no) if unknown(v)])]
    return Held(tuple(dict.fromkeys(reasons)) or (UNDECIDED,))


def _reasons(node: Resolved, lookup: Lookup) -> tuple[str, ...]:
    """Why a condition is unknown: the causes of every value in it that is."""
    if not isinstance(node.type, TruthType) or isinstance(node, Reference):
        value = lookup(node.path) if isinstance(node, Reference) else exact(node, lookup)
        return causes([value])
    found: dict[str, None] = {}
    for part in parts_of(node):
        found.update(dict.fromkeys(_reasons(part, lookup)))
    return tuple(found)


# ---- conditions -----------------------------------------------------------------------------------------------------


def holds(op: str, order: int) -> bool:
    """Whether a comparison holds for two values whose order is -1, 0 or 1."""
    if op in ("==", "!="):
        return (order == 0) == (op == "==")
    if op in ("<", "<="):
        return order < 0 or (order == 0 and op == "<=")
    return order > 0 or (order == 0 and op == ">=")


def _compared(op: str, a: Value, b: Value) -> bool | None:
    if unknown(a) or unknown(b):
        return None
    if isinstance(a, str):
        return (a == b) == (op == "==")
    try:
        return holds(op, compare(_number(a), _number(b)))
    except Undecided:
        return None


def _among(item: Value, members: frozenset[str] | frozenset[Fraction]) -> bool | None:
    if unknown(item):
        return None
    if isinstance(item, str | Fraction):
        return item in members
    return _some([_compared("==", item, member) for member in members])


def _every(truths: Sequence[Value]) -> bool | None:
    return False if False in truths else None if None in truths else True


def _some(truths: Sequence[Value]) -> bool | None:
    return True if True in truths else None if None in truths else False


def _opposite(truths: Sequence[Value]) -> bool | None:
    return None if truths[0] is None else not truths[0]


_OPERATIONS: dict[str, Callable[[Sequence[Value]], Value]] = {
    "and": _every,
    "or": _some,
    "not": _opposite,
    "missing": lambda values: unknown(values[0]),
    "negative": lambda values: _guarded(negative, *values),
    "abs": lambda values: _guarded(size, *values),
    "min": lambda values: _guarded(least, *values),
    "max": lambda values: _guarded(most, *values),
    **{op: (lambda values, op=op: _compared(op, *values)) for op in COMPARISONS},  # type: ignore[misc]
}
