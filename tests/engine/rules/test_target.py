"""Target: share, all or nothing, surpass; zero and negative targets."""

from __future__ import annotations

from tests.engine.rules.checking import branches, complaints, said, scores
from tests.engine.rules.world import OUT


def test_who_misses_the_target_gets_the_share_reached() -> None:
    found = scores("target: {to: 100, met: share}", points=10, x=[100, 120, 80, 0.5])
    assert found == ["10", "10", "8", "0.05"]


def test_with_lower_better_the_share_is_the_target_over_the_figure() -> None:
    found = scores("target: {to: 50, met: share}", points=10, better="lower", x=[50, 40, 62.5, 0])
    assert found == ["10", "10", "8", "10"]


def test_within_the_cap_is_full_marks_and_above_it_nothing() -> None:
    """A Yellow River city's 2017 rules: water withdrawn within the target 10 points, else 0."""
    found = scores("target: {to: 4.1, met: all_or_nothing}", points=10, better="lower", x=[4.1, 4.0, 4.11])
    assert found == ["10", "10", "0"]


def test_water_use_within_the_cap_earns_80_percent_and_the_share_saved() -> None:
    """Beijing 2020: 40.6 against a cap of 46.58 is 30 × (80 % + 5.98 ÷ 46.58); Jiangsu, 572 against 524.15, misses it."""
    text = "target: {target: cap, met: surpass, at_target: 80%}"
    found = scores(text, points=30, better="lower", x=[40.6, 46.58, 30, 572], cap=[46.58, 46.58, 46.58, 524.15])
    assert found == ["27.851438…", "24", "30", "0"]
    kinds = branches(text, points=30, better="lower", x=[40.6, 46.58, 30, 572], cap=[46.58, 46.58, 46.58, 524.15])
    assert kinds == ["surpassed", "exactly", "capped", "missed"]


def test_surpassing_can_earn_more_than_the_points_where_the_cap_says_so() -> None:
    found = scores("target: {to: 10, met: surpass, at_target: 80%, at_most: 150%}", points=10, x=[10, 15, 20])
    assert found == ["8", "13", "15"]


def test_a_negative_target_is_measured_by_its_size() -> None:
    """A fall of at most 200: −100 is half the target better, −300 misses it."""
    text = "target: {to: -200, met: surpass, at_target: 40%}"
    assert scores(text, points=100, x=[-200, -100, -300, 0]) == ["40", "90", "0", "100"]


def test_a_missed_target_that_is_not_above_zero_has_no_share() -> None:
    assert scores("target: {target: t, met: share}", x=[-3, -1, 0, -5], t=[-2, -2, 5, 5]) == ["0", "100", "0", "0"]
    assert scores("target: {target: t, met: share}", better="lower", x=[3, 0], t=[0, 0]) == ["0", "100"]


def test_a_target_of_zero_can_be_met_exactly_but_not_surpassed_by_a_share() -> None:
    found = scores("target: {target: t, met: surpass, at_target: 80%}", x=[0, 5, -5], t=[0, 0, 0])
    assert found == ["80", "held: target_is_zero", "0"]


def test_a_missing_figure_or_target_holds_the_score() -> None:
    found = scores("target: {target: t, met: share}", x=[None, 1, OUT], t=[1, None, 1])
    assert found == ["held: x:missing", "held: t:missing", "left out"]


def test_the_words_say_what_was_compared() -> None:
    assert said("target: {to: 100, met: share}", x=[80]) == [
        "Target: 80 misses the target of 100: points by the share reached"
    ]
    assert said("target: {to: 100, met: share}", "zh", x=[100]) == ["目标值法：目标 100，实际 100，达到目标，得满分"]


def test_what_can_be_wrong_with_a_target() -> None:
    assert complaints("target: {met: share}") == ["One of to, target, mean is needed here. Add one."]
    assert complaints("target: {to: 5, met: share, at_target: 80%}") == [
        "'at_target' goes with 'met: surpass' only and does nothing here. Remove 'at_target', or use 'met: surpass'."
    ]
    assert complaints("target: {to: 5, met: surpass}") == [
        "'met: surpass' needs 'at_target', which is not here. Add 'at_target'."
    ]
    assert complaints("target: {to: 0, met: surpass, at_target: 80%}") == [
        "The target is 0, and nothing can be measured as a share of zero. Use `met: all_or_nothing`, or `plus_minus` with "
        "`per: unit`."
    ]
    assert complaints("target: {to: 5, met: surpass, at_target: 120%}") == [
        "The share 1.2 must lie between zero and 1. Correct one of them."
    ]
    assert complaints("target: {to: 0, met: share}") == [
        "The target 0 is not above zero, so there is no share of it: whoever misses it gets 0. If that is meant, write "
        "`met: all_or_nothing`."
    ]
