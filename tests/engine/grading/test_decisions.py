"""Decisions of people: what they change, what stops them, and that they never take a place from another."""

from __future__ import annotations

import polars as pl

from kaohe.engine.grading import grade, grading_step
from tests.engine.grading.world import Graded, decision, graded

TEXT = """
grading:
  team:
    by: total
    statuses:
      open_case: {title: 立案, result: pending}
      leave: {title: 病事假, result: no_grade, article: 第二十七条}
      refused: {title: 拒不参加, result: grade, grade: poor}
    veto: {fraud: {when: political < 50, grade: poor, because: 弄虚作假, article: 第八条}}
    caps: {political: {when: political < 90, at_most: good, because: 政治素质, article: 第九条}}
    grades: {excellent: {quota: {count: 2}}, good: {when: total >= 80}, poor: {}}
"""
PEOPLE = """
team t1 group=north total=95 political=95
team t2 group=north total=94 political=95
team t3 group=north total=93 political=95
team t4 group=north total=50 political=95
team t5 group=north total=85 political=60
"""


def decided(*decisions: dict[str, object], statuses: str = "") -> Graded:
    return graded(TEXT, PEOPLE, decisions=decisions, statuses=statuses)


def test_a_decision_sets_the_grade_and_says_so() -> None:
    one = decided(decision("t4", "good", was="poor"))
    assert (one.row("t4")["computed"], one.row("t4")["grade"], one.row("t4")["reason"]) == ("poor", "good", "decision")
    assert one.problems == []


def test_the_grade_it_was_taken_from_must_be_the_computed_one() -> None:
    one = decided(decision("t4", "good", was="excellent"))
    assert one.grade("t4") == ["poor"]
    assert one.problem("decision_from_differs").values["computed"] == "poor"
    assert one.row("t4")["flags"] == "decision_blocked"


def test_a_later_decision_goes_from_what_the_earlier_one_gave() -> None:
    first, second = decision("t4", "good", was="poor"), decision("t4", "poor", was="good", at="2025-03-01")
    one = decided(second, first)
    assert (one.grade("t4"), one.problems) == (["poor"], [])


def test_an_unknown_grade_is_a_problem() -> None:
    one = decided(decision("t4", "superb"))
    assert one.problems == ["decision_unknown_grade"]
    assert one.grade("t4") == ["poor"]


def test_a_decision_above_the_quota_is_blocked_and_names_the_room_and_who_has_the_places() -> None:
    one = decided(decision("t3", "excellent"))
    assert one.grade("t1", "t2", "t3") == ["excellent", "excellent", "good"]
    problem = one.problem("decision_over_quota")
    assert problem.severity == "error"
    assert {name: problem.values[name] for name in ("set", "room", "used", "holders", "newcomers")} == {
        "set": "north", "room": 2, "used": 2, "holders": ["t1", "t2"], "newcomers": ["t3"],
    }  # fmt: skip


def test_an_approved_decision_above_the_quota_demotes_nobody() -> None:
    one = decided(decision("t3", "excellent", approval="省委文件"))
    assert one.grade("t1", "t2", "t3") == ["excellent"] * 3
    assert one.quota("excellent", "north")["used"] == 3
    (record,) = one.grades.decisions.rows(named=True)
    assert (record["result"], record["room"], record["used_before"], record["used_after"]) == ("applied", 2, 2, 3)


def test_of_one_date_a_decision_takes_the_place_that_another_frees() -> None:
    one = decided(decision("t3", "excellent"), decision("t1", "good"))
    assert (one.grade("t1", "t3"), one.problems) == (["good", "excellent"], [])
    (t1, t3) = sorted(one.grades.decisions.rows(named=True), key=lambda record: str(record["subject"]))
    assert (t1["room"], t3["used_before"], t3["used_after"]) == (None, 2, 2)


FULL = """
grading:
  team:
    by: total
    within: all
    grades: {excellent: {quota: {count: 1}}, good: {quota: {count: 2}}, fair: {quota: {count: 1}}, poor: {}}
"""
"""Computed: t1 excellent, t2 and t3 good, t4 fair, t5 and t6 poor."""
SIX = "\n".join(f"team t{i} group=north total={100 - i} political=95" for i in range(1, 7))


def of_one_date(*decisions: dict[str, object]) -> Graded:
    """Graded twice: the order of the rows makes no difference."""
    one, again = (graded(FULL, SIX, decisions=rows) for rows in (decisions, decisions[::-1]))
    every = [f"t{i}" for i in range(1, 7)]
    assert (again.grade(*every), again.grades.problems) == (one.grade(*every), one.grades.problems)
    return one


def test_two_subjects_of_full_grades_can_be_exchanged() -> None:
    one = of_one_date(decision("t1", "good"), decision("t2", "excellent"))
    assert (one.grade("t1", "t2", "t3"), one.problems) == (["good", "excellent", "good"], [])


def test_a_chain_of_three_stands_together() -> None:
    one = of_one_date(decision("t1", "good"), decision("t2", "fair"), decision("t4", "excellent"))
    assert (one.grade("t1", "t2", "t3", "t4"), one.problems) == (["good", "fair", "good", "excellent"], [])


def test_a_chain_falls_where_its_last_link_finds_no_place() -> None:
    chain = decision("t5", "fair"), decision("t4", "good"), decision("t3", "excellent")
    one = of_one_date(*chain)
    assert one.grade("t1", "t3", "t4", "t5") == ["excellent", "good", "fair", "poor"]
    assert one.problems == ["decision_over_quota"] * 3
    freed = of_one_date(*chain, decision("t1", "poor"))
    assert (freed.grade("t1", "t3", "t4", "t5"), freed.problems) == (["poor", "excellent", "good", "fair"], [])


def test_too_many_for_one_free_place_are_all_blocked_and_named() -> None:
    one = of_one_date(decision("t4", "poor"), decision("t5", "fair"), decision("t6", "fair"))
    assert one.grade("t4", "t5", "t6") == ["poor"] * 3
    assert one.problems == ["decision_over_quota"] * 2
    for problem in one.grades.problems:
        said = {name: problem.values[name] for name in ("room", "used", "holders", "count", "newcomers")}
        assert said == {"room": 1, "used": 0, "holders": ["–"], "count": 2, "newcomers": ["t5", "t6"]}


def test_places_elsewhere_count_again_when_a_decision_is_dropped() -> None:
    """t5 and t2 are one too many for excellent; so t2 stays good, and t1 finds no place there."""
    one = of_one_date(decision("t1", "good"), decision("t2", "excellent"), decision("t5", "excellent"))
    assert one.grade("t1", "t2", "t5") == ["excellent", "good", "poor"]
    assert [problem.values["newcomers"] for problem in one.grades.problems] == [["t1"], ["t2", "t5"], ["t2", "t5"]]


def test_an_approved_decision_takes_the_free_place_before_an_unapproved_one_whatever_their_ids() -> None:
    for approved, other in (("t5", "t6"), ("t6", "t5")):
        free = decision("t4", "poor")
        one = of_one_date(free, decision(approved, "fair", approval="No. 7"), decision(other, "fair"))
        assert (one.grade(approved, other), one.problems) == (["fair", "poor"], ["decision_over_quota"])
        problem = one.problem("decision_over_quota")
        assert (problem.values["holders"], problem.values["newcomers"]) == ([approved], [other])


def test_of_one_date_the_approved_and_the_unapproved_stand_where_there_is_room_for_both() -> None:
    one = of_one_date(
        decision("t2", "poor"),
        decision("t3", "poor"),
        decision("t5", "good", approval="No. 7"),
        decision("t6", "good"),
    )
    assert (one.grade("t5", "t6"), one.problems) == (["good", "good"], [])


def test_a_place_is_freed_only_from_its_date_on() -> None:
    one = decided(decision("t3", "excellent"), decision("t1", "good", at="2025-02-01"))
    assert (one.grade("t1", "t3"), one.problems) == (["good", "good"], ["decision_over_quota"])


def test_a_decision_against_a_cap_needs_approval() -> None:
    one = decided(decision("t1", "good"), decision("t5", "excellent", at="2025-02-01"))
    assert one.grade("t5") == ["good"]
    problem = one.problem("decision_against_rule")
    assert (problem.values["rule"], problem.values["article"]) == ("cap:political", "第九条")
    assert one.row("t5")["flags"] == "conflict decision_blocked"
    approved = decided(decision("t1", "good"), decision("t5", "excellent", at="2025-02-01", approval="省委文件"))
    assert approved.grade("t5") == ["excellent"]


def test_a_decision_against_a_veto_or_a_status_needs_approval() -> None:
    one = graded(
        TEXT,
        PEOPLE + "team t6 group=north total=99 political=10",
        decisions=[decision("t6", "good"), decision("t4", "good")],
        statuses="t4 refused",
    )
    assert one.grade("t4", "t6") == ["poor", "poor"]
    assert [problem.values["rule"] for problem in one.grades.problems] == ["status:refused", "veto:fraud"]


def test_an_open_case_is_settled_later_by_a_decision() -> None:
    one = decided(statuses="t1 open_case")
    assert (one.grade("t1", "t2", "t3"), one.reason("t1")) == (
        ["ungraded", "excellent", "excellent"],
        ["status:open_case"],
    )
    later = decided(decision("t1", "good", was="ungraded"), statuses="t1 open_case")
    assert (later.grade("t1"), later.reason("t1")) == (["good"], ["decision"])


def test_who_takes_part_without_a_grade_gets_none_by_decision() -> None:
    one = decided(decision("t1", "good"), statuses="t1 leave")
    assert one.grade("t1") == ["ungraded"]
    assert one.problem("decision_against_rule").values["rule"] == "status:leave"


def test_a_grade_can_be_withheld_by_decision() -> None:
    assert decided(decision("t1", "ungraded", was="excellent")).grade("t1") == ["ungraded"]


def test_a_decision_is_told_with_its_effect() -> None:
    one = decided(decision("t3", "excellent", approval="省委文件"))
    step = grading_step(one.graph, one.figures, one.scores, one.grades, "t3")
    (told,) = [part for part in step.parts if part.what == "decision"]
    assert told.facts["from"] == "good"
    assert (told.notes["approval"], told.notes["used_before"], told.notes["used_after"]) == ("省委文件", 2, 3)


def test_tables_without_the_column_approval_approve_nothing() -> None:
    one = decided(decision("t3", "excellent"))
    old = one.figures.decisions.drop("approval")
    figures = type(one.figures)(**{**vars(one.figures), "decisions": old})
    again = grade(one.graph, figures, one.scores)
    assert [problem.code for problem in again.problems] == ["decision_over_quota"]
    assert isinstance(again.frames["team"].to_native(), pl.DataFrame)
