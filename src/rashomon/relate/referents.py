"""Which pronouns could mean somebody else than they were given to: a statement rather keeps "he" than names another.

Whom a pronoun means is found for the sake of comparing claims, where a wrong name among many words does little harm. A
statement stands alone, and a wrong name in it says of one person what was said of another.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from rashomon.annotate.roles import find_gender, guess_gender, may_be_role
from rashomon.model.annotated import Annotated, Word
from rashomon.model.records import EntityKind, QuoteKind

_GENDERS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
_NOMINATIVE = frozenset({"he", "she"})
_PLURALS = frozenset({"they", "them", "their", "theirs", "themselves"})
_VESSELS = frozenset(
    {"ship", "ferry", "boat", "vessel", "yacht", "trawler", "tanker", "submarine", "liner", "barge", "tug", "frigate"}
)
#: How a body or a thing is taken up.
_THINGS = frozenset({"it", "its", "itself"})
#: Persons whom no role names.
_PERSONS = frozenset({
    "accused", "adult", "baby", "casualty", "child", "client", "convict", "deportee", "detainee", "guest", "infant",
    "inmate", "kid", "migrant", "orphan", "other", "recruit", "refugee", "relative", "teen", "toddler", "trainee",
    "voter", "youth",
})  # fmt: skip
_OBJECTS = frozenset({"NOUN", "PROPN"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def find_doubtful(account: Annotated, kinds: Mapping[str, EntityKind]) -> frozenset[int]:
    """Return the places among the words of an account of the pronouns of which it is not sure whom they mean.

    Sure is a singular pronoun, outside quoted words, where its sentence up to it and the sentence before speak of the
    one it was given to and of nobody else it could mean: no other person of that gender, named or not ("the boy"), no
    ship for "she", no other body or subject for "it". So is the subject of a sentence that goes on about that of the
    sentence before.
    """
    return _Finder(account, kinds).find()


class _Finder:
    def __init__(self, account: Annotated, kinds: Mapping[str, EntityKind]) -> None:
        self._account = account
        self._words = account.words
        self._kinds = kinds
        starts = [word.start for word in self._words]
        #: For each word inside a mention whose entity it is; a longer mention gives way to one within it.
        self._home: dict[int, str] = {}
        self._gender: dict[str, str] = {}
        for _, start, end, key in sorted(
            (m.start - m.end, m.start, m.end, e.id) for e in account.entities for m in e.mentions
        ):
            inside = range(bisect_left(starts, start), bisect_left(starts, end))
            self._home.update(dict.fromkeys(inside, key))
            if kinds.get(key) is EntityKind.PERSON and (told := self._read_gender(inside)):
                self._gender.setdefault(key, told)
        self._quoted = self._find_quoted(starts)

    def _find_quoted(self, starts: Sequence[int]) -> frozenset[int]:
        """Return the words within quoted speech: what was said before it is not in the text."""
        return frozenset(
            place
            for quote in self._account.quotes
            if quote.kind is not QuoteKind.INDIRECT
            for span in quote.content
            for place in range(bisect_left(starts, span.start), bisect_left(starts, span.end))
        )

    def _read_gender(self, inside: range) -> str:
        """Return what the words of a mention, and a title before it, tell of a person's gender."""
        words = self._words
        before = range(max(0, inside.start - 1), inside.start)
        told = next((g for i in (*before, *inside) if (g := find_gender(_bare(words[i])))), "")
        names = [i for i in inside if words[i].pos == "PROPN"]
        return told or (guess_gender(words[names[0]].text) if len(names) > 1 else "")

    def find(self) -> frozenset[int]:
        """Return the doubtful pronouns."""
        sentences = self._account.sentences
        firsts = [sentence.first for sentence in sentences]
        doubtful: set[int] = set()
        for place, word in enumerate(self._words):
            form = word.text.casefold()
            key = self._home.get(place)
            if key is None or (form not in _GENDERS and form not in _PLURALS and form not in _THINGS):
                continue
            number = max(0, bisect_right(firsts, place) - 1)
            window = range(firsts[max(0, number - 1)] if firsts else 0, place)
            told = form not in _PLURALS and place not in self._quoted
            if not told or not (self._is_alone(form, key, window, doubtful) or self._goes_on(form, key, place, number)):
                doubtful.add(place)
        return frozenset(doubtful)

    def _is_alone(self, form: str, key: str, window: range, doubtful: set[int]) -> bool:
        """Tell whether a window speaks of an entity, and of nothing else that a pronoun could mean."""
        if not any(self._home.get(i) == key and i not in doubtful for i in window):
            return False
        others = (i for i in window if self._home.get(i) != key)
        if form in _THINGS:
            return not any(self._is_thing(i) for i in others)
        gender = _GENDERS[form]
        if self._kinds.get(key) is not EntityKind.PERSON or self._gender.get(key, gender) != gender:
            return False
        return not any(self._is_rival(i, gender) for i in others)

    def _goes_on(self, form: str, key: str, place: int, number: int) -> bool:
        """Tell whether "he" does something in a sentence, and its person is the subject of the sentence before.

        Whom a text speaks of it goes on speaking of, whoever else it names there (centering: Grosz, Joshi, Weinstein);
        whom something is done to may be somebody else: "Lund questioned Reed. He has not been charged".
        """
        words, sentences = self._words, self._account.sentences
        if form not in _NOMINATIVE or words[place].dep != "nsubj" or not number:
            return False
        gender = _GENDERS[form]
        if self._kinds.get(key) is not EntityKind.PERSON or self._gender.get(key, gender) != gender:
            return False
        here, before = sentences[number], sentences[number - 1]
        near = (i for i in range(here.first, place) if self._home.get(i) != key)
        ships = form == "she" and any(_bare(words[i]) in _VESSELS for i in range(before.first, place))
        if ships or any(self._is_rival(i, gender) for i in near):
            return False
        inside = range(before.first, before.last)
        tops = {i for i in inside if words[i].head == i or words[i].dep == "ROOT"}
        subject = next((i for i in inside if words[i].dep in _SUBJECTS and words[i].head in tops), None)
        if subject is None or self._home.get(subject) != key or subject in self._quoted:
            return False
        return words[subject].pos == "PROPN" or words[subject].tag == "PRP"

    def _is_rival(self, place: int, gender: str) -> bool:
        """Tell whether a word speaks of another person of a gender, or one whose gender is not told."""
        word, key = self._words[place], self._home.get(place)
        if key is not None and self._kinds.get(key) is EntityKind.PERSON:
            return self._gender.get(key, gender) == gender
        lemma = _bare(word)
        if gender == "f" and lemma in _VESSELS:
            return True
        if key is not None or word.pos not in _OBJECTS:
            return False
        person = lemma in _PERSONS or may_be_role(lemma) or bool(find_gender(lemma))
        # "director Ida Holm": a title is of the name behind it
        titled = word.dep in ("compound", "appos") or word.pos == "PROPN"
        return person and not titled and word.tag != "NNS" and (find_gender(lemma) or gender) == gender

    def _is_thing(self, place: int) -> bool:
        """Tell whether a word speaks of another body, place or thing that "it" could mean."""
        word, key = self._words[place], self._home.get(place)
        if key is not None:
            return self._kinds.get(key) is not EntityKind.PERSON
        return word.pos in _OBJECTS and word.dep in _SUBJECTS and word.tag not in ("NNS", "NNPS")


def _bare(word: Word) -> str:
    return word.lemma.casefold().strip(".")
