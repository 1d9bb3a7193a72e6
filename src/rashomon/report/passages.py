"""Passages as the report shows them: in their sentence, with the exact words marked, and with who tells them how."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.model.records import Claim, Quote, Record, Voice
from rashomon.model.spans import Span
from rashomon.report.diffs import share_words
from rashomon.report.indexes import Account, Index
from rashomon.report.phrases import clip_text, say_stance

#: Characters of context shown before and after a passage: two lines of a column.
CONTEXT = 200
#: A passage longer than this is shown by its beginning and end; the whole stands in the articles in full.
LONGEST = 900
#: Passages shorter than this say too little to be taken for the same telling wherever they stand: their sentences
#: must be alike too.
SHORT = 40
_ALIKE = 0.75

_FIRST = re.compile(r"\S")


class Piece(Record, frozen=True, kw_only=True):
    """A part of a marked passage; strong where it is what the sides differ in."""

    text: str
    strong: bool = False


class Stretch(Record, frozen=True, kw_only=True):
    """A stretch of a sentence: the passage itself, marked, or the words between two passages."""

    pieces: tuple[Piece, ...]
    marked: bool = True


class Passage(Record, frozen=True, kw_only=True):
    """One or several passages of a sentence between the words around them, and the anchor of their place."""

    href: str | None
    before: str
    stretches: tuple[Stretch, ...]
    after: str

    @property
    def words(self) -> str:
        """The passages and what stands between them, as plain text."""
        return "".join(piece.text for stretch in self.stretches for piece in stretch.pieces)


class Teller(Record, frozen=True, kw_only=True):
    """Who tells a passage, and in whose voice."""

    account: Account | None
    name: str
    when: str
    href: str | None
    voice: str


class Told(Record, frozen=True, kw_only=True):
    """A passage with everybody who prints it in the same words."""

    passage: Passage
    tellers: tuple[Teller, ...]


#: A span and the stretches of its article to mark inside it.
Marked = tuple[Span, Sequence[tuple[int, int]]]


def show_passage(index: Index, marked: Sequence[Marked]) -> Passage:
    """Return spans of one sentence in that sentence; the spans are in order and do not overlap."""
    first, last = marked[0][0], marked[-1][0]
    if not index.stands(first) or not index.stands(last):
        pieces = (Stretch(pieces=_cut_pieces(span, strong)) for span, strong in marked)
        return Passage(href=None, before="", stretches=tuple(pieces), after="")
    text = index.articles[first.article].text
    start, end = index.sentence(first)
    end = max(end, index.sentence(last)[1])
    before, after = text[start : first.start], text[last.end : end].rstrip()
    if len(before) > CONTEXT:
        before = "…" + _after_space(before[-CONTEXT:])
    if len(after) > CONTEXT:
        after = (" " if after[0].isspace() else "") + clip_text(after, CONTEXT)
    stretches: list[Stretch] = []
    at = first.start
    for span, strong in marked:
        if span.start > at:
            stretches.append(Stretch(pieces=(Piece(text=text[at : span.start]),), marked=False))
        stretches.append(Stretch(pieces=_cut_pieces(span, strong)))
        at = span.end
    return Passage(href=index.place(first), before=before.lstrip(), stretches=tuple(stretches), after=after)


def _after_space(text: str) -> str:
    space = text.find(" ", 0, 40)
    return text[space + 1 :]


def _cut_pieces(span: Span, strong: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """Return a span as plain and strong pieces, its middle left out where it is very long."""
    if len(span.text) > LONGEST:
        return (Piece(text=f"{span.text[: LONGEST // 2].rstrip()} […] {span.text[-LONGEST // 4 :].lstrip()}"),)
    pieces: list[Piece] = []
    at = span.start
    for start, end in sorted(strong):
        start, end = max(start, at), min(end, span.end)  # noqa: PLW2901 - clipped to what is left of the span
        if start >= end:
            continue
        if start > at:
            pieces.append(Piece(text=span.text[at - span.start : start - span.start]))
        pieces.append(Piece(text=span.text[start - span.start : end - span.start], strong=True))
        at = end
    if at < span.end:
        pieces.append(Piece(text=span.text[at - span.start :]))
    if len(pieces) == 1:
        # A passage that differs as a whole needs no second mark.
        return (Piece(text=span.text),)
    return tuple(pieces)


def say_voice(index: Index, claim: Claim | None, quote: Quote | None) -> str:
    """Return in whose voice something is told: "in its own words", "quoting Ada Lund"."""
    if claim is None and quote is None:
        return "in its own words"
    if claim is not None and claim.voice is Voice.OUTLET:
        words = "in its own words"
    else:
        speaker = index.name(claim.source) if claim is not None else ""
        if not speaker and quote is not None:
            speaker = index.name(quote.speaker) or (clip_text(quote.source[0].text, 60) if quote.source else "")
        words = f"quoting {speaker}" if speaker else "quoting somebody it does not name"
    stance = say_stance(claim) if claim is not None else ""
    return f"{words}, {stance}" if stance else words


def tell_span(index: Index, span: Span, claims: Sequence[Claim]) -> Teller:
    """Return who prints a span, in the voice of the claim among ``claims`` that it belongs to."""
    near = [claim for claim in claims if any(part.article == span.article for part in claim.passage)]
    near.sort(key=lambda claim: not any(part.overlaps(span) for part in claim.passage))
    claim = near[0] if near else None
    quote = index.quotes.get(claim.quote or "") if claim else _quote_around(index, span)
    return make_teller(index, span, say_voice(index, claim, quote))


def make_teller(index: Index, span: Span, voice: str) -> Teller:
    """Return who prints a span: the short name where a time tells two of one outlet apart, else the full one."""
    account = index.account(span.article)
    if account is None:
        name, when = "an account that is not in this ledger", ""
    else:
        name, when = (account.short if "T" in account.stamp else account.label), account.brief
    return Teller(account=account, name=name, when=when, href=index.place(span), voice=voice)


def _quote_around(index: Index, span: Span) -> Quote | None:
    """Return the narrowest quote whose content holds a span."""
    found = [
        (part.end - part.start, number, quote)
        for number, quote in enumerate(index.quotes_in.get(span.article, ()))
        for part in quote.content
        if part.overlaps(span)
    ]
    return min(found, key=lambda item: item[:2])[2] if found else None


def gather_told(
    index: Index,
    spans: Sequence[Span],
    claims: Sequence[Claim],
    strong: Sequence[Sequence[tuple[int, int]]] = (),
) -> tuple[Told, ...]:
    """Return spans in order of publication, those in the same words told once with all their tellers."""
    marks = list(strong) or [()] * len(spans)
    groups: list[tuple[str, str, list[list[Marked]]]] = []
    for bundle in _bundle_spans(index, list(zip(spans, marks, strict=True))):
        words = " ".join(" … ".join(span.text for span, _ in bundle).casefold().split())
        around = _read_around(index, bundle[0][0])
        for known, sentence, members in groups:
            if known == words and (len(words) >= SHORT or share_words(sentence, around) >= _ALIKE):
                members.append(bundle)
                break
        else:
            groups.append((words, around, [bundle]))
    return tuple(
        Told(
            passage=show_passage(index, members[0]),
            tellers=_tell_members(index, [bundle[0][0] for bundle in members], claims),
        )
        for _, _, members in groups
    )


def _bundle_spans(index: Index, marked: Sequence[Marked]) -> list[list[Marked]]:
    """Return spans in order of publication, those of one sentence together."""
    bundles: list[list[Marked]] = []
    for span, strong in sorted(marked, key=lambda item: (index.rank(item[0].article), item[0].start, item[0].end)):
        last = bundles[-1][-1][0] if bundles else None
        if (
            last is not None
            and last.article == span.article
            and span.start >= last.end
            and index.stands(span)
            and index.stands(last)
            and index.sentence(span) == index.sentence(last)
        ):
            bundles[-1].append((span, strong))
        else:
            bundles.append([(span, strong)])
    return bundles


def _tell_members(index: Index, spans: Sequence[Span], claims: Sequence[Claim]) -> tuple[Teller, ...]:
    tellers: dict[tuple[str, str, str], Teller] = {}
    for span in spans:
        teller = tell_span(index, span, claims)
        tellers.setdefault((teller.name, teller.when, teller.voice), teller)
    return tuple(tellers.values())


def _read_around(index: Index, span: Span) -> str:
    """Return the sentence around a span, or the span where it is not at its place."""
    if not index.stands(span):
        return span.text
    start, end = index.sentence(span)
    return index.articles[span.article].text[start : min(end, start + 600)]
