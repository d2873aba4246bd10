"""Grading: what it names is there, and its conditions can be read; then what they come to (`grades`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kaohe.engine.problems import nearest
from kaohe.engine.scheme.checks.conditions import check_condition, check_parts, read_condition
from kaohe.engine.scheme.checks.findings import Findings
from kaohe.engine.scheme.checks.grades import KindConditions, check_grades
from kaohe.engine.scheme.checks.quotas import check_quota, check_staff, check_within
from kaohe.engine.scheme.grade_names import NO_STATUS, UNGRADED
from kaohe.engine.scheme.model import Bar, Grading, Kind
from kaohe.engine.scheme.names import Test, known_names, meaning


def check_grading(found: Findings) -> None:
    for kind, grading in found.text.grading.items():
        _Grading(found, kind, grading).check()


@dataclass
class _Grading:
    found: Findings
    kind: Kind
    text: Grading

    def check(self) -> None:
        self._check_scores()
        self._check_words()
        self._check_statuses()
        check_within(self.found, self.kind, self.text.within, "grading", self.kind, "within")
        for name, grade in self.text.grades.items():
            if grade.quota is not None:
                check_quota(self.found, self.kind, name, grade.quota)
        if self.text.staff_quota is not None:
            check_staff(self.found, self.kind, self.text.staff_quota, list(self.text.grades))
        for name, veto in self.text.veto.items():
            self._grade(veto.grade, "veto", name, "grade")
        for name, proposal in self.text.propose.items():
            self._grade(proposal.grade, "propose", name, "grade")
        self._check_caps()
        conditions = KindConditions(
            self.kind,
            self.text,
            vetoes=self._tests("veto", self.text.veto),
            caps=self._tests("caps", self.text.caps),
            proposals=self._tests("propose", self.text.propose, own_grade=True),
            grades=self._grade_tests(),
        )
        self._tests("flags", self.text.flags, own_grade=True)
        if self.found.sound:
            check_grades(self.found, conditions)

    def _check_scores(self) -> None:
        known = list(self.found.text.scores.get(self.kind, {}))
        if self.text.by not in known:
            values = {"name": self.text.by, "near": nearest(self.text.by, known), "kind": self.kind}
            self.found.error("by_no_score", "grading", self.kind, "by", **values)
        for i, name in enumerate(self.text.tie_break):
            ref = meaning(self.found.text, self.kind, name)
            if ref is None or ref.sort not in ("score", "figure"):
                near = nearest(name, known_names(self.found.text, self.kind))
                self.found.error("unknown_name", "grading", self.kind, "tie_break", i, name=name, near=near)
            elif name == self.text.by or name in self.text.tie_break[:i]:
                self.found.warning("parts_no_ties", "grading", self.kind, "tie_break", i, name=name)

    def _check_words(self) -> None:
        if UNGRADED in self.text.grades:
            self.found.error("word_taken", "grading", self.kind, "grades", UNGRADED, name=UNGRADED)
        if NO_STATUS in self.text.statuses:
            self.found.error("word_taken", "grading", self.kind, "statuses", NO_STATUS, name=NO_STATUS)

    def _check_statuses(self) -> None:
        for name, status in self.text.statuses.items():
            keys = ("grading", self.kind, "statuses", name)
            if (status.grade is not None) != (status.result == "grade"):
                self.found.error("status_grade", *keys, status=name, result=status.result)
            elif status.grade is not None:
                self._grade(status.grade, "statuses", name, "grade")
            if status.result == "not_counted" and "in_base" in status.model_fields_set and status.in_base:
                self.found.error("not_counted_in_base", *keys, "in_base", status=name)

    def _check_caps(self) -> None:
        best, last = next(iter(self.text.grades)), list(self.text.grades)[-1]
        for name, cap in self.text.caps.items():
            keys = ("grading", self.kind, "caps", name, "at_most")
            if not self._grade(cap.at_most, "caps", name, "at_most"):
                continue
            if cap.at_most == best:
                self.found.warning("cap_allows_all", *keys, name=name, grade=best)
            elif cap.at_most == last:
                self.found.note("cap_is_a_veto", *keys, name=name, grade=last)

    def _grade(self, name: str, *keys: str) -> bool:
        known = list(self.text.grades)
        if name not in known:
            values = {"grade": name, "near": nearest(name, known), "grades": known}
            self.found.error("no_such_grade", "grading", self.kind, *keys, **values)
        return name in known

    # ---- conditions --------------------------------------------------------------------------------------------------

    def _tests(self, section: str, bars: Mapping[str, Bar], *, own_grade: bool = False) -> dict[str, Test]:
        """The conditions that can be read; of each it is said when it always or never holds."""
        tests = {}
        for name, bar in bars.items():
            keys = ("grading", self.kind, section, name, "when")
            test = read_condition(self.found, bar.when, self.kind, *keys, own_grade=own_grade)
            if test is not None:
                tests[name] = test
                if self.found.sound:
                    check_condition(self.found, test, *keys)
        return tests

    def _grade_tests(self) -> dict[str, Test]:
        tests = {}
        for name, grade in self.text.grades.items():
            if grade.when is None:
                continue
            keys = ("grading", self.kind, "grades", name, "when")
            test = read_condition(self.found, grade.when, self.kind, *keys)
            if test is not None:
                tests[name] = test
                if self.found.sound:
                    check_parts(self.found, test, *keys)
        return tests
