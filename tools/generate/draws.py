"""Random numbers that are the same on every machine and do not disturb each other.

A `Draw` belongs to one subject and one purpose, so a new indicator changes no figure of another. Only additions and
multiplications of uniform numbers are used: no logarithm or cosine whose last digit depends on a library.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """What is drawn for one subject and purpose, such as `Draw("gansu-2019", "C01", "growth")`."""

    def __init__(self, *names: str) -> None:
        self._random = Random("|".join(names))

    def uniform(self) -> float:
        return self._random.random()

    def chance(self, share: float) -> bool:
        return self.uniform() < share

    def bell(self) -> float:
        """About standard normal, between -6 and 6: twelve uniform numbers added up."""
        return sum(self.uniform() for _ in range(12)) - 6

    def whole(self, low: int, high: int) -> int:
        """From low to high, both included."""
        return low + int(self.uniform() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.whole(0, len(choices) - 1)]

    def sample(self, choices: Sequence[T], count: int) -> list[T]:
        """So many different ones, in the order of `choices`."""
        keyed = sorted((self.uniform(), i) for i in range(len(choices)))
        return [choices[i] for i in sorted(i for _, i in keyed[:count])]

    def figure(self, centre: float, spread: float, low: float, high: float, decimals: int) -> str:
        """A number around a centre, as text with so many decimals."""
        return number(centre + spread * self.bell(), low, high, decimals)

    def votes(self, voters: int, shares: Mapping[str, float]) -> dict[str, int]:
        """How the voters' choices fall, with these shares of the options; what is left of 1 goes to the last option."""
        counts = dict.fromkeys(shares, 0)
        last = list(shares)[-1]
        for _ in range(voters):
            at, chosen = self.uniform(), last
            for option, share in shares.items():
                at -= share
                if at < 0:
                    chosen = option
                    break
            counts[chosen] += 1
        return counts


def number(value: float, low: float, high: float, decimals: int) -> str:
    """The value within its limits, as text with exactly so many decimals, halves away from zero."""
    value = min(max(value, low), high)
    units = int(abs(value) * 10**decimals + 0.5)
    sign = "-" if value < 0 and units else ""
    if decimals == 0:
        return f"{sign}{units}"
    return f"{sign}{units // 10**decimals}.{units % 10**decimals:0{decimals}}"


STEMS = "甲乙丙丁戊己庚辛壬癸"


def person(index: int) -> str:
    """An invented person's name: 甲001 … 甲999, 乙001 …"""
    return f"{STEMS[index // 999]}{index % 999 + 1:03}"
