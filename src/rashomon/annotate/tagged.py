"""What the tagger marks, as ranges of words: contents with the cue and the source that each points to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rashomon.annotate.units import Parsed, Range, Speech
from rashomon.weights.tagger import LAYERS, Reading, SpeechTagger, Text

_CONTENT, _INNER, _SOURCE, _CUE = range(len(LAYERS))
_OUTSIDE, _BEGIN, _INSIDE = range(3)
#: Log-probability of what cannot be.
_NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Run:
    """Words marked as one; ``worth`` is the mean log-odds that they are marked at all."""

    first: int
    last: int
    worth: float


@dataclass(frozen=True, slots=True)
class Tagged:
    """One piece of content (``layer`` 0, or 1 inside other content) with its cue and source, where it has them."""

    run: Run
    layer: int
    cue: Run | None
    source: Run | None


def mark_speech(parsed: Parsed, found: Sequence[Speech], tagger: SpeechTagger) -> tuple[Tagged, ...]:
    """Return the contents that the tagger marks in a text, having seen what rules found in it."""
    return read_contents(parsed, tagger.read(make_text(parsed, found)))


def read_contents(parsed: Parsed, readings: Sequence[Reading]) -> tuple[Tagged, ...]:
    """Return the contents in what the tagger says of the windows of a text."""
    return tuple(tagged for reading in readings for tagged in _read_window(parsed, reading))


def make_text(parsed: Parsed, found: Sequence[Speech]) -> Text:
    """Return a parsed text with what rules found, as the tagger takes it.

    Of contents within contents the outermost is one layer, all others the next.
    """
    ranges = sorted({piece for speech in found for piece in speech.content}, key=lambda r: (r[0], -r[1]))
    outer: list[Range] = []
    inner: list[Range] = []
    for first, last in ranges:
        held = bool(outer) and outer[-1][0] <= first and last <= outer[-1][1]
        (inner if held else outer).append((first, last))
    layers = (
        outer,
        inner,
        sorted({piece for speech in found for piece in speech.source}),
        sorted({piece for speech in found for piece in speech.cue}),
    )
    openings = {unit.first for unit in parsed.units}
    return Text(
        text=parsed.text,
        start=tuple(parsed.start),
        tag=tuple(parsed.tag),
        arc=tuple(parsed.dep),
        depth=tuple(
            0 if one < 0 else 1 + (one != other) for one, other in zip(parsed.inner, parsed.outer, strict=True)
        ),
        opens=tuple(here in openings for here in range(len(parsed.start))),
        paragraph=tuple(parsed.paragraph),
        found=tuple(_label(ranges, parsed) for ranges in layers),
    )


def _label(ranges: Sequence[Range], parsed: Parsed) -> tuple[int, ...]:
    """Return the label of each word; a range begins anew in each paragraph."""
    labels = [_OUTSIDE] * len(parsed.start)
    for first, last in ranges:
        for here in range(first, last):
            anew = here == first or parsed.paragraph[here] != parsed.paragraph[here - 1]
            labels[here] = _BEGIN if anew else _INSIDE
    return tuple(labels)


def _read_window(parsed: Parsed, reading: Reading) -> list[Tagged]:
    """Return the contents of one window."""
    paragraphs = np.array(parsed.paragraph)[reading.words]
    barriers = np.r_[True, paragraphs[1:] != paragraphs[:-1]]
    found = [find_runs(reading.labels[:, layer], barriers) for layer in range(len(LAYERS))]
    holders = [_hold(runs) for runs in found]
    contents = []
    for layer in (_CONTENT, _INNER):
        for begin, end, worth in found[layer]:
            cue, source = (
                holders[kind].get(int(reading.links[number, begin])) for number, kind in enumerate((_CUE, _SOURCE))
            )
            contents.append(
                Tagged(
                    run=_to_words(reading, (begin, end, worth)),
                    layer=layer,
                    cue=_to_words(reading, cue) if cue else None,
                    source=_to_words(reading, source) if source else None,
                )
            )
    return contents


_Pieces = tuple[int, int, float]


def _hold(runs: Sequence[_Pieces]) -> dict[int, _Pieces]:
    """Return the run that holds each piece."""
    return {place: run for run in runs for place in range(run[0], run[1])}


def _to_words(reading: Reading, run: _Pieces) -> Run:
    return Run(first=int(reading.words[run[0]]), last=int(reading.words[run[1] - 1]) + 1, worth=run[2])


def find_runs(labels: NDArray[np.float32], barriers: NDArray[np.bool_]) -> list[_Pieces]:
    """Return the likeliest runs of one layer as (begin, end, worth): Viterbi over log-probabilities, shape (pieces, 3).

    A run never goes on over a barrier.

    >>> odds = np.log(np.array([[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8]], dtype=np.float32))
    >>> [run[:2] for run in find_runs(odds, np.array([True, False, False]))]
    [(1, 3)]
    """
    if not labels.argmax(axis=1).any():
        return []  # outside is likeliest everywhere, so no run can be likelier
    size = len(labels)
    rows = labels.tolist()
    score = [rows[0][_OUTSIDE], rows[0][_BEGIN], _NEVER]
    back: list[tuple[int, int, int]] = [(0, 0, 0)]
    for here in range(1, size):
        outside, begin, inside = score
        before = 0 if outside >= begin and outside >= inside else (1 if begin >= inside else 2)
        top = score[before]
        held, top_held = (1, begin) if begin >= inside else (2, inside)
        if barriers[here]:
            top_held = _NEVER * size
        row = rows[here]
        score = [top + row[0], top + row[1], top_held + row[2]]
        back.append((before, before, held))
    path = [max(range(3), key=lambda label: score[label])]
    for here in range(size - 1, 0, -1):
        path.append(back[here][path[-1]])
    path.reverse()
    return _collect(path, labels)


def _collect(path: Sequence[int], labels: NDArray[np.float32]) -> list[_Pieces]:
    """Return the runs of a path of labels."""
    outside = labels[:, _OUTSIDE]
    marked = np.log(np.maximum(1 - np.exp(outside), np.float32(1e-6))) - outside
    runs: list[_Pieces] = []
    begin = -1
    for here in range(len(path) + 1):
        label = path[here] if here < len(path) else _OUTSIDE
        if begin >= 0 and label != _INSIDE:
            runs.append((begin, here, float(marked[begin:here].mean())))
            begin = -1
        if label == _BEGIN:
            begin = here
    return runs
