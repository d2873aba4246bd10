"""The phrases that text and data share: values, causes of absence, sentences with their facts, formulas in numbers."""

from __future__ import annotations

from fractions import Fraction

from kaohe.engine.explanation import Fact, Held, LeftOut, Silent, Step, Text
from kaohe.engine.expressions import Path, evaluate_formula, fill
from kaohe.engine.numbers import Real, Rounding, compare, show
from kaohe.engine.wording import sentence
from kaohe.engine.wording.causes import CAUSES
from kaohe.engine.wording.grades import GRADES

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


def value_text(step: Step, lang: str) -> str:
    """What a step came to: a number, a grade, yes or no, or why there is none."""
    value = step.value
    if isinstance(value, Held):
        why = "；".join(causes(value.causes, lang)) if lang == "zh" else "; ".join(causes(value.causes, lang))
        if value.low is None or value.high is None:
            return f"暂缺（{why}）" if lang == "zh" else f"held ({why})"
        span = f"{number(value.low, step.rounding)} … {number(value.high, step.rounding)}"
        return f"暂缺（{why}；仍可能为 {span}）" if lang == "zh" else f"held ({why}; still possible: {span})"
    if isinstance(value, LeftOut):
        why = "".join(causes((value.cause,), lang))
        return f"不计（{why}）" if lang == "zh" else f"left out ({why})"
    if isinstance(value, bool):
        return {("zh", True): "是", ("zh", False): "否", ("en", True): "yes", ("en", False): "no"}[lang, value]
    if isinstance(value, (Fraction, Real)):
        return number(value, step.rounding)
    if value is None:
        return "—"
    return GRADES[value].say(lang) if value in GRADES else value


def causes(found: tuple[str, ...], lang: str) -> list[str]:
    """Causes of absence in words: `growth:late`, `duty:class_missing:A,B`, `no_unit`."""
    return [_cause(one, lang) for one in found]


def _cause(cause: str, lang: str) -> str:
    if cause in CAUSES:
        return CAUSES[cause].say(lang)
    name, _, code = cause.partition(":")
    code, _, names = code.partition(":")
    known = CAUSES.get(code)
    said = known.say(lang).format(names=names, classes=names) if known else code
    return f"{name}：{said}" if lang == "zh" else f"{name}: {said}"


def filled(step: Step, lang: str) -> str:
    """The rule's sentence with its facts."""
    template = step.words.say(lang)
    if not template:
        return ""
    return template.format(**{name: number(fact) for name, fact in step.facts.items()})


def formula_line(step: Step, lang: str) -> str:
    """The formula in numbers, its value before rounding, and how it was rounded; empty where there is no formula."""
    if not step.formula or not isinstance(step.value, (Fraction, Real)):
        return ""
    titles = {part.what: part.title.say(lang) for part in step.parts if part.title.zh}

    def naming(path: Path) -> str:
        name = ".".join(path)
        shown = number(step.facts[name])
        title = titles.get(path[-1]) or titles.get(name)
        return f"{title} {shown}" if title else shown

    told = fill(step.formula, naming, lang)
    raw = evaluate_formula(step.formula, step.facts)
    line = told if told == show(raw) else f"{told} = {show(raw)}"
    return line + _limited(step, lang) + _rounded(step, lang)


def _limited(step: Step, lang: str) -> str:
    if "before_limits" not in step.notes:
        return ""
    return "，超出限度，取限值" if lang == "zh" else ", beyond the limit, which is taken"


def _rounded(step: Step, lang: str) -> str:
    if step.rounding is None or not isinstance(step.value, (Fraction, Real)):
        return ""
    raw = evaluate_formula(step.formula, step.facts)
    if "before_limits" not in step.notes and compare(raw, step.value) == 0:
        return ""
    mode = _MODES[step.rounding.mode].say(lang)
    shown = number(step.value, step.rounding)
    return f"，{mode}为 {shown}" if lang == "zh" else f", {mode} to {shown}"


def say_silent(one: Silent, lang: str) -> str:
    values = {key: value.say(lang) if isinstance(value, Text) else value for key, value in one.values.items()}
    if isinstance(values.get("cause"), str):
        values["cause"] = "".join(causes((str(values["cause"]),), lang))
    return sentence(one.code, values, lang)
