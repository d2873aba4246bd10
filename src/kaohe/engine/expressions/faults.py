"""What is wrong with an expression: a code, the character where it is, and the values that fill the wording.

The wording stands in `kaohe.engine.wording.expressions`. Whoever knows the file turns the offset into a place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

_LONGEST_QUOTE = 120


class Fault(NamedTuple):
    """`offset` counts characters from 0; `values["at"]` is the same place counted from 1, for readers.

    `values["near"]`, where a name is unknown, is the known one most like it, or empty.
    """

    code: str
    offset: int
    values: Mapping[str, object]


class ExpressionError(ValueError):
    """The text is not an expression. Parsing stops at the first fault; `resolve` finds the others all at once."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(f"{fault.code} at {fault.offset}: {dict(fault.values)}")

    @property
    def code(self) -> str:
        return self.fault.code

    @property
    def offset(self) -> int:
        return self.fault.offset

    @property
    def values(self) -> Mapping[str, object]:
        return self.fault.values


class NoFormula(ValueError):
    """The text is an expression, but not one of numbers only."""


def fault(code: str, offset: int, **values: object) -> Fault:
    shown = {key: quoted(value) if isinstance(value, str) else value for key, value in values.items()}
    return Fault(code, offset, {"at": offset + 1, **shown})


def error(code: str, offset: int, **values: object) -> ExpressionError:
    return ExpressionError(fault(code, offset, **values))


def quoted(text: str) -> str:
    """A piece of somebody's text, short enough for a message; characters that cannot be seen are named."""
    if len(text) > _LONGEST_QUOTE:
        text = text[: _LONGEST_QUOTE - 1] + "…"
    return "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in text)
