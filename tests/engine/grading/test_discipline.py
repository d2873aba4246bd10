"""The discipline of scoring offices: too little spread, full marks for everybody, and what follows."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.grading.world import graded

TEXT = """
discipline: {indicators: [total], at_least: 30%%, of: %s, otherwise: halve_points_next_year, article: 第三十条}
"""


def rows(of: str, people: str, extra: str = "") -> list[dict[str, Any]]:
    found = graded(extra + TEXT % of, people).grades.discipline.rows(named=True)
    return [row for row in found if row["kind"] == "team"]


PEOPLE = "team t1 group=north total=90\nteam t2 group=north total=60\nteam t3 group=north total=75"


@pytest.mark.parametrize(
    ("of", "spread", "verdict"), [("full", "3/10", "ok"), ("max", "1/3", "ok"), ("mean", "2/5", "ok")]
)
def test_the_spread_is_measured_against_full_marks_the_highest_or_the_mean(of: str, spread: str, verdict: str) -> None:
    (row,) = rows(of, PEOPLE)
    assert (row["spread"], row["verdict"], row["consequence"]) == (spread, verdict, None)
    assert (row["least"], row["most"], row["scored"], row["source"]) == ("3/5", "9/10", 3, "office of total")


def test_less_than_thirty_per_cent_halves_the_points_of_the_next_year() -> None:
    (row,) = rows("full", PEOPLE.replace("total=90", "total=89.99"))
    assert (row["verdict"], row["consequence"], row["article"]) == ("too_small", "halve_points_next_year", "第三十条")


def test_full_marks_for_all_thirteen_cities_are_seen() -> None:
    (row,) = rows("full", "\n".join(f"team t{i} group=north total=100" for i in range(13)))
    assert (row["spread"], row["verdict"]) == ("0", "full_marks_for_all")


def test_each_group_is_measured_by_itself_and_one_score_has_no_spread() -> None:
    found = rows("full", PEOPLE + "\nteam s1 group=south total=1\nteam s2 group=south")
    assert [(row["set"], row["verdict"]) for row in found] == [("north", "ok"), ("south", "not_comparable")]


def test_where_full_marks_differ_shares_of_them_are_compared() -> None:
    extra = """overrides: {team: [{when: line == b, scores: {total: {points: 50, rule: {given: {of: team_total}}}}}]}
"""
    people = (
        "team t1 group=north total=100 line=a\nteam t2 group=north total=50 line=b\nteam t3 group=north total=50 line=b"
    )
    (row,) = rows("full", people, extra)
    assert (row["least"], row["most"], row["verdict"]) == ("1", "1", "full_marks_for_all")


def test_without_names_every_score_of_a_reporting_department_is_watched() -> None:
    one = graded(TEXT.replace("indicators: [total], ", "") % "full", PEOPLE)
    assert {row["score"] for row in one.grades.discipline.rows(named=True)} == {"total"}  # nobody has a political score


def test_a_carried_score_is_measured_exactly() -> None:
    extra = """    third: {multiplier: {score: total, by: political, base: 3}, round: no}
"""
    one = graded(
        extra + (TEXT % "max").replace("[total]", "[third]"),
        "cadre c1 group=deputy total=1 political=1\ncadre c2 group=deputy total=1 political=0.7",
    )
    (row,) = one.grades.discipline.rows(named=True)
    assert (row["spread"], row["verdict"]) == ("3/10", "ok")


def shares(extra: str, *totals: float) -> tuple[object, ...]:
    people = "\n".join(f"team t{i} group=north total={total}" for i, total in enumerate(totals))
    text = TEXT % "full"
    (row,) = [
        row
        for row in graded(text.replace("{indicators", f"{{{extra}, indicators"), people).grades.discipline.rows(
            named=True
        )
        if row["kind"] == "team"
    ]
    return row["verdict"], row["full"], row["tied"], row["distinct"], row["consequence"]


def test_too_many_full_marks_are_a_breach_although_the_scores_spread() -> None:
    at_most = "full_marks_at_most: 25%"
    assert shares(at_most, 100, 90, 80, 50) == ("ok", 1, 0, 4, None)
    assert shares(at_most, 100, 100, 80, 50) == ("too_many_full", 2, 2, 3, "halve_points_next_year")


def test_tied_scores_are_a_breach_where_the_scheme_says_how_many_may_be() -> None:
    assert shares("tied_at_most: 0", 100, 90, 90, 50) == ("tied", 1, 2, 3, "halve_points_next_year")
    assert shares("tied_at_most: 50%", 100, 90, 90, 50)[0] == "ok"
    assert shares("full_marks_for_all: true", 100, 90, 90, 50)[0] == "ok"


def test_of_several_breaches_the_gravest_is_told() -> None:
    both = "full_marks_at_most: 10%, tied_at_most: 0"
    assert shares(both, 100, 100, 99)[0] == "too_small"
    assert shares(both, 100, 100, 50)[0] == "too_many_full"
    assert shares(both, 100, 100)[0] == "full_marks_for_all"
