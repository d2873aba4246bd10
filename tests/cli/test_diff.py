"""`kaohe diff` as an office calls it: the note, who moves, JSON, refusals, exit codes."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kaohe.cli import main
from tests.cli.test_commands import HDI, SCHEMES, copied
from tests.engine.changes.pair import GANSU, successor
from tests.engine.changes.test_effects import ADDED, LIMIT, LINE, PLAIN, WEIGHTS

TABLES = {
    "subjects.csv": "subject,name,kind\nu1,示例市1,unit\nu2,示例市2,unit\nu3,示例市3,unit\n",
    "figures.csv": "subject,a,b\nu1,90,100\nu2,70,60\nu3,40,40\n",
}


def diff(*arguments: str | Path, lang: str = "en") -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments), "--lang", lang])


def scheme(folder: Path, *edits: tuple[str, str]) -> Path:
    text = PLAIN
    for old, new in edits:
        text = text.replace(old, new)
    folder.mkdir()
    (folder / "scheme.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    folder = tmp_path / "figures"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_scheme_and_its_copy_say_the_same(tmp_path: Path) -> None:
    result = diff(HDI, copied(HDI, tmp_path / "hdi"), lang="zh")
    assert (result.exit_code, result.stdout.splitlines()[1:]) == (0, ["两个方案内容相同。"])
    assert json.loads(diff(HDI, HDI, "--format", "json").stdout)["equal"] is True


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_note_is_printed_and_a_difference_is_no_error(tmp_path: Path, lang: str) -> None:
    result = diff(GANSU, successor(tmp_path / "new"), lang=lang)
    agreed = SCHEMES.parent / "tests" / "engine" / "changes" / f"gansu-2020.{lang}.txt"
    assert (result.exit_code, result.stdout) == (0, agreed.read_text(encoding="utf-8"))


def test_who_moves_and_because_of_which_change(tmp_path: Path, figures: Path) -> None:
    old, new = scheme(tmp_path / "old"), scheme(tmp_path / "new", WEIGHTS, LIMIT, LINE)
    told = diff(old, new, "--figures", figures, lang="zh").stdout.partition("对结果的影响\n")[2]
    assert (
        told
        == """
（1）得分项“总分”：“甲项”的权重由 50% 改为 60%；“乙项”的权重由 50% 改为 40%。
（2）得分项“乙项”：新增得分界限：得分上限 80。
（等次规则）等次“良好”：条件由“总分 ≥ 66”改为“总分 ≥ 40”。

得分之差按夏普利值分摊到各项变化：取各种先后次序下影响的平均值，与先后无关，各项相加正好等于差额。
位次和等次分两步比较：先看得分变化，再看等次规则变化。

【单位】“总分”：共 3 个对象，得分上升 1 个、下降 1 个。
  变化   受益  受损  最多加  最多减
  （1）     1     0   +1.00
  （2）     0     1           −9.00
等次有变动 3 个：优秀 → 良好 1 个；一般 → 良好（因等次规则） 1 个；一般 → 良好 1 个。
变动最大的 3 个：
  对象           原得分  新得分   差额  （1）  （2）  位次  等次
  示例市1（u1）   95.00   86.00  −9.00      0  −9.00     1  优秀 → 良好
  示例市2（u2）   65.00   66.00  +1.00  +1.00      0     2  一般 → 良好
  示例市3（u3）   40.00   40.00      0      0      0     3  一般 → 良好（因等次规则）
"""
    )


def test_the_parts_in_json_add_up_exactly(tmp_path: Path, figures: Path) -> None:
    old, new = scheme(tmp_path / "old"), scheme(tmp_path / "new", WEIGHTS, LIMIT)
    data = json.loads(diff(old, new, "--figures", figures, "--score", "unit.b", "--format", "json").stdout)
    assert (data["equal"], len(data["notes"]), len(data["effects"]["causes"])) == (False, 2, 2)
    scores = data["effects"]["scores"]
    assert [(one["kind"], one["score"]) for one in scores] == [("unit", "total"), ("unit", "b")]
    for one in (subject for found in scores for subject in found["subjects"]):
        assert sum(map(Fraction, one["parts"])) == Fraction(one["difference"])
    assert scores[0]["subjects"][0]["grades"] == ["excellent", "good", "good"]


def test_other_figures_for_the_new_scheme_are_a_cause(tmp_path: Path, figures: Path) -> None:
    later = copied(figures, tmp_path / "later")
    (later / "figures.csv").write_text(TABLES["figures.csv"].replace("90,100", "80,100"), encoding="utf-8")
    old, new = scheme(tmp_path / "old"), scheme(tmp_path / "new", LIMIT)
    told = diff(old, new, "--figures", figures, "--new-figures", later).stdout
    assert "(2) Other figures" in told
    assert "示例市1 (u1)   95.00  80.00  −15.00  −10.00  −5.00" in told


def test_changes_without_figures_are_named_and_the_rest_is_compared(tmp_path: Path, figures: Path) -> None:
    old, new = scheme(tmp_path / "old"), scheme(tmp_path / "new", *ADDED, LIMIT)
    result = diff(old, new, "--figures", figures, lang="zh")
    assert result.exit_code == 0
    assert "【未计入比较】“丙项”没有数据，下列变化无法计分：新增指标“丙项”。" in result.stdout
    assert "示例市1（u1）   95.00   85.00  −10.00" in result.stdout


def test_figures_that_a_scheme_cannot_take_are_told_with_its_name(tmp_path: Path, figures: Path) -> None:
    groups = ("indicators:\n", "groups: {unit: {city: 市}}\nindicators:\n")
    old, new = scheme(tmp_path / "old"), scheme(tmp_path / "new", ("plain-2020", "grouped-2021"), groups)
    result = diff(old, new, "--figures", figures)
    assert result.exit_code == 1
    assert "New group '市'" in result.stdout
    assert "Scheme grouped-2021 cannot score these figures" in result.stderr
    assert "subjects.csv:2 [group]" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--new-figures", "there"], "Name the figures with --figures."),
        (["--figures", "there", "--score", "unit.totl"], "Did you mean 'unit.total'?"),
    ],
)
def test_a_wrong_call_is_told(tmp_path: Path, arguments: list[str], told: str) -> None:
    old = scheme(tmp_path / "old")
    result = diff(old, old, *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_a_broken_scheme_is_told_as_by_the_check(tmp_path: Path) -> None:
    result = diff(scheme(tmp_path / "old"), scheme(tmp_path / "new", ("scores:", "scorse:")))
    assert result.exit_code == 1
    assert "Did you mean 'scores'?" in result.stderr
