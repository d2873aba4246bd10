"""Templates: what is filled in comes back as the same figures; what stands in them is safe, checked and in one language."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaohe.engine.scheme.reading import read_source
from kaohe.formats.reading import read_figures
from kaohe.formats.template.books import write_templates
from tests.formats.filling import csv_rows, fill

SCHEMES = Path(__file__).parents[2] / "schemes"


@pytest.mark.parametrize("name", ["gansu-2019", "jiangsu-2020", "sichuan-2019"])
def test_a_published_scheme_filled_in_is_the_same_as_its_files(tmp_path: Path, name: str) -> None:
    """All but the ballots, whose tens of thousands of rows nobody types."""
    text, data = read_source(SCHEMES / name).text, SCHEMES / name / "data"
    plain = tmp_path / "csv"
    plain.mkdir()
    for path in data.glob("*.csv"):
        if not path.name.startswith(("ratings", "tallies")):
            (plain / path.name).write_bytes(path.read_bytes())
    write_templates(text, tmp_path / "sent", figures=data, lang="zh")
    fill(tmp_path / "sent", text, csv_rows(data, without=("ratings", "tallies", "subjects")))
    assert read_figures(text, tmp_path / "sent").fingerprint == read_figures(text, plain).fingerprint
