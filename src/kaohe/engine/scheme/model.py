"""The text of a scheme as frozen models. Their descriptions generate the JSON Schema and the language reference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, create_model, model_validator
from pydantic_core import PydanticCustomError

from kaohe.engine.combining import COMBINING
from kaohe.engine.fields import Better, Condition, Exact, Name, Part, Path, RoundingText, Within, Words
from kaohe.engine.rules import RULES
from kaohe.engine.rules.base import Rule
from kaohe.engine.rules.forms import Form

Kind = Literal["unit", "team", "cadre"]
KINDS: tuple[Kind, ...] = ("unit", "team", "cadre")
"""Kinds of subject, from above to below: a team leads a unit, a cadre sits in a team."""

Treatment = Literal["hold", "zero", "leave_out", "group_mean", "group_median", "last_period"]
"""What a missing figure does: no score until it comes · the score is 0 · does not count, the rest is rescaled · the
mean or the median of the group's figures stands in, rounded to the figure's decimals · the figure of the period before
stands in."""

STANDING_IN = frozenset({"group_mean", "group_median", "last_period"})
"""Treatments by which another number takes the place of a missing figure."""


class Period(Part):
    """What stretch of time the scheme assesses."""

    kind: Literal["ordinary", "annual", "special", "term"] = Field(description="平时 · 年度 · 专项 · 任期")
    year: int = Field(ge=1900, le=2200, description="the year, for a term its last one")
    parts: tuple[Name, ...] = Field(default=(), description="parts in order, such as q1 … q4 or the years of a term")


class Attribute(Part):
    """A column of the subjects table besides the fixed ones."""

    title: Words | None = Field(default=None, description="what it is called")
    values: dict[str, Words] | None = Field(default=None, description="the values it can have, with their names")
    number: bool = Field(default=False, description="a number; without, a word")
    decimals: int = Field(default=0, ge=0, le=9, description="decimal places of the number")
    range: tuple[Exact, Exact] | None = Field(default=None, description="least and most")
    yes_no: bool = Field(default=False, description="true or false")


class Group(Part):
    """Subjects that are compared with each other."""

    title: Words = Field(description="what it is called")
    at_least: int = Field(default=1, ge=1, description="fewer members than this: `pool_with` says who joins them")
    pool_with: Name | None = Field(default=None, description="the group that a too small one is graded with")


def _to_group(value: object) -> object:
    titled = isinstance(value, dict) and "title" in value
    return value if titled or isinstance(value, Group) else {"title": value}


GroupText = Annotated[Group, BeforeValidator(_to_group, json_schema_input_type=Group | Words)]
"""A group: its title alone, or with its least size."""


class Indicator(Part):
    """A figure that somebody reports."""

    title: Words = Field(description="what it is called")
    subject: Kind = Field(default="unit", description="the kind of subject that has it")
    groups: tuple[Name, ...] = Field(default=(), description="only these groups have it; all when empty")
    type: Literal["common", "individual", "bonus", "penalty", "veto"] = Field(
        default="common", description="共性 · 个性 · 加分 · 减分 · 一票否决"
    )
    source: str = Field(default="", description="the department that reports it")
    unit: str = Field(default="", description="unit of measurement")
    better: Better = Field(default="higher", description="which direction is better")
    decimals: int = Field(default=2, ge=0, le=9, description="decimal places of the figure")
    range: tuple[Exact, Exact] | None = Field(
        default=None, description="least and most; a figure outside is an error (default ±10^12)"
    )
    every: Literal["period", "part"] = Field(default="period", description="once, or once in each part of the period")
    last_year: bool = Field(
        default=False, description="the figure of the year before is collected too: `growth.last_year`"
    )
    events: bool = Field(default=False, description="counted from the events table instead of reported as a figure")
    history: bool = Field(
        default=False,
        description="the score of an earlier year, taken from the history table: with `every: part` of the year that each "
        "part names (`y2016`), otherwise of last year",
    )
    absent: dict[Literal["not_due", "late", "not_applicable", "lost", "unpublished"], Treatment] = Field(
        default_factory=dict, description="what each cause of absence does; a cause not named holds the score"
    )
    definition: Words | None = Field(default=None, description="how it is measured")
    base: str = Field(default="", description="base year and price basis, where it is a change")
    basis: str = Field(default="", description="legal basis")
    evidence: str = Field(default="", description="evidence wanted")


class Limits(Part):
    """A score stays within these, before it is rounded."""

    at_least: Exact | None = Field(default=None, description="never less")
    at_most: Exact | None = Field(default=None, description="never more")


class Weighting(Part):
    """How the weights of a mean came about that were computed (`kaohe weights`) and then frozen in it."""

    by: Literal["ahp", "entropy", "critic"] = Field(
        description="层次分析法, from pairwise judgements · 熵权法 · CRITIC, from the figures"
    )
    places: int = Field(ge=1, le=9, description="decimal places of the weights; largest remainder makes them add up")
    method: Literal["eigenvector", "geometric"] | None = Field(
        default=None, description="with `ahp`: the principal eigenvector, or the geometric means of the rows (方根法)"
    )
    judgements: dict[Path, dict[Path, Exact]] | None = Field(
        default=None, description="with `ahp`: `growth: {ecology: 3}`, growth weighs 3 times as much; each pair once"
    )
    consistency_ratio: Exact | None = Field(
        default=None, description="with `ahp`: to three decimals; above 0.1 `kaohe check` warns"
    )
    figures: str | None = Field(
        default=None, description="with `entropy` and `critic`: the fingerprint of the figures that they came from"
    )
    subjects: int | None = Field(
        default=None, ge=2, description="with `entropy` and `critic`: how many subjects had a score in every part"
    )


def _one_of(registry: dict[str, type[Rule]]) -> Any:
    """A model with one optional key per rule."""
    keys: dict[str, Any] = {
        key: (Annotated[rule | None, Field(default=None, description=rule.title.en)], None)
        for key, rule in registry.items()
    }
    return create_model("RuleText", __base__=_RuleText, __doc__="A figure becomes a score: exactly one rule.", **keys)


class _RuleText(Part):
    @model_validator(mode="after")
    def _exactly_one(self) -> _RuleText:
        if len(self.model_fields_set) != 1:
            raise PydanticCustomError("one_rule", "exactly one rule", {"found": sorted(self.model_fields_set)})
        return self

    @property
    def chosen(self) -> Rule:
        rule: Rule = getattr(self, next(iter(self.model_fields_set)))
        return rule


RuleText = _one_of(RULES)


class _ScorePatch(Part):
    """What an override may change of a score. What is not named stays."""

    title: Words | None = Field(default=None, description="what it is called; the indicator's title when not given")
    points: Exact | None = Field(default=None, description="full marks")
    kind: Literal["common", "individual", "bonus", "penalty"] | None = Field(
        default=None, description="bonus and penalty stand outside the full marks of the sum above"
    )
    rule: RuleText | None = Field(default=None, description="how a figure becomes this score")  # type: ignore[valid-type]
    weighting: Weighting | None = Field(default=None, description="where computed weights come from")
    limits: Limits | None = Field(default=None, description="the score stays within these")
    round: RoundingText | None = Field(
        default=None, description="how it is rounded; `no`: carried exactly; the scheme's rounding when not given"
    )
    article: str | None = Field(default=None, description="the article that says so")

    @property
    def how(self) -> Rule | None:
        """The rule, or the way of combining."""
        if self.rule is not None:
            chosen: Rule = self.rule.chosen
            return chosen
        for key in COMBINING:
            found: Rule | None = getattr(self, key)
            if found is not None:
                return found
        return None

    @property
    def how_keys(self) -> tuple[str, ...]:
        """The keys that lead from the score's text to the rule's."""
        if self.rule is not None:
            return ("rule", next(iter(self.rule.model_fields_set)))
        return tuple(key for key in COMBINING if getattr(self, key) is not None)[:1]

    @model_validator(mode="after")
    def _not_two_ways(self) -> _ScorePatch:
        ways = sorted({"rule", *COMBINING} & self.model_fields_set)
        if len(ways) > 1:
            raise PydanticCustomError("two_ways", "two ways at once", {"found": ways})
        return self


_combining_keys: dict[str, Any] = {
    key: (Annotated[way | None, Field(default=None, description=way.title.en)], None) for key, way in COMBINING.items()
}
ScorePatch = create_model("ScorePatch", __base__=_ScorePatch, __doc__=_ScorePatch.__doc__, **_combining_keys)
"""A score's text; the model behind `scores:` and behind each override."""


class Override(Part):
    """Another text for some subjects."""

    when: Condition = Field(description="which subjects: a condition on `id`, `group` and attributes")
    consequence: bool = Field(
        default=False,
        description="a consequence adopted from the year before (`kaohe discipline` writes it): it goes before an override "
        "that is as special",
    )
    because: Words | None = Field(default=None, description="why")
    article: str = Field(default="", description="the article that says so")
    scores: dict[Name, ScorePatch] = Field(min_length=1, description="what changes")  # type: ignore[valid-type]


class Status(Part):
    """What a status of the status table means for the grade."""

    title: Words = Field(description="what it is called")
    result: Literal["comment_only", "no_grade", "pending", "not_counted", "grade"] = Field(
        description="a comment · takes part without grade · settled later · does not take part · a grade outright"
    )
    grade: Name | None = Field(default=None, description="the grade, with `result: grade`")
    in_base: bool = Field(
        default=True, description="counts among those who should take part; with `not_counted` nobody does"
    )
    article: str = Field(default="", description="the article that says so")


class Bar(Part):
    """A condition that stands against a grade."""

    when: Condition = Field(description="the condition")
    because: Words = Field(description="the reason, as it is told to the subject")
    article: str = Field(default="", description="the article that says so")


class Veto(Bar):
    """A condition that sets a grade outright, 一票否决."""

    grade: Name = Field(description="the grade it sets")


class Cap(Bar):
    """A condition that allows no better grade: a bar, a linkage or a cap."""

    at_most: Name = Field(description="the best grade still possible")


class Flag(Bar):
    """A condition that asks people to look; it changes no grade."""


class Proposal(Bar):
    """A grade "in principle": a person confirms it."""

    grade: Name = Field(description="the grade proposed")


WithinText = Annotated[
    dict[str, Within],
    BeforeValidator(lambda v: {"": v} if isinstance(v, str) else v, json_schema_input_type=Within | dict[str, Within]),
]
"""One comparison set for all, or one by post."""


class QuotaBy(Part):
    """A share that depends on another grade or attribute: each of those who should take part brings his own share."""

    by: Path = Field(description="what it depends on, such as `team.grade`")
    shares: dict[str, Exact] = Field(min_length=1, description="the share for each value")
    otherwise: Exact = Field(description="the share for any other value, and where there is none, such as no grade")


class Quota(Part):
    """At most so many get this grade."""

    share: Exact | None = Field(default=None, description="share of those who should take part")
    by: QuotaBy | None = Field(default=None, description="or a share that depends on a grade above")
    count: int | None = Field(default=None, ge=0, description="or a fixed number")
    within: WithinText | None = Field(
        default=None, description="in which the places are given; the kind's when not given"
    )
    round: Literal["half_up", "half_even", "floor", "ceil"] = Field(
        default="half_up", description="how a fraction of a place is rounded"
    )
    ties: Literal["share_if_room", "all_in"] = Field(
        default="share_if_room",
        description="equal scores at the line: all of them if there is room for all, else none; or all of them anyway",
    )
    barred: Literal["passes_on", "lapses"] = Field(
        default="passes_on", description="the place of somebody barred: the next one gets it, or nobody does"
    )
    at_least: int = Field(
        default=0, ge=0, description="at least so many places, however small the group, where the share is not zero"
    )
    article: str = Field(default="", description="the article that says so")


class GradeRule(Part):
    """Who gets a grade: those who meet `when`, best scores first while the quota has room."""

    title: Words | None = Field(default=None, description="what it is called, for grades that are not standard ones")
    when: Condition | None = Field(default=None, description="what it takes")
    quota: Quota | None = Field(default=None, description="how many at most")
    article: str = Field(default="", description="the article that says so")


class StaffQuota(Part):
    """How many of a unit's staff may be excellent, by the unit's own grade."""

    title: Words = Field(description="whose places these are")
    staff: Name = Field(description="the attribute that holds the number of staff")
    shares: dict[Name, Exact] = Field(min_length=1, description="the share for each grade")
    ungraded: Exact = Field(description="the share where there is no grade")
    round: Literal["half_up", "half_even", "floor", "ceil"] = Field(default="half_up", description="rounding")
    article: str = Field(default="", description="the article that says so")


class Grading(Part):
    """How scores become grades, best grade first; the last grade is for the rest."""

    by: Name = Field(description="the score that ranks and that thresholds look at")
    within: WithinText = Field(
        default_factory=lambda: {"": "group"},
        description="who is ranked with whom; or, by post: `{principal: unit.group, deputy: parent}`",
    )
    ties: Literal["competition", "dense"] = Field(default="competition", description="1, 1, 3 or 1, 1, 2")
    tie_break: tuple[Path, ...] = Field(default=(), description="scores or figures that part equal scores, in order")
    statuses: dict[Name, Status] = Field(default_factory=dict, description="statuses that bear on the grade")
    veto: dict[Name, Veto] = Field(
        default_factory=dict, description="conditions that set a grade outright, each by its name; the first one wins"
    )
    caps: dict[Name, Cap] = Field(
        default_factory=dict, description="conditions that allow no better grade, each by its name"
    )
    flags: dict[Name, Flag] = Field(
        default_factory=dict, description="conditions that ask people to look, each by its name, such as `review`"
    )
    grades: dict[Name, GradeRule] = Field(
        min_length=1, description="the grades, best first; the last one is for the rest and asks for nothing"
    )
    propose: dict[Name, Proposal] = Field(
        default_factory=dict, description="grades in principle, each by its name, to be confirmed by a person"
    )
    staff_quota: StaffQuota | None = Field(default=None, description="places for the unit's staff")


class Discipline(Part):
    """What scoring departments are held to."""

    indicators: tuple[Name, ...] = Field(default=(), description="the scores watched; all with a source when empty")
    at_least: Exact = Field(description="the least spread")
    of: Literal["full", "max", "mean"] = Field(description="spread = (max − min) ÷ full marks, the maximum or the mean")
    within: Within = Field(default="group", description="in which the spread is measured")
    otherwise: Literal["halve_points_next_year", "report"] = Field(description="what follows")
    full_marks_for_all: bool = Field(default=True, description="full marks for everybody are a breach too")
    full_marks_at_most: Exact | None = Field(
        default=None, description="share of those scored who may have full marks; more is a breach"
    )
    tied_at_most: Exact | None = Field(
        default=None, description="share of those scored whose score may be somebody else's too; more is a breach"
    )
    article: str = Field(default="", description="the article that says so")


class OutcomeRule(Part):
    """What follows from a grade."""

    title: Words = Field(description="what follows")
    subject: Kind = Field(default="cadre", description="for whom")
    when: Condition = Field(description="a condition on the grade and on earlier years")
    article: str = Field(default="", description="the article that says so")


class SchemeText(Part):
    """A scheme: the rules of one assessment."""

    scheme: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")] = Field(description="its name, such as gansu-2019")
    title: Words = Field(description="its title")
    basis: Words | None = Field(default=None, description="the document it carries out")
    period: Period = Field(description="the time it assesses")
    synthetic: bool = Field(default=False, description="its figures are invented: every result says so")
    note: Words | None = Field(default=None, description="said beside every result")
    rounding: RoundingText = Field(description="how scores are rounded when they do not say so")
    include: tuple[str, ...] = Field(default=(), description="other files of the scheme")
    owner: str = Field(default="", description="the office that keeps this file")
    groups: dict[Kind, dict[Name, GroupText]] = Field(
        default_factory=dict, description="like is compared with like: the groups of each kind of subject"
    )
    attributes: dict[Kind, dict[Name, Attribute]] = Field(
        default_factory=dict, description="further columns of the subjects table"
    )
    lists: dict[Name, tuple[str, ...]] = Field(default_factory=dict, description="named sets, for `id in …`")
    forms: dict[Name, Form] = Field(default_factory=dict, description="rating forms")
    indicators: dict[Name, Indicator] = Field(default_factory=dict, description="the figures that are reported")
    scores: dict[Kind, dict[Name, ScorePatch]] = Field(  # type: ignore[valid-type]
        min_length=1, description="the score tree of each kind of subject: each score by its name"
    )
    overrides: dict[Kind, tuple[Override, ...]] = Field(
        default_factory=dict, description="what differs for some subjects; the most special override wins"
    )
    grading: dict[Kind, Grading] = Field(default_factory=dict, description="how scores become grades")
    discipline: Discipline | None = Field(default=None, description="what scoring departments are held to")
    outcomes: dict[Name, OutcomeRule] = Field(default_factory=dict, description="what follows from grades")


def year_of(part: str) -> int | None:
    """The year that a part of the period names: `y2016`, `年度2016`."""
    found = re.fullmatch(r"\D*([12][0-9]{3})", part)
    return int(found[1]) if found else None


def rules_of(text: SchemeText) -> Iterator[tuple[str, Rule]]:
    """Every rule and way of combining that a scheme names, with the score that bears it; overrides included."""
    patches = [entry for scores in text.scores.values() for entry in scores.items()]
    patches += [entry for overrides in text.overrides.values() for one in overrides for entry in one.scores.items()]
    yield from ((name, patch.how) for name, patch in patches if patch.how is not None)  # type: ignore[attr-defined]
