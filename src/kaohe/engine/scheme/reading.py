"""A folder (or one file) of YAML becomes a scheme, or all that is wrong with it at once.

`scheme.yaml` may include further files, each kept by its own office (regulation, yearly measure, domain plans). Their
sections are laid together; the same name in two files is a problem, never an override.
"""

from __future__ import annotations

import types
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError

from kaohe.engine.fields import RESERVED
from kaohe.engine.problems import InvalidScheme, Place, Problem, nearest
from kaohe.engine.scheme.model import SchemeText
from kaohe.engine.scheme.yaml import Document, Keys, read_yaml

MAIN = "scheme.yaml"
NOWHERE = Place()
ONLY_IN_MAIN = ("scheme", "title", "basis", "period", "synthetic", "note", "rounding", "discipline", "include")
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
    whole = _Whole(problems)
    for one in (document, *included):
        whole.lay(one)
    if not whole.data and not problems:
        problems.append(Problem("not_a_mapping", Place(main.name, 1, 1)))
    if not whole.data:
        raise InvalidScheme(problems)
    try:
        text = SchemeText.model_validate(whole.data)
    except ValidationError as error:
        problems += [_as_problem(dict(one), whole) for one in error.errors(include_url=False)]
        raise InvalidScheme(problems) from None
    problems += _reserved(text, whole)
    if problems:
        raise InvalidScheme(problems)
    return Source(text, {**whole.key_places, **whole.places}, whole.owners, files)


def _read_file(path: Path, name: str, files: dict[str, str], problems: list[Problem], at: Place = NOWHERE) -> Document:
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
        target = (folder / name.replace("\0", "")).resolve()
        if "\0" in name or Path(name).is_absolute() or folder.resolve() not in target.parents:
            problems.append(Problem("include_outside", at, {"file": name}))
        elif name in files:
            problems.append(Problem("include_twice", at, {"file": name}))
        else:
            found.append(_read_file(target, name, files, problems, at))
    return found


def _reserved(text: SchemeText, whole: _Whole) -> Iterator[Problem]:
    """Names that a formula could not say: words of the expression language, and full-width letters."""
    named: list[Keys] = [("indicators", name) for name in text.indicators]
    named += [("scores", kind, name) for kind, scores in text.scores.items() for name in scores]
    for form, said in text.forms.items():
        for key, names in (("items", said.items), ("options", said.options), ("classes", said.classes)):
            named += [("forms", form, key, name) for name in names]
    for keys in named:
        name = str(keys[-1])
        if name in RESERVED or unicodedata.normalize("NFKC", name) != name:
            place = whole.key_places.get(keys, nearest_place(whole.places, keys))
            yield Problem("reserved_name", place, {"where": ".".join(map(str, keys[:-1])), "value": name})


@dataclass
class _Whole:
    """All files' sections laid together, with the place of every value and of every key."""

    problems: list[Problem]
    data: dict[str, object] = field(default_factory=dict)
    places: dict[Keys, Place] = field(default_factory=dict)
    key_places: dict[Keys, Place] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    main: str = ""

    def lay(self, document: Document) -> None:
        if not isinstance(document.data, dict):
            if document.data is not None:
                self.problems.append(Problem("not_a_mapping", Place(document.file, 1, 1)))
            return
        self.main = self.main or document.file
        self.places.setdefault((), document.places[()])
        self.owners[document.file] = str(document.data.get("owner", ""))
        for key, value in document.data.items():
            if document.file == self.main or key not in (*ONLY_IN_MAIN, "owner"):
                self._lay(document, self.data, value, (key,))
            elif key != "owner":
                values = {"key": key, "main": self.main}
                self.problems.append(Problem("only_in_main", document.key_places[(key,)], values))

    def _lay(self, document: Document, into: dict[str, object], value: object, keys: Keys) -> None:
        """Lays one value of a file into the whole, under the same keys."""
        key = str(keys[-1])
        present = into.get(key)
        if key not in into:
            into[key] = value
            self._take_places(document, keys, keys)
        elif isinstance(present, dict) and isinstance(value, dict) and len(keys) <= _depth(keys[0]):
            into[key] = present = dict(present)
            for inner, part in value.items():
                self._lay(document, present, part, (*keys, inner))
        elif isinstance(present, tuple) and isinstance(value, tuple) and keys[0] == "overrides":
            into[key] = present + value
            for i in range(len(value)):
                self._take_places(document, (*keys, i), (*keys, len(present) + i))
        else:
            values = {"key": ".".join(map(str, keys)), "first": str(self.key_places[keys])}
            self.problems.append(Problem("defined_twice", document.key_places[keys], values))

    def _take_places(self, document: Document, own: Keys, keys: Keys) -> None:
        for ours, theirs in ((self.key_places, document.key_places), (self.places, document.places)):
            for inner, place in theirs.items():
                if inner[: len(own)] == own:
                    ours[(*keys, *inner[len(own) :])] = place


def _depth(section: str | int) -> int:
    """How deep names lie in a section: `indicators.NAME` at one, `scores.KIND.NAME` at two."""
    return 2 if section in ("scores", "groups", "attributes", "overrides") else 1


# ---- pydantic's errors as problems ----------------------------------------------------------------------------------


def _as_problem(error: dict[str, Any], whole: _Whole) -> Problem:
    keys = tuple(error["loc"])
    place = nearest_place(whole.places, keys)
    if error["type"] == "extra_forbidden":
        place = whole.key_places.get(keys, place)
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
        rules = ", ".join(sorted(_fields_at(keys))) if code == "one_rule" else ""
        return Problem(code, place, {"where": where, "value": shown, "found": listed, "allowed": rules})
    return Problem(_wrong_type(code), place, {"where": where, "value": shown})


def _shown(value: object) -> str:
    text = str(value) if isinstance(value, (str, int, float)) or value is None else type(value).__name__
    text = {"dict": "{…}", "tuple": "[…]", "None": "null"}.get(text, text)
    return text if len(text) <= 60 else text[:57] + "…"


def _wrong_type(code: str) -> str:
    for part, name in (
        ("int", "not_whole_number"),
        ("bool", "not_true_false"),
        ("string", "not_a_text"),
        ("tuple", "not_a_list"),
        ("dict", "not_entries"),
        ("model", "not_entries"),
    ):
        if part in code:
            return name
    return "wrong_type"


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
