"""What a workbook can hold."""

from __future__ import annotations

from kaohe.engine.explanation import Text

MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 1_048_576, 16_384, 32_767


class TooLarge(Exception):
    """A workbook cannot hold so many rows or columns."""

    def __init__(self, tab: str, what: Text, found: int, most: int) -> None:
        self.tab, self.what, self.found, self.most = tab, what, found, most
        super().__init__(f"{tab}: {found} > {most}")
