"""What a denial denies, in words: the deed or state, who and what took part in it, and whether another claim tells it.

A denial and a claim of one event share names and nouns of the event whatever they say. Only where the claim tells the
very deed or state that is denied does the denial stand against it. Word lists of English, no events.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.annotate.roles import read_words
from rashomon.model.annotated import Word
from rashomon.model.records import EntityKind, Record
from rashomon.relate.cases import Desk
from rashomon.relate.deeds import fold_class
from rashomon.relate.propositions import EMPTY, NEGATIONS, Proposition

#: Verbs that make a claim a denial itself.
DENYING_VERBS = frozenset({"deny", "reject", "dismiss", "refute", "dispute", "rebut", "contradict"})
#: Words that deny and say nothing of what.
DENYING = frozenset({
    "deny", "reject", "dismiss", "refute", "dispute", "rebut", "contradict", "claim", "allegation", "accusation",
    "report", "suggestion", "charge", "call", "describe", "statement", "spokesman", "spokeswoman", "spokesperson",
})  # fmt: skip
#: Verbs that two claims share by chance, and that say what is done only with their noun.
LIGHT = EMPTY | read_words("put make take get give go come hold keep be have do let bring set lay leave")
#: Nouns that say what is denied in a clause of their own: "the charge that boxes had been left alone".
_CHARGES = read_words(
    "claim allegation accusation report suggestion charge rumour rumor notion idea assertion speculation talk story"
)
#: Words of cause and blame: who denies these denies that he is to blame, and not what came to pass.
_CAUSES = read_words(
    "cause source blame fault responsible responsibility liable liability trigger lead result link connection due role "
    "guilty guilt contribute provoke spark accountable involvement culprit negligence reason"
)
#: Verbs under which a deed is wanted and not told.
_WANTING = read_words(
    "call demand urge ask want request seek propose consider threaten expect hope fear warn refuse reject decline plan"
)
_DOING = (EntityKind.PERSON, EntityKind.ORGANIZATION)
#: What each sees or gets for himself.
_HAD = read_words("see read receive get know hear")
#: Verbs that say that a deed was not done, as a denial of it does.
_UNDOING = read_words("cancel postpone scrap prevent avert avoid stop cease abandon")
#: Words by which a denial calls something false.
_FALSE = read_words("lie false untrue nonsense rubbish fiction invention myth absurd baseless flat-out outright wrong")
#: Words that are no state where they are nouns: "in the dark".
_NO_STATES = read_words("dark light alone")
#: States and deeds that news puts in words that have nothing in common.
_KIN = {
    word: words.split()[0]
    for words in (
        "unwatched unattended unguarded alone",
        "unlit dark",
        "flunk fail",
        "hit strike beat punch kick slap",
        "sack fire dismiss oust",
        "resign quit step-down",
        "inject needle jab",
        "pay payment payout",
        "escape leak",
        "ignore disregard",
        "bribe bribery kickback",
        "threaten threat",
        "lie mislead deceive",
        "sell sale",
        "question ask interrogate",
    )
    for word in words.split()
}
#: Nouns with which a light verb says that somebody was in something.
_SHARES = read_words("part role place")
#: Verbs of what a level does.
_LEVELS = read_words("go rise reach exceed top climb hit pass surpass stand fall drop")
#: Endings that make one word of another: "welding", "welders".
_ENDING = re.compile(r"(?:ings?|ers?|ors?|ion|ions|ment|ments|ed|al|s)$")
_SHORTEST_STEM = 4
_VERBS = ("VERB", "AUX")
_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "ADV")
_COMPLEMENTS = frozenset({"attr", "acomp", "dobj", "oprd", "ccomp", "xcomp"})
_CLAUSES = ("ccomp", "xcomp", "acl", "relcl")
_OBJECTS = ("dobj", "pobj")
#: Steps down from "denied" by "the claim" to what it says.
_STEPS = 4
_PERSONAL = ("nsubj", "nsubjpass")


class Charge(Record, frozen=True, kw_only=True):
    """What is denied: ``deeds`` are the words of the deed or state, ``parts`` all others; both folded by kinship.

    ``strong`` tells that the verb says itself what was done; ``means`` are nouns by or with which it was done.
    """

    deeds: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    strong: bool = True
    means: frozenset[str] = frozenset()


def fold_word(lemma: str) -> str:
    """Return one word for all that news uses for one another, the same for what is made of one stem.

    >>> fold_word("welding") == fold_word("welder"), fold_word("unattended") == fold_word("unguarded")
    (True, True)
    """
    kin = _KIN.get(lemma) or fold_class(lemma)
    if kin != lemma:
        return kin
    stem = _ENDING.sub("", lemma)
    return (_KIN.get(stem) or fold_class(stem)) if len(stem) >= _SHORTEST_STEM else lemma


class Charges:
    """What the claims of an event deny or tell, each read once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._read: dict[str, Charge] = {}

    def read(self, claim: Proposition) -> Charge:
        """Return what a claim tells, or what it denies if it is a denial with its verb."""
        if claim.claim not in self._read:
            self._read[claim.claim] = _read_charge(self._desk, claim)
        return self._read[claim.claim]

    def is_met(self, denial: Proposition, denied: Proposition, *, answers: bool = False) -> bool:
        """Tell whether a claim tells what a denial with words of its own denies.

        They must share the deed or state, and one thing more that took part in it where the denial names any; an
        answer needs no more than the deed.
        """
        no, yes = self.read(denial), self.read(denied)
        told = yes.deeds | yes.parts
        if denied.verb in _UNDOING | _WANTING and not no.deeds & yes.deeds:
            return False
        if (_blames(no) and not _blames(yes)) or _mean_others(self._desk, denial, denied):
            return False
        if no.deeds & told & _HAD and not _share_doer(self._desk, denial, denied):
            return False  # the ministry saw the memo, the firm had not seen it
        if no.means and not no.means & told:
            return False  # "not one of them was hurt by a bullet"
        if no.deeds & told or (yes.strong and yes.deeds & no.parts):
            shared = (no.deeds | no.parts) & told
            return answers or len(shared) > 1 or not no.parts or bool(set(denial.entities) & set(denied.entities))
        level = denial.verb in _LEVELS and denied.verb in _LEVELS and bool(denied.quantities)
        return level and bool((no.subject | no.parts) & yes.subject)  # "at no time above", "reached 34"


def _read_charge(desk: Desk, claim: Proposition) -> Charge:
    words, inside = desk.accounts[claim.article].words, desk.words_of(claim.claim)
    top = find_root(words, inside)
    if top is None:
        return Charge(parts=frozenset(map(fold_word, claim.words)))
    names = {fold_word(word.lower()) for key in claim.entities if key in desk.entities for word in _name(desk, key)}
    spans = [quantity.value.span for quantity in claim.quantities]
    own = [words[i] for i in inside if words[i].pos in _CONTENT and words[i].text.lower() not in NEGATIONS | _IN_ALL]
    counted = {word.lemma.lower() for word in own if any(span.start <= word.start < span.end for span in spans)}
    own = [word for word in own if not (word.pos == "NOUN" and word.lemma.lower() in _NO_STATES)]
    own = [word for word in own if word.dep != "amod" or word.tag not in ("VBN", "VBG")]  # "the recalled jars"
    used = {fold_word(word.lemma.lower()) for word in own if word.lemma.lower() not in counted} - _IDLE
    if words[top].lemma.lower() in LIGHT:
        used -= _SHARES
    deeds = {fold_word(lemma) for lemma in _read_deeds(words, inside, top) - counted}
    deeds = deeds - _IDLE or used - names  # "to call it unlit is a lie"
    subject = {fold_word(words[i].lemma.lower()) for i in inside if words[i].head == top and words[i].dep in _PERSONAL}
    by = [i for i in inside if words[i].head == top and words[i].text.lower() in _MEANS]
    means = {
        fold_word(words[i].lemma.lower())
        for i in inside
        if words[i].head in by and words[i].dep == "pobj" and words[i].pos == "NOUN"
    }
    return Charge(
        means=frozenset(means - names),
        deeds=frozenset(deeds),
        parts=frozenset(used - deeds - names),
        subject=frozenset(subject),
        strong=words[top].lemma.lower() == "be" or words[top].lemma.lower() not in LIGHT,
    )


_MEANS = frozenset({"by", "with"})
_IN_ALL = frozenset({"at", "all"})
_IDLE = frozenset(map(fold_word, LIGHT | DENYING | _FALSE))


def _name(desk: Desk, key: str) -> list[str]:
    return desk.entities[key].name.split()


def find_root(words: Sequence[Word], inside: Sequence[int]) -> int | None:
    """Return the verb (or noun) that tells what is denied: below "denied" and "the claim that", else the main one."""
    members = set(inside)
    tops = [i for i in inside if (words[i].head not in members or words[i].head == i) and words[i].pos != "PUNCT"]
    verbs = [i for i in tops if words[i].pos in _VERBS]
    top = next(iter(verbs or tops), None)
    for _ in range(_STEPS):
        if top is None or words[top].lemma.lower() not in DENYING_VERBS | _CHARGES:
            break
        under = [i for i in inside if words[i].head == top and i != top]
        below = [i for i in under if words[i].dep in _CLAUSES] or [i for i in under if words[i].dep in _OBJECTS]
        if not below:
            break
        top = below[0]
    return top


def _read_deeds(words: Sequence[Word], inside: Sequence[int], top: int) -> set[str]:
    """Return the words of the deed or state: a verb that says something, else what stands with it."""
    lemma = words[top].lemma.lower()
    if words[top].pos not in _VERBS:
        return {lemma}
    if lemma not in LIGHT:
        return {lemma}
    near = [i for i in inside if words[i].head == top and words[i].dep in _COMPLEMENTS]
    prepositions = [i for i in inside if words[i].head == top and words[i].dep in ("prep", "agent")]
    prepositions += [i for i in inside if words[i].head in prepositions and words[i].dep == "prep"]  # "out of view"
    near += [i for i in inside if words[i].head in prepositions and words[i].dep == "pobj"] if not near else []
    near = near or [i for i in inside if words[i].head == top and words[i].dep == "nsubjpass"]
    if any(words[i].lemma.lower() in _SHARES for i in near):  # "took part in the vote"
        below = [i for i in inside if words[i].dep == "prep" and (words[i].head in near or words[i].head == top)]
        near = [i for i in inside if words[i].head in below and words[i].dep == "pobj"]
        near = near or [
            i for i in inside if words[i].head == top and words[i].dep in _PERSONAL
        ]  # "such work took place"
    found = {words[i].lemma.lower() for i in near if words[i].pos in _CONTENT}
    near += [i for i in inside if words[i].head in near and words[i].dep == "acomp"]
    if lemma == "make" and any(words[i].dep in ("ccomp", "oprd") for i in near):
        found.add("cause")  # "that this had made children ill"
    return (found | {words[i].lemma.lower() for i in near if words[i].pos in _CONTENT}) - LIGHT


def _blames(charge: Charge) -> bool:
    return not _CAUSES.isdisjoint(charge.deeds | charge.parts)


def _share_doer(desk: Desk, denial: Proposition, denied: Proposition) -> bool:
    """Tell whether both claims name one person or body."""
    both = set(denial.entities) & set(denied.entities)
    return any(desk.entities[key].kind in _DOING for key in both if key in desk.entities)


def _mean_others(desk: Desk, denial: Proposition, denied: Proposition) -> bool:
    """Tell whether each claim names a person, and none in common."""
    people = [
        {key for key in c.entities if key in desk.entities and desk.entities[key].kind is EntityKind.PERSON}
        for c in (denial, denied)
    ]
    return bool(people[0]) and bool(people[1]) and not people[0] & people[1]
