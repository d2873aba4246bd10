"""Workbooks as they come back: what can be read is read, and every trouble is told in its cell."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaohe.engine.figures import CAUSES, Figures
from kaohe.engine.numbers import show
from kaohe.engine.problems import InvalidFigures, Problem
from kaohe.engine.wording import say
from kaohe.formats.reading import read_figures
from kaohe.formats.returned.marking import MarkedAmongFigures, write_marked
from kaohe.formats.returned.tables import read_workbook
from kaohe.formats.template.books import write_templates
from kaohe.formats.template.plan import Lang
from tests.formats.filling import HEADER, fill
from tests.formats.hostile import TOLD
from tests.formats.returned import book_of, hostile_files, office, put_subjects

LANGS: tuple[Lang, ...] = ("zh", "en")

CSV = {
    "figures_a.csv": "subject,growth,huge\nlz,12.5,0.3\nty,70,-2\n",
    "figures_b.csv": "subject,period,quarter\nlz,q1,85.5\nty,q2,90\n",
    "figures_c.csv": "subject,indicator,period,assessed,absence,document\nlz,forests,,30,,林业公报\nty,quarter,q1,,late,\n",
    "status.csv": "subject,status,from\nlz,open_case,2019-05-01\n",
    "events.csv": "subject,indicator,date,count\nlz,accidents,2019-03-05,2\n",
}


def expected(folder: Path) -> str:
    put_subjects(folder)
    for name, text in CSV.items():
        (folder / name).write_text(text, "utf-8")
    return read_figures(office(), folder).fingerprint


def came(folder: Path, *books: bytes, notes: list[Problem] | None = None) -> Figures:
    put_subjects(folder)
    for number, data in enumerate(books):
        (folder / f"{number}.xlsx").write_bytes(data)
    return read_figures(office(), folder, notes=notes)


def told(folder: Path, *books: bytes) -> list[str]:
    try:
        came(folder, *books)
    except InvalidFigures as invalid:
        return [say(problem, "zh") for problem in invalid.problems]
    return []


UNTIDY: dict[str, list[list[Any]]] = {
    "市县": [
        ["2019年统计数据（示例数据）"],
        [],
        ["", "大数", "", "", "增长", "森林", "", "说明"],
        ["", "huge", "(名称)", " ｓｕｂｊｅｃｔ ", "growth", "forests", "forests.document", "（备注）"],
        [],
        ["", " -2 ", "天祝县", "ty", 70, "", "", "无"],
        ["", 0.1 + 0.2, "兰州市", " lz", "１２．５％", "３０", " 林业公报 "],
        [],
    ],
    "平时": [
        ["period", "subject", "quarter.absence", "quarter"],
        ["q1", "lz", "", "85.50"],
        ["q1", "ty", "逾期未报", ""],
        ["q2", "ty", "", 90],
    ],
    "状态": [["status", "subject", "from"], ["立案", "lz", date(2019, 5, 1)]],
    "事件": [["subject", "indicator", "date", "count"], ["lz", "事故", "2019-03-05", 2.0]],
    "封面": [["报送函"]],
}


def test_an_untidy_workbook_is_the_same_as_csv(tmp_path: Path) -> None:
    """Moved columns, titles and empty rows above and between, text for numbers, full-width digits, titles for codes."""

    def hide(book: Any) -> None:
        book["市县"].merge_cells("A1:H1")
        book["市县"].row_dimensions[6].hidden = True
        book["平时"].column_dimensions["A"].hidden = True
        book["事件"].sheet_state = "hidden"

    notes: list[Problem] = []
    figures = came(tmp_path / "came", book_of(UNTIDY, hide), notes=notes)
    assert figures.fingerprint == expected(tmp_path / "csv")
    assert [say(note, "zh") for note in notes] == [
        "0.xlsx 市县 说明：有 1 个隐藏行（第 6 行）。隐藏的数据照样读取，请确认不是要删去的。",
        "0.xlsx 平时 说明：有 1 个隐藏列（A）。隐藏的数据照样读取，请确认不是要删去的。",
        "0.xlsx 事件 说明：工作表“事件”是隐藏的。其中的数据照样读取，请确认不是要删去的。",
        "0.xlsx 封面 说明：工作表“封面”不是数据表，没有读取。",
    ]


def test_parquet_is_the_same_too(tmp_path: Path) -> None:
    mark = expected(tmp_path / "csv")
    for path in list((tmp_path / "csv").glob("*.csv")):
        pl.read_csv(path, infer_schema=False).write_parquet(path.with_suffix(".parquet"))
        path.unlink()
    assert read_figures(office(), tmp_path / "csv").fingerprint == mark


def test_a_percent_format_says_what_the_cell_shows(tmp_path: Path) -> None:
    def per_cent(book: Any) -> None:
        book["a"]["B2"].number_format = "0.0%"
        book["a"]["C2"].number_format = "0.00%"

    rows: list[list[Any]] = [["subject", "growth", "forests"], ["lz", 0.125, 0.3]]
    assert told(tmp_path, book_of({"a": rows}, per_cent)) == [
        "0.xlsx a!C2 错误：“forests”的数“30%”是百分数（或设了百分比格式），而这一指标的单位是“—”。请按这个单位填写数字，不带百分号。",
    ]
    rows[1][2] = ""
    figures = came(tmp_path, book_of({"a": rows}, per_cent))
    assert figures.subjects["unit"]["f:growth"].to_list() == [1250, None]


@pytest.mark.parametrize(
    ("value", "units"), [(0.1 + 0.2, 30), (1.1 * 3, 330), (85.119999999999994, 8512), (99.99999999999999, 10000)]
)
def test_a_computed_number_is_what_excel_shows(tmp_path: Path, value: float, units: int) -> None:
    figures = came(tmp_path, book_of({"a": [["subject", "growth"], ["lz", value]]}))
    assert figures.subjects["unit"]["f:growth"].to_list() == [units, None]


def test_nothing_is_rounded_to_the_decimals_of_an_indicator(tmp_path: Path) -> None:
    assert told(tmp_path, book_of({"a": [["subject", "growth"], ["lz", 2 / 3]]})) == [
        "0.xlsx a!B2 错误：“growth”的数 0.666666666666667 小数位数太多（最多 2 位）。系统不代为四舍五入，请核实后改写。"
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_hostile_folder_is_told_whole(tmp_path: Path, lang: str) -> None:
    folder = put_subjects(tmp_path / "data")
    for name, data in hostile_files().items():
        (folder / name).write_bytes(data)
    with pytest.raises(InvalidFigures) as invalid:
        read_figures(office(), folder)
    assert [say(problem, lang) for problem in invalid.value.problems] == [zh if lang == "zh" else en for zh, en in TOLD]


def test_marked_copies_show_each_problem_in_its_cell(tmp_path: Path) -> None:
    folder, files = put_subjects(tmp_path / "data"), hostile_files()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    with pytest.raises(InvalidFigures) as invalid:
        read_figures(office(), folder)
    written = write_marked(invalid.value.problems, folder, tmp_path / "marked", "zh")
    assert {path.name for path in folder.iterdir()} == {*files, "subjects.csv"}
    assert all((folder / name).read_bytes() == data for name, data in files.items())
    assert [path.name for path in written] == [
        *("其他（标注）.xlsx", "空白（标注）.xlsx", "统计局（标注）.xlsx", "统计局（副本）（标注）.xlsx"),
    ]
    book = openpyxl.load_workbook(tmp_path / "marked" / "统计局（标注）.xlsx")
    own = [problem for problem in invalid.value.problems if problem.place.file == "统计局.xlsx"]
    for problem in own:
        if problem.place.line:
            cell = book[problem.place.tab][problem.place.cell]
            assert cell.fill.fgColor.rgb == "00FFC7CE"
            assert say(problem, "zh").partition("：")[2] in cell.comment.text
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("序号", "类别", "工作表", "单元格", "问题和处理办法")
    assert [(row[2], row[3]) for row in rows[1:]] == [(p.place.tab, p.place.cell or None) for p in own]
    links = {cell.value: cell.hyperlink.location for cell in book.worksheets[0]["D"] if cell.hyperlink}
    assert links["D5"] == "'市县'!D5"


def test_marked_copies_never_lie_among_the_figures(tmp_path: Path) -> None:
    with pytest.raises(MarkedAmongFigures):
        write_marked([], put_subjects(tmp_path), tmp_path, "zh")


def test_a_marked_text_is_never_a_formula(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["subject", "growth", "=1+1"], ["=cmd|' /C calc'!A0", 5, 6]]
    folder = put_subjects(tmp_path / "data")

    def as_text(book: Any) -> None:
        book["a"]["A2"].data_type = book["a"]["C1"].data_type = "s"

    (folder / "a.xlsx").write_bytes(book_of({"a": rows}, as_text))
    with pytest.raises(InvalidFigures) as invalid:
        read_figures(office(), folder)
    (path,) = write_marked(invalid.value.problems, folder, tmp_path / "marked", "en")
    assert b"<f>" not in b"".join(ZipFile(path).read(name) for name in ZipFile(path).namelist())


# ---- files that no spreadsheet wrote --------------------------------------------------------------------------------


def rewritten(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The workbook with its parts changed."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def test_a_stray_cell_far_away_is_told_instead_of_filling_the_memory(tmp_path: Path) -> None:
    def far(book: Any) -> None:
        book["a"]["XFD1048576"] = " "

    assert told(tmp_path, book_of({"a": [["subject", "growth"], ["lz", 5]]}, far)) == [
        "0.xlsx a 错误：工作表“a”一直用到第 1048576 行、XFD 列，大得读不进来，多半是远处误留了内容。请删去数据以外的行和列后保存。"
    ]


def test_merged_cells_are_told_instead_of_read_as_empty(tmp_path: Path) -> None:
    """A heading, and a remark beside one cell, may be merged."""

    def merge(book: Any) -> None:
        for cells in ("A1:D1", "B3:B4", "C3:D3", "B9:C9"):
            book["a"].merge_cells(cells)

    rows: list[list[Any]] = [
        ["增长"],
        ["subject", "growth", "forests", "(注)"],
        ["lz", 5, 1, ""],
        ["ty", None, None, ""],
    ]
    assert told(tmp_path, book_of({"a": rows}, merge)) == [
        "0.xlsx a!B3 错误：B3:B4 是合并单元格，只有第一格算有内容，其余各格会被当作空白。请取消合并，逐格填写。"
    ]


def test_prefixes_and_single_quotes_in_a_workbook_hide_nothing(tmp_path: Path) -> None:
    """Some programs write the same XML in other words."""

    def spoil(book: Any) -> None:
        book["a"]["B2"].number_format = "0.0%"
        book["a"]["C2"].data_type = "e"
        book["a"].row_dimensions[2].hidden = True

    def other_words(name: str, part: bytes) -> bytes:
        if "worksheets" not in name:
            return part
        text = re.sub(r"<(/?)(\w)", r"<\1x:\2", part.decode().replace('"', "'"))
        return text.replace(" xmlns='", " xmlns:x='").encode()

    data = book_of({"a": [["subject", "growth", "forests"], ["lz", 0.125, "#N/A"], ["ty", "=1+1"]]}, spoil)
    plain = told(tmp_path / "plain", data)
    assert len(plain) == 3  # an error, a formula never computed, a hidden row
    assert told(tmp_path / "other", rewritten(data, other_words)) == plain


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_told_or_read_but_never_a_traceback(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", ""]))
    garbage = data.draw(
        st.sampled_from([b"", b"<", b'" r="ZZZZ99999999', b"\xff\x00", b'<c r="A1" t="e"><v>#X</v></c>'])
    )

    def damage(part: str, content: bytes) -> bytes:
        if part != name:
            return content
        at = data.draw(st.integers(0, len(content)))
        return content[:at] + garbage + content[at + data.draw(st.integers(0, 30)) :]

    book = rewritten(SOUND, damage)
    book = book if name else damage("", book)
    problems: list[Problem] = []
    read_workbook(book, "a.xlsx", office(), problems)
    assert all(say(problem, lang) for problem in problems for lang in LANGS)


SOUND = book_of(UNTIDY)

# ---- what is written into a template comes back ---------------------------------------------------------------------

NUMBERS = st.integers(-(10**14), 10**14).map(lambda units: Fraction(units, 100))
PERCENTS = st.integers(0, 10**4).map(lambda units: Fraction(units, 100))
TENTHS = st.integers(-(10**6), 10**6).map(lambda units: Fraction(units, 10))
PLACES = [
    *((subject, "", "growth", PERCENTS) for subject in ("lz", "ty")),
    *((subject, part, "quarter", TENTHS) for subject in ("lz", "ty") for part in ("q1", "q2")),
    ("lz", "", "forests", NUMBERS),
    *((subject, "", "huge", NUMBERS) for subject in ("lz", "ty")),
    ("lzt", "", "morale", NUMBERS),
]


@st.composite
def figures(draw: st.DrawFn) -> list[dict[str, str]]:
    """For any place a figure, a cause of absence, or nothing."""
    rows = []
    for subject, period, indicator, numbers in PLACES:
        told = draw(st.one_of(numbers, st.sampled_from(CAUSES), st.none()))
        own = {"subject": subject, "indicator": indicator, "period": period}
        if told is not None:
            rows.append(own | ({"absence": told} if isinstance(told, str) else {"assessed": show(told)}))
    return rows


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The departments' workbooks, in a folder for each language."""
    folder = tmp_path_factory.mktemp("templates")
    for lang in LANGS:
        write_templates(office(), folder / lang, figures=put_subjects(folder / "known"), lang=lang)
        for path in (folder / lang).iterdir():
            if path.stem not in ("统计局", "Statistics", "民调中心", "Polls"):  # the others ask for no figures
                path.unlink()
    return folder


@settings(max_examples=15, deadline=None)
@given(figures(), st.sampled_from(LANGS))
def test_figures_written_into_a_template_are_read_as_those_of_csv(
    templates: Path, rows: list[dict[str, str]], lang: Lang
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        plain = put_subjects(folder / "csv")
        shutil.copytree(templates / lang, put_subjects(folder / "sent"), dirs_exist_ok=True)
        fill(folder / "sent", office(), {"figures": rows}, lang=lang)
        lines = [
            ",".join(row.get(c, "") for c in ("subject", "indicator", "period", "assessed", "absence")) for row in rows
        ]
        (plain / "figures.csv").write_text("\n".join(["subject,indicator,period,assessed,absence", *lines]), "utf-8")
        assert read_figures(office(), folder / "sent").fingerprint == read_figures(office(), plain).fingerprint


# ---- LibreOffice ----------------------------------------------------------------------------------------------------


def convert(path: Path, kind: str, folder: Path) -> Path:
    """The file as LibreOffice saves it, computed anew."""
    home = f"-env:UserInstallation=file://{folder / 'home'}"
    command = ["soffice", "--headless", home, "--convert-to", kind, "--outdir", str(folder / kind), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / kind / path.with_suffix(f".{kind}").name


@pytest.mark.needs("libreoffice")
def test_a_template_saved_by_libreoffice_is_the_same(tmp_path: Path) -> None:
    """Its formulas, written by a program without their values, have them then."""
    plain = put_subjects(tmp_path / "csv")
    rows = [{"subject": "lz", "indicator": "growth", "assessed": "12.5"}]
    (plain / "figures.csv").write_text("subject,growth\nlz,12.5\nty,0.3\n", "utf-8")
    write_templates(office(), tmp_path / "sent", figures=plain, lang="zh")
    fill(tmp_path / "sent", office(), {"figures": rows})
    path = tmp_path / "sent" / "统计局.xlsx"
    book = openpyxl.load_workbook(path)
    (growth,) = (cell.column_letter for cell in book["单位指标"][HEADER] if cell.value == "growth")
    cell = book["单位指标"][f"{growth}{HEADER + 2}"]
    cell.value = "=0.1+0.2"
    book.save(path)
    assert told(tmp_path / "came", path.read_bytes()) == [
        f"0.xlsx 单位指标!{cell.coordinate} 错误：这一格的公式还没有算出结果（文件由程序生成，未经表格软件计算）。"
        "请用 Excel 或 WPS 打开，保存后再报。"
    ]
    saved = convert(path, "xlsx", tmp_path)
    assert came(tmp_path / "came", saved.read_bytes()).fingerprint == read_figures(office(), plain).fingerprint
    for kind in ("xls", "ods"):
        other = convert(path, kind, tmp_path)
        with pytest.raises(InvalidFigures) as invalid:
            read_figures(office(), other)
        assert [problem.code for problem in invalid.value.problems] == ["workbook_of_other_kind"]
