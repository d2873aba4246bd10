"""What an expression means, with what is unknown."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from kaohe.engine.explanation import Held, LeftOut
from kaohe.engine.expressions import Path, Tree, exact, parse
from kaohe.engine.expressions.evaluating import Value
from kaohe.engine.numbers import Real, logarithm, root, show
from tests.engine.expressions.random_trees import NAMES, resolved, rows, trees

LATE, LEFT_OUT = Held(("late",)), LeftOut("not_due")


def value(text: str, **facts: Value) -> Value:
    row: dict[Path, Value] = {path: facts.get("_".join(path)) for path in NAMES}
    return exact(resolved(parse(text)), row.__getitem__)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3 - 4 / 8", Fraction(13, 2)),
        ("10 - 4 - 3", 3),
        ("100 / 10 / 5", 2),
        ("-2 * 3", -6),
        ("40% * 5", 2),
        ("round(2.345, 2)", Fraction(235, 100)),
        ("round(-0.5, 0)", -1),
        ("round(1 / 3, 2)", Fraction(33, 100)),
        ("root(8 / 27, 3)", Fraction(2, 3)),
        ("min(3, 2, 5) + max(3, 2, 5) + abs(2 - 9)", 14),
        ("if(1 < 2, 10, 20)", 10),
        ("80 <= 85 < 90", True),
        ("80 <= 90 < 90", False),
        ("0.1 + 0.2 == 0.3", True),
        ("2 in (1, 2, -3)", True),
        ("ln(1)", 0),
    ],
)
def test_arithmetic_is_exact(text: str, expected: Value) -> None:
    assert value(text) == expected


def test_roots_and_logarithms_stay_exact_until_they_are_compared_or_rounded() -> None:
    assert value("root(2, 2)") == root(Fraction(2), 2)
    assert value("ln(2) * 1") == logarithm(Fraction(2))
    assert value("root(2, 2) * root(2, 2) < 2.0000000001") is True
    assert value("round(ln(2), 6)") == Fraction(693147, 10**6)
    assert value("max(root(2, 2), 1.41) > 1.41") is True


@pytest.mark.parametrize(
    ("text", "causes"),
    [
        ("total + 1", ("late",)),
        ("total * unit.growth", ("late", "not_due")),
        ("cases + total", ("missing", "late")),
        ("1 / 0", ("division_by_zero",)),
        ("ln(0)", ("logarithm_of_not_positive",)),
        ("root(-1, 2)", ("root_of_negative",)),
        ("root(ln(0.5), 2)", ("root_of_negative",)),
        ("1 / (ln(2) - ln(2))", ("division_by_zero",)),
        ("1 / (ln(4) - 2 * ln(2))", ("undecided",)),
        ("0 * total", ("late",)),
        ("min(1, total)", ("late",)),
        ("if(total > 1, 1, 2)", ("late",)),
        ("if(principal, 1, 2)", ("missing",)),
        ("if(1 < 2, total, 1)", ("late",)),
    ],
)
def test_what_cannot_be_computed_is_held_with_every_cause(text: str, causes: tuple[str, ...]) -> None:
    assert value(text, total=LATE, unit_growth=LEFT_OUT) == Held(causes)


def test_a_choice_between_equal_numbers_needs_no_condition() -> None:
    assert value("if(total > 1, 2, 1 + 1)", total=LATE) == 2


def test_a_name_that_is_left_out_stays_left_out() -> None:
    assert value("total", total=LEFT_OUT) == LEFT_OUT
    assert value("total") == Held(("missing",))


@pytest.mark.parametrize("absent", [None, LATE, LEFT_OUT])
def test_what_is_absent_can_be_asked_for_and_never_compares(absent: Value) -> None:
    assert value("missing(total)", total=absent) is True
    assert value("missing(total)", total=Fraction(0)) is False
    assert value("missing(1 / cases)", cases=Fraction(0)) is True
    for text in ("total > 0", "total == total", "not (total < 1)", "total in (1, 2)", "-5 < total < 5"):
        assert value(text, total=absent) is None
    assert value("total > 0 and 1 > 2", total=absent) is False
    assert value("total > 0 or 1 < 2", total=absent) is True
    assert value("group == city") is None
    assert value("id not in qilian_cities") is None


def test_texts_and_years() -> None:
    assert value("group == city", group="city") is True
    assert value("group != city", group="city") is False
    assert value("id in qilian_cities", id="a2") is True
    assert value("group not in (city, 'county')", group="poor_county") is True
    assert value("excellent 3 years in a row", years_in_a_row_excellent=Fraction(3)) is True
    assert value("excellent 3 years in a row", years_in_a_row_excellent=Fraction(2)) is False


@settings(max_examples=60)
@given(trees, rows)
def test_every_evaluation_comes_to_an_end(tree: Tree, row: dict[Path, Value]) -> None:
    found = exact(resolved(tree), row.__getitem__)
    assert isinstance(found, bool | Fraction | Real | Held | None)


def test_a_logarithm_can_be_taken_of_one_that_is_hardly_above_zero() -> None:
    found = value(f"ln(ln(1.{'0' * 39}1))")
    assert isinstance(found, Real)
    assert show(found, 6) == "-92.103404"


def test_the_longest_sum_of_logarithms_is_no_deeper_than_the_stack() -> None:
    found = value(f"({'+'.join(['ln(2)'] * 330)}) / 330")
    assert isinstance(found, Real)
    assert show(found, 6) == "0.693147"
