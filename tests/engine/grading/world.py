"""A small world to grade: units, teams and cadres with two scores each, given by hand.

`graded(text, people, …)` reads a scheme whose `grading:` is the text, scores the people and grades them; the scheme is
not checked, so that odd gradings can be drawn too. Each of the people is one line: `team t1 of=u1 total=91.20 political=95`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from kaohe.engine.columnar import score_columns
from kaohe.engine.figures import TABLES, Figures, Frame
from kaohe.engine.grading import Grades, grade
from kaohe.engine.problems import Problem
from kaohe.engine.scheme.bounds import fill_bounds
from kaohe.engine.scheme.graph import Graph, build_graph
from kaohe.engine.scheme.reading import read_source
from kaohe.engine.scores import Scores

KINDS = ("unit", "team", "cadre")
ATTRIBUTES = {"unit": ("staff", "poverty"), "team": ("line",), "cadre": ("post",)}

BASE = """
scheme: small-world
title: 小世界
period: {kind: annual, year: 2024}
rounding: {places: 2}
groups:
  unit: {city: 市州, county: 县区, office: {title: 部门, at_least: 3, pool_with: bureau}, bureau: 局}
  team: {north: 北, south: 南, east: {title: 东, at_least: 3, pool_with: west}, west: {title: 西, at_least: 2, pool_with: south}}
  cadre: {principal: 正职, deputy: 副职}
attributes:
  unit: {staff: {number: true, range: [0, 100000]}, poverty: {values: {good: 好, fair: 一般}}}
  team: {line: {values: {a: 甲, b: 乙}}}
  cadre: {post: {values: {x: 甲, y: 乙}}}
indicators:
"""
_INDICATOR = (
    "  {kind}_{name}: {{title: {name}, subject: {kind}, source: office of {name}, decimals: 2, range: [-1000, 1000]}}\n"
)
_SCORES = """  {kind}:
    total: {{points: 100, rule: {{given: {{of: {kind}_total, not_below: -1000, not_above: 1000}}}}}}
    political: {{points: 100, rule: {{given: {{of: {kind}_political, not_below: -1000, not_above: 1000}}}}}}
"""
BASE += "".join(_INDICATOR.format(kind=kind, name=name) for kind in KINDS for name in ("total", "political"))
BASE += "scores:\n" + "".join(_SCORES.format(kind=kind) for kind in KINDS)


@dataclass(frozen=True)
class Graded:
    graph: Graph
    figures: Figures
    scores: Scores
    grades: Grades

    def row(self, subject: str) -> dict[str, Any]:
        for frame in self.grades.frames.values():
            for row in frame.rows(named=True):
                if row["subject"] == subject:
                    return row
        raise KeyError(subject)

    def grade(self, *subjects: str) -> list[str]:
        return [self.row(subject)["grade"] for subject in subjects]

    def reason(self, *subjects: str) -> list[str]:
        return [self.row(subject)["reason"] for subject in subjects]

    def quota(self, grade: str, of: str) -> dict[str, Any]:
        rows = self.grades.quotas.rows(named=True)
        return next(row for row in rows if row["grade"] == grade and row["set"] == of)

    @property
    def problems(self) -> list[str]:
        return [problem.code for problem in self.grades.problems]

    def problem(self, code: str) -> Problem:
        return next(problem for problem in self.grades.problems if problem.code == code)


@lru_cache(maxsize=200)
def graph_of(text: str) -> Graph:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scheme.yaml"
        path.write_text(BASE + text, encoding="utf-8")
        source, problems = read_source(path), list[Problem]()
    graph = build_graph(source, problems)
    assert not problems, problems
    fill_bounds(graph)
    return graph


def graded(
    text: str,
    people: str,
    *,
    statuses: str = "",
    decisions: Sequence[dict[str, Any]] = (),
    history: str = "",
) -> Graded:
    """`statuses`: lines `subject status`. `history`: lines `subject year grade`."""
    figures = figures_of(people, statuses=statuses, decisions=decisions, history=history)
    graph = graph_of(text)
    scores = score_columns(graph, figures)
    return Graded(graph, figures, scores, grade(graph, figures, scores))


def decision(subject: str, to: str, *, was: str = "", at: str = "2025-01-10", approval: str = "") -> dict[str, Any]:
    said = {"subject": subject, "from": was or None, "to": to, "by": "committee", "at": at, "reason": "look again"}
    return {**said, "document": "No. 1", "approval": approval or None}


def figures_of(
    people: str, *, statuses: str = "", decisions: Sequence[dict[str, Any]] = (), history: str = ""
) -> Figures:
    rows: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    for line in filter(None, (one.strip() for one in people.splitlines())):
        kind, subject, *said = line.split()
        rows[kind].append({"subject": subject, **dict(one.split("=") for one in said)})
    of = {row["subject"]: row.get("of") for found in rows.values() for row in found}
    subjects = {kind: _subjects(kind, found, of) for kind, found in rows.items() if found}
    tables: dict[str, Any] = {name: _table(columns, []) for name, columns in TABLES.items() if name != "subjects"}
    tables["status"] = _table(
        TABLES["status"], [dict(zip(("subject", "status"), line.split(), strict=True)) for line in _lines(statuses)]
    )
    tables["decisions"] = _table((*TABLES["decisions"], "approval"), list(decisions))
    past = [dict(zip(("subject", "year", "grade"), line.split(), strict=True)) for line in _lines(history)]
    tables["history"] = _table(TABLES["history"], past).with_columns(nw.col("year").cast(nw.Int64))
    absences = _table(("subject", "column", "cause"), [])
    return Figures(
        subjects, absences, tables["events"], tables["ratings"], tables["tallies"], tables["history"],
        tables["status"], tables["decisions"], tables["figures"],
    )  # fmt: skip


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _subjects(kind: str, rows: list[dict[str, Any]], of: dict[str, str | None]) -> Frame:
    """`of` names the parent: a cadre's team, a team's unit."""
    columns: dict[str, list[Any]] = {name: [] for name in ("subject", "name", "group", "parent")}
    above = KINDS[: KINDS.index(kind)]
    for name in (*above, *(f"a:{a}" for a in ATTRIBUTES[kind]), f"f:{kind}_total", f"f:{kind}_political"):
        columns[name] = []
    for row in sorted(rows, key=lambda one: str(one["subject"])):
        parent = row.get("of")
        columns["subject"].append(row["subject"])
        columns["name"].append(row["subject"])
        columns["group"].append(row.get("group"))
        columns["parent"].append(parent)
        ancestors = {"team": {"unit": parent}, "cadre": {"team": parent, "unit": of.get(parent or "")}, "unit": {}}[
            kind
        ]
        for other in above:
            columns[other].append(ancestors[other])
        for name in ATTRIBUTES[kind]:
            value = row.get(name)
            columns[f"a:{name}"].append(int(value) if name == "staff" and value is not None else value)
        for name in ("total", "political"):
            said = row.get(name)
            columns[f"f:{kind}_{name}"].append(None if said is None else int(Fraction(said) * 100))
    kinds = {name: pl.Int64 if name[:2] == "f:" or name == "a:staff" else pl.String for name in columns}
    return nw.from_native(pl.DataFrame(columns, schema=kinds), eager_only=True)


def _table(columns: Sequence[str], rows: list[dict[str, Any]]) -> Frame:
    cells = {name: [row.get(name) for row in rows] for name in columns}
    return nw.from_native(pl.DataFrame(cells, schema=dict.fromkeys(columns, pl.String)), eager_only=True)
