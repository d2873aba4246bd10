"""The builder of markup: nothing that comes from outside is ever markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.engine.explanation import Text
from kaohe.formats.report.html import Html, anchor, both, clean, data, el, name


def test_texts_are_escaped_and_markup_is_not() -> None:
    assert el("p", "1 < 2 & <b>", el("b", "x")) == "<p>1 &lt; 2 &amp; &lt;b&gt;<b>x</b></p>"
    assert el("td", 7, None, ["a", ["b"]]) == "<td>7ab</td>"


def test_attributes_cannot_be_left() -> None:
    assert el("a", "x", href='"><script>', class_="k", data_s="'") == (
        '<a href="&quot;&gt;&lt;script&gt;" class="k" data-s="&#x27;">x</a>'
    )
    assert el("input", checked=True, hidden=False, id=None) == "<input checked>"


def test_a_text_in_two_languages_names_them() -> None:
    assert both(Text("优秀", "excellent")) == '<span lang="zh-Hans">优秀</span><span lang="en">excellent</span>'
    assert both(Text("A<1", "A<1")) == "A&lt;1"


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\x00", "\x1b", "\x85", "\ufeff", "\ud800"])
def test_characters_that_cannot_be_seen_become_visible(sign: str) -> None:
    assert clean(f"a{sign}b") == "a\ufffdb"
    assert name(f"a{sign}b") == "<bdi>a\ufffdb</bdi>"


@given(st.text())
def test_data_never_ends_its_element(text: str) -> None:
    inside = data("x", {"k": clean(text)}).removeprefix('<script type="application/json" id="x">')
    assert "<" not in inside.removesuffix("</script>")


@given(st.text(), st.text())
def test_two_subjects_never_share_an_anchor(one: str, other: str) -> None:
    assert (anchor(one) == anchor(other)) == (one == other)
    assert not any(sign.isspace() for sign in anchor(one))


def test_markup_is_a_type_of_its_own() -> None:
    assert isinstance(el("p"), Html)
    assert el("p", Html("<b></b>"), "<b></b>") == "<p><b></b>&lt;b&gt;&lt;/b&gt;</p>"
