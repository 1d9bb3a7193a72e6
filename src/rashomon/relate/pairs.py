"""How one sentence's claim stands to another's: same, narrower, broader, conflict, related, unrelated."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.model.annotated import Annotated
from rashomon.model.records import PairRelation, Record


class Verdict(Record, frozen=True, kw_only=True):
    """The relation of a to b, how sure it is (0 to 1), the probability of each relation, and what earned it."""

    relation: PairRelation
    score: float
    scores: dict[PairRelation, float]
    reasons: tuple[str, ...] = ()


def relate_sentences(a: Annotated, b: Annotated, encode: Callable[[Sequence[str]], NDArray[np.float32]]) -> Verdict:
    """Return how sentence ``a`` stands to sentence ``b``, each annotated as an article of its own."""
    raise NotImplementedError
