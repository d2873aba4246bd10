"""The columnar evaluator: the same scores as the reference, whole columns at a time."""

from __future__ import annotations

from kaohe.engine.columnar.places import POLARS, Place, duckdb_place, spark_place
from kaohe.engine.columnar.run import score_columns

__all__ = ["POLARS", "Place", "duckdb_place", "score_columns", "spark_place"]
