"""`make spark`: the same expressions on Spark give the same scores, or say which score needs Polars.

The first assessment (arithmetic, ranks, ranges of groups, overrides) must come out the same; a published scheme may be refused.
Run in an environment of its own, as Spark is large: pyspark, and a Java runtime on the machine.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import polars as pl

from bench.assessment import write_figures, write_scheme
from kaohe.engine.columnar import Place, score_columns, spark_place
from kaohe.engine.problems import Invalid
from kaohe.engine.scheme.scheme import Scheme, read_scheme
from kaohe.engine.wording import say
from kaohe.formats.reading import read_figures

SCHEMES = Path(__file__).parents[1] / "schemes"


def main() -> int:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    options = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.log.level": "FATAL",
    }
    builder = SparkSession.builder.master("local[2]")
    for key, value in options.items():
        builder = builder.config(key, value)
    place, wrong = spark_place(builder.getOrCreate()), 0
    with tempfile.TemporaryDirectory() as folder:  # every kind of rule, ranks, quotas
        bench = Path(folder) / "bench"
        write_scheme(bench)
        write_figures(bench / "data", 500)
        for scheme in (bench, *sorted(path.parent for path in SCHEMES.glob("*/scheme.yaml"))):
            said, same = _compared(read_scheme(scheme), scheme, place, may_refuse=scheme is not bench)
            wrong += not same
            print(f"{scheme.name}: {said}", flush=True)
    return int(wrong > 0)


def _compared(scheme: Scheme, folder: Path, place: Place, *, may_refuse: bool) -> tuple[str, bool]:
    figures = read_figures(scheme.text, folder / "data")
    try:
        found = score_columns(scheme.graph, figures, place).frames
    except Invalid as refused:
        return say(refused.problems[0], "en"), may_refuse
    expected = score_columns(scheme.graph, figures).frames
    differing = [
        f"{kind}.{column}"
        for kind, frame in expected.items()
        for column in frame.columns
        if not _text(frame[column].to_native()).equals(_text(found[kind][column].to_native()))
    ]
    return f"differs in {', '.join(differing)}" if differing else "the same scores", not differing


def _text(series: pl.Series) -> pl.Series:
    return series.cast(pl.String)


if __name__ == "__main__":
    raise SystemExit(main())
