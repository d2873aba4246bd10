"""Whatever small grading is drawn: the engine gives what a clerk with a pencil gives."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, given, note, settings

from kaohe.engine.explanation import Step
from kaohe.engine.expressions import evaluate_formula
from kaohe.engine.grading import grading_step, margins
from kaohe.engine.narration import tell
from kaohe.engine.numbers import rounded
from kaohe.engine.wording import say
from kaohe.engine.wording.grading import REASONS
from tests.engine.grading.drawing import by_engine, cases, committees
from tests.engine.grading.oracle import Case, grade_by_hand

COLUMNS = ("rank", "status", "computed", "grade", "reason", "quota", "place", "room", "proposal")
LARGE = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=80, suppress_health_check=LARGE)
@given(cases())
def test_the_engine_grades_as_by_hand(case: Case) -> None:
    by_hand, engine = grade_by_hand(case), by_engine(case)
    found = {row["subject"]: row for frame in engine.grades.frames.values() for row in frame.rows(named=True)}
    assert found.keys() == by_hand.results.keys()
    for subject, wanted in by_hand.results.items():
        row = found[subject]
        note(f"{subject}: engine {row}, by hand {wanted}")
        assert {name: row[name] for name in COLUMNS} == {name: getattr(wanted, name) for name in COLUMNS}
        assert (row["set"], set(row["flags"].split())) == (wanted.label, wanted.flags)
    quotas = {(q["kind"], q["grade"], q["set"]): q for q in engine.grades.quotas.rows(named=True)}
    assert quotas.keys() == by_hand.quotas.keys()
    for key, quota in by_hand.quotas.items():
        assert Fraction(quotas[key]["exact"]) == quota["exact"]
        for name in ("base", "room", "candidates", "barred", "lapsed", "used"):
            assert quotas[key][name] == quota[name], (key, name)
    note(f"engine {engine.grades.problems}, by hand {by_hand.problems}")
    assert sorted(engine.problems) == sorted(by_hand.problems)


@settings(max_examples=60, suppress_health_check=LARGE)
@given(committees())
def test_committees_decide_as_by_hand(case: Case) -> None:
    by_hand, engine = grade_by_hand(case), by_engine(case)
    grades = {row["subject"]: row["grade"] for row in engine.grades.frames["team"].rows(named=True)}
    assert grades == {subject: result.grade for subject, result in by_hand.results.items()}
    assert sorted(engine.problems) == sorted(by_hand.problems)


@settings(max_examples=25, suppress_health_check=LARGE)
@given(cases())
def test_every_grade_and_every_problem_can_be_told(case: Case) -> None:
    engine = by_engine(case)
    for frame in engine.grades.frames.values():
        for row in frame.rows(named=True):
            step = grading_step(engine.graph, engine.figures, engine.scores, engine.grades, row["subject"])
            assert (step.value, step.branch) == (row["grade"], row["reason"])
            assert all(tell(step, lang) for lang in ("zh", "en"))
            assert row["reason"].partition(":")[0] in REASONS
            told = {margin.grade: margin for margin in margins(engine.scores, engine.grades, row["subject"])}
            if row["quota"]:
                assert (told[row["quota"]].place, told[row["quota"]].room) == (row["place"], row["room"])
            assert_room_rebuilt(step)
    assert all(say(problem, lang) for problem in engine.grades.problems for lang in ("zh", "en"))


def assert_room_rebuilt(step: Step) -> None:
    """The formula of every room gives the room."""
    for part in (part for one in step.parts for part in one.parts):
        if part.formula and "before_limits" not in part.notes:
            assert part.rounding is not None
            assert rounded(evaluate_formula(part.formula, part.facts), part.rounding) == part.value
