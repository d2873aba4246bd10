"""Results of a year frozen into the history table of a later scheme, and compared with it again.

A run writes `history.csv`: a row a subject, with the year and the run it is from, which is what identifies the scheme and the
figures of that year. So a published year can be computed anew from the same two and compared, row by row.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import polars as pl

from kaohe.engine.figures import TABLES
from kaohe.engine.numbers import read_number
from kaohe.engine.problems import InvalidFigures, Place, Problem
from kaohe.engine.run import Run
from kaohe.formats.reading import read_tables, table_files
from kaohe.formats.writing import write_csv

COLUMNS = list(TABLES["history"])
RESULT = ("score", "grade", "run")
FILE = "history.csv"

_NAME = re.compile(r"history(_.+)?\.csv")


def run_mark(scheme: str, figures: str) -> str:
    """What identifies a run, from the fingerprints of both: whatever version of Kaohe computed it."""
    return hashlib.sha256(f"{scheme}\n{figures}\n".encode()).hexdigest()[:32]


def history_rows(run: Run, kind: str, scores: pl.Series) -> pl.DataFrame:
    """The rows of one graded kind. `scores`: those that grade, as text. Where there is no grade the status stands for it; a
    score that is held is no result yet, and has no row."""
    frame: pl.DataFrame = run.grades.frames[kind].to_native()
    reason, grade = pl.col("reason"), pl.col("grade")
    status = pl.when(reason.str.starts_with("status:")).then(reason.str.strip_prefix("status:"))
    said: list[pl.Expr | pl.Series] = [
        pl.lit(str(run.scheme.text.period.year)).alias("year"),
        scores.alias("score"),
        pl.when(grade != "ungraded").then(grade).otherwise(status).alias("grade"),
        pl.lit(run_mark(run.scheme.fingerprint, run.figures.fingerprint)).alias("run"),
    ]
    return frame.select(pl.col("subject", "reason"), *said).filter(reason != "score_held").select(COLUMNS)


# ---- from a run into a later scheme ---------------------------------------------------------------------------------


def frozen_years(folders: Sequence[Path]) -> pl.DataFrame:
    """The rows of some runs. Raises InvalidFigures for what is no run of an annual assessment."""
    found, problems = [], []
    for folder in folders:
        try:
            found.append(_read(folder / FILE))
        except (InvalidFigures, OSError):
            problems.append(Problem("not_a_run", Place(folder.name), {"folder": folder.name}))
    if problems:
        raise InvalidFigures(problems)
    return pl.concat(found).unique(maintain_order=True).sort("subject", "year")


def known_there(history: Path) -> set[str] | None:
    """The subjects of the tables beside a history table; None where there are none yet."""
    beside = history.parent
    rolls = [file for file, table in table_files(beside) if table == "subjects"] if any(beside.glob("*.*")) else []
    return {s for file in rolls for s in read_tables(file)["subjects"][0].frame["subject"].to_list()} if rolls else None


def freeze(rows: pl.DataFrame, into: Path, *, overwrite: bool) -> None:
    """Adds the rows to a history table. Raises InvalidFigures where it says otherwise already, unless `overwrite`."""
    _named(into)
    there = _read(into) if into.exists() else rows.clear()
    differing = list(_differing(rows, there, into.name))
    if differing and not overwrite:
        raise InvalidFigures(Problem("year_frozen_otherwise", place, _values(old)) for place, old, _ in differing)
    kept = there.join(rows, on=["subject", "year"], how="anti")
    into.parent.mkdir(parents=True, exist_ok=True)
    write_csv(pl.concat([kept, rows]).sort("subject", "year"), into)


def compare(rows: pl.DataFrame, into: Path) -> list[Problem]:
    """Where a history table says something else than the rows, or nothing."""
    _named(into)
    there = _read(into)
    found = [
        Problem("year_differs", place, {**_values(old), **_values(new, "now_")})
        for place, old, new in _differing(rows, there, into.name)
    ]
    for row in rows.join(there, on=["subject", "year"], how="anti").iter_rows(named=True):
        found.append(Problem("year_not_frozen", Place(into.name), {"subject": row["subject"], "year": row["year"]}))
    return found


def _named(into: Path) -> None:
    """A file of another name would not be read as the table, or is another table."""
    if not _NAME.fullmatch(into.name):
        raise InvalidFigures([Problem("not_a_history_table", Place(into.name), {"file": into.name})])


def _read(file: Path) -> pl.DataFrame:
    """The table as text, with all its columns. Raises InvalidFigures, OSError."""
    if not file.is_file():
        raise FileNotFoundError(file)
    frame = pl.concat([part.frame for part in read_tables(file).get("history", ())], how="diagonal_relaxed")
    missing = [pl.lit(None, pl.String).alias(column) for column in COLUMNS if column not in frame.columns]
    return frame.with_columns(missing).select(pl.col(COLUMNS).cast(pl.String))


Row = dict[str, str | None]


def _differing(rows: pl.DataFrame, there: pl.DataFrame, file: str) -> Iterator[tuple[Place, Row, Row]]:
    """Rows of one subject and year that say different things: where, what is there, what is new."""
    numbered = there.with_row_index("line", 2)
    both = rows.join(numbered, on=["subject", "year"], how="inner", suffix="_there").sort("line")
    for row in both.iter_rows(named=True):
        old: Row = {"subject": row["subject"], "year": row["year"], **{c: row[f"{c}_there"] for c in RESULT}}
        new: Row = {"subject": row["subject"], "year": row["year"], **{c: row[c] for c in RESULT}}
        if _plain(old) != _plain(new):
            yield Place(file, row["line"]), old, new


def _plain(row: Row) -> tuple[Fraction | str | None, ...]:
    """91.50 and 91.5 are one score."""
    score = row["score"]
    return read_number(score) if score else None, row["grade"], row["run"]


def _values(row: Row, prefix: str = "") -> dict[str, str]:
    kept = row if not prefix else {column: row[column] for column in RESULT}
    return {f"{prefix}{column}": value or "—" for column, value in kept.items()}
