"""Figures collected for one scheme, as far as another scheme can take them.

What only the other scheme knows (a column of an indicator that has been removed, votes on a form that is gone) is left
away; whatever neither knows stays, and is a mistake in the figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

import polars as pl

from kaohe.engine.admission import RawTable
from kaohe.engine.scheme.model import SchemeText

Tables: TypeAlias = "Mapping[str, tuple[RawTable, ...]]"


def fitted(tables: Tables, text: SchemeText, known: Iterable[SchemeText]) -> dict[str, tuple[RawTable, ...]]:
    """The tables without what is foreign to `text` and native to one of `known`."""
    others = [one for one in known if one is not text]
    return {name: tuple(_fitted(name, part, text, others) for part in parts) for name, parts in tables.items()}


def _fitted(name: str, part: RawTable, text: SchemeText, others: list[SchemeText]) -> RawTable:
    frame = part.frame
    columns = _foreign_columns(name, text, others) & set(frame.columns)
    if columns:
        frame = frame.drop(sorted(columns))
    for column, words in _foreign_words(name, text, others):
        if column in frame.columns and words:
            frame = frame.filter(~pl.col(column).cast(pl.String).is_in(sorted(words)).fill_null(False))
    if name in ("ratings", "tallies"):
        frame = _without_foreign_answers(frame, text, others)
    return replace(part, frame=frame)


def _foreign_columns(name: str, text: SchemeText, others: list[SchemeText]) -> set[str]:
    if name == "figures":
        return {i for one in others for i in one.indicators} - set(text.indicators)
    if name == "subjects":
        return {a for one in others for a in _attributes(one)} - _attributes(text)
    return set()


def _attributes(text: SchemeText) -> set[str]:
    return {name for attributes in text.attributes.values() for name in attributes}


def _foreign_words(name: str, text: SchemeText, others: list[SchemeText]) -> Iterable[tuple[str, set[str]]]:
    """Columns whose words name parts of a scheme, with the words that only another scheme knows."""
    if name in ("figures", "events"):
        yield "indicator", {i for one in others for i in one.indicators} - set(text.indicators)
    if name in ("ratings", "tallies"):
        yield "form", {f for one in others for f in one.forms} - set(text.forms)
    if name == "status":
        yield "status", {s for one in others for s in _statuses(one)} - _statuses(text)
    if name in ("history", "decisions"):
        foreign = {g for one in others for g in _grades(one)} - _grades(text) - _statuses(text)
        yield from ((column, foreign) for column in ("grade", "from", "to"))


def _statuses(text: SchemeText) -> set[str]:
    return {name for grading in text.grading.values() for name in grading.statuses}


def _grades(text: SchemeText) -> set[str]:
    return {name for grading in text.grading.values() for name in grading.grades}


def _without_foreign_answers(frame: pl.DataFrame, text: SchemeText, others: list[SchemeText]) -> pl.DataFrame:
    """Without rows on items, options and classes that only another scheme's form of this name has."""
    for form, own in text.forms.items():
        for column, key in (("item", "items"), ("option", "options"), ("class", "classes")):
            known = {one for other in others if form in other.forms for one in getattr(other.forms[form], key)}
            foreign = sorted(known - set(getattr(own, key)))
            if foreign and column in frame.columns:
                frame = frame.filter(~((pl.col("form") == form) & pl.col(column).is_in(foreign)).fill_null(False))
    return frame
