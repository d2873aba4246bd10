"""Calls that are wrong, interrupted, or have nowhere to write: told in the reader's language, and nothing half-done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from kaohe.cli import main

HDI = Path(__file__).parents[2] / "schemes" / "hdi-2022"


@pytest.mark.parametrize(
    ("arguments", "zh"),
    [
        (["scor"], "没有命令 scor。是不是 score？用 kaohe --help 查看用法。"),
        (["score"], "缺少 SCHEME。用 kaohe score --help 查看用法。"),
        (["score", str(HDI)], "缺少 --out。"),
        (["score", "nowhere", "--out", "x"], "SCHEME：文件或文件夹不存在或无法读取。"),
        (["score", str(HDI), "--outt", "x"], "没有选项 --outt。是不是 --out"),
        (["explain", str(HDI), "CHN", "--format", "xml"], "--format 只能是 text、json。"),
    ],
)
def test_a_wrong_call_is_told_in_both_languages(arguments: list[str], zh: str) -> None:
    told = CliRunner().invoke(main, [*arguments, "--lang=zh"], prog_name="kaohe")
    assert told.exit_code == 2
    assert told.stderr.startswith("命令写法不对：")
    assert zh in told.stderr
    english = CliRunner().invoke(main, [*arguments, "--lang", "en"], prog_name="kaohe")
    assert english.exit_code == 2
    assert english.stderr.isascii()


def test_a_full_disk_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*KAOHE, "explain", HDI, "CHN", "--lang", "zh"], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("输出写不下去：")


def test_what_a_killed_run_left_is_cleared_away(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (tmp_path / f"out.{gone.pid}.partial").mkdir()
    (tmp_path / f"out.{os.getpid()}.partial").mkdir()  # somebody is still at work here
    (tmp_path / "out.notes.partial").mkdir()
    done = subprocess.run([*KAOHE, "score", HDI, "--out", tmp_path / "out"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == sorted(["out", f"out.{os.getpid()}.partial", "out.notes.partial"])


def test_an_interrupted_run_leaves_nothing_and_keeps_the_earlier_one(tmp_path: Path) -> None:
    out = tmp_path / "out"
    score = [*KAOHE, "score", str(HDI), "--out", str(out), "--overwrite", "--lang", "zh"]
    subprocess.run(score, check=True, capture_output=True)
    earlier = (out / "scores.csv").read_bytes()
    for wait in (0.3, 0.6, 0.9):
        going = subprocess.Popen(score, stderr=subprocess.PIPE)
        time.sleep(wait)
        going.send_signal(signal.SIGINT)
        going.communicate(timeout=60)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]
        assert (out / "scores.csv").read_bytes() == earlier


KAOHE = [sys.executable, "-m", "kaohe"]
