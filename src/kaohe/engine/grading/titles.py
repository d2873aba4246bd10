"""What comparison sets and reasons are called, in the words of the scheme."""

from __future__ import annotations

from collections.abc import Mapping

from kaohe.engine.explanation import Text
from kaohe.engine.grading.results import Grades
from kaohe.engine.grading.sets import ALL
from kaohe.engine.scheme.model import Kind
from kaohe.engine.scheme.names import Ref, meaning


def set_title(grades: Grades, kind: Kind, label: str, within: Mapping[str, str] | None = None) -> Text:
    """What a comparison set is called: `principal:city` is 'Principals: Cities'; a set of those under one unit or team
    has its name. `within`: in which the set is, by post; when not given, that in which the kind is ranked."""
    if label == ALL:
        return Text("全部对象", "all")
    titles, within = grades.facts.titles[kind], within or grades.plan.kinds[kind].text.within
    post, colon, word = label.rpartition(":")
    path = within.get(post, "")
    ref = meaning(titles.text, kind, path) if path else None
    if path == "parent":
        said = _subject_name(grades, word)
    elif word == ALL:
        said = Text("全部", "all")
    elif ref is not None:
        words = [titles.word(ref, one) for one in word.split("+")]
        said = Text("、".join(one.zh for one in words), ", ".join(one.en for one in words))
    else:
        said = Text(word, word)
    if not colon:
        return said
    first = titles.word(Ref("fact", kind, "group"), post)
    return Text(f"{first.zh}：{said.zh}", f"{first.en}: {said.en}")


def _subject_name(grades: Grades, subject: str) -> Text:
    reference = grades.facts.reference
    name = ""
    if subject in reference.rows:
        kind, row = reference.rows[subject]
        name = str(reference.column(kind, "name")[row] or "")
    return Text(f"{name}（{subject}）", f"{name} ({subject})") if name else Text(subject, subject)


def reason_title(grades: Grades, kind: Kind, code: str) -> Text | None:
    """What the reason's code names: a rule by its words, a status by its title, a grade's condition by the grade."""
    plan = grades.plan.kinds[kind]
    rules = (*plan.vetoes, *plan.caps, *plan.proposals, *plan.flags)
    said = {status.code: status.text.title for status in plan.statuses} | {r.code: r.because for r in rules}
    said |= {f"grade:{grade.name}": grades.facts.titles[kind].grade(grade.name) for grade in plan.grades}
    return next((words for name, words in said.items() if code in (name, f"condition_unknown:{name}")), None)
