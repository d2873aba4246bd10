"""The assessment that is measured: 60 indicators, every kind of rule, 20 groups, quotas; any number of subjects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from polars.io.plugins import register_io_source

INDICATORS = 60
GROUPS = 20
SEED = 20261122

DRAWN = 2**20
"""Subjects whose figures are in memory at once."""

_RULES: tuple[dict[str, Any], ...] = (
    {"efficacy": {"floor": "60%"}},
    {"target": {"to": 50, "met": "share"}},
    {"target": {"to": 50, "met": "surpass", "at_target": "80%"}},
    {"bands": {"steps": [{"points": 1}, {"at_least": 40, "points": 5}, {"at_least": 60, "points": 9}]}},
    {"bands": {"linear": [{"at": 0, "points": 0}, {"at": 50, "points": 6}, {"at": 100, "points": 10}]}},
    {"rank_points": {"each": "-1%", "floor": "40%"}},
    {"goalposts": {"low": 5, "high": 95}},
    {"plus_minus": {"to": 50, "per": "unit", "plus": "0.1", "minus": "0.2", "at_target": "80%"}},
    {"given": {"full": 100}},
    {"per_event": {"start": 10, "each": "-0.1", "not_below": 0}},
    {"rank_points": {"percent": "of_others"}},
    {"target": {"to": 30, "met": "all_or_nothing"}},
)


def write_scheme(folder: Path, *, indicators: int = INDICATORS) -> None:
    """A scheme in which every rule takes its turn, six components, a multiplier, and four grades with quotas."""
    names = [f"i{n:02}" for n in range(indicators)]
    each = indicators // 6
    parts = {f"part{n}": names[n * each : None if n == 5 else (n + 1) * each] for n in range(6)}
    scores: dict[str, Any] = {}
    for n, name in enumerate(names):
        scores[name] = {"points": 10, "rule": _rule(n)}
    scores |= {part: {"sum": own} for part, own in parts.items()}
    scores["development"] = {"mean": dict.fromkeys(list(parts)[:5], "20%")}
    scores["total"] = {"multiplier": {"score": "development", "by": "part5", "base": 80}}
    text = {
        "scheme": "bench",
        "title": "基准",
        "period": {"kind": "annual", "year": 2026},
        "rounding": {"places": 2},
        "groups": {"unit": {f"g{n:02}": f"组{n}" for n in range(GROUPS)}},
        "indicators": {name: _indicator(n, name) for n, name in enumerate(names)},
        "scores": {"unit": scores},
        "overrides": {"unit": [{"when": "group == g00", "scores": {"i00": {"points": 12}, "i12": {"points": 8}}}]},
        "grading": {
            "unit": {
                "by": "total",
                "caps": {"party": {"when": "part5 < 35", "because": "党建得分偏低", "at_most": "good"}},
                "grades": {
                    "excellent": {"quota": {"share": "30%"}},
                    "good": {"quota": {"share": "40%"}},
                    "fair": {},
                },
            }
        },
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scheme.yaml").write_text(json.dumps(text, ensure_ascii=False, indent=1), encoding="utf-8")


def _rule(n: int) -> dict[str, Any]:
    return _RULES[n % len(_RULES)]


def _indicator(n: int, name: str) -> dict[str, Any]:
    better = "lower" if n % 5 == 4 else "higher"
    return {"title": f"指标{n}", "source": "office", "decimals": 2, "range": [0, 100], "better": better}


def write_figures(folder: Path, subjects: int, *, seed: int = SEED) -> None:
    """subjects.parquet and a wide figures.parquet, sorted by subject; drawn and written `DRAWN` subjects at a time."""
    random = np.random.default_rng(seed)
    folder.mkdir(parents=True, exist_ok=True)
    ids = pl.int_range(subjects, eager=True).cast(pl.String).str.zfill(8).alias("subject")
    groups = pl.Series("group", [f"g{n:02}" for n in range(GROUPS)]).gather(random.integers(0, GROUPS, subjects))
    kinds = pl.repeat("unit", subjects, eager=True).alias("kind")
    pl.DataFrame([ids, ids.alias("name"), kinds, groups]).write_parquet(folder / "subjects.parquet")
    schema = {"subject": pl.String, **{f"i{n:02}": pl.Float64 for n in range(INDICATORS)}}

    def drawn(columns: Any, predicate: Any, rows: Any, size: Any) -> Iterator[pl.DataFrame]:
        for start in range(0, subjects, DRAWN):
            own = ids[start : start + DRAWN]
            yield pl.DataFrame([own, *(_figures(random, f"i{n:02}", len(own)) for n in range(INDICATORS))])

    register_io_source(drawn, schema=schema).sink_parquet(folder / "figures.parquet", row_group_size=2**18)


def _figures(random: np.random.Generator, name: str, subjects: int) -> pl.Series:
    return pl.Series(name, np.clip(np.round(random.normal(55, 18, subjects), 2), 0, 100))
