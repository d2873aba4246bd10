"""The figures that a command is given: read, with what is odd about them told; or what is wrong told, and marked in copies
of the workbooks where that is asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kaohe.cli.talk import MISUSED, WRONG, show_problems, tell, tell_invalid, written_to
from kaohe.engine.problems import InvalidFigures, Problem

if TYPE_CHECKING:
    from kaohe.engine.figures import Figures
    from kaohe.engine.scheme.model import SchemeText

Command = TypeVar("Command", bound=Callable[..., Any])


def marked_option(command: Command) -> Command:
    return click.option(
        "--marked", type=click.Path(file_okay=False, path_type=Path),
        help="Folder for copies of bad workbooks, with every bad cell marked.",
    )(command)  # fmt: skip


def admitted(text: SchemeText, path: Path, *, lang: str, marked: Path | None = None) -> Figures:
    """The figures; or everything that is wrong with them is told, and the command ends with `WRONG`."""
    from kaohe.formats.reading import read_figures

    notes: list[Problem] = []
    try:
        figures = read_figures(text, path, notes=notes)
    except InvalidFigures as invalid:
        tell_invalid(invalid, lang)
        if any(problem.place.tab for problem in invalid.problems):
            _mark(invalid, path, lang, marked)
        sys.exit(WRONG)
    show_problems(notes, lang)
    return figures


def _mark(invalid: InvalidFigures, path: Path, lang: str, folder: Path | None) -> None:
    from kaohe.formats.returned.marking import MarkedAmongFigures, write_marked

    if folder is None:
        zh = "要得到标出错误单元格的副本，请加 --marked 文件夹。"
        en = "For copies in which the bad cells are marked, add --marked FOLDER."
        tell(zh, en, lang)
        return
    try:
        with written_to(folder, "副本", "copies", lang):
            for copy in write_marked(invalid.problems, path, folder, lang):
                tell(f"已标注错误的副本：{copy}", f"Marked copy: {copy}", lang)
    except MarkedAmongFigures:
        zh = f"标注的副本不能放进数据文件夹 {folder}，否则下次会被当成数据。请换一个文件夹。"
        en = f"Marked copies cannot go into the folder of figures, {folder}: they would be read as figures. Name another."
        tell(zh, en, lang)
        sys.exit(MISUSED)
