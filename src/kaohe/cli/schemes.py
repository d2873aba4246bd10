"""`kaohe schemes`: the schemes that Kaohe carries, and where they lie."""

from __future__ import annotations

import click

from kaohe.cli.places import published
from kaohe.cli.talk import lang_option, problems_told


@click.command("schemes")
@lang_option
def command(lang: str) -> None:
    """List the published schemes."""
    from kaohe.engine.scheme.scheme import read_scheme

    for folder in published():
        with problems_told(lang):
            text = read_scheme(folder).text
        click.echo(f"{text.scheme:<16} {text.title.say(lang)}\n{'':<16} {folder}")
