"""The tabs of the calculation: one for each kind of subject, the scheme's numbers, the groups compared."""

from __future__ import annotations

import string
from fractions import Fraction
from typing import Any

from kaohe.engine.explanation import Text
from kaohe.engine.numbers import show
from kaohe.engine.scheme.titles import Titles
from kaohe.formats.workbook import words
from kaohe.formats.workbook.book import GREY, HEAD, INPUT, Book, Tab, number_format, width_of
from kaohe.formats.workbook.calculation import Calculation
from kaohe.formats.workbook.places import FIRST, Column, Compared, Sheet

_BLOCKS = {"figure": words.FIGURES, "score": words.SCORES, "aside": words.ASIDE}
_ON_A_PAGE = 24
"""So many columns are printed on the width of one page; more go on to the next."""
_HEAD = 2
"""The first row of the head, counted from 0: the block, the name, the code, the way of scoring with the rounding."""


def write_calculation(book: Book, calculation: Calculation) -> None:
    for sheet in calculation.sheets.values():
        _KindTab(book, calculation, sheet).write()
    _parameters(book, calculation)
    if calculation.classes.found:
        _classes(book, calculation)


class _KindTab:
    """The tab of one kind of subject."""

    def __init__(self, book: Book, calculation: Calculation, sheet: Sheet) -> None:
        self.book, self.calculation, self.sheet = book, calculation, sheet
        rows, columns = sheet.last, len(sheet.columns)
        self.tab = book.tab(sheet.tab, words.CALCULATION_OF[sheet.kind], rows=rows, columns=columns)
        self.looks: list[Any] = []

    def write(self) -> None:
        book, sheet, tab = self.book, self.sheet, self.tab
        tab.text(1, 3, words.HOW_TO.say(tab.lang), book.style(font_color="#52606D"))
        for at, column in enumerate(sheet.columns):
            self._head(at, column)
        tab.sheet.set_row(_HEAD + 1, 44)
        tab.sheet.set_row(_HEAD + 3, 44)
        columns = [self._cells(column) for column in sheet.columns]
        for row, marks in enumerate(self.calculation.filled(sheet), FIRST - 1):
            for at, write in enumerate(columns):
                write(row, at, row - FIRST + 1, marks)
        tab.sheet.freeze_panes(FIRST - 1, 3)
        tab.sheet.autofilter(FIRST - 2, 0, sheet.last - 1, len(sheet.columns) - 1)
        tab.print_setup(repeat=FIRST - 2, large=True, whole=len(sheet.columns) <= _ON_A_PAGE)
        tab.sheet.repeat_columns(0, 2)

    def _head(self, at: int, column: Column) -> None:
        lang, book = self.tab.lang, self.book
        block = _BLOCKS.get(column.sort)
        before = self.sheet.columns[at - 1].sort if at else None
        style = book.style(bold=True, bg_color=HEAD)
        self.tab.text(_HEAD, at, block.say(lang) if block is not None and before != column.sort else "", style)
        head = book.cell(bold=True, bg_color=HEAD, text_wrap=True, align="center")
        small = book.cell(bg_color=HEAD, text_wrap=True, align="center", font_size=8)
        self.tab.text(_HEAD + 1, at, column.title.say(lang), head)
        self.tab.text(_HEAD + 2, at, column.code, small)
        how = [one for one in (column.how.say(lang), column.rounding.say(lang)) if one]
        self.tab.text(_HEAD + 3, at, "\n".join(how), small)
        texts = column.values if column.sort in ("id", "key") else ()
        wide = max((width_of(str(one)) for one in texts), default=12)
        self.tab.sheet.set_column(at, at, min(wide, 28) + 2)

    def _cells(self, column: Column) -> Any:
        """What writes a cell of the column: (row, column, which subject, marks)."""
        book, tab = self.book, self.tab
        numbers = number_format(column.decimals)
        if not column.live:
            ink = {"font_color": INPUT} if column.sort == "figure" else {}
            fill = {"bg_color": GREY} if column.sort == "score" else {}
            look = book.cell(num_format=numbers, **ink, **fill)
            return lambda row, at, i, marks: tab.put(row, at, column.values[i], look)
        live, value = book.cell(num_format=numbers), book.cell(num_format=numbers, bg_color=GREY)
        needs = [_needs(template) for template in column.templates]

        def write(row: int, at: int, i: int, marks: dict[str, Any]) -> None:
            variant = column.variants[i]
            shown = column.values[i] if column.values else ""
            template = column.templates[variant] if variant >= 0 else None
            if template is None or any(marks[name] is None for name in needs[variant]):
                tab.put(row, at, shown, live if variant < 0 else value)
            else:
                tab.formula(row, at, template.format_map(marks), "" if shown is None else shown, live)

        return write


def _needs(template: str | None) -> list[str]:
    """The marks for those above that a formula asks for."""
    found = {name for _, name, _, _ in string.Formatter().parse(template or "")}
    return [name for name in ("unit", "team") if name in found]


def _parameters(book: Book, calculation: Calculation) -> None:
    parameters, lang = calculation.parameters, book.lang
    titles = (words.KIND_OF, words.NODE, words.CODE, words.FOR_WHOM, words.METHOD, words.PARAMETER)
    rows = parameters.rows
    tab = book.tab(parameters.tab, words.PARAMETERS, words.PARAMETERS_HOW_TO, rows=FIRST + len(rows))
    tab.header(FIRST - 2, (*titles, words.VALUE, words.ARTICLE))
    plain, input_look = book.cell(indent=1), book.cell(font_color=INPUT, num_format="General")
    for row, one in enumerate(rows, FIRST - 1):
        variant = one.node.variants[one.variant]
        whom = _for_whom(calculation, one.kind, one.node, one.variant)
        said = (words.KIND[one.kind], one.node.title, Text(one.node.name, one.node.name), whom, variant.rule.title)
        for column, text in enumerate((*said, one.label)):
            tab.text(row, column, text.say(lang), plain)
        _exact(tab, row, 6, one.value, input_look)
        tab.text(row, 7, variant.article, plain)
    for column, width in enumerate((11, 26, 18, 52, 18, 32, 12, 26)):
        tab.sheet.set_column(column, column, width)
    tab.sheet.freeze_panes(FIRST - 1, 2)
    tab.sheet.autofilter(FIRST - 2, 0, FIRST - 2 + max(len(rows), 1), 7)
    tab.print_setup(repeat=FIRST - 2)


def _for_whom(calculation: Calculation, kind: Any, node: Any, at: int) -> Text:
    variant = node.variants[at]
    if variant.when is not None:
        return Titles(calculation.text, kind).condition(variant.when)
    return words.EVERYBODY if len(node.variants) == 1 else words.OTHERS


def _exact(tab: Tab, row: int, column: int, value: Fraction, look: Any) -> None:
    """A decimal as it is, a fraction without end as the quotient."""
    if show(value).endswith("…"):
        tab.formula(row, column, f"{value.numerator}/{value.denominator}", float(value), look)
    else:
        tab.number(row, column, float(value), look)


def _classes(book: Book, calculation: Calculation) -> None:
    classes, lang = calculation.classes, book.lang
    many = sum(len(one.rows) for one in classes.found)
    tab = book.tab(classes.tab, words.CLASSES, words.CLASSES_HOW_TO, rows=FIRST + many)
    heads = (words.KIND_OF, words.NODE, words.CODE, words.WITHIN, words.CLASS, words.LEAST, words.MOST, words.COUNT)
    tab.header(FIRST - 2, heads)
    plain, number = book.cell(indent=1), book.cell(num_format="General")
    for one in classes.found:
        for name, row in one.rows.items():
            shown = calculation.class_title(one, name)
            told = (words.KIND[one.sheet.kind].say(lang), one.node.title.say(lang), one.node.name)
            said = (*told, calculation.within_title(one), shown)
            for column, text in enumerate(said):
                tab.text(row - 1, column, text, plain)
            values = calculation.compared(one, name)
            shown_values = (min(values), max(values)) if values else (0.0, 0.0)
            for column, function, value in zip((5, 6), ("MIN", "MAX"), shown_values, strict=True):
                _extreme(tab, (row - 1, column), function, one, name, value, number)
            tab.formula(row - 1, 7, _count(one, name), len(values), number)
    for column, width in enumerate((11, 26, 18, 14, 30, 14, 14, 8)):
        tab.sheet.set_column(column, column, width)
    tab.sheet.freeze_panes(FIRST - 1, 2)
    tab.sheet.autofilter(FIRST - 2, 0, FIRST - 2 + many, 7)
    tab.print_setup(repeat=FIRST - 2)


def _span(one: Compared, name: str) -> tuple[int, int] | None:
    span = one.sheet.spans[one.within]
    if span is None:
        return None
    at = one.sheet.keys[one.within].index(name)
    return span[0][at], span[1][at]


def _extreme(tab: Tab, at: tuple[int, int], function: str, one: Compared, name: str, value: float, look: Any) -> None:
    """Of a plain range; of those scattered over the tab, an array formula that every Excel understands."""
    span = _span(one, name)
    if span is not None:
        tab.formula(*at, f"{function}({one.sheet.tab}!{one.letter}{span[0]}:{one.letter}{span[1]})", value, look)
        return
    keys, cells = _columns(one)
    formula = f"{{={function}(IF({keys}=$E{at[0] + 1},IF(ISNUMBER({cells}),{cells})))}}"
    tab.sheet.write_array_formula(*at, *at, formula, look, value)


def _count(one: Compared, name: str) -> str:
    span = _span(one, name)
    if span is not None:
        return f"COUNT({one.sheet.tab}!{one.letter}{span[0]}:{one.letter}{span[1]})"
    keys, cells = _columns(one)
    return f"SUMPRODUCT(({keys}=$E{one.rows[name]})*ISNUMBER({cells}))"


def _columns(one: Compared) -> tuple[str, str]:
    sheet = one.sheet
    key = sheet.letter(("key", one.within))
    return tuple(f"{sheet.tab}!${c}${FIRST}:${c}${sheet.last}" for c in (key, one.letter))  # type: ignore[return-value]
