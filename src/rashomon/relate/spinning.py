"""Text that is likely another's in other words, where the other is not among the accounts: the signs, each in place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from rashomon.annotate.marks import pair_marks
from rashomon.model.annotated import Annotated
from rashomon.model.records import Lineage, QuoteKind, Record, Relation, Rewritten, Sign, SignKind
from rashomon.relate.marks import find_marked
from rashomon.relate.outlets import Outlet, read_outlets

#: "Our jails" in reported speech without marks: whoever turned a quotation into his own words forgot these.
_OURS = re.compile(r"\b(we|us|our|ours|ourselves|my|mine|me)\b", re.IGNORECASE)
#: "(ABC)" at the end of a sentence, as an agency signs.
_SIGNED = re.compile(r"\((?P<name>[A-Z]{2,5})\)(?=[.\s]*(\n|$))")
#: "The Northern Press's Ada Lund" or "By Ada Lund, Northern News Agency" on a line of its own.
_OWNED = re.compile(
    r"\b(?:[A-Z][\w.&-]*\s){1,3}?(?:Press|Wire|Newswire|News Agency|News Service|Press Agency)(?:['’]s\b|\b)"
    r"(?=[^.\n]{0,60}$)",
    re.MULTILINE,
)
#: Words that stand for plainer ones where words are exchanged one by one: news says "said", "use", "about", "help".
_STIFF = frozenset(
    """stated utilise utilised utilising utilize utilized utilizing commence commenced commences persons reside
    resides resided residing sufficient numerous approximately regarding endeavour endeavor terminate terminated
    demonstrate demonstrated subsequently whilst amongst aforementioned penned opined averred articulated
    informed annually purchase purchased possess possesses possessed acquire acquired donned consume consumed
    functionary individuals additionally furthermore moreover nevertheless henceforth therein thereof ascertain
    ascertained facilitate facilitated inquired remarked uttered endure deceased""".split()  # noqa: SIM905
)


class SpinningSettings(Record, frozen=True, kw_only=True):
    """When signs are enough."""

    #: Share of stiff words: reached in three of the ten texts of the open set and the packs whose words were exchanged
    #: one by one, and in none of the 98 others. A sign that fails to show says nothing.
    stiff: float = 0.012
    least: int = 4
    #: Kinds of signs that make a text likely rewritten: each has innocent causes.
    kinds: int = 2
    #: Stiff words that are shown.
    shown: int = 8


SETTINGS = SpinningSettings()


def find_rewritten(
    accounts: Sequence[Annotated], lineage: Sequence[Lineage], settings: SpinningSettings = SETTINGS
) -> tuple[Rewritten, ...]:
    """Return the accounts that are likely rewritten text, with the signs; those made from another account are not."""
    derived = (Relation.COPY, Relation.REWRITE)
    seen = {key for line in lineage if line.relation in derived for key in (line.a, line.b)}
    outlets = read_outlets(accounts)
    found = []
    for account in accounts:
        if account.article.id in seen:
            continue
        signs = sorted(read_signs(account, outlets[account.article.id], settings), key=lambda sign: sign.span)
        if len({sign.kind for sign in signs}) >= settings.kinds:
            found.append(Rewritten(article=account.article.id, signs=tuple(signs)))
    return tuple(found)


def read_signs(account: Annotated, outlet: Outlet, settings: SpinningSettings = SETTINGS) -> Iterator[Sign]:
    """Yield the signs in one account."""
    yield from _read_left_over(account)
    yield from _read_credits(account, outlet)
    yield from _read_open_marks(account)
    marked = find_marked(account.article.text)
    words = [word for word in account.words if word.text.isalpha()]
    stiff = [
        word
        for word in words
        if word.text.casefold() in _STIFF and not any(start <= word.start < end for start, end in marked)
    ]
    if len(stiff) >= max(settings.least, settings.stiff * len(words)):
        first = {word: next(some) for word, some in groupby(stiff, key=lambda word: word.text.casefold())}
        for word in sorted(first.values(), key=lambda word: word.start)[: settings.shown]:
            yield Sign(kind=SignKind.STIFF, span=account.article.span(word.start, word.end))


def _read_left_over(account: Annotated) -> Iterator[Sign]:
    """Yield words of a speaker about himself that stand outside quotation marks."""
    text, marked = account.article.text, find_marked(account.article.text)
    seen: set[int] = set()
    for quote in account.quotes:
        if quote.kind is QuoteKind.DIRECT or not quote.source:
            continue
        if any(_OURS.search(span.text) for span in quote.source):
            continue  # "we were told that": the newsroom speaks of itself
        for span in quote.content:
            for match in _OURS.finditer(text, span.start, span.end):
                inside = any(start <= match.start() < end for start, end in marked)
                if not inside and match.start() not in seen and match.group() != "US":
                    seen.add(match.start())
                    yield Sign(kind=SignKind.LEFT_OVER, span=account.article.span(match.start(), match.end()))


def _read_credits(account: Annotated, outlet: Outlet) -> Iterator[Sign]:
    """Yield where a text that is not an agency's own is signed by one."""
    text = account.article.text
    for pattern in (_SIGNED, _OWNED):
        for match in pattern.finditer(text):
            line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            known = match.group().strip("()") in outlet.names or outlet.agency
            if not known and (pattern is _SIGNED or len(line.split()) <= 4):
                yield Sign(kind=SignKind.CREDIT, span=account.article.span(match.start(), match.end()))


def _read_open_marks(account: Annotated) -> Iterator[Sign]:
    """Yield quotation marks that are opened and never closed, each to the end of its line."""
    text = account.article.text
    for marked in pair_marks(text):
        if not marked.closed and marked.depth == 0:
            end = text.find("\n", marked.start)
            end = len(text) if end < 0 else end
            if text[marked.start : end].strip():
                yield Sign(kind=SignKind.OPEN_MARK, span=account.article.span(marked.start, end))
