"""The look of the workbook, the same for every tab, and safe writing: what a user typed is never a formula."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from kaohe.engine.explanation import Text
from kaohe.engine.run import Run
from kaohe.formats.workbook.limits import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, TooLarge
from kaohe.formats.writing import write_xlsx

SYNTHETIC = "SYNTHETIC 示例数据"
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  the file's properties take a time without zone
"""Every workbook says this, so that the same run gives the same bytes."""

INK, LINE, HEAD, GREY, INPUT = "#1F2933", "#C9D1DA", "#E7ECF2", "#F1F3F5", "#1D4ED8"
GOOD, WEAK, WARNING = "#E3F1E5", "#FBE6E3", "#B42318"


class PlainFormulas(Worksheet):  # type: ignore[misc]
    """Takes formulas as they are, instead of looking in each for functions that need a prefix: ours use none of them,
    and a calculation has hundreds of thousands."""

    def _write_formula(self, row: int, col: int, formula: str, cell_format: Any = None, value: Any = 0) -> int:
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellFormulaTuple(formula, cell_format, value)
        return 0


class Book:
    """A workbook that is being written."""

    def __init__(self, path: Path, run: Run, lang: str) -> None:
        options = {"strings_to_urls": False, "strings_to_formulas": False, "strings_to_numbers": False}
        self.lang, self.synthetic = lang, run.scheme.text.synthetic
        self.title = run.scheme.text.title.say(lang)
        self.font = "微软雅黑" if lang == "zh" else "Calibri"
        self._path, self._zipped = path, BytesIO()
        self._file = xlsxwriter.Workbook(self._zipped, options)
        self._file.set_properties({"title": self.title, "author": "Kaohe", "created": CREATED})
        self._file.set_calc_mode("auto")
        self._styles: dict[tuple[tuple[str, Any], ...], Any] = {}

    def style(self, **look: Any) -> Any:
        """A format; equal looks are one."""
        key = tuple(sorted(look.items()))
        if key not in self._styles:
            plain = {"font_name": self.font, "font_size": 10, "font_color": INK, "valign": "vcenter"}
            self._styles[key] = self._file.add_format(plain | look)
        return self._styles[key]

    def cell(self, **look: Any) -> Any:
        """A format of a table's cell."""
        return self.style(**{"border": 1, "border_color": LINE, **look})

    def tab(self, name: str, title: Text, note: Text | None = None, *, rows: int = 0, columns: int = 0) -> Tab:
        """A new tab with its title. Raises TooLarge where `rows` or `columns` are more than it can hold."""
        for what, found, most in (
            (Text("行", "rows"), rows, MOST_ROWS),
            (Text("列", "columns"), columns, MOST_COLUMNS),
        ):
            if found > most:
                raise TooLarge(name, what, found, most)
        return Tab(self, self._file.add_worksheet(name, PlainFormulas), title, note)

    def close(self) -> None:
        write_xlsx(self._file, self._zipped, self._path)


class Tab:
    """One tab. Rows and columns count from 0."""

    def __init__(self, book: Book, sheet: Any, title: Text, note: Text | None) -> None:
        self.book, self.sheet, self.lang = book, sheet, book.lang
        self._widths: dict[int, int] = {}
        sheet.hide_gridlines(2)
        self.text(0, 0, f"{book.title} · {title.say(self.lang)}", book.style(bold=True, font_size=14))
        sheet.set_row(0, 24)
        if book.synthetic:
            self.text(1, 0, SYNTHETIC, book.style(bold=True, font_color=WARNING))
        if note is not None:
            at = 2 if book.synthetic else 1
            self.text(at, 0, note.say(self.lang), book.style(font_color="#52606D"))

    def print_setup(self, *, repeat: int, landscape: bool = True, large: bool = False, whole: bool = True) -> None:
        """A4 or A3, all columns on the width of a page or as many as it takes, the rows up to `repeat` on every page,
        page numbers and the mark of invented data."""
        sheet = self.sheet
        sheet.set_paper(8 if large else 9)
        if landscape:
            sheet.set_landscape()
        if whole:
            sheet.fit_to_pages(1, 0)
        else:
            sheet.set_print_scale(60)
        sheet.repeat_rows(0, repeat)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        mark = f"&L{SYNTHETIC}" if self.book.synthetic else ""
        sheet.set_footer(f"{mark}&C&P / &N&R&A")

    # ---- cells -------------------------------------------------------------------------------------------------------

    def text(self, row: int, column: int, value: str, style: Any = None) -> None:
        """As text, whatever it begins with; cut where a cell can hold no more."""
        if len(value) > MOST_CHARACTERS:
            value = value[: MOST_CHARACTERS - 1] + "…"
        self.sheet.write_string(row, column, value, style)

    def number(self, row: int, column: int, value: float, style: Any = None) -> None:
        self.sheet.write_number(row, column, value, style)

    def formula(self, row: int, column: int, formula: str, value: float | str, style: Any = None) -> None:
        """`value`: what it comes to, for programs that only show a workbook."""
        self.sheet.write_formula(row, column, formula, style, value)

    def put(self, row: int, column: int, value: object, style: Any = None) -> None:
        """A number as a number, nothing as an empty cell, anything else as text."""
        if value is None or value == "":
            self.sheet.write_blank(row, column, None, style)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            self.number(row, column, value, style)
        else:
            self.text(row, column, str(value), style)

    def link(self, row: int, column: int, tab: str, text: str, at: str = "A1") -> None:
        look = self.book.style(font_color=INPUT, underline=1)
        self.sheet.write_url(row, column, f"internal:'{tab}'!{at}", look, text)

    # ---- tables ------------------------------------------------------------------------------------------------------

    def header(self, row: int, titles: Sequence[Text], *, height: int = 30) -> None:
        style = self.book.cell(bold=True, bg_color=HEAD, text_wrap=True, align="center")
        for column, title in enumerate(titles):
            self.text(row, column, title.say(self.lang), style)
            self.widen(column, min(width_of(title.say(self.lang)), 14))
        self.sheet.set_row(row, height)

    def widen(self, column: int, width: int) -> None:
        self._widths[column] = max(self._widths.get(column, 0), width)

    def set_widths(self, *, most: int = 60) -> None:
        for column, width in self._widths.items():
            self.sheet.set_column(column, column, min(max(width, 6), most) + 2)


def width_of(text: str) -> int:
    """How wide a text is, a Chinese character twice a letter."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def broken(text: str, width: int) -> Iterator[str]:
    """A long line in several, the later ones as far in as the first."""
    if 2 * len(text) <= width or width_of(text) <= width:
        yield text
        return
    indent = text[: len(text) - len(text.lstrip(" 　"))]
    line, used = "", 0
    for one in text:
        wide = width_of(one)
        if used + wide > width:
            at = _break(line + one)
            yield line[:at].rstrip(" ")
            line = f"{indent}　　{line[at:].lstrip(' ')}"
            used = width_of(line)
            if one == " ":
                continue
        line, used = line + one, used + wide
    yield line


def _break(line: str) -> int:
    """Where a line that is one character too long may end: neither inside a number nor inside a word."""
    for at in range(len(line) - 1, len(line) // 2, -1):
        before, after = line[at - 1], line[at]
        if " " in (before, after) or not (before.isascii() and after.isascii()):
            return at
    return len(line) - 1


def number_format(decimals: int) -> str:
    return "0" if decimals <= 0 else f"0.{'0' * min(decimals, 12)}"


def grade_looks(grades: Sequence[str]) -> Mapping[str, str]:
    """Modest colours: the best grade and the last one."""
    return {grades[0]: GOOD, grades[-1]: WEAK} if len(grades) > 1 else {}
