"""What becomes of figures that are sound."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from kaohe.engine.admission import admit
from kaohe.engine.figures import Figures
from kaohe.engine.problems import InvalidFigures
from tests.engine.admission.office import LONG, SCHEME, scheme, scheme_of, tables_of, taken


def cells(figures: Figures, kind: str, subject: str) -> dict[str, object]:
    rows = figures.subjects[kind].to_native().filter(pl.col("subject") == subject)
    return rows.row(0, named=True)  # type: ignore[no-any-return]


def test_a_figure_becomes_whole_units_of_its_indicator() -> None:
    figures = taken({"figures.csv": LONG + "lz,growth,,,,,85.5,,,,\nlz,quarter,q2,,,,-0.3,,,,\n"})
    lz = cells(figures, "unit", "lz")
    assert (lz["f:growth"], lz["f:quarter@q1"], lz["f:quarter@q2"]) == (8550, None, -3)


@pytest.mark.parametrize(
    ("row", "units"),
    [
        ("lz,growth,,80,,,,,,,", 8000),
        ("lz,growth,,80,81,,,,,,", 8100),
        ("lz,growth,,80,81,82,,,误报,,甘统〔2019〕3号", 8200),
        ("lz,growth,,80,81,82,83,,误报,,甘统〔2019〕3号", 8300),
    ],
)
def test_the_figure_that_is_scored_is_the_furthest_on_its_way(row: str, units: int) -> None:
    figures = taken({"figures.csv": f"{LONG}{row}\n"})
    assert cells(figures, "unit", "lz")["f:growth"] == units
    (detail,) = figures.details.to_native().iter_rows(named=True)
    assert [detail[c] or "" for c in ("reported", "verified", "adjusted", "assessed")] == row.split(",")[3:7]


def test_a_figure_that_nobody_reported_is_a_null_without_a_cause() -> None:
    figures = taken({})
    assert cells(figures, "unit", "lz")["f:growth"] is None
    assert cells(figures, "team", "lzt")["f:morale"] is None
    assert len(figures.absences) == 0


def test_an_absent_figure_is_a_null_with_its_cause() -> None:
    figures = taken({"figures.csv": LONG + "lz,growth,2019,,,,,late,,统计局,\nlz,quarter,q1,,,,,lost,,,\n"})
    assert cells(figures, "unit", "lz")["f:growth"] is None
    assert figures.absences.rows() == [("lz", "f:growth", "late"), ("lz", "f:quarter@q1", "lost")]


def test_an_earlier_year_is_kept_where_the_scheme_falls_back_on_it() -> None:
    figures = taken({"figures.csv": LONG + "lz,growth,,,,,,late,,,\nlz,growth,2018,,,,77,,,,\n"})
    assert cells(figures, "unit", "lz")["f:growth@2018"] == 7700
    wide = taken({"figures.csv": "subject,period,growth\nlz,2018,77\n"})
    assert cells(wide, "unit", "lz")["f:growth@2018"] == 7700


LAST_YEAR = SCHEME.replace("absent: {late: last_period}", "last_year: true")


def taken_with_last_year(text: str) -> Figures:
    return admit(scheme_of(LAST_YEAR), tables_of({"figures.csv": text}))


def test_last_year_s_figure_has_a_column_even_where_nobody_sent_one() -> None:
    sent = cells(taken_with_last_year(LONG + "lz,growth,2018,,,,1.5,,,,\n"), "unit", "lz")
    assert (sent["f:growth"], sent["f:growth@2018"]) == (None, 150)
    assert cells(taken_with_last_year("subject,growth\nlz,3\n"), "unit", "lz")["f:growth@2018"] is None


def test_last_year_s_figure_can_be_sent_in_a_wide_table_and_be_absent_for_a_cause() -> None:
    wide = taken_with_last_year("subject,period,growth\nlz,2018,2\nlz,,3\n")
    assert [cells(wide, "unit", "lz")[c] for c in ("f:growth", "f:growth@2018")] == [300, 200]
    lost = taken_with_last_year(LONG + "lz,growth,2018,,,,,lost,,,\n")
    assert lost.absences.rows() == [("lz", "f:growth@2018", "lost")]


def test_no_earlier_year_than_the_last_is_wanted_for_comparing() -> None:
    with pytest.raises(InvalidFigures) as caught:
        taken_with_last_year(LONG + "lz,growth,2017,,,,1.5,,,,\n")
    assert [problem.code for problem in caught.value.problems] == ["earlier_not_used"]


def test_subjects_are_sorted_and_know_who_stands_above_them() -> None:
    figures = taken({})
    assert figures.subjects["unit"]["subject"].to_list() == ["lz", "ty"]
    assert cells(figures, "team", "lzt")["unit"] == "lz"
    zhang = cells(figures, "cadre", "zhang")
    assert (zhang["team"], zhang["unit"], zhang["parent"], zhang["group"]) == ("lzt", "lz", "lzt", None)


def test_attributes_are_typed() -> None:
    figures = taken({})
    lz, ty = (cells(figures, "unit", subject) for subject in ("lz", "ty"))
    assert (lz["a:poverty"], lz["a:staff"], lz["a:coastal"]) == ("good", 120, True)
    assert (ty["a:poverty"], ty["a:staff"], ty["a:coastal"]) == ("fair", None, False)


def test_a_range_beyond_64_bits_is_held_in_128() -> None:
    figures = taken({"figures.csv": LONG + "lz,huge,,,,,999999999999999999999.99,,,,\nty,huge,,,,,-5,,,,\n"})
    column = figures.subjects["unit"].to_native()["f:huge"]
    assert column.dtype == pl.Int128
    assert column.to_list() == [99999999999999999999999, -500]


def test_every_kind_has_its_table_even_with_no_row() -> None:
    figures = taken({"subjects.csv": "subject,name,kind,group,poverty,staff,coastal\nlz,兰州市,unit,city,,,\n"})
    assert {kind: len(frame) for kind, frame in figures.subjects.items()} == {"unit": 1, "team": 0, "cadre": 0}
    assert figures.subjects["team"].columns == ["subject", "name", "group", "parent", "unit", "f:morale"]


def test_the_other_tables_are_typed_and_sorted() -> None:
    figures = taken(
        {
            "events.csv": "subject,indicator,date,count,level\nty,accidents,,2,省级\nlz,accidents,2019-03-05,,\n",
            "ratings.csv": "subject,form,item,rater,value\nlzt,duty,work,r1,99.25\n",
            "tallies.csv": "subject,form,class,item,option,count\nlzt,politics,staff,loyal,good,12\n",
            "history.csv": "subject,year,score,grade\nlz,2018,080.50,excellent\nlz,2017,,\n",
            "status.csv": "subject,status,from\nlz,open_case,2019-05-01\n",
            "decisions.csv": "subject,from,to,by,at,reason\nlz,fair,excellent,考核委,2019-12-01,重大贡献\n",
        }
    )
    assert figures.events.rows() == [
        ("lz", "accidents", "2019-03-05", 1, None, None, None, None),
        ("ty", "accidents", None, 2, "省级", None, None, None),
    ]
    assert figures.ratings.rows() == [("lzt", "duty", "work", "r1", None, 992500)]
    assert figures.tallies.rows() == [("lzt", "politics", "staff", "loyal", "good", 12)]
    assert figures.history.rows() == [("lz", 2017, None, None, None), ("lz", 2018, "80.5", "excellent", None)]
    assert figures.statuses.rows() == [("lz", "open_case", "2019-05-01", None, None)]
    assert figures.decisions.rows() == [("lz", "fair", "excellent", "考核委", "2019-12-01", "重大贡献", None, None)]


def test_blank_rows_are_no_rows_but_count() -> None:
    tables = tables_of({"figures.csv": "subject,growth\nlz,1\n,\n\nty,2\n"})
    assert admit(scheme(), tables).subjects["unit"]["f:growth"].to_list() == [100, 200]
    with pytest.raises(Exception, match=r"figures.csv:5 \[growth\] figure_not_a_number"):
        taken({"figures.csv": "subject,growth\nlz,1\n,\n\nty,x\n"})


def test_parts_of_a_table_are_read_together() -> None:
    parts = {"figures_a.csv": "subject,growth\nlz,1\n", "figures_b.csv": "subject,growth,forests\nty,2,\nlz,,3\n"}
    lz, ty = (cells(taken(parts), "unit", subject) for subject in ("lz", "ty"))
    assert (lz["f:growth"], lz["f:forests"], ty["f:growth"]) == (100, 300, 200)


def test_warnings_do_not_stop_figures() -> None:
    from kaohe.engine.problems import Problem

    warning = replace(Problem("empty_file"), severity="warning")
    assert admit(scheme(), tables_of({}), also=[warning]).fingerprint
