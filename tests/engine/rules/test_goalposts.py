"""Goalposts: fixed ends, clipped, also by logarithms."""

from __future__ import annotations

from fractions import Fraction

from tests.engine.rules.checking import branches, complaints, scores
from tests.engine.rules.world import rule


def test_life_expectancy_lies_between_20_and_85() -> None:
    found = scores("goalposts: {low: 20, high: 85}", points=1, x=[52.5, 20, 85, 10, 90])
    assert found == ["0.5", "0", "1", "0", "1"]


def test_income_is_measured_by_its_logarithm() -> None:
    """HDI 2022, Afghanistan: GNI per head 1335.205733 gives (ln x − ln 100) ÷ (ln 75000 − ln 100) = 0.391486…"""
    income = [Fraction("1335.205733"), Fraction(100), Fraction(80_000), Fraction(0), Fraction(-5)]
    text = "goalposts: {low: 100, high: 75000, log: true}"
    assert scores(text, points=1, x=income, carried={"x"}) == ["0.391486…", "0", "1", "0", "0"]


def test_with_lower_better_the_low_goalpost_gets_full_marks() -> None:
    text = "goalposts: {low: 10, high: 30}"
    assert scores(text, points=20, better="lower", x=[10, 15, 30, 5, 40]) == ["20", "15", "0", "20", "0"]
    log = "goalposts: {low: 1, high: 100, log: true}"
    assert scores(log, points=1, better="lower", x=[20, 1, 100]) == ["0.349485…", "1", "0"]
    assert branches(log, better="lower", x=[10, 1, 100]) == ["between_log", "low_full", "high_none"]


def test_what_can_be_wrong_with_goalposts() -> None:
    assert complaints("goalposts: {low: 5, high: 5}") == [
        "The low goalpost, 5, is not below the high one, 5. Correct one of them (the smaller one is `low` even where lower "
        "is better)."
    ]
    assert complaints("goalposts: {low: 0, high: 5, log: true}") == [
        "The low goalpost, 0, is not above zero and has no logarithm. Write one above zero, or remove `log`."
    ]
    assert list(rule("goalposts: {low: 0, high: 5}").faults("x", None)) == []
