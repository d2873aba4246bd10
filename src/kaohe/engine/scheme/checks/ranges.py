"""What the bounds of the scores tell: full marks that nobody can reach, factors below zero, numbers too large."""

from __future__ import annotations

from fractions import Fraction

from kaohe.engine.expressions import parse, resolve, warnings
from kaohe.engine.numbers import Interval
from kaohe.engine.scheme.bounds import BEYOND
from kaohe.engine.scheme.checks.conditions import KnownScope
from kaohe.engine.scheme.checks.findings import Findings
from kaohe.engine.scheme.checks.witness import Witness
from kaohe.engine.scheme.graph import Node, Variant
from kaohe.engine.scheme.yaml import Keys

WIDEST = 2**127


def check_limits(found: Findings) -> None:
    """Limits that no number meets."""
    for kind, scores in found.text.scores.items():
        for name, score in scores.items():
            _check_limits(found, score, "scores", kind, name)
    for kind, overrides in found.text.overrides.items():
        for i, override in enumerate(overrides):
            for name, patch in override.scores.items():
                _check_limits(found, patch, "overrides", kind, i, "scores", name)


def _check_limits(found: Findings, score: object, *keys: str | int) -> None:
    limits = getattr(score, "limits", None)
    if limits is None or limits.at_least is None or limits.at_most is None:
        return
    if limits.at_least > limits.at_most:
        found.error("limits_crossed", *keys, "limits", below=limits.at_least, above=limits.at_most)


def check_ranges(found: Findings) -> None:
    for node in found.graph.nodes.values():
        _check_reach(found, node)
        for i, variant in enumerate(node.variants):
            _check_width(found, node, variant, found.graph.bounds[node.key, i])
            if variant.rule.key == "multiplier":
                _check_factors(found, node, variant)
            if variant.formula is not None:
                _check_formula(found, node, variant)


def _check_reach(found: Findings, node: Node) -> None:
    """Whatever the figures, a rule never gives the full marks. Told of the plain text, or else of one override."""
    for i, variant in reversed([*enumerate(node.variants)]):
        high = found.graph.bounds[node.key, i].high
        reads_scores = any(ref.sort == "score" for ref in variant.uses)
        if variant.points is not None and not (node.extra or reads_scores) and high < variant.points:
            keys: Keys = ("scores", node.kind, node.name)
            if variant.override is not None:
                keys = ("overrides", node.kind, variant.override, "scores", node.name)
            found.warning("points_out_of_reach", *keys, "points", name=node.name, points=variant.points, high=high)
            return


def _check_width(found: Findings, node: Node, variant: Variant, bounds: Interval) -> None:
    step = variant.rounding.step if variant.rounding is not None else Fraction(1)
    if bounds == BEYOND or max(abs(bounds.low), abs(bounds.high)) / step >= WIDEST:
        found.note("too_wide", *variant.keys, name=node.name)


def _check_factors(found: Findings, node: Node, variant: Variant) -> None:
    """Two factors below zero would make a reward of two failures; one turns good work into a loss."""
    for (name, _), ref in sorted(variant.refs.items()):
        bounds = found.graph.ref_bounds(ref)
        if bounds.low >= 0:
            continue
        example = Witness(found.graph).below(ref, Fraction(0))
        values = {"name": node.name, "factor": name, "low": bounds.low}
        if example is not None:
            found.warning("factor_below_zero", *variant.keys, **values, example=example)
        else:
            found.note("factor_perhaps_below_zero", *variant.keys, **values)


def _check_formula(found: Findings, node: Node, variant: Variant) -> None:
    """Where the formula may have no value, now that the bounds of the scores in it are known."""
    assert variant.formula is not None
    scope = KnownScope(found.text, node.kind, possible=found.possible)
    resolved, _ = resolve(parse(variant.formula.text), scope)
    assert resolved is not None
    scores = {".".join(path) for path, ref in variant.formula.refs.items() if ref.sort == "score"}
    for fault in warnings(resolved):
        example = {one.partition(" = ")[0] for one in str(fault.values.get("example", "")).split(", ")}
        if fault.code.endswith("_always"):
            found.fault(fault, variant.formula.text, "error", *variant.keys)
        elif fault.code.endswith("_example") and not example & scores:
            found.fault(fault, variant.formula.text, "warning", *variant.keys)
        else:
            found.fault(fault, variant.formula.text, "note", *variant.keys)
