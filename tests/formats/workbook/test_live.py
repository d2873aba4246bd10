"""The calculation is alive: what an office changes in a cell changes the scores as a new run would."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kaohe.engine.run import score
from kaohe.engine.scheme.scheme import Scheme, read_scheme
from kaohe.formats.workbook import write_workbook
from tests.formats.workbook.recalculated import calculated, recalculate
from tests.formats.workbook.test_calculation import ORIGIN, differing

SCHEME = """
scheme: live
title: 试算
period: {kind: annual, year: 2026, parts: [q1, q2]}
synthetic: true
rounding: {places: 2}
groups: {unit: {a: 甲类, b: 乙类}}
indicators:
  growth: {title: 增长, unit: "%", range: [-100, 100]}
  plan: {title: 计划, range: [0, 1000], absent: {late: zero, not_applicable: leave_out}}
  even: {title: 评价, range: [0, 100]}
  quarter: {title: 季度, every: part, range: [0, 100], absent: {not_due: leave_out}}
scores:
  unit:
    growth: {points: 40, rule: {efficacy: {floor: 60%}}}
    plan: {points: 30, rule: {target: {to: 80, met: share}}}
    place: {title: 位次, points: 30, rule: {rank_points: {of: even, each: -5%, floor: 50%, ties: average}}}
    halves: {title: 取偶, points: 10, rule: {given: {of: even, full: 100}}, round: {places: 1, mode: half_even}}
    quarters: {title: 平时, over: {of: quarter, how: mean}}
    year: {title: 年终, sum: [growth, plan, place]}
    total: {title: 总分, mean: {quarters: 40%, year: 60%}}
overrides:
  unit: [{when: group == b, scores: {growth: {points: 50}, place: {points: 20}}}]
grading: {unit: {by: total, grades: {excellent: {quota: {share: 40%}}, good: {}}}}
"""
SUBJECTS = "subject,name,kind,group\n" + "".join(f"u{i},示例县{i:02},unit,{'ab'[i % 2]}\n" for i in range(8))


def figures(changes: Mapping[tuple[str, str, str], str]) -> dict[str, list[dict[str, Any]]]:
    """By subject, indicator and part: an assessed figure, or the cause of its absence."""
    rows = {}
    for i in range(8):
        rows[f"u{i}", "growth", ""] = f"{(i * 37) % 23 - 5}.{i}5"
        rows[f"u{i}", "plan", ""] = f"{60 + 5 * i}"
        rows[f"u{i}", "even", ""] = f"{70 + (i // 2) * 5}.5"
        rows[f"u{i}", "quarter", "q1"] = f"{80 + i}"
        rows[f"u{i}", "quarter", "q2"] = f"{90 - i}.25"
    rows |= dict(changes)
    found = []
    for (subject, indicator, period), said in rows.items():
        number = said[:1] in "-0123456789"
        row = {"subject": subject, "indicator": indicator, "period": period or None}
        found.append(row | {"assessed": said if number else None, "absence": None if number else said or None})
    subjects = [
        dict(zip(("subject", "name", "kind", "group"), line.split(","), strict=True)) for line in SUBJECTS.split()[1:]
    ]
    return {"subjects": subjects, "figures": found}


def scheme(folder: Path, text: str = SCHEME) -> Scheme:
    folder.mkdir(exist_ok=True)
    (folder / "scheme.yaml").write_text(text, encoding="utf-8")
    return read_scheme(folder)


def scored(rules: Scheme, changes: Mapping[tuple[str, str, str], str]) -> Any:
    import polars as pl

    tables = {name: pl.DataFrame(rows, infer_schema_length=None) for name, rows in figures(changes).items()}
    return score(rules, tables)


def cell_of(book: Any, code: str, subject: str) -> Any:
    sheet = book["单位计算"]
    column = next(cell.column for cell in sheet[5] if cell.value == code)
    row = next(cell.row for cell in sheet["A"] if cell.value == subject)
    return sheet.cell(row, column)


@pytest.mark.needs("libreoffice")
def test_figures_changed_in_the_workbook_change_the_scores_as_a_new_run_would(tmp_path: Path) -> None:
    before = {("u3", "growth", ""): "late", ("u1", "plan", ""): "late", ("u4", "quarter", "q1"): "not_due"}
    after = {
        ("u3", "growth", ""): "31.75",
        ("u0", "growth", ""): "late",
        ("u1", "plan", ""): "79.99",
        ("u5", "plan", ""): "not_applicable",
        ("u4", "quarter", "q1"): "77.77",
        ("u2", "even", ""): "88.5",
        ("u6", "even", ""): "0.5",
    }
    rules = scheme(tmp_path / "scheme")
    path, changed = tmp_path / "results.xlsx", tmp_path / "changed.xlsx"
    write_workbook(scored(rules, before), path, lang="zh", fingerprints=ORIGIN)
    book = openpyxl.load_workbook(path)
    for (subject, indicator, part), said in after.items():
        cell = cell_of(book, f"{indicator}.{part}" if part else indicator, subject)
        cell.value = {"not_applicable": "不计", "late": None}.get(said) if not said[:1].isdigit() else float(said)
    book.save(changed)
    rerun = scored(rules, {**before, **after})
    wrong, many = differing(rerun, path, recalculate(changed, tmp_path))
    assert wrong == []
    assert set(many) == {f"unit.{name}" for name in rules.text.scores["unit"]}
    was = scored(rules, before)
    moved = [s for s in was.scores.frames["unit"]["subject"].to_list() if _total(was, s) != _total(rerun, s)]
    assert len(moved) > 4


def _total(run: Any, subject: str) -> Any:
    return run.scores.exact(("unit", "total"), subject)


@pytest.mark.needs("libreoffice")
def test_a_number_of_the_scheme_changed_in_the_workbook_changes_the_scores_as_the_changed_scheme_would(
    tmp_path: Path,
) -> None:
    path, changed = tmp_path / "results.xlsx", tmp_path / "changed.xlsx"
    write_workbook(scored(scheme(tmp_path / "a"), {}), path, lang="zh", fingerprints=ORIGIN)
    book = openpyxl.load_workbook(path)
    said = {row[5].value: row for row in book["参数"].iter_rows(min_row=7) if row[2].value in ("plan", "total")}
    said["目标值"][6].value = 95
    said["权重：平时"][6].value, said["权重：年终"][6].value = 0.25, 0.75
    book.save(changed)
    text = SCHEME.replace("to: 80", "to: 95").replace("quarters: 40%, year: 60%", "quarters: 25%, year: 75%")
    wrong, many = differing(scored(scheme(tmp_path / "b", text), {}), path, recalculate(changed, tmp_path))
    assert wrong == []
    assert many["unit.total"] == 8


@pytest.mark.needs("libreoffice")
def test_wiped_formulas_are_really_calculated(tmp_path: Path) -> None:
    """A score that LibreOffice had only copied would be the 0 that was put there."""
    path = tmp_path / "results.xlsx"
    write_workbook(scored(scheme(tmp_path / "a"), {}), path, lang="zh", fingerprints=ORIGIN)
    tabs = recalculate(path, tmp_path)
    totals = [v for _, code, _, _, _, v in calculated(tabs) if code == "unit.total"]
    assert len(totals) == 8
    assert all(isinstance(total, float) and total > 40 for total in totals)
    told = [row[2] for row in tabs["逐项说明"][4:] if row[0] == "u0"]
    page = [row[0] for row in tabs["个案查阅"][4:] if row[0]]
    assert page == ["u0 示例县00", *told]
