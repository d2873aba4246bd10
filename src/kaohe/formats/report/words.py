"""The page's own words, in Chinese and English. What the engine tells comes from its narration."""

from __future__ import annotations

from kaohe.engine.explanation import Text

KINDS = {
    "unit": Text("单位（地区）", "Units and regions"),
    "team": Text("领导班子", "Leadership teams"),
    "cadre": Text("领导干部", "Cadres"),
}
KIND_COUNTS = {
    "unit": Text("{n} 个单位（地区）", "{n} units or regions"),
    "team": Text("{n} 个领导班子", "{n} teams"),
    "cadre": Text("{n} 名领导干部", "{n} cadres"),
}
PERIODS = {
    "ordinary": Text("{year} 年平时考核", "ordinary assessment of {year}"),
    "annual": Text("{year} 年度", "year {year}"),
    "special": Text("{year} 年专项考核", "special assessment of {year}"),
    "term": Text("任期（至 {year} 年）", "term ending {year}"),
}
WORDS = {
    "invented": Text(
        "单位、人员、数字均为虚构，仅供演示", "units, persons and figures are invented, for demonstration only"
    ),
    "report": Text("考核结果报告", "Assessment report"),
    "period": Text("考核时段", "Period"),
    "basis": Text("依据", "Basis"),
    "owner": Text("方案保管", "Kept by"),
    "assessed": Text("考核对象", "Assessed"),
    "find": Text("找单位、人员", "Find a unit or a person"),
    "language": Text("语言", "Language"),
    "skip": Text("跳到正文", "Skip to the content"),
    "contents": Text("目录", "Contents"),
    "overview": Text("一览", "Overview"),
    "group": Text("比较组", "Group"),
    "subject": Text("考核对象", "Subject"),
    "number_of": Text("对象数", "Number"),
    "places": Text("{grade}名额", "Places: {grade}"),
    "median": Text("中位分", "Median"),
    "range": Text("最低—最高", "Lowest–highest"),
    "line": Text("{grade}线", "Line: {grade}"),
    "ungraded_n": Text("未定等次", "Ungraded"),
    "rank": Text("名次", "Rank"),
    "tied": Text("并列 {n}", "={n}"),
    "score": Text("得分", "Score"),
    "grade": Text("等次", "Grade"),
    "why": Text("限制与说明", "Limits and notes"),
    "of": Text("所属", "Of"),
    "held": Text("暂缺", "held"),
    "possible": Text("仍可能为 {low} 至 {high}", "still possible: {low} to {high}"),
    "all_held": Text("本组全部暂缺，未列出：{names}", "Held for the whole group and not shown: {names}"),
    "bars": Text("条形从满分的 {low}% 起，满格为满分", "Bars run from {low}% of full marks to full marks"),
    "tied_note": Text("同分并列", "equal scores share a rank"),
    "unranked": Text(
        "本方案不给这类对象定等次、排名次；按得分从高到低列出",
        "The scheme gives these neither rank nor grade; listed by score",
    ),
    "short_of": Text("距{grade}线 {missing} 分", "{missing} below the line for '{grade}'"),
    "no_place": Text("名额已满", "no place left"),
    "tied_out": Text("与最后一个名额同分，名额容不下", "equal to the last place, but no room for all"),
    "proposed": Text("原则性意见：{name}，待确认", "In principle: {name}; to be confirmed"),
    "margin": Text("{grade}线上下", "Around the line for '{grade}'"),
    "margin_case": Text("情况", "How it stands"),
    "article": Text("条款", "Article"),
    "line_band": Text(
        "最后列入 {last}，线外第一 {first}，相差 {gap} 分", "last in {last}, first out {first}: {gap} apart"
    ),
    "line_equal": Text(
        "线上线下同为 {last} 分，由次序规则或名额规则分开",
        "{last} on both sides: parted by the tie-break or by the room",
    ),
    "over": Text("超出 {n} 个", "{n} over"),
    "free": Text("余 {n} 个", "{n} free"),
    "separates": Text("等次之间差在哪里", "What separates the grades"),
    "separates_note": Text(
        "各等次对象在每一项上的平均得分，按前两个等次之差占满分的比例排列；只说明差别，不说明原因",
        "Mean score of each grade in each part, ordered by the gap between the two best grades as a share of full marks;"
        " it shows differences, not causes",
    ),
    "part": Text("项目", "Part"),
    "full": Text("满分", "Full marks"),
    "out_of": Text("满分 {full}", "of {full}"),
    "for_all": Text("以下适用于本组全部对象：", "For everybody in this group: "),
    "gap": Text("{first}比{second}高", "{first} above {second}"),
    "distribution": Text("得分分布", "Distribution of scores"),
    "distribution_of": Text(
        "{n} 个对象的得分，最低 {low}，中位 {median}，最高 {high}",
        "Scores of {n}: lowest {low}, median {median}, highest {high}",
    ),
    "axis_from": Text("横轴从 {low} 起", "axis from {low}"),
    "median_at": Text("中位 {value}", "median {value}"),
    "line_at": Text("{grade}线 {value}", "{grade} {value}"),
    "small_sets": Text("{n} 个比较组，逐组展开", "{n} groups, each to be opened"),
    "paper": Text(
        "收起的比较组不打印；要打印，请先展开", "Closed groups are not printed; open them first to print them"
    ),
    "open_all": Text("全部展开", "Open all"),
    "close_all": Text("全部收起", "Close all"),
    "shown_of": Text(
        "共 {n} 个，这里列出前 {ends} 名、后 {ends} 名和等次线上下的对象；其余请用 kaohe explain 查看",
        "{n} in all; the first {ends}, the last {ends} and those around a line are listed; for the others use kaohe explain",
    ),
    "sets_left": Text("另有 {n} 个比较组未列出，结果见 grades.csv", "{n} more groups are not listed; see grades.csv"),
    "ungraded": Text("未定等次的对象和原因", "Without a grade, and why"),
    "cause": Text("原因", "Cause"),
    "who": Text("对象", "Who"),
    "discipline": Text("评分部门的纪律", "Discipline of scoring offices"),
    "discipline_note": Text(
        "每个比较组内，最高与最低得分（折算为占满分的比例）要拉开差距；差距 =（最高 − 最低）÷ {of}，规定不少于 {least}",
        "In each group the scores, as shares of full marks, must spread: (highest − lowest) ÷ {of}, at least {least}",
    ),
    "source": Text("评分部门", "Office"),
    "scored": Text("对象数", "Scored"),
    "least_most": Text("最低—最高（占满分）", "Lowest–highest (of full marks)"),
    "spread": Text("差距", "Spread"),
    "verdict": Text("认定", "Found"),
    "consequence": Text("后果", "What follows"),
    "outcomes": Text("结果运用", "Use of results"),
    "outcome": Text("措施", "What follows"),
    "certain": Text("确定", "Certain"),
    "uncertain": Text("待定", "Open"),
    "decisions": Text("集体决定", "Decisions"),
    "change": Text("变更", "Change"),
    "by": Text("决定机关", "Decided by"),
    "at": Text("日期", "Date"),
    "reason": Text("理由", "Reason"),
    "document": Text("文件", "Document"),
    "effect": Text("效力", "Effect"),
    "applied": Text("已执行", "carried out"),
    "not_applied": Text("未生效", "no effect"),
    "notices": Text("计算中的提醒", "Notices of the computation"),
    "fingerprints": Text("来源与指纹", "Origin and fingerprints"),
    "fingerprints_note": Text(
        "方案、数据和计算程序都相同，结果必然相同；三个指纹用来核对。",
        "The same scheme, figures and program give the same results; the three fingerprints prove which they were.",
    ),
    "scheme_print": Text("方案", "Scheme"),
    "figures_print": Text("数据", "Figures"),
    "engine_print": Text("程序", "Program"),
    "script": Text(
        "点名称可看逐步解释，这需要启用脚本；也可以用命令：kaohe explain {scheme} 对象编号",
        "A click on a name explains the result step by step; that needs scripts. Or use: kaohe explain {scheme} SUBJECT",
    ),
    "click": Text(
        "点名称看逐步解释，从等次直到上报数据", "Click a name for the explanation, from the grade down to the figures"
    ),
    "staff": Text("工作人员优秀名额", "Places for staff"),
    "exact": Text("计算值", "Computed"),
    "room": Text("名额", "Places"),
}

SCRIPT_WORDS = {
    "silent": Text("查过、没有起作用的规则和说明（{n}）", "Rules checked that did not apply, and notes ({n})"),
    "against": Text("与本组中位比", "Against the group's middle"),
    "own": Text("本对象", "Own"),
    "middle": Text("中位", "Middle"),
    "difference": Text("差", "Diff."),
    "span": Text("组内最低—最高", "Lowest to highest"),
    "equal": Text("持平", "equal"),
    "steps": Text("步骤和算式", "Steps and sums"),
    "result": Text("结果", "Result"),
    "article": Text("条款", "Article"),
    "see": Text("见 {name} 的解释", "explained at {name}"),
    "none": Text("没有找到", "Nothing found"),
    "more": Text("还有 {n} 个，请多写几个字", "{n} more; write on"),
    "command": Text("本页未收入它的逐步解释，请用命令：", "Its explanation is not on this page; use the command:"),
}


def say(code: str, **values: object) -> Text:
    """A sentence of the page with its places filled; a text in two languages fills each with its own."""
    return fill(WORDS[code], **values)


def fill(template: Text, **values: object) -> Text:
    zh = {key: value.zh if isinstance(value, Text) else value for key, value in values.items()}
    en = {key: value.en if isinstance(value, Text) else value for key, value in values.items()}
    return Text(template.zh.format(**zh), template.en.format(**en))


def joined(texts: list[Text]) -> Text:
    return Text("；".join(one.zh for one in texts), "; ".join(one.en for one in texts))


def listed(texts: list[Text]) -> Text:
    return Text("、".join(one.zh for one in texts), ", ".join(one.en for one in texts))
