"""Every checkable proposition of an article, clause by clause, with the attribution peeled off."""

from __future__ import annotations

from spacy.tokens import Doc

from rashomon.model.records import Article, Claim, Entity, Quote, Value


def find_claims(
    doc: Doc, article: Article, quotes: tuple[Quote, ...], values: tuple[Value, ...], entities: tuple[Entity, ...]
) -> tuple[Claim, ...]:
    """Return the claims of an article in the order of the text."""
    return ()
