"""What is wrong with somebody's text or figures: a value with a place, not an exception.

Code gathers problems and raises them all at once (`InvalidScheme`, `InvalidFigures`). Their wording lives in
`kaohe.engine.wording`, one entry a code, in Chinese and English.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, order=True)
class Place:
    """Where: a file with line and column, or a table with row and column name. Lines, columns, rows count from 1."""

    file: str = ""
    line: int = 0
    column: int = 0
    field: str = ""

    def __str__(self) -> str:
        parts = [self.file, str(self.line) if self.line else "", str(self.column) if self.column else ""]
        text = ":".join(p for p in parts if p)
        return f"{text} [{self.field}]" if self.field and text else text or self.field


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `values` fill the wording; `warning` does not stop the work."""

    code: str
    place: Place = Place()
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Literal["error", "warning", "note"] = "error"

    def sort_key(self) -> tuple[Place, str, str]:
        return self.place, self.code, str(sorted((k, str(v)) for k, v in self.values.items()))


class Invalid(Exception):
    """Carries every problem found, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems, key=Problem.sort_key))
        super().__init__(", ".join(f"{p.place} {p.code}".strip() for p in self.problems[:5]))


class InvalidScheme(Invalid):
    """The scheme's text cannot be used."""


class InvalidFigures(Invalid):
    """The figures cannot be used; nothing of them was loaded."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known name most like `word`, or else the one most like it but for capitals, or an empty text."""
    names = list(known)
    found = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    folded = {name.casefold(): name for name in reversed(names)} if not found else {}
    alike = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return next(iter(found or (folded[one] for one in alike)), "")
