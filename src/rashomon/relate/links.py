"""Which claims make the same proposition: every likely pair, weighed by meaning, words, names, values and rivals."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.model.annotated import Annotated
from rashomon.model.records import Certainty, Entity, Record, Utterance
from rashomon.relate.comparisons import match_quantities
from rashomon.relate.counts import Quantity
from rashomon.relate.link_weights import BIAS, WEIGHTS
from rashomon.relate.propositions import Proposition, read_propositions
from rashomon.relate.quantities import TIMES

Vectors = NDArray[np.float32]
#: Sentences to unit vectors, one row each.
Encode = Callable[[Sequence[str]], Vectors]
#: Sentences to (ids of word pieces, a unit vector for each).
EncodePieces = Callable[[Sequence[str]], list[tuple[tuple[int, ...], Vectors]]]
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
    rows: tuple[tuple[float, ...], ...] = ()


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
    scores = aligned.compare([(i, j) for i, j, _ in found])
    rivals = _Rivals(claims, {pair: score[0] for pair, score in scores.items()})
    evidence = _Evidence(claims, utterances)
    rows, matches = [], []
    for i, j, _ in found:
        match = match_quantities(claims[i].quantities, claims[j].quantities)
        matches.append(match)
        features = {**_name_alignment(scores[i, j]), **rivals.read(i, j), **evidence.read(i, j, *match)}
        features.update(_cross(scores[i, j][0], features))
        rows.append(tuple(features[name] for name in FEATURES))
    links = [
        Link(
            a=i,
            b=j,
            same=same,
            bare=bare,
            topic=topic,
            cosine=round(cosine, 3),
            alignment=round(scores[i, j][0], 3),
            agreeing=agreeing,
            clashing=clashing,
        )
        for (i, j, cosine), same, bare, topic, (agreeing, clashing) in zip(
            found, weigh(rows), weigh(rows, CLASHES), weigh(rows, CLASHES | STANCES), matches, strict=True
        )
    ]
    return Table(claims=claims, links=tuple(links), rows=tuple(rows))


def weigh(rows: Sequence[Sequence[float]], without: frozenset[str] = frozenset()) -> list[float]:
    """Return for each row of features how likely the two claims are one, 0 to 1; some features may be left aside."""
    if not rows:
        return []
    weights = np.array([0.0 if name in without else WEIGHTS.get(name, 0.0) for name in FEATURES])
    sums = (np.array(rows) * weights).sum(axis=1) + BIAS
    return [round(float(value), 4) for value in 1.0 / (1.0 + np.exp(-np.clip(sums, -30, 30)))]


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

    def compare(self, pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], tuple[float, float, float]]:
        """Return for each pair the harmonic mean, the smaller and the larger of the two shares.

        All partners of a claim are compared in one matrix product: a tenth of the time of pair by pair.
        """
        partners: dict[int, list[int]] = {}
        for i, j in pairs:
            partners.setdefault(i, []).append(j)
            partners.setdefault(j, []).append(i)
        shares = {pair: share for i in sorted(partners) for pair, share in self._cover(i, partners[i])}
        found = {}
        for i, j in pairs:
            one, two = shares.get((i, j), 0.0), shares.get((j, i), 0.0)
            mean = 2 * one * two / (one + two) if one + two else 0.0
            # rounded, since the last digits of a matrix product depend on the machine
            found[i, j] = round(mean, 5), round(min(one, two), 5), round(max(one, two), 5)
        return found

    def _cover(self, i: int, others: Sequence[int]) -> list[tuple[tuple[int, int], float]]:
        """Return how much of claim i finds its like in each of the others."""
        others = [j for j in others if len(self._weights[j])]
        if not others or not len(self._weights[i]):
            return []
        starts = np.cumsum([0, *(len(self._weights[j]) for j in others[:-1])])
        likeness = self._vectors[i] @ np.concatenate([self._vectors[j] for j in others]).T
        best = np.maximum.reduceat(likeness, starts, axis=1)
        return [((i, j), max(0.0, float(share))) for j, share in zip(others, self._weights[i] @ best, strict=True)]


def _name_alignment(score: tuple[float, float, float]) -> dict[str, float]:
    return {"alignment of the less covered": score[1], "alignment of the more covered": score[2]}


class _Rivals:
    """How a pair stands to the other pairs of its two claims between the same two articles."""

    def __init__(self, claims: Sequence[Proposition], scores: Mapping[tuple[int, int], float]) -> None:
        self._claims = claims
        self._scores = scores
        self._best: dict[tuple[int, str], float] = {}
        for (i, j), score in scores.items():
            for one, other in ((i, j), (j, i)):
                key = (one, claims[other].article)
                self._best[key] = max(score, self._best.get(key, 0.0))

    def read(self, i: int, j: int) -> dict[str, float]:
        """Return how far the pair stays behind the best pair of each of its claims."""
        score = self._scores[i, j]
        one = self._best[i, self._claims[j].article] - score
        two = self._best[j, self._claims[i].article] - score
        return {
            "behind the best of one": max(one, two),
            "behind the best of both": min(one, two),
            "best of both": float(max(one, two) == 0),
            "behind squared": max(one, two) ** 2,
        }


class _Evidence:
    """What two claims name, count, deny and quote in common; common things of the event prove less."""

    def __init__(self, claims: Sequence[Proposition], utterances: Sequence[Utterance]) -> None:
        self._claims = claims
        self._total = len(claims) + 1
        self._words = self._rate(word for claim in claims for word in claim.words)
        self._names = self._rate(name for claim in claims for name in claim.entities)
        self._values = self._rate(_figure(quantity) for claim in claims for quantity in claim.quantities)
        self._said = {quote: utterance.id for utterance in utterances for quote in utterance.quotes}
        self._amounts = [any(q.value.kind not in TIMES for q in claim.quantities) for claim in claims]
        self._sizes = [len(claim.gist.split()) + 1 for claim in claims]
        self._word_sets = [frozenset(claim.words) for claim in claims]
        self._name_sets = [frozenset(claim.entities) for claim in claims]
        self._word_sums = [self._sum(self._words, claim.words) for claim in claims]
        self._name_sums = [self._sum(self._names, claim.entities) for claim in claims]

    def _rate(self, items: Iterable[str]) -> dict[str, float]:
        return {key: math.log(self._total / (count + 0.5)) for key, count in Counter(items).items()}

    @staticmethod
    def _sum(weights: Mapping[str, float], keys: Iterable[str]) -> float:
        return math.fsum(weights[key] for key in keys)  # the same in any order

    def read(self, i: int, j: int, agreeing: QuantityPairs, clashing: QuantityPairs) -> dict[str, float]:
        """Return the features that do not depend on vectors."""
        a, b = self._claims[i], self._claims[j]
        amounts = [x for x, _ in agreeing if x.value.kind not in TIMES]
        times = [x for x, _ in agreeing if x.value.kind in TIMES]
        said = self._said.get(a.quote or "")
        words = self._sum(self._words, self._word_sets[i] & self._word_sets[j])
        either = self._word_sums[i] + self._word_sums[j] - words
        less = min(self._word_sums[i], self._word_sums[j])
        names = self._sum(self._names, self._name_sets[i] & self._name_sets[j])
        all_names = self._name_sums[i] + self._name_sums[j] - names
        return {
            "shared words": words / either if either > 1e-9 else 0.0,
            "shared words of the shorter": words / less if less > 1e-9 else 0.0,
            "shared names": names / all_names if all_names > 1e-9 else 0.0,
            "same amount": float(bool(amounts)),
            "rarity of the amount": max((self._values[_figure(x)] for x in amounts), default=0.0),
            "same time": float(bool(times)),
            "rarity of the time": max((self._values[_figure(x)] for x in times), default=0.0),
            "other amount": float(any(x.value.kind not in TIMES for x, _ in clashing)),
            "other time": float(any(x.value.kind in TIMES for x, _ in clashing)),
            "other counted": float(not agreeing and not clashing and self._amounts[i] and self._amounts[j]),
            "one has no value": float(bool(a.quantities) != bool(b.quantities)),
            "one denies": float(a.denied != b.denied),
            "one is negative": float(a.negated != b.negated),
            "one is planned": float((a.certainty is Certainty.PLANNED) != (b.certainty is Certainty.PLANNED)),
            "other certainty": float(a.certainty is not b.certainty),
            "other length": abs(math.log(self._sizes[i] / self._sizes[j])),
            "length": math.log(min(self._sizes[i], self._sizes[j])),
            "same source": float(a.source is not None and a.source == b.source),
            "one utterance": float(said is not None and said == self._said.get(b.quote or "")),
            "same article": float(a.article == b.article),
        }


def _figure(quantity: Quantity) -> str:
    value = quantity.value
    return f"{value.kind.value} {value.low} {value.high}"


def _cross(alignment: float, features: Mapping[str, float]) -> dict[str, float]:
    """Return products that say more than their parts."""
    return {
        "alignment above .5": max(alignment - 0.5, 0.0),
        "alignment with same amount": alignment * features["same amount"],
        "alignment behind": alignment * features["behind the best of one"],
        "alignment of one source": alignment * features["same source"],
    }
