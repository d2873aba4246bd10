"""The report page on the published schemes: what it says, that it is safe, whole, and the same every time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from kaohe.engine.narration import told
from kaohe.engine.run import Run, explain, score
from kaohe.engine.scheme.scheme import read_scheme
from kaohe.formats.report import MOST_BYTES, TooManySubjects, page, report
from kaohe.formats.report.blocks import Detail
from kaohe.formats.report.explanations import SORTS

SCHEMES = Path(__file__).parents[2] / "schemes"
Scored = Callable[[str], Run]
pytestmark = pytest.mark.xdist_group("report")


_WRITTEN: dict[tuple[str, str], str] = {}


def written(run: Run, lang: str) -> str:
    """A published scheme's page, made once."""
    key = (run.scheme.text.scheme, lang)
    if key not in _WRITTEN:
        _WRITTEN[key] = report(run, lang)
    return _WRITTEN[key]


class _Page(HTMLParser):
    """Checks that every element is closed in order, and gathers what a test asks about."""

    VOID = frozenset({"input", "br", "meta", "link", "hr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.rows: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.add(tag)
        self.attributes |= set(said)
        if said.get("id"):
            self.ids.append(str(said["id"]))
        if "data-s" in said:
            self.rows.append(str(said["data-s"]))
        if "href" in said or "src" in said:
            self.links.append(str(said.get("href") or said.get("src")))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _data(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def _unfolded(data: Mapping[str, Any], subject: str, lang: int) -> Iterator[tuple[int, str, str]]:
    """What the page's script makes of a subject's lines: depth, sort and text of each."""
    for line in data["s"][subject].split("\n")[1:]:
        match = re.fullmatch(r"(\d+)(\w)(\d+) (.*)", line)
        assert match is not None
        numbers = (match[4].split("|") * 2)[lang].split()
        pieces = data["t"][int(match[3])][lang].split("0")
        assert len(pieces) == len(numbers) + 1
        text = "".join(part for both in zip(pieces, [*numbers, ""], strict=True) for part in both)
        yield int(match[1]), match[2], text


@pytest.mark.parametrize("name", ["hdi-2022", "water-2020", "gansu-2019", "fujian-2019"])
def test_everybody_is_on_the_page_once_and_can_be_explained(scored: Scored, name: str) -> None:
    run = scored(name)
    text = written(run, "zh")
    seen = _Page(text)
    scored_kinds = {kind for kind, _ in run.scheme.graph.nodes}
    frames = [frame for kind, frame in run.scores.frames.items() if kind in scored_kinds]
    everybody = sorted(subject for frame in frames for subject in frame["subject"].to_list())
    assert sorted(seen.rows) == everybody
    assert len(seen.ids) == len(set(seen.ids))
    assert {link for link in seen.links if not link.startswith("#")} == set()
    assert {link[1:] for link in seen.links} <= set(seen.ids)
    assert sorted(_data(text)["s"]) == everybody
    assert len(text.encode()) <= MOST_BYTES
    assert ("示例数据 SYNTHETIC" in text) == run.scheme.text.synthetic
    for said in (run.scheme.fingerprint, run.figures.fingerprint, run.scheme.text.title.zh, run.scheme.text.title.en):
        assert said in text


@pytest.mark.parametrize(("name", "subject"), [("gansu-2019", "C01-2"), ("gansu-2019", "C01-T"), ("hdi-2022", "CHN")])
def test_an_explanation_on_the_page_is_what_the_engine_tells(scored: Scored, name: str, subject: str) -> None:
    run = scored(name)
    data, step = _data(written(run, "zh")), explain(run, subject, own=True)
    for which, lang in enumerate(("zh", "en")):
        lines = list(told(step, lang))
        unfolded = list(_unfolded(data, subject, which))
        assert [depth for depth, _, _ in unfolded] == [line.depth for line in lines]
        for (_, sort, text), line in zip(unfolded, lines, strict=True):
            assert sort in (SORTS[line.sort], "p")
            assert text.startswith(line.text)
            assert line.value in text
            assert line.article in text


def test_what_belongs_to_the_team_is_told_there(scored: Scored) -> None:
    run = scored("gansu-2019")
    others = [line for line in told(explain(run, "C01-2", own=True), "zh") if line.subject]
    assert {line.subject for line in others} == {"C01-T"}
    assert "见" not in others[0].text
    assert len(list(told(explain(run, "C01-2"), "zh"))) > len(list(told(explain(run, "C01-2", own=True), "zh"))) + 20


def test_the_line_the_margin_and_the_room_are_told(scored: Scored) -> None:
    text = written(scored("gansu-2019"), "zh")
    assert "最后列入 示例市02领导班子 90.75，线外第一 示例自治州01领导班子 90.42，相差 0.33 分" in text
    assert "13 个竞争者中居第 5，名额 4 个；最后一个名额得分 90.75，相差 0.33" in text
    assert "14 × 0.3 = 4.2，四舍五入为 4" in text
    assert "Place 5 of 13, room for 4; the last place went at 90.75, which is 0.33 more" in text


def test_means_of_the_grades_are_those_of_their_members(scored: Scored) -> None:
    run = scored("hdi-2022")
    grades = run.grades.frames["unit"].to_native().filter(pl.col("grade") == "very_high")["subject"]
    frame = run.scores.frames["unit"].to_native().filter(pl.col("subject").is_in(grades.implode()))
    mean = frame["s:hdi"].sum() / len(frame) / 1000
    assert f'<td class="num">{mean:.3f}</td>' in written(run, "en")


def test_held_scores_have_their_cause_and_range_and_are_never_a_blank(scored: Scored) -> None:
    text = written(scored("water-2020"), "zh")
    assert "仍可能为 0 至 100" in text
    assert "以往年度考核得分：未公布" in text
    assert text.count("以往年度考核得分：未公布；目标完成情况得分：未公布") < 5, "what holds for all is said once"
    assert "不是考核结果" in text
    assert "公报用水量高于2020年控制指标" in text


def test_the_same_run_gives_the_same_page(scored: Scored) -> None:
    again = score(read_scheme(SCHEMES / "water-2020"), scored("water-2020").figures)
    assert report(again, "en") == report(scored("water-2020"), "en")


def test_the_language_asked_for_comes_first_and_both_are_there(scored: Scored) -> None:
    zh, en = (written(scored("hdi-2022"), lang) for lang in ("zh", "en"))
    assert zh.startswith('<!doctype html>\n<html lang="zh-Hans"')
    assert en.startswith('<!doctype html>\n<html lang="en"')
    for text in (zh, en):
        assert "人类发展指数" in text
        assert "Human Development Index" in text


HOSTILE = {
    "CHN": "<script>alert(1)</script>",
    "USA": "\"'><img src=x onerror=alert(1)>",
    "IND": "\u202ednI\u202c & </script><b>",
}


def test_names_from_the_figures_are_never_markup(scored: Scored) -> None:
    run = scored("hdi-2022")
    subjects = run.figures.subjects["unit"].to_native()
    named = subjects.with_columns(pl.col("subject").replace_strict(HOSTILE, default=pl.col("name")).alias("name"))
    figures = type(run.figures)(
        **{**vars_of(run.figures), "subjects": {**run.figures.subjects, "unit": wrapped(named)}}
    )
    text = report(Run(run.scheme, figures, run.scores), "en")
    seen = _Page(text)
    assert "img" not in seen.tags
    assert not any(name.startswith("on") for name in seen.attributes)
    assert text.count("<script") == 2, "the data and the page's own script"
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "\u202e" not in text
    assert "<bdi>\ufffddnI\ufffd &amp; &lt;/script&gt;&lt;b&gt;</bdi>" in text


def vars_of(figures: Any) -> dict[str, Any]:
    return {name: getattr(figures, name) for name in figures.__dataclass_fields__}


def wrapped(frame: pl.DataFrame) -> Any:
    import narwhals as nw

    return nw.from_native(frame, eager_only=True)


def test_a_page_that_would_be_too_large_keeps_the_ends_and_those_at_the_line(
    scored: Scored, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = scored("gansu-2019")
    whole = _Page(written(run, "zh"))
    monkeypatch.setattr(page, "MOST_BYTES", 1_900_000)
    monkeypatch.setattr(page, "LEVELS", (Detail(), Detail(ends=5), Detail(ends=1, sets=2)))
    text = report(run, "zh")
    seen = _Page(text)
    assert len(text.encode()) <= 1_900_000
    assert len(seen.rows) < len(whole.rows)
    assert "这里列出前 5 名、后 5 名和等次线上下的对象" in text
    assert sorted(_data(text)["s"]) == sorted(seen.rows)
    assert {link[1:] for link in seen.links} <= set(seen.ids)


def test_more_subjects_than_a_page_can_hold_are_refused(scored: Scored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MOST_SUBJECTS", 100)
    with pytest.raises(TooManySubjects):
        report(scored("hdi-2022"), "zh")
