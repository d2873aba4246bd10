"""Invented figures are made again to the byte, so that nobody edits them by hand and every machine has the same."""

import hashlib
from pathlib import Path

import pytest

from tools.generate.schemes import GENERATED

SCHEMES = Path(__file__).parents[2] / "schemes"


def digests(folder: Path) -> dict[str, str]:
    files = sorted(folder.rglob("*.csv"))
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.mark.parametrize("scheme", GENERATED)
def test_generating_again_gives_the_same_bytes(scheme: str, tmp_path: Path) -> None:
    GENERATED[scheme]().write(tmp_path)
    assert digests(tmp_path) == digests(SCHEMES / scheme / "data")


@pytest.mark.parametrize("scheme", GENERATED)
def test_invented_figures_stay_small(scheme: str) -> None:
    assert sum(file.stat().st_size for file in (SCHEMES / scheme / "data").rglob("*.csv")) < 3_000_000
