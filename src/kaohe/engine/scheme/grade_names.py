"""What a condition of the grading may name besides scores, figures and facts: grades, ranks and earlier years.

`team.grade` is the grade that the team above has got, or `ungraded`; `rank` the subject's own place among those it is
ranked with; `status` its status, or `none`. `excellent 3 years in a row` and `years_of.excellent >= 2` (in a row or
not) count the years up to the last one, and this year too once its grade is given. The subject's own `grade` exists
only then: flags, proposals and outcomes may ask for it, whatever decides the grade may not. The names are no scores,
so `Test.refs` leaves them out; whoever evaluates such a condition looks them up by their path.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from kaohe.engine.expressions import YEARS_IN_A_ROW, NumberType, Path, TextType, Type
from kaohe.engine.numbers import Interval
from kaohe.engine.scheme.model import KINDS, Kind, SchemeText
from kaohe.engine.scheme.names import Scope

GRADE, RANK, STATUS, YEARS_OF = "grade", "rank", "status", "years_of"
UNGRADED, NO_STATUS = "ungraded", "none"
"""What `grade` and `status` are for somebody who has none."""

PLACES = NumberType(Interval(Fraction(1), Fraction(10**9)), Fraction(1))
YEARS = NumberType(Interval(Fraction(0), Fraction(10**3)), Fraction(1))


@dataclass(frozen=True)
class GradeScope(Scope):
    """The names that a condition of the grading, or of an outcome, may use. `own_grade`: it is asked after grading."""

    own_grade: bool = False

    def type_of(self, path: Path) -> Type | None:
        found = self.grade_type(path)
        return found if found is not None else super().type_of(path)

    def grade_type(self, path: Path) -> Type | None:
        """None for a name that is no grade, no rank and no count of years."""
        if path == (RANK,):
            return PLACES if self.kind in self.text.grading else None
        if path == (STATUS,):
            grading = self.text.grading.get(self.kind)
            return None if grading is None else TextType(frozenset({*grading.statuses, NO_STATUS}))
        if len(path) == 2 and path[0] in (YEARS_IN_A_ROW, YEARS_OF):
            return YEARS if path[1] in grades_of(self.text, self.kind) else None
        kind = graded_kind(self.kind, path)
        if kind is None or (kind == self.kind and not self.own_grade) or kind not in self.text.grading:
            return None
        return TextType(frozenset({*grades_of(self.text, kind), UNGRADED}))

    def known(self) -> Iterable[str]:
        above = KINDS[: KINDS.index(self.kind)]
        found = [f"{kind}.{GRADE}" for kind in above if kind in self.text.grading]
        if self.kind in self.text.grading:
            found += [RANK, STATUS, *([GRADE] if self.own_grade else [])]
        years = [
            f"{years}.{grade}" for years in (YEARS_IN_A_ROW, YEARS_OF) for grade in grades_of(self.text, self.kind)
        ]
        return [*super().known(), *found, *years]


def grades_of(text: SchemeText, kind: Kind) -> tuple[str, ...]:
    """The grades of a kind of subject, best first; none when it gets no grade."""
    return tuple(text.grading[kind].grades) if kind in text.grading else ()


def graded_kind(reader: Kind, path: Path) -> Kind | None:
    """Whose grade a name asks for, seen from a kind of subject: its own or that of a kind above; None: no grade."""
    if path == (GRADE,):
        return reader
    if len(path) != 2 or path[1] != GRADE or path[0] not in KINDS[: KINDS.index(reader) + 1]:
        return None
    return path[0]
