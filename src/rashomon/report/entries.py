"""Entries as the report shows them: a statement, how many tell it, and on whose word each of them does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.model.records import (
    Cell,
    Claim,
    Conflict,
    Direction,
    EntityKind,
    Entry,
    Nature,
    OriginKind,
    Record,
    Relation,
    Status,
)
from rashomon.report.indexes import Account, Index
from rashomon.report.passages import Told, gather_told
from rashomon.report.phrases import ORIGINS, join_words, say_entry, say_support

_STATUSES = {
    Status.CORROBORATED: "rests on more than one origin",
    Status.SINGLE_ORIGIN: "rests on one origin",
    Status.UNKNOWN_ORIGIN: "no source given",
}


_UNSHOWN = "No source given"


class Dispute(Record, frozen=True, kw_only=True):
    """Where accounts part over an entry: in one line, with the place of the sides and the nature of it."""

    anchor: str
    why: str
    nature: Nature


class Chain(Record, frozen=True, kw_only=True):
    """One origin of an entry and the passages that rest on it, in the order of publication."""

    name: str
    kind: str
    known: bool
    told: tuple[Told, ...]
    steps: tuple[str, ...]
    reasons: tuple[str, ...]


class EntryView(Record, frozen=True, kw_only=True):
    """One entry in plain words."""

    anchor: str
    statement: str
    counts: str
    status: str
    key: str
    names: str
    disputed: bool
    conflicts: tuple[Dispute, ...]
    chains: tuple[Chain, ...]
    articles: int
    origins: int


def view_entries(index: Index) -> tuple[EntryView, ...]:
    """Return the entries, those on most origins and then those told by most accounts first."""
    taken = find_sources(index)
    return tuple(_view_entry(index, entry, taken) for entry in index.entries)


def _view_entry(index: Index, entry: Entry, taken: dict[str, list[tuple[str, str]]]) -> EntryView:
    claims = [claim for key in entry.claims if (claim := index.claims.get(key)) and claim.passage]
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.origin or "", []).append(claim)
    chains = [_view_chain(index, origin, members, taken) for origin, members in groups.items()]
    chains.sort(key=lambda chain: not chain.known)
    return EntryView(
        anchor=index.anchors["entry", entry.id],
        statement=say_entry(entry),
        counts=say_support(entry.articles, entry.origins, index.count_unsourced(claims)),
        status=_STATUSES[entry.status],
        key=entry.status.value,
        names=join_words([chain.name for chain in chains if chain.known], most=4),
        disputed=entry.disputed,
        conflicts=list_disputes(index, claims),
        chains=tuple(chains),
        articles=entry.articles,
        origins=entry.origins,
    )


def list_disputes(index: Index, claims: Sequence[Claim]) -> tuple[Dispute, ...]:
    """Return where accounts part over some claims, each place once: contradictions, then updates, then differences."""
    return view_disputes(index, [x for claim in claims for x in index.conflicts_of_claim.get(claim.id, ())])


def view_disputes(index: Index, conflicts: Sequence[Conflict]) -> tuple[Dispute, ...]:
    """Return conflicts as disputes, each place once: contradictions, then updates, then differences."""
    found = {
        index.anchors["conflict", conflict.id]: Dispute(
            anchor=index.anchors["conflict", conflict.id],
            why=index.say_why(conflict) or "the accounts differ",
            nature=conflict.nature,
        )
        for conflict in conflicts
    }
    order = list(Nature)
    return tuple(sorted(found.values(), key=lambda dispute: order.index(dispute.nature)))


def _view_chain(
    index: Index, origin_id: str, claims: Sequence[Claim], taken: dict[str, list[tuple[str, str]]]
) -> Chain:
    origin = index.origins.get(origin_id)
    known = origin is not None and origin.kind is not OriginKind.UNKNOWN
    spans = [claim.passage[0] for claim in claims]
    accounts = sorted({span.article for span in spans}, key=index.rank)
    inside = set(accounts)
    steps = []
    for article in accounts:
        sources = [
            (label, verb)
            for source, verb in taken.get(article, ())
            if source in inside and (label := _label(index, source))
        ]
        if sources:
            label, verb = sources[0]
            steps.append(f"{_label(index, article)} {verb} {label}")
    return Chain(
        name=_name_origin(index, origin.name, claims, taken) if origin is not None and known else _UNSHOWN,
        kind=ORIGINS[origin.kind] if origin is not None and known else "",
        known=known,
        told=gather_told(index, spans, claims),
        steps=tuple(steps),
        reasons=tuple(dict.fromkeys(claim.origin_reason for claim in claims if claim.origin_reason)),
    )


def name_origins(index: Index, claims: Sequence[Claim]) -> tuple[str, int]:
    """Return on whose word claims rest, as a list in a sentence, and how many these are; unknown ones do not count."""
    taken = find_sources(index)
    known = {origin.id: origin.name for origin in index.known_origins}
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.origin in known:
            groups.setdefault(claim.origin, []).append(claim)
    names = [_name_origin(index, known[key], members, taken) for key, members in groups.items()]
    return join_words(names, most=4), len(groups)


def _name_origin(index: Index, name: str, claims: Sequence[Claim], taken: Mapping[str, list[tuple[str, str]]]) -> str:
    """Return the name of an origin, with the persons who speak for it in the accounts that heard them themselves."""
    inside = {claim.passage[0].article for claim in claims}
    speakers = dict.fromkeys(
        speaker.name
        for claim in claims
        if (speaker := index.entities.get(claim.source or "")) is not None
        and speaker.kind is EntityKind.PERSON
        and inside.isdisjoint(source for source, _ in taken.get(claim.passage[0].article, ()))
    )
    people = [one for one in speakers if one[:1].isupper() and one not in name and name not in one]
    bodies = name not in (entity.name for entity in index.entities.values() if entity.kind is EntityKind.PERSON)
    return f"{name} ({join_words(people, most=2)})" if people and bodies else name


def _label(index: Index, article: str) -> str:
    account: Account | None = index.account(article)
    return account.label if account else ""


def find_sources(index: Index) -> dict[str, list[tuple[str, str]]]:
    """Return for each article the articles its text was made from, the largest share first."""
    found: dict[str, list[tuple[str, str]]] = {}
    verbs = {Relation.COPY: "copies", Relation.REWRITE: "rewrites"}
    for item in sorted(index.ledger.lineage, key=lambda item: -item.score):
        if item.relation not in verbs or item.direction is Direction.UNKNOWN:
            continue
        taker, source = (item.a, item.b) if item.direction is Direction.A_FROM_B else (item.b, item.a)
        found.setdefault(taker, []).append((source, verbs[item.relation]))
    return found


def count_cells(index: Index, article: str) -> dict[Cell, int]:
    """Return how many entries an article reports, leaves out, contradicts or came too early for."""
    counts = dict.fromkeys(Cell, 0)
    rows = index.ledger.coverage.entries
    for row in (rows.get(entry.id, {}) for entry in index.entries):
        if article in row:
            counts[row[article]] += 1
    return counts
