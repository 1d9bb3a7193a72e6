"""Proper names in a text, and what each stands for: the parser's own names are often wrong on names it never met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec
from spacy.tokens import Doc, Token

from rashomon.annotate.marks import pair_marks
from rashomon.annotate.roles import (
    BODY_HEADS,
    MONTHS_AND_DAYS,
    PARTICLES,
    PLACE_HEADS,
    PLACE_NOUNS,
    SHORT_TITLES,
    SPEECH_VERBS,
    THING_NOUNS,
    TITLES,
    guess_gender,
    is_role,
    may_be_role,
    read_words,
)
from rashomon.model.records import EntityKind, Record

_PERSON, _BODY, _PLACE, _OTHER = EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.PLACE, EntityKind.OTHER
_LABELS = {
    "PERSON": _PERSON, "ORG": _BODY, "GPE": _PLACE, "LOC": _PLACE, "FAC": _PLACE,
    "PRODUCT": _OTHER, "WORK_OF_ART": _OTHER, "EVENT": _OTHER, "LAW": _OTHER,
}  # fmt: skip
_CLOSED = read_words("DET ADP PRON SCONJ CCONJ ADV AUX INTJ PART PUNCT SPACE SYM NUM")
_APOSTROPHES = frozenset(("'", "’", "'s", "’s", "'S", "’S"))
_LETTERS_AFTER = read_words("kc qc mp mep msp jr sr ii iii iv phd md obe mbe cbe frs esq")
_PLACE_FIRST = read_words("port fort mount mt lake cape isle new upper lower north south east west san santa")
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
        return tuple(word.casefold() for word in self.words)


def find_names(doc: Doc) -> tuple[Name, ...]:
    """Return the proper names of a text in its order; one that lies in the title of the next is marked as absorbed.

    Example: in ``Mayor Lena Orth met the Harbour Board`` they are ``Lena Orth``, a person with the role ``mayor``, and
    ``Harbour Board``, an organisation.
    """
    runs = list(_find_runs(doc))
    taken = {i for start, end in runs for i in range(start, end)}
    found: list[Name] = []
    votes: dict[tuple[str, ...], Counter[EntityKind]] = {}
    for start, end in runs:
        name = _split_titles(doc, start, end, taken)
        if name is None:
            continue
        if found and name.start <= found[-1].first:  # "Nordwerk spokeswoman Lena Orth": nobody is titled by a person
            votes[found[-1].key][_BODY] += SETTINGS.described  # type: ignore[assignment]
        found.append(name)
        votes.setdefault(name.key, Counter())
        for kind, weight in _weigh(doc, name):
            votes[name.key][kind] += weight  # type: ignore[assignment]
    kinds = _decide(votes)
    names = [msgspec.structs.replace(name, kind=kinds[name.key]) for name in found]
    return tuple(_mark_absorbed(names))


def _find_runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the runs of words that make names."""
    words = [t for t in doc if t.is_alpha]
    quoted = find_quoted(doc)
    lower = {t.text for t in words if t.text.islower()}
    starts = [_starts_sentence(doc, i) for i in range(len(doc))]
    inner = {t.text for t in words if t.text[0].isupper() and not starts[t.i] and t.text[1:].islower()}
    named = [_is_named(doc, t, starts[t.i], lower, inner) for t in doc]
    i = 0
    while i < len(doc):
        if not named[i]:
            i += 1
            continue
        end = _extend(doc, i, named)
        shouted = quoted[i] and end - i > 1 and all(t.text.isupper() for t in doc[i:end] if t.is_alpha)
        if not shouted:
            yield i, end
        i = end


def _starts_sentence(doc: Doc, i: int) -> bool:
    token = doc[i]
    if i == 0 or token.is_sent_start:
        return True
    before = doc[i - 1]
    if before.is_quote:  # one that hangs on the word before it closes a quotation, or is an apostrophe
        return i == 1 or bool(doc[i - 2].whitespace_) or doc[i - 2].is_space
    return before.is_space or before.text in {":", "—", "–", "-", "•", "*", "(", "[", "..."}


def _is_named(doc: Doc, token: Token, starts: bool, lower: set[str], inner: set[str]) -> bool:
    """Tell whether a word can be a part of a name by its own shape and place."""
    text = token.text
    if not any(c.isalpha() for c in text) or not _is_upper(text):
        return False
    word = text.casefold()
    person = token.ent_type_ == "PERSON"
    if word in MONTHS_AND_DAYS or (token.is_stop and not (person and token.pos_ == "PROPN")) or len(word) < 2:
        return len(word) == 1 and word not in {"i", "a"} and token.pos_ == "PROPN"
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    goes_on = following is not None and following.is_alpha and _is_upper(following.text) and not following.is_stop
    if token.pos_ in _CLOSED and not (goes_on or token.ent_type_ in _LABELS):
        return False
    if not starts:
        return token.ent_type_ != "NORP" or goes_on or token.tag_ in {"NNP", "NNPS"}
    if word in lower and not goes_on:
        return False
    if goes_on:
        return token.pos_ in {"NOUN", "PROPN", "ADJ"} or person or text in inner
    return token.tag_ in {"NNP", "NNPS"} or token.ent_type_ in _LABELS or text in inner


def _is_upper(text: str) -> bool:
    first = next((c for c in text if c.isalpha()), "a")
    return first.isupper() and not text.endswith(("'s", "’s"))


def _extend(doc: Doc, i: int, named: list[bool]) -> int:
    """Return the end of the run that begins at ``i``."""
    end = i + 1
    while end < len(doc):
        step = _bridge(doc, i, end, named)
        if not step:
            break
        end += step
    return end


def _bridge(doc: Doc, start: int, end: int, named: list[bool]) -> int:
    """Return how many tokens the run from ``start`` to ``end`` goes on with; 0 where it ends."""
    token, last = doc[end], doc[end - 1]
    if _starts_new_line(doc, end):
        return 0
    if named[end]:
        # "Cdr" and "." are two tokens to the parser, and a sentence may seem to begin after them
        return 0 if token.is_sent_start and last.text.casefold().rstrip(".") not in SHORT_TITLES else 1
    ahead = end + 1 < len(doc) and named[end + 1]
    word = token.text.casefold()
    head = last.text.casefold()
    if token.text == "." and ahead and (head in SHORT_TITLES or len(head) == 1):
        return 2
    if token.text == "-" and ahead and not last.whitespace_ and not token.whitespace_:
        return 2
    if token.text == "&" and ahead:
        return 2
    if word in PARTICLES and not token.is_sent_start:
        if ahead:
            return 2
        joined = end + 2 < len(doc) and doc[end + 1].text == "-" and named[end + 2] and not doc[end + 1].whitespace_
        return 3 if joined else 0
    if word == "of" and (head in BODY_HEADS or head in PLACE_HEADS or head in {"republic", "isle", "cape", "gulf"}):
        if ahead:
            return 2
        return 3 if end + 2 < len(doc) and doc[end + 1].lower_ == "the" and named[end + 2] else 0
    if word == "and" and ahead:
        return _bridge_and(doc, start, end, named)
    if token.text in _APOSTROPHES and ahead and token.whitespace_:
        return _bridge_possessive(doc, end, named)
    if token.like_num and token.text.isdigit() and len(token.text) <= 4 and _ends_number(doc, end):
        return 1
    return 0


def _starts_new_line(doc: Doc, i: int) -> bool:
    return doc[i].is_space or doc[i - 1].is_space


def _ends_number(doc: Doc, i: int) -> bool:
    """Tell whether a number after a name belongs to it ("Store 4"), rather than to a noun that follows."""
    if i + 1 >= len(doc):
        return True
    return doc[i + 1].pos_ not in {"NOUN", "PROPN", "NUM", "ADJ"} and doc[i + 1].text not in {"%", ":", "-"}


def _bridge_and(doc: Doc, start: int, end: int, named: list[bool]) -> int:
    """Go over "and" where both sides make one body ("Dock and Rail Workers' Union")."""
    stop = end + 1
    while stop < len(doc) and (
        named[stop] or (doc[stop].text in _APOSTROPHES and stop + 1 < len(doc) and named[stop + 1])
    ):
        stop += 1
    single = end - start == 1
    head = doc[stop - 1].text.casefold()
    return 2 if single and stop - end > 2 and head in BODY_HEADS and doc[start - 1].lower_ == "the" else 0


def _bridge_possessive(doc: Doc, end: int, named: list[bool]) -> int:
    """Go over an apostrophe where the two parts make one name ("St Anna's Hospital", "Miners' Union")."""
    stop = end + 1
    while stop < len(doc) and named[stop] and not doc[stop].is_space:
        stop += 1
    head, before = doc[stop - 1].text.casefold(), doc[end - 1].text.casefold()
    if head not in BODY_HEADS and head not in PLACE_HEADS:
        return 0
    saint = end >= 2 and doc[end - 2].lower_ in {"st", "st.", "saint"}
    plural = before.endswith("s") and doc[end].text in {"'", "’"}
    return 2 if saint or plural or head in PLACE_HEADS else 0


def _split_titles(doc: Doc, start: int, end: int, taken: set[int]) -> Name | None:
    """Part a run into titles and name, and reach to the left for titles in lower case."""
    words = [doc[i].text.casefold().rstrip(".") for i in range(start, end)]
    head = _head_word(words)
    first = start
    label = doc[end - 1].ent_type_
    if not ((head in BODY_HEADS or head in PLACE_HEADS) and label in {"ORG", "GPE", "LOC", "FAC"}):
        for place in range(len(words) - 2, -1, -1):
            fits = may_be_role if not place and len(words) > 2 else is_role
            if (words[place] in TITLES or fits(words[place])) and doc[start + place + 1].text != "of":
                first = start + place + 1
                break
    while first < end and (doc[first].is_punct or doc[first].text in _APOSTROPHES):
        first += 1
    if first >= end or not any(c.isalpha() for c in doc[first].text):
        return None
    begin = _reach_left(doc, start, taken) if first == start else start
    titled = range(begin, first)
    begin = begin if any(may_be_role(doc[i].lemma_.casefold()) or _is_title(doc[i].text) for i in titled) else first
    name = _read_words(doc[first:end].text)
    if not name or all(_is_title(word) for word in name):
        return None
    roles = tuple(doc[i].text.casefold().rstrip(".") for i in range(begin, first) if doc[i].is_alpha)
    the = doc[first - 1].lower_ == "the" if first else False
    text = doc[first:end].text
    while len(text) > len(name[-1]) and text.split()[-1].rstrip(".,") != name[-1]:
        text = text.rsplit(maxsplit=1)[0].rstrip(",")
    return Name(start=begin, first=first, last=end, words=name, text=text, kind=_OTHER, roles=roles, the=the)


def _read_words(text: str) -> tuple[str, ...]:
    """Return the words of a name without full stops and without letters after it ("Lena Orth KC")."""
    words = [word.rstrip(".,") for word in text.split()]
    while len(words) > 1 and words[-1].casefold() in _LETTERS_AFTER:
        words.pop()
    return tuple(word for word in words if word)


def _is_title(text: str) -> bool:
    return text.casefold().rstrip(".") in TITLES


def _head_word(words: list[str]) -> str:
    """Return the head of a name in lower case: its last word, or the one before "of"."""
    place = words.index("of") if "of" in words[1:] else len(words)
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
    words = list(name.key)
    head = _head_word(words)
    several = len(words) > 1
    if name.start < name.first:
        yield _PERSON, SETTINGS.title
    yield from _weigh_before(doc, name)
    yield from _weigh_after(doc, name)
    labels = Counter(doc[i].ent_type_ for i in range(name.first, name.last))
    label, _ = max(labels.items(), key=lambda item: (item[1], item[0]))
    if label in _LABELS:
        yield _LABELS[label], SETTINGS.label if several or label != "PERSON" else SETTINGS.single_label
    if head in BODY_HEADS and (several or name.the):
        yield _BODY, SETTINGS.head
    if head in PLACE_HEADS and (several or name.the):
        yield _PLACE, SETTINGS.head - 1
    if not several and guess_gender(words[0]):
        yield _PERSON, SETTINGS.speech
    if several and doc[name.last - 1].tag_ == "NNPS":
        yield _BODY, SETTINGS.speech
    if several and (guess_gender(words[0]) or len(words[1].rstrip(".")) == 1):
        yield _PERSON, SETTINGS.given
    if not several and name.words[0].isupper() and 2 <= len(name.words[0]) <= 6:
        yield _BODY, SETTINGS.acronym
    if len(words) == 2 and not name.the and all(w.isalpha() for w in words):
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
    if before.text == "," and name.first > 1 and is_role(doc[name.first - 2].lemma_.casefold()):
        if name.last >= len(doc) or doc[name.last].is_punct:
            yield _PERSON, SETTINGS.described / 2
    if before.pos_ in {"NOUN", "PROPN"} and name.start == name.first:
        if noun in THING_NOUNS:
            yield _OTHER, SETTINGS.described
        elif noun in PLACE_NOUNS:
            yield _PLACE, SETTINGS.described
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
        following.pos_ == "NOUN" and following.text.islower() and after.tag_ != "POS" and not is_role(following.lemma_)
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
            if is_role(noun) and closes_apposition(doc, i + 1):
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


def _decide(votes: dict[tuple[str, ...], Counter[EntityKind]]) -> dict[tuple[str, ...], EntityKind]:
    """Return the kind of every name; a short form takes the kind of the one long form that it ends or begins."""
    order = (_PERSON, _BODY, _PLACE, _OTHER)
    kinds: dict[tuple[str, ...], EntityKind] = {}
    for key, count in votes.items():
        best = max(order, key=lambda kind: (count[kind], -order.index(kind)))
        kinds[key] = best if count[best] > 0 else _OTHER
    surnames = {key[-1] for key in votes if len(key) > 1 and kinds[key] is _PERSON}
    bodies = {key[0] for key in votes if len(key) > 1 and kinds[key] is _BODY}
    for key in votes:
        if len(key) > 1:
            continue
        if key[0] in surnames:
            kinds[key] = _PERSON
        elif key[0] in bodies and kinds[key] is not _PLACE:
            kinds[key] = _BODY
    return kinds


def _mark_absorbed(names: list[Name]) -> Iterator[Name]:
    """Mark the names that lie in the title of the next one ("Nordwerk spokeswoman Lena Orth")."""
    for place, name in enumerate(names):
        inside = place + 1 < len(names) and names[place + 1].start <= name.first
        yield msgspec.structs.replace(name, absorbed=True) if inside else name


def find_quoted(doc: Doc) -> list[bool]:
    """Return for every token whether it stands inside quotation marks."""
    inside = [False] * len(doc)
    marks = [(m.start, m.end) for m in pair_marks(doc.text) if m.depth == 0]
    place = 0
    for token in doc:
        while place < len(marks) and marks[place][1] <= token.idx:
            place += 1
        inside[token.i] = place < len(marks) and marks[place][0] <= token.idx
    return inside
