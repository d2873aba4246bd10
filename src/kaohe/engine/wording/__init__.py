"""The wording of problems, in Chinese and English: what is wrong, which value, why, and what to do.

One module for each part of the engine; every code has one entry with the same places in both languages.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from kaohe.engine.explanation import Text
from kaohe.engine.numbers import Real, show
from kaohe.engine.problems import Problem

SEVERITIES = {"error": Text("错误", "error"), "warning": Text("提醒", "warning"), "note": Text("说明", "note")}


@cache
def texts() -> Mapping[str, Text]:
    """Every problem's wording by its code."""
    found: dict[str, Text] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        found |= module.TEXTS | getattr(module, "SILENT", {})
    return found


def say(problem: Problem, lang: str) -> str:
    """One problem in words, with its place: `scheme.yaml:7:33 错误：…`."""
    place = f"{problem.place} " if str(problem.place) else ""
    colon = "：" if lang == "zh" else ": "
    return f"{place}{SEVERITIES[problem.severity].say(lang)}{colon}{sentence(problem.code, problem.values, lang)}"


def sentence(code: str, values: Mapping[str, object], lang: str) -> str:
    """A code's wording with its places filled."""
    shown = {key: shown_value(value) for key, value in values.items()}
    near = shown.get("near", "")
    near = "" if near == shown.get("name") else near
    shown["hint"] = "" if not near else f"是不是想写“{near}”？" if lang == "zh" else f" Did you mean '{near}'?"
    return texts()[code].say(lang).format(**shown)


def shown_value(value: object) -> str:
    if isinstance(value, (Fraction, Real)):
        return show(value)
    if isinstance(value, (tuple, list, set, frozenset)):
        return ", ".join(sorted(map(str, value)) if isinstance(value, (set, frozenset)) else map(str, value))
    return str(value)
