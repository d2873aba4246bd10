"""Whatever is sent: figures, or problems that can be said in both languages; never another exception."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kaohe.engine.admission import admit
from kaohe.engine.figures import TABLES
from kaohe.engine.problems import InvalidFigures, Problem
from kaohe.engine.wording import say
from kaohe.formats.csv_text import read_csv
from tests.engine.admission.office import scheme

WORDS = (
    *("lz", "ty", "lzt", "zhang", "unit", "team", "cadre", "city", "county", "growth", "quarter", "accidents"),
    *("forests", "morale", "2018", "2019", "2020", "q1", "q2", "late", "duty", "politics", "loyal", "work", "good"),
    *("leaders", "open_case", "fair", "true", "1", "-1", "85.5", "1e400", "8５", "1,000", "5%", "12.3456789", "市州"),
    *("2019-02-30", "2019/1/1", "", " ", "\u200b", "－", "9" * 50, "0.1.2", "兰州市"),
)
words = st.one_of(st.none(), st.sampled_from(WORDS), st.text(max_size=3))
numbers = st.one_of(
    st.none(), st.integers(-(2**70), 2**70), st.floats(), st.decimals(allow_nan=False, places=3), st.booleans()
)
columns = st.one_of(
    st.lists(words, min_size=4, max_size=4),
    st.lists(words, min_size=4, max_size=4),
    st.lists(st.one_of(st.none(), st.integers(-5, 200)), min_size=4, max_size=4),
    st.lists(st.one_of(st.none(), st.floats()), min_size=4, max_size=4),
    st.lists(numbers, min_size=4, max_size=4),
    st.lists(st.one_of(st.none(), st.dates(date(2018, 1, 1), date(2020, 1, 1))), min_size=4, max_size=4),
    st.just([[1], None, None, None]),
    st.just([Decimal("1.5"), None, None, None]),
)
INDICATORS = ("growth", "quarter", "accidents", "forests", "huge", "morale")
tables = st.fixed_dictionaries(
    {"subjects": st.dictionaries(st.sampled_from((*TABLES["subjects"], "staff", "coastal", "poverty")), columns)},
    optional={
        name: st.dictionaries(st.sampled_from((*own, *(INDICATORS if name == "figures" else ("x",)))), columns)
        for name, own in TABLES.items()
        if name != "subjects"
    },
)


def all_said(problems: list[Problem]) -> None:
    for problem in problems:
        assert say(problem, "zh")
        assert say(problem, "en")


@settings(max_examples=50)
@given(tables)
def test_tables_of_anything_are_taken_or_told(sent: dict[str, dict[str, list[Any]]]) -> None:
    try:
        admit(scheme(), sent)
    except InvalidFigures as invalid:
        all_said(list(invalid.problems))


texts = st.text(st.sampled_from('subject,"\n\r;é兰州 \ufeff\0'), max_size=40)


@given(st.one_of(st.binary(max_size=60), texts.map(str.encode), texts.map(lambda text: text.encode("gb18030"))))
def test_bytes_of_anything_are_read_or_told(data: bytes) -> None:
    for content in (data, b"subject,name,kind\n" + data, b"subject,name,kind\na,b,unit\n" + data):
        problems: list[Problem] = []
        table = read_csv(content, "subjects", "subjects.csv", problems)
        assert (table is None) <= bool(problems)
        all_said(problems)
