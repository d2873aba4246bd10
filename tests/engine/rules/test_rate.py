"""Rates: a share of cases, few cases, shrinkage towards the group, Wilson's interval."""

from __future__ import annotations

from fractions import Fraction

from kaohe.engine.numbers import compare
from tests.engine.rules.checking import complaints, said, scores, workings


def test_a_rate_is_a_share_of_the_points() -> None:
    assert scores("rate: {out_of: n}", points=100, x=[45, 0, 50, 1], n=[50, 50, 50, 3]) == [
        "90",
        "0",
        "100",
        "33.333333…",
    ]


def test_with_lower_better_the_rest_earns_the_points() -> None:
    assert scores("rate: {out_of: n}", better="lower", x=[5, 0], n=[50, 7]) == ["90", "100"]


def test_nothing_out_of_nothing_is_no_rate() -> None:
    assert scores("rate: {out_of: n}", x=[0, 1], n=[0, 1]) == ["held: too_few_cases", "100"]


def test_a_town_with_two_cases_does_not_lead() -> None:
    given = {"x": [2, 81, 45, 4], "n": [2, 90, 50, 8]}
    assert scores("rate: {out_of: n, at_least: 10}", **given) == [
        "held: too_few_cases", "90", "90", "held: too_few_cases",
    ]  # fmt: skip
    assert scores("rate: {out_of: n, at_least: 10, few: leave_out}", **given) == ["left out", "90", "90", "left out"]
    assert scores("rate: {out_of: n, at_least: 10, few: group_rate}", **given) == ["88", "90", "90", "88"]


def test_shrinkage_draws_a_rate_of_few_cases_towards_that_of_the_group() -> None:
    """The group has 60 of 100. With 10 cases more at that rate: (2 + 6) ÷ 12, (58 + 6) ÷ 108, and 6 ÷ 10 of none."""
    given = {"x": [2, 58, 0], "n": [2, 98, 0]}
    assert scores("rate: {out_of: n, shrink: 10}", **given) == ["66.666666…", "59.259259…", "60"]
    assert scores("rate: {out_of: n, shrink: 10}", better="lower", **given) == ["33.333333…", "40.740740…", "40"]


def test_a_group_without_any_case_has_no_rate() -> None:
    found = scores("rate: {out_of: n, shrink: 10}", x=[0, 0, 1], n=[0, 0, 2], groups=["a", "a", "b"])
    assert found == ["held: group_without_cases", "held: group_without_cases", "50"]


def test_counts_that_are_no_part_of_each_other_hold_the_score_and_spoil_no_other() -> None:
    given = {"x": [12, -1, 3, None], "n": [10, 10, 4, 50]}
    held = "held: no_part_of_the_other"
    assert scores("rate: {out_of: n}", **given) == [held, held, "75", "held: x:missing"]
    assert scores("rate: {out_of: n, shrink: 4}", **given) == [held, held, "75", "held: x:missing"]


def test_wilson_s_interval_is_told_and_changes_nothing() -> None:
    """8 of 10 with the z of 95 %: 0.490162471… to 0.943317848…"""
    (one,) = workings("rate: {out_of: n, interval: 1.959963984540054}", x=[8], n=[10])
    low, high = one.facts["low"], one.facts["high"]
    assert not isinstance(low, str)
    assert not isinstance(high, str)
    for end, near in ((low, "0.490162471"), (high, "0.943317848")):
        assert compare(end, Fraction(near)) >= 0 >= compare(end, Fraction(near) + Fraction(1, 10**9))
    text = "rate: {out_of: n, interval: 1.96}"
    assert scores(text, x=[8], n=[10]) == scores("rate: {out_of: n}", x=[8], n=[10]) == ["80"]
    assert said(text, x=[8], n=[10]) == [
        "Rate: 8 of 10, a rate of 0.8 (Wilson's interval 0.490156… to 0.943319…, z = 1.96)"
    ]


def test_the_interval_stands_beside_a_shrunk_rate_too() -> None:
    """8 of 10, and 10 more at the group's 40 of 50: the interval is that of his own cases; of none there is no interval."""
    text = "rate: {out_of: n, shrink: 10, interval: 1.96}"
    given = {"x": [8, 32, 0], "n": [10, 40, 0]}
    assert scores(text, **given) == scores("rate: {out_of: n, shrink: 10}", **given)
    told = said(text, x=given["x"], n=given["n"])
    assert told[0] == (
        "Rate: 8 of 10 (Wilson's interval of this alone 0.490156… to 0.943319…, z = 1.96), and 10 more at the rate of all "
        "compared (40 of 50): 0.8"
    )
    assert told[2] == "Rate: 0 of 0, and 10 more at the rate of all compared (40 of 50): 0.8"


def test_the_interval_of_all_or_none_stays_between_nothing_and_everything() -> None:
    for x, end, exact in ((0, "low", 0), (10, "high", 1)):
        (one,) = workings("rate: {out_of: n, interval: 2}", x=[x], n=[10])
        assert one.facts[end] == exact


def test_the_words_say_what_stands_in() -> None:
    text = "rate: {out_of: n, at_least: 10, few: group_rate}"
    assert said(text, "zh", x=[2, 45], n=[2, 48])[0] == (
        "比率计分法：只有 2 件，少于 10 件，以可比对象合计的比率代替（50 件中 47 件）"
    )


def test_what_can_be_wrong_with_a_rate() -> None:
    assert complaints("rate: {out_of: n, shrink: 5, few: hold, at_least: 2}") == [
        "'at_least' and 'shrink' cannot both be used: they say different things. Remove one of them.",
        "'few' and 'shrink' cannot both be used: they say different things. Remove one of them.",
    ]
    assert complaints("rate: {out_of: n, within: all, interval: 0}") == [
        "'within' goes with 'shrink, few: group_rate' only and does nothing here. Remove 'within', or use 'shrink, few: "
        "group_rate'.",
        "0 is not above zero. Write a number above zero.",
    ]
    assert complaints("rate: {out_of: n, at_least: 0}") == ["0 is not above zero. Write a number above zero."]
