"""The formulas that rules are written in."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kaohe.engine.expressions import ExpressionError, NoFormula, evaluate_formula, formula
from kaohe.engine.numbers import logarithm

EFFICACY = "points * (floor + (1 - floor) * (x - low) / (high - low))"


def test_a_formula_is_computed_exactly() -> None:
    said = {"points": "85", "floor": "0.6", "x": "12.3", "low": "10", "high": "20"}
    facts = {name: Fraction(value) for name, value in said.items()}
    assert evaluate_formula(EFFICACY, facts) == Fraction("58.82")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-a + b.c * 2 - 1", 6),
        ("a - 1 - 2 - 3", -4),
        ("if(a < b.c <= 5 and not (a > 3 or a == 4), min(a, b.c), 7)", 2),
        ("if(a != 2 or b.c >= 5, 1, 0)", 0),
        ("max(a, b.c, 1) + abs(-3) + round(2.5, 0)", 11 - Fraction(1, 2)),
        ("root(a * 2, 2)", 2),
        ("+".join(["a"] * 900), 1800),
    ],
)
def test_every_part_of_the_language_that_gives_numbers(text: str, value: Fraction) -> None:
    assert evaluate_formula(text, {"a": Fraction(2), "b.c": Fraction("4.5")}) == value


def test_logarithms_stay_exact() -> None:
    assert evaluate_formula("ln(x)", {"x": Fraction(3)}) == logarithm(Fraction(3))


@pytest.mark.parametrize(
    "text", ["a and b", "if(a, 1, 2)", "missing(a)", "if(a in (1, 2), 1, 2)", "root(a, b)", "round(a, 99)", "'a'"]
)
def test_what_is_no_formula_of_numbers_is_refused(text: str) -> None:
    with pytest.raises(NoFormula):
        formula(text)


def test_broken_promises_are_exceptions() -> None:
    with pytest.raises(ExpressionError):
        formula("a +")
    with pytest.raises(KeyError):
        evaluate_formula("a + b", {"a": Fraction(1)})
    with pytest.raises(ZeroDivisionError):
        evaluate_formula("1 / a", {"a": Fraction(0)})
    for text in ("ln(a)", "root(a, 2)", "root(ln(a + 2) - 1, 2)"):
        with pytest.raises(ValueError, match=r"logarithm|root"):
            evaluate_formula(text, {"a": Fraction(-1)})
