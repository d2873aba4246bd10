"""The differences between two schemes, and what they do to people, as plain data for JSON: everything, exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from pydantic import BaseModel, RootModel

from kaohe.engine.changes.blocks import Block
from kaohe.engine.changes.effects import Effects, Move
from kaohe.engine.changes.notes import Note, notes, sentence
from kaohe.engine.changes.walking import ABSENT, Change
from kaohe.engine.explanation import Text
from kaohe.engine.scheme.scheme import Scheme


def changes_data(old: Scheme, new: Scheme, found: Sequence[Note], lang: str) -> dict[str, Any]:
    """`equal`, both schemes, and a note for each thing that changed, with its single changes."""
    return {
        "equal": not found,
        "old": {"scheme": old.text.scheme, "title": old.text.title.say(lang), "fingerprint": old.fingerprint},
        "new": {"scheme": new.text.scheme, "title": new.text.title.say(lang), "fingerprint": new.fingerprint},
        "notes": [_note(note, lang) for note in found],
    }


def _note(note: Note, lang: str) -> dict[str, Any]:
    said: dict[str, Any] = {"section": note.section, "keys": list(note.keys), "sort": note.sort}
    said |= {"words": sentence(note, lang), "changes": [_change(change) for change in note.changes]}
    return said if note.hint is None else {**said, "hint": note.hint.say(lang)}


def _change(change: Change) -> dict[str, Any]:
    said: dict[str, Any] = {"keys": list(change.keys), "field": change.of}
    sides = (("old", change.old), ("new", change.new))
    return {**said, **{name: plain(value) for name, value in sides if value is not ABSENT}}


def plain(value: Any) -> Any:
    """A part of a scheme as JSON has it; numbers as exact text."""
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, RootModel):
        return plain(value.root)
    if isinstance(value, BaseModel):
        found = {name: plain(getattr(value, name)) for name in type(value).model_fields}
        return {name: one for name, one in found.items() if one not in (None, "", [], {})}
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, tuple) else value


def effects_data(old: Scheme, new: Scheme, found: Effects, lang: str) -> dict[str, Any]:
    """The causes, and every subject at every score compared; `parts` in the order of the causes."""

    def words(block: Block) -> list[str]:
        return [sentence(note, lang) for note in notes(old.text, new.text, block.changes)]

    return {
        "method": "shapley",
        "exact": found.exact,
        "causes": [
            {"sort": "figures"}
            if cause.block is None
            else {"sort": "others" if cause.several else "changes", "words": words(cause.block)}
            for cause in found.causes
        ],
        "grading": words(found.grading) if found.grading is not None else [],
        "set_aside": [{"without_figures": list(names), "words": words(block)} for block, names in found.set_aside],
        "on_one_side_only": list(found.elsewhere),
        "scores": [
            {"kind": kind, "score": name, "subjects": [_move(move) for move in moves]}
            for (kind, name), moves in found.moves.items()
        ],
    }


def _move(move: Move) -> dict[str, Any]:
    said: dict[str, Any] = {"subject": move.subject, "name": move.name, "group": move.group}
    ends = {"old": move.old, "new": move.new, "difference": move.difference}
    said |= {name: None if end is None else str(end) for name, end in ends.items()}
    said["parts"] = None if move.parts is None else [str(part) for part in move.parts]
    if move.places:
        said["ranks"] = [one.rank for one in move.places]
        said["grades"] = [one.grade for one in move.places]
    return said
