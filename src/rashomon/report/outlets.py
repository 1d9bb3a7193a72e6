"""What each account adds, leaves out and colours, as the report shows it."""

from __future__ import annotations

from collections import defaultdict

from rashomon.model.records import Cell, Claim, Entry, Framing, OriginKind, Record, Voice
from rashomon.model.spans import Span
from rashomon.report.entries import count_cells, say_entry, say_support
from rashomon.report.indexes import Account, Index
from rashomon.report.passages import Passage, say_voice, show_passage
from rashomon.report.phrases import FRAMINGS, TONES, say_count


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
    """A word that colours, in its sentence."""

    anchor: str
    kind: str
    tone: str
    target: str
    voice: str
    passage: Passage


class Outlet(Record, frozen=True, kw_only=True):
    """One account: what it adds, leaves out, contradicts, and how it colours."""

    account: Account
    counts: str
    additions: tuple[Addition, ...]
    omissions: tuple[Omission, ...]
    others_say: tuple[Omission, ...]
    colours: tuple[Colour, ...]


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
    origin = index.origins.get(claim.origin or "")
    conflicts = [conflict for key in entry.claims for conflict in index.conflicts_of_claim.get(key, ())]
    return Addition(
        anchor=index.anchors["entry", entry.id],
        statement=say_entry(entry),
        href=index.place(claim.passage[0]),
        voice=say_voice(index, claim, index.quotes.get(claim.quote or "")),
        origin=origin.name if origin is not None and origin.kind in (OriginKind.SOURCE, OriginKind.AGENCY) else "",
        disputed=index.anchors["conflict", conflicts[0].id] if entry.disputed and conflicts else "",
    )


def _find_cells(index: Index, article: str, wanted: Cell) -> tuple[Omission, ...]:
    """Return the entries that at least two other accounts tell and this one treats in the wanted way."""
    rows = index.ledger.coverage.entries
    return tuple(
        Omission(anchor=index.anchors["entry", entry.id], statement=say_entry(entry), support=say_support(entry))
        for entry in index.entries
        if rows.get(entry.id, {}).get(article) is wanted and (entry.articles > 1 or wanted is Cell.CONTRADICTED)
    )


def _find_colours(index: Index) -> dict[str, list[Colour]]:
    found: dict[str, list[Colour]] = defaultdict(list)
    for item in index.framings:
        found[item.span.article].append(_view_colour(index, item))
    return found


def _view_colour(index: Index, item: Framing) -> Colour:
    return Colour(
        anchor=index.anchors["framing", item.id],
        kind=FRAMINGS[item.kind],
        tone=TONES[item.polarity],
        target=index.name(item.target),
        voice="in its own words" if item.voice is Voice.OUTLET else "in a quote",
        passage=show_passage(index, item.span),
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
