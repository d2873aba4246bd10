"""Templates: what is filled in comes back as the same figures; what stands in them is safe, checked and in one language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kaohe.engine.scheme.reading import read_source
from kaohe.formats.reading import read_figures
from kaohe.formats.template.books import write_templates
from kaohe.formats.template.guide import SYNTHETIC
from tests.engine.admission.office import SUBJECTS
from tests.formats.filling import HEADER, csv_rows, fill
from tests.formats.returned import office, put_subjects

SCHEMES = Path(__file__).parents[2] / "schemes"


@pytest.mark.parametrize("name", ["gansu-2019", "jiangsu-2020"])
def test_a_published_scheme_filled_in_is_the_same_as_its_files(tmp_path: Path, name: str) -> None:
    """All but the ballots, whose tens of thousands of rows nobody types."""
    text, data = read_source(SCHEMES / name).text, SCHEMES / name / "data"
    plain = tmp_path / "csv"
    plain.mkdir()
    for path in data.glob("*.csv"):
        if not path.name.startswith(("ratings", "tallies")):
            (plain / path.name).write_bytes(path.read_bytes())
    write_templates(text, tmp_path / "sent", figures=data, lang="zh")
    fill(tmp_path / "sent", text, csv_rows(data, without=("ratings", "tallies", "subjects")))
    assert read_figures(text, tmp_path / "sent").fingerprint == read_figures(text, plain).fingerprint


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The templates of the small office, where two names look like formulas, by file name."""
    folder = tmp_path_factory.mktemp("office")
    known = put_subjects(folder / "known")
    hostile = SUBJECTS.replace("天祝县", "=HYPERLINK(1)").replace("zhang,张某", "zhang,@张某")
    (known / "subjects.csv").write_text(hostile, "utf-8")
    written = write_templates(office(), folder / "zh", figures=known, lang="zh")
    return {path.name: openpyxl.load_workbook(path) for path in written}


def column(sheet: Any, code: str) -> str:
    (letter,) = (cell.column_letter for cell in sheet[HEADER] if cell.value == code)
    return str(letter)


def test_every_department_and_the_office_has_its_workbook(books: dict[str, Any]) -> None:
    assert {name: book.sheetnames for name, book in books.items()} == {
        "0 考核办.xlsx": ["填报说明", "对象名单", "状态", "决定", "往年结果", "打分票", "票数", "选项", "名单"],
        "统计局.xlsx": ["填报说明", "单位指标", "单位指标（分期）", "选项"],
        "应急局.xlsx": ["填报说明", "事件", "选项", "名单"],
        "民调中心.xlsx": ["填报说明", "领导班子指标", "选项"],
    }


def test_nothing_that_people_wrote_is_a_formula(books: dict[str, Any]) -> None:
    cells = [cell for book in books.values() for sheet in book for row in sheet.iter_rows() for cell in row]
    formulas = {str(cell.value).partition("(")[0] for cell in cells if cell.data_type == "f"}
    assert formulas == {"=IF"}  # the names beside ids that are chosen
    texts = {cell.value: cell for cell in cells if cell.data_type == "s"}
    assert {"=HYPERLINK(1)", "@张某"} <= set(texts)
    assert texts["=HYPERLINK(1)"].quotePrefix


def test_only_input_cells_are_open_and_they_are_yellow(books: dict[str, Any]) -> None:
    sheet = books["统计局.xlsx"]["单位指标"]
    growth, forests = column(sheet, "growth"), column(sheet, "forests")
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    rows = {sheet[f"A{row}"].value: row for row in range(HEADER + 1, sheet.max_row + 1)}
    assert list(rows) == ["lz", "ty"]
    opened = {
        cell.coordinate: cell.fill.fgColor.rgb
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert set(opened.values()) == {"FFFFF9DC"}
    assert f"{growth}{rows['ty']}" in opened
    assert f"{forests}{rows['lz']}" in opened
    assert f"{forests}{rows['ty']}" not in opened  # a county has no forests
    assert f"A{rows['lz']}" not in opened
    assert sheet.freeze_panes == f"D{HEADER + 1}"


def test_figures_are_validated_by_range_and_decimals_and_causes_are_chosen(books: dict[str, Any]) -> None:
    sheet = books["统计局.xlsx"]["单位指标"]
    rules = {str(rule.sqref).partition(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    growth = f"{column(sheet, 'growth')}{HEADER + 1}"
    assert rules[growth].formula1 == f"AND(ISNUMBER({growth}),ROUND({growth},2)={growth},{growth}>=0,{growth}<=100)"
    assert rules[growth].error == "请填 0 至 100 之间的数，最多 2 位小数。只填数字，不写单位和百分号。"
    assert rules[f"{column(sheet, 'growth.absence')}{HEADER + 1}"].formula1.startswith("'选项'!")
    listed = [cell.value for cell in books["统计局.xlsx"]["选项"]["A"]]
    assert listed[2:] == ["未到报送期", "逾期未报", "不适用", "无法取得", "未公布"]


def test_headings_say_unit_meaning_and_evidence(books: dict[str, Any]) -> None:
    sheet = books["统计局.xlsx"]["单位指标"]
    growth = column(sheet, "growth")
    assert [sheet[f"{growth}{row}"].value for row in (3, 4, 5)] == ["增长", "单位：%，2 位小数，0 至 100", "数值"]
    assert sheet[f"{growth}3"].comment.text == (
        "口径：可比价增速\n佐证：公报\n方向：越高越好\n"
        "缺数：未到报送期、不适用、无法取得、未公布：得分暂缺，待补；逾期未报：以上期数代替"
    )
    assert sheet.print_title_rows == f"$1:${HEADER}"
    assert sheet.page_setup.orientation == "landscape"


def test_the_first_tab_says_what_to_fill_in_and_whom_to_ask(books: dict[str, Any]) -> None:
    texts = [cell.value for row in books["统计局.xlsx"]["填报说明"].iter_rows() for cell in row if cell.value]
    assert {"小方案", "填报单位：统计局", "增长", "可比价增速", "公报", "6. 口径、期限或其他问题，请问考核办。"} <= set(
        texts
    )


def test_templates_are_in_one_language(tmp_path: Path) -> None:
    """All words of Kaohe's own, and of the scheme where it has both."""
    text = read_source(SCHEMES / "jiangsu-2020").text
    for path in write_templates(text, tmp_path, figures=None, lang="en"):
        for sheet in openpyxl.load_workbook(path):
            for row in sheet.iter_rows():
                for cell in row:
                    words = str(cell.value or "") + (cell.comment.text if cell.comment else "")
                    assert not re.search("[\u4e00-\u9fff]", words.replace(SYNTHETIC, "").replace("假设", "")), words


def test_the_same_scheme_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_templates(office(), tmp_path / name, figures=put_subjects(tmp_path / "known"), lang="zh")
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
