"""The grading of one kind of subject, step by step. Each step adds columns to `work`, one row a subject in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import narwhals as nw

from kaohe.engine.figures import Frame
from kaohe.engine.grading.conflicts import conflicts, no_result
from kaohe.engine.grading.decisions import Decided, Deciding
from kaohe.engine.grading.facts import COMPUTED_COLUMN, GRADE_COLUMN, RANK_COLUMN, STATUS_COLUMN
from kaohe.engine.grading.giving import give
from kaohe.engine.grading.places import case_of, composite, in_line, ranks, rooms
from kaohe.engine.grading.plan import KindPlan, Plan, Rule, Share
from kaohe.engine.grading.quotas import quota_frame, staff_frame
from kaohe.engine.grading.results import GRADES, Line
from kaohe.engine.grading.sets import Sets, comparison_sets
from kaohe.engine.grading.settling import Reasons, settle
from kaohe.engine.grading.table import GradeTable, in_order
from kaohe.engine.problems import Problem
from kaohe.engine.scheme.grade_names import NO_STATUS
from kaohe.engine.scheme.names import Ref
from kaohe.engine.scores import LEFT_OUT, score_column, state_column

RANKED = ""
"""The name of the sets in which subjects are ranked, beside those of grades with a quota."""


class KindRun:
    """`work` holds what is known so far, one row a subject; `line` all who are ranked, by set, the best first."""

    def __init__(self, plan: Plan, kind: KindPlan, table: GradeTable, problems: list[Problem]) -> None:
        self.plan, self.kind, self.table, self.problems = plan, kind, table, problems
        self.figures = table.figures
        self.quota_plans = {grade.name: grade.quota for grade in kind.grades if grade.quota is not None}
        self.reasons = Reasons()
        self.sets: dict[str, Sets] = {}
        self.lines: Mapping[str, Line] = {}
        self.decided = Decided()
        self.flags: list[tuple[str, nw.Expr]] = []

    def run(self) -> None:
        self.have_statuses()
        self.stand_in_line()
        self.ask()
        self.settle()
        self.give()
        self.propose()
        self.decide()
        self.flag()

    # ---- before the grades -------------------------------------------------------------------------------------------

    def have_statuses(self) -> None:
        """Each one's status, the first of the plan's that the status table names; and who should take part."""
        names = [status.name for status in self.kind.statuses]
        rows = self.figures.statuses.filter(nw.col("status").is_in(names)) if names else None
        found: nw.Expr = nw.lit(None, dtype=nw.Int16)
        if rows is not None and len(rows):
            index = nw.col("status").replace_strict(names, list(range(len(names))), return_dtype=nw.Int16)
            each = rows.select("subject", index.alias("g:which")).group_by("subject").agg(nw.col("g:which").min())
            self.table.join(each)
            found = nw.col("g:which")
        away = [i for i, status in enumerate(self.kind.statuses) if not status.in_base]
        base = ~found.is_in(away).fill_null(False) if away else nw.lit(True)
        self.work = self.table.pick(subject=nw.col("subject"), status=found, base=base)
        status = named(self.work["status"], names, NO_STATUS)
        self.table.tell(STATUS_COLUMN, status)

    def stand_in_line(self) -> None:
        """Comparison sets and ranks. The line: all in the base who have a score, by set, the best first."""
        kind, table = self.kind, self.table
        self.sets[RANKED] = comparison_sets(table, kind.text.within, self.work["base"], self.problems)
        score = Ref("score", kind.kind, kind.text.by)
        names = [table.order(ref) for ref in (score, *kind.tie_break)]
        keys = table.pick(**{name: nw.col(name) for name in names})
        key = composite([keys[name] for name in names])
        self.work = self.work.with_columns(self.sets[RANKED].ids.alias("set"), key.alias("key"))
        line = in_line(self.work.filter(_stands()).select("row", "set", "key"))
        self.line = ranks(line, kind.text.ties)
        found = self.line.select("row", "rank").sort("row")
        if len(found) != len(self.work):
            found = in_order(self.work.select("row").join(found, on="row", how="left"))
        table.tell(RANK_COLUMN, found["rank"])

    def ask(self) -> None:
        """The answers to all conditions that decide a grade; the sets of quotas, and which share is each one's own."""
        whens = [grade.when for grade in self.kind.grades if grade.when is not None]
        self._answer([*self.kind.vetoes, *self.kind.caps, *whens])
        cases: dict[str, nw.Expr] = {}
        for name, quota in self.quota_plans.items():
            own = quota.own_sets
            base = self.work["base"]
            self.sets[name] = (
                comparison_sets(self.table, quota.within, base, self.problems) if own else self.sets[RANKED]
            )
            self.work = self.work.with_columns(self.sets[name].ids.alias(f"set:{name}"))
            if quota.share is not None and quota.share.path:
                cases[f"case:{name}"] = case_of(quota.share, self._word(quota.share))
        if cases:
            found = self.table.pick(**cases)
            self.work = self.work.with_columns(*(found[name] for name in cases))

    def _answer(self, rules: Sequence[Rule], own: str = "") -> None:
        if rules:
            answers = self.table.answers({rule.code: rule.test for rule in rules}, own)
            self.work = self.work.with_columns(*(answers[rule.code] for rule in rules))

    def _word(self, share: Share) -> nw.Expr:
        found = self.table.look_up(share.refs)(share.path)
        assert hasattr(found, "expr")
        word: nw.Expr = found.expr
        return word

    def settle(self) -> None:
        state = state_column(self.kind.text.by)
        left_out = (nw.col(state) == LEFT_OUT).fill_null(False) if state in self.table.columns else nw.lit(False)
        self.work = self.work.with_columns(self.table.pick(left_out=left_out)["left_out"])
        self.work = settle(self.work, self.kind, self.reasons)

    # ---- the grades --------------------------------------------------------------------------------------------------

    def give(self) -> None:
        """Places and thresholds for all in the line; then its grades beside those that were settled before."""
        wanted = ["grade", "reason", "cap", "cap_reason"]
        wanted += [f"set:{name}" for name, quota in self.quota_plans.items() if quota.own_sets]
        wanted += [grade.when.code for grade in self.kind.grades if grade.when is not None]
        beside = self.work.select(*wanted)[self.line["row"], :]
        line = self.line.with_columns(*(beside[name] for name in wanted))
        members = {name: self._members(name) for name in self.quota_plans}
        rooms = {name: self._rooms(name, members[name]) for name in self.quota_plans}
        given = give(line, self.kind, rooms, members, self.reasons)
        self.lines = given.lines
        columns = ("row", "grade", "reason", "place", "room", "quota", "tied_at_line")
        found = given.frame.select(*columns)
        if len(found) < len(self.work):
            none = [nw.lit(None, dtype=found[name].dtype).alias(name) for name in ("place", "room", "quota")]
            rest = self.work.filter(~_stands()).with_columns(*none, nw.lit(False).alias("tied_at_line"))
            found = nw.concat([found, rest.select(*columns)])
        found = found.sort("row")
        self.work = self.work.with_columns(*(found[name] for name in columns), found["grade"].alias("computed"))
        self.table.tell(COMPUTED_COLUMN, self._words(self.work["computed"]))

    def _members(self, name: str) -> Frame:
        """All who should take part: the set of each, and which share is its own."""
        case = nw.col(f"case:{name}") if f"case:{name}" in self.work.columns else nw.lit(0)
        return self.work.filter(nw.col("base")).select(nw.col(f"set:{name}").alias("set"), case.alias("case"))

    def _rooms(self, name: str, members: Frame) -> Frame:
        """Each set's room for a grade, and what is left of it after those who have the grade outright."""
        labels = self.sets[name].labels
        found = rooms(members, labels, self.quota_plans[name]).with_columns(labels["label"])
        grade = self.kind.names.index(name)
        if not self.kind.direct(grade):
            return found.with_columns(nw.lit(0, dtype=nw.Int64).alias("given"), nw.col("room").alias("left"))
        given = self._holders(name).rename({"used": "given"})
        found = found.join(given, on="set", how="left").sort("set").with_columns(nw.col("given").fill_null(0))
        left = nw.max_horizontal(nw.col("room") - nw.col("given"), nw.lit(0, dtype=nw.Int64))
        return found.with_columns(left.alias("left"))

    def _holders(self, name: str) -> Frame:
        """`set`, `used`: how many have a grade at this step, where anybody has."""
        has = self.work.filter(nw.col("grade") == self.kind.names.index(name)).select(
            nw.col(f"set:{name}").alias("set")
        )
        return has.group_by("set").agg(nw.len().cast(nw.Int64).alias("used"))

    def _words(self, grades: Any) -> Any:
        return named(grades, self.kind.names[:-1], self.kind.names[-1])

    # ---- after the grades --------------------------------------------------------------------------------------------

    def propose(self) -> None:
        """Grades in principle: that of the first proposal that holds, where it is another one than computed. Whoever has
        a status without grade is not proposed."""
        self._answer(self.kind.proposals, COMPUTED_COLUMN)
        proposed: nw.Expr = nw.lit(None, dtype=nw.Int16)
        for rule in reversed(self.kind.proposals):
            holds = nw.col(rule.code).fill_null(False) & ~no_result(self.kind)
            proposed = nw.when(holds).then(nw.lit(rule.grade, dtype=nw.Int16)).otherwise(proposed)
            self.flags.insert(0, (f"{rule.code}:unknown", nw.col(rule.code).is_null() & ~no_result(self.kind)))
        self.work = self.work.with_columns(proposed.alias("proposed"))
        same = (nw.col("proposed") == nw.col("computed")).fill_null(True)
        self.work = self.work.with_columns(nw.when(~same).then(nw.col("proposed")).alias("proposed"))

    def decide(self) -> None:
        self.decided = Deciding(self.plan, self.kind, self.figures, self.work, self.lines).decide()
        self.problems += self.decided.problems
        grades, reasons = self.work["grade"], self.work["reason"]
        if self.decided.grades:
            rows = list(self.decided.grades)
            grades = grades.scatter(rows, list(self.decided.grades.values()))
            reasons = reasons.scatter(rows, [self.reasons.number("decision")] * len(rows))
        self.work = self.work.with_columns(grades, reasons)
        computed = self.table.facts.known[self.kind.kind][COMPUTED_COLUMN]
        self.table.tell(GRADE_COLUMN, self._words(grades) if self.decided.grades else computed)

    def flag(self) -> None:
        """What people should look at, in the order in which it is told."""
        self._answer(self.kind.flags, GRADE_COLUMN)
        against, blocked = sorted(self.decided.against), sorted(self.decided.blocked)
        conflict = conflicts(self.kind, self.figures, self.work, self.problems)
        if against:
            conflict = nw.col("row").is_in(against) if conflict is None else conflict | nw.col("row").is_in(against)
        first = [] if conflict is None else [("conflict", conflict)]
        if blocked:
            first.append(("decision_blocked", nw.col("row").is_in(blocked)))
        if self.lines:
            first.append(("tied_at_line", nw.col("tied_at_line")))
        for rule in self.kind.flags:
            self.flags += [(rule.name, nw.col(rule.code)), (f"{rule.name}:unknown", nw.col(rule.code).is_null())]
        self.flags = [*first, *self.flags]

    # ---- the results -------------------------------------------------------------------------------------------------

    def frame(self) -> Frame:
        known = self.table.facts.known[self.kind.kind]
        names = [grade.name for grade in self.kind.grades]
        numbers = {name: self.work[name].cast(nw.Int64) for name in ("place", "room")}
        return (
            self.work.select("subject", _told(self.flags).alias("flags"))
            .with_columns(
                labels_of(self.sets[RANKED], self.work["set"]).alias("set"),
                known[RANK_COLUMN].alias("rank"),
                self._score().alias("score"),
                named(self.work["status"], [status.name for status in self.kind.statuses], None).alias("status"),
                known[COMPUTED_COLUMN].alias("computed"),
                known[GRADE_COLUMN].alias("grade"),
                named(self.work["reason"], self.reasons.codes, None).alias("reason"),
                named(self.work["quota"], names, None).alias("quota"),
                named(self.work["proposed"], names, None).alias("proposal"),
                *(series.alias(name) for name, series in numbers.items()),
            )
            .select(*GRADES)
        )

    def _score(self) -> Any:
        """Whole units; null for a carried score, and for one that passes 64 bits."""
        name = score_column(self.kind.text.by)
        frame = self.table.scores.frames[self.kind.kind]
        if name in frame.columns and frame[name].dtype == nw.Int64:
            return self.table.pick(score=nw.col(name))["score"]
        return self.work.select(nw.lit(None, dtype=nw.Int64).alias("score"), "row")["score"]

    def quotas(self) -> Iterator[Frame]:
        """One frame a grade with a quota, and the places of the staff."""
        for name, line in self.lines.items():
            yield quota_frame(self.kind, name, line, self._holders(name))
        staff = staff_frame(self.table, self.kind)
        if staff is not None:
            yield staff


def _stands() -> nw.Expr:
    return nw.col("base") & ~nw.col("key").is_null()


def named(numbers: Any, names: Sequence[str], otherwise: str | None) -> Any:
    """The name of each number; `otherwise` for a null and for a number past the last name."""
    backend = nw.get_native_namespace(numbers)
    words = nw.new_series("words", [*names, otherwise], nw.String, backend=backend)
    return words[numbers.fill_null(len(names))]


def labels_of(sets: Sets, ids: Any) -> Any:
    return sets.labels["label"][ids]


def _told(flags: Sequence[tuple[str, nw.Expr]]) -> nw.Expr:
    """The names of all flags that hold, apart by a space."""
    if not flags:
        return nw.lit("")
    told = [nw.when(mask.fill_null(False)).then(nw.lit(f"{name} ")).otherwise(nw.lit("")) for name, mask in flags]
    return nw.concat_str(*told).str.strip_chars()
