"""Short accounts of one invented event, through the whole chain."""

from __future__ import annotations

from collections.abc import Mapping

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Article, Conflict, Entry, Generator, Ledger
from rashomon.relate.accounts import relate_accounts
from rashomon.relate.readings import ReadPairs
from rashomon.weights.encoder import load_encoder


def relate(
    annotator: Annotator, texts: Mapping[str, tuple[str | None, str]], *, read: ReadPairs | None = None
) -> Ledger:
    """Return the ledger of accounts given as {outlet: (published, text)}; without ``read`` no two claims are read."""
    accounts = [
        annotator.annotate(Article(id=outlet.lower(), outlet=outlet, published=published, language="en", text=text))
        for outlet, (published, text) in texts.items()
    ]
    encoder = load_encoder()
    return relate_accounts(accounts, encoder.encode, generator=Generator(), pieces=encoder.encode_pieces, read=read)


def find_entry(ledger: Ledger, words: str) -> Entry:
    """Return the entry that holds the claim with these words."""
    for entry in ledger.entries:
        for claim in ledger.claims:
            if claim.id in entry.claims and any(words in span.text for span in claim.passage):
                return entry
    raise AssertionError(f"no claim with {words!r}")


def find_conflict(ledger: Ledger, one: str, other: str) -> Conflict | None:
    """Return the conflict with some words on one side and others on another."""
    claims = {claim.id: claim for claim in ledger.claims}
    for conflict in ledger.conflicts:
        told = [
            " ".join([s.text for s in side.spans] + [s.text for key in side.claims for s in claims[key].passage])
            for side in conflict.sides
        ]
        if any(one in a and other in b for a in told for b in told if a is not b):
            return conflict
    return None
