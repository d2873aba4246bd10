"""Plus and minus: so many points for each unit above or below a target."""

from __future__ import annotations

from tests.engine.rules.checking import branches, complaints, scores


def test_each_percent_short_of_the_threshold_takes_a_little_away() -> None:
    """Domain rules row 10: ≥ 20 % → 1 point, each 1 % short −0.05."""
    found = scores("plus_minus: {to: 20, per: unit, minus: 0.05}", points=1, x=[20, 25, 18, 15.5, 0, -3])
    assert found == ["1", "1", "0.9", "0.775", "0", "0"]


def test_80_percent_at_the_target_and_half_a_point_for_each_percent() -> None:
    """Domain rules row 15: 0.8 P ± 0.5 per percentage point, capped at a multiple of P."""
    text = "plus_minus: {to: 50, per: percent, plus: 0.5, minus: 0.5, at_target: 80%, at_most: 120%}"
    assert scores(text, points=10, x=[50, 52, 56, 49, 30]) == ["8", "10", "12", "7", "0"]
    assert branches(text, points=10, x=[50, 52, 56, 49, 30]) == [
        "exactly",
        "over",
        "over_limited",
        "short",
        "short_limited",
    ]


def test_posts_more_and_less_have_their_own_price_and_limit() -> None:
    """Domain rules row 12: stable 1.5; one post more +0.05 (at most +0.5), one less −0.1 (at most −2)."""
    text = "plus_minus: {to: 0, per: unit, plus: 0.05, minus: 0.1, at_target: 75%, at_least: -25%}"
    assert scores(text, points=2, x=[0, 1, 12, -1, -30]) == ["1.5", "1.55", "2", "1.4", "-0.5"]


def test_with_lower_better_a_lower_figure_is_over_the_target() -> None:
    text = "plus_minus: {to: 10, per: unit, plus: 1, minus: 2, at_target: 50%}"
    assert scores(text, points=10, better="lower", x=[8, 11, 10]) == ["7", "3", "5"]


def test_a_negative_target_is_measured_by_its_size() -> None:
    text = "plus_minus: {to: -50, per: percent, plus: 0.5, minus: 0.5, at_target: 80%}"
    assert scores(text, points=10, x=[-49, -51]) == ["9", "7"]


def test_a_target_of_zero_has_no_percent() -> None:
    text = "plus_minus: {target: t, per: percent, minus: 1}"
    assert scores(text, x=[0, 1, -1], t=[0, 0, 0]) == ["100", "held: target_is_zero", "held: target_is_zero"]


def test_what_can_be_wrong_with_plus_and_minus() -> None:
    assert complaints("plus_minus: {to: 5, per: unit}") == [
        "'plus_minus' needs 'plus, minus', which is not here. Add 'plus, minus'."
    ]
    assert complaints("plus_minus: {to: 5, per: unit, minus: -1}") == [
        "-1 is negative, but the key already says whether points are added or taken away. Drop the minus."
    ]
    assert complaints("plus_minus: {to: 5, per: unit, minus: 1, at_target: 120%, at_least: 130%}") == [
        "The share 1.2 is above 1; it must be at_least ≤ at_target ≤ at_most. Correct one of them.",
        "The share 1.3 is above 1.2; it must be at_least ≤ at_target ≤ at_most. Correct one of them.",
    ]
    assert complaints("plus_minus: {to: 0, per: percent, minus: 1}")[0].startswith("The target is 0")
