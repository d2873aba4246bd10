"""The history of water-term: the five years of water-sample, scored and frozen."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from kaohe.engine.run import score
from kaohe.engine.scheme.scheme import read_scheme
from kaohe.formats.results import history_table
from tools.generate.tables import Tables
from tools.generate.water_sample import YEARS, regions, year_tables

NAME = "water-term"
SCHEME = Path(__file__).resolve().parents[2] / "schemes" / "water-sample"


def tables() -> Tables:
    made = Tables()
    for region in regions():
        made.add("subjects", subject=region.id, name=region.name, kind="unit")
    years = pl.concat([frozen(year) for year in YEARS]).sort("subject", "year")
    for row in years.rows(named=True):
        made.add("history", **{column: value or "" for column, value in row.items()})
    return made


def frozen(year: int) -> pl.DataFrame:
    """What `kaohe score` writes to history.csv for a year of water-sample."""
    scheme = read_scheme(SCHEME / ("scheme.yaml" if year == YEARS[-1] else f"year-{year}.yaml"))
    return history_table(score(scheme, year_tables(year).raw()))
