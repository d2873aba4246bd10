"""Peers doing the same job in the same run: ten figures to 60–100 by efficacy, weighted, rounded, ranked; no groups.

pandas as an analyst would write it, and scikit-criteria where it is installed. Equal results are counted, not assumed: both
count in floats, so a score that lies on a rounding boundary may come out one cent away.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from kaohe.engine.run import score
from kaohe.engine.scheme.scheme import read_scheme

SUBJECTS = 100_000
WEIGHTS = (20, 16, 14, 12, 10, 8, 8, 6, 4, 2)
NAMES = [f"i{n}" for n in range(len(WEIGHTS))]


def peer_lines(subjects: int = SUBJECTS) -> list[str]:
    """A section of docs/benchmarks.md."""
    figures = _figures(subjects)
    ours, expected = _timed(lambda: _kaohe(figures))
    lines = [
        f"## Peers: {subjects:,} subjects × {len(NAMES)} figures, in memory, the same job in the same run",
        "",
        "| who | time | against Kaohe | scores that differ in the second decimal |",
        "|---|---:|---:|---:|",
        f"| Kaohe: checked, admitted, exact, ranked | {ours:.2f} s | 1 | |",
    ]
    peers: list[tuple[str, Callable[[pd.DataFrame], Any]]] = [("pandas, written the usual way", _pandas)]
    if find_spec("skcriteria"):
        peers.append(("scikit-criteria", _scikit_criteria))
    for name, job in peers:
        seconds, found = _timed(lambda job=job: job(figures))  # type: ignore[misc]
        differing = int((np.round(found * 100).astype(np.int64) != expected).sum())
        lines.append(f"| {name} | {seconds:.2f} s | {seconds / ours:.2f} | {differing:,} |")
    if not find_spec("skcriteria"):
        lines.append("| scikit-criteria | not installed here | | |")
    return [*lines, ""]


def _timed(job: Callable[[], Any]) -> tuple[float, Any]:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        found = job()
        times.append(time.perf_counter() - start)
    return median(times), found


def _figures(subjects: int) -> pd.DataFrame:
    random = np.random.default_rng(20261122)
    values = {name: np.clip(np.round(random.normal(55, 18, subjects), 2), 0, 100) for name in NAMES}
    return pd.DataFrame({"subject": [f"s{n:07}" for n in range(subjects)], **values})


def _kaohe(figures: pd.DataFrame) -> Any:
    rule = "points: 100, rule: {{efficacy: {{of: {name}, floor: 60%, within: all}}}}, round: no"
    scores = [f"    e{name}: {{{rule.format(name=name)}}}" for name in NAMES]
    weights = ", ".join(f"e{name}: {weight}%" for name, weight in zip(NAMES, WEIGHTS, strict=True))
    lines = [
        "scheme: peers", "title: {zh: 同行, en: Peers}", "period: {kind: annual, year: 2026}",
        "rounding: {places: 2, mode: half_up}", "indicators:",
        *(f"  {name}: {{title: {name}, source: office, range: [0, 100]}}" for name in NAMES),
        "scores:", "  unit:", *scores, f"    total: {{mean: {{{weights}}}}}",
        "    place: {rule: {rank_points: {of: total, percent: of_others, within: all}}, points: 100}",
    ]  # fmt: skip
    ids = pl.DataFrame({"subject": figures["subject"].to_list()})
    subjects = ids.with_columns(pl.col("subject").alias("name"), pl.lit("unit").alias("kind"))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "scheme.yaml").write_text("\n".join(lines), encoding="utf-8")
        run = score(read_scheme(folder), {"subjects": subjects, "figures": pl.from_pandas(figures)})
    return run.scores.frames["unit"]["s:total"].to_numpy()


def _pandas(figures: pd.DataFrame) -> Any:
    values = figures[NAMES]
    efficacy = 60 + 40 * (values - values.min()) / (values.max() - values.min())
    total = (efficacy * [weight / 100 for weight in WEIGHTS]).sum(axis=1).round(2)
    total.rank(ascending=False, method="min")
    return total.to_numpy()


def _scikit_criteria(figures: pd.DataFrame) -> Any:
    import skcriteria
    from skcriteria.agg import simple
    from skcriteria.preprocessing import scalers

    matrix = skcriteria.mkdm(figures[NAMES].to_numpy(), objectives=[max] * len(NAMES), weights=list(WEIGHTS))
    scaled = scalers.MinMaxScaler(target="matrix").transform(matrix)
    rank = simple.WeightedSumModel().evaluate(scalers.SumScaler(target="weights").transform(scaled))
    return np.round(60 + 40 * rank.e_.score, 2)
