"""Where the columns are computed: Polars, or the same expressions on DuckDB or Spark, for what outgrows one machine.

Narwhals speaks to all three. They differ in what they can hold exactly: DuckDB has 128-bit whole numbers as Polars has;
Spark divides whole numbers by way of doubles, so that nothing beyond 2^53 may be met there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeAlias

import narwhals as nw

from kaohe.engine.figures import Frame
from kaohe.engine.wholes import WIDEST

Lazy: TypeAlias = "nw.LazyFrame[Any]"


@dataclass(frozen=True)
class Place:
    """`bring`: a table in memory, there. `fetch`: a table from there, in memory, in any order. `keep`: computes what was
    said so far and stays there; it is asked for after so many `steps` (0: never), as a query that is too long is slow."""

    name: str
    bring: Callable[[Frame], Lazy]
    fetch: Callable[[Lazy], Frame]
    keep: Callable[[Lazy], Lazy] = lambda lazy: lazy
    steps: int = 0
    widest: int = WIDEST
    settles: bool = True
    """Rows in doubt, and what is too wide, may be computed in memory by the reference evaluator."""


POLARS = Place("polars", lambda frame: frame.lazy(), lambda lazy: lazy.collect())


def duckdb_place() -> Place:
    """A database of its own, in memory as far as it fits and else on disk. Raises ImportError without duckdb."""
    import duckdb

    home = duckdb.connect()
    names, kept = (f"t{n}" for n in count()), list[str]()

    def bring(frame: Frame) -> Lazy:
        name = next(names)
        home.register(name, frame.to_arrow())
        return nw.from_native(home.table(name))

    def keep(lazy: Lazy) -> Lazy:
        """Nothing asks for what was kept before once this stands."""
        name = next(names)
        lazy.to_native().create(name)
        for earlier in kept:
            home.execute(f"drop table {earlier}")
        kept[:] = [name]
        return nw.from_native(home.table(name))

    return Place("duckdb", bring, _to_polars, keep, steps=6)


def spark_place(session: Any) -> Place:
    """A Spark session's cluster."""

    def bring(frame: Frame) -> Lazy:
        return _spoken(session.createDataFrame(frame.to_arrow()))

    def keep(lazy: Lazy) -> Lazy:
        return _spoken(lazy.to_native().localCheckpoint())

    return Place("spark", bring, _to_polars, keep, steps=20, widest=2**53, settles=False)


def _spoken(native: Any) -> Lazy:
    lazy: Lazy = nw.from_native(native)
    return lazy


def _to_polars(lazy: Lazy) -> Frame:
    return lazy.collect(backend="polars")
