"""Combining: scores become a score. One file a way; nothing else names one."""

from __future__ import annotations

from kaohe.engine.rules import found_in
from kaohe.engine.rules.base import Rule

COMBINING: dict[str, type[Rule]] = found_in(__name__, list(__path__))
"""Ways of combining by the key that names them in a scheme."""
