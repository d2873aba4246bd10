"""The formulas of the workbook, really recalculated by LibreOffice, come to our scores in every cell."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils import get_column_letter

from kaohe.engine.explanation import Held, LeftOut
from kaohe.engine.numbers import Real
from kaohe.engine.run import Run, score
from kaohe.engine.scheme.scheme import read_scheme
from kaohe.formats import workbook
from kaohe.formats.reading import read_figures
from kaohe.formats.workbook import write_workbook
from kaohe.formats.workbook.calculation import places
from tests.formats.workbook.recalculated import calculated, formula_cells, recalculate

SCHEMES = Path(__file__).parents[3] / "schemes"
NAMES = sorted(path.parent.name for path in SCHEMES.glob("*/scheme.yaml"))
ORIGIN = {"scheme": "s", "figures": "f", "engine": "e"}

VALUE_ONLY = {
    "gansu-2019": {"team.political", "team.review", "cadre.political", "cadre.review", "cadre.duty"},
    "hdi-2022": set[str](),
    "water-2020": set[str](),
}
"""Scores of which no cell is a formula: those that are counted from ballots and marks."""


def scored(name: str) -> Run:
    scheme = read_scheme(SCHEMES / name)
    return score(scheme, read_figures(scheme.text, SCHEMES / name / "data"))


def differing(
    run: Run, path: Path, tabs: dict[str, list[list[Any]]], lang: str = "zh"
) -> tuple[list[str], dict[str, int]]:
    """Formula cells of a workbook that do not come to our score in its recalculated tabs; and by score how many of its cells are formulas."""
    formulas, wrong, many = formula_cells(path), [], dict[str, int]()
    for tab, code, subject, row, column, value in calculated(tabs):
        if f"{get_column_letter(column)}{row}" not in formulas[tab]:
            continue
        many[code] = many.get(code, 0) + 1
        kind, name = code.split(".")
        node = run.scheme.graph.nodes[kind, name]  # type: ignore[index]
        expected = run.scores.exact(node.key, subject)
        if not same(value, expected, places(node), lang):
            wrong.append(f"{code} of {subject} ({tab}!{get_column_letter(column)}{row}): {value!r}, not {expected!r}")
    return wrong, many


def same(value: Any, expected: Any, digits: int, lang: str) -> bool:
    """A number as near to ours as a double can be at its size; held: empty; left out: the word."""
    if isinstance(expected, LeftOut):
        return bool(value == {"zh": "不计", "en": "left out"}[lang])
    if isinstance(expected, Held) or expected is None:
        return bool(value == "")
    if not isinstance(value, (int, float)):
        return False
    exact = expected.enclose(30)[0] if isinstance(expected, Real) else Fraction(expected)
    return abs(Fraction(value) - exact) < Fraction(1, 10 ** (digits + 3))


@pytest.mark.needs("libreoffice")
@pytest.mark.parametrize("name", NAMES)
def test_every_formula_of_a_published_scheme_comes_to_our_score(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_EXPLAINED", 0)  # explanations hold no score and take long
    run, path = scored(name), tmp_path / "results.xlsx"
    write_workbook(run, path, lang="zh", fingerprints=ORIGIN)
    wrong, many = differing(run, path, recalculate(path, tmp_path))
    assert wrong == []
    codes = {f"{kind}.{score}" for kind, score in run.scheme.graph.nodes}
    assert sum(many.values()) > 50
    if name in VALUE_ONLY:
        assert codes - set(many) == VALUE_ONLY[name]
