"""From text to words, numbers and signs. Signs from a Chinese or a mathematical keyboard become the plain ones."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple, TypeAlias

from kaohe.engine.expressions.faults import ExpressionError, error
from kaohe.engine.expressions.hints import sign_instead

KEYWORDS = frozenset({"and", "or", "not", "in"})

Kind: TypeAlias = Literal["number", "name", "text", "sign", "end"]


class Token(NamedTuple):
    """`text` is what it means (`×` means `*`), `written` what stands there."""

    kind: Kind
    text: str
    written: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.written)


SAME_SIGN = {"×": "*", "÷": "/", "−": "-", "≤": "<=", "≥": ">=", "≠": "!=", "（": "(", "）": ")", "，": ","}

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?%?")
_SCAN = re.compile(
    r"""(?P<space>[\s]+)
      | (?P<thousands>[0-9]{1,3}(?:[,，][0-9]{3})+(?![\w]))
      | (?P<number>\.?[0-9][\w.]*%?)
      | (?P<name>[^\W\d][\w]*(?:\.[^\W\d][\w]*)*)
      | (?P<text>'(?:[^']|'')*')
      | (?P<instead>===|!==|=>|=<|<>|><|&&|\|\||\*\*|[<>=!]\s+=|=(?!=)|!(?!=)|[]&|~[{};、·`"“”‘’「」『』])
      | (?P<sign><=|>=|==|!=|[-+*/<>(),×÷−≤≥≠（），])
      | (?P<wide>[\uff01-\uff07\uff0a\uff0b\uff0d-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff5e]+|\d+)""",
    re.VERBOSE,
)


def tokenize(text: str) -> list[Token]:
    """The last token is the end. Raises ExpressionError."""
    tokens, at = [], 0
    while at < len(text):
        match = _SCAN.match(text, at)
        if match is None:
            raise _unreadable(text, at)
        kind, written = str(match.lastgroup), match[0]
        if kind != "space":
            tokens.append(_token(kind, written, at))
        at = match.end()
    return [*tokens, Token("end", "", "", len(text))]


def _token(kind: str, written: str, at: int) -> Token:
    if kind == "sign":
        return Token("sign", SAME_SIGN.get(written, written), written, at)
    if kind == "text":
        return Token("text", written[1:-1].replace("''", "'"), written, at)
    if kind == "number" and _NUMBER.fullmatch(written):
        return Token("number", written, written, at)
    if kind == "name":
        return _word(written, at)
    if kind == "thousands":
        digits = re.sub("[,，]", "", written)
        raise error("expression_thousands", at, found=written, instead=digits, apart=re.sub("[,，]", ", ", written))
    if kind == "number":
        raise error("expression_number", at, found=written)
    raise error("expression_write_instead", at, found=written, instead=sign_instead(written))


def _word(written: str, at: int) -> Token:
    for offset, character in enumerate(written):
        if character != "." and not ("a" + character).isidentifier():
            raise error("expression_character", at + offset, found=character)
    plain = unicodedata.normalize("NFKC", written)
    if plain != written:
        raise error("expression_write_instead", at, found=written, instead=plain)
    return Token("sign" if written in KEYWORDS else "name", written, written, at)


def _unreadable(text: str, at: int) -> ExpressionError:
    if text[at] == "'":
        return error("expression_open_quote", at, found=text[at : at + 20])
    if text[at] == "%":
        return error("expression_percent", at)
    return error("expression_character", at, found=text[at])


class Tokens:
    """The tokens of a text, read from left to right; after the end comes the end again."""

    def __init__(self, text: str) -> None:
        self.tokens = tokenize(text)
        self.position = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.position]

    def ahead(self, count: int = 1) -> Token:
        return self.tokens[min(self.position + count, len(self.tokens) - 1)]

    def take(self) -> Token:
        token = self.here
        self.position = min(self.position + 1, len(self.tokens) - 1)
        return token

    def sees(self, *signs: str) -> bool:
        return self.here.kind == "sign" and self.here.text in signs

    def sees_end(self) -> bool:
        return self.here.kind == "end"
