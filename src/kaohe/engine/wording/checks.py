"""Wording: what `kaohe check` finds in a scheme that can be read: shown by an example, proven, or said to be open."""

from __future__ import annotations

from kaohe.engine.explanation import Text

TEXTS: dict[str, Text] = {
    # names
    "name_has_a_meaning": Text(
        "“{name}”在条件和算式里另有含义，不能用作名称。请换一个名称。",
        "'{name}' has a meaning of its own in conditions and formulas and cannot be a name. Choose another one.",
    ),
    "name_of_two_things": Text(
        "“{name}”既是属性，又写在 {section} 里，条件里的“{name}”就分不清指哪一个。请给其中一个改名。",
        "'{name}' is an attribute and also stands under `{section}`; a condition could mean either. Rename one of them.",
    ),
    "attribute_of_two_kinds": Text(
        "属性“{name}”同时写了 {found}。属性要么是数（number），要么是“是/否”（yes_no），要么从 values 中选，只能留一项。",
        "Attribute '{name}' has {found} at once. It is a number, or yes or no (`yes_no`), or one of `values`: keep one.",
    ),
    "attribute_without_values": Text(
        "属性“{name}”的 values 是空的，没有可选的值。请写出各个值，或删去 values（即可填任意文字）。",
        "Attribute '{name}' has no `values` to choose from. List them, or remove `values` to allow any text.",
    ),
    "attribute_no_number": Text(
        "属性“{name}”不是数，“{key}”不起作用。请加上 number: true，或删去“{key}”。",
        "Attribute '{name}' is no number, so `{key}` does nothing. Add `number: true`, or remove `{key}`.",
    ),
    "attribute_without_range": Text(
        "数值属性“{name}”没有写 range，只能按 {low} 到 {high} 核对，用到它的条件难以证明对错。请写明可能的范围。",
        "Number '{name}' has no `range`; with {low} to {high} little can be proven of conditions that use it. "
        "Say what it can be.",
    ),
    "range_reversed": Text(
        "“{name}”的范围写反了：最小值 {low} 大于最大值 {high}。请对调。",
        "The range of '{name}' is the wrong way round: its least, {low}, is above its most, {high}. Swap them.",
    ),
    "range_too_wide": Text(
        "“{name}”保留 {decimals} 位小数，范围却是 {low} 到 {high}，数值太大，存不下（绝对值最多 {most}）。请缩小 range，或减少 decimals。",
        "'{name}' has {decimals} decimals and a range of {low} to {high}: too large to be kept (at most {most} on either "
        "side). Narrow its `range`, or use fewer `decimals`.",
    ),
    "no_such_group": Text(
        "没有名为“{name}”的组。{hint}这类对象的组有：{groups}。",
        "There is no group '{name}'.{hint} The groups of this kind: {groups}.",
    ),
    "pools_with_itself": Text(
        "组“{name}”人数不足时写的是与自己合并。请写另一个组。",
        "Group '{name}' is pooled with itself when it is too small. Name another group.",
    ),
    "never_pooled": Text(
        "组“{name}”写了与“{other}”合并，却没有写少于多少个时合并，所以永远不会合并。请写 at_least，或删去 pool_with。",
        "Group '{name}' says it is pooled with '{other}', but not below which size, so it never is. Add `at_least`, or "
        "remove `pool_with`.",
    ),
    "too_small_for_nothing": Text(
        "组“{name}”写了至少 {least} 个，却没有写不足时与哪个组合并，所以不起作用。请写 pool_with，或删去 at_least。",
        "Group '{name}' asks for at least {least} members, but does not say with whom it is pooled below that, so nothing "
        "follows. Add `pool_with`, or remove `at_least`.",
    ),
    "part_twice": Text(
        "时段“{part}”写了两次。请删去一处。",
        "Part '{part}' of the period is named twice. Remove one of them.",
    ),
    "no_parts": Text(
        "指标“{name}”写了每个时段报一次（every: part），但考核期没有分时段。请在 period 中写 parts，例如 [q1, q2, q3, q4]。",
        "Indicator '{name}' is reported in every part of the period, but the period has no parts. "
        "Write `parts` under `period`, such as [q1, q2, q3, q4].",
    ),
    "last_year_of_parts": Text(
        "指标“{name}”每个时段报一个数（every: part），没有一个上年数。请删去 last_year，或另设一个上年数的指标。",
        "Indicator '{name}' has a figure for each part of the period, so there is no one figure of last year. Remove "
        "`last_year`, or make last year's figure an indicator of its own.",
    ),
    "list_entry_twice": Text(
        "名单“{name}”里“{entry}”写了两次。请删去一处。",
        "List '{name}' has '{entry}' twice. Remove one of them.",
    ),
    "list_entry_blank": Text(
        "名单“{name}”里的“{entry}”是空的，或首尾有空格，与任何编号都对不上。请改正。",
        "In list '{name}', '{entry}' is empty or begins or ends with a blank, so it matches no id. Correct it.",
    ),
    # indicators
    "nobody_collects": Text(
        "指标“{name}”没有写由哪个部门提供，没有人会去采集。请写 source。",
        "Indicator '{name}' has no source, so nobody collects it. Name the department in `source`.",
    ),
    "not_for_events": Text(
        "“{name}”按事件计数，没有记录就是零次，“{key}”不起作用。请删去“{key}”。",
        "'{name}' is counted from events, and no entry means none, so `{key}` does nothing. Remove it.",
    ),
    "history_and_events": Text(
        "指标“{name}”既取自以往年度（history）又按事件计数（events），只能选一种。请删去一个。",
        "Indicator '{name}' is both taken from earlier years (`history`) and counted from `events`. Remove one of them.",
    ),
    "part_is_no_year": Text(
        "指标“{name}”按分期取自以往年度，分期“{part}”却不是 {year} 年或更早的年份。请把分期写成例如 y{year}。",
        "Indicator '{name}' takes a score for each part of the period from an earlier year, but the part '{part}' names no "
        "year up to {year}. Name the parts like y{year}.",
    ),
    "asked_twice": Text(
        "指标“{name}”与“{other}”（{where}）同名，都叫“{title}”，同一个数要填报两次。请合并为一个指标，或改得能够区分。",
        "Indicators '{name}' and '{other}' ({where}) have the same title, '{title}': one figure would be asked for "
        "twice. Make them one, or give them titles that tell them apart.",
    ),
    "nobody_uses": Text(
        "指标“{name}”采集了却没有用到：没有得分、也没有条件读它。请用上，或删去，免得白填报。",
        "Indicator '{name}' is collected but not used: no score and no condition reads it. Use it, or remove it.",
    ),
    "last_year_not_used": Text(
        "指标“{name}”收集了上年数却没有用到：没有得分、也没有条件读“{name}.last_year”。请用上，或删去 last_year，免得白填报。",
        "Last year's figure of '{name}' is collected but not used: no score and no condition reads '{name}.last_year'. Use "
        "it, or remove `last_year`.",
    ),
    "veto_asked_nowhere": Text(
        "“{name}”是一票否决指标，但定等（grading）的条件里没有用到它，否决不会发生。请在 veto 中写明条件。",
        "'{name}' is a veto indicator, but no condition under `grading` asks for it, so nothing is vetoed. "
        "Write the condition under `veto`.",
    ),
    "nothing_reads": Text(
        "这些得分没有去处：{names}。它们不进入“{by}”，定等的条件也没有用到。如果只供参考，可以不管；否则请加进上一级得分。",
        "Nothing reads these scores: {names}. They do not lead to '{by}', and no condition asks for them. That is fine for "
        "information only; otherwise add them to the score above.",
    ),
    "other_group_reads": Text(
        "指标“{name}”只有 {groups} 组才有，得分“{score}”却对“{group}”组也要用它，该组永远得不出这项分。请为该组另写 overrides，或放宽指标的 groups。",
        "Only the groups {groups} have indicator '{name}', but score '{score}' reads it for group '{group}' too, which can "
        "then never get the score. Write an override for that group, or widen the indicator's `groups`.",
    ),
    "left_out_to_the_top": Text(
        "指标“{figure}”缺数时写的是不计（leave_out），而上面没有一级能替它折算（{path}），结果“{by}”整个不计，该对象没有等次。请换一种缺数处理，或用 sum、mean 汇总。",
        "When '{figure}' is left out (`leave_out`), nothing above it can do without it ({path}): '{by}' is left out "
        "altogether, and there is no grade. Treat its absence otherwise, or combine with `sum` or `mean`.",
    ),
    "rule_leaves_out_to_the_top": Text(
        "得分“{figure}”的计分方法有时不计（leave_out），而上面没有一级能替它折算（{path}），结果“{by}”整个不计，该对象没有等次。请换一种处理，或用 sum、mean 汇总。",
        "The rule of '{figure}' can leave it out (`leave_out`), and nothing above it can do without it ({path}): '{by}' is "
        "left out altogether, and there is no grade. Let the rule do otherwise, or combine with `sum` or `mean`.",
    ),
    # overrides
    "override_always": Text(
        "“{when}”对所有对象都成立，原来的写法就用不上了。请直接改原来的写法，或核对条件。",
        "'{when}' holds for everybody, so the plain text is never used. Change the plain text instead, or check the "
        "condition.",
    ),
    "override_never": Text(
        "“{when}”对任何对象都不成立，这条调整不起作用。请核对条件。",
        "'{when}' holds for nobody, so this override does nothing. Check the condition.",
    ),
    "overrides_clash": Text(
        "“{when}”与“{other}”（{where}）可以同时成立，例如 {example}；两条都改 {scores}，又分不出哪条更特殊。请把其中一条的条件写得更具体，或写成互不相容。",
        "'{when}' and '{other}' ({where}) can both hold, for example with {example}; both change {scores}, and neither "
        "is the more special. Make one condition more special, or let them exclude each other.",
    ),
    "overrides_not_all_compared": Text(
        "调整条款太多，只两两比较了 {most} 对，其余是否冲突没有核对。",
        "There are too many overrides: {most} pairs were compared; whether others clash was not looked at.",
    ),
    # full marks
    "points_do_not_add": Text(
        "得分“{name}”的满分写的是 {points}，各部分合计却是 {sum}（{parts}）。请改到一致。",
        "Score '{name}' is out of {points}, but its parts add up to {sum} ({parts}). Make them agree.",
    ),
    "points_do_not_add_for": Text(
        "“{when}”成立时（例如 {example}），得分“{name}”的各部分合计 {sum}（{parts}），与满分 {points} 不符。请在这条调整里把相应部分一并改到合计 {points}。",
        "Where '{when}' holds (for example {example}), the parts of score '{name}' add up to {sum} ({parts}), not to "
        "{points}. Change the other parts in this override too, so that they add up.",
    ),
    "points_do_not_add_where": Text(
        "对于 {example} 的对象，得分“{name}”的各部分合计 {sum}（{parts}），与满分 {points} 不符。若有这样的对象，请在相应的调整里改到合计 {points}；若没有，可以不管。",
        "For a subject with {example}, the parts of score '{name}' add up to {sum} ({parts}), not to {points}. "
        "If there is such a subject, change the other parts in its override too; if there is none, all is well.",
    ),
    "sum_of_figures": Text(
        "“{name}”是指标，没有满分，不能直接加进得分“{score}”。请先在 scores 中为“{name}”写一项得分（写明 points 和 rule）。",
        "'{name}' is a figure and has no full marks, so score '{score}' cannot add it up. "
        "Write a score '{name}' under `scores` first, with `points` and a `rule`.",
    ),
    "points_not_shown": Text(
        "无法核对得分“{name}”的满分：{parts} 没有写明满分。请给它们写 points。",
        "Whether the parts of score '{name}' add up could not be shown: {parts} state no full marks. Give them `points`.",
    ),
    "points_not_all_shown": Text(
        "得分“{name}”的各部分在看过的情形下都合计相符，但情形太多，没有全部核对。",
        "The parts of score '{name}' add up in every case that was looked at, but there are too many cases to look at all.",
    ),
    "points_differ": Text(
        "得分“{name}”的各部分满分合计因对象而异：{first} 为 {low}，{last} 为 {high}。如果本意如此，请写明 points；否则请改到一致。",
        "The full marks of score '{name}' are not the same for everybody: {low} with {first}, {high} with {last}. "
        "If that is meant, state its `points`; otherwise make them agree.",
    ),
    "marks_unlike": Text(
        "得分“{name}”对满分不同的部分求加权平均（{parts}），满分低的部分被压低了。请统一满分，或改用 sum。",
        "Score '{name}' is a weighted mean of parts with different full marks ({parts}): those out of less weigh less than "
        "they seem to. Give them the same full marks, or use `sum`.",
    ),
    "points_out_of_reach": Text(
        "得分“{name}”满分 {points}，但无论数据如何，最多只能得 {high}。请核对 points 或计分方法中的数。",
        "Score '{name}' is out of {points}, but whatever the figures, it is at most {high}. Check `points`, or the numbers "
        "of the rule.",
    ),
    # ranges
    "too_wide": Text(
        "得分“{name}”的取值范围太大或无法估计，将逐个对象计算，结果一样准确，但较慢。给所用指标写明 range 可以加快。",
        "Score '{name}' may be very large, or nothing is known of its size: it is computed one subject at a time, just as "
        "exactly but slowly. A `range` on the indicators it uses makes it fast.",
    ),
    "factor_below_zero": Text(
        "得分“{name}”是乘数计分，其中“{factor}”可能为负（最低 {low}），例如 {example}。负数相乘会使奖惩颠倒。请给它写 limits: {{at_least: 0}}。",
        "Score '{name}' multiplies, and its factor '{factor}' can be below zero (as low as {low}), for example with "
        "{example}: reward and penalty would change places. Give it `limits: {{at_least: 0}}`.",
    ),
    "factor_perhaps_below_zero": Text(
        "得分“{name}”是乘数计分，不能排除其中“{factor}”为负（估计最低 {low}），也没有找到这样的例子。写 limits: {{at_least: 0}} 可以保证不为负。",
        "Score '{name}' multiplies. It could not be shown that its factor '{factor}' is never below zero (it may be as low "
        "as {low}), nor was an example found. `limits: {{at_least: 0}}` would make sure.",
    ),
    # conditions
    "not_graded": Text(
        "“{text}”用到 {name}，但 {kind} 没有定等。请在 grading 中写明 {kind} 的定等办法，或改用得分。",
        "'{text}' asks for {name}, but {kind} gets no grade. Write its grading under `grading`, or use a score.",
    ),
    "own_grade_unknown": Text(
        "“{text}”用到对象自己的等次，而这里正在决定等次。请改用得分，或把条件放到 flags、propose 或 outcomes 中。",
        "'{text}' asks for the subject's own grade, which is only being decided here. Use a score, or move the condition "
        "to `flags`, `propose` or `outcomes`.",
    ),
    "condition_always": Text(
        "“{text}”总是成立（{ranges}），这个条件等于没有写。请核对界限。",
        "'{text}' always holds ({ranges}), so the condition decides nothing. Check its limits.",
    ),
    "condition_never": Text(
        "“{text}”永远不成立（{ranges}），这一条不起作用。请核对界限。",
        "'{text}' never holds ({ranges}), so this does nothing. Check its limits.",
    ),
    "comparison_always": Text(
        "“{text}”中的“{part}”总是成立（{ranges}），等于没有写。请核对界限，或删去这一部分。",
        "In '{text}' the part '{part}' always holds ({ranges}) and decides nothing. Check its limit, or remove it.",
    ),
    "comparison_never": Text(
        "“{text}”中的“{part}”永远不成立（{ranges}）。请核对界限，或删去这一部分。",
        "In '{text}' the part '{part}' never holds ({ranges}). Check its limit, or remove it.",
    ),
    # grading
    "by_no_score": Text(
        "定等依据“{name}”不是 scores.{kind} 中的得分。{hint}",
        "'{name}', by which grades are given, is no score under `scores.{kind}`.{hint}",
    ),
    "parts_no_ties": Text(
        "“{name}”前面已经比较过，不能再区分同分的对象。请删去。",
        "'{name}' has been compared before and cannot part equal scores. Remove it.",
    ),
    "cap_allows_all": Text(
        "“{name}”规定最高为“{grade}”，这已是最好的等次，等于没有限制。请写较低的等次，或删去。",
        "'{name}' allows nothing better than '{grade}', which is the best grade: it forbids nothing. Name a lower grade, "
        "or remove it.",
    ),
    "cap_is_a_veto": Text(
        "“{name}”规定最高为最末等次“{grade}”，等于直接定为“{grade}”。如果本意如此，写在 veto 中更清楚。",
        "'{name}' allows nothing better than '{grade}', the last grade, which is to give it outright. "
        "Written under `veto`, this would be plainer.",
    ),
    "grades_not_shown": Text(
        "{kind} 的等次条件涉及的情形太多，没有全部核对是否每个等次都有人能得到。",
        "The conditions of the grades of {kind} have too many cases: whether every grade can be reached was not shown.",
    ),
    "grade_never": Text(
        "没有人能得到等次“{grade}”：“{text}”永远不成立（{ranges}）。请核对界限。",
        "Nobody can get grade '{grade}': '{text}' never holds ({ranges}). Check its limits.",
    ),
    "grade_shadowed": Text(
        "没有人能得到等次“{grade}”：凡符合条件的，前面已经得到 {before}。请检查各等次的界限和先后次序（从最好的写起）。",
        "Nobody can get grade '{grade}': whoever meets its condition has {before} already. Check the limits and the order "
        "of the grades (the best comes first).",
    ),
    "grade_only_outright": Text(
        "等次“{grade}”的条件不起作用：凡符合条件的，前面已经得到 {before}。它只能直接给出。请删去 when，或检查界限。",
        "The condition of grade '{grade}' does nothing: whoever meets it has {before} already. The grade can only be given "
        "outright. Remove `when`, or check its limits.",
    ),
    "last_grade_empty": Text(
        "没有人会得到最后一个等次“{grade}”：所有人前面都已得到 {before}。如果本意如此，可以不管；否则请检查界限。",
        "Nobody gets the last grade, '{grade}': everybody has {before} already. If that is not meant, check the limits.",
    ),
    "always_barred": Text(
        "{said}（“{text}”）与 {other}（“{bar}”）矛盾：凡前者成立，后者也成立，只能是“{allowed}”，得不到“{grade}”。请改其中一条。",
        "{said} ('{text}') and {other} ('{bar}') contradict each other: wherever the one holds, so does the other, which "
        "allows only '{allowed}', never '{grade}'. Change one of them.",
    ),
    "perhaps_always_barred": Text(
        "不能排除 {said}（“{text}”）成立时 {other}（“{bar}”）总是成立；那样就只能是“{allowed}”，得不到“{grade}”。请核对。",
        "It could not be shown that {said} ('{text}') can hold without {other} ('{bar}'), which allows only '{allowed}', "
        "never '{grade}'. Check them.",
    ),
    # quotas
    "quota_for_all": Text(
        "等次“{grade}”的名额是 100%，等于不限。请写较小的比例，或删去 quota。",
        "The quota of grade '{grade}' is 100%, which limits nothing. Write a smaller share, or remove the quota.",
    ),
    "quota_for_nobody": Text(
        "等次“{grade}”的名额是零，没有人能得到。请写大于零的名额，或删去这个等次。",
        "The quota of grade '{grade}' is zero, so nobody can get it. Write more than zero, or remove the grade.",
    ),
    "quota_by_what": Text(
        "名额不能取决于“{name}”：应当是上级的等次（如 team.grade）、组，或有固定值的属性。{hint}",
        "A quota cannot depend on '{name}': it takes a grade above (such as `team.grade`), the group, or an attribute with "
        "values.{hint}",
    ),
    "quota_by_open": Text(
        "“{name}”可以是任意文字，无法核对这里是否写全。请给这个属性写 values。",
        "'{name}' can be any text, so whether every value is named here cannot be shown. Give the attribute `values`.",
    ),
    "staff_shares_miss": Text(
        "没有写 {missing} 对应的比例。请补上。",
        "No share is given for {missing}. Add them.",
    ),
    # discipline
    "watches_no_score": Text(
        "“{name}”不是得分，无法核查打分是否拉开差距。{hint}请写 scores 中的名称。",
        "'{name}' is no score, so its spread cannot be watched.{hint} Name one under `scores`.",
    ),
    "watches_nothing": Text(
        "没有一个指标写明来源部门，差距核查没有对象。请给指标写 source，或在 indicators 中列出要核查的得分。",
        "No indicator has a source, so no spread is watched. Give indicators a `source`, or list the scores to watch.",
    ),
    "spread_always_reached": Text(
        "要求的差距是 {value}，不大于零，任何打分都能达到。请写例如 30%。",
        "The least spread is {value}, not above zero: any scores reach it. Write 30%, for example.",
    ),
}
