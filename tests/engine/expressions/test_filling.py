"""Expressions in a reader's notation."""

from __future__ import annotations

import pytest

from kaohe.engine.expressions import Path, fill

TITLES = {
    "total": "总分",
    "poor_county": "贫困县",
    "group": "组别",
    "unit.group": "单位组别",
    "principal": "正职",
    "years_in_a_row.excellent": "优秀",
    "qilian_cities": "祁连山地区",
}


def title(path: Path) -> str:
    return TITLES.get(".".join(path), path[-1])


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("principal and unit.group == poor_county", "正职 且 单位组别 = 贫困县", "正职 and 单位组别 = 贫困县"),
        ("not (total >= 80)", "非 (总分 ≥ 80)", "not (总分 ≥ 80)"),
        ("80 <= total < 90 or group != x", "80 ≤ 总分 < 90 或 组别 ≠ x", "80 ≤ 总分 < 90 or 组别 ≠ x"),
        ("id in qilian_cities", "id 属于 祁连山地区", "id in 祁连山地区"),
        ("id not in (a, 'b c')", "id 不属于（a、“b c”）", "id not in (a, ‘b c’)"),
        ("excellent 3 years in a row", "连续3年优秀", "优秀 3 years in a row"),
        ("missing(total)", "总分缺数", "总分 is missing"),
        ("(a + b) * 40% / (c - (d - e))", "(a + b) × 40% ÷ (c − (d − e))", "(a + b) × 40% ÷ (c − (d − e))"),
        ("if(a > b, max(a, 1), -b)", "如果(a > b, 最大值(a, 1), −b)", "if(a > b, max(a, 1), −b)"),
        ("((a)) + ((b * c))", "a + b × c", "a + b × c"),
    ],
)
def test_names_become_titles(text: str, zh: str, en: str) -> None:
    assert (fill(text, title, "zh"), fill(text, title, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("text", "numbers", "filled"),
    [
        (
            "points * (floor + (1 - floor) * (x - low) / (high - low))",
            {"points": "85", "floor": "60%", "x": "12.3", "low": "10", "high": "20"},
            "85 × (60% + (1 − 60%) × (12.3 − 10) ÷ (20 − 10))",
        ),
        ("a - b", {"a": "-3", "b": "-5"}, "−3 − (−5)"),
        ("a * b + b * a", {"a": "2", "b": "-5"}, "2 × (−5) + (−5 × 2)"),
        ("-a", {"a": "-5"}, "−(−5)"),
        ("-a + b < c", {"a": "2", "b": "0.5", "c": "-1"}, "−2 + 0.5 < −1"),
        ("a / b", {"a": "1/3", "b": "-1/3"}, "(1/3) ÷ (−1/3)"),
        ("a + b", {"a": "1/3", "b": "2/3"}, "1/3 + 2/3"),
        ("excellent 3 years in a row", {"excellent": "2"}, "2 ≥ 3"),
    ],
)
def test_names_become_numbers(text: str, numbers: dict[str, str], filled: str) -> None:
    assert fill(text, lambda path: numbers[path[-1]], "zh") == filled
