"""What a clumsy or hostile user does: every time a message and an exit code, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kaohe.cli import main

HDI = Path(__file__).parents[2] / "schemes" / "hdi-2022"


def kaohe(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--lang", "zh"])


@pytest.mark.parametrize(
    "text",
    [
        "- a", "hello", "figures: [a]", "figures: a", "figures: {subjects: a}", "figures: {subjects: [a]}",
        "figures: {subjects: }", "scores: [a]", "grades: a", b"case: \xd6\xd0", None,
    ],
)  # fmt: skip
def test_a_broken_case_fails_with_its_place(tmp_path: Path, text: str | bytes | None) -> None:
    case = tmp_path / "cases" / "c.yaml"
    case.parent.mkdir()
    (tmp_path / "scheme.yaml").write_bytes((HDI / "scheme.yaml").read_bytes())
    if text is None:
        case.mkdir()
    else:
        case.write_bytes(text.encode() if isinstance(text, str) else text)
    result = kaohe("test", tmp_path)
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert "cases/c.yaml" in result.stderr


@pytest.mark.parametrize("out", ["file/below", "x" * 300])
def test_results_that_cannot_be_written_are_told(tmp_path: Path, out: str) -> None:
    (tmp_path / "file").write_text("x")
    result = kaohe("score", HDI, "--out", tmp_path / out)
    assert (result.exit_code, type(result.exception)) == (2, SystemExit)
    assert "结果写不进" in result.stderr


def test_results_go_into_the_folder_one_stands_in_or_links_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = tmp_path / "real"
    real.mkdir()
    (tmp_path / "link").symlink_to(real)
    monkeypatch.chdir(real)
    assert kaohe("score", HDI, "--out", ".").exit_code == 0
    assert kaohe("score", HDI, "--out", tmp_path / "link", "--overwrite").exit_code == 0
    assert (real / "run.json").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "real"]


@pytest.mark.parametrize("text", [b"{", b"[]", b"{}", b'{"scheme": "x"}', b"\xff\xfe"])
def test_a_damaged_run_is_told(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "inputs" / "figures").mkdir(parents=True)
    (tmp_path / "run.json").write_bytes(text)
    result = kaohe("explain", HDI, "CHN", "--run", tmp_path)
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert "不是存档的计分结果" in result.stderr
