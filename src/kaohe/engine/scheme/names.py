"""What a name in a scheme means, seen from a kind of subject: a score, a figure, an attribute or a fact.

A bare name is the subject's own; `unit.total` is that of the unit above. Where a figure and a score share a name,
`figure.growth` and `score.growth` tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from kaohe.engine.expressions import (
    ExpressionError,
    Fault,
    NumberType,
    Resolved,
    TextType,
    TruthType,
    Type,
    names,
    parse,
    resolve,
)
from kaohe.engine.numbers import Interval
from kaohe.engine.problems import Place, Problem
from kaohe.engine.scheme.model import KINDS, Attribute, Indicator, Kind, SchemeText

Sort: TypeAlias = Literal["score", "figure", "attribute", "fact"]

WIDEST = Interval(Fraction(-(10**12)), Fraction(10**12))
"""The range of a figure that does not state its own."""


@dataclass(frozen=True, order=True)
class Ref:
    """What a name means. `kind` is that of the subject it belongs to, which may stand above the reader."""

    sort: Sort
    kind: Kind
    name: str
    part: str = ""


LAST_YEAR = "last_year"
"""`growth.last_year`: the figure of the year before, of an indicator that says `last_year: true`."""

FACTS = ("id", "group")
"""What is known of every subject: its id and its group."""


def figure_range(indicator: Indicator) -> Interval:
    return Interval(*indicator.range) if indicator.range else WIDEST


def attribute_range(attribute: Attribute) -> Interval:
    return Interval(*attribute.range) if attribute.range else WIDEST


def meaning(
    text: SchemeText, kind: Kind, name: str, part: str = "", prefer: Literal["figure", "score"] = "score"
) -> Ref | None:
    """None when the name means nothing here."""
    words = name.split(".")
    if words[0] in KINDS and len(words) > 1:
        above: Kind = words[0]
        if KINDS.index(above) > KINDS.index(kind):
            return None
        kind, words = above, words[1:]
    wanted: tuple[Sort, ...] = ("score", "figure") if prefer == "score" else ("figure", "score")
    if words[0] in ("figure", "score") and len(words) > 1:
        wanted, words = (words[0],), words[1:]  # type: ignore[assignment]
    else:
        wanted = (*wanted, "attribute", "fact")
    if len(words) == 2 and not part:
        words, part = words[:1], words[1]
    if len(words) != 1:
        return None
    for sort in wanted:
        if _known(text, sort, kind, words[0], part):
            return Ref(sort, kind, words[0], part if part != LAST_YEAR else str(text.period.year - 1))
    return None


def _known(text: SchemeText, sort: Sort, kind: Kind, name: str, part: str) -> bool:
    if sort == "figure":
        indicator = text.indicators.get(name)
        if indicator is None or indicator.subject != kind or indicator.events:
            return False
        if part == LAST_YEAR:
            return indicator.last_year
        return part in text.period.parts if indicator.every == "part" else part == ""
    if part:
        return False
    if sort == "score":
        return name in text.scores.get(kind, {})
    if sort == "attribute":
        return name in text.attributes.get(kind, {})
    return name in FACTS


def known_names(text: SchemeText, kind: Kind) -> list[str]:
    """Every name that can be said from a kind, for hints."""
    found: list[str] = []
    for other in KINDS[: KINDS.index(kind) + 1]:
        prefix = "" if other == kind else f"{other}."
        own = [*text.scores.get(other, {}), *text.attributes.get(other, {}), *FACTS]
        own += [name for name, indicator in text.indicators.items() if indicator.subject == other]
        found += [prefix + name for name in own]
    return found


def type_of(text: SchemeText, ref: Ref, score_bounds: Interval | None = None) -> Type:
    if ref.sort == "score":
        return NumberType(score_bounds)
    if ref.sort == "figure":
        indicator = text.indicators[ref.name]
        return NumberType(figure_range(indicator), Fraction(1, 10**indicator.decimals))
    if ref.sort == "fact":
        return TextType(frozenset(text.groups[ref.kind]) if ref.name == "group" and ref.kind in text.groups else None)
    attribute = text.attributes[ref.kind][ref.name]
    if attribute.yes_no:
        return TruthType()
    if attribute.number:
        return NumberType(attribute_range(attribute), Fraction(1, 10**attribute.decimals))
    return TextType(frozenset(attribute.values) if attribute.values else None)


@dataclass(frozen=True)
class Scope:
    """The names that a condition or a formula may use. `facts_only`: before anything is scored."""

    text: SchemeText
    kind: Kind
    facts_only: bool = False

    def ref(self, path: tuple[str, ...]) -> Ref | None:
        ref = meaning(self.text, self.kind, ".".join(path))
        if ref is not None and self.facts_only and ref.sort in ("score", "figure"):
            return None
        return ref

    def type_of(self, path: tuple[str, ...]) -> Type | None:
        ref = self.ref(path)
        return type_of(self.text, ref) if ref is not None else None

    def list_named(self, name: str) -> frozenset[str] | None:
        found = self.text.lists.get(name)
        return frozenset(found) if found is not None else None

    def known(self) -> Iterable[str]:
        return [*known_names(self.text, self.kind), *self.text.lists]


@dataclass(frozen=True)
class Test:
    """A condition or a formula of a scheme, ready to be evaluated: its names looked up and its types checked."""

    text: str
    tree: Resolved
    refs: Mapping[tuple[str, ...], Ref]


def read_test(text: str, scope: Scope, at: Place, problems: list[Problem]) -> Test | None:
    """A condition's text; None, and problems, when it cannot be read or does not come to yes or no."""
    return _read(text, scope, at, problems, TruthType, "not_a_condition")


def read_formula(text: str, scope: Scope, at: Place, problems: list[Problem]) -> Test | None:
    """A formula's text; None, and problems, when it cannot be read or does not come to a number."""
    return _read(text, scope, at, problems, NumberType, "not_a_number_formula")


def _read(
    text: str, scope: Scope, at: Place, problems: list[Problem], wanted: type[Type], otherwise: str
) -> Test | None:
    try:
        tree = parse(text)
    except ExpressionError as error:
        problems.append(_problem_at(at, error.fault, text))
        return None
    resolved, faults = resolve(tree, scope)
    problems += [_problem_at(at, fault, text) for fault in faults]
    if resolved is None:
        return None
    if not isinstance(resolved.type, wanted):
        problems.append(Problem(otherwise, at, {"text": text}))
        return None
    return Test(text, resolved, {path: ref for path in names(resolved) if (ref := scope.ref(path)) is not None})


def _problem_at(at: Place, fault: Fault, text: str) -> Problem:
    column = at.column + fault.offset if at.column else 0
    return Problem(fault.code, replace(at, column=column), {"text": text, **fault.values})


def names_in(text: str) -> frozenset[tuple[str, ...]]:
    """The names in a condition or formula; none when it cannot be read."""
    try:
        return frozenset(names(parse(text)))
    except ExpressionError:
        return frozenset()
