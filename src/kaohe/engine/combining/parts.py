"""What the ways of combining have in common: parts that count and parts that are left out, and their weighted mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from kaohe.engine.columns import Column, Mask, Value, where
from kaohe.engine.explanation import LeftOut, Silent, Text, Working
from kaohe.engine.numbers import Interval, Number
from kaohe.engine.rules.base import Bounds, Case, CellFormula, Cells, Columns, Fault
from kaohe.engine.rules.formulas import weighted
from kaohe.engine.rules.summing import sum_of

Read: TypeAlias = "tuple[str, str]"
"""What is read: the name of a score or a figure, and the part of the period (empty for the whole)."""

ZERO = Column.constant(0)


def counted(case: Case, reads: Mapping[str, Read]) -> tuple[dict[str, Number], tuple[Silent, ...]]:
    """By their labels: the numbers that count; and a note on each part left out."""
    numbers: dict[str, Number] = {}
    silent = []
    for label, read in reads.items():
        outcome = case.outcome(*read)
        if isinstance(outcome, LeftOut):
            silent.append(Silent("left_out", {"part": label, "cause": outcome.cause}))
        else:
            numbers[label] = case.value(*read)
    if not numbers:
        raise case.hold("no_part_counts")
    return numbers, tuple(silent)


def weighted_mean(case: Case, reads: Mapping[str, Read], weights: Mapping[str, Fraction]) -> Working:
    """Σ weight × part ÷ Σ weight, over the parts that count."""
    numbers, silent = counted(case, reads)
    formula = weighted({label: weights[label] for label in numbers})
    return Working(formula, numbers, branch="rescaled" if silent else "all", silent=silent)


def weighted_column(c: Columns, terms: Sequence[tuple[Read, Fraction]]) -> Value:
    shares, weights = [], []
    for read, weight in terms:
        left, share = c.left_out(*read), Column.constant(weight)
        part = c.value(*read) * share
        shares.append(part if left is None else where(left, ZERO, part))
        weights.append(share if left is None else where(left, ZERO, share))
    total, counting = sum_of(shares), sum_of(weights).once()
    if all(c.left_out(*read) is None for read, _ in terms):
        return total
    return c.held(counting.compare("==", ZERO), total / counting)


def weighted_bounds(b: Bounds, terms: Sequence[tuple[Read, Fraction]]) -> Interval:
    """A mean over fewer parts lies between the lowest and the highest that they can be."""
    if any(b.may_be_left_out(*read) for read, _ in terms):
        return Interval.around(*(b.value(*read) for read, _ in terms))
    total = sum((weight for _, weight in terms), Fraction(0))
    result = Interval.point(0)
    for read, weight in terms:
        result = result + b.value(*read) * Interval.point(weight / total)
    return result


def weighted_cells(c: Cells, terms: Sequence[tuple[Read, Fraction]]) -> CellFormula:
    """Where no part can be left out there is nothing to rescale."""
    shares, weights, some = [], [], False
    for read, weight in terms:
        title = c.title(*read)
        label = Text(f"权重：{title.zh}", f"weight: {title.en}")
        left, cell = c.left_out(*read), c.number(label, weight)
        some = some or left is not None
        shares.append(f"{cell}*{c.value(*read)}" if left is None else f"IF({left},0,{cell}*{c.value(*read)})")
        weights.append(cell if left is None else f"IF({left},0,{cell})")
    total = "+".join(shares)
    return CellFormula(f"({total})/({'+'.join(weights)})" if some else total)


def present(c: Columns, reads: Iterable[Read]) -> Iterator[tuple[Value, Mask | None]]:
    """Each part, and where it is left out."""
    return ((c.value(*read), c.left_out(*read)) for read in reads)


def weight_faults(weights: Mapping[str, Fraction], key: tuple[str | int, ...] = ()) -> list[Fault]:
    """Weights are above zero and add up to exactly 1."""
    found = [
        Fault("must_be_positive", (*key, name), (("value", weight),)) for name, weight in weights.items() if weight <= 0
    ]
    total = sum(weights.values(), Fraction(0))
    if total != 1:
        found.append(Fault("weights_do_not_add", key, (("sum", total),)))
    return found


def named_twice(names: Sequence[str]) -> list[Fault]:
    return [Fault("named_twice", (i,), (("part", name),)) for i, name in enumerate(names) if name in names[:i]]
