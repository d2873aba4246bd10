"""The same scores on DuckDB as on Polars, to the last digit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from kaohe.cli import main
from kaohe.engine.columnar import Place, duckdb_place, score_columns
from kaohe.engine.problems import InvalidScheme
from kaohe.engine.scheme.scheme import read_scheme
from kaohe.formats.reading import read_figures

SCHEMES = Path(__file__).parents[3] / "schemes"


@pytest.mark.parametrize("name", ["water-2020", "beijing-special"])
def test_published_schemes_give_the_same_bytes_on_duckdb(tmp_path: Path, name: str) -> None:
    for on in ("polars", "duckdb"):
        arguments = ["score", str(SCHEMES / name), "--out", str(tmp_path / on), "--on", on, "--formats", "csv,parquet"]
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
    files = sorted(p.relative_to(tmp_path / "polars") for p in (tmp_path / "polars").rglob("*") if p.is_file())
    assert len(files) > 5
    for file in files:
        assert (tmp_path / "polars" / file).read_bytes() == (tmp_path / "duckdb" / file).read_bytes(), file


MIXED = """
scheme: mixed
title: {zh: 各种规则, en: Mixed}
period: {kind: annual, year: 2026}
rounding: {places: 2, mode: half_up}
groups: {unit: {a: {zh: 甲, en: A}, b: {zh: 乙, en: B}}}
indicators:
  x: {title: 一, source: office, decimals: 2, range: [-1000, 1000], absent: {not_applicable: leave_out, late: group_mean}}
  y: {title: 二, source: office, decimals: 3, range: [0, 100], better: lower}
scores:
  unit:
    ranked: {points: 30, rule: {rank_points: {of: x, each: -7%, floor: 10%}}}
    shared: {points: 20, rule: {rank_points: {of: y, percent: of_others, ties: average}}}
    efficacy: {points: 50, rule: {efficacy: {of: x, floor: 60%}}}
    stepped: {points: 10, rule: {bands: {of: y, steps: [{points: 1}, {at_least: 40, points: 5}]}}}
    odd: {formula: x * y / (abs(x) + 3), round: {places: 4, mode: half_even}}
    total: {sum: [ranked, shared, efficacy, stepped]}
overrides:
  unit:
    - when: group == b
      because: {zh: 乙组, en: Group B}
      scores: {ranked: {points: 40}, efficacy: {points: 40}}
"""


def _mixed(folder: Path) -> Path:
    (folder / "data").mkdir()
    (folder / "scheme.yaml").write_text(MIXED, encoding="utf-8")
    rows = [f"s{i:03},S{i},unit,{'ab'[i % 2]}" for i in range(60)]
    (folder / "data" / "subjects.csv").write_text("\n".join(["subject,name,kind,group", *rows, ""]))
    figures = ["subject,indicator,assessed,absence"]
    for i in range(60):
        absence = {5: "not_applicable", 9: "late", 11: "lost"}.get(i, "")
        figures.append(f"s{i:03},x,{'' if absence else (i * 37 % 23 - 11) / 4},{absence}")
        figures.append(f"s{i:03},y,{(i * 53 % 31) * 1.125},")
    (folder / "data" / "figures.csv").write_text("\n".join([*figures, ""]))
    return folder


def test_ranks_ranges_left_out_and_overrides_are_the_same_on_duckdb(tmp_path: Path) -> None:
    scheme = read_scheme(_mixed(tmp_path))
    figures = read_figures(scheme.text, tmp_path / "data")
    expected, found = score_columns(scheme.graph, figures), score_columns(scheme.graph, figures, duckdb_place())
    one, other = (scores.frames["unit"].to_native() for scores in (expected, found))
    assert isinstance(one, pl.DataFrame)
    assert one.columns == other.columns
    for column in one.columns:
        assert one[column].cast(pl.String).to_list() == other[column].cast(pl.String).to_list(), column
    assert one["s:total"].null_count() == 1


def test_what_a_place_cannot_hold_exactly_is_refused(tmp_path: Path) -> None:
    scheme = read_scheme(_mixed(tmp_path))
    figures = read_figures(scheme.text, tmp_path / "data")
    here = duckdb_place()
    narrow = Place("narrow", here.bring, here.fetch, here.keep, here.steps, widest=2**20, settles=False)
    with pytest.raises(InvalidScheme) as refused:
        score_columns(scheme.graph, figures, narrow)
    assert [problem.code for problem in refused.value.problems] == ["needs_polars"]


def test_a_library_that_is_not_there_is_named(tmp_path: Path) -> None:
    code = "import sys; sys.modules['duckdb'] = None; from kaohe.cli import main; main()"
    command = [
        sys.executable,
        "-c",
        code,
        "score",
        str(SCHEMES / "hdi-2022"),
        "--out",
        str(tmp_path / "o"),
        "--on",
        "duckdb",
    ]
    done = subprocess.run([*command, "--lang", "zh"], capture_output=True, check=False)
    assert done.returncode == 2
    assert "kaohe[duckdb]" in done.stderr.decode()
    assert not (tmp_path / "o").exists()
