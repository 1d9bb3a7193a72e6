"""What one account's entity shows of who it is: its name, taken apart, and the roles its mentions tell."""

from __future__ import annotations

import re
import unicodedata

from rashomon.annotate.roles import HELD_BODIES, TITLES, UNNAMED, is_role, name_body, read_words
from rashomon.model.records import Article, Entity, EntityKind, Record

_WORD = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*", re.UNICODE)
_SMALL = read_words("the a an of and for in on at de la le du & by to from with")
_INDEFINITE = read_words(
    "a an one two three four five six some several many another other others both each all unnamed anonymous"
)
#: Words that tell a thing apart from others of its sort: "the public register of hazardous sites".
_TELLING = 3
_PRONOUNS = read_words("i me my he him his she her hers it its they them their we us our who you himself herself")
#: Roles that many hold at one event: sharing one says nothing.
MANY_HOLD = read_words(
    "man woman person boy girl child youth teenager gentleman lady source insider official officer resident witness "
    "victim neighbour neighbor survivor passenger worker employee colleague friend relative parent mother father mum "
    "dad son daughter brother sister wife husband widow widower lawyer attorney solicitor barrister counsel advocate "
    "spokesman spokeswoman spokesperson mouthpiece aide adviser advisor expert analyst researcher scientist professor "
    "doctor dr nurse teacher pupil student protester activist campaigner supporter voter member soldier prisoner "
    "detainee captive reporter journalist correspondent editor photographer driver farmer fisherman electrician "
    "engineer pensioner critic observer volunteer patient player author writer member deputy councillor lawmaker "
    "senator candidate suspect guard sergeant constable inspector detective lieutenant private corporal agent "
    "speaker caller customer shareholder supplier investor trader diplomat envoy delegate partner founder owner head "
    "chief boss leader star veteran firefighter paramedic policeman policewoman rescuer deckhand sailor sir mr mrs ms "
    "lord dame lady miss"
)


class Identity(Record, frozen=True, kw_only=True):
    """One account's entity, read for comparison.

    ``key`` are the folded words of its proper name, () where it has none; ``roles`` are (role noun, words around it) of
    its mentions; ``described`` are the folded words of a body's description ("county", "fire", "service").
    """

    article: str
    entity: Entity
    kind: EntityKind
    name: str
    key: tuple[str, ...]
    unnamed: bool = False
    roles: tuple[tuple[str, frozenset[str]], ...] = ()
    described: tuple[str, ...] = ()


def fold_words(text: str) -> tuple[str, ...]:
    """Return the words of a name without case, accents, possessive and brackets.

    >>> fold_words("Zoë O’Hara-Lund (mayor)"), fold_words("St Anna's Hospital")
    (('zoe', "o'hara-lund"), ('st', "anna's", 'hospital'))
    """
    plain = unicodedata.normalize("NFKD", text.partition("(")[0].partition(",")[0])
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold().replace("’", "'")
    words = tuple(word.replace(".", "") for word in _WORD.findall(plain))
    if words and words[-1] in HELD_BODIES:  # "Orth's administration" is "the Orth administration"
        words = tuple(word.removesuffix("'s") for word in words)
    return words


def read_identity(entity: Entity, article: Article) -> Identity:
    """Return what an entity of one account shows of who it is."""
    words = fold_words(entity.name)
    name = entity.name.partition("(")[0].strip() or entity.name
    proper = _is_proper(entity.name)
    unnamed = (
        bool(words)
        and (words[0] in _INDEFINITE or bool(set(words) & (UNNAMED | {"unnamed"})))
        and not (proper and words[0] not in _INDEFINITE)
    )
    key = _strip(words, entity.kind) if proper and not unnamed else ()
    return Identity(
        article=article.id,
        entity=entity,
        kind=entity.kind,
        name=name,
        key=key,
        unnamed=unnamed,
        roles=_read_roles(entity, key) if entity.kind is EntityKind.PERSON else (),
        described=_read_description(entity, words, key),
    )


def _is_proper(name: str) -> bool:
    """Tell whether a name is a proper one: its last word before a preposition begins with a capital."""
    words = [w for w in name.partition("(")[0].split() if w[:1].isalnum()]
    for place, word in enumerate(words):
        if place and word.casefold() in _SMALL - {"the", "a", "an"}:
            words = words[:place]
            break
    return bool(words) and (
        words[-1][:1].isupper() or words[-1][:1].isdigit() or any(w[:1].isupper() for w in words[1:])
    )


def _strip(words: tuple[str, ...], kind: EntityKind) -> tuple[str, ...]:
    """Leave out an article before a name, and the titles before a person's."""
    while len(words) > 1 and (words[0] == "the" or (kind is EntityKind.PERSON and words[0] in TITLES)):
        words = words[1:]
    return words


def _read_roles(entity: Entity, key: tuple[str, ...]) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the roles that a person's mentions tell: a title, an apposition, or a description alone."""
    roles: dict[str, set[str]] = {}
    for text in sorted({entity.name, *(mention.text for mention in entity.mentions)}):
        for part in re.split(r"[,()]", text):
            words = [w for w in fold_words(part) if w not in key and w not in _PRONOUNS]
            nouns = [w for w in words if is_role(w)]
            if nouns and words[0] not in _INDEFINITE:
                roles.setdefault(nouns[-1], set()).update(w for w in words if w != nouns[-1] and w not in _SMALL)
    return tuple((noun, frozenset(roles[noun])) for noun in sorted(roles))


def _read_description(entity: Entity, words: tuple[str, ...], key: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a body that has no name but "the coast guard", or of a paper told apart by many words."""
    kept = tuple(w for w in words if w not in _SMALL)
    if key or not kept or kept[-1] in {"company", "firm"}:
        return ()
    if entity.kind is EntityKind.ORGANIZATION:
        return kept if name_body(kept[-1]) else ()
    telling = entity.kind is EntityKind.OTHER and words[0] == "the" and len(kept) >= _TELLING
    return kept if telling else ()
