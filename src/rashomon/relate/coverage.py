"""What each article does with each entry: reported, omitted, contradicted, not yet."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model.annotated import Annotated
from rashomon.model.records import Conflict, Coverage, Entry, Lineage


def find_coverage(
    accounts: Sequence[Annotated], entries: Sequence[Entry], conflicts: Sequence[Conflict], lineage: Sequence[Lineage]
) -> Coverage:
    """Return a cell for every entry and article."""
    return Coverage()
