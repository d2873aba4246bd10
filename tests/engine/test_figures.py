"""Which columns hold the figures of an indicator."""

from __future__ import annotations

from kaohe.engine.figures import earlier_columns

COLUMNS = ["f:x", "f:x@2021", "f:x@2023", "f:x@2022", "f:x@q1", "f:x@q2", "f:xy@2020"]


def test_the_latest_comes_first_parts_before_years() -> None:
    years = ["f:x@2023", "f:x@2022", "f:x@2021"]
    assert earlier_columns(COLUMNS, "x", "", ("q1", "q2", "q3")) == years
    assert earlier_columns(COLUMNS, "x", "q3", ("q1", "q2", "q3")) == ["f:x@q2", "f:x@q1", *years]


def test_before_last_year_s_figure_come_only_the_years_before_it() -> None:
    assert earlier_columns(COLUMNS, "x", "2023", ("q1", "q2", "q3")) == ["f:x@2022", "f:x@2021"]
