"""Tables written piece by piece: the bytes of one table, and a failing disk is told."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from kaohe.formats.pieces import CannotPart, Pieces
from kaohe.formats.writing import ROWS_IN_A_GROUP, write_csv, write_parquet

ROWS = ROWS_IN_A_GROUP + 1000
SCORES = pl.DataFrame(
    {"subject": pl.int_range(ROWS, eager=True).cast(pl.String), "score": pl.int_range(ROWS, eager=True)}
)
SCORES = SCORES.with_columns(pl.when(pl.col("score") % 7 > 0).then("score").alias("score"))


def write(folder: Path, name: str, frames: list[pl.DataFrame]) -> None:
    with Pieces(folder) as pieces:
        for frame in frames:
            pieces.add(name, frame)


@pytest.mark.parametrize("step", [1 + ROWS // 5, ROWS_IN_A_GROUP, ROWS])
def test_pieces_give_the_bytes_of_the_whole(tmp_path: Path, step: int) -> None:
    with Pieces(tmp_path) as pieces:
        for start in range(0, ROWS, step):
            for name in ("a.parquet", "a.csv"):
                pieces.add(name, SCORES[start : start + step])
    write_parquet(SCORES, tmp_path / "b.parquet")
    write_csv(SCORES, tmp_path / "b.csv")
    for format in ("parquet", "csv"):
        assert (tmp_path / f"a.{format}").read_bytes() == (tmp_path / f"b.{format}").read_bytes()


def test_a_table_without_rows_is_written(tmp_path: Path) -> None:
    with Pieces(tmp_path) as pieces:
        for name in ("a.parquet", "a.csv"):
            pieces.add(name, SCORES[:0])
            pieces.add(name, SCORES[:0])
    assert pl.read_parquet(tmp_path / "a.parquet").equals(SCORES[:0])
    assert (tmp_path / "a.csv").read_text("utf-8") == "subject,score\n"


def test_a_piece_has_the_columns_of_those_before(tmp_path: Path) -> None:
    wider = SCORES[5:9].with_columns(pl.col("score").cast(pl.Int128))
    with pytest.raises(CannotPart):
        write(tmp_path, "a.parquet", [SCORES[:5], wider])


@pytest.mark.parametrize("name", ["a.parquet", "a.csv"])
def test_a_full_disk_is_an_error_of_the_system(tmp_path: Path, name: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    (tmp_path / name).symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space"):
        write(tmp_path, name, [SCORES[start : start + 50_000] for start in range(0, ROWS, 50_000)])
