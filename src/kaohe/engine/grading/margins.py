"""The margin of a quota, told to one subject: its place, the room, the line, who is tied with it, who is the first out.

Only for those who ask: the grading itself names nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import narwhals as nw

from kaohe.engine.grading.plan import GradePlan
from kaohe.engine.grading.results import Grades, Line
from kaohe.engine.numbers import Number, Real, subtract
from kaohe.engine.scheme.model import Kind
from kaohe.engine.scores import Scores, score_column


@dataclass(frozen=True)
class Margin:
    """One subject in the line for one grade.

    `place` of `line` who contend; `room` of which `given` are held outright. `last`: the score of the last place; None
    when there is room for all, or none at all. `missing`: how far the score is below it. `tied`: others of the same
    place. `parted`: others of equal score whom the tie-break puts elsewhere. `last_in`, `first_out`: who stands on
    either side of the line.
    """

    grade: str
    set: str
    got: bool
    place: int
    line: int
    room: int
    given: int
    score: Number
    last: Number | None
    missing: Number | None
    tied: tuple[str, ...]
    parted: tuple[str, ...]
    last_in: tuple[str, ...]
    first_out: tuple[str, ...]
    article: str


def margins(scores: Scores, grades: Grades, subject: str) -> tuple[Margin, ...]:
    """One margin for each grade that the subject stood in line for, the best grade first."""
    kind, row = where(grades, subject)
    plan = grades.plan.kinds[kind]
    by = (kind, plan.text.by)
    found = (_margin(scores, by, grade, grades.lines[kind, grade.name], row) for grade in plan.grades if grade.quota)
    return tuple(margin for margin in found if margin is not None)


def where(grades: Grades, subject: str) -> tuple[Kind, int]:
    """The kind and row of a subject that has been graded. Raises KeyError."""
    kind, row = grades.facts.reference.rows[subject]
    if kind not in grades.frames:
        raise KeyError(subject)
    return kind, row


@dataclass(frozen=True)
class _Stood:
    """Those who contend in one set: `line`, the best first, and where each of them stands in it."""

    room: Mapping[str, Any]
    line: tuple[Mapping[str, Any], ...]
    at: Mapping[int, int]
    last_in: tuple[str, ...]
    first_out: tuple[str, ...]


def _stood(grade: GradePlan, line: Line, of: int, subjects: Any) -> _Stood:
    """The same for all members of a set, so it is put together once."""
    if of not in line.remembered:
        assert grade.quota is not None
        contends = nw.col("candidate")
        if grade.quota.text.barred == "lapses":
            contends = contends | nw.col("barred")
        stood = tuple(line.frame.filter((nw.col("set") == of) & contends).rows(named=True))
        got = [one for one in stood if one["got"]]
        out = [one for one in stood if one["candidate"] and not one["got"]]
        last = [one["row"] for one in got if one["ahead"] == got[-1]["ahead"]]
        first = [one["row"] for one in out if one["ahead"] == out[0]["ahead"]]
        room = line.rooms.filter(nw.col("set") == of).rows(named=True)[0]
        at = {one["row"]: i for i, one in enumerate(stood)}
        line.remembered[of] = _Stood(room, stood, at, _names(subjects, last), _names(subjects, first))
    found: _Stood = line.remembered[of]
    return found


def _margin(scores: Scores, by: tuple[Kind, str], grade: GradePlan, line: Line, row: int) -> Margin | None:
    assert grade.quota is not None
    if row not in line.sets:
        return None
    subjects = scores.frames[by[0]]["subject"]
    stood = _stood(grade, line, line.sets[row], subjects)
    at = stood.at.get(row)
    if at is None or not (me := stood.line[at])["candidate"]:
        return None
    score, last, missing = _score(scores, by, row), None, None
    if 0 < me["left"] < len(stood.line):
        at_line = stood.line[me["left"] - 1]
        last = _score(scores, by, at_line["row"])
        if not me["got"]:
            missing = Fraction(0) if at_line["key"] == me["key"] else subtract(last, score)
    tied = [one["row"] for one in stood.line if one["key"] == me["key"] and one["row"] != row]
    return Margin(
        grade.name,
        stood.room["label"],
        me["got"],
        me["ahead"] + 1,
        len(stood.line),
        me["room"],
        stood.room["given"],
        score,
        last,
        missing,
        _names(subjects, tied),
        _names(subjects, _parted(scores, by, stood, at)),
        stood.last_in,
        stood.first_out,
        grade.quota.text.article or grade.article,
    )


def _names(subjects: Any, rows: Iterable[int]) -> tuple[str, ...]:
    return tuple(sorted(subjects[row] for row in rows))


def _parted(scores: Scores, by: tuple[Kind, str], stood: _Stood, at: int) -> Iterator[int]:
    """Rows of equal score and another place: only neighbours in the line can be."""
    me = stood.line[at]
    score = _score(scores, by, me["row"])
    for neighbours in (stood.line[at + 1 :], reversed(stood.line[:at])):
        for one in neighbours:
            if one["key"] != me["key"]:
                if _score(scores, by, one["row"]) != score:
                    break
                yield one["row"]


def _score(scores: Scores, by: tuple[Kind, str], row: int) -> Number:
    frame, unit = scores.frames[by[0]], scores.stored[by].unit
    if unit is not None:
        return Fraction(frame[score_column(by[1])][row]) * unit
    value = scores.exact(by, frame["subject"][row])
    assert isinstance(value, (Fraction, Real))
    return value
