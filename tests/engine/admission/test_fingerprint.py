"""A fingerprint is the same however the rows come; and none of them can change without it."""

from __future__ import annotations

import polars as pl
import pytest

from kaohe.engine.admission import fingerprint as module
from kaohe.engine.admission.fingerprint import Hashing, fingerprint

ROWS = 1000
TABLE = pl.DataFrame(
    {
        "subject": pl.int_range(ROWS, eager=True).cast(pl.String),
        "f:x": pl.int_range(ROWS, eager=True) * 2**23,
        "f:y": [None if n % 9 == 0 else n for n in range(ROWS)],
    }
)
EVENTS = pl.DataFrame({"subject": ["1", "2"], "count": [1, 2]})


def in_pieces(step: int, table: pl.DataFrame = TABLE) -> str:
    hashing = Hashing()
    for start in range(0, ROWS, step):
        hashing.add("subjects of unit", table[start : start + step])
    hashing.add("events", EVENTS)
    return hashing.fingerprint()


@pytest.mark.parametrize("block", [64, 100, ROWS, 2**18])
@pytest.mark.parametrize("step", [1, 64, 333, ROWS])
def test_pieces_have_the_fingerprint_of_the_whole(monkeypatch: pytest.MonkeyPatch, block: int, step: int) -> None:
    monkeypatch.setattr(module, "BLOCK", block)
    assert in_pieces(step) == fingerprint({"events": EVENTS, "subjects of unit": TABLE})


@pytest.mark.parametrize("row", [0, 63, 64, 500, 999])
@pytest.mark.parametrize("value", [None, -1])
def test_every_block_counts(monkeypatch: pytest.MonkeyPatch, row: int, value: int | None) -> None:
    monkeypatch.setattr(module, "BLOCK", 64)
    here = pl.int_range(pl.len()) == row
    changed = TABLE.with_columns(pl.when(here).then(pl.lit(value)).otherwise("f:x").alias("f:x"))
    assert in_pieces(100, changed) != in_pieces(100)
