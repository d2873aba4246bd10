"""The breaches of discipline that a run found, with consequences for the year after."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from kaohe.engine.problems import InvalidFigures, Place, Problem
from kaohe.engine.scheme.carrying import Breach
from kaohe.engine.scheme.model import KINDS
from kaohe.formats.freezing import run_mark

CONSEQUENCE = "halve_points_next_year"


@dataclass(frozen=True)
class LastYear:
    """`said`: where the breaches are from, for the head of the file that carries them."""

    breaches: Sequence[Breach]
    year: int
    said: str


def breaches_of(folder: Path) -> LastYear:
    """Those in a run's discipline.csv; a run without that file found none. Raises InvalidFigures for what is no run."""
    try:
        run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        year, name = int(run["period"]["year"]), str(run["scheme"]["name"])
        mark = run_mark(run["scheme"]["fingerprint"], run["figures"]["fingerprint"])
        file = folder / "discipline.csv"
        rows = pl.read_csv(file, infer_schema=False).rows(named=True) if file.is_file() else []
        found = [_breach(row) for row in rows if row["consequence"] == CONSEQUENCE]
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError):
        raise InvalidFigures([Problem("no_discipline", Place(folder.name), {"folder": folder.name})]) from None
    said = f"{name} {year}: discipline.csv, run {mark}. kaohe discipline 生成，由考核办核定后采用 to be adopted by the office."
    return LastYear(found, year, said)


def _breach(row: dict[str, str]) -> Breach:
    (kind,) = [kind for kind in KINDS if kind == row["kind"]]
    return Breach(kind, row["score"], row["within"], row["set"] or "", row["article"] or "")
