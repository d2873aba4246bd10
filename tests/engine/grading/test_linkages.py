"""The three linkages: a grade above bears on the grades and the places below, as it is after decisions."""

from __future__ import annotations

from tests.engine.grading.world import Graded, decision, graded

TEXT = """
grading:
  unit:
    by: total
    grades: {excellent: {when: total >= 90}, good: {}}
    staff_quota: {title: 工作人员优秀等次, staff: staff, shares: {excellent: 25%, good: 20%}, ungraded: 15%, article: 第十五条}
  team:
    by: total
    caps: {unit: {when: unit.grade == good, at_most: good, because: 单位未评为优秀}}
    grades: {excellent: {when: total >= 90}, good: {when: total >= 80}, fair: {when: total >= 60}, poor: {}}
  cadre:
    by: total
    within: {principal: unit.group, deputy: parent}
    caps: {head: {when: "group == principal and team.grade in (fair, poor)", at_most: competent, because: 班子等次}}
    grades:
      excellent:
        quota: {by: {by: team.grade, shares: {excellent: 30%, good: 25%, fair: 20%, poor: 0%}, otherwise: 0%}, round: floor}
      competent: {}
"""

PEOPLE = """
unit u1 group=city total=95 staff=50
unit u2 group=city total=50 staff=7
team t1 of=u1 total=95
team t2 of=u2 total=95
team t3 of=u1 total=65
cadre p1 of=t1 group=principal total=80
cadre p2 of=t2 group=principal total=81
cadre p3 of=t3 group=principal total=99
"""
DEPUTIES = "\n".join(f"cadre d{t}{i} of=t{t} group=deputy total={i}" for t in (1, 2, 3) for i in range(1, 5))


def excellent(one: Graded) -> set[str]:
    return {row["subject"] for row in one.grades.frames["cadre"].rows(named=True) if row["grade"] == "excellent"}


def test_a_unit_grade_caps_its_team_and_a_team_grade_its_head() -> None:
    one = graded(TEXT, PEOPLE)
    assert one.grade("u1", "u2", "t1", "t2", "t3") == ["excellent", "good", "excellent", "good", "fair"]
    assert one.reason("t2") == ["cap:unit"]
    assert one.reason("p3") == ["cap:head"]


def test_principals_of_teams_with_different_grades_share_one_room_rounded_once() -> None:
    quota = graded(TEXT, PEOPLE).quota("excellent", "principal:city")
    assert (quota["exact"], quota["room"]) == ("3/4", 0)  # 30 % + 25 % + 20 %


def test_deputies_have_the_places_that_their_own_team_has_earned() -> None:
    one = graded(TEXT, PEOPLE + DEPUTIES)
    rooms = [one.quota("excellent", f"deputy:t{t}")["exact"] for t in (1, 2, 3)]
    assert rooms == ["6/5", "1", "4/5"]  # four deputies each: 30 %, 25 %, 20 %
    assert excellent(one) == {"d14", "d24"}


def test_a_decision_above_counts_below() -> None:
    one = graded(TEXT, PEOPLE + DEPUTIES, decisions=[decision("t3", "good"), decision("t2", "poor")])
    assert [one.quota("excellent", f"deputy:t{t}")["exact"] for t in (1, 2, 3)] == ["6/5", "0", "1"]
    assert excellent(one) == {"d14", "d34"}
    (t2, t3) = sorted(one.grades.decisions.rows(named=True), key=lambda row: row["subject"])
    assert t3["linked"] == "cadre.cap:head cadre.quota:excellent"
    assert (t2["below"], t3["below"]) == (5, 5)


def test_an_ungraded_team_gives_what_the_scheme_says_for_no_grade() -> None:
    one = graded(TEXT, PEOPLE.replace("team t1 of=u1 total=95", "team t1 of=u1") + DEPUTIES)
    assert one.grade("t1") == ["ungraded"]
    assert one.quota("excellent", "deputy:t1")["exact"] == "0"


def test_places_for_staff_follow_the_units_own_grade() -> None:
    text = TEXT.replace(
        "grades: {excellent: {when: total >= 90}, good: {}}", "grades: {excellent: {when: total >= 90}, good: {}}", 1
    )
    people = PEOPLE + "\nunit u3 group=city staff=10\nunit u4 group=city total=91"
    one = graded(text, people)
    rows = {row["set"]: row for row in one.grades.quotas.rows(named=True) if row["sort"] == "staff"}
    assert {name: (row["base"], row["share"], row["exact"], row["room"]) for name, row in rows.items()} == {
        "u1": (50, "1/4", "25/2", 13),
        "u2": (7, "1/5", "7/5", 1),
        "u3": (10, "3/20", "3/2", 2),
    }  # u4 reports no staff
