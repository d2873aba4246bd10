"""Draws a workbook to be filled in: yellow cells are open, everything else is protected (without a password).

Every text goes in as a text, never as a formula, whatever it begins with; the same plan gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from kaohe.engine.numbers import show
from kaohe.formats.returned.tables import MARK
from kaohe.formats.template.guide import SYNTHETIC, draw_guide
from kaohe.formats.template.plan import Book, Field, Lang, Number, Setting, Tab, columns_wide
from kaohe.formats.template.styles import Styles
from kaohe.formats.writing import write_xlsx

TITLE, HINT, HEADING, UNDER, NAMES, CODES = range(6)
"""The rows above the table, from 0."""

MOST_TEXT = 250
"""Characters that Excel takes for a message of a validation (255 at most)."""

WIDEST = 44
"""Columns get no wider than this by themselves."""

CHECKED_ROWS = 1000
"""So many rows beneath those of the plan are checked while they are typed, too."""


def write_book(made: Setting, book: Book, path: Path) -> None:
    """The file is there whole or not at all. Raises OSError."""
    zipped = BytesIO()
    target = xlsxwriter.Workbook(zipped, {"strings_to_formulas": False, "strings_to_urls": False})
    target.set_properties({"title": made.told(made.text.title), "created": datetime(made.text.period.year, 1, 1)})  # noqa: DTZ001
    _Drawing(made, book, target).draw()
    write_xlsx(target, zipped, path)


class _Drawing:
    def __init__(self, made: Setting, book: Book, target: xlsxwriter.Workbook) -> None:
        self.made, self.book, self.target = made, book, target
        self.styles = Styles(target)
        self.lists: dict[tuple[str, ...], str] = {}
        self.roster = ""

    def draw(self) -> None:
        guide = self.target.add_worksheet(self.made.say("填报说明", "Read me"))
        drawn = [(tab, self.target.add_worksheet(tab.name)) for tab in self.book.tabs]
        self._draw_lists()
        draw_guide(self.made, self.book, guide, self.styles)
        for tab, sheet in drawn:
            self._draw_tab(tab, sheet)

    # ---- what the drop-downs offer ----------------------------------------------------------------------------------

    def _draw_lists(self) -> None:
        """A tab with the choices of every drop-down, and one with the subjects' ids and names."""
        choices = dict.fromkeys(field.choices for tab in self.book.tabs for field in tab.fields if field.choices)
        if choices:
            name = self.made.say("选项", "lists")
            sheet = self._own_tab(name)
            for column, own in enumerate(choices):
                sheet.set_column(column, column, 24)
                for row, words in enumerate(own, 2):
                    sheet.write_string(row, column, words, self.styles.listed_text(words))
                letter = xl_col_to_name(column, col_abs=True)
                self.lists[own] = f"='{name}'!{letter}$3:{letter}${len(own) + 2}"
        if not self.made.roll.is_empty() and any(field.subject for tab in self.book.tabs for field in tab.fields):
            self.roster = self.made.say("名单", "roll")
            sheet = self._own_tab(self.roster)
            sheet.set_column(0, 0, 14)
            sheet.set_column(1, 1, 36)
            for row, (subject, words) in enumerate(self.made.roll.select("subject", "name").iter_rows(), 2):
                sheet.write_string(row, 0, subject, self.styles.listed_text(subject))
                sheet.write_string(row, 1, words or "", self.styles.listed_text(words or ""))

    def _own_tab(self, name: str) -> Any:
        """A tab that is not filled in."""
        sheet = self.target.add_worksheet(name)
        sheet.write_string(0, 0, MARK + self.made.text.scheme, self.styles.code)
        said = self.made.say("供下拉框使用，请勿改动。", "Behind the drop-downs: leave it as it is.")
        sheet.write_string(1, 0, said, self.styles.hint)
        sheet.freeze_panes(2, 0)
        sheet.protect("", {"select_locked_cells": True})
        return sheet

    # ---- a tab with a table -----------------------------------------------------------------------------------------

    def _draw_tab(self, tab: Tab, sheet: Any) -> None:
        made, fields, styles = self.made, tab.fields, self.styles
        last = len(fields) - 1
        who = self.book.department or made.office
        mark = f" · {SYNTHETIC}" if made.text.synthetic else ""
        sheet.write_string(TITLE, 0, f"{who} · {tab.title} · {made.text.period.year}{mark}", styles.title)
        said = made.say(
            "只填黄色的格子；灰色小字一行（列名）请勿删除。指针停在表头上可看口径。",
            "Fill in the yellow cells only. Keep the grey row of names. Point at a heading to see what is meant.",
        )
        sheet.write_string(HINT, 0, said, styles.hint)
        for column, field in enumerate(fields):
            sheet.set_column(column, column, _fitting(tab, field))
            self._draw_heading(sheet, fields, column)
            sheet.write_string(CODES, column, field.code, styles.code)
        heights = {TITLE: 26, HINT: 18, HEADING: 34, UNDER: 30, NAMES: 18, CODES: 13}
        for row, height in heights.items():
            sheet.set_row(row, height)
        if not any(field.heading for field in fields):
            sheet.set_row(HEADING, 4)
            sheet.set_row(UNDER, 4)
        self._draw_rows(tab, sheet)
        first_open = next((i for i, field in enumerate(fields) if field.open), 0)
        sheet.freeze_panes(CODES + 1, min(max(first_open, 1), 4))
        bottom = CODES + len(tab.rows) + tab.blank
        sheet.autofilter(CODES, 0, bottom, last)
        sheet.protect("", _ALLOWED)
        _set_up_print(sheet, bottom, last, f"{who} · {tab.title}", made.lang)

    def _draw_heading(self, sheet: Any, fields: Sequence[Field], column: int) -> None:
        """The title over neighbours of one heading, the unit beneath it, each field's own name, and its note."""
        field, styles = fields[column], self.styles
        sheet.write_string(NAMES, column, field.title, styles.needed if field.required else styles.name)
        first = bool(field.heading) and (not column or fields[column - 1].heading != field.heading)
        if field.note:
            size = {"x_scale": 2.2, "y_scale": 1 + field.note.count("\n") * 0.35}
            sheet.write_comment(HEADING if first else NAMES, column, field.note, size)
        if not first:
            return
        width = next((i for i, one in enumerate(fields[column:]) if one.heading != field.heading), len(fields) - column)
        for row, words, style in ((HEADING, field.heading, styles.heading), (UNDER, field.under, styles.under)):
            if width > 1:
                sheet.merge_range(row, column, row, column + width - 1, "", style)
            sheet.write_string(row, column, words, style)

    def _draw_rows(self, tab: Tab, sheet: Any) -> None:
        first, count = CODES + 1, len(tab.rows) + tab.blank
        for column, field in enumerate(tab.fields):
            style, closed = self.styles.cell(field), self.styles.closed
            for i in range(count):
                words = tab.rows[i].get(field.code, "") if i < len(tab.rows) else ""
                row = first + i
                if (i, field.code) in tab.closed:
                    sheet.write_blank(row, column, None, closed)
                elif field.subject and not field.open and self.roster:
                    cell = xl_rowcol_to_cell(row, column - 1, col_abs=True)
                    formula = f'=IF({cell}="","",IFERROR(VLOOKUP({cell},\'{self.roster}\'!$A:$B,2,FALSE),"？"))'
                    sheet.write_formula(row, column, formula, style, "")
                elif words:
                    _write(sheet, row, column, words, field, self.styles)
                else:
                    sheet.write_blank(row, column, None, style)
            self._validate(sheet, field, column, first, first + count - 1 + (CHECKED_ROWS if tab.blank else 0))

    def _validate(self, sheet: Any, field: Field, column: int, first: int, last: int) -> None:
        """What the cells of a column take, told when a cell is chosen and when it is filled wrongly."""
        if not field.open or last < first:
            return
        say, options = self.made.say, dict[str, Any]()
        if field.choices:
            error = say("请从下拉框选择。", "Choose from the list.")
            options = {"validate": "list", "source": self.lists[field.choices], "error_message": error}
        elif field.subject and self.roster:
            source = f"='{self.roster}'!$A$3:$A${len(self.made.roll) + 2}"
            error = say("编号不在名单中，请从下拉框选择。", "There is no such id on the roll; choose from the list.")
            options = {"validate": "list", "source": source, "error_message": error}
        elif field.number is not None:
            told = number_told(field.number, self.made.lang)
            formula = number_formula(field.number, xl_rowcol_to_cell(first, column))
            options = {"validate": "custom", "value": formula, "error_message": told, "input_message": told}
        elif field.date:
            told = say("请填日期，如 2019-03-05。", "Write a date, such as 2019-03-05.")
            ends = {"minimum": datetime(1900, 1, 1), "maximum": datetime(2200, 12, 31)}  # noqa: DTZ001
            options = {"validate": "date", "criteria": "between", **ends, "error_message": told}
        if options:
            sheet.data_validation(first, column, last, column, {**options, "ignore_blank": True})


def _fitting(tab: Tab, field: Field) -> int:
    """A width in which what stands in the column, or can be chosen, may be read."""
    words = {*field.choices, *(row.get(field.code, "") for row in tab.rows)}
    return min(max(field.width, *(columns_wide(one) for one in words)), WIDEST) if words else field.width


_ALLOWED = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "sort": True,
}


def _write(sheet: Any, row: int, column: int, words: str, field: Field, styles: Styles) -> None:
    """A number where the column holds numbers, else text."""
    if field.number is not None:
        sheet.write_number(row, column, float(words), styles.cell(field))
    else:
        sheet.write_string(row, column, words, styles.cell(field, words))


def number_formula(number: Number, cell: str) -> str:
    """True for a number of so many decimals within the range."""
    parts = [f"ISNUMBER({cell})", f"ROUND({cell},{number.decimals})={cell}"]
    if number.low is not None and number.high is not None:
        parts += [f"{cell}>={show(number.low)}", f"{cell}<={show(number.high)}"]
    return f"=AND({','.join(parts)})"


def number_told(number: Number, lang: Lang) -> str:
    span, places = number.said(lang), number.decimals
    if lang == "zh":
        within = f" {span} 之间的" if span else ""
        kind = f"数，最多 {places} 位小数" if places else "整数"
        return f"请填{within}{kind}。只填数字，不写单位和百分号。"[:MOST_TEXT]
    kind = f"A number with at most {places} decimal{'s' * (places > 1)}" if places else "A whole number"
    return f"{kind}{f', {span}' if span else ''}. The number alone, without unit or percent sign."[:MOST_TEXT]


def _set_up_print(sheet: Any, bottom: int, last: int, footer: str, lang: Lang) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(TITLE, CODES)
    sheet.print_area(0, 0, bottom, last)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page = "第 &P 页，共 &N 页" if lang == "zh" else "page &P of &N"
    sheet.set_footer(f"&L&8{footer.replace('&', '&&')}&R&8{page}")
