"""Events whose levels and roles a rule knows: a misspelt level would otherwise count nowhere."""

from __future__ import annotations

import pytest

from kaohe.engine.admission import admit
from kaohe.engine.problems import InvalidFigures
from kaohe.engine.wording import say
from tests.engine.admission.office import scheme_of, tables_of

SCHEME = """
scheme: office
title: 考核
period: {kind: annual, year: 2019}
rounding: {places: 2}
groups: {unit: {city: 市}}
indicators: {honours: {title: 表彰, events: true, decimals: 0}, visits: {title: 来访, events: true}}
scores:
  unit:
    honours:
      points: 5
      rule:
        awards:
          events: honours
          levels: {national: {points: 8, title: {zh: 国家级, en: national}}, city: 1}
          roles: {head: 1, deputy: 0.5}
    visits: {points: 1, rule: {per_event: {events: visits, start: 1, each: -0.1}}}
overrides:
  unit: [{when: group == city, scores: {honours: {rule: {awards: {events: honours, levels: {county: 1}}}}}}]
"""
SUBJECTS = "subject,name,kind,group\nlz,兰州市,unit,city\n"


def problems(*rows: str, lang: str = "en") -> list[str]:
    events = "subject,indicator,level,role,matter\n" + "".join(f"{row}\n" for row in rows)
    try:
        admit(scheme_of(SCHEME), tables_of({"subjects.csv": SUBJECTS, "events.csv": events}))
    except InvalidFigures as invalid:
        return [say(problem, lang) for problem in invalid.problems]
    return []


def test_levels_of_any_text_of_the_score_are_known() -> None:
    assert problems("lz,honours,national,head,甲", "lz,honours,county,deputy,", "lz,visits,anything,,") == []


@pytest.mark.parametrize(
    ("row", "zh", "en"),
    [
        (
            "lz,honours,国家级,head,",
            "events.csv:2 [level] 错误：“honours”的“level”没有“国家级”这一种。是不是想写“national”？可用：national, city, county。",
            "events.csv:2 [level] error: '国家级' is no level of 'honours'. Did you mean 'national'? "
            "Possible: national, city, county.",
        ),
        (
            "lz,honours,city,,",
            "events.csv:2 [role] 错误：“honours”的事件必须写明“role”，这一格是空的。可用：head, deputy。",
            "events.csv:2 [role] error: An event of 'honours' needs its 'role', and this cell is empty. "
            "Possible: head, deputy.",
        ),
    ],
)
def test_a_level_or_a_role_that_no_text_knows_is_told(row: str, zh: str, en: str) -> None:
    assert problems(row, lang="zh") == [zh]
    assert problems(row) == [en]
