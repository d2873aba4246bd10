"""The functions that an expression may call, and how each is written. There are no others, and users add none."""

from __future__ import annotations

from typing import NamedTuple


class Function(NamedTuple):
    """How many arguments it takes, and an example."""

    least: int
    most: int
    usage: str


_ANY_NUMBER = 2000

FUNCTIONS = {
    "min": Function(2, _ANY_NUMBER, "min(a, b)"),
    "max": Function(2, _ANY_NUMBER, "max(a, b)"),
    "abs": Function(1, 1, "abs(x)"),
    "if": Function(3, 3, "if(a > b, a, b)"),
    "ln": Function(1, 1, "ln(x)"),
    "root": Function(2, 2, "root(x, 3)"),
    "round": Function(2, 2, "round(x, 2)"),
    "missing": Function(1, 1, "missing(x)"),
}

WHOLE_ARGUMENT = {"root": (2, 12), "round": (0, 10)}
"""The second argument is a whole number written out, between these two: the degree, or the decimal places."""
