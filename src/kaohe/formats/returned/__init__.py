"""Workbooks as departments return them: every tab that holds figures becomes tables, every trouble a problem in its cell."""
