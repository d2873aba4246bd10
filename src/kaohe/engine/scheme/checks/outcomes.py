"""What follows: outcomes over the years, and what scoring departments are held to."""

from __future__ import annotations

from kaohe.engine.problems import nearest
from kaohe.engine.scheme.checks.conditions import check_condition, read_condition
from kaohe.engine.scheme.checks.findings import Findings
from kaohe.engine.scheme.graph import within_known
from kaohe.engine.scheme.model import KINDS, Kind


def check_outcomes(found: Findings) -> None:
    for name, outcome in found.text.outcomes.items():
        keys = ("outcomes", name, "when")
        test = read_condition(found, outcome.when, outcome.subject, *keys, own_grade=True)
        if test is not None and found.sound:
            check_condition(found, test, *keys)


def check_discipline(found: Findings) -> None:
    discipline = found.text.discipline
    if discipline is None:
        return
    kinds: dict[str, list[Kind]] = {}
    for kind in KINDS:
        for name in found.text.scores.get(kind, {}):
            kinds.setdefault(name, []).append(kind)
    for i, name in enumerate(discipline.indicators):
        if name not in kinds:
            found.error("watches_no_score", "discipline", "indicators", i, name=name, near=nearest(name, kinds))
        elif not all(within_known(found.text, kind, discipline.within) for kind in kinds[name]):
            found.error("unknown_within", "discipline", "within", name=discipline.within)
    if not discipline.indicators and not any(one.source for one in found.text.indicators.values()):
        found.warning("watches_nothing", "discipline")
    for key in ("full_marks_at_most", "tied_at_most"):
        share = getattr(discipline, key)
        if share is not None and not 0 <= share <= 1:
            found.error("share_out_of_range", "discipline", key, value=share)
    if discipline.at_least <= 0:
        found.warning("spread_always_reached", "discipline", "at_least", value=discipline.at_least)
