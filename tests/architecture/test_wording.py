"""Every problem has its words, in Chinese and English with the same places; and no words lie about unused."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import string
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kaohe.engine import wording
from kaohe.engine.explanation import Text

ROOT = Path(__file__).parents[2] / "src/kaohe"
MODULES = [path for path in sorted(ROOT.rglob("*.py")) if "wording" not in path.relative_to(ROOT).parts]
WORDS = [importlib.import_module(f"{wording.__name__}.{one.name}") for one in pkgutil.iter_modules(wording.__path__)]
TABLES = ("TEXTS", "SILENT")
TEXTS: dict[str, Text] = {
    code: text for module in WORDS for table in TABLES for code, text in getattr(module, table, {}).items()
}

SAYING = {"Problem", "Fault", "Silent", "problem", "fault", "error", "warning", "note", "unknown", "add", "rows", "bad"}
"""Calls whose first argument is the code of a problem, or of something that did not apply."""


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in MODULES:
        yield path, ast.parse(path.read_text("utf-8"))


def codes_said(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The codes written out in calls: a text, one of two texts, or a text with a gap (as a pattern)."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and call.args:
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name in SAYING:
                for code in written(call.args[0]):
                    yield call.lineno, code


def written(node: ast.expr) -> Iterator[str]:
    if (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch("[a-z]+(_[a-z0-9]+)+", node.value)
    ):
        yield re.escape(node.value)
    elif isinstance(node, ast.IfExp):
        yield from written(node.body)
        yield from written(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else "[a-z_]+" for p in node.values)


def constants(tree: ast.Module) -> Iterator[str]:
    """Every text in a module, and every text with gaps as a pattern."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.escape(node.value)
        elif isinstance(node, ast.JoinedStr) and any(
            isinstance(p, ast.Constant) and "_" in str(p.value) for p in node.values
        ):
            yield from written(node)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_code_has_words(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    without = [
        f"{path.name}:{line} {code}"
        for line, code in codes_said(tree)
        if not any(re.fullmatch(code, known) for known in TEXTS)
    ]
    assert not without, "add them to kaohe.engine.wording"


def test_all_words_are_used() -> None:
    said = {one for _, tree in trees() for one in constants(tree)}
    plain, patterns = {one for one in said if "[a-z_]+" not in one}, [one for one in said if "[a-z_]+" in one]
    idle = [
        code
        for code in TEXTS
        if re.escape(code) not in plain and not any(re.fullmatch(pattern, code) for pattern in patterns)
    ]
    assert not idle


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_both_languages_have_the_same_places(code: str) -> None:
    text = TEXTS[code]
    assert places(text.zh) == places(text.en)


def test_no_code_has_words_twice() -> None:
    counted = Counter(code for module in WORDS for code in module.TEXTS)
    assert [code for code, times in counted.items() if times > 1] == []
