"""How a text introduces somebody: "Ada Lund, spokeswoman for the board", "board chairman Ola Berg", "its director"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rashomon.model.annotated import Annotated
from rashomon.model.records import Entity, EntityKind, Record
from rashomon.model.spans import Span

#: Offices whose holder speaks for the body.
OFFICES = frozenset(
    """spokesman spokeswoman spokesperson mouthpiece chief executive head director deputy secretary chairman chairwoman
    chair president officer manager commander cmdr cdr captain inspector superintendent sergeant lieutenant colonel
    major general admiral constable commissioner harbourmaster harbormaster leader lawyer attorney doctor boss owner
    governor ceo official representative minister ambassador principal rector dean professor chancellor treasurer
    coordinator supervisor registrar clerk curator bishop engineer scientist agent prosecutor judge chaplain coach
    founder partner economist analyst""".split()  # noqa: SIM905 - a list of 60 strings is no easier to read
)
#: Offices whose holder speaks to everybody, though for no body.
_PUBLIC = OFFICES | frozenset(
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
#: Words for the people of a body, by the word of its name.
SAME_FIELD = {
    "firefighter": "fire", "firefighters": "fire", "firemen": "fire", "officers": "police", "policemen": "police",
    "coastguard": "guard", "prosecutors": "prosecutor", "doctors": "hospital", "medics": "ambulance",
    "paramedics": "ambulance",
}  # fmt: skip
WORD = re.compile(r"[^\W\d_]+")
_DIRECT = re.compile(r" (of|for|from|with) (the )?")
_OF_BODY = re.compile(r",? (who is )?(the |a |an )?([\w’'-]+ ){1,6}(of|for|at|with) (the )?")
_OWNED = re.compile(r"(['’]s?)?(?P<role>( [\w’'-]+){1,6}),? ?")
#: "Tom Reed, who runs the board", "the board, whose chairman is Tom Reed".
_RUNS = re.compile(r",? who (?:now )?(?:runs|heads|leads|chairs|directs|manages|owns) (?:the |an? )?")
_WHOSE = re.compile(r",? whose (?P<role>(?:[\w’'-]+ ){1,5})is ")
_OWNER_AFTER = re.compile(r"['’]s?((?: [\w-]+){1,5})")
_POSSESSIVE = r"(?P<word>its|their|his|her)(?P<role>(?: [\w-]+){1,4})"
_BEFORE = re.compile(rf"\b{_POSSESSIVE},? ?$", re.IGNORECASE)
_AFTER = re.compile(rf", {_POSSESSIVE}", re.IGNORECASE)
#: What stands before the first word of a sentence.
_OPENING = re.compile(r"(?:^|[.!?]['\"”’)]*\s+|\n\s*)$")
_END = re.compile(r"[.!?]['\"”’)]*\s")
_CLAUSE = re.compile(r"[^\w\s’'-]|\n")
#: The beginning of another body's name right before the head of a name.
_OTHER_NAME = re.compile(r"(?<!\w)(?!(?:The|A|An|This|Its|Their|Our)\s)[A-Z][\w’'-]*\s+$")
_APPOSITION = re.compile(r",\s+([^,.;:!?\n]{1,80})")


class IntroductionSettings(Record, frozen=True, kw_only=True):
    """How far is looked."""

    #: Characters around a mention; an apposition is shorter.
    reach: int = 80
    #: Characters back to the body that "its" stands for: the sentence before, seldom further.
    back: int = 400
    #: Letters in a name that is looked for in titles; shorter ones are pronouns and initials.
    least: int = 4


SETTINGS = IntroductionSettings()


class Mentioned(Record, frozen=True, kw_only=True):
    """A mention with the entity it belongs to."""

    span: Span
    entity: Entity


def find_officials(
    accounts: Sequence[Annotated], entities: Sequence[Entity], offices: frozenset[str] = _PUBLIC
) -> frozenset[str]:
    """Return the persons whom an account introduces with an office: their words are heard by many newsrooms."""
    found: set[str] = set()
    for account in accounts:
        text = account.article.text
        for place in read_places(account.article.id, entities):
            if place.entity.kind is not EntityKind.PERSON or place.entity.id in found:
                continue
            before = _CLAUSE.split(text[max(0, place.span.start - SETTINGS.reach // 2) : place.span.start])[-1].split()[
                -4:
            ]
            apposition = _APPOSITION.match(text[place.span.end : place.span.end + SETTINGS.reach])
            words = " ".join([*before, place.span.text, apposition.group(1) if apposition else ""])
            if names_office(words, offices):
                found.add(place.entity.id)
    return frozenset(found)


def read_places(article: str, entities: Sequence[Entity]) -> list[Mentioned]:
    """Return the mentions of persons, bodies and places in an article, in the order of the text."""
    places = [
        Mentioned(span=mention, entity=entity)
        for entity in entities
        if entity.kind is not EntityKind.OTHER
        for mention in entity.mentions
        if mention.article == article
    ]
    return sorted(places, key=lambda place: (place.span.start, -place.span.end, place.entity.id))


def read_ties(text: str, places: Sequence[Mentioned]) -> Iterator[tuple[str, str]]:
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


def _nearby(places: Sequence[Mentioned], number: int) -> Iterator[Mentioned]:
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
        return names_office(text[person.start : body.start] + " " + text[body.end : person.end])
    if person.end <= body.start:
        return _is_tied_after(text, person, body)
    if body.end <= person.start:
        between = text[body.end : person.start]
        if between in ("'s ", "’s ") and person.text.istitle():  # "the board's Tom Reed"
            return True
        if (whose := _WHOSE.fullmatch(between)) is not None:
            return names_office(whose["role"])
        role = _OWNED.fullmatch(
            between + " ".join(person.text.split()[:-1]) if between in (" ", "'s ", "’s ") else between
        )
        return role is not None and names_office(role["role"])
    return False


def _is_tied_after(text: str, person: Span, body: Span) -> bool:
    """Tell the same for a body that is named after the person."""
    between = text[person.end : body.start]
    if _DIRECT.fullmatch(between) or _RUNS.fullmatch(between):
        return True
    if _OF_BODY.fullmatch(between):
        return names_office(between.replace("who is", ""))
    owned = _OWNER_AFTER.match(text[body.end : body.end + SETTINGS.reach])
    return between in (", ", ", the ") and owned is not None and names_office(owned.group(1))


def read_titles(text: str, places: Sequence[Mentioned], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the ties that lie within a mention or its title: "Line boss Ida Holm", "fire chief Tor Vik".

    A title that shares its field with one body alone ("fire" with the fire service) ties to that body.
    """
    fields: dict[str, set[str]] = {}
    for name, body in names.items():
        for word in WORD.findall(name):
            fields.setdefault(SAME_FIELD.get(word, word), set()).add(body)
    ministries = {body for name, body in names.items() if _MINISTRIES & set(WORD.findall(name))}
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
        if inside and names_office(mention):
            yield place.entity.id, names[max(inside, key=lambda name: (len(name), name))]
            continue
        own = place.entity.name.casefold().split()
        title = [word for word in _read_title(before) + mention.split()[:-1] if word not in own]
        if not names_office(" ".join([*title, *mention.split()[-1:]])):
            continue
        shared = [
            fields[word] for word in title if word in fields and word not in OFFICES and len(word) >= SETTINGS.least
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
    if match is None or not names_office(match.group(1)):
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


def names_office(words: str, offices: frozenset[str] = OFFICES) -> bool:
    """Tell whether words name an office that is still held."""
    folded = {word.casefold() for word in WORD.findall(words)}
    return bool(folded & offices) and not folded & _BREAKING


def _read_possessive(text: str, places: Sequence[Mentioned], number: int) -> str | None:
    """Return the body that "its" or "their" stands for in "its director, Ida Holm" or "Ida Holm, its director".

    A place that opens a sentence acts as a body does: "Varn denied it. Its spokesman, ...".
    """
    here = places[number]
    span = here.span
    start = max(0, span.start - SETTINGS.reach)
    match, offset = re.match(_POSSESSIVE, span.text, re.IGNORECASE), span.start
    if match is None:
        match, offset = _BEFORE.search(text[start : span.start]), start
    if match is None:
        match, offset = _AFTER.match(text[span.end : span.end + SETTINGS.reach]), span.end
    if match is None:
        return None
    of_body = match["word"].casefold() in ("its", "their")
    if not names_office(match["role"], OFFICES if of_body else _VOICES):
        return None
    opener = _find_opener(text, places[:number], offset + match.start("word")) if of_body else None
    if opener is not None and opener != here.entity.id:
        return opener
    wanted = EntityKind.ORGANIZATION if of_body else EntityKind.PERSON
    # "their" is of people, mostly: "their colonel", "their lawyer"
    before = [] if match["word"].casefold() == "their" else places[:number]
    for place in reversed(before):
        between = text[place.span.end : span.start]
        if span.start - place.span.start > SETTINGS.back or (of_body and len(_END.findall(between)) > 1):
            return None
        acts = of_body and place.entity.kind is EntityKind.PLACE and _opens(text, place.span.start)
        owner = place.entity.kind is wanted or acts
        if owner and place.span.end <= span.start and place.entity.id != here.entity.id:
            return place.entity.id
    return None


def _opens(text: str, at: int) -> bool:
    """Tell whether a sentence begins at an offset, or with "The" before it."""
    at -= len("The ") if text.startswith("The ", at - len("The ")) else 0
    return _OPENING.search(text, max(0, at - SETTINGS.reach), at) is not None


def _find_opener(text: str, before: Sequence[Mentioned], at: int) -> str | None:
    """Return the body or place that opens the sentence before the one that opens at ``at``: "Orvan said so. Its chief".

    Of all that a sentence names, the next one goes on about its subject.
    """
    if not _opens(text, at):
        return None
    for place in reversed(before):
        between = text[place.span.end : at]
        if "\n" in between or len(_END.findall(between)) > 1:
            return None
        if _opens(text, place.span.start) and place.entity.kind in (EntityKind.ORGANIZATION, EntityKind.PLACE):
            return place.entity.id
    return None
