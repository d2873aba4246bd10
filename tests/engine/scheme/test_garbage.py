"""Whatever somebody writes: a scheme, or everything that is wrong with it in words. Never a traceback."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaohe.engine.problems import InvalidScheme
from kaohe.engine.scheme.scheme import read_scheme
from kaohe.engine.wording import say
from tests.engine.scheme.texts import SMALL, problems_of

WHOLE = (Path(__file__).parent / "whole.yaml").read_text("utf-8")
WORDS = re.compile(r"[\w.%]+")
SPANS = [match.span() for match in WORDS.finditer(WHOLE)]
STRANGE = [
    *(
        "null",
        "true",
        "-1",
        "1e9",
        "1/0",
        "9" * 30,
        "0.00001",
        "'",
        '"',
        "&a",
        "*a",
        "?",
        "|",
        "!!x",
        "[",
        "}",
        "{a: b}",
    ),
    *("[]", "group == city", "a and", "\u2028", "\x07", "𠮷"),
]
TOKENS = st.sampled_from(sorted({match[0] for match in WORDS.finditer(WHOLE)}) + STRANGE)

VALUES = [match.span() for match in re.finditer(r"(?<![\w.])[\w.]+%?(?![\w:])", WHOLE)]
NUMBERS = [span for span in VALUES if re.fullmatch(r"[\d.]+%?", WHOLE[slice(*span)])]
NAMES = [span for span in VALUES if re.fullmatch(r"[a-z_.]+", WHOLE[slice(*span)])]
OTHER_NUMBERS = st.sampled_from(
    ["0", "1", "-1", "0.5", "2.5", "7", "30%", "99", "100", "101%", "1/3", "1000000", "-40"]
)
OTHER_NAMES = st.sampled_from(sorted({WHOLE[slice(*span)] for span in NAMES}))


@st.composite
def other_values(draw: st.DrawFn) -> str:
    """A scheme of the same shape with other numbers and other names in it: most of them pass the reading."""
    numbers = draw(
        st.lists(st.tuples(st.sampled_from(NUMBERS), OTHER_NUMBERS), max_size=3, unique_by=lambda one: one[0])
    )
    names = draw(st.lists(st.tuples(st.sampled_from(NAMES), OTHER_NAMES), max_size=2, unique_by=lambda one: one[0]))
    return exchanged(WHOLE, numbers + names)


@st.composite
def changes(draw: st.DrawFn) -> str:
    """A scheme with words exchanged, lines lost or doubled, or its end cut off."""
    chosen = draw(st.lists(st.tuples(st.sampled_from(SPANS), TOKENS), max_size=3, unique_by=lambda one: one[0]))
    lines = exchanged(WHOLE, chosen).split("\n")
    for i in draw(st.lists(st.integers(0, len(lines) - 1), max_size=2)):
        lines[i:i] = draw(st.sampled_from([[], [lines[i]], [lines[-i]]]))
    if draw(st.booleans()):
        del lines[draw(st.integers(0, len(lines) - 1))]
    text = "\n".join(lines)
    return text[: draw(st.integers(0, len(text)))] if draw(st.sampled_from([False] * 9 + [True])) else text


def exchanged(text: str, tokens: list[tuple[tuple[int, int], str]]) -> str:
    for (start, end), token in sorted(tokens, reverse=True):
        text = text[:start] + token + text[end:]
    return text


def hear(text: str) -> None:
    for problem in problems_of(text):
        for lang in ("zh", "en"):
            assert not re.search(r"\{[a-z]+\}", say(problem, lang)) or "{" in str(problem.values)


def test_the_whole_scheme_is_in_order() -> None:
    found = [f"{say(problem, 'en')}" for problem in problems_of(WHOLE) if problem.severity != "note"]
    assert found == []


@settings(max_examples=80)
@given(other_values())
def test_other_numbers_and_names_are_read_or_told_of(text: str) -> None:
    hear(text)


@settings(max_examples=40)
@given(changes())
def test_a_changed_scheme_is_read_or_told_of(text: str) -> None:
    hear(text)


@settings(max_examples=30)
@given(st.integers(0, len(SMALL)))
def test_half_a_scheme_is_told_of(end: int) -> None:
    hear(SMALL[:end])


@settings(max_examples=50)
@given(st.text())
def test_any_text_is_told_of(text: str) -> None:
    hear(text)


@settings(max_examples=30)
@given(st.binary(max_size=200))
def test_any_bytes_are_told_of(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scheme.yaml"
        path.write_bytes(content)
        with pytest.raises(InvalidScheme) as raised:
            read_scheme(path)
    assert [say(problem, "zh") for problem in raised.value.problems]


def test_the_same_text_says_the_same() -> None:
    broken = WHOLE.replace("points:", "point:")
    assert problems_of(broken) == problems_of(broken)
