"""The published Human Development Index comes out again: every value, every group, every rank."""

import csv
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from kaohe.engine.run import Run

pytestmark = pytest.mark.xdist_group("hdi-2022")

PUBLISHED = Path(__file__).parents[2] / "schemes/hdi-2022/published.csv"


def published() -> list[dict[str, str]]:
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_value_is_the_published_one(scored: Callable[[str], Run]) -> None:
    run = scored("hdi-2022")
    found = {row["subject"]: run.scores.exact(("unit", "hdi"), row["subject"]) for row in published()}
    assert found == {row["subject"]: Fraction(row["hdi"]) for row in published()}
    assert len(found) == 193


def test_the_columns_agree_with_the_exact_values(scored: Callable[[str], Run]) -> None:
    frame = scored("hdi-2022").scores.frames["unit"]
    found = dict(frame.select("subject", "s:hdi").iter_rows())
    assert found == {row["subject"]: Fraction(row["hdi"]) * 1000 for row in published()}


def test_every_group_is_the_published_one(scored: Callable[[str], Run]) -> None:
    frame = scored("hdi-2022").grades.frames["unit"]
    assert dict(frame.select("subject", "grade").iter_rows()) == {row["subject"]: row["group"] for row in published()}


def test_every_rank_is_the_published_one(scored: Callable[[str], Run]) -> None:
    frame = scored("hdi-2022").grades.frames["unit"]
    assert dict(frame.select("subject", "rank").iter_rows()) == {
        row["subject"]: int(row["rank"]) for row in published()
    }
