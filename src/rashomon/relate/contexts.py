"""A second look at pairs of claims: what stands around them, in their own texts and in other accounts.

The first look (``links``) sees two claims alone. The second sees the sentences they stand in, whether one text took the
other's passage, whether the claims beside them are one as well, and whether claims of third accounts are one with both.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.model.records import Lineage, Record
from rashomon.model.spans import Span
from rashomon.relate.link_weights import SECOND_BIAS, SECOND_WEIGHTS, THIRD_BIAS, THIRD_WEIGHTS
from rashomon.relate.links import FEATURES, Encode, EncodePieces, Rows, Table
from rashomon.relate.pairings import Lookup, find_starts, judge
from rashomon.relate.propositions import Proposition
from rashomon.relate.quantities import TIMES
from rashomon.relate.readings import VERDICT_FEATURES, ReadClaims, find_open, read_verdicts

Pair = tuple[int, int]
_Floats = NDArray[np.float64]
_Places = NDArray[np.int64]
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
#: The same for the pairs that are read.
THIRD_FEATURES = (*SECOND_FEATURES, *VERDICT_FEATURES)


def look_again(
    table: Table,
    lineage: Sequence[Lineage],
    encode: Encode,
    pieces: EncodePieces | None,
    read: ReadClaims | None = None,
    settings: ContextSettings = SETTINGS,
) -> Table:
    """Return the table with the likelihood that two claims are one corrected by what stands around them.

    With ``read`` those that stay open are read as well (``readings``).

    How likely they answer one question (``bare``) or speak of one thing (``topic``) stays as it was.
    """
    if pieces is None or not table.links:
        return table
    likelihoods = [link.same for link in table.links]
    chosen = [place for place, likelihood in enumerate(likelihoods) if likelihood >= settings.worth]
    rows = Contexts(table, lineage, encode, pieces, settings).read(chosen, likelihoods)
    found = judge(rows, SECOND_FEATURES, SECOND_WEIGHTS, SECOND_BIAS).tolist()
    still_open = find_open(table, found) if read is not None else []
    if read is not None and still_open:
        told = read_verdicts(table, [chosen[k] for k in still_open], [found[k] for k in still_open], read)
        closer = judge(np.column_stack([rows[still_open], told]), THIRD_FEATURES, THIRD_WEIGHTS, THIRD_BIAS)
        for k, value in zip(still_open, closer.tolist(), strict=True):
            found[k] = value
    links = list(table.links)
    for place, value in zip(chosen, found, strict=True):
        links[place] = msgspec.structs.replace(links[place], same=round(value, 4))
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

    def read(self, places: Sequence[int], likelihoods: Sequence[float]) -> Rows:
        """Return rows of ``SECOND_FEATURES`` for the links at some places, given how likely each of the table is."""
        table = self._table
        pairs = [(table.links[place].a, table.links[place].b) for place in places]
        if not pairs:
            return np.zeros((0, len(SECOND_FEATURES)))
        self._learn([pair for pair in dict.fromkeys(pairs) if pair not in self._known])
        company = _Company(table, likelihoods, self._settings).read(pairs)
        return np.column_stack([table.rows[list(places)], [self._known[pair] for pair in pairs], *company])

    def _learn(self, pairs: Sequence[Pair]) -> None:
        """Read what does not depend on likelihoods of pairs that are new."""
        for pair, compared in zip(pairs, self._texts.compare(pairs), strict=True):
            self._known[pair] = (*compared, self._passages.share(*pair), self._tell_states(*pair))

    def _tell_states(self, i: int, j: int) -> float:
        """Tell (1 or 0) whether each claim counts people of whom the other tells another fate: missing, and dead."""
        one, two = self._states[i], self._states[j]
        return float(bool(one and two and not one & two))


class _Texts:
    """How two claims compare when each is read in its sentence and with the sentence before."""

    def __init__(self, claims: Sequence[Proposition], encode: Encode, pieces: EncodePieces) -> None:
        gists = [claim.gist for claim in claims]
        around = [claim.around or (claim.gist,) for claim in claims]
        self._parts = pieces(gists)
        stretches = list(dict.fromkeys(around))
        number = {some: place for place, some in enumerate(stretches)}
        self._places = [number[some] for some in around]
        sentences = list(dict.fromkeys(sentence for some in stretches for sentence in some))
        read = dict(zip(sentences, pieces(sentences), strict=True))
        vectors = dict(zip(sentences, encode(sentences), strict=True))
        self._around = [np.concatenate([read[sentence][1] for sentence in some]) for some in stretches]
        sums = np.stack([sum(vectors[s] * np.float32(len(read[s][1])) for s in some) for some in stretches])
        self._vectors = sums / np.linalg.norm(sums, axis=1, keepdims=True)
        spread = Counter(piece for ids, _ in self._parts for piece in set(ids))
        self._weights = [_weigh_pieces(ids, spread, len(claims) + 1) for ids, _ in self._parts]

    def compare(self, pairs: Sequence[Pair]) -> list[tuple[float, float, float, float]]:
        """Return how much of the less and of the more covered claim is found around the other, and two likenesses.

        Those of their sentences, and of the pieces that choose each other. All partners of a claim are compared in one
        matrix product: a quarter of the time of pair by pair. Rounded, since the last digits depend on the machine.
        """
        partners: dict[int, list[int]] = defaultdict(list)
        for i, j in pairs:
            for one, other in ((i, j), (j, i)):
                if len(self._weights[i]) and len(self._weights[j]):
                    partners[one].append(other)
        found: dict[Pair, float] = {}
        mutual: dict[Pair, float] = {}
        for i in sorted(partners):
            found.update(self._find_around(i, partners[i]))
            mutual.update(self._match_mutual(i, [j for j in partners[i] if j > i]))
        rows = []
        for i, j in pairs:
            around = found.get((i, j), 0.0), found.get((j, i), 0.0)
            alike = float(self._vectors[self._places[i]] @ self._vectors[self._places[j]]) if (i, j) in found else 0.0
            likeness = mutual.get((min(i, j), max(i, j)), 0.0)
            rows.append((round(min(around), 5), round(max(around), 5), round(alike, 5), round(likeness, 5)))
        return rows

    def _find_around(self, i: int, others: Sequence[int]) -> Iterator[tuple[Pair, float]]:
        """Yield how much of claim i is found in the sentence of each of the others and the one before it."""
        places = list(dict.fromkeys(self._places[j] for j in others))  # claims of one sentence stand in one place
        texts = [self._around[place] for place in places]
        likeness = self._parts[i][1] @ np.concatenate(texts).T
        best = np.maximum.reduceat(likeness, find_starts(texts), axis=1)
        shares = dict(zip(places, (self._weights[i] @ best).tolist(), strict=True))
        yield from (((i, j), shares[self._places[j]]) for j in others)

    def _match_mutual(self, i: int, others: Sequence[int]) -> Iterator[tuple[Pair, float]]:
        """Yield how much of claim i and each of the others, the less of both, are pieces that choose each other."""
        if not others:
            return
        texts = [self._parts[j][1] for j in others]
        starts = find_starts(texts)
        likeness = self._parts[i][1] @ np.concatenate(texts).T
        best = np.repeat(np.maximum.reduceat(likeness, starts, axis=1), [len(text) for text in texts], axis=1)
        kept = np.where((likeness == best) & (likeness == likeness.max(axis=0)), likeness, np.float32(0))
        mine = np.add.reduceat(self._weights[i] @ kept, starts)
        theirs = np.add.reduceat(kept.sum(axis=0) * np.concatenate([self._weights[j] for j in others]), starts)
        yield from (((i, j), float(less)) for j, less in zip(others, np.minimum(mine, theirs), strict=True))


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
        claims, self._settings = table.claims, settings
        articles = sorted({claim.article for claim in claims})
        number = {article: place for place, article in enumerate(articles)}
        self._articles, self._home = len(articles), np.array([number[claim.article] for claim in claims])
        ends = np.array([(link.a, link.b) for link in table.links]).reshape(-1, 2)
        self._one, self._other = np.concatenate([ends, ends[:, ::-1]]).T
        self._likely = np.concatenate([likelihoods, likelihoods])
        self._lines = _Lines(claims)

    def read(self, pairs: Sequence[Pair]) -> list[_Floats]:
        """Return columns of the features of some pairs that depend on how likely the others are."""
        first, second = np.array(pairs).T
        mine, theirs = self._home[first], self._home[second]
        there = self._one * self._articles + self._home[self._other]
        best, sums = Lookup(there, self._likely, np.maximum), Lookup(there, self._likely, np.add)
        keys = first * self._articles + theirs, second * self._articles + mine
        behind = [best.look_up(key) for key in keys]
        likelihood = Lookup(self._one * len(self._home) + self._other, self._likely, np.maximum)
        own = likelihood.look_up(first * len(self._home) + second)
        columns = (
            *self._ask_thirds(first, second),
            self._lines.read(first, second, self._home, likelihood, self._settings),
            np.maximum(*behind) - own,
            np.minimum(*behind) - own,
            sum(sums.look_up(key) for key in keys) - 2 * own,
        )
        return [np.round(column, 6) for column in columns]

    def _ask_thirds(self, first: _Places, second: _Places) -> tuple[_Floats, _Floats]:
        """Return how far claims of third accounts are one with both claims, and how far with one of them alone."""
        mine, theirs = self._home[first], self._home[second]
        thirds = np.maximum(1, self._articles - 1 - (mine != theirs))
        circles = self._draw_circles()
        agreeing, shared = np.zeros(len(first)), np.zeros(len(first))
        shown = np.zeros(len(self._home))
        for one in np.unique(first).tolist():
            places = np.flatnonzero(first == one)
            places = places[[len(circles[other].partners) > 0 for other in second[places].tolist()]]
            if not len(places):
                continue
            shown[circles[one].partners] = circles[one].strengths
            others = [circles[other] for other in second[places].tolist()]
            both = shown[np.concatenate([c.partners for c in others])] * np.concatenate([c.strengths for c in others])
            shown[circles[one].partners] = 0.0
            begins = find_starts([c.partners for c in others])
            starts = np.concatenate([c.starts + begin for c, begin in zip(others, begins, strict=True)])
            homes = np.concatenate([c.homes for c in others])
            counts = [len(c.homes) for c in others]
            outside = (homes != self._home[one]) & (homes != np.repeat(theirs[places], counts))
            groups = find_starts([c.homes for c in others])
            agreeing[places] = np.add.reduceat(np.maximum.reduceat(both, starts) * outside, groups)
            shared[places] = np.add.reduceat(np.add.reduceat(both, starts) * outside, groups)
        sums = Lookup(self._one * self._articles + self._home[self._other], self._strong(), np.add)
        total = np.bincount(self._one, self._strong(), len(self._home))
        alone = total[first] + total[second] - 2 * shared
        for side in (first, second):
            inside = sums.look_up(side * self._articles + theirs)
            alone -= sums.look_up(side * self._articles + mine) + np.where(mine == theirs, 0.0, inside)
        return agreeing / thirds, alone / thirds

    def _strong(self) -> _Floats:
        """Return how likely each link is, 0 for those that speak neither for nor against another."""
        return np.where(self._likely >= self._settings.partner, self._likely, 0.0)

    def _draw_circles(self) -> list[_Circle]:
        """Return the likely partners of each claim, those of one account side by side."""
        kept = self._likely >= self._settings.partner
        one, other, likely = self._one[kept], self._other[kept], self._likely[kept]
        order = np.lexsort((other, self._home[other], one))
        ends = np.cumsum(np.bincount(one, minlength=len(self._home)))[:-1]
        circles = []
        for partners, strengths in zip(np.split(other[order], ends), np.split(likely[order], ends), strict=True):
            homes, starts = np.unique(self._home[partners], return_index=True)
            circles.append(_Circle(partners=partners, strengths=strengths, starts=starts, homes=homes))
        return circles


class _Circle(Record, frozen=True, kw_only=True):
    """The partners of a claim and how likely each is one with it; ``starts`` is where those of each account begin."""

    partners: _Places
    strengths: _Floats
    starts: _Places
    homes: _Places


class _Lines:
    """The claims of each account in the order of its text."""

    def __init__(self, claims: Sequence[Proposition]) -> None:
        order = sorted(range(len(claims)), key=lambda k: (claims[k].article, claims[k].start, claims[k].end, k))
        self._order = np.array(order)
        self._rank = np.argsort(self._order)

    def read(
        self, first: _Places, second: _Places, home: _Places, likelihood: Lookup, settings: ContextSettings
    ) -> _Floats:
        """Return the largest likelihood of a pair of neighbours; near ones and those in the same order count more."""
        steps = [step for far in range(1, settings.beside + 1) for step in (-far, far)]
        most = np.zeros(len(first))
        for step in steps:
            one = self._step(first, step, home)
            for other_step in steps:
                other = self._step(second, other_step, home)
                found = likelihood.look_up(np.where((one >= 0) & (other >= 0), one * len(home) + other, -1))
                found = np.where(found >= settings.partner, found, 0.0)
                in_order = 1.0 if (step > 0) == (other_step > 0) else 0.5
                most = np.maximum(most, found * in_order / max(abs(step), abs(other_step)))
        return np.where(home[first] == home[second], 0.0, most)

    def _step(self, claims: _Places, step: int, home: _Places) -> _Places:
        """Return the claim so many places further on in the account of each, -1 where there is none."""
        ranks = self._rank[claims] + step
        beside = self._order[np.clip(ranks, 0, len(self._order) - 1)]
        inside = (ranks >= 0) & (ranks < len(self._order)) & (home[beside] == home[claims])
        return np.where(inside, beside, -1)
