"""A second look at pairs of claims: what stands around them, in their own texts and in other accounts.

The first look (``links``) sees two claims alone. The second sees the sentences they stand in, whether one text took the
other's passage, whether the claims beside them are one as well, and whether claims of third accounts are one with both.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.model.records import Lineage, Record
from rashomon.model.spans import Span
from rashomon.relate.link_weights import SECOND_BIAS, SECOND_WEIGHTS
from rashomon.relate.links import FEATURES, Encode, EncodePieces, Table
from rashomon.relate.propositions import Proposition
from rashomon.relate.quantities import TIMES

Pair = tuple[int, int]
Pieces = tuple[tuple[int, ...], NDArray[np.float32]]


class ContextSettings(Record, frozen=True, kw_only=True):
    """Which pairs are looked at again."""

    #: Likelihood below which a pair stays what the first look made of it: of the true pairs of the packs one in sixteen
    #: is below, of all pairs three in four. At .005 nothing changes on the packs, at .02 links lose .013.
    worth: float = 0.01
    #: Claims this far apart in one text still stand beside each other.
    beside: int = 2
    #: Likelihood below which a claim of a third account speaks neither for nor against a pair.
    partner: float = 0.02
    #: Share of a claim that must lie in a passage that another text took.
    taken: float = 0.3


SETTINGS = ContextSettings()

#: What a pair is weighed by at the second look, besides what the first look saw.
SECOND_FEATURES = (
    *FEATURES,
    "found around the less covered",
    "found around the more covered",
    "sentences alike",
    "words that choose each other",
    "in a passage taken over",
    "other state",
    "third accounts agree",
    "third accounts differ",
    "nearest neighbours are one",
    "less likely than the best of one",
    "less likely than the best of both",
    "other partners",
)


def look_again(
    table: Table,
    lineage: Sequence[Lineage],
    encode: Encode,
    pieces: EncodePieces | None,
    settings: ContextSettings = SETTINGS,
) -> Table:
    """Return the table with the likelihood that two claims are one corrected by what stands around them.

    How likely they answer one question (``bare``) or speak of one thing (``topic``) stays as it was.
    """
    if pieces is None or not table.links:
        return table
    likelihoods = [link.same for link in table.links]
    chosen = [place for place, likelihood in enumerate(likelihoods) if likelihood >= settings.worth]
    rows = Contexts(table, lineage, encode, pieces, settings).read(chosen, likelihoods)
    weights = np.array([SECOND_WEIGHTS.get(name, 0.0) for name in SECOND_FEATURES])
    sums = (np.array(rows).reshape(-1, len(weights)) * weights).sum(axis=1) + SECOND_BIAS
    links = list(table.links)
    for place, value in zip(chosen, 1.0 / (1.0 + np.exp(-np.clip(sums, -30, 30))), strict=True):
        links[place] = msgspec.structs.replace(links[place], same=round(float(value), 4))
    return msgspec.structs.replace(table, links=tuple(links))


class Contexts:
    """Reads what stands around the pairs of a table; what does not depend on likelihoods is read once a pair."""

    def __init__(
        self,
        table: Table,
        lineage: Sequence[Lineage],
        encode: Encode,
        pieces: EncodePieces,
        settings: ContextSettings = SETTINGS,
    ) -> None:
        self._table = table
        self._settings = settings
        self._texts = _Texts(table.claims, encode, pieces)
        self._passages = _Passages(table.claims, lineage, settings.taken)
        self._states = [_read_states(claim) for claim in table.claims]
        self._known: dict[Pair, tuple[float, ...]] = {}

    def read(self, places: Sequence[int], likelihoods: Sequence[float]) -> list[tuple[float, ...]]:
        """Return rows of ``SECOND_FEATURES`` for the links at some places, given how likely each of the table is."""
        table = self._table
        company = _Company(table, likelihoods, self._settings)
        rows = []
        for place in places:
            link = table.links[place]
            pair = link.a, link.b
            if pair not in self._known:
                self._known[pair] = (*self._texts.compare(*pair), self._passages.share(*pair), self._tell_states(*pair))
            rows.append((*table.rows[place], *self._known[pair], *company.read(*pair)))
        return rows

    def _tell_states(self, i: int, j: int) -> float:
        """Tell (1 or 0) whether each claim counts people of whom the other tells another fate: missing, and dead."""
        one, two = self._states[i], self._states[j]
        return float(bool(one and two and not one & two))


class _Texts:
    """How two claims compare when each is read in its sentence and with the sentence before."""

    def __init__(self, claims: Sequence[Proposition], encode: Encode, pieces: EncodePieces) -> None:
        gists = [claim.gist for claim in claims]
        around = [claim.around or claim.gist for claim in claims]
        self._parts = pieces(gists)
        self._around = pieces(around)
        self._vectors = encode(around)
        spread = Counter(piece for ids, _ in self._parts for piece in set(ids))
        self._weights = [_weigh_pieces(ids, spread, len(claims) + 1) for ids, _ in self._parts]

    def compare(self, i: int, j: int) -> tuple[float, float, float, float]:
        """Return how much of the less and of the more covered claim is found around the other, and two likenesses.

        Rounded, since the last digits of a matrix product depend on the machine.
        """
        if not len(self._weights[i]) or not len(self._weights[j]):
            return 0.0, 0.0, 0.0, 0.0
        one, two = self._parts[i][1], self._parts[j][1]
        found = [
            float(self._weights[i] @ (one @ self._around[j][1].T).max(axis=1)),
            float(self._weights[j] @ (two @ self._around[i][1].T).max(axis=1)),
        ]
        likeness = one @ two.T
        right, down = likeness.argmax(axis=1), likeness.argmax(axis=0)
        chosen = np.flatnonzero(down[right] == np.arange(len(right)))  # pieces that choose each other
        kept = likeness[chosen, right[chosen]]
        mutual = min(float(self._weights[i][chosen] @ kept), float(self._weights[j][right[chosen]] @ kept))
        alike = float(self._vectors[i] @ self._vectors[j])
        return round(min(found), 5), round(max(found), 5), round(alike, 5), round(mutual, 5)


def _weigh_pieces(ids: Sequence[int], spread: Mapping[int, int], total: int) -> NDArray[np.float32]:
    """Return weights of word pieces that sum to one; pieces that many claims have count little."""
    weights = np.array([max(math.log(total / (spread[piece] + 0.5)), 0.05) for piece in ids], dtype=np.float32)
    return weights / weights.sum() if len(weights) else weights


def _read_states(claim: Proposition) -> frozenset[str]:
    """Return what has become of those whom a claim counts."""
    return frozenset(q.state for q in claim.quantities if q.state and q.value.kind not in TIMES)


class _Passages:
    """Which claims lie in two passages of which one was taken from the other."""

    def __init__(self, claims: Sequence[Proposition], lineage: Sequence[Lineage], least: float) -> None:
        homes: dict[str, list[int]] = defaultdict(list)
        for place, claim in enumerate(claims):
            homes[claim.article].append(place)
        self._inside: dict[int, dict[tuple[int, bool], float]] = defaultdict(dict)
        passages = [passage for line in lineage for passage in line.passages]
        for number, passage in enumerate(passages):
            for span, side in ((passage.a, False), (passage.b, True)):
                for place in homes[span.article]:
                    share = _cover(claims[place], span)
                    if share >= least:
                        self._inside[place][number, side] = share

    def share(self, i: int, j: int) -> float:
        """Return how much of both claims, at least, lies in two passages of which one was taken from the other."""
        others = self._inside.get(j, {})
        shares = [
            min(share, others[number, not side])
            for (number, side), share in self._inside.get(i, {}).items()
            if (number, not side) in others
        ]
        return round(max(shares, default=0.0), 5)


def _cover(claim: Proposition, span: Span) -> float:
    """Return how much of a claim a span covers."""
    return max(0, min(claim.end, span.end) - max(claim.start, span.start)) / max(1, claim.end - claim.start)


class _Company:
    """How likely the pairs are that stand beside a pair: in the same two texts, and with claims of third accounts."""

    def __init__(self, table: Table, likelihoods: Sequence[float], settings: ContextSettings) -> None:
        claims = table.claims
        self._claims = claims
        self._beside = [step for far in range(1, settings.beside + 1) for step in (-far, far)]
        self._articles = len({claim.article for claim in claims})
        self._likely: dict[Pair, float] = {}
        self._partners: dict[int, dict[int, float]] = defaultdict(dict)
        self._best: dict[tuple[int, str], float] = defaultdict(float)
        self._sums: dict[tuple[int, str], float] = defaultdict(float)
        for link, likelihood in zip(table.links, likelihoods, strict=True):
            for one, other in ((link.a, link.b), (link.b, link.a)):
                self._likely[one, other] = likelihood
                if likelihood >= settings.partner:
                    self._partners[one][other] = likelihood
                key = one, claims[other].article
                self._best[key] = max(likelihood, self._best[key])
                self._sums[key] += likelihood
        self._line: dict[str, list[int]] = defaultdict(list)
        self._rank: dict[int, int] = {}
        for place in sorted(range(len(claims)), key=lambda k: (claims[k].article, claims[k].start, claims[k].end, k)):
            line = self._line[claims[place].article]
            self._rank[place] = len(line)
            line.append(place)

    def read(self, i: int, j: int) -> tuple[float, ...]:
        """Return the features of a pair that depend on how likely the others are."""
        likelihood = self._likely[i, j]
        mine, theirs = self._claims[i].article, self._claims[j].article
        thirds = max(1, self._articles - len({mine, theirs}))
        agreeing: dict[str, float] = defaultdict(float)
        differing = 0.0
        for one, other in ((i, j), (j, i)):
            with_other = self._partners[other]
            for third, strength in self._partners[one].items():
                home = self._claims[third].article
                if home in (mine, theirs):
                    continue
                both = with_other.get(third, 0.0)
                differing += strength * (1 - both)
                agreeing[home] = max(agreeing[home], strength * both)
        best = self._best[i, theirs], self._best[j, mine]
        others = self._sums[i, theirs] + self._sums[j, mine] - 2 * likelihood
        found = (
            math.fsum(agreeing.values()) / thirds,
            differing / thirds,
            self._read_neighbours(i, j),
            max(best) - likelihood,
            min(best) - likelihood,
            others,
        )
        return tuple(round(value, 6) for value in found)

    def _read_neighbours(self, i: int, j: int) -> float:
        """Return the largest likelihood of a pair of neighbours; near ones and those in the same order count more."""
        lines = self._line[self._claims[i].article], self._line[self._claims[j].article]
        if lines[0] is lines[1]:
            return 0.0
        most = 0.0
        for step in self._beside:
            place = self._rank[i] + step
            partners = self._partners.get(lines[0][place]) if 0 <= place < len(lines[0]) else None
            for other_step in self._beside if partners else ():
                other = self._rank[j] + other_step
                likelihood = partners.get(lines[1][other], 0.0) if partners and 0 <= other < len(lines[1]) else 0.0
                if likelihood > most:
                    in_order = 1.0 if (step > 0) == (other_step > 0) else 0.5
                    most = max(most, likelihood * in_order / max(abs(step), abs(other_step)))
        return most
