"""An example of a rule: what the reference page shows of it, and over which figures its curve is drawn there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kaohe.engine.fields import Better


@dataclass(frozen=True)
class Example:
    """`text`: the rule in YAML, as a scheme says it of a score called `x`. The curve runs over `varied` from `low` to
    `high`; `others`: all else that the rule reads; `peers`: the figures of the other subjects compared."""

    text: str
    low: Fraction | int
    high: Fraction | int
    varied: str = "x"
    others: Mapping[str, int] = field(default_factory=dict)
    peers: tuple[int, ...] = ()
    points: int = 100
    better: Better = "higher"
