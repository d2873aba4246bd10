"""What editors and readers are told of the scheme language is what the models say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from kaohe.engine.combining import COMBINING
from kaohe.engine.expressions.functions import FUNCTIONS
from kaohe.engine.rules import RULES
from kaohe.engine.scheme.json_schema import fragment_schema, scheme_schema
from kaohe.engine.scheme.reference_page import CHINESE, scheme_language_page
from kaohe.engine.scheme.yaml import read_yaml
from tests.engine.scheme.json_schema import wrong
from tests.engine.scheme.texts import SMALL, changed

SCHEMES = Path(__file__).parents[3] / "schemes"
WHOLE = (Path(__file__).parent / "whole.yaml").read_text("utf-8")
FILES = sorted(SCHEMES.glob("*/*.yaml")) + sorted(SCHEMES.glob("*/include/*.yaml"))


def told(text: str, schema: dict[str, Any]) -> list[str]:
    document = read_yaml(text, "scheme.yaml")
    assert document.problems == []
    return list(wrong(document.data, schema, schema))


@pytest.mark.parametrize("text", [SMALL, WHOLE], ids=["small", "whole"])
def test_an_editor_finds_nothing_wrong_with_a_scheme_in_order(text: str) -> None:
    assert told(text, scheme_schema()) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SCHEMES).as_posix())
def test_an_editor_finds_nothing_wrong_with_a_published_scheme(path: Path) -> None:
    text = path.read_text("utf-8")
    assert told(text, scheme_schema() if "\nscheme:" in f"\n{text}" else fragment_schema()) == []


@pytest.mark.parametrize(
    "change",
    [
        ("better: lower", "beter: lower"),
        ("better: lower", "better: sideways"),
        ("range: [0, 1000]", "range: [0]"),
        ("points: 60, rule: {efficacy: {floor: 60%}}", "points: 60, rule: {efficacy: {}, given: {}}"),
        ("points: 60,", "points: sixty,"),
        ("  water: {title: 用水", "  2water: {title: 用水"),
        ("  team:\n    total", "  tram:\n    total"),
        ("title: 小方案\n", ""),
        ("places: 2", "places: 2.5"),
    ],
    ids=lambda change: change[1].strip()[:24],
)
def test_an_editor_marks_what_is_wrong(change: tuple[str, str]) -> None:
    assert told(changed(change), scheme_schema()) != []


def test_an_included_file_needs_nothing_and_may_not_hold_what_the_main_file_holds() -> None:
    assert told("owner: 统计局\nindicators: {growth: {title: 增长}}", fragment_schema()) == []
    assert told("period: {kind: annual, year: 2026}", fragment_schema()) != []


def test_names_may_be_chinese() -> None:
    assert told(changed(("title: 增长, source: 统计局", "title: 增长, groups: [市州]")), scheme_schema()) == []


def test_the_page_tells_of_every_rule_with_its_formula_and_source() -> None:
    page = scheme_language_page()
    for key, rule in {**RULES, **COMBINING}.items():
        section = page.partition(f"### `{key}` · {rule.title.zh} · {rule.title.en}\n")[2].partition("\n### ")[0]
        assert "Source: " in section, key
        assert "    " in section, key


def test_the_page_tells_of_every_function() -> None:
    assert [f"`{one.usage}`" for one in FUNCTIONS.values() if f"| `{one.usage}` |" not in scheme_language_page()] == []


def test_every_part_of_a_scheme_has_a_chinese_word() -> None:
    headings = re.findall(r"^### ([A-Z].*)$", scheme_language_page(), re.MULTILINE)
    assert [heading for heading in headings if " · " not in heading] == []
    assert set(CHINESE) <= set(scheme_schema()["definitions"])


def test_every_link_of_the_page_leads_somewhere() -> None:
    page = scheme_language_page()
    anchors = set(re.findall(r'<a id="([^"]+)">', page))
    anchors |= {
        re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in re.findall(r"^#+ (.*)$", page, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) - anchors == set()
