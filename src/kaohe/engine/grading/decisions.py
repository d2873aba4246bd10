"""Decisions of people: "look at the score, not only the score". They are input data, each with its effect on others.

They are taken date by date. One that its scheme does not allow is blocked and said, unless the approving body's
document stands in `approval`: one that goes against a cap, a veto or a status, and one for which the quota has no room.
It never takes a place from another.

The decisions of one date stand together, in no order. All that nothing else forbids are assumed. Where the places of a
grade in a set are then too few, all unapproved decisions that need one of them are dropped: none of them comes before
another. Approved ones always stand. Whom a dropped decision would have moved keeps a place elsewhere, so this is repeated
until nothing changes. (Dropping never makes a place free where places are too few: the order of dropping does not
matter, and no larger choice of whole grades and sets would fit.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TypeAlias

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

Places: TypeAlias = tuple[int, int]
"""A grade with a quota, and the set in which its places are counted."""


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


def _date(one: Mapping[str, Any]) -> str:
    return one["at"] or ""


class Deciding:
    """The decisions about one kind of subject."""

    def __init__(self, plan: Plan, kind: KindPlan, figures: Figures, settled: Frame, lines: Mapping[str, Line]) -> None:
        """`settled`: one row a subject, in order: `grade`, `status`, `reason_code` of a veto, the answers of caps, and
        `set:GRADE` for every quota."""
        self.plan, self.kind, self.figures = plan, kind, figures
        self.settled, self.lines = settled, lines
        self.has: dict[int, int] = {}
        self.used: Counter[Places] = Counter()
        self.done = Decided()

    def decide(self) -> Decided:
        rows = decision_rows(self.figures, self.kind.kind)
        for row in sorted({one["row"] for one in rows}):
            self.has[row] = int(self.settled["grade"][row])
        if rows:
            self._count()
        below = self._below([one["subject"] for one in rows])
        linked = " ".join(self.plan.readers(self.kind.kind, GRADE))
        for _, day in groupby(sorted(rows, key=_date), key=_date):
            records = [
                {**one, "kind": self.kind.kind, "linked": linked, "below": below.get(one["subject"], 0)} for one in day
            ]
            self._take(records)
            self.done.records += records
        return self.done

    def _take(self, day: Sequence[dict[str, Any]]) -> None:
        """Carries out the decisions of one date that can stand together, and blocks the others. Each is about another
        subject: admission sees to that."""
        problems = {one["row"]: self._forbidden(one) for one in day}
        admissible = [one for one in day if problems[one["row"]] is None]
        moves = {one["row"]: self.kind.names.index(one["to"]) for one in admissible}
        for one in admissible:
            places = self._places(one["row"], moves[one["row"]])
            if places is not None:
                one |= {"set": self._label(places), "room": self._room(places), "used_before": self.used[places]}
        dropped = self._dropped(moves, self._unapproved(admissible, moves))
        self.used = self._used_with(moves)
        self.has |= moves
        self.done.grades |= moves
        said = {places: self._crowded(places, rows) for places, rows in dropped.items()}
        of = {row: places for places, rows in dropped.items() for row in rows}
        for one in day:
            row = one["row"]
            problem = problems[row]
            if row in of:
                problem = self._problem("decision_over_quota", one, **said[of[row]])
            one["result"] = "applied" if problem is None else problem.code
            if problem is not None:
                self.done.problems.append(problem)
                self.done.blocked.add(row)
            elif (places := self._places(row, moves[row])) is not None:
                one["used_after"] = self.used[places]

    def _forbidden(self, one: Mapping[str, Any]) -> Problem | None:
        """What stands against a decision, whatever else is decided on its date."""
        names, row = self.kind.names, one["row"]
        if one["to"] not in names:
            return self._problem("decision_unknown_grade", one, grades=list(names))
        if one["from"] and one["from"] not in self._called(row, self.has[row]):
            return self._problem("decision_from_differs", one, computed=names[self.has[row]])
        if not one["approval"]:
            for code, values in self._against(row, names.index(one["to"])):
                self.done.against.add(row)
                return self._problem(code, one, **values)
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

    def _places(self, row: int, grade: int) -> Places | None:
        """Where a subject with this grade takes a place."""
        return (grade, int(self.settled[f"set:{self.kind.names[grade]}"][row])) if grade in self._quotas() else None

    def _count(self) -> None:
        """How many have each grade with a quota, by set."""
        for grade in self._quotas():
            name = self.kind.names[grade]
            has = self.settled.filter(nw.col("grade") == grade).select(nw.col(f"set:{name}").alias("set"))
            for of, count in has.group_by("set").agg(nw.len().alias("n")).iter_rows():
                self.used[grade, of] = count

    def _room(self, places: Places) -> int:
        return int(self.lines[self.kind.names[places[0]]].rooms["room"][places[1]])

    def _label(self, places: Places) -> str:
        return str(self.lines[self.kind.names[places[0]]].rooms["label"][places[1]])

    def _used_with(self, moves: Mapping[int, int]) -> Counter[Places]:
        """The places used once these rows have their new grades."""
        used = self.used.copy()
        for row, to in moves.items():
            for grade, change in ((self.has[row], -1), (to, 1)):
                places = self._places(row, grade)
                if places is not None:
                    used[places] += change
        return used

    def _unapproved(self, day: Iterable[Mapping[str, Any]], moves: Mapping[int, int]) -> dict[Places, list[int]]:
        """The rows that need a place without approval, by the places."""
        found: dict[Places, list[int]] = {}
        for one in day:
            row = one["row"]
            places = self._places(row, moves[row])
            if places is not None and moves[row] != self.has[row] and not one["approval"]:
                found.setdefault(places, []).append(row)
        return found

    def _dropped(self, moves: dict[int, int], unapproved: Mapping[Places, list[int]]) -> dict[Places, list[int]]:
        """Takes out of `moves` what cannot stand, and gives it: all or none of those that need the same places."""
        dropped: dict[Places, list[int]] = {}
        while True:
            used = self._used_with(moves)
            short = {places: rows for places, rows in unapproved.items() if used[places] > self._room(places)}
            short = {places: rows for places, rows in short.items() if places not in dropped}
            if not short:
                return dropped
            dropped |= short
            for row in (row for rows in short.values() for row in rows):
                del moves[row]

    def _crowded(self, places: Places, rows: Sequence[int]) -> dict[str, Any]:
        """What is said of places that are too few for the unapproved decisions of a date: who has them in the end, and
        who needed one."""
        return {
            "set": self._label(places),
            "room": self._room(places),
            "used": self.used[places],
            "holders": self._holders(*places) or ["–"],
            "count": len(rows),
            "newcomers": self._named(rows),
        }

    def _holders(self, grade: int, of: int) -> list[str]:
        """The subjects that have the places."""
        settled = self.settled.select("row", "grade", nw.col(f"set:{self.kind.names[grade]}").alias("set"))
        rows = set(settled.filter((nw.col("grade") == grade) & (nw.col("set") == of))["row"].to_list())
        rows -= {row for row, now in self.has.items() if now != grade}
        rows |= {row for row, now in self.has.items() if now == grade and self._places(row, grade) == (grade, of)}
        return self._named(rows)

    def _named(self, rows: Iterable[int]) -> list[str]:
        """Subjects, the first twenty by id."""
        found = sorted(rows)
        subjects = self.figures.subjects[self.kind.kind]["subject"]
        named = [subjects[row] for row in found[:MOST_NAMED]]
        return named if len(found) <= MOST_NAMED else [*named, f"… ({len(found)})"]

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
