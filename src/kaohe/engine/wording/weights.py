"""Wording: weights that were computed, from judgements or from the figures, and then frozen."""

from __future__ import annotations

from kaohe.engine.explanation import Text

TEXTS: dict[str, Text] = {
    # judgements
    "judges_no_part": Text(
        "判断里的“{part}”不在求权重的各项之中。各项是：{parts}。请改正名称，或删去这一条判断。",
        "'{part}' is judged but is none of the parts that are weighed: {parts}. Correct the name, or remove the judgement.",
    ),
    "judged_against_itself": Text(
        "“{part}”与自身比较没有意义。请删去这一条判断。",
        "'{part}' is judged against itself. Remove the judgement.",
    ),
    "judged_twice": Text(
        "“{one}”与“{other}”已经比较过一次，反过来的判断由倒数得出。请删去一条。",
        "'{one}' and '{other}' are judged twice; the other way round follows as the reciprocal. Remove one of the two.",
    ),
    "judgement_off_scale": Text(
        "判断值 {value} 不在 1/{most} 到 {most} 之间。请按 1–{most} 标度填写，次要的一方写倒数。",
        "The judgement {value} is not between 1/{most} and {most}. Use the scale from 1 to {most}, and its reciprocals.",
    ),
    "judgement_too_fine": Text(
        "判断值 {value} 写得太细。请写分子、分母都不超过 {most} 的数，例如 3、2.5、1/3。",
        "The judgement {value} is too fine. Write a fraction of numbers up to {most}, such as 3, 2.5 or 1/3.",
    ),
    "pairs_not_judged": Text(
        "还有没比较的：{pairs}。每两项都要比较一次，请补上。",
        "These pairs are not judged: {pairs}. Every two parts are compared once; add them.",
    ),
    "too_many_to_judge": Text(
        "一次比较 {n} 项太多，随机一致性指标只公布到 {most} 阶。请分成两层，每层不超过 {most} 项。",
        "{n} parts are too many to be compared at once; random indices are published up to {most}. Make two levels of at "
        "most {most} each.",
    ),
    "judgements_contradict": Text(
        "“{name}”的判断互相矛盾：一致性比率 {ratio}，超过 {most}。最不一致的一条：判断“{one}”是“{other}”的 {said} 倍，各条判断合起来约为 "
        "{implied} 倍。请复核这一条。",
        "The judgements behind '{name}' contradict each other: consistency ratio {ratio}, above {most}. The one furthest off: "
        "'{one}' is judged {said} times '{other}', all of them together say about {implied} times. Look at it again.",
    ),
    # figures
    "too_few_for_weights": Text(
        "各项得分齐全的对象只有 {n} 个，至少要 2 个才能由数据求权重。",
        "Only {n} subject(s) have a score in every part; weights from figures need at least 2.",
    ),
    "part_the_same_for_all": Text(
        "“{part}”对所有对象都是 {value}，不含任何区分信息，权重会是 0。请从这一层去掉它，或改用 ahp。",
        "'{part}' is {value} for every subject: it tells nobody apart and would weigh nothing. Take it out of this score, or "
        "use `ahp`.",
    ),
    "parts_go_together": Text(
        "各项完全同升同降，CRITIC 求不出权重。请改用 entropy 或 ahp。",
        "All parts rise and fall together exactly, so CRITIC gives no weights. Use `entropy` or `ahp`.",
    ),
    "part_not_rounded": Text(
        "“{part}”的得分不取位，而且是开方或对数的结果，不能用来求权重。请给它写 round。",
        "The scores of '{part}' are carried roots or logarithms and cannot give weights. Round them with `round`.",
    ),
    "weight_rounds_to_nothing": Text(
        "“{part}”的权重按 {places} 位小数取位后为 0。请增加 places，或去掉这一项。",
        "The weight of '{part}' rounds to 0 (decimal places: {places}). Use more places, or take the part out.",
    ),
    # in the scheme
    "weighting_without_weights": Text(
        "“{name}”没有可说明来源的权重（要有按权重平均的方式，如 mean）。请删去 weighting。",
        "'{name}' has no weights that `weighting` could be about (it takes a mean by weights, such as `mean`). Remove it.",
    ),
    "weight_finer_than_places": Text(
        "权重 {value}（“{part}”）的小数位数多于 places: {places}。请改正其中一个，或用 kaohe weights 重新算。",
        "The weight {value} of '{part}' has more decimals than `places: {places}`. Correct one of them, or run `kaohe weights` "
        "again.",
    ),
    "weights_not_of_judgements": Text(
        "“{name}”的权重不是这些判断算出来的。写的是 {said}，应为 {right}。请用 kaohe weights 重新算，或改正判断。",
        "The weights of '{name}' are not those of the judgements. Written: {said}; computed: {right}. Run `kaohe weights` "
        "again, or correct the judgements.",
    ),
    "ratio_not_of_judgements": Text(
        "一致性比率写的是 {said}，按这些判断应为 {right}。请改正。",
        "The consistency ratio is given as {said}; the judgements give {right}. Correct it.",
    ),
    "not_a_fingerprint": Text(
        "数据指纹“{value}”应为 64 位十六进制字符。请用 kaohe weights 重新算。",
        "The fingerprint of the figures, '{value}', is not 64 hexadecimal digits. Run `kaohe weights` again.",
    ),
    "no_such_node": Text(
        "没有名为“{name}”的得分。{hint}可求权重的有：{known}。",
        "There is no score '{name}'.{hint} Scores with weights: {known}.",
    ),
    "node_without_weights": Text(
        "得分“{name}”没有分项权重。可求权重的有：{known}。",
        "The score '{name}' has no weights. Scores with weights: {known}.",
    ),
    "node_of_two_kinds": Text(
        "“{name}”不止一类对象有。请写全名：{known}。",
        "More than one kind of subject has a score '{name}'. Name one of: {known}.",
    ),
    "no_judgements": Text(
        "用 ahp 求权重要有两两判断：请用 --judgements 指定文件，或在方案的 weighting 里写 judgements。",
        "Weights by `ahp` need pairwise judgements: name a file with --judgements, or write them under `weighting`.",
    ),
    "judgements_unreadable": Text(
        "判断应写成“甲: {{乙: 3}}”的形式，意思是甲的重要程度是乙的 3 倍；这里不是。",
        "Judgements are written as `growth: {{ecology: 3}}`: growth weighs 3 times as much. Here is something else.",
    ),
}
