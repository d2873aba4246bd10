"""A rating form (测评表): its items, its options with their points, the classes of raters with their weights."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kaohe.engine.fields import Exact, Name, Part, Words


class Item(Part):
    """One line of the form."""

    title: Words = Field(description="what is asked")
    side: Literal["positive", "negative"] = Field(default="positive", description="negative: a yes speaks against")
    weight: Exact | None = Field(default=None, description="share of the form; all items the same when none is given")
    article: str = Field(default="", description="legal basis")


class Option(Part):
    """One answer."""

    title: Words = Field(description="the words on the form")
    points: Exact | None = Field(default=None, description="out of 100; without, the answer is not counted")


class RaterClass(Part):
    """One class of raters."""

    title: Words = Field(description="who they are")
    weight: Exact = Field(description="share of the class")
    at_least: int = Field(default=1, ge=1, description="fewer valid answers than this: the class is missing")


class Form(Part):
    """A rating form."""

    title: Words = Field(description="name of the form")
    items: dict[Name, Item] = Field(min_length=1, description="its lines")
    options: dict[Name, Option] = Field(default_factory=dict, description="its answers, with their points")
    classes: dict[Name, RaterClass] = Field(default_factory=dict, description="classes of raters with their weights")
