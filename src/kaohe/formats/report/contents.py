"""What the report shows, as plain records: each kind of subject, its comparison sets, their members, best first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from statistics import median
from typing import Any

from kaohe.engine.explanation import Held, Step, Text
from kaohe.engine.grading import Margin, margins, reason_title, set_title
from kaohe.engine.narration.phrases import causes
from kaohe.engine.numbers import show, whole
from kaohe.engine.run import Run, explain
from kaohe.engine.scheme.grade_names import UNGRADED
from kaohe.engine.scheme.graph import NodeKey
from kaohe.engine.scheme.model import KINDS, Kind
from kaohe.engine.scheme.names import Ref
from kaohe.formats.report.words import say
from kaohe.formats.results import places, wide_scores

MOST_COLUMNS = 9
SMALL_SET, MANY_SETS = 20, 8
"""More sets than this, and most of them smaller than that, are opened one by one."""


@dataclass(frozen=True)
class Column:
    """A score. `full`: its full marks where it is part of the score that ranks. `depth`: how far beneath that."""

    key: NodeKey
    title: Text
    places: int
    full: Fraction | None
    depth: int

    def shown(self, units: int | Fraction | None) -> str:
        """A value in units of the column's places, rounded half up to them."""
        if units is None:
            return "—"
        whole_units = units if isinstance(units, int) else whole(units, "half_up")
        return show(Fraction(whole_units, 10**self.places), self.places)


@dataclass(frozen=True)
class Note:
    """Why, or what else there is to know; `sort`: `bar`, `held`, `flag` or plain."""

    text: Text
    article: str = ""
    sort: str = ""


@dataclass(frozen=True)
class Row:
    """A subject. `values`: by score, in units of its column's places; no entry where there is no number."""

    subject: str
    name: str
    above: str
    rank: int | None
    tied: bool
    grade: str
    values: dict[NodeKey, int]
    notes: tuple[Note, ...]
    margin: Margin | None


@dataclass(frozen=True)
class Block:
    """A comparison set, its members by rank. `columns`: those of the table, the score that ranks first; `parts`: all that
    this score is made of. `missing`: columns for which nobody has a number."""

    kind: Kind
    label: str
    title: Text
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    parts: tuple[Column, ...]
    missing: tuple[Column, ...]

    def values(self, key: NodeKey) -> list[int]:
        return sorted(row.values[key] for row in self.rows if key in row.values)

    @property
    def by(self) -> Column:
        return self.columns[0]


@dataclass(frozen=True)
class Section:
    """A kind of subject. `chapters`: its sets; many small ones of one post together."""

    kind: Kind
    graded: bool
    chapters: tuple[tuple[Text | None, tuple[Block, ...]], ...]

    @property
    def blocks(self) -> list[Block]:
        return [block for _, blocks in self.chapters for block in blocks]


def opened_one_by_one(blocks: Sequence[Block]) -> bool:
    return len(blocks) > MANY_SETS and median(len(block.rows) for block in blocks) < SMALL_SET


def middle(values: Sequence[int]) -> Fraction | None:
    return Fraction(median(map(Fraction, values))) if values else None


class Contents:
    """Reads a run."""

    def __init__(self, run: Run) -> None:
        self.run, self.text, self.graph = run, run.scheme.text, run.scheme.graph
        self._values: dict[Kind, dict[str, dict[NodeKey, int]]] = {}
        self._explained: dict[str, Step] = {}

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Those of which something is scored."""
        scored = {kind for kind, _ in self.graph.nodes}
        return tuple(
            self._section(kind) for kind in KINDS if kind in scored and len(self.run.scores.frames.get(kind, ()))
        )

    def explained(self, subject: str) -> Step:
        """Its explanation; what belongs to the unit or team above is told there."""
        if subject not in self._explained:
            self._explained[subject] = explain(self.run, subject, own=True)
        return self._explained[subject]

    def name(self, subject: str) -> str:
        return str(self.run.reference.cell(subject, "name") or subject)

    def grade(self, kind: Kind, code: str) -> Text:
        return self.run.grades.facts.titles[kind].grade(code)

    def grades_of(self, kind: Kind) -> list[str]:
        """Best first, and last that there is none."""
        return list(self.run.grades.plan.kinds[kind].names) if kind in self.run.grades.frames else []

    # ---- sections and sets -------------------------------------------------------------------------------------------

    def _section(self, kind: Kind) -> Section:
        graded = kind in self.run.grades.frames
        sets: dict[str, list[Row]] = {}
        for label, row in self._rows(kind) if graded else self._ungraded_rows(kind):
            sets.setdefault(label, []).append(row)
        blocks = [self._block(kind, label, rows) for label, rows in sets.items()]
        order = self._group_order(kind)
        blocks.sort(key=lambda block: (*order(block.label), block.label))
        return Section(kind, graded, tuple(self._chapters(kind, blocks)))

    def _chapters(self, kind: Kind, blocks: list[Block]) -> Iterator[tuple[Text | None, tuple[Block, ...]]]:
        posts = list(dict.fromkeys(block.label.rpartition(":")[0] for block in blocks))
        for post in posts:
            title = self.run.grades.facts.titles[kind].word(Ref("fact", kind, "group"), post) if post else None
            yield title, tuple(block for block in blocks if block.label.rpartition(":")[0] == post)

    def _group_order(self, kind: Kind) -> Any:
        """Sets in the order in which the scheme names the groups."""
        posts = list(self.text.groups.get(kind, {}))
        groups = {code: i for groups in self.text.groups.values() for i, code in enumerate(groups)}

        def place(label: str) -> tuple[int, int]:
            post, _, word = label.rpartition(":")
            return posts.index(post) if post in posts else -1, groups.get(word.partition("+")[0], len(groups))

        return place

    def _block(self, kind: Kind, label: str, rows: list[Row]) -> Block:
        by = self.by(kind)
        graded = kind in self.run.grades.frames
        title = set_title(self.run.grades, kind, label) if graded else self._group_title(kind, label)
        parts = tuple(self._parts(kind, by, [row.subject for row in rows]))
        beneath = {part.key for part in parts} | {by}
        others = [key for key in self.graph.nodes if key[0] == kind and key in self.graph.roots and key not in beneath]
        columns = [part for part in parts if part.depth <= 1] + [self._column(key) for key in others]
        has = {key for row in rows for key in row.values}
        shown = [column for column in columns if column.key in has or column.key == by]
        missing = [column for column in columns if column.key not in has and column.key != by]
        ordered = sorted(rows, key=lambda row: self._order(row, by))
        kept = tuple(part for part in parts if part.key in has)
        return Block(kind, label, title, tuple(ordered), tuple(shown[:MOST_COLUMNS]), kept, tuple(missing))

    @staticmethod
    def _order(row: Row, by: NodeKey) -> tuple[bool, int, int, str]:
        return row.rank is None, row.rank or 0, -row.values.get(by, -(10**30)), row.subject

    def _group_title(self, kind: Kind, group: str) -> Text:
        known = self.text.groups.get(kind, {}).get(group)
        return known.title if known is not None else Text(group, group) if group else Text("全部对象", "all")

    def by(self, kind: Kind) -> NodeKey:
        """The score that ranks; where nothing is graded, the one that most others are part of."""
        grading = self.text.grading.get(kind)
        if grading is not None:
            return kind, grading.by
        roots = [key for key in self.graph.nodes if key[0] == kind and key in self.graph.roots]
        return max(roots, key=lambda key: len(list(self._parts(kind, key, ()))))

    # ---- columns -----------------------------------------------------------------------------------------------------

    def _column(self, key: NodeKey, full: Fraction | None = None, depth: int = 0) -> Column:
        node = self.graph.nodes[key]
        return Column(key, node.title, places(node), full, depth)

    def _parts(self, kind: Kind, by: NodeKey, members: Sequence[str]) -> Iterator[Column]:
        """The score, its parts, and their parts, each once; of a kind above no more than the score itself. Full marks are
        the most that any of the members can have."""
        seen: set[NodeKey] = set()

        def walk(key: NodeKey, depth: int) -> Iterator[Column]:
            if key in seen or depth > 2:
                return
            seen.add(key)
            full = {self.run.reference.marks(Ref("score", *key), member) for member in members}
            yield self._column(key, None if self.graph.nodes[key].extra else max(full, default=None), depth)
            if key[0] == kind:
                refs = [ref for variant in reversed(self.graph.nodes[key].variants) for ref in variant.refs.values()]
                for ref in dict.fromkeys(ref for ref in refs if ref.sort == "score"):
                    yield from walk((ref.kind, ref.name), depth + 1)

        return walk(by, 0)

    def _of_kind(self, kind: Kind) -> dict[str, dict[NodeKey, int]]:
        """Every number of every subject of a kind, those of the unit and the team above it included."""
        if kind not in self._values:
            found: dict[str, dict[NodeKey, int]] = {}
            for row in wide_scores(self.run, kind).iter_rows(named=True):
                subject = row.pop("subject")
                found[subject] = {(kind, name): units for name, units in row.items() if units is not None}
            for above in KINDS[: KINDS.index(kind)]:
                theirs = self._of_kind(above) if self.run.figures.subjects.get(above) is not None else {}
                for subject, own in found.items():
                    own.update(theirs.get(self.run.reference.ancestor(subject, above) or "", {}))
            self._values[kind] = found
        return self._values[kind]

    # ---- rows --------------------------------------------------------------------------------------------------------

    def _ungraded_rows(self, kind: Kind) -> Iterator[tuple[str, Row]]:
        by, values = self.by(kind), self._of_kind(kind)
        for subject in self.run.reference.subjects(kind):
            notes = tuple(self._held(kind, subject, by))
            row = Row(subject, self.name(subject), "", None, False, "", values[subject], notes, None)
            yield str(self.run.reference.cell(subject, "group") or ""), row

    def _rows(self, kind: Kind) -> Iterator[tuple[str, Row]]:
        frame, values = self.run.grades.frames[kind], self._of_kind(kind)
        ranked: dict[tuple[str, int | None], int] = {}
        for label, rank in frame.select("set", "rank").iter_rows():
            ranked[label, rank] = ranked.get((label, rank), 0) + 1
        for found in frame.iter_rows(named=True):
            subject, rank = found["subject"], found["rank"]
            above = self.run.reference.cell(subject, "parent")
            above = self.name(above) if above in self.run.reference.rows else ""
            near = margins(self.run.scores, self.run.grades, subject)
            margin = near[0] if near else None
            notes = tuple(self._notes(kind, found, margin))
            tied = rank is not None and ranked[found["set"], rank] > 1
            name = self.name(subject)
            yield found["set"], Row(subject, name, above, rank, tied, found["grade"], values[subject], notes, margin)

    def _notes(self, kind: Kind, found: dict[str, Any], margin: Margin | None) -> Iterator[Note]:
        reason, _, code = found["reason"].partition(":")
        plan, by = self.run.grades.plan.kinds[kind], self.by(kind)
        title = reason_title(self.run.grades, kind, found["reason"]) or Text(code, code)
        if reason in ("status", "veto", "cap", "condition_unknown"):
            rules = {rule.code: rule.article for rule in (*plan.vetoes, *plan.caps)}
            article = rules | {status.code: status.article for status in plan.statuses}
            yield Note(title, article.get(found["reason"], ""), "held" if reason == "condition_unknown" else "bar")
        elif reason == "quota_full" and margin is not None:
            yield Note(self._short(kind, margin))
        elif reason in ("score_held", "score_left_out"):
            yield from self._held(kind, found["subject"], by)
        elif reason == "decision":
            yield Note(say("decisions"), sort="bar")
        if found["proposal"]:
            proposed = self.grade(kind, found["proposal"])
            yield Note(say("proposed", name=proposed), sort="flag")
        for flag in (found["flags"] or "").split():
            rule = next((rule for rule in plan.flags if rule.name == flag), None)
            if rule is not None:
                yield Note(rule.because, rule.article, "flag")

    def _short(self, kind: Kind, margin: Margin) -> Text:
        if margin.missing is None:
            return say("no_place")
        if margin.missing == 0:
            return say("tied_out")
        grade = self.grade(kind, margin.grade)
        return say("short_of", grade=grade, missing=show(margin.missing, places(self.graph.nodes[self.by(kind)])))

    def _held(self, kind: Kind, subject: str, by: NodeKey) -> Iterator[Note]:
        value = self.run.reference.outcome(by, subject)
        if isinstance(value, Held):
            why = Text(*("；".join(causes(value.causes, lang, self._titles)) for lang in ("zh", "en")))
            why = Text(why.zh, why.en.replace("；", "; "))
            yield Note(why, sort="held")
            if value.low is not None and value.high is not None:
                low, high = (show(end, places(self.graph.nodes[by])) for end in (value.low, value.high))
                yield Note(say("possible", low=low, high=high))

    @cached_property
    def _titles(self) -> dict[str, Text]:
        found = {name: node.title for (_, name), node in self.graph.nodes.items()}
        return found | {name: indicator.title for name, indicator in self.text.indicators.items()}


def counts(blocks: Sequence[Block], grades: Sequence[str]) -> dict[str, int]:
    """How many have each grade."""
    found = [row.grade for block in blocks for row in block.rows]
    return {grade: found.count(grade) for grade in grades}


def ungraded(code: str) -> bool:
    return code == UNGRADED


def percent(share: Fraction, digits: int = 0) -> str:
    """Rounded half up."""
    return show(Fraction(whole(share * 100 * 10**digits, "half_up"), 10**digits), digits)
