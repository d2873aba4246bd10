"""Figures come in: everything that people sent is checked, and either all of it is taken, or nothing and every problem
is told, by file, row and column.

What comes out holds no float: text is read digit by digit, a typed float is taken only where it is the one nearest to a
decimal that the indicator allows, and nothing is ever rounded.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

import narwhals as nw
import polars as pl

from kaohe.engine.admission.batches import Batch, check_absences, figures_of
from kaohe.engine.admission.findings import Findings
from kaohe.engine.admission.fingerprint import fingerprint_later
from kaohe.engine.admission.frozen import frozen_figures
from kaohe.engine.admission.long import Long, read_long
from kaohe.engine.admission.raw import Given, RawTable, raw_tables, tidied, trimmed
from kaohe.engine.admission.records import RECORDS, read_record
from kaohe.engine.admission.subjects import Roll, read_subjects
from kaohe.engine.admission.wide import read_wide
from kaohe.engine.figures import TABLES, Figures
from kaohe.engine.problems import Problem
from kaohe.engine.scheme.model import KINDS, SchemeText

__all__ = ["Given", "RawTable", "admit", "tidied", "trimmed"]


def admit(text: SchemeText, tables: Mapping[str, Given], *, also: Sequence[Problem] = ()) -> Figures:
    """The figures of a scheme. `tables`: by the names in `kaohe.engine.figures.TABLES`; `also`: what was found wrong
    before, to be told with the rest. Raises InvalidFigures with everything that is wrong."""
    found = Findings(list(also))
    raw = raw_tables(tables, found)
    roll = read_subjects(text, raw.get("subjects", ()), found)
    _check_names(raw, roll, found)
    long, batches = _read_figures(text, raw.get("figures", ()), roll, found)
    frozen = frozen_figures(text, raw.get("history", ()), roll, found)
    batches += frozen.batches
    subjects = {str(kind): figures_of(text, kind, roll.of_kind(kind), batches, found) for kind in KINDS}
    lists = {name: read_record(name, text, raw.get(name, ()), roll, found) for name in RECORDS}
    found.stop()
    absences = pl.concat([long.absences.frame.select("subject", "column", "cause"), frozen.absences])
    lists |= {"absences": absences, "details": pl.concat([long.details, frozen.details])}
    lists = {name: frame.sort(frame.columns) for name, frame in lists.items()}
    identify = fingerprint_later({**{f"subjects of {kind}": frame for kind, frame in subjects.items()}, **lists})
    frames = {name: nw.from_native(frame, eager_only=True) for name, frame in lists.items()}
    return Figures(
        subjects={kind: nw.from_native(frame, eager_only=True) for kind, frame in subjects.items()},
        absences=frames["absences"],
        events=frames["events"],
        ratings=frames["ratings"],
        tallies=frames["tallies"],
        history=frames["history"],
        statuses=frames["status"],
        decisions=frames["decisions"],
        details=frames["details"],
        identify=identify,
    )


def _check_names(raw: Mapping[str, Sequence[RawTable]], roll: Roll, found: Findings) -> None:
    """A name beside an id that is another one's tells that rows were mixed up: sorting a part of a table does that."""
    beside = [one for parts in raw.values() for part in parts for one in part.named_beside]
    if not beside:
        return
    names = dict(roll.frame.select("subject", "name").iter_rows())
    for subject, said, place in beside:
        known = names.get(subject)
        if known is not None and _plain(said) != _plain(known):
            found.add("name_of_another", place, subject=subject, name=said, known=known)


def _plain(name: str) -> str:
    """Without what people's hands and programs change in a name: width, blanks, capitals."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _read_figures(text: SchemeText, parts: Sequence[RawTable], roll: Roll, found: Findings) -> tuple[Long, list[Batch]]:
    """Both ways of sending figures, together."""
    own = set(TABLES["figures"]) - {"subject", "period"} - set(text.indicators)
    long_parts = [part for part in parts if own & set(part.frame.columns)]
    long = read_long(text, long_parts, roll, found)
    wide_parts = [part for part in parts if not own & set(part.frame.columns)]
    wide = [batch for part in wide_parts for batch in read_wide(text, part, roll, found)]
    check_absences(long.absences, wide, found)
    return long, [*wide, *long.batches]
