"""An explanation as text: one heading a step, what was done beneath it, parts further in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from kaohe.engine.explanation import Silent, Step, Text
from kaohe.engine.narration.phrases import (
    Titles,
    filled,
    formula_line,
    say_silent,
    titles_in,
    value_text,
    weighting_line,
)
from kaohe.engine.wording.causes import CAUSES

_DETAILS = {
    "reported": ("上报", "reported"),
    "verified": ("核实", "verified"),
    "adjusted": ("调整", "adjusted"),
    "assessed": ("认定", "assessed"),
    "reason": ("理由", "reason"),
    "source": ("来源", "source"),
    "document": ("文件", "document"),
    "approval": ("批准", "approval"),
}


_STATED = frozenset({"no_status", "no_decision", "not_reached", "kept_from", "proposed_already"})
"""What is said of a grading although it is no rule that failed to apply."""


@dataclass(frozen=True)
class Line:
    """One line of an explanation. `depth`: how far in. `sort`: a `heading` names a step, and has its `value` and
    `article`; what was done follows as `words`, `formula`, `figure` (the way of a figure) and `silent` (what did not
    apply). `subject`: of a heading that is about another one; `kind`: the step's."""

    depth: int
    sort: Literal["heading", "words", "formula", "figure", "silent"]
    text: str
    value: str = ""
    article: str = ""
    code: str = ""
    subject: str = ""
    kind: str = ""


def tell(step: Step, lang: str) -> str:
    """The whole tree, ending with a line feed."""
    return "\n".join("  " * line.depth + _written(line, lang) for line in told(step, lang)) + "\n"


def told(step: Step, lang: str) -> Iterator[Line]:
    """The whole tree, line by line."""
    return _lines(step, lang, 0, titles_in(step), step.subject)


def _written(line: Line, lang: str) -> str:
    article = _article(line.article, lang)
    if line.sort != "heading":
        return ("= " if line.sort == "formula" else "") + line.text + article
    code = line.code
    if line.subject:
        code = f"{line.subject} 的 {code}" if lang == "zh" else f"{code} of {line.subject}"
    name = "" if not code else f"（{code}）" if lang == "zh" else f" ({code})"
    colon = "：" if lang == "zh" else ": "
    return f"{line.text}{name}{colon}{line.value}{article}"


def _lines(step: Step, lang: str, depth: int, titles: Titles, reader: str) -> Iterator[Line]:
    """`reader`: the subject of the step above; what belongs to another one says so."""
    yield _heading(step, lang, depth, titles, reader)
    inner = depth + 1
    words = filled(step, lang)
    if words:
        yield Line(inner, "words", words)
    weighting = weighting_line(step, lang)
    if weighting:
        yield Line(inner, "words", weighting)
    line = formula_line(step, lang)
    if line and line != value_text(step, lang):
        yield Line(inner, "formula", line)
    because = step.notes.get("because")
    if isinstance(because, Text):
        yield Line(inner, "words", f"特别规定：{because.zh}" if lang == "zh" else f"Special text: {because.en}")
    if step.kind == "figure":
        yield from (Line(inner, "figure", one) for one in _figure(step, lang))
    if step.kind == "grade" and step.what == "decision":
        yield from (Line(inner, "figure", one) for one in _papers(step, lang))
    grading = step.kind == "grade"
    first = [part for part in step.parts if part.kind in ("grade", "condition")] if grading else []
    for part in first:
        yield from _lines(part, lang, inner, titles, step.subject)
    yield from (Line(inner, "silent", text, article=article) for text, article in _silent(step, lang))
    for part in step.parts:
        if part not in first:
            yield from _lines(part, lang, inner if grading else inner + 1, titles, step.subject)


def _heading(step: Step, lang: str, depth: int, titles: Titles, reader: str) -> Line:
    title = (step.title.say(lang) or step.what).rstrip("。.")
    plain = not step.what or title == step.what or step.kind in ("grade", "condition", "part")
    code = step.what
    if step.kind == "figure":
        code = f"数据 {code}" if lang == "zh" else f"figure {code}"
    other = "" if plain or step.subject == reader else step.subject
    value = value_text(step, lang, titles)
    return Line(depth, "heading", title, value, step.article, "" if plain else code, other, step.kind)


def _silent(step: Step, lang: str) -> Iterator[tuple[str, str]]:
    """A grading tells each on its own line; a score those of one article together."""
    lead, apart = ("未适用：", "；") if lang == "zh" else ("Did not apply: ", "; ")
    titles = titles_in(step) if step.silent else {}
    if step.kind == "grade":
        for one in step.silent:
            note = "说明：" if lang == "zh" else "Note: "
            yield (note if one.code in _STATED else lead) + say_silent(one, lang), one.article
        return
    for article, found in groupby(_together(step.silent), key=lambda one: one.article):
        yield lead + apart.join(say_silent(one, lang, titles) for one in found), article


def _together(found: Sequence[Silent]) -> Iterator[Silent]:
    """Texts for others, one after the other and of one article, become one."""
    for (code, article), same in groupby(found, key=lambda one: (one.code, one.article)):
        ones = list(same)
        whens = [when for one in ones if isinstance(when := one.values.get("when"), Text)]
        if code != "override_for_others" or len(whens) != len(ones):
            yield from ones
            continue
        when = Text("”或“".join(one.zh for one in whens), "' or '".join(one.en for one in whens))
        yield Silent(code, {"when": when}, article)


def _papers(step: Step, lang: str) -> Iterator[str]:
    """What a decision rests on."""
    which, colon, apart = (0, "：", "；") if lang == "zh" else (1, ": ", "; ")
    told = [f"{_DETAILS[k][which]}{colon}{step.notes[k]}" for k in ("document", "approval") if k in step.notes]
    if told:
        yield apart.join(told)


def _article(article: str, lang: str) -> str:
    if not article:
        return ""
    return f" 〔{article}〕" if lang == "zh" else f" [{article}]"


def _figure(step: Step, lang: str) -> Iterator[str]:
    """The way of a figure: reported → verified → adjusted → assessed, or why there is none and what stands in."""
    which = 0 if lang == "zh" else 1
    way = [
        f"{_DETAILS[k][which]} {step.notes[k]}"
        for k in ("reported", "verified", "adjusted", "assessed")
        if k in step.notes
    ]
    if way:
        yield " → ".join(way)
    rest = [f"{_DETAILS[k][which]}：{step.notes[k]}" if lang == "zh" else f"{_DETAILS[k][which]}: {step.notes[k]}"
            for k in ("reason", "source", "document") if k in step.notes]  # fmt: skip
    if rest:
        yield ("；" if lang == "zh" else "; ").join(rest)
    if "treatment" in step.notes:
        cause = CAUSES.get(str(step.notes["cause"]))
        said = cause.say(lang) if cause else str(step.notes["cause"])
        treatment = CAUSES[f"treatment_{step.notes['treatment']}"].say(lang)
        yield f"缺数（{said}）：{treatment}" if lang == "zh" else f"no figure ({said}): {treatment}"
