"""`kaohe discipline`: from last year's run into this year's scheme, as an office does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kaohe.cli import main
from tests.cli.test_commands import copied

SCHEMES = Path(__file__).parents[2] / "schemes"


def kaohe(*arguments: str | Path, lang: str = "en") -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--lang", lang])


@pytest.fixture(scope="module")
def last_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("last") / "out"
    assert kaohe("score", SCHEMES / "gansu-2019", "--out", out).exit_code == 0
    return out


def test_the_consequences_are_written_adopted_and_hold(last_year: Path, tmp_path: Path) -> None:
    """Thirteen full marks out of thirteen are halved next year (systems G6)."""
    scheme = copied(SCHEMES / "gansu-2019", tmp_path / "gansu")
    written = kaohe("discipline", last_year, scheme, "--freed", "growth", "--freed", "tasks", "--freed", "talent")
    assert written.exit_code == 0, written.stderr
    assert written.stdout.startswith("# gansu-2019 2019: discipline.csv, run ")
    (scheme / "include" / "discipline-2019.yaml").write_text(written.stdout, encoding="utf-8")
    main_file = scheme / "scheme.yaml"
    text = main_file.read_text(encoding="utf-8")
    head, _, rest = text.partition("include: [")
    main_file.write_text(f"{head}include: [include/discipline-2019.yaml, {rest}", encoding="utf-8")
    checked = kaohe("check", scheme, "--strict")
    assert checked.exit_code == 0, checked.stderr
    explained = kaohe("explain", scheme, "C09", lang="zh")
    assert "社会稳定 5 → 2.5" in explained.stdout


def test_a_destination_that_no_sum_has_is_refused_and_nothing_is_written(last_year: Path) -> None:
    refused = kaohe("discipline", last_year, SCHEMES / "gansu-2019", "--freed", "growth", lang="zh")
    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert "“work”中 law 减半后空出的分值没有去处（--freed growth）。请改用其他去处。" in refused.stderr


def test_a_year_without_breaches_has_no_consequences(tmp_path: Path) -> None:
    out = tmp_path / "out"
    kaohe("score", SCHEMES / "hdi-2022", "--out", out)
    result = kaohe("discipline", out, SCHEMES / "gansu-2019", "--freed", "siblings", lang="zh")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "没有需要带入本年的后果" in result.stderr


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    result = kaohe("discipline", tmp_path, SCHEMES / "gansu-2019", "--freed", "siblings", lang="zh")
    assert result.exit_code == 1
    assert "没有可读的计分结果" in result.stderr
