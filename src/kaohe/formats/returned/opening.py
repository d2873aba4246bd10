"""Opens a workbook: its tabs with the values of their cells; or says why it cannot be read.

Only the present kind (.xlsx, .xlsm) is read. Of the older and other kinds (.xls, .et, .xlsb, .ods) the reader sees neither
errors nor percent formats, so a 12.5% would silently become 0.125.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile
from zlib import error as DamagedStream

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from kaohe.engine.problems import Place, Problem, letters
from kaohe.formats.returned.package import MOST_CELLS, Facts, facts_of

MOST_UNPACKED = 2 * 2**30
"""Bytes: no workbook that people fill in is larger; a small file that unpacks to more is an attack."""


@dataclass(frozen=True, eq=False)
class Tab:
    """A tab: the values of its rows from the first one on, all of one length, "" for an empty cell."""

    file: str
    name: str
    rows: Sequence[Sequence[Any]]
    facts: Facts
    hidden: bool = False

    def place(self, row: int = 0, column: int = 0) -> Place:
        return Place(self.file, row, column, tab=self.name)


def open_workbook(data: bytes, file: str, problems: list[Problem]) -> list[Tab]:
    """The tabs that hold cells; none, and a problem, where it cannot be read."""
    code = _unreadable(data)
    if code:
        problems.append(Problem(code, Place(file), {"file": file}))
        return []
    try:
        with ZipFile(BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
                problems.append(Problem("workbook_too_large", Place(file), {"most": MOST_UNPACKED // 2**30}))
                return []
            facts = facts_of(package)
        far = [
            _too_large(Place(file, tab=name), one) for name, one in facts.items() if one.rows * one.columns > MOST_CELLS
        ]
        problems += far
        return [] if far else _tabs(CalamineWorkbook.from_filelike(BytesIO(data)), file, facts)
    except PasswordError:
        problems.append(Problem("workbook_encrypted", Place(file), {"file": file}))
    except (CalamineError, BadZipFile, KeyError, ValueError, EOFError, OSError, RuntimeError, DamagedStream) as error:
        said = str(error).partition("\n")[0][:100]
        problems.append(Problem("workbook_damaged", Place(file), {"file": file, "said": said}))
    return []


def _tabs(book: CalamineWorkbook, file: str, facts: dict[str, Facts]) -> list[Tab]:
    found = []
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet:
            rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            hidden = sheet.visible != SheetVisibleEnum.Visible
            found.append(Tab(file, sheet.name, rows, facts[sheet.name], hidden))
    return found


def _too_large(place: Place, facts: Facts) -> Problem:
    return Problem("tab_too_large", place, {"tab": place.tab, "row": facts.rows, "column": letters(facts.columns)})


def _unreadable(data: bytes) -> str:
    """Why a file is no workbook that is read, by what it holds, whatever it is called."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        return "workbook_encrypted" if encrypted else "workbook_of_other_kind"
    if not data.startswith(b"PK"):
        text = re.match(rb"[\s\xef\xbb\xbf]*(<|[\x20-\x7e\x80-\xff]+[\t,])", data)
        return "workbook_is_text" if text else "workbook_not_one"
    if b"mimetypeapplication/vnd.oasis" in data[:200] or b"xl/workbook.bin" in data:
        return "workbook_of_other_kind"
    return ""
