"""The cells of a column as people filled them in, as a column for admission.

A number is the decimal that Excel shows with all its digits, fifteen of them: what a computation left behind the fifteenth
digit was never seen by anybody. Digits typed full-width are digits; 12.5% is 12.5 where the unit is per cent, and else
stays as it is, for admission to refuse.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import polars as pl

from kaohe.engine.admission import trimmed
from kaohe.engine.admission.cells import NUMBER

DIGITS = 15
"""Significant digits that Excel keeps of a number that is typed, and shows at most."""


def column(
    values: Sequence[Any], *, number: bool, per_cent: bool = False, meanings: Mapping[str, str] | None = None
) -> pl.Series:
    """`number`: text in it is read as numbers where it can be; `meanings`: codes by the words that stand for them."""
    kinds = set(map(type, values))
    if kinds <= {float, int}:
        return _as_shown(pl.Series(values, dtype=pl.Float64))
    if kinds <= {float, int, str} and {value for value in values if type(value) is str} <= {""}:
        return _as_shown(pl.Series([None if value == "" else value for value in values], dtype=pl.Float64))
    texts = values if kinds == {str} else [_text(value) for value in values]
    series = trimmed(pl.DataFrame({"": texts}, schema={"": pl.String})).to_series()
    codes = dict(meanings or {})
    if number:  # most are plain already
        odd = series.filter(~series.str.contains(NUMBER)).unique().to_list()
        codes |= {text: number_text(text, per_cent=per_cent) for text in odd}
    return series.replace(codes) if codes else series


def _as_shown(series: pl.Series) -> pl.Series:
    """Every float as the one nearest to its first fifteen digits."""
    if series.null_count() == len(series):
        return series.cast(pl.String)
    plain = (series * 1e6).round() / pl.repeat(1e6, len(series), eager=True) == series
    odd = ~(plain & (series.abs() < 1e9)).fill_null(True)
    if not odd.any():
        return series
    rows = odd.arg_true()
    return series.scatter(rows, [float(f"{value:.{DIGITS}g}") for value in series[rows]])


def _text(value: Any) -> str:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float() | int():
            return format(Decimal(f"{value:.{DIGITS}g}"), "f")
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
        case date():
            return value.isoformat()
    return str(value)


_NUMBER = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?)\s*(%?)")


def number_text(text: str, *, per_cent: bool = False) -> str:
    """A number typed full-width or with a percent sign, as a plain one; any other text as it is."""
    match = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None or (match[2] and not per_cent):
        return text
    return match[1]


def percent_text(value: float) -> str:
    """What a cell with a percent format shows."""
    return f"{format((Decimal(f'{value:.{DIGITS}g}') * 100).normalize(), 'f')}%"
