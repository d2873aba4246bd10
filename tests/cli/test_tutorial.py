"""Every command of the tutorials works as it is written, in both languages, and gives what they show."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.formats.workbook.recalculated import calculated, converted, tabs_of

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial"
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FAILS = "# fails"

USED = {
    "first-assessment": {"schemes", "check", "score", "explain", "test"},
    "a-year-at-the-office": {"check", "template", "score", "explain", "freeze", "diff"},
}
"""The commands of Kaohe that each tutorial shows."""

LANGUAGES = {"en": ".md", "zh": ".zh-CN.md"}


def blocks(text: str) -> Iterator[tuple[list[str], str]]:
    """Commands, one after the other (a here-document with its lines), or what is shown of their output."""
    for language, block in BLOCK.findall(text):
        yield (list(commands(block)), "") if language == "sh" else ([], block)


def commands(block: str) -> Iterator[str]:
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


def written(name: str, lang: str) -> str:
    return (TUTORIAL / (name + LANGUAGES[lang])).read_text(encoding="utf-8")


def desk(folder: Path) -> Path:
    """A folder like the repository, as far as the tutorials use it."""
    shutil.copytree(ROOT / "schemes" / "hdi-2022", folder / "schemes" / "hdi-2022")
    shutil.copytree(TUTORIAL, folder / "docs" / "tutorial")
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in ("kaohe", "python"):
        (programs / name).write_text(f'#!/bin/sh\nexec "{Path(sys.executable).parent / name}" "$@"\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    return folder


def followed(text: str, folder: Path, *, until: str = "nothing") -> None:
    """Does what the tutorial says, to the end or to a command that begins so."""
    output = ""
    for block, shown in blocks(text):
        missing = [line for line in shown.splitlines() if line.strip() not in output]
        assert not missing, (missing, output)
        output = "" if block else output
        for command in block:
            done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, check=False)
            output += done.stdout + done.stderr
            assert (done.returncode != 0) == command.endswith(FAILS), (command, output)
            if command.startswith(until):
                return


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", USED)
def test_every_command_of_the_tutorial_works_as_written(tmp_path: Path, name: str, lang: str) -> None:
    text = written(name, lang)
    found = [command for block, _ in blocks(text) for command in block]
    assert {line.split()[1] for line in found if "bin/kaohe" in line} == USED[name]
    assert all(f"--lang {lang}" in line for line in found if "bin/kaohe" in line)
    followed(text, desk(tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == [".venv", "docs", "schemes"]


@pytest.mark.parametrize("name", USED)
def test_both_languages_give_the_same_commands(name: str) -> None:
    english, chinese = ([block for block, _ in blocks(written(name, lang)) if block] for lang in LANGUAGES)
    assert [[line.replace("--lang zh", "--lang en") for line in block] for block in chinese] == english


@pytest.mark.needs("libreoffice")
@pytest.mark.parametrize(("lang", "tab"), [("en", "Units"), ("zh", "单位计算")])
def test_a_figure_changed_in_the_workbook_changes_the_score_as_told(tmp_path: Path, lang: str, tab: str) -> None:
    text = written("a-year-at-the-office", lang)
    followed(text, desk(tmp_path), until=".venv/bin/python docs/tutorial/fill.py what-if.xlsx")
    kept = tabs_of(tmp_path / "results" / "results.xlsx")
    (changed,) = converted([tmp_path / "what-if.xlsx"], tmp_path / "office")
    before, after = (_total(tabs, tab) for tabs in (kept, tabs_of(changed)))
    assert (kept[tab][6][3], tabs_of(changed)[tab][6][3]) == (6.1, 6.6)
    assert re.search(rf"D7\b.*{before}\D+{after}\b", text, re.DOTALL)


def _total(tabs: dict[str, list[list[object]]], tab: str) -> object:
    """The total of d1, in the tab where the tutorial looks."""
    (value,) = (
        value
        for found, code, subject, *_, value in calculated(tabs)
        if (found, code, subject) == (tab, "unit.total", "d1")
    )
    return value
