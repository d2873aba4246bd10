"""Progress, 进步计分法: how far the figure has come from where it stood, such as a year ago.

    score = points × (at_base + (1 − at_base) × improvement ÷ full), at most points, at least points × at_least

    by: difference    improvement = x − base
    by: percent       improvement = (x − base) ÷ |base|
    by: gap           improvement = (x − base) ÷ (goal − base): the share of the remaining way that was gone

With `better: lower` every difference is turned round: base − x, base − goal. Whoever stays where he was gets `at_base` of
the points; an improvement of `full` earns them all; whoever falls back loses at the same rate, down to `at_least`.
By percent a base of zero is as far away as can be: any improvement on it earns full marks, any falling back `at_least`,
none `at_base`. By gap, whoever was at the goal already or beyond it gets full marks as long as he reaches it, and
`at_least` when he does not. A base that is missing holds the score.

`base` is a figure: `growth.last_year` (of an indicator that says `last_year: true`), `talks.q1`, or one that holds a base
year's value. A share for the level and a share for the progress are two scores and their sum:

    level:    {points: 60, rule: {efficacy: {of: growth, floor: 60%}}}
    progress: {points: 40, rule: {progress: {of: growth, base: growth.last_year, by: percent, full: 10%}}}
    growth:   {sum: [level, progress]}

Source: domain rules §2.3 (water per GDP is assessed by its fall).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from kaohe.engine.columns import Column, Mask, Value, clipped, where
from kaohe.engine.explanation import Fact, Text, Working
from kaohe.engine.expressions.column_functions import absolute
from kaohe.engine.fields import Exact, Part, Path
from kaohe.engine.numbers import Interval, Number, compare, divide, multiply, sign, subtract
from kaohe.engine.rules.base import Bounds, Case, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example
from kaohe.engine.rules.keys import exactly_one

ZERO, ONE = Fraction(0), Fraction(1)
_NOTHING = Column.constant(0)


class Progress(Rule, Part):
    """Against one's own past."""

    key: ClassVar[str] = "progress"
    title: ClassVar[Text] = Text("进步计分法", "Progress")
    example: ClassVar[Example | Text] = Example(
        "progress: {base: before, by: percent, full: 10%, at_base: 60%}", 70, 120, others={"before": 100}
    )

    of: Path | None = Field(default=None, description="the figure; the node's own name when not given")
    base: Path = Field(description="the figure it is compared with: `growth.last_year`, `talks.q1`")
    by: Literal["difference", "percent", "gap"] = Field(
        description="what the improvement is: the difference, its share of the base, or of the way to a goal"
    )
    full: Exact = Field(description="the improvement that earns full marks: `2.5`, `10%`, of the gap `50%`")
    to: Exact | None = Field(default=None, description="with `by: gap`: the goal, the same for all")
    target: Path | None = Field(default=None, description="or the figure that holds each one's goal")
    at_base: Exact = Field(default=ZERO, description="share of the points where nothing has changed")
    at_least: Exact = Field(default=ZERO, description="least share of the points")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        said = (("of", self.of or node), ("base", self.base), ("target", self.target))
        return tuple(Input(name, prefer="figure", key=(key,)) for key, name in said if name)

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        return list(self._faults())

    def _faults(self) -> Iterator[Fault]:
        if self.by == "gap":
            yield from exactly_one(self, ("to", "target"))
        else:
            for key in ("to", "target"):
                if getattr(self, key) is not None:
                    yield Fault("key_without", (key,), (("key", key), ("other", "by: gap")))
        if self.full <= 0:
            yield Fault("must_be_positive", ("full",), (("value", self.full),))
        elif self.by == "gap" and self.full > 1:
            yield Fault("share_out_of_range", ("full",), (("value", self.full),))
        if not 0 <= self.at_base < 1:
            yield Fault("progress_worth_nothing", ("at_base",), (("value", self.at_base),))
        elif not 0 <= self.at_least <= self.at_base:
            values = (("share", self.at_least), ("most", self.at_base))
            yield Fault("shares_crossed", ("at_least",), values)

    @property
    def _furthest_back(self) -> Fraction:
        """The improvement, zero or below, at which the least is reached."""
        return self.full * (self.at_least - self.at_base) / (1 - self.at_base)

    def exact(self, case: Case) -> Working:
        x, base, up = case.value(self.of or case.node), case.value(self.base), case.better == "higher"
        facts: dict[str, Fact] = {"points": case.points, "x": x, "base": base, "full": self.full}
        facts |= {"at_base": self.at_base, "at_least": self.at_least}
        gain, way = (subtract(x, base), "(x - base)") if up else (subtract(base, x), "(base - x)")
        size: Number = ONE
        if self.by == "gap":
            facts["goal"] = goal = self.to if self.to is not None else case.value(self.target or "")
            size = subtract(goal, base) if up else subtract(base, goal)
            if sign(size) <= 0:
                kept = compare(x, goal) >= 0 if up else compare(x, goal) <= 0
                return Working(*(("points", facts, "kept") if kept else ("points * at_least", facts, "lost")))
            way = f"{way} / {'(goal - base)' if up else '(base - goal)'}"
        elif self.by == "percent":
            if sign(base) == 0:
                return self._from_zero(facts, sign(gain))
            size, way = multiply(Fraction(sign(base)), base), f"{way} / abs(base)"
        return self._moved(facts, divide(gain, size), way)

    def _from_zero(self, facts: dict[str, Fact], moved: int) -> Working:
        if not moved:
            return Working("points * at_base", facts, "same")
        return Working("points", facts, "zero_up") if moved > 0 else Working("points * at_least", facts, "zero_down")

    def _moved(self, facts: dict[str, Fact], improvement: Number, way: str) -> Working:
        facts["improvement"] = improvement
        if compare(improvement, self.full) >= 0:
            return Working("points", facts, "full")
        if sign(improvement) < 0 and compare(improvement, self._furthest_back) <= 0:
            return Working("points * at_least", facts, "least")
        moved = ("same", f"up_{self.by}", f"down_{self.by}")[sign(improvement)]
        return Working(f"points * (at_base + (1 - at_base) * {way} / full)", facts, moved)

    def columns(self, c: Columns) -> Value:
        x, base, up = c.value(self.of or c.node).once(), c.value(self.base).once(), c.better == "higher"
        gain = x - base if up else base - x
        if self.by == "difference":
            return self._score(c, gain)
        if self.by == "percent":
            by_sign = self._at_ends(c, gain.compare(">", _NOTHING), gain.compare("<", _NOTHING))
            return where(base.compare("==", _NOTHING), by_sign, self._score(c, gain / absolute(base)))
        goal = Column.constant(self.to) if self.to is not None else c.value(self.target or "").once()
        size, reached = (goal - base, x.compare(">=", goal)) if up else (base - goal, x.compare("<=", goal))
        there = self._at_ends(c, reached, ~reached)
        return where(size.compare("<=", _NOTHING), there, self._score(c, gain / size))

    def _at_ends(self, c: Columns, high: Mask, low: Mask) -> Value:
        between = where(low, c.points * Column.constant(self.at_least), c.points * Column.constant(self.at_base))
        return where(high, c.points, between)

    def _score(self, c: Columns, improvement: Value) -> Value:
        kept = clipped(improvement, self._furthest_back, self.full)
        rate = Column.constant((1 - self.at_base) / self.full)
        return c.points * (Column.constant(self.at_base) + rate * kept)

    def bounds(self, b: Bounds) -> Interval:
        return Interval.point(b.points) * Interval(self.at_least, ONE)

    def words(self, branch: str) -> Text:
        return _WORDS[branch]


_WORDS = {
    "up_difference": Text(
        "进步计分法：由 {base} 到 {x}，进步 {improvement}（进步 {full} 得满分）",
        "Progress: from {base} to {x}, better by {improvement} ({full} earns full marks)",
    ),
    "up_percent": Text(
        "进步计分法：由 {base} 到 {x}，进步幅度为基数的 {improvement}（达到 {full} 得满分）",
        "Progress: from {base} to {x}, better by {improvement} of the base ({full} earns full marks)",
    ),
    "up_gap": Text(
        "进步计分法：由 {base} 到 {x}，与目标 {goal} 的差距缩小了 {improvement}（达到 {full} 得满分）",
        "Progress: from {base} to {x}: {improvement} of the way to the goal of {goal} ({full} earns full marks)",
    ),
    "down_difference": Text(
        "进步计分法：由 {base} 到 {x}，退步（变动 {improvement}），按同样幅度减分",
        "Progress: from {base} to {x}, falling back ({improvement}), which costs points at the same rate",
    ),
    "down_percent": Text(
        "进步计分法：由 {base} 到 {x}，退步（变动幅度为基数的 {improvement}），按同样幅度减分",
        "Progress: from {base} to {x}, falling back ({improvement} of the base), which costs points at the same rate",
    ),
    "down_gap": Text(
        "进步计分法：由 {base} 到 {x}，离目标 {goal} 更远（差距变动 {improvement}），按同样幅度减分",
        "Progress: from {base} to {x}, further from the goal of {goal} ({improvement} of the way), which costs points at "
        "the same rate",
    ),
    "same": Text(
        "进步计分法：基数 {base}，没有变化，得满分的 {at_base}",
        "Progress: {base} as before, no change: {at_base} of the points",
    ),
    "full": Text(
        "进步计分法：由 {base} 到 {x}，进步 {improvement}，达到 {full}，得满分",
        "Progress: from {base} to {x}, better by {improvement}, which reaches {full}: full marks",
    ),
    "least": Text(
        "进步计分法：由 {base} 到 {x}，退步（变动 {improvement}），减到下限，为满分的 {at_least}",
        "Progress: from {base} to {x}, falling back ({improvement}) so far that the least is left: {at_least} of the points",
    ),
    "zero_up": Text(
        "进步计分法：基数为零，到 {x} 是进步，幅度无法计算，得满分",
        "Progress: from zero to {x} is an improvement that has no percentage: full marks",
    ),
    "zero_down": Text(
        "进步计分法：基数为零，到 {x} 是退步，幅度无法计算，得满分的 {at_least}",
        "Progress: from zero to {x} is a falling back that has no percentage: {at_least} of the points",
    ),
    "kept": Text(
        "进步计分法：原来的 {base} 已达到目标 {goal}，现在 {x} 仍然达到，得满分",
        "Progress: {base} had reached the goal of {goal} already, and {x} still does: full marks",
    ),
    "lost": Text(
        "进步计分法：原来的 {base} 已达到目标 {goal}，现在 {x} 没有达到，得满分的 {at_least}",
        "Progress: {base} had reached the goal of {goal} already, but {x} does not: {at_least} of the points",
    ),
}
