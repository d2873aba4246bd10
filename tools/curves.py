"""Each rule's curve, drawn from its example by its own definition: the score over the figure, as a small SVG.

Every point is computed by `Rule.exact`; numbers are exact until they become a place on paper, a tenth of a point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Any, cast

from kaohe.engine.combining import COMBINING
from kaohe.engine.explanation import Text, Working
from kaohe.engine.expressions import evaluate_formula, names, parse
from kaohe.engine.numbers import Number, Real, Rounding, rounded, show
from kaohe.engine.rules import RULES
from kaohe.engine.rules.base import Case, Event, Rule
from kaohe.engine.rules.example import Example
from kaohe.engine.scheme.yaml import read_yaml

FOLDER = "docs/reference/curves"
POINTS = 120
"""The curve is computed at so many places, and closer by where it jumps."""

Point = tuple[Fraction, Fraction]


def curves() -> dict[str, str]:
    """The text of each picture, by its path from the root of the repository."""
    rules = {**RULES, **COMBINING}
    return {f"{FOLDER}/{key}.svg": curve(rule) for key, rule in rules.items() if isinstance(rule.example, Example)}


def curve(rule: type[Rule]) -> str:
    assert isinstance(rule.example, Example)
    return _drawing(rule, rule.example, _pieces(rule, rule.example))


# ---- what is drawn --------------------------------------------------------------------------------------------------


class _Held(Exception):
    """No score here."""


@dataclass(frozen=True)
class _Case:
    """The example's subject, its figure at `x`."""

    example: Example
    x: Fraction
    node: str = "x"
    parts: Sequence[str] = ()

    @property
    def points(self) -> Fraction:
        return Fraction(self.example.points)

    @property
    def better(self) -> str:
        return self.example.better

    def value(self, name: str, part: str = "") -> Number:
        return self.x if name == self.example.varied else Fraction(self.example.others[name])

    outcome = value

    def points_of(self, name: str) -> Fraction:
        return Fraction(100)

    def extra(self, name: str) -> bool:
        return False

    def peers(self, name: str, within: str) -> Sequence[Number]:
        return [self.x, *map(Fraction, self.example.peers)]

    def events(self, name: str) -> Sequence[Event]:
        return [Event("2026-03-01", self.x)]

    def hold(self, cause: str) -> Exception:
        return _Held(cause)

    def formula(self, text: str) -> Working:
        return Working(text, {name: self.value(name) for (name,) in names(parse(text))})


def read(rule: type[Rule], text: str) -> Rule:
    """The rule as its example says it."""
    document = read_yaml(text, rule.key)
    assert isinstance(document.data, dict)
    ((key, said),) = document.data.items()
    assert key == rule.key
    found: Rule = cast("Any", rule).model_validate(said)
    return found


def _score(rule: Rule, example: Example, x: Fraction) -> Fraction | None:
    """None where the score is held."""
    try:
        working = rule.exact(cast("Case", _Case(example, x)))
        value = evaluate_formula(working.formula, working.facts)
    except (_Held, ZeroDivisionError):
        return None
    return value.enclose(30)[0] if isinstance(value, Real) else value


def _pieces(kind: type[Rule], example: Example) -> list[list[Point]]:
    """The curve, broken where it jumps or has no score. A count of events has whole numbers only."""
    rule = read(kind, example.text)
    low, high = Fraction(example.low), Fraction(example.high)
    counted = bool(rule.counted_events(_Case.node))
    steps = int(high - low) if counted else POINTS
    xs = [low + (high - low) * i / steps for i in range(steps + 1)]
    places = [(x, _score(rule, example, x)) for x in xs]
    ys = [y for _, y in places if y is not None]
    leap = (max(ys) - min(ys)) / 40
    pieces: list[list[Point]] = [[]]
    for x, y in places:
        if y is None:
            pieces.append([])
            continue
        if pieces[-1] and (counted or abs(y - pieces[-1][-1][1]) > leap):
            before, after = pieces[-1][-1], (x, y)
            jump = (before, after) if counted else _closer(rule, example, before, after)
            if counted or abs(jump[1][1] - jump[0][1]) > leap / 2:
                pieces[-1].append(jump[0])
                pieces.append([jump[1]])
        pieces[-1].append((x, y))
    return [_straightened(piece) for piece in pieces if piece]


def _closer(rule: Rule, example: Example, before: Point, after: Point) -> tuple[Point, Point]:
    """Two places close together between which most of the difference lies."""
    for _ in range(16):
        x = (before[0] + after[0]) / 2
        y = _score(rule, example, x)
        if y is None:
            break
        if abs(y - before[1]) > abs(after[1] - y):
            after = (x, y)
        else:
            before = (x, y)
    return before, after


def _straightened(piece: Sequence[Point]) -> list[Point]:
    """Without the places that lie on the straight line between their neighbours."""
    kept: list[Point] = []
    for i, point in enumerate(piece):
        if kept and 0 < i < len(piece) - 1:
            (ax, ay), (bx, by) = kept[-1], piece[i + 1]
            if (point[1] - ay) * (bx - ax) == (by - ay) * (point[0] - ax):
                continue
        if not kept or kept[-1] != point:
            kept.append(point)
    return kept


# ---- how it is drawn ------------------------------------------------------------------------------------------------

WIDTH, HEIGHT = 360, 200
LEFT, RIGHT, TOP, BOTTOM = 40, 346, 26, 164

STYLE = """\
text{font:11px "Noto Sans CJK SC","Microsoft YaHei",sans-serif;fill:#57606a}
.axis{stroke:#8c959f;fill:none}.grid{stroke:#8c959f;stroke-opacity:.25}
.curve{stroke:#0969da;stroke-width:2;stroke-linecap:round;stroke-linejoin:round;fill:none}.dot{fill:#0969da}
.peer{fill:#8c959f}
@media(prefers-color-scheme:dark){text{fill:#9198a1}.curve{stroke:#4493f8}.dot{fill:#4493f8}}"""


@dataclass(frozen=True)
class _Paper:
    """Where numbers lie: x from `low` to `high`, scores from `least` to `most`."""

    low: Fraction
    high: Fraction
    least: Fraction
    most: Fraction

    def across(self, x: Fraction) -> str:
        return _tenth(LEFT + (x - self.low) / (self.high - self.low) * (RIGHT - LEFT))

    def down(self, y: Fraction) -> str:
        return _tenth(BOTTOM - (y - self.least) / (self.most - self.least) * (BOTTOM - TOP))


def _tenth(place: Fraction) -> str:
    return show(rounded(place, Rounding(Fraction(1, 10))))


def _drawing(rule: type[Rule], example: Example, pieces: Sequence[Sequence[Point]]) -> str:
    ys = [y for piece in pieces for _, y in piece]
    assert min(ys) < max(ys), f"the example of {rule.key} draws a flat line"
    scores = _ticks(min(Fraction(0), *ys), max(ys))
    paper = _Paper(Fraction(example.low), Fraction(example.high), scores[0], scores[-1])
    title = f"{rule.title.zh} · {rule.title.en}"
    counted = bool(read(rule, example.text).counted_events(_Case.node))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" aria-label="{escape(title)}">',
        f"<title>{escape(title)}: {escape(example.text)}</title><style>{STYLE}</style>",
        *_axes(paper, scores, _label(rule, example, counted=counted)),
        *_peers(paper, example),
        *_lines(paper, pieces),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _label(rule: type[Rule], example: Example, *, counted: bool) -> Text:
    """What the horizontal axis shows."""
    if counted:
        return Text("次数", "count")
    if rule.key in COMBINING:
        rest = ", ".join(f"{name} = {value}" for name, value in example.others.items())
        said = f"{example.varied} ({rest})" if rest else example.varied
        return Text(f"{example.varied} 的得分", f"score of {said}")
    return Text("数据", "figure")


def _axes(paper: _Paper, scores: Sequence[Fraction], label: Text) -> Iterator[str]:
    for y in scores:
        yield f'<path class="grid" d="M{LEFT} {paper.down(y)}H{RIGHT}"/>'
        yield f'<text x="{LEFT - 5}" y="{paper.down(y)}" dy="4" text-anchor="end">{show(y)}</text>'
    yield f'<path class="axis" d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}"/>'
    for x in _ticks(paper.low, paper.high):
        if paper.low <= x <= paper.high:
            at = paper.across(x)
            yield f'<path class="axis" d="M{at} {BOTTOM}v4"/>'
            yield f'<text x="{at}" y="{BOTTOM + 16}" text-anchor="middle">{show(x)}</text>'
    yield f'<text x="{LEFT - 5}" y="{TOP - 12}">得分 score</text>'
    yield f'<text x="{RIGHT}" y="{HEIGHT - 4}" text-anchor="end">{label.zh} {label.en}</text>'


def _peers(paper: _Paper, example: Example) -> Iterator[str]:
    for peer in example.peers:
        yield f'<circle class="peer" cx="{paper.across(Fraction(peer))}" cy="{BOTTOM}" r="3"/>'
    if example.peers:
        yield f'<circle class="peer" cx="{LEFT}" cy="{HEIGHT - 8}" r="3"/>'
        yield f'<text x="{LEFT + 8}" y="{HEIGHT - 4}">其他对象 others</text>'


def _lines(paper: _Paper, pieces: Sequence[Sequence[Point]]) -> Iterator[str]:
    for piece in pieces:
        places = [f"{paper.across(x)} {paper.down(y)}" for x, y in piece]
        if len(set(places)) > 1:
            yield f'<path class="curve" d="M{"L".join(places)}"/>'
        else:
            x, y = places[0].split()
            yield f'<circle class="dot" cx="{x}" cy="{y}" r="3"/>'


def _ticks(low: Fraction | int, high: Fraction | int) -> list[Fraction]:
    """A few round numbers, from at or below the low end to at or above the high one."""
    low, high = Fraction(low), Fraction(high)
    step = Fraction(1, 1000)
    for times in _TIMES:
        if (high - low) / step <= 5:
            break
        step *= times
    first, last = low // step, -(-high // step)
    return [step * i for i in range(first, last + 1)]


_TIMES: Sequence[Fraction] = [Fraction(n, 2) for n in (4, 5, 4)] * 8
"""1, 2, 5, 10, 20, 50 …"""
