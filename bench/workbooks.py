"""A large returned workbook: read with every check, against python-calamine reading the same cells and checking nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl
import xlsxwriter
from python_calamine import CalamineWorkbook

from bench.assessment import INDICATORS, SEED, write_scheme
from kaohe.engine.scheme.reading import read_source
from kaohe.formats.reading import read_figures

ROWS = 50_000
ASKED = 12
"""Indicators of the department; every figure has its column for the cause of absence."""


def workbook_lines(rows: int = ROWS) -> list[str]:
    """The section of the page."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_scheme(folder / "scheme")
        data = folder / "data"
        _write_subjects(data, rows)
        path = data / "figures.xlsx"
        _write_workbook(path, rows)
        text = read_source(folder / "scheme").text
        ours, peers = [], []
        for _ in range(3):
            peers.append(_timed(lambda: _by_calamine(path)))
            ours.append(_timed(lambda: read_figures(text, data)))
        size = path.stat().st_size / 1e6
    ratio = median(ours) / median(peers)
    return [
        "## Workbooks",
        "",
        f"One tab as a department returns it: {ASKED} figures a row with their causes of absence ({size:.0f} MB).",
        "",
        "| rows | Kaohe, all checks, to fingerprinted figures | python-calamine alone | ratio (at most 3) |",
        "|---:|---:|---:|---:|",
        f"| {rows:,} | {median(ours):.2f} s | {median(peers):.2f} s | {ratio:.2f} |",
        "",
    ]


def _by_calamine(path: Path) -> None:
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _write_subjects(folder: Path, rows: int) -> None:
    folder.mkdir()
    ids = pl.int_range(rows, eager=True).cast(pl.String).str.zfill(8)
    groups = (pl.int_range(rows, eager=True) % 20).cast(pl.String).str.zfill(2)
    names = "示例县" + pl.int_range(rows, eager=True).cast(pl.String).str.zfill(5)
    frame = pl.DataFrame({"subject": ids, "name": names, "kind": ["unit"] * rows, "group": "g" + groups})
    frame.write_parquet(folder / "subjects.parquet")


def _write_workbook(path: Path, rows: int) -> None:
    """Every hundredth figure is absent, with its cause."""
    random = np.random.default_rng(SEED)
    figures = np.clip(np.round(random.normal(55, 18, (rows, ASKED)), 2), 0, 100)
    absent = random.random((rows, ASKED)) < 0.01
    names = [f"i{n:02}" for n in range(0, INDICATORS, INDICATORS // ASKED)]
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("单位指标")
    sheet.write_row(0, 0, ["subject", "(name)", *(title for name in names for title in (name, f"{name}.absence"))])
    for row in range(rows):
        cells: list[object] = [f"{row:08}", f"示例县{row:05}"]
        for value, gone in zip(figures[row], absent[row], strict=True):
            cells += ["", "不适用"] if gone else [float(value), ""]
        sheet.write_row(row + 1, 0, cells)
    book.close()


if __name__ == "__main__":
    print("\n".join(workbook_lines(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)))
