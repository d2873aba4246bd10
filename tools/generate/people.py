"""What people answer about teams and cadres, and what grades they had before: by quality, with chance."""

from __future__ import annotations

from collections.abc import Sequence

from tools.generate.draws import Draw
from tools.generate.tables import Cell, Tables

ITEMS_25 = (*(f"p{i:02}" for i in range(1, 16)), *(f"n{i:02}" for i in range(1, 11)))
"""Fifteen positive and ten negative whether-or-nots."""

TROUBLED = 0.03
"""So many of a hundred are thought little of politically, whatever else they do."""

WEAK = 0.012
"""So many cadres of a hundred are out of form altogether."""


def weak(draw: Draw, quality: float) -> float:
    return quality - 6 if draw.chance(WEAK) else quality


def add_checklist(
    made: Tables, draw: Draw, subject: str, form: str, quality: float, *, voters: tuple[int, int]
) -> None:
    """Yes, no and unclear for each of the 25 items; a count of zero has no row."""
    asked = draw.whole(*voters)
    favour = 0.955 + 0.02 * quality - (draw.whole(6, 22) / 100 if draw.chance(TROUBLED) else 0)
    for item in ITEMS_25:
        share = min(max(favour + 0.02 * draw.bell(), 0.3), 0.995)
        speaks_for, against = ("yes", "no") if item.startswith("p") else ("no", "yes")
        counts = draw.votes(asked, {speaks_for: share * 0.97, against: (1 - share) * 0.97, "unclear": 0.03})
        _add_counts(made, (subject, form, "", item), {option: counts[option] for option in ("yes", "no", "unclear")})


def add_votes(
    made: Tables, draw: Draw, place: tuple[str, str, str, str], options: Sequence[str], quality: float, voters: int
) -> None:
    """Four options from good to poor and one that is not counted. `place`: subject, form, class, item."""
    best = min(max(0.62 + 0.11 * quality + 0.05 * draw.bell(), 0.05), 0.97)
    rest = 1 - best
    shares = (best * 0.98, rest * 0.72, rest * 0.2, rest * 0.06, 0.02)
    _add_counts(made, place, draw.votes(voters, dict(zip(options, shares, strict=True))))


def _add_counts(made: Tables, place: tuple[str, str, str, str], counts: dict[str, int]) -> None:
    subject, form, rater_class, item = place
    for option, count in counts.items():
        if count:
            cells: dict[str, Cell] = {"subject": subject, "form": form, "class": rater_class, "item": item}
            made.add("tallies", **cells, option=option, count=count)


def add_history(
    made: Tables, draw: Draw, subject: str, years: Sequence[int], grades: Sequence[str], quality: float
) -> None:
    """Grades of earlier years, best first in `grades`."""
    for year in years:
        made.add("history", subject=subject, year=year, grade=_graded(quality + 0.5 * draw.bell(), grades))


def _graded(quality: float, grades: Sequence[str]) -> str:
    return grades[0] if quality > 0.75 else grades[1] if quality > -1.9 else grades[2] if quality > -2.8 else grades[3]
