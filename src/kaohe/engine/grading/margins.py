"""The margin of a quota, told to one subject: its place, the room, the line, who is tied with it, who is the first out.

Only for those who ask: the grading itself names nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import narwhals as nw

from kaohe.engine.figures import Frame
from kaohe.engine.grading.plan import GradePlan
from kaohe.engine.grading.results import Grades, Line
from kaohe.engine.numbers import Number, Real, subtract
from kaohe.engine.scheme.model import KINDS, Kind
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
    for kind in KINDS:
        if kind in grades.frames:
            rows = (grades.frames[kind]["subject"] == subject).arg_true().to_list()
            if rows:
                return kind, rows[0]
    raise KeyError(subject)


def _margin(scores: Scores, by: tuple[Kind, str], grade: GradePlan, line: Line, row: int) -> Margin | None:
    assert grade.quota is not None
    own = line.frame.filter((nw.col("row") == row) & nw.col("candidate")).rows(named=True)
    if not own:
        return None
    (me,) = own
    lapses = grade.quota.text.barred == "lapses"
    contends = nw.col("candidate") | nw.col("barred") if lapses else nw.col("candidate")
    stood = line.frame.filter((nw.col("set") == me["set"]) & contends)
    room = line.rooms.filter(nw.col("set") == me["set"]).rows(named=True)[0]
    score, last, missing = _score(scores, by, row), None, None
    if 0 < me["left"] < len(stood):
        at_line = stood["row"][me["left"] - 1]
        last = _score(scores, by, at_line)
        if not me["got"]:
            tied_there = stood["key"][me["left"] - 1] == me["key"]
            missing = Fraction(0) if tied_there else subtract(last, score)
    subjects = scores.frames[by[0]]["subject"]

    def names(some: Frame) -> tuple[str, ...]:
        return tuple(sorted(subjects[one] for one in some["row"].to_list()))

    got = stood.filter(nw.col("got"))
    out = stood.filter(nw.col("candidate") & ~nw.col("got"))
    tied = stood.filter((nw.col("key") == me["key"]) & (nw.col("row") != row))
    return Margin(
        grade.name,
        room["label"],
        me["got"],
        me["ahead"] + 1,
        len(stood),
        me["room"],
        room["given"],
        score,
        last,
        missing,
        names(tied),
        tuple(sorted(subjects[one] for one in _parted(scores, by, stood, me["key"], score))),
        names(got.filter(nw.col("ahead") == nw.col("ahead").max())),
        names(out.filter(nw.col("ahead") == nw.col("ahead").min())),
        grade.quota.text.article or grade.article,
    )


def _parted(scores: Scores, by: tuple[Kind, str], stood: Frame, key: int, score: Number) -> Iterator[int]:
    """Rows of equal score and another place: only neighbours in the line can be."""
    for rows in (_below(stood, key), list(reversed(_above(stood, key)))):
        for row in rows:
            if _score(scores, by, row) != score:
                break
            yield row


def _below(stood: Frame, key: int) -> Sequence[int]:
    rows: list[int] = stood.filter(nw.col("key") < key)["row"].to_list()
    return rows


def _above(stood: Frame, key: int) -> Sequence[int]:
    rows: list[int] = stood.filter(nw.col("key") > key)["row"].to_list()
    return rows


def _score(scores: Scores, by: tuple[Kind, str], row: int) -> Number:
    frame, unit = scores.frames[by[0]], scores.stored[by].unit
    if unit is not None:
        return Fraction(frame[score_column(by[1])][row]) * unit
    value = scores.exact(by, frame["subject"][row])
    assert isinstance(value, (Fraction, Real))
    return value
