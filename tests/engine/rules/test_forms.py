"""Rules that count rating forms: tallied ballots, checklists, ratings; and what can be wrong with a form."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from kaohe.engine.rules.answers import form_faults
from tests.engine.rules.checking import complaint, complaints, scores, workings
from tests.engine.rules.world import form, rule

VOTES = form("""
    title: 民主测评
    items: {ability: {title: 能, weight: 30%}, work: {title: 勤, weight: 30%}, result: {title: 绩, weight: 40%}}
    options: {good: {title: 好, points: 100}, fair: {title: 较好, points: 80}, plain: {title: 一般, points: 60}, poor: {title: 较差, points: 40}, unknown: {title: 不了解}}
    classes: {leaders: {title: 分管领导, weight: 20%}, staff: {title: 干部职工, weight: 40%}, team: {title: 考核组, weight: 40%, at_least: 2}}
    """)
CHECKS = form("""
    title: 25 个是否
    items: {firm: {title: 是否坚定}, fair: {title: 是否公道}, late: {title: 是否拖延, side: negative}, idle: {title: 是否懒政, side: negative}}
    options: {yes: {title: 是, points: 100}, no: {title: 否, points: 0}, unknown: {title: 不清楚}}
    """)
MARKS = form("{title: 打分, items: {duty: {title: 履职}}, full: 100}")


def votes(**counts: str) -> dict[tuple[str, str, str], int]:
    """`leaders_ability="good 2 fair 1"` as tallies."""
    found: dict[tuple[str, str, str], int] = {}
    for key, said in counts.items():
        rater_class, _, item = key.rpartition("_")
        words = said.split()
        found |= {(rater_class, item, o): int(n) for o, n in zip(words[::2], words[1::2], strict=True)}
    return found


EVERYBODY = votes(
    leaders_ability="good 1",
    leaders_work="fair 1",
    leaders_result="good 1",
    staff_ability="good 5 fair 3 plain 1 poor 1",
    staff_work="good 10",
    staff_result="good 5 plain 5 unknown 4",
    team_ability="good 2",
    team_work="good 1 fair 1",
    team_result="good 2 unknown 1",
)


def test_votes_are_weighed_by_item_and_by_class() -> None:
    """(好×100 + 较好×80 + 一般×60 + 较差×40) ÷ valid ballots; dimensions 30/30/40; classes 20/40/40 (domain rules §5).

    leaders 100×30% + 80×30% + 100×40% = 94; staff 84×30% + 100×30% + 80×40% = 87.2; team 30 + 27 + 40 = 97.
    """
    found = scores("tally: {form: votes}", points=50, forms={"votes": VOTES}, tallies=[EVERYBODY])
    assert found == ["46.24"]


def test_the_steps_show_each_class_and_each_item() -> None:
    (working,) = workings("tally: {form: votes}", points=50, forms={"votes": VOTES}, tallies=[EVERYBODY])
    mean = working.parts[0]
    assert (mean.value, mean.formula) == (Fraction("92.48"), "leaders * 20% + staff * 40% + team * 40%")
    staff = mean.parts[1]
    assert (staff.what, staff.value, staff.formula) == (
        "staff",
        Fraction("87.2"),
        "ability * 30% + work * 30% + result * 40%",
    )
    assert staff.parts[2].formula == "(good * 100 + fair * 80 + plain * 60 + poor * 40) / (good + fair + plain + poor)"
    assert [(s.code, s.values["count"]) for s in staff.parts[2].silent] == [("option_not_counted", 4)]


def test_a_class_with_too_few_votes_holds_the_score_and_is_named() -> None:
    """The assessment team needs two valid votes on every item; it is never spread over the other classes."""
    one_short = {**EVERYBODY, ("team", "result", "good"): 1, ("team", "result", "unknown"): 2}
    nobody = {key: n for key, n in one_short.items() if key[0] != "leaders"}
    found = scores("tally: {form: votes}", forms={"votes": VOTES}, tallies=[one_short, nobody])
    assert found == ["held: class_missing:team", "held: class_missing:leaders,team"]


def test_the_rule_can_ask_more_of_every_class() -> None:
    found = scores("tally: {form: votes, at_least: 2}", forms={"votes": VOTES}, tallies=[EVERYBODY])
    assert found == ["held: class_missing:leaders"]


def test_a_form_without_classes_counts_every_vote_alike() -> None:
    simple = form(
        "{title: 评议, items: {work: {title: 工作}}, options: {good: {title: 好, points: 100}, poor: {title: 差, points: 40}}}"
    )
    tallies = [votes(_work="good 3 poor 1"), votes()]
    assert scores("tally: {form: f}", forms={"f": simple}, tallies=tallies) == ["85", "held: too_few_answers"]


def test_positive_items_earn_and_negative_items_lose_by_the_share_of_yes() -> None:
    """firm 9/10, fair 8/10, late 1/10, idle 0: (0.9 + 0.8 + 0.9 + 1) ÷ 4 = 90 %."""
    tallies = [
        votes(_firm="yes 9 no 1", _fair="yes 4 no 1 unknown 5", _late="yes 1 no 9", _idle="no 10"),
        votes(_firm="yes 1", _fair="yes 1", _late="no 1", _idle="no 1"),
        votes(_firm="no 1", _fair="no 1", _late="yes 1", _idle="yes 1"),
        votes(_firm="yes 1", _fair="unknown 3", _late="no 1"),
    ]
    found = scores("checklist: {form: checks}", forms={"checks": CHECKS}, tallies=tallies)
    assert found == ["90", "100", "0", "held: item_unanswered:fair,idle"]


def test_a_checklist_shows_each_item() -> None:
    tally = votes(_firm="yes 9 no 1", _fair="yes 4 no 1", _late="yes 1 no 9", _idle="no 10")
    (working,) = workings("checklist: {form: checks}", forms={"checks": CHECKS}, tallies=[tally])
    share = working.parts[0]
    assert share.formula == "(firm + fair + (1 - late) + (1 - idle)) / 4"
    assert share.parts[0].formula == "(yes) / (yes + no)"


def ratings(*marks: float) -> list[tuple[str, str, Fraction]]:
    return [("duty", "", Fraction(str(mark))) for mark in marks]


def test_the_highest_and_lowest_are_left_away_only_with_more_than_five_raters() -> None:
    """Domain rules §5: trim one highest and one lowest only when raters > 5, else the plain mean."""
    given = [ratings(90, 80, 70, 60, 100), ratings(90, 80, 70, 60, 100, 10), ratings(90, 90, 90, 90, 90, 90), []]
    found = scores("rating: {form: f, trim_above: 5}", points=50, forms={"f": MARKS}, ratings=given)
    assert found == ["40", "37.5", "45", "held: too_few_answers"]


def test_trimming_says_which_marks_were_left_away() -> None:
    few, many = workings(
        "rating: {form: f, trim_above: 3}", forms={"f": MARKS}, ratings=[ratings(9, 8, 7), ratings(1, 2, 3, 9)]
    )
    assert few.parts[0].parts[0].silent[0].code == "too_few_to_trim"
    duty = many.parts[0].parts[0]
    assert (duty.formula, duty.facts["left_away"]) == ("(sum - left_away) / (n - trimmed)", Fraction(10))
    assert duty.value == Fraction(5, 2)


def test_too_few_raters_hold_the_score() -> None:
    found = scores("rating: {form: f, at_least: 3}", forms={"f": MARKS}, ratings=[ratings(90, 80), ratings(90, 80, 70)])
    assert found == ["held: too_few_answers", "80"]


def faults_of(text: str) -> list[str]:
    return [complaint(fault) for fault in form_faults(form(text))]


def test_what_can_be_wrong_with_a_form() -> None:
    assert faults_of("{title: f, items: {a: {title: a, weight: 40%}, b: {title: b}}, full: 10}") == [
        "Some items have no weight: b. Give every item one, or none (then all are the same)."
    ]
    assert faults_of("{title: f, items: {a: {title: a, weight: 40%}, b: {title: b, weight: 50%}}, full: 10}") == [
        "The weights add up to 0.9; they must add up to exactly 1 (100%). Adjust them."
    ]
    assert faults_of("{title: f, items: {a: {title: a}}}") == [
        "A form has either `options` or the highest mark (`full`): write one of them."
    ]
    assert faults_of("{title: f, items: {a: {title: a}}, options: {x: {title: x, points: 120}}}") == [
        "120 is not between 0 and 100. The points of an option are out of 100."
    ]
    assert faults_of("{title: f, items: {a: {title: a}}, full: 0, classes: {c: {title: c, weight: 1}}}") == [
        "0 is not above zero. Write a number above zero."
    ]


def rule_against(text: str, one: Any) -> list[str]:
    return [complaint(fault) for fault in rule(text).form_faults(one)]


def test_what_a_rule_cannot_count() -> None:
    assert rule_against("tally: {form: f}", MARKS) == [
        "No option of the form 'f' has points, so nothing can be counted. Give `points` to the options that count."
    ]
    assert rule_against("rating: {form: f}", CHECKS) == [
        "The form 'f' does not say its highest mark (`full`), so marks cannot be converted. Write `full`, or use `tally`."
    ]
    assert rule_against("checklist: {form: f}", VOTES) == [
        "A checklist needs a yes (`points: 100`) and a no (`points: 0`); the form 'f' has: good 100, fair 80, plain 60, "
        "poor 40. Correct it, or use `tally`."
    ]
    assert complaints("rating: {form: f, trim_above: 3, trim: 2}") == [
        "With 4 raters nothing is left when 2 marks are left away at either end. Raise `trim_above` or lower `trim`."
    ]
    assert complaints("rating: {form: f, trim: 2}") == [
        "'trim' goes with 'trim_above' only and does nothing here. Remove 'trim', or use 'trim_above'."
    ]
