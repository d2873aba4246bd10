"""What a figure is held against: a target for all, each one's own target, or the mean of the subjects compared.

    to:     the same for all          target: each one's own figure (or a score)
    mean:   total ÷ n × times + add   over the subjects compared that have a figure, this one included

`mean: group` is the plain mean of the group; `mean: {add: 5}` lies 5 units above it, `mean: {times: 105%}` 5 % above it.
The mean is exact: it is never rounded on the way. Who is alone in the group has the mean.
Source: domain rules §4.2 rows 11 (not below the mean; the mean and 5 %), 16 (compared with the mean).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from kaohe.engine.columns import Column, Enclosed, Value, enclosed
from kaohe.engine.explanation import Fact, Step, Text, Working
from kaohe.engine.fields import Exact, Part, Path, Within
from kaohe.engine.numbers import Number, add, compare, divide, highest, lowest, multiply, total
from kaohe.engine.rules.base import Case, Cells, Columns, Fault, Input, Rule, ValueOnly
from kaohe.engine.rules.keys import exactly_one
from kaohe.engine.wholes import TooWide

ROOM_TO_ROUND = 2**110
"""A fraction of whole numbers below this can still be rounded in 128 bits."""


class GroupMean(Part):
    """The mean of the subjects compared, or a number that rests on it."""

    within: Within = Field(default="group", description="who is compared with whom")
    times: Exact = Field(default=Fraction(1), description="the mean times this: `105%` lies 5 % above it")
    add: Exact = Field(default=Fraction(0), description="and so many units of the figure more")


def _named(value: Any) -> Any:
    return {"within": value} if isinstance(value, str) else value


MeanText = Annotated[GroupMean, BeforeValidator(_named, json_schema_input_type=GroupMean | Within)]


class Against(Rule, Part):
    """A rule that holds a figure against something; its subclasses say what follows from the distance."""

    of: Path | None = Field(default=None, description="the figure; the node's own name when not given")
    to: Exact | None = Field(default=None, description="the target, the same for all")
    target: Path | None = Field(default=None, description="or the figure that holds each one's target")
    mean: MeanText | None = Field(default=None, description="or the mean of those compared: `group`, `all`")

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        own = Input(self.of or node, prefer="figure", key=("of",))
        return (own, Input(self.target, prefer="figure", key=("target",))) if self.target else (own,)

    def withins(self) -> tuple[str, ...]:
        return (self.mean.within,) if self.mean else ()

    def target_faults(self) -> list[Fault]:
        return exactly_one(self, ("to", "target", "mean"))

    def target_cell(self, c: Cells) -> str | ValueOnly:
        """The cell that holds what the figure is held against."""
        if self.mean is not None:
            return ValueOnly(
                Text("与平均值比较，表中没有逐项公式", "held against a mean, which has no cell of its own")
            )
        return c.number(Text("目标值", "target"), self.to) if self.to is not None else c.value(self.target or "")

    def target_of(self, case: Case) -> tuple[Number, tuple[Step, ...]]:
        """The target, and the step that leads to it where it is computed."""
        if self.mean is None:
            return (self.to if self.to is not None else case.value(self.target or "")), ()
        mean, formula, facts = mean_of(case.peers(self.of or case.node, self.mean.within))
        value, title = (
            add(multiply(mean, self.mean.times), self.mean.add),
            Text("可比对象平均值", "Mean of those compared"),
        )
        if self.mean.times != 1 or self.mean.add != 0:
            title = Text("按平均值确定的目标", "Target set by the mean")
        if self.mean.times != 1:
            formula, facts["times"] = f"{formula} * times", self.mean.times
        if self.mean.add != 0:
            formula, facts["add"] = f"{formula} + add", self.mean.add
        return value, (Step("part", "target", "", value, title, formula=formula, facts=facts),)

    def exact(self, case: Case) -> Working:
        target, parts = self.target_of(case)
        return replace(self.working(case, case.value(self.of or case.node), target), parts=parts)

    def columns(self, c: Columns) -> Value:
        x = c.value(self.of or c.node)
        if self.mean is None:
            known = Column.constant(self.to) if self.to is not None else c.value(self.target or "")
            return self.held_against(c, x, known)
        name, within = self.of or c.node, self.mean.within
        mean = c.sum_of(name, within) / c.count_of(name, within)
        target = (mean * Column.constant(self.mean.times) + Column.constant(self.mean.add)).once()
        try:
            exactly = self.held_against(c, x, target)
            if (
                isinstance(exactly, Enclosed)
                or max(-exactly.num.low, exactly.num.high, exactly.den.high) < ROOM_TO_ROUND
            ):
                return exactly
        except TooWide:
            pass
        return self.held_against(c, x, enclosed(target))  # every group's mean has a denominator of its own: too large

    @abstractmethod
    def working(self, case: Case, x: Number, target: Number) -> Working:
        """The score of one subject, x being held against the target."""

    @abstractmethod
    def held_against(self, c: Columns, x: Value, target: Value) -> Value:
        """The score of all subjects."""


def mean_of(peers: Sequence[Number]) -> tuple[Number, str, dict[str, Fact]]:
    """The mean of some numbers, with its formula and facts. Equal numbers are their own mean, roots too."""
    n = Fraction(len(peers))
    if compare(lowest(peers), highest(peers)) == 0:
        return lowest(peers), "each", {"each": lowest(peers)}
    whole = total(peers)
    return divide(whole, n), "total / n", {"total": whole, "n": n}
