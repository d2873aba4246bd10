"""Wording: worked cases that do not come out, and stored runs that cannot be opened."""

from __future__ import annotations

from kaohe.engine.explanation import Text

TEXTS: dict[str, Text] = {
    "not_a_stored_run": Text(
        "“{folder}”不是存档的计分结果。请用 kaohe score … --formats csv,parquet 生成。",
        "'{folder}' holds no stored run. Make one with kaohe score … --formats csv,parquet.",
    ),
    "run_of_another_scheme": Text(
        "这次计分所用的方案与“{scheme}”现在的文本不同。请用当时的方案：结果文件夹里的 inputs/scheme。",
        "The run was made with another text than '{scheme}' has now. Use the scheme it was made with: inputs/scheme in "
        "the run's folder.",
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
