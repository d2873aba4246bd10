"""Every problem with figures has its words."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path
from string import Formatter

import pytest

import kaohe
from kaohe.engine import wording
from kaohe.engine.wording import figures, parts, workbooks

TEXTS = {**figures.TEXTS, **parts.TEXTS, **workbooks.TEXTS}

SOURCES = [
    *(Path(kaohe.__file__).parent / "engine/admission").rglob("*.py"),
    *(Path(kaohe.__file__).parent / "formats").rglob("*.py"),
    Path(kaohe.__file__).parent / "engine/parting.py",
]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", TEXTS)
def test_both_languages_have_the_same_places(code: str) -> None:
    assert places(TEXTS[code].zh) == places(TEXTS[code].en)


def test_no_code_has_its_words_in_two_modules() -> None:
    others = [
        info.name
        for info in pkgutil.iter_modules(wording.__path__)
        if info.name not in ("figures", "parts", "workbooks")
    ]
    elsewhere = {
        code for name in others for code in getattr(importlib.import_module(f"{wording.__name__}.{name}"), "TEXTS", {})
    }
    assert not elsewhere & set(TEXTS)


def test_every_code_is_used_and_worded() -> None:
    sources = "".join(source.read_text("utf-8") for source in SOURCES)
    assert set(TEXTS) <= set(re.findall(r'"([a-z_]+)"', sources))
    assert set(re.findall(r'(?:\.add|\.rows|\.bad|Problem)\(\s*"([a-z_]+)"', sources)) <= set(TEXTS)
