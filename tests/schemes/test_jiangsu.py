"""Jiangsu: one regulation, one measure, five plans; the multiplier; three linkages."""

from collections import Counter
from collections.abc import Callable
from fractions import Fraction

import pytest

from kaohe.engine.run import Run

pytestmark = pytest.mark.xdist_group("jiangsu-2020")


@pytest.fixture
def jiangsu(scored: Callable[[str], Run]) -> Run:
    return scored("jiangsu-2020")


def test_there_are_13_cities_in_three_regions_95_counties_and_98_offices(jiangsu: Run) -> None:
    groups = Counter(jiangsu.figures.subjects["unit"]["group"].to_list())
    levels = Counter(jiangsu.figures.subjects["unit"]["a:level"].to_list())
    assert levels == {"city": 13, "county": 95, "office": 98}
    assert [groups[f"city_{region}"] for region in ("south", "central", "north")] == [5, 3, 5]


def test_five_plans_are_kept_by_five_lead_units(jiangsu: Run) -> None:
    owners = {file: owner for file, owner in jiangsu.scheme.source.owners.items() if "plan-" in file}
    named = ["Statistics", "Development", "Staffing", "Education", "Party-building"]
    assert len(owners) == len(set(owners.values())) == 5
    assert all(any(name in owner for owner in owners.values()) for name in named)


def test_the_total_is_development_with_satisfaction_times_party_building_over_80(jiangsu: Run) -> None:
    for unit in jiangsu.figures.subjects["unit"]["subject"].to_list():
        exact = {name: jiangsu.scores.exact(("unit", name), unit) for name in ("base", "party", "total")}
        base, party, total = exact["base"], exact["party"], exact["total"]
        if isinstance(base, Fraction):
            assert isinstance(party, Fraction)
            assert isinstance(total, Fraction)
            assert abs(total - base * party / 80) <= Fraction(1, 200)


def test_individual_indicators_follow_the_role(jiangsu: Run) -> None:
    node = jiangsu.scheme.graph.nodes["unit", "individual"]
    asked = {
        group: {ref.name for ref in jiangsu.reference.variant(node, unit).refs.values()}
        for unit, group in jiangsu.figures.subjects["unit"].select("subject", "group").iter_rows()
    }
    assert asked["city_south"] == asked["county_south"] == {"research", "foreign_capital", "land_use"}
    assert asked["city_central"] == {"ports", "clusters", "talent"}
    assert asked["county_north"] == {"poverty", "industry", "clinics"}
    assert asked["office"] == {"key_tasks", "reform_tasks"}


def test_no_team_is_excellent_where_its_unit_has_the_third_grade(jiangsu: Run) -> None:
    units = dict(jiangsu.grades.frames["unit"].select("subject", "grade").iter_rows())
    teams = jiangsu.grades.frames["team"].select("subject", "grade").iter_rows()
    assert not [team for team, grade in teams if grade == "excellent" and units[team.removesuffix("-T")] == "third"]


def test_the_share_of_excellent_staff_follows_the_grade_of_the_unit(jiangsu: Run) -> None:
    units = dict(jiangsu.grades.frames["unit"].select("subject", "grade").iter_rows())
    shares = {"first": "1/4", "second": "1/5", "third": "3/20", "ungraded": "1/5"}
    rows = [row for row in jiangsu.grades.quotas.iter_rows(named=True) if row["sort"] == "staff"]
    assert len(rows) == 206
    assert all(row["share"] == shares[units[row["set"]]] for row in rows)


def test_only_the_secretaries_of_cities_have_a_report_review(jiangsu: Run) -> None:
    cadres = jiangsu.figures.subjects["cadre"].select("subject", "a:duty").iter_rows()
    for cadre, duty in cadres:
        outcome = jiangsu.scores.exact(("cadre", "report_review"), cadre)
        assert (outcome is not None) == (duty == "city_secretary")


def test_twenty_counties_are_advanced(jiangsu: Run) -> None:
    outcomes = Counter(jiangsu.grades.outcomes["outcome"].to_list())
    assert outcomes["advanced_county"] == 20


def test_a_late_figure_holds_the_unit_its_team_and_its_cadres(jiangsu: Run) -> None:
    held = {
        subject
        for frame in jiangsu.grades.frames.values()
        for subject, reason in frame.select("subject", "reason").iter_rows()
        if reason == "score_held"
    }
    assert held == {"O98", "O98-T", "O98-1", "O98-2", "O98-3", "O98-4", "O98-5"}


def test_decisions_of_people_are_carried_out(jiangsu: Run) -> None:
    assert set(jiangsu.grades.decisions["result"].to_list()) == {"applied"}
