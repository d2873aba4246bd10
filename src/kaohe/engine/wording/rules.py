"""Wording: what is wrong inside one rule's text, why a rule holds a score, and what in a rule did not apply."""

from __future__ import annotations

from kaohe.engine.explanation import Text

SILENT: dict[str, Text] = {
    "cap_not_reached": Text("未达到上限 {cap}", "the most, {cap}, is not reached"),
    "floor_not_reached": Text("未触及下限 {floor}", "the least, {floor}, is not reached"),
    "edge_not_reached_low": Text("未低于下限 {edge}", "the lower edge, {edge}, is not passed"),
    "edge_not_reached_high": Text("未高于上限 {edge}", "the upper edge, {edge}, is not passed"),
    "band_not_reached_at_least": Text(
        "下一档（不低于 {end}，得 {points} 分）未达到", "the next band ({end} or more: {points} points) is not reached"
    ),
    "band_not_reached_above": Text(
        "下一档（高于 {end}，得 {points} 分）未达到", "the next band (above {end}: {points} points) is not reached"
    ),
    "left_out": Text("“{part}”不计（{cause}）", "'{part}' does not count ({cause})"),
    "not_among_best": Text("“{part}”不在最高的 {n} 项之内", "'{part}' is not among the {n} best"),
    "option_not_counted": Text("选“{option}”的 {count} 票不计入", "{count} answers '{option}' are not counted"),
    "too_few_to_trim": Text(
        "{n} 人打分，不超过 {trim_above} 人，不去掉最高分和最低分",
        "{n} raters, not more than {trim_above}: no mark is left away",
    ),
    # events that do not count
    "event_of_no_level": Text(
        "{event} 不计：计分表中没有“{level}”这一级",
        "{event} does not count: the table of points has no level '{level}'",
    ),
    "event_of_no_role": Text(
        "{event} 不计：计分表中没有“{role}”这一角色", "{event} does not count: the table of shares has no role '{role}'"
    ),
    "event_without_document": Text("{event} 不计：没有正式文件", "{event} does not count: there is no formal document"),
    "event_without_date": Text(
        "{event} 不计：没有日期，无法确定属于哪个年度", "{event} does not count: without a date it belongs to no year"
    ),
    "event_too_early": Text(
        "{event} 不计：早于 {since}，属于以前的年度",
        "{event} does not count: before {since}, it belongs to an earlier year",
    ),
    "event_too_late": Text(
        "{event} 不计：晚于截止日期 {until}，属于下一年度",
        "{event} does not count: after the cut-off date {until}, it belongs to the next year",
    ),
}
"""What in a rule did not apply."""

CAUSES: dict[str, Text] = {
    "no_part_counts": Text("没有一个部分计入", "no part counts"),
    "negative_part": Text("有的部分为负数，无法求这种平均", "a part is negative, and this mean does not exist"),
    "part_above_top": Text("有的部分高于最高值，无法倒算", "a part is above the top from which is measured"),
    "one_part_alone": Text("只有一个部分计入，谈不上离散程度", "only one part counts and has no spread"),
    "target_is_zero": Text("目标值为零，无法计算比例", "the target is zero, and nothing is a share of zero"),
    "no_part_of_the_other": Text(
        "分子为负数或大于分母，不成比率，请核对数据",
        "the count is negative or more than that of which it is a part: check the figures",
    ),
    "too_few_cases": Text("件数太少，比率不足为凭", "too few cases for a rate"),
    "group_without_cases": Text("可比对象一件也没有，没有比率", "those compared have no case at all, and so no rate"),
    "too_few_answers": Text("有效票不足", "too few valid answers"),
    "class_missing": Text("测评人类别有效票不足：{names}", "too few valid answers from: {names}"),
    "item_unanswered": Text("题目有效票不足：{names}", "too few valid answers to: {names}"),
}
"""Why a rule holds a score; `{names}` stands for what follows the colon of the cause."""

TEXTS: dict[str, Text] = {
    # keys
    "one_key_needed": Text(
        "这里应当从 {keys} 中选写一项。请补上一项。",
        "One of {keys} is needed here. Add one.",
    ),
    "only_one_key": Text(
        "{found} 只能写一项，各项说法不同。请删去多余的。",
        "Only one of {found} can be written here: each says something else. Remove the others.",
    ),
    "key_needed": Text(
        "有“{other}”就必须写明“{key}”，这里没有。请补上“{key}”。",
        "'{other}' needs '{key}', which is not here. Add '{key}'.",
    ),
    "key_without": Text(
        "“{key}”只与“{other}”一起使用，这里不起作用。请删去“{key}”，或改用“{other}”。",
        "'{key}' goes with '{other}' only and does nothing here. Remove '{key}', or use '{other}'.",
    ),
    "key_against": Text(
        "“{key}”与“{other}”不能同时使用，两者各说一套。请删去一个。",
        "'{key}' and '{other}' cannot both be used: they say different things. Remove one of them.",
    ),
    "named_twice": Text(
        "“{part}”写了两次，会重复计入。请删去一处。",
        "'{part}' is named twice and would count twice. Remove one of them.",
    ),
    # numbers
    "must_be_positive": Text(
        "{value} 不大于零。请写大于零的数。", "{value} is not above zero. Write a number above zero."
    ),
    "must_be_negative": Text(
        "{value} 不小于零：位次越后，得分应当越低。请写负数，例如 -5%。",
        "{value} is not below zero: a later place must score less. Write a negative number, such as -5%.",
    ),
    "must_not_be_negative": Text(
        "{value} 是负数，加分与减分的方向已由键名说明。请去掉负号。",
        "{value} is negative, but the key already says whether points are added or taken away. Drop the minus.",
    ),
    "share_out_of_range": Text(
        "{value} 不是 0 到 1（0% 到 100%）之间的份额。请写例如 60%。",
        "{value} is not a share between 0 and 1 (0% and 100%). Write 60%, for example.",
    ),
    "shares_crossed": Text(
        "份额 {share} 应当不小于零，且不大于 {most}。请改正其中一个。",
        "The share {share} must lie between zero and {most}. Correct one of them.",
    ),
    "shares_not_ascending": Text(
        "份额 {low} 大于 {high}；应当 at_least ≤ at_target ≤ at_most。请改正其中一个。",
        "The share {low} is above {high}; it must be at_least ≤ at_target ≤ at_most. Correct one of them.",
    ),
    "shares_around_mean": Text(
        "份额 {low} 大于 {high}；应当 at_least ≤ at_mean ≤ at_most。请改正其中一个。",
        "The share {low} is above {high}; it must be at_least ≤ at_mean ≤ at_most. Correct one of them.",
    ),
    "credit_grows": Text(
        "这一段每单位 {value}，比前一段的 {before} 还多；分段递减计分应当一段比一段少。请改正，或改用 bands。",
        "In this stretch a unit adds {value}, more than {before} in the one before; each must add less. Correct it, or use "
        "`bands`.",
    ),
    "limits_crossed": Text(
        "下限 {below} 大于上限 {above}，没有得分能同时满足。请改正其中一个。",
        "The least score, {below}, is above the most, {above}: no score can be both. Correct one of them.",
    ),
    "weights_do_not_add": Text(
        "权重合计为 {sum}，应当正好是 1（100%）。请调整。",
        "The weights add up to {sum}; they must add up to exactly 1 (100%). Adjust them.",
    ),
    # targets and goalposts
    "target_is_zero": Text(
        "目标值为 0，无法计算与目标相差的比例。请用 met: all_or_nothing，或 plus_minus 的 per: unit。",
        "The target is 0, and nothing can be measured as a share of zero. Use `met: all_or_nothing`, or `plus_minus` with "
        "`per: unit`.",
    ),
    "target_not_positive": Text(
        "目标值 {value} 不大于零，没有完成比例，未达标一律得 0 分。如果本意如此，请写 met: all_or_nothing。",
        "The target {value} is not above zero, so there is no share of it: whoever misses it gets 0. If that is meant, write "
        "`met: all_or_nothing`.",
    ),
    "goalposts_crossed": Text(
        "低标 {low} 不小于高标 {high}。请改正其中一个（越低越好的指标也先写小的）。",
        "The low goalpost, {low}, is not below the high one, {high}. Correct one of them (the smaller one is `low` even where "
        "lower is better).",
    ),
    "no_logarithm": Text(
        "低标 {value} 不大于零，没有对数。请写大于零的低标，或去掉 log。",
        "The low goalpost, {value}, is not above zero and has no logarithm. Write one above zero, or remove `log`.",
    ),
    # progress
    "progress_worth_nothing": Text(
        "没有变化得到的份额 {value} 应当不小于 0 且小于 1，否则进步就不能多得分。请写例如 60%。",
        "The share for no change, {value}, must be at least 0 and below 1, or progress would earn nothing more. Write 60%, for "
        "example.",
    ),
    # bands
    "bands_leave_out": Text(
        "第一档从 {end} 开始，更低的数值（例如 {fall}）没有对应的档。请在最前面加一档，只写 points。",
        "The first step starts at {end}, so lower values, such as {fall}, fall through. Put a step before it that has only "
        "`points`.",
    ),
    "bands_not_ascending": Text(
        "{value} 排在 {before} 之后，却比它小。各档应当从低到高排列。",
        "{value} stands after {before} but is less. Put them in order, the lowest first.",
    ),
    "bands_overlap": Text(
        "{value} 写了两次，同一数值会落入两档。请改正其中一个。",
        "{value} stands here twice, so a value would fall into both. Correct one of them.",
    ),
    "bands_same": Text(
        "前一档从高于 {before} 开始，这一档却从 {value} 本身开始。请把 at_least 写在 above 之前。",
        "{value} itself belongs to this step, but the step before it starts only above {before}. Put `at_least` before "
        "`above`.",
    ),
    # quantiles
    "cuts_not_ascending": Text(
        "分位点 {value} 不大于前面的 {before}。请从低到高排列，每个只写一次。",
        "The cut {value} is not above the one before it, {before}. Put them in ascending order, each once.",
    ),
    "bands_and_points_differ": Text(
        "{cuts} 个分位点分出 {wanted} 档，这里写了 {found} 个分数。请一档写一个。",
        "{cuts} cuts make {wanted} bands, but there are points for {found}. Write one number for each band.",
    ),
    # ranks
    "dense_ranks_have_no_percent": Text(
        "并列不占名次（ties: dense）时，名次与对象数不对应，不能按比例计分。请改用其他并列方式或其他计分方式。",
        "With `ties: dense` the last rank is not the number of subjects, so ranks have no percentage. Use another `ties`, or "
        "another way than `percent`.",
    ),
    # awards and penalties
    "levels_of_both_signs": Text(
        "有的层级得正分，有的层级得负分，无法确定哪一级最高。请把奖励和惩处分成两个指标、两个得分。",
        "Some levels have positive points and some negative, so no level is the highest. Make rewards and penalties two "
        "indicators and two scores.",
    ),
    "days_crossed": Text(
        "起始日期 {since} 晚于截止日期 {until}，没有一件事能计入。请改正其中一个。",
        "The first day, {since}, is after the cut-off date, {until}: no event can count. Correct one of them.",
    ),
    # combining
    "root_too_high": Text(
        "各项次数合计为 {degree}，开方次数最多为 {most}。请减少项数，或分两层计算。",
        "The parts count {degree} times in all; the root can be at most the {most}th. Use fewer, or combine in two steps.",
    ),
    "exponent_has_a_name": Text(
        "指数为 {exponent} 的平均另有写法。请改用“{key}”。",
        "The mean with the exponent {exponent} is `{key}`. Use that.",
    ),
    "all_are_best": Text(
        "一共 {m} 项，取最高的 {n} 项等于全部计入。请减小 n，或改用“{key}”。",
        "The {n} best of {m} are all of them. Lower `n`, or use `{key}`.",
    ),
    "best_without_points": Text(
        "最高的 {n} 项之和没有现成的满分。请写明 points。",
        "A sum of the {n} best has no full marks of its own. Write `points`.",
    ),
    # rating forms
    "weight_for_some_only": Text(
        "有的题目没有写权重：{without}。请给每一题都写权重，或者都不写（即各题相同）。",
        "Some items have no weight: {without}. Give every item one, or none (then all are the same).",
    ),
    "options_or_full": Text(
        "测评表应当写明选项（options）或最高分（full），二者选一。",
        "A form has either `options` or the highest mark (`full`): write one of them.",
    ),
    "points_out_of_100": Text(
        "{value} 不在 0 到 100 之间。选项的分数按百分制。",
        "{value} is not between 0 and 100. The points of an option are out of 100.",
    ),
    "form_without_points": Text(
        "测评表“{form}”没有一个选项写明分数，无法计分。请给计入的选项写 points。",
        "No option of the form '{form}' has points, so nothing can be counted. Give `points` to the options that count.",
    ),
    "form_without_full": Text(
        "测评表“{form}”没有写明最高分（full），打分无法折算。请写 full，或改用 tally。",
        "The form '{form}' does not say its highest mark (`full`), so marks cannot be converted. Write `full`, or use `tally`.",
    ),
    "not_yes_or_no": Text(
        "正反向测评的选项应当是“是”（points: 100）和“否”（points: 0），测评表“{form}”的是：{found}。请改正，或改用 tally。",
        "A checklist needs a yes (`points: 100`) and a no (`points: 0`); the form '{form}' has: {found}. Correct it, or use "
        "`tally`.",
    ),
    "trim_leaves_nobody": Text(
        "{raters} 人打分时两端各去掉 {trim} 个，就没有剩下的了。请增大 trim_above 或减小 trim。",
        "With {raters} raters nothing is left when {trim} marks are left away at either end. Raise `trim_above` or lower "
        "`trim`.",
    ),
    **SILENT,
}
