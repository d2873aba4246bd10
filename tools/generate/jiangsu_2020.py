"""Invented figures for jiangsu-2020: 13 cities in three regions, 95 counties, 98 provincial offices, with their teams and
cadres; common, individual and Party-building figures, surveys, quarterly monitoring, ballots and marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tools.generate.draws import Draw, number, person
from tools.generate.people import add_history, add_votes, weak
from tools.generate.tables import Tables

NAME = "jiangsu-2020"
QUARTERS = ("q1", "q2", "q3", "q4")
GROUPS = {
    "city_south": 5,
    "city_central": 3,
    "city_north": 5,
    "county_south": 38,
    "county_central": 20,
    "county_north": 37,
    "office": 98,
}
POSTS = {
    "city": ("city_secretary", "head", *["deputy"] * 5),
    "county": ("secretary", "head", *["deputy"] * 2),
    "office": ("head", *["deputy"] * 4),
}
LETTER = {"city": "C", "county": "X", "office": "O"}
TITLE = {"city": "示例市", "county": "示例县", "office": "示例省级机关"}
MISREPORTED = {"X033": 18, "X080": -16}
"""Whose quarterly monitoring does not agree with the year's end."""
REGION = {"south": 1.0, "central": 0.2, "north": -0.8}
"""How the regions differ in wealth; they are compared within themselves only."""


@dataclass(frozen=True)
class Common:
    """A common indicator: centre, what the region and the quality add, chance, limits, decimals."""

    name: str
    centre: float
    region: float
    quality: float
    chance: float
    low: float
    high: float
    decimals: int


COMMON = (
    Common("gdp_growth", 3.6, 0.2, 0.5, 0.6, -4, 9, 1),
    Common("productivity", 19, 5, 1.2, 1.2, 6, 45, 2),
    Common("business", 84, 2, 3.5, 3, 60, 100, 1),
    Common("foreign_trade", 0.2, 0.2, 0.6, 0.9, -6, 6, 2),
    Common("income_ratio", 2.05, -0.1, -0.06, 0.07, 1.5, 2.8, 3),
    Common("rural", 83, 2, 3.5, 3.5, 55, 100, 1),
    Common("civility", 88, 1, 1.5, 1.5, 75, 98, 2),
    Common("culture_facilities", 2600, 300, 180, 260, 900, 5000, 0),
    Common("pm25", 39, -1, -1.6, 2.2, 25, 60, 1),
    Common("water_quality", 88, -1, 3.5, 6, 40, 100, 1),
    Common("income_growth", 5.2, -0.2, 0.35, 0.35, 1, 9, 1),
)
EDUCATION = (
    Common("preschool", 86, 0, 2, 3, 60, 100, 1),
    Common("schooling", 82, 2, 4, 5, 50, 100, 1),
)
OFFICE = (
    Common("functions", 87, 0, 3.5, 3, 60, 100, 1),
    Common("efficiency", 85, 0, 4, 3.5, 55, 100, 1),
    Common("law", 88, 0, 3, 3, 60, 100, 1),
)
TASKS = (
    Common("key_tasks", 95, 0, 2, 2.5, 60, 100, 1),
    Common("reform_tasks", 93, 0, 2.5, 3.5, 50, 100, 1),
    Common("rectified", 98, 0, 2, 3, 60, 100, 1),
)
PARTY = (
    Common("grassroots", 82, 0, 4, 3.5, 50, 100, 1),
    Common("ideology", 83, 0, 4, 3, 50, 100, 1),
    Common("integrity", 82, 0, 4, 4, 50, 100, 1),
    Common("cadres_talent", 81, 0, 4, 3.5, 50, 100, 1),
)
INDIVIDUAL = {
    "south": (("research", 3.2, "higher", 2), ("foreign_capital", 12, "higher", 2), ("land_use", 3.1, "lower", 2)),
    "central": (("ports", 5200, "higher", 0), ("clusters", 820, "higher", 1), ("talent", 880, "higher", 0)),
    "north": (("poverty", 4.2, "higher", 2), ("industry", 6.5, "higher", 1), ("clinics", 2.8, "higher", 2)),
}


@dataclass(frozen=True)
class Unit:
    id: str
    name: str
    group: str
    parent: str
    quality: float

    @property
    def level(self) -> str:
        return self.group.partition("_")[0]

    @property
    def region(self) -> str:
        return self.group.partition("_")[2]


def tables() -> Tables:
    made = Tables()
    units = _units()
    ranks = _last_ranks(units)
    people = 0
    for unit in units:
        staff = Draw(NAME, unit.id, "staff").whole(
            *{"city": (300, 900), "county": (120, 480), "office": (35, 260)}[unit.level]
        )
        cells: dict[str, str | int] = {"subject": unit.id, "name": unit.name, "kind": "unit", "group": unit.group}
        cells |= {"parent": unit.parent, "level": unit.level, "staff": staff, "last_rank": ranks[unit.id], "duty": ""}
        made.add("subjects", **cells)
        made.add("subjects", subject=f"{unit.id}-T", name=f"{unit.name}领导班子", kind="team", parent=unit.id)
        for i, duty in enumerate(POSTS[unit.level], 1):
            group = "deputy" if duty == "deputy" else "principal"
            cells = {"subject": f"{unit.id}-{i}", "name": person(people), "kind": "cadre", "group": group}
            made.add("subjects", **cells, parent=f"{unit.id}-T", duty=duty)
            people += 1
    for unit in units:
        _add_unit(made, unit)
        team = 0.8 * unit.quality + 0.6 * Draw(NAME, unit.id, "team").bell()
        _add_team(made, unit, team)
        for i, duty in enumerate(POSTS[unit.level], 1):
            _add_cadre(
                made, f"{unit.id}-{i}", duty, 0.6 * unit.quality + 0.8 * Draw(NAME, unit.id, "cadre", str(i)).bell()
            )
    _add_exceptions(made)
    return made


def _units() -> list[Unit]:
    units, counts = [], {"city": 0, "county": 0, "office": 0}
    cities: dict[str, list[str]] = {}
    for group, size in GROUPS.items():
        level, _, region = group.partition("_")
        for _ in range(size):
            counts[level] += 1
            width = 3 if level == "county" else 2
            shown = f"{counts[level]:0{width}}"
            unit = f"{LETTER[level]}{shown}"
            if level == "city":
                cities.setdefault(region, []).append(unit)
            parent = cities[region][counts[level] % len(cities[region])] if level == "county" else ""
            units.append(Unit(unit, f"{TITLE[level]}{shown}", group, parent, Draw(NAME, unit).bell()))
    return units


def _last_ranks(units: Sequence[Unit]) -> dict[str, int]:
    """Last year's ranks within the groups, much like this year's quality."""
    ranks: dict[str, int] = {}
    for group in GROUPS:
        last = {u.id: 0.85 * u.quality + 0.5 * Draw(NAME, u.id, "last").bell() for u in units if u.group == group}
        ranks |= {unit: i for i, unit in enumerate(sorted(last, key=lambda one: (-last[one], one)), 1)}
    return ranks


# ---- units ----------------------------------------------------------------------------------------------------------


def _add_unit(made: Tables, unit: Unit) -> None:
    if unit.level == "office":
        _add_figures(made, "figures_plan3", unit, (*OFFICE, *TASKS))
    else:
        _add_figures(made, "figures_plan1", unit, COMMON)
        _add_individual(made, unit)
        _add_figures(made, "figures_plan4", unit, EDUCATION)
    _add_figures(made, "figures_plan5", unit, PARTY)
    for quarter in QUARTERS:
        centre = 85 + 3.2 * unit.quality + MISREPORTED.get(unit.id, 0)
        value = Draw(NAME, unit.id, quarter).figure(centre, 1.8, 40, 120, 1)
        made.add("figures_monitoring", subject=unit.id, period=quarter, monitoring=value)
    _add_survey(made, unit)
    for item in ("politics", "responsibility", "conduct"):
        for i in range(1, 8):
            value = Draw(NAME, unit.id, "party_review", item, str(i)).figure(82 + 4.5 * unit.quality, 3, 40, 100, 0)
            made.add("ratings", subject=unit.id, form="party_review", item=item, rater=f"r{i}", value=value)
    _add_happenings(made, unit)


def _value(unit: Unit, one: Common) -> str:
    centre = one.centre + one.region * REGION.get(unit.region, 0) + one.quality * unit.quality
    return Draw(NAME, unit.id, one.name).figure(centre, one.chance, one.low, one.high, one.decimals)


def _add_figures(made: Tables, file: str, unit: Unit, indicators: Sequence[Common]) -> None:
    made.add(file, subject=unit.id, **{one.name: _value(unit, one) for one in indicators})


def _add_individual(made: Tables, unit: Unit) -> None:
    """Each one's own targets, and how far they were reached."""
    row: dict[str, str] = {}
    size = 6.0 if unit.level == "city" else 1.0
    for name, typical, better, decimals in INDIVIDUAL[unit.region]:
        draw = Draw(NAME, unit.id, name)
        grows = name in ("foreign_capital", "ports", "clusters", "poverty")
        target = typical * (0.8 + 0.4 * draw.uniform()) * (size if grows else 1.0)
        way = 1 + 0.05 * unit.quality + 0.06 * draw.bell()
        row[name] = number(target * way if better == "higher" else target / max(way, 0.5), 0.01, 10**6, decimals)
        row[f"{name}_target"] = number(target, 0.01, 10**6, decimals)
    made.add("figures_plan2", subject=unit.id, **row)


def _add_survey(made: Tables, unit: Unit) -> None:
    office = unit.level == "office"
    items = ("effect", "service", "conduct") if office else ("jobs", "doctors", "schools", "travel")
    classes = {"served": 120, "delegates": 40} if office else {"citizens": 300, "delegates": 60}
    form = "service_survey" if office else "public_survey"
    for item in items:
        for rater_class, voters in classes.items():
            draw = Draw(NAME, unit.id, "survey", item, rater_class)
            options = ("very", "fairly", "partly", "dissatisfied", "unknown")
            add_votes(made, draw, (unit.id, form, rater_class, item), options, unit.quality - 0.6, voters)


def _add_happenings(made: Tables, unit: Unit) -> None:
    draw = Draw(NAME, unit.id, "happenings")
    for indicator, share, most in (("commendations", 0.12 + 0.08 * max(unit.quality, 0), 3), ("negatives", 0.05, 2)):
        for i in range(1, most + 1):
            if draw.chance(share):
                date = f"2020-{draw.whole(1, 12):02}-{draw.whole(1, 28):02}"
                level = "national" if indicator == "commendations" else "provincial"
                document = f"示例{'表彰' if indicator == 'commendations' else '通报'}〔2020〕{unit.id}-{i}号"
                cells: dict[str, str | int] = {"subject": unit.id, "indicator": indicator, "date": date, "count": 1}
                made.add("events", **cells, level=level, document=document)


# ---- teams and cadres -----------------------------------------------------------------------------------------------


def _add_team(made: Tables, unit: Unit, quality: float) -> None:
    team = f"{unit.id}-T"
    for rater_class, voters in {"leaders": 8, "staff": 40}.items():
        draw = Draw(NAME, team, "review", rater_class)
        options = ("good", "fairly_good", "fair", "poor", "unknown")
        add_votes(made, draw, (team, "team_review", rater_class, "overall"), options, quality, voters)
    add_history(made, Draw(NAME, team, "history"), team, (2018, 2019), ("excellent", "good", "fair", "poor"), quality)


def _add_cadre(made: Tables, cadre: str, duty: str, quality: float) -> None:
    quality = weak(Draw(NAME, cadre, "weak"), quality)
    for rater_class, voters in {"leaders": 6, "staff": 24}.items():
        draw = Draw(NAME, cadre, "review", rater_class)
        options = ("excellent", "competent", "basically_competent", "incompetent", "unknown")
        add_votes(made, draw, (cadre, "cadre_review", rater_class, "overall"), options, quality, voters)
    for i in range(1, 7):
        value = Draw(NAME, cadre, "political", str(i)).figure(90 + 3 * quality, 2.5, 30, 100, 0)
        made.add("ratings", subject=cadre, form="political_review", item="political", rater=f"r{i}", value=value)
    for item in ("professional", "two_duties"):
        for i in range(1, 4):
            value = Draw(NAME, cadre, item, str(i)).figure(86 + 4 * quality, 2.5, 30, 100, 0)
            made.add("ratings", subject=cadre, form="leader_review", item=item, rater=f"r{i}", value=value)
    if duty == "city_secretary":
        draw = Draw(NAME, cadre, "report")
        shares = {"good": 0.7 + 0.1 * min(max(quality, -2), 2), "fairly_good": 0.25, "fair": 0.04, "poor": 0.01}
        for option, count in draw.votes(45, shares).items():
            if count:
                cells: dict[str, str | int] = {"subject": cadre, "form": "report_review", "class": "", "item": "report"}
                made.add("tallies", **cells, option=option, count=count)
    grades = ("excellent", "competent", "basically_competent", "incompetent")
    add_history(made, Draw(NAME, cadre, "history"), cadre, (2018, 2019), grades, quality)


def _add_exceptions(made: Tables) -> None:
    """Vetoes, statuses, a quarter that is not due and a figure that is late."""
    for subject, date in (("X062", "2020-08-19"), ("O71", "2020-05-07")):
        cells: dict[str, str | int] = {"subject": subject, "indicator": "vetoing", "date": date, "count": 1}
        made.add("events", **cells, level="grave", document=f"示例否决〔2020〕{subject}号")
    statuses = {"C04-5": "newly_appointed", "X017-4": "newly_appointed", "O22-3": "long_leave", "O45-5": "open_case"}
    for subject, status in statuses.items():
        made.add(
            "status",
            subject=subject,
            status=status,
            **{"from": "2020-08-15"},
            document=f"示例干部处〔2020〕{subject}号",
        )
    for file, subject, indicator, period, cause in (
        ("figures_monitoring", "O90", "monitoring", "q1", "not_due"),
        ("figures_plan3", "O98", "efficiency", "", "late"),
    ):
        for row in made.files[file]:
            if row["subject"] == subject and row.get("period", "") == period:
                row[indicator] = ""
        made.add("figures_absences", subject=subject, indicator=indicator, period=period, absence=cause)
    said = {"by": "示例省考核委", "at": "2021-01-20", "document": "示例会议纪要〔2021〕1号"}
    for subject, before, after, reason in (
        ("X035-2", "excellent", "competent", "重点任务整改不到位，看分不唯分"),
        ("X013-1", "competent", "excellent", "承担重大应急任务表现突出，看分不唯分"),
    ):
        made.add("decisions", subject=subject, **{"from": before}, to=after, **said, reason=reason)
