"""The calculation as a workbook holds it: which cell is a number of the scheme, a figure, or a formula over them.

Formulas calculate in doubles, the engine in exact numbers. A score that is rounded is therefore first rounded to as many
decimals as a double surely holds (`digits`), which takes away what binary fractions add or lose, and only then as the
scheme says. docs/decisions/0008-workbook.md says where that is not enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

import narwhals as nw
from xlsxwriter.utility import xl_cell_to_rowcol

from kaohe.engine.combining import COMBINING
from kaohe.engine.explanation import Text
from kaohe.engine.figures import figure_column
from kaohe.engine.numbers import Rounding
from kaohe.engine.rules.base import CellFormula
from kaohe.engine.run import Run
from kaohe.engine.scheme.bounds import may_be_left_out
from kaohe.engine.scheme.graph import Node
from kaohe.engine.scheme.model import KINDS, Kind
from kaohe.engine.scheme.names import Ref, meaning
from kaohe.engine.scheme.titles import Titles
from kaohe.engine.scores import LEFT_OUT, OUTSIDE, state_column
from kaohe.formats.workbook import words
from kaohe.formats.workbook.cells import NoCells, RowCells, joined
from kaohe.formats.workbook.places import FIRST, Classes, Column, Compared, Parameters, Sheet
from kaohe.formats.workbook.values import scores_of

PRECISE = 14
"""So many digits of a calculated double can be relied on."""
SPARE = 3
"""So many of them are needed beyond a score's decimals, to tell a half from what is nearly one."""
LONGEST = 8000
"""Characters of a formula (a workbook takes 8,192); more arguments than `MOST_ARGUMENTS` are refused as well."""
MOST_ARGUMENTS = 250


class Calculation:
    """The tabs of the calculation, ready to be written."""

    def __init__(self, run: Run, lang: str) -> None:
        self.run, self.graph, self.text, self.lang = run, run.scheme.graph, run.scheme.text, lang
        self.left_out, self.zero = words.LEFT_OUT.say(lang), words.ZERO.say(lang)
        self.parameters = Parameters(words.PARAMETERS.say(lang))
        self.classes = Classes(words.CLASSES.say(lang))
        self.sheets: dict[Kind, Sheet] = {}
        kinds = [kind for kind in KINDS if kind in run.scores.frames and len(run.scores.frames[kind])]
        for kind in kinds:
            sheet = Sheet(kind, words.KINDS[kind].say(lang), run.scores.frames[kind]["subject"].to_list())
            sheet.order(run.reference, [w for n in self.graph.of(kind) for v in n.variants for w in v.rule.withins()])
            self.sheets[kind] = sheet
            self._start(sheet)
        for sheet in self.sheets.values():
            for node in self.ordered(sheet.kind):
                self._formulas(sheet, node)

    # ---- columns -----------------------------------------------------------------------------------------------------

    def _start(self, sheet: Sheet) -> None:
        """The columns whose places are known before any formula: who, classes, figures, scores."""
        reference = self.run.reference
        for name, title in (("subject", words.SUBJECT), ("name", words.NAME), ("group", words.GROUP)):
            values = [reference.cell(subject, name) or "" for subject in sheet.subjects]
            if name == "group":
                titles = {
                    code: group.title.say(self.lang) for code, group in self.text.groups.get(sheet.kind, {}).items()
                }
                values = [titles.get(value, value) for value in values]
            sheet.add(("id", name), Column("id", title, values=values))
        for within, span in sheet.spans.items():
            if span is None:
                sheet.add(("key", within), Column("key", words.CLASS_OF, within, values=sheet.keys[within]))
        for ref in self.figures(sheet.kind):
            sheet.add(("figure", ref.name, ref.part), self._figure(sheet, ref))
        for name in self._counted(sheet.kind):
            self.events(sheet, name, None, None)
        for node in self.ordered(sheet.kind):
            sheet.add(("score", node.name), self._score(sheet, node))

    def ordered(self, kind: Kind) -> list[Node]:
        """Every score after its parts, the one that grades as early as can be."""
        found: dict[str, Node] = {}

        def visit(node: Node) -> None:
            for variant in reversed(node.variants):
                for ref in variant.refs.values():
                    if ref.sort == "score" and ref.kind == kind and ref.name not in found:
                        visit(self.graph.nodes[kind, ref.name])
            found.setdefault(node.name, node)

        grading = self.text.grading.get(kind)
        first = [self.graph.nodes[kind, grading.by]] if grading is not None else []
        for node in (*first, *self.graph.of(kind)):
            if node.name not in found:
                visit(node)
        return list(found.values())

    @cached_property
    def _refs(self) -> list[Ref]:
        refs = (ref for node in self.graph.nodes.values() for v in node.variants for ref in v.refs.values())
        return list(dict.fromkeys(ref for ref in refs if ref.sort == "figure"))

    def figures(self, kind: Kind) -> list[Ref]:
        """The figures that scores read, in the order of the scheme."""
        names = list(self.text.indicators)
        parts = ["", str(self.text.period.year - 1), *self.text.period.parts]
        own = [ref for ref in self._refs if ref.kind == kind]
        return sorted(own, key=lambda ref: (names.index(ref.name), parts.index(ref.part)))

    def _counted(self, kind: Kind) -> list[str]:
        rules = (v.rule.counted_events(n.name) for n in self.graph.of(kind) for v in n.variants)
        return list(dict.fromkeys(name for names in rules for name in names))

    def _figure(self, sheet: Sheet, ref: Ref) -> Column:
        indicator = self.text.indicators[ref.name]
        part = f"{ref.name}.{ref.part}" if ref.part else ref.name
        how = Text(indicator.unit, indicator.unit)
        column = Column("figure", words.with_part(indicator.title, ref.part), part, how, decimals=indicator.decimals)
        column.rounding = Text(indicator.source, indicator.source)
        column.values = [self._cell(subject, ref) for subject in sheet.subjects]
        return column

    def _cell(self, subject: str, ref: Ref) -> float | str:
        """A figure, what stands in for it, or what it does to the score."""
        found = self.run.reference.cell(subject, figure_column(ref.name, ref.part))
        if found is not None:
            return float(found / 10 ** self.text.indicators[ref.name].decimals)
        step = self.run.reference.figure(subject, ref.name, ref.part)
        if step.branch == "zero":
            return self.zero if self.says_zero(ref) else 0.0
        if step.branch == "leave_out":
            return self.left_out
        return float(step.value) if isinstance(step.value, Fraction) else ""

    def _score(self, sheet: Sheet, node: Node) -> Column:
        column = Column("score", node.title, f"{node.kind}.{node.name}", decimals=places(node))
        column.rounding = words.rounded(node.variants[-1].rounding)
        column.variants = self._variants(sheet, node)
        column.values = self._values(sheet, node)
        return column

    def _variants(self, sheet: Sheet, node: Node) -> list[int]:
        """The text of a score that holds for each row; -1 where the score is no part of the subject's tree."""
        reference, many = self.run.reference, len(node.variants) > 1
        index = {id(variant): i for i, variant in enumerate(node.variants)}
        frame = self.run.scores.frames[sheet.kind]
        name = state_column(node.name)
        outside = set(frame.filter(nw.col(name) == OUTSIDE)["subject"].to_list()) if name in frame.columns else set()
        return [
            -1 if subject in outside else index[id(reference.variant(node, subject))] if many else 0
            for subject in sheet.subjects
        ]

    def _values(self, sheet: Sheet, node: Node) -> list[float | str | None]:
        found = scores_of(self.run, node)
        return [self._shown(*found[subject]) for subject in sheet.subjects]

    def _shown(self, number: float | None, state: int | None) -> float | str | None:
        if state == OUTSIDE:
            return None
        return self.left_out if state == LEFT_OUT else "" if number is None else number

    # ---- columns beside the scores -----------------------------------------------------------------------------------

    def members(self, sheet: Sheet, node: Node) -> list[int]:
        return [min(variant, 0) for variant in sheet.columns[sheet.at["score", node.name]].variants]

    def events(self, sheet: Sheet, name: str, level: str | None, role: str | None) -> str:
        """The column with how often something happened to each subject."""
        key = ("events", name, level, role)
        if key in sheet.at:
            return sheet.letter(key)
        indicator = self.text.indicators[name]
        rows = self.run.figures.events.filter(nw.col("indicator") == name)
        for asked, wanted in (("level", level), ("role", role)):
            rows = rows if wanted is None else rows.filter(nw.col(asked) == wanted)
        counts: dict[str, int] = {}
        for subject, count in rows.select("subject", "count").iter_rows():
            counts[subject] = counts.get(subject, 0) + count
        said = "·".join(one for one in (level, role) if one)
        values = [counts.get(subject, 0) / 10**indicator.decimals for subject in sheet.subjects]
        title, how = words.with_part(indicator.title, said), Text(indicator.unit, indicator.unit)
        column = Column("figure", title, name, how, decimals=indicator.decimals, values=values)
        column.rounding = Text(indicator.source, indicator.source)
        return sheet.add(key, column)

    def peers(self, sheet: Sheet, node: Node, ref: Ref) -> str:
        """The column of what is compared at a node: its input's own, unless somebody there is not compared."""
        mine = ("figure", ref.name, ref.part) if ref.sort == "figure" else ("score", ref.name)
        outside = [variant < 0 for variant in self.members(sheet, node)]
        if ref.kind == sheet.kind and not self.is_carried(ref):
            values = sheet.columns[sheet.at[mine]].values
            if not any(out and isinstance(value, float) for out, value in zip(outside, values, strict=True)):
                return sheet.letter(mine)
        key = ("peers", node.name, ref)
        if key not in sheet.at:
            title = Text(f"参与比较：{node.title.zh}", f"compared: {node.title.en}")
            address = self.address(sheet, ref)
            number = f"ROUND({address},{self.digits(ref)})" if self.is_carried(ref) else address
            column = Column("aside", title, "", decimals=6, live=True)
            column.templates, column.variants = [f'IF(ISNUMBER({address}),{number},"")'], self.members(sheet, node)
            column.values = self._read(sheet, ref, column.variants)
            sheet.add(key, column)
        return sheet.letter(key)

    @staticmethod
    def column(sheet: Sheet, letter: str) -> Column:
        at: int = xl_cell_to_rowcol(f"{letter}1")[1]
        return sheet.columns[at]

    def class_title(self, one: Compared, name: str) -> str:
        """What a class is called; where its members are scattered, the word that stands beside each of them."""
        ref = meaning(self.text, one.sheet.kind, one.within)
        if one.sheet.spans[one.within] is None or ref is None:
            return words.EVERYBODY.say(self.lang) if one.within == "all" else name
        return Titles(self.text, one.sheet.kind).word(ref, name).say(self.lang)

    def within_title(self, one: Compared) -> str:
        """Who is compared with whom."""
        if one.within in words.WITHINS:
            return words.WITHINS[one.within].say(self.lang)
        path = tuple(one.within.split("."))
        ref = meaning(self.text, one.sheet.kind, one.within)
        return Titles(self.text, one.sheet.kind).name(path, {} if ref is None else {path: ref}).say(self.lang)

    def compared(self, one: Compared, name: str) -> list[float]:
        """What the members of a class have that are compared."""
        column = self.column(one.sheet, one.letter)
        keys = one.sheet.keys[one.within]
        return [v for v, key in zip(column.values, keys, strict=True) if key == name and isinstance(v, float)]

    def _read(self, sheet: Sheet, ref: Ref, variants: Sequence[int]) -> list[float | str]:
        """An input of each subject that has a score, as a number or nothing."""
        owner, reference = self.sheets[ref.kind], self.run.reference
        key = ("figure", ref.name, ref.part) if ref.sort == "figure" else ("score", ref.name)
        known = dict(zip(owner.subjects, owner.columns[owner.at[key]].values, strict=True))
        values = [known.get(reference.ancestor(subject, ref.kind) or "") for subject in sheet.subjects]
        return [v if i >= 0 and isinstance(v, float) else "" for i, v in zip(variants, values, strict=True)]

    # ---- what inputs are ---------------------------------------------------------------------------------------------

    def address(self, sheet: Sheet, ref: Ref) -> str:
        """Raises NoCells where there is nobody of the kind above."""
        if ref.kind not in self.sheets:
            raise NoCells(words.NOBODY_ABOVE)
        owner = self.sheets[ref.kind]
        if ref.sort == "figure" and self._is_long(ref):
            raise NoCells(words.TOO_MANY_DIGITS)
        letter = owner.letter(("figure", ref.name, ref.part) if ref.sort == "figure" else ("score", ref.name))
        return f"{letter}{{r}}" if ref.kind == sheet.kind else f"{owner.tab}!{letter}{{{ref.kind}}}"

    def _is_long(self, ref: Ref) -> bool:
        """Has a figure more digits than a double holds?"""
        column = self.run.figures.subjects[ref.kind][figure_column(ref.name, ref.part)]
        return len(column) > 0 and (column.abs().max() or 0) >= 10**15

    def says_zero(self, ref: Ref) -> bool:
        """Does a missing figure that counts as zero stand as a word, because some rule measures it?"""
        if ref.sort != "figure" or "zero" not in self.text.indicators[ref.name].absent.values():
            return False
        return ref in self._measured

    @cached_property
    def _measured(self) -> frozenset[Ref]:
        parts = self.text.period.parts
        return frozenset(
            variant.refs[one.name, one.part]
            for node in self.graph.nodes.values()
            for variant in node.variants
            for one in variant.rule.inputs(node.name, parts)
            if one.prefer == "figure"
        )

    def is_carried(self, ref: Ref) -> bool:
        if ref.sort != "score":
            return False
        return any(variant.rounding is None for variant in self.graph.nodes[ref.kind, ref.name].variants)

    def digits(self, *refs: Ref) -> int:
        """The decimals that can be relied on in what is calculated from some scores or figures."""
        most = max((self._most(ref) for ref in refs), default=1.0)
        return min(12, PRECISE - len(str(int(most))))

    def _most(self, ref: Ref) -> float:
        sheet = self.sheets[ref.kind]
        key = ("figure", ref.name, ref.part) if ref.sort == "figure" else ("score", ref.name)
        return max((abs(v) for v in sheet.columns[sheet.at[key]].values if isinstance(v, float)), default=1.0)

    # ---- formulas ----------------------------------------------------------------------------------------------------

    def _formulas(self, sheet: Sheet, node: Node) -> None:
        column = sheet.columns[sheet.at["score", node.name]]
        templates: list[str | None] = []
        reasons: list[Text] = []
        for i, variant in enumerate(node.variants):
            cells = RowCells(self, sheet, node, variant, i)
            before = len(self.parameters.rows)
            try:
                templates.append(self._formula(cells) if i in column.variants else None)
            except NoCells as none:
                del self.parameters.rows[before:]
                self.parameters.points.pop((sheet.kind, node.name, i), None)
                templates.append(None)
                reasons.append(none.reason)
        column.templates, column.live = templates, any(templates)
        column.how = words.how(node.variants[-1].rule.title, reasons)

    def _formula(self, cells: RowCells) -> str:
        variant = cells.variant
        if variant.points is not None:
            _ = cells.points  # the full marks stand first among the numbers of a score
        core = variant.rule.cells(cells)
        if not isinstance(core, CellFormula):
            raise NoCells(core.reason)
        digits, limited = self._sure(cells), self._limited(cells, core.text)
        if variant.rounding is not None and variant.rounding.mode == "half_even":
            units = in_units(limited, variant.rounding, digits)
            beside = self._beside(cells, _fit(self._absence(cells, self._held(core, units))))
            return f"IF(ISNUMBER({beside}),{of_units(beside, variant.rounding)},{beside})"
        if variant.rounding is not None:
            limited = in_steps(limited, variant.rounding, digits)
        return _fit(self._absence(cells, self._held(core, limited)))

    def _beside(self, cells: RowCells, formula: str) -> str:
        """A cell for what is still to be rounded, where the rounding asks for it more than once."""
        sheet, node, key = cells.sheet, cells.home, ("units", cells.node)
        if key not in sheet.at:
            title = Text(f"取整前（以进位单位计）：{node.title.zh}", f"before rounding, in steps: {node.title.en}")
            column = Column("aside", title, "", decimals=6, live=True)
            column.templates, column.variants = [None] * len(node.variants), self._column(cells).variants
            sheet.add(key, column)
        sheet.columns[sheet.at[key]].templates[cells.index] = formula  # type: ignore[index]
        return f"{sheet.letter(key)}{{r}}"

    def _column(self, cells: RowCells) -> Column:
        return cells.sheet.columns[cells.sheet.at["score", cells.node]]

    def _limited(self, cells: RowCells, text: str) -> str:
        limits = cells.variant.limits
        if limits.at_least is not None:
            text = f"MAX({cells.number(words.AT_LEAST, limits.at_least)},{text})"
        if limits.at_most is not None:
            text = f"MIN({cells.number(words.AT_MOST, limits.at_most)},{text})"
        return text

    def _sure(self, cells: RowCells) -> int:
        """The decimals that can be relied on before rounding. Raises NoCells where they are too few."""
        variant = cells.variant
        added = variant.rule.key in COMBINING  # the larger the parts, the fewer decimals are sure in what they come to
        refs = [ref for ref in variant.refs.values() if added and ref.kind in self.sheets]
        digits = self.digits(Ref("score", cells.sheet.kind, cells.node), *refs)
        if digits < SPARE + (places(cells.home) if variant.rounding is not None else 0):
            raise NoCells(words.TOO_MANY_DIGITS)
        return digits

    def _held(self, core: CellFormula, text: str) -> str:
        if core.may_fail:
            text = f'IFERROR({text},"")'
        if not core.held:
            return text
        held = core.held[0] if len(core.held) == 1 else f"OR({','.join(core.held)})"
        return f'IF({held},"",{text})'

    def _absence(self, cells: RowCells, text: str) -> str:
        """A score that lacks an input is empty; a word says that it does not count."""
        variant = cells.variant
        found = {self.address(cells.sheet, ref): key for key, ref in variant.refs.items()}
        if not found:
            return text
        numbers = f"COUNT({joined(cells.sheet, list(found))})"
        left = [a for a, key in found.items() if may_be_left_out(self.graph, variant.refs[key])]
        zero = [a for a, key in found.items() if cells.measured(*key) and self.says_zero(variant.refs[key])]
        if not left and not zero:
            return f'IF({numbers}={len(found)},{text},"")'
        gone = "+".join(f'({address}="{self.left_out}")' for address in left)
        nothing = "+".join(f'({address}="{self.zero}")' for address in zero)
        told = "+".join(one for one in (numbers, gone, nothing) if one)
        if zero:
            text = f"IF({nothing}>0,0,{text})"
        if left:
            every = variant.rule.absorbs
            mask = f"{'+'.join(one for one in (numbers, nothing) if one)}=0" if every else f"{gone}>0"
            text = f'IF({mask},"{self.left_out}",{text})'
        return f'IF({told}={len(found)},{text},"")'

    # ---- rows --------------------------------------------------------------------------------------------------------

    def filled(self, sheet: Sheet) -> Iterator[dict[str, Any]]:
        """What the marks stand for, row by row."""
        reference = self.run.reference
        rows = {
            kind: {subject: row for row, subject in enumerate(one.subjects, FIRST)} for kind, one in self.sheets.items()
        }
        compared = [(f"k{j}", one) for j, one in enumerate(self.classes.found) if one.sheet is sheet]
        spans = [(i, span) for i, span in enumerate(sheet.spans.values()) if span is not None]
        for at, subject in enumerate(sheet.subjects):
            marks: dict[str, Any] = {"r": at + FIRST}
            for kind, known in rows.items():
                if kind != sheet.kind:
                    marks[kind] = known.get(reference.ancestor(subject, kind) or "") if kind in _above(sheet) else None
            marks |= {name: one.rows.get(sheet.keys[one.within][at]) for name, one in compared}
            for i, (first, last) in spans:
                marks[f"a{i}"], marks[f"z{i}"] = first[at], last[at]
            marks |= {f"m{i}": self._marks(ref, subject) for i, ref in enumerate(sheet.marks)}
            yield marks

    def _marks(self, ref: Ref, subject: str) -> str:
        """A subject's full marks of a score, as a formula over the cells of the scheme's numbers."""
        reference = self.run.reference
        owner = reference.ancestor(subject, ref.kind)
        if owner is None:
            return "0"
        node = self.graph.nodes[ref.kind, ref.name]
        chosen = reference.variant(node, owner)
        if chosen.points is not None:
            return self.parameters.points_of(ref.kind, node, node.variants.index(chosen))
        parts = [self._marks(part, owner) for part in self.graph.marked_parts(chosen)]
        if not parts:
            return "100"
        return f"({'+'.join(parts)})" if chosen.rule.adds_marks else f"MAX({','.join(parts)})"


def _above(sheet: Sheet) -> Sequence[Kind]:
    return KINDS[: KINDS.index(sheet.kind)]


def places(node: Node) -> int:
    """The decimals with which a score is shown; the digits of a carried one end after six."""
    return max(6 if v.rounding is None else v.rounding.places for v in node.variants)


def _fit(formula: str) -> str:
    arguments = max((part.count(",") for part in formula.split("(")), default=0)
    if len(formula) > LONGEST or arguments > MOST_ARGUMENTS:
        raise NoCells(words.TOO_LONG)
    return formula


def in_units(text: str, rounding: Rounding, digits: int) -> str:
    """How many steps, and parts of one, a score comes to; what binary fractions add or lose is taken away."""
    up, down = rounding.step.denominator, rounding.step.numerator
    scaled = f"({text})" if up != 1 or down != 1 else text
    scaled += f"*{up}" if up != 1 else ""
    scaled += f"/{down}" if down != 1 else ""
    return f"ROUND({scaled},{digits - len(str(up)) + 1})"


def of_units(units: str, rounding: Rounding) -> str:
    """Whole steps as the mode says, and back; a whole number divided by a whole number is the nearest double."""
    up, down = rounding.step.denominator, rounding.step.numerator
    whole = {
        "half_up": f"ROUND({units},0)",
        "half_even": f"IF(ABS({units}-TRUNC({units}))=0.5,2*ROUND({units}/2,0),ROUND({units},0))",
        "floor": f"INT({units})",
        "ceil": f"-INT(-{units})",
        "truncate": f"TRUNC({units})",
    }[rounding.mode]
    return f"{whole}{f'*{down}' if down != 1 else ''}{f'/{up}' if up != 1 else ''}"


def in_steps(text: str, rounding: Rounding, digits: int) -> str:
    """Rounded to `digits` decimals first, then as the scheme says."""
    if rounding.mode == "half_up" and rounding.step == Fraction(1, 10**rounding.places):
        return f"ROUND(ROUND({text},{digits}),{rounding.places})"
    return of_units(in_units(text, rounding, digits), rounding)
