"""Wording: consequences of last year's scores that cannot be carried into this year's scheme."""

from __future__ import annotations

from kaohe.engine.explanation import Text

TEXTS: dict[str, Text] = {
    "carry_score_gone": Text(
        "上年“{score}”（{set}）应减半，本年方案的 {kind} 中没有这一得分。{hint}如已改名，请自行减半。",
        "Last year's '{score}' ({set}) is to be halved, but the scheme has no such {kind} score.{hint} If it was renamed, halve "
        "it by hand.",
    ),
    "carry_set_unknown": Text(
        "{kind} 的比较范围“{within}”中的“{set}”无法写成条件，不能只对其中的对象减半。请在方案正文中减半。",
        "The set '{set}' of {kind} compared within '{within}' cannot be said as a condition, so the points cannot be halved for "
        "its members alone. Halve them in the scheme's plain text.",
    ),
    "carry_too_many": Text(
        "{scores} 另有 {count} 条特别规定，组合太多，无法逐一减半。请自行减半。",
        "There are {count} overrides of {scores}: too many ways to hold together. Halve the points by hand.",
    ),
    "carry_no_sum": Text(
        "{scores} 在“{set}”中不计入任何加总或加权平均，没有可减半的分值。",
        "In '{set}' {scores} counts in no sum and no weighted mean, so there are no points to be halved.",
    ),
    "carry_two_sums": Text(
        "{scores} 所在的几个加总有共同的部分，减半后无法各自保持满分。请自行减半。",
        "{scores} count in several sums with parts in common, which cannot all keep their full marks. Halve them by hand.",
    ),
    "carry_no_points": Text(
        "“{sum}”中的 {scores} 没有自己的分值（points），或属于加减分，无法减半。请减半其组成部分。",
        "In '{sum}' {scores} has no points of its own, or is a bonus or a penalty. Halve its parts.",
    ),
    "carry_nobody_takes": Text(
        "“{sum}”中 {scores} 减半后空出的分值没有去处（--freed {freed}）。请改用其他去处。",
        "In '{sum}' nothing takes the points that {scores} give up (--freed {freed}). Name another part, or `siblings`.",
    ),
}
