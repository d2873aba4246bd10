"""Workbooks to be filled in: one for each department that reports figures, one for the office. What stands in them
(`plan.py`, `figures.py`, `records.py`) is apart from how it is drawn (`drawing.py`, `guide.py`)."""
