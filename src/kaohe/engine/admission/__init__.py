"""Figures come in: everything that people sent is checked, and either all of it is taken, or nothing and every problem
is told, by file, row and column.

What comes out holds no float: text is read digit by digit, a typed float is taken only where it is the one nearest to a
decimal that the indicator allows, and nothing is ever rounded.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from kaohe.engine.admission.batches import Batch, check_absences, figures_of
from kaohe.engine.admission.findings import Findings
from kaohe.engine.admission.fingerprint import fingerprint_later
from kaohe.engine.admission.frozen import frozen_figures
from kaohe.engine.admission.gathering import gathered, hashed, read_lists
from kaohe.engine.admission.long import Long, is_long, read_long
from kaohe.engine.admission.parts import InParts
from kaohe.engine.admission.raw import Given, RawTable, raw_tables, tidied, trimmed
from kaohe.engine.admission.subjects import Roll, read_subjects
from kaohe.engine.admission.wide import read_wide
from kaohe.engine.figures import Figures
from kaohe.engine.problems import Problem
from kaohe.engine.scheme.model import KINDS, SchemeText

__all__ = ["Given", "InParts", "RawTable", "admit", "is_long", "tidied", "trimmed"]


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
    lists = read_lists(text, raw, roll, long, frozen, found)
    found.stop()
    return gathered(subjects, lists, fingerprint_later(hashed(subjects, lists)))


def _check_names(raw: Mapping[str, Sequence[RawTable]], roll: Roll, found: Findings) -> None:
    """A name beside an id that is another one's tells that rows were mixed up: sorting a part of a table does that."""
    beside = [part.names_beside for parts in raw.values() for part in parts if part.names_beside is not None]
    known = dict(roll.frame.select("subject", "name").iter_rows()) if beside else {}
    for one in beside:
        for row, (subject, said) in enumerate(zip(one.ids, one.names, strict=True)):
            name = known.get(subject, said)
            if said != name and _plain(str(said)) not in ("", _plain(name)):
                found.add("name_of_another", one.place(row), subject=subject, name=said, known=name)


def _plain(name: str) -> str:
    """Without what people's hands and programs change in a name: width, blanks, capitals."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _read_figures(text: SchemeText, parts: Sequence[RawTable], roll: Roll, found: Findings) -> tuple[Long, list[Batch]]:
    """Both ways of sending figures, together."""
    long_parts = [part for part in parts if is_long(text, part.frame.columns)]
    long = read_long(text, long_parts, roll, found)
    wide_parts = [part for part in parts if not is_long(text, part.frame.columns)]
    wide = [batch for part in wide_parts for batch in read_wide(text, part, roll, found)]
    check_absences(long.absences, wide, found)
    return long, [*wide, *long.batches]
