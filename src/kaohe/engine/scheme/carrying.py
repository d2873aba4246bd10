"""What last year's discipline of scores means for this year's scheme: points halved, as overrides that the office adopts.

A score that did not spread enough in a set of subjects has half its points there; what becomes free goes to the other
parts of the same sum (in proportion to their points; to all of them, or to those that are named), so that full marks stay what they are. In a
weighted mean the weights take the place of points.

Overrides are not stacked: only the most special one is laid over the plain text. So for every way in which the scheme's own
overrides of these scores can hold together with the set there is one override, which repeats what they say.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Any, TypeAlias

from kaohe.engine.explanation import Text
from kaohe.engine.numbers import show
from kaohe.engine.problems import Problem, nearest
from kaohe.engine.scheme.checks.cases import truths
from kaohe.engine.scheme.graph import merged, specialty
from kaohe.engine.scheme.model import Kind
from kaohe.engine.scheme.names import Scope, Test, meaning, read_test
from kaohe.engine.scheme.scheme import Scheme
from kaohe.engine.scheme.yaml import read_yaml

SIBLINGS = "siblings"
HALF = Fraction(1, 2)
MOST_OVERRIDES = 10
"""More overrides of the same scores are too many ways to hold together."""

Shares: TypeAlias = "dict[str, Fraction]"
"""Points of the parts of a sum, or weights of those of a mean."""


@dataclass(frozen=True)
class Breach:
    """A row of last year's discipline.csv with a consequence. `place`: the set, by what its members share (`within`)."""

    kind: Kind
    score: str
    within: str
    place: str
    article: str = ""


class Refused(Exception):
    """The consequence cannot be written as overrides."""

    def __init__(self, code: str, **values: object) -> None:
        self.problem = Problem(code, values=values)


def halved(scheme: Scheme, breaches: Sequence[Breach], *, freed: Sequence[str], year: int) -> tuple[str, list[Problem]]:
    """The overrides as the text of a file to be included, and what could not be carried over. `freed`: the parts that take
    what becomes free, in proportion where they are several; or `siblings`, all of them. `year`: of the breached scores."""
    sections: dict[Kind, list[str]] = {}
    problems: list[Problem] = []
    for kind, within, place in sorted({(one.kind, one.within, one.place) for one in breaches}):
        same = [one for one in breaches if (one.kind, one.within, one.place) == (kind, within, place)]
        try:
            one = _Carrying(scheme, kind, within, place, freed, year, same[0].article)
            known = [breach.score for breach in same if one.is_there(breach.score, problems)]
            found = [line for family in one.families(known) for line in one.overrides(family)]
            if found:
                sections.setdefault(kind, []).extend(found)
        except Refused as refused:
            problems.append(refused.problem)
    lines = [line for kind, found in sections.items() for line in (f"  {kind}:", *found)]
    return "\n".join(["overrides:", *lines, ""]) if lines else "", problems


@dataclass(frozen=True)
class _Carrying:
    """One set of subjects."""

    scheme: Scheme
    kind: Kind
    within: str
    place: str
    freed: Sequence[str]
    year: int
    article: str

    # ---- what is concerned -------------------------------------------------------------------------------------------

    @property
    def text(self) -> Any:
        return self.scheme.text

    @cached_property
    def who(self) -> str:
        """The condition that the set's members meet."""
        groups = self.place.split("+")
        if self.within == "all":
            groups = list(self.text.groups.get(self.kind, {}))
        ref = meaning(self.text, self.kind, "group" if self.within == "all" else self.within)
        if ref is None or ref.sort not in ("fact", "attribute") or not self.place or not groups:
            raise Refused("carry_set_unknown", kind=self.kind, within=self.within, set=self.place)
        name = "group" if self.within == "all" else self.within
        return f"{name} == {groups[0]}" if len(groups) == 1 else f"{name} in ({', '.join(groups)})"

    def is_there(self, score: str, problems: list[Problem]) -> bool:
        known = self.text.scores.get(self.kind, {})
        if score not in known:
            values = {"score": score, "kind": self.kind, "near": nearest(score, known), "set": self.place}
            problems.append(Problem("carry_score_gone", values=values, severity="warning"))
        return score in known

    @cached_property
    def raw(self) -> list[Mapping[str, Any]]:
        """The kind's overrides as they were written, in the order of the model."""
        documents = [read_yaml(text, name).data for name, text in self.scheme.source.files.items()]
        found = [d.get("overrides", {}).get(self.kind, ()) for d in documents if isinstance(d, dict)]
        return [one for some in found for one in some]

    def texts_of(self, score: str) -> Iterator[tuple[int, Any]]:
        """Every text of a score, with its override (-1: the plain one)."""
        base = self.text.scores[self.kind][score]
        yield -1, base
        for i, override in enumerate(self.text.overrides.get(self.kind, ())):
            if score in override.scores:
                yield i, merged(base, override.scores[score])

    def sums_with(self, score: str) -> set[str]:
        """The sums and means in which a score counts, in any of their texts."""
        names = self.text.scores[self.kind]
        return {name for name in names if any(score in _parts(text) for _, text in self.texts_of(name))}

    def families(self, scores: Sequence[str]) -> list[list[str]]:
        """Those together that count in the same sum somewhere."""
        families: list[tuple[set[str], list[str]]] = []
        for score in scores:
            sums, names = self.sums_with(score), [score]
            for other in [one for one in families if one[0] & sums]:
                families.remove(other)
                sums, names = sums | other[0], [*other[1], *names]
            families.append((sums, names))
        return [names for _, names in families]

    # ---- every way in which the scheme's own overrides can hold ------------------------------------------------------

    def overrides(self, scores: Sequence[str]) -> Iterator[str]:
        sums = {name for score in scores for name in self.sums_with(score)}
        concerned = sums | {part for name in sums for _, text in self.texts_of(name) for part in _parts(text)}
        own = [i for i, one in enumerate(self.text.overrides.get(self.kind, ())) if concerned & set(one.scores)]
        own = [i for i in own if self._possible([self.who, self._when(i)])]
        if len(own) > MOST_OVERRIDES:
            raise Refused("carry_too_many", scores=tuple(scores), count=len(own))
        ways = {on: self._patches(scores, concerned, sorted(on)) for on in self._ways(own)}
        if not any(patches for patches, _ in ways.values()):
            raise Refused("carry_no_sum", scores=tuple(scores), set=self.place)
        told: set[str] = set()
        own = self._bearing(own, ways)
        for on, (patches, said) in ways.items():
            when = self._condition([i for i in own if i in on], [i for i in own if i not in on])
            if patches and when is not None and when not in told:
                told.add(when)
                yield self._override(when, patches, said)

    def _ways(self, own: Sequence[int]) -> Iterator[frozenset[int]]:
        """Which of some overrides can hold together in the set, the others not."""
        for held in product((True, False), repeat=len(own)):
            on = frozenset(i for i, holds in zip(own, held, strict=True) if holds)
            if self._condition(sorted(on), [i for i in own if i not in on]) is not None:
                yield on

    def _bearing(
        self, own: Sequence[int], ways: Mapping[frozenset[int], tuple[dict[str, Any], list[Text]]]
    ) -> list[int]:
        """Those that make a difference to what changes."""
        changed = {name for patches, _ in ways.values() for name in patches}
        left = list(own)
        for i in own:
            pairs = [(ways[on], ways.get(on - {i})) for on in ways if i in on]
            alike = all(other is None or one[0] == other[0] for one, other in pairs)
            if alike and not changed & set(self.text.overrides[self.kind][i].scores) and any(b for _, b in pairs):
                left.remove(i)
        return left

    def _when(self, i: int) -> str:
        when: str = self.text.overrides[self.kind][i].when
        return when

    def _test(self, conditions: Sequence[str]) -> Test | None:
        text = " and ".join(f"({one})" for one in conditions)
        return read_test(text, Scope(self.text, self.kind, facts_only=True), self.scheme.source.place(), [])

    def _possible(self, conditions: Sequence[str]) -> bool:
        test = self._test(conditions)
        return test is not None and True in truths(test)

    def _condition(self, on: Sequence[int], off: Sequence[int]) -> str | None:
        """Where exactly these hold in the set. What goes without saying is not said, but every override that holds is: the
        condition must be as special. None: nowhere."""
        kept = [self._when(i) for i in on]
        said = [self.who, *kept, *(f"not ({self._when(i)})" for i in off)]
        if not self._possible(said):
            return None
        said = list(dict.fromkeys(said))
        for one in list(said):
            rest = [other for other in said if other != one]
            if rest and one not in kept and not self._possible([*rest, f"not ({one})"]):
                said = rest
        return said[0] if len(said) == 1 else " and ".join(_bracketed(one) for one in said)

    def _chosen(self, score: str, on: Sequence[int]) -> int:
        """Which of some overrides says what holds of a score; -1: none."""
        said = [i for i in on if score in self.text.overrides[self.kind][i].scores]

        def level(i: int) -> Any:
            consequence = self.text.overrides[self.kind][i].consequence
            return specialty(self._test([self._when(i)]), consequence=consequence)

        return max(said, key=level, default=-1)

    # ---- one of them -------------------------------------------------------------------------------------------------

    def _patches(
        self, scores: Sequence[str], concerned: set[str], on: Sequence[int]
    ) -> tuple[dict[str, Any], list[Text]]:
        """What changes in this case, and how it is told."""
        texts = {name: dict(self.texts_of(name))[self._chosen(name, on)] for name in concerned}
        patches: dict[str, Any] = {}
        told: list[Text] = []
        for name in sorted(name for name in concerned if set(_parts(texts[name])) & set(scores)):
            how = texts[name].how
            before = self._marks(texts, name) if how.adds_marks else dict(how.root)
            after = self._after(name, before, [score for score in scores if score in _parts(texts[name])])
            changed = {part: share for part, share in after.items() if share != before[part]}
            if set(changed) & set(patches):
                raise Refused("carry_two_sums", scores=tuple(scores))
            if how.adds_marks:
                patches |= {p: {**self._said(p, on), "points": _plain(share)} for p, share in changed.items()}
            else:
                weights = {part: _plain(share) for part, share in after.items()}
                patches[name] = {**self._said(name, on), how.key: weights}
            told += [self._told(part, before[part], share) for part, share in changed.items()]
        return patches, told

    def _marks(self, texts: Mapping[str, Any], name: str) -> Shares:
        """The points of a sum's parts; bonuses, penalties and parts without points of their own are not among them."""
        parts = [texts[part] for part in _parts(texts[name]) if part in texts]
        named = zip([part for part in _parts(texts[name]) if part in texts], parts, strict=True)
        return {n: t.points for n, t in named if t.points is not None and t.kind not in ("bonus", "penalty")}

    def _after(self, name: str, before: Shares, scores: Sequence[str]) -> Shares:
        unsaid = [score for score in scores if score not in before]
        others = {part: share for part, share in before.items() if part not in scores and share > 0}
        if unsaid:
            raise Refused("carry_no_points", scores=tuple(unsaid), sum=name)
        if SIBLINGS not in self.freed:
            others = {part: share for part, share in others.items() if part in self.freed}
        if not others:
            raise Refused("carry_nobody_takes", scores=tuple(scores), sum=name, freed=tuple(self.freed))
        free, total = sum((before[s] * HALF for s in scores), Fraction(0)), sum(others.values(), Fraction(0))
        after = {part: share * HALF if part in scores else share for part, share in before.items()}
        return after | {part: share + free * share / total for part, share in others.items()}

    def _said(self, score: str, on: Sequence[int]) -> dict[str, Any]:
        chosen = self._chosen(score, on)
        return dict(self.raw[chosen]["scores"][score]) if chosen >= 0 else {}

    def _told(self, part: str, before: Fraction, after: Fraction) -> Text:
        title = next(node.title for key, node in self.scheme.graph.nodes.items() if key == (self.kind, part))
        change = f"{_plain(before)} → {_plain(after)}"
        return Text(f"{title.zh} {change}", f"{title.en} {change}")

    def _override(self, when: str, patches: Mapping[str, Any], told: Sequence[Text]) -> str:
        zh = f"{self.year}年评分未拉开差距或满分过多，本年分值减半：" + "；".join(one.zh for one in told)
        en = f"The scores of {self.year} did not spread, or too many were full: points halved. " + "; ".join(
            one.en for one in told
        )
        lines = [f"    - when: {_flow(when)}", "      consequence: true", "      because:"]
        lines += [f"        zh: {_flow(zh)}", f"        en: {_flow(en)}"]
        lines += [f"      article: {_flow(self.article)}"] if self.article else []
        lines += ["      scores:", *(f"        {name}: {_flow(patch)}" for name, patch in patches.items())]
        return "\n".join(lines)


def _parts(text: Any) -> tuple[str, ...]:
    """The parts of a sum or a mean; empty for any other way."""
    how = text.how
    return tuple(how.root) if how is not None and (how.adds_marks or how.key == "mean") else ()


def _bracketed(condition: str) -> str:
    return f"({condition})" if " or " in condition or " and " in condition else condition


def _plain(share: Fraction) -> Decimal | str:
    """As a scheme writes it: 2.5, or 10/3 where it has no end."""
    shown = show(share)
    return str(share) if shown.endswith("…") else Decimal(shown)


def _flow(value: Any) -> str:
    """A value in the flow style of YAML, which is that of JSON, its numbers to the last digit."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_flow(str(key))}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(_flow(part) for part in value) + "]"
    return format(value, "f") if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
