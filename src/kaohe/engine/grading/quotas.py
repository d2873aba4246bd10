"""The table of quotas: how many places each grade has in each set, and what became of them; and places for staff."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import narwhals as nw

from kaohe.engine.columns import Column, Mask, Value, where
from kaohe.engine.figures import Frame, attribute_column
from kaohe.engine.grading.facts import GRADE_COLUMN
from kaohe.engine.grading.plan import KindPlan
from kaohe.engine.grading.results import QUOTAS, Line
from kaohe.engine.grading.table import GradeTable
from kaohe.engine.numbers import Rounding
from kaohe.engine.scheme.names import attribute_range


def quota_frame(kind: KindPlan, grade: str, line: Line, used: Frame) -> Frame:
    """One row a set. `used`: `set`, `used` (how many have the grade in the end)."""
    rooms = line.rooms.join(used, on="set", how="left").sort("set").with_columns(nw.col("used").fill_null(0))
    exact = fractions(rooms.select("num", "den"))
    share = fractions(rooms.select("num", (nw.col("den") * nw.col("base")).alias("den")))
    fixed = next(one.quota.text.count for one in kind.grades if one.name == grade and one.quota is not None)
    shown = share if fixed is None else nw.lit(None, dtype=nw.String)
    frame = rooms.with_columns(
        *(nw.lit(text).alias(name) for name, text in (("kind", kind.kind), ("sort", "grade"), ("grade", grade))),
        nw.col("label").alias("set"),
        exact.alias("exact"),
        shown.alias("share"),
    )
    return frame.select(*QUOTAS)


def staff_frame(table: GradeTable, kind: KindPlan) -> Frame | None:
    """Places for the staff of each unit: its own grade says which share of them (systems J6)."""
    quota = kind.text.staff_quota
    if quota is None:
        return None
    attribute = table.text.attributes[kind.kind][quota.staff]
    staff = Column.stored(nw.col(attribute_column(quota.staff)), Fraction(1), attribute_range(attribute))
    share: Value = Column.constant(quota.ungraded)
    for grade, own in quota.shares.items():
        share = where(Mask(nw.col(GRADE_COLUMN) == grade), Column.constant(own), share)
    exact = share * staff
    assert isinstance(exact, Column)
    room = exact.rounded(Rounding(Fraction(1), quota.round))
    frame = table.pick(
        subject=nw.col("subject"), grade=nw.col(GRADE_COLUMN), base=staff.num.as_expr(), room=room.num.as_expr(),
        num=exact.num.as_expr(), den=exact.den.as_expr(),
    )  # fmt: skip
    known = frame.filter(~nw.col("room").is_null())
    shares = [(name, str(share)) for name, share in quota.shares.items()]
    shown: nw.Expr = nw.lit(str(quota.ungraded))
    for name, text in shares:
        shown = nw.when(nw.col("grade") == name).then(nw.lit(text)).otherwise(shown)
    empty = [nw.lit(None, dtype=nw.Int64).alias(name) for name in ("candidates", "barred", "lapsed", "used")]
    return known.with_columns(
        nw.lit(kind.kind).alias("kind"), nw.lit("staff").alias("sort"), nw.col("subject").alias("set"),
        shown.alias("share"), fractions(known.select("num", "den")).alias("exact"), *empty,
    ).select(*QUOTAS)  # fmt: skip


def fractions(frame: Frame) -> Any:
    """`3/10` for each row's `num` ÷ `den`; null where `den` is zero."""
    pairs = frame.select(nw.col("num").cast(nw.Int64), nw.col("den").cast(nw.Int64))
    each = pairs.unique().sort("num", "den")
    texts = [str(Fraction(num, den)) if den else None for num, den in each.iter_rows()]
    backend = nw.get_native_namespace(frame)
    each = each.with_columns(nw.new_series("text", texts, nw.String, backend=backend))
    found = pairs.with_row_index("row").join(each, on=["num", "den"], how="left").sort("row")
    return found["text"]
