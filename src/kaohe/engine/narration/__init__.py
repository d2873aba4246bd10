"""Explanations put into words: the same tree in Chinese and in English, as text and as plain data for JSON."""

from __future__ import annotations

from kaohe.engine.narration.data import as_data
from kaohe.engine.narration.text import Line, tell, told

__all__ = ["Line", "as_data", "tell", "told"]
