"""The report: one page that needs nothing else, in Chinese and English, for the screen and for paper."""

from __future__ import annotations

from kaohe.formats.report.page import MOST_BYTES, MOST_SUBJECTS, TooManySubjects, report

__all__ = ["MOST_BYTES", "MOST_SUBJECTS", "TooManySubjects", "report"]
