"""Tables as people sent them: where each comes from, so that every cell can be named; nothing about it is checked yet.

A table comes from files (`kaohe.formats.reading`), or from a notebook: any frame that Narwhals knows (Polars, pandas,
PyArrow, DuckDB) or a dict of columns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

import narwhals as nw
import polars as pl

from kaohe.engine.admission.findings import Findings
from kaohe.engine.figures import TABLES
from kaohe.engine.problems import Place, nearest


@dataclass(frozen=True)
class NamesBeside:
    """The names of subjects that stand beside their ids, for people to read; `place`: the cell of one, by its index."""

    ids: Sequence[str | None]
    names: Sequence[object]
    place: Callable[[int], Place]


@dataclass(frozen=True, eq=False)
class RawTable:
    """One table, or one part of it. Text is trimmed and never empty (null instead); numbers may be typed or text.

    `first_row`: the number of the first row in `file` as people count it; 2 beneath the header of a CSV file.
    `tab`, `columns`: of a workbook, the tab and the number of each column in it (1 is A).
    """

    name: str
    frame: pl.DataFrame
    file: str = ""
    first_row: int = 1
    tab: str = ""
    columns: Mapping[str, int] = field(default_factory=dict)
    names_beside: NamesBeside | None = None

    @property
    def header(self) -> Place:
        """The place of the column names: a line of a file, or no line in particular."""
        return Place(self.file, self.first_row - 1, tab=self.tab)

    def heading(self, column: str) -> Place:
        """The place of one column's name."""
        return replace(self.header, column=self.columns.get(column, 0), field=column)

    def place(self, row: int, column: str) -> Place:
        """A cell's place."""
        return Place(self.file, row, self.columns.get(column, 0), column, self.tab)

    def named(self, row: int, column: str) -> str:
        """The place of a cell that another one is compared with."""
        return str(replace(self.place(row, column), field=""))


Given: TypeAlias = "RawTable | Sequence[RawTable] | Any"
"""A table: as it was read, in several parts, or a frame."""


def raw_tables(tables: Mapping[str, Given], found: Findings) -> dict[str, tuple[RawTable, ...]]:
    """Every known table in its parts."""
    parts: dict[str, tuple[RawTable, ...]] = {}
    for name, given in tables.items():
        if name not in TABLES:
            found.add("unknown_table", Place(name), name=name, near=nearest(name, TABLES), allowed=tuple(TABLES))
        elif isinstance(given, RawTable):
            parts[name] = (given,)
        elif isinstance(given, (list, tuple)) and all(isinstance(part, RawTable) for part in given):
            parts[name] = tuple(given)
        else:
            frame = _as_polars(name, given, found)
            parts[name] = () if frame is None else (RawTable(name, tidied(frame), name),)
    return parts


def tidied(frame: pl.DataFrame) -> pl.DataFrame:
    """Column names and text without blanks around them, empty text as null."""
    return trimmed(frame).rename(str.strip)


def trimmed(frame: pl.DataFrame) -> pl.DataFrame:
    """Text without blanks around it, empty text as null."""
    text = pl.col(pl.String).str.strip_chars()
    frame = frame.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))
    return frame.with_columns(pl.when(text != "").then(text))


def _as_polars(name: str, given: object, found: Findings) -> pl.DataFrame | None:
    """A notebook's frame. Raises TypeError for what is no frame; None, and a problem, when two columns share a name."""
    if isinstance(given, pl.LazyFrame):
        given = given.collect()
    if isinstance(given, Mapping):
        return pl.DataFrame([_column(str(key), list(values)) for key, values in given.items()])
    frame = given if isinstance(given, (nw.DataFrame, nw.LazyFrame)) else _narwhals(name, given, found)
    if frame is None:
        return None
    eager = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    trimmed = [str(column).strip() for column in eager.columns]
    for column in sorted({column for column in trimmed if trimmed.count(column) > 1}):
        found.add("column_twice", Place(name, field=column), column=column)
    if len(set(trimmed)) < len(trimmed):
        return None
    try:
        return eager.to_polars()
    except Exception:  # pandas' columns of mixed objects, or no PyArrow to convert with: value by value
        return pl.DataFrame([_column(str(column), eager[column].to_list()) for column in eager.columns])


def _narwhals(name: str, given: object, found: Findings) -> nw.DataFrame[Any] | nw.LazyFrame[Any] | None:
    try:
        return nw.from_native(given)
    except nw.exceptions.DuplicateError:
        columns = [str(column) for column in getattr(given, "columns", ())]
        for column in sorted({column for column in columns if columns.count(column) > 1}):
            found.add("column_twice", Place(name, field=column), column=column)
        return None


def _column(name: str, values: list[Any]) -> pl.Series:
    """Typed where all values are of one type, else as text: whole numbers among floats would become floats."""
    missing = [value is None or value != value for value in values]
    types = {type(value) for value, gone in zip(values, missing, strict=True) if not gone}
    if len(types) == 1 and types <= set(_COLUMN_TYPES):
        try:
            plain = [None if gone else value for value, gone in zip(values, missing, strict=True)]
            return pl.Series(name, plain, dtype=_COLUMN_TYPES[types.pop()])
        except (OverflowError, TypeError):  # too large for the column
            pass
    texts = [None if gone else _text(value) for value, gone in zip(values, missing, strict=True)]
    return pl.Series(name, texts, dtype=pl.String)


def _text(value: object) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


_COLUMN_TYPES: dict[type, type[pl.DataType] | None] = {
    str: pl.String,
    bool: pl.Boolean,
    int: pl.Int64,
    float: pl.Float64,
    date: pl.Date,
    datetime: None,
}
