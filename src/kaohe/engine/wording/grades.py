"""The standard grades and their names (glossary)."""

from __future__ import annotations

from kaohe.engine.explanation import Text
from kaohe.engine.scheme.titles import STANDARD_GRADES

TEXTS: dict[str, Text] = {}

GRADES: dict[str, Text] = STANDARD_GRADES
