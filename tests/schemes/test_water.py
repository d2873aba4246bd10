"""The water screening: the published caps, and nothing said that nobody published."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from kaohe.engine.explanation import Held
from kaohe.engine.run import Run

pytestmark = pytest.mark.xdist_group("water-2020")


@pytest.fixture
def water(scored: Callable[[str], Run]) -> Run:
    return scored("water-2020")


@pytest.mark.parametrize(
    ("indicator", "decimals", "total"),
    [
        ("cap_2015", 2, "6350.00"),
        ("cap_2020", 2, "6700.00"),
        ("cap_2030", 2, "7000.00"),
        ("use_reported", 1, "5812.8"),
    ],
)
def test_the_published_figures_add_up(water: Run, indicator: str, decimals: int, total: str) -> None:
    units = water.figures.subjects["unit"][f"f:{indicator}"]
    assert len(units) == 31
    assert Fraction(int(units.sum()), 10**decimals) == Fraction(total)


@pytest.mark.parametrize(
    ("score", "low", "high"),
    [("targets", 0, 35), ("institutions", 0, 30), ("measures", 0, 35), ("annual", 0, 100), ("period_end", 0, 100)],
)
def test_what_nobody_published_is_held_with_the_range_still_possible(
    water: Run, score: str, low: int, high: int
) -> None:
    outcomes = [water.scores.exact(("unit", score), s) for s in water.figures.subjects["unit"]["subject"].to_list()]
    assert all(isinstance(one, Held) and one.low == low and one.high == high for one in outcomes)


def test_nobody_gets_a_grade_from_a_screening(water: Run) -> None:
    frame = water.grades.frames["unit"]
    assert set(frame.select("grade", "reason").iter_rows()) == {("ungraded", "score_held")}


def test_only_two_provinces_are_flagged_for_a_look_at_the_assessed_figure(water: Run) -> None:
    rows = water.grades.frames["unit"].select("subject", "flags").iter_rows()
    assert {subject for subject, flags in rows if "look_at_assessed_use" in flags.split()} == {"320000", "650000"}


def test_one_province_has_an_assessed_figure_and_meets_its_cap(water: Run) -> None:
    outcomes = {
        s: water.scores.exact(("unit", "total_use"), s) for s in water.figures.subjects["unit"]["subject"].to_list()
    }
    assert {s: one for s, one in outcomes.items() if not isinstance(one, Held)} == {"340000": 100}


def test_every_result_says_that_it_is_a_screening(water: Run) -> None:
    text = water.scheme.text
    assert text.note is not None
    assert "筛查" in text.title.zh
    assert "screening" in text.title.en
    assert "筛查" in text.note.zh
    assert "screening" in text.note.en
    assert not text.synthetic
