"""How one sentence's claim stands to another's: same, narrower, broader, conflict, related, unrelated."""

from __future__ import annotations

from rashomon.model.annotated import Annotated
from rashomon.model.records import PairRelation, Record
from rashomon.relate.features import Encode, compare_sentences
from rashomon.weights.catalogue import PAIRS
from rashomon.weights.heads import load_head


class Verdict(Record, frozen=True, kw_only=True):
    """The relation of a to b, how sure it is (0 to 1), the probability of each relation, and what earned it."""

    relation: PairRelation
    score: float
    scores: dict[PairRelation, float]
    reasons: tuple[str, ...] = ()


def relate_sentences(a: Annotated, b: Annotated, encode: Encode) -> Verdict:
    """Return how sentence ``a`` stands to sentence ``b``, each annotated as an article of its own."""
    comparison = compare_sentences(a, b, encode)
    scores = {PairRelation(k): round(v, 4) for k, v in load_head(PAIRS).predict(comparison.features).items()}
    relation = max(scores, key=lambda key: scores[key])
    return Verdict(relation=relation, score=scores[relation], scores=scores, reasons=comparison.reasons)
