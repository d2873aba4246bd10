"""Random expressions that fit a small scope, and random rows of figures for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import narwhals as nw
import polars as pl
from hypothesis import strategies as st

from kaohe.engine.columns import Column, Mask
from kaohe.engine.expressions import (
    NumberType,
    Path,
    Resolved,
    TextColumn,
    TextType,
    Tree,
    TruthType,
    Type,
    resolve,
    write,
)
from kaohe.engine.expressions.evaluating import Value
from kaohe.engine.expressions.tree import (
    COMPARISONS,
    Among,
    Call,
    InARow,
    Listed,
    Minus,
    Name,
    Not,
    Numeral,
    Quoted,
    chain,
)
from kaohe.engine.numbers import Interval

CENT = Fraction(1, 100)
GROUPS = frozenset({"city", "county", "poor_county"})

NAMES: dict[Path, Type] = {
    ("total",): NumberType(Interval(Fraction(-20), Fraction(20)), CENT),
    ("unit", "growth"): NumberType(Interval(Fraction(0), Fraction(10)), CENT),
    ("cases",): NumberType(Interval(Fraction(-2), Fraction(3)), Fraction(1)),
    ("years_in_a_row", "excellent"): NumberType(Interval(Fraction(0), Fraction(5)), Fraction(1)),
    ("group",): TextType(GROUPS),
    ("id",): TextType(),
    ("principal",): TruthType(),
    ("市州",): TruthType(),
}


class Words:
    """The scope of every test here."""

    def type_of(self, path: Path) -> Type | None:
        return NAMES.get(path)

    def list_named(self, name: str) -> frozenset[str] | None:
        return frozenset({"a1", "a2"}) if name == "qilian_cities" else None

    def known(self) -> Iterable[str]:
        return [*(".".join(path) for path in NAMES), "qilian_cities"]


def paths(kind: type) -> list[Path]:
    return [path for path, found in NAMES.items() if isinstance(found, kind)]


# ---- trees ----------------------------------------------------------------------------------------------------------

numerals = st.sampled_from(["0", "1", "2", "3", "0.5", "40%", "7.25", "100"]).map(
    lambda text: Numeral(Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text), text)
)
number_names = st.sampled_from([Name(p) for p in paths(NumberType) if p[0] != "years_in_a_row"])
truth_names = st.sampled_from([Name(p) for p in paths(TruthType)])


def _chains(parts: st.SearchStrategy[Tree], operators: Iterable[str], most: int = 3) -> st.SearchStrategy[Tree]:
    """One operator fewer than parts."""
    signs = st.sampled_from(list(operators))
    pairs = st.lists(st.tuples(signs, parts), min_size=1, max_size=most - 1)
    return st.builds(lambda first, rest: chain([first, *(p for _, p in rest)], [o for o, _ in rest]), parts, pairs)


def _call(function: str, *arguments: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.tuples(*arguments).map(lambda found: Call(function, found))


def _whole(low: int, high: int) -> st.SearchStrategy[Tree]:
    return st.integers(low, high).map(lambda n: Numeral(Fraction(n), str(n)))


def _comparisons(numbers: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    one = _chains(numbers, COMPARISONS, most=2)
    return one | _chains(numbers, ("<", "<=")) | _chains(numbers, (">", ">="))


group, an_id = Name(("group",)), Name(("id",))
texts: st.SearchStrategy[Tree] = st.one_of(
    st.builds(
        lambda v, o: chain([group, Name((v,))], [o]), st.sampled_from(sorted(GROUPS)), st.sampled_from(["==", "!="])
    ),
    st.builds(lambda v: chain([Quoted(v), an_id], ["=="]), st.sampled_from(["a1", "it's", "and"])),
    st.builds(lambda n: Among(an_id, Name(("qilian_cities",)), n), st.booleans()),
    st.builds(lambda n: Among(group, Listed((Name(("city",)), Quoted("county"))), n), st.booleans()),
    st.integers(1, 3).map(lambda years: InARow(Name(("excellent",)), years)),
)


def _numbers_and_conditions(functions: bool) -> tuple[st.SearchStrategy[Tree], st.SearchStrategy[Tree]]:
    numbers: st.SearchStrategy[Tree] = st.deferred(lambda: numbers_of)
    conditions: st.SearchStrategy[Tree] = st.deferred(lambda: conditions_of)
    members = st.tuples(numerals, numerals.map(Minus)).map(Listed)
    conditions_of = st.one_of(
        truth_names,
        texts,
        _comparisons(numbers),
        conditions.map(Not),
        _chains(conditions, ("and",)),
        _chains(conditions, ("or",)),
        st.builds(Among, number_names, members, st.booleans()),
        _call("missing", st.one_of(numbers, st.just(group), truth_names)),
    )
    simple = [numerals, number_names, _chains(numbers, "+-"), _chains(numbers, "*/"), numbers.map(Minus)]
    more = [
        _call("abs", numbers),
        _call("min", numbers, numbers),
        _call("max", numbers, numbers, numbers),
        _call("if", conditions, numbers, numbers),
        _call("round", numbers, _whole(0, 3)),
        _call("root", numbers, _whole(2, 3)),
        _call("ln", numbers),
    ]
    numbers_of = st.one_of(*simple, *(more if functions else []))
    return numbers, conditions


def _short(tree: Tree) -> bool:
    """Hypothesis warns of failing examples too long to print."""
    return len(write(tree)) < 500


plain_numbers = _numbers_and_conditions(functions=False)[0].filter(_short)
trees = st.one_of(*_numbers_and_conditions(functions=True)).filter(_short)

# ---- figures --------------------------------------------------------------------------------------------------------

_SPECIAL = [Fraction(0), Fraction(1), Fraction(-1), Fraction(1, 2)]


def _values(kind: Type) -> st.SearchStrategy[Value]:
    if isinstance(kind, NumberType):
        assert kind.bounds is not None
        assert kind.unit is not None
        unit = kind.unit
        steps = st.integers(int(kind.bounds.low / unit), int(kind.bounds.high / unit))
        known: st.SearchStrategy[Value] = steps.map(lambda n: n * unit)
        special = [v for v in _SPECIAL if v in kind.bounds and (v / unit).denominator == 1]
        return st.one_of(st.none(), known, st.sampled_from(special))
    if isinstance(kind, TextType):
        return st.sampled_from([None, *sorted(kind.values or {"a1", "a3", "it's"})])
    return st.sampled_from([None, True, False])


rows = st.fixed_dictionaries({path: _values(kind) for path, kind in NAMES.items()})


def frame(figures: Sequence[Mapping[Path, Value]]) -> nw.DataFrame[pl.DataFrame]:
    """Numbers as whole counts of their unit, as the engine stores them."""
    data = {}
    for path, kind in NAMES.items():
        values = [row[path] for row in figures]
        if isinstance(kind, NumberType):
            assert kind.unit is not None
            counts = [int(v / kind.unit) if isinstance(v, Fraction) else None for v in values]
            data["_".join(path)] = pl.Series(counts, dtype=pl.Int64)
        else:
            data["_".join(path)] = pl.Series(values, dtype=pl.String if isinstance(kind, TextType) else pl.Boolean)
    return nw.from_native(pl.DataFrame(data))


def column_of(path: Path) -> Column | Mask | TextColumn:
    kind, expr = NAMES[path], nw.col("_".join(path))
    if isinstance(kind, NumberType):
        assert kind.bounds is not None
        assert kind.unit is not None
        return Column.stored(expr, kind.unit, kind.bounds)
    return TextColumn(expr) if isinstance(kind, TextType) else Mask(expr)


def resolved(tree: Tree) -> Resolved:
    found, faults = resolve(tree, Words())
    assert found is not None, faults
    return found
