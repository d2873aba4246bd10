"""Why there is no number, and what the scheme then does."""

from __future__ import annotations

from kaohe.engine.explanation import Text
from kaohe.engine.wording import rules

TEXTS: dict[str, Text] = {
    "override_for_others": Text("另有规定只适用于“{when}”的对象", "another text holds for those with '{when}'"),
    "override_gave_way": Text(
        "“{when}”的规定让位于更具体的规定", "the text for '{when}' gives way to a more special one"
    ),
}

CAUSES: dict[str, Text] = {
    "missing": Text("尚未上报", "not reported"),
    "not_due": Text("未到报送期", "not due"),
    "late": Text("逾期未报", "late"),
    "not_applicable": Text("不适用", "not applicable"),
    "lost": Text("无法取得", "lost"),
    "unpublished": Text("未公布", "not published"),
    "no_unit": Text("没有所属单位", "no unit above it"),
    "no_team": Text("没有所属班子", "no team above it"),
    "not_in_tree": Text("不在该对象的计分范围内", "not part of its score tree"),
    "undecided": Text("两个数相差太小，无法判定", "two numbers are too close to be told apart"),
    "division_by_zero": Text("除数为零", "division by zero"),
    "logarithm_of_not_positive": Text("对数的真数不大于零", "the logarithm of a number that is not above zero"),
    "root_of_negative": Text("负数不能开方", "the root of a negative number"),
    "outside_domain": Text("数值超出公式的定义范围", "a value outside the formula's domain"),
    "treatment_hold": Text("得分暂缺，待补", "the score waits for it"),
    "treatment_zero": Text("按零分计", "counts as a score of zero"),
    "treatment_leave_out": Text("不计，其余部分折算", "left out, the rest is rescaled"),
    "treatment_group_mean": Text("以本组平均数代替", "the mean of its group stands in"),
    "treatment_group_median": Text("以本组中位数代替", "the median of its group stands in"),
    "treatment_last_period": Text("以上期数代替", "the figure of the period before stands in"),
    **rules.CAUSES,
}
