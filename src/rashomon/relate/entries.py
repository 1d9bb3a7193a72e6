"""The same proposition across accounts: claims aligned by meaning, then checked by names and values."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.model.annotated import Annotated
from rashomon.model.records import Claim, Conflict, Entity, Entry, Origin, Record, Utterance


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
) -> tuple[Group, ...]:
    """Return every claim in exactly one group."""
    return ()


def describe_entries(
    accounts: Sequence[Annotated],
    claims: Sequence[Claim],
    origins: Sequence[Origin],
    groups: Sequence[Group],
    conflicts: Sequence[Conflict],
) -> tuple[Entry, ...]:
    """Return the groups as entries, those on most origins first, with their counts, status and dispute."""
    return ()
