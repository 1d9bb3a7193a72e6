"""On whose word each claim rests: the cited source, the agency it was taken from, or the outlet's own reporting."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from rashomon.model.annotated import Annotated
from rashomon.model.ids import make_id
from rashomon.model.records import Claim, Entity, Lineage, Origin, OriginKind, Utterance
from rashomon.relate.affiliations import find_bodies
from rashomon.relate.entries import Group


def find_origins(
    accounts: Sequence[Annotated],
    entities: Sequence[Entity],
    lineage: Sequence[Lineage],
    utterances: Sequence[Utterance],
    groups: Sequence[Group],
) -> tuple[tuple[Origin, ...], tuple[Claim, ...]]:
    """Return the origins, and all claims with the origin of each and the reason for it."""
    bodies = find_bodies(accounts, entities)
    names = {entity.id: entity.name for entity in entities}
    first = {quote: u.speaker for u in utterances for quote in u.quotes if u.speaker}
    origins: dict[str, Origin] = {}
    claims = []
    for account in accounts:
        speakers = {quote.id: quote.speaker for quote in account.quotes}
        for claim in account.claims:
            source = claim.source or speakers.get(claim.quote or "")
            if claim.quote and source:
                source = first.get(claim.quote, source)
            if source:
                body = bodies.get(source, source)
                origin = Origin(id=make_id("o", "source", body), kind=OriginKind.SOURCE, name=names.get(body, body))
                reason = f"It is said by {names.get(source, source)}."
            else:
                origin = Origin(id=make_id("o", "unknown", claim.id), kind=OriginKind.UNKNOWN, name="not shown")
                reason = "The text does not show on whose word it rests."
            origins[origin.id] = origin
            claims.append(msgspec.structs.replace(claim, origin=origin.id, origin_reason=reason))
    return tuple(origins[key] for key in sorted(origins)), tuple(claims)
