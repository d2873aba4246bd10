"""The different cases that some conditions can tell apart: which values of their names are worth looking at.

Of all the values of a name only those matter that some condition treats differently: one of every kind of group, one id
inside a list and one outside, a number at each threshold and between each two. When every comparison sets one name
against constants, these cases are all there are (`whole`), and what is so in every one of them is so always. Otherwise,
or where there are too many, what is found in a case is an example, and what is not found is not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, islice, product
from math import prod
from typing import TypeAlias

from kaohe.engine.expressions import NumberType, Path, TextType, TruthType, Type, bounds, exact, names
from kaohe.engine.expressions.resolved import Constant, Membership, Operation, Reference, Resolved, descend, parts_of
from kaohe.engine.expressions.tree import COMPARISONS
from kaohe.engine.numbers import show
from kaohe.engine.scheme.model import Kind
from kaohe.engine.scheme.names import LAST_YEAR, Ref, Test

Value: TypeAlias = "Fraction | str | bool | None"
Named: TypeAlias = "Ref | Path"
"""A score, a figure or a fact whatever it is called; a grade, a rank or a count of years by its path."""
Case: TypeAlias = Mapping[Named, Value]

MOST_CASES = 1000
OTHER = "…"
"""A text that no condition mentions."""


def named(test: Test, path: Path) -> Named:
    return test.refs.get(path, path)


def asked_by(test: Test) -> frozenset[Named]:
    return frozenset(named(test, path) for path in names(test.tree))


def holds(test: Test, case: Case) -> bool | None:
    """The condition's answer; None where it has none."""
    answer = exact(test.tree, lambda path: case.get(named(test, path)))
    assert answer is None or isinstance(answer, bool)
    return answer


def truths(test: Test) -> frozenset[bool]:
    """The answers that it can have. What is not among them is impossible."""
    found = bounds(test.tree, lambda path: None)
    assert isinstance(found, frozenset)
    answers = frozenset(answer for answer in found if isinstance(answer, bool))
    if len(answers) > 1 and (cases := cases_of([test])).whole:
        answers = frozenset(answer for case in cases.rows if (answer := holds(test, case)) is not None)
    return answers


def implies(one: Test, other: Test) -> bool | None:
    """Does the other hold wherever this one does, also where a figure or an attribute is missing? None: that could be shown
    neither way."""
    if not asked_by(one) & asked_by(other):
        return False
    cases = cases_of([one, other], missing=True)
    if any(holds(one, case) and not holds(other, case) for case in cases.rows):
        return False
    return True if cases.whole else None


@dataclass(frozen=True)
class Cases:
    rows: Sequence[Case]
    whole: bool
    """There are no others."""


def cases_of(tests: Iterable[Test], *, always: Iterable[tuple[Named, Type]] = (), missing: bool = False) -> Cases:
    """The cases that the tests can tell apart. Every value of a name in `always` is told apart; with `missing` anything but
    a fact may be missing, without only what a test asks that of, and attributes."""
    asked: dict[Named, _Asked] = {}
    for name, type_ in always:
        asked[name] = _Asked(type_, every=True)
    for test in {(test.text, id(test.tree)): test for test in tests}.values():
        _ask(test, asked)
    if missing:
        for name, one in asked.items():
            one.missing = one.missing or not (isinstance(name, Ref) and name.sort == "fact")
    whole = all(one.simple or one.closed for one in asked.values())
    choices = {name: one.candidates() for name, one in asked.items()}
    if prod(len(values) for values in choices.values()) <= MOST_CASES:
        rows = [dict(zip(choices, values, strict=True)) for values in product(*choices.values())]
        return Cases(rows, whole)
    return Cases(list(islice(_nearby(choices), MOST_CASES)), False)


def _nearby(choices: Mapping[Named, Sequence[Value]]) -> Iterator[Case]:
    """The first value of each name, then one name changed, then two."""
    first = {name: values[0] for name, values in choices.items()}
    for count in range(3):
        for changed in combinations(choices, count):
            for values in product(*(choices[name][1:] for name in changed)):
                yield {**first, **dict(zip(changed, values, strict=True))}


# ---- what is asked of a name ----------------------------------------------------------------------------------------


@dataclass
class _Asked:
    """What the conditions ask of one name. `simple`: only how it compares with constants. `missing`: it may have no value;
    an attribute may always be left empty."""

    type: Type
    simple: bool = True
    every: bool = False
    missing: bool = False
    constants: set[Fraction | str] = field(default_factory=set)
    naming: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """By a text: the comparisons that name it."""
    questions: int = 0

    @property
    def closed(self) -> bool:
        return isinstance(self.type, TruthType) or (isinstance(self.type, TextType) and self.type.values is not None)

    def candidates(self) -> list[Value]:
        """One value of every kind that the conditions tell apart."""
        found = [*self._values(), *([None] if self.missing else [])]
        if self.every or not self.simple:
            return found
        told_apart: dict[object, Value] = {}
        for value in found:
            told_apart.setdefault(self._told_by(value), value)
        return list(told_apart.values())

    def _told_by(self, value: Value) -> object:
        """What the comparisons make of it. Texts are only ever set equal: those that name it tell it apart."""
        return (self.naming.get(value),) if isinstance(value, str) else value

    def _values(self) -> Iterator[Value]:
        if isinstance(self.type, TruthType):
            yield from (False, True)
        elif isinstance(self.type, NumberType):
            yield from _numbers(self.type, sorted(c for c in self.constants if isinstance(c, Fraction)))
        elif self.type.values is not None:
            yield from sorted(self.type.values)
        else:
            yield from (OTHER, *sorted(c for c in self.constants if isinstance(c, str)))


def _ask(test: Test, asked: dict[Named, _Asked]) -> None:
    for leaf in _leaves(test.tree):
        references = [part for part in descend(leaf) if isinstance(part, Reference)]
        apart = _set_against_constants(leaf)
        for one in references:
            name = named(test, one.path)
            found = asked.setdefault(name, _Asked(one.type, missing=isinstance(name, Ref) and name.sort == "attribute"))
            found.simple = found.simple and apart and len(references) == 1
            found.missing = found.missing or (isinstance(leaf, Operation) and leaf.op == "missing")
            constants = _constants(leaf)
            found.constants |= constants
            found.questions += 1
            for text in constants:
                if isinstance(text, str):
                    found.naming[text] = (*found.naming.get(text, ()), found.questions)


def _leaves(node: Resolved) -> Iterator[Resolved]:
    """The parts of a condition that are themselves joined by no `and`, `or`, `not`."""
    if isinstance(node, Operation) and node.op in ("and", "or", "not"):
        for part in parts_of(node):
            yield from _leaves(part)
    else:
        yield node


def _set_against_constants(leaf: Resolved) -> bool:
    match leaf:
        case Reference() | Membership(Reference()) | Operation("missing", (Reference(),)):
            return True
        case Operation(op, (Reference(), Constant()) | (Constant(), Reference())):
            return op in COMPARISONS
    return False


def _constants(leaf: Resolved) -> set[Fraction | str]:
    found: set[Fraction | str] = set()
    for part in descend(leaf):
        if isinstance(part, Constant):
            found.add(part.value)
        elif isinstance(part, Membership):
            found |= part.members
    return found


def _numbers(kind: NumberType, constants: Sequence[Fraction]) -> list[Fraction]:
    """Each constant, and a number in each gap between them, as close to a constant as the unit allows."""
    low = kind.bounds.low if kind.bounds else None
    high = kind.bounds.high if kind.bounds else None
    step = kind.unit or Fraction(1, 100)
    inside = [c for c in constants if (low is None or c >= low) and (high is None or c <= high)]
    if not inside:
        return [low if low is not None else Fraction(0)]
    found = {c for c in inside if kind.unit is None or (c / kind.unit).denominator == 1}
    for before, after in zip([None, *inside], [*inside, None], strict=True):
        bottom, top = before if before is not None else low, after if after is not None else high
        if (value := _between(bottom, top, before is None, after is None, step, kind.unit)) is not None:
            found.add(value)
    return sorted(found)


def _between(
    bottom: Fraction | None, top: Fraction | None, bottom_in: bool, top_in: bool, step: Fraction, unit: Fraction | None
) -> Fraction | None:
    """A number between two ends, which count when they are ends of the range; None when there is none."""

    def inside(value: Fraction) -> bool:
        above = bottom is None or value > bottom or (bottom_in and value == bottom)
        return above and (top is None or value < top or (top_in and value == top))

    near = (-(-top // step) - 1) * step if top is not None and not top_in else ((bottom or 0) // step + 1) * step
    tried = [Fraction(near)]
    if unit is None:
        ends = [end for end in (bottom, top) if end is not None]
        tried += [*ends, sum(ends, Fraction(0)) / len(ends)]
    return next(filter(inside, tried), None)


# ---- showing a case -------------------------------------------------------------------------------------------------


def shown(case: Case, kind: Kind) -> str:
    """`group = poor_county, id = zhangye`, as a subject of this kind sees it; what no condition mentions is left away, and
    `—` stands for no value."""
    texts = {_name(name, kind): _value(value) for name, value in case.items() if value != OTHER}
    return ", ".join(f"{name} = {value}" for name, value in sorted(texts.items()))


def _name(name: Named, kind: Kind) -> str:
    if not isinstance(name, Ref):
        return ".".join(name)
    part = LAST_YEAR if name.part.isdigit() else name.part
    words = ("" if name.kind == kind else name.kind, name.name, part)
    return ".".join(word for word in words if word)


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "—"
    return show(value) if isinstance(value, Fraction) else str(value)
