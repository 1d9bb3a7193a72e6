"""What speaks for and against two claims being one, for many pairs at once: a column of numbers for each feature."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence, Sized
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rashomon.model.records import Certainty, Utterance
from rashomon.relate.counts import Quantity
from rashomon.relate.propositions import Proposition
from rashomon.relate.quantities import TIMES

_Floats = NDArray[np.float64]
Columns = dict[str, _Floats]
#: For each pair the values that are one figure, and those that cannot both hold.
Matches = Sequence[tuple[Sequence[tuple[Quantity, Quantity]], Sequence[tuple[Quantity, Quantity]]]]


class Pairs:
    """Pairs of claims, as places in a list, the first one sorted: what is read of each claim is spread over them."""

    def __init__(self, pairs: Sequence[tuple[int, int]]) -> None:
        both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        self.first, self.second = both[:, 0], both[:, 1]

    def differ(self, of: Sequence[object]) -> _Floats:
        """Return 1 for each pair whose claims are not alike in something, 0 for the others."""
        names: dict[object, int] = {}
        codes = np.array([names.setdefault(one, len(names)) for one in of], dtype=np.int64)
        return np.asarray(codes[self.first] != codes[self.second], dtype=np.float64)

    def list_partners(self) -> Iterable[tuple[int, slice]]:
        """Yield each first claim with the pairs that it begins."""
        starts = np.flatnonzero(np.diff(self.first, prepend=-1)).tolist()
        for start, end in pairwise([*starts, len(self.first)]):
            yield int(self.first[start]), slice(start, end)


def find_starts(texts: Sequence[Sized]) -> NDArray[np.int64]:
    """Return where each text begins when they are laid end to end.

    >>> find_starts(["ab", "c", "d"]).tolist()
    [0, 2, 3]
    """
    return np.cumsum([0, *(len(text) for text in texts[:-1])])


class Lookup:
    """Values joined under one key each, to be looked up many at a time; 0 where there is none."""

    def __init__(self, keys: NDArray[np.int64], values: _Floats, join: np.ufunc) -> None:
        order = np.argsort(keys, kind="stable")
        self._keys, starts = np.unique(keys[order], return_index=True)
        self._values = join.reduceat(values[order], starts)

    def look_up(self, keys: NDArray[np.int64]) -> _Floats:
        """Return the value of each key."""
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[places] == keys, self._values[places], 0.0)


def read_rivals(pairs: Pairs, claims: Sequence[Proposition], scores: _Floats) -> Columns:
    """Return how far each pair stays behind the best pair of each of its claims between the same two articles."""
    articles = sorted({claim.article for claim in claims})
    number = {article: place for place, article in enumerate(articles)}
    home = np.array([number[claim.article] for claim in claims], dtype=np.int64)
    one, other = pairs.first, pairs.second
    sides = [place * len(articles) + home[partner] for place, partner in ((one, other), (other, one))]
    best = Lookup(np.concatenate(sides), np.concatenate([scores, scores]), np.maximum)
    first, second = (best.look_up(side) - scores for side in sides)
    most = np.maximum(first, second)
    return {
        "behind the best of one": most,
        "behind the best of both": np.minimum(first, second),
        "best of both": (most == 0).astype(np.float64),
        "behind squared": most**2,
    }


def read_shared(
    pairs: Pairs, claims: Sequence[Proposition], utterances: Sequence[Utterance], matches: Matches
) -> Columns:
    """Return what two claims name, count, deny and quote in common; common things of the event prove less."""
    total = len(claims) + 1
    words = _Bags([claim.words for claim in claims], total)
    names = _Bags([claim.entities for claim in claims], total)
    shared_words, shared_names = words.share(pairs), names.share(pairs)
    sizes = np.log([len(claim.gist.split()) + 1 for claim in claims])
    said = {quote: utterance.id for utterance in utterances for quote in utterance.quotes}
    return {
        "shared words": _divide(shared_words, words.add(pairs) - shared_words),
        "shared words of the shorter": _divide(shared_words, words.find_less(pairs)),
        "shared names": _divide(shared_names, names.add(pairs) - shared_names),
        **_read_values(pairs, claims, matches, total),
        "one denies": pairs.differ([claim.denied for claim in claims]),
        "one is negative": pairs.differ([claim.negated for claim in claims]),
        "one is planned": pairs.differ([claim.certainty is Certainty.PLANNED for claim in claims]),
        "other certainty": pairs.differ([claim.certainty for claim in claims]),
        "other length": np.abs(sizes[pairs.first] - sizes[pairs.second]),
        "length": np.minimum(sizes[pairs.first], sizes[pairs.second]),
        "same source": _agree(pairs, [claim.source for claim in claims]),
        "one utterance": _agree(pairs, [said.get(claim.quote or "") for claim in claims]),
        "same article": 1.0 - pairs.differ([claim.article for claim in claims]),
    }


def _read_values(pairs: Pairs, claims: Sequence[Proposition], matches: Matches, total: int) -> Columns:
    """Return which amounts and times two claims share, and which part them."""
    figures = Counter(_name_figure(quantity) for claim in claims for quantity in claim.quantities)
    counting = [any(q.value.kind not in TIMES for q in claim.quantities) for claim in claims]
    names = ("same amount", "rarity of the amount", "same time", "rarity of the time", "other amount", "other time")
    columns = {name: np.zeros(len(matches)) for name in (*names, "other counted")}
    first, second = pairs.first.tolist(), pairs.second.tolist()
    for place, (agreeing, clashing) in enumerate(matches):
        for x, _ in agreeing:
            kind = "time" if x.value.kind in TIMES else "amount"
            rarity = columns[f"rarity of the {kind}"]
            columns[f"same {kind}"][place] = 1.0
            rarity[place] = max(rarity[place], math.log(total / (figures[_name_figure(x)] + 0.5)))
        for x, _ in clashing:
            columns["other time" if x.value.kind in TIMES else "other amount"][place] = 1.0
        if not agreeing and not clashing and counting[first[place]] and counting[second[place]]:
            columns["other counted"][place] = 1.0
    columns["one has no value"] = pairs.differ([bool(claim.quantities) for claim in claims])
    return columns


class _Bags:
    """The words, or the names, of each claim; those that many claims have weigh little."""

    def __init__(self, bags: Sequence[Collection[str]], total: int) -> None:
        counts = Counter(item for bag in bags for item in bag)
        number = {item: place for place, item in enumerate(sorted(counts))}
        self._weights = np.array([math.log(total / (counts[item] + 0.5)) for item in number])
        self._items = [np.array(sorted(number[item] for item in set(bag)), dtype=np.int64) for bag in bags]
        self._sums = np.array([math.fsum(self._weights[number[item]] for item in bag) for bag in bags])

    def share(self, pairs: Pairs) -> _Floats:
        """Return for each pair what the items weigh that both have."""
        found = np.zeros(len(pairs.first))
        mine = np.zeros(len(self._weights))
        for one, places in pairs.list_partners():
            others = [self._items[other] for other in pairs.second[places].tolist()]
            sizes = np.array([len(items) for items in others])
            full = np.flatnonzero(sizes)
            if not len(full) or not len(self._items[one]):
                continue
            mine[self._items[one]] = self._weights[self._items[one]]
            starts = np.cumsum([0, *sizes[full][:-1]])
            found[places.start + full] = np.add.reduceat(mine[np.concatenate(others)], starts)
            mine[self._items[one]] = 0.0
        return found

    def add(self, pairs: Pairs) -> _Floats:
        """Return what the items of both claims of each pair weigh together."""
        return np.asarray(self._sums[pairs.first] + self._sums[pairs.second])

    def find_less(self, pairs: Pairs) -> _Floats:
        """Return what the items of that claim of each pair weigh that has less."""
        return np.asarray(np.minimum(self._sums[pairs.first], self._sums[pairs.second]))


def _divide(part: _Floats, whole: _Floats) -> _Floats:
    """Return a share, 0 where there is nothing to share."""
    return np.asarray(np.divide(part, whole, out=np.zeros_like(part), where=whole > 1e-9))


def _agree(pairs: Pairs, of: Sequence[str | None]) -> _Floats:
    """Return 1 for each pair whose claims both have something, and the same, 0 for the others."""
    known = np.array([one is not None for one in of], dtype=bool)
    return np.asarray((1.0 - pairs.differ(of)) * known[pairs.first])


def _name_figure(quantity: Quantity) -> str:
    value = quantity.value
    return f"{value.kind.value} {value.low} {value.high}"


def judge(rows: _Floats, names: Sequence[str], weights: Mapping[str, float], bias: float) -> _Floats:
    """Return for each row of named features how likely it is, 0 to 1; a feature without a weight counts nothing."""
    sums = (rows * np.array([weights.get(name, 0.0) for name in names])).sum(axis=1) + bias
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(sums, -30, 30))))


def cross(alignment: _Floats, columns: Mapping[str, _Floats]) -> Columns:
    """Return products that say more than their parts."""
    return {
        "alignment above .5": np.maximum(alignment - 0.5, 0.0),
        "alignment with same amount": alignment * columns["same amount"],
        "alignment behind": alignment * columns["behind the best of one"],
        "alignment of one source": alignment * columns["same source"],
    }
