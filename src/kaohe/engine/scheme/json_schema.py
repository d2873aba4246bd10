"""The scheme's text as JSON Schema: what an editor knows of it, made from the models.

Draft 7, with the few words that editors understand. Names are described by plain character ranges, for `\\w` means
ASCII letters to most editors.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Any, TypeAlias

from kaohe.engine.combining import COMBINING
from kaohe.engine.rules import RULES
from kaohe.engine.rules.base import Rule
from kaohe.engine.scheme.model import SchemeText
from kaohe.engine.scheme.reading import ONLY_IN_MAIN

Schema: TypeAlias = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
WORD = "[A-Za-z_\\u0080-\\uffff][A-Za-z0-9_\\u0080-\\uffff]*"
_NAME, _PATH = r"^[^\W\d]\w*$", r"^[^\W\d]\w*(\.[^\W\d]\w*)*$"
_PATTERNS = {_NAME: f"^{WORD}$", _PATH: f"^{WORD}(\\.{WORD})*$"}

NUMBER: Schema = {
    "title": "Number",
    "description": "An exact number: 12, 0.5, 40% or 1/3.",
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[+-]?\d+(\.\d+)?%?$|^[+-]?\d+/\d+$"}],
}
WORDS: Schema = {
    "title": "Words",
    "description": "A text for readers: one for both languages, or {zh: …, en: …}.",
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
            "required": ["zh", "en"],
            "additionalProperties": False,
        },
    ],
}
_SHARED = {"Number": NUMBER, "Words": WORDS}

SCORE = "How a score comes about, and what it is out of. An override names only what it changes; the rest stays."


def scheme_schema() -> Schema:
    """The main file. Sections that an included file may bring are not required."""
    schema = _whole("A scheme", "scheme.yaml: the rules of one assessment, or those of them that its main file holds.")
    schema["required"] = [name for name in schema["required"] if name in ONLY_IN_MAIN]
    return schema


def fragment_schema() -> Schema:
    """A file that the main file includes: any of the sections that offices keep."""
    schema = _whole("Part of a scheme", "A file that scheme.yaml includes: any of the sections that offices keep.")
    schema["properties"] = {k: v for k, v in schema["properties"].items() if k not in ONLY_IN_MAIN}
    del schema["required"]
    return schema


def rules_by_model() -> Mapping[str, type[Rule]]:
    """Rules and ways of combining by the name of their model."""
    return {rule.__name__: rule for rule in (*RULES.values(), *COMBINING.values())}


def doc_of(rule: type[Rule]) -> str:
    """What its file says first: the rule in words, its formula, its source."""
    return (sys.modules[rule.__module__].__doc__ or "").strip()


def _whole(title: str, description: str) -> Schema:
    schema = SchemeText.model_json_schema()
    definitions = {name: _tidy(one) for name, one in sorted(schema.pop("$defs").items())}
    for name, one in definitions.items():
        one.pop("title", None)
        definitions[name] = {"title": _spaced(name), **one}
    for name, rule in rules_by_model().items():
        definitions[name]["title"] = f"{rule.title.zh} · {rule.title.en}"
        definitions[name]["description"] = doc_of(rule)
    definitions["RuleText"] |= {"title": "Rule", "minProperties": 1, "maxProperties": 1}
    definitions["ScorePatch"] |= {"title": "Score", "description": SCORE}
    definitions["RoundingModel"]["title"] = "Rounding"
    shared = {name: dict(one) for name, one in _SHARED.items()}
    body = _tidy(schema) | {"$schema": DRAFT, "title": title, "description": description}
    return {"$schema": DRAFT, **body, "definitions": dict(sorted({**definitions, **shared}.items()))}


def _spaced(name: str) -> str:
    """`RaterClass`: Rater class."""
    return re.sub(r"(?<=[a-z])[A-Z]", lambda match: " " + match[0].lower(), name)


def _tidy(value: Any, *, inside: str = "") -> Any:
    """Without null, without made-up titles, with references where the same thing is said again."""
    if isinstance(value, list):
        return [_tidy(one) for one in value]
    if not isinstance(value, dict):
        return value.replace("#/$defs/", "#/definitions/") if isinstance(value, str) else value
    if inside == "properties":
        return {key: _tidy(one) for key, one in value.items()}
    found = {key: _tidy(one, inside=key) for key, one in value.items() if key != "title" or inside == "properties"}
    return _shared(_by_kind(_named(_pair(_without_null(found)))))


def _without_null(found: Schema) -> Schema:
    if "anyOf" in found:
        found["anyOf"] = [one for one in found["anyOf"] if one != {"type": "null"} and one != {"const": False}]
        if len(found["anyOf"]) == 1:
            only = found.pop("anyOf")[0]
            found = only | found
    if found.get("default", ...) is None:
        del found["default"]
    if "$ref" in found and found["$ref"].rpartition("/")[2] in rules_by_model():
        found.pop("description", None)
    return found


def _pair(found: Schema) -> Schema:
    """`[least, most]`: draft 7 has no other way to say two of a kind."""
    if "prefixItems" in found:
        found["items"] = found.pop("prefixItems")[0]
    return found


def _named(found: Schema) -> Schema:
    """Names in an editor's own words; what is no name is no key."""
    if "pattern" in found:
        found["pattern"] = _PATTERNS.get(found["pattern"], found["pattern"])
    if "pattern" in found.get("propertyNames", {}):
        found["patternProperties"] = {found["propertyNames"]["pattern"]: found["additionalProperties"]}
    if "patternProperties" in found:
        found["patternProperties"] = {_PATTERNS.get(k, k): v for k, v in found["patternProperties"].items()}
        found["additionalProperties"] = False
        found.pop("propertyNames", None)
    return found


def _by_kind(found: Schema) -> Schema:
    """A mapping whose keys are known has them as its properties, so that an editor can propose them."""
    keys = found.get("propertyNames", {}).get("enum")
    if keys:
        inner = found.pop("additionalProperties")
        del found["propertyNames"]
        found |= {"properties": dict.fromkeys(keys, inner), "additionalProperties": False}
    return found


def _shared(found: Schema) -> Schema:
    """A number or a text for readers, by reference; among other alternatives too."""
    for name, one in _SHARED.items():
        options = one["anyOf"]
        if "anyOf" in found and all(option in found["anyOf"] for option in options):
            rest = [option for option in found["anyOf"] if option not in options]
            reference = {"$ref": f"#/definitions/{name}"}
            found = {key: value for key, value in found.items() if key != "anyOf"}
            found |= {"anyOf": [*rest, reference]} if rest else reference
    return found
