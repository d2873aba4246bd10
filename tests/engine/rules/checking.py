"""What must be true of every rule, whatever its figures: one check for all tests of rules."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from kaohe.engine.explanation import Held, LeftOut, Step, Text, Working
from kaohe.engine.expressions import evaluate_formula
from kaohe.engine.numbers import Interval, Number, Real, compare, show
from kaohe.engine.rules.base import Fault, Rule
from kaohe.engine.wholes import NeedsReference
from kaohe.engine.wording import sentence, shown_value
from kaohe.engine.wording.rules import CAUSES, SILENT
from tests.engine.rules.world import AllBounds, World, exactly, in_columns, rule, value_of, world_of


def scores(text: str, **given: Any) -> list[str]:
    """The score of every subject by the exact definition, after the checks below."""
    one, world = rule(text), world_of(**given)
    assert [f for f in one.faults("x", world.points) if f.severity == "error"] == []
    return [_shown(outcome) for outcome in checked(one, world)]


def workings(text: str, **given: Any) -> list[Working]:
    return [outcome for outcome in exactly(rule(text), world_of(**given)) if isinstance(outcome, Working)]


def branches(text: str, **given: Any) -> list[str]:
    return [working.branch for working in workings(text, **given)]


def said(text: str, lang: str = "en", **given: Any) -> list[str]:
    """Every subject's step in words."""
    one = rule(text)
    return [_filled(one.words(w.branch), w.facts, lang) for w in workings(text, **given)]


def complaints(text: str, points: int = 100, lang: str = "en") -> list[str]:
    """What is wrong with a rule's text, in words."""
    return [complaint(fault, lang) for fault in rule(text).faults("x", Fraction(points))]


def complaint(fault: Fault, lang: str = "en") -> str:
    return sentence(fault.code, {"name": "x", **dict(fault.values)}, lang)


def _shown(outcome: Working | Held | LeftOut) -> str:
    if isinstance(outcome, Held):
        return f"held: {', '.join(outcome.causes)}"
    return "left out" if isinstance(outcome, LeftOut) else show(value_of(outcome))


def checked(one: Rule, world: World) -> list[Working | Held | LeftOut]:
    """What the rule says, once columns, bounds, words and the tree of steps have been found to agree with it."""
    found = exactly(one, world)
    bounds = one.bounds(AllBounds(world))
    for outcome in found:
        if isinstance(outcome, Working):
            _check_working(one, outcome, bounds)
        elif isinstance(outcome, Held):
            _check_causes(outcome)
    try:
        columns = in_columns(one, world)
    except NeedsReference:
        return found
    for outcome, told in zip(found, columns, strict=True):
        if told == "doubt":
            continue
        if not isinstance(outcome, Working):
            assert told is None, (outcome, told)
        elif isinstance(told, Interval):
            assert _inside(value_of(outcome), told), (outcome, told)
        else:
            assert told == value_of(outcome), (outcome, told)
    return found


def _inside(value: Number, interval: Interval) -> bool:
    ends = value.enclose(60) if isinstance(value, Real) else (value, value)
    return ends[1] >= interval.low and ends[0] <= interval.high


def _check_working(one: Rule, working: Working, bounds: Interval) -> None:
    value = value_of(working)
    assert compare(bounds.low, value) <= 0 <= compare(bounds.high, value), (bounds, working)
    for lang in ("zh", "en"):
        assert _filled(one.words(working.branch), working.facts, lang)
        for silent in working.silent:
            assert _filled(SILENT[silent.code], silent.values, lang)
    for part in working.parts:
        assert compare(_number(part), _fact(working.facts, part.what)) == 0
        _check_part(part)


def _check_part(step: Step) -> None:
    """The tree rebuilds its numbers: each part is what its formula gives, and its own parts are the formula's facts."""
    assert compare(_number(step), evaluate_formula(step.formula, step.facts)) == 0, step
    for silent in step.silent:
        assert _filled(SILENT[silent.code], silent.values, "en")
    for part in step.parts:
        assert compare(_number(part), _fact(step.facts, part.what)) == 0
        if part.kind == "part":
            _check_part(part)


def _number(step: Step) -> Number:
    assert isinstance(step.value, (Fraction, Real))
    return step.value


def _fact(facts: Mapping[str, Any], name: str) -> Number:
    number = facts[name]
    assert isinstance(number, (Fraction, Real))
    return number


def _check_causes(held: Held) -> None:
    for cause in held.causes:
        code, _, names = cause.partition(":")
        assert names == "missing" or code == "ZeroDivisionError" or _filled(CAUSES[code], {"names": names}, "zh")


def _filled(text: Text, values: Mapping[str, Any], lang: str) -> str:
    shown = {key: value.say(lang) if isinstance(value, Text) else shown_value(value) for key, value in values.items()}
    return text.say(lang).format(**shown)
