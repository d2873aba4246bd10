"""Invented figures for water-sample: 31 regions, north and south, in the five years 2016–2020.

The last year stands in `data`, the earlier ones in `data/years/YEAR`; each year has its own main file, with the same method.
"""

from __future__ import annotations

from dataclasses import dataclass

from tools.generate.draws import Draw, number
from tools.generate.tables import Cell, Tables

NAME = "water-sample"
YEARS = (2016, 2017, 2018, 2019, 2020)
NORTH = 15
PERCENT = ("metering", "saving", "sources_guarded", "groundwater", "river_flow")
INSTITUTIONS = ("use_control", "efficiency_control", "zone_control", "responsibility")
WHY = "农业用水折算到平水年，直流冷却水按耗水量计"


@dataclass(frozen=True)
class Region:
    """`quality`: about standard normal. `size`: its use in 2015."""

    id: str
    name: str
    group: str
    quality: float
    size: float


def regions() -> list[Region]:
    return [_region(i) for i in range(1, 32)]


def _region(i: int) -> Region:
    draw = Draw(NAME, f"W{i:02}")
    size = 40 + 260 * draw.uniform()
    return Region(f"W{i:02}", f"示例省{i:02}", "north" if i <= NORTH else "south", draw.bell(), size)


def tables() -> Tables:
    """The last year's tables, and those of the earlier years in folders of their own."""
    made = Tables()
    for year in YEARS:
        for file, rows in year_tables(year).files.items():
            made.files[file if year == YEARS[-1] else f"years/{year}/{file}"] = rows
    return made


def year_tables(year: int) -> Tables:
    made = Tables()
    for region in regions():
        made.add("subjects", subject=region.id, name=region.name, kind="unit", group=region.group)
        grown = 0.7 + 0.25 * (year - YEARS[0]) + 0.9 * region.quality
        _add_use(made, region, year, grown)
        _add_targets(made, region, year, grown)
        _add_verified(made, region, year, grown)
        _add_rectified(made, region, year, grown)
        _add_events(made, region, year, grown)
    return made


def _add_use(made: Tables, region: Region, year: int, grown: float) -> None:
    """Reported use lies above the assessed one: that is the figure after conversion."""
    draw, cap = Draw(NAME, region.id, "use", str(year)), _cap(region, year)
    assessed = cap * (0.97 - 0.025 * grown + 0.02 * draw.bell())
    reported = assessed * (1.01 + 0.04 * draw.uniform())
    document = f"示例核定〔{year}〕{region.id}号"
    common: dict[str, Cell] = {"subject": region.id, "indicator": "total_use"}
    shown = {"reported": number(reported, 1, 999, 2), "adjusted": number(assessed, 1, 999, 2)}
    made.add("figures_use", **common, **shown, reason=WHY, document=document)


def _cap(region: Region, year: int) -> float:
    """The year's target, rising a little from the use of 2015."""
    return float(number(region.size * (1.02 + 0.008 * (year - 2015)), 1, 999, 2))


def _add_targets(made: Tables, region: Region, year: int, grown: float) -> None:
    draw, past = Draw(NAME, region.id, "targets", str(year)), year - 2015
    cells: dict[str, Cell] = {"total_use_cap": number(_cap(region, year), 1, 999, 2)}
    for name, target in (("gdp_water", 4.6 * past), ("industry_water", 4.2 * past)):
        cells[name] = draw.figure(target * (1.06 + 0.06 * grown), 0.05 * target, -50, 90, 1)
        cells[f"{name}_target"] = number(target, 1, 90, 1)
    north = region.group == "north"
    target = (0.60 if north else 0.52) + 0.006 * past
    cells["irrigation"] = draw.figure(target + 0.008 + 0.008 * grown, 0.006, 0.3, 0.8, 3)
    cells["irrigation_target"] = number(target, 0.3, 0.8, 3)
    target = (68 if north else 74) + 2.4 * past
    cells["zone_rate"] = draw.figure(target + 3 + 2.5 * grown, 2.5, 30, 100, 1)
    cells["zone_rate_target"] = number(target, 1, 100, 1)
    planned = region.size * (60 if north else 90) * past
    cells["pollutants"] = draw.figure(planned * (1.08 + 0.05 * grown), planned * 0.05, 0, 900000, 0)
    cells["pollutants_target"] = number(planned, 1, 900000, 0)
    made.add("figures_targets", subject=region.id, **cells)


def _add_verified(made: Tables, region: Region, year: int, grown: float) -> None:
    draw = Draw(NAME, region.id, "verified", str(year))
    marks = {name: draw.figure(86 + 4.5 * grown, 3.5, 40, 100, 1) for name in INSTITUTIONS}
    made.add("figures_institutions", subject=region.id, **marks)
    made.add("figures_measures", subject=region.id, **{n: draw.figure(82 + 6 * grown, 5, 20, 100, 1) for n in PERCENT})


def _add_rectified(made: Tables, region: Region, year: int, grown: float) -> None:
    """In the first year there is no list of the year before; later some have nothing on it."""
    draw = Draw(NAME, region.id, "list", str(year))
    nothing = year == YEARS[0] or (grown > 1.6 and draw.chance(0.5))
    rows = {
        "rectified": draw.figure(88 + 4 * grown, 5, 30, 100, 1),
        "self_corrected": draw.figure(80 + 6 * grown, 6, 0, 100, 1),
    }
    for indicator, value in rows.items():
        found: dict[str, Cell] = {"absence": "not_applicable"} if nothing else {"assessed": value}
        made.add("figures_list", subject=region.id, indicator=indicator, **found)


def _add_events(made: Tables, region: Region, year: int, grown: float) -> None:
    """Commendations (one matter at several levels, some without a document or dated in another year), problems, vetoes."""
    draw = Draw(NAME, region.id, "events", str(year))
    if grown > 1.2 and draw.chance(0.6):
        for level in draw.sample(["national", "ministry", "basin"], draw.whole(1, 3)):
            _add_honour(made, region, year, level, draw)
    for level, most in (("serious", 0.9 - 0.5 * grown), ("major", 2.2 - 0.6 * grown), ("minor", 5 - grown)):
        for i in range(max(0, int(most * draw.uniform() + 0.5))):
            document = f"示例督查〔{year}〕{region.id}-{level[:2]}{i + 1}号"
            where: dict[str, Cell] = {"subject": region.id, "indicator": "problems", "level": level}
            made.add("events", **where, date=_day(year, draw), document=document)
    if (region.id, year) == ("W23", 2017):
        document = f"示例通报〔{year}〕9号"
        made.add("events", subject=region.id, indicator="vetoing", date=f"{year}-08-21", document=document)


def _add_honour(made: Tables, region: Region, year: int, level: str, draw: Draw) -> None:
    late, without = draw.chance(0.1), draw.chance(0.15)
    said: dict[str, Cell] = {"level": level, "role": draw.pick(["lead", "lead", "joint"]), "matter": "节水型社会建设"}
    said["date"] = f"{year + 1}-01-15" if late else _day(year, draw)
    said["document"] = "" if without else f"示例表彰〔{year}〕{region.id}-{level}号"
    made.add("events", subject=region.id, indicator="honours", **said)


def _day(year: int, draw: Draw) -> str:
    return f"{year}-{draw.whole(1, 12):02}-{draw.whole(1, 28):02}"
