"""How the room of one set came about: the shares of all who should take part in it, added and rounded once."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import narwhals as nw

from kaohe.engine.explanation import Fact, Step
from kaohe.engine.grading import sentences
from kaohe.engine.grading.plan import GradePlan, KindPlan
from kaohe.engine.grading.results import Grades, Line
from kaohe.engine.numbers import Rounding, whole


def room_step(grades: Grades, plan: KindPlan, grade: GradePlan, of: str, subject: str) -> Step:
    """A step whose formula gives the room of the set called `of`."""
    line = grades.lines[plan.kind, grade.name]
    if of not in line.remembered:
        line.remembered[of] = _room_step(line, grade, of)
    step: Step = line.remembered[of]
    return replace(step, subject=subject)


def _room_step(line: Line, grade: GradePlan, of: str, subject: str = "") -> Step:
    quota = grade.quota
    assert quota is not None
    row = line.rooms.filter(nw.col("label") == of).rows(named=True)[0]
    facts: dict[str, Fact] = {"base": Fraction(row["base"])}
    notes: dict[str, object] = {}
    rounding = Rounding(Fraction(1), quota.text.round)
    if quota.share is None:
        return Step(
            "part", "room", subject, Fraction(row["room"]), sentences.TITLES["room"], words=sentences.ROOMS["count"]
        )
    if quota.share.path:
        words, formula = sentences.ROOMS["by"], ""
        cases = line.members.filter(nw.col("set") == row["set"])["case"].to_list()
        for i, (share, case) in enumerate(zip(quota.share.shares, (*quota.share.cases, "…"), strict=True)):
            if i in cases:
                facts |= {f"n{i}": Fraction(cases.count(i)), f"share{i}": share}
                notes[f"n{i}"] = f"{'.'.join(quota.share.path)} = {case}"
                formula = f"{formula} + n{i} * share{i}" if formula else f"n{i} * share{i}"
        formula = formula or "0 * base"
    else:
        words, formula = sentences.ROOMS["share"], "base * share"
        facts["share"] = quota.share.shares[0]
    exact = Fraction(row["num"], row["den"])
    if whole(exact, quota.text.round) != row["room"]:
        notes["before_limits"] = exact
    return Step(
        "part",
        "room",
        subject,
        Fraction(row["room"]),
        sentences.TITLES["room"],
        words=words,
        formula=formula,
        facts=facts,
        rounding=rounding,
        article=quota.text.article or grade.article,
        notes=notes,
    )
