"""What every rule offers, and what it is given.

A rule turns a figure into a score (`kaohe.engine.rules`) or scores into a score (`kaohe.engine.combining`). Each is one
file of one shape: the docstring says the rule in a sentence, gives its formula and its source; the frozen model is its
text in a scheme; `exact` is the definition, `columns` the same on whole columns, `bounds` all that it can come to,
`words` the sentence for each branch that `exact` can take, `cells` the formula of a workbook.

`exact` gives a `Working`: a formula over named facts. The formula's value is the score, so what a reader is shown is
what was computed. The formula may use every name in `facts`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal, Protocol

from kaohe.engine.columns import Column, Mask, Value
from kaohe.engine.explanation import Outcome, Text, Working
from kaohe.engine.fields import Better
from kaohe.engine.numbers import Interval, Number
from kaohe.engine.quantiles import Definition
from kaohe.engine.rules.example import Example
from kaohe.engine.rules.forms import Form

Ties = Literal["competition", "dense", "average", "last"]
"""Equal values share the best rank (1, 1, 3), the next rank follows on (1, 1, 2), or they share the mean rank
(1.5, 1.5, 3), or the worst (2, 2, 3)."""


@dataclass(frozen=True)
class Input:
    """A name that a rule reads. `prefer` says what a bare name means when a figure and a score share it."""

    name: str
    prefer: Literal["figure", "score"] = "score"
    part: str = ""
    key: tuple[str | int, ...] = ()
    """Where in the rule's text the name stands."""


@dataclass(frozen=True)
class Fault:
    """Something wrong inside one rule's text: a problem code, the keys that lead to it, values for the wording."""

    code: str
    key: tuple[str | int, ...] = ()
    values: tuple[tuple[str, object], ...] = ()
    severity: Literal["error", "warning"] = "error"


@dataclass(frozen=True)
class Event:
    """So many happenings of one kind on one date."""

    date: str
    count: Fraction
    level: str = ""
    role: str = ""
    document: str = ""
    matter: str = ""
    """What it is about: several events of one matter are not counted twice."""


@dataclass(frozen=True)
class Counting:
    """Which events count, and which of a matter comes first. `levels`, `roles`: those that count, the highest first; no
    roles: a role plays no part. `documented`: only those with a document. `since`, `until`: only those dated so, both
    days included; empty: at any time."""

    levels: tuple[str, ...]
    roles: tuple[str, ...]
    documented: bool
    since: str
    until: str


class Case(Protocol):
    """One subject, as the reference evaluator shows it to a rule."""

    @property
    def node(self) -> str: ...
    @property
    def points(self) -> Fraction: ...
    @property
    def better(self) -> Better: ...
    @property
    def parts(self) -> Sequence[str]:
        """The parts of the period, in order."""
        ...

    def value(self, name: str, part: str = "") -> Number:
        """The number; when there is none the evaluator holds the node, and the rule goes no further."""
        ...

    def outcome(self, name: str, part: str = "") -> Outcome: ...
    def points_of(self, name: str) -> Fraction:
        """Full marks of a score."""
        ...

    def extra(self, name: str) -> bool:
        """A bonus or a penalty: outside the full marks."""
        ...

    def peers(self, name: str, within: str) -> Sequence[Number]:
        """The numbers of all subjects compared with this one, itself included; those without a number are not in it."""
        ...

    def peer_rows(self, names: Sequence[str], within: str) -> Sequence[Sequence[Number]]:
        """Of every subject compared with this one, itself included, the numbers of these names; who lacks one of them
        is not in it."""
        ...

    def form(self, name: str) -> Form: ...
    def events(self, name: str) -> Sequence[Event]: ...
    def ratings(self, form: str) -> Sequence[tuple[str, str, Fraction]]:
        """(item, class, value) of every rater; the class is empty on a form without classes."""
        ...

    def tallies(self, form: str) -> Mapping[tuple[str, str, str], int]:
        """(class, item, option) → how often; the class is empty on a form without classes."""
        ...

    def hold(self, cause: str) -> Exception:
        """`raise case.hold("…")`: no score, for this cause: a code, or a code with names, `class_missing:leaders,staff`
        (worded in `kaohe.engine.wording.rules.CAUSES`)."""
        ...

    def leave_out(self, cause: str) -> Exception:
        """`raise case.leave_out("…")`: does not count for this subject, though its inputs are there; for the same rows
        `Rule.leaves_out` is true."""
        ...

    def formula(self, text: str) -> Working:
        """A scheme's own formula, with the facts it names."""
        ...


class Columns(Protocol):
    """All subjects at once, as the columnar evaluator shows them to a rule. The same names as `Case`.

    A rule need not look after absence: the evaluator blanks the rows in which an input has no number (for a rule that
    absorbs: the rows in which an input is held).
    """

    @property
    def node(self) -> str: ...
    @property
    def points(self) -> Column: ...
    @property
    def better(self) -> Better: ...
    @property
    def parts(self) -> Sequence[str]: ...

    def value(self, name: str, part: str = "") -> Value:
        """Null where there is no number."""
        ...

    def left_out(self, name: str, part: str = "") -> Mask | None:
        """Where the input does not count; None when that cannot happen."""
        ...

    def points_of(self, name: str) -> Column: ...
    def extra(self, name: str) -> bool: ...
    def least_of(self, name: str, within: str) -> Value: ...
    def most_of(self, name: str, within: str) -> Value: ...
    def sum_of(self, name: str, within: str) -> Value: ...
    def total_of(self, value: Value, within: str) -> Value:
        """The sum of any column over the subjects compared; rows in which it is null are not in it."""
        ...

    def quantile_of(self, name: str, within: str, share: Fraction, definition: Definition) -> Value:
        """Of the subjects compared that have a number (`kaohe.engine.quantiles`)."""
        ...

    def count_of(self, name: str, within: str) -> Column:
        """How many of the subjects compared have a number."""
        ...

    def rank_of(self, name: str, within: str, *, best: Better, ties: Ties) -> Column:
        """1 is best. `average` ranks are halves."""
        ...

    def form(self, name: str) -> Form: ...
    def event_count(self, name: str, *, level: str | None = None, role: str | None = None) -> Column:
        """How many happened, 0 when none; only those of a level and a role, where given."""
        ...

    def event_count_of(self, name: str, counting: Counting, *, level: str, role: str, first: bool) -> Column:
        """How many that count happened at a level in a role (empty where roles play no part): those that stand `first`
        in their matter (the highest level, then role, then number) or without one; or the others."""
        ...

    def rating_totals(
        self, form: str, rater_class: str, item: str, *, trim: int, trim_above: int
    ) -> tuple[Column, Column]:
        """Sum and number of a class's ratings of an item (both 0 when there is none); where there are more than
        `trim_above`, the `trim` highest and lowest are left away from both."""
        ...

    def tally(self, form: str, rater_class: str, item: str, option: str) -> Column:
        """How often; 0 when never. The class is empty on a form without classes."""
        ...

    def held(self, where: Mask, value: Value) -> Value:
        """`value`, but null where the mask is true; a doubt about the mask is one about the value."""
        ...

    def formula(self, text: str) -> Value: ...


class Bounds(Protocol):
    """What is known before any figure is read."""

    @property
    def node(self) -> str: ...
    @property
    def points(self) -> Fraction: ...
    @property
    def better(self) -> Better: ...
    @property
    def parts(self) -> Sequence[str]: ...
    def value(self, name: str, part: str = "") -> Interval: ...
    def may_be_left_out(self, name: str, part: str = "") -> bool: ...
    def points_of(self, name: str) -> Interval:
        """Full marks of a score, whichever of its texts holds."""
        ...

    def extra(self, name: str) -> bool: ...
    def form(self, name: str) -> Form: ...
    def event_count(self, name: str) -> Interval:
        """How many can have happened."""
        ...

    def formula(self, text: str) -> Interval: ...


@dataclass(frozen=True)
class CellFormula:
    """A workbook's formula for a score, before limits and rounding, where every input counts.

    `held`: conditions under which there is no score although all inputs are there. `may_fail`: it can divide by zero, or
    ask for a root or a logarithm that does not exist; then the score is held as well.
    """

    text: str
    held: tuple[str, ...] = ()
    may_fail: bool = False


@dataclass(frozen=True)
class ValueOnly:
    """A workbook holds the score as a number, without a formula, for this reason."""

    reason: Text


class Cells(Protocol):
    """One subject's row of a workbook. Every method gives a piece of a formula, such as the address of a cell."""

    @property
    def node(self) -> str: ...
    @property
    def points(self) -> str: ...
    @property
    def better(self) -> Better: ...
    @property
    def parts(self) -> Sequence[str]: ...

    def number(self, label: Text, value: Fraction) -> str:
        """The cell of a number of the rule's text, which an office may change to see what follows."""
        ...

    def numbers(self, label: Text, values: Sequence[Fraction]) -> str:
        """The range of several such cells, one below the other."""
        ...

    def title(self, name: str, part: str = "") -> Text:
        """What an input is called, for labels."""
        ...

    def value(self, name: str, part: str = "") -> str:
        """The number of an input. A part that is left out is text, which SUM, MIN, MAX and COUNT pass over."""
        ...

    def values(self, reads: Sequence[tuple[str, str]]) -> str:
        """Several inputs (name, part) as arguments of SUM, MIN, MAX, COUNT or PRODUCT."""
        ...

    def left_out(self, name: str, part: str = "") -> str | None:
        """Does the input not count? None when that cannot happen."""
        ...

    def points_of(self, name: str) -> str: ...
    def extra(self, name: str) -> bool: ...
    def least_of(self, name: str, within: str) -> str: ...
    def most_of(self, name: str, within: str) -> str: ...
    def count_of(self, name: str, within: str) -> str: ...
    def rank_of(self, name: str, within: str, *, best: Better, ties: Ties) -> str:
        """1 is best. It stands in a cell of its own, beside the score."""
        ...

    def event_count(self, name: str, *, level: str | None = None, role: str | None = None) -> str: ...
    def formula(self, text: str) -> str: ...


class Rule(ABC):
    """A rule or a way of combining: mixed into the frozen model of its text (a `Part`, or a `Shorthand` where the text
    is a list, a mapping of names or one word). `key` is its name in a scheme; registries are built from it.
    """

    key: ClassVar[str]
    title: ClassVar[Text]
    absorbs: ClassVar[bool] = False
    """Inputs left out are rescaled away by the rule itself; otherwise a left-out input leaves the node out."""

    adds_marks: ClassVar[bool] = False
    """The full marks of its parts add up to its own; otherwise it has the most of them."""

    keeps_direction: ClassVar[bool] = False
    """What it gives is still the figure that it reads: a rule that measures it goes by the figure's `better`."""
    example: ClassVar[Example | Text] = Text("尚未附算例", "no example stands with it yet")
    """An example that can be drawn, or why there is no curve."""

    def inputs(self, node: str, parts: Sequence[str]) -> tuple[Input, ...]:
        """The figures and scores that the rule reads for the node that bears it."""
        return ()

    def part_weights(self) -> Mapping[str, Fraction]:
        """The weights of the scores that it reads, for a mean by weights that add up to 1."""
        return {}

    def forms(self) -> tuple[str, ...]:
        """The rating forms that it counts."""
        return ()

    def counted_events(self, node: str) -> tuple[str, ...]:
        """The indicators whose events it counts."""
        return ()

    def event_words(self) -> Mapping[str, Mapping[str, object]]:
        """By column of the events table: the words that its events may have there (with a `title`, or none)."""
        return {}

    def withins(self) -> tuple[str, ...]:
        """Who is compared with whom, for rules that look at others."""
        return ()

    def faults(self, node: str, points: Fraction | None) -> Sequence[Fault]:
        """What is wrong with the rule's own numbers."""
        return ()

    def may_leave_out(self) -> bool:
        """Can it leave the node out although its inputs are there?"""
        return False

    def leaves_out(self, c: Columns) -> Mask | None:
        """Where it does so; null where an input is missing. None when it never does."""
        return None

    def expression(self) -> str | None:
        """The formula in its text, for a rule that is one: it is given to `formula` of `Case`, `Columns`, `Bounds`."""
        return None

    def form_faults(self, form: Form) -> Sequence[Fault]:
        """What is wrong with a form that the rule counts; `key` leads from the form's text."""
        return ()

    @abstractmethod
    def exact(self, case: Case) -> Working: ...

    @abstractmethod
    def columns(self, c: Columns) -> Value: ...

    @abstractmethod
    def bounds(self, b: Bounds) -> Interval: ...

    @abstractmethod
    def words(self, branch: str) -> Text:
        """The sentence for a branch of `exact`; `{fact}` places are filled from the working's facts."""

    def cells(self, c: Cells) -> CellFormula | ValueOnly:
        """The formula of a workbook; or, unless a rule says otherwise, why there is none."""
        return ValueOnly(Text("这种计分方法不写成公式", "this rule is not written as a formula"))
