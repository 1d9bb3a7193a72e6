"""Score ``relate`` alone: the packs' own annotations go in, so that errors of ``annotate`` do not blur the picture.

``python quality/oracle.py PACKS_FOLDER OUT_FOLDER`` writes ledgers for the same scorer.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from rashomon.annotate.articles import load_annotator
from rashomon.model.annotated import Annotated
from rashomon.model.codec import decode_ledger, encode_ledger
from rashomon.model.records import Entity, Generator, Ledger
from rashomon.relate.accounts import relate_accounts
from rashomon.weights.encoder import load_encoder


def annotate_from_gold(gold: Ledger) -> list[Annotated]:
    """Return the accounts of a gold ledger with its own annotations; claims lose their origins."""
    annotator = load_annotator()
    accounts = []
    for article in gold.articles:
        parsed = annotator.annotate(article)
        quotes = tuple(q for q in gold.quotes if q.content[0].article == article.id)
        claims = tuple(
            msgspec.structs.replace(c, origin=None) for c in gold.claims if c.passage[0].article == article.id
        )
        framing = tuple(f for f in gold.framing if f.span.article == article.id)
        named = {q.speaker for q in quotes} | {c.source for c in claims} | {f.target for f in framing}
        entities = []
        for entity in gold.entities:
            mentions = tuple(m for m in entity.mentions if m.article == article.id)
            if mentions or entity.id in named:
                entities.append(Entity(id=entity.id, name=entity.name, kind=entity.kind, mentions=mentions))
        accounts.append(
            Annotated(
                article=article,
                words=parsed.words,
                sentences=parsed.sentences,
                entities=tuple(entities),
                quotes=quotes,
                values=tuple(v for v in gold.values if v.span.article == article.id),
                claims=claims,
                framing=framing,
            )
        )
    return accounts


def main(packs: Path, out: Path) -> None:
    """Write OUT/<pack>.json for every pack folder."""
    out.mkdir(parents=True, exist_ok=True)
    for folder in sorted(path for path in packs.iterdir() if (path / "ledger.json").exists()):
        accounts = annotate_from_gold(decode_ledger((folder / "ledger.json").read_bytes()))
        encoder = load_encoder()
        ledger = relate_accounts(accounts, encoder.encode, generator=Generator(), pieces=encoder.encode_pieces)
        (out / f"{folder.name}.json").write_bytes(encode_ledger(ledger))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
