"""What somebody undertakes: who does what for whom, for whom it is open, and whether it is proposed, offered or agreed.

"Lund would take in only trained nurses", "the offer to take in nurses of any country" and "Lund agreed to take in
nurses" are one act of one doer. :mod:`rashomon.relate.terms` sets against each other what they say of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from rashomon.model.annotated import Annotated, Sentence, Word
from rashomon.model.records import Claim, Entity, EntityKind, Polarity, Record
from rashomon.model.spans import Span
from rashomon.relate.propositions import NEGATIONS, SUBJECTS


class Standing(StrEnum):
    """How far an undertaking has come, by the word that the account has for it."""

    PROPOSED = "proposed"
    OFFERED = "offered"
    AGREED = "agreed"


class Reach(StrEnum):
    """For whom an act is: nobody but these, whoever it is, these as well, those of whom something is only alleged."""

    ONLY = "only"
    ANY = "any"
    ALSO = "also"
    ALLEGED = "alleged"


#: Words that name one act, verbs and what is made of them. The first names the class.
_ACTS = {
    word: line.split()[0]
    for line in (
        "accept admit receive take-in let-in house welcome shelter host lodge admission",
        "detain jail imprison arrest detention imprisonment",
        "pay compensate reimburse refund compensation refund",
        "deport expel repatriate return deportation expulsion repatriation",
        "release free pardon amnesty",
        "allow let permit authorise authorize",
        "ban bar exclude prohibit forbid",
        "hire recruit employ engage",
        "buy purchase acquire",
        "sell export",
        "cover insure",
        "build construct erect",
        "close shut",
        "lend loan",
        "give grant donate",
        "supply deliver provide",
        "treat serve",
        "evacuate rescue",
        "teach train",
        "vaccinate inoculate",
    )
    for word in line.split()
}
_STANDINGS = {
    **dict.fromkeys("propose suggest mull consider weigh proposal suggestion idea draft".split(), Standing.PROPOSED),  # noqa: SIM905
    **dict.fromkeys(
        "offer pledge promise volunteer vow willing ready prepared willingness readiness".split(),  # noqa: SIM905
        Standing.OFFERED,
    ),
    **dict.fromkeys(
        "agree consent sign agreement deal pact accord treaty contract".split(),  # noqa: SIM905
        Standing.AGREED,
    ),
}
_ONLY = frozenset({"only", "solely", "exclusively", "alone"})
_ANY = frozenset({
    "any", "every", "anyone", "anybody", "everyone", "everybody", "whoever", "whatever", "regardless", "irrespective",
})  # fmt: skip
_ALSO = frozenset({"including", "even"})
#: What is only said of somebody.
_ALLEGED = frozenset({"alleged", "suspected", "accused", "presumed", "suspect", "untried"})
#: Words that tell whom an act is for by its own word, and lead from it to them.
_LEADS = frozenset({"to", "for", "of", "from", "including"})
#: From an act up to what stands over it: "offered to accept", "an offer to accept", "is willing to accept".
_OVER = frozenset({"xcomp", "ccomp", "acl", "advcl", "pcomp", "conj", "acomp", "prep", "relcl", "pobj"})
_STEPS = 4
#: What stands with an act and is shown with it: "would only take in".
_BESIDE = frozenset({"aux", "advmod", "prt"})
_NAMING = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
#: Offices whose holder acts for a country or a town.
_HEADS = (
    r"(?:[Pp]resident|[Pp]rime [Mm]inister|[Pp]remier|[Cc]hancellor|[Mm]ayor|[Gg]overnor|[Kk]ing|[Qq]ueen|[Ll]eader)"
)
#: "Ada Lund, the president of Varn", "President Ada Lund of Varn", "the president of Varn".
_OF_LAND = re.compile(rf"[^\n.;]{{0,40}}?\b(?P<head>{_HEADS})[^\n.;]{{0,40}}? of (?:the )?(?=[A-Z])")
#: "Varn's president, Ada Lund", "Varnian President Ada Lund".
_LANDS_OWN = re.compile(rf"\b(?P<land>[A-Z]\w+)(?:['’]s?)? (?:[a-z-]+ )?{_HEADS},? ?")
#: Characters between an office and the name of its holder.
_NEAR = 4
#: Letters that a country and the word for its people begin alike with: "Estavia", "Estavian".
_ALIKE = 5


class Undertaking(Record, frozen=True, kw_only=True):
    """An act as one claim has it.

    ``doers`` are ids of who does it, in their own names or their country's, and nouns where nobody is named;
    ``things`` the words of whom or what it is done to.
    """

    act: str
    claim: str
    article: str
    span: Span
    source: str | None = None
    doers: frozenset[str] = frozenset()
    named: bool = False
    things: frozenset[str] = frozenset()
    reaches: frozenset[Reach] = frozenset()
    standing: Standing | None = None


def find_lands(accounts: Sequence[Annotated], entities: Sequence[Entity]) -> dict[str, str]:
    """Return for each person who is called the head of a country or town that place's id.

    "President Ada Lund of Varn", "Varn's president, Ada Lund", "the president of Varn", "Varnian President Ada Lund".
    """
    texts = {account.article.id: account.article.text for account in accounts}
    places = sorted((e for e in entities if e.kind is EntityKind.PLACE), key=lambda e: (-len(e.mentions), e.id))
    spots = {(m.article, m.start): place.id for place in places for m in place.mentions}
    found: dict[str, str] = {}
    for person in entities:
        if person.kind is not EntityKind.PERSON:
            continue
        for mention in person.mentions:
            land = _read_land(texts[mention.article], mention, spots, places)
            if land is not None:
                found.setdefault(person.id, land)
    return found


def _read_land(text: str, mention: Span, spots: dict[tuple[str, int], str], places: Sequence[Entity]) -> str | None:
    """Return the place whose head a mention says somebody is."""
    match = _OF_LAND.match(text, mention.start)
    if match and match.start("head") <= mention.end + _NEAR:
        return spots.get((mention.article, match.end()))
    before = _LANDS_OWN.search(text[max(0, mention.start - 60) : mention.end])
    if before is None or len(text[max(0, mention.start - 60) : mention.start]) > before.end() + _NEAR:
        return None
    name = before["land"]
    lasts = [(place.id, place.name.split()[-1]) for place in places]
    return next((key for key, last in lasts if len(last) >= _ALIKE and name[:_ALIKE] == last[:_ALIKE]), None)


class UndertakingReader:
    """Reads the undertakings of one account; who stands for what is looked up once for all accounts."""

    def __init__(self, account: Annotated, entities: Sequence[Entity], lands: dict[str, str]) -> None:
        self._account = account
        self._words = account.words
        here = account.article.id
        self._mentions = sorted((m.start, m.end, e.id) for e in entities for m in e.mentions if m.article == here)
        self._lands = lands
        self._under: dict[int, list[int]] = {}
        for i, word in enumerate(account.words):
            if word.head != i:
                self._under.setdefault(word.head, []).append(i)

    def read(self) -> Iterator[Undertaking]:
        """Yield what the account tells of undertakings, in the order of the text."""
        for sentence in self._account.sentences:
            for i in range(sentence.first, sentence.last):
                act = self._name_act(i)
                claim = self._find_claim(i) if act else None
                if claim is not None and claim.polarity is Polarity.AFFIRMED:
                    yield from self._read_act(i, act, claim, sentence)

    def _name_act(self, i: int) -> str:
        word = self._words[i]
        if word.pos not in ("VERB", "NOUN"):
            return ""
        lemma = word.lemma.lower()
        if word.pos == "VERB":
            for k in self._under.get(i, ()):
                two = f"{lemma}-{self._words[k].text.lower()}"
                if self._words[k].dep in ("prt", "prep") and two in _ACTS:
                    return _ACTS[two]
        return _ACTS.get(lemma, "")

    def _find_claim(self, i: int) -> Claim | None:
        """Return the shortest claim that holds a word."""
        start = self._words[i].start
        held = [
            claim for claim in self._account.claims if any(span.start <= start < span.end for span in claim.passage)
        ]
        return min(held, key=lambda c: (sum(s.end - s.start for s in c.passage), c.id)) if held else None

    def _read_act(self, i: int, act: str, claim: Claim, sentence: Sentence) -> Iterator[Undertaking]:
        chain = self._climb(i)
        if any(self._is_no(k) for k in chain):
            return
        object_words = self._find_object(i)
        doers, named = self._find_doers(i, chain)
        if claim.source is not None and any(self._words[k].text.lower() in ("i", "we") for k in self._subjects(chain)):
            doers, named = doers | self._widen(claim.source), True
        reaches = self._read_reaches(i, object_words)
        over = () if any(self._words[k].dep == "conj" for k in chain[:-1]) else chain
        near = [k for k in self._under.get(i, ()) if self._words[k].dep in _BESIDE]
        places = sorted({i, *near, *over, *object_words})
        first, last = self._words[places[0]], self._words[places[-1]]
        yield Undertaking(
            act=act,
            claim=claim.id,
            article=self._account.article.id,
            span=self._account.article.span(first.start, last.end),
            source=claim.source,
            doers=frozenset(doers),
            named=named,
            things=frozenset(_stem(self._words[k]) for k in object_words if self._words[k].pos in _NAMING),
            reaches=frozenset(reaches),
            standing=self._read_standing(i, chain),
        )

    def _climb(self, i: int) -> list[int]:
        """Return the act and the words over it, up to the verb of its sentence."""
        chain = [i]
        for _ in range(_STEPS):
            word = self._words[chain[-1]]
            if word.head == chain[-1] or word.dep not in _OVER:
                break
            chain.append(word.head)
            if self._words[word.head].lemma.lower() in _STANDINGS:
                break
        return chain if self._words[chain[-1]].lemma.lower() in _STANDINGS else [i]

    def _is_no(self, i: int) -> bool:
        return any(
            self._words[k].dep == "neg" or self._words[k].text.lower() in NEGATIONS for k in self._under.get(i, ())
        )

    def _read_standing(self, i: int, chain: Sequence[int]) -> Standing | None:
        top = chain[-1]
        return _STANDINGS.get(self._words[top].lemma.lower()) if top != i else None

    def _subjects(self, chain: Sequence[int]) -> list[int]:
        for k in (*chain, self._words[chain[-1]].head):
            found = [j for j in self._under.get(k, ()) if self._words[j].dep in SUBJECTS - {"nsubjpass", "expl"}]
            if found:
                return found
        return []

    def _find_doers(self, i: int, chain: Sequence[int]) -> tuple[set[str], bool]:
        """Return who does it: subject, agent, or owner of the offer; and whether any of them is named."""
        heads = []
        for k in chain:
            for j in self._under.get(k, ()):
                word = self._words[j]
                if word.dep in ("nsubj", "poss"):
                    heads.append(j)
                elif word.dep == "agent" or (word.text.lower() == "by" and word.dep == "prep"):
                    heads += [m for m in self._under.get(j, ()) if self._words[m].dep == "pobj"]
            if heads:
                break
        if not heads:
            heads = self._subjects(chain)
        found: set[str] = set()
        named = False
        for j in heads:
            for place in (j, *self._find_owners(j)):
                key = self._mention(place)
                if key is not None:
                    found |= self._widen(key)
                    named = True
            if self._words[j].pos == "NOUN":
                found.add(self._words[j].lemma.lower())
        return found, named

    def _find_owners(self, i: int) -> Iterator[int]:
        """Yield whose a noun is: "his nation", "the town of Osk"."""
        for k in self._under.get(i, ()):
            if self._words[k].dep == "poss":
                yield k
            elif self._words[k].text.lower() == "of":
                yield from (m for m in self._under.get(k, ()) if self._words[m].pos == "PROPN")

    def _widen(self, key: str) -> frozenset[str]:
        return frozenset({key, self._lands.get(key, key)})

    def _mention(self, i: int) -> str | None:
        start = self._words[i].start
        return next((key for first, last, key in self._mentions if first <= start < last), None)

    def _find_object(self, i: int) -> list[int]:
        """Return the words of whom or what the act is done to."""
        tops = [k for k in self._under.get(i, ()) if self._words[k].dep in ("dobj", "nsubjpass")]
        leads = [k for k in self._under.get(i, ()) if self._words[k].text.lower() in _LEADS or k == i + 1]
        leads = [k for k in leads if self._words[k].dep == "prep"]
        tops += [m for k in leads for m in self._under.get(k, ()) if self._words[m].dep == "pobj"]
        if not tops and self._words[i].dep == "relcl":
            tops = [self._words[i].head]
        found: list[int] = []
        stack = list(tops)
        while stack:
            k = stack.pop()
            if k == i or k in found:
                continue
            found.append(k)
            stack += self._under.get(k, ())
        return sorted(found)

    def _read_reaches(self, i: int, object_words: Sequence[int]) -> set[Reach]:
        near = [k for k in self._under.get(i, ()) if self._words[k].dep == "advmod"]
        whole = range(min(object_words), max(object_words) + 1) if object_words else ()
        texts = [self._words[k].text.lower() for k in (*near, *whole)]
        after = [*texts[1:], ""]
        texts = [text for n, text in enumerate(texts) if after[n] not in ("though", "if")]
        found = set()
        if _ONLY & set(texts):
            found.add(Reach.ONLY)
        if _ANY & set(texts) or re.search(r"\b(?:of|from) all \w+", " ".join(texts)):
            found.add(Reach.ANY)
        if _ALSO & set(texts):
            found.add(Reach.ALSO)
        if _ALLEGED & set(texts):
            found.add(Reach.ALLEGED)
        return found


def _stem(word: Word) -> str:
    """Return a word without what makes a person or a deed of it, so that "deportees" are those who are deported."""
    return re.sub(r"(?:ees?|ed|ation|s)$", "", word.lemma.lower())
