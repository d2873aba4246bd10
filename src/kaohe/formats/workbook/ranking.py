"""The ranking of one kind of subject, ready to be handed out: by group and rank, with the main scores, grade and reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kaohe.engine.numbers import Rounding
from kaohe.engine.run import Run
from kaohe.engine.scheme.graph import Node
from kaohe.engine.scheme.model import Kind
from kaohe.engine.scores import LEFT_OUT
from kaohe.formats.workbook import words
from kaohe.formats.workbook.book import Book, grade_looks, number_format, width_of
from kaohe.formats.workbook.calculation import places
from kaohe.formats.workbook.values import Words, names_of, scores_of

MAIN = 8
"""So many scores stand beside the one that ranks."""
_HEAD = 3


def write_ranking(book: Book, run: Run, kind: Kind) -> None:
    said, frame = Words(run, kind, book.lang), run.grades.frames[kind]
    rows = sorted(frame.iter_rows(named=True), key=lambda row: (said.set_order(row["set"]), *_order(row)))
    tab = book.tab(words.RANKING[kind].say(book.lang), words.RANKING_OF[kind], rows=_HEAD + 1 + len(rows))
    nodes = main_scores(run, kind)
    scores = [scores_of(run, node) for node in nodes]
    by = run.scheme.text.grading[kind].by
    heads = [
        words.SET,
        words.RANK,
        words.SUBJECT,
        words.NAME,
        *(node.title for node in nodes),
        words.GRADE,
        words.REASON,
    ]
    tab.header(_HEAD, heads, height=44)
    names, looks, last = names_of(run, kind), grade_looks(said.plan.names[:-1]), None
    for at, one in enumerate(rows, _HEAD + 1):
        top: dict[str, object] = {"top": 2, "top_color": "#7B8794"} if last not in (None, one["set"]) else {}
        last = one["set"]
        plain = book.cell(indent=1, **top)
        middle = book.cell(align="center", **top)
        tab.text(at, 0, said.set(one["set"]), plain)
        tab.put(at, 1, one["rank"], middle)
        tab.text(at, 2, one["subject"], plain)
        tab.text(at, 3, names.get(one["subject"], ""), plain)
        for column, (node, found) in enumerate(zip(nodes, scores, strict=True), 4):
            bold = {"bold": True} if node.name == by and node.kind == kind else {}
            owner = run.reference.ancestor(one["subject"], node.kind)
            look = book.cell(num_format=number_format(shown_places(node)), **bold, **top)
            tab.put(at, column, _shown(book.lang, found.get(owner or "", (None, None))), look)
        fill = {"bg_color": looks[one["grade"]]} if one["grade"] in looks else {}
        tab.text(at, 4 + len(nodes), said.grade(one["grade"]), book.cell(align="center", **fill, **top))
        tab.text(at, 5 + len(nodes), said.reason(one["reason"]), book.cell(text_wrap=True, indent=1, **top))
        tab.sheet.set_row(at, 17)
        tab.widen(0, width_of(said.set(one["set"])))
        tab.widen(2, width_of(one["subject"]))
        tab.widen(3, width_of(names.get(one["subject"], "")))
    tab.widen(4 + len(nodes), max(width_of(said.grade(grade)) for grade in said.plan.names))
    tab.widen(5 + len(nodes), 44)
    tab.set_widths(most=44)
    tab.sheet.freeze_panes(_HEAD + 1, 4)
    tab.sheet.autofilter(_HEAD, 0, _HEAD + max(len(rows), 1), len(heads) - 1)
    tab.print_setup(repeat=_HEAD)


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["rank"] is None, row["rank"] or 0, row["subject"]


def _shown(lang: str, found: tuple[float | None, int | None]) -> float | str | None:
    number, state = found
    return words.LEFT_OUT.say(lang) if state == LEFT_OUT else number


def main_scores(run: Run, kind: Kind) -> Sequence[Node]:
    """The score that ranks, its parts, and what parts equal scores."""
    graph, grading = run.scheme.graph, run.scheme.text.grading[kind]
    first = graph.nodes[kind, grading.by]
    refs = [ref for variant in reversed(first.variants) for ref in variant.refs.values()]
    refs += list(run.grades.plan.kinds[kind].tie_break)
    keys = dict.fromkeys((ref.kind, ref.name) for ref in refs if ref.sort == "score")
    found = [graph.nodes[key] for key in keys if key != first.key and key[0] in run.scores.frames]
    return [first, *found[:MAIN]]


def shown_places(node: Node) -> int:
    """A carried score is shown with four decimals in a ranking; the calculation holds all of it."""
    rounding: Rounding | None = node.variants[-1].rounding
    return places(node) if rounding is not None else 4
