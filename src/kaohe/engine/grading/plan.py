"""The grading of a scheme, ready to be carried out: grades by their place, conditions read, names looked up.

Grades are numbered from 0, the best; one past the worst stands for no grade.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

from kaohe.engine.explanation import Text
from kaohe.engine.expressions import Path, TextType, names
from kaohe.engine.problems import Place, Problem, nearest
from kaohe.engine.scheme.grade_names import NO_STATUS, UNGRADED, GradeScope
from kaohe.engine.scheme.graph import Graph, Node, within_known
from kaohe.engine.scheme.model import KINDS, Bar, Cap, Discipline, Flag, Grading, Kind, Proposal, Quota, StaffQuota
from kaohe.engine.scheme.model import Status as StatusText
from kaohe.engine.scheme.model import Veto as VetoText
from kaohe.engine.scheme.names import Ref, Test, known_names, meaning, read_test

Sort: TypeAlias = Literal["veto", "cap", "propose", "flag", "grade"]

_KEYS: dict[Sort, str] = {"veto": "veto", "cap": "caps", "propose": "propose", "flag": "flags", "grade": "grades"}

_FINEST = 10**9
"""The largest common denominator of shares: sums over a group then stay within 64 bits."""


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


def read_grading(graph: Graph, problems: list[Problem]) -> Plan:
    """Everything wrong with the grading, the discipline and the outcomes is added to `problems`; what cannot be used is
    left out."""
    text = graph.source.text
    kinds = {kind: _Reading(graph, kind, problems).kind_plan() for kind in KINDS if kind in text.grading}
    outcomes: list[Outcome] = []
    for name, one in text.outcomes.items():
        reading = _Reading(graph, one.subject, problems)
        test = reading.test(one.when, ("outcomes", name, "when"), own_grade=True)
        if test is not None:
            outcomes.append(Outcome(one.subject, name, test, one.title, one.article))
    return Plan(kinds, tuple(outcomes), text.discipline, tuple(_watched(graph, problems)))


def _watched(graph: Graph, problems: list[Problem]) -> Iterator[Watched]:
    """The scores named; or, when none is, those that departments give: all that rest on reported figures alone."""
    text = graph.source.text
    if text.discipline is None:
        return
    for i, name in enumerate(text.discipline.indicators):
        known = [node.name for node in graph.nodes.values()]
        if name not in known:
            at = graph.source.place("discipline", "indicators", i)
            problems.append(Problem("unknown_name", at, {"name": name, "near": nearest(name, known), "kind": ""}))
    for node in graph.nodes.values():
        figures = [ref for variant in node.variants for ref in variant.uses]
        sources = {text.indicators[ref.name].source for ref in figures if ref.sort == "figure"} - {""}
        leaf = bool(sources) and all(ref.sort == "figure" for ref in figures)
        named = text.discipline.indicators
        if (node.name in named) if named else leaf:
            if within_known(text, node.kind, text.discipline.within):
                yield Watched(node, ", ".join(sorted(sources)))
            elif named:
                at = graph.source.place("discipline", "within")
                values = {"name": text.discipline.within, "kind": node.kind}
                problems.append(Problem("unknown_within", at, values))


class _Reading:
    """Reads the grading of one kind."""

    def __init__(self, graph: Graph, kind: Kind, problems: list[Problem]) -> None:
        self.graph, self.kind, self.problems = graph, kind, problems
        self.source, self.text = graph.source, graph.source.text

    @property
    def grading(self) -> Grading:
        return self.text.grading[self.kind]

    def place(self, *keys: str | int) -> Place:
        return self.source.place("grading", self.kind, *keys)

    def problem(self, code: str, keys: Sequence[str | int], **values: object) -> None:
        self.problems.append(Problem(code, self.place(*keys), values))

    def kind_plan(self) -> KindPlan:
        grading = self.grading
        self._check_names()
        ties = [(i, name, meaning(self.text, self.kind, name)) for i, name in enumerate(grading.tie_break)]
        for i, name, ref in ties:
            if ref is None or ref.sort not in ("score", "figure"):
                self._unknown(name, ("tie_break", i))
        if (self.kind, grading.by) not in self.graph.nodes:
            self._unknown(grading.by, ("by",))
        self._within(grading.within, ("within",))
        if grading.staff_quota is not None:
            self._staff(grading.staff_quota)
        return KindPlan(
            self.kind,
            grading,
            tuple(self._grades()),
            tuple(self._statuses()),
            tuple(self._rules("veto", grading.veto)),
            tuple(self._rules("cap", grading.caps)),
            tuple(self._rules("flag", grading.flags)),
            tuple(self._rules("propose", grading.propose)),
            tuple(ref for _, _, ref in ties if ref is not None),
        )

    def _unknown(self, name: str, keys: Sequence[str | int]) -> None:
        near = nearest(name, known_names(self.text, self.kind))
        self.problem("unknown_name", keys, name=name, near=near, kind=self.kind)

    def _check_names(self) -> None:
        grading = self.grading
        if UNGRADED in grading.grades:
            self.problem("word_taken", ("grades", UNGRADED), name=UNGRADED)
        if NO_STATUS in grading.statuses:
            self.problem("word_taken", ("statuses", NO_STATUS), name=NO_STATUS)
        *better, last = grading.grades
        if grading.grades[last].when is not None or grading.grades[last].quota is not None:
            self.problem("last_grade_asks", ("grades", last), grade=last)
        for name in better:
            if grading.grades[name].when is None and grading.grades[name].quota is None:
                self.problem("grade_asks_nothing", ("grades", name), grade=name, last=last)

    def grade(self, name: str, keys: Sequence[str | int]) -> int:
        known = list(self.grading.grades)
        if name in known:
            return known.index(name)
        near = nearest(name, known)
        self.problem("no_such_grade", keys, grade=name, near=near, grades=known, kind=self.kind)
        return 0

    def test(self, said: str, keys: Sequence[str | int], *, own_grade: bool = False) -> Test | None:
        scope = GradeScope(self.text, self.kind, own_grade=own_grade)
        at = self.source.place(*keys)
        test = read_test(said, scope, at, self.problems)
        for path in sorted(test.refs) if test is not None else ():
            if scope.grade_type(path) is not None:
                self.problems.append(Problem("two_meanings", at, {"name": ".".join(path), "kind": self.kind}))
        return test

    def _statuses(self) -> Iterator[Status]:
        for name, status in self.grading.statuses.items():
            if (status.grade is not None) != (status.result == "grade"):
                self.problem("status_grade", ("statuses", name), status=name)
            if status.result == "not_counted" and "in_base" in status.model_fields_set and status.in_base:
                self.problem("not_counted_in_base", ("statuses", name, "in_base"), status=name)
            keys = ("statuses", name, "grade")
            yield Status(name, status, None if status.grade is None else self.grade(status.grade, keys))

    def _rules(self, sort: Sort, rules: Mapping[str, Bar]) -> Iterator[Rule]:
        for name, bar in rules.items():
            keys = ("grading", self.kind, _KEYS[sort], name)
            test = self.test(bar.when, (*keys, "when"), own_grade=sort in ("flag", "propose"))
            grade = 0
            if isinstance(bar, Cap):
                grade = self.grade(bar.at_most, (_KEYS[sort], name, "at_most"))
            elif isinstance(bar, (VetoText, Proposal)):
                grade = self.grade(bar.grade, (_KEYS[sort], name, "grade"))
            else:
                assert isinstance(bar, Flag)
            if test is not None:
                yield Rule(sort, name, test, grade, bar.because, bar.article)

    def _grades(self) -> Iterator[GradePlan]:
        for i, (name, grade) in enumerate(self.grading.grades.items()):
            when = None
            if grade.when is not None:
                test = self.test(grade.when, ("grading", self.kind, "grades", name, "when"))
                when = None if test is None else Rule("grade", name, test, i, Text("", ""), grade.article)
            quota = None if grade.quota is None else self._quota(name, grade.quota)
            yield GradePlan(name, grade.title or Text("", ""), when, quota, grade.article)

    # ---- quotas ------------------------------------------------------------------------------------------------------

    def _quota(self, grade: str, quota: Quota) -> QuotaPlan:
        keys = ("grades", grade, "quota")
        said = [key for key in ("share", "by", "count") if getattr(quota, key) is not None]
        if len(said) != 1:
            self.problem("one_share", keys, grade=grade, found=said)
        if quota.count is not None and quota.at_least:
            self.problem("count_and_least", (*keys, "at_least"), grade=grade)
        if quota.within is not None:
            self._within(quota.within, (*keys, "within"))
        within = quota.within if quota.within is not None else self.grading.within
        return QuotaPlan(quota, self._share(quota, keys), within, own_sets=within != self.grading.within)

    def _share(self, quota: Quota, keys: tuple[str, ...]) -> Share | None:
        if quota.share is not None:
            self._check_shares((quota.share,), (*keys, "share"))
            return Share((quota.share,))
        if quota.by is None:
            return None
        path = tuple(quota.by.by.split("."))
        scope = GradeScope(self.text, self.kind)
        found = scope.type_of(path)
        if not isinstance(found, TextType):
            self._unknown(quota.by.by, (*keys, "by", "by"))
        elif found.values is not None:
            for case in sorted(set(quota.by.shares) - found.values):
                near = nearest(case, found.values)
                at = (*keys, "by", "shares", case)
                self.problem("no_such_value", at, value=case, name=quota.by.by, near=near, values=sorted(found.values))
        shares = (*quota.by.shares.values(), quota.by.otherwise)
        self._check_shares(shares, (*keys, "by"))
        ref = scope.ref(path) if scope.grade_type(path) is None else None
        return Share(shares, tuple(quota.by.shares), path, {} if ref is None else {path: ref})

    def _check_shares(self, shares: Sequence[Fraction], keys: Sequence[str]) -> None:
        for share in shares:
            if not 0 <= share <= 1:
                self.problem("share_out_of_range", keys, value=share)
        if math.lcm(*(share.denominator for share in shares)) > _FINEST:
            self.problem("share_too_fine", keys)

    def _within(self, within: Mapping[str, str], keys: Sequence[str]) -> None:
        groups = self.text.groups.get(self.kind, {})
        for post, name in within.items():
            if not within_known(self.text, self.kind, name):
                self.problem("unknown_within", (*keys, post), name=name, kind=self.kind)
            if post and post not in groups:
                near = nearest(post, groups)
                self.problem("no_such_value", (*keys, post), value=post, name="group", near=near, values=list(groups))
        missing = [] if "" in within else sorted(set(groups) - set(within))
        if missing:
            self.problem("within_incomplete", keys, missing=missing)

    def _staff(self, quota: StaffQuota) -> None:
        attribute = self.text.attributes.get(self.kind, {}).get(quota.staff)
        if attribute is None or not attribute.number or attribute.decimals:
            known = [n for n, a in self.text.attributes.get(self.kind, {}).items() if a.number and not a.decimals]
            near = nearest(quota.staff, known)
            self.problem("staff_not_whole", ("staff_quota", "staff"), name=quota.staff, near=near)
        for name in quota.shares:
            self.grade(name, ("staff_quota", "shares", name))
        self._check_shares((*quota.shares.values(), quota.ungraded), ("staff_quota",))
