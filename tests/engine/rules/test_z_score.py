"""Standard score: both deviations, clipping, equal figures, roots that have no end."""

from __future__ import annotations

import math
from fractions import Fraction

from kaohe.engine.numbers import compare
from tests.engine.rules.checking import branches, complaints, said, scores, workings
from tests.engine.rules.world import value_of

HALF = "z_score: {deviation: population, at_mean: 50%, each: 25%}"


def test_each_standard_deviation_adds_its_share() -> None:
    """The textbook figures: mean 5, s = √(32 ÷ 8) = 2."""
    figures = [2, 4, 4, 4, 5, 5, 7, 9]
    text = "z_score: {deviation: population, at_mean: 60%, each: 20%}"
    assert scores(text, points=10, x=figures) == ["3", "5", "5", "5", "6", "6", "8", "10"]
    assert scores(text, points=10, better="lower", x=figures) == ["9", "7", "7", "7", "6", "6", "4", "2"]


def test_a_sample_divides_by_one_less() -> None:
    """1, 2, 3: mean 2, s = √(2 ÷ 2) = 1; as a population √(2 ÷ 3), and 10 ÷ √(2 ÷ 3) = 12.2474487…"""
    text = "z_score: {deviation: sample, at_mean: 50%, each: 10%}"
    assert scores(text, x=[1, 2, 3]) == ["40", "50", "60"]
    assert scores(text.replace("sample", "population"), x=[1, 2, 3]) == ["37.752551…", "50", "62.247448…"]


def test_the_points_are_clipped() -> None:
    """0, 0, 0, 0, 5: mean 1, s 2; the last lies two s above: exactly the most, which is not clipped."""
    assert scores(HALF, x=[0, 0, 0, 0, 5]) == ["37.5", "37.5", "37.5", "37.5", "100"]
    narrow = "z_score: {deviation: population, at_mean: 50%, each: 100%, at_least: 10%, at_most: 90%}"
    assert scores(narrow, x=[0, 0, 0, 0, 5]) == ["10", "10", "10", "10", "90"]
    assert branches(narrow, x=[0, 0, 0, 0, 5]) == ["floored"] * 4 + ["capped"]
    assert branches(HALF, x=[0, 0, 0, 0, 5]) == ["within"] * 5


def test_where_all_are_equal_everyone_has_the_mean() -> None:
    for deviation in ("population", "sample"):
        text = f"z_score: {{deviation: {deviation}, at_mean: 60%, each: 20%}}"
        assert scores(text, x=[7, 7, 7]) == ["60", "60", "60"]
        assert scores(text, x=[0]) == ["60"], "alone in the group"
        assert scores(text, x=[7, None]) == ["60", "held: x:missing"]


def test_negative_figures_are_figures_like_others() -> None:
    assert scores(HALF, x=[-8, -6, -6, -6, -5, -5, -3, -1]) == ["12.5", "37.5", "37.5", "37.5", "50", "50", "75", "100"]


def test_groups_have_their_own_mean_and_deviation() -> None:
    found = scores(HALF, x=[1, 3, 100, 300], groups=["a", "a", "b", "b"])
    assert found == ["25", "75", "25", "75"]


def test_the_root_is_never_an_approximation() -> None:
    """1, 2, 4: the mean is 7/3, n s² = 14/3: z = (2 − 7/3) ÷ √(14/9) = −1 ÷ √14."""
    middle = value_of(workings(HALF, x=[1, 2, 4])[1])
    below, above = (Fraction(math.isqrt(14 * 10**60) + more, 10**30) for more in (0, 1))
    assert compare(middle, 50 - 25 / below) > 0
    assert compare(middle, 50 - 25 / above) < 0


def test_the_words_name_mean_and_deviation() -> None:
    assert said(HALF, x=[0, 0, 0, 0, 5])[0] == (
        "Standard score: the mean of the 5 compared is 1, the standard deviation 2, this one 0; the mean earns 0.5 of the "
        "points, each standard deviation better 0.25 more"
    )


def test_what_can_be_wrong_with_a_standard_score() -> None:
    assert complaints("z_score: {deviation: sample, at_mean: 120%, each: 0}") == [
        "0 is not above zero. Write a number above zero.",
        "The share 1.2 is above 1; it must be at_least ≤ at_mean ≤ at_most. Correct one of them.",
    ]
    assert complaints("z_score: {deviation: sample, at_mean: -1%, each: 10%}") == [
        "The share 0 is above -0.01; it must be at_least ≤ at_mean ≤ at_most. Correct one of them."
    ]
