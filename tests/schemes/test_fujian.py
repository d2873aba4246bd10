"""Fujian: visits, coverage, both tests, a two-ends list, no grade."""

from collections import Counter
from collections.abc import Callable
from fractions import Fraction

import pytest

from kaohe.engine.run import Run, explain

pytestmark = pytest.mark.xdist_group("fujian-2019")


@pytest.fixture
def fujian(scored: Callable[[str], Run]) -> Run:
    return scored("fujian-2019")


def test_nobody_is_graded_and_the_explanation_says_so(fujian: Run) -> None:
    assert not fujian.grades.frames
    step = explain(fujian, "C01-T")
    assert step.notes["value_title"].zh == "本方案不定等次"  # type: ignore[attr-defined]
    told = {one.what for one in step.parts if one.kind == "condition"}
    outcomes = fujian.grades.outcomes
    mine = outcomes.filter(outcomes["subject"] == "C01-T")["outcome"].to_list()
    assert told == {f"outcome:{name}" for name in mine} != set()


def test_the_15_points_are_tested_both_ways(fujian: Run) -> None:
    forms = fujian.scheme.text.forms
    assert Counter(i.side for i in forms["politics_positive"].items.values()) == {"positive": 15}
    assert Counter(i.side for i in forms["politics_negative"].items.values()) == {"negative": 15}


@pytest.mark.parametrize(("group", "asked"), [("city", 300), ("department", 100)])
def test_talks_are_measured_against_what_the_group_is_asked(fujian: Run, group: str, asked: int) -> None:
    teams = fujian.figures.subjects["team"]
    found = teams.filter(teams["group"] == group).select("subject", "f:interviews").rows()
    assert len(found) == {"city": 9, "department": 40}[group]
    for team, interviews in found:
        assert fujian.scores.exact(("team", "talked"), team) == min(
            Fraction(100), round(Fraction(100 * interviews, asked), 2)
        )


def test_the_two_ends_are_at_the_ends(fujian: Run) -> None:
    outcomes = fujian.grades.outcomes
    for name, first in (("best_end_team", True), ("weak_end_team", False)):
        teams = outcomes.filter(outcomes["outcome"] == name)["subject"].to_list()
        assert teams
        for team in teams:
            standing = fujian.scores.exact(("team", "standing"), team)
            political = fujian.scores.exact(("team", "political"), team)
            assert isinstance(standing, Fraction)
            assert isinstance(political, Fraction)
            assert (standing >= 90 and political >= 90) if first else (standing <= 10 or political < 80)
