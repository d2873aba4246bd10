"""Grading: scores become grades, with the places, ties, decisions and reasons behind each."""

from __future__ import annotations

from kaohe.engine.grading.conditions import ungraded_step
from kaohe.engine.grading.margins import Margin, margins
from kaohe.engine.grading.ordering import order_key
from kaohe.engine.grading.plan import read_grading
from kaohe.engine.grading.results import Grades
from kaohe.engine.grading.run import grade
from kaohe.engine.grading.steps import grading_step
from kaohe.engine.grading.titles import reason_title, set_title

__all__ = [
    "Grades",
    "Margin",
    "grade",
    "grading_step",
    "margins",
    "order_key",
    "read_grading",
    "reason_title",
    "set_title",
    "ungraded_step",
]
