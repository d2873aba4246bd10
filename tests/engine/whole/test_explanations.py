"""The tree behind a score rebuilds it: what a reader is told is what was computed."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, note, settings

from kaohe.engine.explanation import Step
from kaohe.engine.expressions import evaluate_formula
from kaohe.engine.narration import as_data, tell
from kaohe.engine.numbers import Number, Real, Rounding, compare, rounded
from kaohe.engine.reference import Outside, Reference
from tests.engine.whole.random_schemes import Drawn, drawn
from tests.engine.whole.test_two_evaluators import LARGE


@settings(max_examples=60, suppress_health_check=LARGE)
@given(drawn())
def test_every_step_comes_from_its_formula_and_its_facts(one: Drawn) -> None:
    note(one.text)
    reference = Reference(one.scheme.graph, one.figures)
    for key, node in one.scheme.graph.nodes.items():
        for subject in reference.subjects(node.kind):
            try:
                step = reference.step(key, subject)
            except Outside:
                continue
            limits = reference.variant(node, subject).limits
            rebuilt(step, limits.at_least, limits.at_most)


def rebuilt(step: Step, at_least: Fraction | None = None, at_most: Fraction | None = None) -> None:
    """Computes the step again from what it shows, then every step beneath it."""
    if step.formula and isinstance(step.value, (Fraction, Real)):
        value: Number = evaluate_formula(step.formula, step.facts)
        if step.kind == "score":
            if at_least is not None and compare(value, at_least) < 0:
                value = at_least
            if at_most is not None and compare(value, at_most) > 0:
                value = at_most
        value = value if step.rounding is None else rounded(value, step.rounding)
        assert compare(value, step.value) == 0, (step.what, step.formula, step.facts, step.value)
    for part in step.parts:
        if part.what in step.facts and part.kind != "part":
            fact = step.facts[part.what]
            assert fact == part.value or not isinstance(part.value, (Fraction, Real)), (step.what, part.what)
        if part.kind == "part":
            rebuilt(part)


def test_a_number_that_cannot_be_told_from_its_rounding_is_told_all_the_same() -> None:
    """√2 × √2 is 2, but no enclosure ever shows it."""
    facts = {"x": Fraction(2)}
    step = Step("score", "s", "甲", Fraction(2), formula="root(x, 2) * root(x, 2)", facts=facts, rounding=Rounding())
    assert tell(step, "zh") == "s：2.00\n  = 开方(2, 2) × 开方(2, 2) = 2.000000…\n"


@settings(max_examples=25, suppress_health_check=LARGE)
@given(drawn())
def test_every_step_can_be_told_in_both_languages(one: Drawn) -> None:
    note(one.text)
    reference = Reference(one.scheme.graph, one.figures)
    for key, node in one.scheme.graph.nodes.items():
        for subject in reference.subjects(node.kind)[:2]:
            try:
                step = reference.step(key, subject)
            except Outside:
                continue
            for lang in ("zh", "en"):
                text = tell(step, lang)
                assert "{" not in text
                assert as_data(step, lang)["what"] == node.name
