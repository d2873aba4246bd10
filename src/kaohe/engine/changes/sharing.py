"""A total shared out among its causes, exactly: Shapley's value, which favours no order.

Each cause gets the mean, over all orders in which the causes could come, of what it adds when its turn comes. The shares
add up to the total; a cause that never changes anything gets nothing; causes that do the same get the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import TypeAlias

Chosen: TypeAlias = "frozenset[int]"


def subsets(count: int) -> list[Chosen]:
    """Every choice among some causes, small ones first."""
    return [frozenset(some) for size in range(count + 1) for some in combinations(range(count), size)]


def shares(values: Mapping[Chosen, Fraction], count: int) -> tuple[Fraction, ...]:
    """The share of each cause in `values[all] − values[none]`; `values` holds every choice."""
    if len(set(values.values())) == 1:
        return (Fraction(0),) * count
    found = []
    for i in range(count):
        total = Fraction(0)
        for chosen, value in values.items():
            if i not in chosen:
                weight = factorial(len(chosen)) * factorial(count - len(chosen) - 1)
                total += weight * (values[chosen | {i}] - value)
        found.append(total / factorial(count))
    return tuple(found)


def added(parts: Sequence[Fraction]) -> Fraction:
    return sum(parts, Fraction(0))
