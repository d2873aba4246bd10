"""Weights that are computed: from pairwise judgements (AHP, 层次分析法), or from the figures (entropy 熵权法, CRITIC).

They are computed once, rounded so that they add up to exactly 100 %, and then stand in the scheme, frozen and shown.

    AHP        Σ weights = 1, matrix × weights = λ × weights      `eigenvector`: the principal eigenvector
               weight ∝ ⁿ√(product of the row)                    `geometric`: the means of the rows (方根法)
               consistency ratio = (λ − n) ÷ (n − 1) ÷ random index of n
    entropy    x' = x − min, p = x' ÷ Σ x';  weight ∝ 1 + Σ p ln p ÷ ln m             m: the number of subjects
    CRITIC     z = (x − min) ÷ (max − min);  weight ∝ deviation of z × Σ (1 − correlation with each other part)

No float is used: roots, logarithms and the eigenvector are `Real` numbers, enclosed as closely as the rounding asks. The
eigenvector is a mean of the columns of any power of the matrix, each divided by its sum, so the least and the greatest of
a row of these enclose it; λ lies between the least and the greatest of (matrix × x) ÷ x for any positive x.
Source: T. L. Saaty, The Analytic Hierarchy Process, 1980 (scale 1–9, random indices, ratio at most 0.1); C. E. Shannon,
A Mathematical Theory of Communication, 1948 (entropy); D. Diakoulaki, G. Mavrotas, L. Papayannakis, Determining
objective weights in multiple criteria problems: the CRITIC method, 1995.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, reduce
from itertools import combinations
from math import lcm
from typing import Literal, TypeAlias

from kaohe.engine.numbers import (
    DIGITS,
    Interval,
    Number,
    Real,
    Rounding,
    add,
    divide,
    logarithm,
    multiply,
    root,
    rounded,
    subtract,
)
from kaohe.engine.rules.base import Fault

Method = Literal["eigenvector", "geometric"]
Judgements: TypeAlias = Mapping[str, Mapping[str, Fraction]]
"""`{growth: {ecology: 3}}`: growth weighs three times as much as ecology."""
Matrix: TypeAlias = "tuple[tuple[Fraction, ...], ...]"

RANDOM_INDEX = {n: Fraction(c, 100) for n, c in enumerate((0, 0, 58, 90, 112, 124, 132, 141, 145, 149), 1)}
"""Mean consistency index of matrices filled at random, by their size (Saaty 1980)."""
MOST_CONSISTENT = Fraction(1, 10)
"""Above this ratio the judgements contradict each other too much (Saaty 1980)."""
SCALE = 9
"""A judgement lies between 1/9 and 9."""
FINEST = 100
"""No judgement is a fraction of larger numbers: nobody judges so finely, and powers of the matrix stay of a size."""
SAME = 10**50
"""Remainders that agree to 50 digits are the same."""


# ---- pairwise judgements --------------------------------------------------------------------------------------------


def judgement_faults(parts: Sequence[str], judgements: Judgements) -> Iterator[Fault]:
    """What is wrong with judgements about these parts: every pair is judged once, on the scale."""
    seen: dict[frozenset[str], tuple[str, str]] = {}
    for one, others in judgements.items():
        for other, times in others.items():
            key, pair = (one, other), frozenset((one, other))
            unknown = [name for name in key if name not in parts]
            if unknown:
                yield Fault("judges_no_part", key, (("part", unknown[0]), ("parts", tuple(parts))))
            elif one == other:
                yield Fault("judged_against_itself", key, (("part", one),))
            elif pair in seen:
                yield Fault("judged_twice", key, (("one", one), ("other", other)))
            elif not Fraction(1, SCALE) <= times <= SCALE:
                yield Fault("judgement_off_scale", key, (("value", times), ("most", SCALE)))
            elif max(times.numerator, times.denominator) > FINEST:
                yield Fault("judgement_too_fine", key, (("value", times), ("most", FINEST)))
            seen.setdefault(pair, key)
    missing = [f"{a} – {b}" for a, b in combinations(parts, 2) if frozenset((a, b)) not in seen]
    if missing:
        yield Fault("pairs_not_judged", (), (("pairs", tuple(missing)),))
    if len(parts) > max(RANDOM_INDEX):
        yield Fault("too_many_to_judge", (), (("n", len(parts)), ("most", max(RANDOM_INDEX))))


@dataclass(frozen=True)
class Pairwise:
    """Judgements without fault, as a matrix: how many times the row weighs the column."""

    parts: tuple[str, ...]
    matrix: Matrix

    @staticmethod
    def of(parts: Sequence[str], judgements: Judgements) -> Pairwise:
        def times(a: str, b: str) -> Fraction:
            if a == b:
                return Fraction(1)
            said = judgements.get(a, {}).get(b)
            return said if said is not None else 1 / judgements[b][a]

        return Pairwise(tuple(parts), tuple(tuple(times(a, b) for b in parts) for a in parts))

    def weights(self, method: Method) -> dict[str, Number]:
        if method == "geometric":
            products = [reduce(lambda a, b: a * b, row) for row in self.matrix]
            n = len(self.parts)
            return _shares({a: root(p, n) if n > 1 else p for a, p in zip(self.parts, products, strict=True)})
        return {part: self._weight(i) for i, part in enumerate(self.parts)}

    def _weight(self, i: int) -> Number:
        def enclose(digits: int) -> tuple[Fraction, Fraction]:
            found = _principal(self.matrix, digits).weights[i]
            return found.low, found.high

        return Real(("eigenvector", self.matrix, i), enclose)

    def consistency_ratio(self) -> Fraction:
        """Rounded to three places; the eigenvalue is known to 60. Zero for one or two parts: they cannot contradict each
        other."""
        n = len(self.parts)
        if n < 3:
            return Fraction(0)
        index = (_principal(self.matrix, DIGITS[1]).eigenvalue.low - n) / (n - 1)
        return rounded(max(index, Fraction(0)) / RANDOM_INDEX[n], Rounding(Fraction(1, 1000)))

    def oddest(self) -> tuple[str, str, Fraction, Fraction]:
        """The judgement furthest from what all of them together say: (one, other, times as judged, times by the weights)."""
        weights = [interval.low for interval in _principal(self.matrix, DIGITS[0]).weights]

        def apart(pair: tuple[int, int]) -> Fraction:
            ratio = self.matrix[pair[0]][pair[1]] * weights[pair[1]] / weights[pair[0]]
            return round(max(ratio, 1 / ratio), 20)  # of three parts all pairs are equally far off: the first is named

        i, j = max(combinations(range(len(self.parts)), 2), key=apart)
        if self.matrix[i][j] < 1:
            i, j = j, i
        return self.parts[i], self.parts[j], self.matrix[i][j], weights[i] / weights[j]

    def contradiction(self) -> Fault | None:
        """What to look at again where the ratio is too high."""
        ratio = self.consistency_ratio()
        if ratio <= MOST_CONSISTENT:
            return None
        one, other, times, implied = self.oddest()
        values = {"one": one, "other": other, "said": times, "implied": rounded(implied, Rounding())}
        values |= {"ratio": ratio, "most": MOST_CONSISTENT}
        return Fault("judgements_contradict", (one, other), tuple(values.items()), "warning")


@dataclass(frozen=True)
class _Principal:
    weights: tuple[Interval, ...]
    eigenvalue: Interval


@lru_cache(maxsize=256)
def _principal(matrix: Matrix, digits: int) -> _Principal:
    """The principal eigenvector, adding up to 1, and its eigenvalue, each to within 10^-digits."""
    bottom = lcm(*(x.denominator for row in matrix for x in row))
    power = [[int(x * bottom) for x in row] for row in matrix]
    while True:
        found = _enclosed(matrix, power)
        if all(one.high - one.low <= Fraction(1, 10**digits) for one in (*found.weights, found.eigenvalue)):
            return found
        power = [
            [sum(a * b for a, b in zip(row, col, strict=True)) for col in zip(*power, strict=True)] for row in power
        ]


def _enclosed(matrix: Matrix, power: Sequence[Sequence[int]]) -> _Principal:
    """What a power of the matrix tells of its eigenvector and eigenvalue."""
    columns = [[Fraction(x, sum(column)) for x in column] for column in zip(*power, strict=True)]
    weights = tuple(Interval(min(row), max(row)) for row in zip(*columns, strict=True))
    x = columns[0]
    grown = [sum(a * b for a, b in zip(row, x, strict=True)) / own for row, own in zip(matrix, x, strict=True)]
    return _Principal(weights, Interval(min(grown), max(grown)))


# ---- from the figures -----------------------------------------------------------------------------------------------


def data_faults(columns: Mapping[str, Sequence[Fraction]]) -> Iterator[Fault]:
    """What keeps figures from giving weights: one list a part, one number a subject."""
    subjects = len(next(iter(columns.values())))
    if subjects < 2:
        yield Fault("too_few_for_weights", (), (("n", subjects),))
        return
    for part, numbers in columns.items():
        if min(numbers) == max(numbers):
            yield Fault("part_the_same_for_all", (), (("part", part), ("value", numbers[0])))


def entropy_weights(columns: Mapping[str, Sequence[Fraction]]) -> dict[str, Number]:
    """The more a part tells subjects apart, the more it weighs."""
    subjects = len(next(iter(columns.values())))
    return _shares({part: add(logarithm(Fraction(subjects)), _ordered(xs)) for part, xs in columns.items()})


def _ordered(numbers: Sequence[Fraction]) -> Number:
    """Σ p ln p, for the shares p of what lies above the least."""
    counted = tuple(sorted(Counter(_above_least(numbers)).items()))
    return Real(("p ln p", counted), lambda digits: _ordered_ends(counted, digits))


@lru_cache(maxsize=256)
def _ordered_ends(counted: tuple[tuple[int, int], ...], digits: int) -> tuple[Fraction, Fraction]:
    """Σ p ln p = Σ k ln k ÷ K − ln K, for whole numbers k that so many subjects have, and their sum K."""
    whole = sum(k * times for k, times in counted)
    low = high = Fraction(0)
    for k, times in counted:
        if k:
            below, above = _ends(logarithm(Fraction(k)), digits)
            low, high = low + k * times * below, high + k * times * above
    below, above = _ends(logarithm(Fraction(whole)), digits)
    return low / whole - above, high / whole - below


def critic_weights(columns: Mapping[str, Sequence[Fraction]]) -> dict[str, Number]:
    """The more a part varies, and the less it goes with the others, the more it weighs."""
    scaled = {part: _over_range(numbers) for part, numbers in columns.items()}
    found: dict[str, Number] = {}
    for part, own in scaled.items():
        variance = _covariance(own, own)
        contrast: Number = Fraction(0)
        for other, theirs in scaled.items():
            if other != part:
                shared = _covariance(own, theirs)
                size = root(shared * shared / (variance * _covariance(theirs, theirs)), 2)
                contrast = add(contrast, subtract(Fraction(1), multiply(Fraction(-1 if shared < 0 else 1), size)))
        found[part] = multiply(root(variance, 2), contrast)
    return _shares(found)


def _above_least(numbers: Sequence[Fraction]) -> list[int]:
    """How far each lies above the least, in whole numbers of some unit."""
    least, bottom = min(numbers), lcm(*(x.denominator for x in numbers))
    return [int((x - least) * bottom) for x in numbers]


def _over_range(numbers: Sequence[Fraction]) -> tuple[list[int], int]:
    heights = _above_least(numbers)
    return heights, max(heights)


def _covariance(a: tuple[list[int], int], b: tuple[list[int], int]) -> Fraction:
    """Of numbers that stand over the size of a whole."""
    (xs, x_whole), (ys, y_whole), n = a, b, len(a[0])
    top = n * sum(x * y for x, y in zip(xs, ys, strict=True)) - sum(xs) * sum(ys)
    return Fraction(top, n * n * x_whole * y_whole)


def _shares(sizes: Mapping[str, Number]) -> dict[str, Number]:
    """Divided by their sum. Raises ZeroDivisionError where all are zero."""
    whole = reduce(add, sizes.values())
    return {part: divide(size, whole) for part, size in sizes.items()}


# ---- freezing -------------------------------------------------------------------------------------------------------


def frozen(weights: Mapping[str, Number], places: int) -> dict[str, Fraction]:
    """The weights with so many decimal places, adding up to exactly 1: all rounded down, and what is then missing goes to
    the largest remainders, of equal ones to the part that stands first (largest remainder, 最大余数法).

    Every digit is that of the true weight, which is enclosed to more than 50 digits: a weight as near as that to a last
    place is that place, remainders that agree to 50 digits are equal.
    """
    unit = 10**places
    parts: dict[str, tuple[int, Fraction]] = {}
    for name, weight in weights.items():
        low, high = (end * unit for end in _ends(weight, DIGITS[1]))
        down = high.numerator // high.denominator
        parts[name] = down, Fraction(round(max(low - down, Fraction(0)) * SAME), SAME)
    missing = unit - sum(down for down, _ in parts.values())
    raised = sorted(parts, key=lambda name: -parts[name][1])[:missing]
    return {name: Fraction(down + (name in raised), unit) for name, (down, _) in parts.items()}


def frozen_faults(weights: Mapping[str, Fraction], places: int) -> Iterator[Fault]:
    for part, weight in weights.items():
        if weight == 0:
            yield Fault("weight_rounds_to_nothing", (), (("part", part), ("places", places)))


def _ends(value: Number, digits: int) -> tuple[Fraction, Fraction]:
    return value.enclose(digits) if isinstance(value, Real) else (value, value)
