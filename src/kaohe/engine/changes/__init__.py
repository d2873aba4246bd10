"""What changed between two schemes, in words; and what the changes do to people on the same figures, adding up exactly.

changes = differences(old.text, new.text)            every part in which two schemes differ
notes(old.text, new.text, changes)                   thing by thing, for an explanatory note (修订说明)
effects(old, new, tables)                            who moves, by how much, because of which change
"""

from __future__ import annotations

from kaohe.engine.changes.data import changes_data, effects_data
from kaohe.engine.changes.effects import Cause, Effects, FiguresDoNotFit, Move, effects
from kaohe.engine.changes.notes import Note, notes, sentence
from kaohe.engine.changes.telling import tell_changes, tell_effects
from kaohe.engine.changes.walking import ABSENT, Change, between, differences

__all__ = [
    "ABSENT",
    "Cause",
    "Change",
    "Effects",
    "FiguresDoNotFit",
    "Move",
    "Note",
    "between",
    "changes_data",
    "differences",
    "effects",
    "effects_data",
    "notes",
    "sentence",
    "tell_changes",
    "tell_effects",
]
