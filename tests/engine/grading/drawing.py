"""Small gradings drawn at random, as a `Case` for the oracle and as the text and tables that the engine reads."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tests.engine.grading.oracle import Case, Condition, Grade, Grading, Person, Quota, Rule, Status
from tests.engine.grading.world import Graded, decision, graded

NAMES = ("a1", "b2", "c3", "d4")
SHARES = ("0", "20%", "25%", "30%", "1/3", "50%", "2/3", "100%")
TOTALS = (None, "60", "61", "62", "62", "62.5", "63", "64")
POLITICAL = (None, "70", "85", "95", "95", "95", "95")
WITHINS: dict[str, list[dict[str, str]]] = {
    "unit": [{"": "group"}, {"": "all"}],
    "team": [{"": "group"}, {"": "all"}, {"": "unit.group"}, {"north": "all", "south": "unit.group", "east": "parent", "west": "group"}],
    "cadre": [{"": "group"}, {"": "parent"}, {"": "team.group"}, {"principal": "unit.group", "deputy": "parent"}],
}  # fmt: skip


@st.composite
def cases(draw: st.DrawFn) -> Case:
    kinds = draw(st.sampled_from([("team",), ("team",), ("team", "cadre"), ("unit", "team", "cadre")]))
    people = draw(peoples("cadre" in kinds))
    gradings: dict[str, Grading] = {}
    for kind in kinds:
        gradings[kind] = draw(grading(kind, gradings))
    ids = [person.id for person in people]
    names = sorted({status.name for one in gradings.values() for status in one.statuses})
    statuses = draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(names)), max_size=4)) if names else []
    decisions = draw(st.lists(decided(ids), max_size=8, unique_by=lambda one: (one["subject"], one["at"])))
    year = st.tuples(st.sampled_from(ids), st.sampled_from([2020, 2021, 2022, 2023, 2024]), st.sampled_from(NAMES))
    return Case(people, gradings, tuple(statuses), tuple(decisions), tuple(draw(st.lists(year, max_size=6))))


@st.composite
def committees(draw: st.DrawFn) -> Case:
    """One kind with few places, and many decisions on two dates."""
    people = tuple(
        Person(f"t{i}", "team", draw(st.sampled_from(["north", "south"])), None, Fraction(90 - i), Fraction(95))
        for i in range(draw(st.integers(3, 9)))
    )
    within = st.sampled_from([None, {"": "all"}, {"": "group"}])
    quota = st.builds(lambda count, sets: Quota(count=count, within=sets), st.integers(0, 2), within)
    grades = tuple(Grade(name, quota=draw(quota)) for name in NAMES[:-1])
    one = st.builds(
        lambda subject, to, at, approval: decision(subject, to, at=at, approval=approval),
        st.sampled_from([person.id for person in people]), st.sampled_from(NAMES),
        st.sampled_from(["2025-01-10", "2025-01-10", "2025-02-10"]), st.sampled_from(["", "", "", "No. 7"]),
    )  # fmt: skip
    rows = draw(st.lists(one, min_size=2, max_size=12, unique_by=lambda row: (row["subject"], row["at"])))
    return Case(people, {"team": Grading((*grades, Grade(NAMES[-1])), {"": "all"})}, decisions=tuple(rows))


@st.composite
def peoples(draw: st.DrawFn, with_cadres: bool) -> tuple[Person, ...]:
    units = [
        draw(person("unit", f"u{i}", ["city", "county", "office", "bureau"], [None]))
        for i in range(draw(st.integers(1, 2)))
    ]
    parents = [unit.id for unit in units]
    size = st.integers(1, 3) if with_cadres else st.integers(1, 8)
    teams = [
        draw(person("team", f"t{i}", ["north", "north", "south", "east", "west"], parents)) for i in range(draw(size))
    ]
    above = [team.id for team in teams]
    posts = ["principal", "deputy", "deputy"]
    cadres = (
        [draw(person("cadre", f"c{i}", posts, above)) for i in range(draw(st.integers(1, 8)))] if with_cadres else []
    )
    return (*units, *teams, *cadres)


def person(kind: str, id: str, groups: list[str], parents: list[Any]) -> st.SearchStrategy[Person]:
    def number(text: str | None) -> Fraction | None:
        return None if text is None else Fraction(text)

    return st.builds(
        lambda group, parent, total, political: Person(id, kind, group, parent, number(total), number(political)),
        st.sampled_from(groups), st.sampled_from(parents), st.sampled_from(TOTALS), st.sampled_from(POLITICAL),
    )  # fmt: skip


@st.composite
def grading(draw: st.DrawFn, kind: str, above: dict[str, Grading]) -> Grading:
    names = NAMES[: draw(st.integers(1, 4))]
    condition = conditions(kind, names, above)
    grades = tuple(draw(one_grade(kind, name, condition, above)) for name in names[:-1])
    grade = st.sampled_from(names)
    rules = [st.lists(st.tuples(condition, grade), max_size=most) for most in (2, 2, 2)]
    vetoes, caps, proposals = (
        tuple(Rule(f"{sort}{i}", when, of) for i, (when, of) in enumerate(draw(drawn)))
        for sort, drawn in zip(("v", "k", "p"), rules, strict=True)
    )
    return Grading(
        (*grades, Grade(names[-1])),
        draw(st.sampled_from(WITHINS[kind])),
        draw(st.sampled_from(["competition", "dense"])),
        draw(st.sampled_from([(), (), ("political",)])),
        tuple(draw(st.lists(status(names), max_size=3, unique_by=lambda one: one.name))),
        vetoes,
        caps,
        proposals,
    )


@st.composite
def status(draw: st.DrawFn, names: tuple[str, ...]) -> Status:
    result = draw(st.sampled_from(["comment_only", "no_grade", "pending", "not_counted", "grade"]))
    name = draw(st.sampled_from(["probation", "leave", "case", "away", "refused"]))
    in_base = result != "not_counted" and draw(st.booleans())
    return Status(name, result, draw(st.sampled_from(names)) if result == "grade" else None, in_base)


def conditions(kind: str, names: tuple[str, ...], above: dict[str, Grading]) -> st.SearchStrategy[Condition]:
    fixed: list[Condition] = [
        ("political", "<", Fraction(80)), ("political", "<", Fraction(90)), ("total", ">=", Fraction(62)),
        ("total", "<=", Fraction(61)), ("total", ">=", Fraction("62.5")), ("rank", "<=", Fraction(2)),
        ("group", "==", "north" if kind == "team" else "principal" if kind == "cadre" else "city"),
        (f"years_of.{names[0]}", ">=", Fraction(1)), (f"years_in_a_row.{names[0]}", ">=", Fraction(2)),
    ]  # fmt: skip
    for other, text in above.items():
        fixed += [(f"{other}.grade", "==", text.grades[0].name), (f"{other}.grade", "==", "ungraded")]
        fixed.append((f"{other}.political", "<", Fraction(90)))
    return st.sampled_from([one for one in fixed if one[0] != "group"] + [one for one in fixed if one[0] == "group"])


@st.composite
def one_grade(
    draw: st.DrawFn, kind: str, name: str, condition: st.SearchStrategy[Condition], above: dict[str, Grading]
) -> Grade:
    with_quota = draw(st.integers(0, 2)) > 0
    with_when = not with_quota or draw(st.integers(0, 2)) == 0
    quota = draw(quotas(kind, above)) if with_quota else None
    return Grade(name, draw(condition) if with_when else None, quota)


@st.composite
def quotas(draw: st.DrawFn, kind: str, above: dict[str, Grading]) -> Quota:
    share = st.sampled_from(SHARES).map(_share)
    way = draw(st.sampled_from(["share", "share", "count", "by"]))
    said: dict[str, Any] = {}
    if way == "share":
        said["share"] = draw(share)
    elif way == "count":
        said["count"] = draw(st.integers(0, 3))
    else:
        name = draw(st.sampled_from(["group", *(f"{other}.grade" for other in above)]))
        cases = ["north", "south"] if kind == "team" else ["principal"] if kind == "cadre" else ["city"]
        if name != "group":
            cases = [one.name for one in above[name.partition(".")[0]].grades][:2]
        said["by"] = (name, {one: draw(share) for one in cases}, draw(share))
    if way != "count":
        said["at_least"] = draw(st.sampled_from([0, 0, 1, 2]))
    return Quota(
        **said,
        within=draw(st.sampled_from([None, None, None, *WITHINS[kind]])),
        round=draw(st.sampled_from(["half_up", "half_up", "half_even", "floor", "ceil"])),
        ties=draw(st.sampled_from(["share_if_room", "all_in"])),
        barred=draw(st.sampled_from(["passes_on", "lapses"])),
    )


def decided(ids: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(
        lambda subject, to, was, at, approval: decision(subject, to, was=was, at=at, approval=approval),
        st.sampled_from(ids), st.sampled_from([*NAMES[:2], *NAMES, "ungraded", "nonsense"]),
        st.sampled_from(["", "", "", *NAMES, "ungraded", "case"]), st.sampled_from(["2025-01-10", "2025-02-10"]),
        st.sampled_from(["", "", "No. 7"]),
    )  # fmt: skip


def _share(text: str) -> Fraction:
    return Fraction(text.rstrip("%")) / 100 if text.endswith("%") else Fraction(text)


# ---- the same as text -----------------------------------------------------------------------------------------------


def by_engine(case: Case) -> Graded:
    """What the engine makes of a case."""
    grading = {kind: _grading(one) for kind, one in case.gradings.items()}
    rows = [
        f"{p.kind} {p.id} group={p.group}"
        + "".join(
            f" {name}={value}"
            for name, value in (("of", p.parent), ("total", p.total), ("political", p.political))
            if value is not None
        )
        for p in case.people
    ]
    return graded(
        text_of(grading),
        "\n".join(rows),
        statuses="\n".join(f"{subject} {name}" for subject, name in case.statuses),
        decisions=case.decisions,
        history="\n".join(f"{subject} {year} {grade}" for subject, year, grade in case.history),
    )


def text_of(grading: dict[str, Any]) -> str:
    return "grading: " + json.dumps(grading, ensure_ascii=False) + "\n"


def _grading(one: Grading) -> dict[str, Any]:
    return {
        "by": "total",
        "within": _within(one.within),
        "ties": one.ties,
        "tie_break": list(one.tie_break),
        "statuses": {s.name: _status(s) for s in one.statuses},
        "veto": {r.name: {"when": _when(r.when), "grade": r.grade, "because": "x"} for r in one.vetoes},
        "caps": {r.name: {"when": _when(r.when), "at_most": r.grade, "because": "x"} for r in one.caps},
        "propose": {r.name: {"when": _when(r.when), "grade": r.grade, "because": "x"} for r in one.proposals},
        "grades": {g.name: _grade(g) for g in one.grades},
    }


def _within(within: dict[str, str]) -> Any:
    return within.get("", within)


def _status(status: Status) -> dict[str, Any]:
    said: dict[str, Any] = {"title": status.name, "result": status.result, "in_base": status.in_base}
    return said | ({"grade": status.grade} if status.grade else {})


def _when(condition: Condition) -> str:
    name, op, value = condition
    return f"{name} {op} {float(value) if isinstance(value, Fraction) else value}"


def _grade(grade: Grade) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if grade.when is not None:
        said["when"] = _when(grade.when)
    if grade.quota is not None:
        said["quota"] = _quota(grade.quota)
    return said


def _quota(quota: Quota) -> dict[str, Any]:
    said: dict[str, Any] = {"round": quota.round, "ties": quota.ties, "barred": quota.barred}
    if quota.share is not None:
        said["share"] = str(quota.share)
    if quota.count is not None:
        said["count"] = quota.count
    if quota.by is not None:
        name, shares, otherwise = quota.by
        said["by"] = {"by": name, "shares": {k: str(v) for k, v in shares.items()}, "otherwise": str(otherwise)}
    if quota.within is not None:
        said["within"] = _within(quota.within)
    if quota.at_least:
        said["at_least"] = quota.at_least
    return said
