"""Scores of earlier years, out of the history table, as figures that a score tree reads."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaohe.engine.admission import admit
from kaohe.engine.explanation import Held
from kaohe.engine.narration import tell
from kaohe.engine.problems import InvalidFigures
from kaohe.engine.run import Run, explain, score
from kaohe.engine.scheme.scheme import Scheme, check, read_scheme
from kaohe.engine.wording import say
from tests.engine.admission.office import scheme_of, tables_of

SCHEME = """
scheme: term
title: 任期考核
period: {kind: term, year: 2020, parts: [y2018, y2019, y2020]}
rounding: {places: 2}
indicators:
  annual: {title: 年度得分, history: true, every: part, decimals: 2, range: [0, 110], absent: {not_applicable: leave_out}}
  before: {title: 上年得分, history: true, decimals: 2, range: [0, 110]}
scores:
  unit:
    earlier: {over: {of: annual, weights: {y2018: 50%, y2019: 50%}}, round: no}
    final: {take: annual.y2020}
    term: {mean: {earlier: 50%, final: 50%}, round: {places: 0}}
    rise: {formula: annual.y2020 - before}
grading: {unit: {by: term, within: all, grades: {good: {when: term >= 80}, fair: {}}}}
"""
SUBJECTS = "subject,name,kind\nA,甲市,unit\nB,乙市,unit\n"
HEADER = "subject,year,score,grade,run\n"


def scheme(tmp_path_factory: pytest.TempPathFactory, text: str = SCHEME) -> Scheme:
    folder = tmp_path_factory.mktemp("scheme")
    (folder / "scheme.yaml").write_text(text, "utf-8")
    return read_scheme(folder)


@pytest.fixture
def run(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Run:
    tables = tables_of({"subjects.csv": SUBJECTS, "history.csv": HEADER + "".join(f"{r}\n" for r in request.param)})
    return score(scheme(tmp_path_factory), tables)


def outcome(run: Run, node: str, subject: str = "A") -> object:
    return run.scores.exact(("unit", node), subject)


FULL = ("A,2018,80,good,r18", "A,2019,91,good,r19", "A,2020,90.5,good,r20")


@pytest.mark.parametrize("run", [FULL], indirect=True)
def test_the_mean_of_the_earlier_years_and_the_final_year_make_a_whole_number(run: Run) -> None:
    """Domain rules §2.3: (80 + 91) / 2 = 85.5; (85.5 + 90.5) / 2 = 88."""
    assert [outcome(run, node) for node in ("earlier", "final", "term", "rise")] == [
        Fraction(171, 2),
        Fraction(181, 2),
        88,
        Fraction(-1, 2),
    ]


@pytest.mark.parametrize("run", [FULL], indirect=True)
def test_the_explanation_names_the_run_of_each_year(run: Run) -> None:
    told = tell(explain(run, "A"), "zh")
    assert "来源：以往年度结果 results of earlier years；文件：计分结果 run r18" in told
    assert all(f"文件：计分结果 run {one}" in told for one in ("r19", "r20"))


@pytest.mark.parametrize("run", [("A,2019,91,good,", "A,2020,90,good,")], indirect=True)
def test_a_missing_year_holds_the_result(run: Run) -> None:
    held = outcome(run, "term")
    assert isinstance(held, Held)
    assert held.causes == ("annual:missing",)


@pytest.mark.parametrize("run", [("A,2018,,,", "A,2019,91,good,", "A,2020,90,good,")], indirect=True)
def test_a_year_without_a_score_is_not_applicable_and_the_scheme_says_what_follows(run: Run) -> None:
    assert [outcome(run, node) for node in ("earlier", "term")] == [91, 91]


def told(*rows: str, figures: str = "") -> list[str]:
    files = {"subjects.csv": SUBJECTS, "history.csv": HEADER + "".join(f"{row}\n" for row in rows)}
    files |= {"figures.csv": figures} if figures else {}
    try:
        admit(scheme_of(SCHEME), tables_of(files))
    except InvalidFigures as invalid:
        return [say(problem, "en") for problem in invalid.problems]
    return []


def test_a_score_must_fit_the_indicator() -> None:
    assert told("A,2018,80.125,good,", "A,2019,111,good,", "B,2017,120,good,") == [
        "history.csv:2 [score] error: 'annual': 80.125 has too many decimals (at most 2). Nothing is rounded here; check it "
        "and write it so.",
        "history.csv:3 [score] error: 'annual': 111 is outside what is allowed (0 to 110). Check the number and its unit; "
        "if it is right, change `range` in the scheme.",
        "history.csv:3 [score] error: 'before': 111 is outside what is allowed (0 to 110). Check the number and its unit; "
        "if it is right, change `range` in the scheme.",
    ]


@pytest.mark.parametrize("figures", ["subject,indicator,period,assessed\nA,annual,y2018,1\n", "subject,annual\nA,1\n"])
def test_frozen_scores_are_not_sent_as_figures(figures: str) -> None:
    assert any(
        "'annual' is taken from the scores of earlier years in the table history" in one
        for one in told(figures=figures)
    )


def test_what_can_be_wrong_in_the_scheme(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("wrong")
    text = SCHEME.replace("parts: [y2018, y2019, y2020]", "parts: [y2018, y2019, y2020, y2021, spring]")
    text = text.replace(
        "before: {title: 上年得分, history: true", "before: {title: 上年得分, history: true, events: true"
    )
    (folder / "scheme.yaml").write_text(text, "utf-8")
    said = [(one.code, one.values.get("part")) for one in check(folder) if one.severity == "error"]
    assert ("history_and_events", None) in said
    assert {("part_is_no_year", "y2021"), ("part_is_no_year", "spring")} <= set(said)


def test_the_run_of_a_year_is_part_of_the_figures_where_it_is_said() -> None:
    def mark(row: str, header: str = HEADER) -> str:
        files = {"subjects.csv": SUBJECTS, "history.csv": f"{header}{row}\n"}
        return admit(scheme_of(SCHEME), tables_of(files)).fingerprint

    assert mark("A,2018,80,good,r18") != mark("A,2018,80,good,r19")
    assert mark("A,2018,80,good,") == mark("A,2018,80,good", "subject,year,score,grade\n")
