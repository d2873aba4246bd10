"""Wording: what is wrong with a grading, why somebody has a grade, and what in the grading did not apply."""

from __future__ import annotations

from kaohe.engine.explanation import Text

TEXTS: dict[str, Text] = {
    # the scheme's text
    "word_taken": Text(
        "“{name}”在这里有固定含义（表示没有），不能用作名称。请换一个。",
        "'{name}' has a meaning of its own here (there is none) and cannot be a name. Choose another.",
    ),
    "last_grade_asks": Text(
        "最后一个等次“{grade}”归其余全部对象，不能再设条件或名额。请删去其 when 和 quota，或在其后再加一个等次。",
        "The last grade, '{grade}', is for all the rest and asks for nothing. Remove its `when` and `quota`, or add a grade.",
    ),
    "grade_asks_nothing": Text(
        "等次“{grade}”既无条件也无名额，人人可得，其后的等次直到“{last}”都用不上。请写 when 或 quota。",
        "Grade '{grade}' has neither `when` nor `quota`: everybody gets it and nobody those after it, up to '{last}'.",
    ),
    "no_such_grade": Text(
        "没有等次“{grade}”。{hint}可用的有：{grades}。",
        "There is no grade '{grade}'.{hint} Grades: {grades}.",
    ),
    "status_grade": Text(
        "状态“{status}”：result 为 grade 时必须写明 grade，其他情况不写。",
        "Status '{status}': `grade` goes with `result: grade`, always and only.",
    ),
    "not_counted_in_base": Text(
        "状态“{status}”不参加考核，就不在应参加人数之内。请删去 in_base: true，或改用 no_grade。",
        "With '{status}' nobody takes part, so nobody is in the base. Remove `in_base: true`, or use `no_grade`.",
    ),
    "one_share": Text(
        "等次“{grade}”的名额必须且只能写一种：share、by 或 count（现有：{found}）。",
        "The quota of '{grade}' needs exactly one of `share`, `by` and `count` (found: {found}).",
    ),
    "count_and_least": Text(
        "等次“{grade}”的名额已是固定数 count，at_least 不起作用。请删去一个。",
        "The quota of '{grade}' is a fixed `count`; `at_least` does nothing. Remove one of them.",
    ),
    "no_such_value": Text(
        "{name} 没有“{value}”这个值。{hint}可用的有：{values}。",
        "{name} is never '{value}'.{hint} It can be: {values}.",
    ),
    "share_too_fine": Text(
        "比例的分母太大，无法精确合计。请写成百分数或简单分数，例如 30% 或 1/3。",
        "The shares are too fine to be added exactly. Write per cent or simple fractions, such as 30% or 1/3.",
    ),
    "within_incomplete": Text(
        "按职务分组比较时，每一类都要写明；缺少：{missing}。",
        "When who is compared with whom differs by post, every post must be named; missing: {missing}.",
    ),
    "staff_not_whole": Text(
        "“{name}”不是整数属性，不能作为人数。{hint}请在 attributes 中写明 number: true，且不带小数。",
        "'{name}' is no attribute of whole numbers, so no number of staff.{hint} Define it with `number: true`, no decimals.",
    ),
    # what is found while grading
    "scores_not_told_apart": Text(
        "{subjects} 的得分“{score}”算到最高精度仍无法分出大小，按相等处理。",
        "The scores '{score}' of {subjects} cannot be told apart at the highest precision and are taken as equal.",
    ),
    "small_group": Text(
        "比较组“{group}”应参加的只有 {members} 个，少于规定的 {at_least} 个，合并后仍不足。",
        "Only {members} should take part in {group}, fewer than {at_least}, pooled or not.",
    ),
    "conflict_of_grades": Text(
        "规则冲突：{first}〔{first_article}〕定为“{first_grade}”，{second}〔{second_article}〕定为“{second_grade}”，"
        "对 {subjects}（共 {count} 个）不能同时满足。按次序以前者为准；请修改其一，或由集体决定。",
        "Rules in conflict: {first} [{first_article}] sets '{first_grade}', {second} [{second_article}] sets"
        " '{second_grade}'; for {subjects} ({count} in all) not both can be kept. The first one stands; change one of them,"
        " or decide.",
    ),
    "conflict_with_cap": Text(
        "规则冲突：{first}〔{first_article}〕定为“{first_grade}”，而 {second}〔{second_article}〕最高只允许“{second_grade}”，"
        "对 {subjects}（共 {count} 个）不能同时满足。按次序以前者为准；请修改其一，或由集体决定。",
        "Rules in conflict: {first} [{first_article}] sets '{first_grade}', but {second} [{second_article}] allows no"
        " better than '{second_grade}'; for {subjects} ({count} in all) not both can be kept. The first one stands; change"
        " one of them, or decide.",
    ),
    "conflict_of_cap_and_proposal": Text(
        "规则冲突：{first}〔{first_article}〕最高只允许“{first_grade}”，而 {second}〔{second_article}〕原则上定为"
        "“{second_grade}”，对 {subjects}（共 {count} 个）不能同时满足。未经批准以前者为准。",
        "Rules in conflict: {first} [{first_article}] allows no better than '{first_grade}', but {second}"
        " [{second_article}] proposes '{second_grade}'; for {subjects} ({count} in all) not both can be kept. Without"
        " approval the first one stands.",
    ),
    "decision_unknown_grade": Text(
        "对 {subject} 的决定（{at}）写的等次“{to}”不存在。可用的有：{grades}。",
        "The decision on {subject} ({at}) names the grade '{to}', which does not exist. Grades: {grades}.",
    ),
    "decision_from_differs": Text(
        "对 {subject} 的决定（{at}）写明原等次为“{from}”，而计算结果是“{computed}”。请核对后重新决定。",
        "The decision on {subject} ({at}) was taken from '{from}', but the grade is '{computed}'. Check and decide again.",
    ),
    "decision_against_rule": Text(
        "对 {subject} 的决定（{at}）定为“{to}”，而 {rule}〔{article}〕不允许。未生效；如经批准，请在 approval 中写明批准文件。",
        "The decision on {subject} ({at}) gives '{to}', which {rule} [{article}] forbids. It has no effect; if it was"
        " approved, name the document under `approval`.",
    ),
    "decision_over_quota": Text(
        "对 {subject} 的决定（{at}）定为“{to}”，而“{set}”组名额 {room} 个，当日生效的决定执行后已用 {used} 个：{holders}。"
        "当日未经批准而需占名额的决定共 {count} 项：{newcomers}，名额容不下，都未生效，也不挤占他人；如经批准超额，"
        "请在 approval 中写明批准文件。",
        "The decision on {subject} ({at}) gives '{to}', but {set} has room for {room}, and after that day's decisions that"
        " stand {used} have it: {holders}. Decisions of that day that need a place without approval: {count}, on"
        " {newcomers}. There is not room for all, so none of them has an effect or takes anybody's place; if more was"
        " approved, name the document under `approval`.",
    ),
    # what did not apply
    "no_status": Text("没有影响等次的人员状态", "no status that bears on the grade"),
    "status_came_later": Text("状态“{status}”：已由在前的状态决定", "status '{status}': an earlier one has decided"),
    "came_later": Text("“{because}”：已由在前的步骤决定", "'{because}': an earlier step has decided"),
    "veto_not_met": Text(
        "一票否决“{because}”：不符合“{when}”（{facts}）", "veto '{because}': '{when}' does not hold ({facts})"
    ),
    "cap_not_met": Text(
        "限制等次“{because}”：不符合“{when}”（{facts}）", "cap '{because}': '{when}' does not hold ({facts})"
    ),
    "when_not_met": Text(
        "等次“{grade}”：不符合“{when}”（{facts}）", "grade '{grade}': '{when}' does not hold ({facts})"
    ),
    "kept_from": Text("不能定为“{grade}”，原因是：{rules}", "kept from '{grade}' by: {rules}"),
    "not_reached": Text("其后的等次不再考虑：{grades}", "the grades below are not considered: {grades}"),
    "propose_not_met": Text(
        "原则性意见“{because}”：不符合“{when}”（{facts}）",
        "proposal '{because}': '{when}' does not hold ({facts})",
    ),
    "proposed_already": Text("原则性意见“{because}”：已是该等次", "proposal '{because}': it has that grade already"),
    "flag_not_met": Text(
        "提示“{because}”：不符合“{when}”（{facts}）", "flag '{because}': '{when}' does not hold ({facts})"
    ),
    "outcome_not_met": Text(
        "结果运用“{title}”：不符合“{when}”（{facts}）", "outcome '{title}': '{when}' does not hold ({facts})"
    ),
    "no_decision": Text("没有改变等次的决定", "no decision changed the grade"),
}

REASONS: dict[str, Text] = {
    "status": Text("人员状态：{name}", "status: {name}"),
    "veto": Text("一票否决：{name}", "veto: {name}"),
    "cap": Text("受限制，不能定更好的等次：{name}", "kept from a better grade: {name}"),
    "quota": Text("在该等次的名额之内", "got one of the places for this grade"),
    "quota_full": Text("上一等次名额已满", "the places of the next better grade went to others"),
    "threshold": Text("符合该等次条件", "meets what the grade takes"),
    "rest": Text("其余对象", "the rest"),
    "decision": Text("集体决定", "decided by the committee"),
    "score_held": Text("得分暂缺", "the score is held"),
    "score_left_out": Text("得分不计", "the score does not count"),
    "condition_unknown": Text("有条件无法判定：{name}", "a condition cannot be told: {name}"),
}
"""Why somebody has the grade, by the first word of the reason's code; `name`: the rest of it."""

VERDICTS: dict[str, Text] = {
    "ok": Text("拉开差距", "spread"),
    "too_small": Text("差距过小", "too little spread"),
    "full_marks_for_all": Text("全部满分", "full marks for all"),
    "not_comparable": Text("不足以比较", "nothing to compare"),
    "halve_points_next_year": Text("下年度该指标分值减半", "its points are halved next year"),
    "report": Text("通报", "it is reported"),
}
"""What the discipline of scoring offices found, and what follows."""
