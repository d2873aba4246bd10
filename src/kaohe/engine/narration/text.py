"""An explanation as text: one heading a step, what was done beneath it, parts further in."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.engine.explanation import Step
from kaohe.engine.narration.phrases import filled, formula_line, say_silent, value_text
from kaohe.engine.wording.causes import CAUSES

_DETAILS = {
    "reported": ("上报", "reported"),
    "verified": ("核实", "verified"),
    "adjusted": ("调整", "adjusted"),
    "assessed": ("认定", "assessed"),
    "reason": ("理由", "reason"),
    "source": ("来源", "source"),
    "document": ("文件", "document"),
}


def tell(step: Step, lang: str) -> str:
    """The whole tree, ending with a line feed."""
    return "\n".join(_lines(step, lang, "")) + "\n"


def _lines(step: Step, lang: str, indent: str) -> Iterator[str]:
    yield indent + _heading(step, lang)
    inner = indent + "  "
    words = filled(step, lang)
    if words:
        yield inner + words
    line = formula_line(step, lang)
    if line and line != value_text(step, lang):
        yield f"{inner}= {line}"
    if step.kind == "figure":
        yield from (inner + one for one in _figure(step, lang))
    first = [part for part in step.parts if part.kind == "grade"] if step.kind == "grade" else []
    for part in first:
        yield from _lines(part, lang, inner)
    for one in step.silent:
        article = _article(one.article, lang)
        yield inner + ("未适用：" if lang == "zh" else "Did not apply: ") + say_silent(one, lang) + article
    for part in step.parts:
        if part not in first:
            yield from _lines(part, lang, inner + "  " if step.kind != "grade" else inner)


def _heading(step: Step, lang: str) -> str:
    title = step.title.say(lang) or step.what
    plain = not step.what or title == step.what or step.kind in ("grade", "condition")
    name = "" if plain else f"（{step.what}）" if lang == "zh" else f" ({step.what})"
    colon = "：" if lang == "zh" else ": "
    return f"{title}{name}{colon}{value_text(step, lang)}{_article(step.article, lang)}"


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
