"""Who and what an article speaks about: names, titles and pronouns resolved within the article."""

from __future__ import annotations

from spacy.tokens import Doc

from rashomon.model.records import Article, Entity, Quote


def find_entities(doc: Doc, article: Article) -> tuple[Entity, ...]:
    """Return the entities of one article, each with every mention resolved to it; mentions never nest."""
    return ()


def resolve_speakers(
    doc: Doc, article: Article, quotes: tuple[Quote, ...], entities: tuple[Entity, ...]
) -> tuple[tuple[Quote, ...], tuple[Entity, ...]]:
    """Return the quotes with the entity behind each source, and the entities with those that only a source names."""
    return quotes, entities
