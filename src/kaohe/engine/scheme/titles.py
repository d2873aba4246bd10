"""What a scheme's codes are called, in both languages: names, values, grades, and whole conditions for readers.

`political < 90 and group == principal` becomes `Political quality < 90 and Group = Principals`. A code that the scheme
gives no title stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kaohe.engine.explanation import Fact, Text
from kaohe.engine.expressions import YEARS_IN_A_ROW, Path, fill, parse
from kaohe.engine.expressions.tree import (
    COMPARISON,
    Among,
    Call,
    Chain,
    InARow,
    Listed,
    Minus,
    Name,
    Not,
    Quoted,
    Tree,
)
from kaohe.engine.numbers import show
from kaohe.engine.scheme.grade_names import GRADE, NO_STATUS, RANK, STATUS, YEARS_OF, graded_kind
from kaohe.engine.scheme.model import Kind, SchemeText
from kaohe.engine.scheme.names import Ref, Test

STANDARD_GRADES: dict[str, Text] = {
    "excellent": Text("优秀", "excellent"),
    "good": Text("良好", "good"),
    "fair": Text("一般", "fair"),
    "poor": Text("较差", "poor"),
    "competent": Text("称职", "competent"),
    "basically_competent": Text("基本称职", "basically competent"),
    "incompetent": Text("不称职", "incompetent"),
    "qualified": Text("合格", "qualified"),
    "unqualified": Text("不合格", "unqualified"),
    "ungraded": Text("不确定等次", "ungraded"),
}
"""The standard grades and their names (glossary)."""

_OWNERS: dict[Kind, Text] = {
    "unit": Text("所在单位的", "the unit's "),
    "team": Text("所在班子的", "the team's "),
    "cadre": Text("本人的", "the cadre's "),
}
_OWN = {
    "id": Text("编号", "id"),
    "group": Text("组别", "group"),
    GRADE: Text("等次", "grade"),
    RANK: Text("位次", "rank"),
    STATUS: Text("状态", "status"),
}
_YEARS = {
    YEARS_IN_A_ROW: Text("连续定为“{grade}”的年数", "years in a row as {grade}"),
    YEARS_OF: Text("累计定为“{grade}”的年数", "years as {grade}"),
}
_TRUTH = {"true": Text("是", "yes"), "false": Text("否", "no")}
_LONGEST_LIST = 12
_WORD = "="
"""Marks, in a tree to be filled, a path that is a value and not a name."""


@dataclass(frozen=True)
class Titles:
    """The titles of a scheme, as they are said of a subject of one kind."""

    text: SchemeText
    kind: Kind
    _told: dict[object, Text] = field(default_factory=dict, init=False, compare=False, repr=False)
    """The conditions put into words so far."""

    def grade(self, code: str, kind: Kind | None = None) -> Text:
        grading = self.text.grading.get(kind or self.kind)
        rule = grading.grades.get(code) if grading is not None else None
        own = rule.title if rule is not None else None
        return own or STANDARD_GRADES.get(code) or Text(code, code)

    def grades(self, codes: Iterable[str]) -> tuple[Text, ...]:
        return tuple(self.grade(code) for code in codes)

    def name(self, path: Path, refs: Mapping[Path, Ref]) -> Text:
        """What a name of a condition is called."""
        ref, code = refs.get(path), ".".join(path)
        if ref is not None:
            said = self._own(ref)
            return said if ref.kind == self.kind else _joined(_OWNERS[ref.kind], said)
        if path[0] in _YEARS and len(path) == 2:
            template, grade = _YEARS[path[0]], self.grade(path[1])
            return Text(template.zh.replace("{grade}", grade.zh), template.en.replace("{grade}", grade.en))
        kind = graded_kind(self.kind, path)
        if kind is not None and kind != self.kind:
            return _joined(_OWNERS[kind], _OWN[GRADE])
        return _OWN.get(path[-1], Text(code, code))

    def _own(self, ref: Ref) -> Text:
        plain = Text(ref.name, ref.name)
        if ref.sort == "fact":
            return _OWN.get(ref.name, plain)
        if ref.sort == "attribute":
            return self.text.attributes[ref.kind][ref.name].title or plain
        indicator = self.text.indicators.get(ref.name)
        if ref.sort == "score":
            patch: Any = self.text.scores[ref.kind][ref.name]
            title: Text | None = patch.title
            return title or (indicator.title if indicator is not None else plain)
        said = indicator.title if indicator is not None else plain
        return Text(f"{said.zh}（{ref.part}）", f"{said.en} ({ref.part})") if ref.part else said

    def value(self, path: Path, refs: Mapping[Path, Ref], code: str) -> Text:
        """What one of a name's values is called."""
        ref = refs.get(path)
        if ref is not None:
            return self.word(ref, code)
        kind = graded_kind(self.kind, path)
        if kind is not None:
            return self.grade(code, kind)
        if path == (STATUS,):
            grading = self.text.grading.get(self.kind)
            status = grading.statuses.get(code) if grading is not None else None
            return status.title if status is not None else Text("无", "none") if code == NO_STATUS else Text(code, code)
        return Text(code, code)

    def word(self, ref: Ref, code: str) -> Text:
        if ref.sort == "fact" and ref.name == "group":
            group = self.text.groups.get(ref.kind, {}).get(code)
            return group.title if group is not None else Text(code, code)
        if ref.sort == "attribute":
            attribute = self.text.attributes[ref.kind][ref.name]
            if attribute.yes_no:
                return _TRUTH.get(code, Text(code, code))
            return (attribute.values or {}).get(code) or Text(code, code)
        return Text(code, code)

    def condition(self, test: Test) -> Text:
        """A condition in words."""
        key = (test.text, frozenset(test.refs.items()))
        if key not in self._told:
            self._told[key] = self._condition(test)
        return self._told[key]

    def _condition(self, test: Test) -> Text:
        words: dict[Path, Text] = {}
        tree = self._named(parse(test.text), test.refs, words)

        def said(path: Path) -> Text:
            if path[0] == YEARS_IN_A_ROW:
                return self.grade(path[1])
            return words[path] if path in words else self.name(path, test.refs)

        return Text(
            fill(tree, lambda path: said(path).zh, "zh"),
            fill(tree, lambda path: said(path).en, "en"),
        )

    def facts(self, facts: Mapping[str, Fact], refs: Mapping[Path, Ref]) -> Text:
        """`Political quality = 85.52, group = Principals`; a dash where nothing is known."""
        zh, en = [], []
        for name, fact in facts.items():
            path = tuple(name.split("."))
            title = self.name(path, refs)
            number = "" if isinstance(fact, str) else show(fact).replace("-", "−")
            value = self.value(path, refs, fact) if isinstance(fact, str) else Text(number, number)
            zh.append(f"{title.zh} = {value.zh}")
            en.append(f"{title.en} = {value.en}")
        return Text("，".join(zh) or "—", ", ".join(en) or "—")

    def _named(self, tree: Tree, refs: Mapping[Path, Ref], words: dict[Path, Text]) -> Tree:
        """The tree with its values marked, so that they can be given their titles."""

        def inside(one: Tree) -> Tree:
            return self._named(one, refs, words)

        def known(one: Tree) -> Path | None:
            if not isinstance(one, Name):
                return None
            graded = one.path in ((RANK,), (STATUS,)) or graded_kind(self.kind, one.path) is not None
            return one.path if one.path in refs or graded or one.path[0] == YEARS_OF else None

        def worded(one: Tree, path: Path) -> Tree:
            if not isinstance(one, (Name, Quoted)) or known(one) is not None:
                return inside(one)
            code = one.text if isinstance(one, Quoted) else ".".join(one.path)
            mark = (_WORD, *path, code)
            words[mark] = self.value(path, refs, code)
            return Name(mark)

        match tree:
            case Chain(parts) if tree.rank == COMPARISON:
                path = next((found for part in parts if (found := known(part)) is not None), None)
                told = tuple(inside(part) if path is None else worded(part, path) for part in parts)
                return replace(tree, parts=told)
            case Chain(parts):
                return replace(tree, parts=tuple(inside(part) for part in parts))
            case Minus(part) | Not(part):
                return replace(tree, part=inside(part))
            case Call(_, arguments):
                return replace(tree, arguments=tuple(inside(one) for one in arguments))
            case Among(item, members):
                path = known(item)
                if path is None:
                    return tree
                return replace(tree, members=self._members(members, lambda one: worded(one, path)))
            case InARow():
                return tree
        return tree

    def _members(self, members: Name | Listed, worded: Callable[[Tree], Tree]) -> Name | Listed:
        if isinstance(members, Listed):
            return Listed(tuple(worded(one) for one in members.items))
        found = self.text.lists.get(".".join(members.path), ())
        if 0 < len(found) <= _LONGEST_LIST:
            return Listed(tuple(worded(Quoted(one)) for one in found))
        return members


def _joined(first: Text, second: Text) -> Text:
    return Text(first.zh + second.zh, first.en + second.en)


def put(template: Text, **words: Text | str) -> Text:
    """A sentence with some of its places filled by words; the others stay for the facts."""
    zh, en = template.zh, template.en
    for name, said in words.items():
        text = Text(said, said) if isinstance(said, str) else said
        zh = zh.replace(f"{{{name}}}", _plain(text.zh))
        en = en.replace(f"{{{name}}}", _plain(text.en))
    return Text(zh, en)


def _plain(words: str) -> str:
    """Braces doubled, so that they open no place."""
    return words.replace("{", "{{").replace("}", "}}")
