"""Rules: a figure becomes a score. One file a rule; nothing else names a rule."""

from __future__ import annotations

import importlib
import pkgutil

from kaohe.engine.rules.base import Rule


def found_in(package: str, path: list[str]) -> dict[str, type[Rule]]:
    """Every rule class defined in the modules of a package, by its key in a scheme."""
    rules: dict[str, type[Rule]] = {}
    for info in pkgutil.iter_modules(path):
        module = importlib.import_module(f"{package}.{info.name}")
        for thing in vars(module).values():
            own = isinstance(thing, type) and issubclass(thing, Rule) and thing.__module__ == module.__name__
            if own and hasattr(thing, "key"):
                rules[thing.key] = thing
    return dict(sorted(rules.items()))


RULES: dict[str, type[Rule]] = found_in(__name__, list(__path__))
"""Rules by the key that names them in a scheme."""
