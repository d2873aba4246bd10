"""As much of JSON Schema (draft 7) as an editor needs for a scheme; anything else is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

SAYS_NOTHING = {"$schema", "title", "description", "default", "definitions"}
TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, (tuple, list)),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, (int, Decimal)) and not isinstance(value, bool),
}


def wrong(value: Any, schema: dict[str, Any], whole: dict[str, Any], at: str = "") -> Iterator[str]:
    """Where a value is not what the schema says, in words of no importance."""
    for key, said in schema.items():
        if key not in SAYS_NOTHING:
            yield from CHECKS[key](value, said, schema, whole, at)


def _ref(value: Any, said: str, schema: dict[str, Any], whole: dict[str, Any], at: str) -> Iterator[str]:
    yield from wrong(value, whole["definitions"][said.removeprefix("#/definitions/")], whole, at)


def _any_of(value: Any, said: list[Any], schema: dict[str, Any], whole: dict[str, Any], at: str) -> Iterator[str]:
    if all(any(wrong(value, one, whole, at)) for one in said):
        yield f"{at}: none of the alternatives"


def _properties(
    value: Any, said: dict[str, Any], schema: dict[str, Any], whole: dict[str, Any], at: str
) -> Iterator[str]:
    for key in set(value) & set(said) if isinstance(value, dict) else ():
        yield from wrong(value[key], said[key], whole, f"{at}.{key}")


def _patterns(
    value: Any, said: dict[str, Any], schema: dict[str, Any], whole: dict[str, Any], at: str
) -> Iterator[str]:
    for pattern, inner in said.items():
        for key in value if isinstance(value, dict) else ():
            if re.search(pattern, key):
                yield from wrong(value[key], inner, whole, f"{at}.{key}")


def _others(value: Any, said: Any, schema: dict[str, Any], whole: dict[str, Any], at: str) -> Iterator[str]:
    for key in value if isinstance(value, dict) else ():
        named = key in schema.get("properties", {})
        if not named and not any(re.search(pattern, key) for pattern in schema.get("patternProperties", {})):
            if said is False:
                yield f"{at}.{key}: not allowed"
            else:
                yield from wrong(value[key], said, whole, f"{at}.{key}")


def _items(value: Any, said: dict[str, Any], schema: dict[str, Any], whole: dict[str, Any], at: str) -> Iterator[str]:
    for i, one in enumerate(value if isinstance(value, (tuple, list)) else ()):
        yield from wrong(one, said, whole, f"{at}.{i}")


def _required(value: Any, said: list[str], schema: dict[str, Any], whole: dict[str, Any], at: str) -> Iterator[str]:
    yield from (f"{at}: {key} is missing" for key in said if isinstance(value, dict) and key not in value)


def _test(holds: Callable[[Any, Any], bool]) -> Callable[..., Iterator[str]]:
    def check(value: Any, said: Any, schema: dict[str, Any], whole: dict[str, Any], at: str) -> Iterator[str]:
        if not holds(value, said):
            yield f"{at}: {value!r} against {said!r}"

    return check


CHECKS: dict[str, Callable[..., Iterator[str]]] = {
    "$ref": _ref,
    "anyOf": _any_of,
    "properties": _properties,
    "patternProperties": _patterns,
    "additionalProperties": _others,
    "items": _items,
    "required": _required,
    "type": _test(lambda value, said: TYPES[said](value)),
    "enum": _test(lambda value, said: value in said),
    "const": _test(lambda value, said: value == said),
    "pattern": _test(lambda value, said: not isinstance(value, str) or re.search(said, value) is not None),
    "minimum": _test(lambda value, said: not isinstance(value, (int, Decimal)) or value >= said),
    "maximum": _test(lambda value, said: not isinstance(value, (int, Decimal)) or value <= said),
    "minLength": _test(lambda value, said: not isinstance(value, str) or len(value) >= said),
    "minItems": _test(lambda value, said: not isinstance(value, tuple) or len(value) >= said),
    "maxItems": _test(lambda value, said: not isinstance(value, tuple) or len(value) <= said),
    "minProperties": _test(lambda value, said: not isinstance(value, dict) or len(value) >= said),
    "maxProperties": _test(lambda value, said: not isinstance(value, dict) or len(value) <= said),
}
