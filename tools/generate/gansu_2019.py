"""Invented figures for gansu-2019: 14 cities, 40 departments, 12 institutions, 10 enterprises, 75 poor counties, with
their teams and cadres, 25 whether-or-nots each, four quarters, ballots, marks, accidents and two earlier years."""

from __future__ import annotations

from dataclasses import dataclass

from tools.generate.draws import Draw, number, person
from tools.generate.people import add_checklist, add_history, add_votes, weak
from tools.generate.tables import Tables

NAME = "gansu-2019"
QUARTERS = ("q1", "q2", "q3", "q4")


@dataclass(frozen=True)
class Category:
    """One of the five categories: how many units, how many principals and deputies in a team."""

    group: str
    letter: str
    units: int
    principals: int
    deputies: int


CATEGORIES = (
    Category("city", "C", 14, 2, 7),
    Category("department", "D", 40, 1, 5),
    Category("institution", "I", 12, 2, 4),
    Category("enterprise", "E", 10, 2, 3),
    Category("poor_county", "X", 75, 2, 0),
)
TITLES = {
    "department": "示例省直部门",
    "institution": "示例事业单位",
    "enterprise": "示例企业",
    "poor_county": "示例县",
}
FOCUS = {
    **dict.fromkeys(("C01", "C02", "C05"), "strong_economy"),
    **dict.fromkeys(("C03", "C04", "C08", "C10"), "poverty"),
    **dict.fromkeys(("C13", "C14"), "ethnic"),
}
TEAM_CLASSES = {"leaders": 5, "peers": 12, "staff": 25}
CADRE_CLASSES = {"leaders": 5, "peers": 9, "staff": 20}


@dataclass(frozen=True)
class Unit:
    id: str
    category: Category
    number: int
    quality: float

    @property
    def name(self) -> str:
        if self.category.group != "city":
            width = 3 if self.category.group == "poor_county" else 2
            return f"{TITLES[self.category.group]}{self.number:0{width}}"
        return f"示例市{self.number:02}" if self.number <= 12 else f"示例自治州{self.number - 12:02}"


@dataclass(frozen=True)
class Cadre:
    id: str
    name: str
    team: str
    post: str
    quality: float


def tables() -> Tables:
    made = Tables()
    units = [_unit(category, i) for category in CATEGORIES for i in range(1, category.units + 1)]
    people = 0
    cadres: list[Cadre] = []
    for unit in units:
        _add_unit(made, unit)
        posts = ["principal"] * unit.category.principals + ["deputy"] * unit.category.deputies
        for i, post in enumerate(posts, 1):
            cadre = Cadre(f"{unit.id}-{i}", person(people), f"{unit.id}-T", post, _cadre_quality(unit, i))
            cadres.append(cadre)
            people += 1
            made.add("subjects", subject=cadre.id, name=cadre.name, kind="cadre", group=post, parent=cadre.team)
    for unit in units:
        _add_unit_figures(made, unit)
        _add_team(made, unit)
    for cadre in cadres:
        _add_cadre(made, cadre)
    _add_exceptions(made, cadres)
    return made


def _unit(category: Category, i: int) -> Unit:
    width = 2
    return Unit(f"{category.letter}{i:0{width}}", category, i, Draw(NAME, category.letter, str(i)).bell())


def _cadre_quality(unit: Unit, i: int) -> float:
    quality = 0.6 * unit.quality + 0.8 * Draw(NAME, unit.id, "cadre", str(i)).bell()
    return weak(Draw(NAME, unit.id, "weak", str(i)), quality)


# ---- units ----------------------------------------------------------------------------------------------------------


def _add_unit(made: Tables, unit: Unit) -> None:
    group = unit.category.group
    attributes = {"focus": FOCUS.get(unit.id, "general")} if group == "city" else {}
    if group == "poor_county":
        attributes = {"poverty_result": _poverty_result(unit)}
    parent = f"C{(unit.number - 1) % 14 + 1:02}" if group == "poor_county" else ""
    cells = {"subject": unit.id, "name": unit.name, "kind": "unit", "group": group, "parent": parent}
    made.add(
        "subjects", **cells, focus=attributes.get("focus", ""), poverty_result=attributes.get("poverty_result", "")
    )
    made.add("subjects", subject=f"{unit.id}-T", name=f"{unit.name}领导班子", kind="team", parent=unit.id)


def _poverty_score(unit: Unit) -> float:
    return 82 + 7.6 * (0.7 * unit.quality + 0.7 * Draw(NAME, unit.id, "poverty").bell())


def _poverty_result(unit: Unit) -> str:
    """The grade that another assessment, that of the fight against poverty, has given."""
    score = _poverty_score(unit)
    return "good" if score >= 86 else "fairly_good" if score >= 78 else "fair" if score >= 68 else "poor"


def _add_unit_figures(made: Tables, unit: Unit) -> None:
    statistics = {"subject": unit.id}
    departments = {"subject": unit.id}
    group = unit.category.group

    def figure(name: str, centre: float, spread: float, low: float, high: float, decimals: int) -> str:
        draw = Draw(NAME, unit.id, name)
        return number(centre + spread * (0.6 * unit.quality + 0.8 * draw.bell()), low, high, decimals)

    if group in ("city", "poor_county"):
        statistics["growth"] = figure("growth", 100 if group == "city" else 92, 9, 40, 160, 2)
        statistics["livelihood"] = figure("livelihood", 80, 2.5, 60, 95, 2)
        departments["poverty_work"] = number(_poverty_score(unit), 40, 100, 1)
        departments["ecology"] = figure("ecology", 82, 10, 40, 100, 1)
        # Full marks for every city: what the discipline of scoring departments is there to find.
        departments["stability"] = "100.0" if group == "city" else figure("stability", 84, 9, 40, 100, 1)
    if group == "city":
        departments["reform"] = figure("reform", 82, 11, 40, 100, 1)
        if FOCUS.get(unit.id) == "ethnic":
            departments["ethnic"] = "93.5" if unit.id == "C13" else "61.0"
    if group in ("city", "enterprise"):
        statistics["innovation"] = figure("innovation", 1.3 if group == "city" else 2.4, 0.5, 0.1, 8, 2)
    if group == "department":
        for name in ("tasks", "duties", "service", "digital"):
            departments[name] = figure(name, 82, 11, 45, 100, 1)
        # A narrow spread, below 30 % of full marks.
        departments["law"] = figure("law", 93, 1.6, 88, 99, 1)
    if group in ("department", "institution"):
        departments["budget"] = figure("budget", 80, 13, 45, 100, 1)
    if group == "institution":
        for name in ("mission", "talent", "management"):
            departments[name] = figure(name, 79, 15, 45, 100, 1)
    if group == "enterprise":
        departments["profit"] = figure("profit", 6, 9, -60, 80, 1)
        departments["revenue"] = figure("revenue", 7, 7, -40, 60, 1)
        departments["state_capital"] = figure("state_capital", 82, 11, 40, 100, 1)
        departments["debt_ratio"] = number(64 - 6 * unit.quality + 4 * Draw(NAME, unit.id, "debt").bell(), 30, 95, 1)
    for file, row in (("figures_statistics", statistics), ("figures_departments", departments)):
        if len(row) > 1:
            made.add(file, **row)
    if group != "department":
        _add_accidents(made, unit)


def _add_accidents(made: Tables, unit: Unit) -> None:
    draw = Draw(NAME, unit.id, "accidents")
    for i in range(1, 4):
        if draw.chance(0.06 - 0.015 * unit.quality):
            date = f"2019-{draw.whole(1, 12):02}-{draw.whole(1, 28):02}"
            document = f"示例应急通报〔2019〕{unit.id}-{i}号"
            made.add("events", subject=unit.id, indicator="accidents", date=date, count=1, document=document)


# ---- teams and cadres -----------------------------------------------------------------------------------------------


def _add_team(made: Tables, unit: Unit) -> None:
    team, quality = f"{unit.id}-T", 0.8 * unit.quality + 0.6 * Draw(NAME, unit.id, "team").bell()
    made.add(
        "figures_party", subject=team, party_building=Draw(NAME, team, "party").figure(86 + 4 * quality, 3, 50, 100, 1)
    )
    _add_quarters(made, team, "team_quarter", quality)
    add_checklist(made, Draw(NAME, team, "politics"), team, "politics_team", quality, voters=(25, 40))
    for item in ("politics", "leadership", "results", "integrity", "conduct"):
        for rater_class, voters in TEAM_CLASSES.items():
            draw = Draw(NAME, team, "review", item, rater_class)
            options = ("good", "fairly_good", "fair", "poor", "unknown")
            add_votes(made, draw, (team, "team_review", rater_class, item), options, quality, voters)
    grades = ("excellent", "good", "fair", "poor")
    add_history(made, Draw(NAME, team, "history"), team, (2017, 2018), grades, quality)


def _add_quarters(made: Tables, subject: str, indicator: str, quality: float) -> None:
    for quarter in QUARTERS:
        value = Draw(NAME, subject, quarter).figure(88 + 3.5 * quality, 1.6, 50, 100, 1)
        made.add("figures_quarters", subject=subject, period=quarter, **{indicator: value})


def _add_cadre(made: Tables, cadre: Cadre) -> None:
    _add_quarters(made, cadre.id, "cadre_quarter", cadre.quality)
    draw = Draw(NAME, cadre.id, "politics")
    add_checklist(made, draw, cadre.id, "politics_cadre", cadre.quality, voters=(14, 26))
    for rater_class, voters in CADRE_CLASSES.items():
        draw = Draw(NAME, cadre.id, "review", rater_class)
        options = ("excellent", "competent", "basically_competent", "incompetent", "unknown")
        add_votes(made, draw, (cadre.id, "cadre_review", rater_class, "overall"), options, cadre.quality, voters)
    draw = Draw(NAME, cadre.id, "duty")
    for i in range(1, draw.whole(4, 8) + 1):
        value = draw.figure(86 + 4 * cadre.quality, 3, 30, 100, 0)
        made.add("ratings", subject=cadre.id, form="duty", item="duty", rater=f"r{i}", value=value)
    grades = ("excellent", "competent", "basically_competent", "incompetent")
    add_history(made, Draw(NAME, cadre.id, "history"), cadre.id, (2017, 2018), grades, cadre.quality)


def _add_exceptions(made: Tables, cadres: list[Cadre]) -> None:
    """Statuses, and quarters that are missing with a cause."""
    draw = Draw(NAME, "exceptions")
    deputies = [cadre.id for cadre in cadres if cadre.post == "deputy"]
    chosen = draw.sample(deputies, 9)
    statuses = [*["newly_appointed"] * 4, *["long_leave"] * 2, *["open_case"] * 2, "refused"]
    for subject, status in zip(chosen, statuses, strict=True):
        since = {"newly_appointed": "2019-09-10", "long_leave": "2019-03-01", "open_case": "2019-11-20"}.get(status, "")
        made.add("status", subject=subject, status=status, **{"from": since}, document=f"示例干部处〔2019〕{subject}号")
        if status == "newly_appointed":
            _without_quarters(made, subject, ("q1", "q2"), "cadre_quarter", "not_due")
    made.add(
        "status", subject="D40-T", status="newly_formed", **{"from": "2019-07-01"}, document="示例编办发〔2019〕40号"
    )
    _without_quarters(made, "D40-T", ("q1", "q2"), "team_quarter", "not_due")
    _without_quarters(made, "D17-T", ("q4",), "team_quarter", "late")
    good = "所在县脱贫攻坚成效为“好”，党政主要负责人原则上评为优秀"
    for subject, before, after, day, reason, approval in (
        ("X37-1", "excellent", "competent", "18", "群众反映的问题尚在核实，暂不评为优秀", ""),
        ("X50-2", "competent", "excellent", "18", good, ""),
        ("X43-2", "competent", "excellent", "25", good, "示例省委批复〔2020〕3号"),
    ):
        said = {"by": "示例省委常委会", "at": f"2020-03-{day}", "reason": reason, "document": "示例会议纪要〔2020〕7号"}
        made.add("decisions", subject=subject, **{"from": before}, to=after, **said, approval=approval)


def _without_quarters(made: Tables, subject: str, quarters: tuple[str, ...], indicator: str, cause: str) -> None:
    rows = made.files["figures_quarters"]
    made.files["figures_quarters"] = [r for r in rows if r["subject"] != subject or r["period"] not in quarters]
    for quarter in quarters:
        made.add("figures_absences", subject=subject, indicator=indicator, period=quarter, absence=cause)
