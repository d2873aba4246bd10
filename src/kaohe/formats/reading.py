"""Tables out of a folder: CSV and Parquet files, each named after its table, and workbooks, whose tabs tell theirs.

`figures.csv` is the figures table; `figures_statistics.csv` and `figures_ecology.csv` are parts of it, as departments
send them, and are read together. Everything that is wrong with the files is told at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from kaohe.engine.admission import RawTable, admit, tidied
from kaohe.engine.figures import TABLES, Figures
from kaohe.engine.problems import InvalidFigures, Place, Problem, nearest
from kaohe.engine.scheme.model import SchemeText
from kaohe.formats.csv_text import read_csv

READ = (".csv", ".parquet")
EXCEL = (".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods")
"""What people call a workbook; `kaohe.formats.returned` says which of them are read."""

WORKBOOK = "workbook"
"""Stands for the tables of a file that holds several."""


def read_figures(text: SchemeText, path: Path, *, notes: list[Problem] | None = None) -> Figures:
    """The figures in a folder, or in one file. Raises InvalidFigures with what is wrong in the files and in the
    figures, so far as they can be read. `notes` is given what is odd about them, but not wrong."""
    tables, problems = read_parts(path, text)
    if notes is not None:
        notes += [problem for problem in problems if problem.severity != "error"]
    if "subjects" not in tables and any(problem.severity == "error" for problem in problems):
        raise InvalidFigures(problems)
    try:
        return admit(text, tables, also=problems)
    except InvalidFigures as invalid:
        raise InvalidFigures(_once(invalid.problems, problems)) from None


def _once(all_of_them: Sequence[Problem], of_files: Sequence[Problem]) -> Iterator[Problem]:
    """A cell that holds an error is not told to be empty as well."""
    told = {problem.place for problem in of_files if problem.place.tab and problem.severity == "error"}
    return (one for one in all_of_them if replace(one.place, field="") not in told or one in of_files)


def read_tables(path: Path, text: SchemeText | None = None) -> dict[str, tuple[RawTable, ...]]:
    """Every table in a folder (or in one file) of CSV and Parquet, in its parts, nothing in it checked yet. What the
    columns of a workbook are, only the `text` of its scheme can say. Raises InvalidFigures."""
    tables, problems = read_parts(path, text)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise InvalidFigures(errors)
    return tables


def read_files(files: Sequence[tuple[Path, str]]) -> dict[str, tuple[RawTable, ...]]:
    """The tables of some files of CSV and Parquet (`table_files`), in their parts. Raises InvalidFigures."""
    problems: list[Problem] = []
    tables = _read_files(files, None, problems)
    if problems:
        raise InvalidFigures(problems)
    return tables


def table_files(path: Path) -> list[tuple[Path, str]]:
    """The files of a folder that hold tables, each with its table, or WORKBOOK. Raises InvalidFigures."""
    problems: list[Problem] = []
    files = _files(path, problems)
    if problems:
        raise InvalidFigures(problems)
    return files


def read_parts(path: Path, text: SchemeText | None) -> tuple[dict[str, tuple[RawTable, ...]], list[Problem]]:
    """Every table that can be read, in its parts, and what is wrong or odd about the files."""
    problems: list[Problem] = []
    return _read_files(_files(path, problems), text, problems), problems


def _read_files(
    files: Sequence[tuple[Path, str]], text: SchemeText | None, problems: list[Problem]
) -> dict[str, tuple[RawTable, ...]]:
    tables: dict[str, tuple[RawTable, ...]] = {}
    seen: dict[bytes, str] = {}
    for file, table in files:
        for found in _read_file(file, table, text, seen, problems):
            tables[found.name] = (*tables.get(found.name, ()), found)
    return tables


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
    for file, table in ours:
        if file.stem in stems and table != WORKBOOK:
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
        return WORKBOOK
    if suffix in READ and known not in TABLES:
        near = nearest(known, TABLES)
        problems.append(Problem("unknown_file", place, {"file": file.stem, "near": near, "allowed": tuple(TABLES)}))
    elif suffix in READ:
        return known
    elif alone or known in TABLES:
        problems.append(Problem("format_not_read", place, {"file": file.name, "format": suffix or "—"}))
    return ""


def _read_file(
    file: Path, table: str, text: SchemeText | None, seen: dict[bytes, str], problems: list[Problem]
) -> list[RawTable]:
    """The file's tables. `seen`: workbooks read before, by what they hold."""
    try:
        if table == WORKBOOK:
            return _read_workbook(file, text, seen, problems)
        read = _read_parquet(file, table, problems) if file.suffix.lower() == ".parquet" else None
        if file.suffix.lower() == ".csv":
            read = read_csv(file.read_bytes(), table, file.name, problems)
        return [] if read is None else [read]
    except OSError as error:
        problems.append(Problem("figures_not_readable", Place(file.name), {"said": error.strerror or str(error)}))
        return []


def _read_workbook(
    file: Path, text: SchemeText | None, seen: dict[bytes, str], problems: list[Problem]
) -> list[RawTable]:
    if text is None:
        problems.append(Problem("excel_not_read", Place(file.name), {"file": file.name}))
        return []
    from kaohe.formats.returned.tables import read_workbook

    data = file.read_bytes()
    mark = hashlib.sha256(data).digest()
    if mark in seen:
        problems.append(Problem("workbook_twice", Place(file.name), {"file": file.name, "other": seen[mark]}))
        return []
    seen[mark] = file.name
    return read_workbook(data, file.name, text, problems)


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
