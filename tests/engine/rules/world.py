"""A handful of subjects without a scheme: what a single rule sees of them, exactly, in columns and as bounds.

`World` implements `Case`, `Columns` and `Bounds` (`kaohe.engine.rules.base`) over values in memory, and hands a rule what
the evaluators would: rows in which an input is missing are blanked, a part that absorbs is not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Literal, TypeAlias

import narwhals as nw
import polars as pl

from kaohe.engine.columns import Column, Enclosed, Mask, Value, either
from kaohe.engine.combining import COMBINING
from kaohe.engine.explanation import Held, LeftOut, Outcome, Working
from kaohe.engine.expressions import evaluate_formula, names, parse
from kaohe.engine.fields import Better
from kaohe.engine.numbers import Interval, Number
from kaohe.engine.quantiles import Definition, quantile_column
from kaohe.engine.rules import RULES
from kaohe.engine.rules.base import Counting, Event, Rule, Ties
from kaohe.engine.rules.forms import Form
from kaohe.engine.scheme.yaml import read_yaml
from kaohe.engine.wholes import NeedsReference, binding

OUT = LeftOut("not_applicable")
Given: TypeAlias = "Fraction | LeftOut | None"
"""A number, left out, or missing."""

NODE = "x"
UNIT = Fraction(1, 100)
ZERO = Fraction(0)
_RANKED: dict[Ties, Any] = {"competition": "min", "dense": "dense", "average": "average", "last": "max"}


def read(text: str) -> Any:
    """YAML as a scheme's reader sees it."""
    document = read_yaml(text, "text")
    assert not document.problems, document.problems
    return document.data


def rule(text: str) -> Rule:
    """A rule or a way of combining, as a scheme says it: `target: {to: 100, met: share}`."""
    ((key, value),) = read(text).items()
    kind: Any = {**RULES, **COMBINING}[key]
    found: Rule = kind.model_validate(value)
    return found


def form(text: str) -> Form:
    return Form.model_validate(read(text))


@dataclass(frozen=True)
class World:
    """Some subjects. `values`: by name (or `name@part`), one a subject; `carried` names are fractions that columns only
    know by enclosures."""

    values: Mapping[str, Sequence[Given]]
    size: int
    groups: Sequence[str] = ()
    points: Fraction = Fraction(100)
    better: Better = "higher"
    parts: tuple[str, ...] = ()
    carried: frozenset[str] = frozenset()
    marks: Mapping[str, Fraction] = field(default_factory=dict)
    extras: frozenset[str] = frozenset()
    forms: Mapping[str, Form] = field(default_factory=dict)
    tallies: Sequence[Mapping[tuple[str, str, str], int]] = ()
    ratings: Sequence[Sequence[tuple[str, str, Fraction]]] = ()
    events: Sequence[Sequence[Event]] = ()

    def given(self, name: str, part: str = "") -> Sequence[Given]:
        return self.values[f"{name}@{part}" if part else name]

    def numbers(self, name: str, part: str = "") -> list[Fraction]:
        return [value for value in self.given(name, part) if isinstance(value, Fraction)]

    def range(self, name: str, part: str = "") -> Interval:
        """As tight as can be, so that bounds that are too tight show."""
        found = self.numbers(name, part) or [Fraction(0)]
        return Interval(min(found), max(found))

    def group(self, within: str) -> Sequence[str]:
        return [""] * self.size if within == "all" or not self.groups else self.groups


class Holds(Exception):
    def __init__(self, outcome: Held | LeftOut) -> None:
        self.outcome = outcome


# ---- one subject ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OneCase:
    world: World
    row: int
    node: str = NODE

    @property
    def points(self) -> Fraction:
        return self.world.points

    @property
    def better(self) -> Better:
        return self.world.better

    @property
    def parts(self) -> Sequence[str]:
        return self.world.parts

    def outcome(self, name: str, part: str = "") -> Outcome:
        value = self.world.given(name, part)[self.row]
        return Held((f"{name}:missing",)) if value is None else value

    def value(self, name: str, part: str = "") -> Number:
        outcome = self.outcome(name, part)
        if isinstance(outcome, (Held, LeftOut)):
            raise Holds(outcome)
        return outcome

    def points_of(self, name: str) -> Fraction:
        return self.world.marks.get(name, Fraction(100))

    def extra(self, name: str) -> bool:
        return name in self.world.extras

    def peers(self, name: str, within: str) -> Sequence[Number]:
        group = self.world.group(within)
        same = [value for value, g in zip(self.world.given(name), group, strict=True) if g == group[self.row]]
        return [value for value in same if isinstance(value, Fraction)]

    def peer_rows(self, names: Sequence[str], within: str) -> Sequence[Sequence[Number]]:
        group = self.world.group(within)
        rows = zip(*(self.world.given(name) for name in names), strict=True)
        same = [row for row, g in zip(rows, group, strict=True) if g == group[self.row]]
        return [found for row in same if len(found := [v for v in row if isinstance(v, Fraction)]) == len(row)]

    def form(self, name: str) -> Form:
        return self.world.forms[name]

    def events(self, name: str) -> Sequence[Event]:
        return self.world.events[self.row]

    def ratings(self, form: str) -> Sequence[tuple[str, str, Fraction]]:
        return self.world.ratings[self.row]

    def tallies(self, form: str) -> Mapping[tuple[str, str, str], int]:
        return self.world.tallies[self.row]

    def hold(self, cause: str) -> Exception:
        return Holds(Held((cause,)))

    def leave_out(self, cause: str) -> Exception:
        return Holds(LeftOut(cause))

    def formula(self, text: str) -> Working:
        said = [".".join(path) for path in sorted(names(parse(text)))]
        return Working(text, {name: self.value(name) for name in said})


def exactly(one: Rule, world: World) -> list[Working | Held | LeftOut]:
    """What the rule says of every subject."""
    return [_exactly(one, world, OneCase(world, row)) for row in range(world.size)]


def _exactly(one: Rule, world: World, case: OneCase) -> Working | Held | LeftOut:
    outcomes = [case.outcome(i.name, i.part) for i in one.inputs(NODE, world.parts)]
    held = [outcome for outcome in outcomes if isinstance(outcome, Held)]
    if held:
        return held[0]
    left = [outcome for outcome in outcomes if isinstance(outcome, LeftOut)]
    if left and (not one.absorbs or len(left) == len(outcomes)):
        return left[0]
    try:
        return one.exact(case)
    except Holds as holds:
        return holds.outcome
    except ZeroDivisionError:
        return Held(("ZeroDivisionError",))


def value_of(working: Working) -> Number:
    return evaluate_formula(working.formula, working.facts)


# ---- whole columns --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AllColumns:
    world: World
    node: str = NODE
    bound: list[nw.Expr] = field(default_factory=list)
    """Columns to be computed, one after the other."""
    counted: dict[str, list[int]] = field(default_factory=dict)

    def bind(self, expr: nw.Expr, *, across: bool = False) -> nw.Expr:
        self.bound.append(expr.alias(f"bound {len(self.bound)}"))
        return nw.col(f"bound {len(self.bound) - 1}")

    @property
    def points(self) -> Column:
        return Column.constant(self.world.points)

    @property
    def better(self) -> Better:
        return self.world.better

    @property
    def parts(self) -> Sequence[str]:
        return self.world.parts

    def value(self, name: str, part: str = "") -> Value:
        key, bounds = f"{name}@{part}" if part else name, self.world.range(name, part)
        if key in self.world.carried:
            return Enclosed(nw.col(f"{key} low"), nw.col(f"{key} high"), bounds)
        return Column.stored(nw.col(key), UNIT, bounds)

    def left_out(self, name: str, part: str = "") -> Mask | None:
        key = f"{name}@{part}" if part else name
        return Mask(nw.col(f"{key} out")) if OUT in self.world.values[key] else None

    def points_of(self, name: str) -> Column:
        return Column.constant(self.world.marks.get(name, Fraction(100)))

    def extra(self, name: str) -> bool:
        return name in self.world.extras

    def _peers(self, name: str) -> tuple[nw.Expr, Interval]:
        if name in self.world.carried:
            raise NeedsReference
        return nw.col(name), self.world.range(name)

    def least_of(self, name: str, within: str) -> Value:
        expr, bounds = self._peers(name)
        return Column.stored(expr.min().over(f"w:{within}"), UNIT, bounds)

    def most_of(self, name: str, within: str) -> Value:
        expr, bounds = self._peers(name)
        return Column.stored(expr.max().over(f"w:{within}"), UNIT, bounds)

    def sum_of(self, name: str, within: str) -> Value:
        expr, bounds = self._peers(name)
        size = Interval(Fraction(0), Fraction(self.world.size))
        return Column.stored(expr.sum().over(f"w:{within}"), UNIT, bounds * size)

    def total_of(self, value: Value, within: str) -> Value:
        if isinstance(value, Enclosed):
            raise NeedsReference
        return value.summed(f"w:{within}")

    def quantile_of(self, name: str, within: str, share: Fraction, definition: Definition) -> Value:
        expr, bounds = self._peers(name)
        return quantile_column(Column.stored(expr, UNIT, bounds), f"w:{within}", share, definition)

    def count_of(self, name: str, within: str) -> Column:
        expr, _ = self._peers(name)
        size = Interval(Fraction(0), Fraction(self.world.size))
        return Column.stored(expr.count().over(f"w:{within}").cast(nw.Int64), Fraction(1), size)

    def rank_of(self, name: str, within: str, *, best: Better, ties: Ties) -> Column:
        expr, _ = self._peers(name)
        ranked = expr.rank(_RANKED[ties], descending=best == "higher").over(f"w:{within}")
        places = (ranked * 2).cast(nw.Int64)
        return Column.stored(places, Fraction(1, 2), Interval(Fraction(1), Fraction(self.world.size)))

    def form(self, name: str) -> Form:
        return self.world.forms[name]

    def _numbers(self, numbers: Sequence[Fraction], unit: Fraction = Fraction(1)) -> Column:
        """A column with these numbers, in the order of the rows."""
        name = f"counted {len(self.counted)}"
        self.counted[name] = [int(number / unit) for number in numbers]
        return Column.stored(nw.col(name), unit, Interval(Fraction(-(10**9)), Fraction(10**9)))

    def event_count(self, name: str, *, level: str | None = None, role: str | None = None) -> Column:
        return self._numbers([sum((e.count for e in events), Fraction(0)) for events in self.world.events])

    def event_count_of(self, name: str, counting: Counting, *, level: str, role: str, first: bool) -> Column:
        return self._numbers(
            [
                sum(
                    (e.count for e in standing(events, counting, first=first) if at(e, counting) == (level, role)), ZERO
                )
                for events in self.world.events
            ]
        )

    def rating_totals(
        self, form: str, rater_class: str, item: str, *, trim: int, trim_above: int
    ) -> tuple[Column, Column]:
        kept = []
        for ratings in self.world.ratings:
            marks = sorted(mark for i, c, mark in ratings if (i, c) == (item, rater_class))
            kept.append(marks[trim : len(marks) - trim] if len(marks) > trim_above else marks)
        totals = [sum(marks, Fraction(0)) for marks in kept]
        return self._numbers(totals, UNIT), self._numbers([Fraction(len(marks)) for marks in kept])

    def tally(self, form: str, rater_class: str, item: str, option: str) -> Column:
        return self._numbers([Fraction(t.get((rater_class, item, option), 0)) for t in self.world.tallies])

    def held(self, where: Mask, value: Value) -> Value:
        free, doubt = ~where.once().expr, either(where.doubt, value.doubt)
        if isinstance(value, Enclosed):
            low, high = nw.when(free).then(value.low), nw.when(free).then(value.high)
            return replace(value, low=low, high=high, doubt=doubt)
        return replace(value, num=replace(value.num, expr=nw.when(free).then(value.num.as_expr())), doubt=doubt)

    def formula(self, text: str) -> Value:
        raise NeedsReference


Told: TypeAlias = "Fraction | Interval | Literal['doubt'] | None"


def in_columns(one: Rule, world: World) -> list[Told]:
    """What the rule's columns say of every subject: an exact number, an enclosure, nothing, or that only the reference
    can tell. Raises NeedsReference."""
    columns = AllColumns(world)
    with binding(columns.bind):
        found = one.columns(columns)
    doubt = nw.lit(False) if found.doubt is None else found.doubt.fill_null(False)
    ends = [found.num.as_expr(), found.den.as_expr()] if isinstance(found, Column) else [found.low, found.high]
    table = nw.from_native(_frame(world).with_columns(pl.Series(n, c, pl.Int64) for n, c in columns.counted.items()))
    for expr in columns.bound:
        table = table.with_columns(expr)
    table = table.with_columns(doubt.alias("doubt"), ends[0].alias("a"), ends[1].alias("b"))
    rows = zip(*(table[name].to_list() for name in ("doubt", "a", "b")), strict=True)
    told: list[Told] = []
    for row, (doubtful, a, b) in enumerate(rows):
        if _absent(one, world, row) or (not doubtful and (a is None or b is None)):
            told.append(None)
        elif doubtful:
            told.append("doubt")
        elif isinstance(found, Column):
            told.append(Fraction(a, b))
        else:
            told.append(Interval(Fraction(a), Fraction(b)) if math.isfinite(a) and math.isfinite(b) else "doubt")
    return told


def _absent(one: Rule, world: World, row: int) -> bool:
    given = [world.given(i.name, i.part)[row] for i in one.inputs(NODE, world.parts)]
    if None in given:
        return True
    return OUT in given and not one.absorbs


def _frame(world: World) -> pl.DataFrame:
    columns: dict[str, Any] = {"row": list(range(world.size))}
    columns |= {f"w:{within}": world.group(within) for within in ("all", "group")}
    for key, values in world.values.items():
        numbers = [value if isinstance(value, Fraction) else None for value in values]
        if key in world.carried:
            floats = [None if n is None else float(n) for n in numbers]
            for end, way in (("low", -math.inf), ("high", math.inf)):
                ends = [None if f is None else math.nextafter(f, way) for f in floats]
                columns[f"{key} {end}"] = pl.Series(ends, dtype=pl.Float64)
        else:
            columns[key] = pl.Series([None if n is None else int(n / UNIT) for n in numbers], dtype=pl.Int64)
        columns[f"{key} out"] = [value == OUT for value in values]
    return pl.DataFrame(columns)


def at(event: Event, counting: Counting) -> tuple[str, str]:
    return event.level, event.role if counting.roles else ""


def standing(events: Sequence[Event], counting: Counting, *, first: bool) -> list[Event]:
    """Those that count and stand first in their matter (one after the other pushes down those beneath it), or the rest."""
    tops: dict[str, Event] = {}
    rest: list[Event] = []
    free: list[Event] = []
    for event in events:
        dated = not (counting.since or counting.until) or event.date
        early = counting.since and event.date < counting.since
        late = counting.until and event.date > counting.until
        known = event.level in counting.levels and (not counting.roles or event.role in counting.roles)
        if not known or not dated or early or late or (counting.documented and not event.document):
            continue
        if not event.matter:
            free.append(event)
        elif event.matter not in tops:
            tops[event.matter] = event
        elif _above(event, tops[event.matter], counting):
            rest.append(tops[event.matter])
            tops[event.matter] = event
        else:
            rest.append(event)
    return [*free, *tops.values()] if first else rest


def _above(one: Event, other: Event, counting: Counting) -> bool:
    for known, a, b in ((counting.levels, one.level, other.level), (counting.roles, one.role, other.role)):
        if known and a != b:
            return known.index(a) < known.index(b)
    return one.count > other.count


# ---- bounds ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AllBounds:
    world: World
    node: str = NODE

    @property
    def points(self) -> Fraction:
        return self.world.points

    @property
    def better(self) -> Better:
        return self.world.better

    @property
    def parts(self) -> Sequence[str]:
        return self.world.parts

    def value(self, name: str, part: str = "") -> Interval:
        return self.world.range(name, part)

    def may_be_left_out(self, name: str, part: str = "") -> bool:
        return OUT in self.world.given(name, part)

    def points_of(self, name: str) -> Interval:
        return Interval.point(self.world.marks.get(name, Fraction(100)))

    def extra(self, name: str) -> bool:
        return name in self.world.extras

    def form(self, name: str) -> Form:
        return self.world.forms[name]

    def event_count(self, name: str) -> Interval:
        counts = [sum((e.count for e in events), Fraction(0)) for events in self.world.events]
        return Interval(min(counts), max(counts))

    def formula(self, text: str) -> Interval:
        return Interval(Fraction(-(10**30)), Fraction(10**30))


# ---- for tests ------------------------------------------------------------------------------------------------------


def world_of(size: int | None = None, **given: Any) -> World:
    """Keywords that are no field of the world are names with their values: `x=[1, 2.5, None, OUT]`."""
    own = {key: value for key, value in given.items() if key in World.__dataclass_fields__}
    own["points"] = Fraction(str(own.get("points", 100)))
    named = {**{key: value for key, value in given.items() if key not in own}, **own.pop("values", {})}
    values = {name: [_number(value) for value in numbers] for name, numbers in named.items()}
    rows = [*values.values(), *(own[key] for key in ("tallies", "ratings", "events") if key in own)]
    return World(values, size or len(rows[0]), **own)


def _number(value: object) -> Given:
    return value if value is None or isinstance(value, (LeftOut, Fraction)) else Fraction(str(value))
