"""What a workbook to be filled in consists of: books of tabs, tabs of fields and rows. Data only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

import polars as pl

from kaohe.engine.explanation import Text
from kaohe.engine.numbers import show
from kaohe.engine.scheme.model import SchemeText

Lang = Literal["zh", "en"]

UNSAFE = r'[\[\]:*?/\\<>|"\x00-\x1f]'
LONGEST_TAB = 31
"""Characters of a tab's name in Excel."""


@dataclass(frozen=True)
class Number:
    """Which numbers a cell takes: so many decimals, within a range where one was declared."""

    decimals: int
    low: Fraction | None = None
    high: Fraction | None = None

    def said(self, lang: Lang) -> str:
        """`0 至 100`, or nothing."""
        if self.low is None or self.high is None:
            return ""
        return f"{show(self.low)} {'至' if lang == 'zh' else 'to'} {show(self.high)}"


@dataclass(frozen=True)
class Field:
    """A column. `code`: its name for reading, in brackets where it is only shown; `heading`: stands above it and its
    neighbours; `choices`: what the drop-down offers."""

    code: str
    title: str
    heading: str = ""
    under: str = ""
    note: str = ""
    choices: tuple[str, ...] = ()
    number: Number | None = None
    date: bool = False
    subject: bool = False
    open: bool = True
    required: bool = False
    width: int = 14


@dataclass(frozen=True)
class Tab:
    """A tab with one table. `rows`: texts that stand there already, by the code of the field; beneath them `blank` rows.
    `closed`: cells of these rows that take nothing."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[Mapping[str, str], ...] = ()
    blank: int = 0
    closed: frozenset[tuple[int, str]] = frozenset()


@dataclass(frozen=True)
class Book:
    """A workbook. `department`: who fills it in; empty for the office. `indicators`: whose figures or events it asks for."""

    file: str
    department: str
    tabs: tuple[Tab, ...]
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Setting:
    """What all of it is made from. `roll`: the subjects that are known, with their codes as text; empty where none are."""

    text: SchemeText
    lang: Lang
    roll: pl.DataFrame = field(default_factory=pl.DataFrame)

    def say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def told(self, text: Text | None) -> str:
        return "" if text is None else text.say(self.lang)

    @property
    def office(self) -> str:
        """Who answers questions."""
        from kaohe.formats.labels import in_language

        return in_language(self.text.owner, self.lang) or self.say("考核办", "the assessment office")


def columns_wide(words: str) -> int:
    """How wide a text is: a Chinese character takes two columns."""
    return sum(2 if ord(one) > 0x2E80 else 1 for one in words) + 2


def file_name(words: str) -> str:
    """Words as the name of a file."""
    return re.sub(UNSAFE, " ", words).strip(" .")[:80]


def tab_name(words: str) -> str:
    """Words as the name of a tab."""
    return re.sub(UNSAFE, " ", words).strip(" '")[:LONGEST_TAB]
