"""Scores of earlier years, out of the history table, as figures of the scheme.

A row without a score is a year in which the subject had none: the figure is absent, not applicable. A year without a row
is simply missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from kaohe.engine.admission.batches import Batch, with_subjects
from kaohe.engine.admission.cells import of_all, report_numbers, units, unreadable
from kaohe.engine.admission.findings import FILE, ROW, Findings, Sheet
from kaohe.engine.admission.periods import figure_scale
from kaohe.engine.admission.raw import RawTable
from kaohe.engine.admission.sheets import opened
from kaohe.engine.admission.subjects import Roll
from kaohe.engine.figures import TABLES, figure_column
from kaohe.engine.scheme.model import Indicator, SchemeText, year_of

NOT_APPLICABLE = "not_applicable"
RUN = "计分结果 run "
SOURCE = "以往年度结果 results of earlier years"


@dataclass
class Frozen:
    """A batch for each indicator and year; the absences (`subject`, `column`, `cause`); and, as details of the figures,
    the runs that the scores come from."""

    batches: list[Batch]
    absences: pl.DataFrame
    details: pl.DataFrame


def frozen_figures(text: SchemeText, parts: Sequence[RawTable], roll: Roll, found: Findings) -> Frozen:
    """What is wrong with the table itself is told where it is read as a table."""
    frozen = Frozen([], _texts("subject", "column", "cause"), _texts(*TABLES["figures"]))
    wanted = {name: model for name, model in text.indicators.items() if model.history}
    if not wanted or not parts:
        return frozen
    sheet = with_subjects(opened("history", parts, Findings()), roll, Findings())
    for name, model in wanted.items():
        for part, year in _years(text, model):
            own = (pl.col("year") == str(year)) & (pl.col(" kind") == model.subject)
            own = own & pl.col(" group").is_in(model.groups) if model.groups else own
            rows, column = replace(sheet, frame=sheet.frame.filter(own)), figure_column(name, part)
            frozen.batches.append(_batch(rows, name, model, column, found))
            frozen.absences = pl.concat([frozen.absences, _absences(rows.frame, column)])
            frozen.details = pl.concat([frozen.details, _details(rows.frame, name, part)])
    return frozen


def _texts(*columns: str) -> pl.DataFrame:
    return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))


def _absences(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    said = (pl.lit(column).alias("column"), pl.lit(NOT_APPLICABLE).alias("cause"))
    return rows.filter(pl.col("score").is_null()).select("subject", *said)


def _details(rows: pl.DataFrame, name: str, part: str) -> pl.DataFrame:
    """The run that each score was frozen from, where it is known."""
    said = {"indicator": pl.lit(name), "period": pl.lit(part or None, pl.String), "source": pl.lit(SOURCE)}
    said["document"] = pl.concat_str(pl.lit(RUN), "run")
    known = rows.filter(pl.col("run").is_not_null()).with_columns(**said)
    blank = [pl.lit(None, pl.String).alias(c) for c in TABLES["figures"] if c not in ("subject", *said)]
    return known.with_columns(*blank).select(TABLES["figures"])


def _years(text: SchemeText, model: Indicator) -> Iterator[tuple[str, int]]:
    """The parts of the period and their years; without parts last year."""
    if model.every == "period":
        yield "", text.period.year - 1
        return
    yield from ((part, year) for part in text.period.parts if (year := year_of(part)) is not None)


def _batch(rows: Sheet, name: str, model: Indicator, column: str, found: Findings) -> Batch:
    scale, score = figure_scale(model), pl.col("score")
    number = units(score, pl.String(), scale)
    unfit = score.is_not_null() & number.is_null() & ~unreadable(score)
    report_numbers(found, rows, unfit, "score", of_all(name, scale))
    frame = rows.frame.select("subject", FILE, ROW, number.alias(column))
    return Batch(model.subject, replace(rows, frame=frame), {column: "score"})
