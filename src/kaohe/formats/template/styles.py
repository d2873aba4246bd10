"""How the cells of a workbook to be filled in look: open ones yellow, headings blue-grey, names for reading small and grey."""

from __future__ import annotations

from typing import Any

import xlsxwriter

from kaohe.formats.template.plan import Field

FONT = "Microsoft YaHei"
INK, MUTED, LINE = "#12233f", "#8a94a3", "#b9c2ce"
OPEN, SHUT, HEAD, UNDER = "#fff9dc", "#eef1f5", "#dfe8f4", "#f3f6fb"


def is_like_a_formula(words: str) -> bool:
    """Excel would take it for a formula when it is typed again, or read from CSV; a quoted cell says that it is text."""
    return words.startswith(("=", "+", "-", "@"))


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, target: xlsxwriter.Workbook) -> None:
        self._target = target
        self._cells: dict[tuple[object, ...], Any] = {}
        self.title = self._style(bold=True, font_size=14, font_color=INK)
        self.hint = self._style(font_color="#754a00")
        self.section = self._style(bold=True, font_size=11, font_color=INK, bottom=1, bottom_color=LINE)
        self.text = self._style(valign="top", text_wrap=True)
        self.quoted = self._style(valign="top", text_wrap=True, quote_prefix=True)
        self.code = self._style(
            font_size=7, font_color=MUTED, bg_color=UNDER, align="center", bottom=1, bottom_color=INK
        )
        self.mark = self._style(font_size=7, font_color=MUTED)
        self.heading = self._box(HEAD, bold=True, text_wrap=True, align="center", font_color=INK)
        self.under = self._box(UNDER, text_wrap=True, align="center", font_size=8, font_color="#566170")
        self.name = self._box(HEAD, align="center", font_size=9, font_color=INK)
        self.needed = self._box(HEAD, align="center", font_size=9, font_color=INK, bold=True)
        self.listed = self._box("#ffffff", text_wrap=True, valign="top", font_size=9)
        self.closed = self._box(SHUT, pattern=14, fg_color="#c9d0d9")
        self.fill_in = self._box(OPEN, locked=False)

    def listed_text(self, words: str) -> Any:
        """A text in a list, behind drop-downs."""
        return self.quoted if is_like_a_formula(words) else self.text

    def cell(self, field: Field, words: str = "") -> Any:
        """An input cell, or one that is only shown, with these words in it."""
        quoted = is_like_a_formula(words)
        look: dict[str, Any] = {"locked": not field.open}
        if field.number is not None:
            places = field.number.decimals
            look |= {"num_format": "0" + ("." + "0" * places if places and places < 9 else ""), "align": "right"}
            look["num_format"] = "General" if places >= 9 else look["num_format"]
        elif field.date:
            look |= {"num_format": "yyyy-mm-dd", "align": "center"}
        else:
            look |= {"num_format": "@", "quote_prefix": quoted}
        key = tuple(look.items())
        if key not in self._cells:
            self._cells[key] = self._box(OPEN if field.open else SHUT, **look)
        return self._cells[key]

    def _box(self, colour: str, **look: Any) -> Any:
        return self._style(**{"bg_color": colour, "border": 1, "border_color": LINE, "valign": "vcenter", **look})

    def _style(self, **look: Any) -> Any:
        return self._target.add_format({"font_name": FONT, "font_size": 10, "valign": "vcenter", **look})
