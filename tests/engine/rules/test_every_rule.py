"""One property for all rules: on any group of subjects the columns say what the exact definition says, the score lies
within the bounds, the formula of the working gives the score, and there are words for it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaohe.engine.combining import COMBINING
from kaohe.engine.rules import RULES
from kaohe.engine.rules.base import Event, Rule
from kaohe.engine.rules.forms import Form
from tests.engine.rules.checking import checked
from tests.engine.rules.world import OUT, UNIT, World, form, rule

PARTS = ("q1", "q2", "q3")

FORMS = {
    "votes": form("""
        title: 民主测评
        items: {ability: {title: 能, weight: 40%}, result: {title: 绩, weight: 60%}}
        options: {good: {title: 好, points: 100}, fair: {title: 一般, points: 62.5}, poor: {title: 差, points: 0}, unknown: {title: 不了解}}
        classes: {leaders: {title: 领导, weight: 1/3}, staff: {title: 职工, weight: 2/3, at_least: 2}}
        """),
    "simple": form("""
        title: 一报告两评议
        items: {work: {title: 工作}, change: {title: 退步, side: negative}}
        options: {good: {title: 好, points: 90}, poor: {title: 差, points: 40}, unknown: {title: 不了解}}
        """),
    "checks": form("""
        title: 正反向测评
        items: {firm: {title: 坚定}, fair: {title: 公道}, late: {title: 拖延, side: negative}}
        options: {good: {title: 是, points: 100}, poor: {title: 否, points: 0}, unknown: {title: 不清楚}}
        """),
    "classed_checks": form("""
        title: 正反向测评
        items: {ability: {title: 坚定, weight: 70%}, result: {title: 拖延, side: negative, weight: 30%}}
        options: {good: {title: 是, points: 100}, poor: {title: 否, points: 0}}
        classes: {leaders: {title: 领导, weight: 40%}, staff: {title: 职工, weight: 60%}}
        """),
    "marks": form("{title: 打分, items: {work: {title: 工作}, fault: {title: 失误, side: negative}}, full: 10}"),
    "classed_marks": form("""
        title: 打分
        items: {ability: {title: 能, weight: 40%}, result: {title: 绩, weight: 60%}}
        full: 10
        classes: {leaders: {title: 领导, weight: 40%}, staff: {title: 职工, weight: 60%}}
        """),
}

TEXTS = [
    "efficacy: {floor: 60%}",
    "efficacy: {floor: 60%, all_equal: floor, within: all}",
    "target: {to: 2, met: share}",
    "target: {to: -2, met: all_or_nothing}",
    "target: {target: plan, met: share}",
    "target: {target: plan, met: surpass, at_target: 80%}",
    "target: {target: plan, met: surpass, at_target: 80%, at_most: 250%}",
    "target: {to: -1.5, met: surpass, at_target: 80%, at_most: 120%}",
    "target: {mean: group, met: share}",
    "target: {mean: {within: all, times: 105%, add: 0.5}, met: all_or_nothing}",
    "target: {mean: all, met: surpass, at_target: 80%, at_most: 150%}",
    "plus_minus: {mean: group, per: unit, minus: 0.1, plus: 2, at_target: 50%}",
    "plus_minus: {mean: {add: -1}, per: percent, minus: 0.1, at_least: -50%}",
    "diminishing: {mean: group, width: 1, each: [1/20, 1/40, 1/60], at_target: 50%}",
    "diminishing: {to: 0.5, width: 0.25, each: [2], at_target: 40%, at_least: -1, at_most: 300%}",
    "diminishing: {target: plan, width: 100, each: [0.1%, 0.05%], at_target: 60%}",
    "ratio_to_best: {}",
    "ratio_to_best: {within: all}",
    "z_score: {deviation: population, at_mean: 50%, each: 25%}",
    "z_score: {deviation: sample, at_mean: 60%, each: 1/3, at_least: -1, at_most: 2, within: all}",
    "plus_minus: {to: 2, per: unit, minus: 30, at_least: -20%}",
    "plus_minus: {to: -1, per: percent, plus: 0.5, minus: 0.25, at_target: 80%}",
    "plus_minus: {target: plan, per: percent, plus: 0.5, minus: 0.5, at_target: 80%, at_most: 120%}",
    "bands: {steps: [{points: 7}, {at_least: -1, points: 1}, {above: 0, points: 1/3}, {above: 3, points: -10}]}",
    "bands: {linear: [{at: -2, points: 0}, {at: 0.5, points: 4}, {at: 3, points: 1}]}",
    "goalposts: {low: -1, high: 2.5}",
    "goalposts: {low: 0.5, high: 3, log: true}",
    "rank_points: {each: -30%, floor: 25%}",
    "rank_points: {each: -7%, ties: dense, within: all}",
    "rank_points: {percent: of_others, floor: 60%, ties: average}",
    "rank_points: {percent: of_others, ties: last}",
    "rank_points: {percent: weak}",
    "rank_points: {percent: strict, floor: 1/3, within: all}",
    "rank_points: {percent: mean, reverse: true}",
    "rank_points: {table: [60, 57, 54.5], rest: 10, ties: average, reverse: true}",
    "rank_points: {top: [3, 2, 1], bottom: [-3, -2], ties: competition}",
    "rank_points: {top: [3, 2], bottom: [-3, -2, -1], ties: average, reverse: true}",
    "progress: {base: before, by: difference, full: 2.5, at_base: 60%}",
    "progress: {base: before, by: percent, full: 10%, at_base: 50%, at_least: 25%}",
    "progress: {base: before, by: percent, full: 150%}",
    "progress: {base: before, by: gap, full: 50%, to: 2, at_base: 1/3, at_least: 1/3}",
    "progress: {base: before, by: gap, full: 1, target: plan, at_base: 20%}",
    "rate: {out_of: cases}",
    "rate: {out_of: cases, at_least: 2, few: leave_out, interval: 1.96}",
    "rate: {out_of: cases, at_least: 2, few: group_rate}",
    "rate: {out_of: cases, shrink: 2.5, within: all}",
    "quantile_bands: {cuts: [20%, 0.55, 6/7], points: [1, 3, 2, 7.5], definition: linear}",
    "quantile_bands: {cuts: [25%, 50%], points: [4, 6, 5], definition: nearest_rank, on_cut: below, within: all}",
    "per_event: {start: 5, each: -0.5, not_below: 4}",
    "per_event: {start: 0, each: 1.5, not_above: 2, events: happenings}",
    "per_event: {by_count: [2, 1.5, 0], events: happenings}",
    "per_event: {by_count: [2, 1.5, 3, 0]}",
    "awards: {events: honours, levels: {high: 8, low: {points: 0.5, at_most: 1}}, others: 25%}",
    "awards: {events: honours, levels: {low: 1, high: 3}, roles: {lead: 1, aid: {share: 1/3}}, not_above: 7}",
    "awards: {events: honours, levels: {low: -1, high: {points: -3, at_most: 4}}, needs_document: false, not_below: -5}",
    "awards: {events: honours, levels: {high: 2, low: 2}, since: 2026-01-15, until: 2026-03-01, others: 1/3}",
    "given: {}",
    "given: {full: 3}",
    "given: {not_below: -3, not_above: 0}",
    "checklist: {form: checks}",
    "checklist: {form: classed_checks, at_least: 2}",
    "tally: {form: votes}",
    "tally: {form: simple, at_least: 3}",
    "rating: {form: marks, trim_above: 3}",
    "rating: {form: classed_marks, at_least: 2}",
    "sum: [a, b, bonus]",
    "sum: [a, bonus]",
    "mean: {a: 1/3, b: 2/3}",
    "mean: {a: 50%, b: 30%, c: 20%}",
    "geometric: [a, b, c]",
    "geometric: {a: 2, b: 1}",
    "harmonic: {a: 1/3, b: 2/3}",
    "harmonic: {a: 50%, b: 30%, c: 20%}",
    "power: {of: {a: 50%, b: 30%, c: 20%}, exponent: 2}",
    "power: {of: {a: 1/3, b: 2/3}, exponent: -3}",
    "power: {of: {a: 1/3, b: 1/3, c: 1/3}, exponent: 3, top: 3}",
    "power: {of: {a: 25%, b: 75%}, exponent: 0, top: 2.5}",
    "power: {of: {a: 40%, b: 60%}, exponent: -1, top: 3}",
    "best: {of: [a, b, c], n: 2, how: mean}",
    "best: {of: [a, b, c, d], n: 3, how: sum}",
    "spread: {of: [a, b, c], by: range}",
    "spread: {of: [a, b, c], by: deviation}",
    "least: [a, b, c]",
    "most: [a, b, c]",
    "over: {of: x, how: mean}",
    "over: {of: x, how: sum}",
    "over: {of: x, how: least}",
    "over: {of: x, how: latest}",
    "over: {of: x, weights: {q1: 10%, q2: 30%, q3: 60%}}",
    "take: unit.total",
    "winsorised: {of: x, low: 10%, high: 90%, definition: linear}",
    "winsorised: {of: x, high: 2/3, definition: nearest_rank, within: all}",
    "winsorised: {of: x, deviations: 1, deviation: population}",
    "winsorised: {of: x, deviations: 0.5, deviation: sample, within: all}",
    "multiplier: {score: a, by: b, base: 80}",
    "formula: a * b + 1",
]

numbers = st.one_of(
    st.sampled_from([Fraction(n, 2) for n in range(-4, 7)]),
    st.integers(-100_000, 100_000).map(lambda n: n * UNIT),
)
given_values = st.one_of(numbers, numbers, numbers, st.sampled_from([OUT, None]))


happenings = st.builds(
    Event,
    date=st.sampled_from(["2026-03-01", "2026-03-02", "2026-01-14", ""]),
    count=st.integers(0, 2).map(Fraction),
    level=st.sampled_from(["high", "low", "unheard_of"]),
    role=st.sampled_from(["lead", "aid", ""]),
    document=st.sampled_from(["示例通报1号", "示例通报2号", ""]),
    matter=st.sampled_from(["", "甲", "乙"]),
)


@st.composite
def worlds(draw: st.DrawFn, one: Rule) -> World:
    size = draw(st.integers(1, 8))
    reads = {f"{i.name}@{i.part}" if i.part else i.name for i in one.inputs("x", PARTS)}
    values = {name: draw(st.lists(given_values, min_size=size, max_size=size)) for name in sorted(reads)}
    carried = not one.withins() and draw(st.integers(0, 2)) == 0
    more: dict[str, Any] = {}
    for name in one.forms():
        more |= draw(answers(FORMS[name], size))
    if one.counted_events("x"):
        more["events"] = draw(st.lists(st.lists(happenings, max_size=5), min_size=size, max_size=size))
    return World(
        values,
        size,
        groups=draw(st.lists(st.sampled_from("ab"), min_size=size, max_size=size)),
        points=draw(st.sampled_from([Fraction(100), Fraction(5, 2), Fraction(0)])),
        better=draw(st.sampled_from(["higher", "lower"])),
        parts=PARTS,
        carried=frozenset(name for name in sorted(reads) if carried and draw(st.booleans())),
        marks={"a": Fraction(60), "b": Fraction(40)},
        extras=frozenset({"bonus"}),
        forms=FORMS,
        **more,
    )


@st.composite
def answers(draw: st.DrawFn, one: Form, size: int) -> dict[str, Any]:
    """What raters said on a form, one entry a subject."""
    classes = list(one.classes) or [""]
    if one.full is not None:
        mark = st.integers(0, 20).map(lambda n: Fraction(n, 2))
        rating = st.tuples(st.sampled_from(list(one.items)), st.sampled_from(classes), mark)
        return {"ratings": draw(st.lists(st.lists(rating, max_size=14), min_size=size, max_size=size))}
    cells = [(c, item, option) for c in classes for item in one.items for option in one.options]
    tally = st.lists(st.integers(0, 4), min_size=len(cells), max_size=len(cells))
    counts = tally.map(lambda found: dict(zip(cells, found, strict=True)))
    return {"tallies": draw(st.lists(counts, min_size=size, max_size=size))}


@pytest.mark.parametrize("text", TEXTS)
@settings(max_examples=12)
@given(data=st.data())
def test_columns_bounds_formula_and_words_agree_with_the_definition(text: str, data: st.DataObject) -> None:
    one = rule(text)
    checked(one, data.draw(worlds(one)))


def test_every_rule_is_tried() -> None:
    assert {next(iter(text.split(":"))) for text in TEXTS} == {*RULES, *COMBINING}


@pytest.mark.parametrize("text", TEXTS)
def test_the_texts_tried_are_without_fault(text: str) -> None:
    one = rule(text)
    assert list(one.faults("x", Fraction(100))) == []
    assert [fault for name in one.forms() for fault in one.form_faults(FORMS[name])] == []
