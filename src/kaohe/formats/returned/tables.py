"""A workbook's tabs as tables for admission: every tab with a row of column names, whatever stands above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import polars as pl

from kaohe.engine.admission import RawTable
from kaohe.engine.admission.raw import NamesBeside
from kaohe.engine.problems import Place, Problem, letters
from kaohe.engine.scheme.model import SchemeText
from kaohe.formats.labels import in_language, meanings
from kaohe.formats.returned.header import ABOUT, Header, find_header, is_remark
from kaohe.formats.returned.opening import Tab, open_workbook
from kaohe.formats.returned.values import column, percent_text

MARK = "kaohe: "
"""Begins the cell by which a tab of Kaohe's own is known that holds no figures: followed by the scheme's name."""

NUMBERS = ("reported", "verified", "adjusted", "assessed", "count", "value", "year", "score")

MOST_NAMED = 12

NAME_SHOWN = "(name)"
"""The column of a template in which a subject's name stands beside its id."""


def read_workbook(data: bytes, file: str, text: SchemeText, problems: list[Problem]) -> list[RawTable]:
    """The tables in all its tabs, and what is wrong or odd about them."""
    tabs = open_workbook(data, file, problems)
    if not tabs:
        return []
    found: list[RawTable] = []
    for tab in tabs:
        header = find_header(tab.rows, text)
        if header is None:
            problems += _without_table(tab, text)
        else:
            found += _Reading(tab, header, text, problems).tables()
    if not found and all(problem.severity != "error" for problem in problems if problem.place.file == file):
        problems.append(Problem("workbook_without_tables", Place(file), {"file": file}))
    return found


def _without_table(tab: Tab, text: SchemeText) -> list[Problem]:
    """A tab of ours, somebody's own one, or one that lost its row of names."""
    cells = {str(cell).strip() for row in tab.rows for cell in row if cell != ""}
    ours = next((cell.removeprefix(MARK) for cell in cells if cell.startswith(MARK)), None)
    if ours is not None:
        wrong = {"found": ours, "scheme": text.scheme}
        return [] if ours == text.scheme else [Problem("template_of_other_scheme", tab.place(), wrong)]
    titles = {title for one in text.indicators.values() for title in (one.title.zh, one.title.en) if title}
    if cells & titles:
        return [Problem("row_of_names_missing", tab.place(), {"tab": tab.name})]
    return [Problem("tab_not_read", tab.place(), {"tab": tab.name}, "note")] if cells else []


@dataclass(eq=False)
class _Reading:
    """One tab on its way to its tables."""

    tab: Tab
    header: Header
    text: SchemeText
    problems: list[Problem]

    def tables(self) -> list[RawTable]:
        names = self._names()
        self._report_hidden()
        self._report_merged()
        if names is None:
            return []
        frame = pl.DataFrame([self._column(number, name).alias(name) for number, name in names.items()])
        numbers = {name: number for number, name in names.items()}
        told = [name for name in names.values() if self._told(name)]
        found = [self._table(frame, numbers)] if not told else self._apart(frame, numbers, told)
        return [replace(found[0], names_beside=self._names_beside(frame)), *found[1:]] if found else []

    def _names_beside(self, frame: pl.DataFrame) -> NamesBeside | None:
        """The names that the template shows beside the ids."""
        number = next((number for number, name in self.header.names.items() if name == NAME_SHOWN), None)
        if number is None or "subject" not in frame.columns:
            return None
        ids, first = frame["subject"].cast(pl.String).to_list(), self.header.row + 1
        return NamesBeside(ids, self._columns[number - 1], lambda row: self.tab.place(first + row, number))

    def _told(self, name: str) -> bool:
        indicator, _, about = name.partition(".")
        return self.header.table == "figures" and about in ABOUT and indicator in self.text.indicators

    def _names(self) -> dict[int, str] | None:
        """The columns that are read; None where two have one name."""
        names = {number: name for number, name in self.header.names.items() if not is_remark(name)}
        twice = [n for n, name in names.items() if name in list(names.values())[: list(names).index(n)]]
        for number in twice:
            place = self.tab.place(self.header.row, number)
            self.problems.append(Problem("column_twice", place, {"column": names[number]}))
        for number, values in enumerate(self._columns, 1):
            if number not in self.header.names and any(value != "" for value in values):
                place = self.tab.place(self.header.row, number)
                self.problems.append(Problem("column_without_name", place, {"number": letters(number)}))
        return None if twice else names

    @cached_property
    def _columns(self) -> list[Sequence[Any]]:
        """The cells beneath the names, column by column."""
        rows = self.tab.rows[self.header.row :]
        return list(zip(*rows, strict=True)) if rows else [()] * len(self.tab.rows[0])

    def _column(self, number: int, name: str) -> pl.Series:
        values = self._with_facts(number)
        indicator, _, about = name.partition(".")
        table, model = self.header.table, self.text.indicators.get(indicator)
        if table == "figures" and model is not None:
            if about not in NUMBERS and about:
                return column(values, number=False, meanings=meanings(self.text, table, about))
            return self._figures(number, name, values, model.unit)
        attribute = any(name in own and own[name].number for own in self.text.attributes.values())
        number_wanted = name in NUMBERS or (table == "subjects" and attribute)
        return column(values, number=number_wanted, meanings=meanings(self.text, table, name))

    def _figures(self, number: int, name: str, values: Sequence[Any], unit: str) -> pl.Series:
        """A column of figures. Per cent of an indicator that is counted otherwise is told, and empty."""
        figures = column(values, number=True, per_cent=is_per_cent(unit))
        if is_per_cent(unit) or figures.dtype != pl.String:
            return figures
        wrong = figures.str.normalize("NFKC").str.contains(r"^[+-]?[0-9.]+\s*%$").fill_null(False)
        for i in wrong.arg_true():
            said = {"of": name, "value": figures[i], "unit": unit or "—"}
            place = self.tab.place(self.header.row + 1 + i, number)
            self.problems.append(Problem("per_cent_of_other_unit", place, said))
        return figures.set(wrong, None)

    def _with_facts(self, number: int) -> Sequence[Any]:
        """A column's cells, with what its formats say; those in error are told, and empty."""
        facts, first = self.tab.facts, self.header.row + 1
        errors = {row: said for (row, at), said in facts.errors.items() if at == number and row >= first}
        without = [row for row, at in facts.without_value if at == number and row >= first]
        percents = [row for row, at in facts.percents if at == number and row >= first]
        values = self._columns[number - 1]
        for row, said in errors.items():
            self.problems.append(Problem("cell_in_error", self.tab.place(row, number), {"value": said}))
        for row in without:
            self.problems.append(Problem("formula_without_value", self.tab.place(row, number)))
        if not percents:
            return values
        changed = list(values)
        for row in percents:
            value = changed[row - first] if row - first < len(changed) else None
            if isinstance(value, (float, int)):
                changed[row - first] = percent_text(value)
        return changed

    def _report_hidden(self) -> None:
        if self.tab.hidden:
            self.problems.append(Problem("tab_hidden", self.tab.place(), {"tab": self.tab.name}, "note"))
        rows = [row for row in self.tab.facts.hidden_rows if self.header.row < row <= len(self.tab.rows)]
        columns = [one for one in self.tab.facts.hidden_columns if one in self.header.names]
        if rows:
            said = {"rows": _listed(rows), "count": len(rows)}
            self.problems.append(Problem("rows_hidden", self.tab.place(), said, "note"))
        if columns:
            said = {"columns": _listed([letters(one) for one in columns]), "count": len(columns)}
            self.problems.append(Problem("columns_hidden", self.tab.place(), said, "note"))

    def _report_merged(self) -> None:
        """One value over several cells of a table: the others would be taken for empty."""
        read = {number for number, name in self.header.names.items() if not is_remark(name)}
        for (top, left), (bottom, right) in self.tab.facts.merged:
            if not self.header.row < top <= len(self.tab.rows) or not any(self.tab.rows[top - 1][left - 1 : left]):
                continue
            if sum(left <= number <= right for number in read) * (bottom - top + 1) > 1:
                cells = f"{letters(left)}{top}:{letters(right)}{bottom}"
                self.problems.append(Problem("cells_merged", self.tab.place(top, left), {"cells": cells}))

    def _table(self, frame: pl.DataFrame, numbers: Mapping[str, int]) -> RawTable:
        return RawTable(self.header.table, frame, self.tab.file, self.header.row + 1, self.tab.name, numbers)

    def _apart(self, frame: pl.DataFrame, numbers: Mapping[str, int], told: Sequence[str]) -> list[RawTable]:
        """Figures of which something is told are rows of a long table, the others stay in a wide one."""
        keys = [pl.col(name) for name in ("subject", "period") if name in frame.columns]
        parts = []
        for indicator in dict.fromkeys(name.partition(".")[0] for name in told):
            own = {name.partition(".")[2]: name for name in told if name.partition(".")[0] == indicator}
            there = pl.any_horizontal(pl.col(list(own.values())).is_not_null())
            if not frame.select(there.any()).item():
                continue
            figure = own | ({"assessed": indicator} if indicator in frame.columns else {})
            cells = [pl.col(name).alias(about) for about, name in figure.items()]
            row = [*keys, pl.lit(indicator).alias("indicator"), *cells]
            long = frame.select(pl.when(there).then(cell) for cell in row)
            column_of = {about: numbers[name] for about, name in figure.items()}
            at = {**{key: numbers[key] for key in ("subject", "period") if key in numbers}, **column_of}
            at["indicator"] = numbers.get(indicator, min(column_of.values()))
            parts.append(self._table(long, at))
            if indicator in frame.columns:
                frame = frame.with_columns(pl.when(~there).then(indicator))
        wide = [name for name in frame.columns if name not in told]
        return [self._table(frame.select(wide), {name: numbers[name] for name in wide}), *parts]


def is_per_cent(unit: str) -> bool:
    return in_language(unit, "zh") in ("%", "％")


def _listed(items: Sequence[object]) -> str:
    return ", ".join(map(str, items[:MOST_NAMED])) + (" …" if len(items) > MOST_NAMED else "")
