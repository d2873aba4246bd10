"""The first tab: who fills in what, in which unit, what to do where there is no figure, and whom to ask."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from kaohe.formats.labels import in_language
from kaohe.formats.returned.tables import MARK
from kaohe.formats.template.figures import if_absent
from kaohe.formats.template.plan import Book, Number, Setting, Tab, columns_wide
from kaohe.formats.template.styles import Styles

SYNTHETIC = "SYNTHETIC 示例数据"

LEAST_WIDE = 130
"""Columns of text that the tab is wide at least; the last column takes what is missing."""


def draw_guide(made: Setting, book: Book, sheet: Any, styles: Styles) -> None:
    """Draws the tab."""
    say, text, asked = made.say, made.text, _asked(made, book)
    widths = [width for _, width, _ in asked]
    widths[-1] += max(0, LEAST_WIDE - sum(widths))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, made.told(text.title), styles.title)
    who = book.department or made.office
    sheet.write_string(1, 0, say(f"填报单位：{who}", f"To be filled in by: {who}"), styles.section)
    row = 2
    if text.synthetic:
        sheet.write_string(row, 0, SYNTHETIC, styles.hint)
        row += 1
    row = _draw_lines(sheet, row + 1, say("怎样填", "How to fill it in"), list(_how(made)), widths, styles)
    tabs = [_tab_told(made, tab) for tab in book.tabs]
    row = _draw_lines(sheet, row, say("有哪些表", "The tabs"), tabs, widths, styles)
    if book.indicators:
        title = say("填什么", "What is asked for")
        row = _draw_asked(sheet, row, title, asked, widths, styles)
    row = _draw_signatures(made, sheet, row, len(widths), styles)
    sheet.write_string(row + 1, 0, MARK + text.scheme, styles.mark)
    sheet.protect("", {"select_locked_cells": True, "format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.5)


def _how(made: Setting) -> Iterator[str]:
    say, office = made.say, made.office
    yield say(
        "只填黄色的格子。其他格子有保护（没有密码），以免误改；需要增加行时，可在“审阅”中撤销工作表保护。",
        "Fill in the yellow cells only. The others are protected (without a password) against slips; unprotect the tab under "
        "Review where you need more rows.",
    )
    yield say(
        "数值只填数字，按表头的单位和小数位数，不写单位、千分位逗号和百分号。系统不代为四舍五入：小数多了会退回。",
        "Write the number alone, in the unit and with the decimals of the heading: no unit, no commas, no percent sign. "
        "Nothing is rounded for you: too many decimals come back.",
    )
    yield say(
        "没有数的，数值格留空，在旁边选缺数原因。空着又不写原因，视为尚未上报；零就填 0，零不是缺数。",
        "Where there is no figure leave its cell empty and choose the cause beside it. Empty without a cause means not yet "
        "reported. Zero is a figure: write 0.",
    )
    yield say(
        "斜纹（灰色）格表示该对象没有这项指标，不填。灰色小字一行是列名，系统靠它识别各列，请勿删除或改动。列的次序可以变；要加备注列，请把列名写在括号里，如（备注）。",
        "Hatched grey cells: the subject does not have that indicator. The row of small grey names tells the system which column "
        "is which: leave it. The order of columns may change; a column of remarks has its name in brackets: (remarks).",
    )
    yield say(
        "保存为 .xlsx 后报送；不要设打开密码，不要另存为 .xls。公式可以用，但请确认已算出结果。",
        "Save it as .xlsx, without a password to open it. Formulas are welcome if they have their results.",
    )
    yield say(f"口径、期限或其他问题，请问{office}。", f"Questions about meaning or time limits: ask {office}.")


def _draw_lines(sheet: Any, row: int, title: str, lines: Sequence[str], widths: Sequence[int], styles: Styles) -> int:
    """A section of numbered sentences; gives the row after it."""
    last = len(widths) - 1
    _draw_section(sheet, row, title, last, styles)
    for number, line in enumerate(lines, 1):
        sheet.merge_range(row + number, 0, row + number, last, "", styles.text)
        sheet.write_string(row + number, 0, f"{number}. {line}", styles.text)
        sheet.set_row(row + number, 3 + 15 * _lines(line, sum(widths)))
    return row + len(lines) + 2


def _draw_section(sheet: Any, row: int, title: str, last: int, styles: Styles) -> None:
    sheet.merge_range(row, 0, row, last, "", styles.section)
    sheet.write_string(row, 0, title, styles.section)


def _lines(words: str, width: int) -> int:
    """How many lines the words take."""
    return max(1, math.ceil(columns_wide(words) / (width * 1.25)))


def _tab_told(made: Setting, tab: Tab) -> str:
    return tab.name if tab.name == tab.title else f"{tab.name}{made.say('：', ': ')}{tab.title}"


Column: TypeAlias = "tuple[str, int, list[str]]"
"""Its head, its width, and a text for each indicator."""


def _asked(made: Setting, book: Book) -> list[Column]:
    """What is asked for, one indicator in a row; a column in which nothing is said is left away."""
    say, lang = made.say, made.lang
    models = [made.text.indicators[name] for name in book.indicators]
    counted = say("按事件计，不填即为没有", "counted from events; none where nothing is written")
    columns: list[Column] = [
        (say("指标", "Indicator"), 30, [made.told(one.title) for one in models]),
        (say("单位", "Unit"), 16, [in_language(one.unit, lang) for one in models]),
        (say("小数位", "Decimals"), 9, [str(one.decimals) for one in models]),
        (say("允许范围", "Range"), 16, [Number(one.decimals, *(one.range or ())).said(lang) for one in models]),
        (say("口径", "How it is measured"), 34, [made.told(one.definition) for one in models]),
        (say("依据", "Basis"), 18, [in_language(one.basis, lang) for one in models]),
        (say("佐证材料", "Evidence"), 18, [in_language(one.evidence, lang) for one in models]),
        (say("缺数时", "If absent"), 40, [counted if one.events else if_absent(made, one) for one in models]),
    ]
    return [column for column in columns if any(column[2])] or [*columns[:3], columns[-1]]


def _draw_asked(
    sheet: Any, row: int, title: str, asked: Sequence[Column], widths: Sequence[int], styles: Styles
) -> int:
    """Gives the row after it."""
    _draw_section(sheet, row, title, len(widths) - 1, styles)
    for column, (head, _, _) in enumerate(asked):
        sheet.write_string(row + 1, column, head, styles.heading)
    row += 2
    for cells in zip(*(texts for _, _, texts in asked), strict=True):
        for column, words in enumerate(cells):
            sheet.write_string(row, column, words, styles.listed)
        sheet.set_row(row, 5 + 14 * max(_lines(words, width) for words, width in zip(cells, widths, strict=True)))
        row += 1
    return row + 1


def _draw_signatures(made: Setting, sheet: Any, row: int, width: int, styles: Styles) -> int:
    """Who filled it in and who checked it."""
    say = made.say
    asked = (("填报人", "Filled in by"), ("审核人", "Checked by"), ("联系电话", "Telephone"), ("填报日期", "Date"))
    _draw_section(
        sheet,
        row,
        say("谁填的（供核对，不进入计分）", "Who filled it in (for questions; not scored)"),
        width - 1,
        styles,
    )
    for i, (zh, en) in enumerate(asked, 1):
        sheet.write_string(row + i, 0, say(zh, en), styles.listed)
        sheet.merge_range(row + i, 1, row + i, 2, "", styles.fill_in)
        sheet.set_row(row + i, 20)
    return row + len(asked) + 1
