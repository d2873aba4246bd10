"""Gansu 2019 and an invented successor: weights, points, a quota, a threshold, an indicator in and one out, an override."""

from __future__ import annotations

from pathlib import Path

GANSU = Path(__file__).parents[3] / "schemes" / "gansu-2019"

_OPENNESS = """\
  openness:
    title: {zh: 政务公开, en: Openness of government}
    groups: [department]
    source: 省政府办公厅 General office
    unit: 分 points
    decimals: 1
    range: [0, 100]
"""
_DIGITAL = """\
  digital:
    title: {zh: 政务服务, en: Government services}
    groups: [department]
    source: 省政务服务中心 Government services centre
    unit: 分 points
    decimals: 1
    range: [0, 100]
"""
_OVERRIDE = """\
    - when: group == city and focus == general
      because: {zh: 一般市州适当提高发展指标分值, en: A little more for development in general cities}
      article: 示例条款
      scores:
        growth: {points: 40}
        poverty_work: {points: 15}
"""
_WEIGHTS = "      mean: {ordinary: 40%, year_end: 60%}\n      article: G5\n"

EDITS: dict[str, list[tuple[str, str]]] = {
    "scheme.yaml": [
        ("scheme: gansu-2019", "scheme: gansu-2020"),
        ("年度考核（2019年）", "年度考核（2020年，示例）"),
        ("teams and cadres (2019)", "teams and cadres (2020 – invented)"),
        ("year: 2019", "year: 2020"),
        (_WEIGHTS + "  cadre:", _WEIGHTS.replace("40%", "30%").replace("60%", "70%") + "  cadre:"),
        ("quota: {share: 30%, round: half_up", "quota: {share: 25%, round: half_up"),
        ("      good: {when: total >= 80, article", "      good: {when: total >= 75, article"),
        ("service, digital, mission", "service, openness, mission"),
    ],
    "include/work.yaml": [
        (_DIGITAL, _OPENNESS),
        (
            "    digital: {points: 10, rule: {given: {full: 100}}",
            "    openness: {points: 5, rule: {given: {full: 100}}",
        ),
        ("law: {points: 10", "law: {points: 15"),
        ("service, digital]", "service, openness]"),
        ("growth: {points: 35, rule: {efficacy: {floor: 60%}}", "growth: {points: 35, rule: {efficacy: {floor: 50%}}"),
        (
            "        growth: {points: 15}\n        livelihood: {points: 15}",
            "        growth: {points: 20}\n        livelihood: {points: 10}",
        ),
        ("    # ---- the four cities", _OVERRIDE + "    # ---- the four cities"),
    ],
}


def successor(folder: Path) -> Path:
    """The 2020 scheme, in a folder of its own, without figures."""
    for source in (GANSU, GANSU / "include"):
        for path in source.glob("*.yaml"):
            name = path.relative_to(GANSU).as_posix()
            text = path.read_text(encoding="utf-8")
            for old, new in EDITS.get(name, ()):
                assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
                text = text.replace(old, new)
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    return folder
