"""Every subject's grade: how it was computed, what was decided, why, and how far from the line it stood."""

from __future__ import annotations

from collections import defaultdict

from kaohe.engine.run import Run
from kaohe.engine.scheme.model import Kind
from kaohe.formats.workbook import words
from kaohe.formats.workbook.book import Book, Tab, grade_looks, number_format, width_of
from kaohe.formats.workbook.ranking import shown_places
from kaohe.formats.workbook.values import Words, margins_of, names_of, scores_of

_HEAD = 3
_HEADS = (
    *(words.KIND_OF, words.SUBJECT, words.NAME, words.SET, words.RANK, words.SCORE, words.COMPUTED, words.FINAL),
    *(words.REASON, words.STATUS, words.LINE, words.PLACE, words.ROOM, words.MARGIN),
    *(words.FLAGS, words.PROPOSAL, words.OUTCOMES),
)
_WIDTHS = (10, 11, 24, 30, 6, 9, 13, 13, 36, 18, 13, 9, 6, 10, 28, 13, 28)


def write_grades(book: Book, run: Run) -> None:
    many = sum(len(frame) for frame in run.grades.frames.values())
    tab = book.tab(words.GRADES.say(book.lang), words.GRADES, rows=_HEAD + 1 + many)
    tab.header(_HEAD, _HEADS)
    outcomes: dict[str, list[str]] = defaultdict(list)
    titles = {one.name: one.title.say(book.lang) for one in run.grades.plan.outcomes}
    for subject, outcome, certain in run.grades.outcomes.select("subject", "outcome", "certain").iter_rows():
        unknown = "" if certain else "（无法判定）" if book.lang == "zh" else " (cannot be told)"
        outcomes[subject].append(titles[outcome] + unknown)
    at = _HEAD + 1
    for kind in run.grades.plan.kinds:
        if kind in run.grades.frames:
            at = _kind(tab, run, kind, outcomes, at)
    for column, width in enumerate(_WIDTHS):
        tab.sheet.set_column(column, column, width)
    tab.sheet.freeze_panes(_HEAD + 1, 3)
    tab.sheet.autofilter(_HEAD, 0, _HEAD + max(many, 1), len(_HEADS) - 1)
    tab.print_setup(repeat=_HEAD, large=True)


def _kind(tab: Tab, run: Run, kind: Kind, outcomes: dict[str, list[str]], at: int) -> int:
    book, said = tab.book, Words(run, kind, tab.lang)
    node = run.scheme.graph.nodes[kind, said.plan.text.by]
    scores, names, margins = scores_of(run, node), names_of(run, kind), margins_of(run, kind)
    looks, apart = grade_looks(said.plan.names[:-1]), "；" if tab.lang == "zh" else "; "
    plain, middle, wrapped = book.cell(indent=1), book.cell(align="center"), book.cell(text_wrap=True, indent=1)
    number = book.cell(num_format=number_format(shown_places(node)))
    signed = book.cell(num_format=f"+{number_format(shown_places(node))};-{number_format(shown_places(node))}")
    for at, one in enumerate(run.grades.frames[kind].iter_rows(named=True), at):  # noqa: B020
        subject = one["subject"]
        flags = apart.join(said.flag(name) for name in (one["flags"] or "").split())
        fill = {"bg_color": looks[one["grade"]]} if one["grade"] in looks else {}
        cells = (
            *((words.KIND[kind].say(tab.lang), plain), (subject, plain), (names.get(subject), plain)),
            *((said.set(one["set"]), plain), (one["rank"], middle), (scores[subject][0], number)),
            *((said.grade(one["computed"]), middle), (said.grade(one["grade"]), book.cell(align="center", **fill))),
            *((said.reason(one["reason"]), wrapped), (said.status(one["status"]), plain)),
            *((said.grade(one["quota"]), middle), (one["place"], middle), (one["room"], middle)),
            *((margins.get(subject), signed), (flags, wrapped), (said.proposal(one["proposal"]), middle)),
            (apart.join(outcomes.get(subject, ())), wrapped),
        )
        for column, (value, look) in enumerate(cells):
            tab.put(at, column, value, look)
        most = max(width_of(str(cells[i][0] or "")) / _WIDTHS[i] for i in (8, 14, 16))
        tab.sheet.set_row(at, 16 * max(1, min(6, -int(-most // 1))))
    return at + 1
