"""The discipline of those who give scores: in every comparison set the scores must spread, and not all be full marks.

    spread = (highest − lowest) ÷ (full marks | highest | mean)

over each subject's share of its own full marks, so that a set in which full marks differ is measured with one yardstick.
A set with fewer than two scores has no spread, nor has one whose divisor is not above zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import narwhals as nw

from kaohe.engine.grading.plan import Plan, Watched
from kaohe.engine.grading.sets import comparison_sets
from kaohe.engine.grading.table import GradeTable
from kaohe.engine.numbers import Number, Real, Undecided, add, compare, divide, multiply, show, subtract
from kaohe.engine.scheme.model import Discipline, Kind
from kaohe.engine.scores import score_column

TOO_SMALL, FULL_FOR_ALL, OK, NOT_COMPARABLE = "too_small", "full_marks_for_all", "ok", "not_comparable"


@dataclass
class _Scored:
    """The shares of full marks in one set: how many, the least, the most, their sum."""

    count: int
    least: Number
    most: Number
    total: Number

    def and_also(self, other: _Scored) -> _Scored:
        least = other.least if _order(other.least, self.least) < 0 else self.least
        most = other.most if _order(other.most, self.most) > 0 else self.most
        return _Scored(self.count + other.count, least, most, add(self.total, other.total))


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
        follows = rule.otherwise if verdict in (TOO_SMALL, FULL_FOR_ALL) else None
        yield {
            "kind": node.kind,
            "score": node.name,
            "source": watched.source,
            "set": label,
            "scored": scored.count,
            "least": _text(scored.least),
            "most": _text(scored.most),
            "spread": _text(spread),
            "verdict": verdict,
            "consequence": follows,
            "article": rule.article,
        }


def _spread(rule: Discipline, scored: _Scored) -> Number | None:
    reach = subtract(scored.most, scored.least)
    if scored.count < 2:
        return None
    mean = divide(scored.total, Fraction(scored.count))
    divisor = {"full": Fraction(1), "max": scored.most, "mean": mean}[rule.of]
    if _order(reach, Fraction(0)) == 0:
        return Fraction(0)
    return divide(reach, divisor) if _order(divisor, Fraction(0)) > 0 else None


def _verdict(rule: Discipline, scored: _Scored, spread: Number | None) -> str:
    if spread is None:
        return NOT_COMPARABLE
    if rule.full_marks_for_all and _order(scored.least, Fraction(1)) == 0 and _order(scored.most, Fraction(1)) == 0:
        return FULL_FOR_ALL
    return TOO_SMALL if _order(spread, rule.at_least) < 0 else OK


def _order(a: Number, b: Number) -> int:
    """Numbers that cannot be told apart at the highest precision count as equal."""
    try:
        return compare(a, b)
    except Undecided:
        return 0


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
        ends = [multiply(number, share) for number in (piece.least, piece.most, piece.total)]
        scored, label = _Scored(piece.count, *ends), labels[of]
        found[label] = found[label].and_also(scored) if label in found else scored
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


def _pieces(watched: Watched, table: GradeTable, frame: Any) -> Iterator[tuple[int, int, _Scored]]:
    """The scores of each set and variant, from whole units."""
    name = watched.node.name
    unit = table.stored[name].unit
    assert unit is not None
    units = table.pick(units=nw.col(score_column(name)))["units"]
    found = frame.with_columns(units.cast(nw.Int128)).filter(~nw.col("units").is_null()).group_by("set", "variant")
    units_of = nw.col("units")
    sums = found.agg(
        units_of.count().alias("n"),
        units_of.min().alias("low"),
        units_of.max().alias("high"),
        units_of.sum().alias("sum"),
    )
    for of, variant, n, *ends in sums.select("set", "variant", "n", "low", "high", "sum").iter_rows():
        low, high, total = (int(end) * unit for end in ends)
        yield of, variant, _Scored(n, low, high, total)


def _exact_pieces(watched: Watched, table: GradeTable, frame: Any) -> Iterator[tuple[int, int, _Scored]]:
    """One piece a subject, where the score is carried."""
    subjects = table.figures.subjects[table.kind]["subject"].to_list()
    for subject, of, variant in zip(subjects, frame["set"].to_list(), frame["variant"].to_list(), strict=True):
        value = table.scores.exact(watched.node.key, subject)
        if isinstance(value, (Fraction, Real)):
            yield of, variant, _Scored(1, value, value, value)
