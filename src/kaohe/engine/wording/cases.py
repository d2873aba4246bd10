"""Wording: worked cases that do not come out."""

from __future__ import annotations

from kaohe.engine.explanation import Text

TEXTS: dict[str, Text] = {
    "case_expects_nothing": Text(
        "算例没有写预期结果。请在 scores 或 grades 中写明应得的分数或等次。",
        "The case expects nothing. Say under `scores` or `grades` what must come out.",
    ),
    "case_unknown_key": Text(
        "算例里没有“{key}”这一项。可用：case、why、article、figures、scores、grades。",
        "A case has no '{key}'. Allowed: case, why, article, figures, scores, grades.",
    ),
    "case_differs": Text(
        "{subject} 的 {what}：算例写的是 {expected}，算出来是 {found}。请核对手算过程或方案。",
        "{subject}, {what}: the case says {expected}, the result is {found}. Check the working by hand, or the scheme.",
    ),
}
