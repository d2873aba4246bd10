"""status → veto → caps → places and thresholds: what comes first decides, and what cannot be told is never guessed."""

from __future__ import annotations

import pytest

from kaohe.engine.grading import grading_step
from kaohe.engine.problems import InvalidScheme
from tests.engine.grading.world import graded

TEXT = """
grading:
  team:
    by: total
    statuses:
      probation: {title: 试用期, result: comment_only, article: 第二十五条}
      leave: {title: 病事假超过半年, result: no_grade}
      open_case: {title: 立案, result: pending}
      away: {title: 调离, result: not_counted}
      refused: {title: 拒不参加, result: grade, grade: poor}
    veto:
      fraud: {when: political < 50, grade: poor, because: 弄虚作假, article: 第八条}
      second: {when: political < 60, grade: fair, because: 其他}
    caps:
      political: {when: political < 90, at_most: good, because: 政治素质, article: 第九条}
      worse: {when: political < 80, at_most: fair, because: 政治素质, article: 第九条}
    flags: {review: {when: political < 80, because: 需研究}}
    grades:
      excellent: {when: total >= 85, quota: {count: 1}}
      good: {when: total >= 80}
      fair: {when: total >= 60}
      poor: {}
"""


@pytest.mark.parametrize(
    ("status", "grade"),
    [
        ("probation", "ungraded"),
        ("leave", "ungraded"),
        ("open_case", "ungraded"),
        ("away", "ungraded"),
        ("refused", "poor"),
    ],
)
def test_a_status_comes_before_everything(status: str, grade: str) -> None:
    one = graded(TEXT, "team t1 group=north total=99 political=10", statuses=f"t1 {status}")
    assert (one.grade("t1"), one.reason("t1")) == ([grade], [f"status:{status}"])
    assert one.row("t1")["status"] == status


def test_of_two_statuses_the_one_that_the_scheme_names_first_decides() -> None:
    one = graded(TEXT, "team t1 group=north total=99 political=95", statuses="t1 refused\nt1 leave\nt1 nonsense")
    assert one.reason("t1") == ["status:leave"]


def test_a_veto_comes_before_caps_and_needs_no_score() -> None:
    one = graded(TEXT, "team t1 group=north political=10")
    assert (one.grade("t1"), one.reason("t1")) == (["poor"], ["veto:fraud"])


@pytest.mark.parametrize(
    ("said", "grade", "reason"),
    [
        ("total=99 political=95", "excellent", "quota"),
        ("total=99 political=85", "good", "cap:political"),
        ("total=99 political=75", "fair", "cap:worse"),
        ("total=82 political=85", "good", "threshold"),
        ("total=70 political=85", "fair", "threshold"),
        ("total=10 political=95", "poor", "rest"),
        ("political=95", "ungraded", "score_held"),
        ("total=99", "ungraded", "condition_unknown:veto:fraud"),
    ],
)
def test_the_reason_says_why_this_grade_and_none_better(said: str, grade: str, reason: str) -> None:
    one = graded(TEXT, f"team t1 group=north {said}")
    assert (one.grade("t1"), one.reason("t1")) == ([grade], [reason])


def test_who_stands_behind_the_line_has_the_next_grade_because_the_places_are_full() -> None:
    one = graded(TEXT, "team t1 group=north total=99 political=95\nteam t2 group=north total=98 political=95")
    assert (one.grade("t2"), one.reason("t2")) == (["good"], ["quota_full"])
    assert (one.row("t2")["quota"], one.row("t2")["place"], one.row("t2")["room"]) == ("excellent", 2, 1)


def test_an_unknown_cap_leaves_without_a_grade_and_names_the_rule() -> None:
    text = """
grading:
  team:
    by: total
    caps: {political: {when: political < 90, at_most: good, because: 政治素质}}
    grades: {excellent: {when: total >= 90}, good: {}}
"""
    one = graded(text, "team t1 group=north total=10")
    assert one.reason("t1") == ["condition_unknown:cap:political"]
    step = grading_step(one.graph, one.figures, one.scores, one.grades, "t1")
    (unknown,) = [part for part in step.parts if part.what == "cap:political"]
    assert unknown.value is None
    assert unknown.notes["causes"] == ("team_political:missing",)


def test_an_unknown_condition_of_a_grade_matters_only_to_those_who_could_still_get_it() -> None:
    text = """
grading:
  team:
    by: total
    grades: {excellent: {when: total >= 90}, good: {when: political >= 60}, poor: {}}
"""
    one = graded(text, "team t1 group=north total=95\nteam t2 group=north total=80")
    assert one.reason("t1", "t2") == ["threshold", "condition_unknown:grade:good"]


def test_an_unknown_flag_is_flagged_as_unknown_and_changes_nothing() -> None:
    text = """
grading:
  team:
    by: total
    flags: {review: {when: political < 80, because: 需研究}, look: {when: grade == good, because: 需研究}}
    grades: {excellent: {when: total >= 90}, good: {}}
"""
    one = graded(text, "team t1 group=north total=95\nteam t2 group=north total=80 political=70")
    assert one.grade("t1", "t2") == ["excellent", "good"]
    assert [one.row(subject)["flags"] for subject in ("t1", "t2")] == ["review:unknown", "review look"]


def test_a_held_score_says_its_causes() -> None:
    one = graded(TEXT, "team t1 group=north political=95")
    step = grading_step(one.graph, one.figures, one.scores, one.grades, "t1")
    assert step.notes["causes"] == ("team_total:missing",)


def test_conditions_may_ask_for_the_rank_and_the_status() -> None:
    text = """
grading:
  team:
    by: total
    statuses: {leave: {title: 病事假, result: no_grade}}
    flags: {rested: {when: status == leave, because: x}, active: {when: status == none, because: x}}
    grades: {excellent: {when: rank <= 2}, good: {}}
"""
    one = graded(text, "\n".join(f"team t{i} group=north total={i}" for i in range(4)), statuses="t0 leave")
    assert one.grade("t0", "t1", "t2", "t3") == ["ungraded", "good", "excellent", "excellent"]
    assert [one.row(f"t{i}")["flags"] for i in range(2)] == ["rested", "active"]


def test_a_carried_score_is_compared_exactly() -> None:
    text = """    third: {multiplier: {score: total, by: political, base: 3}, round: no}
grading:
  cadre: {by: total, within: all, grades: {excellent: {when: third >= 1/3}, good: {when: third * 3 == 2}, poor: {}}}
"""
    people = "cadre c1 total=1 political=1\ncadre c2 total=0.99 political=1\ncadre c3 total=0.2 political=10"
    one = graded(text.replace("third * 3 == 2", "third > 1/5"), people)
    assert one.grade("c1", "c2", "c3") == ["excellent", "good", "excellent"]


def test_a_condition_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(InvalidScheme):
        graded("grading: {team: {by: total, grades: {a: {when: totl > 1}, b: {}}}}\n", "team t1 total=1")
