"""Ratio to the best: both directions, zero and negative figures, ties, groups."""

from __future__ import annotations

from tests.engine.rules.checking import branches, said, scores


def test_the_others_get_the_share_that_their_figure_is_of_the_best() -> None:
    """Domain rules row 6: the first 6 points, the 2nd to 5th by their ratio to the first."""
    assert scores("ratio_to_best: {}", points=6, x=[30, 25, 20, 7.5, 0]) == ["6", "5", "4", "1.5", "0"]


def test_with_lower_better_it_is_the_lowest_over_the_figure() -> None:
    assert scores("ratio_to_best: {}", points=6, better="lower", x=[10, 12, 40]) == ["6", "5", "1.5"]


def test_all_who_share_the_best_get_full_marks() -> None:
    assert scores("ratio_to_best: {}", points=6, x=[30, 30, 15]) == ["6", "6", "3"]
    assert scores("ratio_to_best: {}", points=6, x=[-2]) == ["6"]


def test_where_there_is_no_ratio_only_the_best_get_anything() -> None:
    assert scores("ratio_to_best: {}", points=6, x=[0, -3, -6]) == ["6", "0", "0"]
    assert scores("ratio_to_best: {}", points=6, x=[-1, -3, -1]) == ["6", "0", "6"]
    assert scores("ratio_to_best: {}", points=6, x=[8, -4]) == ["6", "0"]
    assert scores("ratio_to_best: {}", points=6, better="lower", x=[0, 3, 0]) == ["6", "0", "6"]
    assert scores("ratio_to_best: {}", points=6, better="lower", x=[-5, 3]) == ["6", "0"]
    assert branches("ratio_to_best: {}", x=[8, 4, -4]) == ["best", "ratio", "no_ratio"]


def test_groups_are_compared_apart_and_the_missing_with_nobody() -> None:
    found = scores("ratio_to_best: {}", x=[8, 4, 2, None], groups=["a", "a", "b", "b"])
    assert found == ["100", "50", "100", "held: x:missing"]
    assert scores("ratio_to_best: {within: all}", x=[8, 4, 2], groups=["a", "a", "b"]) == ["100", "50", "25"]


def test_the_words_name_the_best() -> None:
    assert (
        said("ratio_to_best: {}", "zh", x=[30, 25])[1] == "比值法：可比对象中最好 30，本对象 25，按与最好者的比例计分"
    )
