"""Counts disagreements: roundings against integer inequalities, and both evaluators against each other."""

from __future__ import annotations

import json
import random
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import narwhals as nw
import numpy as np
import numpy.typing as npt
import polars as pl

from bench.assessment import write_figures, write_scheme
from kaohe.engine.admission import admit
from kaohe.engine.columnar import score_columns
from kaohe.engine.columns import Column
from kaohe.engine.numbers import Real, Rounding, RoundingMode
from kaohe.engine.reference import Reference
from kaohe.engine.scheme.scheme import read_scheme
from kaohe.engine.scores import score_column
from kaohe.engine.wholes import Whole
from kaohe.formats.reading import read_tables

LARGEST = 10**8


def rounding_disagreements(cases: int) -> int:
    """Random fractions, many of them exactly half-way, rounded on columns in every mode."""
    modes = get_args(RoundingMode)
    return sum(_rounding_disagreements(cases // len(modes), mode) for mode in modes)


def _rounding_disagreements(cases: int, mode: RoundingMode) -> int:
    draw = np.random.default_rng(20261122)
    den = draw.integers(1, 10**4, cases)
    num = draw.integers(-LARGEST, LARGEST, cases)
    halves = draw.random(cases) < 0.2
    num = np.where(halves, den * (2 * (num // (2 * den)) + 1), num)
    den = np.where(halves, 2 * den, den)
    frame = nw.from_native(pl.DataFrame({"num": num, "den": den}), eager_only=True)
    value = Column(Whole(nw.col("num"), -(10**9), 10**9), Whole(nw.col("den"), 1, 10**5))
    rounded = frame.select(q=value.rounded(Rounding(Fraction(1), mode)).num.as_expr())["q"].to_numpy()
    return int((~_is_rounded(num, den, rounded, mode)).sum())


def _is_rounded(num: Any, den: Any, q: Any, mode: str) -> npt.NDArray[np.bool_]:
    """What it means that q is num ÷ den rounded, said by whole numbers only."""
    twice = 2 * (num - q * den)
    if mode == "floor":
        return (q * den <= num) & (num < (q + 1) * den)
    if mode == "ceil":
        return ((q - 1) * den < num) & (num <= q * den)
    if mode == "truncate":
        return (np.abs(q) * den <= np.abs(num)) & (np.abs(num) < (np.abs(q) + 1) * den) & (q * num >= 0)
    near, tie = np.abs(twice) < den, np.abs(twice) == den
    if mode == "half_even":
        return near | (tie & (q % 2 == 0))
    return near | (tie & (np.abs(q) * den > np.abs(num)))


def node_disagreements(wanted: int) -> tuple[int, int]:
    """How many node scores were compared, and how many differed. Rules, rounding and points are drawn at random."""
    draw = random.Random(20261122)
    compared = differing = 0
    while compared < wanted:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder)
            write_scheme(path)
            text = json.loads((path / "scheme.yaml").read_text(encoding="utf-8"))
            _vary(text, draw)
            (path / "scheme.yaml").write_text(json.dumps(text), encoding="utf-8")
            write_figures(path / "data", 2000, seed=draw.randrange(10**6))
            scheme = read_scheme(path)
            figures = admit(scheme.text, read_tables(path / "data"))
        found = _compare(scheme, figures)
        compared, differing = compared + found[0], differing + found[1]
    return compared, differing


def _vary(text: dict[str, Any], draw: random.Random) -> None:
    modes = get_args(RoundingMode)
    for score in text["scores"]["unit"].values():
        score["round"] = {"places": draw.randrange(4), "mode": draw.choice(modes)}
        if "points" in score:
            score["points"] = draw.choice([5, 10, "12.5", 33])
        score.setdefault("limits", {"at_least": -50, "at_most": draw.choice([8, 60, 500])})


def _compare(scheme: Any, figures: Any) -> tuple[int, int]:
    scores, reference = score_columns(scheme.graph, figures), Reference(scheme.graph, figures)
    compared = differing = 0
    for key in scheme.graph.nodes:
        stored, frame = scores.stored[key], scores.frames[key[0]]
        assert stored.unit is not None
        for subject, units in zip(frame["subject"].to_list(), frame[score_column(key[1])].to_list(), strict=True):
            exact = reference.outcome(key, subject)
            same = isinstance(exact, (Fraction, Real)) and units is not None and units * stored.unit == exact
            compared, differing = compared + 1, differing + (not same)
    return compared, differing
