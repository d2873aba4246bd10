"""A stored run opened again for one subject: only what stands behind its result is read.

`kaohe score --formats parquet` keeps the scheme's text and the figures as they were sent beside the scores. To explain one
subject out of a million, its own figures are read, of those compared with it only what is compared, and their scores
from the run. What comes out must be what the run says; where that cannot be had in this way, everything is computed anew.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import narwhals as nw
import polars as pl

from kaohe.engine.admission import RawTable, admit
from kaohe.engine.figures import Figures, Frame
from kaohe.engine.grading import read_grading
from kaohe.engine.problems import InvalidFigures, Place, Problem, nearest
from kaohe.engine.reference import Reference
from kaohe.engine.run import Run, score
from kaohe.engine.scheme.model import KINDS, Kind
from kaohe.engine.scheme.scheme import Scheme
from kaohe.engine.scores import Scores, Stored, score_column, stored_by_reference
from kaohe.formats.reading import WORKBOOK, read_figures, read_tables, table_files
from kaohe.formats.results import places

FIGURES = Path("inputs", "figures")
SCHEME = Path("inputs", "scheme")


class UnknownSubject(KeyError):
    """No such subject in the run. `near`: the id most like it."""

    def __init__(self, subject: str, near: str) -> None:
        self.subject, self.near = subject, near
        super().__init__(subject)


def keep_inputs(scheme: Scheme, figures: Path, folder: Path) -> None:
    """Copies the scheme's files and the files of figures into a run."""
    for name, text in scheme.source.files.items():
        target = folder / SCHEME / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    (folder / FIGURES).mkdir(parents=True, exist_ok=True)
    for file, _ in table_files(figures):
        shutil.copyfile(file, folder / FIGURES / file.name)


def run_for(scheme: Scheme, folder: Path, subject: str) -> Run:
    """The run, or as much of it as explains the subject. Raises InvalidFigures, UnknownSubject."""
    _check_origin(scheme, folder)
    try:
        part = _part(scheme, folder, subject)
        if part is not None and _agrees(part, folder, subject):
            return part
    except (pl.exceptions.PolarsError, OSError, ValueError, InvalidFigures):
        pass  # something is damaged: reading it all tells what
    run = score(scheme, read_figures(scheme.text, folder / FIGURES))
    if subject not in run.reference.rows:
        raise UnknownSubject(subject, nearest(subject, run.reference.rows))
    if not _is_whole(run, folder, subject):
        raise InvalidFigures([Problem("run_was_changed", Place(folder.name), {"folder": folder.name})])
    return run


def _is_whole(run: Run, folder: Path, subject: str) -> bool:
    """Are the kept figures those that were scored, and the kept results those that come out?"""
    said = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    try:
        return bool(said["figures"]["fingerprint"] == run.figures.fingerprint) and _agrees(run, folder, subject)
    except (pl.exceptions.PolarsError, OSError, ValueError, KeyError, TypeError, IndexError):
        return False


def _check_origin(scheme: Scheme, folder: Path) -> None:
    said = folder / "run.json"
    problem = None
    if not said.is_file() or not (folder / FIGURES).is_dir() or (found := _scheme_said(said)) is None:
        problem = Problem("not_a_stored_run", Place(folder.name), {"folder": folder.name})
    elif found != scheme.fingerprint:
        problem = Problem("run_of_another_scheme", Place(folder.name), {"scheme": scheme.text.scheme})
    if problem is not None:
        raise InvalidFigures([problem])


def _scheme_said(file: Path) -> str | None:
    """The fingerprint of the scheme in run.json; None where the file is damaged."""
    try:
        return str(json.loads(file.read_text(encoding="utf-8"))["scheme"]["fingerprint"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _part(scheme: Scheme, folder: Path, subject: str) -> Run | None:
    """Only those compared with the subject, and everybody above; None where that is not enough."""
    files = table_files(folder / FIGURES)
    if any(table == WORKBOOK for _, table in files):
        return None
    rolls = {file: _read(file, None) for file, table in files if table == "subjects"}
    roll = pl.concat(rolls.values(), how="diagonal_relaxed")
    row = roll.filter(pl.col("subject") == subject)
    if not len(row):
        raise UnknownSubject(subject, nearest(subject, roll["subject"].to_list()))
    kind: Kind = row["kind"][0]
    above = roll.filter(pl.col("kind").is_in(KINDS[: KINDS.index(kind)]))["subject"]
    group = row["group"][0] if "group" in roll.columns else None
    if not _compared_by_group(scheme, kind, group):
        return None
    same = roll.filter((pl.col("kind") == kind) & (pl.col("group") == group))
    if (
        "parent" in same.columns
        and same["parent"].is_in(roll.filter(pl.col("kind") == kind)["subject"].implode()).any()
    ):
        return None
    whole, others = pl.concat([above, row["subject"]]), same["subject"]
    tables: dict[str, tuple[RawTable, ...]] = {}
    for file, table in files:
        if table == "subjects":
            rows = rolls[file].filter(pl.col("subject").is_in(pl.concat([whole, others]).implode()))
        else:
            rows = _rows(scheme, kind, file, table, whole, others)
        tables[table] = (*tables.get(table, ()), RawTable(table, rows, file.name))
    figures = admit(scheme.text, tables)
    scores = _stored_scores(scheme, folder, figures)
    return None if scores is None else Run(scheme, figures, scores)


def _compared_by_group(scheme: Scheme, kind: Kind, group: str | None) -> bool:
    """Is everybody of this kind compared within its group, and the group large enough to stand alone?"""
    said = {w for node in scheme.graph.of(kind) for variant in node.variants for w in variant.rule.withins()}
    grading = scheme.text.grading.get(kind)
    if grading is not None:
        said |= set(grading.within.values())
        for rule in grading.grades.values():
            said |= set(rule.quota.within.values()) if rule.quota and rule.quota.within else set()
    pooled = any(one.pool_with for one in scheme.text.groups.get(kind, {}).values())
    return group is not None and said <= {"group"} and not pooled


def _rows(scheme: Scheme, kind: Kind, file: Path, table: str, whole: pl.Series, others: pl.Series) -> pl.DataFrame:
    """A table's rows about those `whole`, and about the `others` the columns that they are compared by."""
    everybody = pl.concat([whole, others]).unique()
    frame = _read(file, None if table != "figures" else whole)
    if table != "figures":
        return frame.filter(pl.col("subject").is_in(everybody.implode()))
    compared = _compared_columns(scheme, kind)
    columns = [c for c in pl.scan_parquet(file).collect_schema().names() if c in compared] if _is_wide(file) else None
    rest = _read(file, others.filter(~others.is_in(whole.implode())), columns)
    return pl.concat([frame, rest], how="diagonal_relaxed")


def _is_wide(file: Path) -> bool:
    return file.suffix.lower() == ".parquet" and "indicator" not in pl.scan_parquet(file).collect_schema().names()


def _compared_columns(scheme: Scheme, kind: Kind) -> set[str]:
    """The columns of a wide table that rules compare, or that the grading looks at."""
    graph = scheme.graph
    refs = {
        ref for node in graph.of(kind) for variant in node.variants if variant.rule.withins() for ref in variant.uses
    }
    named = {ref.name for ref in read_grading(graph).reads() if ref.sort == "figure"}
    return {"subject", "period", *named, *(ref.name for ref in refs if ref.sort == "figure")}


def _read(file: Path, subjects: pl.Series | None, columns: Sequence[str] | None = None) -> pl.DataFrame:
    """A file's rows about some subjects; of Parquet no more than these rows and columns is read."""
    if file.suffix.lower() == ".parquet":
        lazy = pl.scan_parquet(file)
        lazy = lazy if columns is None else lazy.select(columns)
        if subjects is not None:
            one = len(subjects) == 1  # equality passes over whole blocks of a sorted file
            lazy = lazy.filter(pl.col("subject") == subjects[0] if one else pl.col("subject").is_in(subjects.implode()))
        return lazy.collect()
    (frame,) = (part.frame for parts in read_tables(file).values() for part in parts)
    return frame if subjects is None else frame.filter(pl.col("subject").is_in(subjects.implode()))


def _stored_scores(scheme: Scheme, folder: Path, figures: Figures) -> Scores | None:
    """The scores that grading looks at, of everybody in the part; None where they were carried and not rounded."""
    graph, frames, stored = scheme.graph, dict[str, Frame](), dict[tuple[str, str], Stored]()
    for kind in (k for k in KINDS if k in figures.subjects):
        subjects, nodes = figures.subjects[kind], list(graph.of(kind))
        wanted = [node for node in nodes if node.key in graph.roots]
        ids = subjects["subject"].to_native()
        wide = pl.scan_parquet(folder / f"scores-{kind}.parquet").select("subject", *(node.name for node in wanted))
        found = wide.filter(pl.col("subject").is_in(ids.implode())).collect().sort("subject")
        frame: pl.DataFrame = subjects.select("subject", "name", "group").to_native()
        for node in nodes:
            how = stored_by_reference([v.rounding for v in node.variants], graph.node_bounds(node.key))
            units = pl.Series(score_column(node.name), [None] * len(frame), dtype=pl.Int64)
            if node in wanted:
                if how.unit is None:
                    return None
                units = found[node.name] // int(how.unit * 10 ** places(node))
            stored[node.key] = Stored(how.unit, how.bounds, states=False)
            frame = frame.with_columns(units.alias(score_column(node.name)))
        frames[kind] = nw.from_native(frame, eager_only=True)
    return Scores(frames, stored, Reference(graph, figures).outcome)


def _agrees(run: Run, folder: Path, subject: str) -> bool:
    """Is the grade, and every score of the subject, what the run says?"""
    kind, _ = run.reference.rows[subject]
    scores = pl.scan_parquet(folder / f"scores-{kind}.parquet").filter(pl.col("subject") == subject).collect()
    for node in run.scheme.graph.of(kind):
        outcome = run.reference.outcome(node.key, subject)
        said = scores[node.name][0]
        rounded = all(variant.rounding for variant in node.variants)
        if isinstance(outcome, Fraction) and rounded and said != outcome * 10 ** places(node):
            return False
    if kind not in run.grades.frames:
        return True
    grades = pl.scan_parquet(folder / f"grades-{kind}.parquet").filter(pl.col("subject") == subject).collect()
    mine = run.grades.frames[kind].to_native().filter(pl.col("subject") == subject)
    columns = ["set", "rank", "grade", "reason"]
    same: bool = mine.select(columns).equals(grades.select(columns))
    return same
