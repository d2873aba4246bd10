"""The discipline of those who give scores: in every comparison set the scores must spread, with few full marks and few ties.

    spread = (highest − lowest) ÷ (full marks | highest | mean)
    full   = those with full marks or more ÷ those scored          tied = those whose score another one has too ÷ those scored

over each subject's share of its own full marks, so that a set in which full marks differ is measured with one yardstick.
A set with fewer than two scores has no spread, nor has one whose divisor is not above zero. Of several breaches the first
is told: full marks for all, too small a spread, too many full marks, too many ties.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cmp_to_key, reduce
from typing import Any, TypeAlias

import narwhals as nw

from kaohe.engine.grading.plan import Plan, Watched
from kaohe.engine.grading.sets import comparison_sets
from kaohe.engine.grading.table import GradeTable
from kaohe.engine.numbers import Number, Real, Undecided, add, compare, divide, multiply, show, subtract
from kaohe.engine.scheme.model import Discipline, Kind
from kaohe.engine.scores import score_column

FULL_FOR_ALL, TOO_SMALL, TOO_MANY_FULL, TIED = "full_marks_for_all", "too_small", "too_many_full", "tied"
OK, NOT_COMPARABLE = "ok", "not_comparable"
BREACHES = (FULL_FOR_ALL, TOO_SMALL, TOO_MANY_FULL, TIED)

ONE = Fraction(1)


@dataclass
class _Scored:
    """The shares of full marks in one set, and how many have each."""

    counts: dict[Number, int]

    @property
    def count(self) -> int:
        return sum(self.counts.values())

    @property
    def least(self) -> Number:
        return min(self.counts, key=_KEY)

    @property
    def most(self) -> Number:
        return max(self.counts, key=_KEY)

    @property
    def total(self) -> Number:
        return reduce(add, (multiply(share, Fraction(n)) for share, n in self.counts.items()))

    @property
    def full(self) -> int:
        return sum(n for share, n in self.counts.items() if _order(share, ONE) >= 0)

    @property
    def tied(self) -> int:
        return sum(n for n in self.counts.values() if n > 1)


def discipline_rows(plan: Plan, tables: Mapping[Kind, GradeTable]) -> list[dict[str, Any]]:
    """One row a watched score and comparison set."""
    rule = plan.discipline
    watched = plan.watched if rule is not None else ()
    rows = [row for one in watched if one.node.kind in tables for row in _rows(rule, one, tables[one.node.kind])]
    return sorted(rows, key=lambda row: (row["kind"], row["score"], row["set"]))


def _rows(rule: Discipline | None, watched: Watched, table: GradeTable) -> Iterator[dict[str, Any]]:
    assert rule is not None
    node = watched.node
    for label, scored in _by_set(watched, table, rule.within).items():
        spread = _spread(rule, scored)
        verdict = _verdict(rule, scored, spread)
        follows = rule.otherwise if verdict in BREACHES else None
        yield {
            "kind": node.kind,
            "score": node.name,
            "source": watched.source,
            "within": rule.within,
            "set": label,
            "scored": scored.count,
            "full": scored.full,
            "tied": scored.tied,
            "distinct": len(scored.counts),
            "least": _text(scored.least),
            "most": _text(scored.most),
            "spread": _text(spread),
            "verdict": verdict,
            "consequence": follows,
            "article": rule.article,
        }


def _spread(rule: Discipline, scored: _Scored) -> Number | None:
    if scored.count < 2:
        return None
    least, most = scored.least, scored.most
    reach = subtract(most, least)
    mean = divide(scored.total, Fraction(scored.count))
    divisor = {"full": ONE, "max": most, "mean": mean}[rule.of]
    if _order(reach, Fraction(0)) == 0:
        return Fraction(0)
    return divide(reach, divisor) if _order(divisor, Fraction(0)) > 0 else None


def _verdict(rule: Discipline, scored: _Scored, spread: Number | None) -> str:
    if spread is None:
        return NOT_COMPARABLE
    if rule.full_marks_for_all and scored.full == scored.count and _order(scored.most, ONE) == 0:
        return FULL_FOR_ALL
    if _order(spread, rule.at_least) < 0:
        return TOO_SMALL
    if rule.full_marks_at_most is not None and scored.full > rule.full_marks_at_most * scored.count:
        return TOO_MANY_FULL
    many_tied = rule.tied_at_most is not None and scored.tied > rule.tied_at_most * scored.count
    return TIED if many_tied else OK


def _order(a: Number, b: Number) -> int:
    """Numbers that cannot be told apart at the highest precision count as equal."""
    try:
        return compare(a, b)
    except Undecided:
        return 0


_KEY = cmp_to_key(_order)


def _text(number: Number | None) -> str | None:
    return None if number is None else show(number) if isinstance(number, Real) else str(number)


# ---- the shares of each set -----------------------------------------------------------------------------------------


def _by_set(watched: Watched, table: GradeTable, within: str) -> dict[str, _Scored]:
    node, everybody = watched.node, len(table.figures.subjects[table.kind])
    backend = nw.get_native_namespace(table.figures.subjects[table.kind])
    base = nw.new_series("base", [True] * everybody, nw.Boolean, backend=backend)
    sets = comparison_sets(table, {"": within}, base, [])
    full = [table.graph.variant_marks(variant).high for variant in node.variants]
    frame = sets.ids.alias("set").to_frame().with_columns(_variant(watched, table, full))
    labels: list[str] = sets.labels["label"].to_list()
    pieces = (
        _exact_pieces(watched, table, frame) if table.stored[node.name].unit is None else _pieces(watched, table, frame)
    )
    found: dict[str, _Scored] = {}
    for of, variant, piece in pieces:
        if full[variant] <= 0:
            continue
        share = Fraction(1) / full[variant]
        counts = found.setdefault(labels[of], _Scored({})).counts
        value, n = piece
        counts[multiply(value, share)] = counts.get(multiply(value, share), 0) + n
    return found


def _variant(watched: Watched, table: GradeTable, full: list[Fraction]) -> Any:
    """Which text of the score holds for each subject; all the same where their full marks are."""
    node = watched.node
    which: nw.Expr = nw.lit(0 if len(set(full)) == 1 else len(full) - 1, dtype=nw.Int64)
    if len(set(full)) == 1:
        return which.alias("variant")
    tests = {f"v{i}": variant.when for i, variant in enumerate(node.variants[:-1]) if variant.when is not None}
    answers = table.answers(tests)
    for i in range(len(node.variants) - 2, -1, -1):
        which = nw.when(nw.col(f"v{i}").fill_null(False)).then(nw.lit(i, dtype=nw.Int64)).otherwise(which)
    return answers.select(which.alias("variant"))["variant"]


Piece: TypeAlias = "tuple[int, int, tuple[Number, int]]"
"""A set, a variant of the score, and so many subjects with the same score."""


def _pieces(watched: Watched, table: GradeTable, frame: Any) -> Iterator[Piece]:
    """The scores of each set and variant, from whole units."""
    name = watched.node.name
    unit = table.stored[name].unit
    assert unit is not None
    units = table.pick(units=nw.col(score_column(name)))["units"]
    known = frame.with_columns(units).filter(~nw.col("units").is_null())
    counted = known.group_by("set", "variant", "units").agg(nw.len().alias("n")).sort("set", "variant", "units")
    for of, variant, value, n in counted.select("set", "variant", "units", "n").iter_rows():
        yield of, variant, (int(value) * unit, n)


def _exact_pieces(watched: Watched, table: GradeTable, frame: Any) -> Iterator[Piece]:
    """One piece a subject, where the score is carried."""
    subjects = table.figures.subjects[table.kind]["subject"].to_list()
    for subject, of, variant in zip(subjects, frame["set"].to_list(), frame["variant"].to_list(), strict=True):
        value = table.scores.exact(watched.node.key, subject)
        if isinstance(value, (Fraction, Real)):
            yield of, variant, (value, 1)
