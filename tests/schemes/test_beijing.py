"""Beijing: a special task, each source for its own dimension, an appraisal instead of a grade."""

from collections import Counter
from collections.abc import Callable
from fractions import Fraction

import pytest

from kaohe.engine.run import Run

pytestmark = pytest.mark.xdist_group("beijing-special")


@pytest.fixture
def special(scored: Callable[[str], Run]) -> Run:
    return scored("beijing-special")


def test_there_is_an_appraisal_for_everybody_and_no_grade(special: Run) -> None:
    assert not special.grades.frames
    outcomes = special.grades.outcomes
    kinds = ("appraisal_outstanding", "appraisal_sound", "appraisal_reservation", "facts_only")
    said = Counter(s for s, name in outcomes.select("subject", "outcome").iter_rows() if name in kinds)
    assert set(said) == set(special.figures.subjects["cadre"]["subject"].to_list())
    assert set(said.values()) == {1}


def test_the_dimensions_are_never_added_up(special: Run) -> None:
    dimensions = {"politics", "results", "ability", "conduct", "integrity"}
    for node in special.scheme.graph.of("cadre"):
        read = {ref.name for variant in node.variants for ref in variant.refs.values()}
        assert len(read & dimensions) <= 1, node.name


def test_where_central_bodies_had_no_contact_the_others_speak(special: Run) -> None:
    absent = special.figures.absences
    column = absent.filter(absent["column"] == "f:central_politics")
    subjects = column["subject"].to_list()
    assert subjects
    for subject in subjects:
        seen = special.scores.exact(("cadre", "seen_politics"), subject)
        assert isinstance(seen, Fraction)
        assert special.scores.exact(("cadre", "politics"), subject) == seen
