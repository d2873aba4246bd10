"""Bands, 区间赋分: which band the figure falls into says the points; or the points rise and fall along straight pieces.

    steps:   score = points of the highest step that x reaches (`at_least`: x ≥ it; `above`: x > it)
    linear:  score = between two corners on the straight line from one to the other; beyond the outer corners their points

The first step has neither `at_least` nor `above`: it is for everything below the second, so no value can fall through.
Steps and corners ascend. `better` plays no part: the points say which way is better. The points are those of the scale
itself and are not multiplied by the node's.
Source: domain rules §4.2 rows 17 (>100 % of plan, =100 %, 80–99 %, <80 %) and 23 (linear between the lowest and A);
§5 (share of 优秀 votes: ≥ 90 % 200, 80–90 % 190 …).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar

from pydantic import Field

from kaohe.engine.columns import Column, Mask, Value, where
from kaohe.engine.explanation import Fact, Silent, Text, Working
from kaohe.engine.fields import Exact, Part, Path
from kaohe.engine.numbers import Interval, Number, compare
from kaohe.engine.rules.base import Bounds, Case, CellFormula, Cells, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example
from kaohe.engine.rules.keys import exactly_one


class Band(Part):
    """One step."""

    at_least: Exact | None = Field(default=None, description="from this value on, itself included")
    above: Exact | None = Field(default=None, description="from this value on, itself not included")
    points: Exact = Field(description="the score in this band")

    @property
    def starts(self) -> tuple[Fraction, bool]:
        """The lower end, and whether it is left out; steps must ascend by this."""
        end = self.at_least if self.at_least is not None else self.above
        assert end is not None
        return end, self.above is not None

    @property
    def text(self) -> str:
        """`at_least` or `above`."""
        return "above" if self.above is not None else "at_least"


class Corner(Part):
    """Where one straight piece meets the next."""

    at: Exact = Field(description="the value")
    points: Exact = Field(description="the score at this value")


class Bands(Rule, Part):
    """By the band that the figure falls into."""

    key: ClassVar[str] = "bands"
    title: ClassVar[Text] = Text("区间赋分", "Bands")
    example: ClassVar[Example | Text] = Example(
        "bands: {steps: [{points: 0}, {at_least: 80, points: 2}, {at_least: 100, points: 3}, {above: 100, points: 5}]}",
        60,
        120,
        points=5,
    )

    of: Path | None = Field(default=None, description="the figure; the node's own name when not given")
    steps: tuple[Band, ...] | None = Field(
        default=None, min_length=2, description="bands from below; the first has no lower end"
    )
    linear: tuple[Corner, ...] | None = Field(
        default=None, min_length=2, description="or the corners of straight pieces, from below"
    )

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return (Input(self.of or node, prefer="figure", key=("of",)),)

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        wrong = exactly_one(self, ("steps", "linear"))
        if wrong:
            return wrong
        return list(_step_faults(self.steps) if self.steps else _corner_faults(self.linear or ()))

    def exact(self, case: Case) -> Working:
        x = case.value(self.of or case.node)
        return _step_exact(self.steps, x) if self.steps else _line_exact(self.linear or (), x)

    def columns(self, c: Columns) -> Value:
        x = c.value(self.of or c.node)
        return _step_columns(self.steps, x) if self.steps else _line_columns(self.linear or (), x)

    def bounds(self, b: Bounds) -> Interval:
        x = b.value(self.of or b.node)
        if self.steps:
            higher = self.steps[1:]
            possible = [i for i, step in enumerate(higher, 1) if step.starts < (x.high, True)]
            sure = max((i for i, step in enumerate(higher, 1) if step.starts <= (x.low, False)), default=0)
            kept = [self.steps[i].points for i in (0, *possible) if i >= sure]
            return Interval(min(kept), max(kept))
        corners = self.linear or ()
        ends = [_on_line(corners, x.low), _on_line(corners, x.high)]
        ends += [corner.points for corner in corners if corner.at in x]
        return Interval(min(ends), max(ends))

    def words(self, branch: str) -> Text:
        return _WORDS[branch]

    def cells(self, c: Cells) -> CellFormula:
        x = c.value(self.of or c.node)
        return _step_cells(self.steps, c, x) if self.steps else _line_cells(self.linear or (), c, x)


# ---- steps ----------------------------------------------------------------------------------------------------------


def _step_faults(steps: tuple[Band, ...]) -> Iterator[Fault]:
    first, *higher = steps
    if first.at_least is not None or first.above is not None:
        values = (("end", first.starts[0]), ("fall", _just_below(first)))
        yield Fault("bands_leave_out", ("steps", 0, first.text), values)
    for i, step in enumerate(higher, 1):
        wrong = exactly_one(step, ("at_least", "above"), ("steps", i))
        yield from wrong
        if wrong:
            return
    for i, (lower, step) in enumerate(pairwise(higher), 2):
        if lower.starts >= step.starts:
            (before, _), (end, _) = lower.starts, step.starts
            code = (
                "bands_not_ascending" if before > end else "bands_overlap" if lower.text == step.text else "bands_same"
            )
            yield Fault(code, ("steps", i, step.text), (("value", end), ("before", before)))


def _just_below(first: Band) -> Fraction:
    """A value that falls through."""
    end, left_out = first.starts
    return end if left_out else end - Fraction(1, 100)


def _reached(step: Band, x: Number) -> bool:
    end, left_out = step.starts
    return compare(x, end) > 0 if left_out else compare(x, end) >= 0


def _step_exact(steps: tuple[Band, ...], x: Number) -> Working:
    at = max((i for i, step in enumerate(steps) if i and _reached(step, x)), default=0)
    facts: dict[str, Fact] = {"x": x, "band": steps[at].points}
    silent: tuple[Silent, ...] = ()
    if at + 1 < len(steps):
        higher = steps[at + 1]
        facts["next"] = higher.starts[0]
        silent = (Silent(f"band_not_reached_{higher.text}", {"end": higher.starts[0], "points": higher.points}),)
    if not at:
        return Working("band", facts, branch=f"lowest_{steps[1].text}", silent=silent)
    facts["end"] = steps[at].starts[0]
    return Working("band", facts, branch=steps[at].text, silent=silent)


def _step_columns(steps: tuple[Band, ...], x: Value) -> Value:
    result: Value = Column.constant(steps[0].points)
    for step in steps[1:]:
        end, left_out = step.starts
        reached: Mask = x.compare(">" if left_out else ">=", Column.constant(end))
        result = where(reached, Column.constant(step.points), result)
    return result


def _step_cells(steps: tuple[Band, ...], c: Cells, x: str) -> CellFormula:
    formula = c.number(Text("以下各档之前的得分", "score below the first of these"), steps[0].points)
    for step in steps[1:]:
        end, left_out = step.starts
        start = c.number(Text("高于", "above") if left_out else Text("不低于", "at least"), end)
        points = c.number(Text("得分", "score"), step.points)
        formula = f"IF({x}{'>' if left_out else '>='}{start},{points},{formula})"
    return CellFormula(formula)


# ---- straight pieces ------------------------------------------------------------------------------------------------


def _corner_faults(corners: tuple[Corner, ...]) -> Iterator[Fault]:
    for i, (lower, corner) in enumerate(pairwise(corners), 1):
        if lower.at >= corner.at:
            code = "bands_overlap" if lower.at == corner.at else "bands_not_ascending"
            yield Fault(code, ("linear", i, "at"), (("value", corner.at), ("before", lower.at)))


def _line_exact(corners: tuple[Corner, ...], x: Number) -> Working:
    first, last = corners[0], corners[-1]
    if compare(x, first.at) <= 0:
        return Working("corner", {"x": x, "at": first.at, "corner": first.points}, branch="first_corner")
    if compare(x, last.at) >= 0:
        return Working("corner", {"x": x, "at": last.at, "corner": last.points}, branch="last_corner")
    lower, upper = next((a, b) for a, b in pairwise(corners) if compare(x, b.at) <= 0)
    facts: dict[str, Fact] = {"x": x, "low": lower.at, "high": upper.at}
    facts |= {"low_points": lower.points, "high_points": upper.points}
    return Working("low_points + (high_points - low_points) * (x - low) / (high - low)", facts, branch="piece")


def _on_line(corners: Sequence[Corner], x: Fraction) -> Fraction:
    if x <= corners[0].at:
        return corners[0].points
    for lower, upper in pairwise(corners):
        if x <= upper.at:
            return lower.points + (upper.points - lower.points) * (x - lower.at) / (upper.at - lower.at)
    return corners[-1].points


def _line_columns(corners: Sequence[Corner], x: Value) -> Value:
    result: Value = Column.constant(corners[0].points)
    for lower, upper in pairwise(corners):
        slope = (upper.points - lower.points) / (upper.at - lower.at)
        piece = Column.constant(slope) * x + Column.constant(lower.points - slope * lower.at)
        result = where(x.compare(">", Column.constant(lower.at)), piece, result)
    return where(x.compare(">=", Column.constant(corners[-1].at)), Column.constant(corners[-1].points), result)


def _line_cells(corners: Sequence[Corner], c: Cells, x: str) -> CellFormula:
    at = [c.number(Text("折点", "corner"), corner.at) for corner in corners]
    points = [c.number(Text("折点得分", "score at the corner"), corner.points) for corner in corners]
    formula = points[0]
    for i in range(1, len(corners)):
        rise = f"({points[i]}-{points[i - 1]})*({x}-{at[i - 1]})/({at[i]}-{at[i - 1]})"
        formula = f"IF({x}>{at[i - 1]},{points[i - 1]}+{rise},{formula})"
    return CellFormula(f"IF({x}>={at[-1]},{points[-1]},{formula})")


_WORDS = {
    "at_least": Text("区间赋分：{x} 不低于 {end}，得 {band} 分", "Bands: {x} is at least {end}: {band} points"),
    "above": Text("区间赋分：{x} 高于 {end}，得 {band} 分", "Bands: {x} is above {end}: {band} points"),
    "lowest_at_least": Text("区间赋分：{x} 低于 {next}，得 {band} 分", "Bands: {x} is below {next}: {band} points"),
    "lowest_above": Text("区间赋分：{x} 不高于 {next}，得 {band} 分", "Bands: {x} is not above {next}: {band} points"),
    "first_corner": Text(
        "区间赋分：{x} 不高于起点 {at}，得 {corner} 分", "Bands: {x} is not above {at}: {corner} points"
    ),
    "last_corner": Text(
        "区间赋分：{x} 不低于终点 {at}，得 {corner} 分", "Bands: {x} is at least {at}: {corner} points"
    ),
    "piece": Text(
        "区间赋分：{x} 在 {low}（{low_points} 分）与 {high}（{high_points} 分）之间，按直线计分",
        "Bands: {x} lies between {low} ({low_points} points) and {high} ({high_points} points), on the straight line",
    ),
}
