"""Whatever is wrong is told of where it stands: file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaohe.engine.problems import InvalidScheme
from kaohe.engine.scheme.scheme import read_scheme
from tests.engine.scheme.texts import Change, changed, problems_of


@pytest.mark.parametrize(
    ("change", "code", "stands_at"),
    [
        (("total >= 80, quota", "total >= 180, quota"), "grade_never", "total >= 180"),
        (("growth < 40", "growht < 40"), "expression_unknown_name", "growht"),
        (("growth < 40", "total > 5 and growht < 40"), "expression_unknown_name", "growht"),
        (("growth < 40,", "'total > 5 and growht < 40',"), "expression_unknown_name", "growht"),
        (("talks], points: 100", "talks], points: 99"), "points_do_not_add", "99}"),
        (("sum: [growth, water, talks]", "sum: [growth, watre, talks]"), "unknown_name", "watre"),
        (("floor: 60%", "floor: sixty"), "not_a_number", "sixty"),
        (("floor: 60%", "flor: 60%"), "unknown_key", "flor"),
        (("{city: 市, county: 县}", "{city: 市, city: 县}"), "key_twice", "city: 县"),
        (("north: [n1, n2]", "north: [n1, n2, n1]"), "list_entry_twice", "n1]"),
        (("at_most: fair", "at_most: far"), "no_such_grade", "far"),
        (
            ("growth: {title: 增长, source: 统计局,", "growth:\n    title: 增长\n    unit: 分\n  g2: {title: 增,"),
            "nobody_collects",
            "title",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_problem_is_placed_where_its_text_begins(change: Change, code: str, stands_at: str) -> None:
    text = changed(change)
    places = [problem.place for problem in problems_of(text) if problem.code == code]
    assert [text.split("\n")[p.line - 1][p.column - 1 :][: len(stands_at)] for p in places[:1]] == [stands_at]


def test_a_problem_in_an_included_file_names_that_file(tmp_path: Path) -> None:
    main = changed(("rounding: {places: 2}", "rounding: {places: 2}\ninclude: [water/plan.yaml]"))
    line = "  water: {title: 用水, source: 水利局, better: lower, range: [0, 1000]}\n"
    (tmp_path / "scheme.yaml").write_text(main.replace(line, ""), encoding="utf-8")
    (tmp_path / "water").mkdir()
    plan = "owner: 水利局\nindicators:\n  water:\n    title: 用水\n    source: 水利局\n    range: [10, 0]\n"
    (tmp_path / "water/plan.yaml").write_text(plan, encoding="utf-8")
    with pytest.raises(InvalidScheme) as raised:
        read_scheme(tmp_path)
    (problem,) = raised.value.problems
    assert (problem.code, str(problem.place)) == ("range_reversed", "water/plan.yaml:6:12")
