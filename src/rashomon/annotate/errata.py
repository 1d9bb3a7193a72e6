"""What an outlet says it had told wrongly: "an earlier version of this article wrongly said that"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from rashomon.annotate import cues
from rashomon.annotate.parses import Parse
from rashomon.model.records import Quote

#: The outlet itself, as the source of what it told before.
_ITSELF = re.compile(
    r"(?:we|(?:an|the|our|its) (?:earlier|previous|original|first) (?:version|report|article|story|headline)\b.*"
    r"|(?:this|our) (?:news)?(?:paper|article|report|story|site|programme|bulletin)\b.*)",
    re.IGNORECASE,
)
#: The head of a note under an article, up to what it says was told.
_NOTE = re.compile(
    r"\W*(?:correction|clarification|editor['’]?s note)\b.*"
    r"\b(?:(?:earlier|previous|original|first) (?:version|report|article|story|headline)"
    r"|this (?:article|story|report))\b",
    re.IGNORECASE,
)
#: What follows where it was wrong.
_MENDED = re.compile(
    r"\b(?:in fact|actually|apologi[sz]e|correct(?:ed|ion)|mistaken?"
    r"|(?:is|was|were|are|did|has|had|have) (?:not|wrong|incorrect|untrue|false)|(?:is|was|were|did|has|had)n['’]t)\b",
    re.IGNORECASE,
)


def find_own_errors(parse: Parse, text: str, quotes: Sequence[Quote]) -> frozenset[int]:
    """Return the places of the quotes in which an outlet tells what it had told wrongly.

    It says so itself ("wrongly", "incorrectly"), or the next sentence says that it was not so. What somebody else says
    inside a quote ("We told you that it was open") is none.

    >>> from rashomon.model.records import Article
    >>> from rashomon.pipeline import annotate_article
    >>> text = "On Monday we reported that Ada Orm had died. She was not on board."
    >>> [str(claim.polarity) for claim in annotate_article(Article(id="a1", text=text)).claims]
    ['denied', 'affirmed']
    """
    inside = [span for quote in quotes for span in quote.content]
    return frozenset(
        place
        for place, quote in enumerate(quotes)
        if quote.cue
        and not any(span.start <= quote.cue[0].start < span.end for span in inside)
        and (
            _is_note(text, quote)
            or (_ITSELF.fullmatch(" ".join(span.text for span in quote.source)) and _is_mended(parse, text, quote))
        )
    )


def _is_note(text: str, quote: Quote) -> bool:
    """Tell whether a paragraph is a note of correction: "Correction: An earlier version of this article said"."""
    start = quote.cue[0].start
    return _NOTE.match(text, text.rfind("\n", 0, start) + 1, start) is not None


def _is_mended(parse: Parse, text: str, quote: Quote) -> bool:
    """Tell whether the cue says that it was told wrongly, or the sentence after it that it was not so."""
    cue = parse.reach(quote.cue[0].start, quote.cue[-1].end)
    if not cues.MISTAKENLY.isdisjoint(parse.lower[max(0, cue.start - 1) : cue.stop + 1]):
        return True
    begin, end = (bisect_left(parse.sentences, parse.sentences[cue.start] + step) for step in (1, 2))
    return begin < end and _MENDED.search(text, parse.starts[begin], parse.ends[end - 1]) is not None
