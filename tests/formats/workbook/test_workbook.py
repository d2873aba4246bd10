"""The workbook as a file: its tabs, its texts, its limits, its bytes."""

from __future__ import annotations

import re
import zipfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from kaohe.cli import main
from kaohe.engine.run import Run, score
from kaohe.engine.scheme.scheme import read_scheme
from kaohe.formats import workbook
from kaohe.formats.reading import read_figures
from kaohe.formats.workbook import TooLarge, write_workbook
from kaohe.formats.workbook.book import Book, broken
from kaohe.formats.workbook.values import margins_of
from tests.formats.workbook.recalculated import formula_cells, recalculate_all
from tests.formats.workbook.test_calculation import ORIGIN, scored

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def gansu() -> Run:
    return scored("gansu-2019")


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the explanations, which take long."""
    monkeypatch.setattr(workbook, "MOST_EXPLAINED", 10)


def small(folder: Path, names: list[str]) -> Run:
    """A scheme of one score; its subjects have these names."""
    (folder / "data").mkdir(parents=True)
    (folder / "scheme.yaml").write_text(
        "{scheme: small, title: 小, period: {kind: annual, year: 2026}, rounding: {places: 1}, indicators: {x: {title: 甲}},"
        " scores: {unit: {x: {points: 10, rule: {given: {}}}}}, grading: {unit: {by: x, within: all, grades: {good: {when: x >= 5}, poor: {}}}}}",
        encoding="utf-8",
    )
    rows = "".join(f'u{i},"{name}",unit\n' for i, name in enumerate(names))
    (folder / "data" / "subjects.csv").write_text(f"subject,name,kind\n{rows}", encoding="utf-8")
    figures = "".join(f"u{i},x,{i}.5\n" for i in range(len(names)))
    (folder / "data" / "figures.csv").write_text(f"subject,indicator,assessed\n{figures}", encoding="utf-8")
    scheme = read_scheme(folder)
    return score(scheme, read_figures(scheme.text, folder / "data"))


def written(run: Run, path: Path, lang: str = "zh") -> Any:
    write_workbook(run, path, lang=lang, fingerprints=ORIGIN)
    return openpyxl.load_workbook(path)


def test_names_that_look_like_formulas_stay_text(tmp_path: Path) -> None:
    names = ["=1+1", "+86", "-5", "@SUM(A1)", "=HYPERLINK(A1)", "示例县"]
    run = small(tmp_path / "a", names)
    book = written(run, tmp_path / "results.xlsx")
    assert [cell.value for cell in book["单位计算"]["B"][6:]] == names
    assert {cell.data_type for cell in book["单位计算"]["B"][6:]} == {"s"}
    typed = {cell.data_type for row in book["单位排名"].iter_rows(min_row=5) for cell in row}
    assert "f" not in typed


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    run = small(tmp_path / "a", ["甲", "乙"])
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(run, tmp_path / name, lang="zh", fingerprints=ORIGIN)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_the_values_kept_for_programs_that_only_show_are_our_scores(gansu: Run, brief: None, tmp_path: Path) -> None:
    write_workbook(gansu, tmp_path / "results.xlsx", lang="zh", fingerprints=ORIGIN)
    rows = openpyxl.load_workbook(tmp_path / "results.xlsx", data_only=True)["班子计算"]
    column = next(cell.column for cell in rows[5] if cell.value == "team.total")
    shown = {rows.cell(row, 1).value: rows.cell(row, column).value for row in range(7, rows.max_row + 1)}
    for subject in ("C01-T", "D17-T", "X01-T"):
        expected = gansu.scores.exact(("team", "total"), subject)
        assert shown[subject] == (float(expected) if isinstance(expected, Fraction) else None)


def test_invented_figures_say_so_on_every_tab(gansu: Run, brief: None, tmp_path: Path) -> None:
    book = written(gansu, tmp_path / "results.xlsx")
    assert [sheet["A2"].value for sheet in book] == ["SYNTHETIC 示例数据"] * len(book.sheetnames)
    assert all("SYNTHETIC" in sheet.oddFooter.left.text for sheet in book)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_heads_and_reasons_are_in_the_language_asked(gansu: Run, brief: None, lang: str, tmp_path: Path) -> None:
    book = written(gansu, tmp_path / "results.xlsx", lang)
    heads = [cell.value for name in book.sheetnames[1:5] for cell in book[name][4]]
    reasons = {row[0] for row in book[book.sheetnames[3]].iter_rows(min_row=5, min_col=9, max_col=9, values_only=True)}
    said = [one for one in [*heads, *reasons, *book.sheetnames] if one]
    assert len(reasons) > 5
    assert [one for one in said if bool(CHINESE.search(one)) != (lang == "zh")] == []


def test_a_ranking_goes_by_group_and_rank_with_numbers_as_the_scheme_rounds_them(
    gansu: Run, brief: None, tmp_path: Path
) -> None:
    sheet = written(gansu, tmp_path / "results.xlsx")["班子排名"]
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert len(rows) == 151
    order = [(row[0], row[1] if row[1] is not None else 999) for row in rows]
    groups = list(dict.fromkeys(group for group, _ in order))
    assert order == sorted(order, key=lambda one: (groups.index(one[0]), one[1]))
    assert groups == ["市州", "省直部门", "事业单位", "国有企业", "贫困县"]
    assert sheet["E5"].number_format == "0.00"
    assert sheet.freeze_panes == "E5"
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$4")


def test_margins_say_how_far_from_the_line_everybody_stood(gansu: Run) -> None:
    margins = margins_of(gansu, "team")
    lines = gansu.grades.lines["team", "excellent"].frame.rows(named=True)
    subjects = gansu.grades.frames["team"]["subject"].to_list()
    found = {subjects[line["row"]]: line for line in lines if line["candidate"]}
    assert set(margins) <= set(found)
    assert len(margins) > 100
    assert all((margins[subject] >= 0) == found[subject]["got"] for subject in margins)


def test_the_page_of_one_subject_finds_its_lines_without_macros(tmp_path: Path) -> None:
    run = small(tmp_path / "a", ["甲", "乙", "丙"])
    book = written(run, tmp_path / "results.xlsx")
    (choice,) = book["个案查阅"].data_validations.dataValidation
    assert choice.formula1 == "逐项说明!$F$5:$F$7"
    index = [tuple(cell.value for cell in row) for row in book["逐项说明"]["F5:H7"]]
    lines = [book["逐项说明"].cell(row, 1).value for row in range(5, 5 + sum(many for *_, many in index))]
    assert [name for name, *_ in index] == ["u0 甲", "u1 乙", "u2 丙"]
    for name, first, many in index:
        assert set(lines[first - 5 : first - 5 + many]) == {name.split()[0]}


def test_the_page_of_one_subject_takes_no_name_for_a_pattern(tmp_path: Path) -> None:
    """`~` of a name is not found by a lookup, `*` finds somebody else, and an id may hold a blank."""
    small(tmp_path / "a", ["甲*", "甲乙", "丙~1"])
    for file in (tmp_path / "a" / "data").iterdir():
        file.write_text(file.read_text("utf-8").replace("u2", "u 2"), encoding="utf-8")
    scheme = read_scheme(tmp_path / "a")
    path = tmp_path / "results.xlsx"
    book = written(score(scheme, read_figures(scheme.text, tmp_path / "a" / "data")), path)
    index = {cells[0].value: cells[1].value for cells in book["逐项说明"]["F5:G7"]}
    assert {book["逐项说明"].cell(row, 2).value for row in index.values()} == {"甲*", "甲乙", "丙~1"}
    paths = []
    for i, chosen in enumerate(index):
        book["个案查阅"]["A5"] = chosen
        paths.append(tmp_path / f"{i}.xlsx")
        book.save(paths[-1])
    said = [[row[0] for row in tabs["个案查阅"][6:]] for tabs in recalculate_all(paths, tmp_path / "office")]
    lines = [[row[0] for row in book["逐项说明"].iter_rows(5, min_col=3, max_col=3, values_only=True)]]
    starts = [row - 5 for row in index.values()]
    for one, start in zip(said, starts, strict=True):
        assert [line for line in one if line][:3] == lines[0][start : start + 3]


def test_long_lines_are_broken_beside_numbers_and_never_inside_them() -> None:
    parts = list(broken("　= 增长 35.2 + 脱贫 9.95 + 生态 9.92 + 改革 9.61", 24))
    assert parts == ["　= 增长 35.2 + 脱贫", "　　　9.95 + 生态 9.92 +", "　　　改革 9.61"]
    assert list(broken("short", 24)) == ["short"]


def test_what_no_workbook_can_hold_is_refused(tmp_path: Path) -> None:
    run = small(tmp_path / "a", ["甲"])
    book = Book(tmp_path / "x.xlsx", run, "zh")
    with pytest.raises(TooLarge) as rows:
        book.tab("行", run.scheme.text.title, rows=1_048_577)
    with pytest.raises(TooLarge) as columns:
        book.tab("列", run.scheme.text.title, columns=16_385)
    assert (rows.value.most, columns.value.most) == (1_048_576, 16_384)
    book.tab("满", run.scheme.text.title, rows=1_048_576, columns=16_384).text(0, 0, "长" * 40_000)
    book.close()
    assert len(openpyxl.load_workbook(tmp_path / "x.xlsx")["满"]["A1"].value) == 32_767


def test_a_workbook_that_is_too_large_leaves_nothing_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(tmp_path / "a", ["甲", "乙"])
    monkeypatch.setattr("kaohe.formats.workbook.book.MOST_ROWS", 4)
    out = tmp_path / "out"
    result = CliRunner().invoke(
        main, ["score", str(tmp_path / "a"), "--formats", "csv,xlsx", "--out", str(out), "--lang", "en"]
    )
    assert result.exit_code == 2
    assert "needs 6 rows, at most 4. Use csv or parquet." in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a"]


def test_more_than_can_be_explained_or_calculated_is_said_on_the_first_tab(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_EXPLAINED", 1)
    monkeypatch.setattr(workbook, "MOST_CELLS", 1)
    book = written(small(tmp_path / "a", ["甲", "乙"]), tmp_path / "results.xlsx")
    assert book.sheetnames == ["概况", "单位排名", "等次与理由"]
    said = [cell.value for cell in book["概况"]["A"] if cell.value]
    assert "对象超过 1 个，本簿不含逐项说明；用 kaohe explain 可看任何一个。" in said
    assert "数据和得分超过 1 格，本簿不含计算公式；得分见 CSV 或 Parquet。" in said


def test_no_formula_needs_a_newer_excel_than_2016(gansu: Run, brief: None, tmp_path: Path) -> None:
    path = tmp_path / "results.xlsx"
    write_workbook(gansu, path, lang="zh", fingerprints=ORIGIN)
    with zipfile.ZipFile(path) as file:
        texts = [file.read(name).decode() for name in file.namelist() if "worksheets/sheet" in name]
    used = {
        name for text in texts for f in re.findall(r"<f[^>]*>(.*?)</f>", text) for name in re.findall(r"([A-Z.]+)\(", f)
    }
    known = {
        "IF", "COUNT", "ROUND", "SUM", "AVERAGE", "MIN", "MAX", "ABS", "INDEX", "MATCH", "EXACT", "ISNUMBER", "OR", "AND",
    }  # fmt: skip
    assert used <= known
    assert sum(map(len, formula_cells(path).values())) > 3000


def test_the_command_writes_the_workbook_and_may_replace_it(tmp_path: Path) -> None:
    small(tmp_path / "a", ["甲"])
    command = ["score", str(tmp_path / "a"), "--formats", "xlsx", "--out", str(tmp_path / "out"), "--lang", "zh"]
    assert CliRunner().invoke(main, command).exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["results.xlsx", "run.json"]
    assert CliRunner().invoke(main, [*command, "--overwrite"]).exit_code == 0
