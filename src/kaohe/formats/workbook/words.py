"""What the workbook says, in Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence

from kaohe.engine.explanation import Text
from kaohe.engine.numbers import Rounding, show
from kaohe.engine.scheme.model import Kind

# ---- tabs -----------------------------------------------------------------------------------------------------------

OVERVIEW = Text("概况", "Overview")
RANKING: dict[Kind, Text] = {
    "unit": Text("单位排名", "UnitRanking"),
    "team": Text("班子排名", "TeamRanking"),
    "cadre": Text("干部排名", "CadreRanking"),
}
RANKING_OF: dict[Kind, Text] = {
    "unit": Text("单位排名", "Ranking of units"),
    "team": Text("领导班子排名", "Ranking of teams"),
    "cadre": Text("领导干部排名", "Ranking of cadres"),
}
CALCULATION_OF: dict[Kind, Text] = {
    "unit": Text("单位得分计算", "Scores of units"),
    "team": Text("领导班子得分计算", "Scores of teams"),
    "cadre": Text("领导干部得分计算", "Scores of cadres"),
}
GRADES = Text("等次与理由", "Grades")
PAGE = Text("个案查阅", "OneSubject")
EXPLANATION = Text("逐项说明", "Explanation")
KINDS: dict[Kind, Text] = {
    "unit": Text("单位计算", "Units"),
    "team": Text("班子计算", "Teams"),
    "cadre": Text("干部计算", "Cadres"),
}
PARAMETERS = Text("参数", "Parameters")
CLASSES = Text("比较组", "Groups")

KIND: dict[Kind, Text] = {
    "unit": Text("单位", "unit"),
    "team": Text("领导班子", "team"),
    "cadre": Text("领导干部", "cadre"),
}

# ---- heads of columns -----------------------------------------------------------------------------------------------

KIND_OF = Text("类别", "Kind")
SUBJECT = Text("编号", "Id")
NAME = Text("名称", "Name")
GROUP = Text("分类", "Group")
SET = Text("比较组", "Compared with")
CLASS_OF = Text("比较类别", "Class")
RANK = Text("位次", "Rank")
SCORE = Text("得分", "Score")
GRADE = Text("等次", "Grade")
COMPUTED = Text("计算等次", "Computed grade")
FINAL = Text("最终等次", "Final grade")
REASON = Text("理由", "Reason")
STATUS = Text("人员状态", "Status")
LINE = Text("竞争名额", "Contended for")
PLACE = Text("竞争位次", "Place")
ROOM = Text("名额", "Room")
MARGIN = Text("与名额线相差", "Margin to the line")
FLAGS = Text("提示", "Flags")
PROPOSAL = Text("原则性意见", "In principle")
OUTCOMES = Text("结果运用", "Outcomes")
NODE = Text("得分项", "Score")
CODE = Text("代码", "Code")
FOR_WHOM = Text("适用对象", "For whom")
METHOD = Text("计分方法", "Way of scoring")
PARAMETER = Text("参数", "Parameter")
VALUE = Text("数值", "Value")
ARTICLE = Text("依据", "Article")
CLASS = Text("比较组", "Class")
LEAST = Text("最小", "Lowest")
MOST = Text("最大", "Highest")
COUNT = Text("个数", "Count")
WITHIN = Text("比较范围", "Within")
LINE_TEXT = Text("说明", "Explanation")
ITEM = Text("项目", "Item")
CONTENT = Text("内容", "Content")
NUMBER = Text("数量", "Number")

# ---- the calculation ------------------------------------------------------------------------------------------------

FIGURES = Text("数据（可改）", "Figures (may be changed)")
SCORES = Text("得分（公式）", "Scores (formulas)")
ASIDE = Text("辅助计算（公式）", "Aside (formulas)")
LEFT_OUT = Text("不计", "left out")
ZERO = Text("缺数计零", "zero")
EVERYBODY = Text("全部", "all")
OTHERS = Text("其余对象", "all others")
WITHINS = {"all": Text("全部对象", "everybody"), "parent": Text("同一上级", "those of one parent")}
AT_LEAST = Text("得分下限", "score at least")
AT_MOST = Text("得分上限", "score at most")
NOBODY_ABOVE = Text("没有上级对象", "there is nobody above")
TOO_MANY_DIGITS = Text("数字位数超出电子表格的精度", "more digits than a spreadsheet can hold")
TOO_LONG = Text("公式超出电子表格的长度", "longer than a spreadsheet's formula can be")
VALUE_ONLY = Text("仅数值", "value only")

HOW_TO = Text(
    "蓝字为数据和参数，可以改动；黑字得分是公式，随之重算；灰底得分只有数值，表头写明原因。得分格为空表示暂缺，数据格填“不计”表示该项不计。",
    "Blue cells are figures and parameters and may be changed; black scores are formulas and follow; scores on grey are"
    " values only, for the reason above them. An empty score is held; a figure that reads 'left out' does not count.",
)
PARAMETERS_HOW_TO = Text(
    "方案中的分值、权重和目标，每个数一格；改动蓝字，各计算表随之重算。等次不随之改变，须重新计分。",
    "The scheme's points, weights and targets, a cell for each number; change a blue one and the calculation follows."
    " Grades do not follow: they need a new run.",
)
CLASSES_HOW_TO = Text(
    "按比较组求出的最小值、最大值和个数，供功效系数法和位次法引用。",
    "The lowest, the highest and the count of each class, which the rules that compare refer to.",
)
MODES = {
    "half_up": Text("四舍五入", "half up"),
    "half_even": Text("四舍六入五取偶", "half to even"),
    "floor": Text("向下取整", "down"),
    "ceil": Text("向上取整", "up"),
    "truncate": Text("截尾", "cut off"),
}


def rounded(rounding: Rounding | None) -> Text:
    """How a score is rounded, in a few words."""
    if rounding is None:
        return Text("不取整", "not rounded")
    mode, step = MODES[rounding.mode], show(rounding.step)
    return Text(f"{mode.zh}到 {step}", f"{mode.en} to {step}")


def with_part(title: Text, part: str) -> Text:
    return title if not part else Text(f"{title.zh}（{part}）", f"{title.en} ({part})")


def how(rule: Text, reasons: Sequence[Text]) -> Text:
    """The way of scoring, and why some rows hold a value only."""
    if not reasons:
        return rule
    why = dict.fromkeys(reasons)
    zh, en = "；".join(one.zh for one in why), "; ".join(one.en for one in why)
    return Text(f"{rule.zh}（{VALUE_ONLY.zh}：{zh}）", f"{rule.en} ({VALUE_ONLY.en}: {en})")
