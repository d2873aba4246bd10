"""Per event: deductions and rewards by the number of cases."""

from __future__ import annotations

from fractions import Fraction

from kaohe.engine.rules.base import Event
from tests.engine.rules.checking import branches, complaints, scores, workings


def test_each_accident_takes_half_a_point() -> None:
    """Domain rules row 13; the sketch of the scheme language: {start: 5, each: -0.5, not_below: 0}."""
    text = "per_event: {start: 5, each: -0.5, not_below: 0}"
    assert scores(text, points=5, x=[0, 1, 9, 10, 12]) == ["5", "4.5", "0.5", "0", "0"]
    assert branches(text, x=[10, 12]) == ["each", "floored"]


def test_the_second_case_leaves_nothing() -> None:
    """Domain rules row 13: one case −0.5, second case → 0."""
    assert scores("per_event: {by_count: [2, 1.5, 0]}", points=2, x=[0, 1, 2, 7, -1, 1.5]) == [
        "2",
        "1.5",
        "0",
        "0",
        "2",
        "1.5",
    ]


def test_rewards_stop_at_the_cap() -> None:
    """Domain rules row 25: awards at most +5 in all."""
    assert scores("per_event: {start: 0, each: 2, not_above: 5}", points=5, x=[0, 2, 3]) == ["0", "4", "5"]


def test_happenings_are_counted_from_the_events_table() -> None:
    events = [[Event("2026-03-01", Fraction(1), document="通报1号"), Event("2026-05-01", Fraction(2))], []]
    text = "per_event: {events: accidents, start: 5, each: -1}"
    assert scores(text, points=5, events=events) == ["2", "5"]
    first, second = workings(text, points=5, events=events)
    assert [(part.value, part.notes["date"]) for part in first.parts[0].parts] == [(1, "2026-03-01"), (2, "2026-05-01")]
    assert first.parts[0].formula == "e1 + e2"
    assert second.parts[0].formula == "0"


def test_what_can_be_wrong_with_per_event() -> None:
    assert complaints("per_event: {start: 5}") == ["'start' needs 'each', which is not here. Add 'each'."]
    assert complaints("per_event: {by_count: [2, 1], start: 5, each: 1}")[0] == (
        "'start' and 'by_count' cannot both be used: they say different things. Remove one of them."
    )
    assert complaints("per_event: {of: a, events: b, start: 5, each: 1}") == [
        "Only one of of, events can be written here: each says something else. Remove the others."
    ]
    assert complaints("per_event: {start: 5, each: 1, not_below: 3, not_above: 2}") == [
        "The least score, 3, is above the most, 2: no score can be both. Correct one of them."
    ]
