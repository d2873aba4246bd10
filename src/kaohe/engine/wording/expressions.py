"""Wording: a condition or a formula that cannot be read, whose names mean nothing, or that may have no value.

`{at}` counts characters from 1, within the expression.
"""

from __future__ import annotations

from kaohe.engine.explanation import Text

TEXTS: dict[str, Text] = {
    # reading
    "expression_empty": Text(
        "这里应写一个条件或算式，现在是空的。例如：total >= 80。",
        "A condition or a formula should stand here, but there is none. Example: total >= 80.",
    ),
    "expression_too_long": Text(
        "算式有 {length} 个字符，最多 {most} 个。请拆成几项得分，分别计算。",
        "The expression has {length} characters; at most {most} are allowed. Split it into several scores.",
    ),
    "expression_too_deep": Text(
        "算式到第 {at} 个字符处嵌套过深（括号最多 {most} 层）。请拆成几项得分，分别计算。",
        "At character {at} the expression is nested too deeply (at most {most} brackets inside each other). "
        "Split it into several scores.",
    ),
    "expression_character": Text(
        "第 {at} 个字符“{found}”不能出现在算式里。请删去；如果它是文字的一部分，请把整段文字放进单引号，如 '甲、乙'。",
        "Character {at}, '{found}', has no place in an expression. Remove it, or, if it belongs to a text, "
        "put the whole text in single quotes, such as '甲、乙'.",
    ),
    "expression_write_instead": Text(
        "第 {at} 个字符处的“{found}”在这里不认识，请写成“{instead}”。",
        "'{found}' at character {at} means nothing here. Write '{instead}' instead.",
    ),
    "expression_open_quote": Text(
        "从第 {at} 个字符开始的引号没有成对：{found}。请在文字末尾补上单引号。",
        "The quote opened at character {at} is never closed: {found}. Put a single quote after the text.",
    ),
    "expression_thousands": Text(
        "第 {at} 个字符处的“{found}”看不出是一个数还是几个数。"
        "一个数不加千位分隔符，写“{instead}”；几个数请在逗号后空一格，写“{apart}”。",
        "'{found}' at character {at} may be one number or several. One number has no thousands separator: "
        "'{instead}'. Several have a space after the comma: '{apart}'.",
    ),
    "expression_number": Text(
        "第 {at} 个字符处的“{found}”不是数。数写成 12、0.5 或 40%，不带单位；名称不能以数字开头；文字请放进单引号。",
        "'{found}' at character {at} is not a number. Numbers are written 12, 0.5 or 40%, without a unit; "
        "a name does not begin with a digit; a text stands in single quotes.",
    ),
    "expression_percent": Text(
        "第 {at} 个字符处的“%”前面没有数。百分数的“%”要紧跟在数后面，如 40%；没有求余数的运算。",
        "The '%' at character {at} follows no number. Write it right behind one, such as 40%; "
        "there is no operator for remainders.",
    ),
    "expression_operand_at_start": Text(
        "算式不能以“{found}”开头，前面缺一个数、名称或括号。",
        "An expression cannot begin with '{found}': a number, a name or a bracket is missing before it.",
    ),
    "expression_operand_at_end": Text(
        "算式没有写完：“{after}”后面缺一个数、名称或括号。",
        "The expression stops too early: a number, a name or a bracket is missing after '{after}'.",
    ),
    "expression_operand": Text(
        "第 {at} 个字符处：“{after}”后面应是一个数、名称或左括号，却是“{found}”。请补上缺的，或删去多写的。",
        "At character {at} a number, a name or an opening bracket should follow '{after}', but '{found}' does. "
        "Add what is missing or remove what is too much.",
    ),
    "expression_two_values": Text(
        "第 {at} 个字符处：“{left}”和“{right}”之间缺运算符号（如 + × 或 and）。"
        "如果它们合起来是一段文字，请放进单引号。",
        "At character {at} an operator (such as +, × or and) is missing between '{left}' and '{right}'. "
        "If they are one text, put it in single quotes.",
    ),
    "expression_unclosed": Text(
        "第 {at} 个字符处的左括号没有对应的右括号。请补上右括号。",
        "The bracket opened at character {at} is never closed. Add the closing bracket.",
    ),
    "expression_unopened": Text(
        "第 {at} 个字符处的右括号没有对应的左括号。请补上左括号，或删去这个右括号。",
        "The closing bracket at character {at} closes nothing. Add the opening bracket, or remove this one.",
    ),
    "expression_comma": Text(
        "第 {at} 个字符处的逗号用错了地方。逗号只用来分开函数里的各项，如 min(a, b)，"
        "或 in 后面括号里的各项，如 group in (city, county)。",
        "The comma at character {at} is out of place. Commas stand only inside functions, such as min(a, b), "
        "and in the list after `in`, such as group in (city, county).",
    ),
    "expression_mixed_chain": Text(
        "第 {at} 个字符处：“{first}”和“{second}”不能连写。连写只限同一方向，如 80 <= total < 90；其余请用 and 分开写。",
        "At character {at}: '{first}' and '{second}' cannot be chained. Only comparisons of one direction can, such as "
        "80 <= total < 90; write the others apart, joined by `and`.",
    ),
    "expression_chain_after": Text(
        "第 {at} 个字符处的“{found}”前面已经有一个比较。请用 and 或 or 分成两个条件，或加括号。",
        "'{found}' at character {at} follows a comparison that is already complete. Make two conditions of them, "
        "joined by `and` or `or`.",
    ),
    "expression_list": Text(
        "第 {at} 个字符处：in 后面应是名单的名称，或括号里的各项，如 in (city, county)，却是“{found}”。",
        "At character {at} `in` should be followed by the name of a list, or by a list in brackets such as "
        "in (city, county), but '{found}' follows.",
    ),
    "expression_list_at_end": Text(
        "算式没有写完：in 后面缺名单的名称，或括号里的各项，如 in (city, county)。",
        "The expression stops too early: after `in` comes the name of a list, or a list in brackets such as "
        "in (city, county).",
    ),
    "expression_list_item": Text(
        "第 {at} 个字符处的“{found}”不能列在这里。in 后面的括号里只列文字或数，用逗号分开，至少一项。",
        "'{found}' at character {at} cannot stand in a list. After `in` the brackets hold texts or numbers, "
        "separated by commas, at least one.",
    ),
    "expression_unknown_function": Text(
        "没有函数“{found}”（第 {at} 个字符）。{hint}可用的有：{known}。",
        "There is no function '{found}' (character {at}).{hint} There are: {known}.",
    ),
    "expression_arguments": Text(
        "“{found}”写了 {count} 项，项数不对。应写成：{usage}。",
        "'{found}' was given {count} arguments, which is not the right number. Write it like this: {usage}.",
    ),
    "expression_in_a_row": Text(
        "连续几年的条件写法不对（第 {at} 个字符）。应写成：{instead}，其中年数是 1 以上的整数。",
        "A condition over several years is not written like this (character {at}). "
        "Write: {instead}, where the years are a whole number, 1 or more.",
    ),
    # names and types
    "expression_unknown_name": Text(
        "没有叫“{found}”的指标、得分或属性（第 {at} 个字符）。{hint}请核对名称。",
        "Nothing is called '{found}' (character {at}): no indicator, score or attribute.{hint} Check the name.",
    ),
    "expression_unknown_value": Text(
        "“{found}”不是“{name}”的取值（第 {at} 个字符）。{hint}可取：{values}。",
        "'{found}' (character {at}) is not a value of '{name}'.{hint} Its values are: {values}.",
    ),
    "expression_unknown_grade": Text(
        "没有叫“{found}”的等次（第 {at} 个字符）。{hint}请核对等次的代码。",
        "There is no grade '{found}' (character {at}).{hint} Check the grade's code.",
    ),
    "expression_unknown_list": Text(
        "没有叫“{found}”的名单（第 {at} 个字符）。{hint}只有一项时也要加括号，如 in (city)。",
        "There is no list called '{found}' (character {at}).{hint} A list of one stands in brackets too: in (city).",
    ),
    "expression_no_list": Text(
        "“{found}”是一个值，不是名单（第 {at} 个字符）。请用 == 比较。",
        "'{found}' (character {at}) is a value, not a list. Compare with ==.",
    ),
    "expression_list_in_brackets": Text(
        "“{found}”本身就是名单（第 {at} 个字符），不要加括号：in {found}。",
        "'{found}' (character {at}) is itself a list and needs no brackets: in {found}.",
    ),
    "expression_list_of_texts": Text(
        "“{found}”是文字名单（第 {at} 个字符），不能用来查一个数。请在 in 前面写一个文字，如 id。",
        "'{found}' (character {at}) is a list of texts; a number cannot be looked up in it. "
        "Put a text before `in`, such as id.",
    ),
    "expression_ambiguous": Text(
        "“{found}”既是一个名称，又是“{name}”的一个取值（第 {at} 个字符），看不出指哪一个。如果指取值，请写 '{found}'。",
        "'{found}' (character {at}) is a name, and also a value of '{name}'. If the value is meant, write '{found}' "
        "in single quotes.",
    ),
    "expression_two_texts": Text(
        "比较的两边都是文字：{left} 和 {right}（第 {at} 个字符），结果早已定了。请在一边写名称。",
        "Both sides are texts, {left} and {right} (character {at}), so there is nothing to compare. "
        "Write a name on one side.",
    ),
    "expression_text_order": Text(
        "文字之间只能用 == 或 != 比较，不能用“{op}”：{left} {op} {right}（第 {at} 个字符）。",
        "Texts can be compared with == and != only, not with '{op}': {left} {op} {right} (character {at}).",
    ),
    "expression_text_beside_number": Text(
        "“{beside}”是文字，不能和数 {found} 比较（第 {at} 个字符）。如果 {found} 是代码之类的文字，请写 {instead}。",
        "'{beside}' is a text and cannot be compared with the number {found} (character {at}). "
        "If {found} is a text, such as a code, write {instead}.",
    ),
    "expression_text_beside_other": Text(
        "“{beside}”是文字，“{found}”不是，两者不能比较（第 {at} 个字符）。如果 {found} 指的是文字，请放进单引号。",
        "'{beside}' is a text and '{found}' is not; they cannot be compared (character {at}). "
        "If {found} is meant as a text, put it in single quotes.",
    ),
    "expression_compare_condition": Text(
        "“{found}”本身就是条件，不再比较（第 {at} 个字符）。成立时，直接写 {found}；不成立时，写 not ({found})。",
        "'{found}' (character {at}) is a condition by itself and is not compared. For yes write {found}; "
        "for no write not ({found}).",
    ),
    "expression_text_alone": Text(
        "“{found}”是文字（第 {at} 个字符），单独写既不是条件也不是数。请拿它和别的文字比较，如 group == city。",
        "'{found}' (character {at}) is a text; alone it is neither a condition nor a number. "
        "Compare it, as in group == city.",
    ),
    "expression_number_not_text": Text(
        "这里要一个数，“{found}”却是文字（第 {at} 个字符）。",
        "A number is needed here, but '{found}' (character {at}) is a text.",
    ),
    "expression_number_not_condition": Text(
        "这里要一个数，“{found}”却是条件（第 {at} 个字符）。按条件取不同的数，请写 if(条件, 甲数, 乙数)。",
        "A number is needed here, but '{found}' (character {at}) is a condition. "
        "To choose between two numbers write if(condition, one, other).",
    ),
    "expression_condition_not_number": Text(
        "这里要一个条件，“{found}”却是数（第 {at} 个字符）。请写出和多少比，如 {found} >= 80。",
        "A condition is needed here, but '{found}' (character {at}) is a number. "
        "Say what it is compared with, such as {found} >= 80.",
    ),
    "expression_condition_not_text": Text(
        "这里要一个条件，“{found}”却是文字（第 {at} 个字符）。请写出和什么比，如 {found} == city。",
        "A condition is needed here, but '{found}' (character {at}) is a text. "
        "Say what it is compared with, such as {found} == city.",
    ),
    "expression_whole_argument": Text(
        "{function} 的第二项要直接写 {low} 到 {high} 之间的整数，现在是“{found}”（第 {at} 个字符）。",
        "The second argument of {function} is a whole number from {low} to {high}, written out; "
        "here it is '{found}' (character {at}).",
    ),
    # where there may be no value
    "expression_divisor_example": Text(
        "除数“{found}”可能为零（第 {at} 个字符），例如：{example}。除数为零时，这一项没有结果，得分挂起。",
        "The divisor '{found}' (character {at}) can be zero, for example with {example}. "
        "There is no result then, and the score is held.",
    ),
    "expression_divisor_perhaps": Text(
        "不能排除除数“{found}”为零（第 {at} 个字符），也没有找到这样的例子。除数为零时，这一项没有结果，得分挂起。",
        "It could not be shown that the divisor '{found}' (character {at}) is never zero, nor was an example found. "
        "Where it is zero there is no result, and the score is held.",
    ),
    "expression_divisor_always": Text(
        "除数“{found}”总是零（第 {at} 个字符），这一项永远没有结果。请改除数。",
        "The divisor '{found}' (character {at}) is always zero, so there is never a result. Change the divisor.",
    ),
    "expression_logarithm_example": Text(
        "取对数的“{found}”可能不是正数（第 {at} 个字符），例如：{example}。这时没有结果，得分挂起。",
        "'{found}' (character {at}), whose logarithm is taken, may not be positive, for example with {example}. "
        "There is no result then, and the score is held.",
    ),
    "expression_logarithm_perhaps": Text(
        "不能排除取对数的“{found}”不是正数（第 {at} 个字符），也没有找到这样的例子。不是正数时没有结果，得分挂起。",
        "It could not be shown that '{found}' (character {at}), whose logarithm is taken, is always positive, "
        "nor was an example found. Where it is not, there is no result, and the score is held.",
    ),
    "expression_logarithm_always": Text(
        "取对数的“{found}”从来不是正数（第 {at} 个字符），这一项永远没有结果。请改算式。",
        "'{found}' (character {at}), whose logarithm is taken, is never positive, so there is never a result. "
        "Change the formula.",
    ),
    "expression_root_example": Text(
        "开方的“{found}”可能是负数（第 {at} 个字符），例如：{example}。这时没有结果，得分挂起。",
        "'{found}' (character {at}), whose root is taken, can be negative, for example with {example}. "
        "There is no result then, and the score is held.",
    ),
    "expression_root_perhaps": Text(
        "不能排除开方的“{found}”是负数（第 {at} 个字符），也没有找到这样的例子。是负数时没有结果，得分挂起。",
        "It could not be shown that '{found}' (character {at}), whose root is taken, is never negative, "
        "nor was an example found. Where it is negative there is no result, and the score is held.",
    ),
    "expression_root_always": Text(
        "开方的“{found}”总是负数（第 {at} 个字符），这一项永远没有结果。请改算式。",
        "'{found}' (character {at}), whose root is taken, is always negative, so there is never a result. "
        "Change the formula.",
    ),
}
