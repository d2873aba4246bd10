"""The scheme as a graph of score nodes: names resolved, overrides laid over, in the order of computing.

Both evaluators, the checks and the explanation read this graph; none of them looks a name up again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from graphlib import CycleError, TopologicalSorter
from operator import add
from typing import Any, TypeAlias

from kaohe.engine.explanation import Text
from kaohe.engine.fields import Better
from kaohe.engine.numbers import Interval, Rounding
from kaohe.engine.problems import Problem, nearest
from kaohe.engine.rules.base import Input, Rule
from kaohe.engine.scheme.model import KINDS, Kind, Limits, SchemeText, Weighting
from kaohe.engine.scheme.names import (
    LAST_YEAR,
    Ref,
    Scope,
    Test,
    figure_range,
    known_names,
    meaning,
    names_in,
    read_formula,
    read_test,
)
from kaohe.engine.scheme.reading import Source
from kaohe.engine.scheme.yaml import Keys

MOST_POINTS = 10**12
"""No score has more full marks."""

NodeKey: TypeAlias = "tuple[Kind, str]"
"""A kind of subject and the name of a score."""


@dataclass(frozen=True)
class Variant:
    """A score's text as it holds for some subjects."""

    when: Test | None
    """Which subjects; None for all the others."""
    points: Fraction | None
    rule: Rule
    rounding: Rounding | None
    """None: carried."""
    limits: Limits
    article: str
    because: Text | None
    keys: Keys
    """Where the rule's text stands."""
    override: int | None
    refs: Mapping[tuple[str, str], Ref]
    """What each (name, part) that the rule reads means."""
    formula: Test | None = None
    """The rule's own formula, where it is one."""
    weighting: Weighting | None = None
    """How the rule's weights came about, where they were computed."""

    @property
    def uses(self) -> frozenset[Ref]:
        return frozenset(self.refs.values())


@dataclass(frozen=True)
class Node:
    """A score of one kind of subject."""

    kind: Kind
    name: str
    title: Text
    extra: bool
    """A bonus or a penalty, outside the full marks of the sum above."""
    variants: tuple[Variant, ...]
    """The most special first, the one for all others last."""

    @property
    def key(self) -> NodeKey:
        return self.kind, self.name


@dataclass(frozen=True)
class Graph:
    """All nodes, those that are read before those that read them."""

    source: Source
    nodes: Mapping[NodeKey, Node]
    roots: frozenset[NodeKey]
    """Scores that are wanted for themselves: those that grading, outcomes or other kinds look at, or nothing reads."""
    bounds: dict[tuple[NodeKey, int], Interval] = field(default_factory=dict)
    """What each variant can come to, rounded (filled by `kaohe.engine.scheme.bounds`)."""

    def of(self, kind: Kind) -> Iterator[Node]:
        return (node for node in self.nodes.values() if node.kind == kind)

    def node_bounds(self, key: NodeKey) -> Interval:
        return Interval.around(*(self.bounds[key, i] for i in range(len(self.nodes[key].variants))))

    def ref_bounds(self, ref: Ref) -> Interval:
        """What a score or a figure can be, before any figure is read."""
        if ref.sort == "figure":
            return figure_range(self.source.text.indicators[ref.name])
        return self.node_bounds((ref.kind, ref.name))

    def marked_parts(self, variant: Variant) -> list[Ref]:
        """The parts from which a score's full marks come that does not state them: a sum adds them up, any other way of
        combining has the most of them."""
        scores = [ref for ref in variant.refs.values() if ref.sort == "score"]
        return [ref for ref in scores if not self.nodes[ref.kind, ref.name].extra]

    def marks(self, ref: Ref) -> Interval:
        """Full marks of a score, whichever of its texts holds; of a figure the most that it can be."""
        if ref.sort == "figure":
            return Interval.point(figure_range(self.source.text.indicators[ref.name]).high)
        node = self.nodes[ref.kind, ref.name]
        return Interval.around(*(self.variant_marks(variant) for variant in node.variants))

    def variant_marks(self, variant: Variant) -> Interval:
        if variant.points is not None:
            return Interval.point(variant.points)
        parts = [self.marks(ref) for ref in self.marked_parts(variant)]
        if not parts:
            return Interval.point(100)
        if variant.rule.adds_marks:
            return reduce(add, parts)
        return Interval(max(part.low for part in parts), max(part.high for part in parts))

    def better(self, variant: Variant) -> Better:
        """The direction of the figure that the rule measures: the first that it reads, or the one that a score still is."""
        figures = [ref for ref in variant.refs.values() if ref.sort == "figure"]
        if figures:
            return self.source.text.indicators[figures[0].name].better
        scores = [self.nodes[ref.kind, ref.name] for ref in variant.refs.values()]
        if scores and all(one.rule.keeps_direction for one in scores[0].variants):
            return self.better(scores[0].variants[-1])
        return "higher"

    def everybody_has(self, key: NodeKey) -> bool:
        """Is the node part of the tree of every subject of its kind?"""
        if key in self.roots:
            return True
        readers: dict[NodeKey, set[int]] = {}
        for reader, i in self.readers(key):
            readers.setdefault(reader.key, set()).add(i)
        return any(
            len(found) == len(self.nodes[reader].variants) and self.everybody_has(reader)
            for reader, found in readers.items()
        )

    def readers(self, key: NodeKey) -> Iterator[tuple[Node, int]]:
        """The nodes of the same kind that read this one, with the variant that does."""
        for node in self.of(key[0]):
            for i, variant in enumerate(node.variants):
                if Ref("score", *key) in variant.uses:
                    yield node, i


def build_graph(source: Source, problems: list[Problem]) -> Graph:
    """Everything wrong with names is added to `problems`; what could not be resolved is left out of the graph."""
    nodes: dict[NodeKey, Node] = {}
    for kind in KINDS:
        for name in source.text.scores.get(kind, {}):
            node = _node(source, kind, name, problems)
            if node is not None:
                nodes[node.key] = node
    for kind, overrides in source.text.overrides.items():
        for i, override in enumerate(overrides):
            for name in override.scores:
                if name not in source.text.scores.get(kind, {}):
                    at = source.place("overrides", kind, i, "scores", name)
                    known = list(source.text.scores.get(kind, {}))
                    problems.append(Problem("override_of_nothing", at, {"name": name, "near": nearest(name, known)}))
    ordered = _ordered(source, nodes, problems)
    return Graph(source, ordered, _roots(source, ordered))


def _node(source: Source, kind: Kind, name: str, problems: list[Problem]) -> Node | None:
    base: Any = source.text.scores[kind][name]
    plain = _variant(source, kind, name, base, ("scores", kind, name), None, problems)
    variants: list[Variant] = []
    for i, override in enumerate(source.text.overrides.get(kind, ())):
        patch = override.scores.get(name)
        if patch is None:
            continue
        keys: Keys = ("overrides", kind, i, "scores", name)
        found = _variant(source, kind, name, merged(base, patch), keys, i, problems, base)
        if found is not None:
            variants.append(found)
    if plain is None:
        return None
    variants.sort(key=lambda v: specialty(v.when, consequence=_consequence(source, kind, v)), reverse=True)
    indicator = source.text.indicators.get(name)
    title = base.title or (indicator.title if indicator else Text(name, name))
    extra = base.kind in ("bonus", "penalty")
    return Node(kind, name, title, extra, (*variants, plain))


def merged(base: Any, patch: Any) -> Any:
    """The patch laid over the score's plain text; another way of scoring takes the place of the plain one."""
    changes = {key: getattr(patch, key) for key in patch.model_fields_set}
    if patch.how is not None and base.how is not None:
        changes.setdefault(base.how_keys[0], None)
    if patch.how is not None:
        changes.setdefault("weighting", None)  # it told of the weights that are now others
    return base.model_copy(update=changes)


def _consequence(source: Source, kind: Kind, variant: Variant) -> bool:
    return variant.override is not None and source.text.overrides[kind][variant.override].consequence


def specialty(when: Test | None, *, consequence: bool) -> tuple[bool, int, bool]:
    """A condition on the subject itself is more special than any other; then the one that asks for more facts; then a
    consequence adopted from the year before."""
    facts = set(when.refs.values()) if when is not None else set()
    return any(ref.name == "id" for ref in facts), len(facts), consequence


def _variant(
    source: Source,
    kind: Kind,
    name: str,
    patch: Any,
    keys: Keys,
    override: int | None,
    problems: list[Problem],
    base: Any = None,
) -> Variant | None:
    """One score's text with its names looked up; None, and problems, when it cannot be used."""
    text = source.text
    when = None
    said = text.overrides[kind][override] if override is not None else None
    if said is not None and override is not None:
        at = source.place("overrides", kind, override, "when")
        when = read_test(said.when, Scope(text, kind, facts_only=True), at, problems)
        if when is None:
            return None
    rule: Rule | None = patch.how
    if rule is None:
        problems.append(Problem("no_way_to_score", source.place(*keys), {"name": name}))
        return None
    in_override = said is not None and said.scores[name].how is None  # type: ignore[attr-defined]
    how = ("scores", kind, name, *patch.how_keys) if in_override else (*keys, *patch.how_keys)
    if patch.points is not None and abs(patch.points) > MOST_POINTS:
        values = {"where": ".".join(map(str, keys)), "value": patch.points, "limit": MOST_POINTS, "which": "most"}
        problems.append(Problem("out_of_range", source.place(*keys, "points"), values))
        return None
    if patch.rule is not None and patch.points is None:
        problems.append(Problem("no_points", source.place(*keys), {"name": name}))
        return None
    for fault in rule.faults(name, patch.points):
        values = {"name": name, **dict(fault.values)}
        problems.append(Problem(fault.code, source.place(*how, *fault.key), values, fault.severity))
    refs = _refs(source, kind, name, rule, how, problems)
    _check_forms(source, rule, problems)
    said_formula = rule.expression()
    formula = None
    if said_formula is not None:
        formula = read_formula(said_formula, Scope(text, kind), source.place(*how), problems)
    if refs is None or (said_formula is not None and formula is None):
        return None
    rounding = (patch.round or text.rounding).rounding
    article = (said.article if said else "") or patch.article or ""
    because = said.because if said else None
    limits = patch.limits or Limits()
    return Variant(
        when, patch.points, rule, rounding, limits, article, because, how, override, refs, formula, patch.weighting
    )


def _check_forms(source: Source, rule: Rule, problems: list[Problem]) -> None:
    for name in rule.forms():
        form = source.text.forms.get(name)
        for fault in rule.form_faults(form) if form is not None else ():
            at = source.place("forms", name, *fault.key)
            problem = Problem(fault.code, at, {"name": name, **dict(fault.values)}, fault.severity)
            if problem not in problems:
                problems.append(problem)


def _refs(
    source: Source, kind: Kind, name: str, rule: Rule, how: Keys, problems: list[Problem]
) -> dict[tuple[str, str], Ref] | None:
    text, found, whole = source.text, {}, True
    for one in rule.inputs(name, text.period.parts):
        ref = meaning(text, kind, one.name, one.part, one.prefer)
        if ref is not None and ref.sort in ("score", "figure"):
            found[one.name, one.part] = ref
            continue
        whole = False
        near = nearest(one.name, known_names(text, kind))
        part = f".{one.part}" if one.part and one.name.rpartition(".")[2] in text.indicators else ""
        values = {"name": one.name + part, "near": near, "kind": kind}
        problems.append(Problem(_why_unknown(text, one), source.place(*how, *one.key), values))
    for key, names, known in (
        ("form", rule.forms(), list(text.forms)),
        ("events", rule.counted_events(name), [n for n, i in text.indicators.items() if i.events]),
    ):
        for missing in set(names) - set(known):
            whole = False
            values = {"name": missing, "near": nearest(missing, known)}
            problems.append(Problem(f"unknown_{key}", source.place(*how), values))
    for within in rule.withins():
        if not within_known(text, kind, within):
            whole = False
            problems.append(Problem("unknown_within", source.place(*how, "within"), {"name": within, "kind": kind}))
    return found if whole else None


def _why_unknown(text: SchemeText, one: Input) -> str:
    before, _, last = one.name.rpartition(".")
    if last == LAST_YEAR and before.rpartition(".")[2] in text.indicators:
        return "no_last_year"
    indicator = text.indicators.get(one.name.rpartition(".")[2])
    if indicator is not None and indicator.events:
        return "events_not_a_figure"
    if indicator is not None and indicator.every == "part" and not one.part:
        return "needs_a_part"
    return "unknown_name"


def within_known(text: SchemeText, kind: Kind, within: str) -> bool:
    """Is this a way to say who is compared with whom: everybody, the same parent, or the same word of something."""
    if within in ("all", "parent"):
        return True
    ref = meaning(text, kind, within)
    if ref is None or ref.sort not in ("fact", "attribute"):
        return False
    return ref.sort == "fact" or not text.attributes[ref.kind][ref.name].number


def _ordered(source: Source, nodes: dict[NodeKey, Node], problems: list[Problem]) -> dict[NodeKey, Node]:
    """Nodes in the order of computing; a circle is a problem, and the nodes on it are left out."""
    reads = {
        key: {(ref.kind, ref.name) for variant in node.variants for ref in variant.uses if ref.sort == "score"}
        for key, node in nodes.items()
    }
    while True:
        # Sorted: the order of computing is the same in every process.
        known = {key: sorted(other for other in others if other in reads) for key, others in reads.items()}
        try:
            order = list(TopologicalSorter(known).static_order())
        except CycleError as error:
            circle = error.args[1]
            first = circle[0]
            shown = " → ".join(f"{kind}.{name}" for kind, name in reversed(circle))
            problems.append(Problem("circle", source.place("scores", *first), {"circle": shown}))
            for key in circle:
                reads.pop(key, None)
            continue
        order.sort(key=lambda key: KINDS.index(key[0]))
        return {key: nodes[key] for key in order}


def _roots(source: Source, nodes: Mapping[NodeKey, Node]) -> frozenset[NodeKey]:
    text = source.text
    wanted: set[NodeKey] = set()
    read_by_own: set[NodeKey] = set()
    for node in nodes.values():
        for variant in node.variants:
            for ref in variant.uses:
                if ref.sort == "score":
                    (read_by_own if ref.kind == node.kind else wanted).add((ref.kind, ref.name))
    for kind, grading in text.grading.items():
        said = [grading.by, *grading.tie_break]
        rules = (grading.veto, grading.caps, grading.flags, grading.propose)
        said += [one.when for named in rules for one in named.values()]
        said += [one.when for one in grading.grades.values() if one.when]
        wanted |= {key for one in said for key in scores_said(text, kind, one)}
    for outcome in text.outcomes.values():
        wanted |= scores_said(text, outcome.subject, outcome.when)
    return frozenset(key for key in nodes if key in wanted or key not in read_by_own)


def scores_said(text: SchemeText, kind: Kind, condition: str) -> set[NodeKey]:
    """The scores that a condition names; none when it cannot be read (that is said elsewhere)."""
    found = set()
    for path in names_in(condition):
        ref = meaning(text, kind, ".".join(path))
        if ref is not None and ref.sort == "score":
            found.add((ref.kind, ref.name))
    return found
