"""What a part of a scheme and its value are called, in both languages: titles instead of codes, conditions in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pydantic import BaseModel, RootModel

from kaohe.engine.changes.walking import ABSENT, Change, Keys, expression, field_of
from kaohe.engine.explanation import Text
from kaohe.engine.fields import RoundingModel
from kaohe.engine.numbers import show
from kaohe.engine.problems import Place
from kaohe.engine.rules.base import Rule
from kaohe.engine.scheme.grade_names import GradeScope, graded_kind
from kaohe.engine.scheme.model import KINDS, Kind, SchemeText
from kaohe.engine.scheme.names import Ref, Scope, Test, meaning, read_formula, read_test
from kaohe.engine.scheme.titles import Titles
from kaohe.engine.wording.causes import CAUSES
from kaohe.engine.wording.changes import ENTRIES, KEYS, SHARES, VALUES

_LONGEST = 8
"""More entries than this are counted, not listed."""

NOTHING = Text("（无）", "nothing")
_MODES = {
    "half_up": Text("四舍五入", "half up"),
    "half_even": Text("四舍六入五取偶", "half to even"),
    "floor": Text("向下取整", "down"),
    "ceil": Text("向上取整", "up"),
    "truncate": Text("截尾", "cut off"),
}
_WORDS_AS_WRITTEN = frozenset({
    "Indicator.source", "Indicator.unit", "Indicator.base", "Indicator.basis", "Indicator.evidence",
    "SchemeText.scheme", "SchemeText.owner", "SchemeText.lists",
})  # fmt: skip
"""Texts of an office, told as they stand."""


def joined(parts: Iterable[Text], zh: str = "、", en: str = ", ") -> Text:
    found = list(parts)
    return Text(zh.join(one.zh for one in found), en.join(one.en for one in found))


def both(template: Text, **words: Text | str) -> Text:
    """A template with its places filled in both languages."""
    zh = {name: one if isinstance(one, str) else one.zh for name, one in words.items()}
    en = {name: one if isinstance(one, str) else one.en for name, one in words.items()}
    return Text(template.zh.format(**zh), template.en.format(**en))


def kind_of(keys: Keys, *texts: SchemeText) -> Kind:
    """The kind of subject that a part of a scheme speaks of."""
    if len(keys) > 1 and keys[1] in KINDS:
        return keys[1]
    for text in texts:
        held: Any = getattr(text, keys[0], None)
        found = held.get(keys[1]) if isinstance(held, dict) and len(keys) > 1 else None
        if found is not None and hasattr(found, "subject"):
            return found.subject  # type: ignore[no-any-return]
    return "unit"


@dataclass(frozen=True)
class Speaker:
    """Says parts of one scheme, seen from one kind of subject."""

    text: SchemeText
    kind: Kind

    # ---- names ------------------------------------------------------------------------------------------------------

    def score(self, name: str) -> Text:
        """A score, a figure, an attribute, a fact or a form; a code that means nothing here stays as it is."""
        path = tuple(name.split("."))
        ref = meaning(self.text, self.kind, name)
        if ref is None and graded_kind(self.kind, path) is None:
            known = self.text.indicators.get(name) or self.text.forms.get(name)
            return known.title if known is not None else Text(name, name)
        return Titles(self.text, self.kind).name(path, {path: ref} if ref is not None else {})

    def group(self, name: str) -> Text:
        found = self.text.groups.get(self.kind, {}).get(name)
        return found.title if found is not None else Text(name, name)

    def grade(self, name: str) -> Text:
        return Titles(self.text, self.kind).grade(name)

    def condition(self, said: str) -> Text:
        """A condition of the grading."""
        return self._tested(said, read_test(said, GradeScope(self.text, self.kind, own_grade=True), Place(), []))

    def subjects(self, said: str) -> Text:
        """The condition of an override, which looks at facts only; as the scheme itself writes it."""
        said = said.partition(" #")[0]
        own = (one.when for one in self.text.overrides.get(self.kind, ()))
        said = next((when for when in own if expression(when) == said), said)
        return self._tested(said, read_test(said, Scope(self.text, self.kind, facts_only=True), Place(), []))

    def formula(self, said: str) -> Text:
        return self._tested(said, read_formula(said, Scope(self.text, self.kind), Place(), []))

    def _tested(self, said: str, test: Test | None) -> Text:
        return Titles(self.text, self.kind).condition(test) if test is not None else Text(said, said)

    def titled(self, keys: Keys) -> Text | None:
        """The title of the part that some keys lead to, where it has one."""
        here: Any = self.text
        for key in keys:
            here = here.root if isinstance(here, RootModel) else here
            here = here.get(key) if isinstance(here, Mapping) else getattr(here, key, None)
        title = here if isinstance(here, Text) else getattr(here, "title", None)
        return title if isinstance(title, Text) and not isinstance(here, Rule) else None

    def entry(self, of: str, name: str, keys: Keys) -> Text:
        """What one of several is called, such as a score among those of a mean, or an item of a form."""
        if of == "Indicator.absent":
            return CAUSES.get(name, Text(name, name))
        if of == "Attribute.values":  # the title stands beside it; a score may have the same name
            return Text(name, name)
        if of.startswith("QuotaBy."):
            return self._linked(name, keys)
        if of.startswith("StaffQuota."):
            return self.grade(name)
        if of.endswith(".within"):
            return self.group(name)
        return self.titled(keys) or self.score(name)

    def _linked(self, value: str, keys: Keys) -> Text:
        """A value of what a quota is linked to: a grade above, or the word of an attribute."""
        here: Any = self.text
        for key in keys[:-2]:
            here = here.get(key) if isinstance(here, Mapping) else getattr(here, key, None)
        path = tuple(here.by.split(".")) if hasattr(here, "by") else ()
        return self._value_of(path, value)

    def _value_of(self, path: tuple[str, ...], value: str) -> Text:
        ref = meaning(self.text, self.kind, ".".join(path)) if path else None
        refs: dict[tuple[str, ...], Ref] = {path: ref} if ref is not None else {}
        return Titles(self.text, self.kind).value(path, refs, value) if path else Text(value, value)

    # ---- labels -----------------------------------------------------------------------------------------------------

    def label(self, change: Change, start: int) -> Text:
        """What is changed, from the thing that begins at `start` of the keys on: `the share of the quota`."""
        said: list[Text] = []
        for i in range(start, len(change.keys)):
            key, of = change.keys[i], change.fields[i]
            named = of.endswith(".root") or (i > 0 and change.fields[i - 1] == of)
            last = i + 1 == len(change.keys)
            if named:
                said[-1:] = [self._entry_label(of, key, change.keys[: i + 1])]
            elif last or of not in ("ScorePatch.how",):
                said.append(field_label(of))
        return Text("的".join(one.zh for one in said), " of ".join(one.en for one in reversed(said)))

    def _entry_label(self, of: str, key: str, keys: Keys) -> Text:
        name = self.entry(of, key, keys)
        if of.endswith(".within") and not key:
            return field_label(of)
        template = ENTRIES.get(of)
        return both(template, name=name) if template is not None else both(_ENTRY, label=field_label(of), name=name)

    # ---- values -----------------------------------------------------------------------------------------------------

    def value(self, of: str, value: Any) -> Text:
        """A value in words."""
        if value is None or value is ABSENT or value == "":
            return NOTHING
        if isinstance(value, bool):
            return quoted(Text("是", "yes") if value else Text("否", "no"))
        if isinstance(value, Fraction):
            return number(of, value)
        if isinstance(value, int):
            return Text(str(value), str(value))
        if isinstance(value, Text):
            return quoted(value)
        if isinstance(value, str):
            return self._word(of, value)
        if isinstance(value, RoundingModel):
            return rounding(value)
        if isinstance(value, tuple):
            if of.endswith(".range") and len(value) == 2:
                return both(_RANGE, low=self.value(of, value[0]), high=self.value(of, value[1]))
            apart = ("；", "; ") if any(isinstance(one, BaseModel) for one in value) else ("、", ", ")
            return joined((self.value(of, one) for one in value), *apart) if value else NOTHING
        if isinstance(value, Mapping) and len(value) > _LONGEST:
            return Text(f"{len(value)} 项", f"{len(value)} of them")
        if isinstance(value, Mapping):
            return joined(self._pair(of, name, one) for name, one in value.items()) if value else NOTHING
        return self._rule(value) if isinstance(value, Rule) else self.details(value)

    def _pair(self, of: str, name: str, value: Any) -> Text:
        if of.endswith(".within") and not name:
            return self.value(of, value)
        title = getattr(value, "title", None)
        called = title if isinstance(title, Text) else self.entry(of, name, (name,))
        said = self.details(value, without="title") if isinstance(value, BaseModel) else self.value(of, value)
        if said == NOTHING:
            return called
        return both(_WITH if isinstance(value, BaseModel) else _DETAIL, label=called, value=said)

    def _word(self, of: str, word: str) -> Text:
        if of.endswith(".when"):
            return quoted(self.condition(word))
        if of in _WORDS_AS_WRITTEN or of.endswith(".article"):
            return Text(f"“{word}”", f"'{word}'")
        if of in ("Status.grade", "Veto.grade", "Proposal.grade", "Cap.at_most") or of == "Grading.grades.order":
            return quoted(self.grade(word))
        if of in ("Indicator.groups", "Group.pool_with"):
            return quoted(self.group(word))
        if of == "Indicator.absent":
            return quoted(CAUSES.get(f"treatment_{word}", Text(word, word)))
        return quoted(VALUES.get(f"{of}={word}") or VALUES.get(word) or self.score(word))

    def _rule(self, rule: Rule) -> Text:
        of = f"{type(rule).__name__}.root"
        if not isinstance(rule, RootModel):
            said = self.details(rule)
        elif isinstance(rule.root, str) and rule.expression() is not None:
            said = self.formula(rule.root)
        else:
            said = self.value(of, rule.root)
        title = Text(rule.title.zh, rule.title.en[:1].lower() + rule.title.en[1:])
        return title if said == NOTHING else both(_WITH, label=title, value=said)

    def details(self, model: Any, without: str = "") -> Text:
        """The keys of a part that say something of their own, with their values."""
        found = []
        for name, field in type(model).model_fields.items():
            value = getattr(model, name)
            if name == without or value == field.get_default(call_default_factory=True) or value in (None, "", {}, ()):
                continue
            of = field_of(type(model), name)
            label = field_label(of)
            found.append(label if value is True else both(_DETAIL, label=label, value=self.value(of, value)))
        return joined(found, "，", ", ") if found else NOTHING

    def whole(self, change: Change) -> Text:
        """A thing that was added or removed, beside its name."""
        value = change.old if change.new is ABSENT else change.new
        if change.keys[0] == "scores":
            return self.patch(value)
        if isinstance(value, BaseModel):
            return self.details(value, without="title" if change.keys[0] != "grading" else "because")
        return self.value(change.of, value)

    def patch(self, patch: Any) -> Text:
        """A score's text."""
        found = [] if patch.points is None else [both(_POINTS, points=number("ScorePatch.points", patch.points))]
        found += [self._rule(patch.how)] if patch.how is not None else []
        for name in ("kind", "limits", "round"):
            if getattr(patch, name) is not None:
                of = field_of(type(patch), name)
                found.append(both(_DETAIL, label=field_label(of), value=self.value(of, getattr(patch, name))))
        return joined(found, "，", ", ")


_WITH = Text("{label}（{value}）", "{label} ({value})")
_RANGE = Text("“{low} 至 {high}”", "'{low} to {high}'")
_ENTRY = Text("{label}“{name}”", "{label} '{name}'")
_DETAIL = Text("{label} {value}", "{label} {value}")
_POINTS = Text("{points} 分", "{points} points")


def field_label(of: str) -> Text:
    """What a field is called; its own key where nobody has worded it."""
    name = of.rpartition(".")[2]
    return KEYS.get(of) or KEYS.get(name) or Text(name, name.replace("_", " "))


def number(of: str, value: Fraction) -> Text:
    if of in SHARES:
        shown = show(value * 100)
        said = str(value) if shown.endswith("…") else f"{shown}%"
    else:
        shown = show(value)
        said = str(value) if shown.endswith("…") else shown
    return Text(said.replace("-", "−"), said.replace("-", "−"))


def rounding(value: RoundingModel) -> Text:
    how = value.rounding
    if how is None:
        return Text("不取位", "none, carried exactly")
    mode = _MODES[how.mode]
    if how.step.numerator == 1 and how.step == Fraction(1, 10**how.places):
        return Text(f"保留 {how.places} 位小数（{mode.zh}）", f"{how.places} decimals ({mode.en})")
    return Text(f"取 {show(how.step)} 的整数倍（{mode.zh}）", f"multiples of {show(how.step)} ({mode.en})")


def quoted(text: Text) -> Text:
    return Text(f"“{text.zh}”", f"'{text.en}'")
