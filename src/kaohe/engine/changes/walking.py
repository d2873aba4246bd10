"""Two schemes laid side by side: every part in which their typed models differ, and the schemes in between.

The walk knows no section of a scheme by name: it opens whatever the models hold, so a new key is compared from the day
it exists. What only looks different is none: order where order says nothing, spaces and brackets of a condition, a
default written out, `places: 2` and `step: 0.01`, the files a scheme is spread over.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeAlias, cast

from pydantic import BaseModel, RootModel

from kaohe.engine.combining import COMBINING
from kaohe.engine.expressions import ExpressionError, parse, write
from kaohe.engine.expressions.tree import Among, Call, Chain, Listed, Minus, Not, Numeral, Tree
from kaohe.engine.fields import RoundingModel
from kaohe.engine.numbers import show
from kaohe.engine.rules.base import Rule
from kaohe.engine.scheme.model import Override, RuleText, SchemeText, ScorePatch

Keys: TypeAlias = "tuple[str, ...]"


class Absent:
    """Not there."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = Absent()


@dataclass(frozen=True)
class Change:
    """One part that differs. `keys` lead to it (an override's place is its condition, a score's way of scoring is
    `how`); `fields` are the fields that hold each of them, such as `Indicator.range`, a name the one that holds its
    list; `old` or `new` is ABSENT where there is none."""

    keys: Keys
    fields: tuple[str, ...]
    old: Any
    new: Any

    @property
    def of(self) -> str:
        return self.fields[-1]


NOT_COMPARED = frozenset({"SchemeText.include"})
"""How a scheme is spread over files says nothing about how people are assessed."""

_UNORDERED = frozenset({"Indicator.groups", "SchemeText.lists", "Discipline.indicators"})
_ORDERED = frozenset({"Grading.grades", "Grading.veto"})
"""Lists whose order says nothing; and names whose order does: grades from the best, the first veto that holds."""

_BY_KIND = ("groups", "attributes", "scores", "overrides")
"""Sections in which a kind of subject that is not named has nothing."""

ORDER = "order"


@dataclass(frozen=True)
class _Node:
    """A part with parts of its own: (the field that holds it, the part) by name. Two nodes of different `tag` are
    compared as wholes. `hollow`: one that is not there is like one without parts."""

    tag: object
    parts: Mapping[str, tuple[str, Any]]
    close: Callable[[dict[str, Any]], Any]
    ordered: bool = False
    hollow: bool = False


def differences(old: SchemeText, new: SchemeText) -> tuple[Change, ...]:
    """Everything that differs, in the order of the scheme's sections; empty for schemes that say the same."""
    return tuple(_differences((), old, new, ()))


def between(old: SchemeText, new: SchemeText, applied: Collection[Keys]) -> SchemeText:
    """The old scheme with some of its differences from the new one applied. It need not be a sound scheme."""
    return cast(SchemeText, _mixed("", old, new, (), frozenset(applied)))


# ---- the walk -------------------------------------------------------------------------------------------------------


def _differences(fields: Keys, old: Any, new: Any, keys: Keys) -> Iterator[Change]:
    if old is new:
        return
    of = fields[-1] if fields else ""
    pair = _pair(of, old, new, keys)
    if pair is None:
        if _plain(of, old) != _plain(of, new):
            yield Change(keys, fields, old, new)
        return
    ours, theirs = pair
    for name in _merged(list(ours.parts), list(theirs.parts)):
        held = (ours.parts if name in ours.parts else theirs.parts)[name][0]
        one, other = (node.parts.get(name, (held, ABSENT))[1] for node in pair)
        yield from _differences((*fields, held), one, other, (*keys, name))
    if _reordered(ours, theirs):
        yield Change((*keys, ORDER), (*fields, f"{of}.{ORDER}"), tuple(ours.parts), tuple(theirs.parts))


def _mixed(of: str, old: Any, new: Any, keys: Keys, applied: frozenset[Keys]) -> Any:
    if old is new:
        return old
    pair = _pair(of, old, new, keys)
    if pair is None:
        return new if keys in applied else old
    ours, theirs = pair
    turned = not _reordered(ours, theirs) or (*keys, ORDER) in applied
    first, second = (theirs, ours) if turned else (ours, theirs)
    parts = {}
    for name in _merged(list(first.parts), list(second.parts)):
        held = (ours.parts if name in ours.parts else theirs.parts)[name][0]
        one, other = (node.parts.get(name, (held, ABSENT))[1] for node in pair)
        found = _mixed(held, one, other, (*keys, name), applied)
        if found is not ABSENT:
            parts[name] = found
    if ours.hollow and not (parts.get("scores") if ours.tag is Override else parts):
        return ABSENT  # an override that changes nothing is none
    return (ours if old is not ABSENT else theirs).close(parts)


def _pair(of: str, old: Any, new: Any, keys: Keys) -> tuple[_Node, _Node] | None:
    """Both opened; None where they are compared as wholes."""
    ours, theirs = _opened(of, old, keys), _opened(of, new, keys)
    if ours is not None and theirs is not None:
        return (ours, theirs) if ours.tag == theirs.tag else None
    there = ours or theirs
    if there is None or not there.hollow or not (old is ABSENT or new is ABSENT):
        return None
    nothing = _Node(there.tag, {}, there.close, hollow=True)
    return (ours or nothing, theirs or nothing)


def _reordered(ours: _Node, theirs: _Node) -> bool:
    if not ours.ordered:
        return False
    return [n for n in ours.parts if n in theirs.parts] != [n for n in theirs.parts if n in ours.parts]


def _merged(first: list[str], second: list[str]) -> list[str]:
    """The names of the first; each that only the second has, behind the one that it stands behind there."""
    result = list(first)
    for i, name in enumerate(second):
        if name not in first:
            before = next((one for one in reversed(second[:i]) if one in result), None)
            result.insert(0 if before is None else result.index(before) + 1, name)
    return result


# ---- opening a part -------------------------------------------------------------------------------------------------


def _opened(of: str, value: Any, keys: Keys) -> _Node | None:
    """The parts of a part; None for one that is compared as a whole."""
    special = keys[:1] == ("overrides",)
    hollow = of == "Override.scores" or (len(keys) == 2 and keys[0] in _BY_KIND)
    if isinstance(value, dict):
        return _Node(dict, {k: (of, v) for k, v in value.items()}, dict, of in _ORDERED, hollow)
    if of == "SchemeText.overrides" and isinstance(value, tuple):
        parts = {k: (of, v) for k, v in _by_condition(value).items()}
        return _Node(tuple, parts, lambda given: tuple(given.values()), hollow=hollow)
    if isinstance(value, Override):
        return _override(value)
    if isinstance(value, ScorePatch):
        return _patch(value, only_said=special)
    if isinstance(value, RoundingModel):
        return None
    if isinstance(value, RootModel):
        held = field_of(type(value), "root")
        return _opened_root(held, value) if isinstance(value.root, dict) else None
    if isinstance(value, BaseModel):
        return _model(value)
    return None


def _model(value: BaseModel) -> _Node:
    model = type(value)
    fixed = {n: getattr(value, n) for n in model.model_fields if field_of(model, n) in NOT_COMPARED}
    parts = {n: (field_of(model, n), getattr(value, n)) for n in model.model_fields if n not in fixed}

    def close(given: dict[str, Any]) -> BaseModel:
        whole = {**given, **fixed}
        defaults = {n: f.get_default(call_default_factory=True) for n, f in model.model_fields.items()}
        return model.model_construct({n for n, one in whole.items() if one != defaults[n]}, **whole)

    return _Node(model, parts, close)


def _opened_root(held: str, value: RootModel[Any]) -> _Node:
    model = type(value)
    return _Node(model, {k: (held, v) for k, v in value.root.items()}, lambda given: model.model_construct(given))


def _by_condition(overrides: tuple[Override, ...]) -> dict[str, Override]:
    """Overrides by their conditions; of two with the same one, the second by its number too."""
    found: dict[str, Override] = {}
    for one in overrides:
        key = name = expression(one.when)
        count = 1
        while key in found:
            count += 1
            key = f"{name} #{count}"
        found[key] = one
    return found


def _override(value: Override) -> _Node:
    """Its condition is its name; what says nothing is not there."""
    model = Override
    rest = {name: getattr(value, name) for name in model.model_fields if name != "when"}
    parts = {name: (field_of(model, name), one) for name, one in rest.items() if one}
    return _Node(model, parts, lambda given: model.model_construct(**given, when=value.when), hollow=True)


def _patch(value: Any, *, only_said: bool) -> _Node:
    """A score's text. In an override only what it says counts: a key that is not there leaves the plain text as it is."""
    ways = {"rule", *COMBINING}
    plain = [name for name in ScorePatch.model_fields if name not in ways]
    said = [name for name in plain if not only_said or name in value.model_fields_set]
    parts = {name: (field_of(ScorePatch, name), getattr(value, name)) for name in said}
    if not only_said or value.how is not None:
        parts["how"] = ("ScorePatch.how", value.how)
    return _Node(ScorePatch, parts, _patch_of, hollow=only_said)


def _patch_of(given: dict[str, Any]) -> Any:
    how: Rule | None = given.get("how")
    said = {name: part for name, part in given.items() if name != "how"}
    if how is not None and how.key in COMBINING:
        said[how.key] = how
    elif how is not None:
        said["rule"] = RuleText.model_construct({how.key}, **{how.key: how})
    return ScorePatch.model_construct(set(said), **said)


def field_of(model: type[BaseModel], name: str) -> str:
    """The field with the model that declares it: `Cap.when` is `Bar.when`."""
    if name == "root":
        return f"{model.__name__}.root"
    homes = [one for one in model.__mro__ if one.__module__.startswith("kaohe.")]
    home = next((one for one in reversed(homes) if name in vars(one).get("__annotations__", {})), model)
    return f"{home.__name__.removeprefix('_')}.{name}"


# ---- wholes ---------------------------------------------------------------------------------------------------------


def _plain(of: str, value: Any) -> Any:
    """What a whole says, without the ways of writing it."""
    if isinstance(value, RoundingModel):
        return ("rounding", value.rounding)
    if isinstance(value, RootModel):
        return (type(value), _root(value))
    if isinstance(value, tuple) and of in _UNORDERED:
        return frozenset(value)
    if isinstance(value, str):
        return expression(value) if of.endswith(".when") else value or None
    return value


def _root(value: RootModel[Any]) -> Any:
    root = value.root
    if isinstance(root, tuple) and all(isinstance(one, str) for one in root):
        return tuple(sorted(root))
    return expression(root) if isinstance(value, Rule) and value.expression() is not None else root


@cache
def expression(text: str) -> str:
    """A condition or a formula in one way of writing."""
    try:
        return write(_plainest(parse(text)))
    except ExpressionError:
        return text


def _plainest(tree: Tree) -> Tree:
    """Numbers in their shortest form; the sides of `and` and `or`, and the members of a set, by the alphabet."""
    match tree:
        case Numeral(value):
            return replace(tree, written=show(value))
        case Chain(parts, operators):
            told = tuple(map(_plainest, parts))
            turns = {*operators} in ({"and"}, {"or"})
            return replace(tree, parts=tuple(sorted(told, key=write)) if turns else told)
        case Minus(part) | Not(part):
            return replace(tree, part=_plainest(part))
        case Call(_, arguments):
            return replace(tree, arguments=tuple(map(_plainest, arguments)))
        case Among(item, Listed(items)):
            members = Listed(tuple(sorted(map(_plainest, items), key=write)))
            return replace(tree, item=_plainest(item), members=members)
    return tree
