"""`kaohe template`: workbooks to be filled in, one for each department and one for the office."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import click

from kaohe.cli.talk import MISUSED, figures_of, lang_option, problems_told, tell, written_to


@click.command("template")
@click.argument("scheme", type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for the workbooks.")
@click.option(
    "--figures", type=click.Path(exists=True, path_type=Path),
    help="Where the table of subjects is [default: SCHEME/data, where it exists].",
)  # fmt: skip
@lang_option
def command(scheme: Path, out: Path, figures: Path | None, lang: Literal["zh", "en"]) -> None:
    """Write the workbooks that the departments of a SCHEME fill in."""
    from kaohe.engine.scheme.scheme import read_scheme
    from kaohe.formats.template.books import write_templates

    place = figures_of(scheme, figures)
    with problems_told(lang), written_to(out, "模板", "workbooks", lang):
        text = read_scheme(scheme).text
        try:
            written = write_templates(text, out, figures=place if place.exists() else None, lang=lang)
        except FileExistsError as exists:
            zh = f"{out} 里已有“{exists}”，可能已经填过，不会覆盖。请换一个文件夹。"
            en = f"{out} already holds '{exists}', perhaps filled in; it is not overwritten. Name another folder."
            tell(zh, en, lang)
            sys.exit(MISUSED)
    for path in written:
        click.echo(path)
    count = len(written)
    tell(f"已写出 {count} 个工作簿，在 {out}。", f"{count} workbooks written to {out}.", lang)
