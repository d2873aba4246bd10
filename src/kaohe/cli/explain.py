"""`kaohe explain`: why a subject has its grade and its scores, down to the reported figures."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from kaohe.cli.talk import MISUSED, figures_of, lang_option, problems_told, tell


@click.command("explain")
@click.argument("scheme", type=click.Path(exists=True, path_type=Path))
@click.argument("subject")
@click.option("--figures", type=click.Path(path_type=Path), help="Folder of figures [default: SCHEME/data].")
@click.option("--run", "run_dir", type=click.Path(exists=True, path_type=Path), help="A stored run (with parquet).")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@lang_option
def command(scheme: Path, subject: str, figures: Path | None, run_dir: Path | None, form: str, lang: str) -> None:
    """Explain a SUBJECT's result under a SCHEME, step by step."""
    from kaohe.engine.narration import as_data
    from kaohe.engine.narration import tell as told
    from kaohe.engine.problems import nearest
    from kaohe.engine.run import explain, score
    from kaohe.engine.scheme.scheme import read_scheme
    from kaohe.formats.reading import read_figures

    with problems_told(lang):
        rules = read_scheme(scheme)
        run = score(rules, read_figures(rules.text, figures_of(scheme, figures)))
    if subject not in run.reference.rows:
        near = nearest(subject, run.reference.rows)
        zh = f"没有考核对象“{subject}”。" + (f"是不是“{near}”？" if near else "")
        en = f"There is no subject '{subject}'." + (f" Did you mean '{near}'?" if near else "")
        tell(zh, en, lang)
        sys.exit(MISUSED)
    step = explain(run, subject)
    if form == "json":
        click.echo(json.dumps(as_data(step, lang), ensure_ascii=False, indent=1))
        return
    if rules.text.synthetic:
        click.echo("SYNTHETIC 示例数据")
    if rules.text.note is not None:
        click.echo(rules.text.note.say(lang))
    click.echo(told(step, lang), nl=False)
