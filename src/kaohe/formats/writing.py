"""Tables into files: the same frame gives the same bytes, and a file is there whole or not at all.

Text that begins with = + - @ is written as it is: in CSV a negative number begins so too. Who opens such a file in a
spreadsheet should import it as text; workbooks written by Kaohe escape it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import narwhals as nw
import polars as pl
import xlsxwriter
from narwhals.typing import IntoDataFrame
from xlsxwriter.exceptions import FileCreateError

ROWS_IN_A_GROUP = 2**18


def write_csv(frame: IntoDataFrame, path: Path) -> None:
    """UTF-8, LF, a header, quotation marks only where they are needed."""
    plain = _as_polars(frame)
    _write(path, lambda out: plain.write_csv(out, line_terminator="\n", quote_style="necessary"))


def write_parquet(frame: IntoDataFrame, path: Path) -> None:
    """Compressed with lz4, in row groups of one size however the frame lies in memory."""
    plain = _as_polars(frame).rechunk()
    _write(
        path,
        lambda out: plain.write_parquet(out, compression="lz4", statistics=True, row_group_size=ROWS_IN_A_GROUP),
    )


def write_xlsx(book: xlsxwriter.Workbook, zipped: BytesIO, path: Path) -> None:
    """Closes a workbook that was opened on the empty `zipped`, and writes it. Raises OSError; nothing stays behind then."""
    with TemporaryDirectory() as parts:
        book.tmpdir = parts
        try:
            book.close()
        except FileCreateError as error:
            raise error.args[0] from None
    _write(path, lambda out: out.write(zipped.getbuffer()))


def _as_polars(frame: IntoDataFrame) -> pl.DataFrame:
    return nw.from_native(frame, eager_only=True).to_polars()


def _write(path: Path, fill: Callable[[BytesIO], object]) -> None:
    """Beside its place first, so that readers see the old file or the new one, never half of one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    buffer = BytesIO()
    fill(buffer)
    try:
        with beside.open("wb") as out:
            out.write(buffer.getbuffer())
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()
