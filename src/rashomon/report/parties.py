"""Who is party to an event: the persons and bodies that several accounts name, as the accounts describe them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from rashomon.model.records import Claim, Entity, EntityKind, Nature, OriginKind, Record
from rashomon.model.spans import Span
from rashomon.report.indexes import Index
from rashomon.report.passages import Told, gather_told
from rashomon.report.phrases import clip_text, open_sentence, say_count


class PartySettings(Record, frozen=True, kw_only=True):
    """Who is central."""

    #: The most lines under the question.
    most: int = 7
    #: Accounts that must name somebody, and the share of all accounts. In the packs everyone whom a reader needs is
    #: above a third, or on a side of a contradiction; below that are bystanders who are quoted once.
    least: int = 2
    share: float = 1 / 3
    #: Contradictions in which somebody takes a side that count as an account each: who is at odds is central.
    odds: int = 3
    #: Words of the longest description ("the general secretary of the New Harbour party"), and letters of a line.
    words: int = 14
    letters: int = 120


SETTINGS = PartySettings()

#: What says who somebody is only beside the sentence before: "its spokesman".
_LEANING = re.compile(
    r"^(?:its|his|her|their|our|my|your|that|this|another|the (?:same|other|latter|former))\b", re.IGNORECASE
)
#: Words beside a name that say nothing of who that is.
_EMPTY = frozenset({"the", "a", "an", "mr", "mrs", "ms", "miss", "dr", "sir", "of", "and"})
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_KINDS = (EntityKind.PERSON, EntityKind.ORGANIZATION)


class Party(Record, frozen=True, kw_only=True):
    """A person or a body that is central, in the words that say best who that is."""

    anchor: str
    form: str
    support: str
    place: str | None
    spans: tuple[Span, ...]
    told: tuple[Told, ...]


def view_parties(index: Index, settings: PartySettings = SETTINGS) -> tuple[Party, ...]:
    """Return who is central, ordered by how many accounts name or quote them and how often they are at odds.

    A body is party to an event only where it says something: others are often places, ships and buildings. A person
    must say something or be described. Outlets and agencies tell of the event and are left out.

    >>> from rashomon.model.records import Ledger
    >>> view_parties(Index(Ledger()))
    ()
    """
    tellers = {_fold(origin.name) for origin in index.ledger.origins if origin.kind is not OriginKind.SOURCE}
    tellers |= {_fold(article.outlet) for article in index.ledger.articles if article.outlet}
    speaking, coloured, at_odds = _find_speaking(index), find_coloured(index), _find_at_odds(index)
    found = []
    for entity in index.ledger.entities:
        if entity.kind not in _KINDS or not _split(entity.name) or _fold(entity.name) in tellers:
            continue
        mentions = [span for span in entity.mentions if index.stands(span)]
        mentions.sort(key=lambda span: (index.rank(span.article), span.start, span.end))
        heard = speaking.get(entity.id, set())
        names = [span for span in mentions if _is_name(span.text, entity.name)]
        named = {span.article for span in names}
        present, part = len(named | heard), min(settings.odds, len(at_odds.get(entity.id, ())))
        if present < settings.least or present + part < settings.share * len(index.articles):
            continue
        described = _choose_description(names, entity, coloured, settings)
        if heard or (described and entity.kind is EntityKind.PERSON):
            rank = (-(present + part), -len(heard), -len(mentions), entity.name, entity.id)
            form = _write(described[0].text) if described else entity.name
            found.append((rank, form, described or names[:1], say_presence(len(named), len(heard))))
    found.sort(key=lambda item: item[0])
    return tuple(
        Party(
            anchor=f"party-{number}",
            form=open_sentence(clip_text(form, settings.letters)),
            support=support,
            place=index.place(spans[0]) if spans else None,
            spans=tuple(spans),
            told=gather_told(index, spans[:1], _find_around(index, spans[0]) if spans else ()),
        )
        for number, (_, form, spans, support) in enumerate(found[: settings.most], 1)
    )


def say_presence(named: int, heard: int) -> str:
    """Return in how many accounts somebody stands.

    >>> say_presence(5, 2), say_presence(0, 2)
    ('named by 5 accounts, speaks in 2', 'speaks in 2 accounts')
    """
    if not named:
        return f"speaks in {say_count(heard, 'account')}"
    return f"named by {say_count(named, 'account')}" + (f", speaks in {heard}" if heard else "")


def _find_speaking(index: Index) -> dict[str, set[str]]:
    """Return for each entity the accounts in which it is quoted or reported to say something."""
    found: dict[str, set[str]] = defaultdict(set)
    for quote in index.ledger.quotes:
        if quote.speaker and quote.content and quote.content[0].article in index.articles:
            found[quote.speaker].add(quote.content[0].article)
    return found


def _find_at_odds(index: Index) -> dict[str, set[str]]:
    """Return for each entity the contradictions in which it takes a side."""
    found: dict[str, set[str]] = defaultdict(set)
    for conflict in index.conflicts:
        if conflict.nature is Nature.CONTRADICTION:
            for key in (key for side in conflict.sides for key in side.claims):
                claim = index.claims.get(key)
                if claim is not None and claim.source:
                    found[claim.source].add(conflict.id)
    return found


def find_coloured(index: Index) -> dict[str, list[Span]]:
    """Return the words that colour, by article."""
    found: dict[str, list[Span]] = defaultdict(list)
    for item in index.framings:
        found[item.span.article].append(item.span)
    return found


def _choose_description(
    names: Sequence[Span], entity: Entity, coloured: Mapping[str, Sequence[Span]], settings: PartySettings
) -> list[Span]:
    """Return the mentions in the words that say best who somebody is; empty where none says more than the name.

    The words that most accounts have, then the longer ones; never what colours ("the disgraced mayor").
    """
    known = set(_split(entity.name))
    forms: dict[str, list[Span]] = defaultdict(list)
    for span in names:
        words = _split(span.text)
        if not known <= set(words) or known | _EMPTY >= set(words) or len(words) > settings.words:
            continue
        if entity.kind is EntityKind.ORGANIZATION and "," not in span.text:
            continue  # what stands before the name of a body judges it as often as it says which it is
        if not _LEANING.search(span.text) and not any(span.overlaps(other) for other in coloured.get(span.article, ())):
            forms[" ".join(word for word in words if word not in _EMPTY)].append(span)
    told = {form: len({span.article for span in spans}) for form, spans in forms.items()}
    best = max(forms, default=None, key=lambda form: (told[form], len(forms[form][0].text), form))
    return forms[best] if best is not None else []


def _write(form: str) -> str:
    """Return a description for the head of a line: "fire chief Dagny Orrell", but "the captain, Joren Halvik"."""
    form = " ".join(form.split())
    return form if "," in form else _ARTICLE.sub("", form)


def _is_name(text: str, name: str) -> bool:
    """Tell whether a mention names an entity: it has a word of the name, or is an abbreviation.

    A pronoun names nobody, nor does "the minister".
    """
    if not set(_split(text)).isdisjoint(word for word in _split(name) if word not in _EMPTY):
        return True
    return len(text) > 1 and text.isupper() and " " not in text


def _split(text: str) -> list[str]:
    """Return the words of a text without the marks around them."""
    return [word for word in (part.strip(".,;:'“”\"()").casefold() for part in text.replace("’", "'").split()) if word]


def _fold(name: str) -> str:
    return " ".join(_ARTICLE.sub("", name).casefold().split())


def _find_around(index: Index, span: Span) -> list[Claim]:
    """Return the claims that a mention stands in, the shortest first: they tell in whose voice it is."""
    found = [claim for claim in index.claims.values() if any(span.overlaps(part) for part in claim.passage)]
    return sorted(found, key=lambda claim: (sum(part.end - part.start for part in claim.passage), claim.id))
