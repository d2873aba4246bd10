"""Written tables: the same bytes every time, and whole files only."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import polars as pl
import pytest

from kaohe.formats.writing import write_csv, write_parquet

SCORES = pl.DataFrame({"subject": ["lz", "甲,乙", None], "score": [-1, 2, None], "note": ['说"好"', "=1+1", ""]})


def test_a_csv_file_has_quotation_marks_only_where_they_are_needed(tmp_path: Path) -> None:
    write_csv(SCORES, tmp_path / "scores.csv")
    assert (tmp_path / "scores.csv").read_bytes().decode() == (
        'subject,score,note\nlz,-1,"说""好"""\n"甲,乙",2,=1+1\n,,""\n'
    )


def test_frames_of_any_kind_are_written(tmp_path: Path) -> None:
    write_csv(pd.DataFrame({"subject": ["lz"], "score": [1]}), tmp_path / "scores.csv")
    assert (tmp_path / "scores.csv").read_text("utf-8") == "subject,score\nlz,1\n"


@pytest.mark.parametrize("write", [write_csv, write_parquet])
def test_the_same_frame_gives_the_same_bytes(tmp_path: Path, write: object) -> None:
    assert callable(write)
    pieces = pl.concat([SCORES[:1], SCORES[1:]], rechunk=False)
    write(SCORES, tmp_path / "a")
    write(pieces, tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_parquet_comes_back_as_it_was(tmp_path: Path) -> None:
    write_parquet(SCORES, tmp_path / "scores.parquet")
    assert pl.read_parquet(tmp_path / "scores.parquet").equals(SCORES)


def test_a_file_is_replaced_whole_or_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    write_csv(SCORES, path)
    before = path.read_bytes()
    with pytest.raises(pl.exceptions.PolarsError):
        write_csv(pl.DataFrame({"nested": [[1]]}), path)
    assert path.read_bytes() == before
    write_csv(SCORES[:1], path)
    assert [file.name for file in tmp_path.iterdir()] == ["scores.csv"]
    assert path.read_bytes() != before
