"""`results.xlsx`: the whole result as one workbook that an office can hand out, follow by hand and try things in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kaohe.engine.explanation import Text
from kaohe.engine.run import Run
from kaohe.engine.scheme.model import KINDS, Kind
from kaohe.formats.workbook import words
from kaohe.formats.workbook.book import Book
from kaohe.formats.workbook.calculation import Calculation
from kaohe.formats.workbook.calculation_tabs import write_calculation
from kaohe.formats.workbook.explanation import MOST_EXPLAINED, write_explanations
from kaohe.formats.workbook.grades import write_grades
from kaohe.formats.workbook.limits import TooLarge
from kaohe.formats.workbook.overview import write_overview
from kaohe.formats.workbook.ranking import write_ranking

MOST_CELLS = 3_000_000
"""With more cells than this there is no calculation: a spreadsheet would no longer open it in reasonable time."""

__all__ = ["TooLarge", "write_workbook"]


def write_workbook(run: Run, path: Path, *, lang: str, fingerprints: Mapping[str, str]) -> None:
    """The same run in the same language gives the same bytes. Raises TooLarge, OSError."""
    subjects = sum(len(frame) for frame in run.scores.frames.values())
    explained = 0 < subjects <= MOST_EXPLAINED
    calculated = 0 < _cells(run) <= MOST_CELLS
    ranked = [kind for kind in KINDS if kind in run.grades.frames and len(run.grades.frames[kind])]
    calculation = Calculation(run, lang) if calculated else None
    tabs = _tabs(ranked, calculation, lang, explained=explained)
    notes = _notes(subjects, explained=explained, calculated=calculated)
    book = Book(path, run, lang)
    write_overview(book, run, tabs=tabs, notes=notes, fingerprints=fingerprints)
    for kind in ranked:
        write_ranking(book, run, kind)
    if ranked:
        write_grades(book, run)
    if explained:
        write_explanations(book, run)
    if calculation is not None:
        write_calculation(book, calculation)
    book.close()


def _cells(run: Run) -> int:
    """About how many cells the calculation has: figures and scores."""
    nodes = list(run.scheme.graph.nodes.values())
    read = {ref for node in nodes for variant in node.variants for ref in variant.refs.values() if ref.sort == "figure"}
    columns = [node.kind for node in nodes] + [ref.kind for ref in read]
    return sum(len(run.scores.frames[kind]) for kind in columns if kind in run.scores.frames)


def _tabs(ranked: list[Kind], calculation: Calculation | None, lang: str, *, explained: bool) -> list[tuple[str, Text]]:
    found = [
        (words.RANKING[kind], Text("按比较组排名，可直接印发", "by group and rank, to be handed out"))
        for kind in ranked
    ]
    if ranked:
        found.append((words.GRADES, Text("等次、理由、与名额线的差距", "grades, reasons, margins")))
    if explained:
        found.append((words.PAGE, Text("选一个对象，看得分和等次怎样得来", "choose a subject, see how it came about")))
        found.append(
            (words.EXPLANATION, Text("全部对象的说明，可按编号筛选", "all explanations, to be filtered by id"))
        )
    said = [(title.say(lang), what) for title, what in found]
    if calculation is not None:
        live = Text("得分的计算公式，可改数据看变化", "the scores as formulas: change a figure and see")
        said += [(sheet.tab, live) for sheet in calculation.sheets.values()]
        said.append(
            (calculation.parameters.tab, Text("分值、权重、目标，可改", "points, weights, targets; may be changed"))
        )
        if calculation.classes.found:
            said.append(
                (calculation.classes.tab, Text("各组的最小、最大、个数", "lowest, highest and count of each group"))
            )
    return said


def _notes(subjects: int, *, explained: bool, calculated: bool) -> list[Text]:
    notes = []
    if not explained and subjects:
        zh = f"对象超过 {MOST_EXPLAINED:,} 个，本簿不含逐项说明；用 kaohe explain 可看任何一个。"
        en = f"More than {MOST_EXPLAINED:,} subjects: no explanations here; `kaohe explain` tells any one of them."
        notes.append(Text(zh, en))
    if not calculated and subjects:
        zh = f"数据和得分超过 {MOST_CELLS:,} 格，本簿不含计算公式；得分见 CSV 或 Parquet。"
        en = f"More than {MOST_CELLS:,} figures and scores: no formulas here; the scores are in CSV or Parquet."
        notes.append(Text(zh, en))
    return notes
