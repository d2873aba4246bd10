"""Gansu: five categories, quantified politics, poor counties, spreading scores."""

from collections import Counter
from collections.abc import Callable
from fractions import Fraction

import pytest

from kaohe.engine.run import Run

pytestmark = pytest.mark.xdist_group("gansu-2019")


@pytest.fixture
def gansu(scored: Callable[[str], Run]) -> Run:
    return scored("gansu-2019")


def test_there_are_five_categories_of_units(gansu: Run) -> None:
    groups = Counter(gansu.figures.subjects["unit"]["group"].to_list())
    assert groups == {"city": 14, "department": 40, "institution": 12, "enterprise": 10, "poor_county": 75}


@pytest.mark.parametrize("form", ["politics_team", "politics_cadre"])
def test_political_quality_has_25_whether_or_nots_on_two_lists(gansu: Run, form: str) -> None:
    sides = Counter(item.side for item in gansu.scheme.text.forms[form].items.values())
    assert sides == {"positive": 15, "negative": 10}


def test_teams_and_cadres_have_separate_items(gansu: Run) -> None:
    forms = gansu.scheme.text.forms
    team, cadre = ({item.title for item in forms[f"politics_{kind}"].items.values()} for kind in ("team", "cadre"))
    assert not team & cadre


def test_every_category_adds_up_to_100_for_every_unit(gansu: Run) -> None:
    graph = gansu.scheme.graph
    work = graph.nodes["unit", "work"]
    for unit in gansu.figures.subjects["unit"]["subject"].to_list():
        parts = gansu.reference.variant(work, unit).refs.values()
        nodes = [graph.nodes["unit", ref.name] for ref in parts]
        assert sum(graph.variant_marks(gansu.reference.variant(node, unit)).high for node in nodes) == 100, unit


def test_ecology_weighs_15_for_the_four_cities_at_the_qilian_mountains(gansu: Run) -> None:
    node = gansu.scheme.graph.nodes["unit", "ecology"]
    cities = [f"C{i:02}" for i in range(1, 15)]
    points = {city: gansu.reference.variant(node, city).points for city in cities}
    assert {city for city, one in points.items() if one == 15} == {"C05", "C06", "C07", "C09"}


def test_nobody_below_90_in_politics_is_excellent(gansu: Run) -> None:
    for kind in ("team", "cadre"):
        for subject, grade in gansu.grades.frames[kind].select("subject", "grade").iter_rows():
            political = gansu.scores.exact((kind, "political"), subject)
            assert not (grade == "excellent" and isinstance(political, Fraction) and political < 90), subject


def test_principals_of_poor_counties_are_proposed_where_poverty_was_fought_well(gansu: Run) -> None:
    frame = gansu.grades.frames["cadre"]
    proposed = {s for s, proposal in frame.select("subject", "proposal").iter_rows() if proposal == "excellent"}
    results = dict(gansu.figures.subjects["unit"].select("subject", "a:poverty_result").iter_rows())
    posts = dict(gansu.figures.subjects["cadre"].select("subject", "group").iter_rows())
    assert proposed
    assert all(results[s.partition("-")[0]] == "good" and posts[s] == "principal" for s in proposed)


def test_deputies_are_compared_inside_their_team_only(gansu: Run) -> None:
    frame = gansu.grades.frames["cadre"].select("subject", "set")
    teams = dict(gansu.figures.subjects["cadre"].select("subject", "team").iter_rows())
    posts = dict(gansu.figures.subjects["cadre"].select("subject", "group").iter_rows())
    deputies = [(s, label) for s, label in frame.iter_rows() if posts[s] == "deputy"]
    assert deputies
    assert all(label == f"deputy:{teams[subject]}" for subject, label in deputies)


def test_offices_that_do_not_spread_their_scores_are_found(gansu: Run) -> None:
    rows = gansu.grades.discipline.select("score", "set", "verdict").iter_rows()
    found = {(score, of): verdict for score, of, verdict in rows}
    assert found["law", "department"] == "too_small"
    assert found["stability", "city"] == "full_marks_for_all"
    assert found["tasks", "department"] == "ok"


def test_work_results_of_one_category_lie_more_than_20_points_apart(gansu: Run) -> None:
    units = gansu.scores.frames["unit"].select("group", "s:work")
    by_group: dict[str, list[int]] = {}
    for group, work in units.iter_rows():
        by_group.setdefault(group, []).append(work)
    assert {group for group, works in by_group.items() if max(works) - min(works) > 2000} == set(by_group)


def test_decisions_of_people_are_carried_out_above_the_quota_only_with_approval(gansu: Run) -> None:
    rows = list(gansu.grades.decisions.iter_rows(named=True))
    assert {row["subject"]: row["result"] for row in rows} == dict.fromkeys(("X37-1", "X43-2", "X50-2"), "applied")
    assert {row["subject"] for row in rows if row["approval"]} == {"X43-2"}
    room = {row["set"]: (row["room"], row["used"]) for row in gansu.grades.quotas.iter_rows(named=True)}
    assert room["principal:poor_county"] == (39, 40)


def test_three_excellent_years_in_a_row_earn_third_class_merit(gansu: Run) -> None:
    merit = gansu.grades.outcomes.select("subject", "outcome").iter_rows()
    found = {subject for subject, outcome in merit if outcome == "merit_third_class"}
    history = gansu.figures.history.select("subject", "year", "grade").iter_rows()
    years: dict[str, set[int]] = {}
    for subject, year, grade in history:
        if grade == "excellent":
            years.setdefault(subject, set()).add(year)
    grades = gansu.grades.frames["cadre"].select("subject", "grade").iter_rows()
    assert found == {s for s, grade in grades if grade == "excellent" and years.get(s) == {2017, 2018}}
    assert found
