"""YAML text as plain values, with the line and column of each. No float, no boolean guessed from `no`, no alias.

A number becomes an int or a Decimal, `true` and `false` a bool, `null` or nothing None, anything else a text; a list
becomes a tuple. The same key twice is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

import yaml

from kaohe.engine.problems import Place, Problem

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where the wheel carries it: twenty times as fast as the parser in Python, with the same marks."""

Keys: TypeAlias = "tuple[str | int, ...]"

MOST_BYTES = 5_000_000
MOST_DEPTH = 40
DEEPEST = 500
"""Deeper text is not even parsed."""

_INT = re.compile(r"[+-]?(0|[1-9]\d{0,17})", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d{1,18}\.\d{1,18}", re.ASCII)


@dataclass
class Document:
    """One file: its values, where each stands, and what is wrong with it as YAML."""

    file: str
    data: object = None
    places: dict[Keys, Place] = field(default_factory=dict)
    key_places: dict[Keys, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_yaml(text: str, file: str) -> Document:
    """Never raises: whatever the text, problems are in the document."""
    document = Document(file)
    if len(text) > MOST_BYTES:
        document.problems.append(Problem("file_too_long", Place(file), {"most": MOST_BYTES}))
        return document
    if _too_deep(text):
        # libyaml recurses in C: far too deep a nesting would end the process, not raise.
        document.problems.append(Problem("nested_too_deep", Place(file), {"most": MOST_DEPTH}))
        return document
    try:
        root = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        document.problems.append(Problem("bad_yaml", place, {"said": (error.problem or str(error)).strip()}))
        return document
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        document.problems.append(Problem("bad_yaml", Place(file), {"said": str(error).splitlines()[0][:200]}))
        return document
    if root is None:
        document.problems.append(Problem("empty_file", Place(file)))
        return document
    document.data = _value(root, (), document, set())
    return document


def _too_deep(text: str) -> bool:
    """Brackets, or list and key marks on one line, nested beyond all sense; brackets in quotes count as well."""
    depth = 0
    for character in re.findall(r"[\[\]{}]", text):
        depth += 1 if character in "[{" else -1
        if depth > DEEPEST:
            return True
    return re.search(rf"(?:[-?:]\s+){{{DEEPEST}}}", text) is not None


def _value(node: yaml.Node, keys: Keys, document: Document, seen: set[int]) -> object:
    quoted = isinstance(node, yaml.ScalarNode) and node.style in ("'", '"')  # its text begins after the quote
    place = Place(document.file, node.start_mark.line + 1, node.start_mark.column + 1 + quoted)
    document.places.setdefault(keys, place)
    if len(keys) > MOST_DEPTH:
        document.problems.append(Problem("nested_too_deep", place, {"most": MOST_DEPTH}))
        return None
    if id(node) in seen:
        document.problems.append(Problem("alias_used", place))
        return None
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return tuple(_value(item, (*keys, i), document, seen) for i, item in enumerate(node.value))
    return _mapping(node, keys, document, seen)


def _mapping(node: yaml.Node, keys: Keys, document: Document, seen: set[int]) -> Mapping[str, object]:
    data: dict[str, object] = {}
    for key_node, value_node in node.value:
        place = Place(document.file, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if not isinstance(key_node, yaml.ScalarNode):
            document.problems.append(Problem("key_not_a_word", place))
            continue
        key = str(key_node.value)
        if key in data:
            first = document.key_places[(*keys, key)]
            document.problems.append(Problem("key_twice", place, {"key": key, "first": first.line}))
            continue
        document.key_places[(*keys, key)] = place
        data[key] = _value(value_node, (*keys, key), document, seen)
    return data


def _scalar(node: yaml.ScalarNode) -> object:
    text: str = node.value
    if node.style and node.style in "'\"|>":
        return text
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INT.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    return text
