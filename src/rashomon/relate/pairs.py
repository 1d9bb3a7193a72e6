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


#: What a relation is called when the sentences change places.
MIRROR = {
    **{relation: relation for relation in PairRelation},
    PairRelation.NARROWER: PairRelation.BROADER,
    PairRelation.BROADER: PairRelation.NARROWER,
}


def relate_sentences(a: Annotated, b: Annotated, encode: Encode) -> Verdict:
    """Return how sentence ``a`` stands to sentence ``b``, each annotated as an article of its own.

    Both ways round are asked and averaged, so that the verdict on (b, a) is always the mirror of that on (a, b).
    """
    head = load_head(PAIRS)
    there, back = compare_sentences(a, b, encode), compare_sentences(b, a, encode)
    first, second = head.predict(there.features), head.predict(back.features)
    scores = {r: round((first[r] + second[MIRROR[r]]) / 2, 4) for r in PairRelation}
    relation = max(scores, key=lambda key: scores[key])
    return Verdict(relation=relation, score=scores[relation], scores=scores, reasons=there.reasons)
