"""What people write from other languages, spreadsheets and speech, and what it is called here."""

from __future__ import annotations

import unicodedata

_SIGNS = {
    "===": "==",
    "!==": "!=",
    "=>": ">=",
    "=<": "<=",
    "<>": "!=",
    "><": "!=",
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "**": "*",
    "·": "*",
    "=": "==",
    "!": "not",
    "~": "not",
    ";": ",",
    "、": ",",
    **dict.fromkeys("[{", "("),
    **dict.fromkeys("]}", ")"),
    **dict.fromkeys('"`“”‘’「」『』', "'"),
}

_WORDS = {
    **dict.fromkeys(("且", "并且", "而且", "同时", "与"), "and"),
    **dict.fromkeys(("或", "或者"), "or"),
    **dict.fromkeys(("非", "不是"), "not"),
    **dict.fromkeys(("属于",), "in"),
    **dict.fromkeys(("is", "equals", "eq", "是", "等于", "为"), "=="),
    **dict.fromkeys(("不等于", "ne"), "!="),
    **dict.fromkeys(("大于", "高于", "超过", "gt"), ">"),
    **dict.fromkeys(("小于", "低于", "不足", "lt"), "<"),
    **dict.fromkeys(("不低于", "不小于", "至少", "ge", "gte"), ">="),
    **dict.fromkeys(("不高于", "不大于", "不超过", "至多", "le", "lte"), "<="),
    **dict.fromkeys(("乘", "乘以"), "*"),
    **dict.fromkeys(("除以",), "/"),
    **dict.fromkeys(("加",), "+"),
    **dict.fromkeys(("减",), "-"),
    **{word: word for word in ("and", "or", "not", "in")},
}


def sign_instead(written: str) -> str:
    """The sign to write for one that is foreign, full-width or broken by a space: `＞ =` is `>=`."""
    plain = "".join(str(int(c)) if c.isdecimal() else unicodedata.normalize("NFKC", c) for c in written if c.strip())
    return _SIGNS.get(plain, plain)


def word_instead(written: str) -> str:
    """The operator for a word that stands where an operator should; empty when it resembles none."""
    return _WORDS.get(written.lower(), "")
