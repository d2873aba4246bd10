"""Tables into files piece by piece, so that no more than a piece is in memory: the same bytes as all at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import Full, Queue
from types import TracebackType
from typing import Any, Protocol

import polars as pl
from polars.io.plugins import register_io_source

from kaohe.formats.writing import ROWS_IN_A_GROUP


class CannotPart(Exception):
    """It turned out on the way that everything must be scored at once."""


class Pieces:
    """The tables in a folder, by file name. Left when they are whole; an error leaves pieces behind."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, _File] = {}

    def add(self, name: str, piece: pl.DataFrame) -> None:
        """Rows that come after those of earlier pieces. Raises OSError; CannotPart for other columns than before."""
        if name not in self._files:
            begin = _ParquetFile if name.endswith(".parquet") else _CsvFile
            self._files[name] = begin(self._folder / name, piece.schema)
        elif piece.is_empty():
            return
        self._files[name].add(piece)

    def __enter__(self) -> Pieces:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        failed: list[OSError] = []
        for file in self._files.values():
            try:
                file.close()
            except OSError as closing:
                failed.append(closing)
        if failed and error is None:
            raise failed[0]


class _File(Protocol):
    def __init__(self, path: Path, schema: pl.Schema) -> None: ...
    def add(self, piece: pl.DataFrame) -> None: ...
    def close(self) -> None: ...


class _CsvFile:
    def __init__(self, path: Path, schema: pl.Schema) -> None:
        self._out, self._schema, self._header = path.open("wb"), schema, True

    def add(self, piece: pl.DataFrame) -> None:
        _check(piece, self._schema)
        piece.write_csv(self._out, include_header=self._header, line_terminator="\n", quote_style="necessary")
        self._header = False

    def close(self) -> None:
        with self._out as out:
            out.flush()
            os.fsync(out.fileno())


class _ParquetFile:
    """Polars' own streaming writer takes the pieces out of a queue, in a thread of its own: meanwhile the next one is
    made."""

    def __init__(self, path: Path, schema: pl.Schema) -> None:
        self._schema = schema
        self._queue: Queue[pl.DataFrame | None] = Queue(1)
        thread = ThreadPoolExecutor(1)
        self._done: Future[None] = thread.submit(self._write, path)
        thread.shutdown(wait=False)

    def _write(self, path: Path) -> None:
        try:
            register_io_source(self._pieces, schema=self._schema).sink_parquet(
                path, compression="lz4", statistics=True, row_group_size=ROWS_IN_A_GROUP, sync_on_close="all"
            )
        except pl.exceptions.PolarsError as error:
            raise OSError(str(error)) from error

    def _pieces(self, columns: Any, predicate: Any, rows: Any, size: Any) -> Iterator[pl.DataFrame]:
        while (piece := self._queue.get()) is not None:
            yield piece

    def add(self, piece: pl.DataFrame) -> None:
        _check(piece, self._schema)
        self._put(piece)

    def _put(self, piece: pl.DataFrame | None) -> None:
        """Waits its turn; not for a writer that has failed."""
        while not self._done.done():
            try:
                self._queue.put(piece, timeout=0.1)
            except Full:
                continue
            return

    def close(self) -> None:
        self._put(None)
        self._done.result()


def _check(piece: pl.DataFrame, schema: pl.Schema) -> None:
    if piece.schema != schema:
        raise CannotPart
