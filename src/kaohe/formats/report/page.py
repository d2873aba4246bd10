"""The whole page: its head, a section for each kind of subject, what stands around them, its data and its script."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import count

from kaohe.engine.explanation import Text
from kaohe.engine.run import Run
from kaohe.formats.labels import in_language
from kaohe.formats.report.blocks import Blocks, Detail
from kaohe.formats.report.contents import Block, Column, Contents, Section, middle, opened_one_by_one
from kaohe.formats.report.explanations import Explanations
from kaohe.formats.report.html import Html, data, el
from kaohe.formats.report.parts import Parts
from kaohe.formats.report.words import KIND_COUNTS, KINDS, PERIODS, SCRIPT_WORDS, fill, joined, say

MOST_BYTES = 20_000_000
MOST_SUBJECTS = 50_000
LEVELS = (Detail(), Detail(ends=10), Detail(ends=3), Detail(ends=3, sets=60), Detail(ends=1, sets=10))
"""From everything to the least: the first one that stays within `MOST_BYTES` is written."""
STEP_BYTES = 200
"""About so much of the page goes into one score of one subject: what will be too large is not even tried."""


class TooManySubjects(Exception):
    """More than a page can show."""


def report(run: Run, lang: str) -> str:
    """The page as text; `lang` is the language that it opens in. The same run gives the same text. Raises TooManySubjects."""
    if sum(map(len, run.scores.frames.values())) > MOST_SUBJECTS:
        raise TooManySubjects
    contents = Contents(run)
    for detail in LEVELS[:-1]:
        if _steps(contents, detail) * STEP_BYTES <= MOST_BYTES:
            text = _Page(contents, detail).text(lang)
            if len(text.encode()) <= MOST_BYTES:
                return text
    return _Page(contents, LEVELS[-1]).text(lang)


def _steps(contents: Contents, detail: Detail) -> int:
    """How many scores would be explained."""
    return sum(
        len(detail.rows(block)) * len(list(contents.run.scheme.graph.of(section.kind)))
        for section in contents.sections
        for _, blocks in section.chapters
        for block in blocks[: detail.sets]
    )


@cache
def _file(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


class _Page:
    def __init__(self, contents: Contents, detail: Detail) -> None:
        self.contents, self.detail, self.scheme = contents, detail, contents.text
        self.blocks = Blocks(contents, detail)
        numbers = count(1)
        self.identities = {
            (block.kind, block.label): f"g{next(numbers)}" for section in contents.sections for block in section.blocks
        }
        self.parts = Parts(contents, self.blocks, self.identity)

    def identity(self, block: Block) -> str:
        return self.identities[block.kind, block.label]

    def text(self, lang: str) -> str:
        title = self.scheme.title
        head = [
            el("meta", charset="utf-8"),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            el("meta", name="robots", content="noindex"),
            el("title", title.say(lang)),
            el("style", Html(_file("report.css"))),
        ]
        chosen = [
            el(
                "input",
                type="radio",
                name="lang",
                id=f"l-{one}",
                class_="unseen",
                checked=one == lang,
                aria_label=label,
            )
            for one, label in (("zh", "中文"), ("en", "English"))
        ]
        body = [*chosen, self._top(), self._main(), self.parts.footer(), *self._data()]
        page = el("html", el("head", head), el("body", body), lang="zh-Hans" if lang == "zh" else "en",
                  data_title_zh=title.zh, data_title_en=title.en)  # fmt: skip
        return f"<!doctype html>\n{page}\n"

    # ---- the head of the page ----------------------------------------------------------------------------------------

    def _top(self) -> Html:
        mark = (
            el("p", el("b", "示例数据 SYNTHETIC"), say("invented"), class_="synth") if self.scheme.synthetic else None
        )
        find = el("div", el("label", say("find"), for_="find", class_="unseen"),
                  el("input", id="find", type="search", autocomplete="off", aria_controls="found",
                     data_zh=say("find").zh, data_en=say("find").en),
                  el("ul", id="found", hidden=True, aria_live="polite"), class_="find", hidden=True)  # fmt: skip
        switch = [el("label", word, for_=f"l-{lang}", lang=code) for lang, code, word in
                  (("zh", "zh-Hans", "中文"), ("en", "en", "English"))]  # fmt: skip
        bar = el("div", el("span", "考核", el("i", "Kaohe"), class_="brand"), el("span", self.scheme.title, class_="which"),
                 find, el("span", switch, class_="langs", role="group", aria_label="语言 Language"), class_="top")  # fmt: skip
        return el("header", el("a", say("skip"), href="#main", class_="skip"), mark, bar)

    def _main(self) -> Html:
        sections = [self._section(section) for section in self.contents.sections]
        around = [self.parts.decisions(), self.parts.staff(), self.parts.outcomes(), self.parts.discipline(),
                  self.parts.notices()]  # fmt: skip
        return el("main", self._title(), self._contents(around), sections, around, id="main", class_="page")

    def _title(self) -> Html:
        period = fill(PERIODS[self.scheme.period.kind], year=self.scheme.period.year)
        kinds = [fill(KIND_COUNTS[section.kind], n=sum(len(block.rows) for block in section.blocks))
                 for section in self.contents.sections]  # fmt: skip
        owner = self.scheme.owner
        facts = [
            ("period", period),
            ("assessed", joined(kinds)),
            ("basis", self.scheme.basis),
            ("owner", Text(*(in_language(owner, lang) for lang in ("zh", "en"))) if owner else None),
        ]
        rows = [el("div", el("dt", say(code)), el("dd", value)) for code, value in facts if value]
        note = el("p", self.scheme.note, class_="msg") if self.scheme.note is not None else None
        script = el("p", say("script", scheme=self.scheme.scheme), class_="msg unscripted")
        return el("div", el("p", say("report"), class_="kicker"), el("h1", self.scheme.title), el("dl", rows, class_="facts"),
                  note, script, class_="title")  # fmt: skip

    def _contents(self, around: list[Html | None]) -> Html:
        links = [el("a", KINDS[section.kind], el("small", sum(len(block.rows) for block in section.blocks)),
                    href=f"#k-{section.kind}") for section in self.contents.sections]  # fmt: skip
        for code, part in zip(("decisions", "staff", "outcomes", "discipline", "notices"), around, strict=True):
            if part is not None:
                links.append(el("a", say(code), href=f"#{code}"))
        return el("nav", links, class_="nav-k", aria_label="目录 Contents")

    # ---- a kind of subject -------------------------------------------------------------------------------------------

    def _section(self, section: Section) -> Html:
        chapters = [self._chapter(section, title, blocks) for title, blocks in section.chapters]
        click = el("p", say("click"), class_="purpose js")
        many = len(section.blocks) > 1 or section.graded
        overview = self.parts.overview(section) if many and len(section.blocks) > 1 else None
        return el("section", el("h2", KINDS[section.kind]), click, overview, chapters, self.parts.ungraded(section),
                  id=f"k-{section.kind}", class_="kind")  # fmt: skip

    def _chapter(self, section: Section, title: Text | None, blocks: tuple[Block, ...]) -> list[Html | None]:
        shown = blocks[: self.detail.sets]
        left = el("p", say("sets_left", n=len(blocks) - len(shown)), class_="msg") if len(shown) < len(blocks) else None
        head = el("h3", title) if title is not None else None
        if opened_one_by_one(blocks) or not section.graded:
            opens = el("p", el("button", say("open_all"), type="button", data_all="1"),
                       el("button", say("close_all"), type="button", data_all=""), class_="js all")  # fmt: skip
            paper = el("p", say("paper"), class_="paper")
            together = self._together(blocks) if section.graded else []
            return [head, *together, opens, paper, *(self._folded(block) for block in shown), left]
        return [head, *(self._open(block, len(blocks) > 1) for block in shown), left]

    def _together(self, blocks: tuple[Block, ...]) -> list[Html | None]:
        """Of many small sets: how all of them fared, and what separates the grades in all of them."""
        parts = max((block.parts for block in blocks), key=len)
        return [self.blocks.tally(blocks), self.blocks.separation(blocks, parts)]

    def _open(self, block: Block, titled: bool) -> Html:
        head = el("h4", block.title, el("small", len(block.rows))) if titled else None
        return el("section", head, self.blocks.block(block), id=self.identity(block), class_="set")

    def _folded(self, block: Block) -> Html:
        values = block.values(block.by.key)
        mid = [say("median_at", value=block.by.shown(middle(values)))] if values else []
        used = [f"{row['used']}/{row['room']}" for row in self.blocks.quotas(block)]
        places = [self.contents.grade(block.kind, row["grade"]) for row in self.blocks.quotas(block)]
        said = [el("span", say("places", grade=grade), " ", el("b", n)) for grade, n in zip(places, used, strict=True)]
        summary = el(
            "summary", el("b", block.title), el("small", len(block.rows)), said, [el("span", one) for one in mid]
        )
        return el("details", summary, self.blocks.block(block), id=self.identity(block), class_="set folded")

    # ---- data and script ---------------------------------------------------------------------------------------------

    def _data(self) -> list[Html]:
        told, middles = Explanations(), {}
        for section in self.contents.sections:
            for _, blocks in section.chapters:
                for block in blocks[: self.detail.sets]:
                    columns = list({column.key: column for column in (*block.parts, *block.columns)}.values())
                    middles[self.identity(block)] = [self._middle(block, column) for column in columns]
                    for row in self.detail.rows(block):
                        values = [row.values.get(column.key) for column in columns]
                        told.add(row.subject, self.contents.explained(row.subject), values)
        said = {code: [text.zh, text.en] for code, text in SCRIPT_WORDS.items()}
        found = {"scheme": self.scheme.scheme, "words": said, "sets": middles, **told.data()}
        return [data("data", found), el("script", Html(_file("report.js")))]

    @staticmethod
    def _middle(block: Block, column: Column) -> list[object]:
        values = block.values(column.key)
        mid = middle(values)
        ends = [values[0], column.shown(mid), values[-1]] if values and mid is not None else None
        return [column.title.zh, column.title.en, column.depth, column.places, ends]
