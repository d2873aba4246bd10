"""Given scores: as they are, or out of full marks."""

from __future__ import annotations

from tests.engine.rules.checking import branches, complaints, scores


def test_a_score_out_of_100_is_carried_to_the_points() -> None:
    assert scores("given: {full: 100}", points=40, x=[85.5, 0, 100, 103, -2]) == ["34.2", "0", "40", "40", "0"]
    assert branches("given: {full: 100}", points=40, x=[85.5, 103, -2]) == ["out_of", "capped", "floored"]


def test_without_full_marks_the_figure_is_the_score() -> None:
    assert scores("given: {}", points=10, x=[8.25, 12, -1]) == ["8.25", "10", "0"]


def test_a_penalty_is_given_as_a_negative_score() -> None:
    assert scores("given: {not_below: -3, not_above: 0}", points=3, x=[-1.5, -4, 1]) == ["-1.5", "-3", "0"]


def test_what_can_be_wrong_with_a_given_score() -> None:
    assert complaints("given: {full: 0}") == ["0 is not above zero. Write a number above zero."]
    assert complaints("given: {not_below: 6}", points=5) == [
        "The least score, 6, is above the most, 5: no score can be both. Correct one of them."
    ]
