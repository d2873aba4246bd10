"""An example for what bounds only suspect: figures with which a score is certainly below a limit.

Bounds take every part of a score at its worst at the same time, which may never happen. Here the figures are pinned to
values; if the score's bounds are then still below the limit, whatever else is the case, the example is proven.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kaohe.engine.numbers import Interval, show
from kaohe.engine.scheme.bounds import VariantView
from kaohe.engine.scheme.graph import Graph
from kaohe.engine.scheme.names import Ref, figure_range

MOST_FIGURES = 60
_PLAIN = [Fraction(sign * 10**power) for power in range(7) for sign in (1, -1)]

Pins = Mapping[Ref, Interval]


@dataclass(frozen=True)
class Witness:
    """Looks at the plain texts of the scores, as they hold where no override does."""

    graph: Graph

    def below(self, ref: Ref, limit: Fraction) -> str | None:
        """`accidents = 100`: figures with which the score is below the limit; None when none were found."""
        figures = {one: self._range(one) for one in sorted(set(self._figures(ref)))}
        if not figures or len(figures) > MOST_FIGURES:
            return None
        pins = self._lowest(ref, figures)
        if self._high(ref, pins) >= limit:
            return None
        kept: dict[Ref, Interval] = dict(pins)
        for one, whole in figures.items():
            if self._high(ref, {**kept, one: whole}) < limit:
                kept[one] = whole
        pinned = [one for one in figures if kept[one] != figures[one]]
        for one in pinned:
            kept[one] = self._plainer(ref, kept, one, figures[one], limit)
        return ", ".join(f"{one.name} = {show(kept[one].low)}" for one in pinned)

    def _lowest(self, ref: Ref, figures: Pins) -> Pins:
        """Each figure at one end of its range, changed as long as the score falls."""
        pins: dict[Ref, Interval] = {one: Interval.point(whole.low) for one, whole in figures.items()}
        best = self._high(ref, pins)
        for one in (*figures, *figures):
            for end in (figures[one].low, figures[one].high):
                high = self._high(ref, {**pins, one: Interval.point(end)})
                if high < best:
                    pins[one], best = Interval.point(end), high
        return pins

    def _plainer(self, ref: Ref, pins: Pins, one: Ref, whole: Interval, limit: Fraction) -> Interval:
        """A number that is easy to read instead of the end of a range, where one will do."""
        tried = (Interval.point(value) for value in (Fraction(0), *_PLAIN) if value in whole)
        found = (value for value in tried if self._high(ref, {**pins, one: value}) < limit)
        return next(found, pins[one])

    def _high(self, ref: Ref, pins: Pins) -> Fraction:
        return self._bounds(ref, pins, {}).high

    def _bounds(self, ref: Ref, pins: Pins, known: dict[Ref, Interval]) -> Interval:
        if ref.sort == "figure":
            return pins[ref]
        if ref not in known:
            node = self.graph.nodes[ref.kind, ref.name]
            variant = node.variants[-1]
            view = _PinnedView(self.graph, node, variant, lambda one: self._bounds(one, pins, known), pins)
            found = variant.rule.bounds(view).clipped(variant.limits.at_least, variant.limits.at_most)
            known[ref] = found if variant.rounding is None else found.rounded(variant.rounding)
        return known[ref]

    def _figures(self, ref: Ref) -> Iterator[Ref]:
        if ref.sort == "figure":
            yield ref
            return
        node = self.graph.nodes[ref.kind, ref.name]
        variant = node.variants[-1]
        for name in variant.rule.counted_events(node.name):
            yield _events(self.graph, name)
        for used in variant.uses:
            yield from self._figures(used)

    def _range(self, one: Ref) -> Interval:
        indicator = self.graph.source.text.indicators[one.name]
        whole = figure_range(indicator)
        return Interval(max(whole.low, Fraction(0)), whole.high) if indicator.events else whole


def _events(graph: Graph, name: str) -> Ref:
    return Ref("figure", graph.source.text.indicators[name].subject, name)


@dataclass(frozen=True)
class _PinnedView(VariantView):
    """All figures are there, and are what they are pinned to."""

    pins: Pins = field(default_factory=dict)

    def may_be_left_out(self, name: str, part: str = "") -> bool:
        return False

    def event_count(self, name: str) -> Interval:
        return self.pins[_events(self.graph, name)]
