"""The same words, once said, as several articles print them, with their differences word by word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.model.annotated import Annotated
from rashomon.model.records import Entity, Utterance


def find_utterances(
    accounts: Sequence[Annotated], entities: Sequence[Entity], encode: Callable[[Sequence[str]], NDArray[np.float32]]
) -> tuple[Utterance, ...]:
    """Return the utterances that two or more quotes print."""
    return ()
