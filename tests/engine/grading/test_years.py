"""Conditions over years: with this year once its grade is given, up to last year before."""

from __future__ import annotations

import pytest

from tests.engine.grading.world import graded

TEXT = """
grading:
  cadre:
    by: total
    within: all
    caps: {again: {when: poor 2 years in a row, at_most: fair, because: 连续两年}}
    flags: {often: {when: years_of.poor >= 2, because: 累计两年}}
    grades: {excellent: {when: total >= 90}, fair: {when: total >= 60}, poor: {}}
outcomes:
  merit: {title: 三等功, when: excellent 3 years in a row, article: 第十九条}
  admonition: {title: 诫勉, when: grade == poor}
  dismissal: {title: 辞退, when: poor 2 years in a row}
  step: {title: 晋升级别工资, when: years_of.excellent >= 3}
  talk: {title: 谈话, when: political < 80}
"""


def outcomes(history: str, total: int, political: int | None = 95) -> list[tuple[str, bool]]:
    said = "" if political is None else f" political={political}"
    one = graded(TEXT, f"cadre c1 total={total}{said}", history=history)
    return [(row["outcome"], row["certain"]) for row in one.grades.outcomes.rows(named=True)]


def test_three_excellent_years_in_a_row_are_a_merit() -> None:
    assert outcomes("c1 2022 excellent\nc1 2023 excellent", 95) == [("merit", True), ("step", True)]


@pytest.mark.parametrize(
    "history",
    [
        "c1 2023 excellent",
        "c1 2021 excellent\nc1 2023 excellent",
        "c1 2022 excellent\nc1 2023 fair",
        "c9 2022 excellent\nc9 2023 excellent",
        "",
    ],
)
def test_a_gap_ends_the_row(history: str) -> None:
    assert ("merit", True) not in outcomes(history, 95)


def test_this_year_must_have_the_grade_too() -> None:
    assert outcomes("c1 2021 excellent\nc1 2022 excellent\nc1 2023 excellent", 70) == [("step", True)]


def test_years_that_are_not_in_a_row_still_add_up() -> None:
    assert outcomes("c1 2015 excellent\nc1 2019 excellent", 95) == [("step", True)]


def test_the_same_year_told_twice_counts_once_and_this_year_is_not_read_from_history() -> None:
    assert outcomes("c1 2023 excellent\nc1 2023 excellent\nc1 2024 excellent\nc1 2025 excellent", 95) == []


def test_two_poor_years_in_a_row() -> None:
    assert outcomes("c1 2023 poor", 10) == [("admonition", True), ("dismissal", True)]


def test_before_the_grade_is_given_a_cap_counts_up_to_last_year() -> None:
    one = graded(TEXT, "cadre c1 total=95\ncadre c2 total=95", history="c1 2022 poor\nc1 2023 poor\nc2 2023 poor")
    assert one.grade("c1", "c2") == ["fair", "excellent"]
    assert one.reason("c1") == ["cap:again"]


def test_a_flag_counts_this_year() -> None:
    one = graded(TEXT, "cadre c1 total=10\ncadre c2 total=95", history="c1 2015 poor\nc2 2015 poor")
    assert [one.row(subject)["flags"] for subject in ("c1", "c2")] == ["often", ""]


def test_an_outcome_that_cannot_be_told_is_listed_as_uncertain() -> None:
    assert outcomes("", 95, political=None) == [("talk", False)]
