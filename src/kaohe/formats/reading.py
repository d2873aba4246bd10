"""Tables out of a folder: CSV and Parquet files, each named after its table.

`figures.csv` is the figures table; `figures_statistics.csv` and `figures_ecology.csv` are parts of it, as departments
send them, and are read together. Everything that is wrong with the files is told at once.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from kaohe.engine.admission import RawTable, admit, tidied
from kaohe.engine.figures import TABLES, Figures
from kaohe.engine.problems import InvalidFigures, Place, Problem, nearest
from kaohe.engine.scheme.model import SchemeText
from kaohe.formats.csv_text import read_csv

READ = (".csv", ".parquet")
EXCEL = (".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods")
"""Tables that people believe to have sent."""


def read_figures(text: SchemeText, path: Path) -> Figures:
    """The figures in a folder, or in one file. Raises InvalidFigures with what is wrong in the files and in the
    figures, so far as they can be read."""
    tables, problems = _read(path)
    if problems and "subjects" not in tables:
        raise InvalidFigures(problems)
    return admit(text, tables, also=problems)


def read_tables(path: Path) -> dict[str, tuple[RawTable, ...]]:
    """Every table in a folder (or in one file), in its parts, nothing in it checked yet. Raises InvalidFigures."""
    tables, problems = _read(path)
    if problems:
        raise InvalidFigures(problems)
    return tables


def table_files(path: Path) -> list[tuple[Path, str]]:
    """The files of a folder that hold tables, each with its table. Raises InvalidFigures."""
    problems: list[Problem] = []
    files = _files(path, problems)
    if problems:
        raise InvalidFigures(problems)
    return files


def _read(path: Path) -> tuple[dict[str, tuple[RawTable, ...]], list[Problem]]:
    problems: list[Problem] = []
    tables: dict[str, tuple[RawTable, ...]] = {}
    for file, table in _files(path, problems):
        found = _read_file(file, table, problems)
        if found is not None:
            tables[table] = (*tables.get(table, ()), found)
    return tables, problems


def _files(path: Path, problems: list[Problem]) -> list[tuple[Path, str]]:
    """The files to be read, each with its table."""
    try:
        files = sorted(path.iterdir(), key=lambda file: file.name) if path.is_dir() else [path]
    except OSError as error:
        problems.append(Problem("figures_not_readable", Place(path.name), {"said": error.strerror}))
        return []
    if not path.exists():
        problems.append(Problem("no_such_figures", Place(path.name), {"path": path.name}))
        return []
    ours = [(file, table) for file in files if (table := _table(file, problems, alone=not path.is_dir()))]
    stems: dict[str, str] = {}
    for file, _ in ours:
        if file.stem in stems:
            problems.append(Problem("table_in_two_formats", Place(file.name), {"other": stems[file.stem]}))
        stems[file.stem] = file.name
    if not ours and not problems:
        problems.append(Problem("no_tables", Place(path.name), {"allowed": tuple(TABLES)}))
    return ours


def _table(file: Path, problems: list[Problem], *, alone: bool) -> str:
    """The table that a file holds; empty, and perhaps a problem, where it holds none."""
    suffix, place = file.suffix.lower(), Place(file.name)
    if file.name.startswith((".", "~$")) or (file.is_dir() and suffix not in READ):
        return ""
    if not file.is_file():
        problems.append(Problem("not_a_file", place, {"file": file.name}))
        return ""
    known = file.stem if file.stem in TABLES else file.stem.partition("_")[0]
    if suffix in EXCEL:
        problems.append(Problem("excel_not_read", place, {"file": file.name}))
    elif suffix in READ and known not in TABLES:
        near = nearest(known, TABLES)
        problems.append(Problem("unknown_file", place, {"file": file.stem, "near": near, "allowed": tuple(TABLES)}))
    elif suffix in READ:
        return known
    elif alone or known in TABLES:
        problems.append(Problem("format_not_read", place, {"file": file.name, "format": suffix or "—"}))
    return ""


def _read_file(file: Path, table: str, problems: list[Problem]) -> RawTable | None:
    try:
        if file.suffix.lower() == ".parquet":
            return _read_parquet(file, table, problems)
        return read_csv(file.read_bytes(), table, file.name, problems)
    except OSError as error:
        problems.append(Problem("figures_not_readable", Place(file.name), {"said": error.strerror or str(error)}))
        return None


def _read_parquet(file: Path, table: str, problems: list[Problem]) -> RawTable | None:
    try:
        frame = pl.read_parquet(file)
    except pl.exceptions.PolarsError as error:
        said = str(error).partition("\n")[0][:200]
        problems.append(Problem("parquet_not_readable", Place(file.name), {"said": said}))
        return None
    names = [name.strip() for name in frame.columns]
    twice = sorted({name for name in names if names.count(name) > 1})
    problems += [Problem("column_twice", Place(file.name, field=name), {"column": name}) for name in twice]
    return None if twice else RawTable(table, tidied(frame), file.name)
