"""What a check is given, and where it puts what it finds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, TypeAlias

from kaohe.engine.expressions import Fault
from kaohe.engine.problems import Problem
from kaohe.engine.scheme.checks.holding import Holding, Possible
from kaohe.engine.scheme.graph import Graph
from kaohe.engine.scheme.model import SchemeText
from kaohe.engine.scheme.reading import Source

Severity: TypeAlias = Literal["error", "warning", "note"]


@dataclass
class Findings:
    """A check reads `text` and `graph`, and says each finding with the keys that lead to its place.

    Errors and warnings are shown: by an example, or because nothing else is possible. What could be shown neither way
    is a note.
    """

    source: Source
    graph: Graph
    problems: list[Problem] = field(default_factory=list)
    sound: bool = True
    """Nothing is wrong with the scores, and their bounds have been computed."""

    @cached_property
    def holding(self) -> Holding:
        return Holding.of(self.graph)

    @cached_property
    def possible(self) -> Possible:
        return Possible(self.graph, self.holding)

    @property
    def text(self) -> SchemeText:
        return self.source.text

    def error(self, code: str, *keys: str | int, **values: object) -> None:
        self._add("error", code, keys, values)

    def warning(self, code: str, *keys: str | int, **values: object) -> None:
        self._add("warning", code, keys, values)

    def note(self, code: str, *keys: str | int, **values: object) -> None:
        self._add("note", code, keys, values)

    def fault(self, fault: Fault, text: str, severity: Severity, *keys: str | int) -> None:
        """What is odd in an expression, at its own character."""
        place = self.source.place(*keys)
        place = replace(place, column=place.column + fault.offset)
        self.problems.append(Problem(fault.code, place, {"text": text, **fault.values}, severity))

    def _add(
        self,
        severity: Severity,
        code: str,
        keys: tuple[str | int, ...],
        values: dict[str, object],
    ) -> None:
        self.problems.append(Problem(code, self.source.place(*keys), values, severity))
