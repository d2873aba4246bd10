"""The grading of a scheme, ready to be carried out: grades by their place, conditions read, names looked up.

Grades are numbered from 0, the best; one past the worst stands for no grade.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

from kaohe.engine.explanation import Text
from kaohe.engine.expressions import Path, names
from kaohe.engine.problems import InvalidScheme, Problem
from kaohe.engine.scheme.grade_names import UNGRADED, GradeScope
from kaohe.engine.scheme.graph import Graph, Node, within_known
from kaohe.engine.scheme.model import KINDS, Bar, Cap, Discipline, Grading, Kind, Proposal, Quota
from kaohe.engine.scheme.model import Status as StatusText
from kaohe.engine.scheme.model import Veto as VetoText
from kaohe.engine.scheme.names import Ref, Test, meaning, read_test

Sort: TypeAlias = Literal["veto", "cap", "propose", "flag", "grade"]

_KEYS: dict[Sort, str] = {"veto": "veto", "cap": "caps", "propose": "propose", "flag": "flags", "grade": "grades"}


@dataclass(frozen=True)
class Rule:
    """A condition that bears on a grade. `grade`: what a veto sets, a cap still allows, a proposal proposes."""

    sort: Sort
    name: str
    test: Test
    grade: int
    because: Text
    article: str

    @property
    def code(self) -> str:
        return f"{self.sort}:{self.name}"


@dataclass(frozen=True)
class Status:
    """A status that bears on the grade. `grade`: the one it sets outright."""

    name: str
    text: StatusText
    grade: int | None

    @property
    def code(self) -> str:
        return f"status:{self.name}"

    @property
    def article(self) -> str:
        return self.text.article

    @property
    def in_base(self) -> bool:
        return self.text.in_base and self.text.result != "not_counted"


@dataclass(frozen=True)
class Share:
    """The share of each of those who should take part: `shares[i]` where the word named is `cases[i]`, else the last."""

    shares: tuple[Fraction, ...]
    cases: tuple[str, ...] = ()
    path: Path = ()
    refs: Mapping[Path, Ref] = field(default_factory=dict)


@dataclass(frozen=True)
class QuotaPlan:
    """`share` None: a fixed number of places."""

    text: Quota
    share: Share | None
    within: Mapping[str, str]
    """In which the places are given; by post."""
    own_sets: bool
    """These are not the sets in which subjects are ranked."""


@dataclass(frozen=True)
class GradePlan:
    name: str
    title: Text
    when: Rule | None
    quota: QuotaPlan | None
    article: str


@dataclass(frozen=True)
class KindPlan:
    """The grading of one kind of subject."""

    kind: Kind
    text: Grading
    grades: tuple[GradePlan, ...]
    statuses: tuple[Status, ...]
    vetoes: tuple[Rule, ...]
    caps: tuple[Rule, ...]
    flags: tuple[Rule, ...]
    proposals: tuple[Rule, ...]
    tie_break: tuple[Ref, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The grades, and last the word for none."""
        return (*(grade.name for grade in self.grades), UNGRADED)

    @property
    def none(self) -> int:
        return len(self.grades)

    def direct(self, grade: int) -> bool:
        """Can a status or a veto give this grade outright?"""
        return grade in {*(status.grade for status in self.statuses), *(veto.grade for veto in self.vetoes)}


@dataclass(frozen=True)
class Outcome:
    kind: Kind
    name: str
    test: Test
    title: Text
    article: str


@dataclass(frozen=True)
class Watched:
    """A score whose spread is watched; `source`: the department that gives it."""

    node: Node
    source: str


@dataclass(frozen=True)
class Plan:
    kinds: Mapping[Kind, KindPlan]
    outcomes: tuple[Outcome, ...]
    discipline: Discipline | None
    watched: tuple[Watched, ...]

    def reads(self) -> Iterator[Ref]:
        """Every score, figure and fact that the grading asks for, of whichever kind."""
        for one in self.kinds.values():
            yield Ref("score", one.kind, one.text.by)
            yield from one.tie_break
            whens = [grade.when for grade in one.grades if grade.when is not None]
            for rule in (*one.vetoes, *one.caps, *whens, *one.proposals, *one.flags):
                yield from rule.test.refs.values()
            for grade in one.grades:
                if grade.quota is not None and grade.quota.share is not None:
                    yield from grade.quota.share.refs.values()
        for outcome in self.outcomes:
            yield from outcome.test.refs.values()
        for watched in self.watched:
            yield Ref("score", *watched.node.key)

    def readers(self, kind: Kind, reads: str) -> Iterator[str]:
        """What below a kind depends on its grade: the rules that name `reads`, such as `team.grade`."""
        path = (kind, reads)
        for plan in self.kinds.values():
            if KINDS.index(plan.kind) <= KINDS.index(kind):
                continue
            whens = [grade.when for grade in plan.grades if grade.when is not None]
            for rule in (*plan.vetoes, *plan.caps, *whens, *plan.proposals, *plan.flags):
                if path in paths_in(rule.test):
                    yield f"{plan.kind}.{rule.code}"
            for grade in plan.grades:
                if grade.quota is not None and grade.quota.share is not None and grade.quota.share.path == path:
                    yield f"{plan.kind}.quota:{grade.name}"


def paths_in(test: Test) -> frozenset[Path]:
    """The names that a condition asks for."""
    return frozenset(names(test.tree))


# ---- reading --------------------------------------------------------------------------------------------------------


def read_grading(graph: Graph) -> Plan:
    """The plan of a scheme that has been checked (`kaohe.engine.scheme.scheme`). Raises InvalidScheme for a condition
    that cannot be read."""
    text, problems = graph.source.text, list[Problem]()
    kinds = {kind: _Reading(graph, kind, problems).kind_plan() for kind in KINDS if kind in text.grading}
    outcomes: list[Outcome] = []
    for name, one in text.outcomes.items():
        test = _Reading(graph, one.subject, problems).test(one.when, "outcomes", name, "when", own_grade=True)
        if test is not None:
            outcomes.append(Outcome(one.subject, name, test, one.title, one.article))
    if problems:
        raise InvalidScheme(problems)
    return Plan(kinds, tuple(outcomes), text.discipline, tuple(_watched(graph)))


def _watched(graph: Graph) -> Iterator[Watched]:
    """The scores named; or, when none is, those that departments give: all that rest on reported figures alone."""
    text = graph.source.text
    if text.discipline is None:
        return
    for node in graph.nodes.values():
        figures = [ref for variant in node.variants for ref in variant.uses]
        sources = {text.indicators[ref.name].source for ref in figures if ref.sort == "figure"} - {""}
        leaf = bool(sources) and all(ref.sort == "figure" for ref in figures)
        named = text.discipline.indicators
        wanted = (node.name in named) if named else leaf
        if wanted and within_known(text, node.kind, text.discipline.within):
            yield Watched(node, ", ".join(sorted(sources)))


class _Reading:
    """Reads the grading of one kind."""

    def __init__(self, graph: Graph, kind: Kind, problems: list[Problem]) -> None:
        self.source, self.text, self.kind, self.problems = graph.source, graph.source.text, kind, problems

    @property
    def grading(self) -> Grading:
        return self.text.grading[self.kind]

    def kind_plan(self) -> KindPlan:
        grading = self.grading
        ties = [meaning(self.text, self.kind, name) for name in grading.tie_break]
        return KindPlan(
            self.kind,
            grading,
            tuple(self._grades()),
            tuple(self._statuses()),
            tuple(self._rules("veto", grading.veto)),
            tuple(self._rules("cap", grading.caps)),
            tuple(self._rules("flag", grading.flags)),
            tuple(self._rules("propose", grading.propose)),
            tuple(ref for ref in ties if ref is not None),
        )

    def test(self, said: str, *keys: str, own_grade: bool = False) -> Test | None:
        scope = GradeScope(self.text, self.kind, own_grade=own_grade)
        return read_test(said, scope, self.source.place(*keys), self.problems)

    def _index(self, grade: str) -> int:
        return list(self.grading.grades).index(grade)

    def _statuses(self) -> Iterator[Status]:
        for name, status in self.grading.statuses.items():
            yield Status(name, status, None if status.grade is None else self._index(status.grade))

    def _rules(self, sort: Sort, rules: Mapping[str, Bar]) -> Iterator[Rule]:
        for name, bar in rules.items():
            keys = ("grading", self.kind, _KEYS[sort], name, "when")
            test = self.test(bar.when, *keys, own_grade=sort in ("flag", "propose"))
            said = bar.at_most if isinstance(bar, Cap) else bar.grade if isinstance(bar, (VetoText, Proposal)) else None
            if test is not None:
                yield Rule(sort, name, test, self._index(said) if said else 0, bar.because, bar.article)

    def _grades(self) -> Iterator[GradePlan]:
        for i, (name, grade) in enumerate(self.grading.grades.items()):
            when = None
            if grade.when is not None:
                test = self.test(grade.when, "grading", self.kind, "grades", name, "when")
                when = None if test is None else Rule("grade", name, test, i, Text("", ""), grade.article)
            quota = None if grade.quota is None else self._quota(grade.quota)
            yield GradePlan(name, grade.title or Text("", ""), when, quota, grade.article)

    def _quota(self, quota: Quota) -> QuotaPlan:
        within = quota.within if quota.within is not None else self.grading.within
        return QuotaPlan(quota, self._share(quota), within, own_sets=within != self.grading.within)

    def _share(self, quota: Quota) -> Share | None:
        if quota.share is not None:
            return Share((quota.share,))
        if quota.by is None:
            return None
        path = tuple(quota.by.by.split("."))
        scope = GradeScope(self.text, self.kind)
        ref = scope.ref(path) if scope.grade_type(path) is None else None
        shares = (*quota.by.shares.values(), quota.by.otherwise)
        return Share(shares, tuple(quota.by.shares), path, {} if ref is None else {path: ref})
