"""The commands with workbooks: templates out, returned ones in, marked copies of bad ones."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kaohe.cli import main
from tests.formats.returned import book_of, office_yaml, put_subjects

GOOD: list[list[object]] = [["subject", "growth"], ["lz", 85.5], ["ty", "７０％"]]
BAD: list[list[object]] = [["subject", "growth"], ["lz", "85分"], ["ty", 185]]


def kaohe(*arguments: str | Path, lang: str = "zh") -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--lang", lang])


@pytest.fixture
def scheme(tmp_path: Path) -> Path:
    """The small office's scheme, with its subjects as data."""
    folder = tmp_path / "scheme"
    folder.mkdir()
    sound = re.sub(r"range: \[-1000+, 1000+\]", "range: [-1000, 1000]", office_yaml())  # the check refuses such numbers
    (folder / "scheme.yaml").write_text(sound, "utf-8")
    put_subjects(folder / "data")
    return folder


def put(folder: Path, rows: list[list[object]]) -> Path:
    put_subjects(folder)
    (folder / "统计局.xlsx").write_bytes(book_of({"市县": rows}))
    return folder


def test_templates_are_written_and_never_over_filled_ones(scheme: Path, tmp_path: Path) -> None:
    result = kaohe("template", scheme, "--out", tmp_path / "sent")
    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "sent").iterdir()) == [
        *("0 考核办.xlsx", "应急局.xlsx", "民调中心.xlsx", "统计局.xlsx"),
    ]
    assert f"已写出 4 个工作簿，在 {tmp_path / 'sent'}。" in result.stderr
    again = kaohe("template", scheme, "--out", tmp_path / "sent")
    assert again.exit_code == 2
    assert "已有“0 考核办.xlsx”，可能已经填过，不会覆盖。" in again.stderr


def test_a_template_needs_subjects_that_are_right(scheme: Path, tmp_path: Path) -> None:
    (scheme / "data" / "subjects.csv").write_text("subject,name,kind\nlz,兰州市,town\n", "utf-8")
    result = kaohe("template", scheme, "--out", tmp_path / "sent", lang="en")
    assert result.exit_code == 1
    assert "'town' is no kind of subject." in result.stderr
    assert not (tmp_path / "sent").exists()


def test_returned_workbooks_are_checked_without_scoring(scheme: Path, tmp_path: Path) -> None:
    result = kaohe("check", scheme, "--figures", put(tmp_path / "good", GOOD))
    assert result.exit_code == 0
    assert "数据没有错误：4 个对象。" in result.stderr


@pytest.mark.parametrize("command", ["check", "score"])
def test_bad_cells_are_marked_in_copies_where_that_is_asked_for(scheme: Path, tmp_path: Path, command: str) -> None:
    more: list[str | Path] = ["--out", tmp_path / "out"] if command == "score" else []
    figures = put(tmp_path / "bad", BAD)
    result = kaohe(command, scheme, *more, "--figures", figures)
    assert result.exit_code == 1
    assert "统计局.xlsx 市县!B2 错误：“growth”的数“85分”后面带了“分”。" in result.stderr
    assert "统计局.xlsx 市县!B3 错误：“growth”的数 185 超出允许范围（0 至 100）。" in result.stderr
    assert "共 2 处错误，未产生任何结果。\n要得到标出错误单元格的副本，请加 --marked 文件夹。" in result.stderr
    result = kaohe(command, scheme, *more, "--figures", figures, "--marked", tmp_path / "marked")
    assert result.exit_code == 1
    assert f"已标注错误的副本：{tmp_path / 'marked' / '统计局（标注）.xlsx'}" in result.stderr
    assert not (tmp_path / "out").exists()
    refused = kaohe(command, scheme, *more, "--figures", figures, "--marked", figures)
    assert refused.exit_code == 2
    assert "标注的副本不能放进数据文件夹" in refused.stderr


def test_a_run_keeps_its_workbooks_and_explains_from_them(scheme: Path, tmp_path: Path) -> None:
    figures, out = put(tmp_path / "good", GOOD), tmp_path / "out"
    assert kaohe("score", scheme, "--figures", figures, "--out", out, "--formats", "csv,parquet").exit_code == 0
    assert (out / "inputs" / "figures" / "统计局.xlsx").read_bytes() == (figures / "统计局.xlsx").read_bytes()
    stored = kaohe("explain", scheme, "ty", "--run", out)
    assert stored.exit_code == 0
    assert stored.stdout == kaohe("explain", scheme, "ty", "--figures", figures).stdout
    assert "70" in stored.stdout
    (out / "inputs" / "figures" / "统计局.xlsx").write_bytes(book_of({"市县": [*GOOD[:2], ["ty", 71]]}))
    changed = kaohe("explain", scheme, "ty", "--run", out)
    assert changed.exit_code == 1
    assert "在计分之后被改动或损坏" in changed.stderr


def test_a_single_workbook_holds_everything(scheme: Path, tmp_path: Path) -> None:
    subjects = [line.split(",") for line in (scheme / "data" / "subjects.csv").read_text("utf-8").splitlines()]
    path = tmp_path / "all.xlsx"
    path.write_bytes(book_of({"名单": subjects, "数据": GOOD, "说明": [["随附"]]}))
    result = kaohe("score", scheme, "--figures", path, "--out", tmp_path / "out", lang="en")
    assert result.exit_code == 0
    assert "all.xlsx 说明 note: Tab '说明' holds no table and was not read." in result.stderr


def test_two_schemes_are_tried_on_returned_workbooks(tmp_path: Path) -> None:
    old = Path(__file__).parents[2] / "schemes" / "hdi-2022"
    new, filled = tmp_path / "new", tmp_path / "filled"
    new.mkdir()
    (new / "scheme.yaml").write_text((old / "scheme.yaml").read_text("utf-8").replace("0.550", "0.560"), "utf-8")
    filled.mkdir()
    tabs = {}
    for table in ("subjects", "figures"):
        with (old / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            tabs[table] = [list[object](row) for row in csv.reader(file)]
    (filled / "all.xlsx").write_bytes(book_of(tabs))
    told = [kaohe("diff", old, new, "--figures", figures) for figures in (old / "data", filled)]
    assert [one.exit_code for one in told] == [0, 0], told[1].output
    assert told[0].stdout == told[1].stdout
    assert "→" in told[0].stdout


@pytest.mark.parametrize("name", ["兰州市", " 兰 州 市 ", "天水市", ""])
def test_a_name_beside_another_ones_id_is_told(scheme: Path, tmp_path: Path, name: str) -> None:
    rows: list[list[object]] = [["subject", "(name)", "growth"], ["lz", name, 85.5], ["ty", "天祝县", 70]]
    result = kaohe("check", scheme, "--figures", put(tmp_path / "sent", rows))
    wrong = "统计局.xlsx 市县!B2 错误：编号“lz”旁边的名称是“天水市”，名册上却是“兰州市”。" in result.stderr
    assert (result.exit_code == 1) == wrong == (name == "天水市"), result.stderr
