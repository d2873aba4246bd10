"""The repository serves any machine: no path of one machine, no index in the locks, LF line ends."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
MACHINE_PATH = re.compile(r"(?<![\w.~*-])/(?:root|work|home)/")


def texts() -> dict[str, str]:
    """The text files that are in git, or would be with the next `git add`, by path."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    paths = [path for path in sorted(set(listing.split("\0"))) if (ROOT / path).is_file()]
    contents = {path: (ROOT / path).read_bytes() for path in paths}
    return {path: content.decode() for path, content in contents.items() if b"\0" not in content}


@pytest.mark.needs("git")
def test_no_file_names_a_path_of_one_machine() -> None:
    found = [
        f"{path}:{number}: {line.strip()}"
        for path, text in texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert not found, "\n".join(found)


@pytest.mark.needs("git")
def test_every_text_file_ends_its_lines_with_lf() -> None:
    assert [path for path, text in texts().items() if "\r" in text] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_index(lock: Path) -> None:
    found = re.findall(r".*(?:://|file:|--(?:index|extra-index|find-links)).*", lock.read_text("utf-8"))
    assert not found, "\n".join(found)


def test_the_locks_hold_every_dependency_that_pyproject_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {"base.txt": project["dependencies"], "dev.txt": project["optional-dependencies"]["dev"]}
    missing = {
        f"{name} in requirements/{lock}"
        for lock, requirements in named.items()
        for name in [re.split(r"[^\w.-]", requirement)[0].lower() for requirement in requirements]
        if f"\n{name}==" not in (ROOT / "requirements" / lock).read_text("utf-8")
    }
    assert not missing, "run `make lock`"


def test_every_module_says_first_what_it_is_for() -> None:
    modules = sorted((ROOT / "src/kaohe").rglob("*.py"))
    silent = [
        str(module.relative_to(ROOT))
        for module in modules
        if not ast.get_docstring(ast.parse(module.read_text("utf-8")))
    ]
    assert modules
    assert silent == []
