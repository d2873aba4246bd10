"""A rating form (测评表): its items, and either its options with their points or the highest mark that a rater can give;
and the classes of raters with their weights.

Item weights are shares of the form: given for all items, adding up to 100 %, or for none, and then all are the same.
Class weights are shares of the result and add up to 100 %. A form without classes has one class, whose name is empty:
everybody's answer counts alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from pydantic import Field

from kaohe.engine.fields import Exact, Name, Part, Words


class Item(Part):
    """One line of the form."""

    title: Words = Field(description="what is asked")
    side: Literal["positive", "negative"] = Field(
        default="positive", description="negative: a yes, or a high mark, speaks against"
    )
    weight: Exact | None = Field(default=None, description="share of the form; all items the same when none is given")
    article: str = Field(default="", description="legal basis")


class Option(Part):
    """One answer."""

    title: Words = Field(description="the words on the form")
    points: Exact | None = Field(
        default=None, description="out of 100 (a yes is 100, a no 0); without, the answer is not counted"
    )


class RaterClass(Part):
    """One class of raters."""

    title: Words = Field(description="who they are")
    weight: Exact = Field(description="share of the result")
    at_least: int = Field(default=1, ge=1, description="fewer valid answers to an item than this: the class is missing")


class Form(Part):
    """A rating form."""

    title: Words = Field(description="name of the form")
    items: dict[Name, Item] = Field(min_length=1, description="its lines")
    options: dict[Name, Option] = Field(default_factory=dict, description="its answers, with their points")
    full: Exact | None = Field(
        default=None, description="instead of options: the highest mark of a rater, 0 the lowest"
    )
    classes: dict[Name, RaterClass] = Field(default_factory=dict, description="classes of raters with their weights")

    @property
    def item_weights(self) -> Mapping[str, Fraction]:
        same = Fraction(1, len(self.items))
        return {name: same if item.weight is None else item.weight for name, item in self.items.items()}

    @property
    def class_weights(self) -> Mapping[str, Fraction]:
        return {name: one.weight for name, one in self.classes.items()} or {"": Fraction(1)}

    @property
    def counted(self) -> Mapping[str, Fraction]:
        """The options that are counted, with their points out of 100."""
        return {name: option.points for name, option in self.options.items() if option.points is not None}

    def enough(self, rater_class: str, at_least: int) -> int:
        """How many valid answers a class must give to an item when `at_least` are asked of every class."""
        return max(at_least, self.classes[rater_class].at_least if rater_class else 1)
