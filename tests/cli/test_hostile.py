"""What a clumsy or hostile user does: every time a message and an exit code, never a traceback."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from xlsxwriter.exceptions import FileCreateError

from kaohe.cli import main

HDI = Path(__file__).parents[2] / "schemes" / "hdi-2022"


def kaohe(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--lang", "zh"])


@pytest.mark.parametrize(
    "text",
    [
        "- a", "hello", "figures: [a]", "figures: a", "figures: {subjects: a}", "figures: {subjects: [a]}",
        "figures: {subjects: }", "scores: [a]", "grades: a", b"case: \xd6\xd0", None,
    ],
)  # fmt: skip
def test_a_broken_case_fails_with_its_place(tmp_path: Path, text: str | bytes | None) -> None:
    case = tmp_path / "cases" / "c.yaml"
    case.parent.mkdir()
    (tmp_path / "scheme.yaml").write_bytes((HDI / "scheme.yaml").read_bytes())
    if text is None:
        case.mkdir()
    else:
        case.write_bytes(text.encode() if isinstance(text, str) else text)
    result = kaohe("test", tmp_path)
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert "cases/c.yaml" in result.stderr


@pytest.mark.parametrize("out", ["file/below", "x" * 300])
def test_results_that_cannot_be_written_are_told(tmp_path: Path, out: str) -> None:
    (tmp_path / "file").write_text("x")
    result = kaohe("score", HDI, "--out", tmp_path / out)
    assert (result.exit_code, type(result.exception)) == (2, SystemExit)
    assert "结果写不进" in result.stderr


def test_results_go_into_the_folder_one_stands_in_or_links_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = tmp_path / "real"
    real.mkdir()
    (tmp_path / "link").symlink_to(real)
    monkeypatch.chdir(real)
    assert kaohe("score", HDI, "--out", ".").exit_code == 0
    assert kaohe("score", HDI, "--out", tmp_path / "link", "--overwrite").exit_code == 0
    assert (real / "run.json").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "real"]


@pytest.mark.parametrize("text", [b"{", b"[]", b"{}", b'{"scheme": "x"}', b"\xff\xfe"])
def test_a_damaged_run_is_told(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "inputs" / "figures").mkdir(parents=True)
    (tmp_path / "run.json").write_bytes(text)
    result = kaohe("explain", HDI, "CHN", "--run", tmp_path)
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert "不是存档的计分结果" in result.stderr


WIDE = """
scheme: wide
title: {zh: 宽, en: Wide}
period: {kind: annual, year: 2026}
rounding: {places: 2}
indicators:
  a: {title: 甲, source: office, decimals: 6}
  b: {title: 乙, source: office, decimals: 6}
scores:
  unit:
    carried: {formula: a * b * a * b * a * b, round: no}
    rounded: {formula: a * b * a * b, round: {places: 6}}
    both: {sum: [carried, rounded]}
"""


@pytest.mark.parametrize("engine", ["columnar", "reference"])
@pytest.mark.parametrize(("figure", "code"), [("-999.5", 0), ("999999999999.5", 1)])
def test_products_beyond_128_bits_are_exact_or_told(tmp_path: Path, engine: str, figure: str, code: int) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "scheme.yaml").write_text(WIDE, encoding="utf-8")
    (tmp_path / "data" / "subjects.csv").write_text("subject,name,kind\nx,X,unit\n")
    (tmp_path / "data" / "figures.csv").write_text(f"subject,indicator,assessed\nx,a,{figure}\nx,b,3\n")
    result = kaohe("score", tmp_path, "--out", tmp_path / "out", "--formats", "csv,parquet", "--engine", engine)
    assert result.exit_code == code, result.output
    if code:
        assert "大得写不进结果" in result.stderr
        assert not (tmp_path / "out").exists()
    else:
        scores = (tmp_path / "out" / "scores.csv").read_text()
        assert "x,rounded,8991002.250000\n" in scores
        assert "x,carried,-26959520246.625000\n" in scores


@pytest.mark.parametrize("command", [["score", "--formats", "xlsx"], ["template"]])
def test_a_full_disk_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """Of several workbooks the third no longer finds room; xlsxwriter has its own exception for it."""
    made: list[int] = []

    def full(book: Any) -> None:
        made.append(1)
        if len(made) > 2 or command[0] == "score":
            raise FileCreateError(OSError(errno.ENOSPC, "No space left on device"))
        close(book)

    close = xlsxwriter.Workbook.close
    monkeypatch.setattr(xlsxwriter.Workbook, "close", full)
    result = kaohe(command[0], HDI, "--out", tmp_path / "out", *command[1:])
    assert (result.exit_code, type(result.exception)) == (2, SystemExit)
    assert "写不进" in result.stderr
    assert "No space left on device" in result.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_who_has_no_score_for_want_of_figures_is_counted(tmp_path: Path) -> None:
    """A department's workbook that never came is no reason to stop, and must not go unsaid."""
    for name in ("subjects.csv", "figures.csv"):
        text = (HDI / "data" / name).read_text("utf-8")
        (tmp_path / name).write_text("".join(line for line in text.splitlines(True) if "AFG,life" not in line), "utf-8")
    result = kaohe("score", HDI, "--figures", tmp_path, "--out", tmp_path / "out")
    assert result.stderr.startswith("193 个对象已计分（1 个缺数，暂无得分），结果在")
