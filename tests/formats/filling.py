"""Fills templates in as a department would: figures into their cells, choices from the drop-downs, dates as dates."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from kaohe.engine.scheme.model import SchemeText
from kaohe.formats.labels import labels
from kaohe.formats.template.drawing import CODES

HEADER = CODES + 1
"""The row of names in a template, from 1."""

NUMBERS = {"count", "value", "year"}
DATES = {"date", "from", "to", "at"}

Rows = Mapping[str, Sequence[Mapping[str, str]]]


def csv_rows(folder: Path, *, without: Sequence[str] = ()) -> dict[str, list[dict[str, str]]]:
    """Every table of a folder of CSV files, row by row."""
    found: dict[str, list[dict[str, str]]] = {}
    for path in sorted(folder.glob("*.csv")):
        table = path.stem.partition("_")[0]
        if table not in without:
            with path.open(encoding="utf-8") as file:
                found.setdefault(table, []).extend(csv.DictReader(file))
    return found


def fill(folder: Path, text: SchemeText, tables: Rows, *, lang: str = "zh") -> None:
    """Fills every template in the folder with all that belongs there."""
    figures = dict(_figures(text, tables.get("figures", ())))
    for path in sorted(folder.glob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        for sheet in book.worksheets:
            names = {str(cell.value): cell.column for cell in sheet[HEADER] if cell.value}
            if set(text.indicators) & set(names):
                _fill_figures(sheet, names, figures, text, lang)
            elif "subject" in names and "name" not in names:
                table = (
                    next(t for t in tables if _is_table(t, names)) if any(_is_table(t, names) for t in tables) else ""
                )
                if table:
                    _fill_records(sheet, names, table, _own(sheet, names, table, text, tables[table]), text, lang)
        book.save(path)


_SIGNS = {
    "events": "indicator",
    "status": "status",
    "decisions": "by",
    "history": "year",
    "ratings": "rater",
    "tallies": "option",
}


def _is_table(table: str, names: Mapping[str, int]) -> bool:
    return table in _SIGNS and _SIGNS[table] in names


def _own(
    sheet: Any, names: Mapping[str, int], table: str, text: SchemeText, rows: Sequence[Mapping[str, str]]
) -> Sequence[Mapping[str, str]]:
    """Of the events, those of the department: its drop-down offers them."""
    if table != "events":
        return rows
    note = sheet.cell(HEADER - 1, names["indicator"]).comment.text
    return [row for row in rows if f"{text.indicators[row['indicator']].title.zh}：" in note]


def _figures(
    text: SchemeText, rows: Sequence[Mapping[str, str]]
) -> Iterator[tuple[tuple[str, str, str], Mapping[str, str]]]:
    for row in rows:
        if "indicator" in row:
            yield (row["subject"], row.get("period") or "", row["indicator"]), row
            continue
        for name in text.indicators:
            if row.get(name):
                yield (row["subject"], row.get("period") or "", name), {"assessed": row[name]}


def _fill_figures(
    sheet: Any, names: Mapping[str, int], figures: Mapping[Any, Any], text: SchemeText, lang: str
) -> None:
    causes = labels(text, "figures", "absence", lang)
    for row in range(HEADER + 1, sheet.max_row + 1):
        subject = sheet.cell(row, names["subject"]).value
        period = (sheet.cell(row, names["period"]).value if "period" in names else "") or ""
        for name in set(names) & set(text.indicators):
            found = figures.get((subject, period, name), {})
            if found.get("assessed"):
                sheet.cell(row, names[name]).value = float(found["assessed"])
            if found.get("absence"):
                sheet.cell(row, names[f"{name}.absence"]).value = causes[found["absence"]]


def _fill_records(
    sheet: Any, names: Mapping[str, int], table: str, rows: Sequence[Mapping[str, str]], text: SchemeText, lang: str
) -> None:
    for number, row in enumerate(rows, HEADER + 1):
        for name, value in row.items():
            if value:
                said = labels(text, table, name, lang).get(value, value) if name != "level" else value
                cell: Any = date.fromisoformat(value) if name in DATES and value[:1] in "12" else said
                sheet.cell(number, names[name]).value = float(value) if name in NUMBERS else cell
