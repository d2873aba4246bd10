"""Weights that were computed and frozen: whether what the scheme says of them is so, as far as its text can show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from kaohe.engine.numbers import show
from kaohe.engine.scheme.checks.findings import Findings
from kaohe.engine.scheme.graph import Node, Variant
from kaohe.engine.scheme.model import Weighting
from kaohe.engine.scheme.yaml import Keys
from kaohe.engine.weights import Pairwise, frozen, judgement_faults

NEEDED = {
    "ahp": ("method", "judgements", "consistency_ratio"),
    "entropy": ("figures", "subjects"),
    "critic": ("figures", "subjects"),
}
STALE = frozenset({"weights_not_of_judgements", "ratio_not_of_judgements", "weight_finer_than_places"})
"""What computing the weights again puts right."""


def check_weights(found: Findings) -> None:
    for node in found.graph.nodes.values():
        for variant in node.variants:
            if variant.weighting is not None:
                _check(found, node, variant, variant.weighting)


def _check(found: Findings, node: Node, variant: Variant, weighting: Weighting) -> None:
    at = weighting_keys(found, node, variant)
    weights = variant.rule.part_weights()
    if not weights:
        found.error("weighting_without_weights", *at, name=node.name)
        return
    if not _whole(found, weighting, at):
        return
    for part, weight in weights.items():
        if (weight * 10**weighting.places).denominator != 1:
            values = {"value": weight, "part": part, "places": weighting.places}
            found.error("weight_finer_than_places", *variant.keys, part, **values)
    if weighting.by == "ahp":
        _check_judgements(found, node.name, weights, weighting, at)
    elif not re.fullmatch("[0-9a-f]{64}", weighting.figures or ""):
        found.error("not_a_fingerprint", *at, "figures", value=weighting.figures)


def weighting_keys(found: Findings, node: Node, variant: Variant) -> Keys:
    """Where the weighting of a variant stands: in its override, or in the plain text."""
    if variant.override is not None:
        keys = ("overrides", node.kind, variant.override, "scores", node.name, "weighting")
        if keys in found.source.places:
            return keys
    return ("scores", node.kind, node.name, "weighting")


def _whole(found: Findings, weighting: Weighting, at: Keys) -> bool:
    """Are there the keys that go with the method, and no others?"""
    needed = NEEDED[weighting.by]
    every = {key for keys in NEEDED.values() for key in keys}
    given = {key for key in every if getattr(weighting, key) is not None}
    for key in sorted(set(needed) - given):
        found.error("key_needed", *at, "by", other=f"by: {weighting.by}", key=key)
    for key in sorted(given - set(needed)):
        owner = next(by for by, keys in NEEDED.items() if key in keys)
        found.error("key_without", *at, key, key=key, other=f"by: {owner}")
    return given == set(needed)


def _check_judgements(
    found: Findings, name: str, weights: Mapping[str, Fraction], weighting: Weighting, at: Keys
) -> None:
    assert weighting.judgements is not None
    assert weighting.method is not None
    faults = list(judgement_faults(list(weights), weighting.judgements))
    for fault in faults:
        found.error(fault.code, *at, "judgements", *fault.key, **dict(fault.values))
    if faults:
        return
    pairwise = Pairwise.of(list(weights), weighting.judgements)
    right = frozen(pairwise.weights(weighting.method), weighting.places)
    if right != weights:
        texts = (", ".join(f"{part} {show(w)}" for part, w in ws.items()) for ws in (weights, right))
        found.error(
            "weights_not_of_judgements", *at[:-1], name=name, **dict(zip(("said", "right"), texts, strict=True))
        )
    ratio = pairwise.consistency_ratio()
    if weighting.consistency_ratio != ratio:
        values = {"said": weighting.consistency_ratio, "right": ratio}
        found.error("ratio_not_of_judgements", *at, "consistency_ratio", **values)
    contradiction = pairwise.contradiction()
    if contradiction is not None:
        one, other = contradiction.key
        pair = (one, other) if other in weighting.judgements.get(str(one), {}) else (other, one)
        found.warning(contradiction.code, *at, "judgements", *pair, name=name, **dict(contradiction.values))
