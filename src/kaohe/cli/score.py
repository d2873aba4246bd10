"""`kaohe score`: a scheme and its figures become scores, ranks and grades."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kaohe.cli.figures import admitted, marked_option
from kaohe.cli.talk import MISUSED, figures_of, lang_option, problems_told, show_problems, tell, working, written_to

if TYPE_CHECKING:
    from kaohe.engine.columnar import Place
    from kaohe.engine.run import Run

FORMATS = {"csv", "html", "parquet", "xlsx"}

MOST_BY_DEFAULT = 3_000
"""With more subjects the report is written only when it is asked for."""


@click.command("score")
@click.argument("scheme", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--figures", type=click.Path(path_type=Path), help="Folder of figures, or a workbook [default: SCHEME/data]."
)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for the results.")
@click.option(
    "--formats",
    help="csv, html (a report to open in a browser), parquet, xlsx (a workbook), or several with commas"
    f" [default: csv,html up to {MOST_BY_DEFAULT:,} subjects, csv beyond].",
)
@click.option(
    "--engine", type=click.Choice(["columnar", "reference"]), default="columnar", show_default=True,
    help="The fast evaluator or the exact one; they agree to the last digit.",
)  # fmt: skip
@click.option(
    "--on", "on", type=click.Choice(["polars", "duckdb", "spark"]), default="polars", show_default=True,
    help="Where the columns are computed; the scores are the same.",
)  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Replace an earlier run in --out.")
@marked_option
@lang_option
def command(
    scheme: Path,
    figures: Path | None,
    out: Path,
    formats: str | None,
    engine: str,
    on: str,
    overwrite: bool,
    marked: Path | None,
    lang: str,
) -> None:
    """Score a SCHEME: write scores.csv, grades.csv, quotas.csv, report.html and run.json to --out."""
    from kaohe.engine.run import score
    from kaohe.engine.scheme.scheme import read_scheme
    from kaohe.formats.results import SYNTHETIC, write_run
    from kaohe.formats.scoring import PARTED, write_in_parts
    from kaohe.formats.stored import keep_inputs

    wanted = None if formats is None else [one.strip() for one in formats.split(",") if one.strip()]
    if wanted is not None and (not wanted or set(wanted) - FORMATS):
        said = ", ".join(sorted(set(wanted) - FORMATS))
        zh = f"不认识的格式：{said}。可用 csv、html、parquet、xlsx。"
        tell(zh, f"Unknown format: {said}. Use csv, html, parquet or xlsx.", lang)
        sys.exit(MISUSED)
    with problems_told(lang):
        rules, source, place = read_scheme(scheme), figures_of(scheme, figures), _place(on, lang)
    keep = partial(keep_inputs, rules, source) if wanted is not None and "parquet" in wanted else None
    parted = (engine, on, marked) == ("columnar", "polars", None) and set(wanted or ["csv"]) <= PARTED
    with written_to(out, "结果", "results", lang), _refusals_told(out, lang), problems_told(lang):
        with working("正在计分…", "Scoring …", lang):
            run = None if not parted else write_in_parts(
                rules, source, out, formats=wanted or ["csv"], overwrite=overwrite, keep=keep,
                note=lambda problem: show_problems([problem], lang),
            )  # fmt: skip
            if run is None:
                came = admitted(rules.text, source, lang=lang, marked=marked)
                whole = score(rules, came, engine=engine, place=place)  # type: ignore[arg-type]
        if run is None:
            wanted = _fitting(wanted, _subjects(whole), lang)
            run = write_run(whole, out, formats=wanted, lang=lang, overwrite=overwrite, keep=keep)
    show_problems(run.grades.problems, lang)
    subjects = _subjects(run)
    mark = f"【{SYNTHETIC}】" if rules.text.synthetic else ""
    held = sum((frame.to_native()["reason"] == "score_held").sum() for frame in run.grades.frames.values())
    zh, en = (f"（{held} 个缺数，暂无得分）", f" ({held} without a score: figures are missing)") if held else ("", "")
    zh = f"{mark}{subjects} 个对象已计分{zh}，结果在 {out}。"
    tell(zh, f"{mark}{subjects} subjects scored{en}; results in {out}.", lang)


@contextmanager
def _refusals_told(out: Path, lang: str) -> Iterator[None]:
    """Tells why the results cannot go there, or not in that form, then ends with `MISUSED`."""
    from kaohe.formats.results import OutputExists
    from kaohe.formats.workbook.limits import TooLarge

    try:
        yield
        return
    except OutputExists as exists:
        if exists.ours:
            zh = f"{out} 里已有一次计分结果。请换一个文件夹，或加上 --overwrite。"
            en = f"{out} already holds a run. Name another folder, or add --overwrite."
        else:
            zh = f"{out} 已存在，而且不是计分结果。请换一个文件夹。"
            en = f"{out} exists and is not a run of Kaohe. Name another folder."
    except TooLarge as large:
        zh = f"工作簿放不下：“{large.tab}”表需要 {large.found:,} {large.what.zh}，最多 {large.most:,}。请改用 csv 或 parquet。"
        en = f"A workbook cannot hold it: '{large.tab}' needs {large.found:,} {large.what.en}, at most {large.most:,}. Use csv or parquet."
    tell(zh, en, lang)
    sys.exit(MISUSED)


def _subjects(run: Run) -> int:
    return sum(len(frame) for frame in run.scores.frames.values())


def _fitting(wanted: list[str] | None, subjects: int, lang: str) -> list[str]:
    """The formats, or those that suit so many subjects; ends with `MISUSED` where a page cannot hold them."""
    from kaohe.formats.report import MOST_SUBJECTS

    if wanted is None:
        return ["csv", "html"] if subjects <= MOST_BY_DEFAULT else ["csv"]
    if "html" in wanted and subjects > MOST_SUBJECTS:
        zh = f"共 {subjects:,} 个对象，一个网页最多容纳 {MOST_SUBJECTS:,} 个。请去掉格式 html，用 csv 或 parquet。"
        en = f"{subjects:,} subjects; a page holds {MOST_SUBJECTS:,} at most. Leave out html: use csv or parquet."
        tell(zh, en, lang)
        sys.exit(MISUSED)
    return wanted


def _place(on: str, lang: str) -> Place:
    """Where to compute; ends with `MISUSED` where its library is not installed."""
    from kaohe.engine.columnar import POLARS, duckdb_place, spark_place

    try:
        if on == "duckdb":
            return duckdb_place()
        if on == "spark":
            from pyspark.sql import SparkSession

            return spark_place(SparkSession.builder.getOrCreate())
    except ImportError as missing:
        zh = f"没有安装 {missing.name}。请先运行：pip install 'kaohe[{on}]'"
        en = f"{missing.name} is not installed. First run: pip install 'kaohe[{on}]'"
        tell(zh, en, lang)
        sys.exit(MISUSED)
    return POLARS
