"""The columnar evaluator gives what the reference gives, to the last digit, on whole schemes drawn at random."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, given, note, settings

from kaohe.engine.columnar import score_columns
from kaohe.engine.explanation import Held, LeftOut, Outcome
from kaohe.engine.numbers import Real, compare
from kaohe.engine.reference import Reference
from kaohe.engine.scores import (
    HELD,
    LEFT_OUT,
    NUMBER,
    OUTSIDE,
    Scores,
    high_column,
    low_column,
    score_column,
    state_column,
)
from tests.engine.whole.random_schemes import Drawn, drawn

LARGE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@settings(max_examples=150, suppress_health_check=LARGE)
@given(drawn())
def test_columns_give_what_the_reference_gives(one: Drawn) -> None:
    note(one.text)
    reference = Reference(one.scheme.graph, one.figures)
    scores = score_columns(one.scheme.graph, one.figures)
    for key in one.scheme.graph.nodes:
        if key[0] in scores.frames:
            for subject in reference.subjects(key[0]):
                assert_same(scores, key, subject, reference.outcome(key, subject))


@settings(max_examples=60, suppress_health_check=LARGE)
@given(drawn())
def test_every_score_lies_within_the_bounds_known_beforehand(one: Drawn) -> None:
    note(one.text)
    reference = Reference(one.scheme.graph, one.figures)
    for key in one.scheme.graph.nodes:
        bounds = one.scheme.graph.node_bounds(key)
        for subject in reference.subjects(key[0]):
            value = reference.outcome(key, subject)
            if isinstance(value, (Fraction, Real)):
                assert compare(bounds.low, value) <= 0 <= compare(bounds.high, value), (key, subject, value, bounds)


def assert_same(scores: Scores, key: tuple[str, str], subject: str, expected: Outcome | None) -> None:
    kind, name = key
    row = scores.frames[kind].filter(scores.frames[kind]["subject"] == subject).rows(named=True)[0]
    stored = scores.stored[key]
    columns = [score_column(name)] if stored.unit is not None else [low_column(name), high_column(name)]
    values = [row[column] for column in columns]
    state = row.get(state_column(name), HELD if values[0] is None else NUMBER)
    where = f"{key} of {subject}: columns {values} state {state}, reference {expected}"
    if isinstance(expected, (Fraction, Real)):
        assert state == NUMBER, where
        if stored.unit is not None:
            assert values[0] is not None, where
            assert values[0] * stored.unit == expected, where
        else:
            assert compare(Fraction(values[0]), expected) <= 0 <= compare(Fraction(values[1]), expected), where
        return
    assert values[0] is None, where
    assert state == {Held: HELD, LeftOut: LEFT_OUT, type(None): OUTSIDE}[type(expected)], where
