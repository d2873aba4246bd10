"""What a condition of the grading speaks of, for one subject, in exact numbers.

Conditions are computed on whole columns (`kaohe.engine.grading.table`); whatever the columns leave in doubt, and
every condition that is explained to somebody, is computed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeAlias

from kaohe.engine.explanation import Held, LeftOut
from kaohe.engine.expressions import YEARS_IN_A_ROW, Path, exact
from kaohe.engine.figures import BySubject, Figures
from kaohe.engine.numbers import Number
from kaohe.engine.reference import Reference
from kaohe.engine.scheme.grade_names import RANK, STATUS, YEARS_OF, graded_kind
from kaohe.engine.scheme.graph import Graph
from kaohe.engine.scheme.model import KINDS, Kind
from kaohe.engine.scheme.names import Ref, Test
from kaohe.engine.scheme.titles import Titles
from kaohe.engine.scores import Scores

Answer: TypeAlias = Number | str | bool | Held | LeftOut | None

STATUS_COLUMN, RANK_COLUMN, COMPUTED_COLUMN, GRADE_COLUMN = "g:status", "g:rank", "g:computed", "g:grade"
"""The columns of what grading adds to a subject: its status, its place, its grade before decisions and after them."""


class Facts:
    """`known`: by kind, the columns that grading has made so far, in the order of `figures.subjects`."""

    def __init__(self, graph: Graph, figures: Figures, scores: Scores) -> None:
        self.graph, self.figures, self.scores = graph, figures, scores
        self.known: dict[Kind, dict[str, Any]] = {kind: {} for kind in KINDS}

    @cached_property
    def reference(self) -> Reference:
        return Reference(self.graph, self.figures)

    def holds(self, test: Test, subject: str, own: str = "") -> bool | None:
        """A condition's answer; None when it is not known. `own`: the column of the subject's own grade, if any yet."""
        kind, _ = self.reference.rows[subject]
        answer = exact(test.tree, lambda path: self.value(kind, subject, path, test.refs, own))
        assert answer is None or isinstance(answer, bool)
        return answer

    def value(self, kind: Kind, subject: str, path: Path, refs: Mapping[Path, Ref], own: str = "") -> Answer:
        ref = refs.get(path)
        if ref is None:
            return self._graded(kind, subject, path, own)
        owner = self.reference.ancestor(subject, ref.kind)
        if ref.sort in ("fact", "attribute"):
            fact: Answer = self.reference.fact(subject, ref)
            return fact
        if owner is None:
            return Held((f"no_{ref.kind}",))
        if ref.sort == "figure":
            return self.reference.figure(owner, ref.name, ref.part).value
        outcome = self.reference.outcome((ref.kind, ref.name), owner)
        return Held((f"{ref.name}:not_in_tree",)) if outcome is None else outcome

    def _graded(self, kind: Kind, subject: str, path: Path, own: str) -> Answer:
        if path[0] in (YEARS_IN_A_ROW, YEARS_OF):
            return Fraction(self._years(kind, subject, path, own))
        owner_kind = graded_kind(kind, path) or kind
        owner = self.reference.ancestor(subject, owner_kind)
        if owner is None:
            return None
        column = {RANK: RANK_COLUMN, STATUS: STATUS_COLUMN}.get(path[-1], GRADE_COLUMN)
        if column == GRADE_COLUMN and owner_kind == kind:
            column = own
        cell = self.cell(owner, column)
        return Fraction(cell) if isinstance(cell, int) else cell

    def _years(self, kind: Kind, subject: str, path: Path, own: str) -> int:
        now = own == GRADE_COLUMN and self.cell(subject, own) == path[1]
        if own == GRADE_COLUMN and not now and path[0] == YEARS_IN_A_ROW:
            return 0
        last = self.graph.source.text.period.year - 1
        years = {year for year, grade in self.history(subject) if grade == path[1] and year <= last}
        if path[0] == YEARS_OF:
            return len(years) + now
        return next(n for n in range(len(years) + 1) if last - n not in years) + now

    def history(self, subject: str) -> list[tuple[int, str | None]]:
        return [(row["year"], row["grade"]) for row in self._history(subject)]

    @cached_property
    def _history(self) -> BySubject:
        return BySubject(self.figures.history)

    @cached_property
    def statuses(self) -> BySubject:
        return BySubject(self.figures.statuses)

    @cached_property
    def titles(self) -> dict[Kind, Titles]:
        return {kind: Titles(self.graph.source.text, kind) for kind in KINDS}

    def cell(self, subject: str, column: str) -> Any:
        kind, row = self.reference.rows[subject]
        return self.known[kind][column][row]
