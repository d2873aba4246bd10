"""What an expression can come to, before any figure is known; see `outcomes`."""

from __future__ import annotations

from collections.abc import Callable

from kaohe.engine.expressions.outcomes import Possible, of_type, outcome
from kaohe.engine.expressions.resolved import Reference, Resolved
from kaohe.engine.expressions.resolving import as_formula
from kaohe.engine.expressions.tree import Path, Tree


def bounds(expression: Resolved | Tree, lookup: Callable[[Path], Possible]) -> Possible:
    """All that it can come to: an interval for a number, None when that has no bounds, `Truths` for a condition.

    Where `lookup` gives None, a name can be all that its type allows. A tree is taken as a formula of numbers.
    """
    return _possible(as_formula(expression), lookup)


def _possible(node: Resolved, lookup: Callable[[Path], Possible]) -> Possible:
    if isinstance(node, Reference):
        found = lookup(node.path)
        return of_type(node) if found is None else found
    return outcome(node, lambda part: _possible(part, lookup))
