"""Places of a quota: how many there are, who gets them, and what equal scores, barred people and small groups do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kaohe.engine.columnar import score_columns
from kaohe.engine.grading import grade
from kaohe.engine.grading.results import GRADES
from tests.engine.grading.world import Graded, graded

TEAM = """
grading:
  team:
    by: total
    grades:
      excellent: {quota: {%s}}
      good: {}
"""


def teams(*totals: float, group: str = "north", **attributes: str) -> str:
    said = "".join(f" {name}={value}" for name, value in attributes.items())
    return "\n".join(f"team t{i} group={group} total={total}{said}" for i, total in enumerate(totals))


def excellent(one: Graded) -> list[str]:
    rows = one.grades.frames["team"].rows(named=True)
    return [row["subject"] for row in rows if row["grade"] == "excellent"]


@pytest.mark.parametrize(("rounding", "room"), [("half_up", 3), ("half_even", 2), ("floor", 2), ("ceil", 3)])
def test_half_a_place_is_rounded_up_as_in_hubei_unless_the_scheme_says_otherwise(rounding: str, room: int) -> None:
    one = graded(TEAM % f"share: 25%, round: {rounding}", teams(*range(10)))
    assert one.quota("excellent", "north")["exact"] == "5/2"
    assert one.quota("excellent", "north")["room"] == room
    assert len(excellent(one)) == room


def test_shares_are_exact_fractions() -> None:
    one = graded(TEAM % "share: 1/3, round: floor", teams(*range(9)))
    assert one.quota("excellent", "north")["room"] == 3


def test_the_base_is_everybody_who_should_take_part_barred_ones_included() -> None:
    text = """
grading:
  team:
    by: total
    statuses:
      leave: {title: 长期病假, result: no_grade}
      away: {title: 调离, result: not_counted}
      new: {title: 新组建, result: comment_only, in_base: false}
    caps: {political: {when: political < 90, at_most: good, because: 政治素质}}
    grades: {excellent: {quota: {share: 50%, round: floor}}, good: {}}
"""
    people = teams(9, 8, 7, 6, political="95") + "\nteam t9 group=north total=10 political=50"
    one = graded(text, people, statuses="t0 leave\nt1 away\nt2 new")
    quota = one.quota("excellent", "north")
    assert (quota["base"], quota["room"]) == (3, 1)  # t0 on leave, t3, and t9 barred; neither t1 nor t2
    assert excellent(one) == ["t3"]
    assert [one.row(subject)["rank"] for subject in ("t9", "t0", "t3", "t1", "t2")] == [1, 2, 3, None, None]


@pytest.mark.parametrize(("barred", "got"), [("passes_on", ["t1", "t2"]), ("lapses", ["t1"])])
def test_a_barred_place_passes_on_or_lapses(barred: str, got: list[str]) -> None:
    text = (
        TEAM % f"count: 2, barred: {barred}"
        + "    caps: {p: {when: political < 90, at_most: good, because: 政治素质}}\n"
    )
    people = "team t0 group=north total=99 political=50\n" + "\n".join(
        f"team t{i} group=north total={90 - i} political=95" for i in (1, 2, 3)
    )
    one = graded(text, people)
    assert excellent(one) == got
    assert one.quota("excellent", "north")["lapsed"] == (barred == "lapses")
    assert one.row("t0")["reason"] == "cap:p"


def test_the_place_of_somebody_vetoed_lapses_too() -> None:
    text = (
        TEAM % "count: 2, barred: lapses"
        + "    veto: {fraud: {when: political < 60, grade: good, because: 弄虚作假}}\n"
    )
    one = graded(
        text,
        "team t0 group=north total=99 political=50\n"
        + "team t1 group=north total=98 political=99\nteam t2 group=north total=97 political=99",
    )
    assert excellent(one) == ["t1"]
    assert one.reason("t0") == ["veto:fraud"]


def test_a_low_barred_score_takes_no_place() -> None:
    text = (
        TEAM % "count: 1, barred: lapses" + "    caps: {p: {when: political < 90, at_most: good, because: 政治素质}}\n"
    )
    one = graded(text, "team t0 group=north total=9 political=50\nteam t1 group=north total=98 political=99")
    assert excellent(one) == ["t1"]


@pytest.mark.parametrize(("ties", "got"), [("share_if_room", ["t0"]), ("all_in", ["t0", "t1", "t2"])])
def test_equal_scores_at_the_line_get_it_only_if_all_fit_or_all_anyway(ties: str, got: list[str]) -> None:
    one = graded(TEAM % f"count: 2, ties: {ties}", teams(95, 90, 90, 80))
    assert excellent(one) == got
    assert [subject for subject in ("t0", "t1", "t2", "t3") if one.row(subject)["flags"] == "tied_at_line"] == [
        "t1",
        "t2",
    ]


def test_nobody_overtakes_equal_scores_that_did_not_fit() -> None:
    assert excellent(graded(TEAM % "count: 3", teams(95, 90, 90, 90, 80))) == ["t0"]


@pytest.mark.parametrize("ties", ["share_if_room", "all_in"])
def test_equal_scores_that_fit_exactly_all_get_it(ties: str) -> None:
    one = graded(TEAM % f"count: 3, ties: {ties}", teams(95, 90, 90, 80))
    assert excellent(one) == ["t0", "t1", "t2"]
    assert {row["flags"] for row in one.grades.frames["team"].rows(named=True)} == {""}


def test_a_tie_break_parts_equal_scores() -> None:
    text = (TEAM % "count: 1").replace("by: total", "by: total\n    tie_break: [political]")
    people = "team t0 group=north total=90 political=95\nteam t1 group=north total=90 political=96\nteam t2 group=north total=90"
    one = graded(text, people)
    assert excellent(one) == ["t1"]
    assert [one.row(f"t{i}")["rank"] for i in range(3)] == [2, 1, 3]


@pytest.mark.parametrize(("ties", "ranks"), [("competition", [1, 2, 2, 4]), ("dense", [1, 2, 2, 3])])
def test_ranks_of_equal_scores(ties: str, ranks: list[int]) -> None:
    one = graded((TEAM % "count: 1").replace("by: total", f"by: total\n    ties: {ties}"), teams(95, 90, 90, 80))
    assert [one.row(f"t{i}")["rank"] for i in range(4)] == ranks


def test_however_small_the_group_there_are_at_least_so_many_places() -> None:
    one = graded(TEAM % "share: 10%, at_least: 1", teams(9, 8))
    assert excellent(one) == ["t0"]


def test_a_share_of_nothing_stays_nothing() -> None:
    by = "by: {by: line, shares: {a: 0%}, otherwise: 50%}, at_least: 1"
    assert excellent(graded(TEAM % by, teams(9, 8, line="a"))) == []


def test_the_room_is_the_sum_of_each_ones_own_share_rounded_once() -> None:
    by = "by: {by: line, shares: {a: 30%, b: 20%}, otherwise: 25%}"
    people = (
        teams(9, 8, 7, line="a")
        + "\nteam u1 group=north total=6 line=b\nteam u2 group=north total=5 line=b\nteam u3 group=north total=1"
    )
    quota = graded(TEAM % by, people).quota("excellent", "north")
    assert (quota["exact"], quota["room"], quota["share"]) == ("31/20", 2, "31/120")  # 0.9 + 0.4 + 0.25
    apart = [round(0.3 * 3 + 0.0001), round(0.2 * 2), round(0.25)]
    assert sum(apart) == 1, "rounding each share alone would lose a place"


def test_who_has_the_grade_outright_uses_up_a_place() -> None:
    text = TEAM % "count: 2" + "    statuses: {hero: {title: 重大贡献, result: grade, grade: excellent}}\n"
    one = graded(text, teams(95, 90, 85, 20), statuses="t3 hero")
    assert excellent(one) == ["t0", "t3"]
    assert one.quota("excellent", "north")["used"] == 2


def test_a_group_never_borrows_from_another() -> None:
    one = graded(TEAM % "share: 30%", teams(90, 80, 70) + "\nteam x group=south total=99")
    assert excellent(one) == ["t0"]  # a third of a place in the south is no place
    assert [one.quota("excellent", group)["room"] for group in ("north", "south")] == [1, 0]


def test_two_small_groups_are_graded_together() -> None:
    people = "team e1 group=east total=90\nteam e2 group=east total=80\nteam w1 group=west total=95\nteam w2 group=west total=70"
    one = graded(TEAM % "share: 50%", people)
    assert one.row("e1")["set"] == one.row("w2")["set"] == "east+west"
    assert [one.row(subject)["rank"] for subject in ("w1", "e1", "e2", "w2")] == [1, 2, 3, 4]
    assert excellent(one) == ["e1", "w1"]
    assert one.problems == []


def test_a_pool_that_is_too_small_goes_on_to_the_next_group_and_says_when_none_is_left() -> None:
    one = graded(
        TEAM % "share: 50%", "team e1 group=east total=90\nteam w1 group=west total=80\nteam s1 group=south total=70"
    )
    assert {row["set"] for row in one.grades.frames["team"].rows(named=True)} == {"south+east+west"}
    alone = graded(TEAM % "share: 50%", "team e1 group=east total=90")
    assert alone.problem("small_group").values == {"kind": "team", "group": "east", "members": 1, "at_least": 3}


def test_a_group_that_is_large_enough_takes_nobody_in() -> None:
    people = (
        "\n".join(f"team e{i} group=east total={i}" for i in range(3))
        + "\nteam w1 group=west total=1\nteam w2 group=west total=2"
    )
    one = graded(TEAM % "share: 50%", people)
    assert {row["set"] for row in one.grades.frames["team"].rows(named=True)} == {"east", "west"}


CADRES = """
grading:
  cadre:
    by: total
    within: {principal: unit.group, deputy: parent}
    grades: {excellent: {quota: {share: 50%}}, competent: {}}
"""


def test_principals_are_compared_across_units_and_deputies_inside_their_team() -> None:
    one = graded(
        CADRES,
        """
        unit u1 group=city
        unit u2 group=city
        team t1 of=u1
        team t2 of=u2
        cadre p1 of=t1 group=principal total=90
        cadre p2 of=t2 group=principal total=80
        cadre d1 of=t1 group=deputy total=70
        cadre d2 of=t1 group=deputy total=60
        cadre d3 of=t2 group=deputy total=50
        cadre d4 of=t2 group=deputy total=40
        """,
    )
    sets = {row["subject"]: row["set"] for row in one.grades.frames["cadre"].rows(named=True)}
    assert sets == {
        **dict.fromkeys(("p1", "p2"), "principal:city"),
        "d1": "deputy:t1",
        "d2": "deputy:t1",
        "d3": "deputy:t2",
        "d4": "deputy:t2",
    }
    assert one.grade("p1", "p2", "d1", "d2", "d3", "d4") == ["excellent", "competent"] * 3


def test_places_can_be_given_in_other_sets_than_the_ranks() -> None:
    one = graded(TEAM % "count: 1, within: all", teams(9, 8) + "\nteam x group=south total=99")
    assert excellent(one) == ["x"]
    assert [one.row(subject)["rank"] for subject in ("t0", "x")] == [1, 1]


def test_without_anybody_in_line_there_is_still_a_row() -> None:
    one = graded(TEAM % "share: 30%", "team t1 group=north")
    assert one.grade("t1") == ["ungraded"]
    assert one.reason("t1") == ["score_held"]
    quota = one.quota("excellent", "north")
    assert (quota["base"], quota["candidates"], quota["used"]) == (1, 0, 0)


def test_a_kind_without_subjects_is_graded_to_nothing() -> None:
    people = "unit u1\nteam t1 of=u1\ncadre c1 of=t1 group=deputy total=1"
    one = graded(CADRES, people)
    empty = {kind: frame.head(0) for kind, frame in one.figures.subjects.items()}
    figures = replace(one.figures, subjects=empty)
    found = grade(one.graph, figures, score_columns(one.graph, figures))
    assert {kind: frame.columns for kind, frame in found.frames.items()} == {"cadre": list(GRADES)}
    assert (len(found.frames["cadre"]), len(found.quotas)) == (0, 0)
