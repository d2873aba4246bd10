"""From text to tree: operators by rank, as in arithmetic; `not` looser than a comparison, `and` tighter than `or`.

Depth is counted while reading, so no text, however nested, can exhaust the stack here or in anything that walks a tree.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from kaohe.engine.expressions.faults import ExpressionError, error
from kaohe.engine.expressions.functions import FUNCTIONS
from kaohe.engine.expressions.hints import word_instead
from kaohe.engine.expressions.tokens import Token, Tokens
from kaohe.engine.expressions.tree import (
    COMPARISON,
    COMPARISONS,
    NOT,
    OR,
    RANK,
    SIGN,
    SUM,
    Among,
    Call,
    InARow,
    Listed,
    Minus,
    Name,
    Not,
    Numeral,
    Quoted,
    Tree,
    chain,
)
from kaohe.engine.numbers import read_number
from kaohe.engine.problems import nearest

MOST_CHARACTERS = 2000
MOST_NESTING = 50
_MOST_DEPTH = 3 * MOST_NESTING + 1
"""Of operands inside operands: a bracket is one, and so is each operator of higher rank on the way to it."""


@lru_cache(maxsize=4096)
def parse(text: str) -> Tree:
    """Raises ExpressionError."""
    if len(text) > MOST_CHARACTERS:
        raise error("expression_too_long", MOST_CHARACTERS, length=len(text), most=MOST_CHARACTERS)
    return _Reader(text).whole()


class _Reader(Tokens):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.nesting = self.depth = 0

    def whole(self) -> Tree:
        if self.sees_end():
            raise error("expression_empty", 0)
        tree = self.expression(OR)
        if not self.sees_end():
            raise self.no_operator()
        return tree

    # ---- operators --------------------------------------------------------------------------------------------------

    def expression(self, least: int) -> Tree:
        """Everything from here that binds at least as tightly as `least`."""
        self.depth += 1
        if self.nesting > MOST_NESTING or self.depth > _MOST_DEPTH:
            raise error("expression_too_deep", self.here.start, most=MOST_NESTING)
        left = self.operand(least)
        while (rank := self.rank()) >= least:
            left = self.comparison(left) if rank == COMPARISON else self.chained(left, rank)
        self.depth -= 1
        return left

    def nested(self, least: int) -> Tree:
        self.nesting += 1
        tree = self.expression(least)
        self.nesting -= 1
        return tree

    def rank(self) -> int:
        """The rank of the operator that stands here; 0 when there is none."""
        if self.here.kind != "sign":
            return 0
        if self.here.text == "not":
            return COMPARISON if self.ahead()[:2] == ("sign", "in") else 0
        return RANK.get(self.here.text, 0)

    def chained(self, left: Tree, rank: int) -> Tree:
        parts, operators = [left], []
        while self.rank() == rank:
            operators.append(self.take().text)
            parts.append(self.expression(rank + 1))
        return chain(parts, operators)

    def comparison(self, left: Tree) -> Tree:
        if not self.sees(*COMPARISONS):
            tree = self.membership(left)
        else:
            parts, operators = [left], []
            while self.sees(*COMPARISONS):
                operators.append(self.take())
                parts.append(self.expression(SUM))
            for first, second in pairwise(operators):
                if first.text[0] != second.text[0] or "!=" in (first.text, second.text):
                    raise error("expression_mixed_chain", second.start, first=first.written, second=second.written)
            tree = chain(parts, [o.text for o in operators])
        if self.rank() == COMPARISON:
            raise error("expression_chain_after", self.here.start, found=self.here.written)
        return tree

    def membership(self, item: Tree) -> Tree:
        negated = self.take().text == "not"
        if negated:
            self.take()
        if self.here.kind == "name":
            token = self.take()
            members: Name | Listed = Name(tuple(token.text.split(".")), span=(token.start, token.end))
        elif self.sees("("):
            members = self.listed()
        elif self.sees_end():
            raise error("expression_list_at_end", self.here.start)
        else:
            raise error("expression_list", self.here.start, found=self.here.written)
        return Among(item, members, negated, span=(item.span[0], members.span[1]))

    def listed(self) -> Listed:
        opening = self.take()
        items = [self.list_item(opening)]
        while self.sees(","):
            self.take()
            items.append(self.list_item(opening))
        closing = self.close(opening)
        return Listed(tuple(items), span=(opening.start, closing.end))

    def list_item(self, opening: Token) -> Tree:
        if self.sees_end():
            raise error("expression_unclosed", opening.start)
        negative = self.take() if self.sees("-") and self.ahead().kind == "number" else None
        token = self.here
        if token.kind not in ("number", "name", "text") or (token.kind == "name" and "." in token.text):
            raise error("expression_list_item", token.start, found=token.written)
        item = self.simple()
        return item if negative is None else Minus(item, span=(negative.start, item.span[1]))

    # ---- operands ---------------------------------------------------------------------------------------------------

    def operand(self, least: int) -> Tree:
        token = self.here
        if token.kind == "name" and self.ahead()[:2] == ("sign", "("):
            return self.call()
        if token.kind in ("name", "text") and self.ahead().kind == "number" and self.ahead(2).text.startswith("year"):
            return self.in_a_row()
        if token.kind in ("number", "name", "text"):
            return self.simple()
        if self.sees("-"):
            self.take()
            part = self.nested(SIGN)
            return Minus(part, span=(token.start, part.span[1]))
        if self.sees("not"):
            return self.negation(least)
        if self.sees("("):
            self.take()
            inner = self.nested(OR)
            self.close(token)
            return inner
        raise self.no_operand()

    def simple(self) -> Tree:
        token = self.take()
        span = (token.start, token.end)
        if token.kind == "number":
            value = read_number(token.text)
            assert value is not None
            return Numeral(value, token.text, span=span)
        return Quoted(token.text, span=span) if token.kind == "text" else Name(tuple(token.text.split(".")), span=span)

    def negation(self, least: int) -> Tree:
        token = self.take()
        if least > NOT:
            raise error("expression_write_instead", token.start, found="not …", instead="(not …)")
        part = self.nested(NOT)
        return Not(part, span=(token.start, part.span[1]))

    def call(self) -> Tree:
        name, opening = self.take(), self.take()
        function = FUNCTIONS.get(name.text)
        if function is None:
            near, known = nearest(name.text, FUNCTIONS), ", ".join(FUNCTIONS)
            raise error("expression_unknown_function", name.start, found=name.written, near=near, known=known)
        arguments = [] if self.sees(")") else [self.nested(OR)]
        while self.sees(","):
            self.take()
            arguments.append(self.nested(OR))
        closing = self.close(opening)
        if not function.least <= len(arguments) <= function.most:
            raise error(
                "expression_arguments", name.start, found=name.written, count=len(arguments), usage=function.usage
            )
        return Call(name.text, tuple(arguments), span=(name.start, closing.end))

    def in_a_row(self) -> Tree:
        word, grade, years = self.here, self.simple(), self.take()
        rest = [self.take() for _ in range(4)]
        name = word.written.split(".")[-1] if word.kind == "name" else word.written
        well_said = [token.text for token in rest] == ["years", "in", "a", "row"] and name == word.written
        if not well_said or not years.text.isdecimal() or int(years.text) == 0:
            raise error("expression_in_a_row", word.start, instead=f"{name} 3 years in a row")
        assert isinstance(grade, Name | Quoted)
        return InARow(grade, int(years.text), span=(word.start, rest[-1].end))

    # ---- refusing ---------------------------------------------------------------------------------------------------

    def close(self, opening: Token) -> Token:
        if self.sees(")"):
            return self.take()
        raise error("expression_unclosed", opening.start) if self.sees_end() else self.no_operator()

    def no_operator(self) -> ExpressionError:
        """A value is complete and neither an operator nor an end follows."""
        before, found = self.tokens[self.position - 1], self.here
        if self.sees(")"):
            return error("expression_unopened", found.start)
        if self.sees(","):
            return error("expression_comma", found.start)
        for word in (found, before):
            instead = word_instead(word.text) if word.kind == "name" else ""
            if instead:
                return error("expression_write_instead", word.start, found=word.written, instead=instead)
        return error("expression_two_values", found.start, left=before.written, right=found.written)

    def no_operand(self) -> ExpressionError:
        found = self.here
        if self.position == 0:
            return error("expression_operand_at_start", found.start, found=found.written)
        after = self.tokens[self.position - 1].written
        if self.sees_end():
            return error("expression_operand_at_end", found.start, after=after)
        return error("expression_operand", found.start, found=found.written, after=after)
