"""What people answer about teams and cadres, and what grades they had before: by quality, with chance."""

from __future__ import annotations

from collections.abc import Sequence

from tools.generate.draws import Draw
from tools.generate.tables import Tables

ITEMS_25 = (*(f"p{i:02}" for i in range(1, 16)), *(f"n{i:02}" for i in range(1, 11)))
"""Fifteen positive and ten negative whether-or-nots."""

TROUBLED = 0.03
"""So many of a hundred are thought little of politically, whatever else they do."""


def add_checklist(
    made: Tables, draw: Draw, subject: str, form: str, items: Sequence[str], quality: float, *, voters: tuple[int, int]
) -> None:
    """Yes, no and unclear for each item; a count of zero has no row."""
    asked = draw.whole(*voters)
    favour = 0.955 + 0.02 * quality - (draw.whole(6, 22) / 100 if draw.chance(TROUBLED) else 0)
    for item in items:
        share = min(max(favour + 0.02 * draw.bell(), 0.3), 0.995)
        speaks_for, against = ("yes", "no") if item.startswith("p") else ("no", "yes")
        counts = draw.votes(asked, {speaks_for: share * 0.97, against: (1 - share) * 0.97, "unclear": 0.03})
        for option in ("yes", "no", "unclear"):
            if counts[option]:
                made.add("tallies", subject=subject, form=form, **{"class": ""}, item=item, option=option, count=counts[option])


def add_votes(
    made: Tables, draw: Draw, place: tuple[str, str, str, str], options: Sequence[str], quality: float, voters: int
) -> None:
    """Four options from good to poor and one that is not counted. `place`: subject, form, class, item."""
    subject, form, rater_class, item = place
    best = min(max(0.62 + 0.11 * quality + 0.05 * draw.bell(), 0.05), 0.97)
    rest = 1 - best
    shares = (best * 0.98, rest * 0.72, rest * 0.2, rest * 0.06, 0.02)
    counts = draw.votes(voters, dict(zip(options, shares, strict=True)))
    for option, count in counts.items():
        if count:
            made.add("tallies", subject=subject, form=form, **{"class": rater_class}, item=item, option=option, count=count)


def graded(quality: float, grades: Sequence[str]) -> str:
    """A grade of an earlier year, best first."""
    return grades[0] if quality > 0.75 else grades[1] if quality > -1.9 else grades[2] if quality > -2.8 else grades[3]


def add_history(
    made: Tables, draw: Draw, subject: str, years: Sequence[int], grades: Sequence[str], quality: float
) -> None:
    for year in years:
        made.add("history", subject=subject, year=year, grade=graded(quality + 0.5 * draw.bell(), grades))
