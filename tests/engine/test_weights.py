"""Weights that are computed: hand-checked ones, and what must be true of any."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaohe.engine.numbers import Number, Real, show
from kaohe.engine.weights import (
    Method,
    Pairwise,
    critic_weights,
    data_faults,
    entropy_weights,
    frozen,
    frozen_faults,
    judgement_faults,
)
from kaohe.engine.wording import sentence

NAMES = ("a", "b", "c", "d", "e", "f")
SCALE = [Fraction(n) for n in range(1, 10)] + [Fraction(1, n) for n in range(2, 10)]


def judged(said: Mapping[str, Mapping[str, str]]) -> Pairwise:
    judgements = {a: {b: Fraction(times) for b, times in others.items()} for a, others in said.items()}
    parts = list(dict.fromkeys([*judgements, *(b for others in judgements.values() for b in others)]))
    assert list(judgement_faults(parts, judgements)) == []
    return Pairwise.of(parts, judgements)


def shown(weights: Mapping[str, Fraction]) -> list[str]:
    return [show(weight) for weight in weights.values()]


def ends(value: Number) -> tuple[Fraction, Fraction]:
    return value.enclose(60) if isinstance(value, Real) else (value, value)


def columns(**numbers: list[int]) -> dict[str, list[Fraction]]:
    return {part: [Fraction(x) for x in xs] for part, xs in numbers.items()}


# ---- judgements -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["eigenvector", "geometric"])
def test_judgements_that_agree_give_their_weights_exactly(method: Method) -> None:
    """a : b : c = 6 : 3 : 1."""
    pairwise = judged({"a": {"b": "2", "c": "6"}, "b": {"c": "3"}})
    assert pairwise.consistency_ratio() == 0
    assert shown(frozen(pairwise.weights(method), 1)) == ["0.6", "0.3", "0.1"]
    assert pairwise.contradiction() is None


@pytest.mark.parametrize("method", ["eigenvector", "geometric"])
def test_three_parts_by_hand(method: Method) -> None:
    """Products of the rows 4, 4, 1/16: weights 4 : 4 : 1. λ = 1 + 2 + 1/2, ratio = 0.25 ÷ 0.58."""
    pairwise = judged({"a": {"b": "2", "c": "2"}, "b": {"c": "8"}})
    assert shown(frozen(pairwise.weights(method), 3)) == ["0.445", "0.444", "0.111"]
    assert show(pairwise.consistency_ratio()) == "0.431"


def test_the_judgement_furthest_off_is_named() -> None:
    """All agree on 1 : 1 : 1 : 1 but for one pair; λ = 4.6569 …, weights of c and b 3.36 : 1 (by another program)."""
    same = {"b": "1", "c": "1", "d": "1"}
    pairwise = judged({"a": same, "b": {"c": "1/9", "d": "1"}, "c": {"d": "1"}})
    fault = pairwise.contradiction()
    assert fault is not None
    assert fault.key == ("c", "b")
    assert sentence(fault.code, {"name": "total", **dict(fault.values)}, "en") == (
        "The judgements behind 'total' contradict each other: consistency ratio 0.243, above 0.1. The one furthest off: 'c' is "
        "judged 9 times 'b', all of them together say about 3.36 times. Look at it again."
    )


def test_four_parts_differ_by_method() -> None:
    pairwise = judged({"a": {"b": "5", "c": "3", "d": "7"}, "b": {"c": "1/2", "d": "9"}, "c": {"d": "2"}})
    eigenvector, geometric = (frozen(pairwise.weights(method), 3) for method in ("eigenvector", "geometric"))
    assert eigenvector != geometric


@st.composite
def matrices(draw: st.DrawFn) -> Pairwise:
    parts = NAMES[: draw(st.integers(2, 6))]
    said = {a: {b: draw(st.sampled_from(SCALE)) for b in parts[i + 1 :]} for i, a in enumerate(parts)}
    return Pairwise.of(parts, said)


@settings(max_examples=40)
@given(matrices())
def test_the_weights_are_the_principal_eigenvector(pairwise: Pairwise) -> None:
    """matrix × weights is the weights times one and the same number, to fifty digits; all are above zero, which only the
    principal one can be (Perron)."""
    weights = [ends(weight) for weight in pairwise.weights("eigenvector").values()]
    assert all(high - low <= Fraction(1, 10**60) for low, high in weights)
    grown = [
        (
            sum(x * low for x, (low, _) in zip(row, weights, strict=True)) / own[1],
            sum(x * high for x, (_, high) in zip(row, weights, strict=True)) / own[0],
        )
        for row, own in zip(pairwise.matrix, weights, strict=True)
    ]
    assert max(low for low, _ in grown) <= min(high for _, high in grown)
    assert max(high for _, high in grown) - min(low for low, _ in grown) < Fraction(1, 10**50)


@settings(max_examples=40)
@given(matrices(), st.integers(1, 6), st.sampled_from(["eigenvector", "geometric"]))
def test_frozen_weights_add_up_and_keep_their_order(pairwise: Pairwise, places: int, method: Method) -> None:
    weights = pairwise.weights(method)
    found = frozen(weights, places)
    assert sum(found.values()) == 1
    for name, weight in found.items():
        low, high = ends(weights[name])
        assert abs(weight - low) < Fraction(1, 10**places)
        assert all(weight >= found[other] for other in found if low > ends(weights[other])[1])
        assert (weight * 10**places).denominator == 1, high


def test_of_equal_remainders_the_first_gets_the_last_place() -> None:
    third = Fraction(1, 3)
    assert shown(frozen({"a": third, "b": third, "c": third}, 2)) == ["0.34", "0.33", "0.33"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"a": {"b": "2"}}, "These pairs are not judged: a – c, b – c. Every two parts are compared once; add them."),
        (
            {"a": {"b": "2", "c": "12"}, "b": {"c": "1"}},
            "The judgement 12 is not between 1/9 and 9. Use the scale from 1 to 9, and its reciprocals.",
        ),
        (
            {"a": {"b": "2", "c": "3.141"}, "b": {"c": "1"}},
            "The judgement 3.141 is too fine. Write a fraction of numbers up to 100, such as 3, 2.5 or 1/3.",
        ),
        (
            {"a": {"b": "2", "c": "1"}, "b": {"a": "1/2", "c": "1"}},
            "'b' and 'a' are judged twice; the other way round follows as the reciprocal. Remove one of the two.",
        ),
        ({"a": {"b": "2", "c": "1", "a": "1"}, "b": {"c": "1"}}, "'a' is judged against itself. Remove the judgement."),
        (
            {"a": {"b": "2", "c": "1", "d": "1"}, "b": {"c": "1"}},
            "'d' is judged but is none of the parts that are weighed: a, b, c. Correct the name, or remove the judgement.",
        ),
    ],
)
def test_what_can_be_wrong_with_judgements(said: dict[str, dict[str, str]], told: str) -> None:
    judgements = {a: {b: Fraction(times) for b, times in others.items()} for a, others in said.items()}
    (fault,) = judgement_faults(["a", "b", "c"], judgements)
    assert sentence(fault.code, dict(fault.values), "en") == told


def test_more_than_ten_parts_are_not_judged_at_once() -> None:
    parts = [f"p{i}" for i in range(11)]
    said = {a: dict.fromkeys(parts[i + 1 :], Fraction(1)) for i, a in enumerate(parts)}
    assert [fault.code for fault in judgement_faults(parts, said)] == ["too_many_to_judge"]


# ---- figures --------------------------------------------------------------------------------------------------------


def test_entropy_by_hand() -> None:
    """Of four subjects: shares ½, ½ leave ln 4 − ln 2 = ln 2, one alone leaves ln 4: 1 : 2. The unit plays no part."""
    found = entropy_weights(columns(a=[60, 70, 70, 60], b=[0, 0, 0, 1]))
    assert shown(frozen(found, 6)) == ["0.333333", "0.666667"]


def test_critic_by_hand() -> None:
    """Deviations all the same; a and c go against each other (1 + 2 of 8), b with neither (1 + 1)."""
    found = critic_weights(columns(a=[0, 0, 1, 1], b=[50, 60, 50, 60], c=[2, 2, 1, 1]))
    assert shown(frozen(found, 3)) == ["0.375", "0.25", "0.375"]


def test_parts_that_go_together_have_no_critic_weights() -> None:
    with pytest.raises(ZeroDivisionError):
        critic_weights(columns(a=[0, 1, 3], b=[10, 12, 16]))


def test_what_can_be_wrong_with_figures() -> None:
    assert [fault.code for fault in data_faults(columns(a=[1], b=[2]))] == ["too_few_for_weights"]
    same = list(data_faults(columns(a=[1, 2], b=[7, 7])))
    assert [(fault.code, dict(fault.values)["part"]) for fault in same] == [("part_the_same_for_all", "b")]


def test_a_weight_that_rounds_to_nothing_is_refused() -> None:
    (fault,) = frozen_faults(frozen({"a": Fraction(97, 100), "b": Fraction(3, 100)}, 1), 1)
    assert sentence(fault.code, dict(fault.values), "en") == (
        "The weight of 'b' rounds to 0 (decimal places: 1). Use more places, or take the part out."
    )


@settings(max_examples=40)
@given(st.data())
def test_weights_of_figures_do_not_depend_on_their_unit(data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.tuples(*[st.integers(0, 30)] * 3), min_size=3, max_size=8))
    given_columns = columns(**{part: [row[i] for row in rows] for i, part in enumerate("abc")})
    if list(data_faults(given_columns)):
        return
    other = {**given_columns, "b": [x * 7 - 40 for x in given_columns["b"]]}
    assert frozen(entropy_weights(given_columns), 6) == frozen(entropy_weights(other), 6)
    try:
        critic = critic_weights(given_columns)
    except ZeroDivisionError:
        return
    assert frozen(critic, 6) == frozen(critic_weights(other), 6)
