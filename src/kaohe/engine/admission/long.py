"""A long figures table: a row a figure, with all that is known of it, from reported to assessed.

The figure that is scored is the first present of assessed, adjusted, verified and reported.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import polars as pl

from kaohe.engine.admission.batches import Batch, with_subjects
from kaohe.engine.admission.cells import Scale, of_all, plain_number, report_numbers, units, unreadable
from kaohe.engine.admission.findings import EVERY_ROW, FILE, ROW, Findings, Row, Sheet, one_of
from kaohe.engine.admission.periods import check_periods, figure_scale, period_key, said_of, whole_period
from kaohe.engine.admission.raw import RawTable
from kaohe.engine.admission.sheets import opened, report_twice
from kaohe.engine.admission.subjects import Roll
from kaohe.engine.explanation import Text
from kaohe.engine.figures import CAUSES, TABLES, figure_column
from kaohe.engine.scheme.model import Indicator, SchemeText

VALUES = ("assessed", "adjusted", "verified", "reported")
"""The first one present is scored."""

_ANY = Indicator(title=Text("", ""))

_PERIOD, _SCORED, _FROM, _COLUMN = " period", " scored", " from", " column"


@dataclass(frozen=True, eq=False)
class Long:
    """What a long table holds: its figures, the causes of absence, and whatever else is told about a figure."""

    batches: Sequence[Batch]
    absences: Sheet
    """`subject`, `column`, `cause`, and where it says so."""
    details: pl.DataFrame


def is_long(text: SchemeText, columns: Collection[str]) -> bool:
    """Is a figures table with these columns a long one? A wide one has no others than its indicators."""
    own = set(TABLES["figures"]) - {"subject", "period"} - set(text.indicators)
    return bool(own & set(columns))


def read_long(text: SchemeText, parts: Sequence[RawTable], roll: Roll, found: Findings) -> Long:
    sheet = opened("figures", parts, found, required=("subject", "indicator"))
    _check_indicators(text, sheet, found)
    sheet = with_subjects(sheet, roll, found)
    check_periods(text, sheet, found)
    # With a misspelt column, told already, every row would seem to lack its number.
    spelt = [i for i, part in enumerate(parts) if set(part.frame.columns) <= set(TABLES["figures"])]
    _check_values(text, sheet, spelt, found)
    present = pl.coalesce(pl.when(pl.col(v).is_not_null()).then(pl.lit(v)) for v in VALUES)
    extra = [whole_period(text).alias(_PERIOD), pl.coalesce(VALUES).alias(_SCORED), present.alias(_FROM)]
    sheet = replace(sheet, frame=sheet.frame.with_columns(extra))
    report_twice(found, sheet, ["subject", "indicator", _PERIOD], "figure_twice", "indicator")
    batches, absences = [], [_absences(sheet.frame.clear().with_columns(pl.lit("").alias(_COLUMN)))]
    figures = sheet.frame.filter(pl.col("indicator").is_in(list(text.indicators)))
    for (indicator, period), rows in sorted(figures.partition_by("indicator", _PERIOD, as_dict=True).items()):
        own = replace(sheet, frame=rows)
        key = _check_rows(text, own, str(indicator), str(period), found)
        if key is not None:
            column = figure_column(str(indicator), key)
            batches.append(_batch(text, own, str(indicator), column, found))
            absences.append(_absences(rows.with_columns(pl.lit(column).alias(_COLUMN))))
    return Long(batches, replace(sheet, frame=pl.concat(absences)), _details(sheet.frame))


def _check_indicators(text: SchemeText, sheet: Sheet, found: Findings) -> None:
    name = pl.col("indicator")
    known = {i: model for i, model in text.indicators.items() if not model.events}
    counted = [i for i, model in text.indicators.items() if model.events]
    unknown = name.is_not_null() & ~name.is_in([*known, *counted])
    found.rows("unknown_indicator", sheet, unknown, "indicator", one_of("indicator", known))
    found.rows("counted_from_events", sheet, name.is_in(counted), "indicator", _figure)
    frozen = [i for i, model in text.indicators.items() if model.history]
    found.rows("read_from_history", sheet, name.is_in(frozen), "indicator", _figure)


def _check_values(text: SchemeText, sheet: Sheet, spelt: Sequence[int], found: Findings) -> None:
    """A figure is a number, adjusted only with reason and document; or it is absent, with the cause."""

    def of(row: Row) -> tuple[str, Scale]:
        model = text.indicators.get(row["indicator"], _ANY)
        return row["indicator"] or "", figure_scale(model)

    for column in VALUES:
        report_numbers(found, sheet, unreadable(pl.col(column)), column, of)
    cause, number = pl.col("absence"), pl.any_horizontal(pl.col(VALUES).is_not_null())
    unknown = cause.is_not_null() & ~cause.is_in(CAUSES)
    found.rows("unknown_cause", sheet, unknown, "absence", one_of("absence", CAUSES))
    found.rows("absent_and_present", sheet, number & cause.is_not_null(), "absence", _figure)
    neither = ~number & cause.is_null() & pl.col(FILE).is_in(spelt)
    found.rows("neither_number_nor_cause", sheet, neither, "assessed", _figure)
    adjusted = pl.col("adjusted").is_not_null()
    found.rows("adjusted_without_reason", sheet, adjusted & pl.col("reason").is_null(), "reason", _figure)
    found.rows("adjusted_without_document", sheet, adjusted & pl.col("document").is_null(), "document", _figure)


def _figure(row: Row) -> dict[str, object]:
    return {"subject": row["subject"] or "", "indicator": row["indicator"] or "", "allowed": CAUSES}


def _check_rows(text: SchemeText, sheet: Sheet, indicator: str, period: str, found: Findings) -> str | None:
    """The rows of one indicator and period; None where there is no such figure."""
    model = text.indicators[indicator]

    def said(row: Row) -> dict[str, object]:
        return said_of(text, indicator, row)

    found.rows("indicator_of_other_kind", sheet, pl.col(" kind") != model.subject, "indicator", said)
    if model.groups:
        found.rows("indicator_of_other_group", sheet, ~pl.col(" group").is_in(model.groups), "indicator", said)
    key, wrong = period_key(text, model, period)
    if wrong:
        found.rows(wrong, sheet, EVERY_ROW, "period", said)
    return None if model.events else key


def _batch(text: SchemeText, sheet: Sheet, indicator: str, column: str, found: Findings) -> Batch:
    """One figure column."""
    model = text.indicators[indicator]
    scale = figure_scale(model)
    scored = units(pl.col(_SCORED), pl.String(), scale).alias(column)
    rows = sheet.frame.with_columns(scored)
    if rows[column].null_count() > rows[_SCORED].null_count():
        unfit = pl.col(column).is_null() & pl.col(_SCORED).is_not_null() & ~unreadable(pl.col(_SCORED))
        for value in VALUES:
            own = replace(sheet, frame=rows)
            report_numbers(found, own, unfit & (pl.col(_FROM) == value), value, of_all(indicator, scale))
    return Batch(model.subject, replace(sheet, frame=rows.select("subject", FILE, ROW, column)), {column: "indicator"})


def _absences(rows: pl.DataFrame) -> pl.DataFrame:
    named = (pl.col(_COLUMN).alias("column"), pl.col("absence").alias("cause"))
    return rows.filter(pl.col("absence").is_not_null() & pl.col(_SCORED).is_null()).select("subject", *named, FILE, ROW)


def _details(frame: pl.DataFrame) -> pl.DataFrame:
    """What is told besides the assessed figure. Rows that tell nothing else are left away, so that the same figures
    are the same, long or wide."""
    told = [column for column in TABLES["figures"] if column not in ("subject", "indicator", "period", "assessed")]
    period = pl.when(pl.col(_PERIOD) != "").then(pl.col(_PERIOD)).alias("period")
    rows = frame.filter(pl.any_horizontal(pl.col(told).is_not_null()))
    return rows.with_columns(period, *(plain_number(pl.col(v)) for v in VALUES)).select(TABLES["figures"])
