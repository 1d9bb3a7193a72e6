"""Reported speech: direct, mixed and indirect, with its source and cue."""

from __future__ import annotations

from spacy.tokens import Doc

from rashomon.annotate import cues
from rashomon.annotate.additions import add_speech
from rashomon.annotate.denials import find_denials
from rashomon.annotate.extents import find_colon
from rashomon.annotate.phrases import find_phrases
from rashomon.annotate.reported import find_reports
from rashomon.annotate.tagged import mark_speech
from rashomon.annotate.turns import join_turns
from rashomon.annotate.units import Parsed, Speech, read_document, snap
from rashomon.annotate.verbs import FINITE
from rashomon.model.ids import make_id
from rashomon.model.records import Article, Quote, QuoteKind
from rashomon.model.spans import Span
from rashomon.weights.tagger import SpeechTagger

#: Words in marks that an outlet takes up from somebody, and plain words around them that make the sentence its own:
#: what a speaker goes on to say is seldom printed with so few of his words. No quote of the packs is lost by it.
_SCARE, _PLAIN = 2, 8


def find_quotes(doc: Doc, article: Article, tagger: SpeechTagger | None = None) -> tuple[Quote, ...]:
    """Return the reported speech of an article in the order of the text; speakers are not resolved yet.

    Rules find it; a tagger, where one is given, adds what they miss and mends where speech begins and ends.

    >>> from rashomon.weights.parsers import load_parser
    >>> article = Article(id="a1", text="Lena Orth said the mill was closed.")
    >>> find_quotes(load_parser()(article.text), article)[0].content[0].text
    'the mill was closed'
    """
    parsed = read_document(doc)
    found = find_speech(parsed)
    if tagger is not None:
        found = add_speech(parsed, found, mark_speech(parsed, found, tagger))
    found = [speech for speech in found if not _is_own_sentence(parsed, speech)]
    found.sort(key=lambda speech: (speech.content[0][0], -speech.content[-1][1], speech.verb))
    denials = find_denials(parsed, found)
    quotes: dict[str, Quote] = {}
    for place, speech in enumerate(found):
        quote = _make_quote(parsed, article, speech, denies=place in denials)
        quotes.setdefault(quote.id, quote)
    return tuple(quotes.values())


def find_speech(parsed: Parsed) -> list[Speech]:
    """Return the reported speech that rules find: by cue verbs, phrases and nouns, and what goes on without a cue.

    >>> from rashomon.weights.parsers import load_parser
    >>> parsed = read_document(load_parser()("Lena Orth said the mill was closed."))
    >>> [parsed.text_of(*speech.cue[0]) for speech in find_speech(parsed)]
    ['said']
    """
    found: list[Speech] = []
    for unit in parsed.units:
        verbs = find_reports(parsed, unit)
        starts = {first for speech in verbs for first, _ in speech.content}
        nouns = [s for s in find_phrases(parsed, unit) if not (s.noun and s.content[0][0] in starts)]
        found += [s for s in verbs + nouns if unit.inside < 0 or _is_plain_nested(parsed, s)]
    for speech in tuple(found):
        _split_at_colon(parsed, speech, found)
    join_turns(parsed, found)
    for speech in found:
        speech.content = [snap(parsed, speech.unit.inside, piece) for piece in sorted(speech.content)]
        speech.source = [(first, last) for first, last in speech.source if first < last]
    return [speech for speech in found if _is_worded(parsed, speech)]


def _is_own_sentence(parsed: Parsed, speech: Speech) -> bool:
    """Tell whether speech with neither cue nor source is a sentence of the outlet with a word or two in marks.

    'Rubio said it would be "studied". The only thing that could be "studied" is ...'
    """
    if speech.cue or speech.source or speech.transcript:
        return False
    runs, plain, last = [0], 0, False
    for first, end in speech.content:
        for here in range(first, end):
            if not parsed.lower[here][:1].isalnum():
                continue
            marked = parsed.inner[here] != speech.unit.inside
            if marked:
                if not last:
                    runs.append(0)
                runs[-1] += 1
            plain += not marked
            last = marked
    return len(runs) > 1 and max(runs) <= _SCARE and plain >= _PLAIN


def _is_plain_nested(parsed: Parsed, speech: Speech) -> bool:
    """Tell whether speech inside quoted speech is plainly reported: with a source, and words or a clause of its own."""
    if speech.noun or not speech.source or not speech.content or speech.passive or speech.thing:
        return False
    first, last = speech.content[0]
    if parsed.lemma[speech.verb] not in cues.CLAUSAL | cues.MANNER | cues.ASKING:
        return False
    marked = any(parsed.inner[k] != speech.unit.inside for k in range(first, last))
    return marked or (parsed.tag[first] != "TO" and any(parsed.tag[k] in FINITE for k in range(first, last)))


def _split_at_colon(parsed: Parsed, speech: Speech, found: list[Speech]) -> None:
    """Make a quote of its own of a sentence in marks after a clause and a colon: 'said it was out: "We have won".'."""
    colon = find_colon(parsed, speech)
    if colon is None:
        return
    place = speech.content.index(max(speech.content))
    first, last = speech.content[place]
    speech.content[place] = (first, colon)
    found.append(
        Speech(verb=colon, unit=speech.unit, content=[(colon + 1, last)], source=speech.source, group=(colon, last))
    )


def _is_worded(parsed: Parsed, speech: Speech) -> bool:
    """Tell whether content has a letter or digit."""
    return any(c.isalnum() for first, last in speech.content for c in parsed.text_of(first, last))


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


def _make_quote(parsed: Parsed, article: Article, speech: Speech, *, denies: bool) -> Quote:
    """Return a record of one speech."""
    content = tuple(_span(parsed, article, first, last) for first, last in sorted(speech.content))
    return Quote(
        id=make_id("q", article.id, *(edge for span in content for edge in (span.start, span.end))),
        kind=_kind(parsed, speech),
        content=content,
        cue=tuple(_span(parsed, article, first, last) for first, last in speech.cue),
        source=tuple(_span(parsed, article, first, last) for first, last in speech.source),
        denies=denies,
    )


def _span(parsed: Parsed, article: Article, first: int, last: int) -> Span:
    return article.span(parsed.start[first], parsed.end[last - 1])
