"""What the commands share: the language, problems on standard error, exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from kaohe.engine.problems import Invalid, Problem
from kaohe.engine.wording import say

DONE, WRONG, MISUSED, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: all well · the scheme, the figures or a case is wrong · the command was called wrongly · stopped."""

Command = TypeVar("Command", bound=Callable[..., Any])


def default_lang() -> str:
    """The language of the environment: Chinese for zh, else English. `KAOHE_LANG` overrides."""
    for name in ("KAOHE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        said = os.environ.get(name, "")
        if said:
            return "zh" if said.lower().startswith("zh") else "en"
    return "en"


def lang_option(command: Command) -> Command:
    return click.option(
        "--lang", type=click.Choice(["zh", "en"]), default=default_lang, show_default="of the environment",
        help="Language of what is said.",
    )(command)  # fmt: skip


def tell(zh: str, en: str, lang: str) -> None:
    """A sentence on standard error."""
    click.echo(zh if lang == "zh" else en, err=True)


def show_problems(problems: Iterable[Problem], lang: str) -> None:
    for problem in problems:
        click.echo(say(problem, lang), err=True)


@contextmanager
def problems_told(lang: str) -> Iterator[None]:
    """Tells every problem of an invalid scheme or of invalid figures, then ends with `WRONG`."""
    try:
        yield
    except Invalid as invalid:
        tell_invalid(invalid, lang)
        sys.exit(WRONG)


def tell_invalid(invalid: Invalid, lang: str) -> None:
    show_problems(invalid.problems, lang)
    errors = sum(problem.severity == "error" for problem in invalid.problems)
    tell(f"共 {errors} 处错误，未产生任何结果。", f"{errors} error(s); nothing was produced.", lang)


@contextmanager
def written_to(place: Path, zh: str, en: str, lang: str) -> Iterator[None]:
    """Tells that what is named cannot be written to the place, then ends with `MISUSED`."""
    try:
        yield
    except OSError as error:
        said = error.strerror or str(error)
        zh = f"{zh}写不进 {place}：{said}。请换一个文件夹，或检查权限和磁盘空间。"
        tell(
            zh,
            f"The {en} cannot be written to {place}: {said}. Name another folder, or check permissions and space.",
            lang,
        )
        sys.exit(MISUSED)


@contextmanager
def working(zh: str, en: str, lang: str) -> Iterator[None]:
    """Says what is going on while it takes long, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(zh if lang == "zh" else en):
        yield


def figures_of(scheme: Path, figures: Path | None) -> Path:
    """Where the figures lie: as said, else in the scheme's own `data` folder."""
    return figures if figures is not None else (scheme if scheme.is_dir() else scheme.parent) / "data"
