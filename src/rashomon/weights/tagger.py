"""The tagger of reported speech: a MiniLM that reads words with their grammar, and what rules made of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rashomon.model.records import Record
from rashomon.weights.catalogue import SPEECH, open_weights
from rashomon.weights.sessions import load_pieces, open_session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]

#: What is marked, each in a layer of its own: content, content inside content, sources, cues.
LAYERS = ("content", "inner", "source", "cue")
#: Labels of a layer: outside, begin, inside.
LABELS = 3
#: Word pieces read at once; a paragraph that is longer is cut at a sentence, else at a word.
WINDOW = 254
#: A window is cut short at the end of a paragraph or sentence only if this part of it is filled.
LEAST = 3
BEGIN, END = 101, 102
#: Of the runtime's rewritings of the graph, the one that costs time: a sum and a layer norm in one step take five times
#: as long as two steps (2.7 ms against .5 of a window).
SLOWER = ["SkipLayerNormFusion"]
_TAG_NAMES = """
    $ '' , -LRB- -RRB- . : ADD AFX CC CD DT EX FW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS PDT POS PRP PRP$ RB RBR
    RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX ``
    """
_ARC_NAMES = """
    ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass dative
    dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss preconj
    predet prep prt punct quantmod relcl xcomp
    """
#: Tags and arcs of the parser by number, from 1; the order belongs to the weights.
TAGS = tuple(_TAG_NAMES.split())
ARCS = tuple(_ARC_NAMES.split())
_TAGS = {tag: number for number, tag in enumerate(TAGS, 1)}
_ARCS = {arc: number for number, arc in enumerate(ARCS, 1)}
#: Values of each column of features: tag, arc, depth in quotation marks, start of a sentence, and the four layers of
#: what rules found.
SIZES = (len(TAGS) + 1, len(ARCS) + 1, 3, 2, LABELS, LABELS, LABELS, LABELS)


class Text(Record, frozen=True, kw_only=True):
    """A parsed text as the tagger takes it: one item a word in each tuple, offsets in code points.

    ``found`` has the label (0 outside, 1 begin, 2 inside) of each word in each of the :data:`LAYERS`, as rules see it.
    """

    text: str
    start: tuple[int, ...]
    tag: tuple[str, ...]
    arc: tuple[str, ...]
    depth: tuple[int, ...]
    opens: tuple[bool, ...]
    paragraph: tuple[int, ...]
    found: tuple[tuple[int, ...], ...]


class Window(Record, frozen=True, kw_only=True):
    """A part of a text: ids of the word pieces, the word of each, and features of shape (pieces, 8)."""

    ids: Whole
    words: Whole
    features: Whole


class Reading(Record, frozen=True, kw_only=True):
    """What the tagger says of one window.

    ``words``: the word of each piece. ``labels``: log-probabilities, shape (pieces, layers, labels). ``links``: for
    each piece as the first of some content, the piece where its cue (0) and its source (1) begin, -1 for none, shape
    (2, pieces).
    """

    words: Whole
    labels: Floats
    links: Whole


def cut_windows(text: Text, tokenizer: Tokenizer, first: int = WINDOW) -> list[Window]:
    """Return the windows of a text in order, the first of at most ``first`` pieces; they hold each piece once."""
    encoded = tokenizer.encode(text.text, add_special_tokens=False)
    ids = np.array(encoded.ids, dtype=np.int64)
    places = np.array(encoded.offsets, dtype=np.int64).reshape(-1, 2)
    kept = places[:, 1] > places[:, 0]
    ids, places = ids[kept], places[kept]
    if not len(ids) or not text.start:
        return []
    words = np.clip(np.searchsorted(np.array(text.start), places[:, 0], side="right") - 1, 0, None)
    columns = np.array(
        [
            [_TAGS.get(tag, 0) for tag in text.tag],
            [_ARCS.get(arc, 0) for arc in text.arc],
            [min(depth, 2) for depth in text.depth],
            text.opens,
            *text.found,
        ],
        dtype=np.int64,
    ).T
    features = columns[words]
    whole = np.r_[True, words[1:] != words[:-1]]
    paragraphs = np.array(text.paragraph)[words]
    starts = (
        whole & np.r_[True, paragraphs[1:] != paragraphs[:-1]],
        whole & np.array(text.opens, dtype=bool)[words],
        whole,
    )
    windows = []
    begin = 0
    while begin < len(ids):
        end = _find_end(begin, starts, len(ids), WINDOW if begin else first)
        part = slice(begin, end)
        windows.append(Window(ids=ids[part], words=words[part], features=features[part]))
        begin = end
    return windows


def _find_end(begin: int, starts: Sequence[NDArray[np.bool_]], size: int, most: int) -> int:
    """Return where a window ends: before the last paragraph, sentence or word that begins in it."""
    end = min(size, begin + most)
    if end == size:
        return size
    for candidates in starts:
        places = np.nonzero(candidates[begin + 1 : end + 1])[0]
        if len(places) and places[-1] + 1 >= most // LEAST:
            return begin + 1 + int(places[-1])
    return end


class SpeechTagger:
    """Tells content, cue and source of reported speech, piece by piece; one window is one run of the model."""

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer) -> None:
        self._session = session
        self._tokenizer = tokenizer

    def read(self, text: Text, first: int = WINDOW) -> list[Reading]:
        """Return what the model says of each window of a text, in order; for ``first`` see :func:`cut_windows`."""
        return [self.read_window(window) for window in cut_windows(text, self._tokenizer, first)]

    def read_window(self, window: Window) -> Reading:
        """Return what the model says of one window."""
        ids = np.concatenate(([BEGIN], window.ids, [END]))[None]
        features = np.pad(window.features, ((1, 1), (0, 0)))[None]
        labels, links = self._session.run(None, {"ids": ids, "features": features})
        scores = np.asarray(labels, dtype=np.float32)[0, 1:-1].reshape(len(window.ids), len(LAYERS), LABELS)
        scores = scores - scores.max(axis=2, keepdims=True)
        scores = scores - np.log(np.exp(scores).sum(axis=2, keepdims=True))
        # place 0 is the mark of begin and stands for "none", as in training
        best = np.asarray(links)[0, :, 1:-1, :-1].argmax(axis=2) - 1
        return Reading(words=window.words, labels=scores, links=best.astype(np.int64))


@cache
def load_tagger() -> SpeechTagger:
    """Load the shipped tagger, once a process.

    Raises:
        WeightsError: the model file is missing or is not the one measured.

    """
    return open_tagger(open_weights(SPEECH, "model.onnx"))


def open_tagger(model: bytes) -> SpeechTagger:
    """Return a tagger from the bytes of its model, on one thread: what it finds must not depend on the cores."""
    return SpeechTagger(open_session(model, without=SLOWER), load_pieces())
