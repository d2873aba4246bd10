"""A scheme, read and checked: what the rest of the engine works with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kaohe.engine.problems import InvalidScheme, Problem
from kaohe.engine.scheme.bounds import fill_bounds
from kaohe.engine.scheme.checks import check_scheme, check_text
from kaohe.engine.scheme.graph import Graph, build_graph
from kaohe.engine.scheme.model import SchemeText
from kaohe.engine.scheme.reading import Source, read_source


@dataclass(frozen=True)
class Scheme:
    """`warnings`: what is odd but not wrong."""

    source: Source
    graph: Graph
    warnings: tuple[Problem, ...]
    fingerprint: str
    """SHA-256 of the text of all its files."""

    @property
    def text(self) -> SchemeText:
        return self.source.text


def read_scheme(path: Path | str, *, but: frozenset[str] = frozenset()) -> Scheme:
    """Reads and checks a scheme's folder (or its YAML file). Raises InvalidScheme with everything that is wrong, but for
    problems of the codes in `but`, which are about to be put right."""
    return checked(read_source(Path(path)), but=but)


def checked(source: Source, *, but: frozenset[str] = frozenset()) -> Scheme:
    """A scheme from its text. Raises InvalidScheme as `read_scheme` does."""
    problems: list[Problem] = []
    graph = build_graph(source, problems)
    problems += check_text(source, graph)
    sound = not any_error(problem for problem in problems if problem.code not in but)
    if sound:
        fill_bounds(graph)
    problems += check_scheme(source, graph, sound=sound)
    problems = once(problem for problem in problems if problem.code not in but)
    if any_error(problems):
        raise InvalidScheme(problems)
    return Scheme(source, graph, tuple(problems), fingerprint(source))


def check(path: Path | str) -> list[Problem]:
    """Everything that is wrong or odd in a scheme; empty when nothing is."""
    try:
        return list(read_scheme(path).warnings)
    except InvalidScheme as invalid:
        return list(invalid.problems)


def any_error(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def once(problems: Iterable[Problem]) -> list[Problem]:
    """In the order of their places; a condition that changes several scores is read for each of them."""
    return list({problem.sort_key(): problem for problem in sorted(problems, key=Problem.sort_key)}.values())


def fingerprint(source: Source) -> str:
    digest = hashlib.sha256()
    for name, text in sorted(source.files.items()):
        for part in (name, text.replace("\r\n", "\n")):
            digest.update(len(part.encode()).to_bytes(8, "big") + part.encode())
    return digest.hexdigest()
