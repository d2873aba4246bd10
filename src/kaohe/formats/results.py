"""A run's results as files: scores, grades, quotas, and what they came from. The same inputs give the same bytes."""

from __future__ import annotations

import glob
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

import kaohe
from kaohe.engine.columns import Column, Enclosed
from kaohe.engine.numbers import Real, Rounding, read_number, show, units
from kaohe.engine.problems import InvalidFigures, Place, Problem
from kaohe.engine.run import Run
from kaohe.engine.scheme.graph import Node
from kaohe.engine.scheme.model import KINDS
from kaohe.engine.scores import OUTSIDE, high_column, low_column, score_column, state_column
from kaohe.engine.wholes import NeedsReference
from kaohe.formats.freezing import FILE as FROZEN
from kaohe.formats.freezing import history_rows
from kaohe.formats.parts import PartedRun
from kaohe.formats.pieces import Pieces
from kaohe.formats.writing import write_csv, write_parquet

CARRIED_PLACES = 6
"""A score that is carried exactly is shown with this many decimals."""

SYNTHETIC = "SYNTHETIC 示例数据"


class OutputExists(Exception):
    """The folder is there already. `ours`: it holds a run of Kaohe, which may be overwritten on request."""

    def __init__(self, path: Path, *, ours: bool) -> None:
        self.path, self.ours = path, ours
        super().__init__(str(path))


def write_run(
    run: Run | PartedRun,
    out: Path,
    *,
    formats: Collection[str],
    lang: str = "zh",
    overwrite: bool = False,
    keep: Callable[[Path], None] | None = None,
) -> Run:
    """Writes every file into a new folder beside `out` and puts it in place when all of them are there: an interrupted
    run leaves nothing half-done. `lang`: of the workbook, and the one that the report opens in. Gives
    the run of everybody. A run in parts is written as CSV and Parquet alone. Raises OutputExists, TooLarge, OSError, InvalidFigures; CannotPart."""
    out = out.resolve()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        ours = _is_a_run(out)
        if not (overwrite and ours):
            raise OutputExists(out, ours=ours)
    _clear_killed(out)
    partial = out.with_name(f"{out.name}.{os.getpid()}.partial")  # its own, as two runs may be going on at once
    try:
        partial.mkdir(parents=True)
        whole = _fill(run, partial, formats, keep, lang)
        if "xlsx" in formats:
            _workbook(whole, partial / "results.xlsx", lang)
        _put_in_place(partial, out)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return whole


def _put_in_place(partial: Path, out: Path) -> None:
    """The earlier run goes only when the new one stands."""
    if not out.exists():
        partial.rename(out)
        return
    earlier = out.with_name(f"{out.name}.{os.getpid()}.earlier")
    out.rename(earlier)
    try:
        partial.rename(out)
    except OSError:
        earlier.rename(out)
        raise
    shutil.rmtree(earlier)


def _clear_killed(out: Path) -> None:
    """Removes what runs into the same folder left that were killed."""
    for left in out.parent.glob(f"{glob.escape(out.name)}.*.partial") if out.parent.is_dir() else ():
        pid = left.name.removeprefix(f"{out.name}.").removesuffix(".partial")
        if pid.isdigit() and not _is_running(int(pid)):
            shutil.rmtree(left, ignore_errors=True)


def _is_running(pid: int) -> bool:
    if os.name != "posix":  # elsewhere signal 0 is no question
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _workbook(run: Run, path: Path, lang: str) -> None:
    from kaohe.formats.workbook import write_workbook

    said = summary(run)
    write_workbook(
        run, path, lang=lang, fingerprints={k: said[k]["fingerprint"] for k in ("scheme", "figures", "engine")}
    )


def _is_a_run(folder: Path) -> bool:
    """Does the folder hold a run and nothing of somebody else?"""
    names = {file.name for file in folder.iterdir()} if folder.is_dir() else set()
    known = (
        "report.html",
        "scores",
        "grades",
        "results.xlsx",
        "quotas",
        FROZEN,
        "discipline",
        "outcomes",
        "run.json",
        "SYNTHETIC-示例数据.txt",
        "inputs",
    )
    return "run.json" in names and all(name.startswith(known) for name in names)


def _fill(
    run: Run | PartedRun, partial: Path, formats: Collection[str], keep: Callable[[Path], None] | None, lang: str
) -> Run:
    """Scores come first, of one part after the other; while they are written the next is scored, or all are graded."""
    with Pieces(partial) as pieces:
        for part in [run] if isinstance(run, Run) else run.parts():
            for name, piece in _score_tables(part, formats):
                pieces.add(name, piece)
        whole = run if isinstance(run, Run) else run.everybody()
        for name, frame in _grade_tables(whole, formats):
            (write_csv if name.endswith(".csv") else write_parquet)(frame, partial / name)
    if "html" in formats:
        from kaohe.formats.report import report

        (partial / "report.html").write_text(report(whole, lang), encoding="utf-8")
    said = json.dumps(summary(whole), ensure_ascii=False, indent=1)
    (partial / "run.json").write_text(said + "\n", encoding="utf-8")
    if keep is not None:
        keep(partial)
    if whole.scheme.text.synthetic:
        (partial / "SYNTHETIC-示例数据.txt").write_text(f"{SYNTHETIC}: {whole.scheme.text.scheme}\n", encoding="utf-8")
    return whole


def _score_tables(run: Run, formats: Collection[str]) -> Iterator[tuple[str, pl.DataFrame]]:
    if "parquet" in formats:
        for kind in run.scores.frames:
            yield f"scores-{kind}.parquet", wide_scores(run, kind)
    if "csv" in formats:
        yield "scores.csv", scores_table(run)


def _grade_tables(run: Run, formats: Collection[str]) -> Iterator[tuple[str, pl.DataFrame]]:
    if "parquet" in formats:
        for kind, frame in run.grades.frames.items():
            yield f"grades-{kind}.parquet", frame.to_native()
    if "csv" in formats:
        yield "grades.csv", grades_table(run)
        if run.scheme.text.period.kind == "annual" and run.grades.frames:
            yield FROZEN, history_table(run)
    for name, table in (("quotas", run.grades.quotas), ("discipline", run.grades.discipline)):
        if len(table):
            yield f"{name}.csv", _with_decimals(table.to_native())
    if len(run.grades.outcomes):
        yield "outcomes.csv", run.grades.outcomes.to_native()


_FRACTIONS = ("share", "exact", "least", "most", "spread")


def _with_decimals(frame: pl.DataFrame) -> pl.DataFrame:
    """Fractions as decimals where they have an end: a spreadsheet takes 3/10 for a date."""
    return frame.with_columns(
        pl.col(name).map_elements(_decimal, return_dtype=pl.String) for name in _FRACTIONS if name in frame.columns
    )


def _decimal(text: str) -> str:
    """`3/10` as 0.3; `1/3` stays."""
    value = read_number(text)
    shown = text if value is None else show(value)
    return text if shown.endswith("…") else shown


def places(node: Node) -> int:
    """Decimals with which a score is shown."""
    return max(CARRIED_PLACES if v.rounding is None else v.rounding.places for v in node.variants)


def scores_table(run: Run) -> pl.DataFrame:
    """`subject`, `node`, `score`, sorted; a score that is held or left out is empty, one outside the tree is absent."""
    found: list[pl.DataFrame] = []
    for node in run.scheme.graph.nodes.values():
        if node.kind not in run.scores.frames:
            continue
        frame = _with_units(run, node)
        if state_column(node.name) in frame.columns:
            frame = frame.filter(pl.col(state_column(node.name)) != OUTSIDE)
        text = decimal_text(pl.col("units"), places(node))
        found.append(frame.select("subject", pl.lit(node.name).alias("node"), text.alias("score")))
    return pl.concat(found).sort("subject", "node") if found else pl.DataFrame(schema=["subject", "node", "score"])


def wide_scores(run: Run, kind: str) -> pl.DataFrame:
    """`subject` and one column a node: whole units of the decimals that `run.json` names for it."""
    frame: pl.DataFrame = run.scores.frames[kind].to_native()
    columns = [frame["subject"]]
    for node in run.scheme.graph.nodes.values():
        if node.kind == kind:
            columns.append(_shown_units(run, node).alias(node.name))
    return frame.select(columns)


def _shown_units(run: Run, node: Node) -> pl.Series:
    """One score in whole units of its shown decimals."""
    if run.scores.stored[node.key].unit == Fraction(1, 10 ** places(node)):
        plain: pl.Series = run.scores.frames[node.kind][score_column(node.name)].to_native()
        return plain
    return _with_units(run, node)["units"]


def _with_units(run: Run, node: Node) -> pl.DataFrame:
    """The kind's frame with a column `units`: whole units of the node's shown decimals."""
    frame = run.scores.frames[node.kind]
    digits = Rounding(Fraction(1, 10 ** places(node)))
    try:
        value = _stored(run, node).rounded(digits)
        units, doubt = value.num.narrowed().as_expr(), value.doubt
    except NeedsReference:
        units, doubt = nw.lit(None, dtype=nw.Int64), nw.lit(True)
    if doubt is None:
        return frame.with_columns(units.alias("units")).to_native()  # type: ignore[no-any-return]
    native: pl.DataFrame = frame.with_columns(units.alias("units"), doubt.fill_null(False).alias("doubt")).to_native()
    doubtful = native.filter("doubt")["subject"].to_list()
    if not doubtful:
        return native
    settled = [_units(run, node, subject, digits) for subject in doubtful]
    large = [subject for subject, units in zip(doubtful, settled, strict=True) if units and abs(units) >= 2**127]
    if large:
        problem = Problem("score_too_large", Place(), {"subject": large[0], "score": node.name, "n": len(large)})
        raise InvalidFigures([problem])
    patch = pl.DataFrame({"subject": doubtful, "settled": pl.Series(settled, dtype=_whole_type(settled))})
    native = native.join(patch, on="subject", how="left", maintain_order="left")
    return native.with_columns(pl.when("doubt").then("settled").otherwise("units").alias("units"))


def _stored(run: Run, node: Node) -> Column | Enclosed:
    stored = run.scores.stored[node.key]
    if stored.unit is not None:
        return Column.stored(nw.col(score_column(node.name)), stored.unit, stored.bounds)
    return Enclosed(nw.col(low_column(node.name)), nw.col(high_column(node.name)), stored.bounds)


def _whole_type(values: Iterable[int | None]) -> type[pl.Int64] | type[pl.Int128]:
    return pl.Int64 if all(v is None or abs(v) < 2**63 for v in values) else pl.Int128


def _units(run: Run, node: Node, subject: str, digits: Rounding) -> int | None:
    value = run.scores.exact(node.key, subject)
    return units(value, digits) if isinstance(value, (Fraction, Real)) else None


def decimal_text(units: pl.Expr, digits: int) -> pl.Expr:
    """Whole units of 10^-digits as decimal text."""
    if digits == 0:
        return units.cast(pl.String)
    size, unit = units.abs(), 10**digits
    sign = pl.when(units < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    whole, rest = (size // unit).cast(pl.String), (size % unit).cast(pl.String).str.zfill(digits)
    return pl.concat_str(sign, whole, pl.lit("."), rest)


def grades_table(run: Run) -> pl.DataFrame:
    """`subject`, `group`, `rank`, `grade`, `reason`, sorted."""
    columns = [pl.col("subject"), pl.col("set").alias("group"), pl.col("rank").cast(pl.Int64), "grade", "reason"]
    found = [frame.to_native().select(columns) for frame in run.grades.frames.values()]
    schema = {"subject": pl.String, "group": pl.String, "rank": pl.Int64, "grade": pl.String, "reason": pl.String}
    return pl.concat(found).sort("subject") if found else pl.DataFrame(schema=schema)


def history_table(run: Run) -> pl.DataFrame:
    """This year's results as rows of a later scheme's history table. A carried score is rounded as it is shown."""
    found = []
    for kind in (kind for kind in KINDS if kind in run.grades.frames):
        node = run.scheme.graph.nodes[kind, run.scheme.text.grading[kind].by]
        text = _shown_units(run, node).to_frame("units").select(decimal_text(pl.col("units"), places(node)))
        found.append(history_rows(run, kind, text.to_series()))
    return pl.concat(found).sort("subject")


def summary(run: Run) -> dict[str, Any]:
    """What the run came from and how much came out; no times."""
    text = run.scheme.text
    said: dict[str, Any] = {
        "kaohe": kaohe.__version__,
        "scheme": {"name": text.scheme, "fingerprint": run.scheme.fingerprint},
        "period": {"kind": text.period.kind, "year": text.period.year},
        "figures": {"fingerprint": run.figures.fingerprint},
        "engine": {"fingerprint": engine_fingerprint()},
        "subjects": {kind: len(frame) for kind, frame in run.scores.frames.items()},
        "places": {kind: _places(run, kind) for kind in run.scores.frames},
        "graded": {kind: _grade_counts(frame.to_native()) for kind, frame in run.grades.frames.items()},
    }
    if text.synthetic:
        said["synthetic"] = SYNTHETIC
    if text.note is not None:
        said["note"] = {"zh": text.note.zh, "en": text.note.en}
    return said


def _places(run: Run, kind: str) -> dict[str, int]:
    """The decimals of each score: what the whole numbers of scores-KIND.parquet are counted in."""
    return {node.name: places(node) for node in run.scheme.graph.nodes.values() if node.kind == kind}


def _grade_counts(frame: pl.DataFrame) -> dict[str, int]:
    return dict(frame.group_by("grade").len().sort("grade").iter_rows())


def engine_fingerprint() -> str:
    """SHA-256 of the engine's own source text."""
    folder = Path(kaohe.__file__).parent / "engine"
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
