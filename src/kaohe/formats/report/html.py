"""HTML that is safe by construction: every text is escaped, only what was built here is markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import escape
from typing import Any, TypeAlias

from kaohe.engine.explanation import Text


class Html(str):
    """Markup: made by this module, or a constant of the program."""

    __slots__ = ()


Child: TypeAlias = "str | int | Text | Iterable[Child] | None"
"""What can stand inside an element: text (escaped), markup, a text in two languages, several of these, nothing."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_VOID = frozenset({"input", "br", "meta", "link", "hr"})


def clean(text: str) -> str:
    """On one line, and with a visible mark for characters that cannot be seen but change how others are shown: controls,
    and marks of writing direction."""
    return _UNSEEN.sub("\ufffd", text.replace("\r", " ").replace("\n", " ").replace("\t", " "))


def el(tag: str, *children: Child, **attributes: object) -> Html:
    """An element. `class_` is `class`, `data_x` is `data-x`; True is a bare attribute, None and False are none."""
    said = "".join(_attribute(name, value) for name, value in attributes.items())
    return Html(f"<{tag}{said}>" if tag in _VOID else f"<{tag}{said}>{put(children)}</{tag}>")


def _attribute(name: str, value: object) -> str:
    name = name.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(clean(str(value)))}"'


def put(child: Child) -> Html:
    if child is None:
        return Html()
    if isinstance(child, Html):
        return child
    if isinstance(child, Text):
        return both(child)
    if isinstance(child, (str, int)):
        return Html(escape(clean(str(child)), quote=False))
    return Html("".join(map(put, child)))


def both(text: Text, tag: str = "span", **attributes: object) -> Html:
    """The same in two languages, of which one is shown; a text that needs no language once. In SVG `tag` is `text`."""
    if text.zh == text.en:
        return put(text.zh) if tag == "span" else el(tag, text.zh, **attributes)
    return Html(el(tag, text.zh, lang="zh-Hans", **attributes) + el(tag, text.en, lang="en", **attributes))


def name(text: str) -> Html:
    """A name from the figures: whichever way it is written, it leaves its surroundings as they are."""
    return el("bdi", text)


def data(identity: str, value: Any) -> Html:
    """Data for the page's own script; nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Html(f'<script type="application/json" id="{identity}">{text}</script>')


def anchor(subject: str) -> str:
    """The id of a subject's row: letters, digits, dots and hyphens stay, anything else becomes its number."""
    return "s-" + re.sub(r"[^\w.\-]", lambda sign: f"_{ord(sign[0]):x}_", subject)
