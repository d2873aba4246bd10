"""Folders of CSV and Parquet files become tables, or everything that is wrong with them is told."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from kaohe.engine.problems import InvalidFigures
from kaohe.engine.wording import say
from kaohe.formats.reading import read_figures, read_tables
from tests.engine.admission.office import SUBJECTS, scheme

FIGURES = "subject,growth,quarter\nlz,85.5,\nty,70,\n"


def put(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def told(folder: Path, files: dict[str, str | bytes], lang: str = "en") -> list[str]:
    try:
        read_tables(put(folder, files))
    except InvalidFigures as invalid:
        return [say(problem, lang) for problem in invalid.problems]
    return []


def names(folder: Path, content: bytes) -> list[str]:
    (table,) = read_tables(put(folder, {"subjects.csv": content}))["subjects"]
    return table.frame["name"].to_list()


@pytest.mark.parametrize(
    "content",
    [
        SUBJECTS.encode(),
        SUBJECTS.encode("utf-8-sig"),
        SUBJECTS.encode("gb18030"),
        SUBJECTS.replace("\n", "\r\n").encode(),
        SUBJECTS.replace("\n", "\r").encode(),
        SUBJECTS.replace(",", " , ").encode(),
        "\n".join('"' + line.replace(",", '","') + '"' for line in SUBJECTS.splitlines()).encode(),
        SUBJECTS.rstrip("\n").encode(),
        "\n".join(f"{line},,," for line in SUBJECTS.splitlines()).encode(),
    ],
    ids=["utf-8", "bom", "gb18030", "crlf", "cr", "blanks", "quoted", "no-last-newline", "empty-columns"],
)
def test_a_csv_file_is_read_as_editors_and_spreadsheets_save_it(tmp_path: Path, content: bytes) -> None:
    assert names(tmp_path, content) == ["兰州市", "天祝县", "兰州市领导班子", "张某"]
    assert (
        read_figures(scheme(), tmp_path).fingerprint
        == read_figures(scheme(), put(tmp_path, {"subjects.csv": SUBJECTS})).fingerprint
    )


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    text = '\n\nsubject,name,kind\n\nlz,"兰州\n市",unit\n,,\nty,天祝县,unit\n'
    (table,) = read_tables(put(tmp_path, {"subjects.csv": text}))["subjects"]
    assert table.frame["subject"].to_list() == ["lz", None, "ty"]
    assert (table.first_row, table.header.line) == (5, 4)


def test_a_cell_holds_commas_quotation_marks_and_lines(tmp_path: Path) -> None:
    text = 'subject,name,kind\na,"甲,""乙""\n丙",unit\nb,"",unit\n'
    assert names(tmp_path, text.encode()) == ['甲,"乙"\n丙', None]


def test_parts_of_a_table_keep_their_files(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"figures_b.csv": FIGURES, "figures_a.csv": FIGURES, "notes.md": "…", ".hidden": ""}
    tables = read_tables(put(tmp_path, files))
    assert [part.file for part in tables["figures"]] == ["figures_a.csv", "figures_b.csv"]


def test_a_single_file_is_read(tmp_path: Path) -> None:
    put(tmp_path, {"subjects.csv": SUBJECTS})
    assert list(read_tables(tmp_path / "subjects.csv")) == ["subjects"]


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    pl.DataFrame({" subject ": [" lz ", ""], "growth": [1.5, None]}).write_parquet(tmp_path / "figures.parquet")
    (table,) = read_tables(tmp_path)["figures"]
    assert table.frame.to_dict(as_series=False) == {"subject": ["lz", None], "growth": [1.5, None]}
    assert (table.file, table.first_row) == ("figures.parquet", 1)


BROKEN: dict[str, tuple[dict[str, str | bytes], str, str]] = {
    "unknown_name": (
        {"subject.csv": SUBJECTS},
        "subject.csv 错误：文件名“subject”不是表名。是不是想写“subjects”？可用的表名：subjects, figures, events, ratings, "
        "tallies, history, status, decisions；分部门报送的可加后缀，例如 figures_statistics.csv。",
        "subject.csv error: 'subject' is not the name of a table. Did you mean 'subjects'? Tables: subjects, figures, "
        "events, ratings, tallies, history, status, decisions. Parts from several departments have a suffix, such as "
        "figures_statistics.csv.",
    ),
    "spreadsheet": (
        {"figures.xlsx": b"PK"},
        "figures.xlsx 错误：“figures.xlsx”是工作簿，这里只读 CSV 和 Parquet。请逐个工作表另存为“CSV UTF-8”，文件名用表名。",
        "figures.xlsx error: 'figures.xlsx' is a workbook; only CSV and Parquet are read here. Save each tab as CSV UTF-8, "
        "named after its table.",
    ),
    "other_format": (
        {"figures.txt": FIGURES},
        "figures.txt 错误：“figures.txt”的格式（.txt）不能读取。请另存为 .xlsx 工作簿、CSV 或 Parquet。",
        "figures.txt error: 'figures.txt' is of a format (.txt) that is not read. Save it as a workbook (.xlsx), as CSV or as "
        "Parquet.",
    ),
    "two_formats": (
        {"figures.csv": FIGURES, "figures.parquet": b""},
        "figures.parquet 错误：同一张表有两个文件：还有“figures.csv”。请只留一个，以免重复计算。",
        "figures.parquet error: The same table is here twice: there is 'figures.csv' too. Keep one, so that nothing counts "
        "double.",
    ),
    "empty_file": (
        {"figures.csv": b"\xef\xbb\xbf\r\n \r\n"},
        "figures.csv 错误：文件是空的，连表头也没有。没有数据的表请整个删去文件。",
        "figures.csv error: The file is empty, without even a header. Remove the file of a table that has no rows.",
    ),
    "spreadsheet_named_csv": (
        {"figures.csv": b"PK\x03\x04\x14\x00"},
        "figures.csv 错误：文件名是 .csv，内容却是电子表格。请打开后另存为“CSV UTF-8”，不要只改扩展名。",
        "figures.csv error: The file is called .csv but is a spreadsheet. Open it and save it as CSV UTF-8; renaming is "
        "not enough.",
    ),
    "utf_16": (
        {"figures.csv": FIGURES.encode("utf-16")},
        "figures.csv 错误：文件不是可读的文本（可能存成了“Unicode 文本”或二进制格式）。请另存为“CSV UTF-8”。",
        "figures.csv error: The file is not plain text (perhaps it was saved as Unicode Text, or is binary). Save it as "
        "CSV UTF-8.",
    ),
    "not_decodable": (
        {"figures.csv": b"subject,growth\nlz,1\nty,\xff\xff\n"},
        "figures.csv:3 错误：这一行起有无法识别的字符：文件不是完好的 UTF-8，也不是 GB18030。请用原软件重新另存为“CSV UTF-8”。",
        "figures.csv:3 error: From this line on there are characters that cannot be read: the file is neither sound UTF-8 "
        "nor GB18030. Save it again as CSV UTF-8 with the program that made it.",
    ),
    "damaged_utf_8": (
        {"subjects.csv": SUBJECTS.encode().replace("祝".encode(), "祝".encode()[:2])},
        "subjects.csv:3 错误：这一行起有无法识别的字符：文件不是完好的 UTF-8，也不是 GB18030。请用原软件重新另存为“CSV UTF-8”。",
        "subjects.csv:3 error: From this line on there are characters that cannot be read: the file is neither sound UTF-8 "
        "nor GB18030. Save it again as CSV UTF-8 with the program that made it.",
    ),
    "semicolons": (
        {"figures.csv": FIGURES.replace(",", ";")},
        "figures.csv:1 错误：表头“subject;growth;quarter”里没有逗号。各列请用英文逗号分隔（不要用分号、制表符或中文逗号）。",
        "figures.csv:1 error: The header 'subject;growth;quarter' has no comma. Separate columns by commas, not by "
        "semicolons, tabs or full-width commas.",
    ),
    "no_header": (
        {"history.csv": "lz,2018,80,excellent\n"},
        "history.csv:1 错误：第一行“lz,2018,80,excellent”不是 history 表的表头。请在第一行写列名：subject, year, score, grade, run。",
        "history.csv:1 error: The first row, 'lz,2018,80,excellent', is not a header of the table history. Write the column "
        "names first: subject, year, score, grade, run.",
    ),
    "column_twice": (
        {"figures.csv": "subject,growth,growth\nlz,1,2\n"},
        "figures.csv:1:3 [growth] 错误：列名“growth”出现了不止一次。请改名或删去多余的一列。",
        "figures.csv:1:3 [growth] error: There is more than one column 'growth'. Rename or remove the others.",
    ),
    "column_without_name": (
        {"figures.csv": "subject,,growth,\nlz,x,1,\n"},
        "figures.csv:1:2 错误：第 2 列有内容但没有列名。请补上列名，或删去这一列。",
        "figures.csv:1:2 error: Column 2 has content but no name. Name it, or remove it.",
    ),
    "row_too_long": (
        {"subjects.csv": "subject,name,kind\na,甲,unit\nb,乙,丙,unit\n"},
        "subjects.csv:3 错误：这一行有 4 格，表头只有 3 列（多出：unit）。内容里有逗号的，请给整格加英文双引号。",
        "subjects.csv:3 error: This row has 4 cells, the header 3 names (too many: unit). Put quotation marks around a cell "
        "that holds a comma.",
    ),
    "stray_quotation_mark": (
        {"subjects.csv": 'subject,name,kind\na,"甲,unit\nb,乙,unit\nc,"丙",unit\n'},
        'subjects.csv:2 错误：这一行的英文双引号没有成对。引号应包住整格，格内的引号写两个（""）。',
        "subjects.csv:2 error: A quotation mark here has no counterpart. Marks go around a whole cell; one inside is doubled "
        '("").',
    ),
    "no_tables": (
        {"notes.md": "…"},
        "data 错误：这里没有数据表。请放入填好的工作簿（.xlsx），或以表名命名的 CSV、Parquet 文件，例如 subjects.csv；可用的表名：subjects, "
        "figures, events, ratings, tallies, history, status, decisions。",
        "data error: There are no tables here. Put in workbooks (.xlsx) that were filled in, or CSV or Parquet files named "
        "after their table, such as subjects.csv. Tables: subjects, figures, events, ratings, tallies, history, status, decisions.",
    ),
}


@pytest.mark.parametrize(("files", "zh", "en"), BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_with_a_file_is_told(tmp_path: Path, files: dict[str, str | bytes], zh: str, en: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    assert zh in told(folder, files, "zh")
    assert en in told(folder, files, "en")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidFigures) as invalid:
        read_tables(tmp_path / "dta")
    (problem,) = invalid.value.problems
    assert (
        say(problem, "en") == "dta error: There is no 'dta'. Check the name and place of the folder with the figures."
    )


def test_a_parquet_file_that_is_none_is_told(tmp_path: Path) -> None:
    (line,) = told(tmp_path, {"figures.parquet": b"not parquet at all"})
    assert line.startswith("figures.parquet error: The file cannot be read as Parquet (")


def test_all_files_are_looked_at_before_anything_is_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "subjects.csv": SUBJECTS,
        "events.csv": b"",
        "figures.xls": b"",
        "history.csv": "a,b\n1,2\n",
    }
    assert [line.split()[0] for line in told(tmp_path, files)] == ["events.csv", "figures.xls", "history.csv:1"]


def test_broken_files_and_broken_figures_are_told_together(tmp_path: Path) -> None:
    put(tmp_path, {"subjects.csv": SUBJECTS, "events.csv": b"", "figures.csv": "subject,growth\nlz,x\n"})
    with pytest.raises(InvalidFigures) as invalid:
        read_figures(scheme(), tmp_path)
    assert [problem.code for problem in invalid.value.problems] == ["empty_table_file", "figure_not_a_number"]


def test_without_subjects_only_the_files_are_told(tmp_path: Path) -> None:
    put(tmp_path, {"subjects.csv": b"", "figures.csv": "subject,growth\nlz,x\n"})
    with pytest.raises(InvalidFigures) as invalid:
        read_figures(scheme(), tmp_path)
    assert [problem.code for problem in invalid.value.problems] == ["empty_table_file"]


def test_many_rows_that_are_too_long_are_counted(tmp_path: Path) -> None:
    lines = told(tmp_path, {"subjects.csv": "subject,name,kind\n" + "a,b,c,d\n" * 60})
    assert len(lines) == 51
    assert lines[-1] == "subjects.csv:52 error: There are 10 more like these, beginning here; they are not listed."
