"""Invented figures for fujian-2019: 9 cities, 40 departments and 12 small bodies with their teams and cadres, three visits,
the positive and the negative test of political quality, interviews, projects looked at on the spot."""

from __future__ import annotations

from dataclasses import dataclass

from tools.generate.draws import Draw, number, person
from tools.generate.people import TROUBLED
from tools.generate.tables import Cell, Tables

NAME = "fujian-2019"
VISITS = ("spring", "autumn", "year_end")
POINTS = tuple(f"{i:02}" for i in range(1, 16))


@dataclass(frozen=True)
class Category:
    """One kind of unit: how many, how many deputies beside the principals, people talked to, projects a visit."""

    group: str
    letter: str
    title: str
    units: int
    principals: int
    deputies: int
    talks: tuple[int, int]
    projects: tuple[int, int]


CATEGORIES = (
    Category("city", "C", "示例市", 9, 2, 8, (300, 420), (18, 30)),
    Category("department", "D", "示例省直部门", 40, 1, 5, (100, 160), (8, 16)),
    Category("small_body", "S", "示例小单位", 12, 1, 2, (24, 60), (4, 8)),
)


@dataclass(frozen=True)
class Team:
    id: str
    category: Category
    quality: float


def tables() -> Tables:
    made = Tables()
    people = 0
    for category in CATEGORIES:
        for i in range(1, category.units + 1):
            unit = f"{category.letter}{i:02}"
            team = Team(f"{unit}-T", category, Draw(NAME, unit).bell())
            name = f"{category.title}{i:02}"
            made.add("subjects", subject=unit, name=name, kind="unit", group=category.group)
            made.add(
                "subjects", subject=team.id, name=f"{name}领导班子", kind="team", group=category.group, parent=unit
            )
            _add_team(made, team)
            for post in ["principal"] * category.principals + ["deputy"] * category.deputies:
                people += 1
                _add_cadre(made, f"{unit}-{people:03}", person(people - 1), team, post)
    return made


def _add_team(made: Tables, team: Team) -> None:
    draw = Draw(NAME, team.id, "talks")
    low, high = team.category.talks
    row: dict[str, Cell] = {"subject": team.id, "interviews": draw.whole(low, high), "four_must": 4, "to_talk": ""}
    if team.category.group == "small_body":
        row["to_talk"] = row["interviews"]
    if draw.chance(0.08):  # a visit that fell short
        row["interviews"] = int(low * 0.85)
    if draw.chance(0.06):
        row["four_must"] = 3
    made.add("figures", **row)
    for visit in VISITS:
        _add_visit(made, team, visit)
    _add_tests(made, team)


def _add_visit(made: Tables, team: Team, visit: str) -> None:
    draw = Draw(NAME, team.id, visit)
    looked = draw.whole(*team.category.projects)
    share = min(max(0.93 + 0.03 * team.quality + 0.03 * draw.bell(), 0.5), 1)
    row: dict[str, Cell] = {"subject": team.id, "period": visit, "days": 14 + draw.whole(0, 5)}
    if draw.chance(0.02):
        row["days"] = draw.whole(10, 13)
    row |= {"projects": looked, "projects_sound": int(looked * share + 0.5)}
    trend = VISITS.index(visit) * 0.8 * Draw(NAME, team.id, "trend").bell()
    for mark in ("act_at_once", "real_work", "perseverance"):
        row[mark] = number(85 + 3.5 * team.quality + trend + 1.5 * draw.bell(), 40, 100, 1)
    made.add("figures_visits", **row)


def _add_tests(made: Tables, team: Team) -> None:
    draw = Draw(NAME, team.id, "tests")
    asked = draw.whole(25, 60)
    favour = 0.94 + 0.02 * team.quality - (draw.whole(8, 20) / 100 if draw.chance(3 * TROUBLED) else 0)
    for form, letter, well, ill in (("politics_positive", "p", "yes", "no"), ("politics_negative", "n", "no", "yes")):
        for point in POINTS:
            share = min(max(favour + 0.02 * draw.bell(), 0.3), 0.995)
            counts = draw.votes(asked, {well: share * 0.97, ill: (1 - share) * 0.97, "unclear": 0.03})
            for option in ("yes", "no", "unclear"):
                if counts[option]:
                    item = f"{letter}{point}"
                    made.add("tallies", subject=team.id, form=form, item=item, option=option, count=counts[option])


def _add_cadre(made: Tables, cadre: str, name: str, team: Team, post: str) -> None:
    made.add("subjects", subject=cadre, name=name, kind="cadre", group=post, parent=team.id)
    quality = 0.5 * team.quality + 0.8 * Draw(NAME, cadre).bell()
    came = Draw(NAME, cadre, "came").chance(0.05)  # in post since the summer: the spring visit is not due
    for visit in VISITS:
        draw = Draw(NAME, cadre, visit)
        if came and visit == "spring":
            for indicator in ("cadre_results", "cadre_conduct"):
                made.add("figures_absences", subject=cadre, indicator=indicator, period=visit, absence="not_due")
            continue
        made.add(
            "figures_cadres",
            subject=cadre,
            period=visit,
            cadre_results=number(84 + 4 * quality + 2 * draw.bell(), 30, 100, 1),
            cadre_conduct=number(88 + 3 * quality + 2 * draw.bell(), 30, 100, 1),
        )
