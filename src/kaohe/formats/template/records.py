"""The tabs for everything but figures: events, and what the office keeps: subjects, status, decisions, earlier years,
rating forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from kaohe.engine.figures import MOST_COUNTED, RATING_DECIMALS
from kaohe.engine.scheme.model import Attribute
from kaohe.formats.labels import labels
from kaohe.formats.template.plan import Field, Number, Setting, Tab, tab_name

BLANK = {
    "subjects": 50,
    "events": 200,
    "status": 100,
    "decisions": 100,
    "history": 500,
    "ratings": 2000,
    "tallies": 2000,
}
"""Rows ready to be filled in; more can be added beneath."""

_COUNT = Number(0, Fraction(0), Fraction(MOST_COUNTED))


def events_tab(made: Setting, indicators: Sequence[str]) -> Tab:
    """What happened, one happening in a row."""
    say = made.say
    titles = labels(made.text, "events", "indicator", made.lang)
    notes = [f"{titles[i]}：{made.told(made.text.indicators[i].definition)}" for i in indicators]
    own = tuple(titles[i] for i in indicators)
    asked = say("方案要求时填写。", "Where the scheme asks for it.")
    same = say(
        "同一事项多次表彰或处分时，各行写同一个名称。",
        "The same words in each row where one matter was rewarded or punished more than once.",
    )
    return Tab(
        tab_name(say("事件", "events")),
        say("事件：每件一行", "Events: one in a row"),
        (
            *_who(made),
            Field("indicator", say("指标", "Indicator"), choices=own, note="\n".join(notes), required=True, width=26),
            Field("date", say("日期", "Date"), date=True),
            Field("count", say("件数", "Count"), number=_COUNT, note=say("空着算 1 件。", "One, where it is empty.")),
            replace(_choice(made, "events", "level", say("级别", "Level")), note=asked),
            replace(_choice(made, "events", "role", say("责任", "Role")), note=asked),
            Field("document", say("依据文件", "Document"), width=32),
            Field("matter", say("事项", "Matter"), note=same, width=20),
        ),
        blank=BLANK["events"],
    )


def office_tabs(made: Setting) -> Iterator[Tab]:
    """The subjects, and each record that the scheme has a use for."""
    text = made.text
    yield _subjects(made)
    if any(grading.statuses for grading in text.grading.values()):
        yield _status(made)
    if text.grading:
        yield _decisions(made)
    if text.grading or any(one.history for one in text.indicators.values()):
        yield _history(made)
    if any(form.full is not None for form in text.forms.values()):
        yield _ratings(made)
    if any(form.options for form in text.forms.values()):
        yield _tallies(made)


def _subjects(made: Setting) -> Tab:
    say, table = made.say, "subjects"
    attributes = {name: one for own in made.text.attributes.values() for name, one in own.items()}
    above = say("班子填所属单位编号，干部填所属班子编号。", "Of a team its unit, of a cadre its team, by the id.")
    fields = (
        Field(
            "subject",
            say("编号", "Id"),
            required=True,
            note=say("各表都用它，不能重复。", "All tables use it; unique."),
        ),
        Field("name", say("名称", "Name"), required=True, width=26),
        _choice(made, table, "kind", say("类别", "Kind"), required=True),
        _choice(made, table, "group", say("分组", "Group"), width=18),
        Field("parent", say("上级编号", "Parent's id"), note=above),
        *(_attribute(made, name, one) for name, one in attributes.items()),
    )
    shown = {field.code: labels(made.text, table, field.code, made.lang) for field in fields}
    rows = tuple(
        {
            code: shown[code].get(str(cell), str(cell))
            for code, cell in row.items()
            if cell is not None and code in shown
        }
        for row in made.roll.iter_rows(named=True)
    )
    return Tab(tab_name(say("对象名单", "subjects")), say("考核对象", "Subjects"), fields, rows, BLANK[table])


def _attribute(made: Setting, name: str, one: Attribute) -> Field:
    title = made.told(one.title) or name
    number = Number(one.decimals, *(one.range or ())) if one.number else None
    return Field(name, title, choices=_labels(made, "subjects", name), number=number, width=16)


def _status(made: Setting) -> Tab:
    say = made.say
    fields = (
        *_who(made),
        _choice(made, "status", "status", say("状态", "Status"), required=True, width=22),
        Field("from", say("自", "From"), date=True),
        Field("to", say("至", "To"), date=True, note=say("空着表示至今。", "Empty: until now.")),
        Field("document", say("依据文件", "Document"), width=32),
    )
    return Tab(
        tab_name(say("状态", "status")),
        say("不定等次等情形", "Who is not graded as usual"),
        fields,
        blank=BLANK["status"],
    )


def _decisions(made: Setting) -> Tab:
    say, table = made.say, "decisions"
    fields = (
        *_who(made),
        _choice(made, table, "from", say("原等次", "From grade")),
        _choice(made, table, "to", say("定为", "To grade"), required=True),
        Field("by", say("决定机关", "Decided by"), required=True, width=18),
        Field("at", say("日期", "Date"), date=True, required=True),
        Field("reason", say("理由", "Reason"), required=True, width=40),
        Field("document", say("会议纪要或文号", "Document"), width=24),
        Field("approval", say("超比例批准文号", "Approval"), width=20),
    )
    return Tab(tab_name(say("决定", "decisions")), say("考核委的决定（看分不唯分）", "Decisions of the committee"), fields, blank=BLANK[table])  # fmt: skip


def _history(made: Setting) -> Tab:
    say, table = made.say, "history"
    year = Number(0, Fraction(1900), Fraction(made.text.period.year))
    fields = (
        *_who(made),
        Field("year", say("年度", "Year"), number=year, required=True),
        Field("score", say("得分", "Score"), number=Number(9)),
        _choice(made, table, "grade", say("等次", "Grade")),
        Field("run", say("计分标识", "Run"), note=say("由 kaohe freeze 填写。", "Written by kaohe freeze."), width=20),
    )
    return Tab(tab_name(say("往年结果", "history")), say("往年结果", "Earlier years"), fields, blank=BLANK[table])


def _ratings(made: Setting) -> Tab:
    say, table = made.say, "ratings"
    fields = (
        *_who(made),
        _choice(made, table, "form", say("测评表", "Form"), required=True, width=24),
        _choice(made, table, "item", say("测评项", "Item"), required=True, width=28),
        Field(
            "rater", say("测评人代号", "Rater"), required=True, note=say("用代号，不写姓名。", "A code, never a name.")
        ),
        _choice(made, table, "class", say("票种", "Class")),
        Field(
            "value", say("打分", "Mark"), number=Number(RATING_DECIMALS, Fraction(0), Fraction(10**9)), required=True
        ),
    )
    return Tab(tab_name(say("打分票", "ratings")), say("测评打分：一人一项一行", "Marks: one in a row"), fields, blank=BLANK[table])  # fmt: skip


def _tallies(made: Setting) -> Tab:
    say, table = made.say, "tallies"
    fields = (
        *_who(made),
        _choice(made, table, "form", say("测评表", "Form"), required=True, width=24),
        _choice(made, table, "class", say("票种", "Class"), width=20),
        _choice(made, table, "item", say("测评项", "Item"), required=True, width=32),
        _choice(made, table, "option", say("选项", "Option"), required=True),
        Field("count", say("票数", "Count"), number=_COUNT, required=True),
    )
    return Tab(tab_name(say("票数", "tallies")), say("测评票数：一个选项一行", "Tallies: one option in a row"), fields, blank=BLANK[table])  # fmt: skip


def _who(made: Setting) -> tuple[Field, Field]:
    say = made.say
    return (
        Field("subject", say("编号", "Id"), subject=True, required=True, width=12),
        Field("(name)", say("名称（自动）", "Name (filled in)"), subject=True, open=False, width=24),
    )


def _labels(made: Setting, table: str, column: str) -> tuple[str, ...]:
    return tuple(labels(made.text, table, column, made.lang).values())


def _choice(made: Setting, table: str, code: str, title: str, *, required: bool = False, width: int = 14) -> Field:
    return Field(code, title, choices=_labels(made, table, code), required=required, width=width)
