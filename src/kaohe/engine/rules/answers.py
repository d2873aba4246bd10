"""What the rules that count rating forms have in common: the mean of each item, of each class, and of all.

    item  = mean of a class's valid answers; a negative item counts full − mean
    class = Σ item × item weight
    all   = Σ class × class weight

A class with too few valid answers to any item is missing: the score is held, and never spread over the other classes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from operator import add

from kaohe.engine.columns import Column, Value
from kaohe.engine.explanation import Fact, Silent, Step, Text
from kaohe.engine.rules.base import Case, Columns, Fault
from kaohe.engine.rules.forms import Form
from kaohe.engine.rules.formulas import numeral, weighted
from kaohe.engine.rules.summing import sum_of


@dataclass(frozen=True)
class Mean:
    """The mean of one class's valid answers to one item, and how it came about."""

    valid: int
    value: Fraction
    formula: str
    facts: Mapping[str, Fact]
    silent: tuple[Silent, ...] = ()


def cells(form: Form) -> list[tuple[str, str]]:
    """Every class with every item."""
    return [(rater_class, item) for rater_class in form.class_weights for item in form.items]


def missing_classes(form: Form, at_least: int, means: Mapping[tuple[str, str], Mean]) -> list[str]:
    few = {c for (c, _), mean in means.items() if mean.valid < form.enough(c, at_least)}
    return [c for c in form.class_weights if c in few]


def hold_if_missing(case: Case, form: Form, at_least: int, means: Mapping[tuple[str, str], Mean]) -> None:
    missing = missing_classes(form, at_least, means)
    if missing == [""]:
        raise case.hold("too_few_answers")
    if missing:
        raise case.hold(f"class_missing:{','.join(missing)}")


def by_class(form: Form, full: Fraction, means: Mapping[tuple[str, str], Mean]) -> Step:
    """The step `mean`: over all classes, each over its items."""
    steps = [_class_step(form, full, c, means) for c in form.class_weights]
    if not form.classes:
        return steps[0]
    facts: dict[str, Fact] = {step.what: _number(step) for step in steps}
    value = sum((_number(step) * form.class_weights[step.what] for step in steps), Fraction(0))
    formula = weighted(form.class_weights)
    return Step("part", "mean", "", value, Text("平均", "Mean"), formula=formula, facts=facts, parts=tuple(steps))


def _class_step(form: Form, full: Fraction, rater_class: str, means: Mapping[tuple[str, str], Mean]) -> Step:
    parts = tuple(item_step(form, item, means[rater_class, item]) for item in form.items)
    facts: dict[str, Fact] = {part.what: _number(part) for part in parts}
    value = sum(
        (for_or_against(form, p.what, full, _number(p)) * form.item_weights[p.what] for p in parts), Fraction(0)
    )
    title = form.classes[rater_class].title if rater_class else Text("平均", "Mean")
    formula = over_items(form, full)
    return Step("part", rater_class or "mean", "", value, title, formula=formula, facts=facts, parts=parts)


def over_items(form: Form, full: Fraction) -> str:
    """The weighted mean of the items, a negative one counted the other way round."""
    return weighted({_term(form, item, full): weight for item, weight in form.item_weights.items()})


def _term(form: Form, item: str, full: Fraction) -> str:
    return item if form.items[item].side == "positive" else f"({numeral(full)} - {item})"


def for_or_against(form: Form, item: str, full: Fraction, value: Fraction) -> Fraction:
    return value if form.items[item].side == "positive" else full - value


def item_step(form: Form, item: str, mean: Mean) -> Step:
    asked = form.items[item]
    step = Step("part", item, "", mean.value, asked.title, formula=mean.formula, facts=mean.facts)
    return replace(step, silent=mean.silent, article=asked.article)


def _number(step: Step) -> Fraction:
    assert isinstance(step.value, Fraction)
    return step.value


# ---- options --------------------------------------------------------------------------------------------------------


def option_mean(case: Case, form_name: str, rater_class: str, item: str, *, full: Fraction) -> Mean:
    """The mean of the counted answers; options are worth their points × full ÷ 100."""
    form, tallies = case.form(form_name), case.tallies(form_name)
    counts = {option: tallies.get((rater_class, item, option), 0) for option in form.options}
    valid = sum(counts[option] for option in form.counted)
    points = {option: value * full / 100 for option, value in form.counted.items()}
    earned = sum((count * points[option] for option, count in counts.items() if option in points), Fraction(0))
    formula = f"({_added(points)}) / ({' + '.join(points)})"
    silent = tuple(
        Silent("option_not_counted", {"option": form.options[option].title, "count": count})
        for option, count in counts.items()
        if option not in points and count
    )
    facts: dict[str, Fact] = {option: Fraction(counts[option]) for option in points}
    return Mean(valid, earned / valid if valid else Fraction(0), formula, facts, silent)


def _added(points: Mapping[str, Fraction]) -> str:
    terms = [name if worth == 1 else f"{name} * {numeral(worth)}" for name, worth in points.items() if worth]
    return " + ".join(terms) or "0"


def option_totals(c: Columns, form_name: str, rater_class: str, item: str) -> tuple[Value, Value]:
    """Points earned, out of 100 each, and the number of counted answers."""
    counted = c.form(form_name).counted
    counts = {option: c.tally(form_name, rater_class, item, option) for option in counted}
    earned: Value = reduce(add, (counts[option] * Column.constant(points) for option, points in counted.items()))
    valid: Value = reduce(add, counts.values())
    return earned, valid


# ---- columns --------------------------------------------------------------------------------------------------------


def mean_column(
    c: Columns, form: Form, full: Fraction, at_least: int, totals: Callable[[str, str], tuple[Value, Value, Value]]
) -> Value:
    """The mean over all classes and items. `totals` gives for a class and an item: the sum of what counts, how many
    that are, and how many answers are valid."""
    terms = []
    for rater_class, item in cells(form):
        total, counted, valid = totals(rater_class, item)
        enough = Column.constant(form.enough(rater_class, at_least))
        mean = c.held(valid.compare("<", enough), total / counted)
        value = mean if form.items[item].side == "positive" else Column.constant(full) - mean
        terms.append(value * Column.constant(form.class_weights[rater_class] * form.item_weights[item]))
    return sum_of(terms)


# ---- what is wrong with a form --------------------------------------------------------------------------------------


def form_faults(form: Form) -> list[Fault]:
    """What is wrong with a form whoever counts it; keys lead from the form's text."""
    found = [*_item_faults(form), *_option_faults(form)]
    weights = sum((one.weight for one in form.classes.values()), Fraction(0))
    found += [
        Fault("must_be_positive", ("classes", name, "weight"), (("value", one.weight),))
        for name, one in form.classes.items()
        if one.weight <= 0
    ]
    if form.classes and weights != 1:
        found.append(Fault("weights_do_not_add", ("classes",), (("sum", weights),)))
    return found


def _item_faults(form: Form) -> Iterator[Fault]:
    without = [name for name, item in form.items.items() if item.weight is None]
    if 0 < len(without) < len(form.items):
        yield Fault("weight_for_some_only", ("items",), (("without", ", ".join(without)),))
        return
    for name, item in form.items.items():
        if item.weight is not None and item.weight <= 0:
            yield Fault("must_be_positive", ("items", name, "weight"), (("value", item.weight),))
    if sum(form.item_weights.values()) != 1:
        yield Fault("weights_do_not_add", ("items",), (("sum", sum(form.item_weights.values())),))


def _option_faults(form: Form) -> Iterator[Fault]:
    if bool(form.options) == (form.full is not None):
        yield Fault("options_or_full")
    if form.full is not None and form.full <= 0:
        yield Fault("must_be_positive", ("full",), (("value", form.full),))
    for name, points in form.counted.items():
        if not 0 <= points <= 100:
            yield Fault("points_out_of_100", ("options", name, "points"), (("value", points),))
