"""Expressions as formulas of a spreadsheet."""

from __future__ import annotations

import pytest

from kaohe.engine.expressions import NoFormula, spreadsheet

CELLS = {"a": "D7", "b": "E7", "unit.total": "单位计算!K9"}


def put(text: str) -> str:
    return spreadsheet(text, lambda path: CELLS[".".join(path)])


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("a * b / 80", "D7*E7/80"),
        ("a * (b / 80)", "D7*(E7/80)"),
        ("a - (b - 1)", "D7-(E7-1)"),
        ("(a - b) - 1", "D7-E7-1"),
        ("a * -b", "D7*(-E7)"),
        ("-(a + b)", "-(D7+E7)"),
        ("unit.total * 40%", "单位计算!K9*0.4"),
        ("min(a, b, 5) + max(a, 0)", "MIN(D7,E7,5)+MAX(D7,0)"),
        ("if(a > b, a, b)", "IF(D7>E7,D7,E7)"),
        ("if(a != b, 1, 0)", "IF(D7<>E7,1,0)"),
        ("if(a / 3 == b, 1, 0)", "IF(ROUND(D7/3,9)=E7,1,0)"),
        ("if(1 < a <= b, 1, 0)", "IF(AND(1<D7,D7<=E7),1,0)"),
        ("if(a > 1 and b / a > 2, 1, 0)", "IF(IF(D7>1,ROUND(E7/D7,9)>2,FALSE),1,0)"),
        ("if(a > 1 or not b > 2, 1, 0)", "IF(IF(D7>1,TRUE,NOT(E7>2)),1,0)"),
        ("abs(a - b)", "ABS(D7-E7)"),
        ("ln(a)", "LN(D7)"),
        ("root(a, 2) + root(a * b, 3)", "SQRT(D7)+(D7*E7)^(1/3)"),
        ("round(a / b, 2)", "ROUND(ROUND(D7/E7,11),2)"),
    ],
)
def test_an_expression_becomes_a_formula(text: str, formula: str) -> None:
    assert put(text) == formula


def test_a_text_is_no_formula() -> None:
    with pytest.raises(NoFormula):
        put("'city'")
