"""`kaohe weights`: computes the weights of a mean, from judgements or from the figures, to be frozen in the scheme."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kaohe.cli.talk import MISUSED, figures_of, lang_option, problems_told, show_problems, tell

if TYPE_CHECKING:
    from kaohe.engine.problems import Place
    from kaohe.engine.rules.base import Fault
    from kaohe.engine.scheme.graph import Node
    from kaohe.engine.scheme.scheme import Scheme
    from kaohe.engine.weights import Judgements, Method


@click.command("weights")
@click.argument("scheme", type=click.Path(exists=True, path_type=Path))
@click.argument("node")
@click.option("--by", type=click.Choice(["ahp", "entropy", "critic"]), required=True, help="Judgements, or figures.")
@click.option("--method", type=click.Choice(["eigenvector", "geometric"]), help="Of ahp [default: eigenvector].")
@click.option("--judgements", type=click.Path(path_type=Path), help="YAML file [default: those in the scheme].")
@click.option("--figures", type=click.Path(path_type=Path), help="Folder of figures [default: SCHEME/data].")
@click.option("--places", type=click.IntRange(1, 9), default=3, show_default=True, help="Decimals; 3: 12.3 %.")
@click.option("--out", type=click.Path(path_type=Path), help="File to write [default: print].")
@lang_option
def command(
    scheme: Path, node: str, by: str, method: Method | None, judgements: Path | None, figures: Path | None,
    places: int, out: Path | None, lang: str,
) -> None:  # fmt: skip
    """Compute the weights of NODE (unit.total) in a SCHEME: the YAML to paste into it.

    The scheme must hold the mean already, with any weights that add up.
    """
    from kaohe.engine.scheme.checks.weights import STALE
    from kaohe.engine.scheme.scheme import read_scheme

    if (unfit := _unfit(by, method, judgements, figures)) is not None:
        tell(*unfit, lang)
        sys.exit(MISUSED)
    if out is not None and out.exists():
        tell(f"{out} 已存在。请换一个文件名。", f"{out} exists. Name another file.", lang)
        sys.exit(MISUSED)
    with problems_told(lang):
        rules = read_scheme(scheme, but=STALE)
        found = _node(rules, node)
        if by == "ahp":
            weights, how = _from_judgements(found, judgements, method or "eigenvector", places, lang)
        else:
            weights, how = _from_figures(rules, found, by, figures_of(scheme, figures), places)
    text = _fragment(found, weights, how)
    if out is None:
        click.echo(text, nl=False)
        return
    out.write_text(text, encoding="utf-8", newline="\n")
    tell(f"权重已写入 {out}。", f"The weights are in {out}.", lang)


def _unfit(by: str, method: object, judgements: object, figures: object) -> tuple[str, str] | None:
    """What goes with another way of computing."""
    if by == "ahp" and figures is not None:
        return "--figures 只用于 entropy 和 critic。", "--figures goes with entropy and critic only."
    if by != "ahp" and (method is not None or judgements is not None):
        return "--method 和 --judgements 只用于 ahp。", "--method and --judgements go with ahp only."
    return None


def _node(scheme: Scheme, said: str) -> Node:
    from kaohe.engine.problems import InvalidScheme, Place, Problem, nearest

    known = {f"{n.kind}.{n.name}": n for n in scheme.graph.nodes.values() if n.variants[-1].rule.part_weights()}
    meant = [full for full in known if said in (full, full.partition(".")[2])]
    if len(meant) == 1:
        return known[meant[0]]
    if meant:
        raise InvalidScheme([Problem("node_of_two_kinds", Place(), {"name": said, "known": tuple(meant)})])
    if any(said in (f"{n.kind}.{n.name}", n.name) for n in scheme.graph.nodes.values()):
        raise InvalidScheme([Problem("node_without_weights", Place(), {"name": said, "known": tuple(known)})])
    values = {"name": said, "near": nearest(said, known), "known": tuple(known)}
    raise InvalidScheme([Problem("no_such_node", Place(), values)])


# ---- from judgements ------------------------------------------------------------------------------------------------


def _from_judgements(
    node: Node, file: Path | None, method: Method, places: int, lang: str
) -> tuple[dict[str, Fraction], dict[str, Any]]:
    from kaohe.engine.scheme.reading import nearest_place
    from kaohe.engine.weights import Pairwise, frozen, frozen_faults, judgement_faults

    judgements, where = _judgements(node, file)
    parts = list(node.variants[-1].rule.part_weights())
    _refuse(list(judgement_faults(parts, judgements)), where)
    pairwise = Pairwise.of(parts, judgements)
    weights = frozen(pairwise.weights(method), places)
    _refuse(list(frozen_faults(weights, places)), where)
    contradiction = pairwise.contradiction()
    if contradiction is not None:
        place = nearest_place(where, contradiction.key)
        show_problems([_problem(contradiction, place, name=node.name)], lang)
    said = {a: {b: str(times) for b, times in others.items()} for a, others in judgements.items()}
    how = {"by": "ahp", "places": places, "method": method, "judgements": said}
    return weights, {**how, "consistency_ratio": pairwise.consistency_ratio()}


def _judgements(node: Node, file: Path | None) -> tuple[Judgements, Mapping[Any, Place]]:
    """The judgements of a file, or those that stand in the scheme, and where each stands."""
    from pydantic import TypeAdapter, ValidationError

    from kaohe.engine.fields import Exact
    from kaohe.engine.fields import Path as Named
    from kaohe.engine.problems import InvalidScheme, Place, Problem
    from kaohe.engine.scheme.reading import nearest_place
    from kaohe.engine.scheme.yaml import read_yaml

    if file is None:
        weighting = node.variants[-1].weighting
        if weighting is None or weighting.judgements is None:
            raise InvalidScheme([Problem("no_judgements")])
        return weighting.judgements, {}
    try:
        document = read_yaml(file.read_text(encoding="utf-8-sig"), file.name)
    except UnicodeDecodeError as error:
        raise InvalidScheme([Problem("not_utf8", Place(file.name), {"byte": error.start})]) from None
    except OSError as error:
        values = {"file": file.name, "said": error.strerror}
        raise InvalidScheme([Problem("cannot_read", Place(file.name), values)]) from None
    if document.problems:
        raise InvalidScheme(document.problems)
    try:
        read = TypeAdapter(dict[Named, dict[Named, Exact]]).validate_python(document.data)
    except ValidationError as error:
        places = {nearest_place(document.places, tuple(one["loc"])) for one in error.errors()}
        raise InvalidScheme([Problem("judgements_unreadable", place) for place in places]) from None
    return read, document.places


# ---- from figures ---------------------------------------------------------------------------------------------------


def _from_figures(
    scheme: Scheme, node: Node, by: str, path: Path, places: int
) -> tuple[dict[str, Fraction], dict[str, Any]]:
    from kaohe.engine.reference import Reference, part_scores
    from kaohe.engine.rules.base import Fault
    from kaohe.engine.weights import critic_weights, data_faults, entropy_weights, frozen, frozen_faults
    from kaohe.formats.reading import read_figures

    figures = read_figures(scheme.text, path)
    columns, faults = part_scores(Reference(scheme.graph, figures), node.key)
    _refuse(faults)
    _refuse(list(data_faults(columns)))
    weigh = entropy_weights if by == "entropy" else critic_weights
    try:
        weights = frozen(weigh(columns), places)
    except ZeroDivisionError:
        _refuse([Fault("parts_go_together")])
        raise
    _refuse(list(frozen_faults(weights, places)))
    subjects = len(next(iter(columns.values())))
    return weights, {"by": by, "places": places, "figures": figures.fingerprint, "subjects": subjects}


def _refuse(faults: list[Fault], where: Mapping[Any, Place] | None = None) -> None:
    from kaohe.engine.problems import InvalidScheme, Place
    from kaohe.engine.scheme.reading import nearest_place

    if faults:
        places = where or {}
        raise InvalidScheme([_problem(one, nearest_place(places, one.key) if places else Place()) for one in faults])


def _problem(fault: Fault, place: Place, **more: object) -> Any:
    from kaohe.engine.problems import Problem

    return Problem(fault.code, place, {**dict(fault.values), **more}, fault.severity)


# ---- what is printed ------------------------------------------------------------------------------------------------


def _fragment(node: Node, weights: Mapping[str, Fraction], how: Mapping[str, Any]) -> str:
    """What the scheme should say of the node: its mean with these weights, and how they came about."""
    from kaohe.engine.numbers import show

    rule = node.variants[-1].rule
    said: Any = {part: f"{show(weight * 100)}%" for part, weight in weights.items()}
    fields: Any = rule.model_dump(exclude_none=True)  # type: ignore[attr-defined]
    if "of" in fields:
        said = {**fields, "of": said}
    lines = ["scores:", f"  {node.kind}:", f"    {node.name}:", f"      {rule.key}: {_flow(said)}", "      weighting:"]
    for key, value in how.items():
        if isinstance(value, Mapping):
            lines += [f"        {key}:", *(f"          {one}: {_flow(others)}" for one, others in value.items())]
        else:
            lines.append(f"        {key}: {show(value) if isinstance(value, Fraction) else value}")
    return "\n".join(lines) + "\n"


def _flow(value: Any) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
