"""A small head over the traits and the vector of a statement: which question of a reader it answers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.model.records import Record
from rashomon.weights.catalogue import QUESTIONS, open_weights

Floats = NDArray[np.float64]


class QuestionFile(Record, frozen=True, kw_only=True):
    """The head as it is written down: for each question a weight for each trait and each number of the vector."""

    questions: tuple[str, ...]
    traits: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]


class QuestionHead:
    """Weighs what was measured of statements."""

    def __init__(self, file: QuestionFile) -> None:
        self.questions = file.questions
        self.traits = file.traits
        self._weights, self._bias = np.array(file.weights), np.array(file.bias)

    def judge(self, traits: Sequence[Sequence[float]], vectors: NDArray[np.float32]) -> Floats:
        """Return a row for each statement: how much speaks for each of the questions, the more the likelier.

        ``traits`` has a row of numbers, in the order of ``traits``, and ``vectors`` one of the encoder, for each.

        >>> head = load_questions()
        >>> scores = head.judge([[0.0] * len(head.traits)], np.zeros((1, 384), dtype=np.float32))
        >>> scores.shape == (1, len(head.questions))
        True
        """
        scores: Floats = np.concatenate([np.array(traits), vectors], axis=1) @ self._weights.T + self._bias
        return scores


@cache
def load_questions() -> QuestionHead:
    """Load the shipped head, once a process.

    Raises:
        WeightsError: the file is missing or is not the one measured.

    """
    return QuestionHead(msgspec.json.decode(open_weights(QUESTIONS, "head.json"), type=QuestionFile))
