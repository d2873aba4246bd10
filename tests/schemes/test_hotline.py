"""Beijing's hotline: three rates, places, four lists; a township with two cases leads nothing, and what is counted out is told."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from kaohe.engine.problems import InvalidFigures
from kaohe.engine.run import Run, explain, score
from kaohe.formats.report.contents import Contents
from tools.generate import beijing_hotline

pytestmark = pytest.mark.xdist_group("beijing-hotline")
EXCLUDED = ("no_contact", "unreasonable", "duplicate", "outside")
ENOUGH = 20


@pytest.fixture
def hotline(scored: Callable[[str], Run]) -> Run:
    return scored("beijing-hotline")


def values(run: Run, name: str) -> dict[str, Fraction]:
    """A score of everybody who has one."""
    found = {s: run.scores.exact(("unit", name), s) for s in run.figures.subjects["unit"]["subject"].to_list()}
    return {subject: value for subject, value in found.items() if isinstance(value, Fraction)}


def members(run: Run, outcome: str) -> set[str]:
    return set(run.grades.outcomes.filter(run.grades.outcomes["outcome"] == outcome)["subject"].to_list())


def groups(run: Run) -> dict[str, list[str]]:
    units = run.figures.subjects["unit"].select("subject", "group")
    return {g: units.filter(units["group"] == g)["subject"].to_list() for g in ("street", "township")}


def figures(run: Run, name: str) -> dict[str, int]:
    return dict(run.figures.subjects["unit"].select("subject", f"f:{name}").iter_rows())


def ten(values: dict[str, Fraction], among: list[str], *, lowest: bool = False) -> set[str]:
    """Those whom fewer than ten others are ahead of."""
    sign = -1 if lowest else 1
    mine = {subject: sign * values[subject] for subject in among if subject in values}
    return {one for one in mine if sum(other > mine[one] for other in mine.values()) < 10}


def test_340_streets_and_townships_are_ranked_and_nobody_is_graded(hotline: Run) -> None:
    assert {group: len(subjects) for group, subjects in groups(hotline).items()} == {"street": 165, "township": 175}
    assert not hotline.grades.frames
    assert len(values(hotline, "place")) == 340
    assert hotline.figures.subjects["unit"]["a:district"].n_unique() == 16


def test_the_lists_are_the_ends_of_each_group_and_equal_scores_are_all_in(hotline: Run) -> None:
    got, change, eligible = (values(hotline, name) for name in ("hotline", "change", "eligible"))
    received = {subject: Fraction(count) for subject, count in figures(hotline, "received").items()}
    enough = {subject for subject, cases in eligible.items() if cases >= ENOUGH}
    for subjects in groups(hotline).values():
        own = set(subjects)
        assert members(hotline, "list_advanced") & own == ten(got, subjects) & enough
        assert members(hotline, "list_mend") & own == ten(got, subjects, lowest=True) & enough
        better = {subject for subject, value in change.items() if value > 0}
        assert members(hotline, "list_improved") & own == ten(change, subjects) & better & enough
        assert members(hotline, "list_govern") & own == ten(received, subjects)


def test_the_heads_of_those_to_be_mended_are_not_put_on_candidate_lists(hotline: Run) -> None:
    assert members(hotline, "heads_not_proposed") == members(hotline, "list_mend") != set()


def test_few_cases_lead_nothing_though_all_of_them_went_well(hotline: Run) -> None:
    """By the bare rates two townships with one and three cases share the first place."""
    bare = {
        subject: Fraction(3, 10) * figures(hotline, "responded")[subject] / cases
        + Fraction(35, 100) * values(hotline, "counted_solved")[subject] / cases
        + Fraction(35, 100) * values(hotline, "counted_satisfied")[subject] / values(hotline, "rated")[subject]
        for subject, cases in values(hotline, "eligible").items()
        if cases and subject in groups(hotline)["township"]
    }
    first = {subject for subject, rate in bare.items() if rate == max(bare.values())}
    assert first == {"X058", "X141", "X162"}
    assert [values(hotline, "place")[subject] for subject in ("X058", "X141")] == [90, 70]
    listed = {s for name in ("list_advanced", "list_improved", "list_mend") for s in members(hotline, name)}
    assert not listed & members(hotline, "few_cases")


def test_only_what_was_approved_is_counted_out_and_the_explanation_says_why(hotline: Run) -> None:
    approved = {name: figures(hotline, name) for name in EXCLUDED}
    for subject, excluded in values(hotline, "excluded").items():
        assert excluded == sum(approved[name][subject] for name in EXCLUDED)
        assert values(hotline, "eligible")[subject] == figures(hotline, "received")[subject] - excluded
    told = explain(hotline, "J001")
    assert "示例市政务服务局热线考核处" in repr(told)


@pytest.mark.parametrize("column", ["reason", "document"])
def test_an_exclusion_without_reason_or_document_is_refused(hotline: Run, column: str) -> None:
    made = beijing_hotline.tables()
    made.files["figures_excluded"][0][column] = ""
    with pytest.raises(InvalidFigures) as refused:
        score(hotline.scheme, made.raw())
    assert [problem.code for problem in refused.value.problems] == [f"adjusted_without_{column}"]


def test_who_is_new_this_month_has_a_place_but_none_by_improvement(hotline: Run) -> None:
    assert beijing_hotline.NEW in values(hotline, "place")
    assert beijing_hotline.NEW not in values(hotline, "by_change")
    assert beijing_hotline.NEW not in members(hotline, "list_improved")


@pytest.mark.parametrize(("weights", "most"), [((1, 1, 1), 2), ((20, 40, 40), 2), ((20, 30, 50), 3), ((20, 50, 30), 3)])
def test_other_weights_change_few_of_the_first_and_the_last(
    hotline: Run, weights: tuple[int, int, int], most: int
) -> None:
    """Beijing's weights were not found (README, A1): how much hangs on those assumed."""
    rates = [values(hotline, name) for name in ("response", "solution", "satisfaction")]
    other = {s: sum((w * rate[s] for w, rate in zip(weights, rates, strict=True)), Fraction(0)) for s in rates[0]}
    got = values(hotline, "hotline")
    for subjects in groups(hotline).values():
        for lowest in (False, True):
            assert len(ten(other, subjects, lowest=lowest) - ten(got, subjects, lowest=lowest)) <= most


def test_the_report_orders_by_the_score_of_the_three_rates(hotline: Run) -> None:
    assert Contents(hotline).by("unit") == ("unit", "hotline")
