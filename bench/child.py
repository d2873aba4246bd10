"""One measured job in a process of its own: prints seconds and peak memory in GB."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path


def score(scheme: Path, out: Path) -> float:
    import polars  # noqa: F401

    from kaohe.engine.scheme.scheme import read_scheme
    from kaohe.formats.scoring import score_files

    start = time.perf_counter()
    score_files(read_scheme(scheme), scheme / "data", out, formats=["parquet"])
    return time.perf_counter() - start


def read_and_sum(scheme: Path) -> float:
    import duckdb

    figures = scheme / "data" / "figures.parquet"
    start = time.perf_counter()
    names = [row[0] for row in duckdb.sql(f"describe select * from '{figures}'").fetchall() if row[0] != "subject"]
    duckdb.sql(f"select {', '.join(f'sum({name})' for name in names)} from '{figures}'").fetchall()
    return time.perf_counter() - start


what, scheme, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
seconds = score(scheme, out) if what == "score" else read_and_sum(scheme)
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)
