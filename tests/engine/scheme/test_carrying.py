"""Last year's discipline in this year's scheme: points halved in one set, full marks as they were, everybody else as before."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from kaohe.engine.admission import admit
from kaohe.engine.narration import tell
from kaohe.engine.problems import Problem
from kaohe.engine.reference import Reference
from kaohe.engine.run import explain, score
from kaohe.engine.scheme.carrying import Breach, halved
from kaohe.engine.scheme.names import Ref
from kaohe.engine.scheme.scheme import Scheme, check, read_scheme
from kaohe.engine.wording import say

SCHEME = """
scheme: next-year
title: 下一年
period: {kind: annual, year: 2020}
rounding: {places: 2}
include: [carried.yaml]
groups: {unit: {city: 市, county: 县}}
attributes: {unit: {zone: {values: {plain: 平原, hill: 山区}}}}
lists: {two: [u1, u5]}
indicators:
  a: {title: 甲项, source: 一厅, range: [0, 100]}
  b: {title: 乙项, source: 二厅, range: [0, 100]}
  c: {title: 丙项, source: 三厅, range: [0, 100]}
  d: {title: 丁项, source: 四厅, range: [0, 9]}
  e: {title: 戊项, source: 五厅, range: [0, 100]}
scores:
  unit:
    a: {points: 50, rule: {given: {full: 100}}}
    b: {points: 30, rule: {given: {full: 100}}}
    c: {points: 20, rule: {given: {full: 100}}}
    d: {points: 5, kind: bonus, rule: {given: {}}}
    e: {points: 100, rule: {given: {full: 100}}}
    work: {points: 100, sum: [a, b, c, d]}
    total: {mean: {work: 80%, e: 20%}}
overrides:
  unit:
    - {when: group == county, scores: {a: {points: 40}, b: {points: 40}}}
    - {when: group == city and zone == hill, because: 山区, scores: {b: {points: 40, rule: {given: {full: 80}}}, a: {points: 40}}}
    - {when: id in two, scores: {c: {points: 30}, a: {points: 40}, b: {points: 30}}}
grading: {unit: {by: total, grades: {good: {when: total >= 80}, fair: {}}}}
"""
UNITS = [
    ("u1", "city", "plain"),
    ("u2", "city", "hill"),
    ("u3", "city", "plain"),
    ("u4", "county", "hill"),
    ("u5", "county", "plain"),
]


def written(folder: Path, carried: str = "owner: 考核办\n", text: str = SCHEME) -> Scheme:
    (folder / "scheme.yaml").write_text(text, "utf-8")
    (folder / "carried.yaml").write_text(carried, "utf-8")
    return read_scheme(folder)


def figures(scheme: Scheme) -> dict[str, dict[str, list[str]]]:
    subjects = {"subject": [u for u, _, _ in UNITS], "name": [u for u, _, _ in UNITS], "kind": ["unit"] * 5}
    subjects |= {"group": [g for _, g, _ in UNITS], "zone": [z for _, _, z in UNITS]}
    values = {name: ["8"] * 5 for name in scheme.text.indicators}
    return {"subjects": subjects, "figures": {"subject": subjects["subject"], **values}}


def marks(scheme: Scheme, *names: str) -> dict[str, list[Fraction]]:
    """Full marks of each unit."""
    reference = Reference(scheme.graph, admit(scheme.text, figures(scheme)))
    return {u: [reference.marks(Ref("score", "unit", name), u) for name in names] for u, _, _ in UNITS}


def carried(scheme: Scheme, *breaches: Breach, freed: Sequence[str] = ("siblings",)) -> tuple[str, list[str]]:
    text, problems = halved(scheme, breaches, freed=freed, year=2019)
    return text, [say(problem, "en") for problem in problems]


def breach(score: str, place: str = "city", within: str = "group") -> Breach:
    return Breach("unit", score, within, place, "第三十条")


def adopted(folder: Path, *breaches: Breach, freed: Sequence[str] = ("siblings",)) -> Scheme:
    """The scheme with its consequences, in which nothing is wrong; a third of a point is out of reach of two places."""
    text, problems = carried(written(folder), *breaches, freed=freed)
    assert problems == []
    scheme = written(folder, text)
    assert {problem.code for problem in check(folder)} <= {"points_out_of_reach"}
    return scheme


def test_the_points_are_halved_in_that_set_and_go_to_the_others_in_proportion(tmp_path: Path) -> None:
    before = marks(written(tmp_path), "a", "b", "c", "work")
    after = marks(adopted(tmp_path, breach("a")), "a", "b", "c", "work")
    assert before["u3"] == [50, 30, 20, 100]
    assert after["u3"] == [25, 45, 30, 100]  # 30 + 25 × 30 / 50, 20 + 25 × 20 / 50
    for unit, group, _ in UNITS:
        if group != "city":
            assert after[unit] == before[unit]
            continue
        (a, b, c, work), free = before[unit], before[unit][0] / 2
        assert after[unit] == [a / 2, b + free * b / (b + c), c + free * c / (b + c), work]


def test_all_of_it_can_go_to_one_part(tmp_path: Path) -> None:
    after = marks(adopted(tmp_path, breach("a"), freed=["c"]), "a", "b", "c")
    assert after["u3"] == [25, 30, 45]
    assert after["u2"] == [20, 40, 40]
    assert after["u1"] == [20, 30, 50]


def test_two_scores_of_one_sum_are_halved_together(tmp_path: Path) -> None:
    after = marks(adopted(tmp_path, breach("a"), breach("b")), "a", "b", "c", "work")
    assert after["u3"] == [25, 15, 60, 100]
    assert after["u4"] == [40, 40, 20, 100]


def test_each_set_has_its_own_consequence_and_all_together_means_every_group(tmp_path: Path) -> None:
    after = marks(adopted(tmp_path, breach("a"), breach("b", "county")), "a", "b")
    assert after["u3"] == [25, 45]
    assert after["u4"] == [Fraction(160, 3), 20]
    everywhere = marks(adopted(tmp_path, breach("a", "all", within="all"), freed=["b"]), "a", "b")
    assert everywhere["u3"] == [25, 55]
    assert everywhere["u4"] == [20, 60]


def test_in_a_weighted_mean_the_weights_are_halved(tmp_path: Path) -> None:
    scheme = adopted(tmp_path, breach("e"))
    run = score(
        scheme,
        {
            **figures(scheme),
            "figures": {"subject": ["u3"], "a": ["100"], "b": ["100"], "c": ["100"], "d": ["0"], "e": ["0"]},
        },
    )
    assert run.scores.exact(("unit", "total"), "u3") == 90


def test_what_the_override_said_besides_points_stays(tmp_path: Path) -> None:
    """In the hills b is out of 80: 8 / 80 × 60."""
    scheme = adopted(tmp_path, breach("a"), freed=["b"])
    assert score(scheme, figures(scheme)).scores.exact(("unit", "b"), "u2") == 6


def test_the_explanation_says_which_points_were_halved_and_why(tmp_path: Path) -> None:
    scheme = adopted(tmp_path, breach("a"), freed=["c"])
    run = score(scheme, figures(scheme))
    assert "特别规定：2019年评分未拉开差距或满分过多，本年分值减半：甲项 50 → 25；丙项 20 → 45" in tell(
        explain(run, "u3"), "zh"
    )
    assert (
        "Special text: The scores of 2019 did not spread, or too many were full: points halved. 甲项 50 → 25; 丙项 20 → 45"
        in tell(explain(run, "u3"), "en")
    )
    assert "特别规定" not in tell(explain(run, "u4"), "zh")


@pytest.mark.parametrize(
    ("one", "freed", "problem"),
    [
        (breach("aa"), ["siblings"], "warning: Last year's 'aa' (city) is to be halved, but the scheme has no such unit score. Did you mean 'a'? If it was renamed, halve it by hand."),
        (breach("d"), ["siblings"], "error: In 'work' d has no points of its own, or is a bonus or a penalty. Halve its parts."),
        (breach("total"), ["siblings"], "error: In 'city' total counts in no sum and no weighted mean, so there are no points to be halved."),
        (breach("a"), ["e"], "error: In 'work' nothing takes the points that a give up (--freed e). Name another part, or `siblings`."),
        (breach("a", "u0", within="parent"), ["b"], "error: The set 'u0' of unit compared within 'parent' cannot be said as a condition, so the points cannot be halved for its members alone. Halve them in the scheme's plain text."),
    ],
)  # fmt: skip
def test_what_cannot_be_carried_is_told(tmp_path: Path, one: Breach, freed: list[str], problem: str) -> None:
    assert carried(written(tmp_path), one, freed=freed) == ("", [problem])


def test_a_consequence_goes_before_an_override_that_is_as_special(tmp_path: Path) -> None:
    clash = SCHEME.replace(
        "grading:", "    - {when: group == county, scores: {a: {points: 60}, c: {points: 0}}}\ngrading:"
    )
    assert "overrides_clash" in [problem.code for problem in _said(tmp_path, clash)]
    before = clash.replace(
        "- {when: group == county, scores: {a: {points: 60}",
        "- {when: group == county, consequence: true, scores: {a: {points: 60}",
    )
    assert _said(tmp_path, before) == []
    assert marks(written(tmp_path, text=before), "a", "b", "c")["u4"] == [60, 40, 0]


def _said(folder: Path, text: str) -> Sequence[Problem]:
    (folder / "scheme.yaml").write_text(text, "utf-8")
    (folder / "carried.yaml").write_text("owner: 考核办\n", "utf-8")
    return check(folder)
