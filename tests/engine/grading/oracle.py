"""What the rules of grading mean, said once more: plain Python, one subject after the other, no column and no formula.

A `Case` is a small grading with its people. `grade_by_hand` walks sorted lists as a clerk would. Conditions are triples
(`("political", "<", 90)`), so that nothing of the engine's language is used.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, groupby
from typing import Any, TypeAlias

Condition: TypeAlias = tuple[str, str, Any]

NONE = "ungraded"
GROUPS: dict[str, dict[str, tuple[int, str | None]]] = {
    "unit": {"city": (1, None), "county": (1, None), "office": (3, "bureau"), "bureau": (1, None)},
    "team": {"north": (1, None), "south": (1, None), "east": (3, "west"), "west": (2, "south")},
    "cadre": {"principal": (1, None), "deputy": (1, None)},
}
"""Least size and `pool_with` of each group, as in `world.BASE`."""


@dataclass(frozen=True)
class Person:
    id: str
    kind: str
    group: str
    parent: str | None
    total: Fraction | None
    political: Fraction | None


@dataclass(frozen=True)
class Status:
    name: str
    result: str
    grade: str | None = None
    in_base: bool = True


@dataclass(frozen=True)
class Rule:
    """A veto, a cap or a proposal, with its grade."""

    name: str
    when: Condition
    grade: str


@dataclass(frozen=True)
class Quota:
    share: Fraction | None = None
    by: tuple[str, dict[str, Fraction], Fraction] | None = None
    count: int | None = None
    within: dict[str, str] | None = None
    round: str = "half_up"
    ties: str = "share_if_room"
    barred: str = "passes_on"
    at_least: int = 0


@dataclass(frozen=True)
class Grade:
    name: str
    when: Condition | None = None
    quota: Quota | None = None


@dataclass(frozen=True)
class Grading:
    grades: tuple[Grade, ...]
    within: dict[str, str]
    ties: str = "competition"
    tie_break: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    vetoes: tuple[Rule, ...] = ()
    caps: tuple[Rule, ...] = ()
    proposals: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Case:
    people: tuple[Person, ...]
    gradings: dict[str, Grading]
    statuses: tuple[tuple[str, str], ...] = ()
    decisions: tuple[dict[str, Any], ...] = ()
    history: tuple[tuple[str, int, str], ...] = ()


@dataclass
class Result:
    label: str
    rank: int | None = None
    status: str | None = None
    computed: str = NONE
    grade: str = NONE
    reason: str = ""
    quota: str | None = None
    place: int | None = None
    room: int | None = None
    proposal: str | None = None
    flags: set[str] = field(default_factory=set)


@dataclass
class ByHand:
    results: dict[str, Result] = field(default_factory=dict)
    quotas: dict[tuple[str, str, str], dict[str, Any]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    small: set[tuple[str, str, str]] = field(default_factory=set)


def grade_by_hand(case: Case) -> ByHand:
    done = ByHand()
    for kind in ("unit", "team", "cadre"):
        if kind in case.gradings:
            _Office(case, kind, done).grade()
    done.problems += ["small_group"] * len(done.small)
    return done


class _Office:
    """Grades one kind."""

    def __init__(self, case: Case, kind: str, done: ByHand) -> None:
        self.case, self.kind, self.done = case, kind, done
        self.grading = case.gradings[kind]
        self.names = [grade.name for grade in self.grading.grades]
        self.people = sorted((p for p in case.people if p.kind == kind), key=lambda p: p.id)
        self.by_id = {p.id: p for p in case.people}

    def grade(self) -> None:
        for person in self.people:
            self.done.results[person.id] = Result("", status=self.status_of(person))
        sets = self.sets(self.grading.within)
        for person in self.people:
            self.result(person).label = sets[person.id]
        self.rank()
        for person in self.people:
            self.before_places(person)
        for i, grade in enumerate(self.grading.grades):
            self.give(i, grade)
        for person in self.people:
            result = self.result(person)
            result.grade = result.computed
        for person in self.people:
            self.propose(person)
        self.decide()
        self.conflicts()
        for (kind, name, _), quota in self.done.quotas.items():
            if kind == self.kind:
                quota["used"] = sum(self.result(p).grade == name for p in quota["people"])

    # ---- simple facts ------------------------------------------------------------------------------------------------

    def result(self, person: Person) -> Result:
        return self.done.results[person.id]

    def above(self, person: Person, kind: str) -> Person | None:
        while person.kind != kind:
            if person.parent is None:
                return None
            person = self.by_id[person.parent]
        return person

    def status_of(self, person: Person) -> str | None:
        mine = {name for subject, name in self.case.statuses if subject == person.id}
        return next((status.name for status in self.grading.statuses if status.name in mine), None)

    def status(self, person: Person) -> Status | None:
        name = self.result(person).status
        return next((status for status in self.grading.statuses if status.name == name), None)

    def in_base(self, person: Person) -> bool:
        status = self.status(person)
        return status is None or (status.in_base and status.result != "not_counted")

    def word(self, person: Person, within: str) -> str:
        if within == "all":
            return "all"
        if within == "parent":
            return person.parent or ""
        owner = self.above(person, within.split(".")[0]) if "." in within else person
        return owner.group if owner is not None else ""

    def fact(self, person: Person, name: str) -> Any:
        result = self.result(person)
        if name in ("total", "political", "group"):
            return getattr(person, name)
        if name == "rank":
            return None if result.rank is None else Fraction(result.rank)
        if name == "status":
            return result.status or "none"
        if name == "grade":
            return result.computed
        if name.startswith("years_of."):
            wanted = name.split(".")[1]
            years = {y for s, y, g in self.case.history if s == person.id and g == wanted and y < 2024}
            return Fraction(len(years))
        if name.startswith("years_in_a_row."):
            wanted = name.split(".")[1]
            years = {y for s, y, g in self.case.history if s == person.id and g == wanted}
            n = 0
            while 2023 - n in years:
                n += 1
            return Fraction(n)
        kind, _, what = name.partition(".")
        owner = self.above(person, kind)
        if owner is None:
            return None
        return self.done.results[owner.id].grade if what == "grade" else getattr(owner, what)

    def holds(self, person: Person, condition: Condition) -> bool | None:
        name, op, value = condition
        fact = self.fact(person, name)
        if fact is None:
            return None
        compare: dict[str, Callable[[Any, Any], bool]] = {
            "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b, "==": lambda a, b: a == b,
        }  # fmt: skip
        return compare[op](fact, value)

    # ---- sets and ranks ----------------------------------------------------------------------------------------------

    def sets(self, within: dict[str, str]) -> dict[str, str]:
        found: dict[str, tuple[str, str]] = {}
        for person in self.people:
            post = "" if "" in within else person.group
            found[person.id] = (post, self.word(person, within[post]))
        names = {key: key[1] for key in found.values()}
        for post, path in within.items():
            if path.split(".")[-1] == "group":
                kind = path.split(".")[0] if "." in path else self.kind
                names |= self.pooled(post, GROUPS[kind], found)
        return {id: f"{key[0]}:{names[key]}" if key[0] else names[key] for id, key in found.items()}

    def pooled(
        self, post: str, groups: dict[str, tuple[int, str | None]], found: dict[str, tuple[str, str]]
    ) -> dict[tuple[str, str], str]:
        """Small groups join the one they name, over and over, until nothing changes."""
        size = {g: sum(found[p.id] == (post, g) and self.in_base(p) for p in self.people) for g in groups}
        present = {g for g in groups if any(key == (post, g) for key in found.values())}
        pools = [{g} for g in groups]
        for g, (least, other) in groups.items():
            if other is not None and size[g] < least and least > 1:
                joined = [pool for pool in pools if g in pool or other in pool]
                pools = [pool for pool in pools if pool not in joined] + [set().union(*joined)]
        names = {}
        for pool in pools:
            members = [g for g in groups if g in pool and g in present]
            for g in members:
                names[post, g] = "+".join(members)
            leasts = [groups[g][0] for g in members if size[g] < groups[g][0] and groups[g][0] > 1]
            if any(sum(size[m] for m in members) < least for least in leasts):
                self.done.small.add((self.kind, post, "+".join(members)))
        return names

    def key(self, person: Person) -> tuple[Fraction, ...]:
        assert person.total is not None
        ties = [getattr(person, name) for name in self.grading.tie_break]
        return (person.total, *(Fraction(-(10**9)) if tie is None else tie for tie in ties))

    def lists(self, people: Sequence[Person], sets: dict[str, str]) -> Iterator[tuple[str, list[Person]]]:
        """Each set's people, the best first."""
        for name in sorted({sets[p.id] for p in people}):
            yield name, sorted((p for p in people if sets[p.id] == name), key=self.key, reverse=True)

    def rank(self) -> None:
        sets = {p.id: self.result(p).label for p in self.people}
        listed = [p for p in self.people if self.in_base(p) and p.total is not None]
        for _, people in self.lists(listed, sets):
            rank = 1
            for _, equal in groupby(people, key=self.key):
                same = list(equal)
                for person in same:
                    self.result(person).rank = rank
                rank += 1 if self.grading.ties == "dense" else len(same)

    # ---- the grades --------------------------------------------------------------------------------------------------

    def before_places(self, person: Person) -> None:
        result, status = self.result(person), self.status(person)
        if status is not None:
            result.reason = f"status:{status.name}"
            result.computed = status.grade or NONE
            return
        for veto in self.grading.vetoes:
            held = self.holds(person, veto.when)
            if held is None:
                result.reason = f"condition_unknown:veto:{veto.name}"
                return
            if held:
                result.reason, result.computed = f"veto:{veto.name}", veto.grade
                return
        for cap in self.grading.caps:
            if self.holds(person, cap.when) is None:
                result.reason = f"condition_unknown:cap:{cap.name}"
                return
        if person.total is None:
            result.reason = "score_held"

    def open(self, person: Person) -> bool:
        return self.result(person).reason == ""

    def capped(self, person: Person, i: int) -> list[Rule]:
        """The caps that keep somebody from grade `i`."""
        return [c for c in self.grading.caps if self.holds(person, c.when) and self.names.index(c.grade) > i]

    def give(self, i: int, grade: Grade) -> None:
        candidates, barred = [], []
        for person in self.people:
            result = self.result(person)
            meets = True if grade.when is None else self.holds(person, grade.when)
            worse = result.reason.startswith("veto:") and self.names.index(result.computed) > i
            if self.open(person) and not self.capped(person, i):
                if meets is None:
                    result.reason = f"condition_unknown:grade:{grade.name}"
                elif meets:
                    candidates.append(person)
            elif (self.open(person) or worse) and meets and person.total is not None:
                barred.append(person)
        got = candidates
        if grade.quota is not None:
            got = self.places(grade.name, grade.quota, candidates, barred)
        last = i == len(self.names) - 1
        for person in got:
            self.result(person).computed = grade.name
            how = "rest" if last else "threshold" if grade.quota is None else "quota"
            self.result(person).reason = self.why_not_better(person, i) or how

    def why_not_better(self, person: Person, i: int) -> str | None:
        if i == 0:
            return None
        better = self.grading.grades[i - 1]
        if better.when is not None and not self.holds(person, better.when):
            return None
        caps = self.capped(person, i - 1)
        if caps:
            worst = max(self.names.index(c.grade) for c in caps)
            return next(f"cap:{c.name}" for c in caps if self.names.index(c.grade) == worst)
        return "quota_full" if better.quota is not None else None

    def places(self, name: str, quota: Quota, candidates: list[Person], barred: list[Person]) -> list[Person]:
        sets = self.sets(quota.within) if quota.within else self.own_sets()
        got: list[Person] = []
        contend = candidates + barred if quota.barred == "lapses" else candidates
        listed = dict(self.lists(contend, sets))
        for of in sorted(set(sets.values())):
            people = [p for p in self.people if sets[p.id] == of]
            room, exact = self.room(quota, [p for p in people if self.in_base(p)])
            outright = sum(self.result(p).computed == name for p in people)
            lapsed, place, left = 0, 1, max(room - outright, 0)
            total = left
            for _, equal in groupby(listed.get(of, []), key=self.key):
                same = list(equal)
                fits = left > 0 if quota.ties == "all_in" else len(same) <= left
                for person in same:
                    if person in barred:
                        lapsed += fits
                        continue
                    result = self.result(person)
                    result.quota, result.place, result.room = name, place, room
                    if fits:
                        got.append(person)
                    if place - 1 < total < place - 1 + len(same):
                        result.flags.add("tied_at_line")
                place += len(same)
                left = left - len(same) if fits else 0
            self.done.quotas[self.kind, name, of] = {
                "base": sum(self.in_base(p) for p in people), "exact": exact, "room": room, "lapsed": lapsed,
                "candidates": sum(sets[p.id] == of for p in candidates),
                "barred": sum(sets[p.id] == of for p in barred), "people": people,
            }  # fmt: skip
        return got

    def own_sets(self) -> dict[str, str]:
        return {p.id: self.result(p).label for p in self.people}

    def room(self, quota: Quota, base: list[Person]) -> tuple[int, Fraction]:
        if quota.count is not None:
            return quota.count, Fraction(quota.count)
        exact = Fraction(0)
        for person in base:
            if quota.by is None:
                assert quota.share is not None
                exact += quota.share
            else:
                name, shares, otherwise = quota.by
                exact += shares.get(self.fact(person, name), otherwise)
        half = Fraction(1, 2)
        rounded = {
            "half_up": math.floor(exact + half), "half_even": round(exact),
            "floor": math.floor(exact), "ceil": math.ceil(exact),
        }[quota.round]  # fmt: skip
        return (max(rounded, quota.at_least) if exact > 0 else rounded), exact

    # ---- after the grades --------------------------------------------------------------------------------------------

    def no_result(self, person: Person) -> bool:
        status = self.status(person)
        return status is not None and status.grade is None

    def propose(self, person: Person) -> None:
        if self.no_result(person):
            return
        result = self.result(person)
        held = [(rule, self.holds(person, rule.when)) for rule in self.grading.proposals]
        first = next((rule for rule, answer in held if answer), None)
        if first is not None and first.grade != result.computed:
            result.proposal = first.grade
        for rule, answer in held:
            if answer is None:
                result.flags.add(f"propose:{rule.name}:unknown")

    def decide(self) -> None:
        mine = [d for d in self.case.decisions if d["subject"] in {p.id for p in self.people}]
        for date in sorted({d["at"] for d in mine}):
            self.decide_date([d for d in mine if d["at"] == date])

    def decide_date(self, day: list[dict[str, Any]]) -> None:
        """Of all ways to let those who need a place without approval in or keep them out, quota by quota, the one that
        lets most quotas in and in which every such quota holds. There is only one."""
        problems = {one["subject"]: self.against(self.by_id[one["subject"]], one) for one in day}
        free = [one for one in day if problems[one["subject"]] is None]
        needs = {one["subject"]: self.needs(one) for one in free}
        wanted = sorted({need for need in needs.values() if need is not None})
        ways = [way for size in range(len(wanted) + 1) for way in combinations(wanted, size)]
        fit = [way for way in ways if self.fits(way, [d for d in free if needs[d["subject"]] in (None, *way)])]
        best = [way for way in fit if len(way) == len(fit[-1])]
        assert len(best) == 1
        for one in day:
            result = self.done.results[one["subject"]]
            problem = problems[one["subject"]]
            if problem is None and needs[one["subject"]] not in (None, *best[0]):
                problem = "decision_over_quota"
            if problem is None:
                result.grade, result.reason = one["to"], "decision"
                continue
            self.done.problems.append(problem)
            result.flags.add("decision_blocked")
            if problem == "decision_against_rule":
                result.flags.add("conflict")

    def needs(self, one: dict[str, Any]) -> tuple[str, str, str] | None:
        """The quota of which a decision needs a place that nobody approved."""
        person = self.by_id[one["subject"]]
        if one["approval"] or one["to"] == self.result(person).grade:
            return None
        for key, quota in self.done.quotas.items():
            if key[:2] == (self.kind, one["to"]) and person in quota["people"]:
                return key
        return None

    def fits(self, quotas: Sequence[tuple[str, str, str]], decisions: list[dict[str, Any]]) -> bool:
        to = {one["subject"]: one["to"] for one in decisions}
        for key in quotas:
            quota = self.done.quotas[key]
            if sum(to.get(p.id, self.result(p).grade) == key[1] for p in quota["people"]) > quota["room"]:
                return False
        return True

    def against(self, person: Person, one: dict[str, Any]) -> str | None:
        to, result = one["to"], self.result(person)
        if to not in (*self.names, NONE):
            return "decision_unknown_grade"
        called = [result.grade, *([result.status] if result.grade == NONE else [])]
        if one["from"] and one["from"] not in called:
            return "decision_from_differs"
        if one["approval"]:
            return None
        status = self.status(person)
        if status is not None and status.grade is not None:
            if to != status.grade:
                return "decision_against_rule"
        elif status is not None and status.result != "pending":
            return "decision_against_rule"
        else:
            fired = [v for v in self.grading.vetoes if self.holds(person, v.when)]
            if fired and fired[0].grade != to:
                return "decision_against_rule"
            if to != NONE and self.capped(person, self.names.index(to)):
                return "decision_against_rule"
        return None

    def conflicts(self) -> None:
        """Pairs of rules that set or forbid different grades for the same subject; each pair is said once."""
        found = set()
        for person in self.people:
            if self.no_result(person):
                continue
            mine = {name for subject, name in self.case.statuses if subject == person.id}
            setters = [("status", s.name, s.grade) for s in self.grading.statuses if s.grade and s.name in mine]
            setters += [("veto", v.name, v.grade) for v in self.grading.vetoes if self.holds(person, v.when)]
            setters += [("propose", r.name, r.grade) for r in self.grading.proposals if self.holds(person, r.when)]
            clashes: list[tuple[Any, Any]] = [(a, b) for a, b in combinations(setters, 2) if a[2] != b[2]]
            for setter in setters:
                for cap in self.capped(person, self.names.index(str(setter[2]))):
                    clashes.append((setter, ("cap", cap.name)))
            if clashes:
                self.result(person).flags.add("conflict")
            found |= {(a[:2], b[:2]) for a, b in clashes}
        for a, b in found:
            kinds = {a[0], b[0]}
            code = "conflict_of_grades" if "cap" not in kinds else "conflict_with_cap"
            self.done.problems.append("conflict_of_cap_and_proposal" if kinds == {"cap", "propose"} else code)
