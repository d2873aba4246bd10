"""Grades are given, the best first: to those who meet its condition, the best scores first while a quota has room.

Works on the line: everybody in the base who has a score, sorted by set and score. Who does not get a grade goes on to
the next one; the last grade is for the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import narwhals as nw

from kaohe.engine.figures import Frame
from kaohe.engine.grading.places import gets_place, in_line, standing
from kaohe.engine.grading.plan import GradePlan, KindPlan
from kaohe.engine.grading.results import Line
from kaohe.engine.grading.settling import OPEN, Reasons, small, unknown_code
from kaohe.engine.grading.table import in_order


@dataclass(frozen=True)
class Given:
    """`frame`: the line with every grade given, and the last place each one stood at. `lines`: by grade with a quota."""

    frame: Frame
    lines: Mapping[str, Line]


def give(
    frame: Frame, plan: KindPlan, rooms: Mapping[str, Frame], members: Mapping[str, Frame], reasons: Reasons
) -> Given:
    """`frame`: the line, with what `settle` adds, the answers, and `set:GRADE` for quotas with sets of their own.
    `rooms`: by grade with a quota, `set`, `label`, `base`, `num`, `den`, `room`, `left`, one row a set in order of ids."""
    no = nw.lit(False)
    frame = frame.with_columns(
        *(nw.lit(None, dtype=nw.Int64).alias(name) for name in ("place", "room")),
        nw.lit(None, dtype=nw.Int16).alias("quota"),
        no.alias("lost"),
        no.alias("kept_out"),
        no.alias("tied_at_line"),
    )
    lines: dict[str, Line] = {}
    for i, grade in enumerate(plan.grades):
        frame = _asked(frame, plan, i, grade, reasons)
        if grade.quota is not None:
            line = _line(frame, grade, rooms[grade.name], members[grade.name])
            lines[grade.name] = line
            frame = _stood(frame, line, i, own_sets=grade.quota.own_sets)
        else:
            frame = frame.with_columns(nw.col("candidate").alias("got"))
        frame = _given(frame, plan, i, grade, reasons)
    return Given(frame, lines)


def _asked(frame: Frame, plan: KindPlan, i: int, grade: GradePlan, reasons: Reasons) -> Frame:
    """Adds `candidate`: open, allowed and meeting the condition; `barred`: the same, but for a cap or a veto. Who may
    have the grade but cannot be told to meet its condition is left without one."""
    still = nw.col("grade") == OPEN
    meets = nw.lit(True) if grade.when is None else nw.col(grade.when.code).fill_null(False)
    allowed = nw.col("cap") <= i
    vetoes = sorted({reasons.number(veto.code) for veto in plan.vetoes if veto.grade > i})
    vetoed = nw.col("reason").is_in(vetoes) if vetoes else nw.lit(False)
    if grade.when is not None:
        lost = still & allowed & nw.col(grade.when.code).is_null()
        frame = frame.with_columns(
            nw.when(lost).then(small(plan.none)).otherwise(nw.col("grade")).alias("grade"),
            nw.when(lost).then(reasons.lit(unknown_code(grade.when))).otherwise(nw.col("reason")).alias("reason"),
        )
    return frame.with_columns(
        (still & allowed & meets).alias("candidate"),
        (still & ~allowed & meets).alias("capped"),
        (((still & ~allowed) | vetoed) & meets).alias("barred"),
    )


def _line(frame: Frame, grade: GradePlan, rooms: Frame, members: Frame) -> Line:
    quota = grade.quota
    assert quota is not None
    asked = frame.select("row", "set", "key", "candidate", "barred", "new_set", "new_score")
    if quota.own_sets:
        asked = in_line(frame.select("row", "key", "candidate", "barred", nw.col(f"set:{grade.name}").alias("set")))
    lapses = quota.text.barred == "lapses"
    contends = nw.col("candidate") | nw.col("barred") if lapses else nw.col("candidate")
    sets = asked["set"]
    stood = standing(asked, contends).with_columns(rooms["left"][sets].alias("left"), rooms["room"][sets].alias("room"))
    fits = gets_place(quota.text.ties, nw.col("left"))
    stood = stood.with_columns((nw.col("candidate") & fits).alias("got"), (contends & fits).alias("fits"))
    counted = stood.group_by("set").agg(
        nw.col("candidate").cast(nw.Int64).sum().alias("candidates"),
        nw.col("barred").cast(nw.Int64).sum().alias("barred"),
        (nw.col("barred") & nw.col("fits")).cast(nw.Int64).sum().alias("lapsed"),
    )
    rooms = rooms.join(counted, on="set", how="left").sort("set")
    return Line(stood, rooms.with_columns(nw.col("candidates", "barred", "lapsed").fill_null(0)), members)


def _stood(frame: Frame, line: Line, i: int, *, own_sets: bool) -> Frame:
    """Who stood in line: at which place, and whether equal scores were parted from the room that was left."""
    stood = line.frame.select("row", "got", "ahead", "tied", "left", nw.col("room").alias("rooms"))
    if own_sets:
        frame = in_order(frame.with_row_index("nth").join(stood, on="row", how="left"), "nth").drop("nth")
    else:
        frame = frame.with_columns(*(stood[name] for name in ("got", "ahead", "tied", "left", "rooms")))
    stands = nw.col("candidate")
    cut = stands & (nw.col("ahead") < nw.col("left")) & (nw.col("ahead") + nw.col("tied") > nw.col("left"))
    return frame.with_columns(
        nw.when(stands).then(nw.col("ahead") + 1).otherwise(nw.col("place")).alias("place"),
        nw.when(stands).then(nw.col("rooms")).otherwise(nw.col("room")).alias("room"),
        nw.when(stands).then(small(i)).otherwise(nw.col("quota")).alias("quota"),
        (nw.col("tied_at_line") | cut).alias("tied_at_line"),
    ).drop("ahead", "tied", "left", "rooms")


def _given(frame: Frame, plan: KindPlan, i: int, grade: GradePlan, reasons: Reasons) -> Frame:
    """The grade for those who get it, with the reason: what kept them from the one above, else how they got this."""
    last = i == len(plan.grades) - 1
    how = "rest" if last else "threshold" if grade.quota is None else "quota"
    why = nw.when(nw.col("lost")).then(reasons.lit("quota_full")).otherwise(reasons.lit(how))
    why = nw.when(nw.col("kept_out")).then(nw.col("cap_reason")).otherwise(why)
    got = nw.col("got")
    return frame.with_columns(
        nw.when(got).then(small(i)).otherwise(nw.col("grade")).alias("grade"),
        nw.when(got).then(why).otherwise(nw.col("reason")).alias("reason"),
        (nw.col("candidate") & ~got).alias("lost"),
        nw.col("capped").alias("kept_out"),
    ).drop("got")
