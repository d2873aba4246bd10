"""One small scheme, worked by hand: three rates of a hotline, progress against last year, transforms and outliers drawn
in that other scores read, and a median that stands in. SYNTHETIC 示例数据."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from kaohe.engine import explain, read_scheme, score, tell
from kaohe.engine.explanation import Held, LeftOut, Outcome
from kaohe.engine.numbers import show
from kaohe.engine.run import Engine, Run

SCHEME = """
scheme: towns-2026
title: {zh: 示例乡镇考核, en: Example assessment of towns}
period: {kind: annual, year: 2026}
synthetic: true
rounding: {places: 2}
groups: {unit: {town: 乡镇, street: 街道}}
indicators:
  cases:     {title: {zh: 诉求件数, en: Cases}, source: 示例热线办, decimals: 0, range: [0, 100000]}
  responded: {title: {zh: 响应件数, en: Cases responded to}, source: 示例热线办, decimals: 0, range: [0, 100000]}
  solved:    {title: {zh: 解决件数, en: Cases solved}, source: 示例热线办, decimals: 0, range: [0, 100000]}
  satisfied: {title: {zh: 满意件数, en: Cases satisfied}, source: 示例热线办, decimals: 0, range: [0, 100000]}
  dust:
    title: {zh: 细颗粒物浓度, en: Fine dust}
    source: 示例生态环境局
    better: lower
    decimals: 1
    range: [0, 500]
    last_year: true
  income: {title: {zh: 人均收入, en: Income per head}, source: 示例统计局, decimals: 0, range: [1, 1000000], absent: {lost: group_median}}
scores:
  unit:
    total: {sum: [hotline, dust_progress, dust_level, income_level]}
    hotline: {mean: {responded: 30%, solved: 35%, satisfied: 35%}}
    responded: {points: 100, rule: {rate: {out_of: cases, at_least: 10, few: leave_out}}}
    solved: {points: 100, rule: {rate: {out_of: cases, at_least: 10, few: group_rate}}}
    satisfied: {points: 100, rule: {rate: {out_of: cases, shrink: 20, within: all}}}
    dust_progress: {points: 40, rule: {progress: {of: dust, base: dust.last_year, by: percent, full: 20%, at_base: 50%}}}
    dust_kept: {winsorised: {of: dust, within: all, high: 75%, definition: linear}, round: no}
    dust_level: {points: 20, rule: {efficacy: {of: dust_kept, within: all}}}
    income_log: {formula: "ln(income)", round: no}
    income_level: {points: 20, rule: {efficacy: {of: income_log, within: all, floor: 50%}}}
"""

FIGURES = """
subject period cases responded solved satisfied  dust  income
t1           -   200       198    180       150  30.0   10000
t2           -    50        50     40        45  36.0   20000
t3           -     4         4      2         4  50.0       -
s1           -   100        90     90        60  40.0   40000
s2           -     0         0      0         0 200.0   10000
t1        2025     -         -      -         -  40.0       -
t2        2025     -         -      -         -  36.0       -
t3        2025     -         -      -         -  40.0       -
s1        2025     -         -      -         -  40.0       -
s2        2025     -         -      -         -     0       -
"""


@pytest.fixture(scope="module", params=["columnar", "reference"])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    engine: Engine = request.param
    return scored(tmp_path_factory.mktemp("scheme"), engine)


def scored(folder: Path, engine: Engine) -> Run:
    (folder / "scheme.yaml").write_text(SCHEME, encoding="utf-8")
    header, *rows = [line.split() for line in FIGURES.strip().splitlines()]
    long = [
        {"subject": row[0], "indicator": name, "period": None if row[1] == "-" else row[1], "assessed": cell}
        for row in rows
        for name, cell in zip(header[2:], row[2:], strict=True)
        if cell != "-"
    ]
    lost = {"subject": "t3", "indicator": "income", "absence": "lost"}
    ids = [row[0] for row in rows if row[1] == "-"]
    groups = [{"t": "town", "s": "street"}[one[0]] for one in ids]
    subjects = {"subject": ids, "name": [f"示例{one}" for one in ids], "kind": ["unit"] * len(ids), "group": groups}
    tables = {"subjects": pl.DataFrame(subjects), "figures": pl.DataFrame([*long, lost])}
    return score(read_scheme(folder), tables, engine=engine)


def of(run: Run, name: str) -> dict[str, str]:
    return {one: _shown(run.scores.exact(("unit", name), one)) for one in ("t1", "t2", "t3", "s1", "s2")}


def _shown(outcome: Outcome | None) -> str:
    if isinstance(outcome, Held):
        return "held"
    assert outcome is not None
    return "left out" if isinstance(outcome, LeftOut) else show(outcome)


def test_a_rate_of_few_cases_is_left_out_and_the_other_rates_are_rescaled(run: Run) -> None:
    assert of(run, "responded") == {"t1": "99", "t2": "100", "t3": "left out", "s1": "90", "s2": "left out"}
    # t3: (87.40 × 35 % + 77.64 × 35 %) ÷ 70 %
    assert of(run, "hotline")["t3"] == "82.52"


def test_the_rate_of_the_group_stands_in_for_one_of_few_cases(run: Run) -> None:
    """Towns: 222 of 254; streets: 90 of 100."""
    assert of(run, "solved") == {"t1": "90", "t2": "80", "t3": "87.4", "s1": "90", "s2": "90"}


def test_few_cases_are_drawn_towards_the_rate_of_all(run: Run) -> None:
    """All: 259 of 354, 73.16 %. With 20 cases more of that rate, t3: (4 + 14.63) ÷ 24; s2, which has none: that rate."""
    assert of(run, "satisfied") == {"t1": "74.83", "t2": "85.19", "t3": "77.64", "s1": "62.19", "s2": "73.16"}


def test_progress_against_last_year_where_lower_is_better(run: Run) -> None:
    """t1 has fallen by 25 %, more than the 20 % for full marks; t3 has risen by 25 %; s2 had none at all last year."""
    assert of(run, "dust_progress") == {"t1": "40", "t2": "20", "t3": "0", "s1": "20", "s2": "0"}


def test_an_outlier_drawn_in_keeps_its_direction_and_does_not_stretch_the_scale(run: Run) -> None:
    """The third quartile of 30, 36, 40, 50, 200 is 50: 20 × (50 − x) ÷ (50 − 30)."""
    assert of(run, "dust_kept") == {"t1": "30", "t2": "36", "t3": "50", "s1": "40", "s2": "50"}
    assert of(run, "dust_level") == {"t1": "20", "t2": "14", "t3": "0", "s1": "10", "s2": "0"}


def test_a_logarithm_is_read_by_a_rule_and_a_median_stands_in(run: Run) -> None:
    """t3: the median of 10000 and 20000; ln(15000 ÷ 10000) ÷ ln 4 = 0.29248."""
    assert of(run, "income_level") == {"t1": "10", "t2": "15", "t3": "12.92", "s1": "20", "s2": "10"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everybody_can_be_told(run: Run, lang: str) -> None:
    for subject in ("t1", "t2", "t3", "s1", "s2"):
        assert "{" not in tell(explain(run, subject), lang)


def test_what_stands_in_and_what_was_compared_is_told(run: Run) -> None:
    told = tell(explain(run, "t3"), "zh")
    for words in (
        "缺数（无法取得）：以本组中位数代替",
        "(10000 + 20000) ÷ 2 = 15000",
        "比率计分法：只有 4 件，少于 10 件，以可比对象合计的比率代替（254 件中 222 件）",
        "响应件数（responded）：不计（件数太少，比率不足为凭）",
        "细颗粒物浓度（2025）（数据 dust@2025）：40",
        "缩尾处理：在 5 个可比对象的界限之内，照原值",
    ):
        assert words in told, told
