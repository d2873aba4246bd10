"""From text to tree: operators by rank, as in arithmetic; `not` binds looser than a comparison, `and` tighter than `or`.

Depth is counted while reading, so no text, however nested, can exhaust the stack here or in anything that walks a tree.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NoReturn

from kaohe.engine.expressions.faults import error
from kaohe.engine.expressions.functions import FUNCTIONS
from kaohe.engine.expressions.hints import word_instead
from kaohe.engine.expressions.tokens import Token, tokenize
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
_MOST_DEPTH = 2 * MOST_NESTING


def parse(text: str) -> Tree:
    """Raises ExpressionError."""
    if len(text) > MOST_CHARACTERS:
        raise error("too_long", MOST_CHARACTERS, length=len(text), most=MOST_CHARACTERS)
    return _Reader(tokenize(text)).whole()


class _Reader:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.position = 0
        self.nesting = self.depth = 0

    @property
    def now(self) -> Token:
        return self.tokens[self.position]

    def ahead(self, count: int = 1) -> Token:
        return self.tokens[min(self.position + count, len(self.tokens) - 1)]

    def take(self) -> Token:
        token = self.now
        self.position = min(self.position + 1, len(self.tokens) - 1)
        return token

    def sees(self, *signs: str) -> bool:
        return self.now.kind == "sign" and self.now.text in signs

    def whole(self) -> Tree:
        if self.now.kind == "end":
            raise error("empty", 0)
        tree = self.expression(OR)
        if self.now.kind != "end":
            self.refuse_rest()
        return tree

    # ---- operators --------------------------------------------------------------------------------------------------

    def expression(self, least: int) -> Tree:
        """Everything from here that binds at least as tightly as `least`."""
        self.depth += 1
        if self.nesting > MOST_NESTING or self.depth > _MOST_DEPTH:
            raise error("too_deep", self.now.start, most=MOST_NESTING)
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
        if self.now.kind != "sign":
            return 0
        if self.now.text == "not":
            return COMPARISON if self.ahead()[:2] == ("sign", "in") else 0
        return RANK.get(self.now.text, 0)

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
                    raise error("mixed_chain", second.start, first=first.written, second=second.written)
            tree = chain(parts, [o.text for o in operators])
        if self.rank() == COMPARISON:
            raise error("chain_after", self.now.start, found=self.now.written)
        return tree

    def membership(self, item: Tree) -> Tree:
        negated = self.take().text == "not"
        if negated:
            self.take()
        if self.now.kind == "name":
            token = self.take()
            members: Name | Listed = Name(tuple(token.text.split(".")), (token.start, token.end))
        elif self.sees("("):
            members = self.listed()
        elif self.now.kind == "end":
            raise error("list_at_end", self.now.start)
        else:
            raise error("list", self.now.start, found=self.now.written)
        return Among(item, members, negated, (item.span[0], members.span[1]))

    def listed(self) -> Listed:
        opening = self.take()
        items = [self.list_item(opening)]
        while self.sees(","):
            self.take()
            items.append(self.list_item(opening))
        closing = self.close(opening)
        return Listed(tuple(items), (opening.start, closing.end))

    def list_item(self, opening: Token) -> Tree:
        if self.now.kind == "end":
            raise error("unclosed", opening.start)
        negative = self.take() if self.sees("-") and self.ahead().kind == "number" else None
        token = self.now
        if token.kind not in ("number", "name", "text") or (token.kind == "name" and "." in token.text):
            raise error("list_item", token.start, found=token.written)
        item = self.simple()
        return item if negative is None else Minus(item, (negative.start, item.span[1]))

    # ---- operands ---------------------------------------------------------------------------------------------------

    def operand(self, least: int) -> Tree:
        token = self.now
        if token.kind == "name" and self.ahead()[:2] == ("sign", "("):
            return self.call()
        if token.kind in ("name", "text") and self.ahead().kind == "number" and self.ahead(2).text.startswith("year"):
            return self.in_a_row()
        if token.kind in ("number", "name", "text"):
            return self.simple()
        if self.sees("-"):
            self.take()
            part = self.nested(SIGN)
            return Minus(part, (token.start, part.span[1]))
        if self.sees("not"):
            return self.negation(least)
        if self.sees("("):
            self.take()
            inner = self.nested(OR)
            self.close(token)
            return inner
        self.refuse_operand()

    def simple(self) -> Tree:
        token = self.take()
        span = (token.start, token.end)
        if token.kind == "number":
            value = read_number(token.text)
            assert value is not None
            return Numeral(value, token.text, span)
        return Quoted(token.text, span) if token.kind == "text" else Name(tuple(token.text.split(".")), span)

    def negation(self, least: int) -> Tree:
        token = self.take()
        if least > NOT:
            raise error("write_instead", token.start, found="not …", hint="(not …)")
        part = self.nested(NOT)
        return Not(part, (token.start, part.span[1]))

    def call(self) -> Tree:
        name, opening = self.take(), self.take()
        function = FUNCTIONS.get(name.text)
        if function is None:
            hint = nearest(name.text, FUNCTIONS)
            code = "unknown_function_near" if hint else "unknown_function"
            raise error(code, name.start, found=name.written, hint=hint, known=", ".join(FUNCTIONS))
        arguments = [] if self.sees(")") else [self.nested(OR)]
        while self.sees(","):
            self.take()
            arguments.append(self.nested(OR))
        closing = self.close(opening)
        if not function.least <= len(arguments) <= function.most:
            raise error("arguments", name.start, found=name.written, count=len(arguments), usage=function.usage)
        return Call(name.text, tuple(arguments), (name.start, closing.end))

    def in_a_row(self) -> Tree:
        grade, years, unit = self.simple(), self.take(), self.take()
        assert isinstance(grade, Name | Quoted)
        pattern = f"{self.tokens[self.position - 3].written} 3 years in a row"
        last = unit
        for word in ("in", "a", "row"):
            if unit.text != "years" or self.now.text != word:
                raise error("in_a_row", grade.span[0], hint=pattern)
            last = self.take()
        if not years.text.isdecimal() or int(years.text) == 0 or len(getattr(grade, 'path', '1')) > 1:
            raise error("in_a_row", grade.span[0], hint=pattern)
        return InARow(grade, int(years.text), (grade.span[0], last.end))

    # ---- refusing ---------------------------------------------------------------------------------------------------

    def close(self, opening: Token) -> Token:
        if self.sees(")"):
            return self.take()
        if self.now.kind == "end":
            raise error("unclosed", opening.start)
        self.refuse_rest()

    def refuse_rest(self) -> NoReturn:
        """A value is complete and neither an operator nor an end follows."""
        before, found = self.tokens[self.position - 1], self.now
        if self.sees(")"):
            raise error("unopened", found.start)
        if self.sees(","):
            raise error("comma", found.start)
        for word in (found, before):
            if word.kind == "name" and word_instead(word.text):
                raise error("write_instead", word.start, found=word.written, hint=word_instead(word.text))
        raise error("two_values", found.start, left=before.written, right=found.written)

    def refuse_operand(self) -> NoReturn:
        found = self.now
        if self.position == 0:
            raise error("operand_at_start", found.start, found=found.written)
        after = self.tokens[self.position - 1].written
        if found.kind == "end":
            raise error("operand_at_end", found.start, after=after)
        raise error("operand", found.start, found=found.written, after=after)
