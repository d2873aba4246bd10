"""Rank points, 位次法: the place in the group says the points.

    each:        score = points × max(floor, 1 + each × (rank − 1))          (`each: -5%`: the second gets 95 %)
    percent:     score = points × (floor + (1 − floor) × share)
                 of_others: share = (n − rank) ÷ (n − 1), the share of the others behind; alone in the group: 1
                 weak:      share = (behind + equal) ÷ n, the percentile rank, 百分位
                 strict:    share = behind ÷ n
                 mean:      share = (behind + equal ÷ 2) ÷ n
    table:       score = the entry at the rank; beyond the table `rest`
    top, bottom: score = the entry of `top` at the rank + the entry of `bottom` at the rank from the last, 0 beyond

The best is first: the highest, with `better: lower` the lowest; with `reverse` the worst is first. Equal values share a
rank as `ties` says: 1, 1, 3 (competition), 1, 1, 2 (dense), 1.5, 1.5, 3 (average) or 2, 2, 3 (last); ranks from the last
are counted in the same way, so two who share the last place both have the last one. A rank halfway between two places
gets the mean of their entries. A percentile rank counts who is behind and who is equal (itself included), so `ties` says
nothing of it. Where top and bottom meet in a small group, both count. Subjects without a figure have no
rank and are not counted in n. Entries of tables are scores themselves and are not multiplied by the node's points.
Source: domain rules §4.2 rows 2 (95 %, 90 %, then −5 % each), 7 (each rank −2 %), 8 (table), 9 (last 2, each further
place −0.1: reverse), 19 (top five +5 … +1, bottom five −5 … −1).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import Field

from kaohe.engine.columns import Column, Value, most, where
from kaohe.engine.explanation import Fact, Silent, Text, Working
from kaohe.engine.fields import Better, Exact, Part, Path, Within
from kaohe.engine.numbers import Ascending, Interval, Number, compare
from kaohe.engine.rules.base import Bounds, Case, CellFormula, Cells, Columns, Fault, Input, Rule, Ties
from kaohe.engine.rules.example import Example
from kaohe.engine.rules.keys import exactly_one

ZERO, ONE = Fraction(0), Fraction(1)
_WAYS = ("each", "percent", "table", "top")

_PERCENTILES = {"weak": "(behind + equal)", "strict": "behind", "mean": "(behind + equal / 2)"}
_RANKED_AS: dict[str, Ties] = {"weak": "competition", "strict": "last", "mean": "average"}
"""The ranks from which a percentile rank is read off: n − rank + own place."""
_OWN_PLACE = {"weak": ONE, "strict": ZERO, "mean": Fraction(1, 2)}


class RankPoints(Rule, Part):
    """By the place in the group."""

    key: ClassVar[str] = "rank_points"
    title: ClassVar[Text] = Text("位次法", "Rank points")
    example: ClassVar[Example | Text] = Example("rank_points: {each: -5%}", 0, 60, peers=(10, 20, 35, 50))

    of: Path | None = Field(default=None, description="the figure; the node's own name when not given")
    within: Within = Field(default="group", description="who is compared with whom")
    ties: Ties = Field(
        default="competition", description="how equal values share a rank: 1, 1, 3 · 1, 1, 2 · 1.5, 1.5, 3 · 2, 2, 3"
    )
    reverse: bool = Field(default=False, description="the worst is first")
    each: Exact | None = Field(default=None, description="share of the points that each place adds: `-5%`")
    percent: Literal["of_others", "weak", "strict", "mean"] | None = Field(
        default=None, description="or by the share of the others behind, or by the percentile rank: see above"
    )
    floor: Exact = Field(default=ZERO, description="with `each` and `percent`: least share of the points")
    table: tuple[Exact, ...] | None = Field(default=None, min_length=1, description="or the score at each place")
    rest: Exact | None = Field(default=None, description="with `table`: the score of all further places")
    top: tuple[Exact, ...] | None = Field(default=None, min_length=1, description="or the score of the first places")
    bottom: tuple[Exact, ...] = Field(
        default=(), description="with `top`: the score of the last places, the last first"
    )

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        return (Input(self.of or node, prefer="figure", key=("of",)),)

    def withins(self) -> tuple[str, ...]:
        return (self.within,)

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        wrong = exactly_one(self, _WAYS)
        return wrong or list(self._faults(next(way for way in _WAYS if getattr(self, way) is not None)))

    def _faults(self, way: str) -> Iterator[Fault]:
        for key, other in (("floor", ("each", "percent")), ("rest", ("table",)), ("bottom", ("top",))):
            if key in self.model_fields_set and way not in other:
                yield Fault("key_without", (key,), (("key", key), ("other", ", ".join(other))))
        if not 0 <= self.floor <= 1:
            yield Fault("share_out_of_range", ("floor",), (("value", self.floor),))
        if self.each is not None and self.each >= 0:
            yield Fault("must_be_negative", ("each",), (("value", self.each),))
        if self.table is not None and self.rest is None:
            values = (("key", "rest"), ("other", "table"))
            yield Fault("key_needed", ("table",), values)
        if self.percent == "of_others" and self.ties == "dense":
            yield Fault("dense_ranks_have_no_percent", ("ties",))
        if self.percent in _PERCENTILES and "ties" in self.model_fields_set:
            others = "each, table, top, percent: of_others"
            yield Fault("key_without", ("ties",), (("key", "ties"), ("other", others)))

    def _first(self, better: Better) -> Better:
        return better if not self.reverse else _other(better)

    def exact(self, case: Case) -> Working:
        x = case.value(self.of or case.node)
        peers = case.peers(self.of or case.node, self.within)
        first = self._first(case.better)
        rank, n = rank_among(x, peers, first, self.ties), Fraction(len(peers))
        if self.percent in _PERCENTILES:
            behind = n - rank_among(x, peers, first, "last")
            return self._percentile(case, behind, n + 1 - rank - behind, n)
        facts: dict[str, Fact] = {"x": x, "rank": rank, "n": n}
        if self.table is not None:
            assert self.rest is not None
            facts["entry"] = _entry(self.table, rank, self.rest)
            return Working("entry", facts, branch="table" if rank <= len(self.table) else "beyond")
        if self.top is not None:
            last = rank_among(x, peers, _other(first), self.ties)
            facts |= {"from_last": last, "top": _entry(self.top, rank, ZERO), "bottom": _entry(self.bottom, last, ZERO)}
            return Working("top + bottom", facts, branch=self._ends_branch(rank, last))
        facts |= {"points": case.points, "floor": self.floor}
        return self._each(case, facts, rank) if self.percent is None else self._of_others(facts, n)

    def _ends_branch(self, rank: Fraction, last: Fraction) -> str:
        in_top, in_bottom = rank <= len(self.top or ()), last <= len(self.bottom)
        return "both" if in_top and in_bottom else "top" if in_top else "bottom" if in_bottom else "middle"

    def _each(self, case: Case, facts: dict[str, Fact], rank: Fraction) -> Working:
        assert self.each is not None
        facts["each"] = self.each
        formula = "points * max(floor, 1 + each * (rank - 1))"
        if 1 + self.each * (rank - 1) <= self.floor:
            return Working(formula, facts, branch="floor")
        silent = (Silent("floor_not_reached", {"floor": case.points * self.floor}),)
        return Working(formula, facts, branch="each", silent=silent)

    def _percentile(self, case: Case, behind: Fraction, equal: Fraction, n: Fraction) -> Working:
        assert self.percent is not None
        facts: dict[str, Fact] = {"points": case.points, "floor": self.floor, "n": n, "behind": behind, "equal": equal}
        return Working(f"points * (floor + (1 - floor) * {_PERCENTILES[self.percent]} / n)", facts, self.percent)

    def _of_others(self, facts: dict[str, Fact], n: Fraction) -> Working:
        if n == 1:
            return Working("points", facts, branch="alone")
        return Working("points * (floor + (1 - floor) * (n - rank) / (n - 1))", facts, branch="of_others")

    def columns(self, c: Columns) -> Value:
        name, first = self.of or c.node, self._first(c.better)
        rank = c.rank_of(name, self.within, best=first, ties=_RANKED_AS.get(self.percent or "", self.ties)).once()
        if self.table is not None:
            assert self.rest is not None
            return _entries(self.table, rank, self.rest)
        if self.top is not None:
            last = c.rank_of(name, self.within, best=_other(first), ties=self.ties).once()
            return _entries(self.top, rank, ZERO) + _entries(self.bottom, last, ZERO)
        one, floor = Column.constant(1), Column.constant(self.floor)
        if self.each is not None:
            return c.points * most(floor, one + Column.constant(self.each) * (rank - one))
        n = c.count_of(name, self.within).once()
        others = self.percent == "of_others"
        not_in_front = n - rank + Column.constant(_OWN_PLACE.get(self.percent or "", ZERO))
        share = (n - rank) / (n - one) if others else not_in_front / n
        score = c.points * (floor + Column.constant(1 - self.floor) * share)
        return where(n.compare("==", one), c.points, score) if others else score

    def bounds(self, b: Bounds) -> Interval:
        if self.table is not None:
            assert self.rest is not None
            return Interval(min(*self.table, self.rest), max(*self.table, self.rest))
        if self.top is not None:
            ends = [Interval(min(entries), max(entries)) for entries in ((ZERO, *self.top), (ZERO, *self.bottom))]
            return ends[0] + ends[1]
        return Interval.point(b.points) * Interval(self.floor, ONE)

    def words(self, branch: str) -> Text:
        return _WORDS[branch]

    def cells(self, c: Cells) -> CellFormula:
        name, first = self.of or c.node, self._first(c.better)
        rank = c.rank_of(name, self.within, best=first, ties=_RANKED_AS.get(self.percent or "", self.ties))
        if self.table is not None:
            assert self.rest is not None
            rest = c.number(Text("其后各位", "further places"), self.rest)
            return CellFormula(self._entry_cells(c, Text("依次各位", "place by place"), self.table, rank, rest))
        if self.top is not None:
            top = self._entry_cells(c, Text("前列依次", "first places"), self.top, rank, "0")
            if not self.bottom:
                return CellFormula(top)
            last = c.rank_of(name, self.within, best=_other(first), ties=self.ties)
            return CellFormula(
                f"{top}+{self._entry_cells(c, Text('末位起依次', 'last places'), self.bottom, last, '0')}"
            )
        floor = c.number(Text("最低得分比例", "least share"), self.floor)
        if self.each is not None:
            each = c.number(Text("每后一位增减", "each further place"), self.each)
            return CellFormula(f"{c.points}*MAX({floor},1+{each}*({rank}-1))")
        n = c.count_of(name, self.within)
        if self.percent in _PERCENTILES:
            own = _OWN_PLACE.get(self.percent or "", ZERO)
            not_in_front = f"({n}-{rank}+{own.numerator}/{own.denominator})"
            return CellFormula(f"{c.points}*({floor}+(1-{floor})*{not_in_front}/{n})")
        share = f"{c.points}*({floor}+(1-{floor})*({n}-{rank})/({n}-1))"
        return CellFormula(f"IF({n}=1,{c.points},{share})")

    def _entry_cells(self, c: Cells, label: Text, entries: Sequence[Fraction], rank: str, rest: str) -> str:
        """The entry at the rank; where ranks can be halves, the mean of the two entries beside it."""
        cells, many = c.numbers(label, entries), len(entries)

        def at(place: str) -> str:
            return f"IF({place}<={many},INDEX({cells},MIN({place},{many})),{rest})"

        return at(rank) if self.ties != "average" else f"({at(f'INT({rank})')}+{at(f'ROUNDUP({rank},0)')})/2"


def _other(better: Better) -> Better:
    return "lower" if better == "higher" else "higher"


def rank_among(x: Number, peers: Sequence[Number], best: Better, ties: Ties) -> Fraction:
    """The rank of x among its peers, itself included. 1 is best; `average` ranks can be halves."""
    ordered = peers if isinstance(peers, Ascending) else Ascending(peers)
    below, above = ordered.below(x), ordered.above(x)
    ahead, equal = (above if best == "higher" else below), len(ordered) - below - above
    if ties == "dense":
        in_front = ordered[len(ordered) - ahead :] if best == "higher" else ordered[:ahead]
        steps = sum(compare(a, b) != 0 for a, b in pairwise(in_front))
        return Fraction(steps + bool(in_front) + 1)
    if ties == "average":
        return ahead + Fraction(equal + 1, 2)
    return Fraction(ahead + (equal if ties == "last" else 1))


def _at(entries: Sequence[Fraction], place: int, rest: Fraction) -> Fraction:
    return entries[place - 1] if place <= len(entries) else rest


def _entry(entries: Sequence[Fraction], rank: Fraction, rest: Fraction) -> Fraction:
    """The entry at a rank; at a rank between two places, the mean of their entries."""
    below = rank.numerator // rank.denominator
    if rank == below:
        return _at(entries, below, rest)
    return (_at(entries, below, rest) + _at(entries, below + 1, rest)) / 2


def _entries(entries: Sequence[Fraction], rank: Column, rest: Fraction) -> Value:
    result: Value = Column.constant(rest)
    for half in range(2 * len(entries) + 1, 1, -1):
        entry = Column.constant(_entry(entries, Fraction(half, 2), rest))
        result = where(rank.compare("==", Column.constant(Fraction(half, 2))), entry, result)
    return result


_WORDS = {
    "each": Text(
        "位次法：{n} 个可比对象中居第 {rank} 位，第一位得满分，每后一位增减满分的 {each}",
        "Rank points: place {rank} of {n}; the first gets full marks, each further place {each} of them",
    ),
    "floor": Text(
        "位次法：{n} 个可比对象中居第 {rank} 位，每后一位增减满分的 {each}，不低于满分的 {floor}",
        "Rank points: place {rank} of {n}; each further place {each} of full marks, never below {floor} of them",
    ),
    "of_others": Text(
        "位次法：{n} 个可比对象中居第 {rank} 位，按位次在后的对象所占比例计分",
        "Rank points: place {rank} of {n}; points by the share of the others behind",
    ),
    "weak": Text(
        "位次法：{n} 个可比对象中 {behind} 个在后，{equal} 个相同（含本对象），按两者所占比例（百分位）计分",
        "Rank points: {behind} of {n} are behind and {equal} equal, itself included; points by the share of both",
    ),
    "strict": Text(
        "位次法：{n} 个可比对象中 {behind} 个在后，按其所占比例（百分位）计分",
        "Rank points: {behind} of {n} are behind; points by their share",
    ),
    "mean": Text(
        "位次法：{n} 个可比对象中 {behind} 个在后，{equal} 个相同（含本对象，折半计），按所占比例（百分位）计分",
        "Rank points: {behind} of {n} are behind and {equal} equal, itself included; points by the share of those behind and "
        "half of the equal",
    ),
    "alone": Text("位次法：没有其他可比对象，得满分", "Rank points: nobody to compare with: full marks"),
    "table": Text(
        "位次法：{n} 个可比对象中居第 {rank} 位，按表得 {entry} 分",
        "Rank points: place {rank} of {n}: {entry} points by the table",
    ),
    "beyond": Text(
        "位次法：{n} 个可比对象中居第 {rank} 位，在表列位次之后，得 {entry} 分",
        "Rank points: place {rank} of {n}, beyond the places of the table: {entry} points",
    ),
    "top": Text(
        "位次法：{n} 个可比对象中居第 {rank} 位，属前列，得 {top} 分",
        "Rank points: place {rank} of {n}, among the first: {top} points",
    ),
    "bottom": Text(
        "位次法：{n} 个可比对象中居倒数第 {from_last} 位，得 {bottom} 分",
        "Rank points: place {from_last} from the last of {n}: {bottom} points",
    ),
    "both": Text(
        "位次法：{n} 个可比对象中居第 {rank} 位，倒数第 {from_last} 位，两项都计：{top} 与 {bottom}",
        "Rank points: place {rank} of {n} and place {from_last} from the last; both count: {top} and {bottom}",
    ),
    "middle": Text(
        "位次法：{n} 个可比对象中居第 {rank} 位，既非前列也非末位，不加不减",
        "Rank points: place {rank} of {n}, neither among the first nor among the last: nothing",
    ),
}
