"""Per event, 按次加减分 (倒扣分): a start, and so many points more or less for each case.

    score = start + each × count              never below `not_below`, never above `not_above`, where given
    score = by_count at the count             (`by_count: [2, 1.5, 0]`: none 2, one 1.5, two or more 0)

The count is a figure (`of`; the node's own name when nothing is given) or the happenings of an indicator in the events
table (`events`), where no entry means none. A count that falls between two entries of `by_count` gets the lower one's;
a negative count the first one's. With `start` and `each` a negative count works the other way round. `better` plays no
part: the sign of `each` says whether it is a deduction or a reward.
Source: domain rules §4.2 rows 12 (base ± per unit with caps), 13 (each case −0.1 / −0.5 / −1.5; second case → 0),
20 (+0.5 / 0.3 / 0.1 each time), 25 (bonus caps).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from kaohe.engine.columns import Column, Value, clipped, where
from kaohe.engine.explanation import Fact, Silent, Step, Text, Working
from kaohe.engine.fields import Exact, Name, Part, Path
from kaohe.engine.numbers import Interval, Number, add, compare, multiply
from kaohe.engine.rules.base import Bounds, Case, CellFormula, Cells, Columns, Fault, Input, Rule
from kaohe.engine.rules.example import Example


class PerEvent(Rule, Part):
    """So many points for each case."""

    key: ClassVar[str] = "per_event"
    title: ClassVar[Text] = Text("按次加减分", "Per event")
    example: ClassVar[Example | Text] = Example(
        "per_event: {events: x, start: 5, each: -0.5, not_below: 2}", 0, 10, points=5
    )

    of: Path | None = Field(default=None, description="the figure that counts; the node's own name when not given")
    events: Name | None = Field(default=None, description="or the indicator whose happenings in the events table count")
    start: Exact | None = Field(default=None, description="the score without any case")
    each: Exact | None = Field(default=None, description="points that each case adds; `-0.5` takes away")
    not_below: Exact | None = Field(default=None, description="the least score")
    not_above: Exact | None = Field(default=None, description="the most")
    by_count: tuple[Exact, ...] | None = Field(
        default=None, min_length=2, description="or the score for no case, one, two …; the last entry for more"
    )

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return () if self.events else (Input(self.of or node, prefer="figure", key=("of",)),)

    def counted_events(self, node: str) -> tuple[str, ...]:
        return (self.events,) if self.events else ()

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        return list(self._faults())

    def _faults(self) -> Iterator[Fault]:
        if self.of is not None and self.events is not None:
            yield Fault("only_one_key", ("events",), (("found", "of, events"),))
        if self.by_count is not None:
            for key in ("start", "each", "not_below", "not_above"):
                if getattr(self, key) is not None:
                    yield Fault("key_against", (key,), (("key", key), ("other", "by_count")))
            return
        for key, other in (("start", "each"), ("each", "start")):
            if getattr(self, key) is None:
                yield Fault("key_needed", (), (("key", key), ("other", other)))
        if self.not_below is not None and self.not_above is not None and self.not_below > self.not_above:
            values = (("below", self.not_below), ("above", self.not_above))
            yield Fault("limits_crossed", ("not_below",), values)

    def exact(self, case: Case) -> Working:
        count, parts = self._count(case)
        if self.by_count is not None:
            at = max((i for i in range(len(self.by_count)) if compare(count, Fraction(i)) >= 0), default=0)
            facts: dict[str, Fact] = {"count": count, "entry": self.by_count[at]}
            return Working("entry", facts, branch="by_count", parts=parts)
        assert self.start is not None
        assert self.each is not None
        facts = {"start": self.start, "each": self.each, "count": count}
        formula, score = "start + each * count", add(self.start, multiply(self.each, count))
        branch, silent = "each", []
        if self.not_below is not None:
            facts["not_below"], formula = self.not_below, f"max(not_below, {formula})"
            if compare(score, self.not_below) < 0:
                branch = "floored"
            else:
                silent.append(Silent("floor_not_reached", {"floor": self.not_below}))
        if self.not_above is not None:
            facts["not_above"], formula = self.not_above, f"min(not_above, {formula})"
            if compare(score, self.not_above) > 0:
                branch = "capped"
            else:
                silent.append(Silent("cap_not_reached", {"cap": self.not_above}))
        return Working(formula, facts, branch=branch, parts=parts, silent=tuple(silent))

    def _count(self, case: Case) -> tuple[Number, tuple[Step, ...]]:
        if self.events is None:
            return case.value(self.of or case.node), ()
        events = case.events(self.events)
        facts: dict[str, Fact] = {f"e{i}": event.count for i, event in enumerate(events, 1)}
        notes = [{"date": e.date, "level": e.level, "role": e.role, "document": e.document} for e in events]
        steps = tuple(
            Step("figure", name, "", event.count, notes={"indicator": self.events, **note})
            for name, event, note in zip(facts, events, notes, strict=True)
        )
        total = sum((event.count for event in events), Fraction(0))
        formula, title = " + ".join(facts) or "0", Text("次数", "Count")
        return total, (Step("part", "count", "", total, title, formula=formula, facts=facts, parts=steps),)

    def columns(self, c: Columns) -> Value:
        count: Value = c.event_count(self.events) if self.events else c.value(self.of or c.node)
        if self.by_count is not None:
            result: Value = Column.constant(self.by_count[0])
            for i, entry in enumerate(self.by_count[1:], 1):
                result = where(count.compare(">=", Column.constant(i)), Column.constant(entry), result)
            return result
        assert self.start is not None
        assert self.each is not None
        return clipped(Column.constant(self.start) + Column.constant(self.each) * count, self.not_below, self.not_above)

    def bounds(self, b: Bounds) -> Interval:
        count = b.event_count(self.events) if self.events else b.value(self.of or b.node)
        if self.by_count is not None:
            ends = [
                max((i for i in range(len(self.by_count)) if i <= end), default=0) for end in (count.low, count.high)
            ]
            possible = self.by_count[ends[0] : ends[1] + 1]
            return Interval(min(possible), max(possible))
        assert self.start is not None
        assert self.each is not None
        score = Interval.point(self.start) + Interval.point(self.each) * count
        return score.clipped(self.not_below, self.not_above)

    def words(self, branch: str) -> Text:
        return _WORDS[branch]

    def cells(self, c: Cells) -> CellFormula:
        count = c.event_count(self.events) if self.events else c.value(self.of or c.node)
        if self.by_count is not None:
            entries = c.numbers(Text("依次无、一次、两次……", "none, one, two …"), self.by_count)
            return CellFormula(f"INDEX({entries},MAX(1,MIN({len(self.by_count)},INT({count})+1)))")
        assert self.start is not None
        assert self.each is not None
        start, each = c.number(Text("基础分", "start"), self.start), c.number(Text("每次", "each"), self.each)
        formula = f"{start}+{each}*{count}"
        if self.not_below is not None:
            formula = f"MAX({c.number(Text('不低于', 'not below'), self.not_below)},{formula})"
        if self.not_above is not None:
            formula = f"MIN({c.number(Text('不高于', 'not above'), self.not_above)},{formula})"
        return CellFormula(formula)


_WORDS = {
    "each": Text(
        "按次计分：基础 {start}，{count} 次，每次 {each}",
        "Per event: {start} to start with, {count} cases, {each} for each",
    ),
    "floored": Text(
        "按次计分：基础 {start}，{count} 次，每次 {each}，低于下限，按 {not_below} 计",
        "Per event: {start} to start with, {count} cases, {each} for each; that is below the least, {not_below}",
    ),
    "capped": Text(
        "按次计分：基础 {start}，{count} 次，每次 {each}，超过上限，按 {not_above} 计",
        "Per event: {start} to start with, {count} cases, {each} for each; that is above the most, {not_above}",
    ),
    "by_count": Text(
        "按次计分：{count} 次，按表得 {entry} 分", "Per event: {count} cases: {entry} points by the table"
    ),
}
