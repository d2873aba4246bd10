"""The scores that a mean reads, side by side: from these its weights can be computed."""

from __future__ import annotations

from fractions import Fraction

from kaohe.engine.numbers import Real
from kaohe.engine.reference.evaluator import Reference
from kaohe.engine.rules.base import Fault
from kaohe.engine.scheme.graph import NodeKey


def part_scores(reference: Reference, key: NodeKey) -> tuple[dict[str, list[Fraction]], list[Fault]]:
    """By part, one number a subject: of those for whom the node's plain text holds and who have a number in every part,
    in the order of their ids. Also what cannot be used: a part that is a root or a logarithm, not rounded."""
    node = reference.graph.nodes[key]
    plain = node.variants[-1]
    parts = {name: plain.refs[name, ""] for name in plain.rule.part_weights()}
    columns: dict[str, list[Fraction]] = {part: [] for part in parts}
    carried: dict[str, None] = {}
    for subject in reference.subjects(node.kind):
        if not reference.needed(key, subject) or reference.variant(node, subject) is not plain:
            continue
        row = {part: reference.read(subject, ref).value for part, ref in parts.items()}
        carried |= dict.fromkeys(part for part, value in row.items() if isinstance(value, Real))
        numbers = {part: value for part, value in row.items() if isinstance(value, Fraction)}
        if len(numbers) == len(parts):
            for part, number in numbers.items():
                columns[part].append(number)
    return columns, [Fault("part_not_rounded", (), (("part", part),)) for part in carried]
