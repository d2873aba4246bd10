"""`kaohe discipline`: what last year's discipline of scores means for this year's scheme."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kaohe.cli.talk import WRONG, lang_option, problems_told, show_problems, tell


@click.command("discipline")
@click.argument("run", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("scheme", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--freed", required=True, multiple=True,
    help="A part of the same sum that takes the points that become free (more than once: in proportion), or `siblings`: all.",
)  # fmt: skip
@lang_option
def command(run: Path, scheme: Path, freed: tuple[str, ...], lang: str) -> None:
    """Write the overrides that carry the consequences in RUN/discipline.csv (a run of last year) into this year's SCHEME: a
    file for its `include`, on standard output. Nothing is changed; the office adopts it."""
    from kaohe.engine.scheme.carrying import halved
    from kaohe.engine.scheme.scheme import read_scheme
    from kaohe.formats.breaches import breaches_of

    with problems_told(lang):
        last = breaches_of(run)
        text, problems = halved(read_scheme(scheme), last.breaches, freed=freed, year=last.year)
    show_problems(problems, lang)
    if any(problem.severity == "error" for problem in problems):
        sys.exit(WRONG)
    if not text:
        tell("没有需要带入本年的后果。", "There are no consequences to be carried over.", lang)
        return
    click.echo(f"# {last.said}\n{text}", nl=False)
    count = text.count("- when:")
    zh = f"共 {count} 条特别规定。请保存为方案的一个文件，列入 include，再用 kaohe check 检查。"
    en = f"{count} override(s). Save them as a file of the scheme, name it under `include`, and run kaohe check."
    tell(zh, en, lang)
