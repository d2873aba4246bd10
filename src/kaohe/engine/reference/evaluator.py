"""The reference evaluator: one subject, one score, step by step, in exact fractions.

With each rule's `exact` it *is* the meaning of a scheme; the columnar evaluator is proven equal to it. It works on
demand and remembers, so one score of one subject costs no more than what stands beneath it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import narwhals as nw

from kaohe.engine.explanation import Held, LeftOut, Outcome, Silent, Step, Text
from kaohe.engine.expressions import evaluate_formula, exact
from kaohe.engine.figures import RATING_DECIMALS, Figures, attribute_column, earlier_columns, figure_column
from kaohe.engine.numbers import (
    Ascending,
    AscendingUnits,
    Interval,
    Number,
    Real,
    Rounding,
    Undecided,
    compare,
    rounded,
)
from kaohe.engine.reference.case import Absent, SubjectCase, stands_for_zero
from kaohe.engine.rules.base import Event
from kaohe.engine.scheme.graph import Graph, Node, NodeKey, Variant
from kaohe.engine.scheme.model import STANDING_IN, Kind
from kaohe.engine.scheme.names import Ref, Test, meaning
from kaohe.engine.scheme.titles import Titles
from kaohe.engine.scores import Scores, outcome_in

FEW = 20
"""So many cells of a column are read one by one before all of it is."""


class Outside(Exception):
    """The node is no part of this subject's score tree."""


class Reference:
    """Scores of a scheme for given figures. `given`: scores that are known already and not computed again."""

    def __init__(self, graph: Graph, figures: Figures, given: Scores | None = None) -> None:
        self.graph, self.figures, self.given = graph, figures, given
        self.text = graph.source.text
        self._asked: Counter[tuple[Kind, str]] = Counter()
        self._steps: dict[tuple[NodeKey, str], Step] = {}
        self._figures: dict[tuple[str, str], Step] = {}
        self._needed: dict[tuple[NodeKey, str], bool] = {}
        self._readers: dict[NodeKey, list[tuple[Node, int]]] = {}
        self._possible_marks: dict[Ref, Interval] = {}
        self._marks: dict[tuple[Ref, str | None], Fraction] = {}
        self._peers: dict[tuple[NodeKey, Ref, str, str | None], Ascending] = {}
        self._peer_rows: dict[tuple[NodeKey, tuple[Ref, ...], str, str | None], list[list[Number]]] = {}

    # ---- the subjects ------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> dict[str, tuple[Kind, int]]:
        """Where each subject stands: its kind and row."""
        return self.figures.rows  # type: ignore[return-value]

    def column(self, kind: Kind, name: str) -> list[Any]:
        cache = self.__dict__.setdefault("_columns", {})
        if (kind, name) not in cache:
            cache[kind, name] = self.figures.subjects[kind][name].to_list()
        return cache[kind, name]  # type: ignore[no-any-return]

    def subjects(self, kind: Kind) -> list[str]:
        return self.column(kind, "subject") if kind in self.figures.subjects else []

    def cell(self, subject: str, name: str) -> Any:
        kind, row = self.rows[subject]
        self._asked[kind, name] += 1
        if self._asked[kind, name] <= FEW:  # one subject's explanation needs few cells of long columns
            return self.figures.subjects[kind][name][row]
        return self.column(kind, name)[row]

    def ancestor(self, subject: str, kind: Kind) -> str | None:
        """The unit or team above a subject; the subject itself when it is of that kind."""
        own, _ = self.rows[subject]
        return subject if own == kind else self.cell(subject, kind)

    # ---- facts and figures -------------------------------------------------------------------------------------------

    def fact(self, subject: str, ref: Ref) -> Any:
        """A fact or an attribute, as conditions see it; None when it is not known."""
        owner = self.ancestor(subject, ref.kind)
        if owner is None:
            return None
        if ref.sort == "fact":
            return owner if ref.name == "id" else self.cell(owner, ref.name)
        value = self.cell(owner, attribute_column(ref.name))
        attribute = self.text.attributes[ref.kind][ref.name]
        return Fraction(value, 10**attribute.decimals) if attribute.number and value is not None else value

    @cached_property
    def _causes(self) -> dict[tuple[str, str], str]:
        table = self.figures.absences
        return {(s, c): cause for s, c, cause in table.select("subject", "column", "cause").iter_rows()}

    def figure(self, subject: str, indicator: str, part: str = "") -> Step:
        """An assessed figure, or what stands in for it."""
        column = figure_column(indicator, part)
        key = (subject, column)
        if key not in self._figures:
            self._figures[key] = self._figure(subject, indicator, part, column)
        return self._figures[key]

    def _figure(self, subject: str, indicator: str, part: str, column: str) -> Step:
        model = self.text.indicators[indicator]
        title, name = model.title, indicator
        if part.isdigit():  # an earlier year, beside this year's figure of the same title
            title, name = Text(f"{title.zh}（{part}）", f"{title.en} ({part})"), column[2:]
        units = self.cell(subject, column)
        if units is not None:
            value = Fraction(units, 10**model.decimals)
            return Step("figure", column[2:], subject, value, title, branch="reported")
        cause = self._causes.get((subject, column), "missing")
        treatment = model.absent.get(cause, "hold")  # type: ignore[call-overload]
        step = Step("figure", column[2:], subject, Held((f"{name}:{cause}",)), title, branch=treatment)
        notes = {"cause": cause, "treatment": treatment}
        if treatment == "zero":
            return replace(step, value=Fraction(0), notes=notes)
        if treatment == "leave_out":
            return replace(step, value=LeftOut(cause), notes=notes)
        if treatment in ("group_mean", "group_median"):
            return replace(step, notes=notes, **self._middle(subject, indicator, column, treatment))
        if treatment == "last_period":
            return replace(step, notes=notes, **self._last_period(subject, indicator, part))
        return replace(step, notes=notes)

    def _middle(self, subject: str, indicator: str, column: str, which: str) -> dict[str, Any]:
        """The mean or the median of the figures reported in the subject's group, rounded to the indicator's decimals."""
        kind, row = self.rows[subject]
        group = self.column(kind, "group")
        found = [x for x, g in zip(self.column(kind, column), group, strict=True) if x is not None and g == group[row]]
        if not found:
            return {}
        unit, n = Fraction(1, 10 ** self.text.indicators[indicator].decimals), len(found)
        facts, formula = {"sum": sum(found) * unit, "n": Fraction(n)}, "sum / n"
        if which == "group_median":
            found.sort()
            lower, upper = found[(n - 1) // 2] * unit, found[n // 2] * unit
            facts, formula = {"lower": lower, "upper": upper, "n": Fraction(n)}, "(lower + upper) / 2"
        value = rounded(evaluate_formula(formula, facts), Rounding(unit))
        return {"value": value, "formula": formula, "facts": facts, "rounding": Rounding(unit)}

    def _last_period(self, subject: str, indicator: str, part: str) -> dict[str, Any]:
        """The last figure before this one: of an earlier part, or of an earlier year."""
        kind, row = self.rows[subject]
        for column in earlier_columns(self.figures.subjects[kind].columns, indicator, part, self.text.period.parts):
            units = self.column(kind, column)[row]
            if units is not None:
                value = Fraction(units, 10 ** self.text.indicators[indicator].decimals)
                return {
                    "value": value,
                    "formula": "last",
                    "facts": {"last": value, "period": column.rpartition("@")[2]},
                }
        return {}

    # ---- tables that are counted -------------------------------------------------------------------------------------

    @cached_property
    def events(self) -> dict[tuple[str, str], list[Event]]:
        found: dict[tuple[str, str], list[Event]] = defaultdict(list)
        for row in self.figures.events.sort("subject", "indicator", "date").iter_rows(named=True):
            count = Fraction(row["count"], 10 ** self.text.indicators[row["indicator"]].decimals)
            said = (row[name] or "" for name in ("level", "role", "document", "matter"))
            event = Event(row["date"] or "", count, *said)
            found[row["subject"], row["indicator"]].append(event)
        return found

    @cached_property
    def ratings(self) -> dict[tuple[str, str], list[tuple[str, str, Fraction]]]:
        found: dict[tuple[str, str], list[tuple[str, str, Fraction]]] = defaultdict(list)
        for row in self.figures.ratings.iter_rows(named=True):
            value = Fraction(row["value"], 10**RATING_DECIMALS)
            found[row["subject"], row["form"]].append((row["item"], row["class"] or "", value))
        return found

    @cached_property
    def tallies(self) -> dict[tuple[str, str], dict[tuple[str, str, str], int]]:
        found: dict[tuple[str, str], dict[tuple[str, str, str], int]] = defaultdict(dict)
        for row in self.figures.tallies.iter_rows(named=True):
            counts = found[row["subject"], row["form"]]
            key = (row["class"] or "", row["item"], row["option"])
            counts[key] = counts.get(key, 0) + row["count"]
        return found

    # ---- scores ------------------------------------------------------------------------------------------------------

    def step(self, key: NodeKey, subject: str) -> Step:
        """The step behind one score. Raises Outside where the node is no part of the subject's tree."""
        if (key, subject) not in self._steps:
            if not self.needed(key, subject):
                raise Outside
            self._steps[key, subject] = self._given(key, subject) or self._step(self.graph.nodes[key], subject)
        return self._steps[key, subject]

    def _given(self, key: NodeKey, subject: str) -> Step | None:
        if self.given is None or key not in self.given.stored:
            return None
        return Step("score", key[1], subject, outcome_in(self.given, key, self.rows[subject][1]))

    def outcome(self, key: NodeKey, subject: str) -> Outcome | None:
        """What a score came to; None outside the subject's tree."""
        try:
            return self.step(key, subject).value  # type: ignore[return-value]
        except Outside:
            return None

    def needed(self, key: NodeKey, subject: str) -> bool:
        """Is the node part of this subject's tree: wanted for itself, or read by a node that is."""
        if (key, subject) not in self._needed:
            if key not in self._readers:
                self._readers[key] = list(self.graph.readers(key))
            self._needed[key, subject] = key in self.graph.roots or any(
                self.variant(node, subject) is node.variants[i] and self.needed(node.key, subject)
                for node, i in self._readers[key]
            )
        return self._needed[key, subject]

    def variant(self, node: Node, subject: str) -> Variant:
        for variant in node.variants[:-1]:
            assert variant.when is not None
            if self.holds(variant.when, subject):
                return variant
        return node.variants[-1]

    def holds(self, test: Test, subject: str) -> bool | None:
        """A condition on facts; None where it is not known."""
        answer = exact(test.tree, lambda path: self.fact(subject, test.refs[path]))
        assert answer is None or isinstance(answer, bool)
        return answer

    def read(self, subject: str, ref: Ref) -> Step:
        """The step behind a score or a figure, of the subject or of a unit or team above it."""
        owner = self.ancestor(subject, ref.kind)
        if owner is None:
            return Step("score", ref.name, subject, Held((f"no_{ref.kind}",)))
        if ref.sort == "figure":
            return self.figure(owner, ref.name, ref.part)
        try:
            return self.step((ref.kind, ref.name), owner)
        except Outside:
            return Step("score", ref.name, owner, Held((f"{ref.name}:not_in_tree",)))

    def marks(self, ref: Ref, subject: str) -> Fraction:
        """Full marks of a score as they are for this subject."""
        owner = self.ancestor(subject, ref.kind)
        if (ref, owner) not in self._marks:
            self._marks[ref, owner] = self._full_marks(ref, owner)
        return self._marks[ref, owner]

    def _full_marks(self, ref: Ref, owner: str | None) -> Fraction:
        if ref not in self._possible_marks:
            self._possible_marks[ref] = self.graph.marks(ref)
        known = self._possible_marks[ref]
        if known.low == known.high or owner is None:
            return known.high
        variant = self.variant(self.graph.nodes[ref.kind, ref.name], owner)
        if variant.points is not None:
            return variant.points
        parts = [self.marks(part, owner) for part in self.graph.marked_parts(variant)]
        return sum(parts, Fraction(0)) if variant.rule.adds_marks else max(parts)

    def within(self, kind: Kind, subject: str, within: str) -> str | None:
        """What all the subjects compared with this one share."""
        if within == "all":
            return ""
        if within == "parent":
            parent: str | None = self.cell(subject, "parent")
            return parent
        ref = meaning(self.text, kind, within)
        assert ref is not None
        return None if (value := self.fact(subject, ref)) is None else str(value)

    def peers(self, node: Node, ref: Ref, within: str, subject: str) -> Ascending:
        """The numbers of the subjects compared with this one, itself included."""
        place = self.within(node.kind, subject, within)
        key = (node.key, ref, within, place)
        if key not in self._peers:
            column = self._peer_column(node, ref, within)
            if column is not None:
                found = self._peer_units(ref, column, within, place)
                self._peers[key] = AscendingUnits(found, Fraction(1, 10 ** self.text.indicators[ref.name].decimals))
            else:
                self._peers[key] = Ascending(self._peer_numbers(node, ref, within, place))
        return self._peers[key]

    def peer_rows(self, node: Node, refs: tuple[Ref, ...], within: str, subject: str) -> list[list[Number]]:
        """The numbers of all these scores and figures, of the subjects compared that have every one of them."""
        place = self.within(node.kind, subject, within)
        key = (node.key, refs, within, place)
        if key not in self._peer_rows:
            rows = (
                [number for ref in refs if (number := self._measured(other, ref)) is not None]
                for other in self._compared(node, within, place)
            )
            self._peer_rows[key] = [row for row in rows if len(row) == len(refs)]
        return self._peer_rows[key]

    def _compared(self, node: Node, within: str, place: str | None) -> Iterator[str]:
        for other in self.subjects(node.kind):
            if self.within(node.kind, other, within) == place and self.needed(node.key, other):
                yield other

    def _measured(self, subject: str, ref: Ref) -> Number | None:
        """The number that others are compared with: none where a missing figure counts as a score of zero."""
        step = self.read(subject, ref)
        return step.value if isinstance(step.value, (Fraction, Real)) and not stands_for_zero(step) else None

    def _peer_numbers(self, node: Node, ref: Ref, within: str, place: str | None) -> Iterator[Number]:
        for other in self._compared(node, within, place):
            number = self._measured(other, ref)
            if number is not None:
                yield number

    def _peer_column(self, node: Node, ref: Ref, within: str) -> str | None:
        """The column that holds all that is compared, where nothing stands in for a missing figure."""
        if ref.sort != "figure" or ref.kind != node.kind or within not in ("all", "group", "parent"):
            return None
        treatments = set(self.text.indicators[ref.name].absent.values())
        whole = self.graph.everybody_has(node.key) and not treatments & STANDING_IN
        return figure_column(ref.name, ref.part) if whole else None

    def _peer_units(self, ref: Ref, column: str, within: str, place: str | None) -> Sequence[int]:
        frame = self.figures.subjects[ref.kind]
        if within != "all":
            same = nw.col(within).is_null() if place is None else nw.col(within) == place
            frame = frame.filter(same)
        found: Any = frame[column].drop_nulls().sort()
        return found  # type: ignore[no-any-return]

    def _step(self, node: Node, subject: str) -> Step:
        variant = self.variant(node, subject)
        case = SubjectCase(self, node, variant, subject)
        step = Step("score", node.name, subject, None, node.title, variant.rule.key, article=variant.article)
        step = replace(step, silent=tuple(self._passed_over(node, variant, subject)), notes=_notes(variant))
        try:
            case.look_for_absence()
            working = variant.rule.exact(case)
            value = evaluate_formula(working.formula, working.facts)
            limited = _limited(value, variant)
            result = limited if variant.rounding is None else rounded(limited, variant.rounding)
        except Absent as absent:
            return replace(step, value=absent.outcome, branch="absent", parts=tuple(case.used.values()))
        except (Undecided, ZeroDivisionError, ValueError) as fault:
            held = case.held(_FAULTS.get(type(fault), "outside_domain"))
            return replace(step, value=held.outcome, branch="absent", parts=tuple(case.used.values()))
        notes = {**step.notes, **({"before_limits": value} if limited is not value else {})}
        return replace(
            step,
            value=result,
            branch=working.branch,
            words=variant.rule.words(working.branch),
            formula=working.formula,
            facts=working.facts,
            parts=(*case.used.values(), *working.parts),
            silent=(*working.silent, *step.silent),
            rounding=variant.rounding,
            notes=notes,
        )

    def _passed_over(self, node: Node, chosen: Variant, subject: str) -> Iterator[Silent]:
        """The overrides that hold for others, or gave way to a more special one."""
        seen = False
        for variant in node.variants[:-1]:
            seen = seen or variant is chosen
            if variant is chosen:
                continue
            assert variant.when is not None
            code = "override_gave_way" if seen and self.holds(variant.when, subject) else "override_for_others"
            yield Silent(
                code, {"when": Titles(self.graph.source.text, node.kind).condition(variant.when)}, variant.article
            )


_FAULTS: dict[type[Exception], str] = {Undecided: "undecided", ZeroDivisionError: "division_by_zero"}


def _notes(variant: Variant) -> dict[str, object]:
    notes: dict[str, object] = {}
    if variant.points is not None:
        notes["points"] = variant.points
    if variant.override is not None and variant.when is not None:
        notes["override"] = variant.when.text
    if variant.because is not None:
        notes["because"] = variant.because
    if variant.weighting is not None:
        said = variant.weighting.model_dump(include={"by", "method", "figures", "subjects"}, exclude_none=True)
        notes |= {f"weights_{key}": value for key, value in said.items()}
        if variant.weighting.consistency_ratio is not None:
            notes["weights_consistency_ratio"] = variant.weighting.consistency_ratio
    return notes


def _limited(value: Number, variant: Variant) -> Number:
    least, most = variant.limits.at_least, variant.limits.at_most
    if least is not None and compare(value, least) < 0:
        return least
    if most is not None and compare(value, most) > 0:
        return most
    return value
