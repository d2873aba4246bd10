"""Quotas: shares that are shares, for every value of what they depend on, and places that somebody can get."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import lcm

from kaohe.engine.expressions import TextType
from kaohe.engine.problems import nearest
from kaohe.engine.scheme.checks.findings import Findings
from kaohe.engine.scheme.grade_names import UNGRADED, GradeScope, graded_kind
from kaohe.engine.scheme.graph import within_known
from kaohe.engine.scheme.model import Kind, Quota, QuotaBy, StaffQuota
from kaohe.engine.scheme.names import known_names

FINEST = 10**9
"""The largest common denominator of shares: sums over a group then stay within 64 bits."""


def check_quota(found: Findings, kind: Kind, grade: str, quota: Quota) -> None:
    keys = ("grading", kind, "grades", grade, "quota")
    said = [key for key in ("share", "by", "count") if getattr(quota, key) is not None]
    if len(said) != 1:
        found.error("one_share", *keys, grade=grade, found=said)
    if quota.count is not None and quota.at_least:
        found.error("count_and_least", *keys, "at_least", grade=grade)
    if quota.within is not None:
        check_within(found, kind, quota.within, *keys, "within")
    if quota.by is not None:
        _check_by(found, kind, grade, quota.by, *keys, "by")
    if quota.share is not None and _check_shares(found, [quota.share], *keys, "share") and quota.share == 1:
        found.warning("quota_for_all", *keys, "share", grade=grade)
    if quota.share == 0 or quota.count == 0:
        found.warning("quota_for_nobody", *keys, "share" if quota.share == 0 else "count", grade=grade)


def check_within(found: Findings, kind: Kind, within: Mapping[str, str], *keys: str) -> None:
    """Each comparison set is one; where they are said by post, every post of the kind has one."""
    groups = list(found.text.groups.get(kind, {}))
    for post, name in within.items():
        if not within_known(found.text, kind, name):
            found.error("unknown_within", *keys, post, name=name)
        if post and post not in groups:
            near = nearest(post, groups)
            found.error("no_such_value", *keys, post, value=post, name="group", near=near, values=groups)
    missing = [] if "" in within else [group for group in groups if group not in within]
    if missing:
        found.error("within_incomplete", *keys, missing=missing)


def _check_by(found: Findings, kind: Kind, grade: str, by: QuotaBy, *keys: str) -> None:
    path = tuple(by.by.split("."))
    above = graded_kind(kind, path)
    if above is not None and above not in found.text.grading:
        found.error("not_graded", *keys, "by", text=by.by, kind=above, name=by.by)
        return
    scope = GradeScope(found.text, kind)
    type_ = scope.type_of(path)
    if not isinstance(type_, TextType):
        near = nearest(by.by, known_names(found.text, kind))
        found.error("quota_by_what", *keys, "by", name=by.by, near=near)
    elif type_.values is None:
        found.note("quota_by_open", *keys, "by", name=by.by)
    else:
        values = sorted(type_.values - {UNGRADED} if above is not None else type_.values)
        for value in by.shares:
            if value not in type_.values:
                near = nearest(value, values)
                found.error("no_such_value", *keys, "shares", value, value=value, name=by.by, near=near, values=values)
    shares = [*by.shares.values(), by.otherwise]
    if _check_shares(found, shares, *keys, "shares") and not any(shares):
        found.warning("quota_for_nobody", *keys, "shares", grade=grade)


def _check_shares(found: Findings, shares: Iterable[Fraction], *keys: str) -> bool:
    shares = list(shares)
    wrong = [share for share in shares if not 0 <= share <= 1]
    for share in wrong:
        found.error("share_out_of_range", *keys, value=share)
    if lcm(*(share.denominator for share in shares)) > FINEST:
        found.error("share_too_fine", *keys)
    return not wrong


def check_staff(found: Findings, kind: Kind, quota: StaffQuota, grades: list[str]) -> None:
    keys = ("grading", kind, "staff_quota")
    numbers = [name for name, one in found.text.attributes.get(kind, {}).items() if one.number and not one.decimals]
    if quota.staff not in numbers:
        found.error("staff_not_whole", *keys, "staff", name=quota.staff, near=nearest(quota.staff, numbers))
    for name in quota.shares:
        if name not in grades:
            values = {"grade": name, "near": nearest(name, grades), "grades": grades}
            found.error("no_such_grade", *keys, "shares", name, **values)
    missing = [name for name in grades if name not in quota.shares]
    if missing:
        found.error("staff_shares_miss", *keys, "shares", missing=missing)
    _check_shares(found, [*quota.shares.values(), quota.ungraded], *keys, "shares")
