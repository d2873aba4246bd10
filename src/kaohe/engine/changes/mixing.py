"""Runs of the schemes between two schemes, each on the figures as it can take them; every run is made once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from kaohe.engine.admission import admit
from kaohe.engine.changes.blocks import FOR_READERS, Block
from kaohe.engine.changes.fitting import Tables, fitted
from kaohe.engine.changes.walking import Change, Keys, between
from kaohe.engine.figures import Figures
from kaohe.engine.problems import InvalidScheme
from kaohe.engine.run import Run, score
from kaohe.engine.scheme.model import SchemeText
from kaohe.engine.scheme.reading import Source
from kaohe.engine.scheme.scheme import Scheme, checked

_ADMITTED_BY = ("groups", "attributes", "forms", "indicators", "period", "grading")
"""Sections that say what figures there can be."""


@dataclass
class Mixes:
    """`figures` and `newer`: those for the old and for the new scheme; the same ones where nothing else is said. Tables
    are taken as far as each scheme can take them; figures that have been admitted must fit every scheme between."""

    old: Scheme
    new: Scheme
    changes: Sequence[Change]
    figures: Tables | Figures
    newer: Tables | Figures | None = None
    _schemes: dict[tuple[frozenset[Keys], bool], Scheme | None] = field(default_factory=dict)
    _admitted: dict[tuple[frozenset[Keys], bool], Figures] = field(default_factory=dict)
    _runs: dict[tuple[frozenset[Keys], bool], Run] = field(default_factory=dict)

    def sound(self, blocks: Collection[Block]) -> bool:
        """Is the old scheme sound once these blocks are applied?"""
        return self._scheme(_keys(blocks), newer=False) is not None

    def run(self, blocks: Collection[Block], *, newer: bool = False) -> Run:
        """The old scheme with some blocks applied, on the old or the newer figures; it must be sound. Raises
        InvalidFigures."""
        keys = _keys(blocks)
        if (keys, newer) not in self._runs:
            scheme = self._scheme(keys, newer=newer)
            assert scheme is not None, "blocks are made so that what is between two schemes is sound"
            self._runs[keys, newer] = score(scheme, self._figures(scheme.text, keys, newer))
        return self._runs[keys, newer]

    def _scheme(self, keys: frozenset[Keys], *, newer: bool) -> Scheme | None:
        """For readers it is always the new one; the year is that of the figures."""
        if (keys, newer) not in self._schemes:
            readers = {change.keys for change in self.changes if change.of in FOR_READERS}
            text = between(self.old.text, self.new.text, keys | readers)
            year = (self.new if newer else self.old).text.period.year
            period = text.period.model_copy(update={"year": year})
            try:
                self._schemes[keys, newer] = checked(Source(text.model_copy(update={"period": period}), {}, {}))
            except InvalidScheme:
                self._schemes[keys, newer] = None
        return self._schemes[keys, newer]

    def _figures(self, text: SchemeText, keys: frozenset[Keys], newer: bool) -> Figures:
        of = frozenset(one for one in keys if one[0] in _ADMITTED_BY), newer
        if of not in self._admitted:
            tables = self.newer if newer and self.newer is not None else self.figures
            if isinstance(tables, Figures):
                return tables
            self._admitted[of] = admit(text, fitted(tables, text, (self.old.text, self.new.text)))
        return self._admitted[of]


def _keys(blocks: Collection[Block]) -> frozenset[Keys]:
    return frozenset(key for block in blocks for key in block.keys)
