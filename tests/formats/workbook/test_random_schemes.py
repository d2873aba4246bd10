"""Schemes and figures drawn at random: every formula of their workbooks comes to our score."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import Phase, given, settings

from kaohe.engine.run import score
from kaohe.formats import workbook
from kaohe.formats.workbook import write_workbook
from tests.engine.whole.random_schemes import Drawn, drawn
from tests.engine.whole.test_two_evaluators import LARGE
from tests.formats.workbook.recalculated import recalculate_all
from tests.formats.workbook.test_calculation import ORIGIN, differing

MANY = 25


@pytest.mark.needs("libreoffice")
def test_every_formula_of_a_random_scheme_comes_to_our_score(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_EXPLAINED", 0)  # explanations hold no score
    found: list[Drawn] = []

    @settings(max_examples=MANY, phases=[Phase.generate], suppress_health_check=LARGE, database=None)
    @given(drawn())
    def collect(one: Drawn) -> None:
        found.append(one)

    collect()
    runs = [score(one.scheme, one.figures) for one in found]
    paths = [tmp_path / f"{i}.xlsx" for i in range(len(runs))]
    for run, path in zip(runs, paths, strict=True):
        write_workbook(run, path, lang="en", fingerprints=ORIGIN)
    formulas = 0
    for one, run, path, tabs in zip(found, runs, paths, recalculate_all(paths, tmp_path), strict=True):
        wrong, many = differing(run, path, tabs, "en")
        assert wrong == [], one.text
        formulas += sum(many.values())
    assert formulas > 4 * MANY  # most rules drawn are kept as values
