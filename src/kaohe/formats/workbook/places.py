"""Where things stand in the tabs of the calculation: columns, rows, classes of subjects compared, numbers of the rules.

Every tab has its head in the first rows; `FIRST` is the first row of subjects. An address is text with marks in braces
for what differs from row to row: `{r}` the subject's own row, `{unit}` and `{team}` the rows of those above it, `{k3}` the
row of its class in the tab of groups, `{a0}` and `{z0}` the first and last row of those compared with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from xlsxwriter.utility import xl_col_to_name

from kaohe.engine.explanation import Text
from kaohe.engine.reference import Reference
from kaohe.engine.scheme.graph import Node
from kaohe.engine.scheme.model import Kind
from kaohe.engine.scheme.names import Ref

HEAD = 6
"""Rows above the subjects: the title, what the block is, names, codes, ways of scoring, rounding."""
FIRST = HEAD + 1

NONE = "—"
"""The class of those who have none, and of all where everybody is compared with everybody."""

Sort = Literal["id", "key", "figure", "score", "aside"]


@dataclass
class Column:
    """One column of a tab. `cells`: per row a formula with its marks filled in, a number, a text, or nothing."""

    sort: Sort
    title: Text
    code: str = ""
    how: Text = field(default_factory=lambda: Text("", ""))
    rounding: Text = field(default_factory=lambda: Text("", ""))
    decimals: int = 2
    live: bool = False
    templates: Sequence[str | None] = ()
    """The formulas, one a variant; None where only the value can stand."""
    variants: Sequence[int] = ()
    """Which of them each row has; -1: the row has no such score."""
    values: Sequence[float | str | None] = ()
    """What the cells hold, or what their formulas come to."""


@dataclass
class Sheet:
    """The tab of one kind of subject. `subjects` in the order of the rows."""

    kind: Kind
    tab: str
    subjects: Sequence[str]
    columns: list[Column] = field(default_factory=list)
    at: dict[tuple[Any, ...], int] = field(default_factory=dict)
    """Where a column stands: ("figure", name, part), ("score", name), ("key", within), ("peers", …), ("rank", …)."""
    spans: dict[str, tuple[list[int], list[int]] | None] = field(default_factory=dict)
    """By who is compared with whom: the first and the last row of each row's class; None where a class is scattered."""
    keys: dict[str, list[str]] = field(default_factory=dict)
    """The class of each row."""
    marks: list[Ref] = field(default_factory=list)
    """Scores whose full marks a formula asks for: the mark `{m0}` is that of the first."""

    def add(self, key: tuple[Any, ...], column: Column) -> str:
        """Gives the column's letter."""
        self.at[key] = len(self.columns)
        self.columns.append(column)
        return self.letter(key)

    def letter(self, key: tuple[Any, ...]) -> str:
        return str(xl_col_to_name(self.at[key]))

    @property
    def last(self) -> int:
        return FIRST + len(self.subjects) - 1

    def order(self, reference: Reference, withins: Sequence[str]) -> None:
        """Rows of those who are compared most often stand together."""
        classes = {w: {s: reference.within(self.kind, s, w) or NONE for s in self.subjects} for w in withins}
        if withins:
            most = max(dict.fromkeys(withins), key=withins.count)
            self.subjects = sorted(self.subjects, key=lambda s: (classes[most][s], s))
        for within, found in classes.items():
            self.keys[within] = [found[s] for s in self.subjects]
            self.spans[within] = _spans(self.keys[within])


def _spans(keys: Sequence[str]) -> tuple[list[int], list[int]] | None:
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for row, key in enumerate(keys, FIRST):
        if key in last and last[key] != row - 1:
            return None
        first.setdefault(key, row)
        last[key] = row
    return [first[key] for key in keys], [last[key] for key in keys]


@dataclass(frozen=True)
class Parameter:
    """A number of a rule's text in a cell of its own."""

    kind: Kind
    node: Node
    variant: int
    label: Text
    value: Fraction


@dataclass
class Parameters:
    """The tab of the numbers that stand in the scheme."""

    tab: str
    rows: list[Parameter] = field(default_factory=list)
    points: dict[tuple[Kind, str, int], str] = field(default_factory=dict)

    COLUMN = "G"

    def add(self, parameter: Parameter) -> str:
        self.rows.append(parameter)
        return f"{self.tab}!${self.COLUMN}${FIRST + len(self.rows) - 1}"

    def points_of(self, kind: Kind, node: Node, variant: int) -> str:
        """The cell of a score's full marks, as one of its texts states them."""
        key = (kind, node.name, variant)
        if key not in self.points:
            points = node.variants[variant].points
            label = Text("满分", "full marks")
            self.points[key] = self.add(Parameter(kind, node, variant, label, points or Fraction(0)))
        return self.points[key]


@dataclass(frozen=True)
class Compared:
    """Those who are compared at one score. `letter`: the column of what is compared."""

    sheet: Sheet
    node: Node
    letter: str
    within: str
    start: int
    """The first row of its classes in the tab of groups."""
    rows: Mapping[str, int]
    """The row of each class."""


@dataclass
class Classes:
    """The tab of groups: of each class of subjects compared at a score the lowest, the highest, and how many."""

    tab: str
    LEAST = "F"
    MOST = "G"
    COUNT = "H"
    found: list[Compared] = field(default_factory=list)

    def of(self, sheet: Sheet, node: Node, letter: str, within: str) -> int:
        """The number of a comparison; it is made when it is first asked for."""
        for i, one in enumerate(self.found):
            if (one.sheet.kind, one.letter, one.within, one.node.name) == (sheet.kind, letter, within, node.name):
                return i
        start = FIRST + sum(len(one.rows) for one in self.found)
        own = sheet.columns[sheet.at["score", node.name]].variants
        names = sorted({key for key, variant in zip(sheet.keys[within], own, strict=True) if variant >= 0})
        rows = {name: start + i for i, name in enumerate(names)}
        self.found.append(Compared(sheet, node, letter, within, start, rows))
        return len(self.found) - 1
