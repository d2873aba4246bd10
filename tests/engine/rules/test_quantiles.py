"""Quantiles of a group, the bands that they cut, and outliers drawn in to them."""

from __future__ import annotations

from fractions import Fraction
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.engine.numbers import show
from kaohe.engine.quantiles import quantile
from tests.engine.rules.checking import branches, complaints, said, scores

TEN = [Fraction(n) for n in (15, 20, 35, 40, 50, 55, 60, 70, 80, 95)]


@pytest.mark.parametrize(
    ("share", "linear", "nearest"),
    [("0", "15", "15"), ("0.05", "17.25", "15"), ("0.1", "19.5", "15"), ("0.25", "36.25", "35"),
     ("0.5", "52.5", "50"), ("0.9", "81.5", "80"), ("0.91", "82.85", "95"), ("1", "95", "95")],
)  # fmt: skip
def test_both_definitions(share: str, linear: str, nearest: str) -> None:
    assert show(quantile(TEN, Fraction(share), "linear")) == linear
    assert show(quantile(TEN, Fraction(share), "nearest_rank")) == nearest


@given(st.lists(st.integers(-1000, 1000).map(Fraction), min_size=2, max_size=30), st.integers(2, 20))
def test_linear_is_what_python_s_statistics_call_inclusive(numbers: list[Fraction], n: int) -> None:
    ours = [quantile(numbers, Fraction(i, n), "linear") for i in range(1, n)]
    assert ours == quantiles(numbers, n=n, method="inclusive")


@given(st.lists(st.integers(-9, 9).map(Fraction), min_size=1, max_size=30), st.fractions(0, 1, max_denominator=20))
def test_nearest_rank_is_the_least_value_with_so_large_a_share_up_to_it(
    numbers: list[Fraction], share: Fraction
) -> None:
    found = quantile(numbers, share, "nearest_rank")
    up_to = [one for one in sorted(numbers) if sum(other <= one for other in numbers) >= share * len(numbers)]
    assert found == up_to[0]


# ---- bands ----------------------------------------------------------------------------------------------------------


def test_the_group_is_cut_into_quarters() -> None:
    text = "quantile_bands: {cuts: [25%, 50%, 75%], points: [4, 6, 8, 10], definition: nearest_rank, on_cut: below}"
    assert scores(text, points=10, x=[8, 7, 6, 5, 4, 3, 2, 1]) == ["10", "10", "8", "8", "6", "6", "4", "4"]


def test_a_figure_on_a_cut_is_above_it_or_below_it_as_the_scheme_says() -> None:
    """The median of 1, 2, 3 is 2."""
    text = "quantile_bands: {{cuts: [50%], points: [0, 9], definition: linear, on_cut: {}}}"
    assert scores(text.format("above"), points=9, x=[1, 2, 3]) == ["0", "9", "9"]
    assert scores(text.format("below"), points=9, x=[1, 2, 3]) == ["0", "0", "9"]
    assert scores(text.format("above"), points=9, x=[5, 5]) == ["9", "9"], "all equal: everybody is on every cut"
    assert scores(text.format("below"), points=9, x=[5, 5]) == ["0", "0"]


def test_equal_figures_are_in_one_band_and_a_band_can_be_empty() -> None:
    text = "quantile_bands: {cuts: [40%, 60%], points: [1, 2, 3], definition: linear}"
    assert scores(text, points=3, x=[1, 7, 7, 7, 7, 9]) == ["1", "3", "3", "3", "3", "3"]


def test_who_has_no_figure_is_not_in_the_group_and_groups_are_cut_apart() -> None:
    text = "quantile_bands: {cuts: [50%], points: [0, 1], definition: linear}"
    found = scores(text, points=1, x=[1, None, 3, 100, 200], groups=["a", "a", "a", "b", "b"])
    assert found == ["0", "held: x:missing", "1", "0", "1"]


def test_the_words_name_the_cuts() -> None:
    text = "quantile_bands: {cuts: [25%, 75%], points: [4, 6, 8], definition: linear}"
    assert branches(text, x=[1, 2, 3]) == ["lowest_above", "between_above", "highest_above"]
    assert said(text, "zh", x=[1, 2, 3])[1] == (
        "分位数分档：3 个可比对象的 0.25 分位数为 1.5、0.75 分位数为 2.5，2 不低于前者、低于后者，得 6 分"
    )


def test_what_can_be_wrong_with_quantile_bands() -> None:
    assert complaints("quantile_bands: {cuts: [50%, 0.5, 120%], points: [1, 2], definition: linear}") == [
        "1.2 is not a share between 0 and 1 (0% and 100%). Write 60%, for example.",
        "The cut 0.5 is not above the one before it, 0.5. Put them in ascending order, each once.",
        "3 cuts make 4 bands, but there are points for 2. Write one number for each band.",
    ]


# ---- winsorised -----------------------------------------------------------------------------------------------------


def test_outliers_are_drawn_in_to_the_quantiles() -> None:
    text = "winsorised: {of: x, low: 25%, high: 75%, definition: linear}"
    assert scores(text, x=[-100, 1, 2, 3, 900]) == ["1", "1", "2", "3", "3"]
    assert branches(text, x=[-100, 1, 2, 3, 900]) == ["low_quantile", "inside", "inside", "inside", "high_quantile"]
    assert scores("winsorised: {of: x, high: 80%, definition: nearest_rank}", x=[-100, 1, 2, 3, 900])[-1] == "3"


def test_outliers_are_drawn_in_to_so_many_standard_deviations() -> None:
    """2, 4, 4, 4, 5, 5, 7, 9: mean 5, s 2 (population); the sample's s is √(32 ÷ 7)."""
    x = [2, 4, 4, 4, 5, 5, 7, 9]
    found = scores("winsorised: {of: x, deviations: 1, deviation: population}", x=x)
    assert found == ["3", "4", "4", "4", "5", "5", "7", "7"]
    found = scores("winsorised: {of: x, deviations: 1, deviation: sample}", x=x)
    assert (found[0], found[-1]) == ("2.861910…", "7.138089…")
    assert scores("winsorised: {of: x, deviations: 1, deviation: sample}", x=[7]) == ["7"], "alone: nothing is drawn in"


def test_the_words_say_that_an_edge_was_taken() -> None:
    text = "winsorised: {of: x, high: 50%, definition: linear}"
    assert (
        said(text, x=[1, 2, 300])[2] == "Winsorised: above 2, the upper edge of 3 compared (a quantile), which is taken"
    )


def test_what_can_be_wrong_with_winsorised() -> None:
    assert complaints("winsorised: {of: x}") == ["One of low, high, deviations is needed here. Add one."]
    assert complaints("winsorised: {of: x, low: 5%, deviations: 2}") == [
        "'deviations' and 'low, high' cannot both be used: they say different things. Remove one of them."
    ]
    assert complaints("winsorised: {of: x, low: 95%, high: 5%, deviation: sample}") == [
        "'low' needs 'definition', which is not here. Add 'definition'.",
        "'deviation' goes with 'deviations' only and does nothing here. Remove 'deviation', or use 'deviations'.",
        "The least score, 0.95, is above the most, 0.05: no score can be both. Correct one of them.",
    ]
    assert complaints("winsorised: {of: x, deviations: -1, deviation: sample, definition: linear}") == [
        "'definition' goes with 'low, high' only and does nothing here. Remove 'definition', or use 'low, high'.",
        "-1 is not above zero. Write a number above zero.",
    ]
