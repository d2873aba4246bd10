"""An explanation as text: one heading a step, what was done beneath it, parts further in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

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


def tell(step: Step, lang: str) -> str:
    """The whole tree, ending with a line feed."""
    return "\n".join(_lines(step, lang, "", titles_in(step), step.subject)) + "\n"


def _lines(step: Step, lang: str, indent: str, titles: Titles, reader: str) -> Iterator[str]:
    """`reader`: the subject of the step above; what belongs to another one says so."""
    yield indent + _heading(step, lang, titles, reader)
    inner = indent + "  "
    words = filled(step, lang)
    if words:
        yield inner + words
    weighting = weighting_line(step, lang)
    if weighting:
        yield inner + weighting
    line = formula_line(step, lang)
    if line and line != value_text(step, lang):
        yield f"{inner}= {line}"
    because = step.notes.get("because")
    if isinstance(because, Text):
        yield inner + (f"特别规定：{because.zh}" if lang == "zh" else f"Special text: {because.en}")
    if step.kind == "figure":
        yield from (inner + one for one in _figure(step, lang))
    if step.kind == "grade" and step.what == "decision":
        yield from (inner + one for one in _papers(step, lang))
    grading = step.kind == "grade"
    first = [part for part in step.parts if part.kind in ("grade", "condition")] if grading else []
    for part in first:
        yield from _lines(part, lang, inner, titles, step.subject)
    yield from (inner + one for one in _silent(step, lang))
    for part in step.parts:
        if part not in first:
            yield from _lines(part, lang, inner if grading else inner + "  ", titles, step.subject)


def _heading(step: Step, lang: str, titles: Titles, reader: str) -> str:
    title = (step.title.say(lang) or step.what).rstrip("。.")
    plain = not step.what or title == step.what or step.kind in ("grade", "condition", "part")
    code = step.what
    if step.subject != reader:
        code = f"{step.subject} 的 {code}" if lang == "zh" else f"{code} of {step.subject}"
    if step.kind == "figure":
        code = f"数据 {code}" if lang == "zh" else f"figure {code}"
    name = "" if plain else f"（{code}）" if lang == "zh" else f" ({code})"
    colon = "：" if lang == "zh" else ": "
    return f"{title}{name}{colon}{value_text(step, lang, titles)}{_article(step.article, lang)}"


def _silent(step: Step, lang: str) -> Iterator[str]:
    """A grading tells each on its own line; a score those of one article together."""
    lead, apart = ("未适用：", "；") if lang == "zh" else ("Did not apply: ", "; ")
    titles = titles_in(step) if step.silent else {}
    if step.kind == "grade":
        for one in step.silent:
            note = "说明：" if lang == "zh" else "Note: "
            yield (note if one.code in _STATED else lead) + say_silent(one, lang) + _article(one.article, lang)
        return
    for article, found in groupby(_together(step.silent), key=lambda one: one.article):
        yield lead + apart.join(say_silent(one, lang, titles) for one in found) + _article(article, lang)


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
