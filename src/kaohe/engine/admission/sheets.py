"""Opens a table: its columns known, its parts in one sheet of text, empty rows gone, no required cell empty."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

from kaohe.engine.admission.cells import as_text
from kaohe.engine.admission.findings import FILE, ROW, Findings, Row, Sheet, listed
from kaohe.engine.admission.raw import RawTable
from kaohe.engine.figures import REQUIRED, TABLES
from kaohe.engine.problems import nearest

UNSEEN = r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\x{FFFD}]"
"""Characters that nobody sees and that make two equal names differ; or that a wrong encoding left behind."""


def known_columns(
    part: RawTable,
    allowed: Collection[str],
    required: Collection[str],
    found: Findings,
    unknown: str = "unknown_column",
) -> pl.DataFrame:
    """The part's columns that belong to the table."""
    strange = [column for column in part.frame.columns if column not in allowed]
    meant = {column: nearest(column, allowed) for column in strange}
    for column in strange:
        place = part.heading(column)
        found.add(unknown, place, column=column, table=part.name, near=meant[column], allowed=listed(allowed))
    for column in required:
        if column not in part.frame.columns and column not in meant.values():
            found.add("column_missing", part.heading(column), column=column, table=part.name)
    frame = part.frame.select(column for column in part.frame.columns if column in allowed)
    nested = [column for column, dtype in frame.schema.items() if dtype.is_nested() or dtype in (pl.Binary, pl.Object)]
    for column in nested:
        found.add("column_type", part.heading(column), column=column, type=str(frame.schema[column]))
    return frame.with_columns(pl.lit(None, pl.String).alias(column) for column in nested)


def opened(
    name: str,
    parts: Sequence[RawTable],
    found: Findings,
    *,
    allowed: Sequence[str] = (),
    required: Sequence[str] = (),
    may_be_empty: Sequence[str] = (),
) -> Sheet:
    """All parts as text, with every allowed column (the table's own when not given). The required columns must be
    there, and filled unless they may be empty."""
    columns, required = allowed or TABLES[name], required or REQUIRED[name]
    frames = [
        _as_text(numbered(part, known_columns(part, columns, required, found), i)) for i, part in enumerate(parts)
    ]
    empty = pl.DataFrame(schema={**dict.fromkeys(columns, pl.String), FILE: pl.UInt16, ROW: pl.get_index_type()})
    frame = pl.concat([empty, *frames], how="diagonal")
    sheet = Sheet(name, without_empty_rows(frame), tuple(parts))
    for column in required:
        if column not in may_be_empty:
            there = [i for i, part in enumerate(parts) if column in part.frame.columns]
            found.rows("cell_missing", sheet, pl.col(column).is_null() & pl.col(FILE).is_in(there), column)
    return sheet


def numbered(part: RawTable, frame: pl.DataFrame, file: int) -> pl.DataFrame:
    """The frame with the columns that say where each row comes from."""
    # The index goes first: as the last of many columns it would make Polars copy all of them into one chunk.
    return frame.with_row_index(ROW, part.first_row).with_columns(pl.lit(file, pl.UInt16).alias(FILE))


def without_empty_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """Blank lines, and the empty rows that Excel leaves behind, are no rows."""
    sent = [column for column in frame.columns if column not in (FILE, ROW)]
    if not sent or any(frame[column].null_count() == 0 for column in sent):
        return frame
    return frame.filter(~pl.all_horizontal(pl.col(sent).is_null()))


def _as_text(frame: pl.DataFrame) -> pl.DataFrame:
    typed = {c: t for c, t in frame.schema.items() if t != pl.String and c not in (FILE, ROW)}
    return frame.with_columns(as_text(pl.col(c), t).alias(c) for c, t in typed.items())


def report_twice(found: Findings, sheet: Sheet, keys: Sequence[str], code: str, column: str) -> None:
    """Rows whose keys stand in an earlier row already; that row is named."""
    if _all_different(sheet.frame[keys[0]]):
        return
    key = pl.struct(keys)
    filled = pl.all_horizontal(pl.col([k for k in keys if k in REQUIRED[sheet.name]]).is_not_null())
    again = filled & ~key.is_first_distinct()
    if not sheet.frame.select(again.any()).item():
        return
    firsts = sheet.frame.with_columns(pl.col(FILE, ROW).first().over(keys).name.prefix(" first"))

    def values(row: Row) -> dict[str, object]:
        first = sheet.parts[row[" first" + FILE]].named(row[" first" + ROW], column)
        return {"first": first, "subject": row["subject"], **{f"{k}": row[k] or "" for k in keys}}

    found.bad(code, sheet, firsts.filter(again), column, values)


def report_unseen(found: Findings, sheet: Sheet, *columns: str) -> None:
    for column in columns:
        found.rows("unseen_characters", sheet, pl.col(column).str.contains(UNSEEN), column)


def _all_different(column: pl.Series) -> bool:
    """At a glance where the column is sorted, as large tables are."""
    if column.is_sorted() and not column.null_count():
        return not (column == column.shift()).any()
    return column.n_unique() == len(column)
