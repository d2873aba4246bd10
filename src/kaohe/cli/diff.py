"""`kaohe diff`: what changed between two schemes, in words for an explanatory note, and who moves because of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kaohe.cli.talk import DONE, MISUSED, WRONG, lang_option, problems_told, show_problems, tell, working

if TYPE_CHECKING:
    from kaohe.engine.changes import Effects
    from kaohe.engine.scheme.graph import NodeKey
    from kaohe.engine.scheme.scheme import Scheme


@click.command("diff")
@click.argument("old", type=click.Path(exists=True, path_type=Path))
@click.argument("new", type=click.Path(exists=True, path_type=Path))
@click.option("--figures", type=click.Path(path_type=Path), help="Figures to try both schemes on: who moves, and why.")
@click.option("--new-figures", type=click.Path(path_type=Path), help="Figures for NEW, where they are others.")
@click.option("--score", "scores", multiple=True, help="A score to compare besides those that grade: unit.work.")
@click.option("--top", default=10, show_default=True, type=click.IntRange(min=1), help="So many movers are told.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@lang_option
def command(
    old: Path,
    new: Path,
    figures: Path | None,
    new_figures: Path | None,
    scores: tuple[str, ...],
    top: int,
    form: str,
    lang: str,
) -> None:
    """Say what changed from the scheme OLD to the scheme NEW, and with --figures who moves because of which change.

    The exit code is 0 whether or not anything differs: `equal` in the JSON form says so.
    """
    from kaohe.engine.changes import changes_data, differences, effects_data, notes, tell_changes, tell_effects
    from kaohe.engine.scheme.scheme import read_scheme

    if figures is None and (new_figures is not None or scores):
        tell("请用 --figures 指明数据。", "Name the figures with --figures.", lang)
        sys.exit(MISUSED)
    with problems_told(lang):
        first, second = read_scheme(old), read_scheme(new)
    wanted = [_wanted(one, first, second, lang) for one in scores]
    found = notes(first.text, second.text, differences(first.text, second.text))
    if form == "text":
        click.echo(tell_changes(first, second, found, lang), nl=False)
    moved = None if figures is None else _effects(first, second, (figures, new_figures), wanted, lang)
    if form == "json":
        data = changes_data(first, second, found, lang)
        data |= {"effects": effects_data(first, second, moved, lang)} if moved is not None else {}
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    elif moved is not None:
        click.echo("\n" + tell_effects(first, second, moved, lang, most=top), nl=False)
    sys.exit(DONE if figures is None or moved is not None else WRONG)


def _effects(
    old: Scheme, new: Scheme, figures: tuple[Path, Path | None], wanted: list[NodeKey], lang: str
) -> Effects | None:
    """None, and the problems told, where one of the schemes cannot score the figures."""
    from kaohe.engine.changes import FiguresDoNotFit, effects
    from kaohe.formats.reading import read_tables

    with problems_told(lang):
        tables = read_tables(figures[0], old.text)
        newer = None if figures[1] is None else read_tables(figures[1], new.text)
        try:
            with working("正在比较…", "Comparing …", lang):
                return effects(old, new, tables, newer, wanted)
        except FiguresDoNotFit as unfit:
            show_problems(unfit.problems, lang)
            name = unfit.scheme.text.scheme
            zh = f"方案 {name} 不能用这些数据计分，只比较了方案，未比较结果。"
            en = f"Scheme {name} cannot score these figures: the schemes are compared, the results are not."
            tell(zh, en, lang)
            return None


def _wanted(said: str, old: Scheme, new: Scheme, lang: str) -> NodeKey:
    """A score named as `unit.work`, which both schemes must have."""
    from kaohe.engine.problems import nearest

    known = {f"{kind}.{name}": (kind, name) for kind, name in old.graph.nodes if (kind, name) in new.graph.nodes}
    if said not in known:
        near = nearest(said, known)
        zh = f"两个方案没有共同的得分“{said}”。" + (f"是不是“{near}”？" if near else "请写成 unit.total 的样子。")
        en = f"The schemes have no score '{said}' in common." + (
            f" Did you mean '{near}'?" if near else " Write it like unit.total."
        )
        tell(zh, en, lang)
        sys.exit(MISUSED)
    return known[said]
