"""Pictures of our own, as SVG: the distribution of scores, a bar in a cell, the boxes of a quota."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from kaohe.engine.explanation import Text
from kaohe.engine.numbers import show
from kaohe.formats.report.contents import Block, Column, middle
from kaohe.formats.report.html import Html, both, el
from kaohe.formats.report.words import say

WIDTH, LEFT, RIGHT = 960, 20, 20
BINS = 110
DOT, HIGHEST = 8, 14
"""Size of a dot; a higher pile is drawn as bars."""
MOST_BOXES = 40


def bar(value: int, column: Column, low: Fraction) -> Html | None:
    """How far a score reaches, from the share `low` of full marks to full marks."""
    if not column.full:
        return None
    share = (Fraction(value, 10**column.places) / column.full - low) / (1 - low)
    width = round(60 * min(max(share, Fraction(0)), Fraction(1)))
    return el("svg", el("rect", width=60, height=6, class_="track"), el("rect", width=width, height=6, class_="fill"),
              class_="bar", viewBox="0 0 60 6", aria_hidden="true")  # fmt: skip


def lowest_share(block: Block) -> Fraction:
    """Where the bars of a block begin: at a whole tenth of full marks below everybody."""
    shares = [
        Fraction(value, 10**column.places) / column.full
        for column in block.columns
        if column.full
        for value in block.values(column.key)[:1]
        if value >= 0
    ]
    least = min(shares, default=Fraction(0))
    return min(max(Fraction(int(least * 10), 10), Fraction(0)), Fraction(9, 10))


def boxes(used: int, room: int) -> Html:
    """One box a person: taken, free, over."""
    most = max(used, room)
    if most > MOST_BOXES:
        taken = min(Fraction(used, room), Fraction(1)) if room else Fraction(1)
        inner = [
            el("rect", width=200, height=10, class_="track"),
            el("rect", width=round(200 * taken), height=10, class_="fill"),
        ]
        return el("svg", inner, class_="meter", viewBox="0 0 200 10", width=200, height=10, aria_hidden="true")
    kinds = ["used" if i < room else "over" for i in range(used)] + ["free"] * (room - used)
    each = [el("rect", x=i * 12 + 0.5, y=0.5, width=9, height=11, class_=kind) for i, kind in enumerate(kinds)]
    size = max(most * 12, 1)
    return el("svg", each, class_="meter", viewBox=f"0 0 {size} 12", width=size, height=12, aria_hidden="true")


# ---- the distribution -----------------------------------------------------------------------------------------------


def distribution(block: Block, ranks: Mapping[str, int], marks: Sequence[tuple[Fraction, Text, str]]) -> Html:
    """Every score as a dot above its place. `ranks`: the place of each grade, the best 0. `marks`: lines to draw, each with
    its value in units, its words and its class."""
    by = block.by
    scored = [(row.values[by.key], ranks.get(row.grade, len(ranks))) for row in block.rows if by.key in row.values]
    low, step, ticks = _axis(min(v for v, _ in scored), max(v for v, _ in scored))
    span = step * (ticks - 1)

    def x(units: Fraction | int) -> float:
        return round(LEFT + float((units - low) / span) * (WIDTH - LEFT - RIGHT), 1)

    piles: dict[int, list[int]] = {}
    for value, grade in sorted(scored, key=lambda one: one[1]):
        piles.setdefault(int((value - low) / span * (BINS - 1) + Fraction(1, 2)), []).append(grade)
    top = max(map(len, piles.values()))
    high = min(top, HIGHEST) * DOT
    base = 34 + high
    at = {pile: x(low + span * pile / (BINS - 1)) for pile in piles}
    drawn = _dots(piles, at, base) if top <= HIGHEST else _bars(piles, at, base, top)
    axis = [el("path", d=f"M{LEFT} {base + 2}H{WIDTH - RIGHT}", class_="axis")]
    for i in range(ticks):
        at_tick = low + step * i
        axis.append(el("path", d=f"M{x(at_tick)} {base + 2}v4", class_="axis"))
        axis.append(el("text", show(at_tick / 10**by.places), x=x(at_tick), y=base + 18, text_anchor="middle"))
    lines = list(_lines(marks, x, base))
    shown = {"low": by.shown(block.values(by.key)[0]), "high": by.shown(block.values(by.key)[-1])}
    told = say("distribution_of", n=len(scored), median=by.shown(middle(block.values(by.key))), **shown)
    picture = el("svg", axis, lines, drawn, viewBox=f"0 0 {WIDTH} {base + 24}", class_="dist", aria_hidden="true")
    return el("figure", picture, el("figcaption", told, class_="unseen"))


def _axis(least: int, most: int) -> tuple[Fraction, Fraction, int]:
    """Where the axis begins, its step, and how many ticks, in units: steps of 1, 2 or 5."""
    span = Fraction(max(most - least, 1))
    step = Fraction(10) ** (len(str(int(span))) - 2)
    step = next(step * times for times in (1, 2, 5, 10, 20, 50) if span / (step * times) <= 7)
    low = step * (least // step)
    ticks = int(-(-(most - low) // step)) + 1
    return low, step, max(ticks, 2)


_SHAPES = {
    0: "M{x} {t}l4 4l-4 4l-4 -4z",
    3: "M{l} {u}h7l-3.5 7z",
}


def _dots(piles: Mapping[int, Sequence[int]], at: Mapping[int, float], base: int) -> Iterator[Html]:
    for pile, grades in sorted(piles.items()):
        for i, grade in enumerate(grades):
            x, y = at[pile], base - 4 - i * DOT
            shape = _SHAPES.get(grade)
            kind = f"d{min(grade, 4)}"
            if shape is None:
                yield el("circle", cx=x, cy=y, r=3.4, class_=kind)
            else:
                yield el("path", d=shape.format(x=x, t=y - 4, l=round(x - 3.5, 1), u=y - 3.5), class_=kind)


def _bars(piles: Mapping[int, Sequence[int]], at: Mapping[int, float], base: int, top: int) -> Iterator[Html]:
    for pile, grades in sorted(piles.items()):
        y = float(base)
        for grade in sorted(set(grades)):
            size = round(grades.count(grade) / top * HIGHEST * DOT, 1)
            y = round(y - size, 1)
            yield el("rect", x=round(at[pile] - 3.4, 1), y=y, width=6.8, height=size, class_=f"d{min(grade, 4)}")


def _lines(marks: Sequence[tuple[Fraction, Text, str]], x: object, base: int) -> Iterator[Html]:
    """Vertical lines with their words on the outer side, so that two of them do not run into each other."""
    assert callable(x)
    ordered = sorted(marks, key=lambda mark: mark[0])
    for i, (value, words, kind) in enumerate(ordered):
        place = x(value)
        left = (i == 0 and len(ordered) > 1 and place > 110) or place > WIDTH - 150
        yield el("path", d=f"M{place} 16V{base + 2}", class_=f"mark {kind}")
        anchor = {"x": place - 4 if left else place + 4, "y": 12, "text_anchor": "end" if left else "start"}
        yield both(words, "text", class_=kind, **anchor)
