"""Formulas that rules are written in: the text of the formula is the rule, this computes it.

No scope and no absence: whoever calls has the numbers. A name without a fact raises KeyError, a division by zero
ZeroDivisionError, a root or logarithm outside its domain ValueError: the rule guards against them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from operator import itemgetter
from typing import TypeAlias, cast

from kaohe.engine.explanation import Fact
from kaohe.engine.expressions.evaluating import ARITHMETIC, holds, least, most, size
from kaohe.engine.expressions.faults import NoFormula
from kaohe.engine.expressions.functions import WHOLE_ARGUMENT
from kaohe.engine.expressions.parsing import parse
from kaohe.engine.expressions.tree import COMPARISON, Among, Call, Chain, InARow, Minus, Name, Not, Numeral, Tree
from kaohe.engine.numbers import Number, Rounding, compare, logarithm, negative, root, rounded, sign

Facts: TypeAlias = Mapping[str, Fact]
_Compute: TypeAlias = Callable[[Facts], Number]
_Step: TypeAlias = Callable[[Number, Number], Number]
_Ask: TypeAlias = Callable[[Facts], bool]


def evaluate_formula(text: str, facts: Facts) -> Number:
    """The number that the formula gives; the facts are its names, those with dots included."""
    return formula(text)(facts)


@lru_cache(maxsize=4096)
def formula(text: str) -> _Compute:
    """The formula, ready to be given facts. Raises ExpressionError or NoFormula."""
    return _number(parse(text))


def _number(tree: Tree) -> _Compute:
    match tree:
        case Numeral(value):
            return lambda facts: value
        case Name(path):
            return cast(_Compute, itemgetter(".".join(path)))
        case Minus(part):
            inner = _number(part)
            return lambda facts: negative(inner(facts))
        case Chain() if tree.rank > COMPARISON:
            steps = [ARITHMETIC[op] for op in tree.operators]
            return _joined([_number(part) for part in tree.parts], steps)
        case Call():
            return _call(tree)
    raise NoFormula(f"not a number: {tree}")


def _joined(parts: list[_Compute], steps: list[_Step]) -> _Compute:
    first, second, step = parts[0], parts[1], steps[0]
    if len(parts) == 2:
        return lambda facts: step(first(facts), second(facts))
    rest = list(zip(steps, parts[1:], strict=True))

    def compute(facts: Facts) -> Number:
        result = first(facts)
        for take, part in rest:
            result = take(result, part(facts))
        return result

    return compute


def _call(tree: Call) -> _Compute:
    if tree.function == "if":
        ask, yes, no = _condition(tree.arguments[0]), _number(tree.arguments[1]), _number(tree.arguments[2])
        return lambda facts: yes(facts) if ask(facts) else no(facts)
    parts = [_number(part) for part in tree.arguments]
    first = parts[0]
    if tree.function in ("root", "round"):
        return _with_whole_argument(tree, first)
    if tree.function in ("min", "max"):
        pick = least if tree.function == "min" else most
        return lambda facts: pick(*[part(facts) for part in parts])
    if tree.function == "missing":
        raise NoFormula("missing() in a formula, whose facts are all there")
    step = size if tree.function == "abs" else logarithm
    return lambda facts: step(first(facts))


def _with_whole_argument(tree: Call, inner: _Compute) -> _Compute:
    count = tree.arguments[1]
    low, high = WHOLE_ARGUMENT[tree.function]
    if not isinstance(count, Numeral) or count.value.denominator != 1 or not low <= count.value <= high:
        raise NoFormula(f"{tree.function}() needs a whole number from {low} to {high}, written out")
    whole = int(count.value)
    if tree.function == "root":
        return lambda facts: _root(inner(facts), whole)
    rounding = Rounding(Fraction(1, 10**whole))
    return lambda facts: rounded(inner(facts), rounding)


def _root(x: Number, degree: int) -> Number:
    if sign(x) < 0:
        raise ValueError("the root of a negative number")
    return root(x, degree)


def _condition(tree: Tree) -> _Ask:
    match tree:
        case Not(part):
            inner = _condition(part)
            return lambda facts: not inner(facts)
        case Chain(parts, operators) if tree.rank < COMPARISON:
            asked = [_condition(part) for part in parts]
            join = all if operators[0] == "and" else any
            return lambda facts: join(ask(facts) for ask in asked)
        case Chain(parts, operators) if tree.rank == COMPARISON:
            numbers = [_number(part) for part in parts]
            pairs = [_pair(op, a, b) for op, a, b in zip(operators, numbers, numbers[1:], strict=False)]
            return pairs[0] if len(pairs) == 1 else lambda facts: all(pair(facts) for pair in pairs)
        case Among() | InARow():
            raise NoFormula(f"not a comparison of numbers: {tree}")
    raise NoFormula(f"not a condition: {tree}")


def _pair(op: str, left: _Compute, right: _Compute) -> _Ask:
    return lambda facts: holds(op, compare(left(facts), right(facts)))
