"""Weighted power means: what the harmonic and the power mean have in common, exactly, on columns and as bounds.

    mean = (Σ weight × part^p ÷ Σ weight)^(1 ÷ p)         p ≠ 0
    mean = the root of the product, by the weights         p = 0

Over parts that are not negative. With p ≤ 0 a part of zero makes the mean zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from math import lcm
from operator import or_

from kaohe.engine.columns import Column, Enclosed, Mask, Value, enclosed, where
from kaohe.engine.combining.geometric import Factor, rooted_product
from kaohe.engine.combining.parts import ZERO
from kaohe.engine.numbers import Interval, Number, Real, root
from kaohe.engine.rules.base import Columns
from kaohe.engine.rules.formulas import percent, weighted
from kaohe.engine.rules.summing import product_of, sum_of

ONE = Column.constant(1)


def times_of(weights: Mapping[str, Fraction]) -> dict[str, int]:
    """Weights as the smallest whole numbers: 25 % and 75 % count once and three times."""
    bottom = lcm(*(weight.denominator for weight in weights.values()))
    return {name: int(weight * bottom) for name, weight in weights.items()}


# ---- exact ----------------------------------------------------------------------------------------------------------


def power_formula(terms: Mapping[str, Fraction], p: int) -> str:
    """The mean of some terms with their weights; where p is negative no term is zero."""
    if len(terms) == 1:
        return next(iter(terms))
    if p == 0:
        factors = [term for term, times in times_of(terms).items() for _ in range(times)]
        return f"root({' * '.join(factors)}, {len(factors)})"
    if p > 0:
        return f"root({weighted({_power(term, p): weight for term, weight in terms.items()})}, {p})"
    same = len(set(terms.values())) == 1
    top = str(len(terms)) if same else percent(sum(terms.values(), Fraction(0)))
    below = [f"{1 if same else percent(weight)} / {_power(term, -p)}" for term, weight in terms.items()]
    quotient = f"{top} / ({' + '.join(below)})"
    return quotient if p == -1 else f"root({quotient}, {-p})"


def _power(term: str, times: int) -> str:
    product = " * ".join([term] * times)
    return f"({product})" if times > 1 else product


# ---- columns --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Term:
    """A part, its weight, and where it is left out."""

    value: Value
    weight: Fraction
    left: Mask | None

    def counted(self, value: Value) -> Value:
        """Zero where the part is left out."""
        return value if self.left is None else where(self.left, ZERO, value)


def power_column(c: Columns, terms: Sequence[Term], p: int) -> Value:
    """Null where a part is negative, or where none counts."""
    terms = [replace(t, value=(t.value if t.left is None else where(t.left, ONE, t.value)).once()) for t in terms]
    negative = reduce(or_, [term.value.compare("<", ZERO) for term in terms])
    if p == 0:
        times = times_of({str(i): term.weight for i, term in enumerate(terms)})
        return c.held(
            negative, rooted_product(c, [Factor(t.value, times[str(i)], t.left) for i, t in enumerate(terms)])
        )
    counting = sum_of(term.counted(Column.constant(term.weight)) for term in terms).once()
    mean = _of_powers(terms, p) / counting if p > 0 else counting / _of_powers(terms, p)
    if abs(p) > 1:
        mean = enclosed(mean).root(abs(p))
    if isinstance(mean, Enclosed):
        mean = replace(mean, bounds=Interval(Fraction(0), max(Fraction(1), *(t.value.bounds.high for t in terms))))
    if p < 0:
        mean = where(reduce(or_, [term.value.compare("==", ZERO) for term in terms]), ZERO, mean)
    return c.held(negative | counting.compare("==", ZERO), mean)


def _of_powers(terms: Sequence[Term], p: int) -> Value:
    """Σ weight × part^p; with a negative p a part that is not above zero is taken for one."""
    shares = []
    for term in terms:
        share, value = Column.constant(term.weight), term.value
        if p < 0:
            value = where(value.compare("<=", ZERO), ONE, value).once()
        power = product_of([value] * abs(p))
        shares.append(term.counted(share * power if p > 0 else share / power))
    return sum_of(shares)


# ---- bounds ---------------------------------------------------------------------------------------------------------


def power_bounds(terms: Sequence[tuple[Interval, Fraction, bool]], p: int) -> Interval:
    """What can be left out may leave any of the parts alone; else the mean rises with each part."""
    clipped = [(value.clipped(Fraction(0), None), weight, may_go) for value, weight, may_go in terms]
    if any(may_go for _, _, may_go in clipped):
        return Interval.around(*(value for value, _, _ in clipped))
    low = power_mean([(value.low, weight) for value, weight, _ in clipped], p)
    high = power_mean([(value.high, weight) for value, weight, _ in clipped], p)
    return Interval(_ends(low)[0], _ends(high)[1])


def power_mean(terms: Sequence[tuple[Fraction, Fraction]], p: int) -> Number:
    """The mean of (number, weight), the numbers not negative."""
    total = sum((weight for _, weight in terms), Fraction(0))
    if p == 0:
        times = times_of({str(i): weight for i, (_, weight) in enumerate(terms)})
        product = reduce(lambda a, b: a * b, (x ** times[str(i)] for i, (x, _) in enumerate(terms)), Fraction(1))
        return _root(product, sum(times.values()))
    if p < 0 and any(x == 0 for x, _ in terms):
        return Fraction(0)
    powers: Fraction = sum(
        (weight * x ** abs(p) if p > 0 else weight / x ** abs(p) for x, weight in terms), Fraction(0)
    )
    return _root(powers / total if p > 0 else total / powers, abs(p))


def _root(value: Fraction, degree: int) -> Number:
    return value if degree == 1 else root(value, degree)


def _ends(value: Number) -> tuple[Fraction, Fraction]:
    return value.enclose(30) if isinstance(value, Real) else (value, value)
