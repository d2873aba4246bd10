"""What a grading gives: the grades, the places, the decisions, the discipline of offices, the outcomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import narwhals as nw

from kaohe.engine.figures import BySubject, Frame
from kaohe.engine.grading.facts import Facts
from kaohe.engine.grading.plan import Plan
from kaohe.engine.problems import Problem
from kaohe.engine.scheme.model import Kind

Schema = Mapping[str, Any]


def _schema(columns: str) -> Schema:
    """Texts, whole numbers (`#`) and answers (`?`)."""
    kinds = {"#": nw.Int64, "?": nw.Boolean}
    return {name.rstrip("#?"): kinds.get(name[-1], nw.String) for name in columns.split()}


GRADES = _schema("subject set rank# score# status computed grade reason quota place# room# flags proposal")
QUOTAS = _schema("kind sort grade set base# share exact room# candidates# barred# lapsed# used#")
DECISIONS = _schema(
    "kind subject from to by at reason document approval result set room# used_before# used_after# linked below#"
)
DISCIPLINE = _schema(
    "kind score source within set scored# full# tied# distinct# least most spread verdict consequence article"
)
OUTCOMES = _schema("subject outcome article certain?")


@dataclass(frozen=True)
class Line:
    """The line for one grade, by set, the best first: `row`, `set` (its id), `key`, `candidate`, `barred`, `ahead`, `tied`,
    `left`, `got`. `rooms`, one row a set in the order of ids: `set`, `label`, `base`, `num` ÷ `den` (the exact room),
    `room`, `given` (held outright), `left`, `candidates`, `barred`, `lapsed`. `members`, one row for each of the base:
    `set`, and `case` (which of the shares is its own)."""

    frame: Frame
    rooms: Frame
    members: Frame

    @cached_property
    def sets(self) -> dict[int, int]:
        """The set of each row of the kind's table that stands in the line."""
        return dict(self.frame.select("row", "set").iter_rows())

    @cached_property
    def remembered(self) -> dict[object, Any]:
        """What has been told of a set and is the same for all its members."""
        return {}


@dataclass(frozen=True)
class Grades:
    """`frames`: by kind, one row a subject, sorted by `subject`; columns as in `GRADES`.

    `set` is what its members are called by, `score` whole units (null for a carried score), `computed` the grade before
    decisions and `grade` the one after them, both `ungraded` where there is none. `reason` is a code: `status:NAME`,
    `veto:NAME`, `cap:NAME` (what keeps it from the next better grade), `quota` (got a place), `quota_full` (got none
    of the next better grade), `threshold`, `rest`, `decision`, `score_held`, `score_left_out`, or
    `condition_unknown:` and the rule. `place` in the line for `room` places of the grade `quota`, the last one that the
    subject stood in line for. `flags`: names apart by a space, `NAME:unknown` where it cannot be told.

    `quotas`, sorted: `sort` `grade`, or `staff` for places of a unit's staff (then `set` is the subject); `exact` the
    room before rounding; `used` counts everybody who has the grade in the end. `decisions`: what became of each, and
    its effect: places used before and after all decisions of its date, the rules below that read this grade (`linked`)
    and how many subjects they bear on (`below`). `outcomes`: those that follow, and with `certain` false those that cannot be told.
    """

    frames: Mapping[str, Frame]
    quotas: Frame
    decisions: Frame
    discipline: Frame
    outcomes: Frame
    problems: tuple[Problem, ...]
    plan: Plan
    lines: Mapping[tuple[Kind, str], Line] = field(repr=False)
    """By kind and grade with a quota: what `margins` reads."""
    facts: Facts = field(repr=False)
    """What `grading_step` asks about one subject."""

    @cached_property
    def ranked(self) -> dict[tuple[str, str], int]:
        """How many have a rank, by kind and set."""
        found: dict[tuple[str, str], int] = {}
        for kind, frame in self.frames.items():
            counts = frame.filter(~nw.col("rank").is_null()).group_by("set").agg(nw.len().alias("n"))
            for name, n in counts.select("set", "n").iter_rows():
                found[kind, name] = n
        return found

    @cached_property
    def decisions_on(self) -> BySubject:
        """The decisions on one subject."""
        return BySubject(self.decisions)


def frame_of(rows: Sequence[Mapping[str, Any]], schema: Schema, backend: Any) -> Frame:
    """A frame of a schema from rows; missing cells are null."""
    series = [
        nw.new_series(name, [row.get(name) for row in rows], kind, backend=backend) for name, kind in schema.items()
    ]
    return series[0].to_frame().with_columns(*series[1:])


def stacked(frames: Sequence[Frame], schema: Schema, backend: Any) -> Frame:
    """All rows of some frames of one schema."""
    return nw.concat([frame_of([], schema, backend), *(frame.select(*schema) for frame in frames)])
