"""What an author is told about a broken expression, word by word."""

from __future__ import annotations

import re
from pathlib import Path as File
from string import Formatter

import pytest

import kaohe.engine.expressions as language
from kaohe.engine.expressions import ExpressionError, Fault, parse, resolve, warnings
from kaohe.engine.wording import sentence
from kaohe.engine.wording.expressions import TEXTS
from tests.engine.expressions.random_trees import Words, resolved


def faults(text: str) -> list[Fault]:
    try:
        return resolve(parse(text), Words())[1]
    except ExpressionError as error:
        return [error.fault]


BROKEN = [
    (
        "total = 80",
        "第 7 个字符处的“=”在这里不认识，请写成“==”。",
        "'=' at character 7 means nothing here. Write '==' instead.",
    ),
    (
        "total => 80",
        "第 7 个字符处的“=>”在这里不认识，请写成“>=”。",
        "'=>' at character 7 means nothing here. Write '>=' instead.",
    ),
    (
        "principal && total > 80",
        "第 11 个字符处的“&&”在这里不认识，请写成“and”。",
        "'&&' at character 11 means nothing here. Write 'and' instead.",
    ),
    (
        "principal 且 total > 80",
        "第 11 个字符处的“且”在这里不认识，请写成“and”。",
        "'且' at character 11 means nothing here. Write 'and' instead.",
    ),
    (
        "",
        "这里应写一个条件或算式，现在是空的。例如：total >= 80。",
        "A condition or a formula should stand here, but there is none. Example: total >= 80.",
    ),
    (
        "(total + cases",
        "第 1 个字符处的左括号没有对应的右括号。请补上右括号。",
        "The bracket opened at character 1 is never closed. Add the closing bracket.",
    ),
    (
        "total cases",
        "第 7 个字符处：“total”和“cases”之间缺运算符号（如 + × 或 and）。如果它们合起来是一段文字，请放进单引号。",
        "At character 7 an operator (such as +, × or and) is missing between 'total' and 'cases'. "
        "If they are one text, put it in single quotes.",
    ),
    (
        "cases > 1,000",
        "第 9 个字符处的“1,000”看不出是一个数还是几个数。"
        "一个数不加千位分隔符，写“1000”；几个数请在逗号后空一格，写“1, 000”。",
        "'1,000' at character 9 may be one number or several. One number has no thousands separator: '1000'. "
        "Several have a space after the comma: '1, 000'.",
    ),
    (
        "total >= 80分",
        "第 10 个字符处的“80分”不是数。数写成 12、0.5 或 40%，不带单位；名称不能以数字开头；文字请放进单引号。",
        "'80分' at character 10 is not a number. Numbers are written 12, 0.5 or 40%, without a unit; "
        "a name does not begin with a digit; a text stands in single quotes.",
    ),
    (
        "total >=",
        "算式没有写完：“>=”后面缺一个数、名称或括号。",
        "The expression stops too early: a number, a name or a bracket is missing after '>='.",
    ),
    (
        "80 < total > 90",
        "第 12 个字符处：“<”和“>”不能连写。连写只限同一方向，如 80 <= total < 90；其余请用 and 分开写。",
        "At character 12: '<' and '>' cannot be chained. Only comparisons of one direction can, such as "
        "80 <= total < 90; write the others apart, joined by `and`.",
    ),
    (
        "mx(total, 1)",
        "没有函数“mx”（第 1 个字符）。是不是想写“max”？可用的有：min, max, abs, if, ln, root, round, missing。",
        "There is no function 'mx' (character 1). Did you mean 'max'? "
        "There are: min, max, abs, if, ln, root, round, missing.",
    ),
    (
        "excellent three years",
        "第 11 个字符处：“excellent”和“three”之间缺运算符号（如 + × 或 and）。如果它们合起来是一段文字，请放进单引号。",
        "At character 11 an operator (such as +, × or and) is missing between 'excellent' and 'three'. "
        "If they are one text, put it in single quotes.",
    ),
    (
        "excellent 3 years",
        "连续几年的条件写法不对（第 1 个字符）。应写成：excellent 3 years in a row，其中年数是 1 以上的整数。",
        "A condition over several years is not written like this (character 1). "
        "Write: excellent 3 years in a row, where the years are a whole number, 1 or more.",
    ),
    (
        "totel >= 80",
        "没有叫“totel”的指标、得分或属性（第 1 个字符）。是不是想写“total”？请核对名称。",
        "Nothing is called 'totel' (character 1): no indicator, score or attribute. Did you mean 'total'? Check the name.",
    ),
    (
        "group == poor_conty",
        "“poor_conty”不是“group”的取值（第 10 个字符）。是不是想写“poor_county”？可取：city, county, poor_county。",
        "'poor_conty' (character 10) is not a value of 'group'. Did you mean 'poor_county'? "
        "Its values are: city, county, poor_county.",
    ),
    (
        "id == 620100",
        "“id”是文字，不能和数 620100 比较（第 7 个字符）。如果 620100 是代码之类的文字，请写 '620100'。",
        "'id' is a text and cannot be compared with the number 620100 (character 7). "
        "If 620100 is a text, such as a code, write '620100'.",
    ),
    (
        "principal == yes",
        "“principal”本身就是条件，不再比较（第 1 个字符）。成立时，直接写 principal；不成立时，写 not (principal)。",
        "'principal' (character 1) is a condition by itself and is not compared. For yes write principal; "
        "for no write not (principal).",
    ),
    (
        "not total",
        "这里要一个条件，“total”却是数（第 5 个字符）。请写出和多少比，如 total >= 80。",
        "A condition is needed here, but 'total' (character 5) is a number. "
        "Say what it is compared with, such as total >= 80.",
    ),
]


@pytest.mark.parametrize(("text", "zh", "en"), BROKEN)
def test_an_author_is_told_what_is_wrong_where_and_what_to_do(text: str, zh: str, en: str) -> None:
    (found,) = faults(text)
    assert sentence(found.code, found.values, "zh") == zh
    assert sentence(found.code, found.values, "en") == en


@pytest.mark.parametrize(
    ("text", "code", "offset"),
    [
        ("a)", "unopened", 1),
        ("a, b", "comma", 1),
        ("* a", "operand_at_start", 0),
        ("a + * b", "operand", 4),
        ("a#b", "character", 1),
        ("a > = b", "write_instead", 2),
        ("a ＞ b", "write_instead", 2),
        ("a > ９０", "write_instead", 4),
        ("a == “b”", "write_instead", 5),
        ("a AND b", "write_instead", 2),
        ("非 a", "write_instead", 0),
        ("a + not b", "write_instead", 4),
        ("ｇroup == city", "write_instead", 0),
        ("a == 'b", "open_quote", 5),
        ("40 %", "percent", 3),
        ("a + .5", "number", 4),
        ("a in", "list_at_end", 4),
        ("a in 5", "list", 5),
        ("a in ()", "list_item", 6),
        ("a in (b.c)", "list_item", 6),
        ("a in (b", "unclosed", 5),
        ("a in b == c", "chain_after", 7),
        ("a == b != c", "mixed_chain", 7),
        ("abs(a, b)", "arguments", 0),
        ("min()", "arguments", 0),
        ("foo(a)", "unknown_function", 0),
        ("excellent 0 years in a row", "in_a_row", 0),
        ("good 2 years in a row", "unknown_grade", 0),
        ("total + unit.grwth", "unknown_name", 8),
        ("group == unit.group", "unknown_name", 9),
        ("group < city", "text_order", 0),
        ("group == total", "text_beside_other", 9),
        ("group == principal", "text_beside_other", 9),
        ("group == id", "ok", 0),
        ("total == 'a'", "text_beside_other", 9),
        ("'a' == 'b'", "two_texts", 0),
        ("(total > 1) == (cases > 1)", "compare_condition", 1),
        ("principal in (1, 2)", "compare_condition", 0),
        ("totl in (1, 2)", "unknown_name", 0),
        ("total in (1, city)", "number_not_text", 13),
        ("group in (city, 5)", "text_beside_number", 16),
        ("group in (city, town)", "unknown_value", 16),
        ("id in qilian_citis", "unknown_list", 6),
        ("id in group", "no_list", 6),
        ("id in (qilian_cities)", "list_in_brackets", 7),
        ("total in qilian_cities", "list_of_texts", 9),
        ("group", "text_alone", 0),
        ("'a' in qilian_cities", "text_alone", 0),
        ("total + group", "number_not_text", 8),
        ("total + principal", "number_not_condition", 8),
        ("total and principal", "condition_not_number", 0),
        ("not group", "condition_not_text", 4),
        ("if(principal, group, 1)", "number_not_text", 14),
        ("round(total, cases)", "whole_argument", 13),
        ("root(total, 1)", "whole_argument", 12),
    ],
)
def test_every_slip_has_its_own_words(text: str, code: str, offset: int) -> None:
    found = faults(text)
    expected = [] if code == "ok" else [(f"expression_{code}", offset)]
    assert [(fault.code, fault.offset) for fault in found] == expected
    for fault in found:
        assert "{" not in sentence(fault.code, fault.values, "zh") + sentence(fault.code, fault.values, "en")


def test_everything_wrong_is_told_at_once_in_the_order_of_the_text() -> None:
    found = faults("totl > 1 and group == town and not cases")
    assert [fault.offset for fault in found] == [0, 22, 35]


def test_a_word_that_could_be_a_name_or_a_value_must_be_quoted() -> None:
    class Both(Words):
        def type_of(self, path):  # type: ignore[no-untyped-def]
            return super().type_of(("group",) if path in (("city",), ("group",)) else path)

    assert [fault.code for fault in resolve(parse("group == city"), Both())[1]] == ["expression_ambiguous"]
    assert resolve(parse("group == 'city'"), Both())[1] == []


def test_what_is_wanted_can_be_said() -> None:
    assert resolve(parse("total > 1"), Words(), wanted="condition")[1] == []
    assert [f.code for f in resolve(parse("total > 1"), Words(), wanted="number")[1]] == [
        "expression_number_not_condition"
    ]


@pytest.mark.parametrize(
    ("text", "code", "example"),
    [
        ("1 / total", "divisor_example", "total = 0"),
        ("1 / (unit.growth - total)", "divisor_example", "total = 0, unit.growth = 0"),
        ("1 / (unit.growth * 2 - 7)", "divisor_example", "unit.growth = 3.5"),
        ("1 / (cases * 2 - 1)", "divisor_perhaps", None),
        ("1 / (abs(total) + 1)", "none", None),
        ("1 / if(group == city, 0, 1)", "divisor_example", "group = city"),
        ("1 / (2 - 2)", "divisor_always", None),
        ("ln(total + 20)", "logarithm_example", "total = -20"),
        ("ln(-1)", "logarithm_always", None),
        ("root(cases, 2)", "root_example", "cases = -2"),
        ("root(total * total, 2)", "root_perhaps", None),
    ],
)
def test_the_author_is_warned_where_there_may_be_no_value(text: str, code: str, example: str | None) -> None:
    found = warnings(resolved(parse(text)))
    assert [(note.code, note.values.get("example")) for note in found] == (
        [] if code == "none" else [(f"expression_{code}", example)]
    )
    for note in found:
        assert "{" not in sentence(note.code, note.values, "zh") + sentence(note.code, note.values, "en")


def test_every_code_has_its_wording_with_the_same_places_in_both_languages() -> None:
    folder = File(str(language.__file__)).parent
    used = {code for file in folder.glob("*.py") for code in re.findall(r'"(expression_\w+)"', file.read_text("utf-8"))}
    assert used == set(TEXTS)
    for text in TEXTS.values():
        places = [{place for _, place, _, _ in Formatter().parse(words) if place} for words in (text.zh, text.en)]
        assert places[0] == places[1]
