"""Words that colour: loaded, evaluative, labels and hedges."""

from __future__ import annotations

from spacy.tokens import Doc

from rashomon.model.records import Article, Entity, Framing, Quote


def find_framing(
    doc: Doc, article: Article, quotes: tuple[Quote, ...], entities: tuple[Entity, ...]
) -> tuple[Framing, ...]:
    """Return the words of an article that colour what they say, with whose voice they stand in."""
    return ()
