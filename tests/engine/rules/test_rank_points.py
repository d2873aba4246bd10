"""Rank points: steps, percent, tables, both ends; ties and small groups."""

from __future__ import annotations

import pytest

from tests.engine.rules.checking import branches, complaints, said, scores


def test_the_second_gets_95_percent_and_each_further_place_5_percent_less() -> None:
    """Domain rules row 2."""
    assert scores("rank_points: {each: -5%}", points=20, x=[90, 80, 70, 60]) == ["20", "19", "18", "17"]


def test_nobody_falls_below_the_floor() -> None:
    text = "rank_points: {each: -40%, floor: 25%}"
    assert scores(text, points=20, x=[4, 3, 2, 1]) == ["20", "12", "5", "5"]
    assert branches(text, points=20, x=[4, 3, 2, 1]) == ["each", "each", "floor", "floor"]


def test_the_first_five_places_stand_in_a_table() -> None:
    """Domain rules row 8: rank 1–5 → 60 / 57 / 54 / 51 / 48."""
    text = "rank_points: {table: [60, 57, 54, 51, 48], rest: 40}"
    assert scores(text, points=60, x=[7, 6, 5, 4, 3, 2, 1]) == ["60", "57", "54", "51", "48", "40", "40"]


def test_in_reverse_the_last_place_gets_the_most() -> None:
    """Domain rules row 9: last 2, second from last 1.9, each further place −0.1."""
    assert scores("rank_points: {each: -5%, reverse: true}", points=2, x=[9, 8, 7]) == ["1.8", "1.9", "2"]


def test_top_five_and_bottom_five() -> None:
    """Domain rules row 19: top five +5 … +1, bottom five −5 … −1."""
    text = "rank_points: {top: [5, 4, 3, 2, 1], bottom: [-5, -4, -3, -2, -1]}"
    eleven = scores(text, points=5, x=[11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
    assert eleven == ["5", "4", "3", "2", "1", "0", "-1", "-2", "-3", "-4", "-5"]
    assert scores(text, points=5, x=[3, 2, 1]) == ["2", "0", "-2"], "in a small group both ends count"
    assert scores(text, points=5, x=[7]) == ["0"]


def test_two_who_share_the_last_place_both_have_the_last_one() -> None:
    text = "rank_points: {top: [2, 1], bottom: [-2, -1]}"
    assert scores(text, points=5, x=[9, 8, 7, 1, 1]) == ["2", "1", "0", "-2", "-2"]


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ("competition", ["100", "100", "80", "70"]),
        ("dense", ["100", "100", "90", "80"]),
        ("average", ["95", "95", "80", "70"]),
        ("last", ["90", "90", "80", "70"]),
    ],
)
def test_equal_values_share_a_rank_as_the_scheme_says(ties: str, expected: list[str]) -> None:
    assert scores(f"rank_points: {{each: -10%, ties: {ties}}}", x=[9, 9, 8, 7]) == expected


def test_a_rank_halfway_gets_the_mean_of_two_entries() -> None:
    text = "rank_points: {table: [60, 50, 30], rest: 0, ties: average}"
    assert scores(text, x=[9, 9, 5, 5]) == ["55", "55", "15", "15"]


def test_by_the_share_of_the_others_behind() -> None:
    text = "rank_points: {percent: of_others, floor: 60%}"
    assert scores(text, x=[9, 8, 7]) == ["100", "80", "60"]
    assert scores(text, x=[9]) == ["100"], "alone in the group: full marks"


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ("weak", ["100", "75", "75", "25"]),
        ("strict", ["75", "25", "25", "0"]),
        ("mean", ["87.5", "50", "50", "12.5"]),
    ],
)
def test_by_the_percentile_rank(definition: str, expected: list[str]) -> None:
    assert scores(f"rank_points: {{percent: {definition}}}", x=[9, 8, 8, 6]) == expected
    assert scores(f"rank_points: {{percent: {definition}}}", better="lower", x=[6, 8, 8, 9]) == expected
    assert scores(f"rank_points: {{percent: {definition}, reverse: true}}", x=[6, 8, 8, 9]) == expected


def test_the_words_of_a_percentile_rank_count_those_behind_and_those_equal() -> None:
    assert said("rank_points: {percent: mean}", "zh", x=[9, 8, 8, 6])[1] == (
        "位次法：4 个可比对象中 1 个在后，2 个相同（含本对象，折半计），按所占比例（百分位）计分"
    )


def test_with_lower_better_the_lowest_is_first() -> None:
    assert scores("rank_points: {each: -10%}", better="lower", x=[3, 1, 2]) == ["80", "100", "90"]


def test_who_has_no_figure_has_no_rank_and_is_not_counted() -> None:
    found = scores("rank_points: {percent: of_others}", x=[9, None, 7], groups=["a", "a", "a"])
    assert found == ["100", "held: x:missing", "0"]


def test_groups_are_ranked_apart() -> None:
    assert scores("rank_points: {each: -10%}", x=[9, 1, 5], groups=["a", "b", "a"]) == ["100", "100", "90"]
    assert scores("rank_points: {each: -10%, within: all}", x=[9, 1, 5], groups=["a", "b", "a"]) == ["100", "80", "90"]


def test_the_words_name_the_place() -> None:
    assert (
        said("rank_points: {top: [1], bottom: [-1]}", x=[3, 2, 1])[2]
        == "Rank points: place 1 from the last of 3: -1 points"
    )


def test_what_can_be_wrong_with_rank_points() -> None:
    assert complaints("rank_points: {}") == ["One of each, percent, table, top is needed here. Add one."]
    assert complaints("rank_points: {table: [1, 2]}") == ["'table' needs 'rest', which is not here. Add 'rest'."]
    assert complaints("rank_points: {each: 5%}") == [
        "0.05 is not below zero: a later place must score less. Write a negative number, such as -5%."
    ]
    assert complaints("rank_points: {each: -5%, floor: 60}") == [
        "60 is not a share between 0 and 1 (0% and 100%). Write 60%, for example."
    ]
    assert complaints("rank_points: {percent: weak, ties: last}") == [
        "'ties' goes with 'each, table, top, percent: of_others' only and does nothing here. Remove 'ties', or use 'each, "
        "table, top, percent: of_others'."
    ]
    assert complaints("rank_points: {percent: of_others, ties: dense, rest: 1}") == [
        "'rest' goes with 'table' only and does nothing here. Remove 'rest', or use 'table'.",
        "With `ties: dense` the last rank is not the number of subjects, so ranks have no percentage. Use another `ties`, or "
        "another way than `percent`.",
    ]
