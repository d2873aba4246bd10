"""`kaohe check`: everything that is wrong or odd in a scheme, and in figures that came in for it, at once."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kaohe.cli.figures import admitted, marked_option
from kaohe.cli.talk import DONE, WRONG, lang_option, problems_told, show_problems, tell


@click.command("check")
@click.argument("scheme", type=click.Path(exists=True, path_type=Path))
@click.option("--figures", type=click.Path(path_type=Path), help="Check these figures too: a folder, or a workbook.")
@marked_option
@lang_option
@click.option("--strict", is_flag=True, help="Warnings also make the check fail.")
def command(scheme: Path, figures: Path | None, marked: Path | None, lang: str, strict: bool) -> None:
    """Check a SCHEME (a folder with scheme.yaml, or the file) and say everything that is wrong with it."""
    from kaohe.engine.scheme.scheme import read_scheme

    with problems_told(lang):
        found = read_scheme(scheme)
    show_problems(found.warnings, lang)
    warnings = sum(problem.severity == "warning" for problem in found.warnings)
    nodes, indicators = len(found.graph.nodes), len(found.text.indicators)
    zh = f"{found.text.scheme}：没有错误，{warnings} 处提醒；{indicators} 个指标，{nodes} 个得分。"
    en = f"{found.text.scheme}: no errors, {warnings} warning(s); {indicators} indicators, {nodes} scores."
    tell(zh, en, lang)
    if figures is not None:
        came = admitted(found.text, figures, lang=lang, marked=marked)
        subjects = sum(len(frame) for frame in came.subjects.values())
        tell(f"数据没有错误：{subjects} 个对象。", f"No errors in the figures: {subjects} subjects.", lang)
    sys.exit(WRONG if strict and warnings else DONE)
