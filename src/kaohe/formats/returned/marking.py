"""A copy of a returned workbook in which every bad cell is red and says what is wrong, with a tab that lists it all.

The original is only read. openpyxl writes the copy: it keeps values, formulas, formats, validations and notes, but not
pictures or charts; the copy is for correcting, and the original stays what it was.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from kaohe.engine.problems import Place, Problem
from kaohe.engine.wording import SEVERITIES, sentence
from kaohe.formats.reading import WORKBOOK, table_files
from kaohe.formats.returned.opening import open_workbook

RED = PatternFill("solid", fgColor="FFC7CE")
WROTE = "Kaohe 考核"


class MarkedAmongFigures(Exception):
    """Copies put beside the figures would be read as figures the next time."""


def write_marked(problems: Sequence[Problem], figures: Path, folder: Path, lang: str) -> list[Path]:
    """Writes a marked copy of every workbook that has an error. Workbooks that cannot be opened have none. Raises
    MarkedAmongFigures, OSError."""
    among = figures if figures.is_dir() else figures.parent
    if folder.resolve() == among.resolve():
        raise MarkedAmongFigures(folder)
    written = []
    for file, table in table_files(figures):
        own = [problem for problem in problems if problem.place.file == file.name]
        if table == WORKBOOK and any(problem.severity == "error" for problem in own) and _opens(file):
            target = folder / f"{file.stem}{'（标注）' if lang == 'zh' else ' (marked)'}{file.suffix}"
            folder.mkdir(parents=True, exist_ok=True)
            _write(file, own, target, lang)
            written.append(target)
    return written


def _opens(file: Path) -> bool:
    return bool(open_workbook(file.read_bytes(), file.name, []))


def _write(file: Path, problems: Sequence[Problem], target: Path, lang: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says of each extension that it leaves it out
        book = openpyxl.load_workbook(file, keep_vba=file.suffix.lower() == ".xlsm")
    said: dict[Place, list[str]] = {}
    for problem in problems:
        cell = Place(tab=problem.place.tab, line=problem.place.line, column=problem.place.column)
        said.setdefault(cell, []).append(sentence(problem.code, problem.values, lang))
    for place, lines in said.items():
        if place.tab in book.sheetnames and place.line:
            _mark(book[place.tab].cell(place.line, place.column or 1), lines)
    _list(book, problems, lang)
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        book.save(beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _mark(cell: Any, lines: Iterable[str]) -> None:
    """Fills a cell red and notes what is wrong; what was noted there before stays beneath. In a merged cell the first
    one shows."""
    for merged in cell.parent.merged_cells.ranges:
        if cell.coordinate in merged:
            cell = cell.parent.cell(merged.min_row, merged.min_col)
    before = [cell.comment.text] if cell.comment is not None else []
    text = "\n".join([*lines, *before])
    cell.comment = Comment(text, WROTE, width=360, height=60 + 18 * (len(text) // 24))
    cell.fill = RED


def _list(book: Any, problems: Sequence[Problem], lang: str) -> None:
    """The first tab: what is wrong, in which tab and cell, with a link to it."""
    zh = lang == "zh"
    sheet = book.create_sheet("问题清单" if zh else "Problems", 0)
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    heads = (
        ("序号", "类别", "工作表", "单元格", "问题和处理办法") if zh else ("No.", "Kind", "Tab", "Cell", "What to do")
    )
    rows = [
        (n, SEVERITIES[one.severity].say(lang), one.place.tab, one.place.cell, sentence(one.code, one.values, lang))
        for n, one in enumerate(problems, 1)
    ]
    for row, values in enumerate([heads, *rows], 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
            cell.alignment = Alignment(vertical="top", wrap_text=column == len(heads))
            cell.font = Font(bold=row == 1)
    for row, problem in enumerate(problems, 2):
        if problem.place.cell and problem.place.tab in book.sheetnames:
            cell = sheet.cell(row, 4)
            quoted = problem.place.tab.replace("'", "''")
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{problem.place.cell}")
            cell.font = Font(color="0563C1", underline="single")
    for letter, width in zip("ABCDE", (6, 8, 24, 10, 100), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
