"""The published schemes, each read and scored once for all tests that look at it."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from kaohe.engine.run import Run, score
from kaohe.engine.scheme.scheme import read_scheme
from kaohe.formats.reading import read_tables

SCHEMES = Path(__file__).parents[2] / "schemes"


@cache
def _scored(name: str) -> Run:
    return score(read_scheme(SCHEMES / name), read_tables(SCHEMES / name / "data"))


@pytest.fixture(scope="session")
def scored() -> Callable[[str], Run]:
    return _scored
