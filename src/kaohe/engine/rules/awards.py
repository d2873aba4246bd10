"""Awards and penalties, 奖惩加减分: points by the level of each event, times a share by the role in it.

    event  = points of its level × share of its role × count
    matter = the event that stands highest + others × each other event of the same matter
    level  = Σ events of the level, never further from zero than its `at_most`
    score  = Σ levels, never below `not_below`, never above `not_above`, where given

Of several events of one matter (the column `matter` of the events table) the one of the highest level counts in full, at
the same level the one of the highest role, then of the most; the others by `others` (0: not at all). An event without a
matter stands for itself. The highest level is the one with the most points, whichever the sign; penalties have negative
points. Without `roles` a role plays no part.

What does not count is said: an event without a document (unless `needs_document: false`), one dated outside `since` … `until`
(both included) or not dated at all where these are given, one of a level or a role that the text does not name.
Source: domain rules §4.2 rows 21 (national 8, provincial 3, city 1, county 0.5; by role; the same minus for penalties)
and 25 (at most +5 in all; of one commendation only the highest level in full; a formal document; a cut-off date).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from kaohe.engine.columns import Column, Value, clipped
from kaohe.engine.explanation import Fact, Silent, Step, Text, Working
from kaohe.engine.fields import Exact, Name, Part, Words
from kaohe.engine.numbers import Interval
from kaohe.engine.rules.base import Bounds, Case, Columns, Counting, Event, Fault, Rule
from kaohe.engine.rules.example import Example
from kaohe.engine.rules.summing import sum_of

DATE = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
NOBODY = ""
"""The role that stands for any, where roles play no part."""


class AwardLevel(Part):
    """What an event of a level is worth."""

    points: Exact = Field(description="points of one event; negative for a penalty")
    title: Words | None = Field(default=None, description="what it is called")
    at_most: Exact | None = Field(default=None, description="all events of the level together, without sign")


class AwardRole(Part):
    """How much of the points a role in the event gets."""

    share: Exact = Field(description="from 0 to 100%")
    title: Words | None = Field(default=None, description="what it is called")


def _entry(key: str, model: type[Part]) -> BeforeValidator:
    def to_entry(value: Any) -> Any:
        return value if isinstance(value, (dict, model)) else {key: value}

    return BeforeValidator(to_entry, json_schema_input_type=model | Exact)


LevelText = Annotated[AwardLevel, _entry("points", AwardLevel)]
RoleText = Annotated[AwardRole, _entry("share", AwardRole)]


class Awards(Rule, Part):
    """So many points for each award or penalty."""

    key: ClassVar[str] = "awards"
    title: ClassVar[Text] = Text("奖惩加减分", "Awards and penalties")
    example: ClassVar[Example | Text] = Text(
        "得分取决于每一事项的级别和角色，不是单一数据的函数",
        "level and role of each event give the score, not one figure",
    )

    events: Name = Field(description="the indicator whose events in the events table count")
    levels: dict[Name, LevelText] = Field(
        min_length=1, description="the points of each level, alone or with title and `at_most`"
    )
    roles: dict[Name, RoleText] | None = Field(
        default=None, min_length=1, description="the share of each role, alone or with its title"
    )
    others: Exact = Field(
        default=Fraction(0), description="share of the other events of a matter, of which the highest counts in full"
    )
    needs_document: bool = Field(default=True, description="an event without a document does not count")
    since: str | None = Field(default=None, pattern=DATE, description="the first day that counts, such as 2025-12-01")
    until: str | None = Field(default=None, pattern=DATE, description="the last day that counts, the cut-off date")
    not_below: Exact | None = Field(default=None, description="the least score")
    not_above: Exact | None = Field(default=None, description="the most")

    def counted_events(self, node: str) -> tuple[str, ...]:
        return (self.events,)

    def event_words(self) -> Mapping[str, Mapping[str, object]]:
        return {"level": self.levels, **({"role": self.roles} if self.roles else {})}

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        return list(self._faults())

    def _faults(self) -> Iterator[Fault]:
        signs = {level.points > 0 for level in self.levels.values() if level.points != 0}
        if len(signs) > 1:
            yield Fault("levels_of_both_signs", ("levels",))
        for name, level in self.levels.items():
            if level.at_most is not None and level.at_most <= 0:
                yield Fault("must_be_positive", ("levels", name), (("value", level.at_most),))
        for name, role in (self.roles or {}).items():
            if not 0 <= role.share <= 1:
                yield Fault("share_out_of_range", ("roles", name), (("value", role.share),))
        if not 0 <= self.others <= 1:
            yield Fault("share_out_of_range", ("others",), (("value", self.others),))
        if self.since is not None and self.until is not None and self.since > self.until:
            yield Fault("days_crossed", ("since",), (("since", self.since), ("until", self.until)))
        if self.not_below is not None and self.not_above is not None and self.not_below > self.not_above:
            values = (("below", self.not_below), ("above", self.not_above))
            yield Fault("limits_crossed", ("not_below",), values)

    # ---- the tables, highest first -----------------------------------------------------------------------------------

    @property
    def _levels(self) -> list[str]:
        return sorted(self.levels, key=lambda name: -abs(self.levels[name].points))

    @property
    def _shares(self) -> dict[str, Fraction]:
        """By role, the highest share first."""
        if self.roles is None:
            return {NOBODY: Fraction(1)}
        return dict(sorted(((n, r.share) for n, r in self.roles.items()), key=lambda entry: -entry[1]))

    def _within(self, level: str) -> tuple[Fraction | None, Fraction | None]:
        """The least and the most that the events of a level can come to together."""
        most = self.levels[level].at_most
        if most is None:
            return None, None
        return (None, most) if self.levels[level].points >= 0 else (-most, None)

    # ---- one subject -------------------------------------------------------------------------------------------------

    def exact(self, case: Case) -> Working:
        silent: list[Silent] = []
        counted = [event for event in case.events(self.events) if self._counts(event, silent)]
        firsts = self._firsts(counted)
        parts: list[Step] = []
        for i, level in enumerate(self._levels, 1):
            own = [(event, first) for event, first in zip(counted, firsts, strict=True) if event.level == level]
            parts += [self._level_step(f"l{i}", level, own)] if own else []
        facts, total, formula = _added(parts)
        branch = "added" if parts else "none"
        if self.not_below is not None:
            facts["not_below"], formula = self.not_below, f"max(not_below, {formula})"
            branch = "floored" if total < self.not_below else branch
        if self.not_above is not None:
            facts["not_above"], formula = self.not_above, f"min(not_above, {formula})"
            branch = "capped" if total > self.not_above else branch
        return Working(formula, facts, branch=branch, parts=tuple(parts), silent=tuple(silent))

    def _counts(self, event: Event, silent: list[Silent]) -> bool:
        """Does the event count at all? Why not is added to `silent`."""
        code, said = self._why_not(event)
        if code:
            silent.append(Silent(code, {"event": self._named(event), **said}))
        return not code

    def _why_not(self, event: Event) -> tuple[str, dict[str, object]]:
        if event.level not in self.levels:
            return "event_of_no_level", {"level": event.level}
        if self.roles is not None and event.role not in self.roles:
            return "event_of_no_role", {"role": event.role}
        if self.needs_document and not event.document:
            return "event_without_document", {}
        if (self.since or self.until) and not event.date:
            return "event_without_date", {}
        if self.since is not None and event.date < self.since:
            return "event_too_early", {"since": self.since}
        if self.until is not None and event.date > self.until:
            return "event_too_late", {"until": self.until}
        return "", {}

    def _firsts(self, counted: Sequence[Event]) -> list[bool]:
        """Which events count in full: of each matter the highest, and all without a matter."""
        levels, roles = self._levels, list(self._shares)

        def height(i: int) -> tuple[int, int, Fraction]:
            event = counted[i]
            return levels.index(event.level), roles.index(event.role) if self.roles else 0, -event.count

        by_matter: dict[str, list[int]] = {}
        for i, event in enumerate(counted):
            by_matter.setdefault(event.matter, []).append(i)
        alone = by_matter.pop("", [])
        highest = {*alone, *(min(same, key=height) for same in by_matter.values())}
        return [i in highest for i in range(len(counted))]

    def _level_step(self, what: str, level: str, events: Sequence[tuple[Event, bool]]) -> Step:
        steps = tuple(self._event_step(f"e{i}", event, first) for i, (event, first) in enumerate(events, 1))
        facts, total, formula = _added(steps)
        low, high = self._within(level)
        if low is not None:
            facts["at_most"], formula, total = low, f"max(at_most, {formula})", max(total, low)
        if high is not None:
            facts["at_most"], formula, total = high, f"min(at_most, {formula})", min(total, high)
        title = self.levels[level].title or Text(level, level)
        return Step("part", what, "", total, title, formula=formula, facts=facts, parts=steps)

    def _event_step(self, what: str, event: Event, first: bool) -> Step:
        facts: dict[str, Fact] = {"points": self.levels[event.level].points, "count": event.count}
        formula, value = "points * count", self.levels[event.level].points * event.count
        if self.roles is not None:
            share = self.roles[event.role].share
            facts["share"], formula, value = share, "points * share * count", value * share
        if not first:
            facts["others"], formula, value = self.others, f"{formula} * others", value * self.others
        notes = {"indicator": self.events, "date": event.date, "level": event.level, "role": event.role}
        notes |= {"matter": event.matter, "document": event.document}
        words, title = (
            _with(self._named(event), _IN_FULL if first else _OTHER),
            Text(f"第{what[1:]}件", f"no. {what[1:]}"),
        )
        return Step("part", what, "", value, title, words=words, formula=formula, facts=facts, notes=notes)

    def _named(self, event: Event) -> Text:
        """`2026-03-01 国家级 主要负责人 事项“甲”（示例通报1号）`."""
        level = _title(self.levels.get(event.level), event.level)
        role = _title((self.roles or {}).get(event.role), event.role) if self.roles else Text("", "")
        zh = [event.date or "日期不详", level.zh, role.zh]
        en = [event.date or "undated", level.en, role.en]
        if event.matter:
            zh, en = [*zh, f"事项“{event.matter}”"], [*en, f"matter '{event.matter}'"]
        paper = Text(f"（{event.document}）", f" ({event.document})") if event.document else Text("", "")
        return Text(" ".join(filter(None, zh)) + paper.zh, " ".join(filter(None, en)) + paper.en)

    # ---- all subjects ------------------------------------------------------------------------------------------------

    def columns(self, c: Columns) -> Value:
        shares = self._shares
        roles = tuple(shares) if self.roles is not None else ()
        counting = Counting(
            tuple(self._levels), roles, self.needs_document, since=self.since or "", until=self.until or ""
        )
        levels = []
        for level in self._levels:
            terms: list[Value] = []
            for role, share in shares.items():
                for first, part in ((True, Fraction(1)), (False, self.others)):
                    worth = self.levels[level].points * share * part
                    count = c.event_count_of(self.events, counting, level=level, role=role, first=first)
                    terms.append(Column.constant(worth) * count)
            levels.append(clipped(sum_of(terms), *self._within(level)))
        return clipped(sum_of(levels), self.not_below, self.not_above)

    def bounds(self, b: Bounds) -> Interval:
        count = max(b.event_count(self.events).high, Fraction(0))
        share = max(self._shares.values())
        worth = [level.points * share * count for level in self.levels.values()]
        each = [Interval.around(Interval.point(0), Interval.point(one)) for one in worth]
        levels = [one.clipped(*self._within(name)) for one, name in zip(each, self.levels, strict=True)]
        low = max(sum((one.low for one in levels), Fraction(0)), min(one.low for one in each))
        high = min(sum((one.high for one in levels), Fraction(0)), max(one.high for one in each))
        return Interval(low, high).clipped(self.not_below, self.not_above)

    def words(self, branch: str) -> Text:
        return _WORDS[branch]


def _added(steps: Sequence[Step]) -> tuple[dict[str, Fact], Fraction, str]:
    """The steps' values by their names, their sum, and the sum as a formula."""
    values = {step.what: step.value for step in steps if isinstance(step.value, Fraction)}
    return dict(values), sum(values.values(), Fraction(0)), " + ".join(values) or "0"


def _title(entry: AwardLevel | AwardRole | None, code: str) -> Text:
    return (entry.title if entry is not None else None) or Text(code, code)


def _with(event: Text, said: Text) -> Text:
    """The event's name before the sentence; braces in a document's number are no places to fill."""
    zh, en = (name.replace("{", "{{").replace("}", "}}") for name in (event.zh, event.en))
    return Text(f"{zh}：{said.zh}", f"{en}: {said.en}")


_IN_FULL = Text("全额计入", "counts in full")
_OTHER = Text(
    "同一事项已按最高的一次计入，这一次按 {others} 计", "the highest of the matter counts in full, this one by {others}"
)

_WORDS = {
    "none": Text("奖惩加减分：没有计入的奖惩", "Awards and penalties: none that count"),
    "added": Text("奖惩加减分：各级奖惩相加", "Awards and penalties: all levels added up"),
    "floored": Text(
        "奖惩加减分：各级奖惩相加，低于下限，按 {not_below} 计",
        "Awards and penalties: all levels added up; that is below the least, {not_below}",
    ),
    "capped": Text(
        "奖惩加减分：各级奖惩相加，超过上限，按 {not_above} 计",
        "Awards and penalties: all levels added up; that is above the most, {not_above}",
    ),
}
