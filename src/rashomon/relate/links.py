"""Which claims make the same proposition: every likely pair, weighed by meaning, words, names, values and rivals."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.model.annotated import Annotated
from rashomon.model.records import Entity, Record, Utterance
from rashomon.relate.comparisons import match_quantities
from rashomon.relate.counts import Quantity
from rashomon.relate.link_weights import BIAS, WEIGHTS
from rashomon.relate.pairings import Matches, Pairs, cross, find_starts, judge, read_rivals, read_shared
from rashomon.relate.propositions import Proposition, read_propositions

Vectors = NDArray[np.float32]
#: Sentences to unit vectors, one row each.
Encode = Callable[[Sequence[str]], Vectors]
#: Sentences to (ids of word pieces, a unit vector for each).
EncodePieces = Callable[[Sequence[str]], list[tuple[tuple[int, ...], Vectors]]]
#: A row for each pair, a column for each of the features.
Rows = NDArray[np.float64]
QuantityPairs = tuple[tuple[Quantity, Quantity], ...]


class LinkSettings(Record, frozen=True, kw_only=True):
    """Which pairs of claims are looked at."""

    #: Cosine below which two claims are never one: of the true pairs of the packs one in forty is lower.
    cosine: float = 0.2
    #: Most partners of one claim in one article that are looked at, the nearest first.
    partners: int = 8
    #: The same where the event has more than 12 accounts: pairs grow with the square of the accounts.
    partners_of_many: int = 4
    many: int = 12
    #: Most partners of one claim in all articles together: 80 accounts of one event took 40 s without it, 12 s with it,
    #: and the same conflicts were found.
    partners_in_all: int = 160


SETTINGS = LinkSettings()
#: Claims whose cosines to all others are held at once.
_ROWS = 512

#: What a pair is weighed by. The weights come from a logistic regression on the annotated pairs of four invented events
#: (``train/links.py``); learned on three, they give the links of the fourth an F1 of .767 on its own annotations.
FEATURES = (
    "alignment of the less covered",
    "alignment of the more covered",
    "alignment above .5",
    "behind the best of one",
    "behind the best of both",
    "best of both",
    "behind squared",
    "alignment behind",
    "shared words",
    "shared words of the shorter",
    "shared names",
    "same amount",
    "rarity of the amount",
    "alignment with same amount",
    "same time",
    "rarity of the time",
    "other amount",
    "other time",
    "other counted",
    "one has no value",
    "one denies",
    "one is negative",
    "one is planned",
    "other certainty",
    "other length",
    "length",
    "same source",
    "alignment of one source",
    "one utterance",
    "same article",
)


#: Features that say that values cannot both hold.
CLASHES = frozenset({"other amount", "other time", "other counted"})
#: Features that say how a claim is meant.
STANCES = frozenset({"one denies", "one is negative", "one is planned", "other certainty"})


class Link(Record, frozen=True, kw_only=True):
    """Two claims, by their places in the table, and how likely they are one (0 to 1).

    ``bare`` is the same likelihood with the values that cannot both hold left aside: do both answer one question?
    ``topic`` leaves aside as well whether one denies, plans or hedges: do both speak of one thing?
    """

    a: int
    b: int
    same: float
    bare: float
    topic: float
    cosine: float
    alignment: float
    agreeing: QuantityPairs = ()
    clashing: QuantityPairs = ()


class Table(Record, frozen=True, kw_only=True):
    """The claims of all accounts in a fixed order, every pair worth a look, and a row of features for each pair."""

    claims: tuple[Proposition, ...]
    links: tuple[Link, ...] = ()
    rows: Rows = np.zeros((0, len(FEATURES)))


def link_claims(
    accounts: Sequence[Annotated],
    entities: Sequence[Entity],
    utterances: Sequence[Utterance],
    encode: Encode,
    pieces: EncodePieces | None = None,
    settings: LinkSettings = SETTINGS,
) -> Table:
    """Return the claims with their likely pairs; without ``pieces`` only whole meanings are compared."""
    claims = read_propositions(accounts, entities)
    if len(claims) < 2:
        return Table(claims=claims)
    gists = [claim.gist for claim in claims]
    parts = pieces(gists) if pieces is not None else None
    vectors = encode(gists)
    aligned = Alignments(parts or [((number,), vectors[number : number + 1]) for number in range(len(claims))])
    found = _find_candidates(claims, vectors, settings)
    pairs = [(i, j) for i, j, _ in found]
    scores = aligned.compare(pairs)
    matches = [match_quantities(claims[i].quantities, claims[j].quantities) for i, j in pairs]
    rows = _read_features(claims, utterances, Pairs(pairs), scores, matches)
    links = [
        Link(
            a=i,
            b=j,
            same=same,
            bare=bare,
            topic=topic,
            cosine=round(cosine, 3),
            alignment=round(alignment, 3),
            agreeing=agreeing,
            clashing=clashing,
        )
        for (i, j, cosine), alignment, same, bare, topic, (agreeing, clashing) in zip(
            found,
            scores[:, 0].tolist(),
            weigh(rows),
            weigh(rows, CLASHES),
            weigh(rows, CLASHES | STANCES),
            matches,
            strict=True,
        )
    ]
    return Table(claims=claims, links=tuple(links), rows=rows)


def _read_features(
    claims: Sequence[Proposition], utterances: Sequence[Utterance], pairs: Pairs, scores: Rows, matches: Matches
) -> Rows:
    """Return a row of ``FEATURES`` for each pair; ``scores`` are those of its alignment."""
    alignment, less, more = scores.T
    columns = {"alignment of the less covered": less, "alignment of the more covered": more}
    columns |= read_rivals(pairs, claims, alignment) | read_shared(pairs, claims, utterances, matches)
    columns |= cross(alignment, columns)
    return np.column_stack([columns[name] for name in FEATURES])


def weigh(rows: Rows, without: frozenset[str] = frozenset()) -> list[float]:
    """Return for each row of features how likely the two claims are one, 0 to 1; some features may be left aside."""
    kept = {name: weight for name, weight in WEIGHTS.items() if name not in without}
    return [round(value, 4) for value in judge(rows, FEATURES, kept, BIAS).tolist()]


def _find_candidates(
    claims: Sequence[Proposition], vectors: Vectors, settings: LinkSettings
) -> list[tuple[int, int, float]]:
    """Return the pairs (i < j) in which one is among the nearest of the other in an article."""
    articles = sorted({claim.article for claim in claims})
    number = {article: place for place, article in enumerate(articles)}
    home = [number[claim.article] for claim in claims]
    most = settings.partners if len(articles) <= settings.many else settings.partners_of_many
    found: dict[tuple[int, int], float] = {}
    for start in range(0, len(claims), _ROWS):
        for place, cosines in enumerate(vectors[start : start + _ROWS] @ vectors.T, start):
            for other in _choose_partners(place, cosines, home, most, settings):
                pair = (min(place, other), max(place, other))
                found[pair] = max(float(cosines[other]), found.get(pair, -1.0))
    return [(i, j, cosine) for (i, j), cosine in sorted(found.items())]


def _choose_partners(place: int, cosines: Vectors, home: Sequence[int], most: int, settings: LinkSettings) -> list[int]:
    """Return the nearest claims to one, so many of each article and so many in all."""
    near = np.flatnonzero(cosines >= settings.cosine)
    taken: Counter[int] = Counter()
    chosen: list[int] = []
    for other in near[np.argsort(-cosines[near], kind="stable")].tolist():
        if other == place or taken[home[other]] >= most:
            continue
        taken[home[other]] += 1
        chosen.append(other)
        if len(chosen) >= settings.partners_in_all:
            break
    return chosen


class Alignments:
    """How much of one claim finds its like in another, word piece by word piece, rare pieces counting more."""

    def __init__(self, parts: Sequence[tuple[tuple[int, ...], Vectors]]) -> None:
        self._vectors = [vectors for _, vectors in parts]
        spread = Counter(piece for ids, _ in parts for piece in set(ids))
        total = len(parts) + 1
        self._weights = []
        for ids, _ in parts:
            weights = np.array([max(math.log(total / (spread[piece] + 0.5)), 0.05) for piece in ids], dtype=np.float32)
            self._weights.append(weights / weights.sum() if len(weights) else weights)

    def compare(self, pairs: Sequence[tuple[int, int]]) -> NDArray[np.float64]:
        """Return a row for each pair: the harmonic mean, the smaller and the larger of the two shares.

        All partners of a claim are compared in one matrix product: a tenth of the time of pair by pair.
        """
        rows: dict[int, list[int]] = {}
        for row, (i, _) in enumerate(pairs):
            rows.setdefault(i, []).append(row)
        shares = np.zeros((len(pairs), 2))
        for i, some in rows.items():
            known = [row for row in some if len(self._weights[i]) and len(self._weights[pairs[row][1]])]
            if known:
                shares[known] = self._cover(i, [pairs[row][1] for row in known])
        less, more = shares.min(axis=1), shares.max(axis=1)
        both = less + more
        mean = np.divide(2 * less * more, both, out=np.zeros_like(both), where=both > 0)
        # rounded, since the last digits of a matrix product depend on the machine
        return np.round(np.column_stack([mean, less, more]), 5)

    def _cover(self, i: int, others: Sequence[int]) -> NDArray[np.float64]:
        """Return how much of claim i finds its like in each of the others, and how much of the other in it."""
        texts = [self._vectors[j] for j in others]
        starts = find_starts(texts)
        likeness = self._vectors[i] @ np.concatenate(texts).T
        there = self._weights[i] @ np.maximum.reduceat(likeness, starts, axis=1)
        weights = np.concatenate([self._weights[j] for j in others])
        back = np.add.reduceat(likeness.max(axis=0) * weights, starts)
        return np.maximum(np.column_stack([there, back]).astype(np.float64), 0.0)
