"""All scores of a run: what both evaluators give, in one shape.

A node's numbers are whole multiples of a unit (whole-number columns). A carried node whose value is no such multiple
is kept as two floats that enclose it, and as an exact number on demand: ranking and thresholds ask for that where the
floats cannot tell.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import ModuleType
from typing import Any

import narwhals as nw

from kaohe.engine.explanation import Held, LeftOut, Outcome
from kaohe.engine.figures import Frame
from kaohe.engine.numbers import Interval, Real, Rounding

NUMBER, HELD, LEFT_OUT, OUTSIDE = 0, 1, 2, 3
"""A subject's state at a node: it has a score · something is missing · it does not count · not in this subject's tree."""


def score_column(name: str) -> str:
    """Whole units of an exact node, null where there is no number."""
    return f"s:{name}"


def low_column(name: str) -> str:
    return f"s:{name}<"


def high_column(name: str) -> str:
    return f"s:{name}>"


def state_column(name: str) -> str:
    """NUMBER, HELD, LEFT_OUT or OUTSIDE. Absent when every subject of the kind has a number or is held."""
    return f"x:{name}"


@dataclass(frozen=True)
class Stored:
    """How a node's numbers are kept. `unit` None: enclosed in two float columns."""

    unit: Fraction | None
    bounds: Interval
    states: bool
    """The node has a state column."""


@dataclass(frozen=True)
class Scores:
    """`frames`: by kind, sorted by `subject`, with the score and state columns. `stored`: by kind and name.
    `exact` gives one outcome as the reference evaluator has it; None outside the subject's tree.
    """

    frames: Mapping[str, Frame]
    stored: Mapping[tuple[str, str], Stored]
    exact: Callable[[Any, str], Outcome | None]


def outcome_in(scores: Scores, key: tuple[Any, str], row: int) -> Outcome | None:
    """One outcome as the columns hold it, for a score that is kept in whole units; why it is absent they do not tell."""
    (kind, name), stored = key, scores.stored[key]
    frame = scores.frames[kind]
    state = frame[state_column(name)][row] if stored.states else NUMBER
    units = frame[score_column(name)][row]
    if state == OUTSIDE:
        return None
    if state == LEFT_OUT:
        return LeftOut("not_told")
    assert stored.unit is not None
    return Held((f"{name}:not_told",)) if units is None else int(units) * stored.unit


# ---- outcomes of the reference evaluator, kept in columns -----------------------------------------------------------


def stored_by_reference(roundings: Sequence[Rounding | None], bounds: Interval) -> Stored:
    """How a node is kept that the reference evaluator computes."""
    steps = [r.step for r in roundings if r is not None]
    unit = _common_unit(steps) if len(steps) == len(roundings) else None
    too_wide = unit is not None and max(abs(bounds.low), abs(bounds.high)) / unit >= 2**127
    return Stored(None if too_wide else unit, bounds, states=True)


def kept_series(stored: Stored, name: str, outcomes: Sequence[Outcome | None], backend: ModuleType) -> list[Any]:
    """The columns of a node, one value an outcome."""
    wide = stored.unit is not None and max(abs(stored.bounds.low), abs(stored.bounds.high)) / stored.unit >= 2**63
    kind: Any = nw.Float64 if stored.unit is None else nw.Int128 if wide else nw.Int64
    values = kept_values(stored, name, outcomes)
    numbers = [nw.new_series(column, kept, kind, backend=backend) for column, kept in values.items()]
    states = [_state(outcome) for outcome in outcomes]
    return [*numbers, nw.new_series(state_column(name), states, nw.Int8, backend=backend)]


def kept_values(stored: Stored, name: str, outcomes: Sequence[Outcome | None]) -> dict[str, list[Any]]:
    """The numbers of a node's columns."""
    numbers = [outcome if isinstance(outcome, (Fraction, Real)) else None for outcome in outcomes]
    if stored.unit is not None:
        return {score_column(name): [None if n is None else int(n / stored.unit) for n in numbers]}  # type: ignore[operator]
    ends = [(None, None) if n is None else _float_ends(n) for n in numbers]
    return {low_column(name): [e[0] for e in ends], high_column(name): [e[1] for e in ends]}


def _float_ends(value: Fraction | Real) -> tuple[float, float]:
    low, high = value.enclose(30) if isinstance(value, Real) else (value, value)
    return math.nextafter(float(low), -math.inf), math.nextafter(float(high), math.inf)


def _state(outcome: Outcome | None) -> int:
    if outcome is None:
        return OUTSIDE
    return HELD if isinstance(outcome, Held) else LEFT_OUT if isinstance(outcome, LeftOut) else NUMBER


def _common_unit(steps: Sequence[Fraction]) -> Fraction:
    """The largest unit of which every step is a whole multiple."""
    bottom = math.lcm(*(step.denominator for step in steps))
    return Fraction(math.gcd(*(int(step * bottom) for step in steps)), bottom)
