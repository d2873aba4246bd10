"""Indicators: collected by nobody, used by nobody, asked twice, or read for those who do not have them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kaohe.engine.scheme.bounds import may_be_left_out
from kaohe.engine.scheme.checks.cases import Named, cases_of
from kaohe.engine.scheme.checks.findings import Findings
from kaohe.engine.scheme.checks.holding import Held, chosen
from kaohe.engine.scheme.checks.names import check_range
from kaohe.engine.scheme.graph import Node, NodeKey, Variant
from kaohe.engine.scheme.model import Indicator, Kind, year_of
from kaohe.engine.scheme.names import Ref, meaning, names_in, type_of


def check_indicators(found: Findings) -> None:
    """What their own text tells."""
    for name, indicator in found.text.indicators.items():
        if not indicator.source and not indicator.history:
            found.warning("nobody_collects", "indicators", name, name=name)
        if indicator.events:
            _check_events(found, name, indicator)
        if indicator.history:
            _check_history(found, name, indicator)
        if indicator.last_year and indicator.every == "part" and not indicator.events:
            found.error("last_year_of_parts", "indicators", name, "last_year", name=name)
        check_range(found, name, indicator.range, indicator.decimals, ("indicators", name))
    _check_asked_twice(found)


def _check_events(found: Findings, name: str, indicator: Indicator) -> None:
    """Where no happening is entered none happened: nothing is ever absent."""
    for key in ("absent", "every", "last_year"):
        if key in indicator.model_fields_set:
            found.warning("not_for_events", "indicators", name, key, name=name, key=key)


def _check_history(found: Findings, name: str, indicator: Indicator) -> None:
    """Each part of the period names a year that is over, or is the scheme's own."""
    if indicator.events:
        found.error("history_and_events", "indicators", name, "history", name=name)
    period = found.text.period
    for i, part in enumerate(period.parts if indicator.every == "part" else ()):
        year = year_of(part)
        if year is None or year > period.year:
            found.error("part_is_no_year", "period", "parts", i, name=name, part=part, year=period.year)


def _check_asked_twice(found: Findings) -> None:
    """The same title twice for one subject; groups that share nobody may each have their own."""
    seen: dict[tuple[Kind, str], list[tuple[str, Indicator]]] = {}
    for name, indicator in found.text.indicators.items():
        titles = {_plain(said): said for said in (indicator.title.en, indicator.title.zh)}
        for title, said in sorted(titles.items()):
            before = seen.setdefault((indicator.subject, title), [])
            others = [other for other, one in before if other != name and _shared(indicator, one)]
            before.append((name, indicator))
            if others:
                where = found.source.place("indicators", others[0], "title")
                values = {"title": said, "other": others[0], "where": where}
                found.warning("asked_twice", "indicators", name, "title", name=name, **values)
                break


def _plain(title: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", title)).casefold()


def _shared(one: Indicator, other: Indicator) -> bool:
    return not one.groups or not other.groups or bool({*one.groups} & {*other.groups})


# ---- what the graph tells -------------------------------------------------------------------------------------------


def check_use(found: Findings) -> None:
    readers = _readers(found)
    in_grading = asked_in_grading(found)
    asked = {(ref.sort, ref.name) for ref in in_grading}
    read = {ref for node in found.graph.nodes.values() for variant in node.variants for ref in variant.uses}
    compared = {ref.name for ref in (*read, *in_grading) if ref.sort == "figure" and ref.part.isdigit()}
    for name, indicator in found.text.indicators.items():
        ways = {("figure", name), *(("score", reader) for reader in readers.get(name, ()))}
        if name not in readers and ("figure", name) not in asked:
            found.warning("nobody_uses", "indicators", name, name=name)
        elif indicator.type == "veto" and not ways & asked:
            found.warning("veto_asked_nowhere", "indicators", name, "type", name=name)
        elif indicator.last_year and not indicator.events and name not in compared:
            found.warning("last_year_not_used", "indicators", name, "last_year", name=name)
    _check_scores_read(found)
    _check_other_groups(found)
    _check_left_out(found)


def _readers(found: Findings) -> dict[str, set[str]]:
    """The scores that read each indicator, or count its events."""
    readers: dict[str, set[str]] = {}
    for node in found.graph.nodes.values():
        for variant in node.variants:
            read = [ref.name for ref in variant.uses if ref.sort == "figure"]
            for name in (*read, *variant.rule.counted_events(node.name)):
                readers.setdefault(name, set()).add(node.name)
    return readers


def asked_in_grading(found: Findings) -> list[Ref]:
    """What grading and outcomes name: in their conditions, and outright."""
    refs = (meaning(found.text, kind, name) for kind, name in _said_in_grading(found))
    return [ref for ref in refs if ref is not None]


def _said_in_grading(found: Findings) -> Iterator[tuple[Kind, str]]:
    """Every name in the conditions of grading and outcomes, and the scores named outright."""
    for kind, grading in found.text.grading.items():
        yield from ((kind, name) for name in (grading.by, *grading.tie_break))
        rules = (*grading.veto.values(), *grading.caps.values(), *grading.flags.values(), *grading.propose.values())
        said = [rule.when for rule in rules] + [grade.when for grade in grading.grades.values() if grade.when]
        yield from ((kind, ".".join(path)) for condition in said for path in names_in(condition))
    for outcome in found.text.outcomes.values():
        yield from ((outcome.subject, ".".join(path)) for path in names_in(outcome.when))


def _check_scores_read(found: Findings) -> None:
    """In a kind that is graded every score leads to the grade, or is asked for on the way."""
    refs = [ref for node in found.graph.nodes.values() for variant in node.variants for ref in variant.uses]
    read = {(ref.kind, ref.name) for ref in (*refs, *asked_in_grading(found)) if ref.sort == "score"}
    watched = found.text.discipline.indicators if found.text.discipline else ()
    for kind, grading in found.text.grading.items():
        idle = [name for of, name in found.graph.nodes if of == kind and (of, name) not in read and name not in watched]
        if idle:
            order = list(found.text.scores[kind])
            idle.sort(key=order.index)
            found.warning("nothing_reads", "scores", kind, idle[0], names=idle, by=grading.by)


def _check_other_groups(found: Findings) -> None:
    """An indicator that only some groups have, read for another: nobody there can ever get the score."""
    for kind in found.text.groups:
        limited = {n for n, one in found.text.indicators.items() if one.groups and one.subject == kind}
        readers = [
            node for node in found.graph.of(kind)
            if any(ref.sort == "figure" and ref.name in limited for v in node.variants for ref in v.uses)
        ]  # fmt: skip
        if readers:
            _Trees(found, kind, limited).check()


class _Trees:
    """The score tree of each group, under every combination of overrides."""

    def __init__(self, found: Findings, kind: Kind, limited: set[str]) -> None:
        self.found, self.kind, self.limited, self.graph = found, kind, limited, found.graph
        self.holding = found.holding
        self.group: Named = Ref("fact", kind, "group")

    def check(self) -> None:
        tests = {key: test for key, test in self.holding.tests.items() if key[0] == self.kind}
        group = Ref("fact", self.kind, "group")
        cases = cases_of(tests.values(), always=[(group, type_of(self.found.text, group))])
        told: set[tuple[str, str]] = set()
        for case in cases.rows:
            held = self.holding.held(tests, case)
            for name, variant in self._tree(held):
                for ref in sorted(variant.uses):
                    if ref.sort == "figure" and ref.name in self.limited and (name, ref.name) not in told:
                        self._check(name, variant, ref.name, str(case[self.group]), told)

    def _check(self, score: str, variant: Variant, name: str, group: str, told: set[tuple[str, str]]) -> None:
        indicator = self.found.text.indicators[name]
        if group not in indicator.groups:
            told.add((score, name))
            values = {"name": name, "score": score, "group": group, "groups": indicator.groups}
            self.found.warning("other_group_reads", *variant.keys, **values)

    def _tree(self, held: Held) -> Iterator[tuple[str, Variant]]:
        """The scores of this kind that are computed for such a subject."""
        waiting = [node for node in self.graph.of(self.kind) if node.key in self.graph.roots]
        seen: set[NodeKey] = set()
        while waiting:
            node: Node = waiting.pop()
            if node.key in seen:
                continue
            seen.add(node.key)
            variant = chosen(node, held)
            yield node.name, variant
            below = (ref for ref in variant.uses if ref.sort == "score" and ref.kind == self.kind)
            waiting += [self.graph.nodes[ref.kind, ref.name] for ref in below]


def _check_left_out(found: Findings) -> None:
    """A figure or a score that may be left out, with nothing above that could do without it."""
    for kind, grading in found.text.grading.items():
        if (kind, grading.by) not in found.graph.nodes:
            continue
        way = _way_out(found, Ref("score", kind, grading.by))
        if way:
            shown = " → ".join(ref.name for ref in reversed(way))
            last, values = way[-1], {"figure": way[-1].name, "by": grading.by, "path": shown}
            if last.sort == "figure":
                found.warning("left_out_to_the_top", "indicators", last.name, "absent", **values)
            else:
                found.warning("rule_leaves_out_to_the_top", "scores", last.kind, last.name, **values)


def _way_out(found: Findings, top: Ref) -> list[Ref]:
    """From a score down to what takes it along when it is left out; empty when nothing does."""
    if top.sort == "figure":
        return [top] if may_be_left_out(found.graph, top) else []
    for variant in found.graph.nodes[top.kind, top.name].variants:
        if variant.rule.may_leave_out():
            return [top]
        if not variant.rule.absorbs or len(variant.uses) == 1:
            for ref in sorted(variant.uses):
                if below := _way_out(found, ref):
                    return [top, *below]
    return []
