"""The tables of one scheme while they are made, and their files."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from kaohe.engine.admission import RawTable
from kaohe.formats.csv_text import read_csv

Cell = str | int


@dataclass
class Tables:
    """Rows by file name. A row names its cells; the columns of a file stand in the order in which they first come."""

    files: dict[str, list[dict[str, Cell]]] = field(default_factory=dict)

    def add(self, file: str, **cells: Cell) -> None:
        self.files.setdefault(file, []).append(cells)

    def texts(self) -> dict[str, bytes]:
        """Each file's bytes: UTF-8, LF, the same wherever it is made."""
        return {f"{name}.csv": _text(rows).encode() for name, rows in sorted(self.files.items())}

    def write(self, folder: Path) -> None:
        """Into the folder; what else lies in it is left alone."""
        for name, text in self.texts().items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(text)

    def raw(self) -> dict[str, list[RawTable]]:
        """As they would be read from the files."""
        found: dict[str, list[RawTable]] = {}
        for name, text in self.texts().items():
            table = name.removesuffix(".csv").partition("_")[0]
            read = read_csv(text, table, name, [])
            assert read is not None
            found.setdefault(table, []).append(read)
        return found


def _text(rows: Iterable[Mapping[str, Cell]]) -> str:
    rows = list(rows)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return out.getvalue()
