"""The figures to be scored: typed tables in which every absence is a null with a cause.

Made by `kaohe.engine.admission` from what people sent, once everything in it has been checked. Numbers are whole
multiples of a unit (10^-decimals of the indicator), so nothing downstream ever sees a float.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

import narwhals as nw

Frame: TypeAlias = "nw.DataFrame[Any]"

RATING_DECIMALS = 4
"""Decimal places of a rater's value."""

MOST_COUNTED = 10**9
"""Events of an indicator, marks and answers of a form: a subject's total stays within this, checked on admission."""

CAUSES = ("not_due", "late", "not_applicable", "lost", "unpublished")
"""Why a figure can be absent."""


def figure_column(indicator: str, part: str = "") -> str:
    """The column that holds an indicator's assessed figures (Int64 units), for one part of the period, for an earlier
    year (`part` is its number) or for all."""
    return f"f:{indicator}@{part}" if part else f"f:{indicator}"


def earlier_columns(columns: Sequence[str], indicator: str, part: str, parts: Sequence[str]) -> list[str]:
    """The columns that hold an indicator's earlier figures, the latest first: earlier parts, then earlier years."""
    own = list(reversed(parts[: parts.index(part)])) if part in parts else []
    found = [figure_column(indicator, p) for p in own]
    prefix = figure_column(indicator) + "@"
    years = [c for c in columns if c.startswith(prefix) and c.removeprefix(prefix) not in parts]
    if part and part not in parts:
        years = [c for c in years if c < figure_column(indicator, part)]
    return [c for c in (*found, *sorted(years, reverse=True)) if c in columns]


def attribute_column(name: str) -> str:
    """The column that holds an attribute: text, Int64 units, or Boolean."""
    return f"a:{name}"


@dataclass(frozen=True)
class Figures:
    """Everything that an evaluator reads.

    `subjects`: by kind (every kind, even with no row), one row a subject sorted by `subject`; columns `subject`, `name`,
    `group`, `parent` (text, null where there is none), the ancestors' ids (`unit`, `team`), one column per attribute and
    per figure.
    `absences`: `subject`, `column` (a figure column), `cause`, sorted; a null figure without a row here is
    simply missing. `events`: `subject`, `indicator`, `date`, `count` (Int64 units), `level`, `role`, `matter`,
    `document`.
    `ratings`: `subject`, `form`, `item`, `rater`, `class`, `value` (Int64, 10^-4). `tallies`: `subject`, `form`,
    `class`, `item`, `option`, `count` (Int64). `history`: `subject`, `year` (Int64), `score` (text), `grade`,
    `run` (what identifies the run that it was frozen from). `statuses`: `subject`, `status`, `from`, `to`, `document`. `decisions`: `subject`, `from`, `to`, `by`, `at`,
    `reason`, `document`, `approval` (the document for what the scheme alone forbids). `details`: `subject`,
    `indicator`, `period`, `reported`, `verified`, `adjusted`, `assessed`, `absence`, `reason`, `source`, `document`, all
    text; numbers without zeros that say nothing, and only the rows that tell more than an assessed figure.
    """

    subjects: Mapping[str, Frame]
    absences: Frame
    events: Frame
    ratings: Frame
    tallies: Frame
    history: Frame
    statuses: Frame
    decisions: Frame
    details: Frame
    identify: Callable[[], str] = field(default=str, repr=False)
    """Gives the fingerprint; it may still be under way in another thread."""

    @cached_property
    def rows(self) -> dict[str, tuple[str, int]]:
        """Where each subject stands: its kind and its row."""
        return {
            subject: (kind, row)
            for kind, frame in self.subjects.items()
            for row, subject in enumerate(frame["subject"].to_list())
        }

    @cached_property
    def fingerprint(self) -> str:
        """Equal figures have the same, whatever files they came in."""
        return self.identify()


class BySubject:
    """A table's rows about one subject. A few questions are answered by looking through it, many by an index."""

    FEW = 20

    def __init__(self, frame: Frame) -> None:
        self._frame, self._asked = frame, 0

    def __call__(self, subject: str) -> list[dict[str, Any]]:
        self._asked += 1
        if self._asked > self.FEW:
            return self._index.get(subject, [])
        found: list[dict[str, Any]] = self._frame.filter(nw.col("subject") == subject).rows(named=True)
        return found

    @cached_property
    def _index(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for row in self._frame.iter_rows(named=True):
            found.setdefault(row["subject"], []).append(row)
        return found


TABLES: dict[str, tuple[str, ...]] = {
    "subjects": ("subject", "name", "kind", "group", "parent"),
    "figures": (
        *("subject", "indicator", "period", "reported", "verified", "adjusted", "assessed"),
        *("absence", "reason", "source", "document"),
    ),
    "events": ("subject", "indicator", "date", "count", "level", "role", "matter", "document"),
    "ratings": ("subject", "form", "item", "rater", "class", "value"),
    "tallies": ("subject", "form", "class", "item", "option", "count"),
    "history": ("subject", "year", "score", "grade", "run"),
    "status": ("subject", "status", "from", "to", "document"),
    "decisions": ("subject", "from", "to", "by", "at", "reason", "document", "approval"),
}
"""The tables that people send, with their columns. A `figures` table may also be wide: `subject`, `period`, and one
column an indicator with its assessed figure."""

REQUIRED: dict[str, tuple[str, ...]] = {
    "subjects": ("subject", "name", "kind"),
    "figures": ("subject",),
    "events": ("subject", "indicator"),
    "ratings": ("subject", "form", "item", "rater", "value"),
    "tallies": ("subject", "form", "item", "option", "count"),
    "history": ("subject", "year", "grade"),
    "status": ("subject", "status"),
    "decisions": ("subject", "to", "by", "at", "reason"),
}
