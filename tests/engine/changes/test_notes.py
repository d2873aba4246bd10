"""What changed, in words: the whole note in both languages, single sentences, and a word for every field there is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from kaohe.engine.changes import differences, notes, sentence, tell_changes
from kaohe.engine.changes.saying import field_label
from kaohe.engine.changes.walking import field_of
from kaohe.engine.combining import COMBINING
from kaohe.engine.rules import RULES
from kaohe.engine.scheme.model import SchemeText
from kaohe.engine.scheme.scheme import read_scheme
from kaohe.engine.wording.changes import ENTRIES, KEYS
from tests.engine.changes.changing import changed
from tests.engine.changes.pair import GANSU, successor
from tests.engine.changes.test_walking import WHOLE, text_at, text_of
from tests.engine.scheme.texts import SMALL
from tests.engine.scheme.texts import changed as edited

HERE = Path(__file__).parent


def said(old: SchemeText, new: SchemeText, lang: str) -> list[str]:
    return [sentence(note, lang) for note in notes(old, new, differences(old, new))]


def said_of(*edits: tuple[str, str], lang: str = "zh") -> list[str]:
    """What is said once the small scheme has been edited."""
    return said(text_of(SMALL), text_of(edited(*edits)), lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_note_on_a_whole_scheme_reads_as_agreed(tmp_path: Path, lang: str) -> None:
    old, new = read_scheme(GANSU), read_scheme(successor(tmp_path))
    found = notes(old.text, new.text, differences(old.text, new.text))
    agreed = (HERE / f"gansu-2020.{lang}.txt").read_text(encoding="utf-8")
    assert tell_changes(old, new, found, lang) == agreed


def test_two_schemes_that_say_the_same_have_no_note() -> None:
    scheme = read_scheme(GANSU)
    assert tell_changes(scheme, scheme, (), "zh").endswith("\n两个方案内容相同。\n")


# ---- sentences ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "zh", "en"),
    [
        (
            ("growth: {title: 增长, source: 统计局", "growth: {title: 增速, source: 发改委"),
            "指标“增速”：名称由“增长”改为“增速”；数据来源由“统计局”改为“发改委”。",
            "Indicator '增速': title from '增长' to '增速'; source from '统计局' to '发改委'.",
        ),
        (
            ("better: lower, range", "absent: {late: zero}, range"),
            "指标“用水”：方向由“越低越好”改为“越高越好”；新增“逾期未报”时的处理：“按零分计”。",
            "Indicator '用水': direction from 'lower is better' to 'higher is better'; new treatment of 'late': 'counts as a score of zero'.",
        ),
        (
            ("rounding: {places: 2}", "rounding: no"),
            "得分的一般取位由保留 2 位小数（四舍五入）改为不取位。",
            "General rounding of scores from 2 decimals (half up) to none, carried exactly.",
        ),
        (
            ("{efficacy: {floor: 60%}}", "{given: {}}"),
            "得分项“增长”：计分办法由功效系数法（保底比例 60%）改为直接计分。",
            "Score '增长': way of scoring from efficacy coefficient (floor 60%) to given score.",
        ),
        (
            ("quota: {share: 30%}", "quota: {share: 1/3, ties: all_in}"),
            "等次“良好”：名额的比例由 30% 改为 1/3；名额的并列处理由“名额够则同进，不够则同不进”改为“一并进入，可超名额”。",
            "Grade 'good': share of quota from 30% to 1/3; treatment of ties of quota from 'all of them if there is room, "
            "else none' to 'all of them, above the quota if need be'.",
        ),
        (
            ("scores: {growth: {points: 50}, water: {points: 40}}", "scores: {growth: {points: 45}, talks: {points: 15}}"),
            "得分项“增长”：对“组别 = 县”的对象，分值由 50 分改为 45 分。",
            "Score '增长': for those with 'group = 县', points from 50 to 45.",
        ),
        (
            ("id in north, scores: {growth: {points: 40}, water: {points: 50}}", "id == n1, scores: {growth: {points: 40}}"),
            "得分项“增长”：对“编号 = n1”的对象，分值由 60 分改为 40 分（此前同一般规定）；对“编号属于（n1、n2）”的对象，"
            "分值由 40 分改为 60 分（不再专门规定）。",
            "Score '增长': for those with 'id = n1', points from 60 to 40 (so far the general text held); for those with 'id in "
            "(n1, n2)', points from 40 to 60 (the general text holds again).",
        ),
        (
            ("slow: {when: growth < 40, at_most: fair", "slow: {when: growth < 45 and water < 5, at_most: poor"),
            "等次限制“增长过慢”：条件由“增长 < 40”改为“增长 < 45 且用水 < 5”；最高可定等次由“一般”改为“较差”。",
            "Limit on grades '增长过慢': condition from '增长 < 40' to '增长 < 45 and 用水 < 5'; best grade still possible from "
            "'fair' to 'poor'.",
        ),
        (
            ("talk: {title: 约谈", "warning: {title: 约谈"),
            "新增结果运用“约谈”：适用对象“单位”，条件“等次 = 较差”（与删去的一项（代号 talk）同名，可能只是更换代号，请核对）。",
            "New outcome '约谈': kind of subject 'unit', condition 'grade = poor' (a removed one (talk) has the same title: "
            "perhaps only its code has changed, please check).",
        ),
    ],
)  # fmt: skip
def test_what_is_said(edit: tuple[str, str], zh: str, en: str) -> None:
    assert said_of(edit)[0] == zh
    assert said_of(edit, lang="en")[0] == en


def test_an_override_is_told_with_what_held_before_and_what_holds_after() -> None:
    away = said_of(("scores: {growth: {points: 50}, water: {points: 40}}", "scores: {water: {points: 40}}"))
    assert away == ["得分项“增长”：对“组别 = 县”的对象，分值由 50 分改为 60 分（不再专门规定）。"]
    back = said(text_of(edited(("scores: {growth: {points: 50}, water: {points: 40}}", "scores: {water: {points: 40}}"))), text_of(SMALL), "en")  # fmt: skip
    assert back == ["Score '增长': for those with 'group = 县', points from 60 to 50 (so far the general text held)."]


def test_an_indicator_of_the_same_source_may_only_have_been_renamed() -> None:
    first = said_of(("growth: {title: 增长, source: 统计局", "rise: {title: 增幅, source: 统计局"))[0]
    assert first.endswith("（与删去的指标“增长”来源相同，可能是改名，请核对）。")


# ---- every change has its words -------------------------------------------------------------------------------------


def test_every_change_to_any_field_is_told_in_both_languages() -> None:
    text = text_at(WHOLE)
    for way, other in changed(text):
        found = notes(text, other, differences(text, other))
        assert sum(len(note.changes) for note in found) == len(differences(text, other)), way
        for note in found:
            for lang in ("zh", "en"):
                words = sentence(note, lang)
                assert len(words) > 3, way
                assert [mark for mark in ("ABSENT", "object at", "Fraction(", "=Text(") if mark in words] == [], way


def models() -> list[type[BaseModel]]:
    """Every model that a scheme's text is made of."""
    import kaohe.engine.scheme.model as module

    seen: dict[type[BaseModel], None] = {}
    waiting: list[Any] = [SchemeText, *RULES.values(), *COMBINING.values(), module.ScorePatch]
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and issubclass(one, BaseModel) and one not in seen:
            seen[one] = None
            waiting += [field.annotation for field in one.model_fields.values()]
        else:
            waiting += list(getattr(one, "__args__", ()))
    return list(seen)


def test_every_field_of_a_scheme_has_words() -> None:
    told = {"how", "root", "scores", "overrides", "rule", *RULES, *COMBINING, "carried", "include"}
    told |= {"places", "step", "mode"}  # of a rounding, which is told as a whole
    told |= {"groups", "attributes", "indicators", "forms", "grading", "discipline", "outcomes"}  # sections
    told |= {"statuses", "veto", "caps", "flags", "propose"}
    without = {
        f"{model.__name__}.{name}"
        for model in models()
        for name in model.model_fields
        if name not in told and field_of(model, name) not in {**KEYS, **ENTRIES} and name not in KEYS
    }
    assert not without, "add them to kaohe.engine.wording.changes"


def test_no_words_lie_about_unused() -> None:
    known = {field_of(model, name) for model in models() for name in model.model_fields} | {"ScorePatch.how"}
    last = {one.rpartition(".")[2] for one in known} | {"order"}
    assert [key for key in {**KEYS, **ENTRIES} if key not in known and key not in last] == []
    assert field_label("Nothing.new_key").en == "new key"


def test_a_value_of_an_attribute_is_not_called_like_a_score() -> None:
    """Its title stands beside it."""
    attribute = "    aim: {title: 侧重, values: {growth: 增长优先}}\n"
    (note,) = said_of(("    staff: {number", f"{attribute}    staff: {{number"))
    assert note == "新增对象属性“侧重”：取值 growth “增长优先”。"
