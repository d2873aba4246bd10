"""Every command of the tutorial works as it is written, in both languages."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial"
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FAILS = "# fails"


def commands(text: str) -> Iterator[str]:
    """The commands of every block, a here-document with its lines."""
    for block in BLOCK.findall(text):
        lines = iter(block.splitlines())
        for line in lines:
            here = re.search(r"<<'(\w+)'", line)
            if here is None:
                yield line
                continue
            told = [line]
            for more in lines:
                told.append(more)
                if more == here[1]:
                    break
            yield "\n".join(told)


@pytest.mark.parametrize("name", ["first-assessment.md", "first-assessment.zh-CN.md"])
def test_every_command_of_the_tutorial_works_as_written(tmp_path: Path, name: str) -> None:
    shutil.copytree(ROOT / "schemes" / "hdi-2022", tmp_path / "schemes" / "hdi-2022")
    bin_dir = tmp_path / ".venv" / "bin"
    bin_dir.mkdir(parents=True)
    (bin_dir / "kaohe").symlink_to(Path(sys.executable).parent / "kaohe")
    found = list(commands((TUTORIAL / name).read_text(encoding="utf-8")))
    assert {line.split()[1] for line in found if "bin/kaohe" in line} == {
        "schemes",
        "check",
        "score",
        "explain",
        "test",
    }
    for command in found:
        done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode != 0) == command.endswith(FAILS), (command, done.stdout, done.stderr)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".venv", "schemes"]


def test_both_languages_give_the_same_commands() -> None:
    english, chinese = (
        list(commands((TUTORIAL / name).read_text(encoding="utf-8")))
        for name in ("first-assessment.md", "first-assessment.zh-CN.md")
    )
    assert [line.replace("--lang zh", "--lang en") for line in chinese] == english
