"""Figures admitted for some subjects after others: who they are and every list at once, a wide figures table in parts.

It is as strict as `admit`: whatever is wrong stops it, and then all figures are admitted together, which tells it all.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import polars as pl

from kaohe.engine.admission.batches import Batch, check_absences, figures_of
from kaohe.engine.admission.findings import Findings
from kaohe.engine.admission.fingerprint import Hashing
from kaohe.engine.admission.frozen import frozen_figures
from kaohe.engine.admission.gathering import gathered, hashed, read_lists
from kaohe.engine.admission.long import read_long
from kaohe.engine.admission.raw import RawTable
from kaohe.engine.admission.subjects import Roll, read_subjects
from kaohe.engine.admission.wide import read_wide
from kaohe.engine.figures import Figures
from kaohe.engine.problems import InvalidFigures
from kaohe.engine.scheme.model import KINDS, SchemeText


class InParts:
    """`roll`: all subjects. `tables` are given without the wide figures. Raises InvalidFigures."""

    def __init__(self, text: SchemeText, tables: Mapping[str, Sequence[RawTable]]) -> None:
        found = Findings()
        self.text = text
        self.roll = read_subjects(text, tables.get("subjects", ()), found)
        self._long = read_long(text, tables.get("figures", ()), self.roll, found)
        self._frozen = frozen_figures(text, tables.get("history", ()), self.roll, found)
        self._lists = read_lists(text, tables, self.roll, self._long, self._frozen, found)
        _stop(found)
        self._hashing = Hashing()
        self._thread = ThreadPoolExecutor(1)
        self._hashed: Future[None] | None = None

    @property
    def ids(self) -> pl.Series:
        return self.roll.frame["subject"]

    def part(self, start: int, length: int, wide: Sequence[RawTable]) -> Figures:
        """All figures of so many subjects, with what the lists say of them. Parts are asked for in order, each once."""
        roll = Roll(self.text, self.roll.frame[start : start + length])
        subjects = self._subjects(roll, wide)
        if self._hashed is not None:
            self._hashed.result()
        self._hashed = self._thread.submit(self._hash, hashed(subjects, {}))
        lists = {name: _of(roll, frame) for name, frame in self._lists.items()}
        return gathered(subjects, {**lists, "details": lists["details"].clear()}, str)

    def _hash(self, tables: Mapping[str, pl.DataFrame]) -> None:
        for name, rows in tables.items():
            self._hashing.add(name, rows)

    def some(self, indicators: Container[str], wide: Sequence[RawTable]) -> Figures:
        """The figures of some indicators, of everybody."""
        return gathered(self._subjects(self.roll, wide, indicators), self._lists, str)

    def everybody(self, subjects: Mapping[str, pl.DataFrame]) -> Figures:
        """All subjects with those of their figures that are still wanted, and the fingerprint of all that were admitted
        in parts."""
        return gathered(subjects, self._lists, self._fingerprint)

    def _fingerprint(self) -> str:
        if self._hashed is not None:
            self._hashed.result()
        self._thread.shutdown()
        self._hash(self._lists)
        return self._hashing.fingerprint()

    def _subjects(
        self, roll: Roll, wide: Sequence[RawTable], only: Container[str] | None = None
    ) -> dict[str, pl.DataFrame]:
        found = Findings()
        sent = [batch for part in wide for batch in read_wide(self.text, part, roll, found)]
        absences = replace(self._long.absences, frame=_of(roll, self._long.absences.frame))
        check_absences(absences, sent, found)
        batches = [*sent, *self._other_batches(roll)]
        subjects = {str(k): figures_of(self.text, k, roll.of_kind(k), batches, found, only) for k in KINDS}
        _stop(found)
        return subjects

    def _other_batches(self, roll: Roll) -> Iterator[Batch]:
        for batch in (*self._long.batches, *self._frozen.batches):
            yield replace(batch, sheet=replace(batch.sheet, frame=_of(roll, batch.sheet.frame)))


def _of(roll: Roll, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows about the subjects of a roll that has no gaps."""
    if frame.is_empty():
        return frame
    ids = roll.frame["subject"]
    return frame.filter(pl.col("subject").is_between(pl.lit(ids[0]), pl.lit(ids[-1])))


def _stop(found: Findings) -> None:
    if found.problems:
        raise InvalidFigures(found.problems)
