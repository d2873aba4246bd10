"""Invented figures for sichuan-2019: 21 cities in five zones, 183 counties, 144 departments, institutions and enterprises;
165 teams and 2,478 cadres, of whom 40 get no grade; results of 18 departments; the negative list, item by item."""

from __future__ import annotations

from dataclasses import dataclass

from tools.generate.draws import Draw, person
from tools.generate.people import add_history, add_votes, weak
from tools.generate.tables import Cell, Tables

NAME = "sichuan-2019"
CITIES = {"zone_plain": 8, "zone_south": 4, "zone_northeast": 5, "zone_panxi": 2, "zone_northwest": 2}
COUNTIES = {"county_district": 40, "county_develop": 48, "county_farm": 47, "county_ecology": 48}
DEPARTMENTS = {"party_body": 30, "government": 50, "institution": 36, "enterprise": 28}
KEY_ASSESSED = 37
DISCIPLINED, POOR_WORK = 27, 13
TITLES = {
    "party_body": "示例党群机关",
    "government": "示例政府部门",
    "institution": "示例事业单位",
    "enterprise": "示例企业",
}
LETTERS = {"party_body": "P", "government": "G", "institution": "I", "enterprise": "E"}

# Centre and spread of what each department gives; some judge closely, some generously.
SOURCES = {
    "anti_corruption": (88, 4.5),
    "inspection": (86, 5),
    "party_work": (87, 4),
    "ideology": (88, 4),
    "safe_province": (87, 4.5),
    "reform": (85, 5),
    "supervision": (86, 5),
    "economy": (84, 6.5),
    "projects": (85, 5.5),
    "poverty": (87, 5),
    "ecology": (84, 6),
    "audit": (88, 5),
    "petitions": (87, 5),
    "safety": (90, 5),
    "budget": (86, 4.5),
    "justice": (88, 3.5),
    "opening": (83, 6.5),
    "unity": (91, 3),
}
COUNTY_SOURCES = ("economy", "poverty", "ecology", "safe_province", "reform", "opening", "safety")
NOT_FOR = {
    "party_body": ("economy", "projects", "ecology", "safety", "opening", "unity"),
    "government": ("economy", "unity"),
    "institution": ("economy", "projects", "poverty", "opening", "unity"),
    "enterprise": ("party_work", "justice", "unity"),
    "zone_plain": ("unity",),
    "zone_south": ("unity",),
    "zone_northeast": ("unity",),
}
"""What a group has nothing to do with: not applicable."""

TEAM_ITEMS = {"notice": 0.12, "audit_finding": 0.1, "petition_case": 0.1, "ecology_finding": 0.07, "accident": 0.04}


@dataclass(frozen=True)
class Unit:
    id: str
    name: str
    group: str
    parent: str
    key: bool
    quality: float

    @property
    def is_city(self) -> bool:
        return self.group.startswith("zone")

    @property
    def is_county(self) -> bool:
        return self.group.startswith("county")

    @property
    def cadres(self) -> int:
        return 22 if self.is_city else 14

    @property
    def principals(self) -> int:
        return 2 if self.is_city else 1


def tables() -> Tables:
    made = Tables()
    units = _units()
    people = 0
    deputies: list[str] = []
    for unit in units:
        key = "true" if unit.key else "false"
        cells: dict[str, Cell] = {"subject": unit.id, "name": unit.name, "kind": "unit", "group": unit.group}
        made.add("subjects", **cells, parent=unit.parent, key_assessment=key)
        if unit.is_county:
            continue
        made.add("subjects", subject=f"{unit.id}-T", name=f"{unit.name}领导班子", kind="team", parent=unit.id)
        for i in range(1, unit.cadres + 1):
            group = "principal" if i <= unit.principals else "deputy"
            cells = {"subject": f"{unit.id}-{i:02}", "name": person(people), "kind": "cadre", "group": group}
            made.add("subjects", **cells, parent=f"{unit.id}-T")
            people += 1
            if group == "deputy":
                deputies.append(f"{unit.id}-{i:02}")
    for unit in units:
        _add_results(made, unit)
        if not unit.is_county:
            _add_team(made, unit)
    _add_ungraded(made, deputies)
    return made


def _units() -> list[Unit]:
    units: list[Unit] = []

    def add(unit: str, name: str, group: str, parent: str = "", *, key: bool = False) -> None:
        units.append(Unit(unit, name, group, parent, key, Draw(NAME, unit).bell()))

    number = 0
    for group, size in CITIES.items():
        for _ in range(size):
            number += 1
            add(f"C{number:02}", f"示例市{number:02}" if number <= 18 else f"示例州{number - 18:02}", group)
    number = 0
    for group, size in COUNTIES.items():
        for _ in range(size):
            number += 1
            add(f"X{number:03}", f"示例县{number:03}", group, f"C{number % 21 + 1:02}")
    offices = [
        (f"{LETTERS[g]}{i:02}", f"{TITLES[g]}{i:02}", g) for g, size in DEPARTMENTS.items() for i in range(1, size + 1)
    ]
    key = set(Draw(NAME, "key assessment").sample([unit for unit, _, _ in offices], KEY_ASSESSED))
    for unit, name, group in offices:
        add(unit, name, group, key=unit in key)
    return units


def _add_results(made: Tables, unit: Unit) -> None:
    """What the departments found; where one has nothing to do with a unit, that is said."""
    row: dict[str, Cell] = {"subject": unit.id}
    left = NOT_FOR.get(unit.group, ())
    for name, (centre, spread) in SOURCES.items():
        if name in left:
            made.add("figures_absences", subject=unit.id, indicator=name, period="", absence="not_applicable")
        elif not unit.is_county or name in COUNTY_SOURCES:
            draw = Draw(NAME, unit.id, name)
            row[name] = draw.figure(centre + 0.6 * spread * unit.quality, 0.8 * spread, 50, 100, 1)
    made.add("figures_results", **row)


# ---- teams and cadres -----------------------------------------------------------------------------------------------


def _add_team(made: Tables, unit: Unit) -> None:
    team, quality = f"{unit.id}-T", 0.75 * unit.quality + 0.65 * Draw(NAME, unit.id, "team").bell()
    observed = Draw(NAME, team, "observed").figure(88 + 3.5 * quality, 2, 50, 100, 1)
    verified = Draw(NAME, team, "verified").figure(87 + 4 * quality, 2.5, 50, 100, 1)
    made.add("figures_teams", subject=team, team_observed=observed, team_verified=verified)
    for look in range(1, 16):
        draw = Draw(NAME, team, f"look{look:02}")
        for i in range(1, 4):
            value = draw.figure(9.0 + 0.3 * quality, 0.35, 3, 10, 1)
            made.add("ratings", subject=team, form="key_looks", item=f"look{look:02}", rater=f"r{i}", value=value)
    for rater_class, voters in {"leaders": 15, "staff": 60}.items():
        draw = Draw(NAME, team, "review", rater_class)
        options = ("good", "fairly_good", "fair", "poor", "unknown")
        add_votes(made, draw, (team, "team_review", rater_class, "overall"), options, quality, voters)
    _add_items(made, team, TEAM_ITEMS, quality)
    add_history(made, Draw(NAME, team, "history"), team, (2017, 2018), ("excellent", "good", "fair", "poor"), quality)
    for i in range(1, unit.cadres + 1):
        _add_cadre(made, f"{unit.id}-{i:02}", 0.55 * quality + 0.85 * Draw(NAME, unit.id, "cadre", str(i)).bell())


def _add_cadre(made: Tables, cadre: str, quality: float) -> None:
    quality = weak(Draw(NAME, cadre, "weak"), quality)
    political = Draw(NAME, cadre, "political").figure(90 + 3 * quality, 1.5, 40, 100, 1)
    talks = Draw(NAME, cadre, "talks").figure(87 + 3.5 * quality, 2, 40, 100, 1)
    made.add("figures_cadres", subject=cadre, cadre_political=political, cadre_talks=talks)
    for rater_class, voters in {"leaders": 14, "staff": 40}.items():
        draw = Draw(NAME, cadre, "review", rater_class)
        options = ("excellent", "competent", "basically_competent", "incompetent", "unknown")
        add_votes(made, draw, (cadre, "cadre_review", rater_class, "overall"), options, quality, voters)
    _add_items(made, cadre, {"own_notice": 0.012, "own_letter": 0.03}, quality)
    grades = ("excellent", "competent", "basically_competent", "incompetent")
    add_history(made, Draw(NAME, cadre, "history"), cadre, (2017, 2018), grades, quality)


def _add_items(made: Tables, subject: str, shares: dict[str, float], quality: float) -> None:
    """Verified items of the negative list, each with its date, level and document."""
    draw = Draw(NAME, subject, "negative list")
    for indicator, share in shares.items():
        for _ in range(2):
            if draw.chance(max(share * (1 - 0.4 * quality), 0) / 2):
                date = f"2019-{draw.whole(1, 12):02}-{draw.whole(1, 28):02}"
                level = draw.pick(("一般", "一般", "较重", "严重"))
                document = f"示例核实〔2019〕{subject}·{indicator}"
                made.add(
                    "events", subject=subject, indicator=indicator, date=date, count=1, level=level, document=document
                )
    if subject == "E19-T":
        cells: dict[str, Cell] = {"subject": subject, "indicator": "fraud", "date": "2019-11-12", "count": 1}
        made.add("events", **cells, level="严重", document=f"示例核实〔2019〕{subject}·fraud")


def _add_ungraded(made: Tables, deputies: list[str]) -> None:
    """The forty cadres without a grade."""
    chosen = Draw(NAME, "ungraded").sample(deputies, DISCIPLINED + POOR_WORK)
    for i, subject in enumerate(chosen):
        status = "poor_work" if i % 3 == 2 else "disciplined"
        made.add("status", subject=subject, status=status, document=f"示例纪干〔2019〕{subject}号")
