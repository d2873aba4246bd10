"""The commands as an office calls them: results, refusals, languages, exit codes."""

from __future__ import annotations

import filecmp
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from kaohe.cli import main
from kaohe.cli.places import published
from kaohe.cli.talk import default_lang

SCHEMES = Path(__file__).parents[2] / "schemes"
HDI = SCHEMES / "hdi-2022"


def kaohe(*arguments: str | Path, lang: str = "en") -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--lang", lang])


def copied(source: Path, target: Path) -> Path:
    """A scheme of its own, to be broken."""
    for path in source.rglob("*"):
        if path.is_file():
            (target / path.relative_to(source)).parent.mkdir(parents=True, exist_ok=True)
            (target / path.relative_to(source)).write_bytes(path.read_bytes())
    return target


def test_a_sound_scheme_passes_the_check() -> None:
    result = kaohe("check", HDI, lang="zh")
    assert result.exit_code == 0
    assert "hdi-2022：没有错误" in result.stderr


def test_a_broken_scheme_fails_the_check_with_its_place(tmp_path: Path) -> None:
    scheme = copied(HDI, tmp_path / "hdi")
    text = (scheme / "scheme.yaml").read_text(encoding="utf-8").replace("scores:", "scorse:")
    (scheme / "scheme.yaml").write_text(text, encoding="utf-8")
    result = kaohe("check", scheme)
    assert result.exit_code == 1
    assert "There is no 'scorse' here. Did you mean 'scores'?" in result.stderr
    assert "scheme.yaml:" in result.stderr


def test_scoring_writes_every_file_and_the_same_bytes_again(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert kaohe("score", HDI, "--out", tmp_path / name, "--formats", "csv,parquet").exit_code == 0
    files = sorted(p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*") if p.is_file())
    assert {"scores.csv", "grades.csv", "run.json"} <= {str(f) for f in files}
    assert all(filecmp.cmp(tmp_path / "one" / f, tmp_path / "two" / f, shallow=False) for f in files)


def test_the_bytes_are_the_same_in_every_process(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "kaohe", "score", SCHEMES / "jiangsu-2020", "--out", tmp_path / seed]
        subprocess.run(list(map(str, command)), env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
    for file in sorted(p.name for p in (tmp_path / "1").iterdir()):
        assert (tmp_path / "1" / file).read_bytes() == (tmp_path / "2" / file).read_bytes(), file


@pytest.mark.parametrize("name", ["hdi-2022", "water-2020"])
def test_both_evaluators_write_the_same_bytes(tmp_path: Path, name: str) -> None:
    for engine in ("columnar", "reference"):
        assert kaohe("score", SCHEMES / name, "--out", tmp_path / engine, "--engine", engine).exit_code == 0
    for file in sorted(p.name for p in (tmp_path / "columnar").iterdir()):
        assert (tmp_path / "columnar" / file).read_bytes() == (tmp_path / "reference" / file).read_bytes(), file


def test_the_tables_have_the_headers_that_were_promised(tmp_path: Path) -> None:
    kaohe("score", HDI, "--out", tmp_path / "out")
    scores, grades = pl.read_csv(tmp_path / "out" / "scores.csv"), pl.read_csv(tmp_path / "out" / "grades.csv")
    assert scores.columns == ["subject", "node", "score"]
    assert grades.columns == ["subject", "group", "rank", "grade", "reason"]
    assert scores.sort("subject", "node").equals(scores)
    run = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert {"scheme", "figures", "engine", "subjects"} <= set(run)


def test_a_subject_without_grade_says_so_with_its_cause(tmp_path: Path) -> None:
    kaohe("score", SCHEMES / "water-2020", "--out", tmp_path / "out")
    grades = pl.read_csv(tmp_path / "out" / "grades.csv")
    assert set(grades["grade"]) == {"ungraded"}
    assert set(grades["reason"]) == {"score_held"}


def test_synthetic_results_say_that_they_are(tmp_path: Path) -> None:
    result = kaohe("score", SCHEMES / "gansu-2019", "--out", tmp_path / "out")
    assert "SYNTHETIC 示例数据" in result.stderr
    assert "SYNTHETIC 示例数据" in (tmp_path / "out" / "run.json").read_text(encoding="utf-8")
    assert (tmp_path / "out" / "SYNTHETIC-示例数据.txt").is_file()


def test_an_earlier_run_is_overwritten_only_when_told(tmp_path: Path) -> None:
    assert kaohe("score", HDI, "--out", tmp_path / "out").exit_code == 0
    refused = kaohe("score", HDI, "--out", tmp_path / "out", lang="zh")
    assert refused.exit_code == 2
    assert "--overwrite" in refused.stderr
    assert kaohe("score", HDI, "--out", tmp_path / "out", "--overwrite").exit_code == 0


def test_a_folder_of_somebody_else_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("…", encoding="utf-8")
    refused = kaohe("score", HDI, "--out", tmp_path / "letters", "--overwrite")
    assert refused.exit_code == 2
    assert (tmp_path / "letters" / "dear.txt").read_text(encoding="utf-8") == "…"


def test_bad_figures_are_told_all_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    scheme = copied(HDI, tmp_path / "hdi")
    figures = next((scheme / "data").glob("figures*.csv"))
    lines = figures.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace(lines[1].split(",")[0], "XXX", 1)
    lines[2] = re.sub(r"\d+\.\d+", "abc", lines[2], count=1)
    figures.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = kaohe("score", scheme, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert f"{figures.name}:2" in result.stderr
    assert f"{figures.name}:3" in result.stderr
    assert "nothing was produced" in result.stderr
    assert not (tmp_path / "out").exists()


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    result = kaohe("score", HDI, "--out", tmp_path / "out", "--formats", "csv,xls")
    assert result.exit_code == 2
    assert "Unknown format: xls" in result.stderr


def test_an_explanation_as_text_and_as_json() -> None:
    text = kaohe("explain", HDI, "CHN", lang="zh").stdout
    assert "人类发展指数" in text
    assert "0.788" in text
    data = json.loads(kaohe("explain", HDI, "CHN", "--format", "json").stdout)
    assert (data["value"], data["shown"]) == ("high", "High human development")
    index = next(part for part in data["parts"] if part["what"] == "hdi")
    assert index["value"] == {"shown": "0.788", "exact": "197/250"}


def test_an_unknown_subject_is_told_the_nearest_one() -> None:
    result = kaohe("explain", HDI, "CHNN")
    assert result.exit_code == 2
    assert "Did you mean 'CHN'?" in result.stderr
    assert "是不是“CHN”？" in kaohe("explain", HDI, "chn", lang="zh").stderr


@pytest.mark.parametrize(("name", "subject"), [("hdi-2022", "CHN"), ("gansu-2019", "C01-2"), ("water-2020", "320000")])
def test_a_stored_run_explains_as_the_figures_do(tmp_path: Path, name: str, subject: str) -> None:
    scheme = SCHEMES / name
    assert kaohe("score", scheme, "--out", tmp_path / "out", "--formats", "parquet").exit_code == 0
    stored = kaohe("explain", scheme, subject, "--run", tmp_path / "out")
    assert stored.exit_code == 0, stored.stderr
    assert stored.stdout == kaohe("explain", scheme, subject).stdout


def test_a_run_of_another_scheme_is_refused(tmp_path: Path) -> None:
    kaohe("score", HDI, "--out", tmp_path / "out", "--formats", "parquet")
    result = kaohe("explain", SCHEMES / "water-2020", "110000", "--run", tmp_path / "out")
    assert result.exit_code == 1
    assert "inputs/scheme" in result.stderr


def test_worked_cases_pass_and_a_wrong_one_is_told_by_its_place(tmp_path: Path) -> None:
    scheme = copied(HDI, tmp_path / "hdi")
    assert kaohe("test", scheme).exit_code == 0
    (scheme / "cases" / "wrong.yaml").write_text("case: wrong\nscores:\n  CHN: {hdi: 0.9}\n", encoding="utf-8")
    result = kaohe("test", tmp_path)
    assert result.exit_code == 1
    assert "hdi/cases/wrong.yaml:3:14 error: CHN, hdi: the case says 0.9, the result is 0.788" in result.stderr
    assert "hdi/cases/wrong.yaml:3:14 error" in kaohe("test", scheme).stderr


def test_what_keeps_a_case_from_running_is_told_with_the_folder_of_its_scheme(tmp_path: Path) -> None:
    figures, scheme = (copied(HDI, tmp_path / name) for name in ("figures", "scheme"))
    (figures / "data" / "subjects.csv").write_text("subject\nCHN\n", encoding="utf-8")
    (scheme / "scheme.yaml").write_text("scheme: other\n", encoding="utf-8")
    told = kaohe("test", tmp_path).stderr
    assert "figures/data/subjects.csv" in told
    assert "scheme/scheme.yaml" in told


def test_the_published_schemes_are_listed() -> None:
    result = kaohe("schemes", lang="zh")
    assert result.exit_code == 0
    assert [path.name for path in published()] == sorted(path.parent.name for path in SCHEMES.glob("*/scheme.yaml"))
    assert "人类发展指数" in result.stdout


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"KAOHE_LANG": "zh", "LC_ALL": "C"}, "zh"),
        ({}, "en"),
    ],
)
def test_the_language_is_that_of_the_environment(
    environment: dict[str, str], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("KAOHE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setitem(os.environ, name, value)
    assert default_lang() == lang


def test_a_report_is_written_unless_other_formats_are_named(tmp_path: Path) -> None:
    water = SCHEMES / "water-2020"
    assert kaohe("score", water, "--out", tmp_path / "plain").exit_code == 0
    assert kaohe("score", water, "--out", tmp_path / "csv", "--formats", "csv").exit_code == 0
    plain, csv = ({file.name for file in (tmp_path / name).iterdir()} for name in ("plain", "csv"))
    assert plain - csv == {"report.html"}
    assert '<html lang="en"' in (tmp_path / "plain/report.html").read_text(encoding="utf-8")
    assert kaohe("score", water, "--out", tmp_path / "plain", "--overwrite", lang="zh").exit_code == 0
    assert '<html lang="zh-Hans"' in (tmp_path / "plain/report.html").read_text(encoding="utf-8")


def test_beyond_three_thousand_subjects_the_report_is_for_those_who_ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    water = SCHEMES / "water-2020"
    monkeypatch.setattr("kaohe.cli.score.MOST_BY_DEFAULT", 30)
    assert kaohe("score", water, "--out", tmp_path / "plain").exit_code == 0
    assert not (tmp_path / "plain/report.html").exists()
    assert kaohe("score", water, "--out", tmp_path / "asked", "--formats", "html").exit_code == 0
    assert (tmp_path / "asked/report.html").exists()
    assert not (tmp_path / "asked/scores.csv").exists()
    monkeypatch.setattr("kaohe.formats.report.MOST_SUBJECTS", 30)
    result = kaohe("score", water, "--out", tmp_path / "many", "--formats", "html", lang="zh")
    assert result.exit_code == 2
    assert "共 31 个对象，一个网页最多容纳 30 个" in result.stderr
    assert not (tmp_path / "many").exists()
