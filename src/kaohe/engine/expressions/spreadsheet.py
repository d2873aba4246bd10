"""An expression as a formula of a spreadsheet: `a * b / 80` over cells becomes `D7*E7/80`.

Spreadsheets calculate in doubles: where two computed numbers are compared, both are rounded to `DIGITS` decimals first, so
that 0.1 + 0.2 is 0.3. `and` and `or` stop at the part that decides, as everywhere in schemes.
"""

from __future__ import annotations

from collections.abc import Callable

from kaohe.engine.expressions.faults import NoFormula
from kaohe.engine.expressions.parsing import parse
from kaohe.engine.expressions.resolved import Resolved, source
from kaohe.engine.expressions.tree import (
    COMPARISON,
    PRODUCT,
    SIGN,
    Among,
    Call,
    Chain,
    Listed,
    Minus,
    Name,
    Not,
    Numeral,
    Path,
    Tree,
)
from kaohe.engine.numbers import show

DIGITS = 9
_FUNCTIONS = {"min": "MIN", "max": "MAX", "abs": "ABS", "if": "IF", "ln": "LN"}


def spreadsheet(expression: Tree | Resolved | str, cell: Callable[[Path], str]) -> str:
    """`cell` gives a name's address. Raises NoFormula for what has no number, such as a text."""
    if isinstance(expression, str):
        return _put(parse(expression), cell)
    return _put(source(expression) if isinstance(expression, Resolved) else expression, cell)


def _put(tree: Tree, cell: Callable[[Path], str]) -> str:
    match tree:
        case Numeral(value):
            shown = show(value)
            return f"({value.numerator}/{value.denominator})" if shown.endswith("…") else shown
        case Name(path):
            return cell(path)
        case Minus(part):
            return f"-{_within(part, SIGN, cell)}"
        case Not(part):
            return f"NOT({_put(part, cell)})"
        case Chain(parts, operators) if tree.rank > COMPARISON:
            texts = [_within(parts[0], tree.rank, cell)]
            for op, part in zip(operators, parts[1:], strict=True):
                texts += [op, _within(part, tree.rank + 1, cell)]
            return "".join(texts)
        case Chain(parts, operators) if tree.rank == COMPARISON:
            sides = [_compared(part, cell) for part in parts]
            pairs = [_pair(a, op, b) for a, op, b in zip(sides, operators, sides[1:], strict=False)]
            return pairs[0] if len(pairs) == 1 else f"AND({','.join(pairs)})"
        case Chain(parts, operators):
            return _until_decided([_put(part, cell) for part in parts], operators[0])
        case Among(item, Listed(items), negated):
            one = _compared(item, cell)
            told = f"OR({','.join(_pair(one, '==', _compared(other, cell)) for other in items)})"
            return f"NOT({told})" if negated else told
        case Call():
            return _call(tree, cell)
    raise NoFormula(f"not a number: {tree}")


def _within(tree: Tree, least: int, cell: Callable[[Path], str]) -> str:
    """In brackets where it binds too loosely."""
    text = _put(tree, cell)
    loose = isinstance(tree, Chain) and PRODUCT >= tree.rank < least
    return f"({text})" if loose or isinstance(tree, Minus) else text


def _compared(tree: Tree, cell: Callable[[Path], str]) -> str:
    text = _put(tree, cell)
    return text if isinstance(tree, (Name, Numeral)) else f"ROUND({text},{DIGITS})"


def _pair(left: str, op: str, right: str) -> str:
    return f"{left}{ {'==': '=', '!=': '<>'}.get(op, op) }{right}"


def _until_decided(parts: list[str], op: str) -> str:
    first, *rest = parts
    if not rest:
        return first
    later = _until_decided(rest, op)
    return f"IF({first},{later},FALSE)" if op == "and" else f"IF({first},TRUE,{later})"


def _call(tree: Call, cell: Callable[[Path], str]) -> str:
    first, *others = [_put(argument, cell) for argument in tree.arguments]
    if tree.function == "root":
        return f"SQRT({first})" if others[0] == "2" else f"({first})^(1/{others[0]})"
    if tree.function == "round":
        return f"ROUND(ROUND({first},{DIGITS + 2}),{others[0]})"
    if tree.function not in _FUNCTIONS:
        raise NoFormula(f"no such function in a spreadsheet: {tree.function}")
    return f"{_FUNCTIONS[tree.function]}({','.join([first, *others])})"
