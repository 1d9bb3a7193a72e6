"""What speaks for two articles telling of one event: figures for a pair, and the log odds that they make."""

from __future__ import annotations

from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from rashomon.model.records import Record
from rashomon.stories.pair_weights import BIAS, WEIGHTS
from rashomon.stories.traits import Traits
from rashomon.stories.vocabularies import FAMILIES, Floats, KeptVocabulary, Packed, Vocabulary

Doubles = NDArray[np.float64]
Numbers = NDArray[np.int64]

#: The figures of a pair, in the order of the columns.
FIGURES = (
    "words", "names", "numbers", "rare", "meaning", "hours", "dated", "crowd", "place", "worst place",
    "same day", "other day", "same month", "other month",
    "same date", "other date", "same year", "other year", "same number", "other numbers",
)  # fmt: skip
#: Log odds are held between this and its opposite, so that no single figure decides about a group:
#: .914 on kinds of events left out; 2 gives .907, 5 .910, 8 .911.
MOST = 3.0
#: Neighbours whose mean likeness says how crowded it is around an article.
CROWD = 8
#: Neighbours among which an article's place is counted.
PLACES = 30


def estimate_odds(figures: Doubles) -> Doubles:
    """Return the log odds of each pair of telling of one event, between -3 and 3.

    >>> estimate_odds(np.zeros((1, len(FIGURES)))).shape
    (1,)
    """
    weights = np.array([WEIGHTS[name] for name in FIGURES])
    # einsum adds in one order whatever the number of rows; a product of matrices need not.
    odds: Doubles = np.einsum("ij,j->i", figures, weights) + BIAS
    return np.clip(odds, -MOST, MOST)


class Item(NamedTuple):
    """An article as it is kept: its id, its traits as arrays, and what of them is needed one by one."""

    key: str
    packed: Packed
    times: tuple[frozenset[str], ...]
    seconds: float


class KeptItem(Record, frozen=True, kw_only=True):
    """An item written down."""

    key: str
    ids: bytes
    weights: bytes
    starts: bytes
    times: tuple[tuple[str, ...], ...]
    seconds: float


class KeptShelf(Record, frozen=True, kw_only=True):
    """A shelf written down."""

    vocabulary: KeptVocabulary
    items: tuple[KeptItem, ...]
    vectors: bytes
    alike: bytes
    ranked: bytes


class Shelf:
    """The articles that came so far, ready to be compared with the next one."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.items: list[Item] = []
        self._scratch = np.zeros(1 << 12, dtype=np.float32)
        self._rare = np.zeros(1 << 12, dtype=np.float32)
        self._vectors = np.zeros((256, 0), dtype=np.float32)
        self._alike = np.zeros((256, CROWD), dtype=np.float32)
        self._ranked = np.zeros((256, PLACES), dtype=np.float32)

    def add(self, key: str, traits: Traits, vector: Floats) -> int:
        """Keep an article, and return its number."""
        number = len(self.items)
        packed = self._vocabulary.add(traits)
        self.items.append(Item(key, packed, traits.times, traits.seconds))
        if number == 0:
            self._vectors = np.zeros((256, len(vector)), dtype=np.float32)
        if number >= len(self._vectors):
            for name in ("_vectors", "_alike", "_ranked"):
                old = getattr(self, name)
                setattr(self, name, np.concatenate([old, np.zeros_like(old)]))
        self._vectors[number] = vector
        while len(self._scratch) < self._vocabulary.size:
            self._scratch = np.zeros(2 * len(self._scratch), dtype=np.float32)
            self._rare = np.zeros(len(self._scratch), dtype=np.float32)
        return number

    def freeze(self) -> KeptShelf:
        """Return all that it holds, to be written down."""
        count = len(self.items)
        return KeptShelf(
            vocabulary=self._vocabulary.freeze(),
            items=tuple(_freeze_item(item) for item in self.items),
            vectors=self._vectors[:count].astype("<f4").tobytes(),
            alike=self._alike[:count].astype("<f4").tobytes(),
            ranked=self._ranked[:count].astype("<f4").tobytes(),
        )

    @classmethod
    def thaw(cls, kept: KeptShelf, prior: float) -> Self:
        """Return the shelf that was written down."""
        shelf = cls(Vocabulary.thaw(kept.vocabulary, prior))
        shelf.items = [_thaw_item(item) for item in kept.items]
        count = len(shelf.items)
        if not count:
            return shelf
        rows = max(256, count)
        for name, value in (("_vectors", kept.vectors), ("_alike", kept.alike), ("_ranked", kept.ranked)):
            found = np.frombuffer(value, dtype="<f4").reshape(count, -1)
            whole = np.zeros((rows, found.shape[1]), dtype=np.float32)
            whole[:count] = found
            setattr(shelf, name, whole)
        while len(shelf._scratch) < shelf._vocabulary.size:
            shelf._scratch = np.zeros(2 * len(shelf._scratch), dtype=np.float32)
        shelf._rare = np.zeros(len(shelf._scratch), dtype=np.float32)
        return shelf

    def compare(self, number: int, others: Numbers, *, first: bool = True) -> Doubles:
        """Return the figures of an article with each of the others, a row each.

        With ``first`` the others are its nearest neighbours, and what is learned of them is remembered.
        """
        item = self.items[number]
        cosines, rare = self._overlap(item.packed, others)
        meaning = self._vectors[others] @ self._vectors[number]
        seconds = np.array([self.items[other].seconds for other in others])
        hours = np.abs(seconds - item.seconds) / 3600.0
        dated = ~np.isnan(hours)
        hours = np.where(dated, hours, 0.0)
        near = np.where(dated, np.exp(-np.maximum(hours - 48.0, 0.0) / 48.0), 1.0)
        words = cosines[:, 0] * near
        ranked = words + 0.6 * meaning * near
        if first:
            self._remember(number, others, words, ranked)
        crowd = (self._alike[number].mean() + self._alike[others].mean(axis=1)) / 2
        here = (self._ranked[number][None, :] > ranked[:, None] + 1e-6).sum(axis=1)
        there = (self._ranked[others] > ranked[:, None] + 1e-6).sum(axis=1)
        return np.column_stack(
            [
                cosines, rare, meaning, np.log1p(hours / 12.0), dated, crowd,
                np.log1p(np.minimum(here, there)), np.log1p(np.maximum(here, there)), self._match_times(item, others),
            ]
        )  # fmt: skip

    def list_shared(self, a: int, b: int, family: int) -> list[str]:
        """Return what two articles share of one family, the rarest first."""
        here, there = (set(self.items[number].packed.of(family).tolist()) for number in (a, b))
        shared = np.array(sorted(here & there), dtype=np.int32)
        rarity = self._vocabulary.weigh(shared)
        return [self._vocabulary.name(int(shared[place])) for place in np.argsort(-rarity, kind="stable")]

    def compare_meaning(self, a: int, b: int) -> float:
        """Return the cosine of two articles' vectors."""
        return float(self._vectors[a] @ self._vectors[b])

    def _overlap(self, packed: Packed, others: Numbers) -> tuple[Doubles, Doubles]:
        """Return the cosine of each family, and how rare the rarest common words are."""
        kept = [self.items[other].packed for other in others]
        sizes = np.array([len(p.ids) for p in kept])
        offsets = np.cumsum(sizes) - sizes
        ids = np.concatenate([p.ids for p in kept])
        weights = np.concatenate([p.weights for p in kept])
        starts = (np.stack([p.starts for p in kept]) + offsets[:, None]).ravel()
        mine = packed.ids
        self._scratch[mine] = packed.weights
        until = packed.starts[1]
        words = mine[:until]
        self._rare[words] = self._vocabulary.rarity(words) ** 6
        products = np.concatenate([self._scratch[ids] * weights, [0.0]])
        cosines = np.add.reduceat(products, starts)
        cosines[np.append(starts[1:], len(ids)) == starts] = 0.0
        sums = np.add.reduceat(np.concatenate([self._rare[ids], [0.0]]), starts[::FAMILIES])
        self._scratch[mine] = 0.0
        self._rare[words] = 0.0
        return cosines.reshape(-1, FAMILIES).astype(np.float64), np.log1p(sums).astype(np.float64)

    def _remember(self, number: int, others: Numbers, words: Doubles, ranked: Doubles) -> None:
        for kept, found in ((self._alike, words), (self._ranked, ranked)):
            width = kept.shape[1]
            best = np.sort(found)[::-1][:width]
            kept[number, : len(best)] = best
            grown = np.concatenate([kept[others], found[:, None].astype(np.float32)], axis=1)
            kept[others] = -np.sort(-grown, axis=1)[:, :width]

    def _match_times(self, item: Item, others: Numbers) -> Doubles:
        rows = [match_times(item.times, self.items[other].times) for other in others]
        return np.array(rows, dtype=np.float64)


def _freeze_item(item: Item) -> KeptItem:
    packed = item.packed
    return KeptItem(
        key=item.key,
        ids=packed.ids.astype("<i4").tobytes(),
        weights=packed.weights.astype("<f4").tobytes(),
        starts=packed.starts.astype("<i8").tobytes(),
        times=tuple(tuple(sorted(times)) for times in item.times),
        seconds=item.seconds,
    )


def _thaw_item(kept: KeptItem) -> Item:
    packed = Packed(
        np.frombuffer(kept.ids, dtype="<i4").astype(np.int32),
        np.frombuffer(kept.weights, dtype="<f4").astype(np.float32),
        np.frombuffer(kept.starts, dtype="<i8").astype(np.int64),
    )
    return Item(kept.key, packed, tuple(frozenset(times) for times in kept.times), kept.seconds)


def match_times(a: tuple[frozenset[str], ...], b: tuple[frozenset[str], ...]) -> list[bool]:
    """Return for each kind of time whether two articles name the same, and whether both name some but none in common.

    >>> match_times((frozenset({"Mon"}), frozenset({"2004"})), (frozenset({"Mon", "Tues"}), frozenset({"2005"})))
    [True, False, False, True]
    """
    found = []
    for here, there in zip(a, b, strict=True):
        shared = not here.isdisjoint(there)
        found += [shared, not shared and bool(here) and bool(there)]
    return found
