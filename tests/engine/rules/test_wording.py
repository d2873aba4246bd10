"""Everything that a rule can say has words in both languages, with the same places to fill."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from string import Formatter

import pytest

import kaohe.engine
from kaohe.engine.combining import COMBINING
from kaohe.engine.explanation import Text
from kaohe.engine.rules import RULES
from kaohe.engine.rules.base import Rule
from kaohe.engine.wording.rules import CAUSES, SILENT, TEXTS

ALL = {
    f"{kind} {code}": text
    for kind, texts in (("problem", TEXTS), ("cause", CAUSES), ("silent", SILENT))
    for code, text in texts.items()
}

FOLDERS = [Path(kaohe.engine.__file__).parent / name for name in ("rules", "combining")]
SOURCE = "\n".join(path.read_text(encoding="utf-8") for folder in FOLDERS for path in sorted(folder.glob("*.py")))


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("name", ALL)
def test_both_languages_fill_the_same_places(name: str) -> None:
    text: Text = ALL[name]
    assert places(text.zh) == places(text.en)


@pytest.mark.parametrize("code", [*TEXTS, *CAUSES, *SILENT])
def test_no_wording_is_left_over(code: str) -> None:
    assert re.search(rf"\b{code}\b", SOURCE) or code.startswith(("band_not_reached_", "edge_not_reached_"))


def test_every_code_has_words() -> None:
    for found, known in (
        (re.findall(r'Fault\(\s*"(\w+)"', SOURCE), TEXTS),
        (re.findall(r'hold\(f?"(\w+)', SOURCE), CAUSES),
        (re.findall(r'Silent\(\s*"(\w+)"', SOURCE), SILENT),
    ):
        assert found
        assert set(found) <= set(known)


@pytest.mark.parametrize("rule", {**RULES, **COMBINING}.values(), ids=lambda rule: rule.key)
def test_every_rule_says_its_chinese_name_and_its_source(rule: type[Rule]) -> None:
    told = sys.modules[rule.__module__].__doc__ or ""
    assert re.search("[\u4e00-\u9fff]", rule.title.zh)
    assert rule.title.zh in told.split(":")[0]
    assert "Source: " in told
