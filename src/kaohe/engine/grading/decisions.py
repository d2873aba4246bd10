"""Decisions of people: "look at the score, not only the score". They are input data, each with its effect on others.

They are taken in the order of their dates; of one date, those that free a place before those that take one. A decision
that its scheme does not allow is blocked and said, unless the approving body's document stands in `approval`: one that
goes against a cap, a veto or a status, and one for which the quota has no room. It never takes a place from another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from kaohe.engine.figures import Figures, Frame
from kaohe.engine.grading.plan import KindPlan, Plan
from kaohe.engine.grading.results import Line
from kaohe.engine.problems import Place, Problem
from kaohe.engine.scheme.grade_names import GRADE
from kaohe.engine.scheme.model import KINDS

COLUMNS = ("subject", "from", "to", "by", "at", "reason", "document", "approval")
MOST_NAMED = 20
"""So many subjects are named in one problem; their number is given in full."""


@dataclass
class Decided:
    """`grades`: the new grade of each row that a decision changed or confirmed. `against`: rows whose decision a rule
    forbids; `blocked`: all rows with a decision that was not carried out."""

    grades: dict[int, int] = field(default_factory=dict)
    records: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    against: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)


def decision_rows(figures: Figures, kind: str) -> list[dict[str, Any]]:
    """The decisions about subjects of a kind, with the subject's row, in the order of the table."""
    table = figures.decisions
    if not len(table) or kind not in figures.subjects:
        return []
    for name in COLUMNS:
        if name not in table.columns:
            table = table.with_columns(nw.lit(None, dtype=nw.String).alias(name))
    subjects = figures.subjects[kind].select("subject").with_row_index("row")
    decided = subjects.filter(nw.col("subject").is_in(table["subject"].unique().to_list()))
    rows: dict[str, int] = {subject: row for row, subject in decided.select("row", "subject").iter_rows()}
    said = table.select(*COLUMNS).iter_rows(named=True)
    return [{**one, "row": rows[one["subject"]]} for one in said if one["subject"] in rows]


class Deciding:
    """The decisions about one kind of subject."""

    def __init__(self, plan: Plan, kind: KindPlan, figures: Figures, settled: Frame, lines: Mapping[str, Line]) -> None:
        """`settled`: one row a subject, in order: `grade`, `status`, `reason_code` of a veto, the answers of caps, and
        `set:GRADE` for every quota."""
        self.plan, self.kind, self.figures = plan, kind, figures
        self.settled, self.lines = settled, lines
        self.has: dict[int, int] = {}
        self.used: dict[tuple[str, int], int] = {}
        self.done = Decided()

    def decide(self) -> Decided:
        rows = decision_rows(self.figures, self.kind.kind)
        for row in sorted({one["row"] for one in rows}):
            self.has[row] = int(self.settled["grade"][row])
        if rows:
            self._count()
        below = self._below([one["subject"] for one in rows])
        linked = " ".join(self.plan.readers(self.kind.kind, GRADE))
        for one in sorted(rows, key=self._order):
            record = {**one, "kind": self.kind.kind, "linked": linked, "below": below.get(one["subject"], 0)}
            self.done.records.append(record)
            problem = self._take(one, record)
            record["result"] = "applied" if problem is None else problem.code
            if problem is not None:
                self.done.problems.append(problem)
                self.done.blocked.add(one["row"])
        return self.done

    def _order(self, one: Mapping[str, Any]) -> tuple[str, bool]:
        return one["at"] or "", self._index(one["to"]) < self.has[one["row"]]

    def _index(self, grade: str | None) -> int:
        names = self.kind.names
        return names.index(grade) if grade in names else self.kind.none

    def _take(self, one: Mapping[str, Any], record: dict[str, Any]) -> Problem | None:
        """Carries a decision out; or gives the problem that stands against it."""
        names, row = self.kind.names, one["row"]
        now = self.has[row]
        if one["to"] not in names:
            return self._problem("decision_unknown_grade", one, grades=list(names))
        if one["from"] and one["from"] not in self._called(row, now):
            return self._problem("decision_from_differs", one, computed=names[now])
        to = names.index(one["to"])
        if not one["approval"]:
            for code, values in self._against(row, to):
                self.done.against.add(row)
                return self._problem(code, one, **values)
        if to in self._quotas():
            record |= self._room(row, to)
            if to != now and not one["approval"] and record["used_before"] >= record["room"]:
                holders = self._holders(to, self._set(row, to))
                values = {name: record[name] for name in ("set", "room", "used_before")}
                return self._problem("decision_over_quota", one, **values, holders=holders)
            record["used_after"] = record["used_before"] + (to != now)
        self._move(row, now, to)
        return None

    def _called(self, row: int, now: int) -> set[str]:
        """What `from` may say: the grade; where there is none, the status may stand instead."""
        status = self.settled["status"][row]
        none = now == self.kind.none and status is not None
        return {self.kind.names[now], *([self.kind.statuses[status].name] if none else [])}

    def _problem(self, code: str, one: Mapping[str, Any], **values: object) -> Problem:
        said = {name: one[name] or "" for name in ("subject", "from", "to", "at")}
        return Problem(code, Place("decisions"), {**said, "kind": self.kind.kind, **values})

    # ---- what stands against it --------------------------------------------------------------------------------------

    def _against(self, row: int, to: int) -> Iterator[tuple[str, dict[str, object]]]:
        """The rules that forbid this grade for this subject."""
        name = self.kind.names[to]
        status = self.settled["status"][row]
        if status is not None:
            found = self.kind.statuses[status]
            if found.grade != to if found.grade is not None else found.text.result != "pending":
                yield "decision_against_rule", {"rule": found.code, "article": found.text.article, "to": name}
            if found.grade is not None or found.text.result != "pending":
                return
        for veto in self.kind.vetoes:
            if self.settled[veto.code][row]:
                if veto.grade != to:
                    yield "decision_against_rule", {"rule": veto.code, "article": veto.article, "to": name}
                break
        for cap in self.kind.caps:
            if to < cap.grade and self.settled[cap.code][row]:
                yield "decision_against_rule", {"rule": cap.code, "article": cap.article, "to": name}

    # ---- rooms -------------------------------------------------------------------------------------------------------

    def _quotas(self) -> Sequence[int]:
        return [i for i, grade in enumerate(self.kind.grades) if grade.quota is not None]

    def _set(self, row: int, grade: int) -> int:
        return int(self.settled[f"set:{self.kind.names[grade]}"][row])

    def _count(self) -> None:
        """How many have each grade with a quota, by set."""
        for grade in self._quotas():
            name = self.kind.names[grade]
            has = self.settled.filter(nw.col("grade") == grade).select(nw.col(f"set:{name}").alias("set"))
            for of, count in has.group_by("set").agg(nw.len().alias("n")).iter_rows():
                self.used[name, of] = count

    def _room(self, row: int, grade: int) -> dict[str, Any]:
        name, found = self.kind.names[grade], self._set(row, grade)
        rooms = self.lines[name].rooms
        return {
            "set": rooms["label"][found],
            "room": rooms["room"][found],
            "used_before": self.used.get((name, found), 0),
        }

    def _holders(self, grade: int, of: int) -> list[str]:
        """The subjects that have the places, the first twenty by id."""
        settled = self.settled.select("row", "grade", nw.col(f"set:{self.kind.names[grade]}").alias("set"))
        rows = set(settled.filter((nw.col("grade") == grade) & (nw.col("set") == of))["row"].to_list())
        rows -= {row for row, now in self.has.items() if now != grade}
        rows |= {row for row, now in self.has.items() if now == grade and self._set(row, grade) == of}
        subjects = self.figures.subjects[self.kind.kind]["subject"]
        named = [subjects[row] for row in sorted(rows)[:MOST_NAMED]]
        return named if len(rows) <= MOST_NAMED else [*named, f"… ({len(rows)})"]

    def _move(self, row: int, now: int, to: int) -> None:
        for grade, change in ((now, -1), (to, 1)):
            if grade in self._quotas():
                name, of = self.kind.names[grade], self._set(row, grade)
                self.used[name, of] = self.used.get((name, of), 0) + change
        self.has[row] = to
        self.done.grades[row] = to

    def _below(self, subjects: Sequence[str]) -> dict[str, int]:
        """How many subjects below each one are graded by its grade."""
        counts: dict[str, int] = {}
        kinds = {reader.partition(".")[0] for reader in self.plan.readers(self.kind.kind, GRADE)}
        for kind in KINDS:
            if kind not in kinds or kind not in self.figures.subjects or not subjects:
                continue
            found = self.figures.subjects[kind].filter(nw.col(self.kind.kind).is_in(list(set(subjects))))
            for subject, n in found.group_by(self.kind.kind).agg(nw.len().alias("n")).iter_rows():
                counts[subject] = counts.get(subject, 0) + n
        return counts
