"""Which earlier articles are worth comparing: those that share the heaviest words."""

from __future__ import annotations

from array import array
from typing import Self

import numpy as np

from rashomon.model.records import Record
from rashomon.stories.evidence import Numbers
from rashomon.stories.vocabularies import Packed


class KeptNeighbours(Record, frozen=True, kw_only=True):
    """What was remembered of every word, written down."""

    words: tuple[int, ...]
    holders: tuple[bytes, ...]
    weights: tuple[bytes, ...]


class Neighbours:
    """For every word, the latest articles in which it weighs much; a look-up costs the same however long the stream."""

    def __init__(self, keys: int, latest: int, most: int) -> None:
        self._keys = keys
        self._latest = latest
        self._most = most
        self._holders: dict[int, array[int]] = {}
        self._weights: dict[int, array[float]] = {}

    def freeze(self) -> KeptNeighbours:
        """Return all that is remembered, to be written down."""
        return KeptNeighbours(
            words=tuple(self._holders),
            holders=tuple(np.array(holders, dtype="<i4").tobytes() for holders in self._holders.values()),
            weights=tuple(np.array(self._weights[word], dtype="<f4").tobytes() for word in self._holders),
        )

    def thaw(self, kept: KeptNeighbours) -> Self:
        """Remember what was written down, and return this."""
        for word, holders, weights in zip(kept.words, kept.holders, kept.weights, strict=True):
            self._holders[word] = array("i", np.frombuffer(holders, dtype="<i4").tolist())
            self._weights[word] = array("f", np.frombuffer(weights, dtype="<f4").tolist())
        return self

    def find(self, packed: Packed) -> Numbers:
        """Return the numbers of the articles that share most, sorted."""
        ids, weights = self._choose(packed)
        found, shares = [], []
        for word, weight in zip(ids, weights, strict=True):
            holders = self._holders.get(word)
            if holders is not None:
                found.append(np.frombuffer(holders.tobytes(), dtype=np.int32))
                shares.append(np.frombuffer(self._weights[word].tobytes(), dtype=np.float32) * weight)
        if not found:
            return np.zeros(0, dtype=np.int64)
        numbers, places = np.unique(np.concatenate(found), return_inverse=True)
        sums = np.bincount(places, weights=np.concatenate(shares))
        if len(numbers) > self._most:
            numbers = numbers[np.sort(np.lexsort((-numbers, -sums))[: self._most])]
        return numbers.astype(np.int64)

    def add(self, number: int, packed: Packed) -> None:
        """Let an article be found by its heaviest words."""
        ids, weights = self._choose(packed)
        for word, weight in zip(ids, weights, strict=True):
            holders = self._holders.get(word)
            if holders is None:
                self._holders[word] = array("i", [number])
                self._weights[word] = array("f", [weight])
                continue
            holders.append(number)
            shares = self._weights[word]
            shares.append(weight)
            if len(holders) > 2 * self._latest:
                del holders[: self._latest], shares[: self._latest]

    def _choose(self, packed: Packed) -> tuple[list[int], list[float]]:
        """Return the heaviest words; of those equally heavy the earlier."""
        end = int(packed.starts[1])
        weights = packed.weights[:end]
        best = np.argsort(-weights, kind="stable")[: self._keys]
        best = best[weights[best] > 0]
        return packed.ids[best].tolist(), weights[best].tolist()
