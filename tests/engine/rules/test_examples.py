"""The example that stands with a rule is without fault, and its curve is what the rule says."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from fractions import Fraction

import pytest

from kaohe.engine.combining import COMBINING
from kaohe.engine.explanation import Text
from kaohe.engine.rules import RULES
from kaohe.engine.rules.base import Rule
from kaohe.engine.rules.example import Example
from kaohe.engine.scheme.reference_page import scheme_language_page
from tools.curves import BOTTOM, LEFT, RIGHT, TOP, curve, curves, read

KINDS = {**RULES, **COMBINING}
DRAWN = {key: kind for key, kind in KINDS.items() if isinstance(kind.example, Example)}


def example(kind: type[Rule]) -> Example:
    assert isinstance(kind.example, Example)
    return kind.example


@pytest.mark.parametrize("kind", DRAWN.values(), ids=DRAWN)
def test_an_example_is_without_fault(kind: type[Rule]) -> None:
    assert list(read(kind, example(kind).text).faults("x", Fraction(example(kind).points))) == []


@pytest.mark.parametrize("kind", DRAWN.values(), ids=DRAWN)
def test_a_curve_is_small_and_says_what_it_shows_in_both_languages(kind: type[Rule]) -> None:
    text = curve(kind)
    assert len(text.encode()) <= 4096
    said = "".join(ElementTree.fromstring(text).itertext())
    assert f"{kind.title.zh} · {kind.title.en}: {example(kind).text}" in said
    assert "得分 score" in said


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_page_shows_the_curve_or_says_why_there_is_none(kind: type[Rule]) -> None:
    page = scheme_language_page()
    if isinstance(kind.example, Text):
        assert f"No curve 无曲线图: {kind.example.en}（{kind.example.zh}）." in page
    else:
        assert f"](curves/{kind.key}.svg)" in page
        assert example(kind).text in page


def places(key: str) -> list[list[tuple[float, float]]]:
    """The places on paper of each piece of a curve, as shares of its width and height."""
    found = []
    for path in re.findall(r'class="curve" d="M([^"]+)"', curve(KINDS[key])):
        pairs = [tuple(map(float, pair.split())) for pair in path.split("L")]
        found.append([((x - LEFT) / (RIGHT - LEFT), (BOTTOM - y) / (BOTTOM - TOP)) for x, y in pairs])
    return found


def test_a_straight_rule_is_drawn_by_its_corners() -> None:
    """least of a and 60, up to 60: it rises to 60 and stays."""
    ((start, corner, end),) = places("least")
    assert (start, end) == ((0, 0), (1, 1))
    assert corner == pytest.approx((0.6, 1), abs=0.001)


def test_a_jump_breaks_the_curve_and_a_single_place_is_a_dot() -> None:
    """Below 80 nothing, up to 100 two points, at 100 itself three, above five."""
    pieces = places("bands")
    assert [round(piece[0][1] * 5) for piece in pieces] == [0, 2, 5]
    assert pieces[1][0][0] == pytest.approx(1 / 3, abs=0.001)
    assert curve(KINDS["bands"]).count('class="dot"') == 1


def test_events_are_counted_one_by_one() -> None:
    assert places("per_event") == []
    assert curve(KINDS["per_event"]).count('class="dot"') == 11


def test_the_curves_of_the_repository_are_those_of_the_rules() -> None:
    assert {path.rpartition("/")[2] for path in curves()} == {f"{key}.svg" for key in DRAWN}
