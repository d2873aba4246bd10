"""A cell's text, or typed value, as whole units of a unit: exactly, or not at all.

The expressions work on whole columns. What comes out as null although the cell was not is wrong; `report_numbers`
looks at those cells alone and says why. No figure is ever rounded, and no text ever becomes a float.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias

import polars as pl

from kaohe.engine.admission.findings import Findings, Row, Sheet, Values, first_rows, shown
from kaohe.engine.numbers import Interval

MOST_EXAMINED = 1000
"""So many wrong numbers of a column are looked at; the others are counted."""

NUMBER = r"^[+-]?[0-9]+(\.[0-9]+)?$"
MARKS = ("-", "--", "—", "——", "/", "\\", "*", "无", "缺", "缺失", "暂无", "空", "na", "n/a", "nan", "null", "none")
"""What people write where there is no figure. NFKC leaves the dashes as they are."""

# Up to here, the nearest double of a decimal tells it from all its neighbours, and scaling it errs by less than a half.
_EXACT: Mapping[pl.DataType, int] = {pl.Float64(): 2**50, pl.Float32(): 2**21}


@dataclass(frozen=True)
class Scale:
    """Which numbers a column may hold: so many decimals, within a range."""

    decimals: int
    range: Interval
    declared: bool = True
    """The scheme can widen the range."""

    @property
    def ends(self) -> tuple[int, int]:
        """The least and the highest number of units."""
        unit = 10**self.decimals
        return ceil(self.range.low * unit), floor(self.range.high * unit)

    @property
    def dtype(self) -> type[pl.Int64] | type[pl.Int128]:
        """128 bits where a bound of the range needs them, as `kaohe.engine.columns` expects."""
        unit = 10**self.decimals
        size = max(abs(floor(self.range.low * unit)), abs(ceil(self.range.high * unit)))
        return pl.Int64 if size < 2**63 else pl.Int128


def is_number(dtype: pl.DataType) -> bool:
    """A typed column whose values may be figures."""
    return dtype.is_numeric() or dtype == pl.Null


def units(cell: pl.Expr, dtype: pl.DataType, scale: Scale) -> pl.Expr:
    """Units of 10^-decimals; null where the cell is empty, no number, not exact, or out of range."""
    low, high = scale.ends
    if dtype == pl.String:
        found = _units_of_text(cell, scale)
    elif dtype.is_float():
        return _units_of_float(cell, dtype, scale)
    elif isinstance(dtype, pl.Decimal):
        found = _units_of_decimal(cell.cast(pl.Decimal(38, dtype.scale)).to_physical(), dtype.scale, scale)
    else:
        least, most = ceil(scale.range.low), floor(scale.range.high)
        whole = cell.cast(scale.dtype, strict=False)
        found = pl.when(whole.is_between(_lit(least, scale), _lit(most, scale))).then(
            whole * _lit(10**scale.decimals, scale)
        )
    return pl.when(found.is_between(_lit(low, scale), _lit(high, scale))).then(found)


def _lit(value: int, scale: Scale) -> pl.Expr:
    limit = 2**63 - 1 if scale.dtype == pl.Int64 else 2**127 - 1
    return pl.lit(max(-limit, min(limit, value)), dtype=scale.dtype)


def _units_of_text(cell: pl.Expr, scale: Scale) -> pl.Expr:
    """The digits on both sides of the point, put together and read as one whole number."""
    split = cell.str.splitn(".", 2)
    fraction = split.struct.field("field_1").fill_null("").str.strip_chars_end("0")
    digits = split.struct.field("field_0") + fraction.str.pad_end(scale.decimals, "0")
    fits = cell.str.contains(NUMBER) & (fraction.str.len_bytes() <= scale.decimals)
    return pl.when(fits).then(digits.str.strip_prefix("+").cast(scale.dtype, strict=False))


def _units_of_float(cell: pl.Expr, dtype: pl.DataType, scale: Scale) -> pl.Expr:
    """Accepted only where the float is the one nearest to the decimal: 0.1 is one tenth, 0.1 + 0.2 is no 0.3."""
    limit = _EXACT[dtype]
    low, high = (max(-limit, min(limit, end)) for end in scale.ends)
    factor = float(10**scale.decimals)
    scaled = (cell.cast(pl.Float64) * factor).round()
    # Polars divides by one number by multiplying with its inverse, which is not the nearest float; by a column it divides.
    divisor = cell.cast(pl.Float64) * 0.0 + factor
    exact = (scaled / divisor).cast(dtype) == cell
    within = scaled.is_between(float(low), float(high))
    return pl.when(exact & within).then(scaled.cast(scale.dtype, strict=False))


def _units_of_decimal(physical: pl.Expr, places: int, scale: Scale) -> pl.Expr:
    if places <= scale.decimals:
        factor = 10 ** (scale.decimals - places)
        limit = (2**127 - 1) // factor
        fits = physical.is_between(pl.lit(-limit, dtype=pl.Int128), pl.lit(limit, dtype=pl.Int128))
        return pl.when(fits).then(physical * pl.lit(factor, dtype=pl.Int128)).cast(scale.dtype, strict=False)
    divisor = pl.lit(10 ** (places - scale.decimals), dtype=pl.Int128)
    return pl.when(physical % divisor == 0).then(physical // divisor).cast(scale.dtype, strict=False)


def as_text(cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """A typed value as it would stand in a CSV file. A float prints as the shortest decimal that it is nearest to."""
    if dtype == pl.String:
        return cell
    if dtype.is_float():
        whole = cell.cast(pl.Int64, strict=False)
        plain = pl.when(whole.cast(dtype) == cell).then(whole.cast(pl.String)).otherwise(cell.cast(pl.String))
        return pl.when(cell.is_not_nan()).then(plain)
    if isinstance(dtype, pl.Datetime):
        stamp = pl.when(cell.dt.time() == pl.time(0)).then(cell.dt.strftime("%Y-%m-%d"))
        return stamp.otherwise(cell.dt.strftime("%Y-%m-%d %H:%M:%S"))
    return cell.cast(pl.String)


def plain_number(cell: pl.Expr) -> pl.Expr:
    """A readable number's text in one form: no plus sign, no zeros that say nothing. Other text stays as it is."""
    text = cell.str.replace(r"^\+", "").str.replace(r"^(-?)0+([0-9])", "$1$2")
    text = pl.when(text.str.contains(r"\.", literal=False)).then(text.str.replace(r"\.?0+$", "")).otherwise(text)
    text = pl.when(text != "-0").then(text).otherwise(pl.lit("0"))
    return pl.when(cell.str.contains(NUMBER)).then(text).otherwise(cell)


# ---- why a cell is no number ----------------------------------------------------------------------------------------

Of: TypeAlias = "Callable[[Row], tuple[str, Scale]]"
"""What a row's number is of: the indicator (or form, or column), and its scale."""


def of_all(name: str, scale: Scale) -> Of:
    """The same for every row."""
    return lambda row: (name, scale)


def report_numbers(found: Findings, sheet: Sheet, bad: pl.Expr | pl.Series, column: str, of: Of) -> None:
    """Says why the cells of `column` in the rows where `bad` holds are no numbers that fit."""
    rows, count = first_rows(sheet.frame, bad, MOST_EXAMINED + 1)
    if not count:
        return
    text = as_text(pl.col(column), rows.schema[column]).alias(" text")
    rows = rows.with_columns(text).with_columns(_readable(pl.col(" text")).alias(" readable"))
    near = rows.head(MOST_EXAMINED).with_columns(_sort_of(pl.col(" text"), pl.col(" readable")).alias(" why"))
    for (why,), some in sorted(near.partition_by(" why", as_dict=True, maintain_order=True).items()):
        if why == "number":
            _report_unfit(found, sheet, some, column, of)
        else:
            found.bad(str(why), sheet, some, column, _said(str(why), of))
    if count > MOST_EXAMINED:
        place = sheet.place(rows.row(MOST_EXAMINED, named=True), column)
        found.add("more_bad_numbers", place, count=count - MOST_EXAMINED)


def unreadable(cell: pl.Expr) -> pl.Expr:
    return cell.is_not_null() & ~cell.str.contains(NUMBER)


def _readable(cell: pl.Expr) -> pl.Expr:
    """What the text would be if it were typed with half-width characters and no blanks."""
    return cell.str.normalize("NFKC").str.replace_all("[−‒–]", "-").str.replace_all(r"[\s']", "").str.to_lowercase()


def _sort_of(cell: pl.Expr, readable: pl.Expr) -> pl.Expr:
    number = readable.str.contains(NUMBER)
    return (
        pl.when(cell.str.contains(NUMBER))
        .then(pl.lit("number"))
        .when(number)
        .then(pl.lit("number_odd_characters"))
        .when(readable.str.contains(r"^[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$"))
        .then(pl.lit("number_with_commas"))
        .when(readable.str.contains(r"^[+-]?[0-9]+(\.[0-9]+)?%$"))
        .then(pl.lit("number_with_percent"))
        .when(readable.str.contains(r"^[+-]?[0-9]+(\.[0-9]+)?e[+-]?[0-9]{1,2}$"))
        .then(pl.lit("number_scientific"))
        .when(readable.is_in(list(MARKS)) | readable.str.starts_with("#"))
        .then(pl.lit("number_is_a_mark"))
        .when(readable.str.contains(r"^[+-]?[0-9][0-9,]*(\.[0-9]+)?[\p{L}°‰].{0,20}$"))
        .then(pl.lit("number_with_words"))
        .otherwise(pl.lit("figure_not_a_number"))
    )


def _said(why: str, of: Of) -> Values:
    def values(row: Row) -> dict[str, object]:
        name, _ = of(row)
        text = str(row[" readable"])
        said: dict[str, object] = {"value": shown(row[" text"]), "of": name}
        if why == "number_with_words":
            return {**said, "words": text.lstrip("+-0123456789.,")}
        if why == "number_scientific":
            return {**said, "corrected": format(Decimal(text), "f")}
        return {**said, "corrected": text.replace(",", "").removesuffix("%")}

    return values


def _report_unfit(
    found: Findings,
    sheet: Sheet,
    rows: pl.DataFrame,
    column: str,
    of: Of,
) -> None:
    """Readable numbers: too many decimals, out of range, or a float that is no decimal."""
    computed = rows.schema[column].is_float()
    sorts = [_unfit(row[" text"], of(row)[1], computed) for row in rows.iter_rows(named=True)]
    rows = rows.with_columns(pl.Series(" why", sorts))
    for (why,), some in sorted(rows.partition_by(" why", as_dict=True, maintain_order=True).items()):
        found.bad(str(why), sheet, some, column, lambda row: _unfit_said(row, of))


LONGEST = 1000
"""Characters of a number; no number of this length is within a range."""


def _unfit(text: str, scale: Scale, computed: bool) -> str:
    """`computed`: it was a float; one of more than 15 digits is not what anybody wrote."""
    if len(text) > LONGEST:
        return "figure_out_of_range" if scale.declared else "number_out_of_range"
    value = Fraction(text)
    if value not in scale.range:
        return "figure_out_of_range" if scale.declared else "number_out_of_range"
    if computed and sum(map(str.isdigit, text.lstrip("-0."))) > 15:
        return "float_not_exact"
    return "too_many_decimals" if (value * 10**scale.decimals).denominator > 1 else "float_not_exact"


def _unfit_said(row: Row, of: Of) -> dict[str, object]:
    name, scale = of(row)
    said: dict[str, object] = {"value": shown(row[" text"]), "of": name}
    return {**said, "decimals": scale.decimals, "low": scale.range.low, "high": scale.range.high}


# ---- other values ---------------------------------------------------------------------------------------------------

TRUTHS = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}


def truth(cell: pl.Expr) -> pl.Expr:
    """Yes or no; null for anything else."""
    return cell.str.to_lowercase().replace_strict(TRUTHS, default=None, return_dtype=pl.Boolean)


def report_dates(found: Findings, sheet: Sheet, column: str) -> None:
    """Dates are written 2019-03-05, and exist."""
    cell = pl.col(column)
    written = cell.str.contains(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    odd = sheet.frame.filter(cell.is_not_null() & ~written)
    offered = [_date(text) for text in odd[column]]
    odd = odd.with_columns(pl.Series(" corrected", offered, dtype=pl.String))
    found.bad("date_unreadable", sheet, odd.filter(pl.col(" corrected").is_null()), column)
    other = odd.filter(pl.col(" corrected").is_not_null())
    found.bad("date_in_other_form", sheet, other, column, lambda row: {"corrected": row[" corrected"]})
    day = cell.str.to_date("%Y-%m-%d", strict=False)
    found.rows("no_such_date", sheet, written & day.is_null(), column)


def _date(text: str) -> str | None:
    """A date in another common form, as it should be written."""
    plain = unicodedata.normalize("NFKC", text)
    match = re.fullmatch(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", plain)
    match = match or re.fullmatch(r"(\d{4})(\d\d)(\d\d)", plain)
    match = match or re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)[T ].*", plain)
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else None
