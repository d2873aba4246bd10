"""Rules that contradict each other for somebody: the smallest sets of rules that cannot all be kept.

A rule that sets a grade (a status, a veto, a proposal) contradicts one that sets another, and a cap that forbids its
grade. Each such pair is irreducible: either rule alone can be kept. The subject stays as the order of the steps leaves
it, the earlier one winning, and is flagged; every pair that occurs is said once, with its subjects.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import narwhals as nw

from kaohe.engine.figures import Figures, Frame
from kaohe.engine.grading.plan import KindPlan, Rule, Status
from kaohe.engine.problems import Problem

MOST_NAMED = 20


def conflicts(plan: KindPlan, figures: Figures, frame: Frame, problems: list[Problem]) -> nw.Expr | None:
    """Who is in a conflict; None when nobody is. `frame`: one row a subject: `subject`, `status`, all rules' answers."""
    found: list[nw.Expr] = []
    for first, second in pairs(plan):
        if not _anybody(first, figures) or not _anybody(second, figures):
            continue
        mask = _holds(first, plan, figures) & _holds(second, plan, figures)
        subjects = frame.filter(mask)["subject"]
        if len(subjects):
            found.append(mask)
            problems.append(_problem(plan, first, second, subjects.head(MOST_NAMED).to_list(), len(subjects)))
    return nw.any_horizontal(*found, ignore_nulls=True) if found else None


def pairs(plan: KindPlan) -> Iterator[tuple[Status | Rule, Rule | Status]]:
    """Pairs of rules that cannot both be kept, in the order of the steps."""
    direct = [status for status in plan.statuses if status.grade is not None]
    setters: list[Status | Rule] = [*direct, *plan.vetoes, *plan.proposals]
    for first, second in combinations(setters, 2):
        if first.grade != second.grade:
            yield first, second
    for setter in setters:
        for cap in plan.caps:
            if setter.grade is not None and setter.grade < cap.grade:
                yield (cap, setter) if isinstance(setter, Rule) and setter.sort == "propose" else (setter, cap)


def _holds(rule: Status | Rule, plan: KindPlan, figures: Figures) -> nw.Expr:
    if isinstance(rule, Rule):
        return nw.col(rule.code).fill_null(False) & ~no_result(plan)
    return nw.col("subject").is_in(_with_status(rule, figures)) & ~no_result(plan)


def _anybody(rule: Status | Rule, figures: Figures) -> bool:
    return isinstance(rule, Rule) or len(_with_status(rule, figures)) > 0


def _with_status(status: Status, figures: Figures) -> list[str]:
    found: list[str] = figures.statuses.filter(nw.col("status") == status.name)["subject"].unique().to_list()
    return found


def no_result(plan: KindPlan) -> nw.Expr:
    """Who has a status without grade: it comes first of all, and nothing else is asked."""
    without = [i for i, status in enumerate(plan.statuses) if status.grade is None]
    return nw.col("status").is_in(without).fill_null(False) if without else nw.lit(False)


def _problem(plan: KindPlan, first: Any, second: Any, subjects: list[str], count: int) -> Problem:
    values = {
        "kind": plan.kind,
        "subjects": subjects,
        "count": count,
        "first": first.code,
        "first_article": first.article,
        "first_grade": plan.names[first.grade],
        "second": second.code,
        "second_article": second.article,
        "second_grade": plan.names[second.grade],
    }
    capped = {"cap"} & {rule.sort for rule in (first, second) if isinstance(rule, Rule)}
    if not capped:
        return Problem("conflict_of_grades", values=values, severity="warning")
    proposed = isinstance(first, Rule) and first.sort == "cap"
    code = "conflict_of_cap_and_proposal" if proposed else "conflict_with_cap"
    return Problem(code, values=values, severity="warning")
