"""The first tab: what was assessed by what, how many got which grade, quotas and room, and what it all came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import kaohe
from kaohe.engine.explanation import Text
from kaohe.engine.numbers import read_number, show
from kaohe.engine.run import Run
from kaohe.engine.scheme.grade_names import UNGRADED
from kaohe.engine.scheme.model import Kind
from kaohe.engine.wording import say
from kaohe.formats.workbook import words
from kaohe.formats.workbook.book import HEAD, Book, Tab
from kaohe.formats.workbook.values import Words

_PERIODS = {
    "ordinary": Text("平时考核", "ordinary"),
    "annual": Text("年度考核", "annual"),
    "special": Text("专项考核", "special"),
    "term": Text("任期考核", "term"),
}
_STAFF = Text("工作人员名额", "places of staff")


def write_overview(
    book: Book, run: Run, *, tabs: Sequence[tuple[str, Text]], notes: Sequence[Text], fingerprints: Mapping[str, str]
) -> None:
    """`tabs`: the other tabs with what each is for. `notes`: what the workbook leaves out, and why."""
    tab = book.tab(words.OVERVIEW.say(book.lang), words.OVERVIEW)
    row = _facts(tab, run, 3)
    row = _counts(tab, run, row + 1)
    row = _remarks(tab, run, notes, row + 1)
    row = _tabs(tab, tabs, row + 1)
    row = _origin(tab, fingerprints, row + 1)
    _quotas(tab, run, row + 1)
    for column, width in enumerate((22, 34, 15, 12, 12, 12, 12, 12, 12, 12)):
        tab.sheet.set_column(column, column, width)
    tab.print_setup(repeat=0)


def _section(tab: Tab, row: int, title: Text) -> int:
    tab.text(row, 0, title.say(tab.lang), tab.book.style(bold=True, font_size=12))
    tab.sheet.set_row(row, 20)
    return row + 1


def _line(tab: Tab, row: int, title: Text, value: str) -> int:
    if not value:
        return row
    label = tab.book.style(font_color="#52606D")
    tab.text(row, 0, title.say(tab.lang), label)
    tab.text(row, 1, value, tab.book.style())
    return row + 1


def _facts(tab: Tab, run: Run, row: int) -> int:
    text, lang = run.scheme.text, tab.lang
    period = f"{text.period.year} · {_PERIODS[text.period.kind].say(lang)}"
    if text.period.parts:
        period += f" · {', '.join(text.period.parts)}"
    row = _line(tab, row, Text("方案", "Scheme"), f"{text.title.say(lang)} ({text.scheme})")
    row = _line(tab, row, Text("考核周期", "Period"), period)
    row = _line(tab, row, Text("依据", "Basis"), text.basis.say(lang) if text.basis is not None else "")
    row = _line(tab, row, Text("制定部门", "Kept by"), text.owner)
    return _line(tab, row, Text("说明", "Note"), text.note.say(lang) if text.note is not None else "")


def _counts(tab: Tab, run: Run, row: int) -> int:
    """One table a kind: how many subjects have each grade."""
    row = _section(tab, row, Text("各等次数量", "How many of each grade"))
    head = tab.book.cell(bold=True, bg_color=HEAD, align="center", text_wrap=True)
    for kind, frame in run.scores.frames.items():
        graded = run.grades.frames.get(kind)
        titles, numbers = [Text("对象数", "subjects")], [len(frame)]
        if graded is not None:
            said = Words(run, kind, tab.lang)  # type: ignore[arg-type]
            counts = Counter(graded["grade"].to_list())
            for code in said.plan.names:
                if code != UNGRADED or counts[code]:
                    titles.append(said.titles.grade(code))
                    numbers.append(counts[code])
        tab.text(row + 1, 0, words.KIND[kind].say(tab.lang), tab.book.cell(bold=True))  # type: ignore[index]
        for column, (title, number) in enumerate(zip(titles, numbers, strict=True), 1):
            tab.text(row, column, title.say(tab.lang), head)
            tab.number(row + 1, column, number, tab.book.cell(num_format="#,##0", align="center"))
        row += 3
    return row - 1


def _quotas(tab: Tab, run: Run, row: int) -> None:
    frame = run.grades.quotas
    if not len(frame):
        return
    row = _section(tab, row, Text("名额", "Quotas and room"))
    heads = ("类别 Kind", "比较组 Group", "等次 Grade", "应参加 Base", "比例 Share", "名额 Room", "竞争者 Contend",
             "受限 Barred", "作废 Lapsed", "已用 Used")  # fmt: skip
    pairs = [Text(*one.split(" ")) for one in heads]
    for column, title in enumerate(pairs):
        tab.text(row, column, title.say(tab.lang), tab.book.cell(bold=True, bg_color=HEAD, align="center"))
    said: dict[Kind, Words] = {kind: Words(run, kind, tab.lang) for kind in run.grades.plan.kinds}
    plain, number = tab.book.cell(indent=1), tab.book.cell(num_format="#,##0", align="center")
    for row, one in enumerate(frame.iter_rows(named=True), row + 1):  # noqa: B020
        kind = said[one["kind"]]
        of = _STAFF.say(tab.lang) if one["sort"] == "staff" else kind.grade(one["grade"])
        group = _subject(run, one["set"]) if one["sort"] == "staff" else kind.set(one["set"])
        for column, value in enumerate(
            (words.KIND[kind.kind].say(tab.lang), group, of, one["base"], _share(one["share"]))
        ):
            tab.put(row, column, value, number if isinstance(value, int) else plain)
        for column, name in enumerate(("room", "candidates", "barred", "lapsed", "used"), 5):
            tab.put(row, column, one[name], number)


def _subject(run: Run, subject: str) -> str:
    kind, at = run.reference.rows[subject]
    return str(run.reference.column(kind, "name")[at] or subject)


def _share(text: str | None) -> str:
    value = read_number(text) if text else None
    return (text or "") if value is None else f"{show(value * 100)}%"


def _remarks(tab: Tab, run: Run, notes: Sequence[Text], row: int) -> int:
    """What was found while grading, and what this workbook leaves out."""
    found = [*(say(problem, tab.lang) for problem in run.grades.problems), *(note.say(tab.lang) for note in notes)]
    if not found:
        return row - 1
    row = _section(tab, row, Text("请注意", "Please note"))
    for one in found:
        tab.text(row, 0, one, tab.book.style())
        row += 1
    return row


def _tabs(tab: Tab, tabs: Sequence[tuple[str, Text]], row: int) -> int:
    row = _section(tab, row, Text("各表", "Tabs"))
    for name, what in tabs:
        tab.link(row, 0, name, name)
        tab.text(row, 1, what.say(tab.lang), tab.book.style())
        row += 1
    return row


def _origin(tab: Tab, fingerprints: Mapping[str, str], row: int) -> int:
    row = _section(tab, row, Text("来源（指纹，SHA-256）", "Where it comes from (fingerprints, SHA-256)"))
    titles: dict[str, Text] = {
        "scheme": Text("方案", "Scheme"),
        "figures": Text("数据", "Figures"),
        "engine": Text("计分程序", "Engine"),
    }
    row = _line(tab, row, Text("软件", "Software"), f"Kaohe {kaohe.__version__}")
    for name, fingerprint in fingerprints.items():
        row = _line(tab, row, titles[name], fingerprint)
    return row
