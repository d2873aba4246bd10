"""A workbook recalculated by LibreOffice, and what stands in its tabs then.

Every value that the file holds for a formula is wiped out first: only a program that really calculates gives it back.
"""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

_FORMULA = re.compile(rb"<c r=\"(\w+)\"([^>]*)>(<f[ >].*?</f>)(?:<v>[^<]*</v>|<v ?/>)?</c>")
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""
"""LibreOffice recalculates files from Excel only when it is told so."""


def wiped(path: Path, target: Path) -> int:
    """Writes the workbook with 0 in place of every formula's value; gives the number of formulas."""
    found = 0

    def wipe(match: re.Match[bytes]) -> bytes:
        nonlocal found
        found += 1
        style = re.sub(rb' t="\w+"', b"", match[2])
        return b'<c r="%s"%s>%s<v>0</v></c>' % (match[1], style, match[3])

    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename.startswith("xl/worksheets/sheet"):
                data = _FORMULA.sub(wipe, data)
            new.writestr(info, data)
    return found


def formula_cells(path: Path) -> dict[str, set[str]]:
    """By tab the cells with a formula."""
    with zipfile.ZipFile(path) as file:
        names = re.findall(r'<sheet name="([^"]+)" sheetId="(\d+)"', file.read("xl/workbook.xml").decode())
        return {
            name: {m[1].decode() for m in _FORMULA.finditer(file.read(f"xl/worksheets/sheet{i}.xml"))}
            for name, i in names
        }


def recalculate(path: Path, folder: Path) -> dict[str, list[list[Any]]]:
    """By tab its rows, from A1 on, as LibreOffice calculates them."""
    (tabs,) = recalculate_all([path], folder)
    return tabs


def recalculate_all(paths: Sequence[Path], folder: Path) -> list[dict[str, list[list[Any]]]]:
    """Several workbooks in one go; `folder` is for what lies in between."""
    (folder / "in").mkdir(parents=True, exist_ok=True)
    plain = [folder / "in" / path.name for path in paths]
    for path, target in zip(paths, plain, strict=True):
        wiped(path, target)
    return [tabs_of(path) for path in converted(plain, folder)]


def converted(paths: Sequence[Path], folder: Path) -> list[Path]:
    """What LibreOffice saves of some workbooks, every formula calculated."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{user.parent}"]
    command += ["--convert-to", "xlsx", "--outdir", str(folder / "out"), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return [folder / "out" / path.name for path in paths]


def tabs_of(path: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


FIRST = 7
"""The first row of subjects in a tab of the calculation; above it, in the fifth row, the codes."""


def calculated(tabs: dict[str, list[list[Any]]]) -> Iterator[tuple[str, str, str, int, int, Any]]:
    """Every score in the tabs of the calculation: tab, code of the score, subject, row, column (from 1), value."""
    for tab, rows in tabs.items():
        codes = rows[4] if len(rows) > 4 else []
        for column, code in enumerate(codes, 1):
            if isinstance(code, str) and code.partition(".")[0] in ("unit", "team", "cadre") and "." in code:
                for row, cells in enumerate(rows[FIRST - 1 :], FIRST):
                    yield tab, code, str(cells[0]), row, column, cells[column - 1]
