"""Whatever differs between two schemes is found, and nothing else; every scheme between the two can be made."""

from __future__ import annotations

import json
import random
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaohe.cli.places import published
from kaohe.engine.changes import between, differences
from kaohe.engine.changes.walking import NOT_COMPARED
from kaohe.engine.combining import COMBINING
from kaohe.engine.rules import RULES
from kaohe.engine.rules.base import Rule
from kaohe.engine.scheme.model import RuleText, SchemeText, ScorePatch
from kaohe.engine.scheme.reading import read_source
from kaohe.engine.scheme.yaml import read_yaml
from tests.engine.changes.changing import NOT_SAID, bare, changed
from tests.engine.scheme.texts import SMALL
from tests.engine.scheme.texts import changed as edited
from tests.engine.whole.random_schemes import scheme_texts

WHOLE = Path(__file__).parents[1] / "scheme" / "whole.yaml"


def text_of(written: str) -> SchemeText:
    return SchemeText.model_validate(read_yaml(written, "scheme.yaml").data)


def text_at(path: Path) -> SchemeText:
    return read_source(path).text


PUBLISHED = {path.name: path for path in published()}


# ---- whatever differs is found --------------------------------------------------------------------------------------


def test_a_change_to_any_field_of_a_scheme_is_found() -> None:
    text = text_at(WHOLE)
    count = 0
    for way, other in changed(text):
        found = differences(text, other)
        assert found, way
        assert differences(other, text), way
        count += 1
    assert count > 500


@pytest.mark.parametrize("rule", [*RULES.values(), *COMBINING.values()], ids=lambda rule: rule.key)
def test_a_change_to_any_key_of_any_rule_is_found(rule: type[Rule]) -> None:
    def scheme(said: Any) -> SchemeText:
        key = rule.key
        ways = {key: said} if key in COMBINING else {"rule": RuleText.model_construct({key}, **{key: said})}
        patch = ScorePatch.model_construct(set(ways), **ways)
        return text_of(SMALL).model_copy(update={"scores": {"unit": {"total": patch}}})

    one = scheme(bare(rule))
    others = [(way, scheme(other)) for way, other in changed(bare(rule))]
    assert others
    assert not [way for way, other in others if not differences(one, other)]


def test_only_the_spread_over_files_is_not_compared() -> None:
    assert {one.rpartition(".")[2] for one in NOT_COMPARED} == NOT_SAID


# ---- nothing else is ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_scheme_says_the_same_as_itself(name: str) -> None:
    assert differences(text_at(PUBLISHED[name]), text_at(PUBLISHED[name])) == ()


def test_the_order_of_sections_and_names_makes_no_difference() -> None:
    data = read_yaml(SMALL, "scheme.yaml").data
    assert differences(text_of(SMALL), SchemeText.model_validate(turned(data, keep=("grades",)))) == ()


def turned(value: Any, keep: tuple[str, ...]) -> Any:
    """The mappings the other way round, but for those whose order says something."""
    if isinstance(value, dict):
        return {k: v if k in keep else turned(v, keep) for k, v in reversed(value.items())}
    return tuple(turned(one, keep) for one in value) if isinstance(value, tuple) else value


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rounding: {places: 2}", "rounding: {step: 0.01, mode: half_up}"),
        ("unit: {city: 市, county: 县}", "unit: {city: {title: 市}, county: {title: {zh: 县, en: 县}, at_least: 1}}"),
        ("{efficacy: {floor: 60%}}", "{efficacy: {floor: 0.6, within: group}}"),
        ("when: growth < 40", "when: '(growth  <  40.0)'"),
        ("sum: [growth, water, talks]", "sum: [talks, growth, water]"),
        ("    by: total\n", "    by: total\n    within: group\n    ties: competition\n"),
        ("  north: [n1, n2]", "  # 北部\n  north: [n2, n1]"),
        ("- {when: group == county,", "- {article: '', when: (group==county),"),
    ],
)
def test_another_way_of_writing_makes_no_difference(old: str, new: str) -> None:
    assert differences(text_of(SMALL), text_of(edited((old, new)))) == ()


def test_the_order_of_overrides_and_of_their_conditions_makes_no_difference() -> None:
    first, second = (
        "{when: group == county and coastal, scores: {growth: {points: 50}}}",
        "{when: id in north, scores: {}}",
    )
    second = second.replace("{}", "{growth: {points: 40}}")
    turned = first.replace("group == county and coastal", "coastal and group == county")

    def with_overrides(*said: str) -> SchemeText:
        head, _, rest = SMALL.partition("overrides:\n")
        return text_of(head + f"overrides: {{unit: [{', '.join(said)}]}}\n" + rest[rest.index("grading:") :])

    assert differences(with_overrides(first, second), with_overrides(second, turned)) == ()


def test_a_scheme_in_one_file_says_the_same_as_in_several(tmp_path: Path) -> None:
    head, _, rest = SMALL.partition("outcomes:")
    (tmp_path / "scheme.yaml").write_text(head + "include: [more.yaml]\n", encoding="utf-8")
    (tmp_path / "more.yaml").write_text("outcomes:" + rest, encoding="utf-8")
    assert differences(text_of(SMALL), text_at(tmp_path)) == ()


# ---- where order says something -------------------------------------------------------------------------------------


def test_the_order_of_grades_makes_a_difference() -> None:
    good, fair = "      good: {when: total >= 80, quota: {share: 30%}}\n", "      fair: {when: total >= 60}\n"
    found = differences(text_of(SMALL), text_of(edited((good + fair, fair + good))))
    assert [change.keys for change in found] == [("grading", "unit", "grades", "order")]


# ---- between two schemes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("old", "new"), list(combinations(PUBLISHED, 2)))
def test_with_all_changes_applied_it_is_the_new_scheme_and_with_none_the_old_one(old: str, new: str) -> None:
    ours, theirs = text_at(PUBLISHED[old]), text_at(PUBLISHED[new])
    found = differences(ours, theirs)
    assert found
    assert differences(between(ours, theirs, [change.keys for change in found]), theirs) == ()
    assert differences(between(ours, theirs, []), ours) == ()


@settings(max_examples=30)
@given(scheme_texts(), scheme_texts(), st.randoms(use_true_random=False))
def test_some_changes_lead_from_the_old_scheme_a_part_of_the_way(
    old: dict[str, Any], new: dict[str, Any], chance: random.Random
) -> None:
    ours, theirs = (text_of(json.dumps(one, ensure_ascii=False)) for one in (old, new))
    found = [change.keys for change in differences(ours, theirs) if change.keys[0] != "overrides"]
    some = {keys for keys in found if chance.random() < 0.5}
    middle = between(ours, theirs, some)
    assert {change.keys for change in differences(ours, middle)} == some
    left = {change.keys for change in differences(middle, theirs) if change.keys[0] != "overrides"}
    assert left == set(found) - some
