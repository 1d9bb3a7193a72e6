"""What each account adds, leaves out and colours, as the report shows it."""

from __future__ import annotations

from collections import defaultdict

from rashomon.model.records import Cell, Claim, Entry, Framing, OriginKind, Record, Voice
from rashomon.model.spans import Span
from rashomon.report.entries import count_cells
from rashomon.report.indexes import Account, Index
from rashomon.report.lines import claims_of
from rashomon.report.passages import CONTEXT, Piece, say_voice
from rashomon.report.phrases import FRAMINGS, TONES, clip_text, say_count, say_entry, say_support


class Addition(Record, frozen=True, kw_only=True):
    """Something that one account alone tells."""

    anchor: str
    statement: str
    href: str | None
    voice: str
    origin: str
    disputed: str


class Omission(Record, frozen=True, kw_only=True):
    """Something that others tell and one account does not."""

    anchor: str
    statement: str
    support: str


class Colour(Record, frozen=True, kw_only=True):
    """A word that colours."""

    anchor: str
    text: str
    href: str | None
    kind: str
    tone: str
    target: str
    voice: str


class ColourSentence(Record, frozen=True, kw_only=True):
    """A sentence with the words in it that colour."""

    pieces: tuple[Piece, ...]
    words: tuple[Colour, ...]


class Outlet(Record, frozen=True, kw_only=True):
    """One account: what it adds, leaves out, contradicts, and how it colours."""

    account: Account
    counts: str
    additions: tuple[Addition, ...]
    omissions: tuple[Omission, ...]
    others_say: tuple[Omission, ...]
    colours: tuple[ColourSentence, ...]
    coloured: int


class Naming(Record, frozen=True, kw_only=True):
    """How the accounts call one person or body where they do not all call it the same."""

    anchor: str
    name: str
    forms: tuple[tuple[str, tuple[tuple[str, str | None], ...]], ...]
    spans: tuple[Span, ...]


def view_outlets(index: Index) -> tuple[Outlet, ...]:
    """Return the accounts in the order of publication."""
    additions = _find_additions(index)
    colours = _find_colours(index)
    return tuple(
        Outlet(
            account=account,
            counts=_say_counts(index, account.id),
            additions=tuple(_view_addition(index, entry, claim) for entry, claim in additions.get(account.id, ())),
            omissions=_find_cells(index, account.id, Cell.OMITTED),
            others_say=_find_cells(index, account.id, Cell.CONTRADICTED),
            colours=tuple(colours.get(account.id, ())),
            coloured=sum(len(sentence.words) for sentence in colours.get(account.id, ())),
        )
        for account in index.accounts.values()
    )


def _say_counts(index: Index, article: str) -> str:
    cells = count_cells(index, article)
    total = sum(cells.values())
    if not total:
        return ""
    words = f"Tells {cells[Cell.REPORTED]} of {say_count(total, 'statement')}"
    if cells[Cell.NOT_YET]:
        words += f"; {cells[Cell.NOT_YET]} were not yet known when it came out"
    return f"{words}."


def _find_additions(index: Index) -> dict[str, list[tuple[Entry, Claim]]]:
    found: dict[str, list[tuple[Entry, Claim]]] = defaultdict(list)
    for entry in index.entries:
        claims = [claim for key in entry.claims if (claim := index.claims.get(key)) and claim.passage]
        if claims and len({claim.passage[0].article for claim in claims}) == 1:
            found[claims[0].passage[0].article].append((entry, claims[0]))
    for members in found.values():
        members.sort(key=lambda item: item[1].passage[0].start)
    return found


def _view_addition(index: Index, entry: Entry, claim: Claim) -> Addition:
    conflicts = [conflict for key in entry.claims for conflict in index.conflicts_of_claim.get(key, ())]
    voice = say_voice(index, claim, index.quotes.get(claim.quote or ""))
    return Addition(
        anchor=index.anchors["entry", entry.id],
        statement=say_entry(entry),
        href=index.place(claim.passage[0]),
        voice=voice,
        origin=_name_origin(index, claim),
        disputed=index.anchors["conflict", conflicts[0].id] if entry.disputed and conflicts else "",
    )


def _name_origin(index: Index, claim: Claim) -> str:
    """Return on whose word a claim rests, where that is not said by its voice or its outlet already."""
    origin = index.origins.get(claim.origin or "")
    if origin is None or origin.kind not in (OriginKind.SOURCE, OriginKind.AGENCY):
        return ""
    account = index.account(claim.passage[0].article)
    said = {index.name(claim.source), account.short if account else ""} - {""}
    return "" if any(name in origin.name for name in said) else origin.name


def _find_cells(index: Index, article: str, wanted: Cell) -> tuple[Omission, ...]:
    """Return the entries that at least two other accounts tell and this one treats in the wanted way."""
    rows = index.ledger.coverage.entries
    return tuple(
        Omission(
            anchor=index.anchors["entry", entry.id],
            statement=say_entry(entry),
            support=say_support(entry.articles, entry.origins, index.count_unsourced(claims_of(index, entry))),
        )
        for entry in index.entries
        if rows.get(entry.id, {}).get(article) is wanted and (entry.articles > 1 or wanted is Cell.CONTRADICTED)
    )


def _find_colours(index: Index) -> dict[str, list[ColourSentence]]:
    """Return the sentences of each article that hold words that colour."""
    sentences: dict[tuple[str, int, int], list[Framing]] = defaultdict(list)
    for item in index.framings:
        span = item.span
        start, end = index.sentence(span) if index.stands(span) else (span.start, span.end)
        sentences[span.article, start, end].append(item)
    found: dict[str, list[ColourSentence]] = defaultdict(list)
    for (article, start, end), items in sentences.items():
        words = tuple(_view_colour(index, item) for item in items)
        found[article].append(ColourSentence(pieces=_mark_words(index, article, start, end, items), words=words))
    return found


def _mark_words(index: Index, article: str, start: int, end: int, items: list[Framing]) -> tuple[Piece, ...]:
    """Return a sentence with its colouring words strong; only so much of a very long one as they need."""
    if not index.stands(items[0].span):
        return (Piece(text=items[0].span.text, strong=True),)
    text = index.articles[article].text
    at = max(start, items[0].span.start - CONTEXT)
    pieces = [Piece(text="…")] if at > start else []
    for item in items:
        first, last = max(item.span.start, at), item.span.end
        if last <= first:
            continue
        pieces += [Piece(text=text[at:first]), Piece(text=text[first:last], strong=True)]
        at = last
    until = min(end, at + CONTEXT)
    return (*pieces, Piece(text=text[at:until].rstrip() + ("…" if until < end else "")))


def _view_colour(index: Index, item: Framing) -> Colour:
    return Colour(
        anchor=index.anchors["framing", item.id],
        text=clip_text(item.span.text, 60),
        href=index.place(item.span),
        kind=FRAMINGS[item.kind],
        tone=TONES[item.polarity],
        target=index.name(item.target),
        voice="" if item.voice is Voice.OUTLET else "in a quote",
    )


def view_namings(index: Index) -> tuple[Naming, ...]:
    """Return how people and bodies are called, for those that at least two accounts name in at least three ways."""
    found = []
    for entity in index.ledger.entities:
        forms: dict[str, dict[str, Span]] = defaultdict(dict)
        for span in sorted(entity.mentions, key=lambda span: (index.rank(span.article), span.start)):
            # A pronoun is no way of naming somebody; a name has a capital letter.
            if len(span.text) > 4 and any(mark.isupper() for mark in span.text):
                forms[" ".join(span.text.split())].setdefault(span.article, span)
        articles = {article for places in forms.values() for article in places}
        if len(forms) > 2 and len(articles) > 1:
            found.append((-len(articles), -len(forms), entity.name, forms))
    found.sort(key=lambda item: item[:3])
    return tuple(
        Naming(
            anchor=f"naming-{number}",
            name=name,
            forms=tuple(
                (form, tuple((_label(index, article), index.place(span)) for article, span in places.items()))
                for form, places in forms.items()
            ),
            spans=tuple(span for places in forms.values() for span in places.values()),
        )
        for number, (_, _, name, forms) in enumerate(found, 1)
    )


def _label(index: Index, article: str) -> str:
    account = index.account(article)
    return account.label if account else ""
