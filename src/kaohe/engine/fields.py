"""The kinds of value that a scheme's text can hold: exact numbers, shares, titles. Never a float."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    RootModel,
    model_validator,
)
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError

from kaohe.engine.explanation import Text
from kaohe.engine.numbers import Rounding, RoundingMode, read_number, show


class Part(BaseModel):
    """A part of a scheme: frozen, exact, and refusing any key that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True, defer_build=True)


RootType = TypeVar("RootType")


class Shorthand(RootModel[RootType]):
    """A part of a scheme whose text is a list, a mapping of names or one word."""

    model_config = ConfigDict(frozen=True, strict=True, arbitrary_types_allowed=True, defer_build=True)


def _to_fraction(value: object) -> Fraction:
    if isinstance(value, Fraction):
        return value
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Fraction(value)
    read = read_number(value) if isinstance(value, str) else None
    if read is None:
        raise PydanticCustomError("not_a_number", "not a number")
    return read


class _NumberSchema:
    """How an editor should see an exact number."""

    @staticmethod
    def __get_pydantic_json_schema__(_: CoreSchema, __: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[+-]?\d+(\.\d+)?%?$|^[+-]?\d+/\d+$"}]}


Exact = Annotated[
    Fraction, BeforeValidator(_to_fraction), PlainSerializer(lambda v: show(v), return_type=str), _NumberSchema
]
"""A number as it is written: 12, 0.5, 40 %, 1/3."""


def _to_text(value: object) -> Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, str):
        return Text(value, value)
    if isinstance(value, dict) and set(value) == {"zh", "en"} and all(isinstance(v, str) for v in value.values()):
        return Text(value["zh"], value["en"])
    raise PydanticCustomError("not_words", "neither a text nor {zh: …, en: …}")


class _TextSchema:
    @staticmethod
    def __get_pydantic_json_schema__(_: CoreSchema, __: GetJsonSchemaHandler) -> dict[str, Any]:
        both = {"zh": {"type": "string"}, "en": {"type": "string"}}
        return {
            "anyOf": [
                {"type": "string"},
                {"type": "object", "properties": both, "required": ["zh", "en"], "additionalProperties": False},
            ]
        }


Words = Annotated[Text, BeforeValidator(_to_text), _TextSchema]
"""A text for readers: one string for both languages, or `{zh: …, en: …}`."""


RESERVED = frozenset({"and", "or", "not", "in", "if", "min", "max", "abs", "ln", "root", "round", "missing"})
"""Words of the expression language: nothing in a scheme may be called so."""

Name = Annotated[str, Field(pattern=r"^[^\W\d]\w*$", description="a name: letters, digits and _")]
Path = Annotated[str, Field(pattern=r"^[^\W\d]\w*(\.[^\W\d]\w*)*$", description="a name, or `unit.name`")]
Condition = Annotated[str, Field(min_length=1, description="a condition, such as `political < 90`")]
Within = Annotated[
    str,
    Field(
        pattern=r"^[^\W\d]\w*(\.[^\W\d]\w*)*$",
        description="who is compared with whom: `group`, `unit.group`, `parent`, `all`, or an attribute",
    ),
]
Better = Literal["higher", "lower"]


class RoundingModel(Part):
    """How a score is rounded; `no` carries it exactly."""

    places: int | None = Field(default=None, ge=0, le=12, description="decimal places")
    step: Exact | None = Field(default=None, description="instead of places: whole multiples of this")
    mode: RoundingMode = Field(default="half_up", description="half_up rounds halves away from zero")
    carried: SkipJsonSchema[bool] = Field(default=False, description="not rounded at all", repr=False)

    @model_validator(mode="after")
    def _one_size(self) -> RoundingModel:
        if self.carried:
            return self
        if (self.places is None) == (self.step is None):
            raise PydanticCustomError("places_or_step", "either places or step")
        if self.step is not None and not (self.step > 0 and 10**12 % self.step.denominator == 0):
            raise PydanticCustomError("bad_step", "not a step", {"step": show(self.step)})
        return self

    @property
    def rounding(self) -> Rounding | None:
        """None: carried."""
        if self.carried:
            return None
        return Rounding(self.step if self.step is not None else Fraction(1, 10 ** (self.places or 0)), self.mode)


class _CarriedSchema:
    @staticmethod
    def __get_pydantic_json_schema__(core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{"const": "no"}, {"const": False}, handler(core)]}


RoundingText = Annotated[
    RoundingModel,
    BeforeValidator(lambda v: {"carried": True} if v is False or v == "no" else v),
    _CarriedSchema,
]
"""`{places: 2}`, `{step: 0.5, mode: floor}`, or `no`."""
