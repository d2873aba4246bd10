"""All scores of a scheme by the reference evaluator, in the shape that the columnar one gives."""

from __future__ import annotations

import narwhals as nw

from kaohe.engine.figures import Figures, Frame
from kaohe.engine.reference.evaluator import Reference
from kaohe.engine.scheme.graph import Graph
from kaohe.engine.scores import Scores, Stored, kept_series, stored_by_reference


def score_by_reference(graph: Graph, figures: Figures) -> Scores:
    """Slow, and never wrong."""
    reference = Reference(graph, figures)
    frames: dict[str, Frame] = {}
    stored: dict[tuple[str, str], Stored] = {}
    for kind, subjects in figures.subjects.items():
        frame = subjects.select("subject", "name", "group")
        ids = frame["subject"].to_list()
        for node in graph.nodes.values():
            if node.kind != kind:
                continue
            how = stored_by_reference([v.rounding for v in node.variants], graph.node_bounds(node.key))
            stored[node.key] = how
            outcomes = [reference.outcome(node.key, subject) for subject in ids]
            backend = nw.get_native_namespace(frame)
            frame = frame.with_columns(*kept_series(how, node.name, outcomes, backend))
        frames[kind] = frame
    return Scores(frames, stored, reference.outcome)
