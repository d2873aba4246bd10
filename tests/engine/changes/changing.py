"""Copies of a part of a scheme in which one thing is different: made field by field, whatever the models hold."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from pydantic import BaseModel, RootModel

from kaohe.engine.combining import COMBINING
from kaohe.engine.explanation import Text
from kaohe.engine.fields import RoundingModel
from kaohe.engine.rules.base import Rule
from kaohe.engine.scheme.model import KINDS, RuleText, ScorePatch

Way = tuple[str, ...]
"""Where a copy differs, for the message of a failing test."""

NOT_SAID = {"include"}
"""What says nothing about how people are assessed: the files a scheme is spread over."""


def changed(value: Any, way: Way = ()) -> Iterator[tuple[Way, Any]]:
    """Every copy with one difference, each with the way to it."""
    if isinstance(value, RoundingModel):
        yield way, RoundingModel(places=11, mode="ceil")
    elif isinstance(value, RuleText):
        (key,) = value.model_fields_set
        for inner, one in changed(value.chosen, (*way, key)):
            yield inner, RuleText.model_construct({key}, **{key: one})
    elif isinstance(value, RootModel):
        for inner, one in changed(value.root, way):
            yield inner, type(value).model_construct(root=one)
    elif isinstance(value, BaseModel):
        yield from _changed_model(value, way)
    elif isinstance(value, dict):
        yield from _changed_names(value, way)
    elif isinstance(value, tuple):
        yield (*way, "more"), (*value, value[0] if value and isinstance(value[0], BaseModel) else "zz")
        for i, part in enumerate(value):
            yield (*way, f"without {i}"), value[:i] + value[i + 1 :]
            for inner, one in changed(part, (*way, str(i))):
                yield inner, (*value[:i], one, *value[i + 1 :])
    else:
        yield from ((way, one) for one in _changed_plain(value))


def _changed_plain(value: Any) -> list[Any]:
    if isinstance(value, Text):
        return [Text(value.zh + "改", value.en), Text(value.zh, value.en + "x")]
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, (int, Fraction)):
        return [value + 1, value + Fraction(1, 1000)]
    return [f"{value}_x"] if isinstance(value, str) else ["zz"]


def _changed_model(value: BaseModel, way: Way) -> Iterator[tuple[Way, BaseModel]]:
    for name in type(value).model_fields:
        part = getattr(value, name)
        if name in NOT_SAID or (part is None and isinstance(value, ScorePatch) and name in {"rule", *COMBINING}):
            continue
        for inner, one in changed(part, (*way, name)):
            yield inner, value.model_copy(update={name: one})


def _changed_names(value: dict[Any, Any], way: Way) -> Iterator[tuple[Way, dict[Any, Any]]]:
    for name, part in value.items():
        yield (*way, f"without {name}"), {key: one for key, one in value.items() if key != name}
        for inner, one in changed(part, (*way, name)):
            yield inner, {**value, name: one}
    more = next((kind for kind in KINDS if kind not in value), "") if {*value} <= {*KINDS} else "zz"
    if value and more:
        yield (*way, "more"), {**value, more: next(iter(value.values()))}


def bare(rule: type[Rule]) -> Any:
    """A rule with every key of its own said."""
    if issubclass(rule, RootModel):
        return rule.model_construct(root=("a", "b"))
    assert issubclass(rule, BaseModel)
    said: dict[str, Any] = dict.fromkeys(rule.model_fields, "a")
    return rule.model_construct(set(said), **said)
