"""One subject's row of the calculation, as a rule writes its formula over it (`kaohe.engine.rules.base.Cells`)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from kaohe.engine.explanation import Text
from kaohe.engine.expressions import spreadsheet
from kaohe.engine.fields import Better
from kaohe.engine.rules.base import Ties
from kaohe.engine.scheme.bounds import may_be_left_out
from kaohe.engine.scheme.graph import Node, Variant
from kaohe.engine.scheme.names import Ref
from kaohe.engine.scheme.titles import Titles
from kaohe.formats.workbook.places import FIRST, Column, Parameter, Sheet

if TYPE_CHECKING:
    from kaohe.formats.workbook.calculation import Calculation


class NoCells(Exception):
    """There can be no formula, for this reason."""

    def __init__(self, reason: Text) -> None:
        self.reason = reason


@dataclass(frozen=True)
class RowCells:
    """The row of a subject at one variant of a node."""

    calculation: Calculation
    sheet: Sheet
    home: Node
    variant: Variant
    index: int

    @property
    def node(self) -> str:
        return self.home.name

    @property
    def points(self) -> str:
        return self.calculation.parameters.points_of(self.sheet.kind, self.home, self.index)

    @property
    def better(self) -> Better:
        return self.calculation.graph.better(self.variant)

    @property
    def parts(self) -> Sequence[str]:
        return self.calculation.text.period.parts

    def number(self, label: Text, value: Fraction) -> str:
        one = Parameter(self.sheet.kind, self.home, self.index, label, value)
        return self.calculation.parameters.add(one)

    def numbers(self, label: Text, values: Sequence[Fraction]) -> str:
        cells = [self.number(label, value) for value in values]
        return f"{cells[0]}:{cells[-1].partition('!')[2]}"

    def title(self, name: str, part: str = "") -> Text:
        path = tuple(name.split("."))
        return Titles(self.calculation.text, self.sheet.kind).name(path, {path: self.ref(name, part)})

    # ---- inputs ------------------------------------------------------------------------------------------------------

    def ref(self, name: str, part: str = "") -> Ref:
        return self.variant.refs[name, part]

    def measured(self, name: str, part: str) -> bool:
        """A figure that the rule measures: a missing one that counts as zero is then a score of zero."""
        inputs = self.variant.rule.inputs(self.node, self.parts)
        figure = self.ref(name, part).sort == "figure"
        return figure and any((i.name, i.part) == (name, part) and i.prefer == "figure" for i in inputs)

    def address(self, name: str, part: str = "") -> str:
        ref = self.ref(name, part)
        if not self.measured(name, part) and self.calculation.says_zero(ref):
            why = "缺数计零的数据在别处直接计分，此处只写数值", "a missing figure counts as zero in two ways"
            raise NoCells(Text(*why))
        return self.calculation.address(self.sheet, ref)

    def value(self, name: str, part: str = "") -> str:
        ref, address = self.ref(name, part), self.address(name, part)
        if self.variant.rule.absorbs or not self.calculation.is_carried(ref):
            return address
        return f"ROUND({address},{self.calculation.digits(ref)})"

    def values(self, reads: Sequence[tuple[str, str]]) -> str:
        return joined(self.sheet, [self.address(*read) for read in reads])

    def left_out(self, name: str, part: str = "") -> str | None:
        if not may_be_left_out(self.calculation.graph, self.ref(name, part)):
            return None
        return f'{self.address(name, part)}="{self.calculation.left_out}"'

    def points_of(self, name: str) -> str:
        ref = self.ref(name)
        if ref not in self.sheet.marks:
            self.sheet.marks.append(ref)
        return f"{{m{self.sheet.marks.index(ref)}}}"

    def extra(self, name: str) -> bool:
        ref = self.ref(name)
        return ref.sort == "score" and self.calculation.graph.nodes[ref.kind, ref.name].extra

    # ---- the others --------------------------------------------------------------------------------------------------

    def _compared(self, name: str, within: str) -> tuple[str, int]:
        letter = self.calculation.peers(self.sheet, self.home, self.ref(name))
        return letter, self.calculation.classes.of(self.sheet, self.home, letter, within)

    def least_of(self, name: str, within: str) -> str:
        classes = self.calculation.classes
        return f"{classes.tab}!${classes.LEAST}${{k{self._compared(name, within)[1]}}}"

    def most_of(self, name: str, within: str) -> str:
        classes = self.calculation.classes
        return f"{classes.tab}!${classes.MOST}${{k{self._compared(name, within)[1]}}}"

    def count_of(self, name: str, within: str) -> str:
        classes = self.calculation.classes
        return f"{classes.tab}!${classes.COUNT}${{k{self._compared(name, within)[1]}}}"

    def rank_of(self, name: str, within: str, *, best: Better, ties: Ties) -> str:
        letter, _ = self._compared(name, within)
        key = ("rank", letter, within, best, ties)
        if key not in self.sheet.at:
            formula = f'IF(ISNUMBER({letter}{{r}}),{_rank(self.sheet, letter, within, best, ties)},"")'
            first = Text("从高到低", "the highest first") if best == "higher" else Text("从低到高", "the lowest first")
            title = Text(f"位次：{self.home.title.zh}", f"rank: {self.home.title.en}")
            column = Column("aside", title, "", first, decimals=1 if ties == "average" else 0, live=True)
            column.templates, column.variants = [formula], self.calculation.members(self.sheet, self.home)
            column.values = ranks(
                self.calculation.column(self.sheet, letter).values, self.sheet.keys[within], best, ties
            )
            self.sheet.add(key, column)
        return f"{self.sheet.letter(key)}{{r}}"

    def event_count(self, name: str, *, level: str | None = None, role: str | None = None) -> str:
        return f"{self.calculation.events(self.sheet, name, level, role)}{{r}}"

    def formula(self, text: str) -> str:
        return spreadsheet(text, lambda path: self.value(".".join(path)))


def _rank(sheet: Sheet, letter: str, within: str, best: Better, ties: Ties) -> str:
    """Plain ranges where those compared stand together, else everybody with the same word in the column of classes."""
    x, ahead = f"{letter}{{r}}", ">" if best == "higher" else "<"
    if sheet.spans[within] is not None:
        i = list(sheet.spans).index(within)
        cells = f"${letter}${{a{i}}}:${letter}${{z{i}}}"
        rank, alike = f"RANK({x},{cells},{0 if best == 'higher' else 1})", f"COUNTIF({cells},{x})"
        own, several = f"ISNUMBER({cells})", f"COUNTIF({cells},{cells})"
    else:
        key = sheet.letter(("key", within))
        keys, cells = f"${key}${FIRST}:${key}${sheet.last}", f"${letter}${FIRST}:${letter}${sheet.last}"
        own = f"({keys}=${key}{{r}})*ISNUMBER({cells})"
        rank, alike = f"SUMPRODUCT({own}*({cells}{ahead}{x}))+1", f"SUMPRODUCT({own}*({cells}={x}))"
        several = f"COUNTIFS({keys},{keys},{cells},{cells})"
    if ties == "dense":
        return f"SUMPRODUCT({own}*({cells}{ahead}{x})/({several}+NOT(ISNUMBER({cells}))))+1"
    return {"competition": rank, "last": f"{rank}+{alike}-1", "average": f"{rank}+({alike}-1)/2"}[ties]


def ranks(values: Sequence[object], keys: Sequence[str], best: Better, ties: Ties) -> list[float | str]:
    """What the formulas of `_rank` come to."""
    found: dict[str, list[float]] = {}
    for value, key in zip(values, keys, strict=True):
        if isinstance(value, float):
            found.setdefault(key, []).append(-value if best == "higher" else value)
    ordered = {key: sorted(numbers) for key, numbers in found.items()}
    distinct = {key: sorted(set(numbers)) for key, numbers in found.items()}

    def rank(value: object, key: str) -> float | str:
        if not isinstance(value, float):
            return ""
        x = -value if best == "higher" else value
        first, last = bisect_left(ordered[key], x) + 1, bisect_right(ordered[key], x)
        dense = bisect_left(distinct[key], x) + 1
        return float({"competition": first, "dense": dense, "last": last, "average": (first + last) / 2}[ties])

    return [rank(value, key) for value, key in zip(values, keys, strict=True)]


def joined(sheet: Sheet, addresses: Sequence[str]) -> str:
    """Addresses as arguments; neighbours in one row as a range."""
    own = {f"{sheet.letter(key)}{{r}}": at for key, at in sheet.at.items()}
    found: list[list[str]] = []
    for address in sorted(dict.fromkeys(addresses), key=lambda one: own.get(one, -1)):
        last = own.get(found[-1][-1], -2) if found else -2
        if address in own and own[address] == last + 1:
            found[-1].append(address)
        else:
            found.append([address])
    return ",".join(run[0] if len(run) == 1 else f"{run[0]}:{run[-1]}" for run in found)
