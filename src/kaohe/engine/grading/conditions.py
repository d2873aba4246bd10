"""What is told of conditions about one subject: whether they hold, with the figures that they looked at, and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from kaohe.engine.explanation import Fact, Held, LeftOut, Silent, Step, Text
from kaohe.engine.grading import sentences
from kaohe.engine.grading.facts import GRADE_COLUMN
from kaohe.engine.grading.plan import Outcome, paths_in
from kaohe.engine.grading.results import Grades
from kaohe.engine.numbers import show
from kaohe.engine.scheme.model import Kind
from kaohe.engine.scheme.names import Test
from kaohe.engine.scheme.titles import Titles, put

Told: TypeAlias = "Iterator[Step | Silent]"


def ungraded_step(grades: Grades, kind: Kind, subject: str) -> Step:
    """What follows for a subject of a kind that the scheme does not grade, without the trees of its scores."""
    told = list(Conditions(grades.facts.titles[kind], grades, kind, subject).outcomes())
    return Step(
        "grade", "", subject, None, sentences.TITLES["result"],
        parts=tuple(one for one in told if isinstance(one, Step)),
        silent=tuple(one for one in told if isinstance(one, Silent)),
        notes={"value_title": sentences.NO_GRADE},
    )  # fmt: skip


class Conditions:
    """The conditions of a scheme, looked at for one subject."""

    def __init__(self, titles: Titles, grades: Grades, kind: Kind, subject: str) -> None:
        self.titles, self.kind, self.subject = titles, kind, subject
        self.given, self.rules = grades.facts, grades.plan.outcomes
        self.own = GRADE_COLUMN if kind in grades.plan.kinds else ""

    def outcomes(self) -> Told:
        """What follows, and what does not and why."""
        for one in self.rules:
            if one.kind == self.kind:
                yield self._outcome(one)

    def _outcome(self, one: Outcome) -> Step | Silent:
        held = self.holds(one.test, self.own)
        if held is False:
            values = {"name": one.name, "title": one.title, **self.shown(one.test, self.own)}
            return Silent("outcome_not_met", values, one.article)
        return self.condition(f"outcome:{one.name}", one.test, held, one.title, one.article, "", self.own)

    # ---- conditions --------------------------------------------------------------------------------------------------

    def holds(self, test: Test, own: str = "") -> bool | None:
        return self.given.holds(test, self.subject, own)

    def condition(
        self, code: str, test: Test, held: bool | None, title: Text, article: str, grade: str, own: str = ""
    ) -> Step:
        facts, causes = self._facts(test, own)
        words = sentences.UNKNOWN if held is None else sentences.CONDITIONS[code.partition(":")[0]]
        notes: dict[str, object] = {"causes": causes} if held is None else {}
        said: dict[str, Fact] = {**facts, "when": test.text, "grade": grade, "shown": _shown(facts)}
        told = {"when": self.titles.condition(test), "shown": self.titles.facts(facts, test.refs)}
        words = put(words, **told, grade=self.titles.grade(grade) if grade else "")
        return Step("condition", code, self.subject, held, title, words=words, facts=said, article=article, notes=notes)

    def _facts(self, test: Test, own: str) -> tuple[dict[str, Fact], tuple[str, ...]]:
        """The values of a condition's names, and why some of them have none."""
        facts: dict[str, Fact] = {}
        causes: dict[str, None] = {}
        for path in sorted(paths_in(test)):
            value = self.given.value(self.kind, self.subject, path, test.refs, own)
            if isinstance(value, Held):
                causes.update(dict.fromkeys(value.causes))
            elif isinstance(value, LeftOut):
                causes[value.cause] = None
            elif value is None:
                causes[f"{'.'.join(path)}:missing"] = None
            else:
                facts[".".join(path)] = str(value).lower() if isinstance(value, bool) else value
        return facts, tuple(causes)

    def shown(self, test: Test, own: str = "") -> dict[str, object]:
        facts, _ = self._facts(test, own)
        return {"when": self.titles.condition(test), "facts": self.titles.facts(facts, test.refs)}


def _shown(facts: Mapping[str, Fact]) -> str:
    """`political = 85.52, group = principal`."""
    shown = (f"{name} = {value if isinstance(value, str) else show(value)}" for name, value in facts.items())
    return ", ".join(shown) or "—"
