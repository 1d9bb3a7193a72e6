"""One deed given to two doers, where a text stresses who it was: "it was her crew who raised the alarm"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from rashomon.annotate.roles import is_role
from rashomon.model.annotated import Word
from rashomon.model.records import ConflictKind, EntityKind, Nature, Record
from rashomon.relate.cases import Case, Desk, join_cases, make_side
from rashomon.relate.clauses import Clause
from rashomon.relate.counts import PEOPLE
from rashomon.relate.deeds import fold_class, fold_kin
from rashomon.relate.propositions import EMPTY, Proposition


class DoerSettings(Record, frozen=True, kw_only=True):
    """What such conflicts are worth."""

    #: Beside one of two claims that are likely one.
    score: float = 0.5


SETTINGS = DoerSettings()

#: Deeds of which a story has one, and a dispute is who began it: by their verbs (with particle or noun) and nouns.
_CLASSES = {
    "initiative": "ask beg propose request suggest approach initiative idea proposal invitation invite make-call "
    "make-move make-step do-asking come-to knock",
    "ending": "break-off walk-away pull-out quit-talks leave-table leave-talks stop halt abandon call-off",
    "killing": "kill shoot murder",
    "leading": "lead command head direct oversee",
    "alarm": "raise-alarm sound-alarm call-for alarm call first-call distress",
}
#: Of these, those that need no thing to be one.
_WHOLE = frozenset({"initiative", "ending", "alarm"})
#: What one person leads at a time, by its nouns, those for one thing together.
_LED = {
    word: words.split()[0]
    for words in (
        "operation rescue search raid mission effort recovery evacuation response storming assault",
        "inquiry investigation probe",
        "expedition",
        "orchestra",
    )
    for word in words.split()
}
#: "He is in command of the rescue", "in charge of the search".
_IN_CHARGE = frozenset({"command", "charge"})
#: "She herself gave the order", "the decision was taken by the canton alone".
_STRESSING = re.compile(r"\b(?:alone|herself|himself|themselves|itself|personally)\b", re.IGNORECASE)
_ORDERS = frozenset({"order", "decision", "command", "instruction"})
_GIVING = frozenset({"give", "take", "make", "issue"})
#: What makes a noun of a deed: "storming", "evacuation", "closure".
_ENDING = re.compile(r"(?:ing|ation|ate|ion|ure|al|ment|e)$")
#: Words by which the lead passes from one to another.
_PASSING_ON = re.compile(
    r"\b(?:tak(?:e|es|ing|en) over|took over|until|initial(?:ly)?|first|earlier|later|former(?:ly)?|replac\w+|"
    r"hand(?:s|ed|ing)? over|then|temporar\w+|together|jointly|help(?:s|ed|ing)?|deputy|local(?:ly)?)\b",
    re.IGNORECASE,
)
#: "Ask yourself who wrote it. Not some clerk" says who did not; "Who wrote it? The firm's own men" says who did.
_ASKING = re.compile(r"who\b.* not (?:some|any|an?|the|his|her|their)\b", re.IGNORECASE)
#: Words that stress who did it.
_WORD = re.compile(r"[^\W\d_]+")
_SELF = frozenset({"themselves", "himself", "herself", "itself"})
_STRESS = ", and one account stresses who it was"
_LEADING, _ORDERING = "leading", "ordering"
_CLASS_OF = {word: name for name, words in _CLASSES.items() for word in words.split()}
_LIGHT = EMPTY | {"go", "take", "get", "give", "put", "see", "know", "think", "want", "say", "tell", "come", "make"}


#: Words that own without a noun: "the first call was his".
_OWN = frozenset({"his", "hers", "theirs", "ours", "mine"})
#: "It was the first time that a court ruled" stresses no doer.
_NO_DOERS = frozenset(
    {"time", "day", "year", "week", "month", "moment", "way", "reason", "place", "night", "morning", "thing"}
)


class _Doing(Record, frozen=True, kw_only=True):
    """A deed with who did it and to what; ``stressed`` where the text says that it was he and nobody else.

    ``passive`` is set where it says by whom it was done: of two such, each stresses its own.
    """

    claim: Proposition
    deed: str
    doers: frozenset[str]
    things: frozenset[str]
    stressed: bool
    passive: bool = False


def find_doers(desk: Desk, settings: DoerSettings = SETTINGS) -> list[Case]:
    """Return the deeds that a text stresses to be one's, and another gives to somebody else."""
    deeds: dict[str, list[_Doing]] = {}
    told = [claim for claim in desk.table.claims if not (claim.denied or _ASKING.match(claim.text))]
    for claim in told:
        for doing in _read_doings(desk, claim):
            deeds.setdefault(doing.deed, []).append(doing)
    found: dict[tuple[str, ...], Case] = {}
    pairs = (pair for key in sorted(deeds) for pair in product(filter(_names_doer, deeds[key]), deeds[key]))
    for a, b in pairs:
        if a.deed != _LEADING and (a.stressed or b.passive) and _are_rivals(desk, a, b):
            found.setdefault(tuple(sorted((a.claim.claim, b.claim.claim))), _tell(desk, a, b, settings))
    leaders = [doing for claim in told for doing in _read_leaders(desk, claim)]
    for a, b in combinations(leaders, 2):
        if _are_rivals(desk, a, b) and a.claim.article != b.claim.article:
            found.setdefault(tuple(sorted((a.claim.claim, b.claim.claim))), _tell(desk, a, b, settings))
    orders = [doing for claim in told for doing in _read_orders(desk, claim)]
    for a, b in combinations(orders, 2):
        if (a.stressed or b.stressed) and _are_rivals(desk, a, b) and a.claim.article != b.claim.article:
            found.setdefault(tuple(sorted((a.claim.claim, b.claim.claim))), _tell(desk, a, b, settings))
    return join_cases([found[key] for key in sorted(found)])


def name_doer(desk: Desk, claim: Proposition) -> str:
    """Return the person or body that a claim names as its subject, or that a pronoun there stands for; "" for others.

    The text of a claim has the name in the place of the pronoun.
    """
    known = [key for key in claim.entities if desk.entities[key].kind in (EntityKind.PERSON, EntityKind.ORGANIZATION)]
    found = [
        key
        for key in known
        if {word.casefold() for word in _WORD.findall(desk.entities[key].name)} & set(claim.subject)
    ]
    if not claim.subject:
        found = [key for key in known if claim.text.startswith(f"{desk.entities[key].name} ")]
    return found[0] if len(found) == 1 else ""


def _read_orders(desk: Desk, claim: Proposition) -> Iterator[_Doing]:
    """Yield who ordered what in a claim: "ordered the storming", "gave the order to storm"."""
    clause = Clause(desk, claim)
    words = clause.words
    stressed = bool(
        _STRESSING.search(" ".join(words[i].text for i in clause.inside))
    )  # names stand for pronouns in its text
    for verb in clause.verbs():
        lemma, patients = words[verb].lemma.lower(), clause.patients(verb)
        things = patients if lemma == "order" else []
        if lemma in _GIVING:
            things = [
                k for i in patients if words[i].lemma.lower() in _ORDERS for k in clause.below(i, ("acl", "relcl"))
            ]
        doers = clause.agents(verb) if clause.is_passive(verb) else clause.subjects(verb)
        people = clause.names(doers) or frozenset(words[k].lemma.lower() for k in doers if words[k].pos == "NOUN")
        done = frozenset(_ENDING.sub("", words[k].lemma.lower()) for k in things) - {""}
        if done and people:
            yield _Doing(claim=claim, deed=_ORDERING, doers=people, things=done, stressed=stressed)


def _read_leaders(desk: Desk, claim: Proposition) -> Iterator[_Doing]:
    """Yield who leads what in a claim: "the raid was led by", "who commanded the raid", "in charge of the search"."""
    clause = Clause(desk, claim)
    words = clause.words
    for verb in () if _PASSING_ON.search(desk.sentence_of(claim.claim)) else clause.verbs():
        passive = clause.is_passive(verb)
        doers = clause.agents(verb) if passive else clause.subjects(verb)
        things: list[int] = []
        if _CLASS_OF.get(words[verb].lemma.lower()) == _LEADING:
            things = clause.patients(verb)
        elif not passive:
            posts = [k for how, k in clause.phrases(verb) if how == "in" and words[k].lemma.lower() in _IN_CHARGE]
            things = [k for post in posts for how, k in clause.phrases(post) if how == "of"]
        led = frozenset(_LED[words[k].lemma.lower()] for k in things if words[k].lemma.lower() in _LED)
        people = frozenset(key for key in clause.names(doers) if desk.entities[key].kind is EntityKind.PERSON)
        if led and people:
            yield _Doing(claim=claim, deed=_LEADING, doers=people, things=led, stressed=True)


def _names_doer(doing: _Doing) -> bool:
    """Tell whether the words stress by whom it was done, or at least say so in a place of their own."""
    return doing.stressed or doing.passive


def _are_rivals(desk: Desk, a: _Doing, b: _Doing) -> bool:
    """Tell whether two doings are one deed of two doers, told by two accounts or two speakers."""
    one, other = a.claim, b.claim
    if a.doers & b.doers or one == other:
        return False
    if (one.article == other.article and one.source == other.source) or desk.speak_as_one(one.source, other.source):
        return False
    if a.things & b.things:
        return True
    named = (a.things and b.things) or (b.passive and b.things)  # "the talks were halted by a judge" says what was
    return a.deed in _WHOLE and not named and _are_of_one_kind(desk, a, b)


def _are_of_one_kind(desk: Desk, a: _Doing, b: _Doing) -> bool:
    """Tell whether both doers are surely people, or neither is: a minister's request is no state's.

    A name of one word may be a country's that nobody knows.
    """
    people = [
        any(
            desk.entities[key].kind is EntityKind.PERSON and len(desk.entities[key].name.split()) > 1
            if key in desk.entities
            else is_role(key) or key in PEOPLE
            for key in doing.doers
        )
        for doing in (a, b)
    ]
    return people[0] == people[1]


def _read_doings(desk: Desk, claim: Proposition) -> Iterator[_Doing]:
    words, inside = desk.accounts[claim.article].words, desk.words_of(claim.claim)
    if any(words[i].dep == "neg" and words[words[i].head].pos in ("VERB", "AUX") for i in inside):
        return
    if inside:
        yield from _Reader(desk, claim, words, inside).read()


class _Reader:
    """Reads who did what in one claim."""

    def __init__(self, desk: Desk, claim: Proposition, words: Sequence[Word], inside: Sequence[int]) -> None:
        self._claim = claim
        self._words = words
        self._inside = inside
        self._names = [
            (span.start, span.end, key)
            for key in claim.entities
            for span in desk.entities[key].mentions
            if span.article == claim.article
        ]

    def read(self) -> Iterator[_Doing]:
        """Yield the doings of the claim: of a cleft, a noun that is somebody's, a question, or a plain verb."""
        words = self._words
        if words[self._inside[0]].text.lower() == "who":
            yield from self._read_question()
            return
        for i in self._inside:
            if words[i].pos not in ("VERB", "AUX"):
                continue
            subjects = self._children(i, ("nsubj",))
            if words[i].lemma.lower() == "be" and subjects:
                yield from self._read_be(i, subjects[0])
            elif words[i].pos == "VERB" and words[i].dep not in ("relcl", "acl"):
                yield from self._read_verb(i, subjects)

    def _read_be(self, verb: int, subject: int) -> Iterator[_Doing]:
        words = self._words
        complements = self._children(verb, ("attr", "nsubj"))
        if words[subject].text.lower() == "it":  # "it was the union that walked away"
            below = [
                k
                for k in self._inside
                if k > verb and words[k].pos == "VERB" and words[k].dep in ("relcl", "ccomp", "acl")
            ]
            whom = [k for k in complements if k != subject and words[k].pos in ("NOUN", "PROPN")]
            whom = [k for k in whom if words[k].lemma.lower() not in _NO_DOERS]
            if below and whom and self._is_cleft(whom[0], below[0]):
                yield from self._make(self._name_deed(below[0]), whom[:1], self._find_things(below[0]), stressed=True)
        else:  # "the initiative was Sarn's own"
            owners = [
                k for c in complements if c != subject for k in (c, *self._children(c, ("poss",))) if self._is_owner(k)
            ]
            yield from self._make(self._name_noun(subject), owners[:1], frozenset(), stressed=True)

    def _read_question(self) -> Iterator[_Doing]:
        """Yield the doing of a question with its answer: "who drove the boxes? The party's own men"."""
        words = self._words
        verb = next((i for i in self._inside if words[i].pos == "VERB"), None)
        answer = [i for i in self._inside if words[i].head == i and i != verb and words[i].pos in ("NOUN", "PROPN")]
        if verb is not None and answer:
            yield from self._make(self._name_deed(verb), answer[:1], self._find_things(verb), stressed=True)

    def _read_verb(self, verb: int, subjects: Sequence[int]) -> Iterator[_Doing]:
        words = self._words
        whom = [k for k in subjects if words[k].pos in ("NOUN", "PROPN", "PRON")]
        if words[verb].lemma.lower() == "come" and whom and self._name_noun(whom[0]):
            source = [
                k
                for p in self._children(verb, ("prep",))
                if words[p].text.lower() == "from"
                for k in self._children(p, ("pobj",))
            ]
            yield from self._make(self._name_noun(whom[0]), source[:1], frozenset(), stressed=True)
            return
        agents = [k for p in self._children(verb, ("agent",)) for k in self._children(p, ("pobj",))]
        deed = self._name_deed(verb)
        if deed and (whom or agents):
            things = self._find_things(verb) | self._name(self._children(verb, ("nsubjpass",)))
            after = [word.text.lower() for word in words[agents[0] + 1 : agents[0] + 4]] if agents else []
            stressed = bool(_SELF & {words[k].text.lower() for k in self._children(verb, ())}) or "not" in after
            yield from self._make(deed, (agents or whom)[:1], things, stressed=stressed, passive=bool(agents))

    def _is_cleft(self, whom: int, verb: int) -> bool:
        between = [word.text.lower() for word in self._words[whom + 1 : verb]]
        return bool({"who", "that", "which"} & set(between))

    def _is_owner(self, i: int) -> bool:
        if self._words[i].text.lower() in _OWN:
            return True
        after = self._words[i + 1].text.lower() if i + 1 < len(self._words) else ""
        return self._words[i].pos in ("NOUN", "PROPN") and after in ("'s", "’s", "'", "’")

    def _name_noun(self, i: int) -> str:
        lemma = self._words[i].lemma.lower()
        return _CLASS_OF.get(lemma, "") if self._words[i].pos == "NOUN" else ""

    def _name_deed(self, verb: int) -> str:
        """Return the class of a verb with its particle, preposition or noun; its base form where it has no class."""
        lemma = self._words[verb].lemma.lower()
        below = [k for k in self._inside if self._words[k].head == verb]
        below += [k for k in self._inside if self._words[k].head in below and self._words[k].dep in ("pobj", "amod")]
        if lemma == "ask" and any(self._words[k].text.lower() in ("about", "whether", "if", "why") for k in below):
            return ""  # a question
        for k in below:
            found = _CLASS_OF.get(f"{lemma}-{self._words[k].lemma.lower()}")
            if found:
                return found
        particle = next((self._words[k].text.lower() for k in self._children(verb, ("prt",))), "")
        if particle:
            return f"{lemma} {particle}"
        return _CLASS_OF.get(lemma) or ("" if lemma in _LIGHT else fold_class(lemma))

    def _find_things(self, verb: int) -> frozenset[str]:
        return self._name(self._children(verb, ("dobj",)))

    def _children(self, i: int, deps: tuple[str, ...]) -> list[int]:
        """Return the words that hang on one in some ways; in any way, where none is given."""
        return [
            k for k in self._inside if self._words[k].head == i and (not deps or self._words[k].dep in deps) and k != i
        ]

    def _name(self, places: Sequence[int]) -> frozenset[str]:
        found: set[str] = set()
        for i in places:
            word = self._words[i]
            found.update(key for start, end, key in self._names if start <= word.start < end)
            if word.pos in ("NOUN", "PROPN"):
                found.add(fold_kin(word.lemma.lower()))
        return frozenset(found)

    def _make(
        self, deed: str, doers: Sequence[int], things: frozenset[str], *, stressed: bool, passive: bool = False
    ) -> Iterator[_Doing]:
        named = self._name(doers)
        if deed and named:
            yield _Doing(claim=self._claim, deed=deed, doers=named, things=things, stressed=stressed, passive=passive)


def _tell(desk: Desk, a: _Doing, b: _Doing, settings: DoerSettings) -> Case:
    return Case(
        kind=ConflictKind.ACTOR,
        nature=Nature.CONTRADICTION,
        sides=tuple(make_side([d.claim.claim], desk.claims[d.claim.claim].passage) for d in (a, b)),
        why=f"{desk.tell(a.claim.claim)}; {desk.tell(b.claim.claim)}.",
        reasons=(f"two doers of one deed ({a.deed}){_STRESS if a.deed not in (_LEADING, _ORDERING) else ''}",),
        score=settings.score,
    )
