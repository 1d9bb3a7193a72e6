"""Reported speech: direct, mixed and indirect, with its source and cue."""

from __future__ import annotations

from spacy.tokens import Doc

from rashomon.annotate import cues
from rashomon.annotate.phrases import find_phrases
from rashomon.annotate.reported import find_reports
from rashomon.annotate.units import Parsed, Speech, Unit, read_document, words_of
from rashomon.model.ids import make_id
from rashomon.model.records import Article, Quote, QuoteKind
from rashomon.model.spans import Span


def find_quotes(doc: Doc, article: Article) -> tuple[Quote, ...]:
    """Return the reported speech of an article in the order of the text; speakers are not resolved yet."""
    parsed = read_document(doc)
    found: list[Speech] = []
    for unit in parsed.units:
        found += find_reports(parsed, unit)
        found += find_phrases(parsed, unit)
    _join_turns(parsed, found)
    quotes = [_make_quote(parsed, article, speech) for speech in found]
    return tuple(sorted(quotes, key=lambda q: (q.content[0].start, -q.content[-1].end)))


def _join_turns(parsed: Parsed, found: list[Speech]) -> None:
    """Give quoted sentences without a cue to the turn they go on, or make them a quote of their own."""
    taken: list[tuple[int, int]] = sorted(piece for speech in found for piece in speech.content)
    covered = [False] * len(parsed.start)
    for first, last in taken:
        for here in range(first, last):
            covered[here] = True
    by_unit = {speech.unit.first: speech for speech in found if speech.unit.inside < 0}
    turn: Speech | None = None
    broken = False
    previous: Unit | None = None
    for unit in (u for u in parsed.units if u.inside < 0):
        if previous is None or previous.paragraph != unit.paragraph:
            if not broken:
                turn = None
        speech = by_unit.get(unit.first)
        broken = False
        number = parsed.inner[unit.first]
        if speech is not None:
            turn = speech
        elif number >= 0 and not covered[unit.first]:
            first, last = words_of(parsed, parsed.marks[number])
            if last >= unit.last - 1 and _is_sentence(parsed, first, last):
                if turn is not None and _is_direct(parsed, turn):
                    turn.content.append((first, last))
                else:
                    turn = Speech(verb=first, unit=unit, content=[(first, last)])
                    found.append(turn)
                broken = not parsed.marks[number].closed
        else:
            turn = None
        if (
            turn is not None and not parsed.marks[parsed.inner[unit.last - 1]].closed
            if parsed.inner[unit.last - 1] >= 0
            else False
        ):
            broken = True
        previous = unit


def _is_sentence(parsed: Parsed, first: int, last: int) -> bool:
    """Tell whether a quoted passage is a sentence: it begins with a capital and ends with a full stop or the like."""
    text = parsed.text_of(first, last)
    inner = text.strip("\"'“”‘’«»„‚ ")
    return bool(inner) and not inner[0].islower() and (any(c in ".!?…," for c in text[-3:]))


def _is_direct(parsed: Parsed, speech: Speech) -> bool:
    return _kind(parsed, speech) is QuoteKind.DIRECT


def _kind(parsed: Parsed, speech: Speech) -> QuoteKind:
    """Return how much of the content stands in quotation marks."""
    level = speech.unit.inside
    inside = outside = 0
    for first, last in speech.content:
        for here in range(first, last):
            if parsed.lower[here][:1].isalnum():
                if parsed.inner[here] == level:
                    outside += 1
                else:
                    inside += 1
    if not outside:
        return QuoteKind.DIRECT
    return QuoteKind.MIXED if inside else QuoteKind.INDIRECT


def _make_quote(parsed: Parsed, article: Article, speech: Speech) -> Quote:
    """Return a record of one speech."""
    content = tuple(_span(parsed, article, first, last) for first, last in sorted(speech.content))
    return Quote(
        id=make_id("q", article.id, *(edge for span in content for edge in (span.start, span.end))),
        kind=_kind(parsed, speech),
        content=content,
        cue=tuple(_span(parsed, article, first, last) for first, last in speech.cue),
        source=tuple(_span(parsed, article, first, last) for first, last in speech.source),
        denies=parsed.lemma[speech.verb] in cues.DENYING,
    )


def _span(parsed: Parsed, article: Article, first: int, last: int) -> Span:
    return article.span(parsed.start[first], parsed.end[last - 1])
