"""Who speaks for whom: a spokesman, his company and its chief executive speak with one voice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rashomon.annotate.roles import PAPERS
from rashomon.model.annotated import Annotated
from rashomon.model.records import Entity, EntityKind
from rashomon.model.spans import Span
from rashomon.relate.introductions import (
    OFFICES,
    SAME_FIELD,
    SETTINGS,
    WORD,
    find_officials,
    names_office,
    read_places,
    read_ties,
    read_titles,
)

#: What describes a body before its name: "the embattled Varn council".
_LEADING = re.compile(r"^(?:[a-z][\w’'-]*\s+)+(?=[A-Z])")
_ARTICLE = re.compile(r"^(the|a|an|this|that|its|their|his|her|our|my)\s+", re.IGNORECASE)
#: Heads of bodies' names that tell no body from another.
_HEADS = frozenset({"service", "services", "brigade", "department", "crew", "crews", "squad", "force", "team", "teams"})
_POSSESSED = re.compile(r"['’]s\b")
#: Those who speak for a body and have no name: "an official at the board", "board officials", "the board's chairman".
_UNNAMED_OF = re.compile(r"(?P<role>.+?) (?:at|of|for|from|with) (?:the )?(?P<body>.+)")
_UNNAMED_BEFORE = re.compile(r"(?:an?|the|one|two|three|some|several)? ?(?P<body>.+?)(?:['’]s?)? (?P<role>[\w-]+)")
_SPEAKING = frozenset({
    "officials", "officers", "inspectors", "investigators", "representatives", "executives", "managers", "spokesmen",
    "spokeswomen", "spokespeople", "leaders", "inspector", "investigator", "officer", "executive",
})  # fmt: skip
_BEFORE_NAME = re.compile(r"\b(?:the|its|their|an?) (?P<role>(?:[\w’'-]+ ?){1,5}), $", re.IGNORECASE)
#: Where the noun of a description ends: "a council paper seen by the Post".
_TAIL = re.compile(r"\b(?:of|for|from|by|on|to|in|about|seen|dated|written|sent|that|which)\b")
#: Those who speak for a person, and what a person heads: "Ms Lund's aides", "Ada Lund's department".
_STAFF = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Prof)\.? )?(?P<owner>[^'’]+)['’]s? "
    r"(?:(?P<staff>aides?|advis[eo]rs?|staff(?:ers)?|entourage)|department|ministry|office|agency)"
)
#: "Varn's government spokesman, Tor Vik", "Tor Vik, Lund's campaign manager": what stands before and after the name.
_OF_OWNER = (
    r"(?<!\w)(?P<owner>\w{1,60})['’]s? (?P<body>government|campaign) "
    r"(?:spokes(?:man|woman|person)|manager|director|chief)"
)


def find_bodies(accounts: Sequence[Annotated], entities: Sequence[Entity], *, owned: bool = True) -> dict[str, str]:
    """Return for every entity the id of the body it speaks for; its own id where it speaks for itself.

    Read from how any account introduces a person: "Ada Lund, spokeswoman for the Harbour Board", "Board chairman Ola
    Berg", "its director, Ida Holm", "Inspector Tor Vik of the city police". A person with several bodies goes to the
    one named most often. Whose spokesman speaks for a body speaks for it too. A body without a name of its own ("the
    fire brigade") is the one named body whose name holds its words; named bodies are never joined. With ``owned`` those
    count as well who speak for a country or a campaign; not where words are compared, since a country has none.
    """
    votes: dict[str, Counter[str]] = {}
    kinds = {entity.id: entity.kind for entity in entities}
    sizes = {entity.id: len(entity.mentions) for entity in entities}
    chosen = _join_unnamed(entities)
    press = _find_press(accounts, entities)
    for account in accounts:
        places = read_places(account.article.id, entities)
        names = {name: _follow(body, chosen) for name, body in _read_names(entities, account.article.id).items()}
        text = account.article.text
        ties = [*read_ties(text, places), *read_titles(text, places, names)]
        if owned:
            ties += [*_read_owned(text, entities), *_read_firms(account, entities)]
        for person, body in ties:
            if body in press:
                continue
            votes.setdefault(person, Counter())[_follow(body, chosen)] += 1
    masters: dict[str, str] = {}
    for person, counts in votes.items():
        for body in sorted(counts, key=lambda body: (counts[body], sizes[body], body)):
            (masters if kinds[body] is EntityKind.PERSON else chosen)[person] = body
    for person, master in sorted(masters.items()):
        if person in chosen:
            chosen.setdefault(master, chosen[person])
        elif person != chosen.get(master):
            chosen[person] = master
    if owned:
        chosen.update(_join_staff(entities, chosen))
        chosen.update(_join_officials(entities, chosen))
    return {entity.id: _follow(entity.id, chosen) for entity in entities}


def gather_entities(accounts: Sequence[Annotated]) -> tuple[Entity, ...]:
    """Return the entities of all accounts, each with its mentions in all of them."""
    mentions: dict[str, list[Span]] = {}
    first: dict[str, Entity] = {}
    for account in accounts:
        for entity in account.entities:
            first.setdefault(entity.id, entity)
            mentions.setdefault(entity.id, []).extend(entity.mentions)
    return tuple(
        Entity(id=key, name=entity.name, kind=entity.kind, mentions=tuple(sorted(set(mentions[key]))))
        for key, entity in sorted(first.items())
    )


def _find_press(accounts: Sequence[Annotated], entities: Sequence[Entity]) -> frozenset[str]:
    """Return the entities that are the outlets of accounts: they print what others say, and nobody speaks for them."""
    outlets = {_ARTICLE.sub("", (account.article.outlet or "").strip()).casefold() for account in accounts} - {""}
    return frozenset(entity.id for entity in entities if _ARTICLE.sub("", entity.name).casefold() in outlets)


def _follow(entity: str, chosen: Mapping[str, str]) -> str:
    """Return the end of the chain from a person to a body."""
    seen = {entity}
    while entity in chosen and chosen[entity] not in seen:
        entity = chosen[entity]
        seen.add(entity)
    return entity


def _read_owned(text: str, entities: Sequence[Entity]) -> Iterator[tuple[str, str]]:
    """Yield the ties of those who speak for somebody's campaign, or for the government of a place: for the place."""
    if not re.search(_OF_OWNER, text):
        return
    bodies = {
        entity.name.casefold().replace("’", "'"): entity.id
        for entity in entities
        if entity.kind is EntityKind.PLACE or entity.name.endswith("campaign")
    }
    for entity in entities:
        if entity.kind is not EntityKind.PERSON or " " not in entity.name:
            continue
        name = re.escape(entity.name)
        match = re.search(rf"{_OF_OWNER},? {name}\b", text) or re.search(rf"\b{name}, {_OF_OWNER}", text)
        if match is None:
            continue
        owner = match["owner"].casefold()
        ending = owner if match["body"] == "government" else f"{owner}'s campaign"
        found = [key for body, key in sorted(bodies.items()) if body == ending or body.endswith(f" {ending}")]
        if len(found) == 1:
            yield entity.id, found[0]


def _read_firms(account: Annotated, entities: Sequence[Entity]) -> Iterator[tuple[str, str]]:
    """Yield the ties of those who hold an office to the one firm that has their name: Dov Carrel, Carrel Mills."""
    people: dict[str, list[str]] = {}
    for entity in entities:
        if entity.kind is EntityKind.PERSON and " " in entity.name:
            people.setdefault(entity.name.split()[-1], []).append(entity.id)
    firms = [
        (people[words[0]][0], entity.id)
        for entity in entities
        if entity.kind is EntityKind.ORGANIZATION
        and len(words := _POSSESSED.sub("", _ARTICLE.sub("", entity.name)).split()) > 1
        and len(people.get(words[0], ())) == 1
        and words[-1] not in ("campaign", "camp", "administration", "government")
    ]
    if firms:
        holders = find_officials([account], entities, OFFICES)
        for place in read_places(account.article.id, entities):  # "the mill's owner, Dov Carrel"
            before = _BEFORE_NAME.search(account.article.text[: place.span.start][-SETTINGS.reach :])
            if names_office(before["role"] if before else place.span.text):
                holders |= {place.entity.id}
        yield from ((person, firm) for person, firm in firms if person in holders)


def _join_officials(entities: Sequence[Entity], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return for those who speak for a body and have no name that body: "an official at the MPA", "MPA officials"."""
    owners: dict[str, set[str]] = {}
    for entity in entities:
        if entity.kind is EntityKind.ORGANIZATION and not _is_paper(entity.name):
            for text in (entity.name, *(mention.text for mention in entity.mentions)):
                if text != text.lower():
                    owners.setdefault(_ARTICLE.sub("", text).casefold(), set()).add(_follow(entity.id, chosen))
    found = {}
    for entity in entities:
        if entity.id in chosen or entity.kind is EntityKind.PLACE:
            continue
        for pattern in (_UNNAMED_OF, _UNNAMED_BEFORE):
            match = pattern.fullmatch(entity.name)
            bodies = owners.get(match["body"].casefold(), set()) - {entity.id} if match else set()
            if match and len(bodies) == 1 and match["role"] == match["role"].lower() and _speaks(match["role"]):
                found[entity.id] = next(iter(bodies))
                break
    return found


def _speaks(role: str) -> bool:
    return names_office(role) or (names_office(role, _SPEAKING) and role.rsplit(maxsplit=1)[-1] in _SPEAKING)


def _is_paper(name: str) -> bool:
    """Tell whether what was taken for a body is something written: "a council paper seen by the Post".

    >>> _is_paper("a council paper seen by the Post"), _is_paper("the town council")
    (True, False)
    """
    head = _TAIL.split(name)[0].split()[-1:]
    return bool(head) and name[:1].islower() and head[0] in PAPERS


def _join_unnamed(entities: Sequence[Entity]) -> dict[str, str]:
    """Return for bodies that are only described ("firefighters") the one body whose name holds the description."""
    words = {
        e.id: _describe_body(e.name) for e in entities if e.kind is EntityKind.ORGANIZATION and not _is_paper(e.name)
    }
    homes = {e.id: {mention.article for mention in e.mentions} for e in entities}
    described = {e.id for e in entities if e.id in words and e.name == e.name.lower()}
    chosen = {}
    for one in sorted(described):
        wider = [other for other in sorted(words) if words[one] and words[one] < words[other]]
        equal = [other for other in sorted(words) if words[one] == words[other] and words[one]]
        if len(wider) > 1:  # of several courts "the court" is the one that its own account names
            wider = [other for other in wider if homes[one] <= homes[other]] or wider
        if len(wider) == 1:
            chosen[one] = wider[0]
        elif not wider and equal[:1] not in ([], [one]) and all(other in described for other in equal):
            chosen[one] = equal[0]
    return chosen


def _join_staff(entities: Sequence[Entity], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return for "Ms Lund's aides" Lund, and for "Lund's department" the body that Lund speaks for."""
    people = {entity.id: entity.name for entity in entities if entity.kind is EntityKind.PERSON}
    found = {}
    for entity in entities:
        match = _STAFF.fullmatch(entity.name)
        if match is None:
            continue
        owner = f" {match['owner'].removeprefix('the ')}"
        owners = [key for key, name in sorted(people.items()) if f" {name}".endswith(owner)]
        if len(owners) != 1:
            continue
        body = _follow(owners[0], chosen)
        if match["staff"]:
            found[entity.id] = owners[0]
        elif body != owners[0]:
            found[entity.id] = body
    return found


def _describe_body(name: str) -> frozenset[str]:
    """Return the words that tell a body from others, "firefighters" and "the fire brigade" by the same one."""
    words = {SAME_FIELD.get(word, word) for word in WORD.findall(_ARTICLE.sub("", name.casefold()))}
    return frozenset(words - _HEADS)


def _read_names(entities: Sequence[Entity], article: str) -> dict[str, str]:
    """Return the names under which bodies are mentioned, without "the"; a name of two bodies is left out.

    A description ("the authority") and the head of a name hold within their own article, a name everywhere.
    """
    owners: dict[str, set[str]] = {}
    for entity in entities:
        if entity.kind is EntityKind.ORGANIZATION and not _is_paper(entity.name):
            texts = [m.text for m in entity.mentions if m.article == article or _is_name(m.text)]
            here = any(m.article == article for m in entity.mentions)
            heads = [entity.name.split()[-1]] if here and " " in entity.name else []
            for text in (entity.name, *texts, *heads):
                name = _ARTICLE.sub("", _LEADING.sub("", text).casefold().replace("’", "'"))
                if len(name) >= SETTINGS.least:
                    owners.setdefault(name, set()).add(entity.id)
    return {name: next(iter(owner)) for name, owner in sorted(owners.items()) if len(owner) == 1}


def _is_name(text: str) -> bool:
    """Tell whether a mention means the same in every article: "the Harbour Board", "harbour police", not "the line"."""
    bare = _ARTICLE.sub("", text)
    return " " in bare or bare[1:] != bare[1:].lower()
