"""How seldom words are: an article's counted traits become weights by which articles are compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from rashomon.model.records import Record
from rashomon.stories.traits import Traits

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]

#: Families of traits, in their order: words, names, numbers.
FAMILIES = 3


class Packed(NamedTuple):
    """An article's traits as arrays, family after family; the weights of each family have length 1 together."""

    ids: Ints
    weights: Floats
    #: Where each family begins.
    starts: NDArray[np.int64]

    def of(self, family: int) -> Ints:
        """Return the numbers of one family."""
        begin = int(self.starts[family])
        return self.ids[begin : int(self.starts[family + 1])] if family + 1 < FAMILIES else self.ids[begin:]


class KeptVocabulary(Record, frozen=True, kw_only=True):
    """A vocabulary written down: of each family the words with their numbers, and how often each was seen."""

    printed: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    numbers: tuple[bytes, ...]
    seen: int
    spread: bytes


class Vocabulary:
    """Numbers every word of every family, and knows in how many articles each has been seen."""

    def __init__(self, prior: float) -> None:
        self._prior = prior
        self._words: list[str] = []
        self._numbers: tuple[dict[str, int], ...] = tuple({} for _ in range(FAMILIES))
        self._seen = 0
        self._spread = np.zeros(1 << 12, dtype=np.float32)

    @property
    def size(self) -> int:
        """How many numbers are given."""
        return len(self._words)

    def freeze(self) -> KeptVocabulary:
        """Return all that it knows, to be written down."""
        return KeptVocabulary(
            printed=tuple(self._words),
            words=tuple(tuple(numbers) for numbers in self._numbers),
            numbers=tuple(np.array(list(numbers.values()), dtype="<i4").tobytes() for numbers in self._numbers),
            seen=self._seen,
            spread=self._spread.astype("<f4").tobytes(),
        )

    @classmethod
    def thaw(cls, kept: KeptVocabulary, prior: float) -> Self:
        """Return the vocabulary that was written down."""
        vocabulary = cls(prior)
        vocabulary._words = list(kept.printed)
        vocabulary._numbers = tuple(
            dict(zip(words, np.frombuffer(numbers, dtype="<i4").tolist(), strict=True))
            for words, numbers in zip(kept.words, kept.numbers, strict=True)
        )
        vocabulary._seen = kept.seen
        vocabulary._spread = np.frombuffer(kept.spread, dtype="<f4").astype(np.float32)
        return vocabulary

    def add(self, traits: Traits) -> Packed:
        """Take an article's words in, and return them with their weights as of now."""
        ids: list[int] = []
        counts: list[int] = []
        starts = []
        for numbers, counted in zip(self._numbers, traits.families(), strict=True):
            starts.append(len(ids))
            ids.extend(self._number(numbers, counted, traits.forms))
            counts.extend(counted.values())
        self._seen += 1
        rows = np.array(ids, dtype=np.int32)
        self._spread[rows] += 1.0
        weights = self.weigh(rows) * (1.0 + np.log(np.array(counts, dtype=np.float32))).astype(np.float32)
        edges = np.array(starts, dtype=np.int64)
        return Packed(rows, _normalise(weights, edges), edges)

    def weigh(self, rows: Ints) -> Floats:
        """Return how seldom each word is: the logarithm of the share of articles that have it, made positive."""
        rarity: Floats = np.log((self._seen + self._prior + 1.0) / (self._spread[rows] + np.float32(0.5)))
        return np.maximum(rarity, np.float32(0))

    def rarity(self, rows: Ints) -> Floats:
        """Return how seldom each word is, from 0 to about 1."""
        share: Floats = self.weigh(rows) / np.float32(np.log(self._seen + self._prior + 1.0))
        return share

    def name(self, number: int) -> str:
        """Return the word that has a number, as it was first printed."""
        return self._words[number]

    def _number(self, numbers: dict[str, int], counted: Mapping[str, int], forms: Mapping[str, str]) -> list[int]:
        found = []
        for word in counted:
            number = numbers.get(word)
            if number is None:
                number = numbers[word] = len(self._words)
                self._words.append(forms.get(word, word))
                if number >= len(self._spread):
                    self._spread = np.concatenate([self._spread, np.zeros_like(self._spread)])
            found.append(number)
        return found


def _normalise(weights: Floats, starts: NDArray[np.int64]) -> Floats:
    """Divide the weights of each family by their length."""
    ends = np.append(starts[1:], len(weights))
    squares = np.concatenate([[0.0], np.cumsum(weights.astype(np.float64) ** 2)])
    lengths = np.sqrt(squares[ends] - squares[starts])
    lengths[lengths == 0] = 1.0
    unit: Floats = (weights / np.repeat(lengths, ends - starts)).astype(np.float32)
    return unit
