"""The engine in a notebook: frames of Polars and of pandas go in, scores and reasons come out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import polars as pl
import pytest

import kaohe.engine
from kaohe.engine import InvalidFigures, InvalidScheme, check, explain, read_scheme, say, score, tell

SCHEMES = Path(__file__).parents[2] / "schemes"


def tables() -> dict[str, pl.DataFrame]:
    folder = SCHEMES / "hdi-2022" / "data"
    return {name: pl.read_csv(folder / f"{name}.csv", infer_schema_length=None) for name in ("subjects", "figures")}


def test_polars_and_pandas_frames_give_the_same() -> None:
    scheme = read_scheme(SCHEMES / "hdi-2022")
    ours = score(scheme, tables())
    theirs = score(scheme, {name: pd.DataFrame(frame.to_dict(as_series=False)) for name, frame in tables().items()})
    assert ours.figures.fingerprint == theirs.figures.fingerprint
    assert ours.scores.frames["unit"].to_native().equals(theirs.scores.frames["unit"].to_native())
    assert "0.788" in tell(explain(theirs, "CHN"), "en")


def test_check_gives_problems_and_read_scheme_raises_them(tmp_path: Path) -> None:
    (tmp_path / "scheme.yaml").write_text("scheme: x\n", encoding="utf-8")
    problems = check(tmp_path)
    assert problems
    assert all(say(problem, lang) for problem in problems for lang in ("zh", "en"))
    with pytest.raises(InvalidScheme):
        read_scheme(tmp_path)


def test_bad_frames_are_refused_whole() -> None:
    given = tables()
    given["figures"] = given["figures"].with_columns(pl.lit("many").alias(given["figures"].columns[-2]))
    with pytest.raises(InvalidFigures) as caught:
        score(read_scheme(SCHEMES / "hdi-2022"), given)
    assert caught.value.problems


def test_every_public_name_is_there() -> None:
    assert all(getattr(kaohe.engine, name) is not None for name in kaohe.engine.__all__)
    with pytest.raises(AttributeError):
        kaohe.engine.nothing  # noqa: B018
