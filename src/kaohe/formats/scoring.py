"""Figures in a folder become a run in a folder: at once, or in parts where they are many."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from kaohe.engine.problems import InvalidFigures, Problem
from kaohe.engine.run import Run, score
from kaohe.engine.scheme.scheme import Scheme
from kaohe.formats.parts import PartedRun, in_parts
from kaohe.formats.pieces import CannotPart
from kaohe.formats.reading import read_figures
from kaohe.formats.results import write_run

PARTED = frozenset({"csv", "parquet"})
"""Formats in which a run in parts can be written."""


def score_files(scheme: Scheme, figures: Path, out: Path, *, formats: Collection[str], rows: int = 0) -> Run:
    """Scores the figures and writes the run, as `write_run` does; in parts where they are many. `rows`: subjects in a
    part. Raises OutputExists, OSError, InvalidFigures, InvalidScheme."""
    run = write_in_parts(scheme, figures, out, formats=formats, rows=rows)
    return run or write_run(score(scheme, read_figures(scheme.text, figures)), out, formats=formats)


def write_in_parts(
    scheme: Scheme,
    figures: Path,
    out: Path,
    *,
    formats: Collection[str],
    overwrite: bool = False,
    keep: Callable[[Path], None] | None = None,
    rows: int = 0,
    note: Callable[[Problem], None] = lambda problem: None,
) -> Run | None:
    """Scores the figures in parts and writes the run; None where they must be scored at once, being few or wrong, or for
    a reason that `note` is told. `rows`: subjects in a part (0: in parts only what is many). Raises OutputExists,
    OSError, InvalidScheme."""
    try:
        found = in_parts(scheme, figures, rows=rows)
        if isinstance(found, PartedRun):
            return write_run(found, out, formats=formats, overwrite=overwrite, keep=keep)
        if found is not None:
            note(found)
    except InvalidFigures:
        pass  # whatever is wrong is told of all figures together
    except CannotPart:
        note(Problem("not_in_parts_numbers", severity="note"))
    return None
