"""Wording: a scheme's text that cannot be read, or whose names mean nothing."""

from __future__ import annotations

from kaohe.engine.explanation import Text

TEXTS: dict[str, Text] = {
    # where it is computed
    "needs_polars": Text(
        "“{score}”（{kind}）在 {place} 上算不精确：数值可能超出它能精确表示的范围，或需要逐个复核。请去掉 --on，用 Polars 计分。",
        "'{score}' ({kind}) cannot be computed exactly on {place}: its numbers may pass what is exact there, or single rows "
        "have to be settled by exact fractions. It needs Polars: leave --on away.",
    ),
    # the file
    "no_such_file": Text(
        "找不到文件“{file}”。请核对文件名和所在文件夹。",
        "There is no file '{file}'. Check its name and folder.",
    ),
    "cannot_read": Text(
        "文件“{file}”打不开：{said}。请检查文件是否存在、有无权限。",
        "File '{file}' cannot be opened: {said}. Check that it is there and may be read.",
    ),
    "not_utf8": Text(
        "文件不是 UTF-8 编码（第 {byte} 个字节起无法识别）。请另存为 UTF-8。",
        "The file is not UTF-8 (byte {byte} cannot be read). Save it as UTF-8.",
    ),
    "file_too_long": Text(
        "文件超过 {most} 个字符。请用 include 分成几个文件。",
        "The file is longer than {most} characters. Split it with `include`.",
    ),
    "empty_file": Text("文件是空的。请写入方案内容。", "The file is empty. Write the scheme into it."),
    "bad_yaml": Text(
        "这里的 YAML 写法无法识别（{said}）。常见原因：缩进不齐、冒号后缺空格、引号没有成对。",
        "This is not YAML ({said}). Usual causes: uneven indentation, no space after a colon, an unclosed quote.",
    ),
    "nested_too_deep": Text(
        "嵌套超过 {most} 层，请检查缩进。", "Nested deeper than {most} levels. Check the indentation."
    ),
    "alias_used": Text(
        "方案不使用 YAML 的锚点和引用（& 和 *）。请把内容写全。",
        "A scheme uses no YAML anchors and aliases (& and *). Write the text out.",
    ),
    "key_not_a_word": Text(
        "冒号前面应是一个词，这里不是。请检查括号、引号和缩进。",
        "One word stands before a colon; here it is something else. Check brackets, quotes and indentation.",
    ),
    "key_twice": Text(
        "“{key}”在同一处写了两次（前一次在第 {first} 行）。请删去一处。",
        "'{key}' is written twice in one place (first on line {first}). Remove one of them.",
    ),
    "not_a_mapping": Text(
        "文件最外层应是“键: 值”的形式，例如 scheme: gansu-2019。",
        "The file must consist of `key: value` entries, such as `scheme: gansu-2019`.",
    ),
    "include_outside": Text(
        "include 只能引用方案文件夹之内的文件，“{file}”不在其中。",
        "`include` names files inside the scheme's folder; '{file}' is not.",
    ),
    "include_twice": Text(
        "文件“{file}”引用了两次。请删去一处。", "File '{file}' is included twice. Remove one of them."
    ),
    "only_in_main": Text(
        "“{key}”只能写在主文件 {main} 中。请移过去。",
        "'{key}' belongs in the main file {main}. Move it there.",
    ),
    "defined_twice": Text(
        "“{key}”已在 {first} 定义过，不能再定义一次。请改名或删去一处。",
        "'{key}' is already defined at {first}. Rename or remove one of them.",
    ),
    # keys and values
    "unknown_key": Text(
        "这里没有“{key}”这一项。{hint}可用的有：{allowed}。",
        "There is no '{key}' here.{hint} Allowed: {allowed}.",
    ),
    "missing_key": Text("{where} 缺少必填项“{key}”。", "'{key}' is missing in {where}."),
    "not_one_of": Text(
        "{where} 的值“{value}”不在可选范围内。{hint}可选：{allowed}。",
        "{where}: '{value}' is not one of the choices.{hint} Choices: {allowed}.",
    ),
    "not_a_name": Text(
        "{where} 的值“{value}”不是合格的名称：只能用字母、汉字、数字和下划线，且不以数字开头。",
        "{where}: '{value}' is not a name: use letters, digits and _, not beginning with a digit.",
    ),
    "reserved_name": Text(
        "{where}：“{value}”不能用作名称：它是表达式里的词，或含有全角字符。请换一个名称，字母和数字用半角。",
        "{where}: '{value}' cannot be a name: it is a word of the expression language, or has full-width letters. "
        "Choose another, in ordinary letters.",
    ),
    "out_of_range": Text(
        "{where} 的值 {value} 超出允许范围（界限是 {limit}）。请改到范围之内。",
        "{where}: {value} is outside what is allowed (the limit is {limit}). Write one within.",
    ),
    "wrong_length": Text(
        "{where} 的项数不对：不能为空，也不能多写或少写。请补齐或删去多余的。",
        "{where} has the wrong number of entries: it must be neither empty nor incomplete, nor have too many.",
    ),
    "not_a_number": Text(
        "{where} 的值“{value}”不是数。应写成 12、0.5、40% 或 1/3。",
        "{where}: '{value}' is not a number. Write 12, 0.5, 40% or 1/3.",
    ),
    "not_words": Text(
        "{where} 应是一段文字，或中英文各一段：{{zh: …, en: …}}。",
        "{where} must be a text, or one in each language: {{zh: …, en: …}}.",
    ),
    "one_rule": Text(
        "{where} 必须恰好写一种计分方法（现在写了：{found}）。可用的有：{allowed}。",
        "{where} must hold exactly one rule (found: {found}). Rules: {allowed}.",
    ),
    "two_ways": Text(
        "{where} 同时写了几种得分方式：{found}。只能留一种。",
        "{where} has several ways to a score at once: {found}. Keep one.",
    ),
    "places_or_step": Text(
        "{where}：小数位数 places 与最小单位 step 必须且只能写一个。",
        "{where}: give either `places` or `step`, and only one of them.",
    ),
    "bad_step": Text(
        "{where}：step 必须是大于 0 的有限小数。",
        "{where}: `step` must be a positive number with finitely many decimals.",
    ),
    "not_whole_number": Text(
        "{where} 的值 {value} 不是整数。请写整数。", "{where}: {value} is not a whole number. Write one."
    ),
    "not_true_false": Text("{where} 的值 {value} 应写 true 或 false。", "{where}: {value} should be true or false."),
    "not_a_text": Text(
        "{where} 的值 {value} 应是一段文字；数字请加引号。",
        "{where}: {value} should be a text; put quotes around a number.",
    ),
    "not_a_list": Text(
        "{where} 的值 {value} 应是列表，例如 [甲, 乙]。", "{where}: {value} should be a list, such as [a, b]."
    ),
    "not_entries": Text("{where} 的值 {value} 应是若干“键: 值”。", "{where}: {value} should be `key: value` entries."),
    "wrong_type": Text(
        "{where} 这里不能写 {value}。请对照参考手册改正。",
        "{where}: {value} does not belong here. See the reference page.",
    ),
    # names
    "unknown_name": Text(
        "“{name}”既不是指标，也不是得分。{hint}请核对名称，或先在 indicators 或 scores 中写明。",
        "'{name}' is neither a figure nor a score here.{hint} Check it, or define it under `indicators` or `scores`.",
    ),
    "not_a_condition": Text(
        "“{text}”得出的是一个数，而这里要的是条件。请写成比较，例如 total >= 60。",
        "'{text}' gives a number, but a condition should stand here. Write a comparison, such as total >= 60.",
    ),
    "not_a_number_formula": Text(
        "“{text}”得出的是“是/否”，而这里要的是数。请写算式，例如 a * b / 80。",
        "'{text}' gives yes or no, but a number should stand here. Write a formula, such as a * b / 80.",
    ),
    "events_not_a_figure": Text(
        "“{name}”是按事件计数的指标，不能直接当作数值。请用按件计分（per_event）。",
        "'{name}' is counted from events and is not a figure. Use `per_event`.",
    ),
    "needs_a_part": Text(
        "“{name}”每个时段各有一个数，请用 over 汇总，或写明时段。",
        "'{name}' has one figure for each part of the period: combine them with `over`, or name the part.",
    ),
    "no_last_year": Text(
        "“{name}”要用上年数，但这个指标没有收集上年数。请在该指标中写 last_year: true（全期报一个数的指标才可以）。",
        "'{name}' is last year's figure, which is not collected. Write `last_year: true` in the indicator (one that is "
        "reported once for the whole period).",
    ),
    "unknown_form": Text(
        "没有名为“{name}”的测评表。{hint}请在 forms 中写明。",
        "There is no form '{name}'.{hint} Define it under `forms`.",
    ),
    "unknown_events": Text(
        "没有名为“{name}”的事件指标。{hint}请在 indicators 中写明并注明 events: true。",
        "No indicator '{name}' is counted from events.{hint} Define it with `events: true`.",
    ),
    "unknown_within": Text(
        "“{name}”没有说清与谁比较。请写 group（同组）、parent（同一上级）、all（全部）或一个属性。",
        "'{name}' does not say who is compared with whom. Write group, parent, all or an attribute.",
    ),
    "override_of_nothing": Text(
        "要改动的得分“{name}”并不存在。{hint}请核对名称；调整只能改 scores 中已有的得分。",
        "There is no score '{name}' to change.{hint} An override changes scores that stand under `scores`.",
    ),
    "no_way_to_score": Text(
        "得分“{name}”没有写怎样得出。请写 rule 或 sum、mean 等汇总方式。",
        "Score '{name}' does not say how it comes about. Give it a `rule`, or `sum`, `mean` and so on.",
    ),
    "no_points": Text(
        "得分“{name}”没有写满分。请写 points，例如 points: 10。",
        "Score '{name}' has no full marks. Add `points`, such as points: 10.",
    ),
    "circle": Text(
        "得分互相引用成了一圈：{circle}。请断开其中一处。",
        "Scores refer to each other in a circle: {circle}. Break it somewhere.",
    ),
}
