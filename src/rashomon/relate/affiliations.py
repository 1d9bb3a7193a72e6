"""Who speaks for whom: a spokesman, his company and its chief executive speak with one voice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rashomon.annotate.roles import PAPERS
from rashomon.model.annotated import Annotated
from rashomon.model.records import Entity, EntityKind, Record
from rashomon.model.spans import Span

#: Offices whose holder speaks for the body.
_OFFICES = frozenset(
    """spokesman spokeswoman spokesperson mouthpiece chief executive head director deputy secretary chairman chairwoman
    chair president officer manager commander cmdr cdr captain inspector superintendent sergeant lieutenant colonel
    major general admiral constable commissioner harbourmaster harbormaster leader lawyer attorney doctor boss owner
    governor ceo official representative minister ambassador principal rector dean professor chancellor treasurer
    coordinator supervisor registrar clerk curator bishop engineer scientist agent prosecutor judge chaplain coach
    founder partner economist analyst""".split()  # noqa: SIM905 - a list of 60 strings is no easier to read
)
#: Offices whose holder speaks to everybody, though for no body.
_PUBLIC = _OFFICES | frozenset(
    """mayor mayoress councillor councilman councilwoman senator congressman congresswoman mp premier prime king queen
    prince princess pope candidate politician analyst expert author actor singer player""".split()  # noqa: SIM905
)
#: Offices that speak for a person: "his lawyer" does, "her captain" does not.
_VOICES = frozenset({"spokesman", "spokeswoman", "spokesperson", "lawyer", "attorney", "agent"})
#: Words that undo an office, and words that start another clause.
_BREAKING = frozenset(
    """former formerly ex then until was were had been previous late retired not and or said told says by that but
    after who""".split()  # noqa: SIM905
)
#: Words that part a title from what stands before it: "the board and President Lena Orth".
_LINKING = frozenset(
    "a an and as at but by for from in into of on or over that the this to under when while who with".split()  # noqa: SIM905
)
#: Those whose field is a ministry's, and the words of its name.
_MINISTERS = frozenset({"minister", "secretary"})
_MINISTRIES = frozenset({"ministry", "department", "office", "treasury", "secretariat", "government"})
#: What describes a body before its name: "the embattled Varn council".
_LEADING = re.compile(r"^(?:[a-z][\w’'-]*\s+)+(?=[A-Z])")
_ARTICLE = re.compile(r"^(the|a|an|this|that|its|their|his|her|our|my)\s+", re.IGNORECASE)
#: Heads of bodies' names that tell no body from another, and words for the people of one.
_HEADS = frozenset({"service", "services", "brigade", "department", "crew", "crews", "squad", "force", "team", "teams"})
_SAME = {
    "firefighter": "fire", "firefighters": "fire", "firemen": "fire", "officers": "police", "policemen": "police",
    "coastguard": "guard", "prosecutors": "prosecutor", "doctors": "hospital", "medics": "ambulance",
    "paramedics": "ambulance",
}  # fmt: skip
_POSSESSED = re.compile(r"['’]s\b")
_WORD = re.compile(r"[^\W\d_]+")
_DIRECT = re.compile(r" (of|for|from|with) (the )?")
_OF_BODY = re.compile(r",? (who is )?(the |a |an )?([\w’'-]+ ){1,6}(of|for|at|with) (the )?")
_OWNED = re.compile(r"(['’]s?)?(?P<role>( [\w’'-]+){1,6}),? ?")
#: "Tom Reed, who runs the board", "the board, whose chairman is Tom Reed".
_RUNS = re.compile(r",? who (?:now )?(?:runs|heads|leads|chairs|directs|manages|owns) (?:the |an? )?")
_WHOSE = re.compile(r",? whose (?P<role>(?:[\w’'-]+ ){1,5})is ")
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
_OWNER_AFTER = re.compile(r"['’]s?((?: [\w-]+){1,5})")
_POSSESSIVE = r"(?P<word>its|their|his|her)(?P<role>(?: [\w-]+){1,4})"
_BEFORE = re.compile(rf"\b{_POSSESSIVE},? ?$", re.IGNORECASE)
_AFTER = re.compile(rf", {_POSSESSIVE}", re.IGNORECASE)
#: Those who speak for a person, and what a person heads: "Ms Lund's aides", "Ada Lund's department".
_STAFF = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Prof)\.? )?(?P<owner>[^'’]+)['’]s? "
    r"(?:(?P<staff>aides?|advis[eo]rs?|staff(?:ers)?|entourage)|department|ministry|office|agency)"
)
#: "Its chief executive, " at the head of a sentence, before a name; what may open one as a body does.
_ITS_OPENING = re.compile(r"(?:^|[.!?]['\"”’)]*\s+)((?:Its|Their) (?:[\w’'-]+ ){0,4}[\w’'-]+,? ?)$")
_BODIES = (EntityKind.ORGANIZATION, EntityKind.PLACE)
#: What stands before the first word of a sentence.
_OPENING = re.compile(r"(?:^|[.!?]['\"”’)]*\s+|\n\s*)$")
_CLAUSE = re.compile(r"[^\w\s’'-]|\n")
#: "Varn's government spokesman, Tor Vik", "Tor Vik, Lund's campaign manager": what stands before and after the name.
_OF_OWNER = (
    r"(?<!\w)(?P<owner>\w{1,60})['’]s? (?P<body>government|campaign) "
    r"(?:spokes(?:man|woman|person)|manager|director|chief)"
)
#: The beginning of another body's name right before the head of a name.
_OTHER_NAME = re.compile(r"(?<!\w)(?!(?:The|A|An|This|Its|Their|Our)\s)[A-Z][\w’'-]*\s+$")
_APPOSITION = re.compile(r",\s+([^,.;:!?\n]{1,80})")


class AffiliationSettings(Record, frozen=True, kw_only=True):
    """How far is looked."""

    #: Characters around a mention; an apposition is shorter.
    reach: int = 80
    #: Characters back to the body that "its" stands for: the sentence before, seldom further.
    back: int = 400
    #: Letters in a name that is looked for in titles; shorter ones are pronouns and initials.
    least: int = 4


SETTINGS = AffiliationSettings()


class _Place(Record, frozen=True, kw_only=True):
    """A mention with the entity it belongs to."""

    span: Span
    entity: Entity


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
    for account in accounts:
        places = _read_places(account.article.id, entities)
        names = _read_names(entities, account.article.id)
        text = account.article.text
        ties = [*_read_ties(text, places), *_read_titles(text, places, names, chosen)]
        if owned:
            ties += [*_read_owned(text, entities), *_read_firms(account, entities)]
        for person, body in ties:
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


def find_officials(
    accounts: Sequence[Annotated], entities: Sequence[Entity], offices: frozenset[str] = _PUBLIC
) -> frozenset[str]:
    """Return the persons whom an account introduces with an office: their words are heard by many newsrooms."""
    found: set[str] = set()
    for account in accounts:
        text = account.article.text
        for place in _read_places(account.article.id, entities):
            if place.entity.kind is not EntityKind.PERSON or place.entity.id in found:
                continue
            before = _CLAUSE.split(text[max(0, place.span.start - SETTINGS.reach // 2) : place.span.start])[-1].split()[
                -4:
            ]
            apposition = _APPOSITION.match(text[place.span.end : place.span.end + SETTINGS.reach])
            words = " ".join([*before, place.span.text, apposition.group(1) if apposition else ""])
            if _names_office(words, offices):
                found.add(place.entity.id)
    return frozenset(found)


def _follow(entity: str, chosen: Mapping[str, str]) -> str:
    """Return the end of the chain from a person to a body."""
    seen = {entity}
    while entity in chosen and chosen[entity] not in seen:
        entity = chosen[entity]
        seen.add(entity)
    return entity


def _read_places(article: str, entities: Sequence[Entity]) -> list[_Place]:
    """Return the mentions of persons, bodies and places in an article, in the order of the text."""
    places = [
        _Place(span=mention, entity=entity)
        for entity in entities
        if entity.kind is not EntityKind.OTHER
        for mention in entity.mentions
        if mention.article == article
    ]
    return sorted(places, key=lambda place: (place.span.start, -place.span.end, place.entity.id))


def _read_ties(text: str, places: Sequence[_Place]) -> Iterator[tuple[str, str]]:
    """Yield the (person, body) ties that the neighbourhood of each person's mentions shows."""
    for number, place in enumerate(places):
        if place.entity.kind is not EntityKind.PERSON:
            continue
        owner = _read_possessive(text, places, number)
        if owner is not None:
            yield place.entity.id, owner
        for other in _nearby(places, number):
            if other.entity.kind is EntityKind.ORGANIZATION and _is_tied(text, place.span, other.span):
                yield place.entity.id, other.entity.id


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
        holders = find_officials([account], entities, _OFFICES)
        for place in _read_places(account.article.id, entities):  # "the mill's owner, Dov Carrel"
            before = _BEFORE_NAME.search(account.article.text[: place.span.start][-SETTINGS.reach :])
            if _names_office(before["role"] if before else place.span.text):
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
    return _names_office(role) or (_names_office(role, _SPEAKING) and role.rsplit(maxsplit=1)[-1] in _SPEAKING)


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
    words = {_SAME.get(word, word) for word in _WORD.findall(_ARTICLE.sub("", name.casefold()))}
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


def _read_titles(
    text: str, places: Sequence[_Place], names: Mapping[str, str], joined: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the ties that lie within a mention or its title: "Line boss Ida Holm", "fire chief Tor Vik".

    A title that shares its field with one body alone ("fire" with the fire service) ties to that body.
    """
    fields: dict[str, set[str]] = {}
    for name, body in names.items():
        for word in _WORD.findall(name):
            fields.setdefault(_SAME.get(word, word), set()).add(_follow(body, joined))
    ministries = {_follow(body, joined) for name, body in names.items() if _MINISTRIES & set(_WORD.findall(name))}
    for place in places:
        if place.entity.kind is not EntityKind.PERSON:
            continue
        before = _CLAUSE.split(text[max(0, place.span.start - SETTINGS.reach // 2) : place.span.start])[-1]
        mention = place.span.text.casefold().replace("’", "'")
        after = text[place.span.end : place.span.end + SETTINGS.reach]
        owner = _read_apposition(after, names) or _read_home(after, names)
        if owner is not None:
            yield place.entity.id, owner
        inside = [name for name in names if name in mention and _stands_alone(place.span.text, name)]
        if inside and _names_office(mention):
            yield place.entity.id, names[max(inside, key=lambda name: (len(name), name))]
            continue
        own = place.entity.name.casefold().split()
        title = [word for word in _read_title(before) + mention.split()[:-1] if word not in own]
        if not _names_office(" ".join([*title, *mention.split()[-1:]])):
            continue
        shared = [
            fields[word] for word in title if word in fields and word not in _OFFICES and len(word) >= SETTINGS.least
        ]
        if _MINISTERS & {*title, *mention.split()[-1:]}:  # a health minister speaks for no health organisation
            shared = [bodies & ministries for bodies in shared]
        if len(shared) == 1 and len(shared[0]) == 1:
            yield place.entity.id, next(iter(shared[0]))


def _stands_alone(text: str, name: str) -> bool:
    """Tell whether words are a name of their own in a text: "ministry" is not in "the Finance Ministry".

    >>> _stands_alone("a clerk at the ministry", "ministry")
    True
    >>> _stands_alone("a clerk at the Finance Ministry", "ministry")
    False
    """
    match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text.replace("’", "'"), re.IGNORECASE)
    return match is not None and not _OTHER_NAME.search(text[: match.start()])


def _read_title(before: str) -> list[str]:
    """Return the words right before a name that may be its title: none before "and" or "with" belongs to it."""
    words = before.casefold().split()[-4:]
    start = max((place for place, word in enumerate(words, 1) if word in _LINKING), default=0)
    return words[start:]


def _read_apposition(after: str, names: Mapping[str, str]) -> str | None:
    """Return the body that an apposition behind a person names: ", the board's director", ", director of the board"."""
    match = _APPOSITION.match(after)
    if match is None or not _names_office(match.group(1)):
        return None
    words = match.group(1).casefold().replace("’", "'")
    for name in sorted((name for name in names if name in words), key=lambda name: (-len(name), name)):
        if re.search(rf"(?:\b(?:of|for|at|with) (?:the )?{re.escape(name)}$)|(?:(?<!\w){re.escape(name)}'s?\b)", words):
            return names[name]
    return None


def _read_home(after: str, names: Mapping[str, str]) -> str | None:
    """Return the body that stands right behind a person: "Inspector Tor Vik of the harbour police"."""
    match = _DIRECT.match(after)
    words = after[match.end() :].casefold().replace("’", "'") if match else ""
    found = [name for name in names if re.match(rf"{re.escape(name)}(?!\w)", words)]
    return names[max(found, key=lambda name: (len(name), name))] if found else None


def _nearby(places: Sequence[_Place], number: int) -> Iterator[_Place]:
    """Yield the mentions around one, near enough for an apposition."""
    span = places[number].span
    for step in (-1, 1):
        other = number + step
        while 0 <= other < len(places):
            near = places[other].span
            if (near.start > span.end + SETTINGS.reach) if step > 0 else (near.start < span.start - 2 * SETTINGS.reach):
                break
            yield places[other]
            other += step


def _is_tied(text: str, person: Span, body: Span) -> bool:
    """Tell whether the words around a person and a body nearby say that the one speaks for the other."""
    if person.contains(body):
        return _names_office(text[person.start : body.start] + " " + text[body.end : person.end])
    if person.end <= body.start:
        return _is_tied_after(text, person, body)
    if body.end <= person.start:
        between = text[body.end : person.start]
        if between in ("'s ", "’s ") and person.text.istitle():  # "the board's Tom Reed"
            return True
        if (whose := _WHOSE.fullmatch(between)) is not None:
            return _names_office(whose["role"])
        role = _OWNED.fullmatch(
            between + " ".join(person.text.split()[:-1]) if between in (" ", "'s ", "’s ") else between
        )
        return role is not None and _names_office(role["role"])
    return False


def _is_tied_after(text: str, person: Span, body: Span) -> bool:
    """Tell the same for a body that is named after the person."""
    between = text[person.end : body.start]
    if _DIRECT.fullmatch(between) or _RUNS.fullmatch(between):
        return True
    if _OF_BODY.fullmatch(between):
        return _names_office(between.replace("who is", ""))
    owned = _OWNER_AFTER.match(text[body.end : body.end + SETTINGS.reach])
    return between in (", ", ", the ") and owned is not None and _names_office(owned.group(1))


def _names_office(words: str, offices: frozenset[str] = _OFFICES) -> bool:
    """Tell whether words name an office that is still held."""
    folded = {word.casefold() for word in _WORD.findall(words)}
    return bool(folded & offices) and not folded & _BREAKING


def _find_opener(text: str, places: Sequence[_Place], number: int) -> str | None:
    """Return the body or place that opens the sentence before one that begins with "Its": "Orvan said so. Its chief".

    Of all that a sentence names, the next one goes on about its subject.
    """
    start = places[number].span.start
    match = _ITS_OPENING.search(text[:start]) if text[start : start + 3] not in ("Its", "The") else None
    begin = match.start(1) if match is not None else start if text.startswith(("Its ", "Their "), start) else -1
    if begin < 0 or "\n" in text[max(0, begin - 2) : begin]:
        return None
    before = text[:begin].rstrip()
    opening = max(before.rfind(mark, 0, len(before) - 1) for mark in (". ", "! ", "? ", "\n")) + 1
    while opening < len(before) and text[opening].isspace():
        opening += 1
    for place in places:
        first = place.span.start - (4 if text[opening : opening + 4] in ("The ", "the ") else 0)
        if (
            first <= opening <= place.span.start
            and place.entity.kind in _BODIES
            and place.entity.id != places[number].entity.id
        ):
            return place.entity.id
    return None


def _read_possessive(text: str, places: Sequence[_Place], number: int) -> str | None:
    """Return the body that "its" or "their" stands for in "its director, Ida Holm" or "Ida Holm, its director".

    A place that opens a sentence acts as a body does: "Varn denied it. Its spokesman, ...".
    """
    here = places[number]
    span = here.span
    match = (
        re.match(_POSSESSIVE, span.text, re.IGNORECASE)
        or _BEFORE.search(text[max(0, span.start - SETTINGS.reach) : span.start])
        or _AFTER.match(text[span.end : span.end + SETTINGS.reach])
    )
    if match is None:
        return None
    of_body = match["word"].casefold() in ("its", "their")
    if not _names_office(match["role"], _OFFICES if of_body else _VOICES):
        return None
    wanted = EntityKind.ORGANIZATION if of_body else EntityKind.PERSON
    if of_body and (subject := _find_opener(text, places, number)) is not None:
        return subject
    for place in reversed(places[:number]):
        if span.start - place.span.start > SETTINGS.back:
            return None
        acts = of_body and place.entity.kind is EntityKind.PLACE and _OPENING.search(text[: place.span.start])
        owner = place.entity.kind is wanted or acts
        if owner and place.span.end <= span.start and place.entity.id != here.entity.id:
            return place.entity.id
    return None
