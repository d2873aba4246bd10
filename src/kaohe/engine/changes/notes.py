"""What changed, thing by thing, in sentences that an office can paste into its explanatory note (修订说明).

Every change of the walk becomes one clause of one note, in the words of its field; a field that nobody has worded yet is
told by its key. So nothing that differs is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel, RootModel

from kaohe.engine.changes.saying import NOTHING, Speaker, both, joined, kind_of
from kaohe.engine.changes.walking import ABSENT, ORDER, Change, Keys, expression
from kaohe.engine.explanation import Text
from kaohe.engine.scheme.model import SchemeText
from kaohe.engine.wording.changes import SECTIONS, THINGS

_DEPTHS = {"groups": 3, "attributes": 3, "lists": 2, "forms": 2, "indicators": 2, "scores": 3, "outcomes": 2}
_SECTION_OF = {"attributes": "groups", "lists": "groups"}
_NAMED_RULES = ("statuses", "veto", "caps", "flags", "grades", "propose")


@dataclass(frozen=True)
class Thing:
    """What a change is about: `keys` lead to it; `start`: how many keys of the change do. `when`: only for those."""

    section: str
    keys: Keys
    start: int
    when: str = ""


@dataclass(frozen=True)
class Note:
    """Everything that changed about one thing."""

    section: str
    keys: Keys
    name: Text
    clauses: tuple[Text, ...]
    changes: tuple[Change, ...]
    sort: str
    """`added`, `removed` or `changed`."""
    hint: Text | None = field(default=None)
    """A removed thing that this one may be under another name."""


def thing_of(change: Change) -> Thing:
    keys = change.keys
    first = keys[0]
    if first == "overrides" and len(keys) > 4:
        return Thing(f"scores.{keys[1]}", ("scores", keys[1], keys[4]), 5, keys[2])
    if first == "overrides":
        return Thing(f"scores.{keys[1]}", keys[:3], 3)
    if first == "grading" and len(keys) > 1:
        named = len(keys) > 3 and keys[2] in _NAMED_RULES and keys[3] != ORDER
        return Thing(f"grading.{keys[1]}", keys[:4] if named else keys[:2], 4 if named else 2)
    if first in _DEPTHS:
        depth = _DEPTHS[first]
        section = f"scores.{keys[1]}" if first == "scores" else _SECTION_OF.get(first, first)
        return Thing(section, keys[:depth], depth)
    return Thing("discipline", keys[:1], 1) if first == "discipline" else Thing("basics", (), 0)


def notes(old: SchemeText, new: SchemeText, changes: Iterable[Change]) -> tuple[Note, ...]:
    """A note for each thing that changed, by section."""
    found: dict[Keys, list[Change]] = {}
    for change in changes:
        thing = thing_of(change)
        found.setdefault(thing.keys or change.keys[:1], []).append(change)
    made = [_note(old, new, keys, tuple(ones)) for keys, ones in found.items()]
    hints = _renamed(old, new, made)
    made = [replace(note, hint=hints.get(note.keys)) for note in made]
    return tuple(sorted(made, key=lambda note: (list(SECTIONS).index(note.section), note.keys[0] == "overrides")))


def _note(old: SchemeText, new: SchemeText, keys: Keys, changes: tuple[Change, ...]) -> Note:
    section = thing_of(changes[0]).section
    whole = next((change for change in changes if change.keys == keys and thing_of(change).keys), None)
    sort = "changed" if whole is None else "added" if whole.old is ABSENT else "removed" if whole.new is ABSENT else ""
    if keys[0] == "overrides":
        sort = "changed" if _has(old, keys) and _has(new, keys) else "added" if _has(new, keys) else "removed"
    teller = _Teller(old, new)
    clauses = [clause for change in changes for clause in teller.clauses(change, sort if change is whole else "")]
    name = teller.name(keys, new if sort != "removed" else old)
    return Note(section, keys, name, tuple(clauses), changes, sort or "changed")


def _has(text: SchemeText, keys: Keys) -> bool:
    """Is there an override with this condition?"""
    said = keys[2].partition(" #")[0]
    return any(expression(one.when) == said for one in text.overrides.get(kind_of(keys), ()))


@dataclass(frozen=True)
class _Teller:
    old: SchemeText
    new: SchemeText

    def speakers(self, keys: Keys) -> tuple[Speaker, Speaker]:
        kind = kind_of(keys, self.new, self.old)
        return Speaker(self.old, kind), Speaker(self.new, kind)

    def name(self, keys: Keys, text: SchemeText) -> Text:
        """`指标“高质量发展综合指数”`, `indicator 'Composite index'`; nothing for the basics."""
        speaker = Speaker(text, kind_of(keys, text))
        if keys[0] == "overrides":
            return both(_CALLED, thing=THINGS["overrides"], name=speaker.subjects(keys[2]))
        if keys[0] == "grading" and len(keys) == 4:
            title = speaker.grade(keys[3]) if keys[2] == "grades" else _because(text, keys) or speaker.titled(keys)
            return both(_CALLED, thing=THINGS[keys[2]], name=title or Text(keys[3], keys[3]))
        if len(keys) < 2 or keys[0] == "grading":
            return THINGS.get(keys[0], Text("", ""))
        title = speaker.score(keys[2]) if keys[0] == "scores" else speaker.titled(keys)
        return both(_CALLED, thing=THINGS[keys[0]], name=title or Text(keys[-1], keys[-1]))

    def clauses(self, change: Change, sort: str) -> Iterator[Text]:
        ours, theirs = self.speakers(change.keys)
        if sort:
            said = (theirs if sort == "added" else ours).whole(change)
            if said != NOTHING:
                yield said
            return
        thing = thing_of(change)
        if change.keys[0] == "overrides" and not thing.when and ABSENT in (change.old, change.new):
            there = theirs if change.old is ABSENT else ours
            value = change.new if change.old is ABSENT else change.old
            yield both(_STATED, label=there.label(change, thing.start), value=there.value(change.of, value))
            return
        label = (ours if change.new is ABSENT else theirs).label(change, thing.start)
        old, new, remark = change.old, change.new, Text("", "")
        if thing.when and change.keys[4:5]:
            old, new, remark = self._effective(change, old, new)
        said = _told(change.of, label, old, new, ours, theirs)
        if remark.zh:
            said = Text(said.zh.removesuffix(_SO_FAR.zh), said.en.removesuffix(_SO_FAR.en))
        if thing.when:
            holds = theirs if change.new is not ABSENT else ours
            said = both(_FOR, when=holds.subjects(thing.when), said=said)
        yield Text(said.zh + remark.zh, said.en + remark.en)

    def _effective(self, change: Change, old: Any, new: Any) -> tuple[Any, Any, Text]:
        """What held and what holds for these subjects, where only one of the schemes has a text for them."""
        kind, (name, *rest) = kind_of(change.keys), change.keys[4:]
        if old is ABSENT and len(rest) == 1:
            base = self.old.scores.get(kind, {}).get(name)
            return getattr(base, rest[0], None), new, _FIRST
        if new is ABSENT and len(rest) == 1:
            base = self.new.scores.get(kind, {}).get(name)
            return old, getattr(base, rest[0], None), _LAST
        return old, new, Text("", "")


_STATED = Text("{label}为 {value}", "{label} {value}")
_CALLED = Text("{thing}“{name}”", "{thing} '{name}'")
_FOR = Text("对“{when}”的对象，{said}", "for those with '{when}', {said}")
_FIRST = Text("（此前同一般规定）", " (so far the general text held)")
_LAST = Text("（不再专门规定）", " (the general text holds again)")
_SO_FAR = Text("（原无规定）", " (so far none)")
_SET = Text("{label}定为 {new}" + _SO_FAR.zh, "{label} {new}" + _SO_FAR.en)
_UNSET = Text("取消{label}（原为 {old}）", "{label} no longer said (was {old})")
_CHANGED = Text("{label}由 {old} 改为 {new}", "{label} from {old} to {new}")
_ENGLISH = Text("{label}的英文由 “{old}” 改为 “{new}”", "{label} from '{old}' to '{new}'")
_CHINESE = Text("{label}由 “{old}” 改为 “{new}”", "Chinese of the {label} from '{old}' to '{new}'")
_REORDERED = Text("先后次序改为：{new}", "order now: {new}")
_LISTED = Text("{label}{said}", "{label}: {said}")
_MORE = Text("增加 {more}", "{more} added")
_LESS = Text("减少 {less}", "{less} removed")
_ADDED = Text("新增{label}：{new}", "new {label}: {new}")
_REMOVED = Text("删去{label}（原为 {old}）", "{label} removed (was {old})")


def _told(of: str, label: Text, old: Any, new: Any, ours: Speaker, theirs: Speaker) -> Text:
    if of.endswith(f".{ORDER}"):
        return both(_REORDERED, new=joined(theirs.value(of, one) for one in new))
    if isinstance(old, Text) and isinstance(new, Text) and (old.zh == new.zh or old.en == new.en):
        return _one_language(label, old, new)
    names = _names(old), _names(new)
    if names[0] is not None and names[1] is not None and type(old) is type(new):
        return _more_and_less(label, names[0], names[1], of, ours, theirs)
    nothing: tuple[Any, ...] = (None, ABSENT, "", (), {})
    if of == "ScorePatch.points":
        suffix = Text(" 分", "")
        before, after = (Text(said.zh + suffix.zh, said.en) for said in (ours.value(of, old), theirs.value(of, new)))
    else:
        before, after = ours.value(of, old), theirs.value(of, new)
    if any(old is one or old == one for one in nothing):
        return both(_ADDED if isinstance(new, (BaseModel, Mapping)) or old is ABSENT else _SET, label=label, new=after)
    if any(new is one or new == one for one in nothing):
        return both(
            _REMOVED if isinstance(old, (BaseModel, Mapping)) or new is ABSENT else _UNSET, label=label, old=before
        )
    return both(_CHANGED, label=label, old=before, new=after)


def _one_language(label: Text, old: Text, new: Text) -> Text:
    """A text that differs in one of its languages only."""
    if old.zh == new.zh:
        return both(_ENGLISH, label=label, old=old.en, new=new.en)
    return both(_CHINESE, label=label, old=old.zh, new=new.zh)


def _names(value: Any) -> tuple[str, ...] | None:
    """The names that a list holds, where it is one."""
    held = value.root if isinstance(value, RootModel) else value
    return held if isinstance(held, tuple) and held and all(isinstance(one, str) for one in held) else None


def _more_and_less(
    label: Text, old: tuple[str, ...], new: tuple[str, ...], of: str, ours: Speaker, theirs: Speaker
) -> Text:
    more, less = [one for one in new if one not in old], [one for one in old if one not in new]
    if not more and not less:
        return both(_CHANGED, label=label, old=ours.value(of, old), new=theirs.value(of, new))
    said = [both(_MORE, more=joined(theirs.value(of, one) for one in more))] if more else []
    said += [both(_LESS, less=joined(ours.value(of, one) for one in less))] if less else []
    label = _PARTS if of == "ScorePatch.how" else label
    listed = joined(said, "，", ", ")
    return both(_LISTED, label=label, said=listed) if label.zh else listed


_PARTS = Text("计入的部分", "parts")


def _because(text: SchemeText, keys: Keys) -> Text | None:
    found: Any = text.grading.get(keys[1])  # type: ignore[call-overload]
    one = getattr(found, keys[2], {}).get(keys[3]) if found is not None else None
    return getattr(one, "because", None)


# ---- perhaps only renamed -------------------------------------------------------------------------------------------


def _renamed(old: SchemeText, new: SchemeText, made: list[Note]) -> dict[Keys, Text]:
    """For added things: the removed one that they may be, by title or, for indicators, by source. Only a hint."""
    hints: dict[Keys, Text] = {}
    for note in made:
        if note.sort != "added":
            continue
        gone = [one for one in made if one.sort == "removed" and one.keys[:-1] == note.keys[:-1]]
        same = [one for one in gone if one.name.zh == note.name.zh or one.name.en == note.name.en]
        if same:
            hints[note.keys] = both(_SAME_TITLE, code=same[0].keys[-1])
            continue
        source = _source(new, note.keys)
        given = [one for one in gone if source and _source(old, one.keys) == source]
        rivals = [one for one in made if one.sort == "added" and _source(new, one.keys) == source]
        if len(given) == 1 and len(rivals) == 1:
            hints[note.keys] = both(_SAME_SOURCE, name=given[0].name)
    return hints


_SAME_TITLE = Text(
    "与删去的一项（代号 {code}）同名，可能只是更换代号，请核对",
    "a removed one ({code}) has the same title: perhaps only its code has changed, please check",
)
_SAME_SOURCE = Text(
    "与删去的{name}来源相同，可能是改名，请核对",
    "the removed {name} has the same source: perhaps it was only renamed, please check",
)


def _source(text: SchemeText, keys: Keys) -> str:
    indicator = text.indicators.get(keys[1]) if keys[0] == "indicators" else None
    return indicator.source if indicator is not None else ""


# ---- the note as text -----------------------------------------------------------------------------------------------

_CJK = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”]"
_BETWEEN = re.compile(rf"(?<={_CJK}) (?={_CJK})|(?<=[“（，；：、。]) | (?=[”（），；：、。])")


def tidy(text: str, lang: str) -> str:
    """Chinese without blanks between its own signs."""
    return _BETWEEN.sub("", text) if lang == "zh" else text


def sentence(note: Note, lang: str, *, brief: bool = False) -> str:
    """One note as a sentence; `brief`: of what is added or removed, its name only."""
    zh = lang == "zh"
    if brief and note.sort != "changed":
        note = replace(note, clauses=(), hint=None)
    lead = {"added": _NEW, "removed": _GONE}.get(note.sort, Text("{name}", "{name}"))
    said = both(lead, name=note.name).say(lang)
    rest = ("；" if zh else "; ").join(one.say(lang) for one in note.clauses)
    if note.sort == "removed" and rest:
        rest = f"（原为 {rest}）" if zh else f" (it was: {rest})"
    elif rest and said:
        rest = f"：{rest}" if zh else f": {rest}"
    hint = "" if note.hint is None else f"（{note.hint.zh}）" if zh else f" ({note.hint.en})"
    text = f"{said}{rest}{hint}{'。' if zh else '.'}"
    return tidy(text, lang) if zh else text[:1].upper() + text[1:]


_NEW = Text("新增{name}", "new {name}")
_GONE = Text("删去{name}", "{name} is removed")
