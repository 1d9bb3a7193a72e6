"""On what occasion something was said, as the words beside the cue tell it: at a ceremony, in a post."""

from __future__ import annotations

from bisect import bisect_left

from rashomon.model.annotated import Annotated, Word
from rashomon.model.records import Quote, Record
from rashomon.model.spans import Span

#: Occasions by their nouns. Two of different kinds are two occasions; what goes with any other ("a visit") is left out.
_KINDS: dict[str, str] = {
    noun: kind
    for kind, nouns in {
        "a meeting with the press": "briefing conference presser",
        "a ceremony": "ceremony inauguration signing unveiling funeral vigil",
        "an interview": "interview podcast broadcast",
        "a statement in writing": "statement release communique communiqué",
        "a post": "post tweet",
        "a speech": "speech address rally sermon keynote toast lecture",
        "a hearing": "hearing trial testimony court deposition",
        "a letter": "letter email e-mail memo",
        "a debate": "debate",
    }.items()
    for noun in nouns.split()
}
_LINKS = frozenset({"at", "during", "in", "on", "after", "before"})
#: Words on each side of a cue among which the occasion stands: "said on Tuesday at a crowded press conference".
_REACH = 14
_STOPS = frozenset({".", "!", "?", ";", "“", "”", '"'})


class Occasion(Record, frozen=True, kw_only=True):
    """An occasion as printed, and its kind in plain words."""

    kind: str
    span: Span


def read_occasion(account: Annotated, quote: Quote) -> Occasion | None:
    """Return the occasion on which a quote was said, None where none is told.

    It stands with the cue; else the speaker goes on ("he added that") where the quote before in the paragraph was said.
    """
    own = _read_beside(account, quote)
    if own is not None or quote.speaker is None:
        return own
    begin = account.article.text.rfind("\n", 0, quote.content[0].start) + 1
    before = [
        other
        for other in account.quotes
        if other.speaker == quote.speaker and begin <= other.content[0].start < quote.content[0].start
    ]
    before.sort(key=lambda other: -other.content[0].start)
    return next((found for other in before if (found := _read_beside(account, other)) is not None), None)


def _read_beside(account: Annotated, quote: Quote) -> Occasion | None:
    """Return the occasion that stands with the cue of a quote.

    "After" and "before" something tell when, and not at what, it was said.
    """
    if not quote.cue:
        return None
    starts = [word.start for word in account.words]
    cue = bisect_left(starts, quote.cue[0].start)
    for step in (1, -1):
        here = cue
        while 0 <= here < len(account.words) and abs(here - cue) <= _REACH:
            word = account.words[here]
            if here != cue and (word.text in _STOPS or _is_content(word, quote)):
                break
            kind = _KINDS.get(word.lemma.lower()) if word.pos in {"NOUN", "PROPN"} else None
            link = _find_link(account, here) if kind else None
            if kind and link is not None and not _is_content(account.words[link], quote):
                if account.words[link].text.lower() in {"after", "before"}:
                    break
                last = here
                while last + 1 < len(account.words) and account.words[last + 1].pos in {"NOUN", "PROPN"}:
                    last += 1  # "a signing ceremony"
                first = account.words[link + 1]
                return Occasion(kind=kind, span=account.article.span(first.start, account.words[last].end))
            here += step
    return None


def _is_content(word: Word, quote: Quote) -> bool:
    return any(span.start <= word.start < span.end for span in quote.content)


def _find_link(account: Annotated, noun: int) -> int | None:
    """Return the preposition that ties a noun to the verb of speech, in the words before it."""
    for here in range(noun - 1, max(-1, noun - 7), -1):
        word = account.words[here]
        if word.text.lower() in _LINKS and word.pos in {"ADP", "SCONJ"}:
            return here
        if word.pos in {"VERB", "PUNCT"}:
            return None
    return None
