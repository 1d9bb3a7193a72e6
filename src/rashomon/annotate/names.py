"""Proper names in a text, and what each stands for: the parser's own names are often wrong on names it never met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set

import msgspec
from spacy.tokens import Doc

from rashomon.annotate.roles import (
    BODY_HEADS,
    HELD_BODIES,
    PLACE_HEADS,
    PLACE_NOUNS,
    PRESS_HEADS,
    SPEECH_VERBS,
    THING_NOUNS,
    TITLES,
    guess_gender,
    is_given,
    is_role,
    may_be_role,
    name_body,
    read_words,
)
from rashomon.annotate.runs import APOSTROPHES, find_runs
from rashomon.model.records import EntityKind, Record

_PERSON, _BODY, _PLACE, _OTHER = EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.PLACE, EntityKind.OTHER
_LABELS = {
    "PERSON": _PERSON, "ORG": _BODY, "GPE": _PLACE, "LOC": _PLACE, "FAC": _PLACE,
    "PRODUCT": _OTHER, "WORK_OF_ART": _OTHER, "EVENT": _OTHER, "LAW": _OTHER,
}  # fmt: skip
_LETTERS_AFTER = read_words("kc qc mp mep msp phd md obe mbe cbe frs esq")
_PLACE_FIRST = read_words("port fort mount mt lake cape isle new upper lower north south east west san santa")
_BODY_FIRST = read_words("radio bank association institute ministry club university council fc ac rc")
_INSIDE = read_words("in near outside across around")
_HOLDINGS = read_words("share stake interest investment investor stock trust confidence")
_LOCATIVES = read_words("in at near from to towards toward outside across around via through")


class NameSettings(Record, frozen=True, kw_only=True):
    """How much each sign weighs for what a name stands for.

    Chosen by hand on invented texts: a title or an age settles it; the parser's label is one vote of several, because
    on invented names it is wrong in a third of the cases.
    """

    title: float = 6.0
    described: float = 4.0
    article: float = 4.0
    age: float = 3.0
    given: float = 2.5
    head: float = 3.0
    acronym: float = 2.0
    label: float = 1.5
    #: The parser calls most single invented names persons; news gives a person's full name first.
    single_label: float = 0.75
    speech: float = 1.0
    place: float = 1.5
    two_words: float = 0.75
    #: Words a title or a description may have before a name ("the county's former chief fire officer").
    reach: int = 7


SETTINGS = NameSettings()


class Name(Record, frozen=True, kw_only=True):
    """A proper name in a text, in token numbers.

    ``absorbed`` tells that it lies in the titles of the next one;
    ``first`` to ``last`` is the name alone; ``start`` is where its titles begin; ``words`` is the name as printed,
    without titles; ``roles`` are the lower-case words of the titles.
    """

    start: int
    first: int
    last: int
    words: tuple[str, ...]
    text: str
    kind: EntityKind
    roles: tuple[str, ...] = ()
    the: bool = False
    absorbed: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """The words in one case, so that a name in capitals is the same name."""
        return tuple(word.casefold().replace(".", "") for word in self.words)


def find_names(doc: Doc) -> tuple[Name, ...]:
    """Return the proper names of a text in its order; one that lies in the title of the next is marked as absorbed.

    Example: in ``Mayor Lena Orth met the Harbour Board`` they are ``Lena Orth``, a person with the role ``mayor``, and
    ``Harbour Board``, an organisation.
    """
    runs = list(find_runs(doc))
    taken = {i for start, end in runs for i in range(start, end)}
    found: list[Name] = []
    votes: dict[tuple[str, ...], Counter[EntityKind]] = {}
    located: set[tuple[str, ...]] = set()
    for start, end in runs:
        name = _split_titles(doc, start, end, taken)
        if name is None or _is_demonym(doc, name):
            continue
        if found and name.start <= found[-1].first:  # "Nordwerk spokeswoman Lena Orth": nobody is titled by a person
            votes[found[-1].key][_BODY] += SETTINGS.described  # type: ignore[assignment]
        found.append(name)
        votes.setdefault(name.key, Counter())
        for kind, weight in _weigh(doc, name):
            votes[name.key][kind] += weight  # type: ignore[assignment]
        if _is_dateline(doc, name) or _is_inside(doc, name):
            located.add(name.key)
    kinds = _decide(votes, located)
    names = [msgspec.structs.replace(name, kind=kinds[name.key]) for name in found]
    return tuple(_mark_absorbed(names))


def _is_inside(doc: Doc, name: Name) -> bool:
    """Tell whether something is in or near what a name stands for; "shares in Orvan" are of a firm."""
    if not name.first or doc[name.first - 1].lower_ not in _INSIDE:
        return False
    return name.first < 2 or doc[name.first - 2].lemma_.casefold() not in _HOLDINGS


def _is_demonym(doc: Doc, name: Name) -> bool:
    """Tell whether a single word is a people or an adjective of one: "Venezuelans", "Central American"."""
    token = doc[name.first]
    if len(name.words) > 1 or name.start < name.first:
        return False
    following = doc[name.last].ent_type_ if name.last < len(doc) else ""
    return token.ent_type_ == "NORP" or (token.tag_ == "JJ" and following == "NORP")


def _split_titles(doc: Doc, start: int, end: int, taken: set[int]) -> Name | None:
    """Part a run into titles and name, and reach to the left for titles in lower case."""
    first, office = _find_first(doc, start, end), _find_office(doc, start, end)
    if office:
        first, start = office
    while first < end and (doc[first].is_punct or doc[first].text in APOSTROPHES):
        first += 1
    if first >= end or not any(c.isalpha() for c in doc[first].text):
        return None
    begin = _reach_left(doc, start, taken) if first == start else start
    begin = begin if not office else _reach_left(doc, start, set())
    titled = range(begin, first)
    begin = begin if any(may_be_role(doc[i].lemma_.casefold()) or _is_title(doc[i].text) for i in titled) else first
    name = _read_words(doc[first:end].text)
    if not name or all(_is_title(word) for word in name) or _is_office(doc, name, end):
        return None
    roles = tuple(doc[i].text.casefold().rstrip(".") for i in range(begin, first) if doc[i].is_alpha)
    the = doc[first - 1].lower_ == "the" if first else False
    text = doc[first:end].text
    while len(text) > len(name[-1]) and text.split()[-1].rstrip(".,") != name[-1]:
        text = text.rsplit(maxsplit=1)[0].rstrip(",")
    return Name(start=begin, first=first, last=end, words=name, text=text, kind=_OTHER, roles=roles, the=the)


def _is_office(doc: Doc, name: tuple[str, ...], end: int) -> bool:
    """Tell whether words with capitals are an office and no name ("Special Envoy"), or an adjective ("UN-led")."""
    if "-" in name[-1] and name[-1].rpartition("-")[2].islower():
        return True
    role = is_role(name[-1].casefold()) and doc[end - 1].ent_type_ != "PERSON"
    return role and len(name) > 1 and not is_given(name[0])


def _find_first(doc: Doc, start: int, end: int) -> int:
    """Return where the name begins in a run that may begin with titles: "Chief Officer Lena Orth"."""
    words = [doc[i].text.casefold().rstrip(".") for i in range(start, end)]
    head = head_word(words)
    label = doc[end - 1].ent_type_
    if (head in BODY_HEADS or head in PLACE_HEADS) and label in {"ORG", "GPE", "LOC", "FAC"}:
        return start
    the = start > 0 and doc[start - 1].lower_ == "the" and label != "PERSON"
    for place in range(len(words) - 2, -1, -1):
        following = doc[start + place + 1].text
        if following in {"of", "-"}:
            continue
        # "the World Socialist Review" is no socialist called Review
        role = may_be_role if not place and len(words) > 2 else is_role
        if words[place] in TITLES or (not the and label in {"PERSON", ""} and role(words[place])):
            return start + place + 1
    return start


def _find_office(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Return where the name and its title begin in "Secretary of State Lena Orth": (name, title), None elsewhere."""
    if start < 2 or doc[start - 1].lower_ != "of" or not is_role(doc[start - 2].lower_):
        return None
    first = next((i for i in range(start + 1, end) if doc[i].ent_type_ == "PERSON" and doc[i].ent_iob_ == "B"), -1)
    if first < 0:
        first = end - 2 if end - start > 2 and doc[end - 1].ent_type_ == "PERSON" else -1
    return (first, start - 2) if first > start else None


def _read_words(text: str) -> tuple[str, ...]:
    """Return the words of a name without full stops and without letters after it ("Lena Orth KC")."""
    words = [word.rstrip(".,") for word in text.split()]
    while len(words) > 1 and words[-1].casefold() in _LETTERS_AFTER:
        words.pop()
    return tuple(word for word in words if word)


def _is_title(text: str) -> bool:
    return text.casefold().rstrip(".") in TITLES


def head_word(words: Sequence[str]) -> str:
    """Return the head of a name in lower case: its last word, or the one before "of"."""
    place = list(words).index("of", 1) if "of" in words[1:] else len(words)
    return words[place - 1] if place else ""


def _reach_left(doc: Doc, start: int, taken: set[int]) -> int:
    """Return where a description in lower case before a name begins ("shaken deckhand Lew Orth")."""
    if not start or not may_be_role(doc[start - 1].lemma_.casefold()) or doc[start - 1].pos_ not in {"NOUN", "PROPN"}:
        return start
    place = start - 1
    for i in range(start - 2, max(-1, start - 2 - SETTINGS.reach), -1):
        token = doc[i]
        if token.is_space or token.is_quote:
            break
        if token.pos_ == "DET" or token.tag_ in {"PRP$"}:
            return i
        if token.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM"} and token.tag_ not in {"HYPH", "VBN", "POS", "NN"}:
            break
        if token.tag_ == "POS" and i - 1 not in taken and doc[i - 1].pos_ not in {"NOUN", "PROPN"}:
            break
        place = i
        if token.is_sent_start:
            break
    return place


def _weigh(doc: Doc, name: Name) -> Iterator[tuple[EntityKind, float]]:
    """Yield the votes for what one occurrence of a name stands for."""
    several = len(name.words) > 1
    if name.start < name.first:
        yield _PERSON, SETTINGS.title
    yield from _weigh_before(doc, name)
    yield from _weigh_after(doc, name)
    yield from _weigh_words(doc, name)
    label = doc[name.last - 1].ent_type_
    if label in _LABELS:
        yield _LABELS[label], SETTINGS.label if several or label != "PERSON" else SETTINGS.single_label


def _weigh_words(doc: Doc, name: Name) -> Iterator[tuple[EntityKind, float]]:
    """Yield the votes of a name's own words."""
    words = list(name.key)
    head, several = head_word(words), len(words) > 1
    if (head in BODY_HEADS and (several or name.the)) or (several and words[0] in _BODY_FIRST):
        yield _BODY, SETTINGS.head
    if head in PLACE_HEADS and (several or name.the):
        yield _PLACE, SETTINGS.head - 1
    if not several and is_given(words[0]):
        yield _PERSON, SETTINGS.speech
    if several and doc[name.last - 1].tag_ == "NNPS":
        yield _BODY, SETTINGS.speech
    placed = doc[name.last - 1].ent_type_ in {"GPE", "LOC"}
    if several and not placed and not is_given(words[0]) and guess_gender(words[0]):
        yield _PERSON, SETTINGS.given / 2
    if several and (is_given(words[0]) or len(words[1].rstrip(".")) == 1):
        yield _PERSON, SETTINGS.given
    if not several and name.words[0].isupper() and 2 <= len(name.words[0]) <= 6:
        yield _BODY, SETTINGS.acronym
    if len(words) == 2 and not placed and not name.the and all(w.isalpha() for w in words):
        yield _PERSON, SETTINGS.two_words
    if words[-1].isdigit():
        yield _OTHER, SETTINGS.head
    if several and words[0] in _PLACE_FIRST and head not in BODY_HEADS:
        yield _PLACE, SETTINGS.head
    if _is_dateline(doc, name):
        yield _PLACE, SETTINGS.described


def _is_dateline(doc: Doc, name: Name) -> bool:
    """Tell whether a name opens a paragraph the way agencies do: ``ORTHAVEN (ANW) -``, ``ORTHAVEN, March 3 -``."""
    if name.first and not doc[name.first - 1].is_space:
        return False
    if not all(word.isupper() for word in name.words) or name.last >= len(doc):
        return False
    return doc[name.last].text in {"(", ",", "-", "–", "—"}


def _weigh_before(doc: Doc, name: Name) -> Iterator[tuple[EntityKind, float]]:
    """Yield the votes of what stands before a name."""
    if not name.first:
        return
    before = doc[name.first - 1]
    noun = before.lemma_.casefold()
    if name.the:
        yield _PERSON, -SETTINGS.article
        yield _BODY, SETTINGS.speech / 2
    if before.lower_ in _LOCATIVES:
        yield _PLACE, SETTINGS.place
    if before.lower_ == "of" and name.first > 1 and doc[name.first - 2].text.islower():
        yield _PLACE, SETTINGS.place / 2
    if before.lower_ == "of" and name.first > 1 and doc[name.first - 2].lemma_.casefold() in PLACE_NOUNS:
        yield _PLACE, SETTINGS.described
    closed = name.last >= len(doc) or doc[name.last].is_punct
    if before.text == "," and closed and name.first > 1:
        described = doc[name.first - 2].lemma_.casefold()
        if is_role(described) and not name_body(described):
            yield _PERSON, SETTINGS.described / 2
    if before.pos_ in {"NOUN", "PROPN"} and name.start == name.first:
        if noun in THING_NOUNS:
            yield _OTHER, SETTINGS.title
        elif noun in PLACE_NOUNS:
            yield _PLACE, SETTINGS.title
        elif noun in BODY_HEADS:
            yield _BODY, SETTINGS.head


def _weigh_after(doc: Doc, name: Name) -> Iterator[tuple[EntityKind, float]]:
    """Yield the votes of what follows a name."""
    size = len(doc)
    after = doc[name.last] if name.last < size else None
    if after is None:
        return
    verb = after
    if after.text == "," and name.last + 1 < size:
        following = doc[name.last + 1]
        if (
            following.like_num and name.last + 2 < size and doc[name.last + 2].text in {",", "."}
        ) or following.lower_ in {"who", "whose"}:
            yield _PERSON, SETTINGS.age
        else:
            yield from _weigh_apposition(doc, name.last + 1)
    if after.lower_ == "who":
        yield _PERSON, SETTINGS.age
    before = doc[name.start - 1] if name.start else None
    inverted = before is not None and before.lemma_.casefold() in SPEECH_VERBS and before.pos_ == "VERB"
    if inverted or (verb.pos_ == "VERB" and verb.lemma_.casefold() in SPEECH_VERBS):
        full = len(name.words) > 1 or name.start < name.first
        yield _PERSON, SETTINGS.speech if full else SETTINGS.speech / 2
        yield _BODY, SETTINGS.speech
    following = after if after.tag_ != "POS" else doc[name.last + 1] if name.last + 1 < size else after
    if following.lemma_.casefold() in PLACE_NOUNS and after.tag_ != "POS":
        yield _PLACE, SETTINGS.place
    elif (
        following.pos_ == "NOUN"
        and following.lemma_.casefold() not in HELD_BODIES
        and following.text.islower()
        and after.tag_ != "POS"
        and not is_role(following.lemma_)
    ):
        yield _BODY, SETTINGS.speech  # "the Nordwerk works": a person's name seldom stands before a noun


def _weigh_apposition(doc: Doc, start: int) -> Iterator[tuple[EntityKind, float]]:
    """Yield the votes of a noun phrase after a comma ("Lena Orth, a nurse from ...")."""
    for i in range(start, min(len(doc), start + 6)):
        token = doc[i]
        if token.pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "PRON", "PART", "ADP", "NUM"} and not token.is_punct:
            return
        noun = token.lemma_.casefold()
        if token.pos_ in {"NOUN", "PROPN"} and (i + 1 == len(doc) or doc[i + 1].pos_ not in {"NOUN", "PROPN"}):
            if is_role(noun) and not name_body(noun) and closes_apposition(doc, i + 1):
                yield _PERSON, SETTINGS.described
            elif noun in PLACE_NOUNS:
                yield _PLACE, SETTINGS.described - 1
            elif noun in BODY_HEADS:
                yield _BODY, SETTINGS.described - 1
            return


def closes_apposition(doc: Doc, end: int) -> bool:
    """Tell whether a phrase that ends here can stand in apposition: the next word is no verb of its own.

    "Lena Orth, a nurse, said" has one; "near Orthaven, a nurse said" has none.
    """
    if end < len(doc) and doc[end].pos_ == "ADV":
        end += 1
    return end >= len(doc) or doc[end].pos_ not in {"VERB", "AUX"}


def _decide(
    votes: dict[tuple[str, ...], Counter[EntityKind]], located: Set[tuple[str, ...]]
) -> dict[tuple[str, ...], EntityKind]:
    """Return the kind of every name; a short form takes the kind of the one long form that it ends or begins.

    ``located`` are those that something is in or near: "Orthaven" is no short form of "Orthaven Mills" there.
    """
    order = (_PERSON, _BODY, _PLACE, _OTHER)
    kinds: dict[tuple[str, ...], EntityKind] = {}
    for key, count in votes.items():
        best = max(order, key=lambda kind: (count[kind], -order.index(kind)))
        kinds[key] = best if count[best] > 0 else _OTHER
    surnames = {key[-1] for key in votes if len(key) > 1 and kinds[key] is _PERSON}
    bodies = {key[0] for key in votes if len(key) > 1 and kinds[key] is _BODY}
    firms = {key[0] for key in votes if len(key) > 1 and kinds[key] is _BODY and _is_firm(key)}
    for key in votes:
        if len(key) > 1:
            continue
        if key[0] in surnames:
            kinds[key] = _PERSON
        elif (key[0] in firms and key not in located) or (key[0] in bodies and kinds[key] is not _PLACE):
            kinds[key] = _BODY
    return kinds


def _is_firm(key: Sequence[str]) -> bool:
    """Tell whether the name of a body is a firm's, which news calls by its first word: "Orvan Dairy", "Orvan"."""
    head = head_word(key)
    return head in BODY_HEADS - PRESS_HEADS and name_body(head) in ("", "company")


def _mark_absorbed(names: list[Name]) -> Iterator[Name]:
    """Mark the names that lie in the title of the next one ("Nordwerk spokeswoman Lena Orth")."""
    for place, name in enumerate(names):
        inside = place + 1 < len(names) and names[place + 1].start <= name.first
        yield msgspec.structs.replace(name, absorbed=True) if inside else name
