"""All explanations as data that the page unfolds on request.

Explanations are alike: the same sentences with other numbers. Each line is kept as a sentence with its numbers taken out
(a `0` in place of each), which many share, and the numbers. Chinese and English of a line mostly have the same ones.

    {"t": [["得分 0", "score 0"], …], "s": {"C01": "0h0 91.75\\n1w1 …"}}

One line: depth, sort, the sentence's place in `t`, a blank, the numbers; after `|` those of the English where they differ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kaohe.engine.explanation import Step
from kaohe.engine.narration import Line, told
from kaohe.formats.report.html import clean

_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
SORTS = {"heading": "h", "words": "w", "formula": "f", "figure": "d", "silent": "s"}


class Explanations:
    """Gathers explanations. `texts`: the sentences, each in Chinese and English; `lines`: by subject."""

    def __init__(self) -> None:
        self.texts: dict[tuple[str, str], int] = {}
        self.lines: dict[str, str] = {}

    def add(self, subject: str, step: Step, values: Sequence[int | None]) -> None:
        """`values`: its scores beside those of its set, in units, told before its first line."""
        found = [",".join("" if value is None else str(value) for value in values)]
        for zh, en in zip(told(step, "zh"), told(step, "en"), strict=True):
            found.append(self._line(zh, en))
        self.lines[subject] = "\n".join(found)

    def _line(self, zh: Line, en: Line) -> str:
        chinese, english = _said(zh), _said(en)
        key = (_NUMBER.sub("0", chinese), _NUMBER.sub("0", english))
        place = self.texts.setdefault(key, len(self.texts))
        numbers, others = " ".join(_NUMBER.findall(chinese)), " ".join(_NUMBER.findall(english))
        sort = "p" if zh.kind == "part" and zh.sort == "heading" else SORTS[zh.sort]
        return f"{zh.depth}{sort}{place} {numbers}" + ("" if numbers == others else f"|{others}")

    def data(self) -> dict[str, object]:
        return {"t": [list(key) for key in self.texts], "s": self.lines}


def _said(line: Line) -> str:
    """What is told on a line; the parts of a heading apart by a tab."""
    part = line.code.partition("@")[2]
    text = f"{line.text} · {part}" if part else line.text
    parts = (text, line.article) if line.sort != "heading" else (text, line.value, line.article, line.subject)
    return "\t".join(map(clean, parts))
