"""A small scheme in which nothing is wrong, and what is said once something in it is changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from kaohe.engine.problems import InvalidScheme, Problem
from kaohe.engine.scheme.scheme import read_scheme

SMALL = """\
scheme: small-2026
title: 小方案
period: {kind: annual, year: 2026, parts: [h1, h2]}
rounding: {places: 2}
groups:
  unit: {city: 市, county: 县}
attributes:
  unit:
    coastal: {yes_no: true}
    zone: {values: {plain: 平原, hill: 山区}}
    staff: {number: true, range: [1, 5000]}
lists:
  north: [n1, n2]
indicators:
  growth: {title: 增长, source: 统计局, range: [-100, 100]}
  water: {title: 用水, source: 水利局, better: lower, range: [0, 1000]}
  talks: {title: 谈话, source: 组织部, every: part, range: [0, 10]}
scores:
  unit:
    total: {sum: [growth, water, talks], points: 100}
    growth: {points: 60, rule: {efficacy: {floor: 60%}}}
    water: {points: 30, rule: {target: {to: 500, met: share}}}
    talks: {points: 10, over: {of: talks, how: mean}}
  team:
    total: {take: unit.total}
overrides:
  unit:
    - {when: group == county, scores: {growth: {points: 50}, water: {points: 40}}}
    - {when: id in north, scores: {growth: {points: 40}, water: {points: 50}}}
grading:
  unit:
    by: total
    caps:
      slow: {when: growth < 40, at_most: fair, because: 增长过慢}
    grades:
      good: {when: total >= 80, quota: {share: 30%}}
      fair: {when: total >= 60}
      poor: {}
outcomes:
  talk: {title: 约谈, subject: unit, when: grade == poor}
"""

Change = tuple[str, str]


def changed(*changes: Change) -> str:
    """The small scheme with texts replaced; each must be there, and once only."""
    text = SMALL
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the small scheme"
        text = text.replace(old, new)
    return text


def problems_of(text: str) -> Sequence[Problem]:
    """Everything that is said of a scheme, whether it can be used or not."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scheme.yaml"
        path.write_text(text, encoding="utf-8")
        try:
            return read_scheme(path).warnings
        except InvalidScheme as invalid:
            return invalid.problems


def codes_of(text: str) -> list[str]:
    return [problem.code for problem in problems_of(text)]
