"""Sichuan: 165 teams and more than 2,400 cadres graded, 40 without a grade; 18 departments; the negative list."""

from collections import Counter
from collections.abc import Callable
from fractions import Fraction

import pytest

from kaohe.engine.combining.mean import Mean
from kaohe.engine.run import Run
from kaohe.engine.scheme.model import Kind

pytestmark = pytest.mark.xdist_group("sichuan-2019")


@pytest.fixture
def sichuan(scored: Callable[[str], Run]) -> Run:
    return scored("sichuan-2019")


def test_there_are_21_cities_in_five_zones_and_183_counties(sichuan: Run) -> None:
    groups = Counter(sichuan.figures.subjects["unit"]["group"].to_list())
    zones = {group: count for group, count in groups.items() if group.startswith("zone")}
    assert len(zones) == 5
    assert sum(zones.values()) == 21
    assert sum(count for group, count in groups.items() if group.startswith("county")) == 183


def test_165_teams_are_graded(sichuan: Run) -> None:
    grades = sichuan.grades.frames["team"]["grade"].to_list()
    assert len(grades) == 165
    assert "ungraded" not in grades


def test_more_than_2400_cadres_are_graded_and_40_are_not(sichuan: Run) -> None:
    frame = sichuan.grades.frames["cadre"]
    grades = Counter(frame["grade"].to_list())
    assert grades["ungraded"] == 40
    assert grades.total() - 40 > 2400
    reasons = {reason for grade, reason in frame.select("grade", "reason").iter_rows() if grade == "ungraded"}
    assert reasons == {"status:disciplined", "status:poor_work"}


def test_the_results_of_18_departments_are_joined(sichuan: Run) -> None:
    text = sichuan.scheme.text
    parts = [ref.name for ref in sichuan.scheme.graph.nodes["unit", "results"].variants[-1].refs.values()]
    assert len(parts) == len({text.indicators[name].source for name in parts}) == 18


def test_what_does_not_apply_is_left_out_and_the_rest_fills_its_place(sichuan: Run) -> None:
    scores = [sichuan.scores.exact(("unit", "results"), s) for s in ("P01", "G01", "I01", "E01", "C01", "X001")]
    assert all(isinstance(one, Fraction) and 60 < one <= 100 for one in scores)


def test_37_departments_are_under_key_assessment_and_judged_more_strictly(sichuan: Run) -> None:
    units = sichuan.figures.subjects["unit"].select("subject", "a:key_assessment").iter_rows()
    key = {unit for unit, one in units if one}
    assert len(key) == 37
    node = sichuan.scheme.graph.nodes["team", "judged"]
    teams = sichuan.figures.subjects["team"]["subject"].to_list()
    stricter = {team for team in teams if sichuan.reference.variant(node, team).override is not None}
    assert stricter == {f"{unit}-T" for unit in key}


def test_every_item_of_the_negative_list_has_its_document_and_level(sichuan: Run) -> None:
    rows = list(sichuan.figures.events.select("level", "document").iter_rows())
    assert rows
    assert all(level and document for level, document in rows)


def test_whoever_is_on_the_negative_list_is_flagged_for_analysis(sichuan: Run) -> None:
    listed = set(sichuan.figures.events["subject"].to_list())
    flagged = {
        subject
        for frame in sichuan.grades.frames.values()
        for subject, flags in frame.select("subject", "flags").iter_rows()
        if "negative_list" in flags.split()
    }
    assert flagged == listed


def test_political_quality_weighs_most_and_parts_equal_scores(sichuan: Run) -> None:
    kinds: tuple[Kind, ...] = ("team", "cadre")
    for kind in kinds:
        rule = sichuan.scheme.graph.nodes[kind, "judged"].variants[-1].rule
        assert isinstance(rule, Mean)
        assert max(rule.root.values()) == rule.root["political"]
        assert sichuan.scheme.text.grading[kind].tie_break == ("political",)


def test_small_zones_are_graded_together(sichuan: Run) -> None:
    frame = sichuan.grades.frames["team"].select("subject", "set")
    sets = {label for subject, label in frame.iter_rows() if subject.startswith("C")}
    assert sets == {"zone_plain", "zone_south", "zone_northeast", "zone_panxi+zone_northwest"}
