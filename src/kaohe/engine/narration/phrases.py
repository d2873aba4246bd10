"""The phrases that text and data share: values, causes of absence, sentences with their facts, formulas in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import TypeAlias

from kaohe.engine.explanation import Fact, Held, LeftOut, Silent, Step, Text
from kaohe.engine.expressions import Path, evaluate_formula, fill
from kaohe.engine.numbers import Number, Real, Rounding, Undecided, compare, show
from kaohe.engine.wording import sentence, shown_value
from kaohe.engine.wording.causes import CAUSES
from kaohe.engine.wording.grades import GRADES
from kaohe.engine.wording.grading import REASONS

_MODES = {
    "half_up": Text("四舍五入", "rounded half up"),
    "half_even": Text("四舍六入五取偶", "rounded half to even"),
    "floor": Text("向下取整", "rounded down"),
    "ceil": Text("向上取整", "rounded up"),
    "truncate": Text("截尾", "cut off"),
}


def number(value: Fact, rounding: Rounding | None = None) -> str:
    if isinstance(value, str):
        return value
    return show(value, rounding.places) if rounding is not None else show(value)


Titles: TypeAlias = Mapping[str, Text]
"""What the scores and figures of an explanation are called, by their codes."""


def titles_in(step: Step) -> Titles:
    name, _, period = step.what.partition("@")
    name = step.what if period.isdigit() else name  # an earlier year has a title of its own
    found = {name: step.title} if step.kind in ("score", "figure") and step.title.zh else {}
    for part in step.parts:
        found |= titles_in(part)
    return found


def value_text(step: Step, lang: str, titles: Titles = MappingProxyType({})) -> str:
    """What a step came to: a number, a grade, yes or no, or why there is none."""
    value = step.value
    named = step.notes.get("value_title")
    if isinstance(named, Text):
        return named.say(lang)
    if isinstance(value, Held):
        why = ("；" if lang == "zh" else "; ").join(causes(value.causes, lang, titles))
        if value.low is None or value.high is None:
            return f"暂缺（{why}）" if lang == "zh" else f"held ({why})"
        to = "至" if lang == "zh" else "to"
        span = f"{number(value.low, step.rounding)} {to} {number(value.high, step.rounding)}"
        return f"暂缺（{why}；仍可能为 {span}）" if lang == "zh" else f"held ({why}; still possible: {span})"
    if isinstance(value, LeftOut):
        why = "".join(causes((value.cause,), lang, titles))
        return f"不计（{why}）" if lang == "zh" else f"left out ({why})"
    if isinstance(value, bool):
        return {("zh", True): "是", ("zh", False): "否", ("en", True): "yes", ("en", False): "no"}[lang, value]
    if isinstance(value, (Fraction, Real)):
        return number(value, step.rounding)
    if value is None and step.kind == "condition":
        return "无法判定" if lang == "zh" else "cannot be told"
    if value is None:
        return "—"
    return GRADES[value].say(lang) if value in GRADES else value


def causes(found: tuple[str, ...], lang: str, titles: Titles = MappingProxyType({})) -> list[str]:
    """Causes of absence in words: `growth:late`, `duty:class_missing:A,B`, `no_unit`."""
    return [_cause(one, lang, titles) for one in found]


def _cause(cause: str, lang: str, titles: Titles) -> str:
    if cause in CAUSES:
        return CAUSES[cause].say(lang)
    name, _, code = cause.partition(":")
    code, _, names = code.partition(":")
    known = CAUSES.get(code)
    name = titles[name].say(lang) if name in titles else name
    said = known.say(lang).format(names=names, classes=names) if known else code
    return f"{name}：{said}" if lang == "zh" else f"{name}: {said}"


def filled(step: Step, lang: str) -> str:
    """The rule's sentence with its facts; for a grade, why it was given."""
    if step.what == "grade" and step.kind == "grade":
        return _why(step, lang)
    template = step.words.say(lang)
    if not template:
        return ""
    return template.format(**{name: number(fact) for name, fact in step.facts.items()})


def _why(step: Step, lang: str) -> str:
    reason = REASONS.get(step.branch.partition(":")[0])
    if reason is None:
        return ""
    name = step.notes.get("reason_title")
    said = reason.say(lang).format(name=name.say(lang) if isinstance(name, Text) else step.branch.partition(":")[2])
    return f"原因：{said}" if lang == "zh" else f"Why: {said}"


def formula_line(step: Step, lang: str) -> str:
    """The formula in numbers, its value before rounding, and how it was rounded; empty where there is no formula."""
    if not step.formula or not isinstance(step.value, (Fraction, Real)):
        return ""
    titled = {part.what: part for part in step.parts if part.title.zh}

    def naming(path: Path) -> str:
        name = ".".join(path)
        shown = number(step.facts[name])
        part = titled.get(path[-1]) or titled.get(name)
        if part is None or part.value != step.facts[name]:  # a fact of the rule may have the name of a part
            return shown
        return f"{part.title.say(lang)} {shown}"

    told = fill(step.formula, naming, lang)
    raw = evaluate_formula(step.formula, step.facts)
    line = told if told == show(raw) else f"{told} = {show(raw)}"
    return line + _limited(step, lang) + _rounded(step, lang)


_BY = {
    "ahp": Text("层次分析法", "pairwise judgements (AHP)"),
    "entropy": Text("熵权法", "the entropy of the figures"),
    "critic": Text("CRITIC 法", "CRITIC"),
}
_METHODS = {
    "eigenvector": Text("特征向量法", "principal eigenvector"),
    "geometric": Text("方根法", "geometric means of the rows"),
}


def weighting_line(step: Step, lang: str) -> str:
    """Where computed weights came from; empty for weights that are simply said."""
    notes = step.notes
    if "weights_by" not in notes:
        return ""
    by = _BY[str(notes["weights_by"])].say(lang)
    if "weights_method" in notes:
        method = _METHODS[str(notes["weights_method"])].say(lang)
        ratio = shown_value(notes["weights_consistency_ratio"])
        if lang == "zh":
            return f"权重由{by}算得（{method}，一致性比率 {ratio}），已固定在方案中"
        return f"The weights come from {by}: {method}, consistency ratio {ratio}; frozen in the scheme"
    subjects, mark = notes["weights_subjects"], str(notes["weights_figures"])[:8]
    if lang == "zh":
        return f"权重由{by}按 {subjects} 个对象的数据算得（数据指纹 {mark}…），已固定在方案中"
    return f"The weights come from {by}, of {subjects} subjects (fingerprint {mark}…); frozen in the scheme"


def _limited(step: Step, lang: str) -> str:
    if "before_limits" not in step.notes:
        return ""
    return "，超出限度，取限值" if lang == "zh" else ", beyond the limit, which is taken"


def _alike(a: Number, b: Number) -> bool:
    """Equal, or nothing that could be shown apart."""
    try:
        return compare(a, b) == 0
    except Undecided:
        return True


def _rounded(step: Step, lang: str) -> str:
    if step.rounding is None or not isinstance(step.value, (Fraction, Real)):
        return ""
    raw = evaluate_formula(step.formula, step.facts)
    if "before_limits" not in step.notes and _alike(raw, step.value):
        return ""
    mode = _MODES[step.rounding.mode].say(lang)
    shown = number(step.value, step.rounding)
    return f"，{mode}为 {shown}" if lang == "zh" else f", {mode} to {shown}"


def say_silent(one: Silent, lang: str, titles: Titles = MappingProxyType({})) -> str:
    values = {key: _put(value, lang) for key, value in one.values.items()}
    if one.values.get("part") in titles:
        values["part"] = titles[str(one.values["part"])].say(lang)
    if isinstance(values.get("cause"), str):
        values["cause"] = "".join(causes((str(values["cause"]),), lang))
    return sentence(one.code, values, lang)


def _put(value: object, lang: str) -> object:
    if isinstance(value, Text):
        return value.say(lang)
    if isinstance(value, tuple) and any(isinstance(one, Text) for one in value):
        return ("、" if lang == "zh" else ", ").join(str(_put(one, lang)) for one in value)
    return value
