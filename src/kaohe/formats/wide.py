"""Wide Parquet tables of figures, read in parts: so many subjects at a time, or some columns of everybody."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from kaohe.engine.admission import RawTable, is_long, tidied
from kaohe.engine.figures import TABLES
from kaohe.engine.scheme.model import SchemeText


@dataclass(frozen=True)
class WideFile:
    """A wide table in a Parquet file. `names`: what each column is called in the file, by its name without blanks."""

    path: Path
    names: dict[str, str]
    rows: int

    @property
    def cells(self) -> int:
        return self.rows * len(self.names)

    def scan(self) -> pl.LazyFrame:
        return pl.scan_parquet(self.path)

    def table(self, frame: pl.DataFrame) -> RawTable:
        return RawTable("figures", tidied(frame), self.path.name)


def open_wide(text: SchemeText, path: Path) -> WideFile | None:
    """None where it is no wide table in Parquet, or one that cannot be read."""
    if path.suffix.lower() != ".parquet":
        return None
    try:
        columns = pl.scan_parquet(path).collect_schema().names()
        rows = pl.scan_parquet(path).select(pl.len()).collect().item()
    except (pl.exceptions.PolarsError, OSError):
        return None
    names = {name.strip(): name for name in columns}
    if len(names) < len(columns) or "subject" not in names or is_long(text, names):
        return None
    return WideFile(path, names, rows)


@dataclass(frozen=True)
class Wide:
    """The rows of a file laid against all subjects. `ordered`: a row a subject, in their order."""

    file: WideFile
    ids: pl.Series
    ordered: bool

    def part(self, start: int, length: int) -> RawTable:
        """The rows of so many subjects."""
        rows = self.file.scan()
        if self.ordered:
            return self.file.table(rows.slice(start, length).collect())
        own = self.ids[start : start + length]
        subject = pl.col(self.file.names["subject"]).cast(pl.String).str.strip_chars()
        return self.file.table(rows.filter(subject.is_in(own.implode())).collect())

    def some(self, indicators: Container[str]) -> RawTable | None:
        """Some indicators of everybody; None where the file has none of them."""
        found = [name for name in self.file.names if name in indicators and name not in TABLES["figures"]]
        if not found:
            return None
        keys = [name for name in ("subject", "period") if name in self.file.names]
        if not self.ordered:
            return self.file.table(self.file.scan().select(self.file.names[name] for name in [*keys, *found]).collect())
        frame = self.file.scan().select(self.file.names[name] for name in [*keys[1:], *found]).collect()
        sent = self.file.table(frame)
        return replace(sent, frame=sent.frame.with_columns(self.ids.alias("subject")))


def laid(file: WideFile, ids: pl.Series) -> Wide | None:
    """None where a row stands for nobody, or where there are several periods: such a table is read as a whole."""
    subjects = _column(file, "subject")
    if subjects.equals(ids):
        same = "period" not in file.names or _column(file, "period").n_unique() == 1
        return Wide(file, ids, ordered=True) if same else None
    if subjects.dtype != pl.String or subjects.null_count() or "period" in file.names:
        return None
    return Wide(file, ids, ordered=False) if subjects.is_in(ids.implode()).all() else None


def _column(file: WideFile, name: str) -> pl.Series:
    series: pl.Series = tidied(file.scan().select(file.names[name]).collect()).to_series()
    return series
