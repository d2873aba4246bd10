"""`kaohe freeze`: results of past years into the history of a later scheme, and compared with it again."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kaohe.cli import main

SCHEME = """
scheme: yearly
title: 年度考核
period: {kind: KIND, year: YEAR}
rounding: {places: 1}
indicators: {work: {title: 工作, source: 办公室, range: [0, 100]}}
scores: {unit: {work: {points: 100, rule: {given: {}}}}}
grading:
  unit:
    by: work
    within: all
    statuses: {new: {title: 新设, result: no_grade}}
    grades: {good: {when: work >= 80}, fair: {}}
"""


def kaohe(*arguments: str | Path, lang: str = "en") -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--lang", lang])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def run(folder: Path, year: int, *figures: str, kind: str = "annual", formats: str = "csv") -> Path:
    scheme, out = folder / f"scheme-{year}", folder / f"out-{year}"
    (scheme / "data").mkdir(parents=True, exist_ok=True)
    (scheme / "scheme.yaml").write_text(SCHEME.replace("YEAR", str(year)).replace("KIND", kind), "utf-8")
    (scheme / "data" / "subjects.csv").write_text("subject,name,kind\nA,甲,unit\nB,乙,unit\nC,丙,unit\n", "utf-8")
    (scheme / "data" / "figures.csv").write_text("subject,work\n" + "".join(f"{row}\n" for row in figures), "utf-8")
    (scheme / "data" / "status.csv").write_text("subject,status,from\nC,new,2016-05-01\n", "utf-8")
    result = kaohe("score", scheme, "--out", out, "--overwrite", "--formats", formats)
    assert result.exit_code == 0, result.stderr
    return out


def rows(file: Path) -> list[list[str]]:
    return [line.split(",")[:4] for line in file.read_text("utf-8").splitlines()[1:]]


def test_a_run_writes_its_results_as_a_later_scheme_reads_them(folder: Path) -> None:
    """C takes part without grade and has no score: its status stands. B has no result yet, so it has no row."""
    out = run(folder, 2016, "A,91.25")
    assert rows(out / "history.csv") == [["A", "2016", "91.3", "good"], ["C", "2016", "", "new"]]


def test_years_are_frozen_one_after_the_other_into_one_table(folder: Path) -> None:
    history = folder / "term" / "data" / "history.csv"
    for year in (2017, 2016):
        result = kaohe("freeze", run(folder, year, "A,91", "B,70"), "--into", history)
        assert (result.exit_code, result.stderr) == (0, f"{year}: 3 results frozen into {history}.\n")
    assert [row[:2] for row in rows(history)] == [[s, y] for s in "ABC" for y in ("2016", "2017")]
    marks = {line.rpartition(",")[2] for line in history.read_text("utf-8").splitlines()[1:]}
    assert len(marks) == 2
    assert all(len(mark) == 32 for mark in marks)


def test_a_year_computed_anew_is_compared_row_by_row(folder: Path) -> None:
    history, out = folder / "history.csv", run(folder, 2016, "A,91", "B,70")
    kaohe("freeze", out, "--into", history)
    same = kaohe("freeze", run(folder, 2016, "A,91", "B,70"), "--into", history, "--check", lang="zh")
    assert (same.exit_code, same.stderr) == (0, "2016：3 条结果与重新计算的一致。\n")
    mark = rows_with_marks(history)[0][4]
    history.write_text(history.read_text("utf-8").replace("B,2016,70.0,fair", "B,2016,80.0,good"), "utf-8")
    result = kaohe("freeze", out, "--into", history, "--check")
    assert result.exit_code == 1
    assert result.stderr == (
        f"history.csv:3 error: 'B', 2016: frozen are score 80.0, grade good, run {mark}; computed anew they are score 70.0, "
        f"grade fair, run {mark}. Another run: the scheme or the figures have changed. The same run: this row has.\n"
        "2016: 1 difference(s).\n"
    )


def rows_with_marks(file: Path) -> list[list[str]]:
    return [line.split(",") for line in file.read_text("utf-8").splitlines()[1:]]


def test_a_result_that_is_not_there_is_told(folder: Path) -> None:
    history = folder / "history.csv"
    history.write_text("subject,year,score,grade\n", "utf-8")
    result = kaohe("freeze", run(folder, 2016, "A,91", "B,70"), "--into", history, "--check", lang="zh")
    assert result.exit_code == 1
    assert "“A” 2016 年的结果没有冻结在这里。" in result.stderr
    assert kaohe("freeze", folder / "out-2016", "--into", folder / "no.csv", "--check").exit_code == 1


def test_what_was_frozen_is_not_changed_unless_told(folder: Path) -> None:
    history = folder / "history.csv"
    kaohe("freeze", run(folder, 2016, "A,91", "B,70"), "--into", history)
    before = history.read_bytes()
    changed = run(folder, 2016, "A,92", "B,70")
    refused = kaohe("freeze", changed, "--into", history)
    assert refused.exit_code == 1
    assert "'A' already has another result for 2016 (score 91.0, grade good" in refused.stderr
    assert history.read_bytes() == before
    assert kaohe("freeze", changed, "--into", history, "--overwrite").exit_code == 0
    assert rows(history)[0] == ["A", "2016", "92.0", "good"]


def test_subjects_unknown_to_the_later_scheme_are_left_away(folder: Path) -> None:
    data = folder / "term" / "data"
    data.mkdir(parents=True)
    (data / "subjects.csv").write_text("subject,name,kind\nA,甲,unit\n", "utf-8")
    result = kaohe("freeze", run(folder, 2016, "A,91", "B,70"), "--into", data / "history.csv", lang="zh")
    assert "2 行的对象不在" in result.stderr
    assert rows(data / "history.csv") == [["A", "2016", "91.0", "good"]]


@pytest.mark.parametrize(("kind", "formats"), [("special", "csv"), ("annual", "parquet")])
def test_only_runs_of_annual_assessments_are_frozen(folder: Path, kind: str, formats: str) -> None:
    out = run(folder, 2016, "A,91", "B,70", kind=kind, formats=formats)
    result = kaohe("freeze", out, "--into", folder / "history.csv", lang="zh")
    assert result.exit_code == 1
    assert "out-2016 里没有可以冻结的年度结果" in result.stderr
    assert not (folder / "history.csv").exists()


@pytest.mark.parametrize("name", ["figures.csv", "subjects.csv", "history.xlsx"])
@pytest.mark.parametrize("more", [[], ["--overwrite"], ["--check"]])
def test_another_table_is_not_taken_for_the_history(folder: Path, name: str, more: list[str]) -> None:
    into = folder / "term" / name
    into.parent.mkdir()
    into.write_text("subject,work\nA,1\n", "utf-8")
    result = kaohe("freeze", run(folder, 2016, "A,91"), "--into", into, *more)
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert f"{name} error: '{name}' is not a name of a history table" in result.stderr
    assert into.read_text("utf-8") == "subject,work\nA,1\n"


def test_no_file_is_made_that_would_not_be_read_as_the_history(folder: Path) -> None:
    result = kaohe("freeze", run(folder, 2016, "A,91"), "--into", folder / "term" / "results.csv")
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert not (folder / "term").exists()
    suffixed = folder / "term" / "history_2016.csv"
    assert kaohe("freeze", run(folder, 2016, "A,91"), "--into", suffixed).exit_code == 0
    assert suffixed.is_file()
