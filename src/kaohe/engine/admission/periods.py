"""Which figure a period names: the one of the whole period, of one of its parts, or of an earlier year."""

from __future__ import annotations

import polars as pl

from kaohe.engine.admission.cells import Scale
from kaohe.engine.admission.findings import Findings, Row, Sheet
from kaohe.engine.problems import nearest
from kaohe.engine.scheme.model import Indicator, SchemeText
from kaohe.engine.scheme.names import figure_range


def figure_scale(indicator: Indicator) -> Scale:
    return Scale(indicator.decimals, figure_range(indicator))


def whole_period(text: SchemeText) -> pl.Expr:
    """The cells of `period`, empty where they mean the whole period: no cell, or the scheme's own year."""
    return pl.col("period").fill_null("").replace(str(text.period.year), "")


def check_periods(text: SchemeText, sheet: Sheet, found: Findings) -> None:
    """A period is the scheme's year, one of its parts, or an earlier year."""
    cell, year = pl.col("period"), str(text.period.year)
    earlier = cell.str.contains("^[0-9]{4}$") & (cell < year)
    unknown = cell.is_not_null() & ~cell.is_in([*text.period.parts, year]) & ~earlier

    def said(row: Row) -> dict[str, object]:
        return {"near": nearest(row["period"], text.period.parts), "allowed": (year, *text.period.parts)}

    found.rows("unknown_period", sheet, unknown, "period", said)


def period_key(text: SchemeText, indicator: Indicator, period: str) -> tuple[str | None, str]:
    """The part that `figure_column` takes for a period ("": the whole one); or None, and what is wrong.

    An earlier year's figure is wanted only where it can stand in for a missing one, last year's also where the scheme
    asks for it.
    """
    if not period:
        return ("", "") if indicator.every == "period" else (None, "period_needed")
    if period in text.period.parts:
        return (period, "") if indicator.every == "part" else (None, "period_not_wanted")
    if period.isdigit() and len(period) == 4 and int(period) < text.period.year:
        compared = indicator.last_year and int(period) == text.period.year - 1
        used = compared or "last_period" in indicator.absent.values()
        return (period, "") if used else (None, "earlier_not_used")
    return None, ""


def said_of(text: SchemeText, indicator: str, row: Row) -> dict[str, object]:
    """What messages say of a figure."""
    model = text.indicators[indicator]
    return {
        "subject": row["subject"],
        "indicator": indicator,
        "period": row["period"] or "",
        "parts": text.period.parts,
        "kind": row[" kind"],
        "group": row[" group"] or "—",
        "wanted": model.subject,
        "groups": model.groups,
    }
