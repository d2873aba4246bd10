"""Places: how many a quota has in each set, and who stands where in the line for them.

The room of a set is the sum of the shares of everybody who should take part in it, rounded once; every share is an
exact fraction. The line is everybody who contends, the best first; equal scores stand at the same place.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import narwhals as nw

from kaohe.engine.columns import Column
from kaohe.engine.figures import Frame
from kaohe.engine.grading.plan import QuotaPlan, Share
from kaohe.engine.numbers import Interval, Rounding
from kaohe.engine.wholes import MOST_ROWS

_MANY = 2**62


def case_of(share: Share, word: nw.Expr) -> nw.Expr:
    """Which of the shares is each row's own, by the word that they depend on: its place in `Share.shares`."""
    case = nw.lit(len(share.cases), dtype=nw.Int16)
    for i in range(len(share.cases) - 1, -1, -1):
        case = nw.when((word == share.cases[i]).fill_null(False)).then(nw.lit(i, dtype=nw.Int16)).otherwise(case)
    return case


def rooms(members: Frame, labels: Frame, quota: QuotaPlan) -> Frame:
    """`set`, `base`, `room`, and the exact room as `num` ÷ `den`. `members`: `set` and `case` of all in the base."""
    share = quota.share
    shares = share.shares if share is not None else (Fraction(0),)
    den = math.lcm(*(one.denominator for one in shares))
    nums = nw.new_series("num", [int(one * den) for one in shares], nw.Int64, backend=nw.get_native_namespace(members))
    own = nums[members["case"]] if len(shares) > 1 else nw.lit(int(shares[0] * den), dtype=nw.Int64)
    counted = members.with_columns(own.alias("num")).group_by("set")
    found = counted.agg(nw.len().cast(nw.Int64).alias("base"), nw.col("num").sum())
    frame = labels.select("set").join(found, on="set", how="left").with_columns(nw.all().fill_null(0))
    if share is None:
        frame = frame.with_columns(nw.lit(quota.text.count or 0, dtype=nw.Int64).alias("num"))
    most = Fraction(max(MOST_ROWS, quota.text.count or 0))
    exact = Column.stored(nw.col("num"), Fraction(1, den), Interval(Fraction(0), most))
    room = exact.rounded(Rounding(Fraction(1), quota.text.round)).num.as_expr()
    if quota.text.at_least:
        least = nw.max_horizontal(room, nw.lit(quota.text.at_least, dtype=nw.Int64))
        room = nw.when(nw.col("num") > 0).then(least).otherwise(room)
    denominator = nw.lit(den, dtype=nw.Int64).alias("den")
    return frame.select("set", "base", "num", denominator, room.alias("room")).sort("set")


# ---- the line -------------------------------------------------------------------------------------------------------


def in_line(frame: Frame, set_column: str = "set") -> Frame:
    """Sorted by set, the best first, with `new_set` and `new_score` where a set or a score begins.

    `frame` has `set`, `key` (larger is better, never null) and `row`, which parts nothing but makes the order firm.
    """
    low, high = frame["key"].min(), frame["key"].max()
    last = frame[set_column].max()
    if low is None:
        frame = frame.with_columns(nw.lit(0).alias("sort"))
    elif (last + 1) * (high - low + 1) < 2**62:
        frame = frame.with_columns((nw.col(set_column) * (high - low + 1) + (high - nw.col("key"))).alias("sort"))
    else:
        dense = nw.col("key").rank("dense", descending=True).cast(nw.Int64)
        frame = frame.with_columns((nw.col(set_column) * (len(frame) + 1) + dense).alias("sort"))
    frame = frame.sort("sort")
    new_set = (nw.col(set_column) != nw.col(set_column).shift(1)).fill_null(True)
    new_score = (nw.col("sort") != nw.col("sort").shift(1)).fill_null(True)
    return frame.with_columns(new_set.alias("new_set"), new_score.alias("new_score")).drop("sort")


def standing(frame: Frame, contends: nw.Expr) -> Frame:
    """Adds `ahead` and `tied`: how many who contend stand before each row in its set, and how many share its score."""
    frame = frame.with_columns(contends.cast(nw.Int64).cum_sum().alias("total"), contends.cast(nw.Int64).alias("one"))
    before = nw.col("total") - nw.col("one")
    ends = nw.col("new_score").shift(-1).fill_null(True)
    frame = frame.with_columns(
        nw.when(nw.col("new_set")).then(before).otherwise(0).cum_max().alias("before_set"),
        nw.when(nw.col("new_score")).then(before).otherwise(0).cum_max().alias("before_score"),
        nw.when(ends).then(nw.col("total")).otherwise(_MANY).cum_min(reverse=True).alias("after_score"),
    )
    return frame.with_columns(
        (nw.col("before_score") - nw.col("before_set")).alias("ahead"),
        (nw.col("after_score") - nw.col("before_score")).alias("tied"),
    ).drop("total", "one", "before_set", "before_score", "after_score")


def ranks(frame: Frame, ties: str) -> Frame:
    """Adds `rank`: 1, 1, 3 or with `dense` 1, 1, 2."""
    if ties == "dense":
        frame = frame.with_columns(nw.col("new_score").cast(nw.Int64).cum_sum().alias("place"))
        start = nw.when(nw.col("new_set")).then(nw.col("place") - 1).otherwise(0).cum_max()
        return frame.with_columns((nw.col("place") - start).alias("rank")).drop("place")
    frame = frame.with_columns(nw.lit(1).alias("one")).with_columns((nw.col("one").cum_sum() - 1).alias("place"))
    start = nw.when(nw.col("new_set")).then(nw.col("place")).otherwise(0).cum_max()
    first = nw.when(nw.col("new_score")).then(nw.col("place")).otherwise(0).cum_max()
    return frame.with_columns((first - start + 1).cast(nw.Int64).alias("rank")).drop("place", "one")


def gets_place(ties: str, room: nw.Expr) -> nw.Expr:
    """Does a row of the line get one of `room` places?"""
    return nw.col("ahead") < room if ties == "all_in" else nw.col("ahead") + nw.col("tied") <= room


def composite(keys: list[Any]) -> Any:
    """One key of several, the first one deciding; a missing tie-break comes after every other."""
    first, *others = keys
    for key in others:
        dense = key.rank("dense").cast(nw.Int64).fill_null(0)
        leading = first.rank("dense").cast(nw.Int64)
        first = leading * (len(key) + 1) + dense
    return first
