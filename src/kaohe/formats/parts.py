"""Scoring some subjects after others, for a wide Parquet table of figures that is too large to be held in memory.

First come the scores that look at others, for everybody at once, each from its own few columns
(`kaohe.engine.parting`). Then so many subjects at a time are read, admitted and scored; of them only what the grading
asks for is kept. In the end everybody is graded at once. What comes out is the same, byte for byte, as of one whole run.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import narwhals as nw
import polars as pl

from kaohe.engine.admission import InParts, RawTable
from kaohe.engine.columnar import score_columns
from kaohe.engine.explanation import Outcome
from kaohe.engine.figures import Figures, Frame, figure_column
from kaohe.engine.parting import Parting, Together, parting
from kaohe.engine.problems import Problem
from kaohe.engine.run import Run
from kaohe.engine.scheme.model import KINDS
from kaohe.engine.scheme.scheme import Scheme
from kaohe.engine.scores import Scores, outcome_in
from kaohe.formats.pieces import CannotPart
from kaohe.formats.reading import WORKBOOK, read_files, table_files
from kaohe.formats.wide import Wide, WideFile, laid, open_wide
from kaohe.formats.writing import ROWS_IN_A_GROUP

MANY_CELLS = 2**26
"""So many figures are still scored at once (a million subjects with 64 indicators; about 3 GB)."""

CELLS_IN_A_PART = 2**25

BYTES_OF_A_CELL = 8
"""About as much text of a file holds one figure."""


def in_parts(scheme: Scheme, figures: Path, *, rows: int = 0) -> PartedRun | Problem | None:
    """How the figures of a folder are scored in parts; a note where they are so many and cannot be; None where they are
    few, or come in workbooks. `rows`: subjects in a part (0: as many as suit the memory). Raises InvalidFigures, perhaps
    not with everything that is wrong."""
    files = table_files(figures)
    if any(table == WORKBOOK for _, table in files):
        return None
    wide = {path: open_wide(scheme.text, path) for path, table in files if table == "figures"}
    found = [one for one in wide.values() if one is not None]
    cells = sum(path.stat().st_size // BYTES_OF_A_CELL if one is None else one.cells for path, one in wide.items())
    if cells <= MANY_CELLS and not rows:
        return None
    if not found:
        return Problem("not_in_parts_long", severity="note")
    admitted = InParts(scheme.text, read_files([one for one in files if wide.get(one[0]) is None]))
    kind = next((kind for kind in KINDS if kind == admitted.roll.only_kind), None)
    if kind is None:
        return Problem("not_in_parts_kinds", severity="note")
    plan = parting(scheme.graph, kind)
    if isinstance(plan, Problem):
        return plan
    tables = [laid(one, admitted.ids) for one in found]
    if any(one is None for one in tables):
        return Problem("not_in_parts_rows", severity="note")
    return PartedRun(scheme, admitted, plan, [one for one in tables if one is not None], rows or _suitable(found))


def _suitable(files: Sequence[WideFile]) -> int:
    """So many subjects that a part fills whole row groups, the last one perhaps not."""
    columns = sum(len(file.names) for file in files)
    return max(1, CELLS_IN_A_PART // columns // ROWS_IN_A_GROUP) * ROWS_IN_A_GROUP


class PartedRun:
    """`parts` is walked through once; then `everybody` gives the run that grades."""

    def __init__(self, scheme: Scheme, admitted: InParts, plan: Parting, wide: Sequence[Wide], rows: int) -> None:
        self.scheme, self.admitted, self.plan, self.wide, self.rows = scheme, admitted, plan, wide, rows
        self._kept: list[pl.DataFrame] = []
        self._last: Run

    def parts(self) -> Iterator[Run]:
        """The run of so many subjects, and so on: their figures and all their scores."""
        given = self._together()
        with ThreadPoolExecutor(1) as reading:  # one part is read while the one before is scored
            sent = reading.submit(self._read, 0)
            for start in range(0, len(self.admitted.ids), self.rows):
                figures = self.admitted.part(start, self.rows, sent.result())
                sent = reading.submit(self._read, start + self.rows)
                own = None if given is None else _rows(given, self.plan.kind, start, self.rows)
                self._last = Run(self.scheme, figures, score_columns(self.scheme.graph, figures, given=own))
                self._kept.append(self._of_use(self._last))
                yield self._last
                gc.collect()  # tables hold each other in circles, and with them their columns

    def _read(self, start: int) -> list[RawTable]:
        """The rows of so many subjects; none past the last one."""
        return [one.part(start, self.rows) for one in self.wide] if start < len(self.admitted.ids) else []

    def _together(self) -> Scores | None:
        """The scores that look at others, of everybody."""
        given: Scores | None = None
        for some in self._batches():
            indicators = frozenset().union(*(one.indicators for one in some))
            sent = [table for file in self.wide if (table := file.some(indicators)) is not None]
            figures = self.admitted.some(indicators, sent)
            wanted = frozenset().union(*(one.nodes for one in some))
            scores = score_columns(self.scheme.graph, figures, given=given, wanted=wanted)
            given = _only(scores, {*(given.stored if given is not None else ()), *(one.key for one in some)})
        return given

    def _batches(self) -> Iterator[list[Together]]:
        """As many at once as read no more figures than a part."""
        most = max(1, CELLS_IN_A_PART // max(1, len(self.admitted.ids)))
        batch: list[Together] = []
        for one in self.plan.together:
            if batch and len(frozenset().union(one.indicators, *(other.indicators for other in batch))) > most:
                yield batch
                batch = []
            batch.append(one)
        if batch:
            yield batch

    def _of_use(self, run: Run) -> pl.DataFrame:
        """The columns of a part that the grading asks for."""
        kind = self.plan.kind
        refs = [ref for ref in self.plan.graded if ref.kind == kind]
        figures, scores = run.figures.subjects[kind], run.scores.frames[kind]
        names = {figure_column(ref.name) for ref in refs if ref.sort == "figure"}
        asked = {ref.name for ref in refs if ref.sort == "score"}
        if any(run.scores.stored[kind, name].unit is None for name in asked):
            raise CannotPart
        mine = [figures[column] for column in figures.columns if column.partition("@")[0] in names]
        mine += [scores[column] for column in scores.columns if column[:2] in ("s:", "x:") and column[2:] in asked]
        kept: pl.DataFrame = scores.select("subject").with_columns(*mine).to_native()
        return kept.rechunk()

    def everybody(self) -> Run:
        """The run of all subjects, with what the grading asks for."""
        kind, kept = self.plan.kind, pl.concat(self._kept)
        self._kept = []
        own = self.admitted.roll.of_kind(kind)
        subjects = {k: frame.to_native() for k, frame in self._last.figures.subjects.items()}
        subjects[kind] = own.with_columns(kept.select(c for c in kept.columns if c.startswith("f:")).get_columns())
        figures = self.admitted.everybody(subjects)
        frame = own.select("subject", "name", "group").with_columns(
            kept.select(c for c in kept.columns if c[:2] in ("s:", "x:")).get_columns()
        )
        frames = {**self._last.scores.frames, kind: nw.from_native(frame, eager_only=True)}
        scores = Scores(frames, self._last.scores.stored, lambda key, subject: None)
        return Run(self.scheme, figures, replace(scores, exact=partial(_exact, scores, figures)))


def _exact(scores: Scores, figures: Figures, key: tuple[str, str], subject: str) -> Outcome | None:
    return outcome_in(scores, key, figures.rows[subject][1])


def _only(scores: Scores, keys: set[tuple[str, str]]) -> Scores:
    """Some scores, and nothing else."""
    if any(scores.stored[key].unit is None for key in keys):
        raise CannotPart
    wanted = {f"{mark}:{name}" for _, name in keys for mark in ("s", "x")}
    frames = {
        kind: frame.select(*(c for c in frame.columns if c in wanted)) if len(frame) else frame.select("subject")
        for kind, frame in scores.frames.items()
    }
    return Scores(frames, {key: scores.stored[key] for key in keys}, scores.exact)


def _rows(scores: Scores, kind: str, start: int, length: int) -> Scores:
    """The scores of so many subjects of a kind, and of all others."""
    some: Frame = scores.frames[kind][start : start + length]
    return replace(scores, frames={**scores.frames, kind: some})
