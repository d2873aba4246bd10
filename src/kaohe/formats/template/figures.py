"""The tabs of a department: a row a subject, for each indicator its figure and, beside it, why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import polars as pl

from kaohe.engine.admission.subjects import TITLES
from kaohe.engine.scheme.model import KINDS, Indicator, Kind
from kaohe.engine.wording.causes import CAUSES
from kaohe.formats.labels import in_language, labels
from kaohe.formats.template.plan import Field, Number, Setting, Tab, tab_name

BLANK_ROWS = 60
"""Where no subjects are known."""


def figure_tabs(made: Setting, indicators: Sequence[str]) -> Iterator[Tab]:
    """One tab for each kind of subject, one more for what is reported in every part of the period, and one for the
    figures of the year before."""
    period = made.text.period
    for kind in KINDS:
        models = {i: made.text.indicators[i] for i in indicators}
        asked = {i: one for i, one in models.items() if one.subject == kind and not one.events and not one.history}
        zh, en = f"{TITLES[kind].zh}指标", f"{TITLES[kind].en.capitalize()} figures"
        sorts = (
            (made.say(zh, en), [i for i, one in asked.items() if one.every == "period"], ()),
            (
                made.say(f"{zh}（分期）", f"{en} by period"),
                [i for i, one in asked.items() if one.every == "part"],
                period.parts,
            ),
            (
                made.say(f"{zh}（上年）", f"{en}, year before"),
                [i for i, one in asked.items() if one.last_year],
                (str(period.year - 1),),
            ),
        )
        for name, own, parts in sorts:
            if own:
                yield _tab(made, kind, name, own, parts)


def _tab(made: Setting, kind: Kind, name: str, indicators: Sequence[str], parts: Sequence[str]) -> Tab:
    subjects = _subjects(made, kind, indicators)
    rows: list[dict[str, str]] = []
    closed: set[tuple[int, str]] = set()
    groups = labels(made.text, "subjects", "group", made.lang, (kind,))
    for subject, part in product(subjects.iter_rows(named=True), parts or ("",)):
        for i in indicators:
            only = made.text.indicators[i].groups
            if only and subject["group"] not in only:
                closed |= {(len(rows), i), (len(rows), f"{i}.absence"), (len(rows), f"{i}.document")}
        shown = {"subject": subject["subject"], "(name)": subject["name"], "period": part}
        rows.append({**shown, "(group)": groups.get(subject["group"] or "", subject["group"] or "")})
    fields = [*_keys(made, kind, parts, known=bool(rows)), *(f for i in indicators for f in _of(made, i))]
    blank = 0 if rows else BLANK_ROWS
    return Tab(tab_name(name), name, tuple(fields), tuple(rows), blank, frozenset(closed))


def _subjects(made: Setting, kind: Kind, indicators: Sequence[str]) -> pl.DataFrame:
    """Those who have any of the indicators, by group and id."""
    if made.roll.is_empty():
        return pl.DataFrame(schema={"subject": pl.String, "name": pl.String, "group": pl.String})
    rows = made.roll.filter(pl.col("kind") == kind)
    limits = [made.text.indicators[i].groups for i in indicators]
    if all(limits):
        rows = rows.filter(pl.col("group").is_in([group for only in limits for group in only]))
    order = {group: n for n, group in enumerate(made.text.groups.get(kind, {}))}
    rank = pl.col("group").replace_strict(order, default=len(order), return_dtype=pl.Int64)
    return rows.sort(rank, "subject")


def _keys(made: Setting, kind: Kind, parts: Sequence[str], *, known: bool) -> Iterator[Field]:
    say = made.say
    yield Field("subject", say("编号", "Id"), open=not known, required=True, width=11)
    yield Field("(name)", say("名称", "Name"), open=not known, width=24)
    if made.text.groups.get(kind):
        yield Field("(group)", say("分组", "Group"), open=not known, width=14)
    if parts:
        yield Field("period", say("时段", "Period"), open=not known, choices=tuple(parts), width=8)


def _of(made: Setting, name: str) -> Iterator[Field]:
    model, title = made.text.indicators[name], made.told(made.text.indicators[name].title)
    number = Number(model.decimals, *(model.range or ()))
    yield Field(
        name, made.say("数值", "Figure"), heading=title, under=under(made, model), note=note(made, model), number=number,
    )  # fmt: skip
    causes = tuple(labels(made.text, "figures", "absence", made.lang).values())
    said = made.say(
        "没有数时从下拉框选原因，数值格留空。", "Where there is no figure: choose why, and leave the figure empty."
    )
    yield Field(
        f"{name}.absence", made.say("缺数原因", "If none, why"), heading=title, note=said, choices=causes, width=13
    )
    if model.evidence:
        wanted = in_language(model.evidence, made.lang)
        yield Field(f"{name}.document", made.say("依据文件", "Document"), heading=title, note=wanted, width=22)


def under(made: Setting, model: Indicator) -> str:
    """Unit, decimals and range, beneath the title."""
    unit, say = in_language(model.unit, made.lang), made.say
    number = Number(model.decimals, *(model.range or ()))
    whole = say("整数", "whole numbers")
    said = [
        say(f"单位：{unit}", f"unit: {unit}") if unit else "",
        say(f"{model.decimals} 位小数", f"{model.decimals} decimal{'s' * (model.decimals > 1)}")
        if model.decimals
        else whole,
        number.said(made.lang),
    ]
    return say("，", ", ").join(one for one in said if one)


def note(made: Setting, model: Indicator) -> str:
    """What an expert asks first: how it is measured, by which article, with what evidence."""
    say, better = made.say, {"higher": ("越高越好", "higher is better"), "lower": ("越低越好", "lower is better")}
    lines = [
        (say("口径：", "Measured: "), made.told(model.definition)),
        (say("基期：", "Base: "), in_language(model.base, made.lang)),
        (say("依据：", "Basis: "), in_language(model.basis, made.lang)),
        (say("佐证：", "Evidence: "), in_language(model.evidence, made.lang)),
        (say("方向：", "Direction: "), say(*better[model.better])),
        (say("缺数：", "If absent: "), if_absent(made, model)),
    ]
    return "\n".join(head + said for head, said in lines if said)


def if_absent(made: Setting, model: Indicator) -> str:
    """What each cause of absence does to the score."""
    found: dict[str, list[str]] = {}
    for cause in labels(made.text, "figures", "absence", made.lang):
        treatment = next((t for c, t in model.absent.items() if c == cause), "hold")
        found.setdefault(treatment, []).append(CAUSES[cause].say(made.lang))
    between, colon = made.say("、", ", "), made.say("：", ": ")
    said = [f"{between.join(who)}{colon}{CAUSES[f'treatment_{what}'].say(made.lang)}" for what, who in found.items()]
    return made.say("；", "; ").join(said)
