"""Grading: scores become grades, with the places, ties, decisions and reasons behind each."""

from __future__ import annotations

from kaohe.engine.grading.ordering import order_key
from kaohe.engine.grading.plan import read_grading
from kaohe.engine.grading.results import Grades
from kaohe.engine.grading.run import grade

__all__ = ["Grades", "grade", "order_key", "read_grading"]
