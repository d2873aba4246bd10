"""The mean of those compared as a target: exact, of the group, with so much more; what the explanation tells of it."""

from __future__ import annotations

from fractions import Fraction

from tests.engine.rules.checking import complaints, scores, workings


def test_who_is_not_below_the_mean_gets_full_marks_and_each_unit_below_takes_away() -> None:
    """Domain rules row 11: the mean of 30, 35 and 40 is 35."""
    text = "plus_minus: {mean: group, per: unit, minus: 0.1}"
    assert scores(text, points=2, x=[30, 35, 40]) == ["1.5", "2", "2"]
    assert scores(text, points=2, x=[0, 0, 90]) == ["0", "0", "2"], "30 below: not below zero"


def test_a_distance_in_percent_of_the_mean() -> None:
    """The mean is 50; 49 lies 2 % below, 51 2 % above."""
    text = "plus_minus: {mean: group, per: percent, minus: 0.5, plus: 0.25, at_target: 80%}"
    assert scores(text, points=10, x=[49, 51]) == ["7", "8.5"]
    assert scores(text, points=10, better="lower", x=[49, 51]) == ["8.5", "7"]


def test_a_mean_without_end_is_not_rounded() -> None:
    """The mean of 1, 1 and 2 is 4/3: 1 is short of it by exactly a third."""
    assert scores("plus_minus: {mean: group, per: unit, minus: 3}", points=2, x=[1, 1, 2]) == ["1", "1", "2"]
    assert scores("target: {mean: group, met: share}", points=4, x=[1, 1, 2]) == ["3", "3", "4"]


def test_exempt_is_who_lies_5_above_the_mean_or_5_percent() -> None:
    """The mean of 20, 30 and 40 is 30, and of 40 alone 40."""
    above = "target: {mean: {add: 5}, met: all_or_nothing}"
    assert scores(above, points=2, x=[20, 35, 35]) == ["0", "2", "2"]
    percent = "target: {mean: {within: all, times: 105%}, met: all_or_nothing}"
    assert scores(percent, points=2, x=[18.5, 21.5, 20], groups=["a", "b", "c"]) == ["0", "2", "0"]


def test_who_is_alone_has_the_mean_and_the_missing_are_not_in_it() -> None:
    text = "plus_minus: {mean: group, per: unit, minus: 1}"
    assert scores(text, points=9, x=[7, 4, None, 6], groups=["a", "b", "b", "b"]) == ["9", "8", "held: x:missing", "9"]


def test_a_mean_of_zero_has_no_percent() -> None:
    text = "plus_minus: {mean: group, per: percent, minus: 1}"
    assert scores(text, x=[-1, 1, 0]) == ["held: target_is_zero", "held: target_is_zero", "100"]


def test_the_explanation_shows_how_the_mean_came_about() -> None:
    (step,) = workings("plus_minus: {mean: group, per: unit, minus: 1}", x=[1, 2, 6])[0].parts
    assert (step.value, step.formula, step.facts) == (3, "total / n", {"total": Fraction(9), "n": Fraction(3)})
    for mean, value, formula in [
        ("{times: 2, add: 1}", 7, "total / n * times + add"),
        ("{add: -1}", 2, "total / n + add"),
        ("{times: 50%}", Fraction(3, 2), "total / n * times"),
    ]:
        (step,) = workings(f"plus_minus: {{mean: {mean}, per: unit, minus: 1}}", x=[1, 2, 6])[0].parts
        assert (step.value, step.formula, step.title.en) == (value, formula, "Target set by the mean")
    (step,) = workings("plus_minus: {mean: {add: 1}, per: unit, minus: 1}", x=[4, 4])[0].parts
    assert (step.value, step.formula, step.facts) == (5, "each + add", {"each": Fraction(4), "add": Fraction(1)})


def test_one_of_the_three_is_said() -> None:
    assert complaints("target: {to: 1, mean: group, met: share}") == [
        "Only one of to, mean can be written here: each says something else. Remove the others."
    ]
    assert complaints("target: {met: share}") == ["One of to, target, mean is needed here. Add one."]
