"""Events by level and role; of each matter the highest by itself, so that nothing is counted twice."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import TypeAlias

import narwhals as nw

from kaohe.engine.figures import Frame
from kaohe.engine.rules.base import Counting

EventPlace: TypeAlias = "tuple[str, str, bool]"
"""A level, a role (empty where roles play no part), and whether the event stands first in its matter."""


def places_of(counting: Counting) -> list[EventPlace]:
    return list(product(counting.levels, counting.roles or ("",), (True, False)))


def counted_by_place(events: Frame, counting: Counting, names: Mapping[EventPlace, str]) -> Frame:
    """`events`: of one indicator. One row a subject, and how many events it has of each place, under the place's name."""
    rows = _in_order(_counting(events, counting), counting)
    stands = nw.col("row").min().over("subject", "matter")
    rows = rows.with_columns(first=nw.col("matter").is_null() | (nw.col("row") == stands))
    columns = []
    for (level, role, first), name in names.items():
        here = (nw.col("level") == level) & (nw.col("first") == first)
        here = here & (nw.col("role") == role) if counting.roles else here
        columns.append(nw.when(here).then(nw.col("count")).otherwise(nw.lit(0)).alias(name))
    return rows.select("subject", *columns).group_by("subject").agg(*(nw.col(name).sum() for name in names.values()))


def _counting(events: Frame, counting: Counting) -> Frame:
    """Only those that count; an empty cell never does where something is asked of it."""
    rows = events.filter(nw.col("level").is_in(counting.levels))
    if counting.roles:
        rows = rows.filter(nw.col("role").is_in(counting.roles))
    if counting.documented:
        rows = rows.filter(~nw.col("document").is_null())
    if counting.since:
        rows = rows.filter(nw.col("date") >= counting.since)
    return rows.filter(nw.col("date") <= counting.until) if counting.until else rows


def _in_order(rows: Frame, counting: Counting) -> Frame:
    """By subject and matter, the highest first, numbered in `row`."""
    places = [
        nw.col(column).replace_strict(list(known), list(range(len(known))), return_dtype=nw.Int64).alias(f"~{column}")
        for column, known in (("level", counting.levels), ("role", counting.roles))
        if known
    ]
    keys = ["subject", "matter", *(f"~{column}" for column in ("level", "role")[: len(places)]), "count"]
    ordered = rows.with_columns(*places).sort(*keys, descending=[key == "count" for key in keys])
    return ordered.with_row_index("row")
