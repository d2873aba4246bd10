"""Changes that only make sense together, gathered into blocks: weights that must add up, a new indicator and its score.

A scheme between two others has some blocks of the one and the rest of the other. Blocks are made so that each of them
alone, and all but each of them, leave a sound scheme. What is said for readers only belongs to no block; what turns
scores into grades is a block of its own wherever it can stand alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from kaohe.engine.changes.walking import Change, Keys, expression
from kaohe.engine.scheme.graph import Graph, Variant
from kaohe.engine.scheme.model import Kind
from kaohe.engine.scheme.scheme import Scheme

Label: TypeAlias = "tuple[str, ...]"

FOR_READERS = frozenset({
    "SchemeText.scheme", "SchemeText.title", "SchemeText.basis", "SchemeText.note", "SchemeText.owner",
    "SchemeText.synthetic", "ScorePatch.title", "ScorePatch.article", "Override.because", "Override.article",
    "Indicator.title", "Indicator.source", "Indicator.unit", "Indicator.definition", "Indicator.base",
    "Indicator.basis", "Indicator.evidence", "Group.title", "Attribute.title", "Form.title", "Item.title",
    "Item.article", "Option.title", "RaterClass.title",
})  # fmt: skip
"""Fields that are said for readers: no score and no grade comes from them."""

YEAR = "Period.year"
"""The year belongs to the figures: it is that of the scheme they were collected for."""

_AFTER_SCORING = ("grading", "discipline", "outcomes")
_MOST_BLOCKS = 30


@dataclass(frozen=True)
class Block:
    """Changes that are applied together or not at all. `grading`: they bear on grades only."""

    changes: tuple[Change, ...]
    grading: bool = False

    @property
    def keys(self) -> frozenset[Keys]:
        return frozenset(change.keys for change in self.changes)


def blocks_of(
    old: Scheme, new: Scheme, changes: Iterable[Change], sound: Callable[[Sequence[Block]], bool]
) -> tuple[Block, ...]:
    """The blocks of some changes, in the order of the changes. `sound`: is the old scheme sound with these applied?"""
    counted = [change for change in changes if change.of not in FOR_READERS and change.of != YEAR]
    groups = _Groups()
    for change in counted:
        groups.join(_labels(change, old.graph, new.graph))
    for graph in (old.graph, new.graph):
        for labels in _together(graph):
            groups.join([label for label in labels if label in groups.root])
    made: dict[Label, list[Change]] = {}
    for change in counted:
        made.setdefault(groups.find(_labels(change, old.graph, new.graph)[0]), []).append(change)
    blocks = [Block(tuple(ones), all(one.keys[0] in _AFTER_SCORING for one in ones)) for ones in made.values()]
    blocks.sort(key=lambda block: block.grading)
    return tuple(_settled(blocks, sound)) if len(blocks) <= _MOST_BLOCKS else (merged(blocks),)


def merged(blocks: Iterable[Block]) -> Block:
    """Several blocks as one."""
    found = list(blocks)
    return Block(tuple(change for block in found for change in block.changes), all(block.grading for block in found))


class _Groups:
    """Labels that belong together."""

    def __init__(self) -> None:
        self.root: dict[Label, Label] = {}

    def find(self, label: Label) -> Label:
        while self.root.setdefault(label, label) != label:
            label = self.root[label]
        return label

    def join(self, labels: Sequence[Label]) -> None:
        for label in labels:
            first, second = self.find(labels[0]), self.find(label)
            self.root[max(first, second)] = min(first, second)


# ---- what belongs together by the tree of scores --------------------------------------------------------------------


def _labels(change: Change, *graphs: Graph) -> list[Label]:
    """What a change is about; changes that share a label are one block."""
    keys = change.keys
    if keys[0] in _AFTER_SCORING:
        return [keys[:1]]
    if keys[0] in ("scores", "overrides"):
        when = keys[2] if keys[0] == "overrides" else ""
        kind, (name, *rest) = keys[1], keys[4:] if when else keys[2:]
        return _score_labels(change, kind, name, rest, when, graphs)
    if keys[0] in ("indicators", "forms") and len(keys) > 1:
        readers = [("way", *key) for graph in graphs for key in _readers(graph, keys[0], keys[1])]
        return [*readers, keys[:2]]
    return [keys[:3] if keys[0] in ("groups", "attributes") else keys[:2] if keys[0] == "lists" else keys[:1]]


def _score_labels(
    change: Change, kind: str, name: str, rest: Sequence[str], when: str, graphs: Iterable[Graph]
) -> list[Label]:
    if not rest:
        return [("points", kind, name, ""), ("way", kind, name), ("whole", kind, name)]
    if rest[0] in ("points", "kind"):
        return [("points", kind, name, when)]
    combining = any(
        ref.sort == "score"
        for graph in graphs
        if (kind, name) in graph.nodes
        for variant in graph.nodes[kind, name].variants  # type: ignore[index]
        for ref in variant.uses
    )
    return [("how", kind, name, when)] if combining and rest[0] == "how" else [("way", kind, name)]


def _readers(graph: Graph, section: str, name: str) -> Iterator[tuple[str, str]]:
    """The scores that an indicator or a form bears on at once."""
    for node in graph.nodes.values():
        for variant in node.variants:
            figures = {ref.name for ref in variant.uses if ref.sort == "figure"}
            counted = {*figures, *variant.rule.counted_events(node.name)}
            if name in (counted if section == "indicators" else variant.rule.forms()):
                yield node.key


def _together(graph: Graph) -> Iterator[list[Label]]:
    """A score's way of combining with the parts that come or go. Where marks add up: the points of its parts, as they
    are for one condition; and the plain points that hold beside them, where the condition does not say its own."""
    for node in graph.nodes.values():
        said = _points_said(graph, node.kind)
        for variant in node.variants:
            parts = [(ref.kind, ref.name) for ref in variant.uses if ref.sort == "score"]
            when = _said_for(graph, node.key, variant)
            how = ("how", *node.key, when)
            yield [how, *(("whole", *part) for part in parts)]
            if not variant.rule.adds_marks:
                continue
            marked = [*parts, node.key]
            yield [how, *(("points", *part, one) for part in parts for one in {"", when})]
            for one, own in said.items():
                yield [("points", *part, one) for part in marked]
                for part in marked:
                    if part[1] not in own:
                        yield [("points", *part, ""), *(("points", *other, one) for other in marked)]


def _points_said(graph: Graph, kind: Kind) -> dict[str, set[str]]:
    """By condition of an override: the scores whose points it says; by no condition, none of its own."""
    found: dict[str, set[str]] = {"": set()}
    for one in graph.source.text.overrides.get(kind, ()):
        patches: dict[str, Any] = dict(one.scores)
        found.setdefault(expression(one.when), set()).update(n for n, p in patches.items() if p.points is not None)
    return found


def _said_for(graph: Graph, key: tuple[str, str], variant: Variant) -> str:
    """The condition of the override that says how this variant is combined; none for the plain text."""
    if variant.override is None or variant.keys[:1] != ("overrides",):
        return ""
    return expression(graph.source.text.overrides[key[0]][variant.override].when)  # type: ignore[index]


# ---- what belongs together because nothing else is sound ------------------------------------------------------------


def _settled(blocks: list[Block], sound: Callable[[Sequence[Block]], bool]) -> list[Block]:
    """Blocks joined until each alone, and all without each, leave a sound scheme."""
    while len(blocks) > 1:
        bad = [i for i in range(len(blocks)) if not _stands_alone(blocks, [i], sound)]
        if not bad:
            break
        pair = next(
            ((i, j) for i in bad for j in range(len(blocks)) if i != j and _stands_alone(blocks, [i, j], sound)), None
        )
        blocks = _joined(blocks, pair if pair is not None else _with_next(bad, len(blocks)))
    return blocks


def _with_next(bad: Sequence[int], count: int) -> Sequence[int]:
    """All that cannot stand alone; where that is one only, everything."""
    return bad if len(bad) > 1 else range(count)


def _stands_alone(blocks: Sequence[Block], some: Sequence[int], sound: Callable[[Sequence[Block]], bool]) -> bool:
    chosen = [blocks[i] for i in some]
    others = [block for i, block in enumerate(blocks) if i not in some]
    return sound(chosen) and sound(others)


def _joined(blocks: Sequence[Block], some: Iterable[int]) -> list[Block]:
    together = sorted(some)
    rest = [block for i, block in enumerate(blocks) if i not in together]
    return sorted(
        [merged(blocks[i] for i in together), *rest], key=lambda block: (block.grading, _first(block, blocks))
    )


def _first(block: Block, blocks: Sequence[Block]) -> int:
    return next(i for i, one in enumerate(blocks) if one.changes[0] in block.changes)
