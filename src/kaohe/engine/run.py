"""One run: a scheme and its figures become scores and grades, and any of them can be explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from kaohe.engine.admission import admit
from kaohe.engine.columnar import POLARS, Place, score_columns
from kaohe.engine.explanation import Step
from kaohe.engine.figures import BySubject, Figures
from kaohe.engine.grading import Grades, grade, grading_step, ungraded_step
from kaohe.engine.reference import Outside, Reference, score_by_reference
from kaohe.engine.scheme.scheme import Scheme
from kaohe.engine.scores import Scores

Engine = Literal["columnar", "reference"]


@dataclass(frozen=True)
class Run:
    """What came out, and all that it came from."""

    scheme: Scheme
    figures: Figures
    scores: Scores

    @cached_property
    def grades(self) -> Grades:
        return grade(self.scheme.graph, self.figures, self.scores)

    @cached_property
    def details(self) -> BySubject:
        """What people sent about one subject's figures."""
        return BySubject(self.figures.details)

    @cached_property
    def reference(self) -> Reference:
        """The one that grading has asked before, so that nothing is computed twice."""
        return self.grades.facts.reference


def score(
    scheme: Scheme, figures: Figures | Mapping[str, Any], *, engine: Engine = "columnar", place: Place = POLARS
) -> Run:
    """Scores every subject; grades come when they are asked for. `figures`: admitted ones, or the tables as people sent them (frames of polars,
    pandas or pyarrow by table name). Raises InvalidFigures with everything that is wrong with them."""
    admitted = figures if isinstance(figures, Figures) else admit(scheme.text, figures)
    if engine == "reference":
        return Run(scheme, admitted, score_by_reference(scheme.graph, admitted))
    return Run(scheme, admitted, score_columns(scheme.graph, admitted, place))


def explain(run: Run, subject: str, *, own: bool = False) -> Step:
    """The tree of steps from a subject's grade down to the reported figures. `own`: what comes from the unit or team above
    is a single step, as its own explanation tells it. Raises KeyError for an unknown subject."""
    kind, _ = run.reference.rows[subject]
    if kind in run.scheme.text.grading:
        step = grading_step(run.scheme.graph, run.figures, run.scores, run.grades, subject)
    else:
        step = ungraded_step(run.grades, kind, subject)
    step = replace(step, parts=(*step.parts, *_score_steps(run, kind, subject)))
    return _with_details(_without_above(step) if own else step, run)


def _score_steps(run: Run, kind: str, subject: str) -> Sequence[Step]:
    """The score that grades first, then every other score that is wanted for itself and stands beneath none of them."""
    graph, grading = run.scheme.graph, run.scheme.text.grading.get(kind)  # type: ignore[call-overload]
    roots = [key for key in graph.nodes if key in graph.roots and key[0] == kind]
    roots.sort(key=lambda key: grading is None or key[1] != grading.by)
    found: list[Step] = []
    for key in roots:
        try:
            step = run.reference.step(key, subject)
        except Outside:
            continue
        if not any(_holds(one, step) for one in found):
            found = [one for one in found if not _holds(step, one)]
            found.append(step)
    return found


def _holds(above: Step, step: Step) -> bool:
    """What is above the subject never rests on its scores."""
    if (above.kind, above.what, above.subject) == (step.kind, step.what, step.subject):
        return True
    return above.subject == step.subject and any(_holds(part, step) for part in above.parts)


def _without_above(step: Step) -> Step:
    return replace(step, parts=tuple(_of(part, step.subject) for part in step.parts))


def _of(step: Step, subject: str) -> Step:
    if step.subject == subject:
        return _without_above(step)
    return Step(
        step.kind, step.what, step.subject, step.value, step.title, rounding=step.rounding, article=step.article
    )


def _with_details(step: Step, run: Run) -> Step:
    """The tree with what people sent beside each figure: reported, verified, adjusted, assessed, source, document."""
    subjects = {one.subject for one in _figures_in(step)}
    rows = {(r["subject"], r["indicator"], r["period"] or ""): r for one in subjects for r in run.details(one)}

    def detailed(one: Step) -> Step:
        parts = tuple(detailed(part) for part in one.parts)
        if one.kind != "figure":
            same = all(new is old for new, old in zip(parts, one.parts, strict=True))
            return one if same else replace(one, parts=parts)
        indicator, _, part = one.what.partition("@")
        row = rows.get((one.subject, indicator, part), {})
        said = {key: value for key, value in row.items() if value is not None and key in _DETAILS}
        return replace(one, parts=parts, notes={**said, **one.notes})

    return detailed(step)


_DETAILS = ("reported", "verified", "adjusted", "assessed", "absence", "reason", "source", "document")


def _figures_in(step: Step) -> Iterator[Step]:
    if step.kind == "figure":
        yield step
    for part in step.parts:
        yield from _figures_in(part)
