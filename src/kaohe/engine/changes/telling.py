"""The differences between two schemes, and what they do to people, as text in Chinese or English."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kaohe.engine.changes.blocks import Block
from kaohe.engine.changes.effects import Effects, Move
from kaohe.engine.changes.notes import Note, notes, sentence
from kaohe.engine.changes.saying import Speaker
from kaohe.engine.numbers import show
from kaohe.engine.scheme.graph import NodeKey
from kaohe.engine.scheme.scheme import Scheme
from kaohe.engine.scheme.titles import Titles
from kaohe.engine.wording.changes import SECTIONS, VALUES

_NUMERALS = "一二三四五六七八九十"
_CARRIED = 4
"""Decimals of a score that is not rounded."""


def tell_changes(old: Scheme, new: Scheme, found: Sequence[Note], lang: str) -> str:
    """The explanatory note, ending with a line feed: sections with numbered sentences."""
    zh = lang == "zh"
    head = f"《{old.text.title.zh}》（{old.text.scheme}）→《{new.text.title.zh}》（{new.text.scheme}）" if zh else (
        f"{old.text.title.en} ({old.text.scheme}) → {new.text.title.en} ({new.text.scheme})"
    )  # fmt: skip
    if not found:
        return f"{head}\n{'两个方案内容相同。' if zh else 'The two schemes say the same.'}\n"
    lines = ["修订说明" if zh else "Explanatory note", head]
    sections = list(dict.fromkeys(note.section for note in found))
    for i, section in enumerate(sections):
        number = f"{_numeral(i)}、" if zh else f"{i + 1}. "
        lines += ["", f"{number}{SECTIONS[section].say(lang)}"]
        own = [note for note in found if note.section == section]
        lines += [
            f"{j}. {sentence(note, lang)}" if zh else f"   {j}) {sentence(note, lang)}" for j, note in enumerate(own, 1)
        ]
    clauses = sum(max(1, len(note.changes)) for note in found)
    lines += ["", f"共 {clauses} 处不同。" if zh else f"{clauses} difference(s) in all."]
    return "\n".join(lines) + "\n"


def _numeral(i: int) -> str:
    return _NUMERALS[i] if i < 10 else f"十{_NUMERALS[i - 10]}"


# ---- effects --------------------------------------------------------------------------------------------------------


def tell_effects(old: Scheme, new: Scheme, found: Effects, lang: str, *, most: int) -> str:
    """Which changes move whom; `most`: so many movers of each score, those that move furthest first."""
    return "\n".join(_effects(old, new, found, lang, most)) + "\n"


def _effects(old: Scheme, new: Scheme, found: Effects, lang: str, most: int) -> Iterator[str]:
    zh = lang == "zh"
    yield "对结果的影响" if zh else "What the changes do"
    if old.text.synthetic or new.text.synthetic:
        yield "SYNTHETIC 示例数据"
    yield ""
    for i, cause in enumerate(found.causes):
        if cause.block is None:
            yield f"（{i + 1}）数据变化" if zh else f"({i + 1}) Other figures"
            continue
        lead = ("其余变化：" if zh else "The other changes: ") if cause.several else ""
        yield (f"（{i + 1}）" if zh else f"({i + 1}) ") + lead + _block(old, new, cause.block, lang)
    if found.grading is not None:
        yield ("（等次规则）" if zh else "(rules for grades) ") + _block(old, new, found.grading, lang)
    for block, names in found.set_aside:
        yield _aside(old, new, block, names, lang)
    if not found.causes and found.grading is None:
        yield "没有影响得分和等次的变化。" if zh else "No change bears on scores or grades."
        return
    yield ""
    yield from _method(found, lang)
    for key, moves in found.moves.items():
        yield ""
        yield from _score(new, found, key, moves, lang, most)
    if found.elsewhere:
        yield ""
        listed = ("、" if zh else ", ").join(found.elsewhere[:10]) + ("…" if len(found.elsewhere) > 10 else "")
        n = len(found.elsewhere)
        yield f"只见于一方、无法比较的对象 {n} 个：{listed}" if zh else f"{n} subject(s) on one side only: {listed}"


def _method(found: Effects, lang: str) -> Iterator[str]:
    zh = lang == "zh"
    if len(found.causes) > 1:
        yield (
            "得分之差按夏普利值分摊到各项变化：取各种先后次序下影响的平均值，与先后无关，各项相加正好等于差额。"
            if zh
            else "Differences in score are shared out by Shapley's value: the mean effect over every order of the changes, so"
            " no order is favoured, and the parts add up exactly."
        )
    yield (
        "位次和等次分两步比较：先看得分变化，再看等次规则变化。"
        if zh
        else "Ranks and grades are compared in two steps: first the scores change, then the rules for grades."
    )
    if not found.exact:
        yield (
            "含开方或对数的得分按 6 位小数比较。"
            if zh
            else "Scores with roots or logarithms are compared at 6 decimals."
        )


def _block(old: Scheme, new: Scheme, block: Block, lang: str) -> str:
    found = notes(old.text, new.text, block.changes)
    return ("" if lang == "zh" else " ").join(sentence(note, lang, brief=True) for note in found)


def _aside(old: Scheme, new: Scheme, block: Block, names: Sequence[str], lang: str) -> str:
    indicators, forms = new.text.indicators, new.text.forms
    titles = [(indicators.get(name) or forms[name]).title.say(lang) for name in names]
    said = _block(old, new, block, lang)
    if lang == "zh":
        return f"【未计入比较】{'、'.join(f'“{one}”' for one in titles)}没有数据，下列变化无法计分：{said}"
    listed = ", ".join(f"'{one}'" for one in titles)
    return f"[Not compared] There are no figures for {listed}, so these changes cannot be scored: {said}"


def _score(new: Scheme, found: Effects, key: NodeKey, moves: Sequence[Move], lang: str, most: int) -> Iterator[str]:
    zh, (kind, name) = lang == "zh", key
    title = Speaker(new.text, kind).score(name).say(lang)
    up = sum((m.difference or 0) > 0 for m in moves)
    down = sum((m.difference or 0) < 0 for m in moves)
    if zh:
        yield f"【{VALUES[kind].zh}】“{title}”：共 {len(moves)} 个对象，得分上升 {up} 个、下降 {down} 个。"
    else:
        yield f"[{VALUES[kind].en}] '{title}': {len(moves)} subjects, {up} score(s) up, {down} down."
    unshared = sum(m.difference is None for m in moves)
    if unshared:
        yield f"其中 {unshared} 个在一方没有得分，无法比较。" if zh else f"Without a score on one side: {unshared}."
    table = _Movers(new, key, _live(found, moves), _places(new, key), lang)
    yield from table.by_cause(moves)
    yield from _regraded(moves, Titles(new.text, kind), lang)
    moved = sorted(
        (m for m in moves if m.difference or _changed(m)), key=lambda m: (-abs(m.difference or 0), m.subject)
    )
    if moved:
        count = min(most, len(moved))
        yield f"变动最大的 {count} 个：" if zh else f"The {count} that move furthest:"
        yield from table.rows(moved[:most])


def _live(found: Effects, moves: Sequence[Move]) -> tuple[int, ...]:
    """The causes that move anybody at a score."""
    return tuple(i for i in range(len(found.causes)) if any(m.parts is not None and m.parts[i] for m in moves))


def _regraded(moves: Sequence[Move], titles: Titles, lang: str) -> Iterator[str]:
    """How many go from which grade to which, and at which step."""
    ways = Counter(grades for m in moves if len(set(grades := tuple(place.grade for place in m.places))) > 1)
    if not ways:
        return
    zh, said = lang == "zh", []
    for grades, count in sorted(ways.items(), key=lambda one: (-one[1], str(one[0]))):
        way = _grades(grades, titles, lang)
        said.append(f"{way} {count} 个" if zh else f"{way}: {count}")
    total = sum(ways.values())
    yield f"等次有变动 {total} 个：{'；'.join(said)}。" if zh else f"Grades that change: {total}. {'; '.join(said)}."


def _changed(move: Move) -> bool:
    return bool(move.places) and move.places[0] != move.places[-1]


def _places(scheme: Scheme, key: NodeKey) -> int:
    """Decimals of a score."""
    variants = scheme.graph.nodes[key].variants
    return max(_CARRIED if v.rounding is None else v.rounding.places for v in variants)


@dataclass(frozen=True)
class _Movers:
    """The tables of one score. `live`: the causes that have a column."""

    scheme: Scheme
    key: NodeKey
    live: tuple[int, ...]
    places: int
    lang: str

    def by_cause(self, moves: Sequence[Move]) -> Iterator[str]:
        """For each cause: how many it helped and hurt, and how far at most."""
        zh = self.lang == "zh"
        head = (
            ("变化", "受益", "受损", "最多加", "最多减") if zh else ("change", "helped", "hurt", "most up", "most down")
        )
        rows = [head]
        for i in self.live:
            parts = [m.parts[i] for m in moves if m.parts is not None]
            counts = str(sum(p > 0 for p in parts)), str(sum(p < 0 for p in parts))
            ends = max([*parts, Fraction(0)]), min([*parts, Fraction(0)])
            most, least = (signed(end, self.places) if end else "" for end in ends)
            rows.append((_mark(i, self.lang), *counts, most, least))
        if self.live:
            yield from _table(rows)

    def rows(self, moves: Sequence[Move]) -> Iterator[str]:
        """A row for each of some movers."""
        zh, several, graded = self.lang == "zh", len(self.live) > 1, bool(moves[0].places)
        head = ["对象", "原得分", "新得分", "差额"] if zh else ["subject", "before", "after", "by"]
        head += [_mark(i, self.lang) for i in self.live] if several else []
        head += (["位次", "等次"] if zh else ["rank", "grade"]) if graded else []
        titles = Titles(self.scheme.text, self.key[0])
        found = [tuple(head)]
        for move in moves:
            row = [f"{move.name}（{move.subject}）" if zh else f"{move.name} ({move.subject})"]
            row += ["—" if end is None else show(end, self.places) for end in (move.old, move.new)]
            row.append("" if move.difference is None else signed(move.difference, self.places))
            row += self._parts(move) if several else []
            if graded:
                ranks = _way([str(place.rank or "—") for place in move.places])
                row += [ranks, _grades(tuple(place.grade for place in move.places), titles, self.lang)]
            found.append(tuple(row))
        yield from _table(found)

    def _parts(self, move: Move) -> list[str]:
        if move.parts is None:
            return [""] * len(self.live)
        return apportioned([move.parts[i] for i in self.live], self.places)


def _mark(i: int, lang: str) -> str:
    return f"（{i + 1}）" if lang == "zh" else f"({i + 1})"


def _way(stations: Sequence[str]) -> str:
    """`3 → 5`: every station that differs from the one before."""
    return " → ".join(one for i, one in enumerate(stations) if i == 0 or one != stations[i - 1])


def _grades(grades: Sequence[str | None], titles: Titles, lang: str) -> str:
    """From grade to grade; said where it is the rules for grades alone that make the difference."""
    way = _way(["—" if one is None else titles.grade(one).say(lang) for one in grades])
    if grades[0] == grades[1] != grades[2]:
        way += "（因等次规则）" if lang == "zh" else " (rules for grades)"
    return way


def signed(value: Fraction, places: int) -> str:
    """`+1.20`, `−0.35`, or `0`."""
    shown = show(value, places)
    return "0" if not value else f"+{shown}" if value > 0 else shown.replace("-", "−")


def apportioned(parts: Sequence[Fraction], places: int) -> list[str]:
    """Parts with some decimals, so that what is shown adds up to the shown sum: the largest remainders are rounded up."""
    step = Fraction(1, 10**places)
    total = Fraction(show(sum(parts, Fraction(0)), places)) / step
    floors = [part // step for part in parts]
    left = int(total - sum(floors))
    order = sorted(range(len(parts)), key=lambda i: (floors[i] * step - parts[i], i))
    raised = set(order[:left])
    units = [floor + (i in raised) for i, floor in enumerate(floors)]
    return [signed(unit * step, places) for unit in units]


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Columns beneath each other, the first and the last but its numbers to the left; Chinese signs are two wide."""
    widths = [max(_width(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell + " " * (width - _width(cell)) if i == 0 or _worded(rows, i) else " " * (width - _width(cell)) + cell
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  " + "  ".join(cells).rstrip()


def _worded(rows: Sequence[tuple[str, ...]], i: int) -> bool:
    return any(any(sign.isalpha() for sign in row[i]) or "→" in row[i] for row in rows[1:])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
