"""On whose word each claim rests: the cited source, the agency it was taken from, or the outlet's own reporting."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model.annotated import Annotated
from rashomon.model.records import Claim, Entity, Lineage, Origin, Utterance
from rashomon.relate.entries import Group


def find_origins(
    accounts: Sequence[Annotated],
    entities: Sequence[Entity],
    lineage: Sequence[Lineage],
    utterances: Sequence[Utterance],
    groups: Sequence[Group],
) -> tuple[tuple[Origin, ...], tuple[Claim, ...]]:
    """Return the origins, and all claims with the origin of each and the reason for it."""
    return (), tuple(claim for account in accounts for claim in account.claims)
