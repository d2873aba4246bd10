"""Resolved parts that know their type: the bounds and the unit follow from those of their own parts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kaohe.engine.expressions.outcomes import of_type, outcome, unit_of
from kaohe.engine.expressions.resolved import Arithmetic, Constant, Operation, Resolved, whole_argument
from kaohe.engine.expressions.scope import NumberType, TextType, TruthType
from kaohe.engine.expressions.tree import COMPARISONS, Span
from kaohe.engine.numbers import Interval

_CONDITIONS = frozenset({*COMPARISONS, "and", "or", "not", "missing"})


def constant(value: Fraction | str, span: Span) -> Constant:
    if isinstance(value, str):
        return Constant(value, TextType(frozenset({value})), span)
    return Constant(value, NumberType(Interval.point(value), abs(value) or Fraction(1)), span)


def arithmetic(parts: Sequence[Resolved], operators: Sequence[str], span: Span) -> Arithmetic:
    node = Arithmetic(tuple(parts), tuple(operators), NumberType(), span)
    return replace(node, type=NumberType(_bounds(node), _arithmetic_unit(node)))


def operation(op: str, parts: Sequence[Resolved], span: Span) -> Operation:
    if op in _CONDITIONS:
        return Operation(op, tuple(parts), TruthType(), span)
    node = Operation(op, tuple(parts), NumberType(), span)
    return replace(node, type=NumberType(_bounds(node), _unit(node)))


def _bounds(node: Resolved) -> Interval | None:
    found = outcome(node, of_type)
    return found if isinstance(found, Interval) else None


def _arithmetic_unit(node: Arithmetic) -> Fraction | None:
    if node.operators[0] in "+-":
        return _shared(node.parts)
    result = unit_of(node.parts[0])
    for op, part in zip(node.operators, node.parts[1:], strict=True):
        unit = unit_of(part)
        if result is None or unit is None or (op == "/" and not isinstance(part, Constant)):
            return None
        result = result / unit if op == "/" else result * unit
    return result


def _unit(node: Operation) -> Fraction | None:
    if node.op in ("negative", "abs"):
        return unit_of(node.parts[0])
    if node.op in ("min", "max"):
        return _shared(node.parts)
    if node.op == "if":
        return _shared(node.parts[1:])
    if node.op == "round":
        step, unit = Fraction(1, 10 ** whole_argument(node)), unit_of(node.parts[0])
        return unit if unit is not None and (unit / step).denominator == 1 else step
    return None


def _shared(parts: Sequence[Resolved]) -> Fraction | None:
    """The largest unit of which all are whole multiples."""
    result = Fraction(0)
    for part in parts:
        unit = unit_of(part)
        if unit is None:
            return None
        bottom = result.denominator * unit.denominator
        top = math.gcd(result.numerator * unit.denominator, unit.numerator * result.denominator)
        result = Fraction(top, bottom)
    return result
