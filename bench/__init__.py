"""Measurements: ratios side by side in one run, against a named peer or a physical limit. Never part of the tests."""
