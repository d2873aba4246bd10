"""Progress: against one's own past, by difference, percent, or the share of the way to a goal."""

from __future__ import annotations

from tests.engine.rules.checking import branches, complaints, said, scores, workings


def test_the_difference_earns_points_until_full_marks_are_reached() -> None:
    text = "progress: {base: before, by: difference, full: 4}"
    assert scores(text, points=40, x=[12, 11, 10, 9, 15], before=[10] * 5) == ["20", "10", "0", "0", "40"]
    assert branches(text, x=[12, 14, 10, 9], before=[10] * 4) == ["up_difference", "full", "same", "least"]


def test_no_change_may_earn_a_share_and_falling_back_costs_at_the_same_rate() -> None:
    text = "progress: {base: before, by: percent, full: 10%, at_base: 60%, at_least: 20%}"
    found = scores(text, points=100, x=[100, 105, 110, 120, 95, 90, 50], before=[100] * 7)
    assert found == ["60", "80", "100", "100", "40", "20", "20"]


def test_with_lower_better_a_fall_is_progress() -> None:
    text = "progress: {base: before, by: percent, full: 20%}"
    assert scores(text, points=10, better="lower", x=[90, 80, 110], before=[100] * 3) == ["5", "10", "0"]


def test_a_negative_base_is_measured_by_its_size() -> None:
    """From −200 to −100 is half as much again better, from −200 to −300 as much worse."""
    text = "progress: {base: before, by: percent, full: 1, at_base: 50%}"
    assert scores(text, points=100, x=[-100, -300, 200], before=[-200] * 3) == ["75", "25", "100"]


def test_any_improvement_on_a_base_of_zero_earns_full_marks() -> None:
    text = "progress: {base: before, by: percent, full: 10%, at_base: 60%, at_least: 20%}"
    assert scores(text, x=["0.01", 0, "-0.01"], before=[0, 0, 0]) == ["100", "60", "20"]
    assert scores(text, better="lower", x=["0.01", 0, "-0.01"], before=[0, 0, 0]) == ["20", "60", "100"]
    assert branches(text, x=[1, 0, -1], before=[0, 0, 0]) == ["zero_up", "same", "zero_down"]


def test_the_share_of_the_remaining_way_to_a_goal() -> None:
    """From 60 towards 100: 80 closes half of the gap, 70 a quarter."""
    text = "progress: {base: before, by: gap, full: 50%, to: 100}"
    assert scores(text, points=20, x=[80, 70, 60, 100], before=[60] * 4) == ["20", "10", "0", "20"]
    down = "progress: {base: before, by: gap, full: 1, target: plan}"
    given = {"x": [40, 30], "before": [50, 50], "plan": [30, 30]}
    assert scores(down, points=20, better="lower", **given) == ["10", "20"]


def test_who_was_at_the_goal_keeps_full_marks_as_long_as_he_stays_there() -> None:
    text = "progress: {base: before, by: gap, full: 50%, to: 100, at_base: 60%, at_least: 20%}"
    assert scores(text, x=[100, 105, 99], before=[100, 110, 110]) == ["100", "100", "20"]
    assert branches(text, x=[100, 99], before=[100, 110]) == ["kept", "lost"]


def test_a_base_that_is_missing_holds_the_score() -> None:
    assert scores("progress: {base: before, by: difference, full: 1}", x=[1, 1], before=[None, 0]) == [
        "held: before:missing",
        "100",
    ]


def test_the_base_and_the_improvement_are_told() -> None:
    text = "progress: {base: before, by: percent, full: 10%}"
    (one,) = workings(text, x=[105], before=[100])
    assert one.formula == "points * (at_base + (1 - at_base) * (x - base) / abs(base) / full)"
    assert said(text, x=[105], before=[100]) == [
        "Progress: from 100 to 105, better by 0.05 of the base (0.1 earns full marks)"
    ]
    assert said(text, "zh", x=[105], before=[100]) == [
        "进步计分法：由 100 到 105，进步幅度为基数的 0.05（达到 0.1 得满分）"
    ]


def test_what_can_be_wrong_with_progress() -> None:
    assert complaints("progress: {base: b, by: gap, full: 1}") == ["One of to, target is needed here. Add one."]
    assert complaints("progress: {base: b, by: percent, full: 0, to: 3}") == [
        "'to' goes with 'by: gap' only and does nothing here. Remove 'to', or use 'by: gap'.",
        "0 is not above zero. Write a number above zero.",
    ]
    assert complaints("progress: {base: b, by: gap, to: 1, full: 50}") == [
        "50 is not a share between 0 and 1 (0% and 100%). Write 60%, for example."
    ]
    assert complaints("progress: {base: b, by: percent, full: 5%, at_base: 1}") == [
        "The share for no change, 1, must be at least 0 and below 1, or progress would earn nothing more. Write 60%, for "
        "example."
    ]
    assert complaints("progress: {base: b, by: percent, full: 5%, at_base: 20%, at_least: 30%}") == [
        "The share 0.3 must lie between zero and 0.2. Correct one of them."
    ]
