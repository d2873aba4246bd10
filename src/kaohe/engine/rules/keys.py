"""Keys of which a rule's text has exactly one."""

from __future__ import annotations

from collections.abc import Sequence

from kaohe.engine.fields import Part
from kaohe.engine.rules.base import Fault


def exactly_one(text: Part, names: Sequence[str], at: tuple[str | int, ...] = ()) -> list[Fault]:
    """`at`: the keys that lead from the rule's text to this part of it."""
    found = [name for name in names if getattr(text, name) is not None]
    if not found:
        return [Fault("one_key_needed", at, (("keys", ", ".join(names)),))]
    if len(found) > 1:
        return [Fault("only_one_key", (*at, found[1]), (("found", ", ".join(found)),))]
    return []
