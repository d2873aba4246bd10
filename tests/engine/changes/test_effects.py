"""Who moves, by how much, because of which change: by hand, on random schemes, and where figures are missing."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kaohe.engine.admission import RawTable
from kaohe.engine.changes import Effects, FiguresDoNotFit, Move, effects, notes, sentence, tell_effects
from kaohe.engine.explanation import Outcome
from kaohe.engine.problems import InvalidScheme
from kaohe.engine.run import score
from kaohe.engine.scheme.scheme import Scheme, read_scheme
from tests.engine.whole.random_schemes import Drawn, drawn, rounding, rule

PLAIN = """\
scheme: plain-2020
title: {zh: 小方案, en: Small scheme}
period: {kind: annual, year: 2020}
rounding: {places: 2}
indicators:
  a: {title: {zh: 甲项, en: A}, source: 一局, range: [0, 100]}
  b: {title: {zh: 乙项, en: B}, source: 二局, range: [0, 100]}
scores:
  unit:
    total: {title: {zh: 总分, en: Total}, mean: {a: 50%, b: 50%}}
    a: {points: 100, rule: {given: {full: 100}}}
    b: {points: 100, rule: {given: {full: 100}}}
grading:
  unit:
    by: total
    within: all
    grades:
      excellent: {when: total >= 90}
      good: {when: total >= 66}
      fair: {}
"""
SUBJECTS = {"subject": ["u1", "u2", "u3"], "name": ["示例市1", "示例市2", "示例市3"], "kind": ["unit"] * 3}
FIGURES = {"subject": ["u1", "u2", "u3"], "a": ["90", "70", "40"], "b": ["100", "60", "40"]}

WEIGHTS = ("mean: {a: 50%, b: 50%}", "mean: {a: 60%, b: 40%}")
LIMIT = (
    "b: {points: 100, rule: {given: {full: 100}}}",
    "b: {points: 100, rule: {given: {full: 100}}, limits: {at_most: 80}}",
)
LINE = ("good: {when: total >= 66}", "good: {when: total >= 40}")
ADDED = (
    ("  b: {title", "  c: {title: {zh: 丙项, en: C}, source: 三局, range: [0, 100]}\n  b: {title"),
    ("mean: {a: 50%, b: 50%}", "mean: {a: 40%, b: 40%, c: 20%}"),
    ("    b: {points", "    c: {points: 100, rule: {given: {full: 100}}}\n    b: {points"),
)


def scheme(*edits: tuple[str, str]) -> Scheme:
    text = PLAIN
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scheme.yaml"
        path.write_text(text, encoding="utf-8")
        return read_scheme(path)


def tables(figures: dict[str, list[str]] = FIGURES, **more: Any) -> dict[str, tuple[RawTable, ...]]:
    import polars as pl

    sent = {"subjects": SUBJECTS, "figures": figures, **more}
    return {name: (RawTable(name, pl.DataFrame(columns), f"{name}.csv", 2),) for name, columns in sent.items()}


def exactly(*numbers: int) -> tuple[Fraction, ...]:
    return tuple(map(Fraction, numbers))


def by_subject(found: Effects) -> dict[str, Move]:
    (moves,) = found.moves.values()
    return {move.subject: move for move in moves}


# ---- by hand --------------------------------------------------------------------------------------------------------


def test_two_changes_share_what_they_do_together() -> None:
    """u1: 95; with the new weights 94, with the limit 85, with both 86. The limit loses it 10 or, after the weights, 8;
    the weights lose it 1 or, after the limit, gain it 1."""
    found = effects(scheme(), scheme(WEIGHTS, LIMIT), tables())
    moves = by_subject(found)
    assert [sentence(n, "en") for c in found.causes if c.block for n in notes(scheme().text, scheme(WEIGHTS, LIMIT).text, c.block.changes)] == [
        "Score 'Total': weight of 'A' from 50% to 60%; weight of 'B' from 50% to 40%.",
        "Score 'B': new limits: upper limit 80.",
    ]  # fmt: skip
    assert {subject: (move.old, move.new) for subject, move in moves.items()} == {
        "u1": exactly(95, 86),
        "u2": exactly(65, 66),
        "u3": exactly(40, 40),
    }
    assert {subject: move.parts for subject, move in moves.items()} == {
        "u1": exactly(0, -9),
        "u2": exactly(1, 0),
        "u3": exactly(0, 0),
    }


def test_a_grade_moves_by_the_scores_or_by_the_rules_for_grades() -> None:
    moves = by_subject(effects(scheme(), scheme(WEIGHTS, LIMIT, LINE), tables()))
    grades = {subject: [place.grade for place in move.places] for subject, move in moves.items()}
    assert grades == {
        "u1": ["excellent", "good", "good"],
        "u2": ["fair", "good", "good"],
        "u3": ["fair", "fair", "good"],
    }
    assert [place.rank for place in moves["u1"].places] == [1, 1, 1]


def test_other_figures_are_a_cause_of_their_own() -> None:
    newer = tables({**FIGURES, "a": ["80", "70", "40"]})
    found = effects(scheme(), scheme(LIMIT), tables(), newer)
    assert [cause.block is None for cause in found.causes] == [False, True]
    assert by_subject(found)["u1"].parts == exactly(-10, -5)


def test_other_words_for_readers_move_nobody() -> None:
    found = effects(scheme(), scheme(("en: Total", "en: Sum total"), ("source: 一局", "source: 三局")), tables())
    assert found.causes == ()
    assert tell_effects(scheme(), scheme(), found, "zh", most=5) == "对结果的影响\n\n没有影响得分和等次的变化。\n"


# ---- figures that are missing or do not fit -------------------------------------------------------------------------


def test_what_rests_on_an_indicator_without_figures_is_set_aside_and_the_rest_compared() -> None:
    found = effects(scheme(), scheme(*ADDED, LIMIT), tables())
    ((block, names),) = found.set_aside
    assert names == ("c",)
    assert ("indicators", "c") in block.keys
    assert by_subject(found)["u1"].parts == exactly(-10)
    assert "[Not compared] There are no figures for 'C'" in tell_effects(
        scheme(), scheme(*ADDED, LIMIT), found, "en", most=5
    )


def test_figures_of_an_indicator_that_only_one_scheme_has_are_left_away_for_the_other() -> None:
    figures = {**FIGURES, "c": ["100", "100", "0"]}
    forwards, backwards = (
        by_subject(effects(*both, tables(figures))) for both in ((scheme(), scheme(*ADDED)), (scheme(*ADDED), scheme()))
    )
    assert (forwards["u1"].old, forwards["u1"].new) == exactly(95, 96)
    assert (backwards["u1"].old, backwards["u1"].new) == exactly(96, 95)


def test_figures_that_one_scheme_cannot_take_are_refused_by_its_name() -> None:
    grouped = scheme(("indicators:\n", "groups: {unit: {city: 市}}\nindicators:\n"), ("plain-2020", "grouped-2021"))
    with pytest.raises(FiguresDoNotFit) as refused:
        effects(scheme(), grouped, tables())
    assert refused.value.scheme is grouped
    assert {problem.code for problem in refused.value.problems} == {"group_missing"}


def test_the_year_is_that_of_the_figures() -> None:
    figures = {**FIGURES, "period": ["2020"] * 3}
    moves = by_subject(effects(scheme(), scheme(("year: 2020", "year: 2021"), LIMIT), tables(figures)))
    assert moves["u1"].new == 85


# ---- on random schemes ----------------------------------------------------------------------------------------------


@st.composite
def altered(draw: st.DrawFn) -> tuple[Drawn, Scheme]:
    """A drawn scheme with its figures, and the same scheme with some of its scores changed."""
    one = draw(drawn())
    text = json.loads(one.text)
    named = [(kind, name) for kind, nodes in text["scores"].items() for name in nodes]
    for kind, name in draw(st.lists(st.sampled_from(named), min_size=1, max_size=3, unique=True)):
        node = text["scores"][kind][name]
        if "rule" in node and name in text["indicators"]:
            node["rule"] = draw(rule())
        if "mean" in node:
            node["mean"] = dict(zip(node["mean"], reversed(node["mean"].values()), strict=True))
        if "points" in node and draw(st.booleans()):
            node["points"] = draw(st.sampled_from([10, 20, 50]))
        if draw(st.booleans()):
            node["round"] = draw(rounding())
    if draw(st.booleans()):
        text.pop("overrides", None)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scheme.yaml"
        path.write_text(json.dumps(text, ensure_ascii=False), encoding="utf-8")
        try:
            return one, read_scheme(path)
        except InvalidScheme:
            assume(False)
            raise


@settings(max_examples=12)
@given(altered())
def test_the_parts_add_up_exactly_to_what_the_two_schemes_give(both: tuple[Drawn, Scheme]) -> None:
    one, new = both
    found = effects(one.scheme, new, one.figures)
    ends = [score(scheme, one.figures, engine="reference") for scheme in (one.scheme, new)]
    for key, moves in found.moves.items():
        for move in moves:
            before, after = (run.scores.exact(key, move.subject) for run in ends)
            if found.exact:
                assert (move.old, move.new) == (number(before), number(after))
            if move.parts is not None:
                assert sum(move.parts) == move.difference


def number(outcome: Outcome | None) -> Fraction | None:
    return outcome if isinstance(outcome, Fraction) else None
