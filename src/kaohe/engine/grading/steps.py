"""How one subject came to its grade: every step in the order of the grading, what decided, and what did not and why."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from kaohe.engine.explanation import Fact, Held, LeftOut, Silent, Step, Text
from kaohe.engine.figures import Figures
from kaohe.engine.grading import sentences
from kaohe.engine.grading.conditions import Conditions, Told
from kaohe.engine.grading.conflicts import pairs
from kaohe.engine.grading.facts import COMPUTED_COLUMN, GRADE_COLUMN
from kaohe.engine.grading.margins import margins, where
from kaohe.engine.grading.plan import GradePlan, KindPlan, Rule, Status
from kaohe.engine.grading.results import Grades
from kaohe.engine.grading.rooms import room_step
from kaohe.engine.grading.titles import reason_title, set_title
from kaohe.engine.scheme.graph import Graph
from kaohe.engine.scheme.titles import Titles, put
from kaohe.engine.scores import Scores


def grading_step(graph: Graph, figures: Figures, scores: Scores, grades: Grades, subject: str) -> Step:
    """The tree behind a grade, without that of the score. Raises KeyError for a subject that is not graded."""
    kind, row = where(grades, subject)
    return _Telling(grades.facts.titles[kind], figures, scores, grades, grades.plan.kinds[kind], subject, row).whole()


class _Telling(Conditions):
    """What is told about one subject."""

    def __init__(
        self,
        titles: Titles,
        figures: Figures,
        scores: Scores,
        grades: Grades,
        plan: KindPlan,
        subject: str,
        index: int,
    ) -> None:
        super().__init__(titles, grades, plan.kind, subject)
        self.figures, self.grades, self.plan = figures, grades, plan
        frame = grades.frames[plan.kind]
        self.row: dict[str, Any] = dict(zip(frame.columns, frame.row(index), strict=True))
        self.margins = {margin.grade: margin for margin in margins(scores, grades, subject)}
        self.score = grades.facts.reference.outcome((plan.kind, plan.text.by), subject)
        self.held: dict[str, bool | None] = {}
        """The answers to all rules, by code."""
        self.article = ""
        """Of the rule that decided."""

    def whole(self) -> Step:
        steps = (self._set, self._statuses, self._vetoes, self._caps, self._grades, self._proposals, self._decisions)
        told = [one for tell in (*steps, self._conflicts, self._flags, self.outcomes) for one in tell()]
        notes: dict[str, object] = {
            name: self.row[name] for name in ("computed", "flags", "proposal") if self.row[name]
        }
        if isinstance(self.score, Held):
            notes["causes"] = self.score.causes
        notes["value_title"] = self.titles.grade(self.row["grade"])
        reason = reason_title(self.grades, self.plan.kind, self.row["reason"])
        if reason is not None:
            notes["reason_title"] = reason
        return Step(
            "grade",
            "grade",
            self.subject,
            self.row["grade"],
            sentences.TITLES["grade"],
            branch=self.row["reason"],
            parts=tuple(one for one in told if isinstance(one, Step)),
            silent=tuple(one for one in told if isinstance(one, Silent)),
            article=self.article,
            notes=notes,
        )

    def step(self, what: str, value: str | bool | None, words: Text, facts: Mapping[str, Fact], **more: Any) -> Step:
        title = more.pop("title", None) or sentences.TITLES[what.partition(":")[0]]
        return Step("grade", what, self.subject, value, title, words=words, facts=facts, **more)

    def decides(self, code: str, article: str) -> None:
        if self.row["reason"] == code:
            self.article = article

    @property
    def computed(self) -> int:
        return self.plan.names.index(self.row["computed"])

    @property
    def status(self) -> Status | None:
        return next((status for status in self.plan.statuses if status.name == self.row["status"]), None)

    @property
    def vetoed(self) -> bool:
        return any(self.held[rule.code] for rule in self.plan.vetoes)

    # ---- before the grades -------------------------------------------------------------------------------------------

    def _set(self) -> Told:
        ranked = self.grades.ranked.get((self.plan.kind, self.row["set"]), 0)
        facts: dict[str, Fact] = {"set": self.row["set"], "ranked": Fraction(ranked)}
        label = set_title(self.grades, self.plan.kind, self.row["set"])
        notes = {"value_title": label}
        if self.row["rank"] is None:
            yield self.step("set", self.row["set"], put(sentences.SETS["unranked"], set=label), facts, notes=notes)
        else:
            facts["rank"] = Fraction(self.row["rank"])
            yield self.step("set", self.row["set"], put(sentences.SETS["ranked"], set=label), facts, notes=notes)

    def _statuses(self) -> Told:
        mine = self.grades.facts.statuses(self.subject)
        rows = {row["status"]: row for row in reversed(mine)}
        for status in self.plan.statuses:
            if status.name not in rows:
                continue
            if status is not self.status:
                yield Silent("status_came_later", {"status": status.text.title}, status.text.article)
                continue
            self.decides(status.code, status.text.article)
            said = {name: rows[status.name][name] for name in ("from", "to", "document") if rows[status.name].get(name)}
            value: str | bool = True if status.grade is None else self.plan.names[status.grade]
            words = sentences.STATUSES[status.text.result]
            if isinstance(value, str):
                said["value_title"] = self.titles.grade(value)
            more = {"title": status.text.title, "article": status.text.article, "notes": said}
            yield self.step(status.code, value, words, {}, **more)
        if not rows and self.plan.statuses:
            yield Silent("no_status")

    def _vetoes(self) -> Told:
        decided = self.status is not None
        for rule in self.plan.vetoes:
            self.held[rule.code] = self.holds(rule.test)
            yield from self._asked(rule, decided=decided)
            decided = decided or self.held[rule.code] is not False

    def _caps(self) -> Told:
        decided = self.status is not None or self.row["reason"].partition(":")[0] == "veto" or self.vetoed
        for rule in self.plan.caps:
            self.held[rule.code] = self.holds(rule.test)
            yield from self._asked(rule, decided=decided)

    def _asked(self, rule: Rule, *, decided: bool) -> Told:
        """A rule that holds or cannot be told is a step; one that does not hold, or comes too late, is silent."""
        held = self.held[rule.code]
        if held is False:
            values = {"name": rule.name, "because": rule.because, **self.shown(rule.test)}
            yield Silent(f"{rule.sort}_not_met", values, rule.article)
        elif decided:
            yield Silent("came_later", {"name": rule.name, "because": rule.because}, rule.article)
        else:
            self.decides(rule.code, rule.article)
            self.decides(f"condition_unknown:{rule.code}", rule.article)
            yield self.condition(rule.code, rule.test, held, rule.because, rule.article, self.plan.names[rule.grade])

    # ---- the grades --------------------------------------------------------------------------------------------------

    def _grades(self) -> Told:
        if self.status is not None or any(self.held[rule.code] is not False for rule in self.plan.vetoes):
            return
        if any(self.held[rule.code] is None for rule in self.plan.caps):
            return
        if self.score is None or isinstance(self.score, (Held, LeftOut)):
            return
        for i, grade in enumerate(self.plan.grades):
            yield from self._grade(i, grade)
            if self.computed == i or self.row["reason"] == f"condition_unknown:grade:{grade.name}":
                later = [one.name for one in self.plan.grades[i + 1 :]]
                if later and self.computed == i:
                    yield Silent("not_reached", {"grades": self.titles.grades(later)})
                return

    def _grade(self, i: int, grade: GradePlan) -> Told:
        caps = [rule for rule in self.plan.caps if self.held[rule.code] and rule.grade > i]
        article = grade.quota.text.article or grade.article if grade.quota is not None else grade.article
        if grade.when is not None:
            self.held[grade.when.code] = held = self.holds(grade.when.test)
            if held is False:
                yield Silent(
                    "when_not_met",
                    {"grade": self.titles.grade(grade.name), **self.shown(grade.when.test)},
                    grade.article,
                )
                return
            if not caps:
                title = put(sentences.TITLES["when"], grade=self.titles.grade(grade.name))
                yield self.condition(grade.when.code, grade.when.test, held, title, grade.article, grade.name)
                self.decides(f"condition_unknown:{grade.when.code}", grade.article)
        if caps:
            said = {"grade": self.titles.grade(grade.name), "rules": tuple(rule.because for rule in caps)}
            yield Silent("kept_from", said, caps[0].article)
        elif grade.quota is not None and grade.name in self.margins:
            yield self._place(grade)
        elif i == len(self.plan.grades) - 1:
            notes = {"value_title": self.titles.grade(grade.name)}
            yield self.step("rest", grade.name, sentences.REST, {}, article=grade.article, notes=notes)
        if self.computed == i and self.row["reason"] in ("quota", "threshold", "rest"):
            self.article = article
        if self.row["reason"] == "quota_full" and grade.quota is not None and self.computed == i + 1:
            self.article = article

    def _place(self, grade: GradePlan) -> Step:
        margin = self.margins[grade.name]
        facts: dict[str, Fact] = {
            "place": Fraction(margin.place),
            "line": Fraction(margin.line),
            "room": Fraction(margin.room),
            "given": Fraction(margin.given),
            "score": margin.score,
        }
        if margin.last is not None:
            facts["last"] = margin.last
        if margin.missing is not None:
            facts["missing"] = margin.missing
        if margin.tied:
            facts["tied"] = ", ".join(margin.tied)
        many = {name: getattr(margin, name) for name in ("tied", "parted", "last_in", "first_out")}
        return self.step(
            f"quota:{grade.name}",
            margin.got,
            sentences.PLACES[_standing(margin)],
            facts,
            branch=_standing(margin),
            parts=(room_step(self.grades, self.plan, grade, margin.set, self.subject),),
            article=margin.article,
            notes={name: found for name, found in many.items() if found},
            title=put(sentences.TITLES["quota"], grade=self.titles.grade(grade.name)),
        )

    # ---- after the grades --------------------------------------------------------------------------------------------

    def _proposals(self) -> Told:
        without_grade = self.status is not None and self.status.grade is None
        for rule in self.plan.proposals:
            self.held[rule.code] = held = self.holds(rule.test, COMPUTED_COLUMN)
            if held is False or without_grade:
                code = "propose_not_met" if held is False else "came_later"
                values = {"name": rule.name, "because": rule.because, **self.shown(rule.test, COMPUTED_COLUMN)}
                yield Silent(code, values, rule.article)
            elif held and rule.grade == self.computed:
                yield Silent("proposed_already", {"name": rule.name, "because": rule.because}, rule.article)
            else:
                named, own = self.plan.names[rule.grade], COMPUTED_COLUMN
                yield self.condition(rule.code, rule.test, held, rule.because, rule.article, named, own)

    def _decisions(self) -> Told:
        rows = self.grades.decisions_on(self.subject)
        grade_of = self.titles.grade
        for row in rows:
            facts: dict[str, Fact] = {name: row[name] or "" for name in ("to", "by", "at", "reason")}
            facts["from"] = row["from"] or self.row["computed"]
            noted = ("document", "approval", "set", "room", "used_before", "used_after", "linked", "below")
            notes = {name: row[name] for name in noted if row[name] not in (None, "")}
            words = put(
                sentences.DECIDED[row["result"]],
                **{"from": grade_of(row["from"] or self.row["computed"]), "to": grade_of(row["to"])},
            )
            notes["value_title"] = grade_of(row["to"])
            yield self.step("decision", row["to"], words, facts, branch=row["result"], notes=notes)
        if not rows:
            yield Silent("no_decision")

    def _conflicts(self) -> Told:
        if self.status is not None and self.status.grade is None:
            return
        for status in self.plan.statuses:
            self.held[status.code] = self._has(status)
        for first, second in pairs(self.plan):
            if self.held[first.code] and self.held[second.code]:
                facts = {"first": first.code, "second": second.code}
                articles = ", ".join(filter(None, (first.article, second.article)))
                words = put(sentences.CONFLICT, first=_said(first), second=_said(second))
                yield self.step("conflict", True, words, facts, article=articles)

    def _has(self, status: Status) -> bool:
        return any(row["status"] == status.name for row in self.grades.facts.statuses(self.subject))

    def _flags(self) -> Told:
        for rule in self.plan.flags:
            held = self.holds(rule.test, GRADE_COLUMN)
            if held is False:
                values = {"name": rule.name, "because": rule.because, **self.shown(rule.test, GRADE_COLUMN)}
                yield Silent("flag_not_met", values, rule.article)
            else:
                yield self.condition(rule.code, rule.test, held, rule.because, rule.article, "", GRADE_COLUMN)


def _said(rule: Rule | Status) -> Text:
    return rule.because if isinstance(rule, Rule) else rule.text.title


def _standing(margin: Any) -> str:
    """Which of the sentences tells how it stood."""
    if margin.got:
        return "got" if margin.line > margin.room else "got_all"
    if margin.last is None:
        return "no_room"
    if margin.missing != 0:
        return "full"
    return "tied" if margin.tied else "parted"
