"""Schemes that are broken in one place, and the sentence that each of them gets, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from kaohe.engine.wording import say
from tests.engine.scheme.texts import SMALL, Change, changed, problems_of


@dataclass(frozen=True)
class Broken:
    """What is changed in the small scheme, and what is then said, each with its line and column."""

    name: str
    changes: tuple[Change, ...]
    zh: tuple[str, ...]
    en: tuple[str, ...]


BROKEN = [
    Broken(
        "full marks that do not add up",
        (("points: 30, rule: {target", "points: 35, rule: {target"),),
        zh=(
            "20:50 错误：得分“total”的满分写的是 100，各部分合计却是 105（growth 60 + water 35 + talks 10）。请改到一致。",
        ),
        en=(
            "20:50 error: Score 'total' is out of 100, but its parts add up to 105 (growth 60 + water 35 + talks 10). Make them agree.",
        ),
    ),
    Broken(
        "an override that forgets the other parts",
        (("{growth: {points: 50}, water: {points: 40}}", "{growth: {points: 50}}"),),
        zh=(
            "28:14 错误：“group == county”成立时（例如 group = county），得分“total”的各部分合计 90（growth 50 + water 30 + talks 10），与满分 100 不符。请在这条调整里把相应部分一并改到合计 100。",
        ),
        en=(
            "28:14 error: Where 'group == county' holds (for example group = county), the parts of score 'total' add up to 90 (growth 50 + water 30 + talks 10), not to 100. Change the other parts in this override too, so that they add up.",
        ),
    ),
    Broken(
        "two overrides that meet in one subject",
        (("{growth: {points: 40}, water: {points: 50}}", "{growth: {points: 55}, talks: {points: 5}}"),),
        zh=(
            "29:14 提醒：对于 group = city, id = n1 的对象，得分“total”的各部分合计 90（growth 55 + water 30 + talks 5），与满分 100 不符。若有这样的对象，请在相应的调整里改到合计 100；若没有，可以不管。",
        ),
        en=(
            "29:14 warning: For a subject with group = city, id = n1, the parts of score 'total' add up to 90 (growth 55 + water 30 + talks 5), not to 100. If there is such a subject, change the other parts in its override too; if there is none, all is well.",
        ),
    ),
    Broken(
        "two overrides, neither the more special",
        (("when: id in north, scores", "when: zone == hill, scores"),),
        zh=(
            "29:14 错误：“zone == hill”与“group == county”（scheme.yaml:28:14）可以同时成立，例如 group = county, zone = hill；两条都改 growth, water，又分不出哪条更特殊。请把其中一条的条件写得更具体，或写成互不相容。",
        ),
        en=(
            "29:14 error: 'zone == hill' and 'group == county' (scheme.yaml:28:14) can both hold, for example with group = county, zone = hill; both change growth, water, and neither is the more special. Make one condition more special, or let them exclude each other.",
        ),
    ),
    Broken(
        "an override for nobody",
        (("when: id in north, scores", "when: id == n1 and id == n2, scores"),),
        zh=("29:14 提醒：“id == n1 and id == n2”对任何对象都不成立，这条调整不起作用。请核对条件。",),
        en=(
            "29:14 warning: 'id == n1 and id == n2' holds for nobody, so this override does nothing. Check the condition.",
        ),
    ),
    Broken(
        "a threshold beyond the best possible score",
        (("good: {when: total >= 80", "good: {when: total >= 120"),),
        zh=("36:20 错误：没有人能得到等次“good”：“total >= 120”永远不成立（total: 24–100）。请核对界限。",),
        en=("36:20 error: Nobody can get grade 'good': 'total >= 120' never holds (total: 24–100). Check its limits.",),
    ),
    Broken(
        "a grade behind one that takes everybody",
        (
            ("good: {when: total >= 80, quota: {share: 30%}}", "good: {when: total >= 60}"),
            ("fair: {when: total >= 60}", "fair: {when: total >= 80}"),
            ("    caps:\n      slow: {when: growth < 40, at_most: fair, because: 增长过慢}\n", ""),
        ),
        zh=(
            "35:13 错误：没有人能得到等次“fair”：凡符合条件的，前面已经得到 good。请检查各等次的界限和先后次序（从最好的写起）。",
        ),
        en=(
            "35:13 error: Nobody can get grade 'fair': whoever meets its condition has good already. Check the limits and the order of the grades (the best comes first).",
        ),
    ),
    Broken(
        "a proposal that a cap always forbids",
        (
            (
                "    grades:\n",
                "    propose:\n      model: {when: growth < 28 and coastal, grade: good, because: 模范}\n    grades:\n",
            ),
        ),
        zh=(
            "36:21 错误：propose.model（“growth < 28 and coastal”）与 caps.slow（“growth < 40”）矛盾：凡前者成立，后者也成立，只能是“fair”，得不到“good”。请改其中一条。",
        ),
        en=(
            "36:21 error: propose.model ('growth < 28 and coastal') and caps.slow ('growth < 40') contradict each other: wherever the one holds, so does the other, which allows only 'fair', never 'good'. Change one of them.",
        ),
    ),
    Broken(
        "the grade of a kind that is not graded",
        (("subject: unit, when: grade == poor", "subject: team, when: grade == poor"),),
        zh=(
            "40:42 错误：“grade == poor”用到 grade，但 team 没有定等。请在 grading 中写明 team 的定等办法，或改用得分。",
        ),
        en=(
            "40:42 error: 'grade == poor' asks for grade, but team gets no grade. Write its grading under `grading`, or use a score.",
        ),
    ),
    Broken(
        "a cap that never applies",
        (("when: growth < 40", "when: growth < 20"),),
        zh=("34:20 提醒：“growth < 20”永远不成立（growth: 24–60），这一条不起作用。请核对界限。",),
        en=("34:20 warning: 'growth < 20' never holds (growth: 24–60), so this does nothing. Check its limits.",),
    ),
    Broken(
        "grades by a score that is not there",
        (("by: total", "by: totel"),),
        zh=("32:9 错误：定等依据“totel”不是 scores.unit 中的得分。是不是想写“total”？",),
        en=("32:9 error: 'totel', by which grades are given, is no score under `scores.unit`. Did you mean 'total'?",),
    ),
    Broken(
        "a share beyond the whole",
        (("share: 30%", "share: 30"),),
        zh=("36:48 错误：30 不是 0 到 1（0% 到 100%）之间的份额。请写例如 60%。",),
        en=("36:48 error: 30 is not a share between 0 and 1 (0% and 100%). Write 60%, for example.",),
    ),
    Broken(
        "a quota for nobody",
        (("share: 30%", "share: 0"),),
        zh=("36:48 提醒：等次“good”的名额是零，没有人能得到。请写大于零的名额，或删去这个等次。",),
        en=(
            "36:48 warning: The quota of grade 'good' is zero, so nobody can get it. Write more than zero, or remove the grade.",
        ),
    ),
    Broken(
        "an indicator without a source",
        (("title: 增长, source: 统计局", "title: 增长"),),
        zh=("15:11 提醒：指标“growth”没有写由哪个部门提供，没有人会去采集。请写 source。",),
        en=(
            "15:11 warning: Indicator 'growth' has no source, so nobody collects it. Name the department in `source`.",
        ),
    ),
    Broken(
        "one figure asked for twice",
        (
            ("  talks: {title: 谈话,", "  water_used: {title: 用水, source: 统计局}\n  talks: {title: 谈话,"),
            ("when: growth < 40", "when: growth < 30 and water_used > 5"),
        ),
        zh=(
            "17:23 提醒：指标“water_used”与“water”（scheme.yaml:16:18）同名，都叫“用水”，同一个数要填报两次。请合并为一个指标，或改得能够区分。",
        ),
        en=(
            "17:23 warning: Indicators 'water_used' and 'water' (scheme.yaml:16:18) have the same title, '用水': one figure would be asked for twice. Make them one, or give them titles that tell them apart.",
        ),
    ),
    Broken(
        "an indicator that nobody uses",
        (("  talks: {title: 谈话,", "  forest: {title: 森林, source: 林业局}\n  talks: {title: 谈话,"),),
        zh=("17:11 提醒：指标“forest”采集了却没有用到：没有得分、也没有条件读它。请用上，或删去，免得白填报。",),
        en=(
            "17:11 warning: Indicator 'forest' is collected but not used: no score and no condition reads it. Use it, or remove it.",
        ),
    ),
    Broken(
        "a score that leads nowhere",
        (("sum: [growth, water, talks], points: 100", "sum: [growth, water], points: 90"),),
        zh=(
            "23:12 提醒：这些得分没有去处：talks。它们不进入“total”，定等的条件也没有用到。如果只供参考，可以不管；否则请加进上一级得分。",
        ),
        en=(
            "23:12 warning: Nothing reads these scores: talks. They do not lead to 'total', and no condition asks for them. That is fine for information only; otherwise add them to the score above.",
        ),
    ),
    Broken(
        "scores in a circle",
        (("over: {of: talks, how: mean}", "take: total"),),
        zh=("20:12 错误：得分互相引用成了一圈：unit.total → unit.talks → unit.total。请断开其中一处。",),
        en=(
            "20:12 error: Scores refer to each other in a circle: unit.total → unit.talks → unit.total. Break it somewhere.",
        ),
    ),
    Broken(
        "a misspelt key",
        (("better: lower", "beter: lower"),),
        zh=(
            "16:35 错误：这里没有“beter”这一项。是不是想写“better”？可用的有：absent, base, basis, better, decimals, definition, events, every, evidence, groups, history, last_year, range, source, subject, title, type, unit。",
        ),
        en=(
            "16:35 error: There is no 'beter' here. Did you mean 'better'? Allowed: absent, base, basis, better, decimals, definition, events, every, evidence, groups, history, last_year, range, source, subject, title, type, unit.",
        ),
    ),
    Broken(
        "a key written twice",
        (("{city: 市, county: 县}", "{city: 市, city: 县}"),),
        zh=("6:19 错误：“city”在同一处写了两次（前一次在第 6 行）。请删去一处。",),
        en=("6:19 error: 'city' is written twice in one place (first on line 6). Remove one of them.",),
    ),
    Broken(
        "a misspelt figure",
        (("of: talks", "of: tolks"),),
        zh=(
            "23:36 错误：“tolks”既不是指标，也不是得分。是不是想写“talks”？请核对名称，或先在 indicators 或 scores 中写明。",
        ),
        en=(
            "23:36 error: 'tolks' is neither a figure nor a score here. Did you mean 'talks'? Check it, or define it under `indicators` or `scores`.",
        ),
    ),
    Broken(
        "a figure out of no number",
        (("range: [-100, 100]", "range: [-100, much]"),),
        zh=("15:50 错误：indicators.growth.range.1 的值“much”不是数。应写成 12、0.5、40% 或 1/3。",),
        en=("15:50 error: indicators.growth.range.1: 'much' is not a number. Write 12, 0.5, 40% or 1/3.",),
    ),
    Broken(
        "a range the wrong way round",
        (("range: [-100, 100]", "range: [100, -100]"),),
        zh=("15:43 错误：“growth”的范围写反了：最小值 100 大于最大值 -100。请对调。",),
        en=(
            "15:43 error: The range of 'growth' is the wrong way round: its least, 100, is above its most, -100. Swap them.",
        ),
    ),
    Broken(
        "a factor below zero",
        (
            ("total: {take: unit.total}", "total: {multiplier: {score: unit.total, by: unit.discipline, base: 80}}"),
            (
                "    talks: {points: 10, over",
                "    discipline: {points: 80, rule: {per_event: {of: water, start: 80, each: -1}}}\n    talks: {points: 10, over",
            ),
        ),
        zh=(
            "26:25 提醒：得分“total”是乘数计分，其中“unit.discipline”可能为负（最低 -920），例如 water = 100。负数相乘会使奖惩颠倒。请给它写 limits: {at_least: 0}。",
        ),
        en=(
            "26:25 warning: Score 'total' multiplies, and its factor 'unit.discipline' can be below zero (as low as -920), for example with water = 100: reward and penalty would change places. Give it `limits: {at_least: 0}`.",
        ),
    ),
    Broken(
        "full marks out of reach",
        (
            (
                "rule: {target: {to: 500, met: share}}",
                "rule: {bands: {steps: [{points: 5}, {at_least: 5, points: 25}]}}",
            ),
        ),
        zh=("22:21 提醒：得分“water”满分 30，但无论数据如何，最多只能得 25。请核对 points 或计分方法中的数。",),
        en=(
            "22:21 warning: Score 'water' is out of 30, but whatever the figures, it is at most 25. Check `points`, or the numbers of the rule.",
        ),
    ),
    Broken(
        "a name that is taken",
        (("    zone: {values", "    rank: {values"),),
        zh=("10:11 错误：“rank”在条件和算式里另有含义，不能用作名称。请换一个名称。",),
        en=(
            "10:11 error: 'rank' has a meaning of its own in conditions and formulas and cannot be a name. Choose another one.",
        ),
    ),
    Broken(
        "an unknown group of an indicator",
        (("title: 用水, source: 水利局", "title: 用水, source: 水利局, groups: [cty]"),),
        zh=("16:44 错误：没有名为“cty”的组。是不是想写“city”？这类对象的组有：city, county。",),
        en=("16:44 error: There is no group 'cty'. Did you mean 'city'? The groups of this kind: city, county.",),
    ),
    Broken(
        "an indicator that a group does not have",
        (("title: 用水, source: 水利局", "title: 用水, source: 水利局, groups: [city]"),),
        zh=(
            "22:40 提醒：指标“water”只有 city 组才有，得分“water”却对“county”组也要用它，该组永远得不出这项分。请为该组另写 overrides，或放宽指标的 groups。",
        ),
        en=(
            "22:40 warning: Only the groups city have indicator 'water', but score 'water' reads it for group 'county' too, which can then never get the score. Write an override for that group, or widen the indicator's `groups`.",
        ),
    ),
    Broken(
        "a figure whose absence takes the grade along",
        (
            ("sum: [growth, water, talks], points: 100", "formula: growth + water + talks"),
            ("title: 用水, source: 水利局", "title: 用水, source: 水利局, absent: {lost: leave_out}"),
        ),
        zh=(
            "16:43 提醒：指标“water”缺数时写的是不计（leave_out），而上面没有一级能替它折算（water → water → total），结果“total”整个不计，该对象没有等次。请换一种缺数处理，或用 sum、mean 汇总。",
        ),
        en=(
            "16:43 warning: When 'water' is left out (`leave_out`), nothing above it can do without it (water → water → total): 'total' is left out altogether, and there is no grade. Treat its absence otherwise, or combine with `sum` or `mean`.",
        ),
    ),
    Broken(
        "a condition that is only a number",
        (("when: growth < 40", "when: growth - 30"),),
        zh=("34:20 错误：“growth - 30”得出的是一个数，而这里要的是条件。请写成比较，例如 total >= 60。",),
        en=(
            "34:20 error: 'growth - 30' gives a number, but a condition should stand here. Write a comparison, such as total >= 60.",
        ),
    ),
    Broken(
        "last year's figure of an indicator that does not collect it",
        (
            (
                "points: 60, rule: {efficacy: {floor: 60%}}",
                "points: 60, rule: {progress: {base: growth.last_year, by: percent, full: 10%}}",
            ),
        ),
        zh=(
            "21:50 错误：“growth.last_year”要用上年数，但这个指标没有收集上年数。请在该指标中写 last_year: true（全期报一个数的指标才可以）。",
        ),
        en=(
            "21:50 error: 'growth.last_year' is last year's figure, which is not collected. Write `last_year: true` in the indicator (one that is reported once for the whole period).",
        ),
    ),
    Broken(
        "last year's figure collected for nothing",
        (("range: [-100, 100]}", "range: [-100, 100], last_year: true}"),),
        zh=(
            "15:67 提醒：指标“growth”收集了上年数却没有用到：没有得分、也没有条件读“growth.last_year”。请用上，或删去 last_year，免得白填报。",
        ),
        en=(
            "15:67 warning: Last year's figure of 'growth' is collected but not used: no score and no condition reads 'growth.last_year'. Use it, or remove `last_year`.",
        ),
    ),
    Broken(
        "last year's figure of an indicator with a figure in each part",
        (("every: part, range", "every: part, last_year: true, range"),),
        zh=(
            "17:59 错误：指标“talks”每个时段报一个数（every: part），没有一个上年数。请删去 last_year，或另设一个上年数的指标。",
        ),
        en=(
            "17:59 error: Indicator 'talks' has a figure for each part of the period, so there is no one figure of last year. Remove `last_year`, or make last year's figure an indicator of its own.",
        ),
    ),
    Broken(
        "a rule that leaves out, up to the grade",
        (
            (
                "growth: {points: 60, rule: {efficacy: {floor: 60%}}}",
                "growth: {points: 60, rule: {rate: {out_of: water, few: leave_out}}}",
            ),
            ("    by: total\n    caps", "    by: growth\n    caps"),
        ),
        zh=(
            "21:13 提醒：得分“growth”的计分方法有时不计（leave_out），而上面没有一级能替它折算（growth），结果“growth”整个不计，该对象没有等次。请换一种处理，或用 sum、mean 汇总。",
        ),
        en=(
            "21:13 warning: The rule of 'growth' can leave it out (`leave_out`), and nothing above it can do without it (growth): 'growth' is left out altogether, and there is no grade. Let the rule do otherwise, or combine with `sum` or `mean`.",
        ),
    ),
]


def test_nothing_is_said_of_a_scheme_in_order() -> None:
    assert problems_of(SMALL) == ()


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name.replace(" ", "-"))
def test_a_broken_scheme_is_told_of_in_words(broken: Broken) -> None:
    found = problems_of(changed(*broken.changes))
    assert [say(problem, "zh") for problem in found] == [f"scheme.yaml:{one}" for one in broken.zh]
    assert [say(problem, "en") for problem in found] == [f"scheme.yaml:{one}" for one in broken.en]
