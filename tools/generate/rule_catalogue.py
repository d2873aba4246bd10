"""Invented figures for rule-catalogue: twelve counties and five districts, their teams and whoever answers for them."""

from __future__ import annotations

from dataclasses import dataclass

from tools.generate.draws import Draw, number, person
from tools.generate.tables import Cell, Tables

NAME = "rule-catalogue"
QUARTERS = ("q1", "q2", "q3", "q4")
GROUPS = {"county": 12, "district": 5}
LETTER = {"county": "X", "district": "Q"}
TITLE = {"county": "示例县", "district": "示例区"}


@dataclass(frozen=True)
class Figure:
    """An indicator: centre, chance, limits, decimals."""

    name: str
    centre: float
    chance: float
    low: float
    high: float
    decimals: int = 2


UNIT = (
    Figure("grain", 50, 3, 0, 100),
    Figure("industry_growth", 8, 3, -20, 40, 1),
    Figure("young_heads", 20, 5, 0, 100),
    Figure("young_recruits", 80, 8, 0, 100),
    Figure("young_recruits_town", 94, 4, 0, 100),
    Figure("posts_change", 0, 6, -40, 40, 0),
    Figure("completion", 101, 5, 0, 150),
    Figure("plan_done", 98, 12, 0, 150, 0),
    Figure("plan_mark", 3, 1, 0, 5, 1),
    Figure("housing", 1950, 250, 0, 4000, 0),
    Figure("water_use", 3.9, 0.3, 1, 9),
    Figure("service_level", 82, 12, 0, 120),
    Figure("investment_growth", 6, 4, -20, 40, 1),
    Figure("mark_office", 86, 5, 0, 100, 1),
    Figure("mark_discipline", 88, 4, 0, 100, 1),
    Figure("mark_finance", 85, 5, 0, 100, 1),
    Figure("work_result", 87, 5, 0, 100, 1),
    Figure("posts_result", 84, 6, 0, 100, 1),
    Figure("posts_weighted", 900, 200, 100, 3000, 1),
    Figure("income", 6, 1.5, -5, 20, 1),
    Figure("jobs", 104, 8, 0, 200),
    Figure("trade", 5, 6, -30, 60, 1),
    Figure("innovation", 2.1, 0.6, 0, 8),
    Figure("site_review", 86, 5, 0, 100, 1),
    Figure("posts_per_village", 22, 5, 1, 60),
    Figure("grassroots_share", 35, 5, 0, 100),
    Figure("school_posts", 98, 3, 0, 120),
    Figure("school_share", 55, 5, 0, 100),
    Figure("recruits_share", 45, 8, 0, 100),
    Figure("output_growth", 12, 12, -60, 120, 1),
    Figure("rating_total", 85, 4, 0, 100, 1),
    Figure("green_land", 103, 4, 0, 200),
    Figure("safe_water", 103, 4, 0, 200),
    Figure("roads", 104, 4, 0, 200),
    Figure("tasks_score", 92, 3, 0, 100, 0),
    Figure("tasks", 24, 5, 5, 60, 0),
    Figure("result_paper", 88, 5, 0, 100),
)
TEAM = (
    Figure("cross_review", 35, 2, 0, 40),
    Figure("counties_score", 26, 2, 0, 30),
    Figure("daily_work", 26, 2, 0, 30),
    Figure("plus_or_minus", 0, 1.5, -5, 5, 1),
    Figure("leaders_bonus", 1.5, 1, 0, 5, 1),
)
PROCESS = ("reform", "foreign", "commerce", "finance", "statistics", "science", "safety", "rural")
SAME_FOR_ALL = {"grain_plan": "50.00", "housing_plan": "2000", "water_cap": "4.10"}
EVENTS = {
    "late_entries": 0.3,
    "own_posts": 0.15,
    "no_report": 0.08,
    "interference": 0.12,
    "firsts": 0.3,
    "month_first": 0.3,
    "month_second": 0.3,
    "month_third": 0.3,
}
"""How likely each happens at all."""
LEVELS = ("national", "provincial", "city", "county")
ROLES = ("head", "deputy", "main")
WITHOUT_RECRUITS = ("X05", "Q02")


def tables() -> Tables:
    found = Tables()
    units = [(f"{LETTER[g]}{i:02}", f"{TITLE[g]}{i:02}", g) for g, n in GROUPS.items() for i in range(1, n + 1)]
    for unit, name, group in units:
        found.add("subjects", subject=unit, name=name, kind="unit", group=group)
    for unit, name, _ in units:
        found.add("subjects", subject=f"{unit}-T", name=f"{name}领导班子", kind="team", parent=unit)
    for place, (unit, _, _) in enumerate(units):
        found.add("subjects", subject=f"{unit}-1", name=person(place), kind="cadre", parent=f"{unit}-T")
    ranks = Draw(NAME, "province").sample(range(1, 40), len(units))
    for (unit, _, _), rank in zip(units, ranks, strict=True):
        own = {one.name: _drawn(unit, one) for one in UNIT}
        if unit in WITHOUT_RECRUITS:
            own["recruits_share"] = ""
            found.add("figures_absences", subject=unit, indicator="recruits_share", absence="not_applicable")
        found.add("figures_units", subject=unit, **own, **SAME_FOR_ALL, province_rank=rank, province_ranked=40)
        found.add("figures_teams", subject=f"{unit}-T", **{one.name: _drawn(unit, one) for one in TEAM})
        for quarter in QUARTERS:
            marks = {f"process_{who}": _mark(unit, quarter, who) for who in PROCESS}
            found.add("figures_quarters", subject=unit, period=quarter, **marks)
        _add_events(found, unit)
        _add_awards(found, unit)
        _add_honours(found, f"{unit}-1")
    return found


def _drawn(unit: str, one: Figure) -> str:
    return Draw(NAME, unit, one.name).figure(one.centre, one.chance, one.low, one.high, one.decimals)


def _mark(unit: str, quarter: str, who: str) -> str:
    quality = 84 + 5 * Draw(NAME, unit, who).bell()
    return number(quality + 2 * Draw(NAME, unit, quarter, who).bell(), 0, 100, 1)


def _add_events(found: Tables, unit: str) -> None:
    for indicator, chance in EVENTS.items():
        draw = Draw(NAME, unit, indicator)
        if draw.chance(chance):
            date = f"2025-{draw.whole(1, 12):02}-{draw.whole(1, 28):02}"
            paper = f"示例文件〔2025〕{unit}-{indicator}"
            found.add("events", subject=unit, indicator=indicator, date=date, count=draw.whole(1, 3), document=paper)


def _add_awards(found: Tables, unit: str) -> None:
    """Matters commended at one level or at several, one after the other; some papers are missing."""
    draw = Draw(NAME, unit, "awards")
    for matter in range(1, draw.whole(0, 3) + 1):
        highest = draw.whole(0, 2)
        month = draw.whole(1, 9)
        for level in LEVELS[highest : 3 if draw.chance(0.4) else highest + 1]:
            date = f"2025-{month + 3 - LEVELS.index(level):02}-{draw.whole(1, 28):02}"
            paper = "" if draw.chance(0.1) else f"示例表彰〔2025〕{unit}-{matter}-{level}"
            own: dict[str, Cell] = {"subject": unit, "indicator": "awards", "date": date, "count": 1}
            found.add("events", **own, document=paper, level=level, matter=f"示例事项{matter}")


def _add_honours(found: Tables, cadre: str) -> None:
    for indicator, most in (("honours", 3), ("penalties", 1)):
        draw = Draw(NAME, cadre, indicator)
        for i in range(1, draw.whole(0, most) + 1):
            date = f"2025-{draw.whole(1, 12):02}-{draw.whole(1, 28):02}"
            own: dict[str, Cell] = {"subject": cadre, "indicator": indicator, "date": date, "count": 1}
            level, role = LEVELS[draw.whole(1, 3)], draw.pick(ROLES)
            found.add("events", **own, document=f"示例文件〔2025〕{cadre}-{indicator}{i}", level=level, role=role)
