"""What the names mean, and whether the types fit: everything that is wrong, all at once.

A bare word means a text only beside something known to be a text (`comparing`); anywhere else it must be a name.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from kaohe.engine.expressions.building import arithmetic, constant, operation
from kaohe.engine.expressions.comparing import Comparing
from kaohe.engine.expressions.faults import Fault, NoFormula
from kaohe.engine.expressions.functions import WHOLE_ARGUMENT
from kaohe.engine.expressions.resolved import Reference, Resolved
from kaohe.engine.expressions.scope import NumberType, Scope, TextType, TruthType, Type
from kaohe.engine.expressions.tree import (
    COMPARISON,
    YEARS_IN_A_ROW,
    Among,
    Call,
    Chain,
    InARow,
    Minus,
    Name,
    Not,
    Numeral,
    Path,
    Tree,
)
from kaohe.engine.expressions.writing import write


def resolve(
    tree: Tree, scope: Scope, *, wanted: Literal["number", "condition"] | None = None
) -> tuple[Resolved | None, list[Fault]]:
    """The tree with its meaning, or None and the faults, in the order of the text. `wanted`: what it has to come to."""
    resolver = _Resolver(scope)
    if wanted == "number":
        result = resolver.number(tree)
    elif wanted == "condition":
        result = resolver.condition(tree)
    else:
        result = resolver.value(tree)
        if result is not None and isinstance(result.type, TextType):
            resolver.fault("expression_text_alone", tree, found=write(tree))
    faults = sorted(resolver.faults, key=lambda fault: (fault.offset, fault.code))
    return (None if faults else result), faults


class _OnlyNumbers:
    """Every name is a number."""

    def type_of(self, path: Path) -> Type | None:
        return NumberType()

    def list_named(self, name: str) -> frozenset[str] | None:
        return None

    def known(self) -> Iterable[str]:
        return ()


def as_formula(expression: Resolved | Tree) -> Resolved:
    """A tree whose every name is a number, or what is resolved already. Raises NoFormula."""
    if isinstance(expression, Resolved):
        return expression
    resolved, faults = resolve(expression, _OnlyNumbers())
    if resolved is None:
        raise NoFormula(faults)
    return resolved


class _Resolver(Comparing):
    """Every method gives None once it has noted a fault."""

    def value(self, tree: Tree) -> Resolved | None:
        match tree:
            case Numeral(value):
                return constant(value, tree.span)
            case Name():
                return self.reference(tree)
            case Chain() if tree.rank == COMPARISON:
                return self.comparisons(tree)
            case Among():
                return self.membership(tree)
            case InARow():
                return self.in_a_row(tree)
            case Call():
                return self.call(tree)
            case Not(part):
                inner = self.condition(part)
                return inner and operation("not", [inner], tree.span)
            case Minus(part):
                inner = self.number(part)
                return inner and operation("negative", [inner], tree.span)
            case Chain():
                return self.chain(tree)
        self.fault("expression_text_alone", tree, found=write(tree))
        return None

    def number(self, tree: Tree) -> Resolved | None:
        result = self.value(tree)
        if result is None or isinstance(result.type, NumberType):
            return result
        code = "expression_number_not_text" if isinstance(result.type, TextType) else "expression_number_not_condition"
        self.fault(code, tree, found=write(tree))
        return None

    def condition(self, tree: Tree) -> Resolved | None:
        result = self.value(tree)
        if result is None or isinstance(result.type, TruthType):
            return result
        code = (
            "expression_condition_not_text" if isinstance(result.type, TextType) else "expression_condition_not_number"
        )
        self.fault(code, tree, found=write(tree))
        return None

    def reference(self, tree: Name) -> Resolved | None:
        found = self.scope.type_of(tree.path)
        if found is not None:
            return Reference(tree.path, found, tree.span)
        self.unknown("expression_unknown_name", tree, ".".join(tree.path), self.scope.known())
        return None

    def chain(self, tree: Chain) -> Resolved | None:
        logic = tree.operators[0] in ("and", "or")
        parts = [self.condition(part) if logic else self.number(part) for part in tree.parts]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        return operation(tree.operators[0], known, tree.span) if logic else arithmetic(known, tree.operators, tree.span)

    def comparisons(self, tree: Chain) -> Resolved | None:
        pairs = zip(tree.parts, tree.operators, tree.parts[1:], strict=False)
        compared = [self.compared(left, op, right) for left, op, right in pairs]
        known = [pair for pair in compared if pair is not None]
        if len(known) < len(compared):
            return None
        return known[0] if len(known) == 1 else operation("and", known, tree.span)

    def call(self, tree: Call) -> Resolved | None:
        if tree.function in WHOLE_ARGUMENT:
            return self.with_whole_argument(tree)
        if tree.function == "missing":
            parts = [self.value(tree.arguments[0])]
        elif tree.function == "if":
            parts = [self.condition(tree.arguments[0]), *map(self.number, tree.arguments[1:])]
        else:
            parts = [self.number(part) for part in tree.arguments]
        known = [part for part in parts if part is not None]
        return operation(tree.function, known, tree.span) if len(known) == len(parts) else None

    def with_whole_argument(self, tree: Call) -> Resolved | None:
        value, count = tree.arguments
        low, high = WHOLE_ARGUMENT[tree.function]
        inner = self.number(value)
        if not isinstance(count, Numeral) or count.value.denominator != 1 or not low <= count.value <= high:
            self.fault(
                "expression_whole_argument", count, function=tree.function, found=write(count), low=low, high=high
            )
            return None
        return inner and operation(tree.function, [inner, constant(count.value, count.span)], tree.span)

    def in_a_row(self, tree: InARow) -> Resolved | None:
        path = (YEARS_IN_A_ROW, tree.word)
        years = self.scope.type_of(path)
        if years is None:
            prefix = YEARS_IN_A_ROW + "."
            grades = [name.removeprefix(prefix) for name in self.scope.known() if name.startswith(prefix)]
            self.unknown("expression_unknown_grade", tree.grade, tree.word, grades)
            return None
        count = constant(Fraction(tree.years), tree.span)
        return operation(">=", [Reference(path, years, tree.grade.span), count], tree.span)
