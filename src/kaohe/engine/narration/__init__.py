"""Explanations put into words: the same tree in Chinese and in English, as text and as plain data for JSON."""

from __future__ import annotations

from kaohe.engine.narration.data import as_data
from kaohe.engine.narration.text import tell

__all__ = ["as_data", "tell"]
