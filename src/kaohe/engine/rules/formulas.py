"""How rules write numbers and weights into the formula of their working."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from kaohe.engine.numbers import show


def numeral(value: Fraction) -> str:
    """A number as the expression language reads it."""
    if value < 0:
        return f"(-{numeral(-value)})"
    text = show(value)
    return f"({value.numerator} / {value.denominator})" if text.endswith("…") else text


def percent(value: Fraction) -> str:
    """A share: `40%`; where it has no end as a decimal, `(1 / 3)`."""
    text = numeral(value * 100)
    return numeral(value) if text.startswith("(") else f"{text}%"


def weighted(terms: Mapping[str, Fraction]) -> str:
    """The weighted mean of some terms, also when their weights do not add up to 1: `(a * 40% + b * 20%) / 60%`."""
    total = sum(terms.values(), Fraction(0))
    if len(set(terms.values())) == 1:
        added = " + ".join(terms)
        return added if len(terms) == 1 else f"({added}) / {len(terms)}"
    added = " + ".join(f"{term} * {percent(weight)}" for term, weight in terms.items())
    return added if total == 1 else f"({added}) / {percent(total)}"
