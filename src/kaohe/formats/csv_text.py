"""The text of a CSV file as a table of text: in UTF-8 (with or without a byte order mark) or GB18030, as Excel saves it.

Polars reads the rows; what it would read past without a word (a second header, a stray quotation mark, a damaged
character) is looked for first, and the rows are gone through one by one only where something is wrong.
"""

from __future__ import annotations

import codecs
import csv
import re
from io import StringIO

import polars as pl

from kaohe.engine.admission import RawTable, trimmed
from kaohe.engine.figures import TABLES
from kaohe.engine.problems import Place, Problem

MOST_SHOWN = 50

# A cell in quotation marks, from separator to separator; a mark inside is doubled.
_QUOTED = re.compile(r'(?<![^,\n])"[^"]*(?:""[^"]*)*"(?=[,\n]|\Z)')


def read_csv(data: bytes, table: str, file: str, problems: list[Problem]) -> RawTable | None:
    """None, and problems, where it cannot be read."""
    text = _decoded(data, file, problems)
    if text is None:
        return None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        problems.append(Problem("empty_table_file", Place(file), {"table": table}))
        return None
    blank = len(text) - len(text.lstrip("\n"))
    header, _, body = text[blank:].partition("\n")
    names = _header(header, table, Place(file, blank + 1), problems)
    if names is None:
        return None
    first_row = blank + 2 + len(body) - len(body.lstrip("\n"))
    frame = _rows(body.lstrip("\n"), names, file, first_row, problems)
    if frame is None:
        return None
    unnamed = [name for name in frame.columns if name.startswith(" ")]
    for name in unnamed:
        if frame[name].null_count() < frame.height:
            place = Place(file, blank + 1, names.index(name) + 1)
            problems.append(Problem("column_without_name", place, {"number": names.index(name) + 1}))
    return RawTable(table, frame.drop(unnamed), file, first_row)


def _decoded(data: bytes, file: str, problems: list[Problem]) -> str | None:
    """UTF-8, else GB18030. A text that is mostly UTF-8 but damaged is never taken for GB18030."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        problems.append(Problem("excel_named_csv", Place(file)))
        return None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data:
        problems.append(Problem("not_plain_text", Place(file)))
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    rough = data.decode("utf-8", errors="replace")
    sound = len(re.findall("[\u0800-\ufffc]", rough))
    if sound <= rough.count("\ufffd"):
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
    problems.append(Problem("not_decodable", Place(file, line)))
    return None


def _header(header: str, table: str, place: Place, problems: list[Problem]) -> list[str] | None:
    """The columns' names; one without a name is called by a blank and its number."""
    names = [name.strip() for name in next(csv.reader(StringIO(header)))]
    named = [name for name in names if name]
    if len(names) == 1 and re.search("[;\t|，、]", header):
        problems.append(Problem("other_separator", place, {"header": header[:60]}))
        return None
    if not set(named) & set(TABLES[table]):
        said = {"header": header[:60], "table": table, "allowed": TABLES[table]}
        problems.append(Problem("no_header", place, said))
        return None
    twice = sorted({name for name in named if named.count(name) > 1})
    for name in twice:
        column = len(names) - names[::-1].index(name)
        problems.append(Problem("column_twice", Place(place.file, place.line, column, name), {"column": name}))
    return None if twice else [name or f" {i}" for i, name in enumerate(names)]


def _rows(body: str, names: list[str], file: str, first_row: int, problems: list[Problem]) -> pl.DataFrame | None:
    schema = dict.fromkeys(names, pl.String)
    stray = _stray_quote(body) if '"' in body else 0
    if stray:
        line = body.count("\n", 0, stray - 1)
        problems.append(Problem("stray_quotation_mark", Place(file, first_row + line)))
        return None
    if not body.strip():
        return pl.DataFrame(schema=schema)
    data = body.encode()
    try:
        return trimmed(pl.read_csv(data, has_header=False, schema=schema))
    except pl.exceptions.PolarsError as error:
        said = str(error).partition("\n")[0][:200]
    try:
        long = _long_rows(body, len(names), file, first_row)
        if long:
            problems += long
            return None
        # No row has more than empty cells too many, as spreadsheets leave them.
        return trimmed(pl.read_csv(data, has_header=False, schema=schema, truncate_ragged_lines=True))
    except (csv.Error, pl.exceptions.PolarsError):
        problems.append(Problem("csv_not_readable", Place(file), {"said": said}))
        return None


def _stray_quote(body: str) -> int:
    """The position, counted from 1, of the first quotation mark that neither opens nor closes a cell; or 0."""
    end = 0
    for match in _QUOTED.finditer(body):
        stray = body.find('"', end, match.start())
        if stray >= 0:
            return stray + 1
        end = match.end()
    return body.find('"', end) + 1


def _long_rows(body: str, width: int, file: str, first_row: int) -> list[Problem]:
    """Rows with more cells than the header has names."""
    found = []
    for row, cells in enumerate(csv.reader(StringIO(body)), first_row):
        if any(cell.strip() for cell in cells[width:]):
            said = {"cells": len(cells), "columns": width, "extra": ", ".join(cells[width:])[:60]}
            found.append(Problem("row_too_long", Place(file, row), said))
    if len(found) > MOST_SHOWN:
        count = Problem("more_like_these", found[MOST_SHOWN].place, {"count": len(found) - MOST_SHOWN})
        found = [*found[:MOST_SHOWN], count]
    return found
