"""Finds the row of column names in a tab, wherever people moved it, and the table that they belong to.

A column is called by its code. In a tab of figures `growth.absence` stands for what is told about the figure `growth`; a
name in brackets, `(name)`, heads a column for people to read, which is not taken.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kaohe.engine.figures import REQUIRED, TABLES
from kaohe.engine.scheme.model import SchemeText

ROWS_SEARCHED = 60

ABOUT = ("reported", "verified", "adjusted", "absence", "reason", "source", "document")
"""What can be told about a figure beside it."""


@dataclass(frozen=True)
class Header:
    """`row`: the row of the names, from 1; `names`: by the number of their column, from 1, in order."""

    table: str
    row: int
    names: Mapping[int, str]


def find_header(rows: Sequence[Sequence[Any]], text: SchemeText) -> Header | None:
    """None where the tab holds no table."""
    known = {table: _known(table, text) for table in TABLES}
    best, found = 0, None
    for number, row in enumerate(rows[:ROWS_SEARCHED], 1):
        names = {column: name for column, cell in enumerate(row, 1) if (name := _plain(cell))}
        table, matching = _table(set(names.values()), known)
        if matching > best:
            best, found = matching, Header(table, number, names)
    return found


def is_remark(name: str) -> bool:
    return name.startswith("(") and name.endswith(")")


def _plain(cell: object) -> str:
    return unicodedata.normalize("NFKC", cell).strip() if isinstance(cell, str) else ""


def _known(table: str, text: SchemeText) -> set[str]:
    if table == "figures":
        told = {f"{indicator}.{about}" for indicator in text.indicators for about in ABOUT}
        return {*TABLES[table], *text.indicators, *told}
    if table == "subjects":
        return {*TABLES[table], *(name for own in text.attributes.values() for name in own)}
    return set(TABLES[table])


def _table(names: set[str], known: Mapping[str, set[str]]) -> tuple[str, int]:
    """The table that these are the columns of, and how many of them it knows; 0 where it is none.

    Every table begins with `subject`, so that it tells nothing. The table with most of the names wins, and of two alike
    the one that has all its required columns.
    """
    matching = {table: len(names & own - {"subject"}) for table, own in known.items()}
    table = max(known, key=lambda one: (matching[one], set(REQUIRED[one]) <= names))
    enough = matching[table] >= 1 if "subject" in names else matching[table] >= 3
    return table, matching[table] + ("subject" in names) if enough else 0
