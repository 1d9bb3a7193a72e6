"""The same proposition across accounts: claims aligned by meaning, then checked by names and values."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.model.annotated import Annotated
from rashomon.model.ids import make_id
from rashomon.model.records import (
    Claim,
    Conflict,
    ConflictKind,
    Entity,
    Entry,
    Nature,
    Origin,
    OriginKind,
    Record,
    Status,
    Utterance,
)  # fmt: skip
from rashomon.relate.clusters import cluster
from rashomon.relate.comparisons import compare
from rashomon.relate.propositions import Proposition, read_propositions


class EntrySettings(Record, frozen=True, kw_only=True):
    """What makes claims one entry."""

    #: Pairs of claims with less are not compared further.
    candidate: float = 0.35
    #: Mean strength of the links of two groups that may merge.
    least: float = 0.62


SETTINGS = EntrySettings()


class Group(Record, frozen=True, kw_only=True):
    """Claims of several articles that make the same proposition; what an entry is before its origins are known."""

    id: str
    statement: str
    claims: tuple[str, ...]


def align_claims(
    accounts: Sequence[Annotated],
    entities: Sequence[Entity],
    utterances: Sequence[Utterance],
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
    settings: EntrySettings = SETTINGS,
) -> tuple[Group, ...]:
    """Return every claim in exactly one group."""
    claims = read_propositions(accounts, entities)
    if not claims:
        return ()
    vectors = encode([claim.text for claim in claims])
    links: dict[tuple[int, int], float] = {}
    apart: set[tuple[int, int]] = set()
    for i, j, cosine in _find_candidates(vectors, settings.candidate):
        a, b = claims[i], claims[j]
        found = compare(a, b, cosine)
        links[i, j] = found.same
        if found.apart:
            apart.add((i, j))
    groups = cluster(len(claims), links, apart, least=settings.least)
    return tuple(_make_group([claims[i] for i in group]) for group in groups)


def _find_candidates(vectors: NDArray[np.float32], least: float) -> list[tuple[int, int, float]]:
    """Return the pairs of rows whose cosine is at least so much, a block of rows at a time."""
    found: list[tuple[int, int, float]] = []
    for start in range(0, len(vectors), 512):
        block = vectors[start : start + 512] @ vectors.T
        rows, columns = np.nonzero(block >= least)
        found.extend(
            (start + int(i), int(j), float(block[i, j])) for i, j in zip(rows, columns, strict=True) if start + i < j
        )
    return found


def _make_group(claims: list[Proposition]) -> Group:
    keys = tuple(claim.claim for claim in claims)
    return Group(id=make_id("e", *sorted(keys)), statement=_choose_statement(claims), claims=keys)


def _choose_statement(claims: Sequence[Proposition]) -> str:
    """Return the wording that can stand alone best."""
    best = min(claims, key=lambda claim: (not claim.subject, not claim.entities, len(claim.text) > 160, claim.order))
    text = " ".join(best.text.split()).strip(" ,;:.-–—\"“”'‘’")
    return text[:1].upper() + text[1:]


def describe_entries(
    accounts: Sequence[Annotated],
    claims: Sequence[Claim],
    origins: Sequence[Origin],
    groups: Sequence[Group],
    conflicts: Sequence[Conflict],
) -> tuple[Entry, ...]:
    """Return the groups as entries, those on most origins first, with their counts, status and dispute."""
    known = {origin.id for origin in origins if origin.kind is not OriginKind.UNKNOWN}
    by_id = {claim.id: claim for claim in claims}
    disputed = _find_disputed(conflicts)
    entries = []
    for group in groups:
        members = [by_id[key] for key in group.claims if key in by_id]
        articles = {span.article for claim in members for span in claim.passage}
        words = {claim.origin for claim in members if claim.origin in known}
        status = Status.UNKNOWN_ORIGIN
        if words:
            status = Status.SINGLE_ORIGIN if len(words) == 1 else Status.CORROBORATED
        entries.append(
            Entry(
                id=group.id,
                statement=group.statement,
                claims=group.claims,
                articles=len(articles),
                origins=len(words),
                status=status,
                disputed=not disputed.isdisjoint(group.claims),
            )
        )
    return tuple(sorted(entries, key=lambda entry: (-entry.origins, -entry.articles, -len(entry.claims), entry.id)))


def _find_disputed(conflicts: Sequence[Conflict]) -> set[str]:
    """Return the claims that a contradiction touches; who said it and in which words disputes no fact."""
    return {
        key
        for conflict in conflicts
        if conflict.nature is Nature.CONTRADICTION and conflict.kind not in (ConflictKind.WORDING, ConflictKind.SPEAKER)
        for side in conflict.sides
        for key in side.claims
    }
