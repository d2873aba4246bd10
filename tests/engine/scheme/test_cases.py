"""What is proven of a condition is so in every case that can be."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from kaohe.engine.scheme.checks.cases import Case, cases_of, holds, implies, truths
from kaohe.engine.scheme.checks.conditions import read_condition
from kaohe.engine.scheme.checks.findings import Findings
from kaohe.engine.scheme.names import Ref
from kaohe.engine.scheme.names import Test as Question
from kaohe.engine.scheme.scheme import read_scheme
from tests.engine.scheme.texts import SMALL

ATOMS = st.one_of(
    st.builds("{} {} {}".format, st.sampled_from(["total", "growth"]), st.sampled_from(["<", "<=", "==", "!=", ">=", ">"]), st.sampled_from(["0", "24", "40", "60", "60.01", "79.995", "100", "120"])),
    st.builds("staff {} {}".format, st.sampled_from(["<", ">="]), st.sampled_from(["1", "2", "50", "5000"])),
    st.builds("rank {} {}".format, st.sampled_from(["<=", ">"]), st.sampled_from(["0", "1", "3"])),
    st.sampled_from(["group == city", "group != city", "group in (city, county)", "zone == hill", "coastal", "missing(zone)"]),
    st.sampled_from(["id in north", "id == n1", "id not in (n1, x)", "growth < total", "staff * 2 > 10000"]),
)  # fmt: skip
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("(not ({}))".format, inner),
    ),
    max_leaves=5,
)


def hundredths(low: int, high: int) -> st.SearchStrategy[Fraction]:
    edges = [low, low + 1, 6000, 6001, 7999, 8000, high - 1, high]
    return st.one_of(st.sampled_from([n for n in edges if low <= n <= high]), st.integers(low, high)).map(
        lambda n: Fraction(n, 100)
    )


def fact(name: str) -> Ref:
    return Ref("attribute" if name in ("zone", "coastal", "staff") else "fact", "unit", name)


CASES = st.fixed_dictionaries(
    {
        Ref("score", "unit", "total"): st.one_of(st.none(), hundredths(2400, 10000)),
        Ref("score", "unit", "growth"): st.one_of(st.none(), hundredths(2400, 6000)),
        fact("staff"): st.one_of(st.none(), st.integers(1, 5000).map(Fraction)),
        ("rank",): st.integers(1, 50).map(Fraction),
        fact("group"): st.sampled_from(["city", "county"]),
        fact("zone"): st.sampled_from([None, "plain", "hill"]),
        fact("coastal"): st.sampled_from([None, True, False]),
        fact("id"): st.sampled_from(["n1", "n2", "x", "somebody"]),
    }
)


@cache
def findings() -> Findings:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scheme.yaml"
        path.write_text(SMALL, encoding="utf-8")
        scheme = read_scheme(path)
    return Findings(scheme.source, scheme.graph)


def read(condition: str) -> Question:
    test = read_condition(findings(), condition, "unit")
    assert test is not None, condition
    return test


@settings(max_examples=150)
@given(CONDITIONS, CASES)
def test_no_answer_is_called_impossible_that_is_not(condition: str, case: Case) -> None:
    test = read(condition)
    assert holds(test, case) in {None, *truths(test)}


@settings(max_examples=100)
@given(
    CONDITIONS, CONDITIONS, CASES, st.sampled_from(["{other}", "({one} or {other})", "(not (not ({one}) and {other}))"])
)
def test_what_is_said_to_follow_follows(one: str, other: str, case: Case, form: str) -> None:
    first, second = read(one), read(form.format(one=one, other=other))
    if implies(first, second):
        assert holds(first, case) is not True or holds(second, case) is True


@settings(max_examples=100)
@given(CONDITIONS, CASES)
def test_every_case_is_like_one_that_was_looked_at(condition: str, case: Case) -> None:
    test = read(condition)
    found = cases_of([test], missing=True)
    if found.whole:
        assert holds(test, case) in {holds(test, row) for row in found.rows}
