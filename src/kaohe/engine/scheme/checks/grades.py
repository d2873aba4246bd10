"""Grades that nobody can get: conditions that never hold, earlier grades that take everybody, caps that always apply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kaohe.engine.scheme.checks.cases import Case, cases_of, holds, implies, truths
from kaohe.engine.scheme.checks.conditions import ranges_of
from kaohe.engine.scheme.checks.findings import Findings
from kaohe.engine.scheme.model import Grading, Kind
from kaohe.engine.scheme.names import Test


@dataclass(frozen=True)
class KindConditions:
    """The conditions of one kind's grading that could be read, by their names."""

    kind: Kind
    text: Grading
    vetoes: Mapping[str, Test]
    caps: Mapping[str, Test]
    proposals: Mapping[str, Test]
    grades: Mapping[str, Test]

    @property
    def names(self) -> list[str]:
        return list(self.text.grades)

    def set_outright(self, grade: str) -> bool:
        """Can a veto, a status or a proposal give it?"""
        by_rule = {veto.grade for veto in self.text.veto.values()} | {one.grade for one in self.text.propose.values()}
        return grade in by_rule | {status.grade for status in self.text.statuses.values()}

    def takes_all(self, grade: str) -> bool:
        """There is room for everybody who meets its condition."""
        quota = self.text.grades[grade].quota
        return quota is None or quota.share == 1


def check_grades(found: Findings, one: KindConditions) -> None:
    *better, last = one.names
    if one.text.grades[last].when is not None or one.text.grades[last].quota is not None:
        found.error("last_grade_asks", "grading", one.kind, "grades", last, grade=last)
    for grade in better:
        if one.text.grades[grade].when is None and one.text.grades[grade].quota is None:
            found.error("grade_asks_nothing", "grading", one.kind, "grades", grade, grade=grade, last=last)
    if all(grade in one.grades for grade, rule in one.text.grades.items() if rule.when is not None):
        _check_reached(found, one)
    _check_contradictions(found, one)


def _check_reached(found: Findings, one: KindConditions) -> None:
    cases = cases_of(one.grades.values())
    if not cases.whole:
        found.note("grades_not_shown", "grading", one.kind, "grades", kind=one.kind)
    for i, grade in enumerate(one.names):
        keys = ("grading", one.kind, "grades", grade)
        test = one.grades.get(grade)
        if test is not None and True not in truths(test):
            found.error("grade_never", *keys, "when", grade=grade, text=test.text, ranges=ranges_of(test))
        elif cases.whole and not any(_reached(one, i, case) for case in cases.rows):
            _tell_shadowed(found, one, i, cases.rows, *keys)
        elif test is not None and truths(test) == {True} and one.text.grades[grade].quota is not None:
            found.warning("condition_always", *keys, "when", text=test.text, ranges=ranges_of(test))


def _tell_shadowed(found: Findings, one: KindConditions, i: int, rows: Sequence[Case], *keys: str) -> None:
    """Those who could get it have an earlier grade already."""
    grade = one.names[i]
    takers = dict.fromkeys(name for case in rows if _meets(one, grade, case) for name in _takers(one, 0, i, case))
    values = {"grade": grade, "before": list(takers)}
    if one.set_outright(grade):
        if grade in one.grades:
            found.warning("grade_only_outright", *keys, "when", **values)
    elif i == len(one.names) - 1:
        found.warning("last_grade_empty", *keys, **values)
    else:
        found.error("grade_shadowed", *keys, **values)


def _reached(one: KindConditions, i: int, case: Case) -> bool:
    """Could somebody get the grade in this case, at one of the places where a cap may let him begin?"""
    starts = {0, *(one.names.index(cap.at_most) for cap in one.text.caps.values() if cap.at_most in one.names)}
    return _meets(one, one.names[i], case) and any(
        not list(_takers(one, start, i, case)) for start in starts if start <= i
    )


def _takers(one: KindConditions, start: int, end: int, case: Case) -> Iterator[str]:
    """The grades from `start` to before `end` that take everybody who is in this case."""
    return (name for name in one.names[start:end] if one.takes_all(name) and _meets(one, name, case))


def _meets(one: KindConditions, grade: str, case: Case) -> bool:
    test = one.grades.get(grade)
    return test is None or holds(test, case) is True


def _check_contradictions(found: Findings, one: KindConditions) -> None:
    """A grade that is proposed, or earned, only where a cap or a veto stands against it."""
    for name, test in one.proposals.items():
        proposed = one.text.propose[name].grade
        keys = ("grading", one.kind, "propose", name)
        _check_against(found, one, proposed, test, f"propose.{name}", *keys)
    for name, test in one.grades.items():
        _check_against(found, one, name, test, f"grades.{name}", "grading", one.kind, "grades", name)


def _check_against(found: Findings, one: KindConditions, grade: str, test: Test, said: str, *keys: str) -> None:
    if grade not in one.names or True not in truths(test):
        return
    against = [(f"caps.{name}", cap, one.text.caps[name].at_most) for name, cap in one.caps.items()]
    against = [one_ for one_ in against if one_[2] in one.names and one.names.index(one_[2]) > one.names.index(grade)]
    against += [
        (f"veto.{name}", veto, one.text.veto[name].grade)
        for name, veto in one.vetoes.items()
        if one.text.veto[name].grade != grade
    ]
    for other, bar, allowed in against:
        answer = implies(test, bar)
        values = {"said": said, "grade": grade, "other": other, "allowed": allowed, "text": test.text, "bar": bar.text}
        if answer:
            found.error("always_barred", *keys, "when", **values)
        elif answer is None:
            found.note("perhaps_always_barred", *keys, "when", **values)
