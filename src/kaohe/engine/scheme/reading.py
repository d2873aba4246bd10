"""A folder (or one file) of YAML becomes a scheme, or all that is wrong with it at once.

`scheme.yaml` may include further files, each kept by its own office (regulation, yearly measure, domain plans). Their
sections are laid together; the same name in two files is a problem, never an override.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError

from kaohe.engine.problems import InvalidScheme, Place, Problem, nearest
from kaohe.engine.scheme.model import SchemeText
from kaohe.engine.scheme.yaml import Document, Keys, read_yaml

MAIN = "scheme.yaml"
_ONCE = ("scheme", "title", "basis", "period", "synthetic", "note", "rounding", "discipline", "include")
"""Sections that only the main file may hold."""


@dataclass(frozen=True)
class Source:
    """A scheme's text, and where each part of it stands."""

    text: SchemeText
    places: Mapping[Keys, Place]
    owners: Mapping[str, str]
    """The office that keeps each file."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The text of each file, by its path relative to the scheme's folder."""

    def place(self, *keys: str | int) -> Place:
        """The place of a part of the text, or of the nearest part around it."""
        return nearest_place(self.places, keys)


def nearest_place(places: Mapping[Keys, Place], keys: Keys) -> Place:
    while keys and keys not in places:
        keys = keys[:-1]
    return places.get(keys, Place())


def read_source(path: Path) -> Source:
    """Reads `path` (a folder with scheme.yaml, or a YAML file) and all it includes. Raises InvalidScheme."""
    main = path / MAIN if path.is_dir() else path
    files: dict[str, str] = {}
    problems: list[Problem] = []
    document = _read_file(main, main.name, files, problems)
    included = _include(main.parent, document, files, problems) if isinstance(document.data, dict) else []
    data, places, owners = _together([document, *included], problems)
    if not isinstance(data, dict):
        if not problems:
            problems.append(Problem("not_a_mapping", Place(main.name, 1, 1)))
        raise InvalidScheme(problems)
    try:
        text = SchemeText.model_validate(data)
    except ValidationError as error:
        problems += [_as_problem(dict(one), data, places) for one in error.errors(include_url=False)]
        raise InvalidScheme(problems) from None
    if problems:
        raise InvalidScheme(problems)
    return Source(text, places, owners, files)


def _read_file(path: Path, name: str, files: dict[str, str], problems: list[Problem], at: Place = Place()) -> Document:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        problems.append(Problem("no_such_file", at if at.file else Place(name), {"file": name}))
        return Document(name)
    except UnicodeDecodeError as error:
        problems.append(Problem("not_utf8", Place(name), {"byte": error.start}))
        return Document(name)
    except OSError as error:
        problems.append(Problem("cannot_read", at if at.file else Place(name), {"file": name, "said": error.strerror}))
        return Document(name)
    files[name] = text
    document = read_yaml(text, name)
    problems += document.problems
    return document


def _include(folder: Path, document: Document, files: dict[str, str], problems: list[Problem]) -> list[Document]:
    assert isinstance(document.data, dict)
    names = document.data.get("include", ())
    found = []
    for i, name in enumerate(names if isinstance(names, tuple) else ()):
        if not isinstance(name, str):
            continue
        at = nearest_place(document.places, ("include", i))
        target = (folder / name).resolve()
        if Path(name).is_absolute() or folder.resolve() not in target.parents:
            problems.append(Problem("include_outside", at, {"file": name}))
        elif name in files:
            problems.append(Problem("include_twice", at, {"file": name}))
        else:
            found.append(_read_file(target, name, files, problems, at))
    return found


def _together(
    documents: list[Document], problems: list[Problem]
) -> tuple[object, dict[Keys, Place], dict[str, str]]:
    """All documents' sections in one; places by the keys of the whole."""
    main = documents[0]
    if not isinstance(main.data, dict):
        return main.data, main.places, {}
    data: dict[str, object] = dict(main.data)
    places = {**main.key_places, **main.places}
    owners = {main.file: str(main.data.get("owner", ""))}
    for document in documents[1:]:
        if document.data is None:
            continue
        if not isinstance(document.data, dict):
            problems.append(Problem("not_a_mapping", Place(document.file, 1, 1)))
            continue
        owners[document.file] = str(document.data.get("owner", ""))
        for key, value in document.data.items():
            if key == "owner":
                continue
            if key in _ONCE:
                problems.append(Problem("only_in_main", document.key_places[(key,)], {"key": key, "main": main.file}))
                continue
            _lay(data, key, value, (key,), (key,), document, places, problems)
    return data, places, owners


def _lay(
    data: dict[str, object],
    key: str,
    value: object,
    keys: Keys,
    own: Keys,
    document: Document,
    places: dict[Keys, Place],
    problems: list[Problem],
) -> None:
    """Lays one section of an included file into the whole. `own`: the keys in that file, `keys`: in the whole."""
    present = data.get(key)
    if key not in data:
        data[key] = value
        _take_places(document, own, keys, places)
    elif isinstance(present, dict) and isinstance(value, dict) and len(keys) <= _depth(keys[0]):
        data[key] = present = dict(present)
        for inner, part in value.items():
            _lay(present, inner, part, (*keys, inner), (*own, inner), document, places, problems)
    elif isinstance(present, tuple) and isinstance(value, tuple):
        data[key] = present + value
        for i in range(len(value)):
            _take_places(document, (*own, i), (*keys, len(present) + i), places)
    else:
        first = places.get(keys, Place())
        at = document.key_places.get(own, Place(document.file))
        problems.append(Problem("defined_twice", at, {"key": ".".join(map(str, keys)), "first": str(first)}))


def _depth(section: object) -> int:
    """How deep names lie in a section: `indicators.NAME` at one, `scores.KIND.NAME` at two."""
    return 2 if section in ("scores", "groups", "attributes", "overrides") else 1


def _take_places(document: Document, own: Keys, keys: Keys, places: dict[Keys, Place]) -> None:
    for found in (document.key_places, document.places):
        for inner, place in found.items():
            if inner[: len(own)] == own:
                places[(*keys, *inner[len(own) :])] = place


# ---- pydantic's errors as problems ----------------------------------------------------------------------------------


def _as_problem(error: dict[str, Any], data: object, places: Mapping[Keys, Place]) -> Problem:
    keys = tuple(error["loc"])
    place = nearest_place(places, keys)
    shown = _shown(error.get("input"))
    code, context = str(error["type"]), dict(error.get("ctx") or {})
    where = ".".join(str(k) for k in keys) or "scheme"
    if code == "extra_forbidden":
        allowed = sorted(_fields_at(keys[:-1]))
        word = str(keys[-1])
        near = nearest(word, allowed)
        return Problem("unknown_key", place, {"key": word, "near": near, "allowed": ", ".join(allowed)})
    if code == "missing":
        return Problem("missing_key", place, {"key": str(keys[-1]), "where": ".".join(map(str, keys[:-1])) or "scheme"})
    if code == "literal_error":
        allowed = [w.strip("'") for w in str(context["expected"]).replace(" or ", ", ").split(", ")]
        near = nearest(str(error.get("input")), allowed)
        values = {"where": where, "value": shown, "allowed": ", ".join(allowed), "near": near}
        return Problem("not_one_of", place, values)
    if code in ("string_pattern_mismatch", "string_too_short"):
        return Problem("not_a_name", place, {"where": where, "value": shown})
    if code in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        limit = next(iter(context.values()))
        return Problem("out_of_range", place, {"where": where, "value": shown, "limit": limit, "which": code})
    if code in ("too_short", "too_long"):
        return Problem("wrong_length", place, {"where": where, "least": context.get("min_length", "")})
    if code in ("not_a_number", "not_words", "one_rule", "two_ways", "places_or_step", "bad_step"):
        found = context.get("found")
        listed = ", ".join(found) if isinstance(found, list) else ""
        allowed = ", ".join(sorted(_fields_at(keys))) if code == "one_rule" else ""
        return Problem(code, place, {"where": where, "value": shown, "found": listed, "allowed": allowed})
    return Problem("wrong_type", place, {"where": where, "value": shown, "expected": _expected(code)})


def _shown(value: object) -> str:
    text = str(value) if isinstance(value, (str, int, float)) or value is None else type(value).__name__
    text = {"dict": "{…}", "tuple": "[…]", "None": "null"}.get(text, text)
    return text if len(text) <= 60 else text[:57] + "…"


def _expected(code: str) -> str:
    for part, name in (
        ("int", "whole_number"),
        ("bool", "true_false"),
        ("string", "word"),
        ("tuple", "list"),
        ("dict", "mapping"),
        ("model", "mapping"),
        ("decimal", "number"),
    ):
        if part in code:
            return name
    return "other"


def _fields_at(keys: Keys) -> set[str]:
    """The keys that the language allows at a place of the text."""
    here: Any = SchemeText
    for key in keys:
        here = next(_inside(here, key), None)
    names: set[str] = set()
    for model in _models(here):
        names |= set(model.model_fields)
    return names - {"carried"}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _models(get_args(annotation)[0])
    elif origin in (Union, types.UnionType):
        for part in get_args(annotation):
            yield from _models(part)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation


def _inside(annotation: Any, key: str | int) -> Iterator[Any]:
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _inside(get_args(annotation)[0], key)
    elif origin in (Union, types.UnionType):
        for part in get_args(annotation):
            yield from _inside(part, key)
    elif origin is dict:
        yield get_args(annotation)[1]
    elif origin is tuple:
        yield get_args(annotation)[0]
    elif isinstance(annotation, type) and issubclass(annotation, RootModel):
        yield from _inside(annotation.model_fields["root"].annotation, key)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel) and key in annotation.model_fields:
        yield annotation.model_fields[str(key)].annotation
