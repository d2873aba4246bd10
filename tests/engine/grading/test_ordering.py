"""Scores are put in order exactly, also where two floats cannot tell them apart."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import narwhals as nw
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from kaohe.engine.grading import order_key
from kaohe.engine.grading.places import in_line
from kaohe.engine.numbers import Interval, Number, add, compare, multiply, root
from kaohe.engine.problems import Problem
from kaohe.engine.scores import Scores, Stored, kept_series

BOUNDS = Interval(Fraction(-1000), Fraction(1000))


def carried(values: Sequence[Number | None]) -> Scores:
    """Scores that are kept as two floats, and asked for exactly by name."""
    stored = Stored(None, BOUNDS, states=True)
    subjects = [f"s{i:03}" for i in range(len(values))]
    series = kept_series(stored, "x", values, pl)
    frame = nw.from_native(pl.DataFrame({"subject": subjects}), eager_only=True).with_columns(*series)
    exact = dict(zip(subjects, values, strict=True))
    return Scores({"unit": frame}, {("unit", "x"): stored}, lambda key, subject: exact[subject])


def key(values: Sequence[Number | None], problems: list[Problem] | None = None) -> list[int | None]:
    found: list[int | None] = order_key(carried(values), ("unit", "x"), problems).to_list()
    return found


def test_fractions_that_are_the_same_float_are_told_apart() -> None:
    third = Fraction(1, 3)
    assert key([third, third + Fraction(1, 10**40), third - Fraction(1, 10**40), third]) == [2, 3, 1, 2]


def test_roots_are_compared_by_powers_and_with_fractions_by_closer_enclosures() -> None:
    two = root(Fraction(2), 2)
    close = Fraction(14142135623730950488016887242096980785696718753769, 10**49)
    assert key([two, close, root(Fraction(4), 4), Fraction(1)]) == [3, 2, 3, 1]


def test_missing_scores_have_no_key() -> None:
    assert key([None, Fraction(1, 3), None]) == [None, 1, None]
    assert key([None]) == [None]


def test_roots_that_no_precision_tells_apart_count_as_equal_and_that_is_said() -> None:
    problems: list[Problem] = []
    twice, eight = multiply(Fraction(2), root(Fraction(2), 2)), root(Fraction(8), 2)
    assert key([add(twice, Fraction(1)), add(eight, Fraction(1)), Fraction(1)], problems) == [2, 2, 1]
    assert [(problem.code, problem.values["subjects"]) for problem in problems] == [
        ("scores_not_told_apart", ["s000", "s001"])
    ]


def test_whole_units_are_their_own_key_however_wide() -> None:
    frame = nw.from_native(pl.DataFrame({"subject": ["a", "b", "c"], "s:x": [5, None, 7]}), eager_only=True)
    stored = {("unit", "x"): Stored(Fraction(1), BOUNDS, states=False)}
    assert order_key(Scores({"unit": frame}, stored, lambda *_: None), ("unit", "x")).to_list() == [5, None, 7]
    wide = frame.with_columns(nw.col("s:x").cast(nw.Int128) * 10**20)
    assert order_key(Scores({"unit": wide}, stored, lambda *_: None), ("unit", "x")).to_list() == [1, None, 2]


numbers = st.one_of(
    st.none(),
    st.builds(lambda i, e: Fraction(1, 3) + Fraction(i, 10**e), st.integers(-3, 3), st.sampled_from([2, 17, 40])),
    st.builds(lambda i: root(Fraction(i), 2), st.integers(0, 5)),
    st.builds(Fraction, st.integers(-2, 2), st.integers(1, 3)),
)


@given(st.lists(numbers, max_size=8))
def test_keys_compare_as_the_numbers_do(values: list[Number | None]) -> None:
    keys = key(values)
    for a, x in zip(values, keys, strict=True):
        for b, y in zip(values, keys, strict=True):
            if a is not None and b is not None:
                assert x is not None
                assert y is not None
                assert compare(a, b) == (x > y) - (x < y)


def test_a_line_is_in_order_however_far_apart_the_scores_are() -> None:
    far = 9 * 10**18
    people = pl.DataFrame({"row": [0, 1, 2, 3, 4], "set": [1, 0, 1, 0, 1], "key": [-far, 5, far, far, -far]})
    line = in_line(nw.from_native(people, eager_only=True))
    assert line["row"].to_list()[:3] == [3, 1, 2]
    assert line.select("new_set", "new_score").rows() == [
        (True, True),
        (False, True),
        (True, True),
        (False, True),
        (False, False),
    ]
