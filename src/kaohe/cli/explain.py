"""`kaohe explain`: why a subject has its grade and its scores, down to the reported figures."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kaohe.cli.figures import admitted
from kaohe.cli.talk import MISUSED, figures_of, lang_option, problems_told, tell

if TYPE_CHECKING:
    from kaohe.engine.run import Run
    from kaohe.engine.scheme.scheme import Scheme


@click.command("explain")
@click.argument("scheme", type=click.Path(exists=True, path_type=Path))
@click.argument("subject")
@click.option(
    "--figures", type=click.Path(path_type=Path), help="Folder of figures, or a workbook [default: SCHEME/data]."
)
@click.option("--run", "run_dir", type=click.Path(exists=True, path_type=Path), help="A stored run (with parquet).")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@lang_option
def command(scheme: Path, subject: str, figures: Path | None, run_dir: Path | None, form: str, lang: str) -> None:
    """Explain a SUBJECT's result under a SCHEME, step by step."""
    from kaohe.engine.narration import as_data
    from kaohe.engine.narration import tell as told
    from kaohe.engine.run import explain
    from kaohe.engine.scheme.scheme import read_scheme
    from kaohe.formats.stored import UnknownSubject

    with problems_told(lang):
        rules = read_scheme(scheme)
        try:
            run = _run(rules, subject, figures_of(scheme, figures), run_dir, lang)
        except UnknownSubject as unknown:
            near = unknown.near
            zh = f"没有考核对象“{subject}”。" + (f"是不是“{near}”？" if near else "")
            en = f"There is no subject '{subject}'." + (f" Did you mean '{near}'?" if near else "")
            tell(zh, en, lang)
            sys.exit(MISUSED)
    step = explain(run, subject)
    if form == "json":
        click.echo(json.dumps(as_data(step, lang), ensure_ascii=False, indent=1))
        return
    kind, row = run.reference.rows[subject]
    name = run.reference.column(kind, "name")[row]
    click.echo(
        f"{name}（{subject}）· {rules.text.title.zh}" if lang == "zh" else f"{name} ({subject}) · {rules.text.title.en}"
    )
    if rules.text.synthetic:
        click.echo("SYNTHETIC 示例数据")
    if rules.text.note is not None:
        click.echo(rules.text.note.say(lang))
    click.echo(told(step, lang), nl=False)


def _run(scheme: Scheme, subject: str, figures: Path, run_dir: Path | None, lang: str) -> Run:
    from kaohe.engine.problems import nearest
    from kaohe.engine.run import score
    from kaohe.formats.stored import UnknownSubject, run_for

    if run_dir is not None:
        return run_for(scheme, run_dir, subject)
    run = score(scheme, admitted(scheme.text, figures, lang=lang))
    if subject not in run.reference.rows:
        raise UnknownSubject(subject, nearest(subject, run.reference.rows))
    return run
