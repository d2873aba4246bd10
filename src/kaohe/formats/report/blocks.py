"""One comparison set on the page: places, distribution, the ranking with its line, the margin, what separates the grades."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from kaohe.engine.explanation import Text
from kaohe.engine.grading.rooms import room_step
from kaohe.engine.narration.phrases import filled, formula_line
from kaohe.engine.numbers import show
from kaohe.formats.report.charts import bar, boxes, distribution, lowest_share
from kaohe.formats.report.contents import Block, Column, Contents, Note, Row, counts, middle, percent, ungraded
from kaohe.formats.report.html import Child, Html, anchor, el, name
from kaohe.formats.report.words import fill, joined, say

FEWEST_DRAWN, FEWEST_COMPARED = 8, 12
"""Smaller sets have no distribution, and no comparison of grades."""
MOST_BARS = 5
"""More columns than this have numbers only."""


@dataclass(frozen=True)
class Detail:
    """How much is on the page. `ends`: so many of the first and of the last of each set, None for all. `sets`: so many sets
    of a chapter."""

    ends: int | None = None
    sets: int | None = None

    def rows(self, block: Block) -> list[Row]:
        """Those shown: both ends, and those around a line."""
        n, rows = self.ends, block.rows
        if n is None or len(rows) <= 2 * n:
            return list(rows)
        return [row for i, row in enumerate(rows) if i < n or i >= len(rows) - n or at_line(row)]


def at_line(row: Row) -> bool:
    """Is the subject the last in, the first out, or equal to them?"""
    near = row.margin
    if near is None or near.last is None:
        return False
    return row.subject in (*near.last_in, *near.first_out) or near.missing == 0 or bool(near.parted)


class Blocks:
    """Writes the sets of a run."""

    def __init__(self, contents: Contents, detail: Detail) -> None:
        self.contents, self.detail = contents, detail
        self.shown = {
            row.subject
            for section in contents.sections
            for _, blocks in section.chapters
            for block in blocks[: detail.sets]
            for row in detail.rows(block)
        }
        self.grades = contents.run.grades

    def block(self, block: Block) -> list[Html | None]:
        """Everything about a set, in order."""
        return [
            self.places(block),
            self._common(block),
            self.picture(block),
            self.ranking(block),
            self.margin(block),
            self.separation([block], block.parts),
        ]

    def link(self, subject: str) -> Html:
        """Its name, leading to its row where it has one."""
        said = name(self.contents.name(subject))
        return el("a", said, href=f"#{anchor(subject)}") if subject in self.shown else said

    # ---- grades, places ----------------------------------------------------------------------------------------------

    def badge(self, kind: Any, code: str, plain: str = "") -> Html | None:
        if not code:
            return None
        codes = self.contents.grades_of(kind)
        place = "g0" if ungraded(code) else f"g{min(codes.index(code), 3) + 1}"
        return el("span", self.contents.grade(kind, code), class_=f"g {place} {plain}".strip())

    def tally(self, blocks: Sequence[Block]) -> Html:
        """How many have each grade."""
        kind = blocks[0].kind
        found = counts(blocks, self.contents.grades_of(kind))
        return el(
            "p", [[self.badge(kind, code, "plain"), el("b", n)] for code, n in found.items() if n], class_="tally"
        )

    def quotas(self, block: Block) -> list[dict[str, Any]]:
        return self._quotas.get((block.kind, block.label), [])

    @cached_property
    def _quotas(self) -> dict[tuple[str, str], list[dict[str, Any]]]:
        found: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for row in self.grades.quotas.rows(named=True):
            if row["sort"] == "grade":
                found.setdefault((row["kind"], row["set"]), []).append(row)
        return found

    def places(self, block: Block) -> Html | None:
        """The places of each grade, how many are taken, and how the room came about."""
        if not self.contents.grades_of(block.kind):
            return None
        found = [self.tally([block])]
        plan = self.grades.plan.kinds[block.kind]
        for row in self.quotas(block):
            grade = next(one for one in plan.grades if one.name == row["grade"])
            step = room_step(self.grades, plan, grade, block.label, "")
            how = Text(*(f"{filled(step, lang)} · {formula_line(step, lang)}".rstrip(" ·") for lang in ("zh", "en")))
            used, room = row["used"], row["room"]
            left = say("over", n=used - room) if used > room else say("free", n=room - used) if used < room else None
            said = el("b", fill(say("places", grade=self.contents.grade(block.kind, row["grade"]))), f" {used}/{room}")
            article = el("small", how, f"　{step.article}", class_="muted")
            found.append(el("p", said, boxes(used, room), el("span", left) if left else None, article, class_="quota"))
        return el("div", found, class_="places")

    # ---- the picture -------------------------------------------------------------------------------------------------

    def picture(self, block: Block) -> Html | None:
        values = block.values(block.by.key)
        if len(values) < FEWEST_DRAWN or values[0] == values[-1]:
            return None
        mid = middle(values)
        assert mid is not None
        marks = [(mid, say("median_at", value=block.by.shown(mid)), "median")]
        for grade, last, _ in self.lines(block):
            words = say("line_at", grade=self.contents.grade(block.kind, grade), value=block.by.shown(last))
            marks.append((Fraction(last), words, "seal"))
        ranks = {code: i for i, code in enumerate(self.contents.grades_of(block.kind)[:-1])}
        return distribution(block, ranks, marks)

    def lines(self, block: Block) -> Iterator[tuple[str, int, int]]:
        """Each line of a quota: the grade, the score of the last one in and of the first one out."""
        by, done = block.by.key, set()
        for row in block.rows:
            near = row.margin
            if near is None or near.grade in done or not near.last_in or not near.first_out:
                continue
            done.add(near.grade)
            of = {one.subject: one.values.get(by) for one in block.rows}
            last, first = of.get(near.last_in[0]), of.get(near.first_out[0])
            if last is not None and first is not None:
                yield near.grade, last, first

    # ---- the ranking -------------------------------------------------------------------------------------------------

    def ranking(self, block: Block) -> Html:
        shown = self.detail.rows(block)
        graded = bool(self.contents.grades_of(block.kind))
        noted = any(self._own_notes(block, row) for row in block.rows)
        above = block.kind == "cadre" and len({row.above for row in block.rows}) > 1
        low = lowest_share(block)
        heads: list[Html] = [el("th", say("rank"), scope="col", class_="num")] if graded else []
        heads.append(el("th", say("subject"), scope="col"))
        heads += [el("th", say("of"), scope="col")] if above else []
        heads += [self._head(column) for column in block.columns]
        heads += [el("th", say("grade"), scope="col")] if graded else []
        heads += [el("th", say("why"), scope="col")] if noted else []
        band = self._band(block, len(heads))
        body: list[Html | None] = []
        last_in = max((i for i, row in enumerate(shown) if row.margin and row.margin.got), default=-1)
        for i, row in enumerate(shown):
            body.append(self._row(block, row, above=above, low=low, noted=noted))
            body.append(band if i == last_in else None)
        foot = list(self._foot(block, low, len(shown)))
        table = el(
            "table",
            el("caption", block.title, class_="unseen"),
            el("thead", el("tr", heads)),
            el("tbody", body),
            class_="t",
        )
        return el("div", el("div", table, class_="scroll", tabindex=0, role="region", aria_label=block.title.zh),
                  el("p", foot, class_="foot") if foot else None, class_="sheet")  # fmt: skip

    def _common(self, block: Block) -> Html | None:
        """What holds for everybody is said once."""
        notes = [note for note in block.rows[0].notes if self._holds_for_all(block, note)]
        return el("p", el("b", say("for_all")), [_note(note) for note in notes], class_="msg held") if notes else None

    @staticmethod
    def _holds_for_all(block: Block, note: Note) -> bool:
        return len(block.rows) > 1 and all(note in row.notes for row in block.rows)

    def _own_notes(self, block: Block, row: Row) -> list[Note]:
        return [note for note in row.notes if not self._holds_for_all(block, note)]

    def _head(self, column: Column) -> Html:
        full = el("small", say("out_of", full=show(column.full))) if column.full else None
        return el("th", column.title, full, scope="col", class_="num")

    def _row(self, block: Block, row: Row, *, above: bool, low: Fraction, noted: bool) -> Html:
        cells: list[Html] = []
        graded = bool(self.contents.grades_of(block.kind))
        if graded:
            rank: Child = "—" if row.rank is None else say("tied", n=row.rank) if row.tied else row.rank
            cells.append(el("td", rank, class_="num"))
        who = el("a", name(row.name), href=f"#{anchor(row.subject)}", class_="who")
        same = row.name == row.subject
        cells.append(el("th", who, None if same else el("small", row.subject), scope="row"))
        if above:
            cells.append(el("td", name(row.above), class_="above"))
        cells += [self._cell(block, column, row, low) for column in block.columns]
        if graded:
            cells.append(el("td", self.badge(block.kind, row.grade)))
        if noted:
            cells.append(el("td", [_note(note) for note in self._own_notes(block, row)], class_="notes"))
        barred = any(note.sort == "bar" for note in row.notes)
        return el("tr", cells, id=anchor(row.subject), data_s=row.subject, class_="barred" if barred else None)

    def _cell(self, block: Block, column: Column, row: Row, low: Fraction) -> Html:
        value = row.values.get(column.key)
        main = column is block.columns[0]
        drawn = main or sum(1 for one in block.columns if one.full) <= MOST_BARS
        if value is None:
            return el("td", say("held") if main else "—", class_="num none")
        return el(
            "td", column.shown(value), bar(value, column, low) if drawn else None, class_="num main" if main else "num"
        )

    def _band(self, block: Block, wide: int) -> Html | None:
        """The line between the last one in and the first one out."""
        for grade, last, first in self.lines(block):
            near = next(row.margin for row in block.rows if row.margin and row.margin.grade == grade)
            by = block.by
            ins, outs = self._names(near.last_in), self._names(near.first_out)
            if last == first:
                told = say("line_equal", last=by.shown(last))
            else:
                told = say("line_band", last=f"{ins} {by.shown(last)}", first=f"{outs} {by.shown(first)}",
                           gap=by.shown(last - first))  # fmt: skip
            head = el("b", say("line", grade=self.contents.grade(block.kind, grade)))
            return el("tr", el("td", head, told, colspan=wide), class_="line")
        return None

    def _names(self, subjects: Sequence[str]) -> str:
        return "、".join(self.contents.name(subject) for subject in subjects[:3]) + ("…" if len(subjects) > 3 else "")

    def _foot(self, block: Block, low: Fraction, shown: int) -> Iterator[Html]:
        if any(column.full for column in block.columns):
            yield el("span", say("bars", low=percent(low)))
        if any(row.tied for row in block.rows):
            yield el("span", say("tied_note"))
        if not self.contents.grades_of(block.kind):
            yield el("span", say("unranked"))
        elif block.missing:
            names = [column.title for column in block.missing]
            yield el("span", say("all_held", names=joined(names)))
        if shown < len(block.rows):
            yield el("span", say("shown_of", n=len(block.rows), ends=self.detail.ends))

    # ---- the margin --------------------------------------------------------------------------------------------------

    def margin(self, block: Block) -> Html | None:
        """Everybody at the line, each with the sentence that its explanation has."""
        rows = [row for row in block.rows if at_line(row)]
        plain = not any(row.margin and (row.margin.tied or row.margin.parted) for row in rows)
        if not rows or (plain and len(block.rows) < FEWEST_COMPARED):  # the line in the ranking says as much
            return None
        body = [self._margin_row(block, row) for row in rows]
        margin = rows[0].margin
        assert margin is not None
        title = say("margin", grade=self.contents.grade(block.kind, margin.grade))
        heads = ["subject", "score", "grade", "margin_case", "article"]
        head = [el("th", say(one), scope="col", class_="num" if one == "score" else None) for one in heads]
        table = el("table", el("caption", title), el("thead", el("tr", head)), el("tbody", body), class_="t tight")
        return el("div", el("div", table, class_="scroll"), class_="sheet")

    def _margin_row(self, block: Block, row: Row) -> Html:
        assert row.margin is not None
        step = self.contents.explained(row.subject)
        place = next(part for part in step.parts if part.what == f"quota:{row.margin.grade}")
        told = Text(self._named(filled(place, "zh"), row), self._named(filled(place, "en"), row))
        value = row.values.get(block.by.key)
        return el("tr", el("th", self.link(row.subject), scope="row"), el("td", block.by.shown(value), class_="num"),
                  el("td", self.badge(block.kind, row.grade, "plain")), el("td", told),
                  el("td", place.article, class_="muted"))  # fmt: skip

    def _named(self, sentence: str, row: Row) -> str:
        """Names instead of ids, where the sentence lists those of equal score."""
        assert row.margin is not None
        tied = row.margin.tied
        return sentence.replace(", ".join(tied), self._names(tied)) if tied else sentence

    # ---- what separates the grades -----------------------------------------------------------------------------------

    def separation(self, blocks: Sequence[Block], parts: Sequence[Column]) -> Html | None:
        """The mean of each part for each grade, the largest gap between the two best grades first."""
        kind = blocks[0].kind
        rows = [row for block in blocks for row in block.rows]
        codes = [code for code in self.contents.grades_of(kind)[:-1] if any(row.grade == code for row in rows)]
        if len(rows) < FEWEST_COMPARED or len(codes) < 2:
            return None
        compared = []
        for part in parts:
            means = [_mean([row.values[part.key] for row in rows if row.grade == code and part.key in row.values])
                     for code in codes]  # fmt: skip
            first, second = means[0], means[1]
            if first is not None and second is not None:
                gap = first - second
                share = gap / 10**part.places / part.full if part.full else Fraction(0)
                compared.append((part, means, gap, share))
        if len(compared) < 2:
            return None
        compared.sort(key=lambda one: (one[0].depth > 0, -one[3]))
        most = max(abs(one[3]) for one in compared) or Fraction(1)
        heads = [el("th", say("part"), scope="col"), el("th", say("full"), scope="col", class_="num")]
        heads += [el("th", self.contents.grade(kind, code), scope="col", class_="num") for code in codes]
        titles = [self.contents.grade(kind, code) for code in codes[:2]]
        heads += [el("th", say("gap", first=titles[0], second=titles[1]), scope="col", colspan=2)]
        body = [_compared(*one, most) for one in compared]
        table = el("table", el("thead", el("tr", heads)), el("tbody", body), class_="t tight")
        note = el("p", el("span", say("separates_note")), class_="foot")
        summary = el("summary", say("separates"))
        return el(
            "details",
            summary,
            el("div", el("div", table, class_="scroll"), note, class_="sheet"),
            class_="more",
            open=True,
        )


def _mean(values: Sequence[int]) -> Fraction | None:
    return Fraction(sum(values), len(values)) if values else None


def _compared(part: Column, means: Sequence[Fraction | None], gap: Fraction, share: Fraction, most: Fraction) -> Html:
    size = round(90 * abs(share) / most)
    drawn = el("svg", el("rect", width=size, height=6, class_="fill" if gap >= 0 else "minus"), class_="bar",
               viewBox="0 0 90 6", aria_hidden="true")  # fmt: skip
    sign = "+" if gap > 0 else ""
    title = el("th", part.title, scope="row", class_=f"in{part.depth}")
    cells = [el("td", part.shown(mean), class_="num") for mean in means]
    full = el("td", show(part.full) if part.full else "—", class_="num muted")
    difference = [
        el("td", f"{sign}{part.shown(gap)}", class_="num"),
        el("td", drawn, f" {percent(share, 1)}%", class_="share"),
    ]
    return el("tr", title, full, cells, difference)


def _note(note: Note) -> Html:
    article = el("small", note.article) if note.article else None
    return el("span", note.text, article, class_=f"note n-{note.sort}" if note.sort else "note")
