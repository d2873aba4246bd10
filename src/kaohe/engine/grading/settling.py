"""What is settled before any place is given: statuses, vetoes, conditions that cannot be told, scores that are missing.

Works on a frame with one row a subject: `status` (which of the plan's statuses, null for none), `key` (null without a
score), `left_out`, and one column a condition. The order of the rules is the order of the scheme; the first that holds
or cannot be told decides.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from kaohe.engine.figures import Frame
from kaohe.engine.grading.plan import KindPlan, Rule

OPEN = -1
"""The grade of somebody who is not settled yet."""


class Reasons:
    """Codes by number, so that a column of reasons is a column of small numbers."""

    def __init__(self) -> None:
        self.codes: list[str] = []

    def number(self, code: str) -> int:
        if code not in self.codes:
            self.codes.append(code)
        return self.codes.index(code)

    def lit(self, code: str) -> nw.Expr:
        return nw.lit(self.number(code), dtype=nw.Int16)


def small(value: int) -> nw.Expr:
    return nw.lit(value, dtype=nw.Int16)


def unknown_code(rule: Rule) -> str:
    return f"condition_unknown:{rule.code}"


def settle(frame: Frame, plan: KindPlan, reasons: Reasons) -> Frame:
    """Adds `grade` (OPEN where nothing is settled) and `reason`, `cap` (the best grade that caps still allow) and
    `cap_reason`."""
    none = small(plan.none)
    grade, reason = small(OPEN), reasons.lit("")
    no_score = nw.col("key").is_null()
    left_out = nw.when(nw.col("left_out")).then(reasons.lit("score_left_out")).otherwise(reasons.lit("score_held"))
    grade = nw.when(no_score).then(none).otherwise(grade)
    reason = nw.when(no_score).then(left_out).otherwise(reason)
    for rule in reversed(plan.caps):
        unknown = nw.col(rule.code).is_null()
        grade = nw.when(unknown).then(none).otherwise(grade)
        reason = nw.when(unknown).then(reasons.lit(unknown_code(rule))).otherwise(reason)
    for rule in reversed(plan.vetoes):
        fires, unknown = nw.col(rule.code).fill_null(False), nw.col(rule.code).is_null()
        grade = nw.when(fires).then(small(rule.grade)).otherwise(nw.when(unknown).then(none).otherwise(grade))
        why = nw.when(unknown).then(reasons.lit(unknown_code(rule))).otherwise(reason)
        reason = nw.when(fires).then(reasons.lit(rule.code)).otherwise(why)
    for i, status in reversed(list(enumerate(plan.statuses))):
        has = (nw.col("status") == i).fill_null(False)
        grade = nw.when(has).then(none if status.grade is None else small(status.grade)).otherwise(grade)
        reason = nw.when(has).then(reasons.lit(status.code)).otherwise(reason)
    frame = frame.with_columns(grade.alias("grade"), reason.alias("reason"), best_allowed(plan.caps).alias("cap"))
    strictest = reasons.lit("")
    for rule in reversed(plan.caps):
        fires = nw.col(rule.code).fill_null(False) & (nw.col("cap") == rule.grade)
        strictest = nw.when(fires).then(reasons.lit(rule.code)).otherwise(strictest)
    return frame.with_columns(strictest.alias("cap_reason"))


def best_allowed(caps: Sequence[Rule]) -> nw.Expr:
    fired = [nw.when(nw.col(rule.code).fill_null(False)).then(small(rule.grade)).otherwise(small(0)) for rule in caps]
    return nw.max_horizontal(*fired) if fired else small(0)
