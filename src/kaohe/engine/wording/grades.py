"""The standard grades and their names (glossary)."""

from __future__ import annotations

from kaohe.engine.explanation import Text

TEXTS: dict[str, Text] = {}

GRADES: dict[str, Text] = {
    "excellent": Text("优秀", "excellent"),
    "good": Text("良好", "good"),
    "fair": Text("一般", "fair"),
    "poor": Text("较差", "poor"),
    "competent": Text("称职", "competent"),
    "basically_competent": Text("基本称职", "basically competent"),
    "incompetent": Text("不称职", "incompetent"),
    "qualified": Text("合格", "qualified"),
    "unqualified": Text("不合格", "unqualified"),
    "ungraded": Text("不确定等次", "ungraded"),
}
