"""The tree of steps behind a score or a grade: data only. `kaohe.engine.narration` puts it into words.

A step's value is what its `formula` gives when the `facts` are put in, rounded as `rounding` says: so the tree rebuilds
the score, and what a reader is told is what was computed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

from kaohe.engine.numbers import Number, Rounding


@dataclass(frozen=True)
class Held:
    """No number yet: something it needs is missing. `low` and `high`: the range still possible, where known."""

    causes: tuple[str, ...]
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True)
class LeftOut:
    """Does not count for this subject; the rest is rescaled."""

    cause: str


Outcome: TypeAlias = Number | Held | LeftOut
"""What a node can come to."""

Fact: TypeAlias = Number | str


@dataclass(frozen=True)
class Text:
    """The same words in Chinese and English, with `{fact}` places to fill."""

    zh: str
    en: str

    def say(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Working:
    """What a rule did: the formula over named facts (its value is the score before rounding), and the branch taken."""

    formula: str
    facts: Mapping[str, Fact]
    branch: str = ""
    parts: tuple[Step, ...] = ()
    silent: tuple[Silent, ...] = ()


@dataclass(frozen=True)
class Silent:
    """Something that did not apply, and why: a cap not reached, an override for others, a bar whose test failed."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    article: str = ""


@dataclass(frozen=True)
class Step:
    """One step: `what` of `subject`, its value, and how it came about.

    `kind` says what sort of step: a score node, a figure, part of a rule's working, a condition, a grading step.
    """

    kind: Literal["score", "figure", "part", "condition", "grade"]
    what: str
    subject: str
    value: Outcome | str | bool | None
    title: Text = Text("", "")
    rule: str = ""
    branch: str = ""
    words: Text = Text("", "")
    """What was done, with `{fact}` places."""
    formula: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    parts: tuple[Step, ...] = ()
    silent: tuple[Silent, ...] = ()
    rounding: Rounding | None = None
    article: str = ""
    notes: Mapping[str, object] = field(default_factory=dict)
