"""Bands: steps and straight pieces."""

from __future__ import annotations

from tests.engine.rules.checking import branches, complaints, said, scores, workings

PLAN = "bands: {steps: [{points: 0}, {at_least: 80, points: 2}, {at_least: 100, points: 3}, {above: 100, points: 5}]}"


def test_the_share_of_the_plan_says_the_points() -> None:
    """Domain rules row 17: > 100 % of plan 5, = 100 % 3, 80–99 % 2, < 80 % 0."""
    assert scores(PLAN, points=5, x=[79.99, 80, 99.99, 100, 100.01, -3]) == ["0", "2", "2", "3", "5", "0"]


def test_the_share_of_excellent_votes_says_the_points() -> None:
    """Domain rules §5 (瑞安 2012): ≥ 90 % 200, 80–90 % 190, 70–80 % 180, 60–70 % 170."""
    steps = "[{points: 160}, {at_least: 60, points: 170}, {at_least: 70, points: 180}, {at_least: 80, points: 190}, {at_least: 90, points: 200}]"
    assert scores(f"bands: {{steps: {steps}}}", points=200, x=[59, 60, 75, 90]) == ["160", "170", "180", "200"]


def test_between_two_corners_the_points_lie_on_a_straight_line() -> None:
    """Domain rules row 23: below the lowest 0, above A 4, linear between."""
    text = "bands: {linear: [{at: 20, points: 0}, {at: 60, points: 3}, {at: 80, points: 4}]}"
    assert scores(text, points=4, x=[10, 20, 40, 60, 70, 80, 99]) == ["0", "0", "1.5", "3", "3.5", "4", "4"]
    assert branches(text, x=[10, 40, 99]) == ["first_corner", "piece", "last_corner"]


def test_the_direction_plays_no_part() -> None:
    assert scores(PLAN, points=5, better="lower", x=[79, 101]) == ["0", "5"]


def test_the_next_band_is_said_to_be_out_of_reach() -> None:
    (working,) = workings(PLAN, x=[100])
    assert [(s.code, dict(s.values)) for s in working.silent] == [("band_not_reached_above", {"end": 100, "points": 5})]
    assert said(PLAN, x=[100, 3]) == ["Bands: 100 is at least 100: 3 points", "Bands: 3 is below 80: 0 points"]


def test_what_can_be_wrong_with_bands() -> None:
    assert complaints("bands: {steps: [{at_least: 60, points: 1}, {at_least: 80, points: 2}]}") == [
        "The first step starts at 60, so lower values, such as 59.99, fall through. Put a step before it that has only "
        "`points`."
    ]
    assert complaints("bands: {steps: [{points: 0}, {at_least: 80, points: 1}, {at_least: 70, points: 2}]}") == [
        "70 stands after 80 but is less. Put them in order, the lowest first."
    ]
    assert complaints("bands: {steps: [{points: 0}, {above: 80, points: 1}, {at_least: 80, points: 2}]}") == [
        "80 itself belongs to this step, but the step before it starts only above 80. Put `at_least` before `above`."
    ]
    assert complaints("bands: {linear: [{at: 1, points: 0}, {at: 1, points: 2}]}") == [
        "1 stands here twice, so a value would fall into both. Correct one of them."
    ]
    assert complaints("bands: {steps: [{points: 0}, {points: 2}]}") == [
        "One of at_least, above is needed here. Add one."
    ]
    assert complaints("bands: {}") == ["One of steps, linear is needed here. Add one."]
