"""Five years of 31 invented regions, frozen, and what they come to at the end of the period."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

from kaohe.cli import main
from kaohe.engine.numbers import Rounding, read_number, rounded
from kaohe.engine.run import Run
from kaohe.engine.scheme.names import Ref
from kaohe.engine.scheme.scheme import read_scheme

SCHEMES = Path(__file__).parents[2] / "schemes"
SAMPLE, TERM = SCHEMES / "water-sample", SCHEMES / "water-term"
YEARS = (2016, 2017, 2018, 2019, 2020)

pytestmark = pytest.mark.xdist_group("water-term")


@pytest.fixture
def term(scored: Callable[[str], Run]) -> Run:
    return scored("water-term")


@pytest.fixture
def sample(scored: Callable[[str], Run]) -> Run:
    return scored("water-sample")


def frozen(term: Run) -> dict[tuple[str, int], tuple[Fraction, str]]:
    rows = term.figures.history.rows(named=True)
    found = {(row["subject"], row["year"]): (read_number(row["score"]), row["grade"]) for row in rows}
    return {key: (score, grade) for key, (score, grade) in found.items() if score is not None}


@pytest.mark.parametrize("year", YEARS[:-1])
def test_a_frozen_year_comes_out_again(year: int, tmp_path: Path) -> None:
    scheme, figures, out = SAMPLE / f"year-{year}.yaml", SAMPLE / "data" / "years" / str(year), tmp_path / "out"
    run = CliRunner().invoke(main, ["score", str(scheme), "--figures", str(figures), "--out", str(out)])
    assert run.exit_code == 0, run.stderr
    history = str(TERM / "data" / "history.csv")
    checked = CliRunner().invoke(main, ["freeze", str(out), "--into", history, "--check", "--lang", "en"])
    assert (checked.exit_code, checked.stderr) == (0, f"{year}: all 31 results are as computed.\n")


def test_the_final_year_is_the_run_of_the_sample(term: Run, sample: Run) -> None:
    years = frozen(term)
    for subject in sample.reference.rows:
        assert years[subject, 2020][0] == sample.scores.exact(("unit", "annual"), subject)


def test_the_period_is_half_the_mean_and_half_the_final_year_for_everybody(term: Run) -> None:
    years = frozen(term)
    for subject in term.reference.rows:
        earlier = sum((years[subject, year][0] for year in YEARS[:-1]), Fraction(0)) / 4
        wanted = rounded((earlier + years[subject, 2020][0]) / 2, Rounding(Fraction(1)))
        assert term.scores.exact(("unit", "period_end"), subject) == wanted


def test_the_sample_shows_every_grade_and_a_veto(term: Run) -> None:
    years = frozen(term)
    assert len(years) == 31 * 5
    assert {grade for _, grade in years.values()} == {"excellent", "good", "qualified", "unqualified"}
    score, grade = years["W23", 2017]
    assert score >= 60
    assert grade == "unqualified"


def test_north_and_south_have_the_same_full_marks_in_different_parts(sample: Run) -> None:
    def marks(name: str, subject: str) -> Fraction:
        return sample.reference.marks(Ref("score", "unit", name), subject)

    for subject in ("W01", "W31"):
        assert [marks(name, subject) for name in ("targets", "institutions", "measures", "annual")] == [35, 30, 35, 100]
    assert [marks("groundwater", subject) for subject in ("W01", "W31")] == [6, 2]


def test_the_method_is_the_same_in_all_years() -> None:
    """The years' own files differ in their name, their year and the days from and to which events count."""
    texts = [read_scheme(SAMPLE / f"year-{year}.yaml").source.files for year in YEARS[:-1]]
    texts.append(read_scheme(SAMPLE).source.files)
    mains = []
    for year, files in zip(YEARS, texts, strict=True):
        (name,) = [name for name in files if "/" not in name]
        lines = files[name].replace(f"water-sample-{year}", "water-sample").replace(str(year), "YEAR").splitlines()
        mains.append("\n".join(lines[1:]).partition("zh:")[2])
        assert {n: t for n, t in files.items() if n != name} == {n: t for n, t in texts[0].items() if "/" in n}
    assert len({_plain(text) for text in mains}) == 1


def _plain(text: str) -> str:
    """The year 2016 also stands in the number of a document."""
    return text.replace("〔YEAR〕463", "〔2016〕463").replace("Resources YEAR No. 463", "Resources 2016 No. 463")
