"""Scored in parts or at once: the same files, byte for byte, and the same problems."""

from __future__ import annotations

import filecmp
import json
import random
import tempfile
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, assume, given, note, settings

from kaohe.cli import main
from kaohe.engine.problems import InvalidFigures, Problem
from kaohe.engine.scheme.scheme import Scheme, read_scheme
from kaohe.formats import parts
from kaohe.formats.parts import PartedRun, in_parts
from kaohe.formats.scoring import score_files, write_in_parts
from kaohe.formats.stored import keep_inputs, run_for
from tests.engine.whole.random_schemes import Drawn, drawn

SUBJECTS = 60
DRAWN = random.Random(20261122)
INDICATORS = ("growth", "water", "air", "jobs", "given", "safety")

SCHEME: dict[str, Any] = {
    "scheme": "parts",
    "title": "分批计分示例",
    "period": {"kind": "annual", "year": 2026},
    "rounding": {"places": 2},
    "groups": {"unit": {"north": "北片", "south": "南片"}},
    "attributes": {"unit": {"size": {"values": {"large": "大", "small": "小"}}, "staff": {"number": True, "range": [0, 1000]}}},
    "indicators": {
        "growth": {"title": "增长", "source": "office", "decimals": 1, "range": [-50, 100]},
        "water": {"title": "水质", "source": "ecology", "decimals": 2, "range": [0, 100], "absent": {"lost": "group_mean"}},
        "air": {"title": "空气", "source": "ecology", "range": [0, 100], "absent": {"late": "zero", "lost": "leave_out"}},
        "jobs": {"title": "就业", "source": "office", "range": [0, 1000], "absent": {"lost": "last_period"}},
        "given": {"title": "评议", "source": "office", "range": [0, 10]},
        "safety": {"title": "安全", "source": "office", "range": [0, 10], "better": "lower", "absent": {"lost": "group_median"}},
        "accidents": {"title": "事故", "source": "office", "events": True},
    },
    "scores": {
        "unit": {
            "growth": {"points": 10, "rule": {"rank_points": {"each": "-1%", "floor": "40%"}}},
            "water": {"points": 10, "rule": {"target": {"to": 50, "met": "share"}}},
            "air": {"points": 10, "rule": {"efficacy": {"floor": "60%", "within": "all"}}},
            "jobs": {"points": 10, "rule": {"goalposts": {"low": 5, "high": 900}}},
            "given": {"points": 10, "rule": {"given": {"full": 10}}},
            "accidents": {"points": 10, "rule": {"per_event": {"events": "accidents", "start": 10, "each": "-1", "not_below": 0}}},
            "quick": {"round": "no", "geometric": {"jobs": 1, "given": 1}},
            "place": {"points": 5, "rule": {"rank_points": {"of": "growth", "within": "size", "percent": "of_others"}}},
            "lead": {"points": 5, "rule": {"rank_points": {"of": "score.given", "percent": "weak"}}},
            "total": {"sum": ["growth", "water", "air", "accidents", "quick", "place", "lead"]},
        }
    },
    "overrides": {
        "unit": [
            {"when": "size == large", "scores": {"growth": {"points": 12}, "jobs": {"points": 8}}},
            {"when": "group == north", "scores": {"air": {"rule": {"given": {"full": 100}}}}},
        ]
    },
    "discipline": {"at_least": "10%", "of": "full", "otherwise": "report"},
    "outcomes": {"praise": {"title": "表扬", "subject": "unit", "when": "grade == excellent"}},
    "grading": {
        "unit": {
            "by": "total",
            "tie_break": ["figure.growth", "given"],
            "statuses": {"new": {"title": "新设", "result": "not_counted"}},
            "caps": {"safe": {"when": "safety > 8", "because": "安全", "at_most": "good"}},
            "flags": {"dry": {"when": "figure.water < 20", "because": "水质偏低"}},
            "grades": {"excellent": {"quota": {"share": "30%"}}, "good": {"quota": {"share": "40%"}}, "fair": {}},
        }
    },
}  # fmt: skip


def write_scheme(folder: Path, **changes: Any) -> Scheme:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scheme.yaml").write_text(json.dumps(SCHEME | changes, ensure_ascii=False), encoding="utf-8")
    return read_scheme(folder)


def write_figures(folder: Path, *, shuffled: bool = False) -> Path:
    """A wide Parquet table with some absences told in a long one; events, statuses, an earlier year, a decision."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = [f"县{n:03}" for n in range(SUBJECTS)]
    groups = [DRAWN.choice(["north", "south"]) for _ in ids]
    sizes = [DRAWN.choice(["large", "small"]) for _ in ids]
    subjects = {"subject": ids, "name": ids, "kind": ["unit"] * SUBJECTS, "group": groups, "size": sizes}
    pl.DataFrame({**subjects, "staff": range(SUBJECTS)}).write_csv(folder / "subjects.csv")
    high = {"growth": 100, "jobs": 999, "given": 10, "safety": 10}
    wide = {i: [str(DRAWN.randrange(high.get(i, 100))) for _ in ids] for i in INDICATORS}
    gone = [
        (s, i, DRAWN.choice(["lost", "late"]))
        for i in ("water", "air", "jobs", "safety")
        for s in DRAWN.sample(ids, 12)
    ]
    for subject, indicator, _ in gone:
        wide[indicator][ids.index(subject)] = ""
    frame = pl.DataFrame({"subject": ids, **wide})
    frame = frame.sample(fraction=1, shuffle=True, seed=1) if shuffled else frame
    frame.write_parquet(folder / "figures.parquet", row_group_size=16)
    absences = [f"{subject},{indicator},,,{cause}" for subject, indicator, cause in gone]
    earlier = [f"{subject},jobs,2025,{DRAWN.randrange(999)}," for subject in DRAWN.sample(ids, 30)]
    lines = ["subject,indicator,period,assessed,absence", *absences, *earlier]
    (folder / "figures_absent.csv").write_text("\n".join(lines), encoding="utf-8")
    events = [f"{DRAWN.choice(ids)},accidents,2026-0{n % 9 + 1}-01" for n in range(80)]
    (folder / "events.csv").write_text("\n".join(["subject,indicator,date", *events]), encoding="utf-8")
    (folder / "status.csv").write_text(f"subject,status\n{ids[3]},new\n{ids[41]},new\n", encoding="utf-8")
    decision = f"subject,from,to,by,at,reason\n{ids[7]},,fair,示例委员会,2027-01-05,示例\n"
    (folder / "decisions.csv").write_text(decision, encoding="utf-8")
    return folder


def is_parted(scheme: Scheme, figures: Path) -> bool:
    return isinstance(in_parts(scheme, figures, rows=7), PartedRun)


def assert_same(left: Path, right: Path) -> None:
    names = sorted(path.relative_to(left) for path in left.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(right) for path in right.rglob("*") if path.is_file())
    _, differing, failed = filecmp.cmpfiles(left, right, [str(name) for name in names], shallow=False)
    assert (differing, failed) == ([], [])


@pytest.mark.parametrize("rows", [7, 59, 1000])
@pytest.mark.parametrize("shuffled", [False, True])
def test_parts_give_the_same_bytes(tmp_path: Path, rows: int, shuffled: bool) -> None:
    scheme, figures = write_scheme(tmp_path / "scheme"), write_figures(tmp_path / "data", shuffled=shuffled)
    both = ["csv", "parquet"]
    assert is_parted(scheme, figures)
    whole = score_files(scheme, figures, tmp_path / "whole", formats=both)
    run = score_files(scheme, figures, tmp_path / "parts", formats=both, rows=rows)
    assert_same(tmp_path / "whole", tmp_path / "parts")
    assert run.grades.problems == whole.grades.problems
    grades = set(pl.read_csv(tmp_path / "parts" / "grades.csv")["grade"])
    assert grades == {"excellent", "good", "fair", "ungraded"}


LARGE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@settings(max_examples=20, suppress_health_check=LARGE)
@given(drawn())
def test_schemes_drawn_at_random_give_the_same_bytes(one: Drawn) -> None:
    note(one.text)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        send(one, folder / "data")
        assume(is_parted(one.scheme, folder / "data"))
        score_files(one.scheme, folder / "data", folder / "whole", formats=["csv", "parquet"])
        score_files(one.scheme, folder / "data", folder / "parts", formats=["csv", "parquet"], rows=2)
        assert_same(folder / "whole", folder / "parts")


def send(one: Drawn, folder: Path) -> None:
    """The units of a drawing as people would send them: whole periods wide, the rest long."""
    folder.mkdir()
    units: pl.DataFrame = one.figures.subjects["unit"].to_native()
    ids = units["subject"].to_list()
    who = units.select("subject", "name", pl.lit("unit").alias("kind"), "group", pl.col("a:zone").alias("zone"))
    who.write_csv(folder / "subjects.csv")
    wide, lines = {"subject": ids}, ["subject,indicator,period,assessed,absence"]
    for column in [column for column in units.columns if column.startswith("f:")]:
        name, _, part = column.removeprefix("f:").partition("@")
        decimals = one.scheme.text.indicators[name].decimals
        texts = [None if n is None else format(Decimal(n).scaleb(-decimals), "f") for n in units[column].to_list()]
        if part:
            lines += [f"{s},{name},{part},{t}," for s, t in zip(ids, texts, strict=True) if t is not None]
        else:
            wide[name] = texts
    pl.DataFrame(wide, schema=dict.fromkeys(wide, pl.String)).write_parquet(folder / "figures.parquet")
    for subject, column, cause in one.figures.absences.iter_rows():
        if subject in ids:
            name, _, part = column.removeprefix("f:").partition("@")
            lines.append(f"{subject},{name},{part},,{cause}")
    (folder / "figures_more.csv").write_text("\n".join(lines), encoding="utf-8")
    for name, frame in (("ratings", one.figures.ratings), ("tallies", one.figures.tallies)):
        rows = frame.to_native().filter(pl.col("subject").is_in(ids))
        rows = rows.with_columns(pl.col("value") // 10**4) if name == "ratings" else rows
        if len(rows):
            rows.write_csv(folder / f"{name}.csv")


def spoil(figures: Path, change: pl.Expr) -> None:
    path = figures / "figures.parquet"
    pl.read_parquet(path).with_columns(change).write_parquet(path)


SECOND = pl.col("subject") == "县041"
SPOILT = {
    "no number": pl.when(SECOND | (pl.col("subject") == "县002"))
    .then(pl.lit("无"))
    .otherwise("growth")
    .alias("growth"),
    "out of range": pl.when(SECOND).then(pl.lit("101")).otherwise("growth").alias("growth"),
    "not known": pl.when(SECOND).then(pl.lit("县0411")).otherwise("subject").alias("subject"),
    "twice": pl.when(SECOND).then(pl.lit("县002")).otherwise("subject").alias("subject"),
    "absent and there": pl.lit("5").alias("water"),
    "no such indicator": pl.lit("5").alias("watr"),
}


@pytest.mark.parametrize("change", SPOILT.values(), ids=SPOILT)
def test_the_same_is_told_of_bad_figures(tmp_path: Path, change: pl.Expr) -> None:
    scheme, figures = write_scheme(tmp_path / "scheme"), write_figures(tmp_path / "data")
    spoil(figures, change)
    told = []
    for rows in (0, 7):
        with pytest.raises(InvalidFigures) as invalid:
            score_files(scheme, figures, tmp_path / "out", formats=["csv"], rows=rows)
        told.append(invalid.value.problems)
    assert told[0] == told[1] != ()
    assert not (tmp_path / "out").exists()


def whole_for(scheme: Scheme, figures: Path, out: Path) -> list[Problem]:
    """Why the figures are scored at once."""
    notes: list[Problem] = []
    assert write_in_parts(scheme, figures, out, formats=["csv"], rows=7, note=notes.append) is None
    assert not out.exists()
    return notes


@pytest.mark.parametrize(
    ("code", "scores"),
    [
        ("not_in_parts_carried", {"total": {"round": "no", "sum": ["growth", "water"]}}),
        ("not_in_parts_compared", {
            "growth": {"points": 10, "rule": {"given": {}}},
            "air": {"points": 10, "rule": {"given": {}}},
            "total": {"sum": ["growth", "air", "jobs", "given"]},
            "line": {"points": 1, "rule": {"rank_points": {"of": "total", "each": "-1%"}}},
        }),
    ],
)  # fmt: skip
def test_a_score_that_stands_against_parts_is_named(tmp_path: Path, code: str, scores: dict[str, Any]) -> None:
    scores = {**SCHEME["scores"]["unit"], **scores}
    scheme = write_scheme(tmp_path / "scheme", scores={"unit": scores})
    (said,) = whole_for(scheme, write_figures(tmp_path / "data"), tmp_path / "out")
    assert (said.code, said.severity) == (code, "note")


def test_tables_that_stand_against_parts_are_told(tmp_path: Path) -> None:
    scheme, figures = write_scheme(tmp_path / "scheme"), write_figures(tmp_path / "data")
    wide = pl.read_parquet(figures / "figures.parquet")
    year = [str(2025 + n % 2) for n in range(SUBJECTS)]
    wide.select("subject", "jobs", pl.Series("period", year)).write_parquet(figures / "figures_jobs.parquet")
    wide.drop("jobs").write_parquet(figures / "figures.parquet")
    (figures / "figures_absent.csv").unlink()
    assert [said.code for said in whole_for(scheme, figures, tmp_path / "a")] == ["not_in_parts_rows"]
    (figures / "figures_jobs.parquet").unlink()
    (figures / "figures.parquet").unlink()
    wide.write_csv(figures / "figures.csv")
    assert [said.code for said in whole_for(scheme, figures, tmp_path / "b")] == ["not_in_parts_long"]


def test_few_figures_are_scored_at_once_and_nothing_is_told(tmp_path: Path) -> None:
    scheme, figures = write_scheme(tmp_path / "scheme"), write_figures(tmp_path / "data")
    assert in_parts(scheme, figures) is None


def test_a_run_in_parts_is_stored_and_explained(tmp_path: Path) -> None:
    scheme, figures = write_scheme(tmp_path / "scheme"), write_figures(tmp_path / "data")
    out = tmp_path / "out"
    keep = partial(keep_inputs, scheme, figures)
    write_in_parts(scheme, figures, out, formats=["parquet"], rows=7, keep=keep)
    run = run_for(scheme, out, "县041")
    assert run.figures.rows["县041"][0] == "unit"


@pytest.mark.parametrize(("lang", "said"), [("zh", "说明："), ("en", "note: ")])
def test_the_command_says_why_many_figures_are_scored_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, said: str
) -> None:
    monkeypatch.setattr(parts, "MANY_CELLS", 1)
    hdi = Path(__file__).parents[2] / "schemes" / "hdi-2022"
    done = CliRunner().invoke(main, ["score", str(hdi), "--out", str(tmp_path / "out"), "--lang", lang])
    assert done.exit_code == 0
    assert done.stderr.startswith(said)
