"""A small office with its scheme and its figures, for tests that break one thing at a time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kaohe.engine.admission import RawTable, admit
from kaohe.engine.figures import Figures
from kaohe.engine.problems import InvalidFigures, Problem
from kaohe.engine.scheme.model import SchemeText
from kaohe.engine.scheme.reading import read_source
from kaohe.engine.wording import say
from kaohe.formats.csv_text import read_csv

SCHEME = """
scheme: small-2019
title: 小方案
period: {kind: annual, year: 2019, parts: [q1, q2]}
rounding: {places: 2}
groups: {unit: {city: 市州, county: 县}}
attributes:
  unit:
    poverty: {values: {good: 好, fair: 一般}}
    staff: {number: true, range: [0, 5000]}
    coastal: {yes_no: true}
forms:
  politics:
    title: 政治素质
    items: {loyal: {title: 忠诚}, bold: {title: 担当}}
    options: {good: {title: 好, points: 100}, bad: {title: 差, points: 0}}
    classes: {leaders: {title: 领导, weight: 40%}, staff: {title: 职工, weight: 60%}}
  duty: {title: 履职, items: {work: {title: 工作}}, full: 100}
indicators:
  growth: {title: 增长, range: [0, 100], absent: {late: last_period}}
  quarter: {title: 平时, decimals: 1, every: part}
  accidents: {title: 事故, events: true, decimals: 0, range: [0, 10]}
  forests: {title: 森林, groups: [city]}
  huge: {title: 大数, range: [-1000000000000000000000, 1000000000000000000000]}
  morale: {title: 民意, subject: team}
scores:
  unit: {growth: {points: 60, rule: {efficacy: {}}}, total: {sum: [growth]}}
  team: {morale: {points: 10, rule: {efficacy: {}}}}
grading:
  unit:
    by: total
    grades: {excellent: {when: total >= 50}, fair: {}}
    statuses: {open_case: {title: 立案, result: pending}}
"""

SUBJECTS = """subject,name,kind,group,parent,poverty,staff,coastal
lz,兰州市,unit,city,,good,120,是
ty,天祝县,unit,county,lz,fair,,no
lzt,兰州市领导班子,team,,lz,,,
zhang,张某,cadre,,lzt,,,
"""

LONG = "subject,indicator,period,reported,verified,adjusted,assessed,absence,reason,source,document\n"


@cache
def scheme() -> SchemeText:
    return scheme_of(SCHEME)


def scheme_of(text: str) -> SchemeText:
    with TemporaryDirectory() as folder:
        (Path(folder) / "scheme.yaml").write_text(text, "utf-8")
        return read_source(Path(folder)).text


def tables_of(files: Mapping[str, str]) -> dict[str, list[RawTable]]:
    """CSV texts by file name, with the office's subjects where none are given."""
    tables: dict[str, list[RawTable]] = {}
    problems: list[Problem] = []
    for file, text in {"subjects.csv": SUBJECTS, **files}.items():
        table = file.removesuffix(".csv").partition("_")[0]
        read = read_csv(text.encode(), table, file, problems)
        assert read is not None
        tables.setdefault(table, []).append(read)
    assert not problems
    return tables


def taken(files: Mapping[str, str]) -> Figures:
    return admit(scheme(), tables_of(files))


def told(files: Mapping[str, str], lang: str) -> list[str]:
    """Everything that is wrong, in words."""
    try:
        taken(files)
    except InvalidFigures as invalid:
        return [say(problem, lang) for problem in invalid.problems]
    return []
