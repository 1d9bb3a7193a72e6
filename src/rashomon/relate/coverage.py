"""What each article does with each entry: reported, omitted, contradicted, not yet."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model.annotated import Annotated
from rashomon.model.records import (
    OF_SPEECH,
    Cell,
    Claim,
    Conflict,
    ConflictKind,
    Coverage,
    Entry,
    Nature,
)  # fmt: skip
from rashomon.relate.moments import are_mixed, read_bounds


def find_coverage(
    accounts: Sequence[Annotated], claims: Sequence[Claim], entries: Sequence[Entry], conflicts: Sequence[Conflict]
) -> Coverage:
    """Return a cell for every entry and article.

    *Reported* where the article has a claim of the entry; else *contradicted* where it carries only the other side of a
    contradiction; else *not-yet* where it came out before the first account that tells it; else *contradicted* where it
    carries only a later figure or the denial; else *omitted*. Articles without a time are never *not-yet*.
    """
    articles = {claim.id: claim.passage[0].article for claim in claims}
    mixed = are_mixed(account.article.published for account in accounts)
    published = {a.article.id: read_bounds(a.article.published, mixed=mixed) for a in accounts}
    against, after = _find_opponents(conflicts)
    table: dict[str, dict[str, Cell]] = {}
    for entry in entries:
        told = {articles[key] for key in entry.claims if key in articles}
        opposed = {articles[k] for key in entry.claims for k in against.get(key, ()) if k in articles}
        replaced = {articles[k] for key in entry.claims for k in after.get(key, ()) if k in articles}
        times = [bounds[0] for article in told if (bounds := published[article]) is not None]
        first = min(times, default=None)
        row: dict[str, Cell] = {}
        for account in accounts:
            key = account.article.id
            bounds = published[key]
            if key in told:
                row[key] = Cell.REPORTED
            elif key in opposed:
                row[key] = Cell.CONTRADICTED
            elif first is not None and bounds is not None and bounds[1] < first:
                row[key] = Cell.NOT_YET
            elif key in replaced:
                row[key] = Cell.CONTRADICTED
            else:
                row[key] = Cell.OMITTED
        table[entry.id] = row
    return Coverage(entries=table)


def _find_opponents(conflicts: Sequence[Conflict]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return for each claim the claims that contradict it, and those that deny or replace it."""
    against: dict[str, set[str]] = {}
    after: dict[str, set[str]] = {}
    for conflict in conflicts:
        if conflict.kind in OF_SPEECH or conflict.nature is Nature.DIFFERENCE:
            continue
        softly = conflict.kind is ConflictKind.DENIAL or conflict.nature is Nature.UPDATE
        into = after if softly else against
        for number, side in enumerate(conflict.sides):
            for other_number, other in enumerate(conflict.sides):
                # the sides of an update stand in the order of time: the earlier figure replaces nothing
                if number == other_number or (conflict.nature is Nature.UPDATE and other_number < number):
                    continue
                for key in side.claims:
                    into.setdefault(key, set()).update(other.claims)
    return against, after
