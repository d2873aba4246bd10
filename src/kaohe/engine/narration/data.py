"""An explanation as plain data: every number both exact and as it is shown, every sentence in the language asked for."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from kaohe.engine.explanation import Held, LeftOut, Outcome, Silent, Step, Text
from kaohe.engine.narration.phrases import (
    Titles,
    causes,
    filled,
    formula_line,
    say_silent,
    titles_in,
    value_text,
    weighting_line,
)
from kaohe.engine.numbers import Number, Real, show


def as_data(step: Step, lang: str) -> dict[str, Any]:
    """Only what there is: empty parts are left out."""
    rounding = step.rounding
    data: dict[str, Any] = {
        "kind": step.kind,
        "what": step.what,
        "subject": step.subject,
        "title": step.title.say(lang),
        "value": _value(step.value, lang),
        "shown": value_text(step, lang),
        "article": step.article,
        "rule": step.rule,
        "branch": step.branch,
        "words": filled(step, lang),
        "formula": step.formula,
        "facts": {name: _fact(fact) for name, fact in step.facts.items()},
        "weights": weighting_line(step, lang),
        "calculation": formula_line(step, lang),
        "rounding": {"step": show(rounding.step), "mode": rounding.mode} if rounding else None,
        "notes": {name: _note(note, lang) for name, note in step.notes.items()},
        "not_applied": [_silent(one, lang, titles_in(step)) for one in step.silent],
        "parts": [as_data(part, lang) for part in step.parts],
    }
    return {key: value for key, value in data.items() if value not in ("", None, [], {})}


def _value(value: Outcome | str | bool | None, lang: str) -> Any:
    if isinstance(value, Held):
        low, high = (None if end is None else show(end) for end in (value.low, value.high))
        possible = {"low": low, "high": high} if low is not None else None
        return {"held": causes(value.causes, lang), **({"possible": possible} if possible else {})}
    if isinstance(value, LeftOut):
        return {"left_out": causes((value.cause,), lang)}
    if isinstance(value, (str, bool)) or value is None:
        return value
    return _fact(value)


def _fact(fact: Number | str) -> Any:
    if isinstance(fact, str):
        return fact
    if isinstance(fact, Real):
        return {"shown": show(fact), "exact": "root or logarithm"}
    return {"shown": show(fact), "exact": str(fact)}


def _note(note: object, lang: str) -> Any:
    if isinstance(note, Text):
        return note.say(lang)
    if isinstance(note, (str, int, bool)) or note is None:
        return note
    if isinstance(note, (tuple, list)):
        return [_note(one, lang) for one in note]
    return show(note) if isinstance(note, (Fraction, Real)) else str(note)


def _silent(one: Silent, lang: str, titles: Titles) -> dict[str, str]:
    data = {"code": one.code, "words": say_silent(one, lang, titles), "article": one.article}
    return {key: value for key, value in data.items() if value}
