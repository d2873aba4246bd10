"""Kaohe (考核): an assessment is a pure function of scheme and figures, giving scores, grades and reasons."""

__version__ = "0.1.0"
