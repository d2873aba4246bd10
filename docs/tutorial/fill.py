"""Types figures into a workbook as a hand would, for readers of the tutorial who have no Excel beside them.

Called as `fill.py WORKBOOK COLUMN SUBJECT=VALUE …`; the tab with the column is found by its row of small grey names.
"""

import sys

from openpyxl import load_workbook

path, column, *typed = sys.argv[1:]
book = load_workbook(path)
names, tab = next((row, tab) for tab in book for row in tab.iter_rows() if column in [cell.value for cell in row])
at = next(cell.column for cell in names if cell.value == column)
rows = {row[0].value: row[0].row for row in tab.iter_rows(min_row=names[0].row + 1)}
for subject, value in (one.split("=", 1) for one in typed):
    tab.cell(rows[subject], at).value = float(value) if value.replace(".", "", 1).isdigit() else value
book.save(path)
