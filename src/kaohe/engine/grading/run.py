"""Scores become grades, kind by kind from above to below, each step for all subjects at once.

status → veto → caps → places and thresholds → proposals → decisions. A kind reads the final grades of the kinds above.
"""

from __future__ import annotations

import narwhals as nw

from kaohe.engine.figures import Figures, Frame
from kaohe.engine.grading.discipline import discipline_rows
from kaohe.engine.grading.facts import GRADE_COLUMN, Facts
from kaohe.engine.grading.kind import KindRun
from kaohe.engine.grading.plan import Plan, read_grading
from kaohe.engine.grading.results import DECISIONS, DISCIPLINE, OUTCOMES, QUOTAS, Grades, frame_of, stacked
from kaohe.engine.grading.table import GradeTable
from kaohe.engine.problems import Problem
from kaohe.engine.scheme.graph import Graph
from kaohe.engine.scheme.model import KINDS, Kind
from kaohe.engine.scores import Scores


def grade(graph: Graph, figures: Figures, scores: Scores) -> Grades:
    """Grades every subject of every kind that the scheme grades. The scheme has been checked."""
    plan, problems = read_grading(graph), list[Problem]()
    facts = Facts(graph, figures, scores)
    tables: dict[Kind, GradeTable] = {}
    runs: dict[Kind, KindRun] = {}
    for kind in KINDS:
        if kind not in figures.subjects:
            continue
        tables[kind] = GradeTable(facts, kind, tables, problems)
        if kind in plan.kinds:
            runs[kind] = KindRun(plan, plan.kinds[kind], tables[kind], problems)
            runs[kind].run()
    backend = nw.get_native_namespace(figures.decisions)
    outcomes = [frame for kind, table in tables.items() for frame in _outcomes(plan, kind, table)]
    decided = [record for run in runs.values() for record in run.decided.records]
    return Grades(
        {kind: run.frame() for kind, run in runs.items()},
        stacked([frame for run in runs.values() for frame in run.quotas()], QUOTAS, backend),
        frame_of(decided, DECISIONS, backend),
        frame_of(discipline_rows(plan, tables), DISCIPLINE, backend),
        stacked(outcomes, OUTCOMES, backend).sort("subject", "outcome"),
        tuple(sorted(problems, key=Problem.sort_key)),
        plan,
        {(kind, name): line for kind, run in runs.items() for name, line in run.lines.items()},
        facts,
    )


def _outcomes(plan: Plan, kind: Kind, table: GradeTable) -> list[Frame]:
    """What follows for the subjects of a kind, and what may follow but cannot be told."""
    rules = [rule for rule in plan.outcomes if rule.kind == kind]
    if not rules:
        return []
    answers = table.answers({rule.name: rule.test for rule in rules}, GRADE_COLUMN if kind in plan.kinds else "")
    frame = answers.with_columns(table.figures.subjects[kind]["subject"])
    found = []
    for rule in rules:
        certain = nw.col(rule.name).fill_null(False)
        rows = frame.filter(certain | nw.col(rule.name).is_null())
        said = (nw.lit(rule.name).alias("outcome"), nw.lit(rule.article).alias("article"))
        found.append(rows.select("subject", *said, certain.alias("certain")))
    return found
