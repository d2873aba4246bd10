"""What was read, put together: every table in its one order of rows, as evaluators see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import narwhals as nw
import polars as pl

from kaohe.engine.admission.findings import Findings
from kaohe.engine.admission.frozen import Frozen
from kaohe.engine.admission.long import Long
from kaohe.engine.admission.raw import RawTable
from kaohe.engine.admission.records import RECORDS, read_record
from kaohe.engine.admission.subjects import Roll
from kaohe.engine.figures import Figures
from kaohe.engine.scheme.model import SchemeText


def read_lists(
    text: SchemeText,
    raw: Mapping[str, Sequence[RawTable]],
    roll: Roll,
    long: Long,
    frozen: Frozen,
    found: Findings,
) -> dict[str, pl.DataFrame]:
    """Every table but the figures themselves, sorted."""
    lists = {name: read_record(name, text, raw.get(name, ()), roll, found) for name in RECORDS}
    absences = pl.concat([long.absences.frame.select("subject", "column", "cause"), frozen.absences])
    lists |= {"absences": absences, "details": pl.concat([long.details, frozen.details])}
    return {name: frame.sort(frame.columns) for name, frame in lists.items()}


def hashed(subjects: Mapping[str, pl.DataFrame], lists: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables that identify figures, by the names that they have in the fingerprint."""
    return {**{f"subjects of {kind}": frame for kind, frame in subjects.items()}, **lists}


def gathered(
    subjects: Mapping[str, pl.DataFrame], lists: Mapping[str, pl.DataFrame], identify: Callable[[], str]
) -> Figures:
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
