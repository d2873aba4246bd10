"""`kaohe freeze`: results of past years go into the history table of a later scheme, or are compared with it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kaohe.cli.talk import WRONG, lang_option, problems_told, show_problems, tell


@click.command("freeze")
@click.argument("runs", type=click.Path(exists=True, file_okay=False, path_type=Path), nargs=-1, required=True)
@click.option(
    "--into", type=click.Path(dir_okay=False, path_type=Path), required=True,
    help="The history table, such as SCHEME/data/history.csv.",
)  # fmt: skip
@click.option("--check", is_flag=True, help="Write nothing: say where the table differs from the RUNS.")
@click.option("--overwrite", is_flag=True, help="Replace results that the table has otherwise.")
@lang_option
def command(runs: tuple[Path, ...], into: Path, check: bool, overwrite: bool, lang: str) -> None:
    """Freeze the results of annual RUNS (folders of kaohe score) into a history table. Subjects that the tables beside
    it do not know are left away."""
    import polars as pl

    from kaohe.formats.freezing import compare, freeze, frozen_years, known_there

    with problems_told(lang):
        rows = frozen_years(runs)
        known = known_there(into)
        kept = rows if known is None else rows.filter(pl.col("subject").is_in(sorted(known)))
        if check and not into.is_file():
            tell(f"没有 {into} 这个文件。", f"There is no file {into}.", lang)
            sys.exit(WRONG)
        problems = compare(kept, into) if check else []
        if not check:
            freeze(kept, into, overwrite=overwrite)
    left = len(rows) - len(kept)
    if left:
        zh, en = (
            f"{left} 行的对象不在 {into.parent} 的名单里，未收。",
            f"{left} row(s) of subjects unknown beside {into} left away.",
        )
        tell(zh, en, lang)
    years = "、".join(sorted(set(kept["year"].to_list())))
    if problems:
        show_problems(problems, lang)
        tell(f"{years}：{len(problems)} 处不符。", f"{years}: {len(problems)} difference(s).", lang)
        sys.exit(WRONG)
    if check:
        tell(
            f"{years}：{len(kept)} 条结果与重新计算的一致。", f"{years}: all {len(kept)} results are as computed.", lang
        )
    else:
        tell(f"{years}：{len(kept)} 条结果已冻结到 {into}。", f"{years}: {len(kept)} results frozen into {into}.", lang)
