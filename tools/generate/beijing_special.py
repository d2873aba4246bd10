"""Invented figures for beijing-special: one task force of six groups and 66 seconded cadres from 24 home units, what central
bodies, the grassroots, audit and petitions offices say, and what was seen and told."""

from __future__ import annotations

from tools.generate.draws import Draw, number, person
from tools.generate.tables import Cell, Tables

NAME = "beijing-special"
GROUPS = ("综合协调组", "现场保障组", "涉外接待组", "安全应急组", "新闻宣传组", "志愿服务组")
TASK_DAYS = 240
FOREIGN = 3  # the third group receives guests from abroad
CLASSES = {"talks": {"heads": 4, "fellows": 9}, "grassroots": {"cadres": 8, "residents": 12}}
OPTIONS = {
    "talks": ("strong", "fairly_strong", "average", "weak", "unknown"),
    "grassroots": ("good", "fairly_good", "fair", "poor", "unknown"),
}
ITEMS = {"talks": ("ability",), "grassroots": ("manner", "promise")}


def tables() -> Tables:
    made = Tables()
    made.add("subjects", subject="Z", name="示例重大活动工作专班", kind="unit", group="task_force", parent="")
    cadres = 0
    for i, group in enumerate(GROUPS, 1):
        team = f"Z{i}"
        made.add("subjects", subject=team, name=group, kind="team", group="group", parent="Z")
        made.add("figures_groups", subject=team, task_days=TASK_DAYS)
        for j in range(1, 12):
            _add_cadre(made, cadres, team, leading=j <= 2, foreign=i == FOREIGN)
            cadres += 1
    return made


def _add_cadre(made: Tables, index: int, team: str, *, leading: bool, foreign: bool) -> None:
    cadre = f"{team}-{index + 1:02}"
    draw = Draw(NAME, cadre)
    quality = draw.bell()
    made.add(
        "subjects",
        subject=cadre, name=person(index), kind="cadre", group="leading" if leading else "member", parent=team,
        home=f"示例单位{draw.whole(1, 24):02}", young="true" if draw.chance(0.35) else "false",
        foreign_affairs="true" if foreign else "false",
    )  # fmt: skip
    row: dict[str, Cell] = {
        "subject": cadre,
        "days": draw.whole(60, 110) if draw.chance(0.08) else draw.whole(150, 240),
    }
    for indicator, centre in (("observed_politics", 88), ("observed_ability", 85), ("site_results", 86)):
        row[indicator] = number(centre + 5 * quality + 3 * draw.bell(), 40, 100, 0)
    made.add("figures_seen", **row)
    for indicator in ("central_politics", "central_results"):
        if leading or draw.chance(0.5):  # central bodies speak only of those whom they worked with
            value = number(88 + 5 * quality + 3 * draw.bell(), 40, 100, 0)
            made.add("figures_central", subject=cadre, indicator=indicator, assessed=value, absence="")
        else:
            made.add("figures_central", subject=cadre, indicator=indicator, assessed="", absence="not_applicable")
    _add_answers(made, cadre, quality)
    for indicator, share in (("audit_findings", 0.04), ("petitions", 0.05)):
        if draw.chance(share):
            paper = f"示例专项〔2019〕{cadre}号"
            date = f"2019-{draw.whole(3, 11):02}-{draw.whole(1, 28):02}"
            made.add("events", subject=cadre, indicator=indicator, date=date, count=1, document=paper)


def _add_answers(made: Tables, cadre: str, quality: float) -> None:
    for form, classes in CLASSES.items():
        for rater_class, voters in classes.items():
            for item in ITEMS[form]:
                draw = Draw(NAME, cadre, form, rater_class, item)
                best = min(max(0.5 + 0.15 * quality + 0.08 * draw.bell(), 0.03), 0.95)
                rest = 1 - best
                shares = (best * 0.95, rest * 0.65, rest * 0.25, rest * 0.05, 0.05)
                counts = draw.votes(voters, dict(zip(OPTIONS[form], shares, strict=True)))
                for option, count in counts.items():
                    if count:
                        cells: dict[str, Cell] = {"subject": cadre, "form": form, "class": rater_class, "item": item}
                        made.add("tallies", **cells, option=option, count=count)
