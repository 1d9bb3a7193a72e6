"""Who goes on speaking where a quote names nobody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rashomon.annotate.casts import Cast, cover
from rashomon.annotate.figures import Figure
from rashomon.annotate.roles import SPEECH_VERBS, read_words
from rashomon.model.records import EntityKind, Quote, QuoteKind, Record

#: Words up from a quote to the verb that governs it: "denied a newspaper report that ..." has two.
_CHAIN = 3
_BE = read_words("be was were is are been being am")


class ContinuationSettings(Record, frozen=True, kw_only=True):
    """How far a speaker is carried on.

    ``paragraphs``: speech without marks goes on in the next paragraphs at most this far; ``around``: quotes looked at
    to tell whether one lies in another; ``dialogue``: paragraphs of a dialogue in which two take turns.
    """

    paragraphs: int = 2
    around: int = 8
    dialogue: int = 3


SETTINGS = ContinuationSettings()


class Said(NamedTuple):
    """A quote read before, with its speaker; tokens of its content."""

    start: int
    end: int
    quote: Quote
    figure: Figure | None


def continue_speech(cast: Cast, said: Sequence[Said], quote: Quote, start: int) -> Figure | None:
    """Return who goes on speaking in a quote without a source, None where that is not safe to say.

    A cue without a subject ("was asked whether") starts no turn of the speaker before.
    """
    if start >= len(cast.doc) or (quote.cue and is_passive(cast, quote)):
        return None
    subject = (find_subject(cast, quote) if quote.cue else None) or find_governor(cast, quote)
    if subject is not None:
        return subject
    before = [one for one in said[-SETTINGS.around :] if one.end <= start and not _is_inside(one, said)]
    paragraph = cast.paragraph[start]
    if before and cast.paragraph[before[-1].start] == paragraph:
        return before[-1].figure
    if quote.kind is QuoteKind.DIRECT:
        return _take_turn(cast, before, start)
    if before and paragraph - cast.paragraph[before[-1].start] <= SETTINGS.paragraphs:
        return before[-1].figure
    return None


def _is_inside(one: Said, said: Sequence[Said]) -> bool:
    """Tell whether a quote lies in another: "she said he had asked why" goes on with her."""
    return any(
        other is not one and other.start <= one.start and one.end <= other.end for other in said[-SETTINGS.around :]
    )


def _take_turn(cast: Cast, before: Sequence[Said], start: int) -> Figure | None:
    """Return who speaks in a paragraph that opens with quoted words: the one it names first, or the other of two."""
    paragraph = cast.paragraph[start]
    for i in range(start - 1, -1, -1):
        if cast.paragraph[i] != paragraph:
            break
        figure = cast.at.get(i)
        if figure is not None and not cast.quoted[i] and figure.resolve().kind is EntityKind.PERSON:
            return figure.resolve()
    turns = [one for one in before if paragraph - cast.paragraph[one.start] <= SETTINGS.dialogue]
    turns = [one for one in turns if one.quote.kind is QuoteKind.DIRECT]
    if len(turns) > 1 and turns[-1].figure is not turns[-2].figure:
        return turns[-2].figure
    return None


def find_subject(cast: Cast, quote: Quote) -> Figure | None:
    """Return the subject of the verb that introduces a quote."""
    first, last = cover(cast.doc, quote.cue[0])
    for i in range(first, last):
        for child in cast.doc[i].children:
            if child.dep_ == "nsubj" and child.i in cast.at:
                return cast.at[child.i]
    return None


def find_governor(cast: Cast, quote: Quote) -> Figure | None:
    """Return the subject of the verb of speech that governs a quote's words: "Orth denied a report that it burned"."""
    first, last = cover(cast.doc, quote.content[0])
    token = cast.doc[first:last].root
    for _ in range(_CHAIN):
        token = token.head
        if first <= token.i < last or token.lemma_.casefold() not in SPEECH_VERBS or token.pos_ != "VERB":
            continue
        for child in token.children:
            if child.dep_ == "nsubj" and not first <= child.i < last and child.i in cast.at:
                return cast.at[child.i]
    return None


def is_passive(cast: Cast, quote: Quote) -> bool:
    """Tell whether a cue is no act of its subject: "was told that", "asked whether ..., she shrugged"."""
    first, last = cover(cast.doc, quote.cue[0])
    tokens = [cast.doc[i] for i in range(first, last)]
    if any(t.lower_ in _BE or any(c.dep_ == "auxpass" for c in t.children) for t in tokens):
        return True
    return any(t.lower_ == "asked" and not any(c.dep_ == "nsubj" for c in t.children) for t in tokens)
