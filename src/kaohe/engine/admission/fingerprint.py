"""What identifies figures: equal content gives the same text, whatever the format, the order of rows or of columns.

SHA-256 over the sorted tables, in blocks of rows: whole numbers as their little-endian bytes, in the narrowest of 4 and 8 bytes that holds
the column (a column of 16 bytes as two of 8); text as its bytes and their lengths; and which cells are empty.
"""

from __future__ import annotations

import ctypes
import hashlib
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import polars as pl

MANY_ROWS = 100_000
"""Fewer are hashed faster by one thread."""

LATER = ("matter", "run")
"""Columns that their tables did not always have: where nothing is in them, figures keep the fingerprint they had."""

BLOCK = 2**18
"""Rows that are hashed together: a longer column is told by the digests of its blocks."""


def fingerprint_later(tables: Mapping[str, pl.DataFrame]) -> Callable[[], str]:
    """Gives the fingerprint when it is asked for; that of large tables is made meanwhile by a thread of its own."""
    if max(table.height for table in tables.values()) < MANY_ROWS:
        return partial(fingerprint, tables)
    threads = ThreadPoolExecutor(1)
    found = threads.submit(fingerprint, tables)
    threads.shutdown(wait=False)
    return found.result


def fingerprint(tables: Mapping[str, pl.DataFrame]) -> str:
    """Tables by name, each in its one order of rows."""
    hashing = Hashing()
    for name, table in tables.items():
        hashing.add(name, table)
    return hashing.fingerprint()


class Hashing:
    """Tables in the making: rows are added to them some after others, in order, and need not be kept."""

    def __init__(self) -> None:
        self._heights: dict[str, int] = {}
        self._rests: dict[str, pl.DataFrame] = {}
        self._digests: dict[tuple[str, str], list[str]] = {}
        self._empty: set[tuple[str, str]] = set()

    def add(self, name: str, rows: pl.DataFrame) -> None:
        before = self._heights.get(name, 0)
        for key in [(name, column) for column in LATER if column in rows.columns]:
            empty = rows[key[1]].null_count() == rows.height and (not before or key in self._empty)
            (self._empty.add if empty else self._empty.discard)(key)
        self._heights[name] = before + rows.height
        rest = pl.concat([self._rests[name], rows]) if name in self._rests else rows
        while rest.height > BLOCK:
            self._hash(name, rest[:BLOCK])
            rest = rest[BLOCK:]
        self._rests[name] = rest

    def _hash(self, name: str, block: pl.DataFrame) -> None:
        if block.height < MANY_ROWS:
            digests = [_digest(column) for column in block]
        else:
            with ThreadPoolExecutor() as threads:  # hashing and Polars both let other threads go on
                digests = list(threads.map(_digest, block))
        for column, digest in zip(block.columns, digests, strict=True):
            self._digests.setdefault((name, column), []).append(digest)

    def fingerprint(self) -> str:
        """Of all that was added."""
        for name, rest in self._rests.items():
            self._hash(name, rest)
        self._rests = {}
        told = sorted((key, digests) for key, digests in self._digests.items() if key not in self._empty)
        lines = [f"{n}\0{c}\0{self._heights[n]}\0{_of_blocks(digests)}" for (n, c), digests in told]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _of_blocks(digests: Sequence[str]) -> str:
    return digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(digests).encode()).hexdigest()


def _digest(column: pl.Series) -> str:
    digest = hashlib.sha256()
    if column.null_count():
        _feed(digest, column.is_null().arg_true().cast(pl.Int64))
    digest.update(b"|")
    if column.dtype == pl.String:
        text = column.fill_null("")
        _feed(digest, text.str.len_bytes().cast(pl.Int64))
        digest.update("".join(text.str.join("").to_list()).encode())
    else:
        whole = column.cast(pl.Int8) if column.dtype == pl.Boolean else column
        _feed(digest, whole.fill_null(0))
    return digest.hexdigest()


def _feed(digest: hashlib._Hash, column: pl.Series) -> None:
    """A column without nulls."""
    assert sys.byteorder == "little"
    least, most = column.min() or 0, column.max() or 0
    assert isinstance(least, int)
    assert isinstance(most, int)
    if least >= -(2**31) and most < 2**31:
        digest.update(b"4")
        _feed_buffers(digest, column.cast(pl.Int32), 4)
    elif least >= -(2**63) and most < 2**63:
        digest.update(b"8")
        _feed_buffers(digest, column.cast(pl.Int64), 8)
    else:
        digest.update(b"16")
        half = pl.lit(2**62, dtype=pl.Int128)
        high = column.to_frame("n").select(pl.col("n") // half, low=pl.col("n") - pl.col("n") // half * half)
        for part in high:
            _feed(digest, part)


# ---- the bytes behind a column --------------------------------------------------------------------------------------
# Polars gives them away without copying through Arrow's C data interface, which is the same in all its versions; NumPy
# and PyArrow, which would do this too, are not needed otherwise.

_pointer = ctypes.c_void_p


class _Array(ctypes.Structure):
    """ArrowArray, https://arrow.apache.org/docs/format/CDataInterface.html"""

    _fields_ = (
        *((name, ctypes.c_int64) for name in ("length", "null_count", "offset", "n_buffers", "n_children")),
        ("buffers", ctypes.POINTER(_pointer)),
        *((name, _pointer) for name in ("children", "dictionary", "release", "private_data")),
    )


class _Stream(ctypes.Structure):
    """ArrowArrayStream."""

    _fields_ = tuple(
        (name, _pointer) for name in ("get_schema", "get_next", "get_last_error", "release", "private_data")
    )


_get_next = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Stream), ctypes.POINTER(_Array))
_release = ctypes.CFUNCTYPE(None, ctypes.POINTER(_Array))
_in_capsule = ctypes.PYFUNCTYPE(_pointer, ctypes.py_object, ctypes.c_char_p)(("PyCapsule_GetPointer", ctypes.pythonapi))


def _feed_buffers(digest: hashlib._Hash, column: pl.Series, width: int) -> None:
    capsule = column.__arrow_c_stream__(None)  # owns the stream and frees it
    stream = ctypes.cast(_in_capsule(capsule, b"arrow_array_stream"), ctypes.POINTER(_Stream))
    while True:
        array = _Array()
        if _get_next(stream.contents.get_next)(stream, ctypes.byref(array)):
            raise MemoryError("Polars could not hand over a column")
        if not array.release:
            return
        start = (array.buffers[1] or 0) + array.offset * width
        digest.update((ctypes.c_char * (array.length * width)).from_address(start))
        _release(array.release)(ctypes.byref(array))
