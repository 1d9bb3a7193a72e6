"""Two sentences read together, on the CPU: how they stand to each other, and what two claims of one event are.

Both are one graph. The claims model has learned its upper layers and its answers anew, on claims of marked events.
"""

from __future__ import annotations

import gzip
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from rashomon.model.records import ConflictKind, PairRelation, Record
from rashomon.weights.catalogue import CLAIMS, PAIRS, open_weights
from rashomon.weights.encoder import FEW, RUNS_AT_ONCE
from rashomon.weights.markings import Token, mark_words, split_words
from rashomon.weights.sessions import load_pair_pieces, open_session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession, OrtValue
    from tokenizers import Encoding, Tokenizer

#: What the two outputs of the model stand for, in their order.
RELATIONS = tuple(PairRelation(name) for name in ("same", "narrower", "broader", "conflict", "related", "unrelated"))
KINDS = tuple(
    ConflictKind(name)
    for name in ("number", "date", "place", "actor", "speaker", "wording", "denial", "scope", "sequence")
)
#: Word pieces of both sentences together; it was trained on no more.
MOST_PIECES = 160
#: Marks a side: what a word finds in the other sentence.
_MARKS = 4

Pair = tuple[str, str]


class Reading(Record, frozen=True, kw_only=True):
    """How the first sentence of a pair stands to the second: probabilities of the relations, and of kinds of conflict.

    The kinds are those of a conflict if there is one: they add up to one by themselves.
    """

    relations: tuple[float, ...]
    kinds: tuple[float, ...]

    def of(self, relation: PairRelation) -> float:
        """Return the probability of a relation."""
        return self.relations[RELATIONS.index(relation)]

    @property
    def kind(self) -> ConflictKind:
        """The likeliest kind of conflict, if there is one."""
        return KINDS[max(range(len(KINDS)), key=lambda place: self.kinds[place])]


class Verdict(Record, frozen=True, kw_only=True):
    """What two claims of one event are to each other: probabilities that add up to one.

    ``same``: one proposition; ``contradiction``, ``update`` and ``difference``: a conflict of that nature; ``none``:
    claims of different things.
    """

    same: float
    contradiction: float
    update: float
    difference: float
    none: float


#: What a model says of a pair.
Answer = TypeVar("Answer")


class _Model(ABC, Generic[Answer]):
    """Reads pairs of sentences; what was read is kept.

    One pair is one run of the model: what it says of a pair must not depend on what is read beside it.
    """

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._known: dict[Pair, Answer] = {}

    def _read_all(self, pairs: Sequence[Pair]) -> list[Answer]:
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._known]
        if len(new) < FEW:
            found = [self._read(pair) for pair in new]
        else:
            with ThreadPoolExecutor(RUNS_AT_ONCE) as pool:
                found = list(pool.map(self._read, new))
        self._known.update(zip(new, found, strict=True))
        return [self._known[pair] for pair in pairs]

    def _read(self, pair: Pair) -> Answer:
        pieces = self._tokenizer.encode(*pair)
        feed = {
            "input_ids": np.array([pieces.ids], dtype=np.int64),
            "attention_mask": np.array([pieces.attention_mask], dtype=np.int64),
            "token_type_ids": np.array([mark_pieces(pieces, pair)], dtype=np.int64),
        }
        relation, kind = self._session.run(None, feed)
        return self._answer(relation[0], kind[0])

    @abstractmethod
    def _answer(self, relation: NDArray[np.float32], kind: NDArray[np.float32]) -> Answer:
        """Return what the two outputs of the model say."""


class PairReader(_Model[Reading]):
    """Reads how two sentences stand to each other."""

    def read(self, pairs: Sequence[Pair]) -> list[Reading]:
        """Return how the first sentence of each pair stands to its second.

        >>> reading = load_reader().read([("Nine people died.", "Six people died.")])[0]
        >>> len(reading.relations), len(reading.kinds)
        (6, 9)
        """
        return self._read_all(pairs)

    def _answer(self, relation: NDArray[np.float32], kind: NDArray[np.float32]) -> Reading:
        return Reading(relations=_soften(relation), kinds=_soften(kind))


class ClaimReader(_Model[Verdict]):
    """Reads what two claims of one event are to each other."""

    def __init__(
        self, session: InferenceSession, tokenizer: Tokenizer, layers: Mapping[str, OrtValue] | None = None
    ) -> None:
        super().__init__(session, tokenizer)
        self._layers = layers  # the session has no copy of them

    def read(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """Return what the two claims of each pair are to each other.

        >>> verdict = load_claim_reader().read([("Nine people died.", "Nine were killed.")])[0]
        >>> verdict.same > verdict.contradiction
        True
        """
        return self._read_all(pairs)

    def _answer(self, relation: NDArray[np.float32], kind: NDArray[np.float32]) -> Verdict:
        # the answers stand in the first places of the kinds, in the order of the fields
        return Verdict(**dict(zip(Verdict.__struct_fields__, _soften(kind), strict=False)))


def mark_pieces(pieces: Encoding, pair: Pair) -> list[int]:
    """Return for each word piece of a pair its side and what its word finds on the other side, as one number."""
    sides = [split_words(text) for text in pair]
    marks = [mark_words(sides[0], sides[1]), mark_words(sides[1], sides[0])]
    lookups = [_spread(words, found) for words, found in zip(sides, marks, strict=True)]
    return [
        _MARKS * side + lookups[side].get(start, 0)
        for (start, _), side in zip(pieces.offsets, pieces.type_ids, strict=True)
    ]


def _spread(words: Sequence[Token], marks: Sequence[int]) -> dict[int, int]:
    """Return the mark of every letter that stands in a word."""
    return {place: mark for word, mark in zip(words, marks, strict=True) for place in range(word[0], word[1])}


def _soften(logits: NDArray[np.float32]) -> tuple[float, ...]:
    """Return probabilities, rounded: the last digits depend on the machine."""
    powers = np.exp((logits - logits.max()).astype(np.float64))
    return tuple(round(float(value), 4) for value in powers / powers.sum())


@cache
def load_reader() -> PairReader:
    """Load the shipped pair model, once a process, one thread a run.

    Raises:
        WeightsError: the model file is missing or is not the one measured.

    """
    model = gzip.decompress(open_weights(PAIRS, "model.onnx.gz"))
    return PairReader(open_session(model), load_pair_pieces(MOST_PIECES))


@cache
def load_claim_reader() -> ClaimReader:
    """Load the shipped claims model, once a process: the pair model with the layers that differ in their place.

    Raises:
        WeightsError: a model file is missing or is not the one measured.

    """
    from onnxruntime import OrtValue

    model = gzip.decompress(open_weights(PAIRS, "model.onnx.gz"))
    with np.load(BytesIO(open_weights(CLAIMS, "layers.npz"))) as file:
        layers = {name: OrtValue.ortvalue_from_numpy(file[name]) for name in file.files}
    return ClaimReader(open_session(model, instead=layers), load_pair_pieces(MOST_PIECES), layers)
