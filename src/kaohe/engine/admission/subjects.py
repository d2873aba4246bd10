"""Who is assessed: the subjects table, checked; each subject's group, the team and unit above it, its attributes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from kaohe.engine.admission.cells import TRUTHS, Scale, report_numbers, truth, units
from kaohe.engine.admission.findings import Findings, Row, Sheet, listed, one_of, same
from kaohe.engine.admission.raw import RawTable
from kaohe.engine.admission.sheets import opened, report_twice, report_unseen
from kaohe.engine.explanation import Text
from kaohe.engine.figures import TABLES, attribute_column
from kaohe.engine.problems import Place, nearest
from kaohe.engine.scheme.model import KINDS, Attribute, Kind, SchemeText
from kaohe.engine.scheme.names import attribute_range

ABOVE: dict[str, Kind] = {"unit": "unit", "team": "unit", "cadre": "team"}
"""The kind of a subject's parent."""

TITLES = {"unit": Text("单位", "unit"), "team": Text("领导班子", "team"), "cadre": Text("领导干部", "cadre")}

MOST_COMPARED = 1000
"""A hint looks for the nearest among so many ids at most."""


@dataclass(frozen=True, eq=False)
class Roll:
    """All subjects as text, sorted by id, each once: `subject`, `name`, `kind`, `group`, `parent`, attributes."""

    text: SchemeText
    frame: pl.DataFrame

    @cached_property
    def known(self) -> pl.DataFrame:
        """`subject`, ` kind`, ` group`, to be joined to other tables (whose columns never begin with a blank)."""
        return self.frame.select("subject", pl.col("kind").alias(" kind"), pl.col("group").alias(" group"))

    @cached_property
    def only_kind(self) -> str | None:
        """The kind of all subjects, when they are of one kind."""
        kinds = self.frame["kind"].unique().to_list()
        return kinds[0] if len(kinds) == 1 else None

    def of_kind(self, kind: Kind) -> pl.DataFrame:
        """`subject`, `name`, `group`, `parent`, the ids of the subjects above, and the attributes, typed."""
        own = self.text.attributes.get(kind, {})
        attributes = [_typed(pl.col(name), one).alias(attribute_column(name)) for name, one in own.items()]
        rows = self._rows(kind).select("subject", "name", "group", "parent", *attributes)
        if kind == "team":
            return rows.with_columns(pl.col("parent").alias("unit"))
        if kind == "cadre":
            teams = self._rows("team").select(pl.col("subject").alias("team"), pl.col("parent").alias("unit"))
            rows = rows.with_columns(pl.col("parent").alias("team"))
            return rows.join(teams, on="team", how="left", maintain_order="left")
        return rows

    def _rows(self, kind: Kind) -> pl.DataFrame:
        return self.frame if self.only_kind == kind else self.frame.filter(pl.col("kind") == kind)

    def near(self, subject: str) -> str:
        """The id most like an unknown one."""
        return near_id(subject, self.frame["subject"])


def near_id(subject: str, ids: pl.Series) -> str:
    if len(ids) > MOST_COMPARED:
        half = max(1, len(subject) // 2)
        alike = ids.str.starts_with(subject[:half]) | ids.str.ends_with(subject[-half:])
        ids = ids.filter(alike).head(MOST_COMPARED)
    return nearest(subject, ids.to_list())


def read_subjects(text: SchemeText, parts: Sequence[RawTable], found: Findings) -> Roll:
    """What can be read of the subjects, even when something is wrong."""
    declared = {name for attributes in text.attributes.values() for name in attributes}
    allowed = (*TABLES["subjects"], *sorted(declared - set(TABLES["subjects"])))
    sheet = opened("subjects", parts, found, allowed=allowed)
    if sheet.frame.is_empty():
        found.add("no_subjects", Place(parts[0].file if parts else "subjects"))
    report_unseen(found, sheet, "subject", "name")
    report_twice(found, sheet, ["subject"], "subject_twice", "subject")
    unknown = pl.col("kind").is_not_null() & ~pl.col("kind").is_in(KINDS)
    found.rows("unknown_kind", sheet, unknown, "kind", one_of("kind", TITLES))
    _check_groups(text, sheet, found)
    _check_parents(text, sheet, found)
    for kind in KINDS:
        _check_attributes(text, sheet, parts, kind, found)
    frame = sheet.frame.filter(pl.col("subject").is_not_null()).select(allowed)
    if not frame["subject"].is_sorted():
        frame = frame.sort("subject", maintain_order=True)
    return Roll(text, frame.unique("subject", keep="first", maintain_order=True) if found.problems else frame)


def _check_groups(text: SchemeText, sheet: Sheet, found: Findings) -> None:
    group = pl.col("group")
    for kind in KINDS:
        own = pl.col("kind") == kind
        known = text.groups.get(kind, {})
        if not known:
            found.rows("no_groups", sheet, own & group.is_not_null(), "group", same(kind=kind))
            continue
        found.rows("group_missing", sheet, own & group.is_null(), "group", same(kind=kind, allowed=listed(known)))
        unknown = own & group.is_not_null() & ~group.is_in(list(known))
        found.rows("unknown_group", sheet, unknown, "group", one_of("group", known, kind=kind))


# ---- parents --------------------------------------------------------------------------------------------------------


def _check_parents(text: SchemeText, sheet: Sheet, found: Findings) -> None:
    """A team's parent is a unit, a cadre's a team; a unit may stand beneath a unit, but not in a circle."""
    parent = pl.col("parent")
    for kind in ("team", "cadre"):
        if ABOVE[kind] in _kinds_used(text):
            missing = (pl.col("kind") == kind) & parent.is_null()
            found.rows("parent_missing", sheet, missing, "parent", same(kind=kind, above=ABOVE[kind]))
    if sheet.frame["parent"].null_count() == sheet.frame.height:
        return
    ids = sheet.frame.select(
        pl.col("subject").alias("parent"), pl.col("kind").alias(" above"), pl.lit(True).alias(" known")
    )
    ids = ids.drop_nulls("parent").unique("parent", keep="first")
    sheet = replace(sheet, frame=sheet.frame.join(ids, on="parent", how="left", maintain_order="left"))
    lost = parent.is_not_null() & pl.col(" known").is_null()
    found.rows("unknown_parent", sheet, lost, "parent", lambda row: {"near": near_id(row["parent"], ids["parent"])})
    wanted = pl.col("kind").replace_strict(ABOVE, default=None, return_dtype=pl.String)

    def said(row: Row) -> dict[str, object]:
        return {"kind": row["kind"], "above": ABOVE[row["kind"]], "found": row[" above"]}

    found.rows("parent_of_wrong_kind", sheet, pl.col(" above") != wanted, "parent", said)
    _report_circles(sheet, found)


def _kinds_used(text: SchemeText) -> set[str]:
    """Kinds that the scheme says something about."""
    named = {*text.scores, *text.groups, *text.attributes, *text.grading}
    return named | {indicator.subject for indicator in text.indicators.values()}


def _report_circles(sheet: Sheet, found: Findings) -> None:
    """Follows every parent, twice as far each time: who has not passed the top after as many steps as there are units
    goes round in a circle, or ends in one."""
    rows = sheet.frame.filter((pl.col("kind") == "unit") & (pl.col(" above") == "unit")).unique("subject", keep="first")
    links = far = rows.select("subject", "parent")
    for _ in range(links.height.bit_length()):
        onward = far.select(pl.col("subject").alias("parent"), pl.col("parent").alias(" next"))
        far = far.join(onward, on="parent").select("subject", pl.col(" next").alias("parent"))
    left = dict(links.join(far.select("subject"), on="subject").sort("subject").iter_rows())
    while left:
        path: dict[str, None] = {}
        subject: str = next(iter(left))
        while subject in left and subject not in path:
            path[subject] = None
            subject = left[subject]
        if subject in path:
            circle = list(path)[list(path).index(subject) :]
            first = circle.index(min(circle))
            named = " → ".join([*circle[first:], *circle[:first], circle[first]])
            (row,) = rows.filter(pl.col("subject") == circle[first]).iter_rows(named=True)
            found.add("parents_in_a_circle", sheet.place(row, "parent"), circle=named)
        for done in path:
            del left[done]


# ---- attributes -----------------------------------------------------------------------------------------------------


def _check_attributes(text: SchemeText, sheet: Sheet, parts: Sequence[RawTable], kind: Kind, found: Findings) -> None:
    """A kind's subjects have the attributes declared for the kind, and no others."""
    own = text.attributes.get(kind, {})
    mine = replace(sheet, frame=sheet.frame.filter(pl.col("kind") == kind))
    others = {name for attributes in text.attributes.values() for name in attributes} - set(own)
    for name in sorted(others):
        found.rows("attribute_of_other_kind", mine, pl.col(name).is_not_null(), name, same(kind=kind))
    for name, attribute in own.items():
        if mine.frame.height and not any(name in part.frame.columns for part in parts):
            found.add("attribute_missing", parts[0].heading(name), column=name, kind=kind)
        _check_attribute(name, attribute, mine, found)


def _check_attribute(name: str, attribute: Attribute, sheet: Sheet, found: Findings) -> None:
    cell = pl.col(name)
    bad = cell.is_not_null() & _typed(cell, attribute).is_null()
    if attribute.number:
        report_numbers(found, sheet, bad, name, lambda row: (name, _scale(attribute)))
    elif attribute.yes_no:
        found.rows("neither_yes_nor_no", sheet, bad, name, same(of=name, allowed=tuple(TRUTHS)))
    elif attribute.values is not None:
        wrong = cell.is_not_null() & ~cell.is_in(list(attribute.values))
        found.rows("value_not_allowed", sheet, wrong, name, one_of(name, attribute.values, of=name))


def _scale(attribute: Attribute) -> Scale:
    return Scale(attribute.decimals, attribute_range(attribute))


def _typed(cell: pl.Expr, attribute: Attribute) -> pl.Expr:
    if attribute.number:
        return units(cell, pl.String(), _scale(attribute))
    return truth(cell) if attribute.yes_no else cell
