"""What stands around the rankings: the overview, who has no grade and why, discipline, decisions, outcomes, origin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from kaohe import __version__
from kaohe.engine.explanation import Text
from kaohe.engine.grading import set_title
from kaohe.engine.numbers import read_number, show
from kaohe.engine.wording import SEVERITIES, sentence
from kaohe.engine.wording.grading import VERDICTS
from kaohe.formats.report.blocks import Blocks
from kaohe.formats.report.contents import (
    Block,
    Contents,
    Row,
    Section,
    counts,
    middle,
    opened_one_by_one,
    percent,
    ungraded,
)
from kaohe.formats.report.html import Child, Html, el
from kaohe.formats.report.words import joined, say
from kaohe.formats.results import engine_fingerprint

FEW = 12
"""So many names stand in a line; more are unfolded."""

_OF = {"full": Text("满分", "full marks"), "max": Text("最高分", "the highest"), "mean": Text("平均分", "the mean")}


def table(heads: Sequence[tuple[str, str]], rows: Iterable[Sequence[Child]], *, caption: Text | None = None) -> Html:
    """`heads`: the code of each column's words, and its class; the first cell of a row is its head."""
    classes = [kind for _, kind in heads]
    head = [el("th", say(code) if code else None, scope="col", class_=kind or None) for code, kind in heads]
    body = [
        el("tr", [el("th" if i == 0 else "td", cell, class_=kind or None, scope="row" if i == 0 else None)
                  for i, (cell, kind) in enumerate(zip(row, classes, strict=True))])
        for row in rows
    ]  # fmt: skip
    said = el("caption", caption) if caption is not None else None
    return el("div", el("div", el("table", said, el("thead", el("tr", head)), el("tbody", body), class_="t"),
                        class_="scroll"), class_="sheet")  # fmt: skip


class Parts:
    def __init__(self, contents: Contents, blocks: Blocks, identity: Callable[[Block], str]) -> None:
        self.contents, self.blocks, self.identity = contents, blocks, identity
        self.run, self.text = contents.run, contents.text

    # ---- overview ----------------------------------------------------------------------------------------------------

    def overview(self, section: Section) -> Html:
        """One row a set: how many, their grades, places, the middle, the range."""
        kind, codes = section.kind, self.contents.grades_of(section.kind)
        used = counts(section.blocks, codes)
        codes = [code for code in codes if used[code] or not ungraded(code)]
        quotas = list(dict.fromkeys(row["grade"] for block in section.blocks for row in self.blocks.quotas(block)))
        heads = [el("th", say("group"), scope="col"), el("th", say("number_of"), scope="col", class_="num")]
        heads += [el("th", self.contents.grade(kind, code), scope="col", class_="num") for code in codes]
        heads += [
            el("th", say("places", grade=self.contents.grade(kind, one)), scope="col", class_="num") for one in quotas
        ]
        heads += [el("th", say(one), scope="col", class_="num") for one in ("median", "range")]
        body = []
        for title, blocks in section.chapters:
            together = opened_one_by_one(blocks)
            for some in [blocks] if together else [(block,) for block in blocks]:
                words = say("small_sets", n=len(some)) if together else some[0].title
                said: Child = [el("b", title), " · ", words] if together and title else words
                target = self.identity(some[0])
                body.append(self._overview_row(el("a", said, href=f"#{target}"), some, codes, quotas))
        return el("div", el("div", el("table", el("caption", say("overview"), class_="unseen"), el("thead", el("tr", heads)),
                                      el("tbody", body), class_="t"), class_="scroll"), class_="sheet")  # fmt: skip

    def _overview_row(self, head: Html, blocks: Sequence[Block], codes: Sequence[str], quotas: Sequence[str]) -> Html:
        found = counts(blocks, codes)
        by, values = blocks[0].by, sorted(value for block in blocks for value in block.values(block.by.key))
        cells: list[Child] = [sum(len(block.rows) for block in blocks), *(found[code] or "—" for code in codes)]
        for grade in quotas:
            rows = [row for block in blocks for row in self.blocks.quotas(block) if row["grade"] == grade]
            cells.append(f"{sum(row['used'] for row in rows)}/{sum(row['room'] for row in rows)}" if rows else "—")
        cells += [by.shown(middle(values)), f"{by.shown(values[0])}—{by.shown(values[-1])}" if values else "—"]
        return el("tr", el("th", head, scope="row"), [el("td", cell, class_="num") for cell in cells])

    # ---- who has no grade --------------------------------------------------------------------------------------------

    def ungraded(self, section: Section) -> Html | None:
        """Those of one cause together."""
        found: dict[Text, list[tuple[Block, Row]]] = {}
        for block in section.blocks:
            for row in block.rows:
                if ungraded(row.grade):
                    causes = [note.text for note in row.notes if note.sort in ("bar", "held")]
                    found.setdefault(joined(causes), []).append((block, row))
        if not found:
            return None
        rows = [(cause, len(some), self._names([row.subject for _, row in some])) for cause, some in found.items()]
        return el(
            "section", el("h3", say("ungraded")), table([("cause", "cause"), ("number_of", "num"), ("who", "")], rows)
        )

    def _names(self, subjects: Sequence[str]) -> list[Child]:
        links: list[Child] = [[self.blocks.link(subject), " "] for subject in subjects]
        if len(links) <= FEW:
            return links
        return [el("details", el("summary", [*links[:3], f"… {len(links)}"]), links[3:], class_="names")]

    # ---- discipline, decisions, outcomes -----------------------------------------------------------------------------

    def discipline(self) -> Html | None:
        rule, rows = self.text.discipline, list(self.run.grades.discipline.rows(named=True))
        if rule is None or not rows:
            return None
        heads = [("source", ""), ("part", ""), ("group", ""), ("scored", "num"), ("least_most", "num"), ("spread", "num"),
                 ("verdict", ""), ("consequence", ""), ("article", "muted")]  # fmt: skip
        note = say("discipline_note", of=_OF[rule.of], least=f"{percent(rule.at_least, 1)}%")
        body = [self._disciplined(row, rule.within) for row in rows]
        return el(
            "section", el("h2", say("discipline")), el("p", note, class_="purpose"), table(heads, body), id="discipline"
        )

    def _disciplined(self, row: dict[str, Any], within: str) -> list[Child]:
        node = self.run.scheme.graph.nodes[row["kind"], row["score"]]
        kind, bad = row["kind"], row["verdict"] in ("too_small", "full_marks_for_all")
        if kind in self.run.grades.frames:
            title = set_title(self.run.grades, kind, row["set"], {"": within})
        else:
            known = self.text.groups.get(kind, {}).get(row["set"])
            title = known.title if known is not None else Text(row["set"], row["set"])
        mark = "bad" if bad else "fine" if row["verdict"] == "ok" else "plain"
        verdict = el("span", VERDICTS[row["verdict"]], class_=f"state {mark}")
        follows = VERDICTS[row["consequence"]] if row["consequence"] else "—"
        span = f"{_share(row['least'])}—{_share(row['most'])}"
        return [row["source"] or "—", node.title, title, row["scored"], span, _share(row["spread"]), verdict, follows,
                row["article"]]  # fmt: skip

    def decisions(self) -> Html | None:
        rows = list(self.run.grades.decisions.rows(named=True))
        if not rows:
            return None
        heads = [
            ("subject", ""),
            ("change", ""),
            ("by", ""),
            ("at", "nowrap"),
            ("reason", ""),
            ("document", ""),
            ("effect", ""),
        ]
        body: list[list[Child]] = []
        for row in rows:
            kind, applied = row["kind"], row["result"] == "applied"
            before = (
                self.blocks.badge(kind, row["from"], "plain") if row["from"] in self.contents.grades_of(kind) else None
            )
            after = row["to"] in self.contents.grades_of(kind)
            change: list[Child] = [before, " → ", self.blocks.badge(kind, row["to"], "plain") if after else row["to"]]
            effect = el(
                "span", say("applied" if applied else "not_applied"), class_=f"state {'fine' if applied else 'bad'}"
            )
            papers = "；".join(filter(None, (row["document"], row["approval"])))
            body.append([self.blocks.link(row["subject"]), change, row["by"], row["at"],
                         row["reason"], papers or "—", effect])  # fmt: skip
        return el("section", el("h2", say("decisions")), table(heads, body), id="decisions")

    def outcomes(self) -> Html | None:
        found: dict[str, dict[bool, list[str]]] = {}
        for subject, outcome, _, certain in self.run.grades.outcomes.iter_rows():
            found.setdefault(outcome, {True: [], False: []})[certain].append(subject)
        if not found:
            return None
        body: list[list[Child]] = []
        for code, rule in self.text.outcomes.items():
            if code in found:
                sure, open_ = found[code][True], found[code][False]
                who = [
                    self._names(sure),
                    el("p", el("b", say("uncertain")), " ", self._names(open_)) if open_ else None,
                ]
                body.append([rule.title, len(sure), len(open_) or "—", who, rule.article])
        heads = [("outcome", "cause"), ("certain", "num"), ("uncertain", "num"), ("who", ""), ("article", "muted")]
        return el("section", el("h2", say("outcomes")), table(heads, body), id="outcomes")

    def staff(self) -> Html | None:
        """Places for the staff of units, by the unit's own grade."""
        rows = [row for row in self.run.grades.quotas.rows(named=True) if row["sort"] == "staff"]
        if not rows:
            return None
        heads = [("subject", ""), ("grade", ""), ("number_of", "num"), ("exact", "num"), ("room", "num")]
        body: list[list[Child]] = [
            [self.blocks.link(row["set"]), self.blocks.badge(row["kind"], row["grade"], "plain"),
             row["base"], _decimal(row["exact"]), el("b", row["room"])]
            for row in rows
        ]  # fmt: skip
        total = sum(row["room"] for row in rows)
        summary = el("summary", say("staff"), el("small", f" {len(rows)} · {total}"))
        return el("section", el("details", summary, table(heads, body), class_="more"), id="staff")

    def notices(self) -> Html | None:
        problems = self.run.grades.problems
        if not problems:
            return None
        said = [
            Text(*(f"{SEVERITIES[one.severity].say(lang)}{colon}{sentence(one.code, one.values, lang)}"
                   for lang, colon in (("zh", "："), ("en", ": "))))
            for one in problems
        ]  # fmt: skip
        return el("section", el("h2", say("notices")), [el("p", one, class_="msg warn") for one in said], id="notices")

    # ---- origin ------------------------------------------------------------------------------------------------------

    def footer(self) -> Html:
        prints = {
            "scheme_print": f"{self.text.scheme} · {self.run.scheme.fingerprint}",
            "figures_print": self.run.figures.fingerprint,
            "engine_print": f"Kaohe {__version__} · {engine_fingerprint()}",
        }
        rows = [el("div", el("dt", say(code)), el("dd", value)) for code, value in prints.items()]
        return el(
            "footer", el("h2", say("fingerprints")), el("p", say("fingerprints_note")), el("dl", rows), class_="page"
        )


def _share(text: str | None) -> str:
    """A fraction of the discipline as a per cent, half up; one that is no fraction as it is told."""
    value = read_number(text) if text else None
    return "—" if text is None else text if value is None else f"{percent(value, 1)}%"


def _decimal(text: str | None) -> str:
    value = read_number(text) if text else None
    return show(value) if isinstance(value, Fraction) else text or "—"
