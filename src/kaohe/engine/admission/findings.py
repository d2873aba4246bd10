"""Gathers what is wrong, cell by cell, and says so for the first cells of a kind instead of for a million."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import polars as pl

from kaohe.engine.explanation import Text
from kaohe.engine.problems import InvalidFigures, Place, Problem, nearest

if TYPE_CHECKING:
    from kaohe.engine.admission.raw import RawTable

MOST_SHOWN = 50
"""So many cells of one column are shown with the same problem; the others are counted."""

MOST_NAMES = 30

FILE, ROW = " file", " row"
"""Columns that say where a row comes from. No sent column has such a name: theirs are trimmed."""

EVERY_ROW = pl.col(ROW).is_not_null()

Row: TypeAlias = "dict[str, Any]"
Values: TypeAlias = "Callable[[Row], Mapping[str, object]]"


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table's parts in one frame; `FILE` (which of `parts`) and `ROW` say where each row comes from."""

    name: str
    frame: pl.DataFrame
    parts: tuple[RawTable, ...]

    def place(self, row: Row, column: str) -> Place:
        return self.parts[row[FILE]].place(row[ROW], column)


@dataclass
class Findings:
    """All problems so far."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, place: Place, **values: object) -> None:
        self.problems.append(Problem(code, place, values))

    def rows(self, code: str, sheet: Sheet, where: pl.Expr, column: str, values: Values | None = None) -> None:
        """One problem for each row in which `where` holds, at `column`, with the cell as `value` and more `values`."""
        bad, count = first_rows(sheet.frame, where, MOST_SHOWN + 1)
        self.bad(code, sheet, bad, column, values, count)

    def bad(
        self,
        code: str,
        sheet: Sheet,
        rows: pl.DataFrame,
        column: str,
        values: Values | None = None,
        count: int | None = None,
    ) -> None:
        """One problem for each of these rows of a sheet. `count`: how many there are, where these are the first ones."""
        for row in rows.head(MOST_SHOWN).iter_rows(named=True):
            said = {"value": shown(row.get(column)), **(values(row) if values else {})}
            self.problems.append(Problem(code, sheet.place(row, column), said))
        if rows.height > MOST_SHOWN:
            following = rows.row(MOST_SHOWN, named=True)
            self.add("more_like_these", sheet.place(following, column), count=(count or rows.height) - MOST_SHOWN)

    def stop(self) -> None:
        """Raises InvalidFigures when anything was found."""
        if any(problem.severity == "error" for problem in self.problems):
            raise InvalidFigures(self.problems)


def first_rows(frame: pl.DataFrame, where: pl.Expr | pl.Series, most: int) -> tuple[pl.DataFrame, int]:
    """The first rows in which `where` holds, and how many there are. (`filter` would copy a million wide ones.)"""
    if not frame.height:
        return frame, 0
    mask = where if isinstance(where, pl.Series) else frame.select(where.alias("")).to_series()
    if not mask.any():
        return frame.clear(), 0
    found = mask.arg_true()
    return frame[found.head(most)], len(found)


def same(**values: object) -> Values:
    """The same values for every row."""
    return lambda row: values


def one_of(column: str, known: Collection[str], **values: object) -> Values:
    """For a cell that must be one of some names: the one that is meant, it seems, and all."""
    return lambda row: {"near": meant(row[column], known), "allowed": listed(known), **values}


def meant(word: str, known: Collection[str]) -> str:
    """The name whose title is written instead (市州 for `city`), or else the one that is spelt most alike."""
    titles = (
        {name: getattr(thing, "title", thing) for name, thing in known.items()} if isinstance(known, Mapping) else {}
    )
    titled = (name for name, title in titles.items() if isinstance(title, Text) and word in (title.zh, title.en))
    return next(titled, "") or nearest(word, known)


def listed(known: Collection[str]) -> tuple[str, ...]:
    """Names in a message: the first ones, where there are many."""
    names = tuple(known)
    return names if len(names) <= MOST_NAMES else (*names[:MOST_NAMES], "…")


def shown(value: object) -> str:
    """A cell's value in a message: characters that cannot be seen by their code, long text cut."""
    text = "" if value is None else str(value)
    text = "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text)
    return text if len(text) <= 60 else text[:57] + "…"
