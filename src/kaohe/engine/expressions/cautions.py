"""Where an expression may have no value: divisors that can be zero, logarithms and roots outside their domain.

Allowed, since figures may never come to it, but the author should know. What the bounds suspect is shown by an
example; where none is found the note says that nothing was shown either way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import islice, product

from kaohe.engine.expressions.evaluating import Value, exact
from kaohe.engine.expressions.faults import Fault, fault
from kaohe.engine.expressions.outcomes import of_type, outcome, unit_of
from kaohe.engine.expressions.resolved import (
    Arithmetic,
    Constant,
    Operation,
    Reference,
    Resolved,
    descend,
    names,
    source,
)
from kaohe.engine.expressions.scope import NumberType, TruthType
from kaohe.engine.expressions.tree import Path
from kaohe.engine.expressions.writing import write
from kaohe.engine.numbers import Interval, Real, Undecided, show, sign

_MOST_TRIALS = 300

_Suspect = tuple[str, Resolved, Callable[[int], bool]]

_CODES = {
    "/": ("expression_divisor_always", "expression_divisor_example", "expression_divisor_perhaps"),
    "ln": ("expression_logarithm_always", "expression_logarithm_example", "expression_logarithm_perhaps"),
    "root": ("expression_root_always", "expression_root_example", "expression_root_perhaps"),
}


def warnings(resolved: Resolved) -> list[Fault]:
    """Notes, not faults, in the order of the text."""
    notes = [note for suspect in _suspects(resolved) if (note := _note(*suspect)) is not None]
    return sorted(notes, key=lambda note: (note.offset, note.code))


def _suspects(resolved: Resolved) -> Iterator[_Suspect]:
    """The operation, the part in question, and the signs that it must not have."""
    for node in descend(resolved):
        if isinstance(node, Arithmetic):
            divisors = zip(node.operators, node.parts[1:], strict=True)
            yield from (("/", part, lambda sign: sign == 0) for op, part in divisors if op == "/")
        elif isinstance(node, Operation) and node.op == "ln":
            yield "ln", node.parts[0], lambda sign: sign <= 0
        elif isinstance(node, Operation) and node.op == "root":
            yield "root", node.parts[0], lambda sign: sign < 0


def _note(op: str, part: Resolved, wrong: Callable[[int], bool]) -> Fault | None:
    possible = outcome(part, of_type)
    found = write(source(part))
    always, shown, perhaps = _CODES[op]
    if isinstance(possible, Interval):
        signs = {s for s in (-1, 0, 1) if sign(possible.low) <= s <= sign(possible.high)}
        if not any(map(wrong, signs)):
            return None
        if all(map(wrong, signs)):
            return fault(always, part.span[0], found=found)
    example = _example(part, wrong)
    if example is None:
        return fault(perhaps, part.span[0], found=found)
    return fault(shown, part.span[0], found=found, example=_shown(example))


def _shown(example: Mapping[Path, Value]) -> str:
    texts = ((".".join(path), value) for path, value in sorted(example.items()))
    return ", ".join(f"{name} = {show(value) if isinstance(value, Fraction) else value}" for name, value in texts)


# ---- examples -------------------------------------------------------------------------------------------------------


def _example(part: Resolved, wrong: Callable[[int], bool]) -> Mapping[Path, Value] | None:
    """Values within the types, at which the part has the wrong sign."""
    known = {node.path: node for node in descend(part) if isinstance(node, Reference)}
    ends = {end for node in known.values() for end in _ends(node)}
    paths = sorted(names(part))
    choices = [_candidates(known[path], ends, part) for path in paths]
    for values in islice(product(*choices), _MOST_TRIALS):
        tried = dict(zip(paths, values, strict=True))
        for example in (tried, *_moved(part, tried, known)):
            if (found := _sign(part, example)) is not None and wrong(found):
                return example
    return None


def _sign(part: Resolved, example: Mapping[Path, Value]) -> int | None:
    value = exact(part, example.__getitem__)
    try:
        return sign(value) if isinstance(value, Fraction | Real) else None
    except Undecided:
        return None


def _ends(node: Reference) -> tuple[Fraction, ...]:
    if not isinstance(node.type, NumberType):
        return ()
    bounds = node.type.bounds
    return (Fraction(-1), Fraction(0), Fraction(1)) if bounds is None else (bounds.low, Fraction(0), bounds.high)


def _candidates(node: Reference, ends: set[Fraction], part: Resolved) -> list[Value]:
    if isinstance(node.type, TruthType):
        return [True, False]
    if isinstance(node.type, NumberType):
        return [end for end in sorted(ends, key=lambda end: (abs(end), end)) if _allowed(node, end)]
    constants = {c.value for c in descend(part) if isinstance(c, Constant) and isinstance(c.value, str)}
    return list(sorted(node.type.values)[:5] if node.type.values is not None else [*sorted(constants), ""])


def _allowed(node: Reference, value: Fraction) -> bool:
    unit = unit_of(node)
    bounds = of_type(node)
    within = not isinstance(bounds, Interval) or value in bounds
    return within and (unit is None or (value / unit).denominator == 1)


def _moved(
    part: Resolved, example: Mapping[Path, Value], known: Mapping[Path, Reference]
) -> Iterator[Mapping[Path, Value]]:
    """The example with one number moved to where the part, taken as a straight line, is zero."""
    for path, value in example.items():
        if not isinstance(value, Fraction):
            continue
        here = exact(part, example.__getitem__)
        there = exact(part, {**example, path: value + 1}.__getitem__)
        if isinstance(here, Fraction) and isinstance(there, Fraction) and here != there:
            zero = value - here / (there - here)
            if _allowed(known[path], zero):
                yield {**example, path: zero}
