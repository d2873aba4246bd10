"""The one small expression language of schemes: conditions (`political < 90`) and formulas (`a * b / 80`).

Total: every text is an expression or has a fault with a place, every evaluation ends, and nothing outside is reached.
`parse` reads a text, `resolve` gives its names a meaning and checks the types; then `exact` is what it means, `columns`
the same on whole columns, `bounds` what it can come to, `warnings` where it may have no value, `fill` puts it in a
reader's notation, and `spreadsheet` makes it a spreadsheet's formula. `formula` is the short way for the workings of rules.
"""

from kaohe.engine.expressions.bounding import bounds
from kaohe.engine.expressions.cautions import warnings
from kaohe.engine.expressions.columnwise import TextColumn, columns
from kaohe.engine.expressions.evaluating import exact
from kaohe.engine.expressions.faults import ExpressionError, Fault, NoFormula
from kaohe.engine.expressions.formulas import evaluate_formula, formula
from kaohe.engine.expressions.outcomes import Possible, Truths
from kaohe.engine.expressions.parsing import parse
from kaohe.engine.expressions.resolved import Resolved, names
from kaohe.engine.expressions.resolving import resolve
from kaohe.engine.expressions.scope import NumberType, Scope, TextType, TruthType, Type
from kaohe.engine.expressions.spreadsheet import spreadsheet
from kaohe.engine.expressions.tree import YEARS_IN_A_ROW, Path, Tree
from kaohe.engine.expressions.writing import fill, write

__all__ = [
    "YEARS_IN_A_ROW",
    "ExpressionError",
    "Fault",
    "NoFormula",
    "NumberType",
    "Path",
    "Possible",
    "Resolved",
    "Scope",
    "TextColumn",
    "TextType",
    "Tree",
    "TruthType",
    "Truths",
    "Type",
    "bounds",
    "columns",
    "evaluate_formula",
    "exact",
    "fill",
    "formula",
    "names",
    "parse",
    "resolve",
    "spreadsheet",
    "warnings",
    "write",
]
