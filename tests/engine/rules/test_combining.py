"""Scores become a score: sum, mean, geometric, harmonic, power, best, spread, least, most, over the parts of the period,
take, multiplier, formula."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.engine.rules.checking import branches, complaints, scores, workings
from tests.engine.rules.world import OUT, rule


def test_parts_are_added_and_a_bonus_stands_outside_the_full_marks() -> None:
    marks = {"a": Fraction(60), "b": Fraction(40)}
    found = scores("sum: [a, b, bonus]", a=[50, 50], b=[30, 30], bonus=[2, OUT], marks=marks, extras={"bonus"})
    assert found == ["82", "80"]


def test_when_a_part_is_left_out_the_others_are_stretched_but_not_the_bonus() -> None:
    """a has 60 of 100 full marks: 45 × 100 ÷ 60 + 2."""
    marks = {"a": Fraction(60), "b": Fraction(40)}
    text = "sum: [a, b, bonus]"
    assert scores(text, a=[45], b=[OUT], bonus=[2], marks=marks, extras={"bonus"}) == ["77"]
    (working,) = workings(text, a=[45], b=[OUT], bonus=[2], marks=marks, extras={"bonus"})
    assert working.formula == "(a) * 100 / 60 + bonus"
    assert [(s.code, dict(s.values)) for s in working.silent] == [
        ("left_out", {"part": "b", "cause": "not_applicable"})
    ]


def test_with_only_bonuses_left_there_is_nothing_to_stretch() -> None:
    assert scores("sum: [a, bonus]", a=[OUT], bonus=[2], extras={"bonus"}) == ["held: no_part_counts"]


def test_a_missing_part_holds_the_sum_and_all_left_out_leave_it_out() -> None:
    assert scores("sum: [a, b]", a=[None, OUT], b=[OUT, OUT]) == ["held: a:missing", "left out"]


def test_ordinary_and_year_end_count_40_and_60_percent() -> None:
    text = "mean: {ordinary: 40%, year_end: 60%}"
    assert scores(text, ordinary=[90, -10], year_end=[80, 0]) == ["84", "-4"]


def test_when_a_part_is_left_out_the_other_weights_are_rescaled() -> None:
    text = "mean: {a: 40%, b: 30%, c: 30%}"
    assert scores(text, a=[90, OUT], b=[OUT, 60], c=[60, OUT]) == ["77.142857…", "60"]
    (working,) = workings(text, a=[90], b=[OUT], c=[60])
    assert (working.formula, working.branch) == ("(a * 40% + c * 30%) / 70%", "rescaled")


def test_equal_weights_are_said_as_a_plain_mean() -> None:
    (working,) = workings("mean: {a: 1/3, b: 1/3, c: 1/3}", a=[1], b=[2], c=[6])
    assert working.formula == "(a + b + c) / 3"


def test_weights_must_add_up() -> None:
    assert complaints("mean: {a: 40%, b: 55%}") == [
        "The weights add up to 0.95; they must add up to exactly 1 (100%). Adjust them."
    ]
    assert complaints("mean: {a: 140%, b: -40%}") == ["-0.4 is not above zero. Write a number above zero."]


def test_the_geometric_mean_of_three_indices_is_the_cube_root() -> None:
    assert scores("geometric: [a, b, c]", a=[8, 0, 2], b=[1, 5, 2], c=[27, 5, 2]) == ["6", "0", "2"]
    assert scores("geometric: [a, b]", a=[2], b=[1]) == ["1.414213…"]


def test_a_part_can_count_twice() -> None:
    assert scores("geometric: {a: 2, b: 1}", a=[2], b=[2]) == ["2"]
    assert scores("geometric: [a, a, b]", a=[4], b=[Fraction("0.5")]) == ["2"]


def test_a_negative_part_has_no_geometric_mean() -> None:
    assert scores("geometric: [a, b]", a=[-1, -1], b=[-4, 0]) == ["held: negative_part", "held: negative_part"]


def test_a_part_left_out_lowers_the_degree_of_the_root() -> None:
    text = "geometric: {a: 1, b: 2, c: 1}"
    assert scores(text, a=[OUT, 9, OUT], b=[3, OUT, OUT], c=[3, 4, 5]) == ["3", "6", "5"]


@pytest.mark.parametrize(
    "text",
    [
        "sum: [a, b, c]",
        "mean: {a: 50%, b: 25%, c: 25%}",
        "geometric: [a, b, c]",
        "harmonic: {a: 50%, b: 25%, c: 25%}",
        "power: {of: {a: 50%, b: 25%, c: 25%}, exponent: 2}",
        "power: {of: {a: 50%, b: 25%, c: 25%}, exponent: 0, top: 100}",
        "best: {of: [a, b, c], n: 2, how: sum}",
        "spread: {of: [a, b, c], by: range}",
        "least: [a, b, c]",
        "most: [a, b, c]",
    ],
)
def test_what_has_no_part_that_counts_does_not_count_itself(text: str) -> None:
    """In the same column as one that has."""
    assert scores(text, a=[OUT, 80], b=[OUT, 80], c=[OUT, 80])[0] == "left out"


def test_a_root_can_be_too_high() -> None:
    assert complaints("geometric: {a: 10, b: 3}") == [
        "The parts count 13 times in all; the root can be at most the 12th. Use fewer, or combine in two steps."
    ]


def test_the_harmonic_mean_is_that_of_rates() -> None:
    """Half the way at 60 and half at 20 is 30 on the whole; zero on any part of it never arrives."""
    assert scores("harmonic: {a: 50%, b: 50%}", a=[60, 0, 5], b=[20, 7, 5]) == ["30", "0", "5"]
    (working,) = workings("harmonic: {a: 1/3, b: 2/3}", a=[3], b=[12])
    assert working.formula == "100% / ((1 / 3) / a + (2 / 3) / b)"
    assert scores("harmonic: {a: 1/3, b: 2/3}", a=[3], b=[12]) == ["6"]


def test_a_negative_part_has_no_harmonic_or_power_mean() -> None:
    assert scores("harmonic: {a: 50%, b: 50%}", a=[-1, -1], b=[0, 3]) == ["held: negative_part"] * 2
    assert scores("power: {of: {a: 50%, b: 50%}, exponent: 2}", a=[-1], b=[3]) == ["held: negative_part"]


def test_a_part_left_out_of_a_power_mean_takes_its_weight_with_it() -> None:
    harmonic = "harmonic: {a: 50%, b: 25%, c: 25%}"
    assert scores(harmonic, a=[OUT, 8, OUT], b=[60, OUT, OUT], c=[20, 2, 9]) == ["30", "4", "9"]
    squares = "power: {of: {a: 50%, b: 25%, c: 25%}, exponent: 2}"
    assert scores(squares, a=[OUT], b=[1], c=[7]) == ["5"]
    assert branches(squares, a=[OUT, 3], b=[1, 3], c=[7, 3]) == ["some", "all"]


def test_the_poverty_index_is_a_mean_of_cubes() -> None:
    """UNDP, HPI-1: the cube root of the mean of the cubes; (0 + 0 + 81) ÷ 3 = 27."""
    text = "power: {of: {life: 1/3, knowledge: 1/3, living: 1/3}, exponent: 3}"
    (working,) = workings(text, life=[1], knowledge=[2], living=[3])
    assert working.formula == (
        "root(((life * life * life) + (knowledge * knowledge * knowledge) + (living * living * living)) / 3, 3)"
    )
    assert scores(text, life=[5, 1], knowledge=[5, 2], living=[5, 3]) == ["5", "2.289428…"]


def test_a_reversed_mean_is_measured_from_the_top_down() -> None:
    """Where high is bad: 10 − √((10 − 2)(10 − 8)) = 6, more than the 5 of the plain mean; one part at the top is decisive."""
    geometric = "power: {of: {hazard: 50%, weakness: 50%}, exponent: 0, top: 10}"
    assert scores(geometric, hazard=[2, 10, 4, 11], weakness=[8, 0, 4, 0]) == ["6", "10", "4", "held: part_above_top"]
    harmonic = "power: {of: {hazard: 50%, weakness: 50%}, exponent: -1, top: 10}"
    assert scores(harmonic, hazard=[4, 10], weakness=[8, 3]) == ["7", "10"]
    assert branches(harmonic, hazard=[4, 10], weakness=[8, 3]) == ["all", "zero"]


def test_the_risk_index_is_a_reversed_geometric_mean() -> None:
    """INFORM: (10 − √((10 − 0.9 × 2) × (10 − 0.9 × 8))) × 10/9 = (10 − √22.96) × 10/9."""
    text = "power: {of: {hazard: 1/2, people: 1/2}, exponent: 0, top: 100/9}"
    assert scores(text, hazard=[2, 10], people=[8, 10]) == ["5.787045…", "10"]


def test_an_exponent_with_a_name_of_its_own_is_refused() -> None:
    text = "power: {{of: {{a: 50%, b: 50%}}, exponent: {}{}}}"
    assert complaints(text.format(-1, "")) == ["The mean with the exponent -1 is `harmonic`. Use that."]
    assert complaints(text.format(0, "")) == ["The mean with the exponent 0 is `geometric`. Use that."]
    assert complaints(text.format(1, ", top: 100")) == ["The mean with the exponent 1 is `mean`. Use that."]
    assert complaints("power: {of: {a: 35%, b: 65%}, exponent: 0, top: 100}")[0].startswith("The parts count 20 times")


def test_the_two_best_of_three_count_and_ties_do_no_harm() -> None:
    values = {"a": [70, 80, 80, OUT, OUT], "b": [90, 80, 90, 60, OUT], "c": [80, 80, 80, 90, 50]}
    assert scores("best: {of: [a, b, c], n: 2, how: mean}", values=values) == ["85", "80", "85", "75", "50"]
    assert scores("best: {of: [a, b, c], n: 2, how: sum}", values=values) == ["170", "160", "170", "150", "100"]
    first, tied, *_ = workings("best: {of: [a, b, c], n: 2, how: mean}", values=values)
    assert (first.formula, [dict(s.values)["part"] for s in first.silent]) == ("(b + c) / 2", ["a"])
    assert (tied.formula, [dict(s.values)["part"] for s in tied.silent]) == ("(a + b) / 2", ["c"])


def test_what_can_be_wrong_with_the_best() -> None:
    assert complaints("best: {of: [a, b, c], n: 3, how: mean}") == [
        "The 3 best of 3 are all of them. Lower `n`, or use `mean`."
    ]
    fault = rule("best: {of: [a, b, c], n: 2, how: sum}").faults("x", None)
    assert [one.code for one in fault] == ["best_without_points"]


def test_steadiness_is_a_small_spread() -> None:
    values = {"a": [80, 90, 70, OUT], "b": [90, 90, 60, 70], "c": [100, 90, OUT, OUT]}
    held = "held: one_part_alone"
    assert scores("spread: {of: [a, b, c], by: range}", values=values) == ["20", "0", "10", held]
    assert scores("spread: {of: [a, b, c], by: deviation}", values=values) == ["8.164965…", "0", "5", held]


def test_the_lowest_and_the_highest_part_count_whatever_is_left_out() -> None:
    values = {"a": [3, OUT, OUT], "b": [2, 7, OUT], "c": [OUT, 8, -1]}
    assert scores("least: [a, b, c]", values=values) == ["2", "7", "-1"]
    assert scores("most: [a, b, c]", values=values) == ["3", "8", "-1"]
    assert scores("least: [a, b]", a=[OUT, 1], b=[9, 9]) == ["9", "1"]
    assert scores("most: [a, b]", a=[OUT, 9], b=[1, 1]) == ["1", "9"]
    assert complaints("least: [a, a]") == ["'a' is named twice and would count twice. Remove one of them."]


QUARTERS = {"x@q1": [80, OUT, 90], "x@q2": [90, 70, 95], "x@q3": [100, 80, OUT]}
THREE = ("q1", "q2", "q3")


def test_quarters_become_one_score() -> None:
    assert scores("over: {of: x, how: mean}", values=QUARTERS, parts=THREE) == ["90", "75", "92.5"]
    assert scores("over: {of: x, how: sum}", values=QUARTERS, parts=THREE) == ["270", "225", "277.5"]
    assert scores("over: {of: x, how: least}", values=QUARTERS, parts=THREE) == ["80", "70", "90"]
    assert scores("over: {of: x, how: latest}", values=QUARTERS, parts=THREE) == ["100", "80", "95"]
    assert branches("over: {of: x, how: latest}", values=QUARTERS, parts=THREE) == [
        "latest",
        "latest_some",
        "latest_some",
    ]


def test_the_final_year_counts_half_and_the_years_before_the_other_half() -> None:
    """Domain rules §2.3: mean of the annual scores before × 50 % + final year × 50 %."""
    text = "over: {of: x, weights: {y16: 12.5%, y17: 12.5%, y18: 12.5%, y19: 12.5%, y20: 50%}}"
    years = {"x@y16": [80], "x@y17": [84], "x@y18": [88], "x@y19": [92], "x@y20": [96]}
    assert scores(text, values=years, parts=("y16", "y17", "y18", "y19", "y20")) == ["91"]


def test_a_missing_quarter_holds_the_score() -> None:
    assert scores("over: {of: x, how: mean}", values={"x@q1": [80], "x@q2": [None]}, parts=("q1", "q2")) == [
        "held: x:missing"
    ]


def test_a_period_without_parts_is_one_part() -> None:
    assert scores("over: {of: x, how: mean}", x=[80]) == ["80"]


def test_what_can_be_wrong_with_over() -> None:
    assert complaints("over: {of: x}") == ["One of how, weights is needed here. Add one."]
    assert complaints("over: {of: x, weights: {q1: 10%}}")[0].startswith("The weights add up to 0.1;")


def test_the_score_of_the_unit_above_is_taken() -> None:
    assert scores("take: unit.total", values={"unit.total": [83.5, None, OUT]}) == [
        "83.5",
        "held: unit.total:missing",
        "left out",
    ]


def test_development_is_multiplied_by_party_building_over_80() -> None:
    """Systems J5: 80 changes nothing, 100 gives × 1.25, 60 gives × 0.75."""
    text = "multiplier: {score: development, by: party, base: 80}"
    assert scores(text, development=[88, 88, 88], party=[80, 100, 60]) == ["88", "110", "66"]
    assert complaints("multiplier: {score: a, by: b, base: 0}") == ["0 is not above zero. Write a number above zero."]


def test_a_formula_says_what_no_rule_says() -> None:
    text = "formula: development * party / 80 + min(bonus, 5)"
    assert scores(text, development=[88, 88], party=[100, 80], bonus=[7, None]) == ["115", "held: bonus:missing"]
