"""The report in a real browser: wide, narrow and on paper."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kaohe.engine.run import Run
from kaohe.formats.report import report

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.xdist_group("browser")]
Scored = Callable[[str], Run]


written: dict[tuple[str, str], str] = {}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Any, scored: Scored, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a scheme's report; in the end nothing may have gone wrong, and nothing been asked from elsewhere."""
    wrong: list[str] = []
    contexts = []

    def show(name: str, width: int = 1440, lang: str = "zh", anchor: str = "", *, script: bool = True) -> Any:
        path = tmp_path / f"{name}.html"
        if (name, lang) not in written:
            written[name, lang] = report(scored(name), lang)
        path.write_text(written[name, lang], encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
        contexts.append(context)
        one = context.new_page()
        one.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
        one.on("pageerror", lambda error: wrong.append(str(error)))
        one.on("request", lambda asked: None if asked.url.startswith("file:") else wrong.append(asked.url))
        one.goto(path.as_uri() + anchor)
        return one

    yield show
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("name", ["hdi-2022", "water-2020", "gansu-2019"])
def test_the_page_itself_never_scrolls_sideways(opened: Callable[..., Any], name: str, width: int) -> None:
    one = opened(name, width)
    for lang in ("en", "zh"):
        one.locator(f"label[for=l-{lang}]").click()
        assert one.evaluate("document.documentElement.scrollWidth") <= width
    one.locator("tr[data-s]:visible a.who").first.click()
    assert one.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("letter", ["W", "长"])
def test_a_long_name_does_not_push_the_scores_off_the_page(opened: Callable[..., Any], letter: str) -> None:
    one = opened("hdi-2022")
    one.locator("tr[data-s]:visible a.who").first.evaluate(f"link => {{ link.textContent = '{letter}'.repeat(200) }}")
    assert one.evaluate("[...document.querySelectorAll('.scroll')].every(one => one.scrollWidth <= one.clientWidth)")


def test_the_language_is_switched_without_a_server(opened: Callable[..., Any]) -> None:
    one = opened("gansu-2019", lang="en")
    assert one.locator("h1").inner_text() == "Annual assessment of provincially managed teams and cadres (2019)"
    assert one.evaluate("document.documentElement.lang") == "en"
    one.locator("label[for=l-zh]").click()
    assert one.locator("h1").inner_text() == "省管领导班子和领导干部年度考核（2019年）"
    assert one.evaluate("document.documentElement.lang") == "zh-Hans"
    assert one.title() == "省管领导班子和领导干部年度考核（2019年）"


def test_a_name_unfolds_its_explanation_in_the_language_of_the_page(opened: Callable[..., Any]) -> None:
    one = opened("gansu-2019")
    row = one.locator('tr[data-s="C01-2"]')
    row.locator("a.who").click()
    told = one.locator("tr.x")
    assert "25 个竞争者中居第 8，名额 7 个；最后一个名额得分 91.73，相差 0.18" in told.inner_text()
    assert "与本组中位比" in told.inner_text()
    assert row.locator("a.who").get_attribute("aria-expanded") == "true"
    one.locator("label[for=l-en]").click()
    assert "Place 8 of 25, room for 7; the last place went at 91.73, which is 0.18 more" in told.inner_text()
    told.get_by_text("explained at 示例市01领导班子").click()
    assert one.locator('tr[data-s="C01-T"] + tr.x').is_visible()
    row.locator("a.who").click()
    assert one.locator('tr[data-s="C01-2"] + tr.x').count() == 0


def test_an_anchor_opens_its_group_and_its_explanation(opened: Callable[..., Any]) -> None:
    one = opened("gansu-2019", anchor="#s-C01-3")
    assert one.locator('tr[data-s="C01-3"] + tr.x').is_visible()


def test_the_search_finds_by_name_and_by_id_with_the_keyboard(opened: Callable[..., Any]) -> None:
    one = opened("gansu-2019")
    find = one.locator("#find")
    find.fill("C01-2")
    assert one.locator("#found li").count() == 1
    find.press("Enter")
    assert one.locator('tr[data-s="C01-2"] + tr.x').is_visible()
    find.fill("示例市0")
    assert one.locator("#found li").count() == 13, "twelve and how many more"
    find.fill("无此人")
    assert one.locator("#found").inner_text() == "没有找到"
    find.press("Escape")
    assert not one.locator("#found").is_visible()


def test_without_scripts_the_tables_and_the_language_switch_still_work(opened: Callable[..., Any]) -> None:
    one = opened("gansu-2019", script=False)
    assert "kaohe explain gansu-2019" in one.locator("p.unscripted").inner_text()
    assert not one.locator("#find").is_visible()
    one.locator("label[for=l-en]").click()
    assert one.locator("h1").inner_text() == "Annual assessment of provincially managed teams and cadres (2019)"
    folded = one.locator("details.folded").first
    folded.locator("summary").first.click()
    assert folded.locator("table").first.is_visible()


def test_it_prints_on_a4_with_the_heads_of_tables_on_every_page(opened: Callable[..., Any]) -> None:
    one = opened("hdi-2022", lang="en")
    pdf = one.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/MediaBox [0 0 594.95996 841.91998]") + pdf.count(b"/MediaBox [0 0 595 842]") >= 4
    one.emulate_media(media="print")
    assert one.evaluate("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"
    assert not one.locator(".top").is_visible()


def test_every_table_has_heads_every_control_a_name_and_words_can_be_read(opened: Callable[..., Any]) -> None:
    one = opened("gansu-2019")
    one.locator('tr[data-s="C01-2"] a.who').click()
    assert one.evaluate("[...document.querySelectorAll('table')].every(t => t.querySelector('thead th[scope=col]'))")
    assert one.evaluate(
        "[...document.querySelectorAll('tbody tr[data-s]')].every(r => r.querySelector('th[scope=row]'))"
    )
    assert one.evaluate(
        "[...document.querySelectorAll('input, button')].every(c => c.labels?.length || c.innerText || c.ariaLabel)"
    )
    assert one.evaluate(_CONTRAST) == []


_CONTRAST = """() => {
  const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const beneath = (one) => { for (; one; one = one.parentElement) { const c = numbers(getComputedStyle(one).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const found = new Set();
  for (const one of document.querySelectorAll("body *:not(svg *)")) {
    if (![...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) || !one.checkVisibility() || one.closest("script,style")) continue;
    const [a, b] = [light(numbers(getComputedStyle(one).color)), light(beneath(one))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) found.add(one.className + ": " + one.textContent.slice(0, 30));
  }
  return [...found];
}"""
