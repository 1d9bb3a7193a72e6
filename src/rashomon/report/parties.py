"""Who is party to an event: the persons and bodies that many accounts name, as the accounts describe them."""

from __future__ import annotations

import re
from collections import defaultdict

from rashomon.model.records import Entity, EntityKind, OriginKind, Record
from rashomon.model.spans import Span
from rashomon.report.indexes import Index
from rashomon.report.passages import Told, gather_told
from rashomon.report.phrases import say_count


class PartySettings(Record, frozen=True, kw_only=True):
    """Who is central."""

    #: Lines under the question; more are no longer central.
    most: int = 5
    #: Accounts that must name somebody, and the share of all accounts. In the packs and the seeds everyone whom a
    #: reader needs is above a third; below stand bystanders who are quoted once.
    least: int = 2
    share: float = 1 / 3
    #: Words of the longest description: "the general secretary of the New Harbour party".
    words: int = 14


SETTINGS = PartySettings()

#: What says who somebody is only beside the sentence before ("its spokesman"), or says nothing of him ("Mr").
_LEANING = re.compile(
    r"^(?:its|his|her|their|our|my|your|that|this|another|the (?:same|other|latter|former))\b"
    r"|^(?:mr|mrs|ms|miss|dr|sir)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:s?he|his|hers?|him|the[ym]|theirs?|its?|we|ours?|us|i|my|you|yours?|who)$", re.IGNORECASE)
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
    """Return who is central, those whom most accounts name first.

    A body is party to an event only where it says something: others are often places, ships and buildings. Outlets and
    agencies tell of it and are left out.

    >>> from rashomon.model.records import Ledger
    >>> view_parties(Index(Ledger()))
    ()
    """
    tellers = {origin.name.casefold() for origin in index.ledger.origins if origin.kind is not OriginKind.SOURCE}
    tellers |= {article.outlet.casefold() for article in index.ledger.articles if article.outlet}
    speaking = _find_speaking(index)
    found = []
    for entity in index.ledger.entities:
        heard = speaking.get(entity.id, set())
        named = heard | {span.article for span in entity.mentions if _is_name(span.text) and index.stands(span)}
        if entity.kind not in _KINDS or entity.name.casefold() in tellers:
            continue
        if len(named) < max(settings.least, settings.share * len(index.articles)):
            continue
        described = _choose_description(index, entity, settings)
        person = entity.kind is EntityKind.PERSON
        if heard or (person and described):
            key = (-len(named), -len(heard), -len(entity.mentions), entity.name)
            found.append((key, entity, described, named, heard))
    found.sort(key=lambda item: item[0])
    return tuple(
        _view_party(index, number, entity, described, named, heard)
        for number, (_, entity, described, named, heard) in enumerate(found[: settings.most], 1)
    )


def _view_party(
    index: Index, number: int, entity: Entity, described: list[Span], named: set[str], heard: set[str]
) -> Party:
    spans = described or _find_first(index, entity)
    support = f"named by {say_count(len(named), 'account')}"
    if heard:
        support += f", speaks in {len(heard)}"
    form = " ".join(spans[0].text.split()) if described else entity.name
    if "," not in form:  # "the fire chief Dagny Orrell", but "the captain, Joren Halvik"
        form = _ARTICLE.sub("", form)
    return Party(
        anchor=f"party-{number}",
        form=form[:1].upper() + form[1:],
        support=support,
        place=index.place(spans[0]) if spans else None,
        spans=tuple(spans),
        told=gather_told(index, spans[:1], ()),
    )


def _find_speaking(index: Index) -> dict[str, set[str]]:
    """Return for each entity the accounts in which it is quoted or reported to say something."""
    found: dict[str, set[str]] = defaultdict(set)
    for quote in index.ledger.quotes:
        if quote.speaker and quote.content:
            found[quote.speaker].add(quote.content[0].article)
    return found


def _choose_description(index: Index, entity: Entity, settings: PartySettings) -> list[Span]:
    """Return the mentions in the words that say best who somebody is; empty where none says more than the name.

    The words that most accounts have, then the longer ones; never what colours ("the disgraced mayor").
    """
    name = entity.name.split()
    if not name:
        return []
    last, known = name[-1].casefold(), set(entity.name.casefold().split())
    forms: dict[str, list[Span]] = defaultdict(list)
    for span in sorted(entity.mentions, key=lambda span: (index.rank(span.article), span.start)):
        words = span.text.split()
        more = [word for word in words if word.strip(".,’'").casefold() not in known]
        if not more or len(words) > settings.words or last not in span.text.casefold():
            continue
        if _LEANING.search(span.text) or _is_coloured(index, span) or not index.stands(span):
            continue
        if known <= {word.strip(",.").casefold() for word in words}:
            forms[" ".join(_ARTICLE.sub("", span.text).casefold().replace("’", "'").split())].append(span)
    best = max(forms, default=None, key=lambda form: (len({span.article for span in forms[form]}), len(form), form))
    return forms[best] if best is not None else []


def _is_coloured(index: Index, span: Span) -> bool:
    return any(
        item.span.article == span.article and item.span.start < span.end and span.start < item.span.end
        for item in index.framings
    )


def _find_first(index: Index, entity: Entity) -> list[Span]:
    """Return the first mention that is a name, if there is one at its place."""
    named = [span for span in entity.mentions if _is_name(span.text) and index.stands(span)]
    return sorted(named, key=lambda span: (index.rank(span.article), span.start))[:1]


def _is_name(text: str) -> bool:
    """Tell whether a mention is a name: a pronoun or a bare title ("the minister") is none."""
    return len(text) > 2 and any(word[:1].isupper() for word in text.split()) and _PRONOUN.match(text) is None
