"""A wide figures table: a row a subject (and period), a column an indicator, in it the assessed figure.

The way for many figures: a million rows of sixty columns go through as columns, and are joined only where their
subjects are not already those of the subjects table, in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from kaohe.engine.admission.batches import Batch, with_subjects
from kaohe.engine.admission.cells import as_text, is_number, of_all, report_numbers, units
from kaohe.engine.admission.findings import FILE, ROW, Findings, Row, Sheet, Values
from kaohe.engine.admission.periods import check_periods, figure_scale, period_key, said_of, whole_period
from kaohe.engine.admission.raw import RawTable
from kaohe.engine.admission.sheets import known_columns, numbered, report_twice, without_empty_rows
from kaohe.engine.admission.subjects import Roll
from kaohe.engine.figures import figure_column
from kaohe.engine.scheme.model import SchemeText

_PERIOD = " period"


def read_wide(text: SchemeText, part: RawTable, roll: Roll, found: Findings) -> list[Batch]:
    """One part of the table, as a batch for each kind and period."""
    allowed = ("subject", "period", *text.indicators)
    frame = known_columns(part, allowed, ("subject",), found, unknown="unknown_indicator_column")
    if "subject" not in frame.columns:
        return []
    sheet = Sheet("figures", _with_keys(without_empty_rows(numbered(part, frame, 0))), (part,))
    found.rows("cell_missing", sheet, pl.col("subject").is_null(), "subject")
    check_periods(text, sheet, found)
    sheet = replace(sheet, frame=sheet.frame.with_columns(whole_period(text).alias(_PERIOD)))
    sheet = with_subjects(sheet, roll, found)
    report_twice(found, sheet, ["subject", _PERIOD], "row_twice", "subject")
    indicators = _indicators(text, part, sheet, found)
    sheet = replace(sheet, frame=_in_units(text, sheet, indicators, found))
    _check_kinds(text, sheet, indicators, roll, found)
    periods = sorted(sheet.frame[_PERIOD].unique().to_list())
    if len(periods) == 1:
        return _batches(text, sheet, indicators, periods[0], found)
    own = [replace(sheet, frame=sheet.frame.filter(pl.col(_PERIOD) == period)) for period in periods]
    return [b for p, rows in zip(periods, own, strict=True) for b in _batches(text, rows, indicators, p, found)]


def _with_keys(frame: pl.DataFrame) -> pl.DataFrame:
    """`subject` and `period` as text."""
    if "period" not in frame.columns:
        frame = frame.with_columns(pl.lit(None, pl.String).alias("period"))
    typed = [column for column in ("subject", "period") if frame.schema[column] != pl.String]
    return frame.with_columns(as_text(pl.col(c), frame.schema[c]).alias(c) for c in typed)


def _indicators(text: SchemeText, part: RawTable, sheet: Sheet, found: Findings) -> list[str]:
    """The columns that are figures."""
    kept = []
    for indicator in [column for column in sheet.frame.columns if column in text.indicators]:
        dtype, place = sheet.frame.schema[indicator], part.heading(indicator)
        if text.indicators[indicator].events:
            found.add("counted_from_events", place, indicator=indicator)
        elif text.indicators[indicator].history:
            found.add("read_from_history", place, indicator=indicator)
        elif dtype != pl.String and not is_number(dtype):
            found.add("column_type", place, column=indicator, type=str(dtype))
        else:
            kept.append(indicator)
    return kept


def _in_units(text: SchemeText, sheet: Sheet, indicators: Sequence[str], found: Findings) -> pl.DataFrame:
    """The figures as whole units; cells that are none are reported."""
    sent = sheet.frame
    scales = {i: figure_scale(text.indicators[i]) for i in indicators}
    done = sent.select(units(pl.col(i), sent.schema[i], scale).alias(i) for i, scale in scales.items())
    for i, scale in scales.items():
        if done[i].null_count() > sent[i].null_count():
            missing = sent[i].is_null() | sent[i].is_nan() if sent.schema[i].is_float() else sent[i].is_null()
            report_numbers(found, sheet, done[i].is_null() & ~missing, i, of_all(i, scale))
    return sent.with_columns(done.get_columns())


def _check_kinds(text: SchemeText, sheet: Sheet, indicators: Sequence[str], roll: Roll, found: Findings) -> None:
    """No subject has a figure of an indicator that is not meant for its kind or group."""
    for i in indicators:
        model = text.indicators[i]
        there, group = pl.col(i).is_not_null(), pl.col(" group")
        if roll.only_kind != model.subject:
            found.rows("indicator_of_other_kind", sheet, there & (pl.col(" kind") != model.subject), i, _of(text, i))
        if model.groups:
            found.rows("indicator_of_other_group", sheet, there & ~group.is_in(model.groups), i, _of(text, i))


def _batches(text: SchemeText, sheet: Sheet, indicators: Sequence[str], period: str, found: Findings) -> list[Batch]:
    """The rows of one period, a batch for each kind."""
    columns: dict[str, dict[str, str]] = {}
    for i in indicators:
        key, wrong = period_key(text, text.indicators[i], period)
        if key is not None:
            columns.setdefault(text.indicators[i].subject, {})[figure_column(i, key)] = i
        elif wrong:
            found.rows(wrong, sheet, pl.col(i).is_not_null(), i, _of(text, i))
    batches = []
    for kind, named in columns.items():
        figures = [pl.col(i).alias(column) for column, i in named.items()]
        batches.append(Batch(kind, replace(sheet, frame=sheet.frame.select("subject", FILE, ROW, *figures)), named))
    return batches


def _of(text: SchemeText, indicator: str) -> Values:
    def values(row: Row) -> dict[str, object]:
        return said_of(text, indicator, row)

    return values
