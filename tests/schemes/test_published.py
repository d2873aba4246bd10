"""What every published scheme has: no errors, two languages, worked cases, a page that says where its numbers are from."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import BaseModel

from kaohe.cli import main
from kaohe.engine.explanation import Text
from kaohe.engine.scheme.scheme import read_scheme
from tools.generate.schemes import GENERATED

SCHEMES = Path(__file__).parents[2] / "schemes"
NAMES = sorted(path.parent.name for path in SCHEMES.glob("*/scheme.yaml"))
CHINESE = re.compile("[\u4e00-\u9fff]")


def texts(part: object) -> Iterator[Text]:
    """Every text for readers."""
    if isinstance(part, Text):
        yield part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from texts(getattr(part, name))
    elif isinstance(part, dict):
        for value in part.values():
            yield from texts(value)
    elif isinstance(part, tuple):
        for value in part:
            yield from texts(value)


def test_all_six_bodies_are_there() -> None:
    assert {name.split("-")[0] for name in NAMES} >= {
        "beijing",
        "jiangsu",
        "fujian",
        "sichuan",
        "gansu",
        "water",
        "hdi",
    }


@pytest.mark.parametrize("name", NAMES)
def test_it_reads_without_errors_under_its_own_name(name: str) -> None:
    assert read_scheme(SCHEMES / name).text.scheme == name


@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_in_both_languages(name: str) -> None:
    text = read_scheme(SCHEMES / name).text
    wrong = [one for one in texts(text) if not CHINESE.search(one.zh) or CHINESE.search(one.en)]
    assert wrong == []
    untitled = [i for i, one in text.indicators.items() if one.title.zh == i]
    assert untitled == []
    nodes = read_scheme(SCHEMES / name).graph.nodes.values()
    assert [node.key for node in nodes if not CHINESE.search(node.title.zh) or CHINESE.search(node.title.en)] == []


@pytest.mark.parametrize("name", NAMES)
def test_its_figures_are_real_or_said_to_be_invented(name: str) -> None:
    assert read_scheme(SCHEMES / name).text.synthetic == (name in GENERATED)


@pytest.mark.parametrize("name", NAMES)
def test_every_assumption_it_names_is_on_its_page(name: str) -> None:
    said = "".join(file.read_text("utf-8") for file in (SCHEMES / name).rglob("*.yaml"))
    page = (SCHEMES / name / "README.md").read_text("utf-8")
    named = set(re.findall(r"假设(A\d+)", said))
    assert {one for one in named if not re.search(rf"\b{one}\b", page)} == set()


@pytest.mark.parametrize("name", NAMES)
def test_it_has_at_least_four_worked_cases(name: str) -> None:
    assert len(list((SCHEMES / name / "cases").glob("*.yaml"))) >= 4


@pytest.mark.parametrize("name", NAMES)
def test_its_worked_cases_come_out(name: str) -> None:
    result = CliRunner().invoke(main, ["test", str(SCHEMES / name), "--lang", "en"])
    assert result.exit_code == 0, result.output
