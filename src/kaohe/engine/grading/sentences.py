"""What each step of a grading is called and says; facts stand in braces."""

from __future__ import annotations

from kaohe.engine.explanation import Text

NO_GRADE = Text("本方案不定等次", "this scheme gives no grade")

TITLES = {
    "result": Text("考核结果", "Result"),
    "grade": Text("等次", "Grade"),
    "set": Text("比较组", "Compared with"),
    "status": Text("人员状态", "Status"),
    "veto": Text("一票否决", "Veto"),
    "cap": Text("限制等次", "Cap"),
    "quota": Text("能否列入“{grade}”名额", "A place as '{grade}'"),
    "room": Text("名额数", "Room"),
    "when": Text("是否符合“{grade}”的条件", "Meets what '{grade}' takes"),
    "rest": Text("其余对象", "The rest"),
    "propose": Text("原则性意见", "In principle"),
    "decision": Text("集体决定", "Decision"),
    "flag": Text("提示", "Flag"),
    "conflict": Text("规则冲突", "Rules in conflict"),
    "outcome": Text("结果运用", "Outcome"),
}

SETS = {
    "ranked": Text(
        "在“{set}”组有得分的 {ranked} 个对象中排第 {rank}", "Rank {rank} of the {ranked} with a score in '{set}'"
    ),
    "unranked": Text("属“{set}”组，不参加排名", "In '{set}', without a rank"),
}

STATUSES = {
    "comment_only": Text("只写评语，不定等次", "A comment only, no grade"),
    "no_grade": Text("参加考核，不定等次", "Takes part, without a grade"),
    "pending": Text("暂不定等次，待结论后补定", "No grade yet; it is settled later"),
    "not_counted": Text("不参加考核", "Does not take part"),
    "grade": Text("直接确定等次", "The grade is set outright"),
}

CONDITIONS = {
    "veto": Text(
        "符合“{when}”（{shown}），直接定为“{grade}”", "'{when}' holds ({shown}): the grade is '{grade}' outright"
    ),
    "cap": Text(
        "符合“{when}”（{shown}），最高只能定为“{grade}”", "'{when}' holds ({shown}): no better grade than '{grade}'"
    ),
    "grade": Text("符合“{when}”（{shown}）", "'{when}' holds ({shown})"),
    "propose": Text(
        "符合“{when}”（{shown}），原则上定为“{grade}”，待确认",
        "'{when}' holds ({shown}): '{grade}' in principle, to be confirmed",
    ),
    "flag": Text("符合“{when}”（{shown}），请核对", "'{when}' holds ({shown}): please look into it"),
    "outcome": Text("符合“{when}”（{shown}）", "'{when}' holds ({shown})"),
}
UNKNOWN = Text(
    "“{when}”（{shown}）无法判定，因为有数据或得分暂缺",
    "'{when}' cannot be told ({shown}): something it needs is missing",
)

PLACES = {
    "got": Text("{line} 个竞争者中居第 {place}，名额 {room} 个", "Place {place} of {line}, room for {room}"),
    "got_all": Text("竞争者 {line} 个，名额 {room} 个，都可入选", "{line} contend for {room} places: all get one"),
    "tied": Text(
        "{line} 个竞争者中居第 {place}，名额 {room} 个；与 {tied} 同为 {score}，名额容不下全部，都不入选",
        "Place {place} of {line}, room for {room}; tied at {score} with {tied}: no room for all, so for none of them",
    ),
    "full": Text(
        "{line} 个竞争者中居第 {place}，名额 {room} 个；最后一个名额得分 {last}，相差 {missing}",
        "Place {place} of {line}, room for {room}; the last place went at {last}, which is {missing} more",
    ),
    "parted": Text(
        "{line} 个竞争者中居第 {place}，名额 {room} 个；与最后一个名额同分 {last}，按次序规则排在其后",
        "Place {place} of {line}, room for {room}; equal to the last place at {last}, behind it by the tie-break",
    ),
    "no_room": Text("没有名额（{line} 个竞争者）", "There is no place ({line} contend)"),
}

ROOMS = {
    "share": Text("应参加 {base} 个（人），按比例计算名额", "Share of the {base} who should take part"),
    "by": Text(
        "应参加 {base} 个（人），按各自比例合计后取整一次",
        "The shares of the {base} who should take part, added, then rounded once",
    ),
    "count": Text("固定名额", "A fixed number"),
}

REST = Text("未定为更好的等次", "No better grade was given")
DECIDED = {
    "applied": Text("由“{from}”定为“{to}”：{reason}（{by}，{at}）", "From '{from}' to '{to}': {reason} ({by}, {at})"),
    "decision_unknown_grade": Text(
        "定为“{to}”的决定未生效：没有这个等次（{by}，{at}）", "No effect: there is no grade {to} ({by}, {at})"
    ),
    "decision_from_differs": Text(
        "由“{from}”定为“{to}”的决定未生效：原等次与计算结果不符（{by}，{at}）",
        "From {from} to {to}: no effect, the grade was another one ({by}, {at})",
    ),
    "decision_against_rule": Text(
        "由“{from}”定为“{to}”的决定未生效：有规定不允许，且未经批准（{by}，{at}）",
        "From {from} to {to}: no effect, a rule forbids it and nobody approved ({by}, {at})",
    ),
    "decision_over_quota": Text(
        "由“{from}”定为“{to}”的决定未生效：名额容不下，且未经批准超额（{by}，{at}）",
        "From {from} to {to}: no effect, there is not enough room and nobody approved more ({by}, {at})",
    ),
}
"""By what became of the decision."""
CONFLICT = Text(
    "“{first}”与“{second}”不能同时满足，以在前的步骤为准",
    "'{first}' and '{second}' cannot both be kept; the earlier step stands",
)
