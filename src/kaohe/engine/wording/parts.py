"""Why so many figures are scored at once and not in parts."""

from __future__ import annotations

from kaohe.engine.explanation import Text

TEXTS: dict[str, Text] = {
    "not_in_parts_long": Text(
        "数据很多，但不是宽表 Parquet，只能一次全部计分，占用内存较多。请把数据存为宽表 figures.parquet：每个对象一行，每个指标一列。",
        "There are many figures, but in no wide Parquet table: all are scored at once, which takes much memory. Send a wide "
        "figures.parquet: a row a subject, a column an indicator.",
    ),
    "not_in_parts_kinds": Text(
        "数据很多，而考核对象不止一类，只能一次全部计分，占用内存较多。",
        "There are many figures, of several kinds of subject: all are scored at once, which takes much memory.",
    ),
    "not_in_parts_rows": Text(
        "数据很多，而宽表中有的行不属于任何对象，或者一张表含多个时期，只能一次全部计分，占用内存较多。",
        "There are many figures, and in a wide table some rows are of no known subject, or of several periods: all are scored "
        "at once, which takes much memory.",
    ),
    "not_in_parts_compared": Text(
        "数据很多，而得分“{score}”要在对象之间比较，用到的指标又过半，只能一次全部计分，占用内存较多。",
        "There are many figures, and the score '{score}' is compared between subjects and rests on most of them: all are "
        "scored at once, which takes much memory.",
    ),
    "not_in_parts_carried": Text(
        "数据很多，而得分“{score}”不取整就拿来比较或定等，只能一次全部计分，占用内存较多。给它设定 round 就可以分批计分。",
        "There are many figures, and the score '{score}' is compared or graded without being rounded: all are scored at once, "
        "which takes much memory. Give it a rounding, and they are scored in parts.",
    ),
    "not_in_parts_numbers": Text(
        "数据很多，而有的得分不能按固定的小数位保存，只能一次全部计分，占用内存较多。",
        "There are many figures, and some scores cannot be kept with fixed decimals: all are scored at once, which takes much "
        "memory.",
    ),
}
