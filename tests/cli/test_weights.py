"""`kaohe weights`: what it prints can be pasted into the scheme and passes the check."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kaohe.cli import main
from kaohe.engine.scheme.yaml import read_yaml

SCHEME = """\
scheme: weighed-2026
title: 权重（SYNTHETIC 示例数据）
synthetic: true
period: {kind: annual, year: 2026}
rounding: {places: 2}
indicators:
  growth: {title: 增长, source: 统计局, range: [0, 100]}
  ecology: {title: 生态, source: 环保局, range: [0, 100]}
  safety: {title: 安全, source: 应急局, better: lower, range: [0, 100]}
scores:
  unit:
    growth: {points: 100, rule: {efficacy: {floor: 60%, within: all}}}
    ecology: {points: 100, rule: {given: {}}}
    safety: {points: 100, rule: {target: {to: 1, met: share}}}
    rest: {power: {of: {growth: 50%, safety: 50%}, exponent: 2}}
    total:
      mean: {growth: 40%, ecology: 30%, safety: 30%}
"""
SUBJECTS = "subject,name,kind\n" + "".join(f"U{i},示例市0{i},unit\n" for i in range(1, 5))
FIGURES = "subject,growth,ecology,safety\nU1,5,80,1\nU2,6.5,70,3\nU3,7,75,2\nU4,6,,1\n"
JUDGED = "growth: {ecology: 3, safety: 5}\nsafety: {ecology: 1/2}\n"


@pytest.fixture
def scheme(tmp_path: Path) -> Path:
    folder = tmp_path / "weighed"
    (folder / "data").mkdir(parents=True)
    (folder / "scheme.yaml").write_text(SCHEME, encoding="utf-8")
    (folder / "data" / "subjects.csv").write_text(SUBJECTS, encoding="utf-8")
    (folder / "data" / "figures.csv").write_text(FIGURES, encoding="utf-8")
    (tmp_path / "judged.yaml").write_text(JUDGED, encoding="utf-8")
    return folder


def kaohe(*arguments: str | Path, lang: str = "en") -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--lang", lang])


def pasted(scheme: Path, fragment: str) -> None:
    """The scheme with the fragment in the place of the node's plain mean."""
    node = "".join(fragment.splitlines(keepends=True)[3:])
    path = scheme / "scheme.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("      mean:")] + node, encoding="utf-8")


def test_judged_weights_can_be_pasted_and_pass_the_check(scheme: Path) -> None:
    result = kaohe("weights", scheme, "total", "--by", "ahp", "--judgements", scheme.parent / "judged.yaml")
    assert result.exit_code == 0
    assert result.stdout == (
        "scores:\n"
        "  unit:\n"
        "    total:\n"
        "      mean: {growth: 64.8%, ecology: 23%, safety: 12.2%}\n"
        "      weighting:\n"
        "        by: ahp\n"
        "        places: 3\n"
        "        method: eigenvector\n"
        "        judgements:\n"
        "          growth: {ecology: 3, safety: 5}\n"
        "          safety: {ecology: 1/2}\n"
        "        consistency_ratio: 0.003\n"
    )
    pasted(scheme, result.stdout)
    assert kaohe("check", scheme, "--strict").exit_code == 0


def test_new_judgements_replace_stale_weights(scheme: Path) -> None:
    pasted(
        scheme, kaohe("weights", scheme, "total", "--by", "ahp", "--judgements", scheme.parent / "judged.yaml").stdout
    )
    path = scheme / "scheme.yaml"
    path.write_text(path.read_text("utf-8").replace("safety: 5}", "safety: 7}"), encoding="utf-8")
    assert kaohe("check", scheme).exit_code == 1
    again = kaohe("weights", scheme, "unit.total", "--by", "ahp", "--method", "geometric", "--places", "4")
    assert again.exit_code == 0
    pasted(scheme, again.stdout)
    assert kaohe("check", scheme).exit_code == 0


@pytest.mark.parametrize("by", ["entropy", "critic"])
def test_weights_of_figures_can_be_pasted_and_say_which_figures(scheme: Path, by: str) -> None:
    """U4 has no figure for ecology and is not among the three."""
    result = kaohe("weights", scheme, "total", "--by", by, "--out", scheme.parent / "w.yaml")
    assert result.exit_code == 0
    text = (scheme.parent / "w.yaml").read_text(encoding="utf-8")
    document = read_yaml(text, "w.yaml")
    assert isinstance(document.data, dict)
    weighting = document.data["scores"]["unit"]["total"]["weighting"]
    assert (weighting["by"], weighting["subjects"], len(weighting["figures"])) == (by, 3, 64)
    pasted(scheme, text)
    assert kaohe("check", scheme, "--strict").exit_code == 0
    assert kaohe("weights", scheme, "total", "--by", by, "--out", scheme.parent / "w.yaml").exit_code == 2


def test_a_power_mean_keeps_its_exponent(scheme: Path) -> None:
    result = kaohe("weights", scheme, "rest", "--by", "critic", "--places", "2")
    assert "      power: {of: {growth: 45%, safety: 55%}, exponent: 2}\n" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (
            ["unit.growth", "--by", "ahp"],
            1,
            "The score 'unit.growth' has no weights. Scores with weights: unit.rest, unit.total.",
        ),
        (["totl", "--by", "ahp"], 1, "There is no score 'totl'. Scores with weights: unit.rest, unit.total."),
        (["total", "--by", "ahp"], 1, "name a file with --judgements"),
        (["total", "--by", "ahp", "--figures", "x"], 2, "--figures goes with entropy and critic only."),
        (["total", "--by", "critic", "--method", "geometric"], 2, "--method and --judgements go with ahp only."),
        (["total", "--by", "ahp", "--judgements", "nowhere.yaml"], 1, "File 'nowhere.yaml' cannot be opened"),
    ],
)
def test_what_cannot_be_computed_is_told(scheme: Path, arguments: list[str], code: int, told: str) -> None:
    result = kaohe("weights", scheme, *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert told in result.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("growth: {ecology: 3}\n", "These pairs are not judged: growth – safety, ecology – safety."),
        ("growth: {ecology: many}\n", "bad.yaml:1:19 error: Judgements are written as `growth: {ecology: 3}`"),
        ("- 1\n", "bad.yaml:1:1 error: Judgements are written as"),
        ("growth: {ecology: 3\n", "bad.yaml:2:1 error: This is not YAML"),
        ("growth: {ecology: 3, safety: 90}\nsafety: {ecology: 1}\n", "bad.yaml:1:30 error: The judgement 90 is not"),
    ],
)
def test_a_bad_file_of_judgements_is_told_with_its_place(scheme: Path, text: str, told: str) -> None:
    bad = scheme.parent / "bad.yaml"
    bad.write_text(text, encoding="utf-8")
    result = kaohe("weights", scheme, "total", "--by", "ahp", "--judgements", bad)
    assert result.exit_code == 1
    assert told in result.stderr


def test_a_part_that_is_the_same_for_all_gets_no_weight(scheme: Path) -> None:
    figures = scheme / "data" / "figures.csv"
    figures.write_text(figures.read_text("utf-8").replace("70", "80").replace("75", "80"), encoding="utf-8")
    result = kaohe("weights", scheme, "total", "--by", "entropy", lang="zh")
    assert result.exit_code == 1
    assert "“ecology”对所有对象都是 80，不含任何区分信息" in result.stderr
