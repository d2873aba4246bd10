"""One subject at one node, as a rule sees it (`kaohe.engine.rules.base.Case`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from kaohe.engine.explanation import Held, LeftOut, Outcome, Step, Working
from kaohe.engine.expressions import names, parse
from kaohe.engine.fields import Better
from kaohe.engine.numbers import Interval, Number, Real
from kaohe.engine.rules.base import Event
from kaohe.engine.rules.forms import Form
from kaohe.engine.scheme.bounds import enclosing, variant_bounds
from kaohe.engine.scheme.graph import Node, Variant
from kaohe.engine.scheme.names import Ref

if TYPE_CHECKING:
    from kaohe.engine.reference.evaluator import Reference


class Absent(Exception):
    """A rule asked for a number that is not there."""

    def __init__(self, outcome: Held | LeftOut | Fraction) -> None:
        self.outcome = outcome


class SubjectCase:
    """One subject at one node, as a rule sees it (`kaohe.engine.rules.base.Case`)."""

    def __init__(self, reference: Reference, node: Node, variant: Variant, subject: str) -> None:
        self.reference, self.variant, self.subject, self._node = reference, variant, subject, node
        self.node = node.name
        self.used: dict[Ref, Step] = {}
        """The steps read so far, in the order of reading."""

    @property
    def points(self) -> Fraction:
        return self.variant.points if self.variant.points is not None else Fraction(0)

    @property
    def better(self) -> Better:
        return self.reference.graph.better(self.variant)

    @property
    def parts(self) -> Sequence[str]:
        return self.reference.text.period.parts

    def step(self, name: str, part: str = "") -> Step:
        ref = self.variant.refs[name, part]
        if ref not in self.used:
            self.used[ref] = self.reference.read(self.subject, ref)
        return self.used[ref]

    def look_for_absence(self) -> None:
        """Raises Absent where an input that the rule cannot do without has no number."""
        rule = self.variant.rule
        inputs = {(i.name, i.part): i for i in rule.inputs(self.node, self.parts)}
        steps = {key: self.step(*key) for key in inputs}
        held = tuple(dict.fromkeys(c for s in steps.values() if isinstance(s.value, Held) for c in s.value.causes))
        if held:
            raise self._absent(held)
        left = [s.value for s in steps.values() if isinstance(s.value, LeftOut)]
        if left and (not rule.absorbs or len(left) == len(steps)):
            raise Absent(left[0])
        if any(inputs[key].prefer == "figure" and stands_for_zero(step) for key, step in steps.items()):
            raise Absent(Fraction(0))

    def _absent(self, causes: tuple[str, ...]) -> Absent:
        low, high = self._range()
        return Absent(Held(causes, low, high))

    def _range(self) -> tuple[Fraction | None, Fraction | None]:
        """All that the score can still come to, each missing figure at its worst and best, all else as it is."""

        def known(ref: Ref) -> Interval:
            value = self.reference.read(self.subject, ref).value
            if isinstance(value, Held) and value.low is not None and value.high is not None:
                return Interval(value.low, value.high)
            if isinstance(value, (Fraction, Real)):
                return enclosing(value)
            return self.reference.graph.ref_bounds(ref)

        bounds = variant_bounds(self.reference.graph, self._node, self.variant, known)
        return (bounds.low, bounds.high) if bounds is not None else (None, None)

    def held(self, cause: str) -> Absent:
        return self._absent((f"{self.node}:{cause}",))

    def hold(self, cause: str) -> Exception:
        return self.held(cause)

    def outcome(self, name: str, part: str = "") -> Outcome:
        value = self.step(name, part).value
        assert isinstance(value, (Fraction, Real, Held, LeftOut))
        return value

    def value(self, name: str, part: str = "") -> Number:
        value = self.outcome(name, part)
        if isinstance(value, (Held, LeftOut)):
            raise Absent(value)
        return value

    def _child(self, name: str) -> Node:
        ref = self.variant.refs[name, ""]
        return self.reference.graph.nodes[ref.kind, ref.name]

    def points_of(self, name: str) -> Fraction:
        return self.reference.marks(self.variant.refs[name, ""], self.subject)

    def extra(self, name: str) -> bool:
        ref = self.variant.refs[name, ""]
        return ref.sort == "score" and self._child(name).extra

    def peers(self, name: str, within: str) -> Sequence[Number]:
        return self.reference.peers(self._node, self.variant.refs[name, ""], within, self.subject)

    def peer_rows(self, names: Sequence[str], within: str) -> Sequence[Sequence[Number]]:
        refs = tuple(self.variant.refs[name, ""] for name in names)
        return self.reference.peer_rows(self._node, refs, within, self.subject)

    def form(self, name: str) -> Form:
        return self.reference.text.forms[name]

    def events(self, name: str) -> Sequence[Event]:
        return self.reference.events.get((self.subject, name), ())

    def ratings(self, form: str) -> Sequence[tuple[str, str, Fraction]]:
        return self.reference.ratings.get((self.subject, form), ())

    def tallies(self, form: str) -> Mapping[tuple[str, str, str], int]:
        return self.reference.tallies.get((self.subject, form), {})

    def leave_out(self, cause: str) -> Exception:
        return Absent(LeftOut(cause))

    def formula(self, text: str) -> Working:
        said = sorted(".".join(path) for path in names(parse(text)))
        return Working(text, {name: self.value(name) for name in said})


def stands_for_zero(step: Step) -> bool:
    """A missing figure that the scheme counts as a score of zero."""
    return step.kind == "figure" and step.notes.get("treatment") == "zero"
