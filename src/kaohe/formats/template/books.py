"""All the workbooks of a scheme: who gets which tabs. `write_templates` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from kaohe.engine.admission.findings import Findings
from kaohe.engine.admission.subjects import read_subjects
from kaohe.engine.problems import InvalidFigures
from kaohe.engine.scheme.model import SchemeText
from kaohe.formats.labels import in_language
from kaohe.formats.reading import read_parts
from kaohe.formats.template.drawing import write_book
from kaohe.formats.template.figures import figure_tabs
from kaohe.formats.template.plan import Book, Lang, Setting, Tab, file_name
from kaohe.formats.template.records import events_tab, office_tabs


def write_templates(text: SchemeText, folder: Path, *, figures: Path | None, lang: Lang) -> list[Path]:
    """Writes every workbook into the folder. `figures`: where the subjects are; None where nobody is known yet. Raises
    InvalidFigures for subjects that are wrong, FileExistsError where a workbook is there already, OSError."""
    made = Setting(text, lang, pl.DataFrame() if figures is None else known_subjects(text, figures))
    planned = list(books(made))
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{book.file}.xlsx" for book in planned]
    for path in paths:
        if path.exists():  # perhaps filled in meanwhile
            raise FileExistsError(path.name)
    try:
        for book, path in zip(planned, paths, strict=True):
            write_book(made, book, path)
    except OSError:
        for path in paths:  # none of them was there before; half of a set would be in the way of the next try
            path.unlink(missing_ok=True)
        raise
    return paths


def known_subjects(text: SchemeText, path: Path) -> pl.DataFrame:
    """The subjects table in these figures; the other tables are not looked at. Raises InvalidFigures."""
    tables, problems = read_parts(path, text)
    found = Findings([problem for problem in problems if problem.severity == "error"])
    if "subjects" not in tables and found.problems:
        raise InvalidFigures(found.problems)
    found = Findings()
    roll = read_subjects(text, tables.get("subjects", ()), found)
    found.stop()
    return roll.frame


def books(made: Setting) -> Iterator[Book]:
    """One for each department in the order in which the scheme names them, and that of the office first."""
    indicators = {name: one for name, one in made.text.indicators.items() if not one.history}
    sources = dict.fromkeys(one.source for one in indicators.values() if one.source)
    unnamed = tuple(name for name, one in indicators.items() if not one.source)
    office = [*office_tabs(made), *_tabs(made, unnamed)]
    used: set[str] = set()
    yield Book(_unused(made.say("0 考核办", "0 Office"), used), "", tuple(office), unnamed)
    for source in sources:
        own = tuple(name for name, one in indicators.items() if one.source == source)
        department = in_language(source, made.lang)
        yield Book(_unused(department, used), department, tuple(_tabs(made, own)), own)


def _tabs(made: Setting, indicators: tuple[str, ...]) -> Iterator[Tab]:
    yield from figure_tabs(made, indicators)
    events = [i for i in indicators if made.text.indicators[i].events]
    if events:
        yield events_tab(made, events)


def _unused(words: str, used: set[str]) -> str:
    """A file name that no other workbook has."""
    plain = file_name(words) or "_"
    name, count = plain, 1
    while name.casefold() in used:
        count += 1
        name = f"{plain} {count}"
    used.add(name.casefold())
    return name
