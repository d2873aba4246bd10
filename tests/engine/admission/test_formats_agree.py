"""The same figures are the same, however they were sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from kaohe.engine.admission import admit
from kaohe.engine.figures import Figures
from kaohe.engine.problems import InvalidFigures
from kaohe.engine.wording import say
from kaohe.formats.reading import read_figures
from kaohe.formats.writing import write_csv, write_parquet
from tests.engine.admission.office import SUBJECTS, scheme, taken

FILES = {
    "subjects.csv": SUBJECTS,
    "figures.csv": "subject,period,growth,quarter,huge\nty,,70.25,,-1\nlz,,85.5,,12345678901234567890.12\nlz,q1,,-0.3,\n",
    "ratings.csv": "subject,form,item,rater,value\nlzt,duty,work,2,99.5\nlzt,duty,work,1,80\n",
    "history.csv": "subject,year,score,grade\nlz,2018,80.5,fair\n",
    "status.csv": "subject,status,from\nlz,open_case,2019-05-01\n",
}

COLUMNS: dict[str, dict[str, list[Any]]] = {
    "subjects": {
        "subject": ["lz", "ty", "lzt", "zhang"],
        "name": ["兰州市", "天祝县", "兰州市领导班子", "张某"],
        "kind": ["unit", "unit", "team", "cadre"],
        "group": ["city", "county", None, None],
        "parent": [None, "lz", "lz", "lzt"],
        "poverty": ["good", "fair", None, None],
        "staff": [120, None, None, None],
        "coastal": [True, False, None, None],
    },
    "figures": {
        "subject": ["ty", "lz", "lz"],
        "period": [None, None, "q1"],
        "growth": [70.25, 85.5, None],
        "quarter": [None, None, -0.3],
        "huge": [Decimal("-1.00"), Decimal("12345678901234567890.12"), None],
    },
    "ratings": {
        "subject": ["lzt", "lzt"],
        "form": ["duty", "duty"],
        "item": ["work", "work"],
        "rater": [2, 1],
        "value": [99.5, 80.0],
    },
    "history": {"subject": ["lz"], "year": [2018], "score": [80.5], "grade": ["fair"]},
    "status": {"subject": ["lz"], "status": ["open_case"], "from": [date(2019, 5, 1)]},
}


def same(a: Figures, b: Figures) -> bool:
    tables = [name for name in a.__dataclass_fields__ if name not in ("subjects", "identify")]
    kinds = all(a.subjects[kind].to_native().equals(b.subjects[kind].to_native()) for kind in a.subjects)
    return kinds and all(getattr(a, name).to_native().equals(getattr(b, name).to_native()) for name in tables)


FRAMES: Mapping[str, Callable[[dict[str, list[Any]]], Any]] = {
    "dict": lambda columns: columns,
    "polars": lambda columns: pl.DataFrame(columns),
    "polars lazily": lambda columns: pl.LazyFrame(columns),
    "pandas": lambda columns: pd.DataFrame(columns),
    "pyarrow": lambda columns: pa.table(columns),
    "pandas objects": lambda columns: pd.DataFrame(columns, dtype=object),
}


@pytest.mark.parametrize("make", FRAMES.values(), ids=FRAMES)
def test_frames_of_a_notebook_are_the_same_as_files(make: Callable[[dict[str, list[Any]]], Any]) -> None:
    expected = taken(FILES)
    figures = admit(scheme(), {name: make(columns) for name, columns in COLUMNS.items()})
    assert same(figures, expected)
    assert figures.fingerprint == expected.fingerprint


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_written_files_are_the_same(tmp_path: Path, suffix: str) -> None:
    write = write_csv if suffix == "csv" else write_parquet
    for name, columns in COLUMNS.items():
        write(pl.DataFrame(columns), tmp_path / f"{name}.{suffix}")
    assert read_figures(scheme(), tmp_path).fingerprint == taken(FILES).fingerprint


def test_the_order_of_rows_and_columns_and_the_number_of_files_do_not_matter() -> None:
    header, *rows = FILES["figures.csv"].splitlines()
    turned = {
        **{file: text for file, text in FILES.items() if file != "figures.csv"},
        "figures_b.csv": "\n".join([header, rows[2]]),
        "figures_a.csv": "\n".join(",".join(reversed(line.split(","))) for line in (header, rows[1], rows[0])),
    }
    assert taken(turned).fingerprint == taken(FILES).fingerprint


def test_long_and_wide_are_the_same() -> None:
    long = (
        "subject,indicator,period,assessed\nlz,growth,,85.5\nlz,huge,2019,12345678901234567890.12\nty,growth,,70.25\n"
    )
    long += "ty,huge,,-1\nlz,quarter,q1,-0.3\n"
    figures = taken({**FILES, "figures.csv": long})
    assert same(figures, taken(FILES))
    assert figures.fingerprint == taken(FILES).fingerprint


CHANGES = {
    "a figure": ("figures.csv", "70.25", "70.26"),
    "a huge figure": ("figures.csv", "12345678901234567890.12", "12345678901234567890.13"),
    "an absent figure": ("figures.csv", "70.25", ""),
    "a name": ("subjects.csv", "天祝县", "天祝"),
    "a group": ("subjects.csv", "county", "city"),
    "an attribute": ("subjects.csv", "是", "否"),
    "a rater": ("ratings.csv", "work,2", "work,3"),
    "a year": ("history.csv", "2018", "2017"),
    "a date": ("status.csv", "2019-05-01", "2019-05-02"),
}


@pytest.mark.parametrize(("file", "old", "new"), CHANGES.values(), ids=CHANGES)
def test_any_change_gives_another_fingerprint(file: str, old: str, new: str) -> None:
    assert old in FILES[file]
    changed = {**FILES, file: FILES[file].replace(old, new)}
    assert taken(changed).fingerprint != taken(FILES).fingerprint


def test_the_fingerprint_is_one_for_all_time() -> None:
    """Runs carry it, so it may change only on purpose: with what `Figures` holds, or how it is written down."""
    assert taken(FILES).fingerprint == "ac1fbce7aea7d07b1d7d2b979fce8596f74d690034b5a48ae721bdc400a8e291"


def test_a_wide_table_in_the_order_of_its_subjects_is_the_same_as_in_any_other() -> None:
    subjects = {key: COLUMNS["subjects"][key][:2] for key in COLUMNS["subjects"]}
    figures = {"subject": ["lz", "ty"], "growth": [1, 2]}
    turned = {"subject": ["ty", "lz"], "growth": [2, 1]}
    assert same(*(admit(scheme(), {"subjects": subjects, "figures": sent}) for sent in (figures, turned)))


def test_a_mixed_column_is_read_value_by_value() -> None:
    mixed = {"subject": ["lz", "ty"], "growth": [85, "70分"]}
    for sent in (mixed, pd.DataFrame(mixed)):
        with pytest.raises(InvalidFigures) as invalid:
            admit(scheme(), {"subjects": COLUMNS["subjects"], "figures": sent})
        (problem,) = invalid.value.problems
        assert (problem.code, str(problem.place)) == ("number_with_words", "figures:2 [growth]")


def test_two_columns_of_one_name_are_told() -> None:
    frame = pd.DataFrame([["lz", 1, 2]], columns=["subject", "growth", "growth"])
    with pytest.raises(InvalidFigures) as invalid:
        admit(scheme(), {"subjects": COLUMNS["subjects"], "figures": frame})
    assert [problem.code for problem in invalid.value.problems] == ["column_twice"]


def test_a_column_that_can_hold_no_figure_is_told() -> None:
    figures = pl.DataFrame({"subject": ["lz"], "growth": [[1.0]], "huge": [True]})
    with pytest.raises(InvalidFigures) as invalid:
        admit(scheme(), {"subjects": COLUMNS["subjects"], "figures": figures})
    assert [(p.code, p.values["column"]) for p in invalid.value.problems] == [
        ("column_type", "growth"),
        ("column_type", "huge"),
    ]


def test_figures_are_equal_apart_from_nothing() -> None:
    """`same` sees a difference."""
    figures = taken(FILES)
    assert not same(figures, replace(figures, history=figures.history.head(0)))


def test_what_a_computation_left_in_a_float_is_not_rounded_away() -> None:
    figures = pl.DataFrame({"subject": ["lz", "ty"], "growth": [0.1 + 0.2, 85.125]})
    with pytest.raises(InvalidFigures) as invalid:
        admit(scheme(), {"subjects": COLUMNS["subjects"], "figures": figures})
    assert [say(problem, "en") for problem in invalid.value.problems] == [
        "figures:1 [growth] error: 'growth': 0.30000000000000004 is a float, and cannot be told to be one decimal of 2 "
        "places (mostly, a computation left it so). Round it before it is exported, or send text or Decimal.",
        "figures:2 [growth] error: 'growth': 85.125 has too many decimals (at most 2). Nothing is rounded here; check it "
        "and write it so.",
    ]
