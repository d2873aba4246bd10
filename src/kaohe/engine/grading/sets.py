"""Who is compared with whom: the comparison sets of one kind of subject, small groups pooled.

A set is everybody who shares a word: the group, the unit's group, the parent, an attribute; or all. By post, the word
differs: principals by their units' group, deputies inside their team; a set is then called `principal:city`. A group
with fewer members who should take part than its `at_least` is graded together with its `pool_with`; if that one is too
small as well, with the one it names, and so on: `city+county`. Sizes are those before pooling. Nothing else ever mixes
two groups.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from kaohe.engine.figures import Frame
from kaohe.engine.grading.table import ROW, GradeTable, in_order
from kaohe.engine.problems import Problem
from kaohe.engine.scheme.model import Group
from kaohe.engine.scheme.names import meaning

ALL = "all"


@dataclass(frozen=True)
class Sets:
    """`ids`: the set of each row of the table (Int64 from 0). `labels`: `set`, `label`, one row a set in that order."""

    ids: Any
    labels: Frame


def comparison_sets(table: GradeTable, within: Mapping[str, str], base: Any, problems: list[Problem]) -> Sets:
    """`base`: who should take part, in the order of the table."""
    frame = table.pick(label=_label(table, within)).with_columns(base.cast(nw.Int64).alias("base"))
    found = frame.group_by("label").agg(nw.col("base").sum())
    shown = nw.col("label")
    for label, pool in _pools(table, within, found, problems).items():
        shown = nw.when(nw.col("label") == label).then(nw.lit(pool)).otherwise(shown)
    found = found.with_columns(shown.alias("shown")).sort("shown")
    new = (nw.col("shown") != nw.col("shown").shift(1)).fill_null(True)
    found = found.with_columns((new.cast(nw.Int64).cum_sum() - 1).alias("set"))
    ids = in_order(frame.select(ROW, "label").join(found.select("label", "set"), on="label", how="left"))
    return Sets(ids["set"], found.select("set", nw.col("shown").alias("label")).unique("set").sort("set"))


def _label(table: GradeTable, within: Mapping[str, str]) -> nw.Expr:
    """What the members of a set share: a word, and the post where the word differs by post; empty where there is none."""
    label: nw.Expr = nw.lit("")
    for post, name in within.items():
        word = nw.lit(ALL) if name == ALL else nw.col(table.within(name)).cast(nw.String).fill_null("")
        if post:
            word = nw.concat_str(nw.lit(f"{post}:"), word)
        label = nw.when(nw.col("group") == post).then(word).otherwise(label) if post else word
    return label


def _pools(table: GradeTable, within: Mapping[str, str], found: Frame, problems: list[Problem]) -> dict[str, str]:
    """The common label of every group that is graded with others, by its own label."""
    pools: dict[str, str] = {}
    for post, name in within.items():
        ref = meaning(table.text, table.kind, name) if name not in (ALL, "parent") else None
        groups = table.text.groups.get(ref.kind, {}) if ref is not None and ref.name == "group" else {}
        if ref is None or ref.sort != "fact" or all(group.at_least <= 1 for group in groups.values()):
            continue
        before = f"{post}:" if post else ""
        codes = {f"{before}{group}": group for group in groups}
        rows = found.filter(nw.col("label").is_in(list(codes))).select("label", "base")
        members: dict[str, int] = {codes[label]: size for label, size in rows.iter_rows()}
        for pool in _joined(groups, members):
            label = before + "+".join(pool)
            least = max((groups[g].at_least for g in pool if _too_small(groups[g], members[g])), default=0)
            size = sum(members[g] for g in pool)
            if size < least:
                values = {"kind": table.kind, "group": label, "members": size, "at_least": least}
                problem = Problem("small_group", values=values, severity="warning")
                problems += [] if problem in problems else [problem]
            if len(pool) > 1:
                pools |= {before + group: label for group in pool}
    return pools


def _too_small(group: Group, members: int) -> bool:
    return group.at_least > 1 and members < group.at_least


def _joined(groups: Mapping[str, Group], members: Mapping[str, int]) -> Iterator[list[str]]:
    """The groups that have members, those that are graded together in one list; in the order of the scheme."""
    leader = {group: group for group in groups}

    def lead(group: str) -> str:
        while leader[group] != group:
            group = leader[group]
        return group

    for name, group in groups.items():
        if group.pool_with in groups and _too_small(group, members.get(name, 0)):
            leader[lead(name)] = lead(str(group.pool_with))
    together: dict[str, list[str]] = {}
    for name in groups:
        if name in members:
            together.setdefault(lead(name), []).append(name)
    yield from together.values()
