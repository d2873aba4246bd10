"""What the checks claim is so: no alarm where all is well, an example where there is one, a note where neither is shown."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.scheme.texts import changed, codes_of, problems_of

SECOND = "- {when: id in north, scores: {growth: {points: 40}, water: {points: 50}}}"
GRADES = "      good: {when: total >= 80, quota: {share: 30%}}\n      fair: {when: total >= 60}\n"


# ---- overrides ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("override", "expected"),
    [
        pytest.param("group == county and coastal, scores: {growth: {points: 50}", [], id="more-special"),
        pytest.param("group == city, scores: {growth: {points: 60}", [], id="disjoint"),
        pytest.param("coastal, scores: {growth: {points: 50}, water: {points: 40}", [], id="changes-the-same"),
        pytest.param("coastal, scores: {talks: {points: 10}", [], id="changes-another-score"),
        pytest.param(
            "coastal and zone == hill, scores: {talks: {points: 9}", ["points_do_not_add_for"], id="special-but-wrong"
        ),
        pytest.param("zone != hill, scores: {growth: {points: 61}", ["overrides_clash"], id="neither-more-special"),
        pytest.param(
            "'group in (city, county)', scores: {talks: {article: 三}", ["override_always"], id="for-everybody"
        ),
        pytest.param("staff > 5000, scores: {talks: {article: 三}", ["override_never"], id="beyond-the-range"),
        pytest.param("staff > 4999, scores: {talks: {article: 三}", [], id="at-the-end-of-the-range"),
        pytest.param("staff * 2 > 10001, scores: {talks: {article: 三}", ["override_never"], id="by-arithmetic"),
        pytest.param("staff / 2 != staff, scores: {talks: {article: 三}", [], id="not-shown"),
    ],
)
def test_overrides_are_compared_by_what_they_can_hold_for(override: str, expected: list[str]) -> None:
    if "overrides_clash" in expected:
        assert "overrides_clash" in codes_of(changed((SECOND, f"- {{when: {override}}}}}")))
    else:
        text = changed((SECOND, f"- {{when: {override}}}}}"))
        assert [code for code in codes_of(text) if code != "condition_never"] == expected


def test_an_override_of_the_unit_counts_for_the_team() -> None:
    text = changed(
        (
            "total: {take: unit.total}",
            "total: {sum: [unit.total, own], points: 120}\n    own: {points: 20, take: unit.talks}",
        ),
        ("{growth: {points: 50}, water: {points: 40}}", "{total: {points: 90}, growth: {points: 50}}"),
    )
    found = [problem for problem in problems_of(text) if problem.values.get("name") == "team.total"]
    assert [(p.code, p.severity, p.values["example"]) for p in found] == [
        ("points_do_not_add_for", "error", "unit.group = county")
    ]


def test_a_sum_of_sums_adds_up_what_stands_below() -> None:
    nested = "total: {sum: [work, talks], points: 100}\n    work: {sum: [growth, water]}"
    assert codes_of(changed(("total: {sum: [growth, water, talks], points: 100}", nested))) == []


def test_full_marks_that_are_not_said_cannot_be_shown_to_add_up() -> None:
    text = changed(("talks: {points: 10, over: {of: talks, how: mean}}", "talks: {over: {of: talks, how: mean}}"))
    assert [(p.code, p.severity) for p in problems_of(text)] == [("points_not_shown", "note")]


@pytest.mark.parametrize("way", ["mean: {growth: 50%, water: 50%}", "harmonic: {growth: 50%, water: 50%}"])
def test_a_mean_of_marks_out_of_60_and_out_of_30_is_one_of_unlike_things(way: str) -> None:
    text = changed(("total: {sum: [growth, water, talks], points: 100}", f"total: {{{way}}}"))
    (problem,) = [problem for problem in problems_of(text) if problem.code == "marks_unlike"]
    assert (problem.severity, problem.values["parts"]) == ("warning", ["growth 60", "water 30"])


def test_bonus_stands_outside_the_full_marks() -> None:
    text = changed(
        ("sum: [growth, water, talks]", "sum: [growth, water, talks, prize]"),
        (
            "    talks: {points",
            "    prize: {points: 5, kind: bonus, rule: {given: {of: figure.growth, not_below: -5}}}\n    talks: {points",
        ),
    )
    assert codes_of(text) == []


def test_a_sum_without_full_marks_should_be_the_same_for_everybody() -> None:
    text = changed(
        ("talks], points: 100}", "talks]}"), ("{growth: {points: 50}, water: {points: 40}}", "{growth: {points: 50}}")
    )
    (problem,) = problems_of(text)
    assert (problem.code, problem.values["low"], problem.values["high"]) == ("points_differ", 90, 100)


groups, coasts, ids = ("city", "county"), (False, True), ("n1", "n2", "other")
CONDITIONS: dict[str, Callable[[str, bool, str], bool]] = {
    "group == county": lambda group, coastal, id_: group == "county",
    "coastal and group == city": lambda group, coastal, id_: coastal and group == "city",
    "id == n1": lambda group, coastal, id_: id_ == "n1",
    "id in north and not coastal": lambda group, coastal, id_: id_ in ("n1", "n2") and not coastal,
}
SPECIALTY = {"group == county": 1, "coastal and group == city": 2, "id == n1": 11, "id in north and not coastal": 12}


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from(sorted(CONDITIONS)),
        st.dictionaries(st.sampled_from(["growth", "water"]), st.integers(30, 70), min_size=1),
        min_size=1,
    )
)
def test_a_sum_is_wrong_exactly_where_counting_shows_it(overrides: dict[str, dict[str, int]]) -> None:
    lines = [
        f"    - {{when: {when}, scores: {{{', '.join(f'{name}: {{points: {n}}}' for name, n in patch.items())}}}}}\n"
        for when, patch in overrides.items()
    ]
    old = "    - {when: group == county, scores: {growth: {points: 50}, water: {points: 40}}}\n    " + SECOND + "\n"
    codes = codes_of(changed((old, "".join(lines))))
    wrong = False
    for facts in product(groups, coasts, ids):
        marks = {"growth": 60, "water": 30, "talks": 10}
        for when in sorted(overrides, key=SPECIALTY.__getitem__):
            if CONDITIONS[when](*facts):
                marks |= overrides[when]
        wrong = wrong or sum(marks.values()) != 100
    assert any(code.startswith("points_do_not_add") for code in codes) == wrong


# ---- grading --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        pytest.param("good: {when: total >= 100}, fair: {quota: {count: 3}}, poor: {}", [], id="at-the-very-end"),
        pytest.param("good: {when: total > 100}, poor: {}", ["grade_never"], id="beyond-it"),
        pytest.param("good: {when: total >= 10}, poor: {}", ["last_grade_empty"], id="everybody-is-good"),
        pytest.param(
            "good: {when: total >= 80 and group == city}, fair: {when: total >= 80 and group != city}, ok: {when: total > 90}, poor: {}",
            ["grade_shadowed"],
            id="two-together-take-all",
        ),
        pytest.param(
            "good: {when: total >= 60, quota: {share: 10%}}, fair: {when: total >= 80}, poor: {}", [], id="a-full-quota"
        ),
        pytest.param(
            "good: {when: total >= 60, quota: {share: 100%}}, fair: {when: total >= 80}, poor: {}",
            ["quota_for_all", "grade_shadowed"],
            id="a-quota-for-all",
        ),
        pytest.param(
            "good: {when: total > 80}, fair: {when: water < growth}, poor: {}", ["grades_not_shown"], id="open"
        ),
        pytest.param(
            "good: {when: total >= 80 and growth <= 60}, poor: {}", ["comparison_always"], id="half-of-it-is-idle"
        ),
        pytest.param(
            "good: {when: total >= 80 or growth > 60}, poor: {}", ["comparison_never"], id="half-of-it-is-idle-too"
        ),
        pytest.param("good: {when: rank < 1}, poor: {}", ["grade_never"], id="no-rank-before-the-first"),
        pytest.param("good: {when: good 3 years in a row}, poor: {}", [], id="years"),
    ],
)
def test_grades_that_nobody_can_get_are_found(grades: str, expected: list[str]) -> None:
    caps = "    caps:\n      slow: {when: growth < 40, at_most: fair, because: 增长过慢}\n"
    text = changed((caps, ""), ("    grades:\n" + GRADES + "      poor: {}\n", f"    grades: {{{grades}}}\n"))
    assert codes_of(text) == expected


def test_a_grade_that_only_a_cap_leads_to_can_be_reached() -> None:
    text = changed((GRADES, "      good: {when: total >= 60}\n      fair: {when: total >= 80}\n"))
    assert codes_of(text) == []


def test_a_grade_given_outright_needs_nobody_to_earn_it() -> None:
    veto = "    veto:\n      fraud: {when: coastal, grade: poor, because: 弄虚作假}\n    grades:\n"
    grades = "      good: {when: total >= 80, quota: {share: 30%}}\n      fair: {when: total >= 0}\n"
    assert codes_of(changed(("    grades:\n", veto), (GRADES, grades))) == []


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        pytest.param("when: growth < 30, grade: good", ["always_barred"], id="inside-the-cap"),
        pytest.param("when: growth < 50, grade: good", [], id="also-outside"),
        pytest.param("when: growth < 30, grade: fair", [], id="allowed-by-the-cap"),
        pytest.param("when: growth < water and growth < 39, grade: good", ["perhaps_always_barred"], id="open"),
        pytest.param("when: coastal, grade: good", [], id="of-something-else"),
    ],
)
def test_a_proposal_against_a_cap_is_a_contradiction_only_when_it_always_is(rules: str, expected: list[str]) -> None:
    proposal = f"    propose:\n      model: {{{rules}, because: 模范}}\n    grades:\n"
    assert codes_of(changed(("    grades:\n", proposal))) == expected


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        pytest.param("by: zone, shares: {plain: 30%, hill: 20%}", [], id="all-values"),
        pytest.param("by: zone, shares: {plain: 30%, hll: 20%}", ["no_such_value"], id="misspelt"),
        pytest.param("by: team.grade, shares: {good: 30%}", ["quota_by_what"], id="a-grade-below"),
        pytest.param("by: staff, shares: {good: 30%}", ["quota_by_what"], id="a-number"),
        pytest.param("by: id, shares: {n1: 30%}", ["quota_by_open"], id="any-text"),
        pytest.param("by: zone, shares: {plain: 0, hill: 0}", ["quota_for_nobody"], id="nobody"),
        pytest.param("by: zone, shares: {plain: -10%, hill: 0}", ["share_out_of_range"], id="negative"),
    ],
)
def test_a_quota_knows_what_it_depends_on(by: str, expected: list[str]) -> None:
    assert codes_of(changed(("share: 30%", f"by: {{{by}, otherwise: 0}}"))) == expected


def test_an_unread_score_tree_is_not_judged_before_it_can_be_read() -> None:
    """One mistake in a score does not become ten in the grading."""
    assert codes_of(changed(("of: talks", "of: tolks"))) == ["unknown_name"]


# ---- indicators and numbers -----------------------------------------------------------------------------------------


def test_groups_that_share_nobody_may_each_have_a_figure_of_one_title() -> None:
    text = changed(
        ("title: 增长, source: 统计局,", "title: 增长, source: 统计局, groups: [city],"),
        (
            "  water: {title: 用水,",
            "  growth2: {title: 增长, source: 统计局, groups: [county], range: [0, 9]}\n  water: {title: 用水,",
        ),
        ("{growth: {points: 50}, water: {points: 40}}", "{growth: {points: 60, rule: {efficacy: {of: growth2}}}}"),
        (SECOND, "- {when: id == nobody, scores: {talks: {article: 三}}}"),
    )
    assert codes_of(text) == []


def test_a_factor_whose_limits_keep_it_above_zero_is_fine() -> None:
    factor = "total: {multiplier: {score: unit.total, by: unit.discipline, base: 80}}"
    score = "    discipline: {points: 80, limits: {at_least: 0}, rule: {per_event: {of: water, start: 80, each: -1}}}\n    talks: {points"
    assert codes_of(changed(("total: {take: unit.total}", factor), ("    talks: {points", score))) == []


def test_a_number_of_unknown_size_is_computed_slowly() -> None:
    text = changed(("total: {take: unit.total}", "total: {formula: unit.total / (unit.growth - unit.water)}"))
    assert sorted(codes_of(text)) == ["expression_divisor_example", "too_wide"]
    assert {problem.severity for problem in problems_of(text)} == {"note"}


def test_a_figure_that_does_not_fit_64_bits_is_refused() -> None:
    assert codes_of(changed(("range: [-100, 100]", "decimals: 9"))) == ["range_too_wide"]


def test_a_veto_indicator_is_asked_for_by_a_veto_itself_or_by_its_score() -> None:
    figure = (
        "  water: {title: 用水,",
        "  fraud: {title: 造假, source: 纪委, type: veto, range: [0, 9]}\n  water: {title: 用水,",
    )
    score = ("  team:\n", "    cases: {points: 9, rule: {given: {of: fraud}}}\n  team:\n")
    by_figure = ("    grades:\n", "    veto: {fraud: {when: fraud > 0, grade: poor, because: 造假}}\n    grades:\n")
    by_score = ("    grades:\n", "    veto: {fraud: {when: cases > 0, grade: poor, because: 造假}}\n    grades:\n")
    assert codes_of(changed(figure)) == ["nobody_uses"]
    assert sorted(codes_of(changed(figure, score))) == ["nothing_reads", "veto_asked_nowhere"]
    assert codes_of(changed(figure, by_figure)) == codes_of(changed(figure, score, by_score)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("by: total\n", "by: total\n    within: zome\n", ["unknown_within"]),
        ("by: total\n", "by: total\n    within: {city: group, county: all}\n", []),
        ("by: total\n", "by: total\n    within: {city: group}\n", ["within_incomplete"]),
        ("share: 30%", "share: 30%, within: {city: group, conty: all}", ["within_incomplete", "no_such_value"]),
        ("by: total\n", "by: total\n    tie_break: [growth, total]\n", ["parts_no_ties"]),
        ("by: total\n", "by: total\n    tie_break: [zone]\n", ["unknown_name"]),
        ("by: total\n", "by: total\n    statuses: {ill: {title: 病, result: grade}}\n", ["status_grade"]),
        ("by: total\n", "by: total\n    statuses: {ill: {title: 病, result: grade, grade: bad}}\n", ["no_such_grade"]),
        ("at_most: fair", "at_most: good", ["cap_allows_all"]),
        ("at_most: fair", "at_most: poor", ["cap_is_a_veto"]),
        ("when: growth < 40", "when: grade == good", ["own_grade_unknown"]),
        ("share: 30%", "share: 30%, count: 5", ["one_share"]),
        ("outcomes:", "discipline: {indicators: [grwth], at_least: 30%, of: full, otherwise: report}\noutcomes:", ["watches_no_score"]),
        ("outcomes:", "discipline: {at_least: 0, of: full, otherwise: report}\noutcomes:", ["spread_always_reached"]),
        ("outcomes:", "discipline: {at_least: 30%, of: full, otherwise: report, tied_at_most: 150%}\noutcomes:", ["share_out_of_range"]),
        ("city: 市,", "city: {title: 市, at_least: 5},", ["too_small_for_nothing"]),
        ("city: 市,", "city: {title: 市, at_least: 5, pool_with: cuonty},", ["no_such_group"]),
        ("city: 市,", "city: {title: 市, at_least: 5, pool_with: city},", ["pools_with_itself"]),
        ("city: 市,", "city: {title: 市, pool_with: county},", ["never_pooled"]),
        ("coastal: {yes_no: true}", "coastal: {yes_no: true, number: true, range: [0, 1]}", ["attribute_of_two_kinds"]),
        ("coastal: {yes_no: true}", "coastal: {yes_no: true, decimals: 2}", ["attribute_no_number"]),
        ("coastal: {yes_no: true}", "growth: {yes_no: true}", ["name_of_two_things", "name_of_two_things"]),
        ("staff: {number: true, range: [1, 5000]}", "staff: {number: true}", ["attribute_without_range"]),
        ("values: {plain: 平原, hill: 山区}", "values: {}", ["attribute_without_values"]),
        ("parts: [h1, h2]", "parts: [h1, h2, h1]", ["part_twice"]),
        ("north: [n1, n2]", "north: [n1, n2, '']", ["list_entry_blank"]),
    ],
    ids=lambda value: value[:40].strip() if isinstance(value, str) else "",
)  # fmt: skip
def test_what_a_name_points_to_is_there(old: str, new: str, expected: list[str]) -> None:
    assert codes_of(changed((old, new))) == expected


def test_an_indicator_for_every_part_needs_parts() -> None:
    assert "no_parts" in codes_of(changed((", parts: [h1, h2]", "")))


def test_a_staff_quota_has_whole_numbers_of_people_and_a_share_for_every_grade() -> None:
    quota = "    staff_quota: {title: 职工, staff: staff, shares: {good: 25%, fair: 20%, poor: 15%}, ungraded: 15%}\n    grades:\n"
    assert codes_of(changed(("    grades:\n", quota))) == []
    assert codes_of(changed(("    grades:\n", quota.replace(", poor: 15%", "")))) == ["staff_shares_miss"]
    assert codes_of(changed(("    grades:\n", quota.replace("staff: staff", "staff: zone")))) == ["staff_not_whole"]
