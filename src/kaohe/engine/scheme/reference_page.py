"""The reference page of the scheme language, made from the models, the rules' own words, and the small language.

What the page says of a key is what the model says of it; so the page cannot tell something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from kaohe.engine.combining import COMBINING
from kaohe.engine.expressions.functions import FUNCTIONS
from kaohe.engine.fields import RESERVED as WORDS
from kaohe.engine.rules import RULES
from kaohe.engine.rules.base import Rule
from kaohe.engine.rules.example import Example
from kaohe.engine.scheme.checks.names import RESERVED
from kaohe.engine.scheme.grade_names import GRADE, NO_STATUS, RANK, STATUS, UNGRADED, YEARS_OF
from kaohe.engine.scheme.json_schema import Schema, doc_of, rules_by_model, scheme_schema
from kaohe.engine.scheme.model import KINDS
from kaohe.engine.scheme.reading import ONLY_IN_MAIN

CHINESE = {
    "Attribute": "对象属性", "Cap": "等次上限", "Discipline": "打分纪律", "Flag": "提示", "Form": "测评表",
    "GradeRule": "等次", "Grading": "定等", "Group": "分组", "Indicator": "指标", "Item": "测评项目", "Limits": "得分界限",
    "Option": "选项", "OutcomeRule": "结果运用", "Override": "差异化调整", "Period": "考核期", "Proposal": "原则性等次",
    "Quota": "名额", "QuotaBy": "挂钩名额", "RaterClass": "测评人类别", "RoundingModel": "取位",
    "ScorePatch": "得分", "StaffQuota": "职工名额", "Status": "特殊情况", "Veto": "一票否决", "Weighting": "权重来源",
}  # fmt: skip
"""Chinese words for the models (glossary)."""

SOURCES = {"domain rules": "published-rules.md", "systems": "assessment-systems.md"}
"""Pages that rules name as their source."""

_BASICS = {"Number": "number", "Words": "text for readers"}


@cache
def _schema() -> Schema:
    return scheme_schema()


def scheme_language_page() -> str:
    schema = _schema()
    order = _order(schema)
    parts = [
        _HEAD,
        _section("The file", schema, ["`scheme.yaml`, or the file that the commands are given."], level=2),
        f"Only the main file holds {_listed(sorted(ONLY_IN_MAIN))}; every other section may also come from an included "
        "file, where each name is written once.",
        "## Parts of a scheme",
        *(said for name in order if name not in rules_by_model() and (said := _definition(name, schema))),
        "## Rules: a figure becomes a score",
        "Under `rule:` stands exactly one of these.",
        _contents(RULES),
        *_rules(RULES, schema),
        "## Combining: scores become a score",
        "Instead of `rule:` a score has one of these.",
        _contents(COMBINING),
        *_rules(COMBINING, schema),
        _words(),
    ]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


_HEAD = """\
# The scheme language · 方案语言

<!-- Made from the code by `make docs`. Change the models or the rules, not this page. -->

A scheme (方案) is text: YAML, with exact numbers and without anchors. Unknown keys are refused. This page lists every key;
`kaohe check` tells what is wrong in a scheme, with file, line and column.

An editor that understands JSON Schema proposes keys and shows these words. In VS Code with the YAML extension, put this
line at the top of the main file, and the same with `fragment.schema.json` at the top of an included one:

```yaml
# yaml-language-server: $schema=../../docs/reference/scheme.schema.json
```

| Written | What it is |
|---|---|
| number | exact: `12`, `-0.5`, `40%`, `1/3`; never a float |
| name | letters (Chinese ones too), digits and `_`, not beginning with a digit; with a dot where another kind's is meant: `unit.total` |
| date | `2025-12-01` |
| text for readers | one text for both languages, or `{zh: …, en: …}` |
| condition, formula | [the small language](#conditions-and-formulas) |
"""


# ---- models ---------------------------------------------------------------------------------------------------------


def _order(schema: Schema) -> list[str]:
    """The definitions in the order in which a reader meets them."""
    seen: dict[str, None] = {}
    waiting = list(_references({"properties": schema["properties"]}))
    while waiting:
        name = waiting.pop(0)
        if name not in seen and name not in _BASICS:
            seen[name] = None
            waiting = [*_references(schema["definitions"][name]), *waiting]
    return list(seen)


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            if key == "$ref":
                yield one.rpartition("/")[2]
            else:
                yield from _references(one)
    elif isinstance(value, list):
        for one in value:
            yield from _references(one)


def _belongs_to_rules(name: str, schema: Schema) -> bool:
    """A part that only rules use stands with them."""
    users = {user for user, one in schema["definitions"].items() if name in _references(one)}
    return bool(users) and users <= set(rules_by_model())


def _definition(name: str, schema: Schema) -> str:
    if name == "RuleText" or _belongs_to_rules(name, schema):
        return ""
    one = schema["definitions"][name]
    title = " · ".join(filter(None, (one["title"], CHINESE.get(name))))
    return _section(title, one, [_anchor(name) + one["description"]], level=3)


def _contents(registry: Mapping[str, type[Rule]]) -> str:
    lines = [
        f"| [`{key}`](#{rule.__name__.lower()}) | {rule.title.zh} | {_in_a_line(rule)} |"
        for key, rule in registry.items()
    ]
    return "\n".join(["| Key | 中文 | What it does |", "|---|---|---|", *lines])


def _in_a_line(rule: type[Rule]) -> str:
    """What a rule does: its first sentence, without its names."""
    return _cell(doc_of(rule).partition("\n\n")[0]).partition(": ")[2].partition(". ")[0].rstrip(".")


def _rules(registry: Mapping[str, type[Rule]], schema: Schema) -> Iterator[str]:
    parts: dict[str, list[str]] = {}
    for key, rule in registry.items():
        for name in dict.fromkeys(_references(schema["definitions"][rule.__name__])):
            if name not in _BASICS and _belongs_to_rules(name, schema):
                parts.setdefault(name, []).append(key)
    for key, rule in registry.items():
        one = schema["definitions"][rule.__name__]
        says = [_anchor(rule.__name__), "", _doc(rule), "", *_example(rule)]
        yield _section(f"`{key}` · {rule.title.zh} · {rule.title.en}", one, says, level=3)
        for name in (name for name, users in parts.items() if users[0] == key):
            inner = schema["definitions"][name]
            says = [_anchor(name) + inner["description"]]
            yield _section(f"{inner['title']} of {_listed(parts[name])}", inner, says, level=4)


def _example(rule: type[Rule]) -> Iterator[str]:
    """The rule as a scheme says it, and its curve; or why it has none."""
    example = rule.example
    if not isinstance(example, Example):
        yield f"No curve 无曲线图: {example.en}（{example.zh}）."
        return
    yield f"```yaml\n{_example_text(rule, example)}\n```\n"
    about = " (越低越好 lower is better)" if example.better == "lower" else ""
    yield f"![{rule.title.zh} {rule.title.en}](curves/{rule.key}.svg)"
    yield ""
    yield f"The curve of this example 上例的曲线{about}."


def _example_text(rule: type[Rule], example: Example) -> str:
    how = example.text if rule.key in COMBINING else f"points: {example.points}, rule: {{{example.text}}}"
    return f"x: {{{how}}}"


def _doc(rule: type[Rule]) -> str:
    """Formulas are indented in the file, and so they are here; the source has a paragraph, and leads to its page."""
    said, source, where = doc_of(rule).partition("\nSource: ")
    for name, page in SOURCES.items():
        where = re.sub(rf"\b{name} (?=[§A-Z])", f"[{name}](../explanation/{page}) ", where)
    return f"{said.rstrip()}\n{source}{where}"


def _section(title: str, one: Schema, says: Iterable[str], *, level: int) -> str:
    lines = [f"{'#' * level} {title}", "", *says, ""]
    if "properties" in one:
        lines += ["| Key | Value | When not given | What it is |", "|---|---|---|---|"]
        lines += [_row(key, value, key in one.get("required", ())) for key, value in one["properties"].items()]
    else:
        lines.append(f"Written as {'a formula' if one.get('minLength') else _type(one)}.")
    return "\n".join(lines)


def _row(key: str, one: Schema, required: bool) -> str:
    empty = "none" if one.get("type") == "object" else ""
    default = "**required**" if required else _default(one["default"]) if "default" in one else empty
    rule = rules_by_model().get(one.get("$ref", "").rpartition("/")[2])
    said = one.get("description") or (_in_a_line(rule) if rule else "")
    return f"| `{key}` | {_cell(_type(one))} | {default} | {_cell(said)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _default(value: Any) -> str:
    if value in ([], {}, ""):
        return "none"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value}`"


def _type(one: Schema) -> str:
    """What may be written there, in words."""
    if "$ref" in one:
        return _link(one["$ref"].rpartition("/")[2])
    if "anyOf" in one:
        return " or ".join(_type(option) for option in one["anyOf"])
    if "enum" in one:
        return " · ".join(f"`{value}`" for value in one["enum"])
    if "const" in one:
        return f"`{one['const']}`"
    return _plain_type(one)


def _plain_type(one: Schema) -> str:
    if one["type"] == "array" and one.get("maxItems") == 2:
        return f"[{_type(one['items'])}, {_type(one['items'])}]"
    if one["type"] == "array":
        return f"list of {_type(one['items'])}"
    if one["type"] == "object":
        return _mapping(one)
    if one["type"] == "string":
        if "pattern" in one:
            return "date" if one["pattern"].startswith("^[0-9]{4}-") else "name"
        return "condition" if one.get("minLength") else "text"
    return {"integer": "whole number", "boolean": "`true` or `false`"}[one["type"]]


def _mapping(one: Schema) -> str:
    if "properties" in one:
        (inner,) = {_type(value): None for value in one["properties"].values()}
        kinds = "by kind of subject" if tuple(one["properties"]) == KINDS else "by cause"
        return f"{kinds} ({_listed(one['properties'])}): {inner}"
    values = [*one.get("patternProperties", {}).values()] or [one["additionalProperties"]]
    return f"each by its name: {_type(values[0])}"


def _link(name: str) -> str:
    if name in _BASICS:
        return _BASICS[name]
    if name in rules_by_model():
        rule = rules_by_model()[name]
        return f"[{rule.title.zh} · {rule.title.en}](#{name.lower()})"
    if name == "RuleText":
        return "[rule](#rules-a-figure-becomes-a-score)"
    return f"[{_schema()['definitions'][name]['title']}](#{name.lower()})"


def _anchor(name: str) -> str:
    return f'<a id="{name.lower()}"></a>'


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


# ---- the small language ---------------------------------------------------------------------------------------------


def _words() -> str:
    functions = "\n".join(f"| `{one.usage}` | {_FUNCTIONS[name]} |" for name, one in FUNCTIONS.items())
    return f"""\
## Conditions and formulas

One small language: it always ends, and reaches nothing outside the scheme and its figures. What is missing makes a
condition neither true nor false, and holds a number.

| Written | Meaning |
|---|---|
| `and`, `or`, `not` | 且, 或, 非; `and` binds tighter than `or` |
| `<` `<=` `==` `!=` `>=` `>` | also in a chain: `60 <= total < 80` |
| `group in (city, county)`, `id in a_list`, `not in` | one of these; a list of the scheme |
| `+` `-` `*` `/`, brackets | exact; a division by zero holds the score |
| `excellent 3 years in a row` | grades of earlier years, in conditions of the grading |
{functions}

Names: a score, a figure, an attribute, `id`, `group`; `unit.total` is that of the unit above; where a figure and a score
share a name, `figure.growth` and `score.growth` tell them apart; `quarter_score.q1` is one part of the period. Conditions
of overrides look at facts only: `id`, `group`, attributes. Conditions of the grading also know `{RANK}`, `{STATUS}`
(`{NO_STATUS}` where there is none), the grades above (`team.{GRADE}`, `{UNGRADED}` where there is none) and
`{YEARS_OF}.excellent`; flags, proposals and outcomes also the subject's own `{GRADE}`.

These words cannot be names: {_listed(sorted(RESERVED | WORDS))}."""


_FUNCTIONS = {
    "min": "the least of several",
    "max": "the greatest of several",
    "abs": "without its sign",
    "if": "one number or another",
    "ln": "natural logarithm",
    "root": "the third root; the degree is written out",
    "round": "rounded half away from zero, to so many decimals",
    "missing": "is there no figure?",
}
