"""The same assessment in a spreadsheet: LibreOffice calculates the workbook that Kaohe writes, formula by formula.

Every value of a formula is wiped out of the file before, and every cell is compared after.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

from bench.assessment import INDICATORS, write_figures, write_scheme
from kaohe.engine.columnar import score_columns
from kaohe.engine.run import Run, score
from kaohe.engine.scheme.scheme import read_scheme
from kaohe.engine.scores import score_column
from kaohe.formats.reading import read_figures
from kaohe.formats.workbook import write_workbook
from tests.formats.workbook.recalculated import calculated, converted, tabs_of, wiped

SUBJECTS = 2600


def spreadsheet() -> list[str]:
    """The lines of the page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scheme = folder / "scheme"
        write_scheme(scheme)
        write_figures(scheme / "data", SUBJECTS)
        rules = read_scheme(scheme)
        run = score(rules, read_figures(rules.text, scheme / "data"))
        book = folder / "results.xlsx"
        origin = {"scheme": "", "figures": "", "engine": ""}
        writing = _seconds(lambda: write_workbook(run, book, lang="en", fingerprints=origin))
        (folder / "in").mkdir()
        plain = folder / "in" / book.name
        formulas = wiped(book, plain)
        whole = [_seconds(lambda: converted([plain], folder)) for _ in range(3)]
        compared, differing = _compared(run, tabs_of(folder / "out" / book.name))
        warm = [_seconds(lambda: score_columns(rules.graph, run.figures)) for _ in range(5)]
        kaohe = Path(sys.executable).parent / "kaohe"
        command = [kaohe, "score", scheme, "--formats", "csv", "--out", folder / "out0", "--overwrite"]
        process = [_seconds(lambda: _run(command)) for _ in range(3)]
    ours, engine, theirs = median(process), median(warm), median(whole)
    return [
        "",
        "## Against a spreadsheet",
        "",
        f"{SUBJECTS:,} subjects × {INDICATORS} indicators; `results.xlsx` holds {formulas:,} formulas and is written in "
        f"{writing:.1f} s. LibreOffice, headless, opens it without any calculated value, calculates, and saves it.",
        "",
        "| what | time | LibreOffice takes |",
        "|---|---:|---:|",
        f"| LibreOffice: open, calculate, save | {theirs:.1f} s | |",
        f"| Kaohe, engine warm: all scores, figures in memory | {engine:.2f} s | {theirs / engine:.0f} × as long |",
        f"| `kaohe score`, whole process, files to files, with grades | {ours:.2f} s | {theirs / ours:.1f} × as long |",
        "",
        f"Cells compared: {compared:,}; different: {differing}.",
        "",
    ]


def _seconds(what: Callable[[], object]) -> float:
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


def _run(command: list[object]) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


def _compared(run: Run, tabs: dict[str, list[list[Any]]]) -> tuple[int, int]:
    """How many cells were compared with our scores, and how many differ at the score's decimals."""
    frame = run.scores.frames["unit"]
    ours = {name: dict(zip(frame["subject"].to_list(), frame[score_column(name)].to_list(), strict=True))
            for _, name in run.scores.stored}  # fmt: skip
    compared = differing = 0
    for _, code, subject, _, _, value in calculated(tabs):
        name = code.partition(".")[2]
        unit, expected = run.scores.stored["unit", name].unit, ours[name][subject]
        assert unit is not None
        same = isinstance(value, float) and abs(Fraction(value) - expected * unit) < unit / 1000
        compared, differing = compared + 1, differing + (not same)
    return compared, differing
