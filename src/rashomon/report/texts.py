"""The articles in full, every passage of the ledger marked in place and linked back to its lines."""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from markupsafe import Markup

from rashomon.model.records import Record, Wording
from rashomon.model.spans import Span
from rashomon.report.conflicts import spans_of_side
from rashomon.report.indexes import Account, Index
from rashomon.report.lineages import Link
from rashomon.report.outlets import Naming
from rashomon.report.parties import Party
from rashomon.report.phrases import clip_text, open_sentence, say_count, say_entry
from rashomon.report.tables import group_values
from rashomon.report.utterances import group_single_quotes

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
#: What a click on a word leads to where several lines hold it: the first of these.
_KINDS = ("conflict", "altered", "speech", "framing", "value", "entry", "quote", "lineage", "naming", "party")
_RANK = {kind: number for number, kind in enumerate(_KINDS)}
#: How a kind is drawn in the text; the others are links alone.
_CLASSES = {"conflict": "c", "altered": "d", "framing": "f", "entry": "e", "speech": "e", "quote": "e"}
#: Notes of these kinds stand beside the paragraph; the others open on demand.
_LOUD = frozenset({"conflict", "altered", "framing"})


class Mark(Record, frozen=True, kw_only=True):
    """A stretch of an article, and the line of the ledger that it belongs to."""

    start: int
    end: int
    kind: str
    target: str
    label: str


class Note(Record, frozen=True, kw_only=True):
    """A line beside a paragraph: what the ledger says of its words."""

    kind: str
    target: str
    label: str


class Paragraph(Record, frozen=True, kw_only=True):
    """A paragraph with its marked words and the notes beside it."""

    body: Markup
    loud: tuple[Note, ...]
    quiet: tuple[Note, ...]


class Text(Record, frozen=True, kw_only=True):
    """One article in full."""

    account: Account
    paragraphs: tuple[Paragraph, ...]


def view_texts(
    index: Index, links: Sequence[Link], namings: Sequence[Naming], parties: Sequence[Party] = ()
) -> tuple[Text, ...]:
    """Return the articles in the order of publication."""
    marks = collect_marks(index, links, namings, parties)
    return tuple(
        Text(
            account=account,
            paragraphs=tuple(_mark_article(index.articles[account.id].text, account.number, marks.get(account.id, ()))),
        )
        for account in index.accounts.values()
    )


def collect_marks(
    index: Index, links: Sequence[Link], namings: Sequence[Naming], parties: Sequence[Party] = ()
) -> dict[str, list[Mark]]:
    """Return every stretch that a line of the ledger stands on, by article; broken spans are passed over."""
    found: dict[str, list[Mark]] = defaultdict(list)
    walked = chain(_walk_marks(index, links, namings), _walk_parties(parties))
    for span, kind, target, label in walked:
        if index.stands(span):
            found[span.article].append(Mark(start=span.start, end=span.end, kind=kind, target=target, label=label))
    return found


def _walk_marks(index: Index, links: Sequence[Link], namings: Sequence[Naming]) -> Iterator[tuple[Span, str, str, str]]:
    yield from _walk_conflicts(index)
    yield from _walk_speech(index)
    for entry in index.entries:
        target = index.anchors["entry", entry.id]
        label = f"{clip_text(say_entry(entry), 90)} ({say_count(entry.articles, 'account')})"
        for key in entry.claims:
            claim = index.claims.get(key)
            yield from ((span, "entry", target, label) for span in (claim.passage if claim else ()))
    for number, (name, values) in enumerate(group_values(index), 1):
        yield from ((value.span, "value", f"values-{number}", f"Figures: {name}") for value in values)
    for item in index.framings:
        yield item.span, "framing", index.anchors["framing", item.id], f"Colouring: “{clip_text(item.span.text, 40)}”"
    for naming in namings:
        yield from ((span, "naming", naming.anchor, f"Names for {naming.name}") for span in naming.spans)
    pairs = {frozenset((link.taker.id, link.source.id)): link for link in links}
    for lineage in index.ledger.lineage:
        link = pairs.get(frozenset((lineage.a, lineage.b)))
        for part in lineage.passages if link else ():
            for span in (part.a, part.b):
                other = link.source if span.article == link.taker.id else link.taker  # type: ignore[union-attr]
                yield span, "lineage", link.anchor, f"Same text in {other.label}"  # type: ignore[union-attr]


def _walk_parties(parties: Sequence[Party]) -> Iterator[tuple[Span, str, str, str]]:
    for party in parties:
        yield from ((span, "party", party.anchor, f"In brief: {party.form}") for span in party.spans)


def _walk_conflicts(index: Index) -> Iterator[tuple[Span, str, str, str]]:
    for conflict in index.conflicts:
        target = index.anchors["conflict", conflict.id]
        label = clip_text(open_sentence(conflict.why), 72) or "The accounts differ here"
        for side in conflict.sides:
            yield from ((span, "conflict", target, label) for span in spans_of_side(index, side))


def _walk_speech(index: Index) -> Iterator[tuple[Span, str, str, str]]:
    for utterance in index.utterances:
        target = index.anchors["utterance", utterance.id]
        altered = utterance.wording is Wording.ALTERED or index.speaker_disputed(utterance)
        speaker = index.name(utterance.speaker) or "A speaker"
        label = f"{speaker}: {index.say_wording(utterance).lower()}"
        for key in utterance.quotes:
            quote = index.quotes.get(key)
            yield from (
                (span, "altered" if altered else "speech", target, label) for span in (quote.content if quote else ())
            )
    for number, (name, quotes) in enumerate(group_single_quotes(index), 1):
        for quote in quotes:
            label = f"Quote: {name or 'speaker without a name'}"
            yield from ((span, "quote", f"speaker-{number}", label) for span in quote.content)


def _mark_article(text: str, number: int, marks: Sequence[Mark]) -> Iterator[Paragraph]:
    """Yield the paragraphs of an article with their marks; text between paragraphs is white space."""
    merged = _merge_marks(marks)
    bounds = [found.span() for found in _PARAGRAPH.finditer(text)] or [(0, len(text))]
    named: set[tuple[int, int]] = set()
    at = 0
    active: list[tuple[int, int, tuple[Mark, ...]]] = []
    for begin, end in bounds:
        while at < len(merged) and merged[at][0] < end:
            active.append(merged[at])
            at += 1
        here = [item for item in active if item[1] > begin]
        # A mark on nothing but the white space between paragraphs still gets its anchor, at the next paragraph.
        lost = [item for item in active if item[1] <= begin and (item[0], item[1]) not in named]
        named.update((item[0], item[1]) for item in lost)
        body = Markup("").join(Markup('<span id="a{}-{}-{}"></span>').format(number, a, b) for a, b, _ in lost)
        body += Markup("").join(_render(text, number, begin, end, here, named))
        yield _note_paragraph(body, [mark for _, _, group in here for mark in group])
        active = [item for item in here if item[1] > end]
    rest = [item for item in [*active, *merged[at:]] if (item[0], item[1]) not in named]
    if rest:
        spans = (Markup('<span id="a{}-{}-{}"></span>').format(number, a, b) for a, b, _ in rest)
        yield Paragraph(body=Markup("").join(spans), loud=(), quiet=())


def _merge_marks(marks: Iterable[Mark]) -> list[tuple[int, int, tuple[Mark, ...]]]:
    """Return the marks by place, outer ones first; those on the same words are one."""
    places: dict[tuple[int, int], list[Mark]] = defaultdict(list)
    for mark in marks:
        places[mark.start, mark.end].append(mark)
    return [(start, end, tuple(places[start, end])) for start, end in sorted(places, key=lambda at: (at[0], -at[1]))]


def _render(
    text: str,
    number: int,
    begin: int,
    end: int,
    marks: Sequence[tuple[int, int, tuple[Mark, ...]]],
    named: set[tuple[int, int]],
) -> Iterator[Markup]:
    """Yield the markup of one paragraph; marks that cross each other are split where the outer one ends."""
    heap = [(max(start, begin), -min(stop, end), order) for order, (start, stop, _) in enumerate(marks)]
    heapq.heapify(heap)
    stack: list[tuple[int, int]] = []
    at = begin
    while heap or stack:
        start, stop, order = (heap[0][0], -heap[0][1], heap[0][2]) if heap else (end + 1, 0, -1)
        if stack and stack[-1][0] <= start:
            until = stack[-1][0]
            yield from _leaf(text[at:until], [marks[key][2] for _, key in stack])
            yield Markup("</span>")
            stack.pop()
            at = until
            continue
        heapq.heappop(heap)
        if stack and stop > stack[-1][0]:
            heapq.heappush(heap, (stack[-1][0], -stop, order))
            stop = stack[-1][0]
        yield from _leaf(text[at:start], [marks[key][2] for _, key in stack])
        yield _open_tag(number, marks[order], named)
        stack.append((stop, order))
        at = start
    yield from _leaf(text[at:end], [])


def _open_tag(number: int, mark: tuple[int, int, tuple[Mark, ...]], named: set[tuple[int, int]]) -> Markup:
    start, stop, members = mark
    kinds = " ".join(sorted({_CLASSES[member.kind] for member in members if member.kind in _CLASSES}))
    key = f"a{number}-{start}-{stop}"
    place = Markup('<span data-p="{}"').format(key) if (start, stop) in named else Markup('<span id="{}"').format(key)
    named.add((start, stop))
    return place + (Markup(' class="{}">').format(kinds) if kinds else Markup(">"))


def _leaf(text: str, around: Sequence[tuple[Mark, ...]]) -> Iterator[Markup]:
    """Yield a run of words, a link to the most important line that holds them."""
    if not text:
        return
    members = [mark for group in around for mark in group]
    if not members or text.isspace():
        yield Markup("{}").format(text)
        return
    best = min(reversed(members), key=lambda mark: _RANK[mark.kind])
    yield Markup('<a tabindex="-1" href="#{}">{}</a>').format(best.target, text)


def _note_paragraph(body: Markup, marks: Sequence[Mark]) -> Paragraph:
    notes: dict[str, Note] = {}
    for mark in marks:
        if mark.kind not in ("naming", "party"):
            notes.setdefault(mark.target, Note(kind=mark.kind, target=mark.target, label=mark.label))
    ordered = sorted(notes.values(), key=lambda note: _RANK[note.kind])
    return Paragraph(
        body=body,
        loud=tuple(note for note in ordered if note.kind in _LOUD),
        quiet=tuple(note for note in ordered if note.kind not in _LOUD),
    )
