"""`kaohe demo`: checks and scores every published scheme, and says what to try next."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from kaohe.cli.places import published
from kaohe.cli.talk import WRONG, lang_option, problems_told, tell

PAGED = 300
"""Of so many subjects the demonstration also writes the report, which takes longest."""

_HEAD = {
    "zh": ("方案", "名称", "对象", "等次", "不定等次", "数据"),
    "en": ("scheme", "title", "subjects", "grades", "ungraded", "figures"),
}


@click.command("demo")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the results [default: a temporary one].")
@lang_option
def command(out: Path | None, lang: str) -> None:
    """Check and score every published scheme, then show the results in a table."""
    from rich.console import Console
    from rich.table import Table

    from kaohe.engine.run import score
    from kaohe.engine.scheme.scheme import read_scheme
    from kaohe.formats.reading import read_figures
    from kaohe.formats.results import write_run

    target = out or Path(tempfile.mkdtemp(prefix="kaohe-demo-"))
    table = Table(title="考核 Kaohe", title_justify="left")
    for head in _HEAD[lang]:
        table.add_column(head, overflow="fold")
    folders = published()
    if not folders:
        tell("找不到随附的方案。", "The published schemes are not there.", lang)
        sys.exit(WRONG)
    for folder in folders:
        with problems_told(lang):
            scheme = read_scheme(folder)
            run = score(scheme, read_figures(scheme.text, folder / "data"))
        small = sum(len(frame) for frame in run.scores.frames.values()) <= PAGED
        formats = ["csv", "parquet", *(["html"] if small else [])]
        write_run(run, target / folder.name, formats=formats, lang=lang, overwrite=True)
        table.add_row(*_row(run, lang))
    Console(width=None if sys.stdout.isatty() else 120).print(table)
    for line in _next(folders, target, lang):
        click.echo(line)


def _row(run: Any, lang: str) -> tuple[str, ...]:
    from kaohe.engine.explanation import Text
    from kaohe.engine.wording.grades import GRADES

    text = run.scheme.text
    counts: dict[str, int] = {}
    for frame in run.grades.frames.values():
        for grade, n in frame.to_native().group_by("grade", maintain_order=True).len().iter_rows():
            counts[grade] = counts.get(grade, 0) + n
    graded = {grade: n for grade, n in counts.items() if grade != "ungraded"}
    names = {code: rule.title for grading in text.grading.values() for code, rule in grading.grades.items()}
    titles = {code: (title or GRADES.get(code) or Text(code, code)).say(lang) for code, title in names.items()}
    said = [f"{title} {graded[code]}" for code, title in titles.items() if code in graded]
    subjects = sum(len(frame) for frame in run.scores.frames.values())
    mark = ("示例数据" if lang == "zh" else "synthetic") if text.synthetic else ("真实数据" if lang == "zh" else "real")
    return text.scheme, text.title.say(lang), f"{subjects:,}", " · ".join(said), str(counts.get("ungraded", 0)), mark


def _next(folders: list[Path], target: Path, lang: str) -> list[str]:
    gansu = next((folder for folder in folders if folder.name.startswith("gansu")), folders[0])
    zh, here = lang == "zh", Path.cwd()
    kaohe = _short(Path(sys.argv[0]), here) if Path(sys.argv[0]).is_file() else "kaohe"
    reports = sorted(target.glob("*/report.html"))
    return [
        "",
        f"{'结果在' if zh else 'Results in'} {target}",
        *([f"{'用浏览器打开' if zh else 'Open in a browser:'} {reports[0]}"] if reports else []),
        "接下来可以试：" if zh else "What to try next:",
        f"  {kaohe} check {_short(gansu, here)}",
        f"  {kaohe} explain {_short(gansu, here)} C01-2",
        f"  {kaohe} score {_short(gansu, here)} --formats html,xlsx --out {'结果' if zh else 'results'}",
        f"  {kaohe} test {_short(gansu.parent, here)}",
    ]


def _short(path: Path, here: Path) -> str:
    """As one would type it from here."""
    path = path.absolute()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
