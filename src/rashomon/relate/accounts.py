"""Joins the comparisons: accounts of one event in, their ledger out."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model.annotated import Annotated
from rashomon.model.records import Fault, Generator, Ledger
from rashomon.relate.conflicts import find_conflicts
from rashomon.relate.contexts import look_again
from rashomon.relate.coverage import find_coverage
from rashomon.relate.entities import merge_entities
from rashomon.relate.entries import align_claims, cut_groups, describe_entries
from rashomon.relate.lineage import find_lineage
from rashomon.relate.links import Encode, EncodePieces, Vectors, link_claims
from rashomon.relate.origins import find_origins
from rashomon.relate.parts import find_parts
from rashomon.relate.readings import ReadClaims, ReadPairs
from rashomon.relate.spinning import find_rewritten
from rashomon.relate.timeline import find_timeline
from rashomon.relate.utterances import find_utterances


def relate_accounts(
    accounts: Sequence[Annotated],
    encode: Encode,
    *,
    generator: Generator,
    faults: Sequence[Fault] = (),
    pieces: EncodePieces | None = None,
    read: ReadPairs | None = None,
    compare: ReadClaims | None = None,
) -> Ledger:
    """Return the ledger of several accounts of one event; their order changes nothing.

    ``pieces`` gives a vector for each word piece of a sentence; without it claims are compared as wholes only.
    ``read`` tells how two sentences stand to each other, ``compare`` what two claims of one event are; both are asked
    where that is open, and take most of the time.
    """
    accounts = sorted(accounts, key=lambda a: (a.article.published or "~", a.article.id))
    encode, known = _remember(encode, pieces)
    entities, accounts = merge_entities(accounts)
    lineage = find_lineage(accounts, encode)
    utterances = find_utterances(accounts, entities, encode, lineage)
    table = look_again(link_claims(accounts, entities, utterances, encode, known), lineage, encode, known, compare)
    groups = align_claims(table, entities)
    conflicts = find_conflicts(accounts, entities, utterances, groups, table, read)
    groups = cut_groups(table, groups, conflicts, entities)
    origins, claims = find_origins(accounts, entities, lineage, utterances, groups)
    parts, shared = find_parts(accounts, entities, claims, table, known)
    claims = (*claims, *parts)
    entries = describe_entries(claims, origins, (*groups, *shared), conflicts)
    return Ledger(
        generator=generator,
        articles=tuple(a.article for a in accounts),
        entities=entities,
        quotes=tuple(quote for a in accounts for quote in a.quotes),
        utterances=utterances,
        values=tuple(value for a in accounts for value in a.values),
        claims=claims,
        origins=origins,
        entries=entries,
        conflicts=conflicts,
        lineage=lineage,
        rewritten=find_rewritten(accounts, lineage),
        timeline=find_timeline(accounts, entries, encode),
        coverage=find_coverage(accounts, claims, entries, conflicts),
        framing=tuple(framing for a in accounts for framing in a.framing),
        faults=tuple(faults) + tuple(fault for a in accounts for fault in a.faults),
    )


def _remember(encode: Encode, pieces: EncodePieces | None) -> tuple[Encode, EncodePieces | None]:
    """Return the same, each sentence read once: lineage and both looks at the claims want many of them."""
    if pieces is None:
        return encode, None
    known: dict[str, tuple[tuple[int, ...], Vectors]] = {}

    def read(sentences: Sequence[str]) -> list[tuple[tuple[int, ...], Vectors]]:
        new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in known]
        known.update(zip(new, pieces(new), strict=True))
        return [known[sentence] for sentence in sentences]

    def read_whole(sentences: Sequence[str]) -> Vectors:
        read(sentences)  # whoever gives pieces knows the whole afterwards
        return encode(sentences)

    return read_whole, read
