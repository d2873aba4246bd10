"""Shares of a total: they add up, favour no order, and give nothing to what does nothing."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kaohe.engine.changes.sharing import Chosen, shares, subsets

Values = dict[Chosen, Fraction]


@st.composite
def values(draw: st.DrawFn) -> Values:
    count = draw(st.integers(0, 4))
    numbers = st.fractions(-100, 100, max_denominator=100)
    return {chosen: draw(numbers) for chosen in subsets(count)}


def count_of(found: Values) -> int:
    return max(map(len, found))


@given(values())
def test_the_shares_add_up_exactly(found: Values) -> None:
    count = count_of(found)
    assert sum(shares(found, count)) == found[frozenset(range(count))] - found[frozenset()]


@given(values())
def test_the_other_order_of_the_causes_gives_the_same_shares(found: Values) -> None:
    count = count_of(found)
    turned = {frozenset(count - 1 - i for i in chosen): value for chosen, value in found.items()}
    assert shares(turned, count) == shares(found, count)[::-1]


@given(values())
def test_a_cause_that_never_changes_anything_gets_nothing(found: Values) -> None:
    count = count_of(found)
    idle = {chosen: found[chosen - {count}] for chosen in subsets(count + 1)}
    assert shares(idle, count + 1) == (*shares(found, count), Fraction(0))


def test_an_interaction_is_shared_half_and_half() -> None:
    found = {frozenset(): 0, frozenset({0}): 1, frozenset({1}): 2, frozenset({0, 1}): 7}
    assert shares({chosen: Fraction(value) for chosen, value in found.items()}, 2) == (Fraction(3), Fraction(4))
