"""The table of published rules: every row has its line in the catalogue as the table says it, and a worked case."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from kaohe.engine.scheme.yaml import read_yaml

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "schemes/rule-catalogue"
PAGE = ROOT / "docs/explanation/published-rules.md"
ROWS = range(1, 28)


def read(text: str) -> Any:
    document = read_yaml(text, "text")
    assert not document.problems, document.problems
    return document.data


def table() -> dict[int, list[str]]:
    """The cells of each row, by its number."""
    chapter = PAGE.read_text("utf-8").partition("### 4.2 ")[2].partition("\n### ")[0].partition("\n## ")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in chapter.splitlines() if line.startswith("| ")]
    return {int(cells[0]): cells for cells in rows if cells[0].isdigit()}


def scores() -> dict[str, Any]:
    """The text of every score of the catalogue, without title and article."""
    found: dict[str, Any] = {}
    for path in sorted((CATALOGUE / "include").glob("*.yaml")):
        for kind in read(path.read_text("utf-8")).get("scores", {}).values():
            found |= {n: {k: v for k, v in one.items() if k not in ("title", "article")} for n, one in kind.items()}
    return found


def lines(cell: str) -> dict[str, Any]:
    """The scores written in a cell of the table."""
    found: dict[str, Any] = {}
    for line in re.findall(r"`(r\d\d\w*: \{.*?\})`", cell):
        found |= read(line)
    return found


def test_the_table_has_every_row_with_name_formula_and_source() -> None:
    assert sorted(table()) == list(ROWS)
    assert [no for no, cells in table().items() if len(cells) != 6 or not all(cells)] == []
    assert [no for no, cells in table().items() if not re.search("[\u4e00-\u9fff].* · .*[a-z]", cells[1])] == []


@pytest.mark.parametrize("no", ROWS)
def test_a_row_is_said_as_the_scheme_says_it(no: int) -> None:
    said = lines(table()[no][3])
    assert said
    assert all(name.startswith(f"r{no:02}") for name in said)
    assert said == {name: scores()[name] for name in said}


@pytest.mark.parametrize("no", ROWS)
def test_a_row_has_a_worked_case_that_expects_its_score(no: int) -> None:
    case = CATALOGUE / f"cases/row-{no:02}.yaml"
    assert f"({Path('../..') / case.relative_to(ROOT)})" in table()[no][4]
    expected = {name for found in read(case.read_text("utf-8"))["scores"].values() for name in found}
    last = list(lines(table()[no][3]))[-1]
    assert any(name.startswith(f"r{no:02}") for name in expected)
    assert last in expected, "the case expects what the row comes to"


def test_every_row_of_the_catalogue_is_in_the_table() -> None:
    named = {int(name[1:3]) for name in scores() if re.match(r"r\d\d", name)}
    assert named == {*ROWS}
