"""Whose words each word of a text is: the outlet's own, or the content of one quote, and the words that report it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rashomon.annotate import cues
from rashomon.annotate.errata import find_own_errors
from rashomon.annotate.lexicons import load_lexicon
from rashomon.annotate.parses import SUBJECTS, VERBS, Parse
from rashomon.model.records import Quote, QuoteKind
from rashomon.model.spans import Span

#: The number of the zone that is the outlet's own words.
OUTSIDE = -1
#: Words before a noun of speech within which it is taken "back".
_BACK = 4
_POINTING = (["that"], ["this"], ["it"])
_BREAKS = ([":"], [";"], ["-"], ["–"], ["—"])


@dataclass
class Zones:
    """The zones of a text, by token; a quote goes by its place among the quotes.

    ``numbers`` is for each token the innermost quote whose content holds it, where that content states something by
    itself; ``folded`` are the tokens of content that does not, ``cue_of`` those of words that report, ``source_tokens``
    those that name who speaks. ``cue_words`` are the base forms of the words that report each quote. ``runs`` numbers
    the unbroken stretches of one zone and one part of a quote's content; a passage never leaves one.
    """

    numbers: list[int]
    runs: list[int]
    cue_of: dict[int, int] = field(default_factory=dict)
    folded: dict[int, int] = field(default_factory=dict)
    source_tokens: set[int] = field(default_factory=set)
    cue_words: dict[int, frozenset[str]] = field(default_factory=dict)


def lay_zones(parse: Parse, text: str, quotes: Sequence[Quote]) -> Zones:
    """Return the zones of a text; inner quotes come before those that hold them."""
    zones = Zones(numbers=[OUTSIDE] * len(parse), runs=[0] * len(parse))
    own_errors = find_own_errors(parse, text, quotes)
    widths = [sum(s.end - s.start for s in quote.content) for quote in quotes]
    for n in sorted(range(len(quotes)), key=lambda n: -widths[n]):
        quote = quotes[n]
        cue = _reach(parse, quote.cue)
        if _is_ruled_out(parse, quote, cue):
            continue
        zones.cue_of.update(dict.fromkeys(cue, n))
        zones.cue_words[n] = _read_cue(parse, quote, cue, own_error=n in own_errors)
        zones.source_tokens.update(_reach(parse, quote.source))
        content = _reach(parse, quote.content)
        if _is_clausal(parse, quote, content):
            for i in content:
                zones.numbers[i] = n
        else:
            zones.folded.update(dict.fromkeys(content, n))
    _count_runs(parse, quotes, zones)
    return zones


def _reach(parse: Parse, spans: Sequence[Span]) -> list[int]:
    return [i for span in spans for i in parse.reach(span.start, span.end)]


def _is_ruled_out(parse: Parse, quote: Quote, cue: Sequence[int]) -> bool:
    """Tell whether it is said that something cannot be or was not said: "they cannot say that it did not exist"."""
    negated = any(parse.leaves_unsaid(i) for i in cue)
    return negated and quote.kind is QuoteKind.INDIRECT and not quote.denies


def _read_cue(parse: Parse, quote: Quote, cue: Sequence[int], *, own_error: bool) -> frozenset[str]:
    """Return the base forms of the words that report, with "deny" where what is reported is taken back."""
    # "denied a report that ...": the verb above a noun that reports counts too.
    above = [parse.heads[i] for i in cue if parse.pos[i] == "NOUN"]
    lemmas = frozenset(parse.lemmas[i] for i in (*cue, *above))
    # "withdrew the report that", "took back the claim that"
    back = quote.denies and above and "back" in parse.lower[max(0, cue[0] - _BACK) : cue[0]]
    if back or (quote.denies and lemmas & cues.WITHDRAWING) or own_error:
        return lemmas | {"deny"}
    if quote.denies and _answers(parse, quote, cue):
        return lemmas - load_lexicon("claims")["denial verbs"]
    return lemmas


def _answers(parse: Parse, quote: Quote, cue: Sequence[int]) -> bool:
    """Tell whether a quote is said against what stands before it: "he disputed that: the duct was cracked"."""
    first = min((i for i in _reach(parse, quote.content) if parse.texts[i][0].isalnum()), default=0)
    between = parse.lower[cue[-1] + 1 : first] if cue and cue[-1] < first else []
    return between[:1] in _POINTING and between[1:] in _BREAKS


def _is_clausal(parse: Parse, quote: Quote, content: Sequence[int]) -> bool:
    """Tell whether some content holds a verb together with its subject, so that it states something by itself."""
    members = set(content)
    direct = quote.kind is QuoteKind.DIRECT
    for i in content:
        inside = parse.heads[i] in members
        if parse.deps[i] in SUBJECTS and inside and parse.tags[parse.heads[i]] in VERBS:
            return True
        if direct and parse.finite[i]:
            return True
        # A subject that the parser hung on the cue: "says [buoy 14 was never meant for the night]".
        if parse.finite[i] and parse.tags[i] in VERBS and not inside and i > content[0]:
            return True
    return False


def _count_runs(parse: Parse, quotes: Sequence[Quote], zones: Zones) -> None:
    """Number the runs."""
    clausal = set(zones.numbers)
    borders = {span.start for n, quote in enumerate(quotes) if n in clausal for span in quote.content}
    for i in range(1, len(parse)):
        fresh = zones.numbers[i] != zones.numbers[i - 1] or parse.starts[i] in borders
        zones.runs[i] = zones.runs[i - 1] + fresh
