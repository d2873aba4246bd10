"""The reference evaluator: what a scheme means, one subject and one score at a time, in exact numbers."""

from __future__ import annotations

from kaohe.engine.reference.evaluator import Outside, Reference
from kaohe.engine.reference.parts import part_scores
from kaohe.engine.reference.run import score_by_reference

__all__ = ["Outside", "Reference", "part_scores", "score_by_reference"]
