"""How each subject came to its score and grade, line by line; and one page on which a subject is chosen from a list.

The lines of a subject stand together, so the page finds them by plain INDEX formulas, without macros. What belongs to a
unit or team above is told there, and only its result here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kaohe.engine.explanation import Step, Text
from kaohe.engine.narration import tell
from kaohe.engine.run import Run, explain
from kaohe.engine.scheme.model import KINDS
from kaohe.formats.workbook import words
from kaohe.formats.workbook.book import HEAD, INPUT, LINE, Book, broken

MOST_EXPLAINED = 1000
"""With more subjects than this the workbook has no explanations; `kaohe explain` tells any one of them."""
_HEAD = 3
_WIDTH, _LINE = 120, 96


@dataclass(frozen=True)
class _Told:
    subject: str
    shown: str
    lines: tuple[str, ...]


def write_explanations(book: Book, run: Run) -> None:
    """Two tabs: the page, then all lines."""
    told = list(_told(run, book.lang))
    page = book.tab(
        words.PAGE.say(book.lang), words.PAGE, Text("在黄色格中选择对象。", "Choose a subject in the yellow cell.")
    )
    _lines(book, told)
    lines, many = words.EXPLANATION.say(book.lang), len(told)
    choice = book.cell(bold=True, bg_color="#FFF4CC", font_color=INPUT)
    page.text(_HEAD + 1, 0, told[0].shown, choice)
    first, last = _HEAD + 2, _HEAD + 1 + many
    page.sheet.data_validation(
        _HEAD + 1, 0, _HEAD + 1, 0, {"validate": "list", "source": f"={lines}!$F${first}:$F${last}"}
    )
    plain, names = book.style(), f"{lines}!$F${first}:$F${last}"
    chosen = f"$A${_HEAD + 2}"
    row = f"MATCH(TRUE,INDEX(EXACT({names},{chosen}),0),0)"  # a lookup would take * and ? in a name for wildcards
    start, count = (f"INDEX({lines}!${column}${first}:${column}${last},{row})" for column in "GH")
    top = _HEAD + 3
    for i in range(max(len(one.lines) for one in told)):
        value = told[0].lines[i] if i < len(told[0].lines) else ""
        formula = f'IF({i}<{count},INDEX({lines}!$C:$C,{start}+{i}),"")'
        page.formula(top + i, 0, formula, value, plain)
    page.sheet.set_column(0, 0, _WIDTH)
    page.sheet.freeze_panes(_HEAD + 2, 0)
    page.print_setup(repeat=_HEAD + 1, landscape=False)


def _told(run: Run, lang: str) -> Iterator[_Told]:
    for kind in KINDS:
        if kind not in run.scores.frames:
            continue
        for subject, name in run.scores.frames[kind].select("subject", "name").iter_rows():
            whole = _own(explain(run, subject), subject)
            steps = (whole,) if kind in run.grades.frames else whole.parts
            text = "".join(tell(step, lang) for step in steps)
            lines = [part for line in text.splitlines() for part in broken(line.replace("  ", "　"), _LINE)]
            yield _Told(subject, f"{subject} {name or ''}".strip(), tuple(lines))


def _own(step: Step, subject: str) -> Step:
    """The tree without what stands beneath the results of others."""
    parts = tuple(
        _own(part, subject) if part.subject in ("", subject) else replace(part, parts=(), silent=())
        for part in step.parts
    )
    return replace(step, parts=parts)


def _lines(book: Book, told: list[_Told]) -> None:
    many = sum(len(one.lines) for one in told)
    tab = book.tab(words.EXPLANATION.say(book.lang), words.EXPLANATION, rows=_HEAD + 1 + many)
    tab.header(_HEAD, (words.SUBJECT, words.NAME, words.LINE_TEXT))
    index = (words.SUBJECT, Text("首行", "first row"), Text("行数", "rows"))
    head = book.style(bold=True, bg_color=HEAD, align="center")
    for column, title in enumerate(index, 5):
        tab.text(_HEAD, column, title.say(book.lang), head)
    plain, faint, top = book.style(), book.style(font_color="#7B8794"), book.style(bold=True, top=1, top_color=LINE)
    row = _HEAD + 1
    for i, one in enumerate(told):
        tab.text(_HEAD + 1 + i, 5, one.shown, faint)
        tab.number(_HEAD + 1 + i, 6, row + 1, faint)
        tab.number(_HEAD + 1 + i, 7, len(one.lines), faint)
        for at, line in enumerate(one.lines):
            tab.text(row, 0, one.subject, faint)
            tab.text(row, 1, one.shown.removeprefix(one.subject).strip(), faint)
            tab.text(row, 2, line, top if at == 0 else plain)
            row += 1
    for column, width in enumerate((12, 22, _WIDTH, 3, 3, 30, 10, 8)):
        tab.sheet.set_column(column, column, width)
    tab.sheet.freeze_panes(_HEAD + 1, 2)
    tab.sheet.autofilter(_HEAD, 0, _HEAD + max(many, 1), 2)
    tab.sheet.print_area(0, 0, _HEAD + many, 2)
    tab.print_setup(repeat=_HEAD)
