"""`kaohe test`: runs the worked cases of schemes, which policy staff can read, write and sign."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import click

from kaohe.cli.talk import DONE, WRONG, lang_option, show_problems, tell
from kaohe.engine.problems import Invalid, InvalidFigures, InvalidScheme, Place, Problem


@click.command("test")
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@lang_option
def command(folder: Path, lang: str) -> None:
    """Run the worked cases (cases/*.yaml) of every scheme in FOLDER."""
    schemes = sorted(path.parent for path in folder.rglob("scheme.yaml"))
    passed = failed = 0
    for scheme in schemes:
        for path in sorted((scheme / "cases").glob("*.yaml")):
            problems = list(run_case(scheme, path, folder))
            show_problems(problems, lang)
            failed, passed = failed + bool(problems), passed + (not problems)
    if not passed and not failed:
        tell(f"{folder} 里没有算例。", f"There are no cases in {folder}.", lang)
        sys.exit(WRONG)
    tell(f"算例：{passed} 个通过，{failed} 个不符。", f"Cases: {passed} passed, {failed} failed.", lang)
    sys.exit(WRONG if failed else DONE)


@dataclass(frozen=True)
class _Expected:
    """One value that a case expects, and where the case says so."""

    subject: str
    what: str
    value: object
    place: Place


def run_case(scheme: Path, path: Path, root: Path) -> Iterator[Problem]:
    """Every difference between a case and what comes out; also whatever keeps the case from running."""
    from kaohe.engine.scheme.yaml import read_yaml

    folder = scheme.relative_to(root) if scheme != root else Path(scheme.resolve().name)
    name = (folder / path.relative_to(scheme)).as_posix()
    try:
        document = read_yaml(path.read_text(encoding="utf-8-sig"), name)
    except UnicodeDecodeError as error:
        yield Problem("not_utf8", Place(name), {"byte": error.start})
        return
    except OSError as error:
        yield Problem("cannot_read", Place(name), {"file": name, "said": error.strerror})
        return
    yield from document.problems
    if document.problems:
        return
    if not isinstance(document.data, dict):
        yield Problem("not_a_mapping", Place(name, 1, 1))
        return
    misshapen = list(_misshapen(document.data, document.places))
    yield from misshapen
    if misshapen:
        return
    unknown = set(document.data) - {"case", "why", "article", "figures", "scores", "grades"}
    if unknown:
        yield Problem("case_unknown_key", Place(document.file), {"key": ", ".join(sorted(unknown))})
        return
    expected = [one for section in ("scores", "grades") for one in _expected(document.data, section, document.places)]
    if not expected or any(one.value is None for one in expected):
        place = next((one.place for one in expected if one.value is None), Place(document.file))
        yield Problem("case_expects_nothing", place)
        return
    try:
        run = _run(scheme, document.data.get("figures"))
    except Invalid as invalid:
        whose = folder if isinstance(invalid, InvalidScheme) else folder / "data"
        if isinstance(invalid, InvalidFigures) and document.data.get("figures") is not None:
            whose = Path(name)
        for problem in invalid.problems:
            yield replace(problem, place=replace(problem.place, file=(whose / problem.place.file).as_posix()))
        return
    for one in _expected(document.data, "scores", document.places):
        yield from _differing(one, _score_of(run, one))
    for one in _expected(document.data, "grades", document.places):
        yield from _differing(one, _grade_of(run, one))


def _misshapen(data: Mapping[str, Any], places: Mapping[Any, Place]) -> Iterator[Problem]:
    """Sections of a case that are not what they should be."""

    def wrong(code: str, value: object, *keys: str | int) -> Problem:
        shown = "{…}" if isinstance(value, dict) else "[…]" if isinstance(value, tuple) else str(value)
        return Problem(code, places[keys], {"where": ".".join(map(str, keys)), "value": shown[:60]})

    for section in ("figures", "scores", "grades"):
        said = data.get(section)
        if said is not None and not isinstance(said, dict):
            yield wrong("not_entries", said, section)
    figures = data.get("figures")
    for table, rows in figures.items() if isinstance(figures, dict) else ():
        if not isinstance(rows, tuple):
            yield wrong("not_a_list", rows, "figures", table)
            continue
        for i, row in enumerate(rows):
            if not isinstance(row, dict):
                yield wrong("not_entries", row, "figures", table, i)


@cache
def _scheme(path: Path) -> Any:
    from kaohe.engine.scheme.scheme import read_scheme

    return read_scheme(path)


@cache
def _run_on_own_figures(path: Path) -> Any:
    from kaohe.engine.run import score
    from kaohe.formats.reading import read_figures

    return score(_scheme(path), read_figures(_scheme(path).text, path / "data"))


def _run(scheme: Path, figures: object) -> Any:
    from kaohe.engine.run import score

    if figures is None:
        return _run_on_own_figures(scheme)
    assert isinstance(figures, dict)
    return score(_scheme(scheme), {name: _columns(rows) for name, rows in figures.items()})


def _columns(rows: tuple[Mapping[str, object], ...]) -> dict[str, list[str | None]]:
    """Rows of a case as columns of text."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return {name: [_text(row.get(name)) for row in rows] for name in names}


def _text(value: object) -> str | None:
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def _expected(data: Mapping[str, Any], section: str, places: Mapping[Any, Place]) -> Iterator[_Expected]:
    for subject, said in (data.get(section) or {}).items():
        entries = said if isinstance(said, dict) else {"grade": said}
        for what, value in entries.items():
            place = places.get((section, subject, what), places.get((section, subject), Place()))
            yield _Expected(subject, what, value, place)


def _score_of(run: Any, one: _Expected) -> object:
    """The score as it is shown: a fraction, `held`, `left_out` or `outside`; None for an unknown subject or score."""
    from kaohe.engine.explanation import Held, LeftOut
    from kaohe.engine.numbers import Rounding, rounded
    from kaohe.formats.results import places

    if one.subject not in run.reference.rows:
        return None
    kind, _ = run.reference.rows[one.subject]
    node = run.scheme.graph.nodes.get((kind, one.what))
    if node is None:
        return None
    outcome = run.scores.exact(node.key, one.subject)
    if outcome is None:
        return "outside"
    if isinstance(outcome, (Held, LeftOut)):
        return "held" if isinstance(outcome, Held) else "left_out"
    return rounded(outcome, Rounding(Fraction(1, 10 ** places(node))))


def _grade_of(run: Any, one: _Expected) -> object:
    for frame in run.grades.frames.values():
        rows = frame.to_native().filter(frame.to_native()["subject"] == one.subject).rows(named=True)
        if rows:
            return rows[0].get(one.what)
    return None


def _differing(one: _Expected, found: object) -> Iterator[Problem]:
    wanted = (
        Fraction(one.value) if isinstance(one.value, (int, Decimal)) and not isinstance(one.value, bool) else one.value
    )
    if found == wanted:
        return
    values = {"subject": one.subject, "what": one.what, "expected": wanted, "found": "—" if found is None else found}
    yield Problem("case_differs", one.place, values)
