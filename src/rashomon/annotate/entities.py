"""Who and what an article speaks about: names, titles and pronouns resolved within the article."""

from __future__ import annotations

import msgspec
from spacy.tokens import Doc

from rashomon.annotate.casts import Cast
from rashomon.annotate.figures import Figure, is_unnamed
from rashomon.annotate.readings import read_cast
from rashomon.annotate.speakers import Speakers
from rashomon.model.ids import make_id
from rashomon.model.records import Article, Entity, EntityKind, Quote
from rashomon.model.spans import Span


def find_entities(doc: Doc, article: Article) -> tuple[Entity, ...]:
    """Return the entities of one article, each with every mention resolved to it; mentions never nest."""
    return _make_entities(read_cast(doc, article), article)


def _make_entities(cast: Cast, article: Article) -> tuple[Entity, ...]:
    return tuple(_make_entity(cast, article, figure) for figure in cast.figures if _is_kept(figure))


def resolve_speakers(
    doc: Doc, article: Article, quotes: tuple[Quote, ...], entities: tuple[Entity, ...]
) -> tuple[tuple[Quote, ...], tuple[Entity, ...]]:
    """Return the quotes with the entity behind each source, and the entities with those that only a source names.

    The text is read once more, now that it is known who speaks: pronouns go to speakers first. What ``entities`` hold
    beyond that is kept.
    """
    if not quotes:
        return quotes, entities
    cast = read_cast(doc, article, quotes)
    speakers = Speakers(cast).find(quotes)
    made = {entity.id: entity for entity in _make_entities(cast, article)}
    taken = {place for entity in made.values() for m in entity.mentions for place in range(m.start, m.end)}
    for entity in entities:
        if not any(place in taken for m in entity.mentions for place in range(m.start, m.end)):
            made.setdefault(entity.id, entity)
    ids: dict[int, str] = {}
    spans: dict[str, list[Span]] = {}
    resolved = []
    for quote in quotes:
        figure = speakers[quote.id]
        if figure is None:
            resolved.append(quote)
            continue
        if id(figure) not in ids:
            entity = _make_entity(cast, article, figure, quote)
            ids[id(figure)] = entity.id
            made.setdefault(entity.id, entity)
        key = ids[id(figure)]
        spans.setdefault(key, []).extend(quote.source)
        resolved.append(msgspec.structs.replace(quote, speaker=key))
    return tuple(resolved), _add_mentions(made, spans)


def _make_entity(cast: Cast, article: Article, figure: Figure, quote: Quote | None = None) -> Entity:
    """Return the record of a figure; one without mentions is known by the quote that names it."""
    mentions = []
    for mention in figure.mentions:
        piece = cast.doc[mention.start : mention.end]
        mentions.append(article.span(piece.start_char, piece.end_char))
    first = mentions[0].start if mentions else quote.content[0].start if quote is not None else -1
    key = make_id("e", article.id, first, figure.text)
    kind = EntityKind.OTHER if figure.kind is EntityKind.PERSON and is_unnamed(figure) else figure.kind
    return Entity(id=key, name=figure.text, kind=kind, mentions=tuple(mentions))


def _add_mentions(made: dict[str, Entity], spans: dict[str, list[Span]]) -> tuple[Entity, ...]:
    """Return the entities with the sources that touch no mention yet."""
    taken = {place for entity in made.values() for m in entity.mentions for place in range(m.start, m.end)}
    out = []
    for key, entity in made.items():
        fresh: list[Span] = []
        for span in sorted(set(spans.get(key, ()))):
            if taken.isdisjoint(range(span.start, span.end)):
                fresh.append(span)
                taken.update(range(span.start, span.end))
        out.append(msgspec.structs.replace(entity, mentions=tuple(sorted((*entity.mentions, *fresh)))))
    return tuple(out)


def _is_kept(figure: Figure) -> bool:
    """Tell whether a figure is worth an entity: it has a name, is a body, or comes up again."""
    return bool(figure.names) or len(figure.mentions) > 1
