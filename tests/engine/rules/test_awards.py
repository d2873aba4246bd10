"""Awards and penalties: levels and roles, no double counting, a document, a cut-off date."""

from __future__ import annotations

from fractions import Fraction

from kaohe.engine.rules.base import Event
from tests.engine.rules.checking import branches, complaints, said, scores, workings

LEVELS = "levels: {national: 8, provincial: 3, city: 1, county: 0.5}"


def event(
    level: str, *, role: str = "", matter: str = "", date: str = "2026-03-01", document: str = "示例文件"
) -> Event:
    return Event(date, Fraction(1), level, role, document, matter)


def test_points_by_level() -> None:
    """Domain rules row 21: national 8, provincial 3, city 1, county 0.5."""
    events = [[event(level)] for level in ("national", "provincial", "city", "county")]
    assert scores(f"awards: {{events: a, {LEVELS}}}", points=10, events=events) == ["8", "3", "1", "0.5"]


def test_points_by_role_and_the_same_minus_for_penalties() -> None:
    roles = "roles: {head: 100%, deputy: 60%, main_person: 30%}"
    events = [[event("national", role=role)] for role in ("head", "deputy", "main_person")]
    assert scores(f"awards: {{events: a, {LEVELS}, {roles}}}", points=10, events=events) == ["8", "4.8", "2.4"]
    minus = "levels: {national: -8, provincial: -3}"
    assert scores(f"awards: {{events: a, {minus}, {roles}}}", points=10, events=events) == ["-8", "-4.8", "-2.4"]


def test_awards_come_to_five_points_at_most() -> None:
    """Domain rules row 25: awards at most +5 in all."""
    text = f"awards: {{events: a, {LEVELS}, not_above: 5}}"
    events = [[event("provincial")], [event("provincial"), event("provincial")], []]
    assert scores(text, points=5, events=events) == ["3", "5", "0"]
    assert branches(text, events=events) == ["added", "capped", "none"]


def test_a_level_has_its_own_most() -> None:
    text = "awards: {events: a, levels: {national: 8, county: {points: 0.5, at_most: 1}}}"
    assert scores(text, events=[[event("county")] * 5, [event("national"), *[event("county")] * 5]]) == ["1", "9"]
    minus = "awards: {events: a, levels: {county: {points: -0.5, at_most: 1}}}"
    assert scores(minus, events=[[event("county")] * 5]) == ["-1"]


def test_of_one_matter_only_the_highest_level_counts_in_full() -> None:
    """Domain rules row 25: in one commendation only the highest level counts in full, lower levels less."""
    events = [[event("city", matter="甲"), event("national", matter="甲"), event("provincial", matter="乙")]]
    assert scores(f"awards: {{events: a, {LEVELS}}}", points=20, events=events) == ["11"]
    assert scores(f"awards: {{events: a, {LEVELS}, others: 50%}}", points=20, events=events) == ["11.5"]
    assert scores(f"awards: {{events: a, {LEVELS}, others: 1}}", points=20, events=events) == ["12"]


def test_the_level_goes_before_the_role() -> None:
    """A national award as a main person (2.4) stands above a provincial one as head (3): the level says which is highest."""
    text = f"awards: {{events: a, {LEVELS}, roles: {{head: 100%, main_person: 30%}}}}"
    mixed = [event("provincial", role="head", matter="甲"), event("national", role="main_person", matter="甲")]
    alike = [event("national", role="main_person", matter="甲"), event("national", role="head", matter="甲")]
    assert scores(text, points=10, events=[mixed, alike]) == ["2.4", "8"]


def test_the_same_event_told_twice_counts_once_when_its_matter_is_named() -> None:
    one = event("national", matter="甲")
    assert scores(f"awards: {{events: a, {LEVELS}}}", points=20, events=[[one, one]]) == ["8"]


def test_what_does_not_count_is_said() -> None:
    text = f"awards: {{events: a, {LEVELS}, since: 2025-12-01, until: 2026-11-30}}"
    events = [
        [
            event("national", document=""),
            event("national", date="2025-11-30"),
            event("national", date="2026-12-01"),
            event("national", date=""),
            event("village"),
            event("county", date="2025-12-01"),
            event("county", date="2026-11-30"),
        ]
    ]
    assert scores(text, points=10, events=events) == ["1"]
    (working,) = workings(text, events=events)
    assert [(one.code, one.values["event"].zh) for one in working.silent] == [  # type: ignore[attr-defined]
        ("event_without_document", "2026-03-01 national"),
        ("event_too_early", "2025-11-30 national（示例文件）"),
        ("event_too_late", "2026-12-01 national（示例文件）"),
        ("event_without_date", "日期不详 national（示例文件）"),
        ("event_of_no_level", "2026-03-01 village（示例文件）"),
    ]


def test_a_document_may_be_waived() -> None:
    text = f"awards: {{events: a, {LEVELS}, needs_document: false}}"
    assert scores(text, points=10, events=[[event("national", document="")]]) == ["8"]


def test_the_steps_name_the_event_its_matter_and_its_document() -> None:
    text = "awards: {events: a, levels: {national: {points: 8, title: {zh: 国家级, en: national level}}, city: 1}, others: 50%}"
    events = [[event("national", matter="河湖治理"), event("city", matter="河湖治理")]]
    (working,) = workings(text, points=10, events=events)
    national, city = working.parts
    assert (national.title.zh, national.value, national.formula) == ("国家级", 8, "e1")
    assert national.parts[0].title.zh == "第1件"
    assert national.parts[0].words.zh == "2026-03-01 国家级 事项“河湖治理”（示例文件）：全额计入"
    assert city.parts[0].words.en.startswith("2026-03-01 city matter '河湖治理' (示例文件): the highest of the matter")
    assert (city.parts[0].formula, city.parts[0].value) == ("points * count * others", Fraction(1, 2))
    assert said(text, points=10, events=events) == ["Awards and penalties: all levels added up"]


def test_what_can_be_wrong_with_awards() -> None:
    assert complaints("awards: {events: a, levels: {national: 8, city: -1}}") == [
        "Some levels have positive points and some negative, so no level is the highest. Make rewards and penalties two "
        "indicators and two scores."
    ]
    assert complaints(
        "awards: {events: a, levels: {city: {points: 1, at_most: 0}}, roles: {head: 120%}, others: 2}"
    ) == [
        "0 is not above zero. Write a number above zero.",
        "1.2 is not a share between 0 and 1 (0% and 100%). Write 60%, for example.",
        "2 is not a share between 0 and 1 (0% and 100%). Write 60%, for example.",
    ]
    assert complaints("awards: {events: a, levels: {city: 1}, since: 2026-02-01, until: 2026-01-01}") == [
        "The first day, 2026-02-01, is after the cut-off date, 2026-01-01: no event can count. Correct one of them."
    ]
    assert complaints("awards: {events: a, levels: {city: 1}, not_below: 3, not_above: 2}") == [
        "The least score, 3, is above the most, 2: no score can be both. Correct one of them."
    ]


def test_braces_in_a_document_are_no_places_to_fill() -> None:
    events = [[event("national", document="文件{others}号")]]
    (working,) = workings(f"awards: {{events: a, {LEVELS}}}", points=10, events=events)
    assert working.parts[0].parts[0].words.zh.format() == "2026-03-01 national（文件{others}号）：全额计入"
