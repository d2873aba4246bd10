"""Comparisons and membership, where a bare word can be a text.

Beside a text (`group == poor_county`) a word that is no name is a text; it must be one of the values if these are
known. A word that could be both is refused rather than guessed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from fractions import Fraction

from kaohe.engine.expressions.building import constant, operation
from kaohe.engine.expressions.faults import Fault, fault
from kaohe.engine.expressions.resolved import Membership, Reference, Resolved
from kaohe.engine.expressions.scope import NumberType, Scope, TextType, TruthType, Type
from kaohe.engine.expressions.tree import Among, Listed, Minus, Name, Numeral, Quoted, Tree
from kaohe.engine.expressions.writing import write
from kaohe.engine.problems import nearest

_MOST_SHOWN = 12


class Comparing(ABC):
    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.faults: list[Fault] = []

    @abstractmethod
    def value(self, tree: Tree) -> Resolved | None: ...

    @abstractmethod
    def number(self, tree: Tree) -> Resolved | None: ...

    def fault(self, code: str, tree: Tree, **values: object) -> None:
        self.faults.append(fault(code, tree.span[0], **values))

    def unknown(self, code: str, tree: Tree, found: str, known: Iterable[str], **values: object) -> None:
        self.fault(code, tree, found=found, near=nearest(found, known), **values)

    def type_at(self, tree: Tree) -> Type | None:
        return self.scope.type_of(tree.path) if isinstance(tree, Name) else None

    # ---- comparisons ------------------------------------------------------------------------------------------------

    def compared(self, left: Tree, op: str, right: Tree) -> Resolved | None:
        types = self.type_at(left), self.type_at(right)
        if isinstance(types[0], TextType) or isinstance(types[1], TextType):
            return self.texts(left, op, right)
        if isinstance(left, Quoted) or isinstance(right, Quoted):
            return self.quoted_beside_no_text(left, right)
        if (truth := self.truth_beside_word(left, right)) is not None:
            self.fault("expression_compare_condition", truth, found=write(truth))
            return None
        sides = self.value(left), self.value(right)
        for tree, side in zip((left, right), sides, strict=True):
            if side is not None and isinstance(side.type, TruthType):
                self.fault("expression_compare_condition", tree, found=write(tree))
                return None
        if sides[0] is None or sides[1] is None:
            return None
        return operation(op, [sides[0], sides[1]], (left.span[0], right.span[1]))

    def truth_beside_word(self, left: Tree, right: Tree) -> Tree | None:
        """In `principal == yes` the mistake is the comparison, not the unknown `yes`."""
        for tree, other in ((left, right), (right, left)):
            if isinstance(self.type_at(tree), TruthType) and isinstance(other, Name):
                return tree
        return None

    def quoted_beside_no_text(self, left: Tree, right: Tree) -> Resolved | None:
        text, other = (left, right) if isinstance(left, Quoted) else (right, left)
        if isinstance(other, Quoted):
            self.fault("expression_two_texts", left, left=write(left), right=write(right))
        elif self.value(other) is not None:
            self.fault("expression_text_beside_other", text, beside=write(text), found=write(other))
        return None

    def texts(self, left: Tree, op: str, right: Tree) -> Resolved | None:
        if op not in ("==", "!="):
            self.fault("expression_text_order", left, left=write(left), right=write(right), op=op)
            return None
        sides = self.text(left, right), self.text(right, left)
        if sides[0] is None or sides[1] is None:
            return None
        return operation(op, [sides[0], sides[1]], (left.span[0], right.span[1]))

    def text(self, tree: Tree, other: Tree) -> Resolved | None:
        """One side of a comparison of texts: a name of a text, or a text."""
        if isinstance(tree, Quoted):
            return self.text_constant(tree.text, tree, other)
        found, beside = self.type_at(tree), self.type_at(other)
        if not isinstance(tree, Name):
            self.refuse_as_text(tree, other)
            return None
        word = ".".join(tree.path)
        if isinstance(found, TextType):
            if isinstance(beside, TextType) and beside.values is not None and word in beside.values:
                self.fault("expression_ambiguous", tree, found=word, name=write(other))
                return None
            return Reference(tree.path, found, tree.span)
        if found is not None:
            self.refuse_as_text(tree, other)
            return None
        if len(tree.path) > 1:
            self.unknown("expression_unknown_name", tree, word, self.scope.known())
            return None
        return self.text_constant(word, tree, other)

    def refuse_as_text(self, tree: Tree, other: Tree) -> None:
        if isinstance(tree, Numeral):
            self.fault(
                "expression_text_beside_number",
                tree,
                beside=write(other),
                found=tree.written,
                instead=f"'{tree.written}'",
            )
        else:
            self.fault("expression_text_beside_other", tree, beside=write(other), found=write(tree))

    def text_constant(self, word: str, tree: Tree, other: Tree) -> Resolved | None:
        beside = self.type_at(other)
        values = beside.values if isinstance(beside, TextType) else None
        if values is None or word in values:
            return constant(word, tree.span)
        shown = ", ".join(sorted(values)[:_MOST_SHOWN]) + (" …" if len(values) > _MOST_SHOWN else "")
        self.unknown("expression_unknown_value", tree, word, values, name=write(other), values=shown)
        return None

    # ---- membership -------------------------------------------------------------------------------------------------

    def membership(self, tree: Among) -> Resolved | None:
        if isinstance(tree.item, Quoted):
            self.fault("expression_text_alone", tree.item, found=write(tree.item))
            return None
        item = self.value(tree.item)
        if item is not None and isinstance(item.type, TruthType):
            self.fault("expression_compare_condition", tree.item, found=write(tree.item))
            return None
        members: frozenset[str] | frozenset[Fraction] | None
        if isinstance(tree.members, Name):
            members = self.named_list(tree.members, item)
        elif item is None:
            return None
        elif isinstance(item.type, NumberType):
            members = self.numbers(tree.members)
        else:
            members = self.words(tree.members, tree.item)
        if item is None or members is None:
            return None
        found = Membership(item, members, tree.span)
        return operation("not", [found], tree.span) if tree.negated else found

    def named_list(self, tree: Name, item: Resolved | None) -> frozenset[str] | None:
        name = ".".join(tree.path)
        members = self.scope.list_named(name)
        if members is None:
            if self.scope.type_of(tree.path) is not None:
                self.fault("expression_no_list", tree, found=name)
            else:
                self.unknown("expression_unknown_list", tree, name, self.scope.known())
        elif item is not None and isinstance(item.type, NumberType):
            self.fault("expression_list_of_texts", tree, found=name)
            return None
        return members

    def numbers(self, tree: Listed) -> frozenset[Fraction] | None:
        members: set[Fraction] = set()
        for item in tree.items:
            sign, number = (-1, item.part) if isinstance(item, Minus) else (1, item)
            if isinstance(number, Numeral):
                members.add(sign * number.value)
            else:
                self.fault("expression_number_not_text", item, found=write(item))
        return frozenset(members) if len(members) else None

    def words(self, tree: Listed, beside: Tree) -> frozenset[str] | None:
        found = [self.word(item, beside) for item in tree.items]
        members = frozenset(word for word in found if word is not None)
        return None if None in found else members

    def word(self, tree: Tree, beside: Tree) -> str | None:
        if isinstance(tree, Name) and self.scope.list_named(tree.path[0]) is not None:
            self.fault("expression_list_in_brackets", tree, found=tree.path[0])
            return None
        if isinstance(tree, Quoted | Name):
            word = tree.text if isinstance(tree, Quoted) else tree.path[0]
            return None if self.text_constant(word, tree, beside) is None else word
        number = write(tree)
        self.fault("expression_text_beside_number", tree, beside=write(beside), found=number, instead=f"'{number}'")
        return None
