"""Whole schemes and their figures, drawn at random: overrides, absences by cause, ties, negatives, levels, extremes."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
from hypothesis import strategies as st

from kaohe.engine.figures import RATING_DECIMALS, TABLES, Figures, Frame
from kaohe.engine.problems import InvalidScheme
from kaohe.engine.scheme.scheme import Scheme, read_scheme

PARTS = ("p1", "p2")
CAUSES = ("not_due", "late", "not_applicable", "lost", "unpublished")
TREATMENTS = ("hold", "zero", "leave_out", "group_mean", "group_median", "last_period")
SHARES = ("0", "25%", "60%", "1/3", "1")
FORM = {
    "title": "测评表",
    "items": {"i1": {"title": "一"}, "i2": {"title": "二", "side": "negative"}},
    "options": {
        "yes": {"title": "是", "points": 100},
        "no": {"title": "否", "points": 0},
        "unknown": {"title": "不知"},
    },
    "classes": {"A": {"title": "甲", "weight": "40%"}, "B": {"title": "乙", "weight": "60%"}},
}
AWARDS = {
    "events": "honours",
    "levels": {"high": {"points": 8, "at_most": 20}, "low": "1/3"},
    "roles": {"lead": 1, "aid": "60%"},
    "others": "25%",
    "since": "2024-01-01",
    "until": "2024-11-30",
}
MARKS = {"title": "打分表", "items": {"i1": {"title": "一"}}, "full": 100}


@dataclass(frozen=True)
class Drawn:
    """A scheme, its figures, and the text they came from (shown when a test fails)."""

    scheme: Scheme
    figures: Figures
    text: str

    def __repr__(self) -> str:
        return f"Drawn({len(self.scheme.graph.nodes)} scores)"


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    text = draw(scheme_texts())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scheme.yaml"
        path.write_text(json.dumps(text, ensure_ascii=False, indent=1), encoding="utf-8")
        try:
            scheme = read_scheme(path)
        except InvalidScheme as invalid:
            problems = "\n".join(f"{p.place} {p.code} {dict(p.values)}" for p in invalid.problems)
            raise AssertionError(f"{problems}\n{path.read_text(encoding='utf-8')}") from invalid
    return Drawn(scheme, draw(figure_tables(scheme)), json.dumps(text, ensure_ascii=False, indent=1))


# ---- schemes --------------------------------------------------------------------------------------------------------


@st.composite
def scheme_texts(draw: st.DrawFn) -> dict[str, Any]:
    indicators = {f"x{i}": draw(indicator("unit")) for i in range(draw(st.integers(1, 4)))}
    indicators |= {"honours": {"title": "表彰", "events": True, "decimals": draw(st.integers(0, 2)), "range": [0, 100]}}
    indicators |= {f"y{i}": draw(indicator("team")) for i in range(draw(st.integers(0, 2)))}
    unit = draw(tree([n for n in indicators if n[0] == "x"], indicators, []))
    team = draw(tree([n for n in indicators if n[0] == "y"], indicators, ["unit.total"]))
    unit["honours"] = {"points": 10, "rule": {"awards": AWARDS | draw(st.sampled_from([{}, {"not_above": 5}]))}}
    text: dict[str, Any] = {
        "scheme": "drawn",
        "title": "试",
        "period": {"kind": "annual", "year": 2024, "parts": list(PARTS)},
        "rounding": draw(rounding()),
        "groups": {"unit": {"a": "甲", "b": "乙"}},
        "attributes": {"unit": {"zone": {"values": {"n": "北", "s": "南"}}}},
        "forms": {"f": FORM, "m": MARKS},
        "indicators": indicators,
        "scores": {"unit": unit, "team": team},
    }
    conditions = ["group == a", "id in (u0, u1)", "group == b and zone == n"]
    overrides = []
    for when in draw(st.lists(st.sampled_from(conditions), unique=True, max_size=2)):
        changed = draw(st.lists(st.sampled_from(sorted(unit)), min_size=1, max_size=2, unique=True))
        patches = {name: draw(patch(name, unit[name], indicators)) for name in changed}
        overrides.append({"when": when, "scores": patches})
    if overrides:
        text["overrides"] = {"unit": overrides}
    return text


@st.composite
def indicator(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    said: dict[str, Any] = {"title": "指标", "subject": kind, "source": "office", "decimals": draw(st.integers(0, 3))}
    said["better"] = draw(st.sampled_from(["higher", "lower"]))
    said["range"] = draw(st.sampled_from([[-100, 100], [0, 1000], [-(10**12), 10**12], [1, 5]]))
    said["absent"] = draw(st.dictionaries(st.sampled_from(CAUSES), st.sampled_from(TREATMENTS), max_size=4))
    if draw(st.integers(0, 4)) == 0:
        said["every"] = "part"
    elif draw(st.booleans()):
        said["last_year"] = True
    return said


def rounding() -> st.SearchStrategy[Any]:
    modes = st.sampled_from(["half_up", "half_even", "floor", "ceil", "truncate"])
    return st.one_of(
        st.just("no"),
        st.builds(lambda p, m: {"places": p, "mode": m}, st.integers(0, 3), modes),
        st.builds(lambda s, m: {"step": s, "mode": m}, st.sampled_from(["0.5", "0.25", "2"]), modes),
    )


@st.composite
def tree(draw: st.DrawFn, names: list[str], indicators: dict[str, Any], above: list[str]) -> dict[str, Any]:
    """One node for each indicator, perhaps one of a form, a few that combine them, and `total`."""
    nodes: dict[str, Any] = {}
    for name in names:
        part = indicators[name].get("every") == "part"
        nodes[name] = draw(over(name)) if part else draw(leaf(name, names, indicators))
    for name in draw(st.lists(st.sampled_from(names), max_size=1)) if names else []:
        if indicators[name].get("every") != "part":
            nodes[f"{name}_kept"] = {"winsorised": {"of": f"figure.{name}", **draw(edges())}}
            nodes[f"{name}_of_kept"] = {"points": 10, "rule": {"efficacy": {"of": f"{name}_kept", "floor": "60%"}}}
    for form in draw(st.lists(st.sampled_from(["tally", "rating", "checklist"]), unique=True, max_size=1)):
        nodes[form] = {"points": 100, "rule": {form: {"form": "m" if form == "rating" else "f"}}}
    for i in range(draw(st.integers(0, 2))):
        nodes[f"n{i}"] = draw(combined([*nodes, *above]))
    nodes["total"] = draw(combined([*nodes, *above]))
    for node in nodes.values():
        if draw(st.integers(0, 2)) == 0:
            node["round"] = draw(rounding())
        if draw(st.integers(0, 5)) == 0:
            node["limits"] = draw(st.sampled_from([{"at_most": 50}, {"at_least": 10}, {"at_least": 0, "at_most": 100}]))
    return nodes


@st.composite
def leaf(draw: st.DrawFn, name: str, names: list[str], indicators: dict[str, Any]) -> dict[str, Any]:
    points = draw(st.sampled_from([10, 35, "33.3", 100]))
    if indicators[name].get("last_year") and draw(st.booleans()):
        return {"points": points, "rule": {"progress": {"base": f"{name}.last_year", **draw(ways_to_go())}}}
    counts = [f"figure.{other}" for other in names if indicators[other].get("every") != "part"]
    if draw(st.integers(0, 3)) == 0:
        return {"points": points, "rule": {"rate": {"out_of": draw(st.sampled_from(counts)), **draw(few_cases())}}}
    return {"points": points, "rule": draw(rule())}


def ways_to_go() -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from(
        [
            {"by": "difference", "full": 3, "at_base": "60%", "at_least": "20%"},
            {"by": "percent", "full": "10%", "at_base": "1/3"},
            {"by": "gap", "full": "50%", "to": 5},
        ]
    )


def few_cases() -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from(
        [
            {},
            {"at_least": 3, "few": "leave_out", "interval": "1.96"},
            {"at_least": 3, "few": "group_rate"},
            {"shrink": 20, "within": "all"},
        ]
    )


def edges() -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from(
        [
            {"low": "20%", "high": "80%", "definition": "linear"},
            {"high": "2/3", "definition": "nearest_rank", "within": "all"},
            {"deviations": 1, "deviation": "sample"},
        ]
    )


def rule() -> st.SearchStrategy[dict[str, Any]]:
    share, number = st.sampled_from(SHARES), st.sampled_from([-3, 0, 1, "2.5", 40])
    positive = st.sampled_from([1, "2.5", 40])
    within = st.sampled_from(["group", "all"])
    ties = st.sampled_from(["competition", "dense", "average", "last"])
    return st.one_of(
        st.builds(
            lambda f, w, e: {"efficacy": {"floor": f, "within": w, "all_equal": e}},
            share,
            within,
            st.sampled_from(["full", "floor"]),
        ),
        st.builds(lambda w: {"ratio_to_best": {"within": w}}, within),
        st.builds(
            lambda w, d: {"z_score": {"within": w, "deviation": d, "at_mean": "50%", "each": "25%"}},
            within,
            st.sampled_from(["population", "sample"]),
        ),
        st.builds(lambda w: {"target": {"mean": w, "met": "share"}}, within),
        st.builds(
            lambda w, p: {"plus_minus": {"mean": {"within": w, "add": 1}, "per": p, "plus": "0.5", "minus": 1}},
            within,
            st.sampled_from(["unit", "percent"]),
        ),
        st.builds(
            lambda w: {"diminishing": {"mean": w, "width": 2, "each": ["1/20", "1/40"], "at_target": "50%"}}, within
        ),
        st.builds(lambda t: {"target": {"to": t, "met": "share"}}, positive),
        st.builds(lambda t: {"target": {"to": t, "met": "all_or_nothing"}}, number),
        st.builds(lambda t: {"target": {"to": t, "met": "surpass", "at_target": "80%"}}, positive),
        st.builds(
            lambda f: {"plus_minus": {"to": 5, "per": "unit", "plus": f, "minus": "0.5", "at_target": "80%"}}, positive
        ),
        st.builds(lambda t: {"goalposts": {"low": t, "high": 41}}, number),
        st.just({"goalposts": {"low": 1, "high": 1000, "log": True}}),
        st.builds(lambda f: {"given": {"full": f, "not_above": 120}}, positive),
        st.just({"bands": {"steps": [{"points": 1}, {"at_least": 2, "points": 5}, {"above": 40, "points": 9}]}}),
        st.just({"bands": {"linear": [{"at": 0, "points": 0}, {"at": 3, "points": 7}, {"at": 50, "points": 8}]}}),
        st.builds(lambda t, w: {"rank_points": {"each": "-5%", "floor": "10%", "ties": t, "within": w}}, ties, within),
        st.builds(lambda t: {"rank_points": {"percent": "of_others", "ties": t}}, ties.filter(lambda t: t != "dense")),
        st.builds(lambda p: {"rank_points": {"percent": p}}, st.sampled_from(["weak", "strict", "mean"])),
        st.builds(
            lambda d, w: {
                "quantile_bands": {"cuts": ["1/3", "60%"], "points": [1, 3, 2], "definition": d, "within": w}
            },
            st.sampled_from(["linear", "nearest_rank"]),
            within,
        ),
        st.just({"rank_points": {"table": [9, 7, 5], "rest": 1}}),
        st.just({"rank_points": {"top": [5, 4], "bottom": [-5, -4]}}),
    )


@st.composite
def over(draw: st.DrawFn, name: str) -> dict[str, Any]:
    how = draw(st.sampled_from(["mean", "sum", "least", "latest"]))
    return {"over": {"of": name, "how": how}}


@st.composite
def combined(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    a, b = draw(st.sampled_from(names)), draw(st.sampled_from(names))
    if len(names) == 1:
        return draw(st.sampled_from([{"sum": names}, {"take": a}, {"formula": f"{a} / 3 - 1"}]))
    some = draw(st.lists(st.sampled_from(names), min_size=2, max_size=3, unique=True))
    weights = {2: ["40%", "60%"], 3: ["1/3", "1/3", "1/3"]}[len(some)]
    ways: list[dict[str, Any]] = [
        {"sum": some},
        {"mean": dict(zip(some, weights, strict=True))},
        {"multiplier": {"score": a, "by": b, "base": 80}},
        {"geometric": dict.fromkeys(some, 1)},
        {"harmonic": dict(zip(some, weights, strict=True))},
        {"power": {"of": dict(zip(some, weights, strict=True)), "exponent": draw(st.sampled_from([-2, 2, 3]))}},
        {"power": {"of": dict(zip(some, weights, strict=True)), "exponent": draw(st.sampled_from([-1, 0])), "top": 60}},
        {"spread": {"of": some, "by": draw(st.sampled_from(["range", "deviation"]))}},
        {"least": some},
        {"most": some},
        {"take": a},
        {"formula": f"if({a} > 20, {a} * 2 - {b} / 3, min({b}, 7))"},
    ]
    if len(some) == 3:
        ways.append({"best": {"of": some, "n": 2, "how": "mean"}})
        ways.append({"points": 50, "best": {"of": some, "n": 2, "how": "sum"}})
    return draw(st.sampled_from(ways))


@st.composite
def patch(draw: st.DrawFn, name: str, node: dict[str, Any], indicators: dict[str, Any]) -> dict[str, Any]:
    """What an override says of one score."""
    if name == "honours":
        return {"rule": {"awards": AWARDS | {"others": 1, "not_below": 1}}}
    if "points" in node and name in indicators:
        return draw(st.sampled_from([{"points": 20}, {"rule": {"given": {}}}, {"points": 5, "rule": {"given": {}}}]))
    return {"round": {"places": 1}}


# ---- figures --------------------------------------------------------------------------------------------------------


@st.composite
def figure_tables(draw: st.DrawFn, scheme: Scheme) -> Figures:
    units = [f"u{i}" for i in range(draw(st.integers(1, 6)))]
    teams = [f"t{i}" for i in range(draw(st.integers(0, 4)))]
    unit: dict[str, Any] = {
        "subject": units,
        "name": units,
        "group": draw(st.lists(st.sampled_from(["a", "b"]), min_size=len(units), max_size=len(units))),
        "parent": [None] * len(units),
        "a:zone": draw(st.lists(st.sampled_from(["n", "s", None]), min_size=len(units), max_size=len(units))),
    }
    parents = draw(st.lists(st.sampled_from(units), min_size=len(teams), max_size=len(teams)))
    team: dict[str, Any] = {
        "subject": teams, "name": teams, "group": [None] * len(teams), "parent": parents, "unit": parents,
    }  # fmt: skip
    absences: list[tuple[str, str, str]] = []
    for name, said in scheme.text.indicators.items():
        if said.events:
            continue
        table, subjects = (unit, units) if said.subject == "unit" else (team, teams)
        years = ("2023",) if said.last_year else ()
        for part in PARTS if said.every == "part" else ("", *years):
            column = f"f:{name}@{part}" if part else f"f:{name}"
            table[column] = [draw(cell(said.range, said.decimals)) for _ in subjects]
            for subject, value in zip(subjects, table[column], strict=True):
                if value is None and draw(st.booleans()):
                    absences.append((subject, column, draw(st.sampled_from(CAUSES))))
    absences.sort()
    columns = zip(*absences, strict=True) if absences else ([], [], [])
    return Figures(
        subjects={"unit": _frame(unit), **({"team": _frame(team)} if teams else {})},
        absences=_text_frame(dict(zip(("subject", "column", "cause"), map(list, columns), strict=True))),
        events=_table("events", draw(events(units, scheme.text.indicators["honours"].decimals))),
        ratings=_table("ratings", draw(ratings([*units, *teams]))),
        tallies=_table("tallies", draw(tallies([*units, *teams]))),
        history=_table("history", []),
        statuses=_table("status", []),
        decisions=_table("decisions", []),
        details=_table("figures", []),
    )


@st.composite
def cell(draw: st.DrawFn, limits: Any, decimals: int) -> int | None:
    low, high = (int(end * 10**decimals) for end in limits)
    few = st.sampled_from([v for v in (0, 1, 10**decimals, 5 * 10**decimals, low, high) if low <= v <= high])
    return draw(st.one_of(st.none(), few, st.integers(low, high)))


@st.composite
def ratings(draw: st.DrawFn, subjects: list[str]) -> list[tuple[Any, ...]]:
    return [
        (subject, "m", "i1", f"r{i}", "", draw(st.integers(0, 100)) * 10**RATING_DECIMALS)
        for subject in subjects
        for i in range(draw(st.integers(0, 3)))
    ]


@st.composite
def events(draw: st.DrawFn, subjects: list[str], decimals: int) -> list[tuple[Any, ...]]:
    """`subject`, `indicator`, `date`, `count`, `level`, `role`, `matter`, `document`."""
    dates = st.sampled_from(["2024-03-01", "2024-11-30", "2023-12-31", "2024-12-01", None])
    level, role = st.sampled_from(["high", "low"]), st.sampled_from(["lead", "aid"])
    matter, document = st.sampled_from([None, "甲", "乙"]), st.sampled_from(["文件", "文件", None])
    count = st.integers(0, 3 * 10**decimals)
    happened = st.tuples(dates, count, level, role, matter, document)
    return [(s, "honours", *event) for s in subjects for event in draw(st.lists(happened, max_size=4))]


@st.composite
def tallies(draw: st.DrawFn, subjects: list[str]) -> list[tuple[Any, ...]]:
    return [
        (subject, "f", rater_class, item, option, draw(st.integers(0, 4)))
        for subject in subjects
        if draw(st.booleans())
        for rater_class in ("A", "B")
        for item in ("i1", "i2")
        for option in ("yes", "no", "unknown")
    ]


def _frame(columns: dict[str, Any]) -> Frame:
    types = {name: pl.Int64 if name.startswith("f:") else pl.String for name in columns}
    return nw.from_native(pl.DataFrame(columns, schema=types).sort("subject"), eager_only=True)


def _text_frame(columns: dict[str, list[str]]) -> Frame:
    return nw.from_native(pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)), eager_only=True)


def _table(name: str, found: list[tuple[Any, ...]]) -> Frame:
    schema = {c: pl.Int64 if c in ("count", "value", "year") else pl.String for c in TABLES[name]}
    return nw.from_native(pl.DataFrame(found, schema=schema, orient="row"), eager_only=True)
