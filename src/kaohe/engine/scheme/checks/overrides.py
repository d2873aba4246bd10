"""Overrides: one that never holds or always does, and two of which neither is the more special."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice
from typing import TypeAlias

from kaohe.engine.scheme.checks.cases import Case, Cases, asked_by, cases_of, holds, shown, truths
from kaohe.engine.scheme.checks.findings import Findings
from kaohe.engine.scheme.checks.holding import Held
from kaohe.engine.scheme.graph import specialty
from kaohe.engine.scheme.model import KINDS, Kind
from kaohe.engine.scheme.names import Test

Pair: TypeAlias = "tuple[int, int]"
"""Two overrides by their places in the text."""

MOST_PAIRS = 300
"""Pairs of overrides looked at one by one, where all together are too many cases."""


def check_overrides(found: Findings) -> None:
    for kind in KINDS:
        tests = {i: test for (of, i), test in found.holding.tests.items() if of == kind}
        possible = [i for i, test in sorted(tests.items()) if _can_differ(found, kind, i, test)]
        said = found.text.overrides.get(kind, ())
        levels = {i: specialty(tests[i], consequence=said[i].consequence) for i in possible}
        for level in sorted(set(levels.values())):
            same = [i for i in possible if levels[i] == level]
            _check_clashes(found, kind, {i: tests[i] for i in same})


def _can_differ(found: Findings, kind: Kind, i: int, test: Test) -> bool:
    answers = truths(test)
    if answers == {True} and all(ref.sort == "fact" for ref in test.refs.values()):
        found.warning("override_always", "overrides", kind, i, "when", when=test.text)
    if not answers & {True}:
        found.warning("override_never", "overrides", kind, i, "when", when=test.text)
    return len(answers) > 1


def _check_clashes(found: Findings, kind: Kind, tests: Mapping[int, Test]) -> None:
    """Both hold for somebody, and both change the same score in different ways."""
    shared = _sharing(found, kind, tests)
    cases, held = found.holding.together(frozenset((kind, i) for i in shared))
    clashes: dict[Pair, tuple[tuple[str, ...], Case]] = {}
    pairs = combinations(shared, 2)
    for pair, case in _held_together(cases, held) if cases.whole else _one_by_one(tests, pairs):
        if pair not in clashes and (scores := _differing(found, kind, *pair)):
            clashes[pair] = scores, case
    if not cases.whole and len(shared) * (len(shared) - 1) // 2 > MOST_PAIRS:
        found.note("overrides_not_all_compared", "overrides", kind, most=MOST_PAIRS)
    for (first, second), (scores, case) in sorted(clashes.items(), key=lambda item: item[0]):
        asked = asked_by(tests[first]) | asked_by(tests[second])
        found.error(
            "overrides_clash", "overrides", kind, second, "when",
            when=tests[second].text, other=tests[first].text, where=found.source.place("overrides", kind, first, "when"),
            scores=scores, example=shown({name: value for name, value in case.items() if name in asked}, kind),
        )  # fmt: skip


def _sharing(found: Findings, kind: Kind, tests: Mapping[int, Test]) -> list[int]:
    """The overrides that change a score which another one changes too."""
    named = Counter(name for i in tests for name in found.text.overrides[kind][i].scores)
    return [i for i in tests if any(named[name] > 1 for name in found.text.overrides[kind][i].scores)]


def _held_together(cases: Cases, held: Sequence[Held]) -> Iterator[tuple[Pair, Case]]:
    for case, keys in zip(cases.rows, held, strict=True):
        for pair in combinations(sorted(i for _, i in keys), 2):
            yield pair, case


def _one_by_one(tests: Mapping[int, Test], pairs: Iterable[Pair]) -> Iterator[tuple[Pair, Case]]:
    for first, second in islice(pairs, MOST_PAIRS):
        for case in cases_of([tests[first], tests[second]]).rows:
            if holds(tests[first], case) and holds(tests[second], case):
                yield (first, second), case
                break


def _differing(found: Findings, kind: Kind, first: int, second: int) -> tuple[str, ...]:
    """The scores that both change, each in its own way."""
    one: Mapping[str, object] = found.text.overrides[kind][first].scores
    other: Mapping[str, object] = found.text.overrides[kind][second].scores
    return tuple(name for name in one if name in other and one[name] != other[name])
