"""The engine asks no clock: what the import contracts in pyproject.toml cannot see."""

import ast
from pathlib import Path

import pytest

ENGINE = Path(__file__).parents[2] / "src/kaohe/engine"
MODULES = sorted(ENGINE.rglob("*.py"))
CLOCKS = {"now", "today", "utcnow"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ENGINE).as_posix())
def test_the_engine_asks_no_clock(module: Path) -> None:
    tree = ast.parse(module.read_text("utf-8"))
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    asked = [f"{module.name}:{name.lineno}" for name in names if name.attr in CLOCKS]
    assert not asked, "take the date as an argument"
