"""A small head over named numbers: how a pair of sentences relates, from what was measured of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.model.records import PairRelation, Record
from rashomon.weights.catalogue import HEAD, open_weights
from rashomon.weights.reader import RELATIONS

Row = Mapping[str, float]
Floats = NDArray[np.float64]

#: A number further from its mean than so many spreads counts as if it were so far.
_FAR = 4.0
#: Where each relation goes when the sentences change places.
_MIRROR = [0, 2, 1, 3, 4, 5]


class HeadFile(Record, frozen=True, kw_only=True):
    """The head as it is written down: straight weights, and a hidden layer beside them."""

    features: tuple[str, ...]
    mean: tuple[float, ...]
    spread: tuple[float, ...]
    straight: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]
    one: tuple[tuple[float, ...], ...]
    one_bias: tuple[float, ...]
    two: tuple[tuple[float, ...], ...]


class Head:
    """Weighs the numbers of a pair; the same numbers give the same answer on any machine to four digits."""

    def __init__(self, file: HeadFile) -> None:
        self.features = file.features
        self._mean, self._spread = np.array(file.mean), np.array(file.spread)
        self._straight, self._bias = np.array(file.straight), np.array(file.bias)
        self._one, self._one_bias, self._two = np.array(file.one), np.array(file.one_bias), np.array(file.two)

    def judge(self, there: Row, back: Row) -> dict[PairRelation, float]:
        """Return the probability of each relation, the mean of both ways round.

        >>> head = load_head()
        >>> nothing = dict.fromkeys(head.features, 0.0)
        >>> len(head.judge(nothing, nothing))
        6
        """
        mean = (self._weigh(there) + self._weigh(back)[_MIRROR]) / 2
        return {relation: float(value) for relation, value in zip(RELATIONS, mean, strict=True)}

    def _weigh(self, row: Row) -> Floats:
        numbers = np.array([row[name] for name in self.features])
        x = np.clip((numbers - self._mean) / self._spread, -_FAR, _FAR)
        logits = self._straight @ x + self._bias + self._two @ np.tanh(self._one @ x + self._one_bias)
        powers = np.exp(logits - logits.max())
        shares: Floats = powers / powers.sum()
        return shares


@cache
def load_head() -> Head:
    """Load the shipped head, once a process.

    Raises:
        WeightsError: the file is missing or is not the one measured.

    """
    return Head(msgspec.json.decode(open_weights(HEAD, "head.json"), type=HeadFile))
