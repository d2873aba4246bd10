"""Invented figures for beijing-hotline: the hotline cases of a month in 165 streets and 175 townships of 16 districts, which
of them were counted out, why, and who approved it, and the scores of the month before."""

from __future__ import annotations

from dataclasses import dataclass

from tools.generate.draws import Draw, number
from tools.generate.tables import Cell, Tables

NAME = "beijing-hotline"
GROUPS = {"street": ("J", "示例街道", 165), "township": ("X", "示例乡镇", 175)}
NEW = "X175"
"""A township set up this month: nothing was published of it last month."""
NEARLY_EMPTY = {"X058": 2, "X113": 0, "X141": 3}
"""Townships from which almost nobody called."""


@dataclass(frozen=True)
class Exclusion:
    """Why a case does not count. `share`: how many are applied for; `approved`: how many of these are granted."""

    share: float
    approved: float
    reason: str


EXCLUSIONS = {
    "no_contact": Exclusion(0.02, 0.9, "三次联系不上来电人，有通话记录"),
    "unreasonable": Exclusion(0.03, 0.7, "诉求没有政策和法律依据，已向来电人说明"),
    "duplicate": Exclusion(0.03, 0.95, "同一来电人同一事项，首次工单仍在办理"),
    "outside": Exclusion(0.015, 0.6, "不在街道乡镇权责清单内，已转有关部门"),
}


def tables() -> Tables:
    made = Tables()
    for group, (letter, title, many) in GROUPS.items():
        for i in range(1, many + 1):
            unit = f"{letter}{i:03}"
            district = f"示例区{1 + (i - 1) * 16 // many:02}"
            made.add("subjects", subject=unit, name=f"{title}{i:03}", kind="unit", group=group, district=district)
            draw = Draw(NAME, unit)
            usual = 40 + 420 * draw.uniform() ** 2 if group == "street" else 20 + 260 * draw.uniform() ** 3
            quality = draw.bell()
            _add_month(made, unit, NEARLY_EMPTY.get(unit, int(usual * (1 + 0.12 * draw.bell()))), quality)
            _add_last_month(made, unit, quality)
    return made


def _add_month(made: Tables, unit: str, received: int, quality: float) -> None:
    """The cases of the month, one by one: counted out or not, solved or not, content or not."""
    draw = Draw(NAME, unit, "cases")
    row: dict[str, Cell] = {"subject": unit, "received": received}
    eager = 3.0 if draw.chance(0.03) else 1.0
    shares = {name: eager * one.share for name, one in EXCLUSIONS.items()}
    out = draw.votes(received, {**shares, "counts": 1.0})
    counts = received
    for name, one in EXCLUSIONS.items():
        approved = draw.votes(out[name], {"yes": one.approved, "no": 1.0})["yes"]
        row[name] = 0 if out[name] == 0 else ""
        if out[name]:
            _add_exclusion(made, unit, name, out[name], approved)
        counts -= approved
    quality = 0.7 * quality + 0.7 * draw.bell()
    row["responded"] = draw.votes(counts, {"yes": 0.995, "no": 1.0})["yes"]
    solved = min(0.93 + 0.025 * quality, 0.99)
    ends = draw.votes(counts, {"solved": solved, "partly_solved": (1 - solved) * 0.5, "not": 1.0})
    content = min(0.84 + 0.025 * quality, 0.92)
    words = {"satisfied": content, "fairly_satisfied": 0.05, "not_rated": (0.95 - content) * 0.6, "not": 1.0}
    said = draw.votes(counts, words)
    for count in ("solved", "partly_solved", "satisfied", "fairly_satisfied", "not_rated"):
        row[count] = {**ends, **said}[count]
    made.add("figures_cases", **row)


def _add_last_month(made: Tables, unit: str, quality: float) -> None:
    cells: dict[str, Cell] = {"subject": unit, "indicator": "last_score"}
    if unit == NEW:
        made.add("figures_last_month", **cells, assessed="", absence="not_due", document="")
        return
    score = number(95.6 + 1.0 * quality + 1.0 * Draw(NAME, unit, "last").bell(), 80, 100, 2)
    made.add("figures_last_month", **cells, assessed=score, absence="", document="示例接诉即办通报〔2025〕5号")


def _add_exclusion(made: Tables, unit: str, kind: str, applied: int, approved: int) -> None:
    cells: dict[str, Cell] = {"subject": unit, "indicator": kind}
    paper = f"示例剔除审批〔2025〕6月{unit}-{list(EXCLUSIONS).index(kind) + 1}号"
    by = "示例市政务服务局热线考核处"
    reason = EXCLUSIONS[kind].reason
    if approved < applied:
        reason += f"；{applied - approved}件未获批准，照常计入"
    made.add("figures_excluded", **cells, reported=applied, adjusted=approved, reason=reason, source=by, document=paper)
