"""What changes do to people: who moves, by how much, and because of which change, adding up exactly.

The changes stand in blocks (`kaohe.engine.changes.blocks`); newer figures, where there are some, are one more cause. A
subject's difference in score is shared out among the causes by Shapley's value (`kaohe.engine.changes.sharing`), in exact
fractions. Ranks and grades go in two steps: first what changes the scores, then what turns scores into grades.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from kaohe.engine.changes.blocks import Block, blocks_of, merged
from kaohe.engine.changes.fitting import Tables
from kaohe.engine.changes.mixing import Mixes
from kaohe.engine.changes.sharing import Chosen, shares, subsets
from kaohe.engine.changes.walking import ABSENT, differences
from kaohe.engine.figures import Figures
from kaohe.engine.numbers import Real, Rounding, rounded
from kaohe.engine.problems import InvalidFigures
from kaohe.engine.run import Run
from kaohe.engine.scheme.graph import NodeKey
from kaohe.engine.scheme.model import KINDS
from kaohe.engine.scheme.scheme import Scheme
from kaohe.engine.scores import score_column

MOST_CAUSES = 6
"""So many causes at most are told apart: twice as many runs for each one more."""

SHOWN = Rounding(Fraction(1, 10**6))
"""A score that is no fraction (a root, a logarithm) is compared as it is shown, with six decimals."""


class FiguresDoNotFit(InvalidFigures):
    """The figures cannot be scored by one of the schemes."""

    def __init__(self, scheme: Scheme, invalid: InvalidFigures) -> None:
        self.scheme = scheme
        super().__init__(invalid.problems)


@dataclass(frozen=True)
class Cause:
    """Why scores move: a block of changes, the rest of the changes (`several`), or newer figures (no block)."""

    block: Block | None
    several: bool = False


@dataclass(frozen=True)
class Standing:
    """Where a subject stands: `rank` and `grade` None where it has none."""

    rank: int | None
    grade: str | None


@dataclass(frozen=True)
class Move:
    """One subject at one score. `parts`: what each cause adds, in their order; their sum is `new − old`. None: no such
    number on one of the sides, or (only `parts`) on the way between them. `places`: before, after what changes scores,
    after what turns scores into grades; empty unless it is the score that grades."""

    subject: str
    name: str
    group: str
    old: Fraction | None
    new: Fraction | None
    parts: tuple[Fraction, ...] | None
    places: tuple[Standing, ...] = ()

    @property
    def difference(self) -> Fraction | None:
        return None if self.old is None or self.new is None else self.new - self.old


@dataclass(frozen=True)
class Effects:
    """`moves`: by score, every subject that both sides have, sorted by id. `set_aside`: blocks that cannot be scored,
    with the indicators and forms for which no figure came; they are in no number here. `grading`: the block that only
    turns scores into grades, if there is one. `elsewhere`: subjects that only one side has."""

    causes: tuple[Cause, ...]
    grading: Block | None
    set_aside: tuple[tuple[Block, tuple[str, ...]], ...]
    moves: Mapping[NodeKey, tuple[Move, ...]]
    elsewhere: tuple[str, ...]
    exact: bool
    """False: some score is no fraction, and was taken with six decimals."""


def effects(
    old: Scheme,
    new: Scheme,
    figures: Tables | Figures,
    newer: Tables | Figures | None = None,
    wanted: Sequence[NodeKey] = (),
) -> Effects:
    """`wanted`: scores besides those that grade. Raises FiguresDoNotFit."""
    changes = differences(old.text, new.text)
    mixes = Mixes(old, new, changes, figures, newer)
    blocks = blocks_of(old, new, changes, mixes.sound)
    for scheme, some in ((old, ()), (new, blocks)):
        try:
            mixes.run(some, newer=newer is not None and scheme is new)
        except InvalidFigures as invalid:
            raise FiguresDoNotFit(scheme, invalid) from None
    kept, aside = _collected(blocks, mixes, newer is not None)
    scoring, grading = _split(kept, mixes)
    scoring = _fewer(scoring, mixes, MOST_CAUSES - (newer is not None))
    causes = [Cause(block, len(block.keys) != 0 and block not in kept) for block in scoring]
    causes += [Cause(None)] if newer is not None else []
    return _Comparison(mixes, tuple(causes), grading).effects(tuple(aside), wanted)


def _collected(
    blocks: Sequence[Block], mixes: Mixes, newer: bool
) -> tuple[list[Block], list[tuple[Block, tuple[str, ...]]]]:
    """Blocks that can be scored; those that ask for figures which nobody sent are set aside, with what is missing."""
    if not blocks:
        return [], []
    run = mixes.run(blocks, newer=newer)
    missing = [(block, _without_figures(block, run)) for block in blocks]
    kept = [block for block, names in missing if not names]
    if not mixes.sound(kept):
        return list(blocks), []
    return kept, [(block, names) for block, names in missing if names]


def _without_figures(block: Block, run: Run) -> tuple[str, ...]:
    """New indicators and forms of a block for which there is not one figure and no reason why."""
    added = [change.keys for change in block.changes if change.old is ABSENT and len(change.keys) == 2]
    found = []
    for section, name in added:
        if section == "indicators" and not run.scheme.text.indicators[name].events:
            columns = [
                (frame, column)
                for frame in run.figures.subjects.values()
                for column in frame.columns
                if column == f"f:{name}" or column.startswith(f"f:{name}@")
            ]
            causes = {column.partition("@")[0] for column in run.figures.absences["column"].to_list()}
            if f"f:{name}" not in causes and all(frame[column].is_null().all() for frame, column in columns):
                found.append(name)
        if section == "forms":
            sent = {*run.figures.ratings["form"].to_list(), *run.figures.tallies["form"].to_list()}
            found += [] if name in sent else [name]
    return tuple(found)


def _split(blocks: Sequence[Block], mixes: Mixes) -> tuple[list[Block], Block | None]:
    """What changes scores; and what only turns them into grades, where one can go without the other."""
    scoring = [block for block in blocks if not block.grading]
    rest = [block for block in blocks if block.grading]
    return scoring, merged(rest) if rest else None


def _fewer(blocks: list[Block], mixes: Mixes, most: int) -> list[Block]:
    """Few enough, and every choice among them sound: those that move least alone are told together."""
    while len(blocks) > most:
        weights = sorted((_moved(mixes, block), i) for i, block in enumerate(blocks))
        least = {i for _, i in weights[: len(blocks) - most + 1]}
        rest = merged(blocks[i] for i in sorted(least))
        blocks = [block for i, block in enumerate(blocks) if i not in least] + [rest]
    for chosen in subsets(len(blocks)):
        if not mixes.sound([blocks[i] for i in chosen]):
            return _fewer([merged(blocks[i] for i in sorted(chosen)), *_others(blocks, chosen)], mixes, most)
    return blocks


def _others(blocks: list[Block], chosen: Chosen) -> list[Block]:
    return [block for i, block in enumerate(blocks) if i not in chosen]


def _moved(mixes: Mixes, block: Block) -> Fraction:
    """How much a block moves all the scores that grade, alone."""
    before, after = mixes.run([]), mixes.run([block])
    total = Fraction(0)
    for key in _grading_nodes(before, after):
        ours, theirs = _values(before, key)[0], _values(after, key)[0]
        total += sum((abs(theirs[s] - v) for s, v in ours.items() if v is not None and theirs.get(s) is not None), 0)  # type: ignore[operator]
    return total


def _grading_nodes(old: Run, new: Run) -> Iterator[NodeKey]:
    """The score that grades each kind; of a kind without grades, the scores that nothing else reads."""
    for kind in KINDS:
        if kind not in old.scores.frames or kind not in new.scores.frames:
            continue
        ours, theirs = old.scheme.text.grading.get(kind), new.scheme.text.grading.get(kind)
        if ours is not None and theirs is not None:
            found = [(kind, ours.by)] if ours.by == theirs.by else []
        else:
            found = [key for key in old.scheme.graph.roots & new.scheme.graph.roots if key[0] == kind]
        yield from sorted(key for key in found if key in new.scheme.graph.nodes)


def _values(run: Run, key: NodeKey) -> tuple[dict[str, Fraction | None], bool]:
    """A score of every subject; None where it has none. False: some are no fractions and were rounded to be shown."""
    frame, stored, exact = run.scores.frames[key[0]], run.scores.stored[key], True
    subjects = frame["subject"].to_list()
    if stored.unit is not None:
        units = frame[score_column(key[1])].to_list()
        return {s: None if n is None else n * stored.unit for s, n in zip(subjects, units, strict=True)}, True
    values: dict[str, Fraction | None] = {}
    for subject in subjects:
        outcome = run.scores.exact(key, subject)
        if isinstance(outcome, Real):
            exact, outcome = False, rounded(outcome, SHOWN)
        values[subject] = outcome if isinstance(outcome, Fraction) else None
    return values, exact


@dataclass(frozen=True)
class _Comparison:
    mixes: Mixes
    causes: tuple[Cause, ...]
    grading: Block | None

    def _run(self, chosen: Chosen, *, graded: bool = False) -> Run:
        blocks = [cause.block for i, cause in enumerate(self.causes) if i in chosen and cause.block is not None]
        newer = any(cause.block is None for i, cause in enumerate(self.causes) if i in chosen)
        blocks += [self.grading] if graded and self.grading is not None else []
        return self.mixes.run(blocks, newer=newer)

    def effects(self, aside: tuple[tuple[Block, tuple[str, ...]], ...], wanted: Sequence[NodeKey]) -> Effects:
        everything = frozenset(range(len(self.causes)))
        first, last = self._run(frozenset()), self._run(everything, graded=True)
        keys = [*_grading_nodes(first, last)]
        keys += [key for key in wanted if key not in keys and key in first.scores.stored and key in last.scores.stored]
        exact, moves = True, {}
        for key in keys:
            moves[key], whole = self._moves(key)
            exact = exact and whole
        ours, theirs = _subjects(first), _subjects(last)
        return Effects(self.causes, self.grading, aside, moves, tuple(sorted(ours ^ theirs)), exact)

    def _moves(self, key: NodeKey) -> tuple[tuple[Move, ...], bool]:
        choices = subsets(len(self.causes))
        values, exact = {}, True
        for chosen in choices:
            run = self._run(chosen)
            values[chosen], whole = _values(run, key) if key in run.scores.stored else ({}, True)
            exact = exact and whole
        everything = choices[-1]
        first, last = self._run(choices[0]), self._run(everything, graded=True)
        places = self._places(key, (first, self._run(everything), last))
        found = []
        for row in first.figures.subjects[key[0]].select("subject", "name", "group").iter_rows(named=True):
            subject = row["subject"]
            if subject not in values[everything]:
                continue
            own = {chosen: values[chosen].get(subject) for chosen in choices}
            parts = None
            if all(value is not None for value in own.values()):
                parts = shares(own, len(self.causes))  # type: ignore[arg-type]
            ends = own[choices[0]], own[everything]
            move = Move(subject, row["name"], row["group"] or "", *ends, parts)
            found.append(replace(move, places=places.get(subject, ())))
        return tuple(found), exact

    def _places(self, key: NodeKey, runs: Sequence[Run]) -> dict[str, tuple[Standing, ...]]:
        kind, name = key
        gradings = [run.scheme.text.grading.get(kind) for run in runs]
        if not all(grading is not None and grading.by == name for grading in gradings):
            return {}
        tables = [_standings(run, kind) for run in runs]
        return {subject: tuple(table.get(subject, Standing(None, None)) for table in tables) for subject in tables[0]}


def _standings(run: Run, kind: str) -> dict[str, Standing]:
    frame: Any = run.grades.frames[kind]
    rows = frame.select("subject", "rank", "grade").iter_rows()
    return {subject: Standing(rank, grade) for subject, rank, grade in rows}


def _subjects(run: Run) -> frozenset[str]:
    return frozenset(s for frame in run.figures.subjects.values() for s in frame["subject"].to_list())
