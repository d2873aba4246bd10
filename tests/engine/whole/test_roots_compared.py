"""Rules that look at others, over scores that are carried as roots: mean, deviation and ratio stay exact."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import polars as pl
import pytest

from kaohe.engine.explanation import Outcome
from kaohe.engine.run import score
from kaohe.engine.scheme.scheme import read_scheme

SCHEME = """
scheme: roots
title: 根
period: {kind: annual, year: 2025}
rounding: {places: 2}
indicators:
  a: {title: 甲, source: office, range: [0, 100]}
  b: {title: 乙, source: office, range: [0, 100]}
scores:
  unit:
    a: {points: 100, rule: {given: {}}}
    b: {points: 100, rule: {given: {}}}
    index: {title: 根, geometric: [a, b], round: no}
    standard: {points: 100, rule: {z_score: {of: index, within: all, deviation: population, at_mean: 50%, each: 25%}}}
    ratio: {points: 100, rule: {ratio_to_best: {of: index, within: all}}}
    distance: {points: 10, rule: {plus_minus: {of: index, mean: all, per: unit, minus: 1}}}
    credit: {points: 10, rule: {diminishing: {of: index, mean: all, width: 1, each: [10%, 5%], at_target: 50%}}}
"""


Scored: TypeAlias = "Callable[[list[int], list[int]], dict[str, list[Outcome | None]]]"


@pytest.fixture
def scored(tmp_path: Path) -> Scored:
    (tmp_path / "scheme.yaml").write_text(SCHEME, encoding="utf-8")
    scheme = read_scheme(tmp_path)

    def scores(a: list[int], b: list[int]) -> dict[str, list[Outcome | None]]:
        ids = [f"u{i}" for i in range(len(a))]
        subjects = pl.DataFrame({"subject": ids, "name": ids, "kind": ["unit"] * len(a)})
        figures = pl.DataFrame({"subject": ids, "a": [str(x) for x in a], "b": [str(x) for x in b]})
        run = score(scheme, {"subjects": subjects, "figures": figures})
        names = ("standard", "ratio", "distance", "credit")
        return {name: [run.scores.exact(("unit", name), one) for one in ids] for name in names}

    return scores


def test_two_lie_one_deviation_from_their_mean(scored: Scored) -> None:
    """√6 = 2.449490 and 6: the mean is 4.224745, each 1.775255 away; √6 ÷ 6 = 0.408248.
    Credit: 5 × (1 ∓ (1 × 10 % + 0.775255 × 5 %)) = 5 ∓ 0.693814."""
    found = scored([2, 3], [3, 12])
    assert found["standard"] == [25, 75]
    assert found["ratio"] == [Fraction("40.82"), 100]
    assert found["distance"] == [Fraction("8.22"), 10]
    assert found["credit"] == [Fraction("4.31"), Fraction("5.69")]


def test_the_same_root_twice_is_no_distance(scored: Scored) -> None:
    found = scored([2, 3], [3, 2])
    assert found == {"standard": [50, 50], "ratio": [100, 100], "distance": [10, 10], "credit": [5, 5]}
