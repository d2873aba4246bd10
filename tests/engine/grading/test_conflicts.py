"""Proposals wait for a person; rules that contradict each other are named in the smallest sets that do."""

from __future__ import annotations

from kaohe.engine.wording import say
from tests.engine.grading.world import decision, graded

POOR_COUNTY = """
grading:
  unit: {by: total, grades: {good: {when: total >= 80}, fair: {}}}
  cadre:
    by: total
    within: unit.group
    caps: {political: {when: political < 90, at_most: competent, because: 政治素质, article: 第九条}}
    grades: {excellent: {quota: {share: 50%, round: floor}}, competent: {when: total >= 60}, incompetent: {}}
    propose:
      poor_county: {when: group == principal and unit.poverty == good, grade: excellent, because: 脱贫攻坚成效好, article: 第二十条}
"""
COUNTY = """
unit u1 group=county total=90 poverty=good
team t1 of=u1
cadre c1 of=t1 group=principal total=70 political=95
cadre c2 of=t1 group=principal total=90 political=95
cadre c3 of=t1 group=deputy total=65 political=95
"""


def test_the_heads_of_a_poor_county_rated_good_are_excellent_in_principle() -> None:
    one = graded(POOR_COUNTY, COUNTY)
    assert one.grade("c1", "c2", "c3") == ["competent", "excellent", "competent"]
    assert [one.row(subject)["proposal"] for subject in ("c1", "c2", "c3")] == ["excellent", None, None]


def test_a_proposal_is_confirmed_by_a_decision() -> None:
    one = graded(POOR_COUNTY, COUNTY, decisions=[decision("c1", "excellent", was="competent", approval="省委文件")])
    assert one.grade("c1", "c2") == ["excellent", "excellent"]


def test_an_unknown_proposal_is_flagged() -> None:
    one = graded(POOR_COUNTY, COUNTY.replace(" poverty=good", ""))
    assert one.row("c1")["flags"] == "propose:poor_county:unknown"


def test_a_proposal_that_a_cap_forbids_is_a_conflict_told_with_both_articles() -> None:
    one = graded(POOR_COUNTY, COUNTY.replace("total=70 political=95", "total=70 political=85"))
    assert (one.grade("c1"), one.row("c1")["flags"]) == (["competent"], "conflict")
    problem = one.problem("conflict_of_cap_and_proposal")
    assert problem.severity == "warning"
    assert say(problem, "zh") == (
        "提醒：规则冲突：cap:political〔第九条〕最高只允许“competent”，而 propose:poor_county〔第二十条〕原则上定为“excellent”，"
        "对 c1（共 1 个）不能同时满足。未经批准以前者为准。"
    )
    assert say(problem, "en").startswith(
        "warning: Rules in conflict: cap:political [第九条] allows no better than 'competent', but"
    )


TEXT = """
grading:
  team:
    by: total
    statuses:
      hero: {title: 重大贡献, result: grade, grade: excellent, article: 甲}
      case: {title: 立案, result: pending}
    veto:
      fraud: {when: political < 50, grade: poor, because: 弄虚作假, article: 乙}
      accident: {when: political < 60, grade: fair, because: 重大事故, article: 丙}
      praise: {when: political == 75, grade: excellent, because: 中央表扬, article: 丁}
    caps: {political: {when: political < 90, at_most: good, because: 政治素质, article: 戊}}
    grades: {excellent: {when: total >= 90}, good: {when: total >= 80}, fair: {when: total >= 60}, poor: {}}
"""


def test_two_vetoes_with_different_grades_are_a_conflict_and_the_first_stands() -> None:
    one = graded(TEXT, "team t1 group=north total=95 political=40\nteam t2 group=north total=95 political=55")
    assert one.grade("t1", "t2") == ["poor", "fair"]
    assert one.problems == ["conflict_of_grades"]
    values = one.problem("conflict_of_grades").values
    assert (values["first"], values["second"], values["subjects"], values["count"]) == (
        "veto:fraud",
        "veto:accident",
        ["t1"],
        1,
    )
    assert [one.row(subject)["flags"] for subject in ("t1", "t2")] == ["conflict", ""]


def test_a_veto_that_sets_a_grade_which_a_cap_forbids_is_a_conflict_and_the_veto_stands() -> None:
    one = graded(TEXT, "team t1 group=north total=95 political=75")
    assert (one.grade("t1"), one.row("t1")["flags"]) == (["excellent"], "conflict")
    assert one.problem("conflict_with_cap").values["second"] == "cap:political"


def test_a_status_that_sets_a_grade_conflicts_with_a_veto_and_with_a_cap() -> None:
    one = graded(TEXT, "team t1 group=north total=95 political=40", statuses="t1 hero")
    assert one.grade("t1") == ["excellent"]
    pairs = {(p.values["first"], p.values["second"]) for p in one.grades.problems}
    assert pairs == {
        ("status:hero", "veto:fraud"),
        ("status:hero", "veto:accident"),
        ("veto:fraud", "veto:accident"),
        ("status:hero", "cap:political"),
    }


def test_a_cap_that_a_veto_keeps_is_no_conflict() -> None:
    assert graded(TEXT, "team t1 group=north total=95 political=55").problems == []


def test_who_has_a_status_without_grade_is_in_no_conflict() -> None:
    assert graded(TEXT, "team t1 group=north total=95 political=40", statuses="t1 case").problems == []
