"""Diminishing credit: stretch by stretch, mirrored below, limited; against a number, a figure, the mean."""

from __future__ import annotations

from tests.engine.rules.checking import branches, complaints, scores

HEILONGJIANG = "diminishing: {mean: group, width: 10, each: [1/20, 1/40, 1/60], at_target: 50%, at_most: 200%}"


def test_each_further_stretch_adds_less() -> None:
    """Domain rules row 16: base 10; 35 above the mean is 10 + 10×10/20 + 10×10/40 + 10×10/60, and no more beyond 30."""
    text = HEILONGJIANG.replace("mean: group", "to: 0")
    assert scores(text, points=20, x=[0, 4, 10, 15, 24]) == ["10", "12", "15", "16.25", "18.166666…"]
    assert scores(text, points=20, x=[30, 35]) == ["19.166666…", "19.166666…"]


def test_below_it_is_the_same_the_other_way() -> None:
    text = HEILONGJIANG.replace("mean: group", "to: 0")
    assert scores(text, points=20, x=[-4, -10, -15]) == ["8", "5", "3.75"]
    assert scores(text, points=20, better="lower", x=[4, -4]) == ["8", "12"]


def test_the_distance_is_that_from_the_mean_of_the_group() -> None:
    """Means 20 and 1: 15 above and below, and 0."""
    found = scores(HEILONGJIANG, points=20, x=[35, 5, 1], groups=["a", "a", "b"])
    assert found == ["16.25", "3.75", "10"]


def test_a_published_mean_is_each_ones_target() -> None:
    text = "diminishing: {target: province, width: 10, each: [1/20], at_target: 50%}"
    assert scores(text, points=20, x=[8, 8], province=[4, 10]) == ["12", "9"]


def test_the_credit_is_limited() -> None:
    text = "diminishing: {to: 0, width: 1, each: [60%, 50%], at_target: 80%, at_least: 10%}"
    assert scores(text, x=[0.25, 0.5, 2, -1, -2]) == ["92", "100", "100", "32", "10"]
    assert branches(text, x=[0, 0.25, 2, -1, -2]) == ["exactly", "over", "over_limited", "short", "short_limited"]


def test_what_can_be_wrong_with_diminishing_credit() -> None:
    assert complaints("diminishing: {to: 1, width: 0, each: [1/20, 0]}") == [
        "0 is not above zero. Write a number above zero.",
        "0 is not above zero. Write a number above zero.",
    ]
    assert complaints("diminishing: {to: 1, mean: all, width: 1, each: [10%, 20%]}") == [
        "Only one of to, mean can be written here: each says something else. Remove the others.",
        "In this stretch a unit adds 0.2, more than 0.1 in the one before; each must add less. Correct it, or use `bands`.",
    ]
