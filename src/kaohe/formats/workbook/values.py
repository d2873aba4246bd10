"""Scores, grades and reasons of a run as a workbook shows them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import narwhals as nw

from kaohe.engine.explanation import Text
from kaohe.engine.grading.plan import KindPlan
from kaohe.engine.run import Run
from kaohe.engine.scheme.graph import Node
from kaohe.engine.scheme.model import Kind
from kaohe.engine.scheme.names import Ref, meaning
from kaohe.engine.scheme.titles import Titles
from kaohe.engine.scores import high_column, low_column, score_column, state_column
from kaohe.engine.wording.grading import REASONS


def scores_of(run: Run, node: Node) -> dict[str, tuple[float | None, int | None]]:
    """By subject the nearest double of the score and its state; a carried score within its enclosure."""
    frame, stored = run.scores.frames[node.kind], run.scores.stored[node.key]
    if stored.unit is not None:
        top, bottom = stored.unit.numerator, stored.unit.denominator
        numbers = [None if n is None else n * top / bottom for n in frame[score_column(node.name)].to_list()]
    else:
        ends = (frame[name(node.name)].to_list() for name in (low_column, high_column))
        numbers = [None if low is None else (low + high) / 2 for low, high in zip(*ends, strict=True)]
    state = state_column(node.name)
    states = frame[state].to_list() if state in frame.columns else [None] * len(numbers)
    return dict(zip(frame["subject"].to_list(), zip(numbers, states, strict=True), strict=True))


def names_of(run: Run, kind: Kind) -> dict[str, str]:
    frame = run.scores.frames[kind]
    return {subject: name or "" for subject, name in frame.select("subject", "name").iter_rows()}


class Words:
    """What the codes of one kind's grading are called."""

    def __init__(self, run: Run, kind: Kind, lang: str) -> None:
        self.run, self.kind, self.lang = run, kind, lang
        self.titles = Titles(run.scheme.text, kind)
        self.plan: KindPlan = run.grades.plan.kinds[kind]
        rules = (*self.plan.vetoes, *self.plan.caps, *self.plan.flags, *self.plan.proposals)
        self._rules = {status.code: status.text.title for status in self.plan.statuses}
        self._rules |= {rule.code: rule.because for rule in rules}
        self._rules |= {f"grade:{grade.name}": self.titles.grade(grade.name) for grade in self.plan.grades}
        self._sets: dict[str, str] = {}

    def grade(self, code: str | None) -> str:
        return self.titles.grade(code).say(self.lang) if code else ""

    def reason(self, code: str) -> str:
        """`cap:political_below_90` in words."""
        first, _, rest = code.partition(":")
        name = self._rules.get(code) or self._rules.get(rest)
        said = name.say(self.lang).rstrip("。.") if name is not None else rest
        return REASONS[first].say(self.lang).format(name=said)

    def flag(self, name: str) -> str:
        """What a flag asks people to look into; one that cannot be told says so."""
        name, _, unknown = name.partition(":")
        said = self._rules.get(f"flag:{name}", Text(name, name)).say(self.lang)
        if not unknown:
            return said
        return f"{said}（无法判定）" if self.lang == "zh" else f"{said} (cannot be told)"

    def proposal(self, grade: str | None) -> str:
        return self.grade(grade)

    def status(self, name: str | None) -> str:
        return self._rules.get(f"status:{name}", Text(name or "", name or "")).say(self.lang)

    def set(self, label: str) -> str:
        """`principal:city` is 'Principals: Cities'; those under one unit or team have its name."""
        if label not in self._sets:
            self._sets[label] = self._set(label)
        return self._sets[label]

    def set_order(self, label: str) -> tuple[int, int, str]:
        """Sets in the order of the scheme: by post, then by group; those of one parent by its id."""
        post, _, word = label.rpartition(":")
        within = self.plan.text.within.get(post, "")
        ref = meaning(self.run.scheme.text, self.kind, within) if within else None
        known = list(self.run.scheme.text.groups.get(ref.kind, {})) if ref is not None and ref.name == "group" else []
        first = word.split("+")[0]
        posts = list(self.plan.text.within)
        return posts.index(post) if post in posts else len(posts), known.index(first) if first in known else 0, label

    def _set(self, label: str) -> str:
        post, _, word = label.rpartition(":")
        within = self.plan.text.within.get(post, "")
        if word == "all" and within in ("all", ""):
            said = "全部" if self.lang == "zh" else "all"
        elif within == "parent":
            said = self._subject(word)
        else:
            ref = meaning(self.run.scheme.text, self.kind, within) if within else None
            words = [self.titles.word(ref, one).say(self.lang) if ref is not None else one for one in word.split("+")]
            said = ("、" if self.lang == "zh" else ", ").join(words)
        if not post:
            return said
        first = self.titles.word(Ref("fact", self.kind, "group"), post).say(self.lang)
        return f"{first}：{said}" if self.lang == "zh" else f"{first}: {said}"

    def _subject(self, subject: str) -> str:
        rows = self.run.reference.rows
        if subject not in rows:
            return subject
        kind, row = rows[subject]
        return str(self.run.reference.column(kind, "name")[row] or subject)


def margins_of(run: Run, kind: Kind) -> Mapping[str, float]:
    """By subject how far its score is from the line of the last grade that it stood in line for: above the first who got
    no place, or below the last who got one. Nobody on the other side, or a carried score: not in it."""
    plan, frame = run.grades.plan.kinds[kind], run.grades.frames[kind]
    stored = run.scores.stored[kind, plan.text.by]
    if stored.unit is None:
        return {}
    scores = run.scores.frames[kind][score_column(plan.text.by)].to_list()
    subjects, quotas = frame["subject"].to_list(), frame["quota"].to_list()
    found: dict[str, float] = {}
    for grade in plan.grades:
        line = run.grades.lines.get((kind, grade.name))
        if line is None:
            continue
        rows = line.frame.filter(nw.col("candidate")).select("row", "set", "got").rows()
        last_in, first_out = _ends(rows, scores)
        for row, of, got in rows:
            other = (first_out if got else last_in).get(of)
            if quotas[row] == grade.name and other is not None:
                found[subjects[row]] = float(Fraction(scores[row] - other) * stored.unit)
    return found


def _ends(rows: Any, scores: list[int]) -> tuple[dict[int, int], dict[int, int]]:
    """By set the lowest score that got a place, and the highest that got none."""
    last_in: dict[int, int] = {}
    first_out: dict[int, int] = {}
    for row, of, got in rows:
        if got:
            last_in[of] = min(last_in.get(of, scores[row]), scores[row])
        else:
            first_out[of] = max(first_out.get(of, scores[row]), scores[row])
    return last_in, first_out
