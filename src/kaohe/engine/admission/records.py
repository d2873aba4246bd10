"""The other tables: events, rating forms, earlier years, statuses, decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import polars as pl

from kaohe.engine.admission.batches import with_subjects
from kaohe.engine.admission.cells import (
    Of,
    Scale,
    of_all,
    plain_number,
    report_dates,
    report_numbers,
    units,
    unreadable,
)
from kaohe.engine.admission.findings import EVERY_ROW, Findings, Row, Sheet, listed, one_of, same
from kaohe.engine.admission.raw import RawTable
from kaohe.engine.admission.sheets import opened, report_twice, report_unseen
from kaohe.engine.admission.subjects import Roll
from kaohe.engine.figures import MOST_COUNTED, RATING_DECIMALS, TABLES
from kaohe.engine.numbers import Interval
from kaohe.engine.rules.forms import Form
from kaohe.engine.scheme.model import KINDS, SchemeText, rules_of

_COUNT = Interval(Fraction(0), Fraction(MOST_COUNTED))
_YEAR = Scale(0, Interval(Fraction(1900), Fraction(2200)), declared=False)
_ANY_NUMBER = Scale(9, Interval(Fraction(-(10**18)), Fraction(10**18)))


def read_events(text: SchemeText, parts: Sequence[RawTable], roll: Roll, found: Findings) -> pl.DataFrame:
    """So many happenings; one where `count` is empty."""
    sheet = with_subjects(opened("events", parts, found), roll, found)
    name = pl.col("indicator")
    counted = {i: model for i, model in text.indicators.items() if model.events}
    reported = [i for i, model in text.indicators.items() if not model.events]
    unknown = name.is_not_null() & ~name.is_in([*counted, *reported])
    found.rows("unknown_indicator", sheet, unknown, "indicator", one_of("indicator", counted))
    found.rows("not_counted_from_events", sheet, name.is_in(reported), "indicator", _said_of_event)
    report_dates(found, sheet, "date")
    done = [_events_of(text, replace(sheet, frame=sheet.frame.filter(name == i)), i, found) for i in counted]
    empty = sheet.frame.clear().with_columns(pl.col("count").cast(pl.Int64))
    return pl.concat([empty, *done]).select(TABLES["events"])


def _said_of_event(row: Row) -> dict[str, object]:
    return {"subject": row["subject"], "indicator": row["indicator"]}


def _events_of(text: SchemeText, sheet: Sheet, indicator: str, found: Findings) -> pl.DataFrame:
    """The events of one indicator, counted in its units. A subject's total stays within the indicator's range."""
    model = text.indicators[indicator]
    for kind in [kind for kind in KINDS if kind != model.subject]:
        said = same(indicator=indicator, wanted=model.subject, kind=kind)
        found.rows("event_of_other_kind", sheet, pl.col(" kind") == kind, "subject", said)
    if model.groups:
        wrong = pl.col(" group").is_not_null() & ~pl.col(" group").is_in(model.groups)
        found.rows("event_of_other_group", sheet, wrong, "subject", same(indicator=indicator, groups=model.groups))
    for column, known in event_words(text, indicator).items():
        cell, which = pl.col(column), {"indicator": indicator, "which": column}
        asked = same(**which, allowed=listed(known))
        found.rows("event_word_missing", sheet, cell.is_null(), column, asked)
        unknown = cell.is_not_null() & ~cell.is_in(list(known))
        found.rows("event_word_unknown", sheet, unknown, column, one_of(column, known, **which))
    most = min(model.range[1], Fraction(MOST_COUNTED)) if model.range else Fraction(MOST_COUNTED)
    scale = Scale(model.decimals, Interval(Fraction(0), max(most, Fraction(0))), declared=False)
    rows = _numbers(sheet, "count", scale, of_all(indicator, scale), found, default=10**model.decimals)
    _check_totals(sheet, rows, ["subject"], "count", scale, indicator, found)
    return rows


def event_words(text: SchemeText, indicator: str) -> dict[str, dict[str, object]]:
    """By column: the levels and the roles that some rule knows of an indicator's events; whatever else stands there would
    count nowhere."""
    known: dict[str, dict[str, object]] = {}
    for node, rule in rules_of(text):
        if indicator in rule.counted_events(node):
            for column, words in rule.event_words().items():
                known.setdefault(column, {}).update(words)
    return known


def _numbers(
    sheet: Sheet, column: str, scale: Scale, of: Of, found: Findings, default: int | None = None
) -> pl.DataFrame:
    """The sheet with a column in units."""
    cell = pl.col(column)
    number = units(cell, pl.String(), scale)
    report_numbers(found, sheet, cell.is_not_null() & number.is_null(), column, of)
    if default is not None:
        number = pl.when(cell.is_null()).then(pl.lit(default, scale.dtype)).otherwise(number)
    return sheet.frame.with_columns(number.alias(column))


def _check_totals(
    sheet: Sheet, rows: pl.DataFrame, keys: Sequence[str], column: str, scale: Scale, of: str, found: Findings
) -> None:
    """What evaluators add up stays within the scale too, so that no sum can pass the bounds they count on."""
    total = pl.col(column).cast(pl.Int128).sum().over(keys)
    over = rows.filter(total > pl.lit(scale.ends[1], pl.Int128)).unique(keys, keep="first", maintain_order=True)
    found.bad(
        "total_too_high",
        sheet,
        over,
        column,
        lambda row: {"of": of, "subject": row["subject"], "high": scale.range.high},
    )


# ---- rating forms ---------------------------------------------------------------------------------------------------


def read_ratings(text: SchemeText, parts: Sequence[RawTable], roll: Roll, found: Findings) -> pl.DataFrame:
    """A rater's mark for one item."""
    sheet = with_subjects(opened("ratings", parts, found), roll, found)
    report_unseen(found, sheet, "rater")
    _check_form_names(text, sheet, found)
    report_twice(found, sheet, ["subject", "form", "item", "rater"], "rated_twice", "rater")
    done = [sheet.frame.clear().with_columns(pl.col("value").cast(pl.Int64))]
    for name, form in text.forms.items():
        own = replace(sheet, frame=sheet.frame.filter(pl.col("form") == name))
        _check_places(name, form, own, found)
        if form.full is None:
            found.rows("form_of_options", own, EVERY_ROW, "form", same(form=name))
            continue
        scale = Scale(RATING_DECIMALS, Interval(Fraction(0), form.full), declared=False)
        rows = _numbers(own, "value", scale, of_all(name, scale), found)
        total = Scale(RATING_DECIMALS, _COUNT)
        _check_totals(own, rows, ["subject"], "value", total, name, found)
        done.append(rows.with_columns(pl.col("value").cast(pl.Int64, strict=False)))
    return pl.concat(done).select(TABLES["ratings"])


def read_tallies(text: SchemeText, parts: Sequence[RawTable], roll: Roll, found: Findings) -> pl.DataFrame:
    """How often an option was chosen."""
    sheet = with_subjects(opened("tallies", parts, found), roll, found)
    _check_form_names(text, sheet, found)
    report_twice(found, sheet, ["subject", "form", "class", "item", "option"], "tallied_twice", "option")
    scale = Scale(0, _COUNT, declared=False)
    for name, form in text.forms.items():
        own = replace(sheet, frame=sheet.frame.filter(pl.col("form") == name))
        _check_places(name, form, own, found)
        if not form.options:
            found.rows("form_of_marks", own, EVERY_ROW, "form", same(form=name))
            continue
        unknown = pl.col("option").is_not_null() & ~pl.col("option").is_in(list(form.options))
        found.rows("unknown_option", own, unknown, "option", one_of("option", form.options, form=name))
    rows = _numbers(sheet, "count", scale, lambda row: (f"{row['form']}.{row['item']}", scale), found)
    _check_totals(sheet, rows, ["subject", "form"], "count", scale, "count", found)
    return rows.select(TABLES["tallies"])


def _check_form_names(text: SchemeText, sheet: Sheet, found: Findings) -> None:
    unknown = pl.col("form").is_not_null() & ~pl.col("form").is_in(list(text.forms))
    found.rows("form_not_in_scheme", sheet, unknown, "form", one_of("form", text.forms))


def _check_places(name: str, form: Form, sheet: Sheet, found: Findings) -> None:
    """Items and classes of one form."""
    item, rater_class = pl.col("item"), pl.col("class")
    unknown = item.is_not_null() & ~item.is_in(list(form.items))
    found.rows("unknown_item", sheet, unknown, "item", one_of("item", form.items, form=name))
    if not form.classes:
        found.rows("no_classes", sheet, rater_class.is_not_null(), "class", same(form=name))
        return
    said = same(form=name, allowed=tuple(form.classes))
    found.rows("class_missing_in_row", sheet, rater_class.is_null(), "class", said)
    unknown = rater_class.is_not_null() & ~rater_class.is_in(list(form.classes))
    found.rows("unknown_class", sheet, unknown, "class", one_of("class", form.classes, form=name))


# ---- earlier years, statuses, decisions -----------------------------------------------------------------------------


def read_history(text: SchemeText, parts: Sequence[RawTable], roll: Roll, found: Findings) -> pl.DataFrame:
    """Scores and grades of earlier years; no grade where there was none."""
    sheet = with_subjects(opened("history", parts, found, may_be_empty=("grade",)), roll, found)
    report_twice(found, sheet, ["subject", "year"], "year_twice", "year")
    _check_grades(text, sheet, "grade", found, statuses=True)
    report_numbers(found, sheet, unreadable(pl.col("score")), "score", of_all("score", _ANY_NUMBER))
    rows = _numbers(sheet, "year", _YEAR, of_all("year", _YEAR), found)
    return rows.with_columns(plain_number(pl.col("score"))).select(TABLES["history"])


def read_statuses(text: SchemeText, parts: Sequence[RawTable], roll: Roll, found: Findings) -> pl.DataFrame:
    """Who has a status, from when, until when."""
    sheet = with_subjects(opened("status", parts, found), roll, found)
    for kind in KINDS:
        known = text.grading[kind].statuses if kind in text.grading else {}
        unknown = (pl.col(" kind") == kind) & pl.col("status").is_not_null() & ~pl.col("status").is_in(list(known))
        if known:
            found.rows("unknown_status", sheet, unknown, "status", one_of("status", known, kind=kind))
        else:
            found.rows("no_statuses", sheet, unknown, "status", same(kind=kind))
    report_dates(found, sheet, "from")
    report_dates(found, sheet, "to")
    backwards = pl.col("to") < pl.col("from")
    found.rows("ends_before_it_begins", sheet, backwards, "to", lambda row: {"from": row["from"]})
    report_twice(found, sheet, ["subject", "status", "from"], "status_twice", "status")
    return sheet.frame.select(TABLES["status"])


def read_decisions(text: SchemeText, parts: Sequence[RawTable], roll: Roll, found: Findings) -> pl.DataFrame:
    """Who decided on which grade instead of which other, when, and why."""
    sheet = with_subjects(opened("decisions", parts, found), roll, found)
    _check_grades(text, sheet, "to", found)
    _check_grades(text, sheet, "from", found, statuses=True)
    report_dates(found, sheet, "at")
    report_twice(found, sheet, ["subject", "at"], "decided_twice", "at")
    return sheet.frame.select(TABLES["decisions"])


def _check_grades(text: SchemeText, sheet: Sheet, column: str, found: Findings, *, statuses: bool = False) -> None:
    """A grade that the kind of subject can get; where there was none, its status may stand instead."""
    cell = pl.col(column)
    for kind in KINDS:
        own = (pl.col(" kind") == kind) & cell.is_not_null()
        if kind not in text.grading:
            found.rows("kind_not_graded", sheet, own, column, same(kind=kind))
            continue
        known = {**text.grading[kind].grades, **(text.grading[kind].statuses if statuses else {})}
        found.rows("unknown_grade", sheet, own & ~cell.is_in(list(known)), column, one_of(column, known, kind=kind))


RECORDS = {
    "events": read_events,
    "ratings": read_ratings,
    "tallies": read_tallies,
    "history": read_history,
    "status": read_statuses,
    "decisions": read_decisions,
}
"""How each table is read."""


def read_record(name: str, text: SchemeText, parts: Sequence[RawTable], roll: Roll, found: Findings) -> pl.DataFrame:
    """One of these tables; without rows where nobody sent it."""
    if parts:
        return RECORDS[name](text, parts, roll, found)
    return pl.DataFrame(schema={c: _NUMBERS.get(c, pl.String) for c in TABLES[name]})


_NUMBERS = dict.fromkeys(("count", "value", "year"), pl.Int64)
