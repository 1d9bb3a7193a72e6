"""Reported speech: direct, mixed and indirect, with its source and cue."""

from __future__ import annotations

from spacy.tokens import Doc

from rashomon.annotate import cues
from rashomon.annotate.phrases import find_phrases
from rashomon.annotate.reported import find_reports
from rashomon.annotate.turns import join_turns
from rashomon.annotate.units import Parsed, Speech, read_document
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
    join_turns(parsed, found)
    quotes = [_make_quote(parsed, article, speech) for speech in found]
    return tuple(sorted(quotes, key=lambda q: (q.content[0].start, -q.content[-1].end)))


def _kind(parsed: Parsed, speech: Speech) -> QuoteKind:
    """Return how much of the content stands in quotation marks."""
    if speech.transcript:
        return QuoteKind.DIRECT
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
