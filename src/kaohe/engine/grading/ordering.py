"""The order of scores, exact even where floats cannot tell: whole numbers that compare as the scores do.

A score kept in whole units is its own key. A carried score is known by two floats that enclose it: where enclosures
overlap, the exact numbers decide; two that cannot be told apart at the highest precision are taken as equal, and that
is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cmp_to_key
from itertools import pairwise
from typing import Any

import narwhals as nw

from kaohe.engine.numbers import Number, Real, Undecided, compare
from kaohe.engine.problems import Problem
from kaohe.engine.scheme.model import Kind
from kaohe.engine.scores import Scores, high_column, low_column, score_column


def order_key(scores: Scores, key: tuple[Kind, str], problems: list[Problem] | None = None) -> Any:
    """A series of Int64 in the order of `scores.frames`: equal where scores are equal, larger where they are larger,
    null where there is none."""
    kind, name = key
    frame = scores.frames[kind]
    if scores.stored[key].unit is None:
        return _enclosed_key(scores, key, [] if problems is None else problems)
    units = frame[score_column(name)]
    return units if units.dtype == nw.Int64 else units.rank("dense").cast(nw.Int64)


def _enclosed_key(scores: Scores, key: tuple[Kind, str], problems: list[Problem]) -> Any:
    kind, name = key
    low, high = nw.col(low_column(name)), nw.col(high_column(name))
    frame = scores.frames[kind].select("subject", low.alias("low"), high.alias("high")).with_row_index("row")
    known = frame.filter(~nw.col("low").is_null()).sort("low", "high", "row")
    apart = (nw.col("low") > nw.col("high").cum_max().shift(1)).fill_null(True)
    known = known.with_columns(apart.cast(nw.Int64).cum_sum().alias("cluster"))
    alone = known.with_columns(nw.col("row").count().over("cluster").alias("size"), nw.lit(0).alias("place"))
    overlapping = alone["size"] > 1
    if overlapping.any():
        rows = overlapping.arg_true().to_list()
        some = known.filter(overlapping)
        values = [_number(scores, key, subject) for subject in some["subject"].to_list()]
        places = _places(some["cluster"].to_list(), some["subject"].to_list(), values, name, problems)
        alone = alone.with_columns(alone["place"].scatter(rows, places).alias("place"))
    ordered = alone.sort("cluster", "place")
    step = (nw.col("cluster") != nw.col("cluster").shift(1)) | (nw.col("place") != nw.col("place").shift(1))
    dense = ordered.select("row", step.fill_null(True).cast(nw.Int64).cum_sum().alias("key"))
    return frame.select("row").join(dense, on="row", how="left").sort("row")["key"]


def _number(scores: Scores, key: tuple[Kind, str], subject: str) -> Number:
    value = scores.exact(key, subject)
    assert isinstance(value, (Fraction, Real))
    return value


def _places(
    clusters: Sequence[int], subjects: Sequence[str], values: Sequence[Number], name: str, problems: list[Problem]
) -> list[int]:
    """The place of each value inside its cluster, equal ones sharing it."""

    def ordered(a: int, b: int) -> int:
        try:
            return compare(values[a], values[b])
        except Undecided:
            found = {"score": name, "subjects": sorted((subjects[a], subjects[b]))}
            problem = Problem("scores_not_told_apart", values=found, severity="warning")
            if problem not in problems:
                problems.append(problem)
            return 0

    places = [0] * len(values)
    start = 0
    for end in range(1, len(clusters) + 1):
        if end < len(clusters) and clusters[end] == clusters[start]:
            continue
        row = sorted(range(start, end), key=cmp_to_key(ordered))
        for before, after in pairwise(row):
            places[after] = places[before] + (ordered(before, after) != 0)
        start = end
    return places
