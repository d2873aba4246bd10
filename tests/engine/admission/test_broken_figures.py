"""What is told about figures that cannot be taken."""

from __future__ import annotations

import pytest

from kaohe.engine.admission import admit
from kaohe.engine.figures import CAUSES
from kaohe.engine.problems import InvalidFigures, Problem
from kaohe.engine.scheme.model import Indicator
from tests.engine.admission.broken import CASES, Broken
from tests.engine.admission.office import LONG, SUBJECTS, scheme, tables_of, told


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_broken_table_is_told_by_row_and_column_in_both_languages(case: Broken) -> None:
    assert told(case.files, "zh") == [f"{place} 错误：{zh}" for place, zh, _ in case.told]
    assert told(case.files, "en") == [f"{place} error: {en}" for place, _, en in case.told]


def test_everything_that_is_wrong_in_one_file_is_told_at_once() -> None:
    """Every cell that cannot be taken, in one table: each is told as if it were the only one."""
    cells = [case for case in CASES.values() if set(case.files) == {"figures.csv"}]
    cells = [case for case in cells if case.files["figures.csv"].startswith(LONG)]
    cells = [case for case in cells if case.files["figures.csv"].count("\n") == 2]
    rows = [case.files["figures.csv"].removeprefix(LONG) for case in cells]
    expected = [
        f"figures.csv:{row}{place.removeprefix('figures.csv:2')} 错误：{zh}"
        for row, case in enumerate(cells, 2)
        for place, zh, _ in case.told
    ]
    assert len(expected) > 20
    found = [line for line in told({"figures.csv": LONG + "".join(rows)}, "zh") if "报了两次" not in line]
    assert found == expected


def test_many_cells_with_the_same_problem_are_shown_in_part_and_counted() -> None:
    rows = [f"u{i},单位{i},unit,cty,,,," for i in range(120)]
    lines = told({"subjects.csv": "\n".join([SUBJECTS.splitlines()[0], *rows])}, "en")
    assert len(lines) == 51
    assert lines[0].startswith("subjects.csv:2 [group] error: The scheme has no group 'cty'")
    assert (
        lines[-1] == "subjects.csv:52 [group] error: There are 70 more like these, beginning here; they are not listed."
    )


def test_what_was_found_in_the_files_is_told_with_the_rest() -> None:
    before = Problem("unknown_file", values={"file": "notes", "near": "", "allowed": ()})
    with pytest.raises(InvalidFigures) as invalid:
        admit(scheme(), tables_of({"events.csv": "subject,indicator\nnobody,accidents\n"}), also=[before])
    assert [problem.code for problem in invalid.value.problems] == ["unknown_file", "unknown_subject"]


def test_a_table_with_an_unknown_name_is_told() -> None:
    with pytest.raises(InvalidFigures) as invalid:
        admit(scheme(), {**tables_of({}), "subject": {"subject": ["a"]}})
    assert [(p.code, p.values["near"]) for p in invalid.value.problems] == [("unknown_table", "subjects")]


def test_a_hint_among_many_subjects_is_still_found() -> None:
    rows = [f"unit{i:05},单位,unit,city,,,," for i in range(3000)]
    subjects = "\n".join([SUBJECTS.splitlines()[0], *rows])
    lines = told({"subjects.csv": subjects, "figures.csv": "subject,growth\nunti01234,1\n"}, "en")
    assert "Did you mean 'unit01234'?" in lines[0]


def test_the_causes_are_those_of_the_scheme_language() -> None:
    for cause in CAUSES:
        Indicator.model_validate({"title": "x", "absent": {cause: "hold"}})
    assert set(Indicator.model_json_schema()["properties"]["absent"]["propertyNames"]["enum"]) == set(CAUSES)
