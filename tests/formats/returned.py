"""A small office whose departments return workbooks, well and badly filled in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from kaohe.engine.scheme.model import SchemeText
from kaohe.formats.returned.tables import MARK
from tests.engine.admission.office import SCHEME, SUBJECTS, scheme_of

SOURCES = {
    "growth: {title: 增长,": "growth: {title: 增长, source: 统计局 Statistics, unit: '%', definition: 可比价增速, evidence: 公报,",
    "quarter: {title: 平时,": "quarter: {title: 平时, source: 统计局 Statistics, unit: 分 points,",
    "accidents: {title: 事故,": "accidents: {title: 事故, source: 应急局 Emergencies, unit: 起 cases,",
    "forests: {title: 森林,": "forests: {title: 森林, source: 统计局 Statistics,",
    "huge: {title: 大数,": "huge: {title: 大数, source: 统计局 Statistics,",
    "morale: {title: 民意,": "morale: {title: 民意, source: 民调中心 Polls,",
}


@cache
def office() -> SchemeText:
    return scheme_of(office_yaml())


def office_yaml() -> str:
    """The scheme of `tests.engine.admission.office` with departments and units."""
    text = SCHEME
    for old, new in SOURCES.items():
        assert old in text
        text = text.replace(old, new)
    return text


def put_subjects(folder: Path) -> Path:
    """A folder that knows who is assessed."""
    folder.mkdir(exist_ok=True)
    (folder / "subjects.csv").write_text(SUBJECTS, "utf-8")
    return folder


def book_of(tabs: dict[str, list[list[Any]]], change: Callable[[Any], None] = lambda book: None) -> bytes:
    """A workbook with these rows in its tabs, changed by hand afterwards."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tabs.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


HEAD = ["subject", "(name)", "period", "growth", "growth.absence", "forests", "huge"]

STATISTICS: list[list[Any]] = [
    ["2019年各市县指标（示例数据）"],
    [],
    ["编号", "名称", "", "增长", "缺数原因", "森林", "大数", "附注"],
    [*HEAD, "备注"],
    ["lz", "兰州市", "", 12.345, "", 0.1 + 0.2, "约85"],
    ["ty", "天祝县", " ２０１９ ", 120, "", 30, "85分", "已核"],
    ["合计", "", "", 1 / 3, "", "", ""],
    ["lz", "", "2019", "１，２００．５", "", "#N/A", "1,234.5"],
    ["", "", "", 5],
    ["ty", "", "2018", 70, "逾期", "", ""],
    ["lz", "", "2018", 70, "逾期未报", "", ""],
    ["zhang", "", "", "=1+1", "", "", date(2019, 3, 5)],
    ["lz", "", "2o17", "—", "", "", "12.5%"],
]

QUARTERS: list[list[Any]] = [
    ["subject", "period", "quarter", "growth"],
    ["lz", "q1", "１２．５％", ""],
    ["lz", "q2", 0.125, ""],
    ["ty", "q1", "８５．５", ""],
    ["ty", "q2", 1e-7, ""],
    ["ty", "q3", True, ""],
    ["ty", "", "", 0.125],
]

COUNTY: list[list[Any]] = [[], ["", "subject", "forests"], ["", "lz", 3]]

RECORDS: dict[str, list[list[Any]]] = {
    "状态": [
        ["subject", "status", "from", "to"],
        ["lz", "立案", date(2019, 5, 1), datetime(2019, 4, 1)],  # noqa: DTZ001
        ["ty", "立案", "2019年5月1日", "2019-02-30"],
        ["ty", "停职", "２０１９－０６－０１", ""],
    ],
    "事件": [
        ["subject", "indicator", "date", "count", "level", "role", "document"],
        ["lz", "事故", datetime(2019, 5, 1, 8, 30), "２"],  # noqa: DTZ001
        ["ty", "车祸", "", 1.5],
        ["ty ", "accidents", "", 99],
    ],
    "照片": [["附图"]],
    "丢了列名": [["", "增长"], ["lz", 5]],
    "往年模板": [[MARK + "small-2018"]],
}


def _spoil(book: Any) -> None:
    """What a department does with formats, besides."""
    sheet = book["市县"]
    sheet.merge_cells("A1:H1")
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["F"].hidden = True
    sheet["F8"].data_type = "e"
    book["平时"]["C3"].number_format = book["平时"]["D7"].number_format = "0.00%"


def hostile_files() -> dict[str, bytes]:
    """Everything that comes back wrong, in one folder."""
    statistics = book_of({"市县": STATISTICS, "平时": QUARTERS}, _spoil)
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    return {
        "统计局.xlsx": statistics,
        "统计局（副本）.xlsx": statistics,
        "县里.xlsx": book_of({"Sheet1": COUNTY}),
        "其他.xlsx": book_of(RECORDS),
        "空白.xlsx": book_of({"说明": [["请填报"]]}),
        "旧版.xls": ole,
        "加密.xlsx": ole + "EncryptedPackage".encode("utf-16-le"),
        "损坏.xlsx": statistics[:-400],
        "网页.xls": b"<html><table><tr><td>subject</td></tr></table></html>",
        "空的.xlsx": b"",
        "另一种.ods": b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
    }
