"""Weights that were computed and frozen: what `kaohe check` says of them, and how an explanation tells of them."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from kaohe.engine.narration import as_data, tell
from kaohe.engine.run import explain, score
from kaohe.engine.scheme.scheme import read_scheme
from kaohe.engine.wording import say
from tests.engine.scheme.texts import codes_of, problems_of

PLAIN = """\
scheme: weighed-2026
title: 权重
period: {kind: annual, year: 2026}
rounding: {places: 2}
indicators:
  a: {title: 增长, source: 统计局, range: [0, 100]}
  b: {title: 生态, source: 环保局, range: [0, 100]}
  c: {title: 安全, source: 应急局, range: [0, 100]}
scores:
  unit:
    total:
      mean: {a: 44.5%, b: 44.4%, c: 11.1%}
      weighting: WEIGHTING
    a: {points: 100, rule: {given: {}}}
    b: {points: 100, rule: {given: {}}}
    c: {points: 100, rule: {given: {}}}
"""
AHP = "{by: ahp, places: 3, method: eigenvector, judgements: {a: {b: 2, c: 2}, b: {c: 8}}, consistency_ratio: 0.431}"
ENTROPY = f"{{by: entropy, places: 3, figures: {'0a' * 32}, subjects: 14}}"


def weighed(weighting: str = AHP, *changes: tuple[str, str]) -> str:
    text = PLAIN.replace("WEIGHTING", weighting)
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def test_judgements_that_contradict_each_other_are_a_warning() -> None:
    (problem,) = problems_of(weighed())
    assert problem.severity == "warning"
    assert say(problem, "en") == (
        "scheme.yaml:13:80 warning: The judgements behind 'total' contradict each other: consistency ratio 0.431, above 0.1. The "
        "one furthest off: 'a' is judged 2 times 'b', all of them together say about 1 times. Look at it again."
    )
    assert "各条判断合起来约为 1 倍" in say(problem, "zh")


def test_weights_of_figures_are_taken_as_they_stand() -> None:
    assert codes_of(weighed(ENTROPY)) == []


@pytest.mark.parametrize(
    ("weighting", "change", "codes"),
    [
        (AHP, ("{a: 44.5%, b: 44.4%", "{a: 44.4%, b: 44.5%"), ["weights_not_of_judgements"]),
        (AHP, ("ratio: 0.431", "ratio: 0.05"), ["ratio_not_of_judgements"]),
        (AHP, ("c: 2}", "c: 3}"), ["weights_not_of_judgements", "ratio_not_of_judgements"]),
        (AHP, ("b: {c: 8}", "b: {d: 8}"), ["judges_no_part", "pairs_not_judged"]),
        (AHP, ("method: eigenvector, ", ""), ["key_needed"]),
        (AHP, ("by: ahp", "by: critic"), ["key_needed", "key_needed", *["key_without"] * 3]),
        (ENTROPY, ("0a, subjects", "0, subjects"), ["not_a_fingerprint"]),
        (ENTROPY, ("places: 3", "places: 2"), ["weight_finer_than_places"] * 3),
        (ENTROPY, ("mean: {a: 44.5%, b: 44.4%, c: 11.1%}", "sum: [a, b, c]"), ["weighting_without_weights"]),
    ],
)
def test_what_is_said_of_the_weights_must_be_so(weighting: str, change: tuple[str, str], codes: list[str]) -> None:
    found = [problem.code for problem in problems_of(weighed(weighting, change)) if problem.severity == "error"]
    assert sorted(found) == sorted(codes)


def test_weights_that_are_not_those_of_the_judgements_are_told_with_the_right_ones() -> None:
    problems = problems_of(weighed(AHP, ("{a: 44.5%, b: 44.4%", "{a: 44.4%, b: 44.5%")))
    (problem,) = [one for one in problems if one.code == "weights_not_of_judgements"]
    assert say(problem, "zh") == (
        "scheme.yaml:12:7 错误：“total”的权重不是这些判断算出来的。写的是 a 0.444, b 0.445, c 0.111，应为 a 0.445, b 0.444, "
        "c 0.111。请用 kaohe weights 重新算，或改正判断。"
    )


def test_an_override_with_other_weights_brings_its_own_weighting() -> None:
    override = "overrides: {unit: [{when: id == u1, scores: {total: {mean: {a: 50%, b: 50%}}}}]}\n"
    assert "weights_not_of_judgements" not in codes_of(weighed() + override)


@pytest.mark.parametrize(
    ("weighting", "zh", "en"),
    [
        (
            AHP,
            "权重由层次分析法算得（特征向量法，一致性比率 0.431），已固定在方案中",
            "The weights come from pairwise judgements (AHP): principal eigenvector, consistency ratio 0.431; frozen in the "
            "scheme",
        ),
        (
            ENTROPY,
            "权重由熵权法按 14 个对象的数据算得（数据指纹 0a0a0a0a…），已固定在方案中",
            "The weights come from the entropy of the figures, of 14 subjects (fingerprint 0a0a0a0a…); frozen in the scheme",
        ),
    ],
)
def test_an_explanation_says_where_the_weights_came_from(tmp_path: Path, weighting: str, zh: str, en: str) -> None:
    (tmp_path / "scheme.yaml").write_text(weighed(weighting), encoding="utf-8")
    tables = {
        "subjects": pl.DataFrame({"subject": ["u1"], "name": ["示例市01"], "kind": ["unit"]}),
        "figures": pl.DataFrame({"subject": ["u1"], "a": ["80"], "b": ["70"], "c": ["60"]}),
    }
    step = explain(score(read_scheme(tmp_path), tables), "u1")
    for lang, line in (("zh", zh), ("en", en)):
        assert tell(step, lang).count(line) == 1
        assert as_data(step, lang)["parts"][0]["weights"] == line
