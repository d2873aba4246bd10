"""The scheme's own words: names that mean something else already, groups, attributes and parts of the period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kaohe.engine.expressions import YEARS_IN_A_ROW
from kaohe.engine.problems import nearest
from kaohe.engine.scheme.checks.findings import Findings
from kaohe.engine.scheme.grade_names import GRADE, RANK, STATUS, YEARS_OF
from kaohe.engine.scheme.model import KINDS, Attribute, Kind
from kaohe.engine.scheme.names import FACTS, WIDEST
from kaohe.engine.scheme.yaml import Keys

RESERVED = frozenset({*KINDS, *FACTS, "figure", "score", "parent", "all", GRADE, RANK, STATUS})
RESERVED |= {YEARS_IN_A_ROW, YEARS_OF}
"""Names that a condition, a formula or a comparison set understands in its own way."""

WIDEST_UNITS = 2**63 - 1
"""Figures are kept as whole numbers of their smallest unit, in 64 bits."""


def check_names(found: Findings) -> None:
    for name, keys in _named(found):
        if name in RESERVED:
            found.error("name_has_a_meaning", *keys, name=name)
    for kind in KINDS:
        _check_attributes(found, kind)
        _check_groups(found, kind)
    _check_parts(found)
    _check_lists(found)


def _named(found: Findings) -> Iterator[tuple[str, Keys]]:
    """Names that conditions and formulas may use."""
    text = found.text
    yield from ((name, ("indicators", name)) for name in text.indicators)
    for kind in KINDS:
        yield from ((name, ("scores", kind, name)) for name in text.scores.get(kind, {}))
        yield from ((name, ("attributes", kind, name)) for name in text.attributes.get(kind, {}))


# ---- attributes -----------------------------------------------------------------------------------------------------


def _check_attributes(found: Findings, kind: Kind) -> None:
    text = found.text
    own_figures = {name for name, indicator in text.indicators.items() if indicator.subject == kind}
    for name, attribute in text.attributes.get(kind, {}).items():
        keys = ("attributes", kind, name)
        for section, others in (("scores", text.scores.get(kind, {})), ("indicators", own_figures)):
            if name in others:
                found.error("name_of_two_things", *keys, name=name, section=section)
        _check_sort(found, name, attribute, keys)
        check_range(found, name, attribute.range, attribute.decimals, keys, number=attribute.number)


def _check_sort(found: Findings, name: str, attribute: Attribute, keys: Keys) -> None:
    """A number, one of some values, yes or no, or any word: one of these."""
    sorts = {"number": attribute.number, "yes_no": attribute.yes_no, "values": attribute.values is not None}
    said = [key for key, is_so in sorts.items() if is_so]
    if len(said) > 1:
        found.error("attribute_of_two_kinds", *keys, name=name, found=said)
    if attribute.values is not None and not attribute.values:
        found.error("attribute_without_values", *keys, "values", name=name)
    for key in ("range", "decimals"):
        if key in attribute.model_fields_set and not attribute.number:
            found.error("attribute_no_number", *keys, key, name=name, key=key)
    if attribute.number and attribute.range is None:
        found.note("attribute_without_range", *keys, name=name, low=WIDEST.low, high=WIDEST.high)


def check_range(
    found: Findings,
    name: str,
    said: tuple[Fraction, Fraction] | None,
    decimals: int,
    keys: Keys,
    *,
    number: bool = True,
) -> None:
    """The least is not above the most, and both can be kept in the smallest unit."""
    low, high = said or (WIDEST.low, WIDEST.high)
    if low > high:
        found.error("range_reversed", *keys, "range", name=name, low=low, high=high)
    elif number and max(abs(low), abs(high)) * 10**decimals > WIDEST_UNITS:
        most = WIDEST_UNITS // 10**decimals
        found.error("range_too_wide", *keys, name=name, low=low, high=high, decimals=decimals, most=most)


# ---- groups ---------------------------------------------------------------------------------------------------------


def _check_groups(found: Findings, kind: Kind) -> None:
    groups = found.text.groups.get(kind, {})
    for name, group in groups.items():
        keys: Keys = ("groups", kind, name)
        if group.pool_with is not None and group.pool_with not in groups:
            unknown_group(found, group.pool_with, list(groups), (*keys, "pool_with"))
        elif group.pool_with == name:
            found.error("pools_with_itself", *keys, "pool_with", name=name)
        elif group.pool_with is not None and group.at_least < 2:
            found.warning("never_pooled", *keys, "pool_with", name=name, other=group.pool_with)
        elif group.pool_with is None and group.at_least > 1:
            found.warning("too_small_for_nothing", *keys, "at_least", name=name, least=group.at_least)
    for name, indicator in found.text.indicators.items():
        if indicator.subject == kind:
            for i, group_name in enumerate(indicator.groups):
                if group_name not in groups:
                    unknown_group(found, group_name, list(groups), ("indicators", name, "groups", i))


def unknown_group(found: Findings, name: str, groups: Sequence[str], keys: Keys) -> None:
    found.error("no_such_group", *keys, name=name, near=nearest(name, groups), groups=groups)


# ---- the period and the lists ---------------------------------------------------------------------------------------


def _check_parts(found: Findings) -> None:
    parts = found.text.period.parts
    for i, part in enumerate(parts):
        if part in parts[:i]:
            found.error("part_twice", "period", "parts", i, part=part)
    for name, indicator in found.text.indicators.items():
        if indicator.every == "part" and not parts:
            found.error("no_parts", "indicators", name, "every", name=name)


def _check_lists(found: Findings) -> None:
    for name, entries in found.text.lists.items():
        for i, entry in enumerate(entries):
            if entry in entries[:i]:
                found.warning("list_entry_twice", "lists", name, i, name=name, entry=entry)
            elif entry != entry.strip() or not entry:
                found.error("list_entry_blank", "lists", name, i, name=name, entry=entry)
