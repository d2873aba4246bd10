"""What everybody at the margin can be told, and how a grade is explained."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from string import Formatter

import pytest

from kaohe.engine.explanation import Step, Text
from kaohe.engine.expressions import evaluate_formula
from kaohe.engine.grading import grading_step, margins, sentences
from kaohe.engine.narration import tell
from kaohe.engine.numbers import rounded
from kaohe.engine.wording.grading import REASONS, TEXTS, VERDICTS
from tests.engine.grading.world import Graded, graded

TEXT = """
grading:
  team:
    by: total
    veto: {fraud: {when: political < 50, grade: poor, because: 弄虚作假, article: 第八条}}
    caps: {political: {when: political < 90, at_most: good, because: {zh: 政治素质测评低于90分, en: political score below 90}, article: 第九条}}
    grades:
      excellent: {quota: {share: 15%, article: 第十二条}}
      good: {when: total >= 80, article: 第十三条}
      poor: {}
"""


def forty() -> Graded:
    """Forty teams of which two are tied at the line, and one is barred."""
    scores = {5: "91.20", 6: "91.20", 7: "91.19"}
    people = [f"team t{i:02} group=north total={scores.get(i, 96 - i)} political=95" for i in range(39)]
    return graded(TEXT, "\n".join([*people, "team t39 group=north total=99 political=60"]))


def step_of(one: Graded, subject: str) -> Step:
    return grading_step(one.graph, one.figures, one.scores, one.grades, subject)


def parts(step: Step) -> Iterator[Step]:
    yield step
    for part in step.parts:
        yield from parts(part)


def test_somebody_tied_at_the_line_is_told_so() -> None:
    (margin,) = margins((one := forty()).scores, one.grades, "t06")
    assert (margin.place, margin.line, margin.room, margin.got) == (6, 39, 6, False)
    assert (margin.score, margin.last, margin.missing) == (Fraction("91.2"), Fraction("91.2"), Fraction(0))
    assert (margin.tied, margin.last_in, margin.first_out) == (("t05",), ("t04",), ("t05", "t06"))
    assert margin.article == "第十二条"
    assert "6 of 39, room for 6; tied at 91.2 with t05" in tell(step_of(one, "t06"), "en")


def test_the_next_one_is_told_what_was_missing() -> None:
    (margin,) = margins((one := forty()).scores, one.grades, "t07")
    assert (margin.place, margin.missing, margin.tied) == (8, Fraction("0.01"), ())
    assert "最后一个名额得分 91.2，相差 0.01" in tell(step_of(one, "t07"), "zh")


def test_who_is_in_is_told_who_is_the_first_one_out() -> None:
    (margin,) = margins((one := forty()).scores, one.grades, "t00")
    assert (margin.got, margin.missing, margin.first_out) == (True, None, ("t05", "t06"))


def test_who_is_barred_stands_in_no_line() -> None:
    one = forty()
    assert margins(one.scores, one.grades, "t39") == ()
    step = step_of(one, "t39")
    assert step.article == "第九条"
    assert [silent.code for silent in step.silent if "excellent" in str(silent.values)] == ["kept_from"]


def test_equal_scores_parted_by_the_tie_break_are_named() -> None:
    text = TEXT.replace("by: total", "by: total\n    tie_break: [political]").replace("share: 15%", "count: 1")
    one = graded(text, "team t1 group=north total=90 political=95\nteam t2 group=north total=90 political=96")
    (margin,) = margins(one.scores, one.grades, "t1")
    assert (margin.tied, margin.parted, margin.missing) == ((), ("t2",), Fraction(0))
    assert "behind it by the tie-break" in tell(step_of(one, "t1"), "en")


def test_every_step_comes_in_the_order_of_the_grading_with_what_did_not_apply() -> None:
    one = forty()
    step = step_of(one, "t10")
    assert [part.what for part in step.parts] == ["set", "quota:excellent", "grade:good"]
    assert [silent.code for silent in step.silent] == ["veto_not_met", "cap_not_met", "not_reached", "no_decision"]
    assert (step.value, step.branch, step.article) == ("good", "quota_full", "第十二条")
    assert step.silent[1].values["facts"] == Text("political = 95", "political = 95")


def test_the_room_is_rebuilt_from_its_formula() -> None:
    (room,) = [part for part in parts(step_of(forty(), "t10")) if part.what == "room"]
    assert room.formula == "base * share"
    assert room.rounding is not None
    assert rounded(evaluate_formula(room.formula, room.facts), room.rounding) == room.value == 6


def test_a_subject_that_is_not_graded_has_no_step() -> None:
    with pytest.raises(KeyError):
        step_of(forty(), "nobody")


# ---- words ----------------------------------------------------------------------------------------------------------


def test_both_languages_have_the_same_places() -> None:
    named = [
        TEXTS,
        REASONS,
        VERDICTS,
        *(vars(sentences)[name] for name in ("SETS", "STATUSES", "CONDITIONS", "PLACES", "ROOMS", "DECIDED")),
    ]
    for texts in named:
        for code, text in texts.items():
            places = [{name for _, name, _, _ in Formatter().parse(said) if name} for said in (text.zh, text.en)]
            assert places[0] == places[1], code
