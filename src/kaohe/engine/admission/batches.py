"""Figures on their way into the subjects' tables: a few columns for some subjects, and which rows they come from."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from kaohe.engine.admission.findings import FILE, ROW, Findings, Row, Sheet
from kaohe.engine.admission.periods import figure_scale
from kaohe.engine.admission.subjects import Roll
from kaohe.engine.figures import figure_column
from kaohe.engine.scheme.model import Kind, SchemeText


@dataclass(frozen=True, eq=False)
class Batch:
    """`sheet`: a row a subject, with `columns`: the figure columns, each with the column it was sent in."""

    kind: str
    sheet: Sheet
    columns: Mapping[str, str]


def with_subjects(sheet: Sheet, roll: Roll, found: Findings) -> Sheet:
    """The sheet with each subject's ` kind` and ` group`; unknown subjects are reported."""
    if sheet.frame["subject"].equals(roll.known["subject"]):
        return replace(sheet, frame=sheet.frame.hstack(roll.known.drop("subject")))
    known = (roll.known.clear() if sheet.frame.is_empty() else roll.known).with_columns(pl.lit(True).alias(" known"))
    joined = replace(sheet, frame=sheet.frame.join(known, on="subject", how="left", maintain_order="left"))
    lost = pl.col("subject").is_not_null() & pl.col(" known").is_null()
    found.rows("unknown_subject", joined, lost, "subject", lambda row: {"near": roll.near(row["subject"])})
    return replace(joined, frame=joined.frame.drop(" known"))


def figures_of(
    text: SchemeText,
    kind: Kind,
    rows: pl.DataFrame,
    batches: Sequence[Batch],
    found: Findings,
    only: Container[str] | None = None,
) -> pl.DataFrame:
    """`rows` with a column for every figure that the scheme knows of its kind, and for earlier years' that were sent;
    or for those of some indicators `only`."""
    own = [batch for batch in batches if batch.kind == kind]
    laid: dict[str, pl.Series] = {}
    for i, batch in enumerate(own):
        frame = batch.sheet.frame
        if found.problems:
            frame = frame.unique("subject", keep="first", maintain_order=True)
        if not frame["subject"].equals(rows["subject"]):
            frame = rows.select("subject").join(frame, on="subject", how="left", maintain_order="left")
        for column in batch.columns:
            if column in laid:
                both = frame.filter(laid[column].is_not_null() & frame[column].is_not_null())
                _report_both(column, both, batch, own[:i], found)
                laid[column] = laid[column].zip_with(laid[column].is_not_null(), frame[column])
            else:
                laid[column] = frame[column]
    wanted = [
        name
        for name, indicator in text.indicators.items()
        if indicator.subject == kind and not indicator.events and (only is None or name in only)
    ]
    return rows.with_columns(_in_order(text, wanted, laid, rows.height))


def _in_order(text: SchemeText, names: Sequence[str], laid: Mapping[str, pl.Series], height: int) -> list[pl.Series]:
    ordered = {}
    for name in names:
        indicator = text.indicators[name]
        parts = text.period.parts if indicator.every == "part" else ("",)
        years = (str(text.period.year - 1),) if indicator.last_year else ()
        earlier = sorted(column for column in laid if column.startswith(f"{figure_column(name)}@"))
        for column in (*(figure_column(name, part) for part in (*parts, *years)), *earlier):
            nobody = pl.Series(column, [None], dtype=figure_scale(indicator).dtype).new_from_index(0, height)
            ordered[column] = laid.get(column, nobody).alias(column)
    return list(ordered.values())


def _report_both(column: str, both: pl.DataFrame, batch: Batch, before: Sequence[Batch], found: Findings) -> None:
    """The same figure from two tables."""

    def values(row: Row) -> dict[str, object]:
        earlier = (b for b in before if column in b.columns)
        firsts = ((b, _row_with(b, row["subject"], column)) for b in earlier)
        first = next(named(b.sheet, there, b.columns[column]) for b, there in firsts if there is not None)
        return {"subject": row["subject"], "indicator": column.removeprefix(figure_column("")), "first": first}

    found.bad("figure_twice", batch.sheet, both, batch.columns[column], values)


def _row_with(batch: Batch, subject: str, column: str) -> Row | None:
    rows = batch.sheet.frame.filter((pl.col("subject") == subject) & pl.col(column).is_not_null())
    return rows.row(0, named=True) if rows.height else None


def named(sheet: Sheet, row: Row, column: str) -> str:
    return sheet.parts[row[FILE]].named(row[ROW], column)


def check_absences(absences: Sheet, wide: Sequence[Batch], found: Findings) -> None:
    """What is absent in a long table is not there in a wide one."""
    for (column,), rows in absences.frame.partition_by("column", as_dict=True).items():
        for batch in [batch for batch in wide if column in batch.columns]:
            there = rows.join(batch.sheet.frame.drop_nulls(str(column)).select("subject"), on="subject", how="semi")

            def values(row: Row, batch: Batch = batch) -> dict[str, object]:
                first = _row_with(batch, row["subject"], row["column"])
                assert first is not None
                name = row["column"].removeprefix(figure_column(""))
                return {
                    "subject": row["subject"],
                    "indicator": name,
                    "first": named(batch.sheet, first, batch.columns[row["column"]]),
                }

            found.bad("figure_twice", absences, there, "absence", values)
