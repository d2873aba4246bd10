"""Codes and their titles: what a drop-down of a workbook shows, and which code is meant by it when it comes back.

A title that two codes of one column share is shown with its code: 一般（fair）.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain

from kaohe.engine.admission.records import event_words
from kaohe.engine.admission.subjects import TITLES
from kaohe.engine.explanation import Text
from kaohe.engine.figures import CAUSES as CODES
from kaohe.engine.rules.forms import Form, Item, Option, RaterClass
from kaohe.engine.scheme.model import KINDS, Kind, SchemeText
from kaohe.engine.wording.causes import CAUSES
from kaohe.engine.wording.grades import GRADES

YES_NO = (("yes", Text("是", "yes")), ("no", Text("否", "no")))

Titled = Iterable[tuple[str, Text]]


def labels(text: SchemeText, table: str, column: str, lang: str, kinds: Iterable[Kind] = KINDS) -> dict[str, str]:
    """What is shown for each code of a column, in the scheme's order; empty for a column without codes."""
    titled = dict(_titled(text, table, column, tuple(kinds)))
    shown = [title.say(lang) for title in titled.values()]
    alone = {code: shown.count(title) == 1 for code, title in zip(titled, shown, strict=True)}
    return {
        code: title if alone[code] else f"{title}（{code}）" if lang == "zh" else f"{title} ({code})"
        for code, title in zip(titled, shown, strict=True)
    }


def meanings(text: SchemeText, table: str, column: str) -> dict[str, str]:
    """The code behind everything that `labels` shows, in either language."""
    found: dict[str, str] = {}
    for lang in ("zh", "en"):
        for kinds in (KINDS, *((kind,) for kind in KINDS)):
            for code, label in labels(text, table, column, lang, kinds).items():
                found.setdefault(label, code)
    codes = set(found.values())
    return {label: code for label, code in found.items() if label not in codes}


def _titled(text: SchemeText, table: str, column: str, kinds: tuple[Kind, ...]) -> Titled:
    match (table, column):
        case ("subjects", "kind"):
            return [(kind, TITLES[kind]) for kind in kinds]
        case ("subjects", "group"):
            return ((code, one.title) for kind in kinds for code, one in text.groups.get(kind, {}).items())
        case ("subjects", _):
            return _attribute_values(text, column, kinds)
        case ("figures", "absence"):
            return [(cause, CAUSES[cause]) for cause in CODES]
        case ("figures" | "events", "indicator"):
            return ((i, one.title) for i, one in text.indicators.items() if one.events == (table == "events"))
        case ("events", "level" | "role"):
            return _event_words(text, column)
        case ("ratings" | "tallies", _):
            return _form_parts(text, table, column)
        case ("status", "status"):
            return _statuses(text, kinds)
        case ("history" | "decisions", "grade" | "from"):
            return chain(_grades(text, kinds), _statuses(text, kinds))
        case ("decisions", "to"):
            return _grades(text, kinds)
    return ()


def _event_words(text: SchemeText, column: str) -> Titled:
    for indicator, one in text.indicators.items():
        for word, said in event_words(text, indicator).get(column, {}).items() if one.events else ():
            yield word, getattr(said, "title", None) or Text(word, word)


def _attribute_values(text: SchemeText, column: str, kinds: tuple[Kind, ...]) -> Titled:
    for kind in kinds:
        one = text.attributes.get(kind, {}).get(column)
        if one is not None:
            yield from YES_NO if one.yes_no else (one.values or {}).items()


def _form_parts(text: SchemeText, table: str, column: str) -> Titled:
    for name, form in text.forms.items():
        if (form.full is None) == (table == "tallies"):
            own: Mapping[str, Mapping[str, Form | Item | Option | RaterClass]] = {
                "form": {name: form}, "item": form.items, "option": form.options, "class": form.classes,
            }  # fmt: skip
            yield from ((code, one.title) for code, one in own.get(column, {}).items())


def _grades(text: SchemeText, kinds: tuple[Kind, ...]) -> Iterator[tuple[str, Text]]:
    for kind in kinds:
        if kind in text.grading:
            for code, one in text.grading[kind].grades.items():
                yield code, one.title or GRADES.get(code) or Text(code, code)


def _statuses(text: SchemeText, kinds: tuple[Kind, ...]) -> Iterator[tuple[str, Text]]:
    for kind in kinds:
        if kind in text.grading:
            yield from ((code, one.title) for code, one in text.grading[kind].statuses.items())


@cache
def in_language(words: str, lang: str) -> str:
    """One language's half of words that schemes write in both: `省统计局 Statistics bureau`; else all of them."""
    match = re.fullmatch(r"(\S*[\u4e00-\u9fff]\S*) ([^\u4e00-\u9fff]+)", words.strip())
    return words.strip() if match is None else match[1] if lang == "zh" else match[2]
