"""What a workbook says about its cells besides their values: errors, formulas without a value, percent formats, what is
hidden. python-calamine gives an error, and a formula never computed, as an empty cell, and 12.5% as 0.125.

A workbook is a zip of XML texts; the few things wanted are searched for in the text, which is much faster than to parse it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from zipfile import ZipFile

Cell = tuple[int, int]
"""Row and column, from 1."""

LAST_COLUMN = 16384

MOST_CELLS = 20_000_000
"""Of a tab, empty ones between others included: calamine makes room for every one of them."""


@dataclass(frozen=True)
class Facts:
    """About one tab. `rows`, `columns`: how far its cells reach, at most; exactly where that is too far. `merged`: the
    first and the last cell of each."""

    errors: Mapping[Cell, str] = field(default_factory=dict)
    without_value: frozenset[Cell] = frozenset()
    percents: frozenset[Cell] = frozenset()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    rows: int = 0
    columns: int = 0
    merged: tuple[tuple[Cell, Cell], ...] = ()


def facts_of(package: ZipFile) -> dict[str, Facts]:
    """By the tab's name. Raises KeyError for a workbook that lacks a part."""
    styles = _percent_styles(package)
    return {tab: _facts(package.read(part), styles) for tab, part in _tabs(package)}


def _tabs(package: ZipFile) -> Iterator[tuple[str, str]]:
    """Each tab's name, and the part of the package in which it lies."""
    found = package.read("xl/_rels/workbook.xml.rels").decode()
    targets = {_said("Id", one): _said("Target", one) for one in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", found)}
    names = set(package.namelist())
    for one in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", package.read("xl/workbook.xml").decode()):
        target = targets[_said(r"\w+:id", one)].removeprefix("/")
        part = target if target.startswith("xl/") else f"xl/{target}"
        if part in names and "worksheets" in part:
            yield unescape(_said("name", one)), part


def _said(attribute: str, element: str) -> str:
    match = re.search(rf"""\s{attribute}=(?:"([^"]*)"|'([^']*)')""", element)
    return (match[1] or match[2] or "") if match else ""


def _percent_styles(package: ZipFile) -> frozenset[bytes]:
    """The numbers of the cell formats that show per cent."""
    if "xl/styles.xml" not in package.namelist():
        return frozenset()
    text = package.read("xl/styles.xml").decode()
    formats = {"9", "10"}
    for one in re.findall(r"<(?:\w+:)?numFmt\b[^>]*>", text):
        if "%" in re.sub(r'"[^"]*"|\\.', "", unescape(_said("formatCode", one))):
            formats.add(_said("numFmtId", one))
    match = re.search(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", text, re.DOTALL)
    own = re.findall(r"<(?:\w+:)?xf\b[^>]*>", match[0]) if match else []
    return frozenset(str(i).encode() for i, one in enumerate(own) if _said("numFmtId", one) in formats)


_PLACE = re.compile(rb"""\sr=["']([A-Z]+)([0-9]+)["']""")
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\b([^>]*\st=["']e["'][^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<""", re.DOTALL
)
_NO_VALUE = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_FAR = re.compile(rb' r="(?:[A-Z]{2}|[A-Z]?[0-9]{6})')
"""A cell beyond column Z, or a row beyond 99,999."""
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*ref=["']([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)["']""")
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\b(?=[^>]*\shidden=["'](?:1|true)["'])[^>]*\sr=["']([0-9]+)["']""")
_HIDDEN_COLUMN = re.compile(rb"""<(?:\w+:)?col\b(?=[^>]*\shidden=["'](?:1|true)["'])[^>]*>""")


def _facts(sheet: bytes, percent: frozenset[bytes]) -> Facts:
    for other in (b" r='", b'\tr="', b'\nr="'):  # rare ways of writing the same; no text of a cell is wanted here
        if other in sheet:
            sheet = re.sub(rb"\s+", b" ", sheet.replace(b"'", b'"'))
    errors = {}
    if b't="e"' in sheet or b"t='e'" in sheet:
        errors = {_cell(head): unescape(value.decode()) for head, value in _ERROR.findall(sheet)}
    without: frozenset[Cell] = frozenset()
    if b"<f" in sheet or b":f" in sheet:
        # A formula whose value is an empty text is marked as text.
        empty = (head for head in _NO_VALUE.findall(sheet) if b't="str"' not in head and b"t='str'" not in head)
        without = frozenset(map(_cell, empty))
    percents: frozenset[Cell] = frozenset()
    if percent:
        style = b"|".join(sorted(percent))
        heads = re.findall(rb"""<(?:\w+:)?c\b((?=[^>]*\ss=["'](?:""" + style + rb""")["'])[^>]*[^/>])>""", sheet)
        percents = frozenset(map(_cell, heads))
    hidden = _hidden(sheet) if b"hidden" in sheet else ((), ())
    merged = [
        ((int(top), column_number(left)), (int(bottom), column_number(right)))
        for left, top, right, bottom in _MERGED.findall(sheet)
    ]
    return Facts(errors, without, percents, *hidden, *_reach(sheet), tuple(merged))


def _reach(sheet: bytes) -> tuple[int, int]:
    """How many rows and columns hold all its cells: a quick bound where that is little enough, else exactly."""
    if not _FAR.search(sheet):
        return 10**5, 26
    cells = set(re.findall(rb' r="([A-Z]*)([0-9]+)"', sheet))
    columns = {name for name, _ in cells}
    return max(int(row) for _, row in cells), max(column_number(name) for name in columns)


def _hidden(sheet: bytes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The rows and the columns that are hidden."""
    columns = [one.decode() for one in _HIDDEN_COLUMN.findall(sheet)]
    ends = [(int(_said("min", one)), min(int(_said("max", one)), LAST_COLUMN)) for one in columns]
    hidden = {n for first, last in ends for n in range(first, last + 1)}
    return tuple(sorted(map(int, _HIDDEN_ROW.findall(sheet)))), tuple(sorted(hidden))


def _cell(head: bytes) -> Cell:
    """The place that a cell's attributes name. Raises ValueError where they name none."""
    match = _PLACE.search(head)
    if match is None:
        raise ValueError("a cell without its reference")
    return int(match[2]), column_number(match[1])


def column_number(name: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in name:
        number = number * 26 + letter - ord("A") + 1
    return number
