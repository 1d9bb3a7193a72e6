"""Small learned heads over named features: weights in JSON, arithmetic in numpy."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.model.records import ModelCard, Record
from rashomon.weights.catalogue import open_weights


class Head(Record, frozen=True, kw_only=True):
    """A network of one hidden layer: standardised features -> tanh -> probabilities of the labels."""

    features: tuple[str, ...]
    labels: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    hidden: tuple[tuple[float, ...], ...]
    hidden_bias: tuple[float, ...]
    out: tuple[tuple[float, ...], ...]
    out_bias: tuple[float, ...]
    temperature: float = 1.0

    def predict(self, features: Mapping[str, float]) -> dict[str, float]:
        """Return the probability of each label; a feature that is missing counts as its mean."""
        raw = np.array([features.get(name, mean) for name, mean in zip(self.features, self.mean, strict=True)])
        row: NDArray[np.float64] = (raw - np.array(self.mean)) / np.array(self.scale)
        layer = np.tanh(row @ np.array(self.hidden) + np.array(self.hidden_bias))
        logits = (layer @ np.array(self.out) + np.array(self.out_bias)) / self.temperature
        powers = np.exp(logits - logits.max())
        return dict(zip(self.labels, (powers / powers.sum()).tolist(), strict=True))


@cache
def load_head(card: ModelCard) -> Head:
    """Load a head by its card, once a process.

    Raises:
        WeightsError: the file is missing or is not the one measured.

    """
    return msgspec.json.decode(open_weights(card, "head.json"), type=Head)
