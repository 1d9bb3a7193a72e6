"""Where the accounts part: number, date, place, actor, speaker, wording, denial, scope and sequence."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model.annotated import Annotated
from rashomon.model.records import Conflict, Entity, Utterance
from rashomon.relate.entries import Group


def find_conflicts(
    accounts: Sequence[Annotated], entities: Sequence[Entity], utterances: Sequence[Utterance], groups: Sequence[Group]
) -> tuple[Conflict, ...]:
    """Return the conflicts, the most important first, each with one plain sentence of why."""
    return ()
