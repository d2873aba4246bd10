"""Conditions of the grading and of outcomes, read with all that is known of the scores; and what they can come to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kaohe.engine.expressions import NumberType, Path, TextType, TruthType, Type, write
from kaohe.engine.expressions.outcomes import of_type, outcome
from kaohe.engine.expressions.resolved import Operation, Reference, Resolved, descend, source
from kaohe.engine.expressions.tree import COMPARISONS
from kaohe.engine.numbers import show
from kaohe.engine.scheme.checks.cases import truths
from kaohe.engine.scheme.checks.findings import Findings
from kaohe.engine.scheme.checks.holding import Possible
from kaohe.engine.scheme.grade_names import GRADE, GradeScope, graded_kind
from kaohe.engine.scheme.model import Kind
from kaohe.engine.scheme.names import Test, names_in, read_test

MOST_VALUES = 8
"""Values of a text that are shown."""


@dataclass(frozen=True)
class KnownScope(GradeScope):
    """Scores have the bounds that were computed for them. `possible` None: nothing is known of them."""

    possible: Possible | None = None

    def type_of(self, path: Path) -> Type | None:
        ref = self.ref(path) if self.grade_type(path) is None else None
        if ref is None or ref.sort != "score" or self.possible is None:
            return super().type_of(path)
        node = self.possible.graph.nodes[ref.kind, ref.name]
        steps = {variant.rounding.step if variant.rounding else None for variant in node.variants}
        return NumberType(self.possible.bounds(node.key), steps.pop() if len(steps) == 1 else None)


def read_condition(found: Findings, said: str, kind: Kind, *keys: str | int, own_grade: bool = False) -> Test | None:
    """None, and an error, when it cannot be read."""
    for path in sorted(names_in(said)):
        above = graded_kind(kind, path)
        if above is not None and above not in found.text.grading:
            found.error("not_graded", *keys, text=said, kind=above, name=".".join(path))
            return None
        if path == (GRADE,) and not own_grade:
            found.error("own_grade_unknown", *keys, text=said)
            return None
    scope = KnownScope(found.text, kind, own_grade=own_grade, possible=found.possible if found.sound else None)
    return read_test(said, scope, found.source.place(*keys), found.problems)


def check_condition(found: Findings, test: Test, *keys: str | int) -> None:
    """Says when it always or never holds, and why."""
    answers = truths(test)
    if answers == {True}:
        found.warning("condition_always", *keys, text=test.text, ranges=ranges_of(test))
    elif True not in answers:
        found.warning("condition_never", *keys, text=test.text, ranges=ranges_of(test))
    else:
        check_parts(found, test, *keys)


def check_parts(found: Findings, test: Test, *keys: str | int) -> None:
    """Comparisons inside a longer condition that decide nothing."""
    for part, answer in idle_parts(test):
        code = "comparison_always" if answer else "comparison_never"
        found.warning(code, *keys, text=test.text, part=write(source(part)), ranges=_ranges(part))


def idle_parts(test: Test) -> Iterator[tuple[Resolved, bool]]:
    for part in descend(test.tree):
        if isinstance(part, Operation) and part.op in COMPARISONS and part is not test.tree:
            answers = outcome(part, of_type)
            numbers = [side for side in part.parts if isinstance(side.type, NumberType)]
            if isinstance(answers, frozenset) and len(answers) == 1 and numbers:
                yield part, True in answers


def ranges_of(test: Test) -> str:
    """`total: 30.6–106, group: city | county`: what the names in a condition can be."""
    return _ranges(test.tree)


def _ranges(node: Resolved) -> str:
    found = {".".join(part.path): _range(part.type) for part in descend(node) if isinstance(part, Reference)}
    return ", ".join(f"{name}: {range_}" for name, range_ in sorted(found.items()))


def _range(type_: Type) -> str:
    if isinstance(type_, NumberType) and type_.bounds is not None:
        return f"{show(type_.bounds.low)}–{show(type_.bounds.high)}"
    if isinstance(type_, TextType) and type_.values is not None:
        values = sorted(type_.values)
        return " | ".join(values[:MOST_VALUES]) + (" | …" if len(values) > MOST_VALUES else "")
    return "true | false" if isinstance(type_, TruthType) else "…"
