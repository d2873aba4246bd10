"""The engine: an assessment as a pure function, scheme × figures → scores, grades, and the reason for each.

    from kaohe.engine import read_scheme, check, score, explain, tell

    run = score(read_scheme("schemes/hdi-2022"), {"subjects": subjects, "figures": figures})
    print(tell(explain(run, "CHN"), "en"))

`read_scheme(path)` gives a Scheme or raises InvalidScheme; `check(path)` gives every Problem instead of raising;
`score(scheme, tables)` takes frames of polars, pandas or pyarrow by table name and gives a Run or raises InvalidFigures;
`explain(run, subject)` gives the tree of steps, `tell(step, lang)` its words, `say(problem, lang)` a problem's.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kaohe.engine.narration import as_data, tell
    from kaohe.engine.problems import InvalidFigures, InvalidScheme, Problem
    from kaohe.engine.run import Run, explain, score
    from kaohe.engine.scheme.scheme import Scheme, check, read_scheme
    from kaohe.engine.wording import say

__all__ = [
    "InvalidFigures",
    "InvalidScheme",
    "Problem",
    "Run",
    "Scheme",
    "as_data",
    "check",
    "explain",
    "read_scheme",
    "say",
    "score",
    "tell",
]

_HOMES = {
    "as_data": "narration",
    "tell": "narration",
    "InvalidFigures": "problems",
    "InvalidScheme": "problems",
    "Problem": "problems",
    "Run": "run",
    "explain": "run",
    "score": "run",
    "Scheme": "scheme.scheme",
    "check": "scheme.scheme",
    "read_scheme": "scheme.scheme",
    "say": "wording",
}


def __getattr__(name: str) -> Any:
    """Each name is loaded when it is first asked for, so that a part of the engine costs no more than itself."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
