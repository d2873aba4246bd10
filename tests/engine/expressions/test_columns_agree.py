"""The columnar evaluator says what the exact one says, row by row; unknown is null."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from kaohe.engine.columns import Column, Enclosed, Mask
from kaohe.engine.explanation import Held, LeftOut
from kaohe.engine.expressions import Path, Tree, columns, exact, parse
from kaohe.engine.expressions.evaluating import Value
from kaohe.engine.numbers import Real, root
from kaohe.engine.wholes import NeedsReference, Whole
from tests.engine.expressions.random_trees import column_of, frame, plain_numbers, resolved, rows, trees

Rows = Sequence[Mapping[Path, Value]]

FULL: dict[Path, Value] = {
    ("total",): Fraction(-7, 2),
    ("unit", "growth"): Fraction(0),
    ("cases",): Fraction(0),
    ("years_in_a_row", "excellent"): Fraction(3),
    ("group",): "city",
    ("id",): "a1",
    ("principal",): True,
    ("市州",): False,
}
EMPTY: dict[Path, Value] = dict.fromkeys(FULL)


def said_by_columns(tree: Tree, figures: Rows) -> list[object]:
    """A Fraction, an enclosure, a truth or None for every row; `...` where only the reference can tell."""
    found = columns(resolved(tree), column_of)
    doubt = nw.lit(False) if found.doubt is None else found.doubt.fill_null(False)
    if isinstance(found, Column):
        parts = [found.num.as_expr(), found.den.as_expr()]
    else:
        parts = [found.expr] if isinstance(found, Mask) else [found.low, found.high]
    table = frame(figures).with_columns(doubt.alias("doubt"), *(p.alias(f"r{i}") for i, p in enumerate(parts)))
    values = zip(*(table[f"r{i}"].to_list() for i in range(len(parts))), strict=True)
    return [... if d else _row(found, v) for d, v in zip(table["doubt"].to_list(), values, strict=True)]


def _row(found: Column | Enclosed | Mask, values: tuple[Any, ...]) -> object:
    if None in values:
        return None
    if isinstance(found, Mask):
        return values[0]
    if isinstance(found, Column):
        return Fraction(*values)
    return tuple(Fraction(v) for v in values)


def agree(told: object, value: Value) -> bool:
    if told is ...:
        return True
    if value is None or isinstance(value, Held | LeftOut):
        return told is None
    if isinstance(told, tuple):
        low, high = value.enclose(30) if isinstance(value, Real) else (value, value)
        return bool(told[0] <= low and high <= told[1])
    return told == value and isinstance(told, bool) == isinstance(value, bool)


def check(tree: Tree, figures: Rows) -> list[object]:
    told = said_by_columns(tree, figures)
    for row, said in zip(figures, told, strict=True):
        value = exact(resolved(tree), row.__getitem__)
        assert agree(said, value), (row, said, value)
    return told


@settings(max_examples=80)
@given(trees, st.lists(rows, min_size=1, max_size=6))
@example(parse("root(total, 2) < 5"), [EMPTY, FULL])
@example(parse("missing(total / cases)"), [EMPTY, FULL])
@example(parse("missing(ln(cases))"), [EMPTY, FULL])
@example(parse("missing(root(total, 2))"), [EMPTY, FULL])
@example(parse("if(principal, 1, 40% + 60%)"), [EMPTY, FULL])
@example(parse("if(市州, total, 5)"), [{**EMPTY, ("市州",): False}, FULL])
@example(parse("min(unit.growth, total, cases) >= -4"), [EMPTY, FULL])
def test_columns_say_what_the_exact_evaluator_says(tree: Tree, figures: Rows) -> None:
    try:
        check(tree, figures)
    except NeedsReference:
        assume(False)


@settings(max_examples=40)
@given(plain_numbers, st.lists(rows, min_size=1, max_size=6))
@example(parse("total / cases * unit.growth"), [EMPTY, FULL])
def test_plain_arithmetic_is_never_left_in_doubt(tree: Tree, figures: Rows) -> None:
    try:
        assert ... not in check(tree, figures)
    except NeedsReference:
        assume(False)


TRUTHS = [True, False, None]


@pytest.mark.parametrize("a", TRUTHS)
@pytest.mark.parametrize("b", TRUTHS)
def test_conditions_follow_kleene(a: bool | None, b: bool | None) -> None:
    row = {**EMPTY, ("principal",): a, ("市州",): b}
    both = False if False in (a, b) else None if None in (a, b) else True
    some = True if True in (a, b) else None if None in (a, b) else False
    assert check(parse("principal and 市州"), [row]) == [both]
    assert check(parse("principal or 市州"), [row]) == [some]
    assert check(parse("not principal"), [row]) == [None if a is None else not a]
    assert check(parse("not (principal and 市州)"), [row]) == check(parse("not principal or not 市州"), [row])


def test_what_would_grow_too_large_is_left_to_the_reference() -> None:
    nested = "total"
    for _ in range(9):
        nested = f"if({nested} > cases, {nested}, 2)" if len(nested) < 900 else nested
    with pytest.raises(NeedsReference):
        columns(resolved(parse(nested)), column_of)
    deep = "total" + " + (cases" * 40 + ")" * 40
    with pytest.raises(NeedsReference):
        columns(resolved(parse(deep)), column_of)


def test_a_long_sum_and_a_long_list_stay_small() -> None:
    names = ["total", "cases", "unit.growth"] * 20
    assert check(parse(" + ".join(names)), [FULL]) == [Fraction(-70)]
    assert check(parse(f"max({', '.join(names)})"), [EMPTY, FULL]) == [None, Fraction(0)]


def test_a_formula_needs_no_scope() -> None:
    found = columns(parse("total * 2 + cases"), column_of)
    assert isinstance(found, Column)
    table = frame([FULL]).select(found.num.as_expr().alias("n"))
    assert isinstance(table.to_native(), pl.DataFrame)
    assert Fraction(table["n"][0], found.den.low) == -7


def test_an_enclosure_holds_the_root_of_a_very_large_number() -> None:
    large = [10**36 + 7, 3 * 10**36, 10**33 + 1]
    stored = Column(Whole(nw.col("n"), 0, 10**37, wide=True))
    found = columns(parse("root(n, 3)"), lambda _: stored)
    assert isinstance(found, Enclosed)
    table = nw.from_native(pl.DataFrame({"n": pl.Series(large, dtype=pl.Int128)}))
    ends = table.select(found.low.alias("low"), found.high.alias("high"))
    for number, low, high in zip(large, ends["low"].to_list(), ends["high"].to_list(), strict=True):
        assert agree((Fraction(low), Fraction(high)), root(Fraction(number), 3))
