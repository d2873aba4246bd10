"""Any text is an expression or has a fault with a place."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kaohe.engine.expressions import YEARS_IN_A_ROW, ExpressionError, Tree, fill, names, parse, resolve, write
from tests.engine.expressions.random_trees import Words, trees

SAMPLES = [
    "political < 90",
    "group == poor_county",
    "id in qilian_cities",
    "group not in (city, 'poor county', -3, 40%)",
    "principal and unit.group == poor_county and unit.poverty == good",
    "not (total >= 80)",
    "80 <= total < 90",
    "excellent 3 years in a row",
    "development * party / 80",
    "min(a + b, 5) - if(a > b, a, b) * round(root(x, 3), 2)",
    "得分.增长 × 40% ÷ 2 ≥ 3 and missing(环保)",
]

PIECES = ["a", "12", "40%", "'x'", "(", ")", ",", "+", "-", "*", "/", "<", "==", "=", "and", "not", "in", "if", "min("]
PIECES += ["years", "3 years in a row", "1,000", ".5", "“", "且", "（", "９", "²", "%", "!", "\u200b", "\ud800", "\n"]


def parsed(text: str) -> Tree | None:
    """The tree, or None for a fault with a place inside the text."""
    try:
        return parse(text)
    except ExpressionError as error:
        fault = error.fault
    assert 0 <= fault.offset <= len(text)
    assert fault.values["at"] == fault.offset + 1
    return None


@settings(max_examples=60)
@given(trees)
@example(parse("-(-a) - -(b - c) / (d * e)"))
@example(parse("(a < b) == c"))
def test_what_is_written_is_read_back(tree: Tree) -> None:
    assert parse(write(tree)) == tree
    filled = fill(tree, lambda path: path[1] if path[0] == YEARS_IN_A_ROW else ".".join(path), "en")
    if "‘" not in filled and "missing" not in filled and " = " not in filled:
        assert parse(filled) == tree


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_no_text_brings_a_traceback(text: str) -> None:
    parsed(text)


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["", " "]))
def test_no_mixture_of_pieces_brings_a_traceback(pieces: list[str], gap: str) -> None:
    tree = parsed(gap.join(pieces))
    if tree is not None:
        resolve(tree, Words())
        assert parse(write(tree)) == tree


@given(st.sampled_from(SAMPLES), st.data())
def test_no_slip_brings_a_traceback(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 3))
    tree = parsed(text[:at] + data.draw(st.sampled_from(["", *PIECES])) + text[at + cut :])
    if tree is not None:
        resolve(tree, Words())


@pytest.mark.parametrize("text", SAMPLES)
def test_every_sample_is_read(text: str) -> None:
    tree = parse(text)
    assert parse(write(tree)) == tree


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a × b ÷ c − d", "a * b / c - d"),
        ("a ≤ b and c ≥ d and e ≠ f", "a <= b and c >= d and e != f"),
        ("min（a，b）", "min(a, b)"),
        ("  a\n  and\u3000b ", "a and b"),
        ("(a + b) - c", "a + b - c"),
        ("not a == b", "not (a == b)"),
        ("a or b and c", "a or (b and c)"),
        ("-a * b", "(-a) * b"),
    ],
)
def test_two_ways_to_write_the_same(text: str, plain: str) -> None:
    assert parse(text) == parse(plain)


@pytest.mark.parametrize(
    ("open_", "close"), [("(", ")"), ("-", ""), ("not ", ""), ("abs(", ")"), ("a + (", ")"), ("1*(1+", ")")]
)
def test_nesting_ends_at_fifty(open_: str, close: str) -> None:
    tree = parse(open_ * 50 + "a" + close * 50)
    assert names(tree) == {("a",)}
    resolve(tree, Words())
    with pytest.raises(ExpressionError) as caught:
        parse(open_ * 51 + "a" + close * 51)
    assert caught.value.code == "expression_too_deep"


def test_every_operator_at_every_level_still_ends() -> None:
    with pytest.raises(ExpressionError):
        parse("a or a and a<a+a*(" * 48 + "a" + ")" * 48)
    deepest = parse("total or total and total<total+total*(" * 25 + "total" + ")" * 25)
    assert parse(write(deepest)) == deepest
    assert resolve(deepest, Words())[1]
    assert fill(deepest, ".".join, "zh")


def test_length_ends_at_two_thousand() -> None:
    assert parse("a+" * 999 + "a") is not None
    with pytest.raises(ExpressionError) as caught:
        parse("a+" * 1000 + "a")
    assert caught.value.code == "expression_too_long"


def test_names_are_those_that_can_stand_for_a_value() -> None:
    tree = parse("principal and unit.group == poor_county and id in qilian_cities and good 2 years in a row")
    assert names(tree) == {("principal",), ("unit", "group"), ("poor_county",), ("id",), ("years_in_a_row", "good")}
    found, faults = resolve(parse("principal and group == poor_county"), Words())
    assert found is not None, faults
    assert names(found) == {("principal",), ("group",)}


def test_a_fault_is_where_the_slip_is() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse("total >= 80 && principal")
    assert (caught.value.code, caught.value.offset) == ("expression_write_instead", 12)
