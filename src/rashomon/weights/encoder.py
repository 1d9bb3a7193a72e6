"""Sentences to vectors of meaning: MiniLM in ONNX, on the CPU."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rashomon.weights.catalogue import ENCODER, open_weights
from rashomon.weights.sessions import load_pieces, open_session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]

#: Length of one vector.
WIDTH = 384
#: Word pieces read of one sentence; the model was trained on no more than 256, and a claim has 10 to 60.
MOST_PIECES = 128
#: Sentences run side by side, each on one thread; on two cores 1.9 times as fast as one by one.
RUNS_AT_ONCE = 2
#: Fewer sentences than these are not worth starting threads for.
FEW = 8


class Encoder:
    """Turns sentences into unit vectors; the dot product of two is the cosine of their meanings.

    One sentence is one run of the model: in int8 the range of a batch would leak from one sentence into another, so
    that a vector would depend on its neighbours. Alone, the same sentence has the same vector always, and is kept.
    """

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._known: dict[str, Vectors] = {}

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """Return an array of shape (sentences, 384), float32, each row of length 1.

        >>> load_encoder().encode(["The ferry sank.", "The boat went down."]).shape
        (2, 384)
        """
        new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in self._known]
        for sentence, (_, hidden) in zip(new, self._read_all(new), strict=True):
            self._known[sentence] = _average(hidden)
        if not sentences:
            return np.zeros((0, WIDTH), dtype=np.float32)
        return np.stack([self._known[sentence] for sentence in sentences])

    def encode_pieces(self, sentences: Sequence[str]) -> list[tuple[tuple[int, ...], Vectors]]:
        """Return for each sentence the ids of its word pieces and a unit vector for each: what it means in this place.

        Costs as much as :meth:`encode`, and what that returns for the same sentences is known afterwards.

        >>> ids, vectors = load_encoder().encode_pieces(["The ferry sank."])[0]
        >>> len(ids), vectors.shape
        (4, (4, 384))
        """
        found: dict[str, tuple[tuple[int, ...], Vectors]] = {}
        distinct = list(dict.fromkeys(sentences))
        for sentence, (ids, hidden) in zip(distinct, self._read_all(distinct), strict=True):
            self._known[sentence] = _average(hidden)
            inside = hidden[1:-1]  # without the marks of begin and end
            lengths = np.linalg.norm(inside, axis=1, keepdims=True)
            found[sentence] = (ids[1:-1], inside / np.maximum(lengths, np.float32(1e-9)))
        return [found[sentence] for sentence in sentences]

    def encode_places(self, sentence: str) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...], Vectors]:
        """Return where each word piece of a sentence stands, its id, and a unit vector for it.

        >>> places, ids, vectors = load_encoder().encode_places("The ferry sank.")
        >>> places[1], len(ids), vectors.shape
        ((4, 9), 4, (4, 384))
        """
        ids, vectors = self.encode_pieces([sentence])[0]
        offsets = self._tokenizer.encode(sentence).offsets[1:-1]
        return tuple((start, end) for start, end in offsets), ids, vectors

    def _read_all(self, sentences: Sequence[str]) -> list[tuple[tuple[int, ...], Vectors]]:
        """Run the model on each sentence by itself, several at a time: the runtime lets go of Python while it works."""
        if len(sentences) < FEW:
            return [self._read(sentence) for sentence in sentences]
        with ThreadPoolExecutor(RUNS_AT_ONCE) as pool:
            return list(pool.map(self._read, sentences))

    def _read(self, sentence: str) -> tuple[tuple[int, ...], Vectors]:
        """Run the model: the ids of the pieces and the last hidden state of each, marks of begin and end included."""
        pieces = self._tokenizer.encode(sentence)
        ids = np.array([pieces.ids], dtype=np.int64)
        mask = np.array([pieces.attention_mask], dtype=np.int64)
        hidden = self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        return tuple(pieces.ids), np.asarray(hidden, dtype=np.float32)[0]


def _average(hidden: Vectors) -> Vectors:
    """Return the unit vector of the mean."""
    mean = hidden.mean(axis=0)
    length = float(np.linalg.norm(mean))
    unit: Vectors = mean / np.float32(length) if length else mean
    return unit


@cache
def load_encoder() -> Encoder:
    """Load the shipped encoder, once a process, one thread a run: vectors must not depend on the cores.

    Raises:
        WeightsError: the model file is missing or is not the one measured.

    """
    return Encoder(open_session(open_weights(ENCODER, "model.onnx")), load_pieces(MOST_PIECES))
