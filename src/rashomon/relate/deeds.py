"""What a claim tells as done, whatever its words: who did it, to what, where, when, and how long it took.

"Struck" and "slammed into" are one deed, "put their names to the document" and "the pact, signed" another. Vectors of
meaning find too little likeness between such claims; classes of verbs and nouns find it, and the parse says what stands
with them. Word lists of English, no events.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.annotate.roles import PLACE_HEADS, PLACE_NOUNS, THING_NOUNS, read_words
from rashomon.model.annotated import Annotated, Word
from rashomon.model.records import Record, ValueKind
from rashomon.model.spans import Span
from rashomon.relate.counts import Quantity
from rashomon.relate.propositions import FIRST, Proposition
from rashomon.relate.quantities import TIMES

#: Classes of deeds by their verbs (with their particle) and nouns.
_CLASSES: dict[str, str] = {
    "explosion": "explode explosion blast detonate detonation fireball blow-up",
    "fire": "fire blaze inferno ignite catch-fire",
    "collision": "collide collision strike ram slam crash smash plough",
    "derailment": "derail derailment jump-track leave-track leave-rail",
    "quake": "quake earthquake tremor",
    "sinking": "sink sinking capsize founder go-under",
    "collapse": "collapse cave-in give-way",
    "shooting": "shooting gunman gunfire",
    "robbery": "rob robbery heist burglary theft steal",
    "signing": "sign signing ink initial put-name put-signature",
    "ruling": "rule ruling order decide decision instruct verdict judgment judgement",
    "visit": "visit tour inspect inspection tramp spend stay walk-round",
    "meeting": "meet meeting talk summit encounter",
    "writing": "write memo note date put-writing",
    "arrest": "arrest detain capture nab pick-up",
    "launch": "launch lift-off blast-off",
    "wedding": "marry wed wedding",
    "finding": "find discover turn-up recover locate spot come-across come-upon stumble",
    "burial": "bury burial funeral",
    "telling": "inform call warn alert notify telephone phone ring",
    "entry": "come-in walk-in get-in break-in climb-in go-in enter",
    "escape": "escape flee get-out get-away walk-out climb-out",
    "sentencing": "sentence jail imprison",
    "landing": "land landing touch-down come-down",
    "departure": "depart departure set-off set-out take-off leave-port",
    "birth": "bear birth deliver",
    "death": "die death pass-away",
    "breaking out": "break-out",
}
_CLASS_OF = {word: name for name, words in _CLASSES.items() for word in words.split()}
#: Of these, the nouns; the others are nouns of something else: the strike of a union, an order, a date.
_NOUNS = read_words(
    "explosion blast detonation fireball fire blaze inferno collision crash smash derailment quake earthquake tremor "
    "sinking collapse shooting gunman gunfire robbery heist burglary theft signing decision verdict judgment judgement "
    "visit tour inspection meeting summit memo note arrest launch wedding burial funeral escape landing departure "
    "birth death"
)
#: Of the classes, those that one story has once, so that nothing else need be the same.
SINGULAR = frozenset({
    "explosion", "collision", "derailment", "quake", "sinking", "shooting", "launch", "wedding",
})  # fmt: skip
#: Nouns that news uses for one another.
_KIN = {
    word: words.split()[0]
    for words in (
        "agreement pact deal accord treaty document memorandum contract",
        "court judge tribunal bench justice magistrate",
        "ferry ship boat vessel steamer",
        "prison jail gaol penitentiary",
        "company firm corporation",
        "memo memorandum note letter",
        "plane aircraft jet airliner",
        "car vehicle coach bus van",
        "lorry truck",
        "body corpse remains",
        "fire flame blaze inferno",
        "council councillor councilor",
        "painting picture",
    )
    for word in words.split()
}
#: Verbs that only say that the noun before them came to pass.
_PASSING = read_words("happen occur take begin start erupt break come be strike hit rip tear rock go")
#: Verbs that with "into" tell of a collision.
_MOVING = read_words("run drive plough plow slam crash smash bump career veer fly skid swerve")
#: Ways in stand with other words than places.
_THROUGH = read_words("through by via over")
_AT = read_words("at in inside outside near beside off on behind opposite under beneath within aboard by")
_SPOTS = (
    PLACE_HEADS
    | PLACE_NOUNS
    | THING_NOUNS
    | read_words(
        "depot bay barn basement cellar roof kitchen room lobby garage platform runway church mosque temple museum "
        "library theatre theater cinema courthouse embassy ministry barracks base camp shop supermarket mall market "
        "cafe restaurant bar pub clinic hospital school ward shaft pit mine quarry pool corridor stairwell entrance "
        "exit tent ramp deck cabin hangar shed factory plant laboratory workshop flat apartment attic bedroom bathroom "
        "corner intersection motorway centre center office headquarters university college residence villa estuary "
        "border cemetery fence tree pole barrier hedge crossing hut cave summit citadel"
    )
) - {"water", "waters", "state", "country", "region", "area"}
#: Words of a deed that say that it is another of its class.
_OTHER = read_words("second third another later earlier previous next further other last first again twice new")
#: Steps up the parse from a phrase to the deed it belongs to.
_STEPS = 5
#: What belongs to the name of a place.
_OWN = frozenset({"compound", "nummod", "poss", "amod", "case", "nmod"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "attr"})


class Place(Record, frozen=True, kw_only=True):
    """A place as printed, with its words and names.

    ``grain`` says what it is: a "spot", a "town" (or a country), or what was "struck".
    """

    span: Span
    head: str
    words: frozenset[str]
    grain: str


class Deed(Record, frozen=True, kw_only=True):
    """A deed in a claim: its class, who did it, what it was done to, and what stands with it."""

    kind: str
    claim: Proposition
    doers: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    named: bool = False
    places: tuple[Place, ...] = ()
    times: tuple[Quantity, ...] = ()
    lengths: tuple[Quantity, ...] = ()


def fold_deed(lemma: str) -> str:
    """Return one word for all that news uses for one another: a deed that a story has once, or a kin of nouns.

    >>> fold_deed("blast"), fold_deed("pact"), fold_deed("seal")
    ('explosion', 'agreement', 'seal')
    """
    kind = _CLASS_OF.get(lemma)
    return kind if kind in SINGULAR and lemma != "strike" else _KIN.get(lemma, lemma)  # unions strike as well


def fold_kin(lemma: str) -> str:
    """Return one word for all nouns that news uses for one another.

    >>> fold_kin("accord"), fold_kin("blast")
    ('agreement', 'blast')
    """
    return _KIN.get(lemma, lemma)


def fold_class(lemma: str) -> str:
    """Return the class of a verb or noun of doing, or the kin of a noun; other words stay what they are.

    >>> fold_class("inspection"), fold_class("phone"), fold_class("seal")
    ('visit', 'telling', 'seal')
    """
    return _CLASS_OF.get(lemma) or _KIN.get(lemma, lemma)


def read_deed(
    account: Annotated, claim: Proposition, inside: Sequence[int], mentions: Sequence[tuple[Span, str]]
) -> Deed | None:
    """Return the deed that a claim tells, None where it tells none of a known class.

    ``inside`` are the places of its words, ``mentions`` the places of the entities in the article, with their ids.
    """
    members = set(inside)
    for i in inside:
        kind = _find_kind(account.words, i, members)
        if kind:
            return _Reader(account, claim, members, mentions).read(i, kind)
    return None


def _find_kind(words: Sequence[Word], i: int, inside: set[int]) -> str:
    """Return the class of the deed that a word tells: a verb, or a noun that came to pass or stands alone."""
    word = words[i]
    lemma = word.lemma.lower()
    if word.pos == "VERB":
        return _find_verb(words, i, inside)
    if word.pos != "NOUN" or (word.dep not in _SUBJECTS and word.dep != "ROOT" and word.head in inside):
        return ""
    head = words[word.head]
    passing = word.head not in inside or word.head == i or head.lemma.lower() in _PASSING
    return _CLASS_OF.get(lemma, "") if passing and lemma in _NOUNS else ""


def _find_verb(words: Sequence[Word], i: int, inside: set[int]) -> str:
    """Return the class of a verb by itself, with its particle, or with its noun: "put their names to"."""
    lemma = words[i].lemma.lower()
    below = [k for k in sorted(inside) if words[k].head == i and k != i]
    bare = [k for k in below if not any(words[n].head == k and words[n].dep == "pobj" for n in inside)]
    if lemma in _MOVING and any(words[k].text.lower() == "into" for k in below):
        return "collision"
    near = [
        words[k].text.lower() for k in below if words[k].dep == "prt" or (k in bare and words[k].pos in ("ADP", "ADV"))
    ]
    near += [words[k].lemma.lower() for k in _below(words, i, inside, 2) if words[k].pos == "NOUN"]
    near += [words[k].text.lower() for k in below if words[k].text.lower() in ("upon", "across")]
    for other in near:
        if f"{lemma}-{other}" in _CLASS_OF:
            return _CLASS_OF[f"{lemma}-{other}"]
    if lemma == "come":
        plain = not any(
            words[k].dep in ("prep", "xcomp", "prt", "acomp") and words[k].text.lower() not in ("on", "at")
            for k in below
        )
        return (
            "visit"
            if plain and any(words[k].dep == "nsubj" and words[k].pos in ("NOUN", "PROPN") for k in below)
            else ""
        )
    return "" if any(words[k].dep == "prt" for k in below) else _CLASS_OF.get(lemma, "")


def _below(words: Sequence[Word], top: int, inside: set[int], depth: int) -> Iterator[int]:
    for k in sorted(inside):
        place = k
        for _ in range(depth):
            place = words[place].head
            if place == top and k != top:
                yield k
                break


class _Reader:
    """Reads what stands with a deed in one claim."""

    def __init__(
        self, account: Annotated, claim: Proposition, inside: set[int], mentions: Sequence[tuple[Span, str]]
    ) -> None:
        self._account = account
        self._words = account.words
        self._claim = claim
        self._inside = inside
        self._mentions = mentions

    def read(self, top: int, kind: str) -> Deed | None:
        """Return the deed whose word stands at ``top``."""
        words = self._words
        anchors = {top}
        if words[top].pos == "NOUN" and words[top].head in self._inside:
            anchors.add(words[top].head)
        if any(
            words[k].text.lower() in _OTHER
            for k in self._inside
            if words[k].head in anchors and words[k].dep in ("amod", "det", "advmod")
        ):
            return None
        doers = [k for k in self._inside if words[k].head in anchors and words[k].dep == "nsubj"]
        agents = [k for k in self._inside if words[k].head in anchors and words[k].dep == "agent"]
        doers += [k for k in self._inside if words[k].head in agents and words[k].dep == "pobj"]
        things = [k for k in self._inside if words[k].head in anchors and words[k].dep in _OBJECTS]
        if words[top].dep in ("acl", "relcl"):
            things.append(words[top].head)
        into = [
            k
            for k in self._inside
            if words[k].head in anchors and words[k].text.lower() in ("into", "with", "through", "to")
        ]
        things += [k for k in self._inside if words[k].head in into and words[k].dep == "pobj"]
        held = {
            k: q
            for q in self._claim.quantities
            for k in self._inside
            if q.value.span.start <= words[k].start < q.value.span.end
        }
        near = [
            q
            for q in self._claim.quantities
            if any(held.get(k) is q and self._belongs(k, anchors) for k in sorted(held))
        ]
        return Deed(
            kind=kind,
            claim=self._claim,
            doers=self._name(doers),
            things=self._name([k for k in things if k not in held]) - {kind},
            named=any(words[k].pos == "PROPN" for k in things if k not in held),
            places=tuple(self._read_places(kind, anchors, set(held))),
            times=tuple(q for q in near if q.value.kind in TIMES),
            lengths=tuple(q for q in near if q.value.kind is ValueKind.DURATION or q.noun == "night"),
        )

    def _belongs(self, i: int, anchors: set[int]) -> bool:
        """Tell whether a word hangs on the deed and on no other verb between."""
        words, place = self._words, i
        for _ in range(_STEPS):
            place = words[place].head
            if place in anchors:
                return True
            if words[place].pos == "VERB" or words[place].head == place:
                return False
        return False

    def _name(self, heads: Sequence[int]) -> frozenset[str]:
        """Return the words and entities of some nouns, kin by one word."""
        found: set[str] = set()
        for i in heads:
            word = self._words[i]
            key = self._mention(word)
            if key is not None:
                found.add(key)
            elif word.text.lower() in FIRST and self._claim.source is not None:
                found.add(self._claim.source)
            if word.pos in ("NOUN", "PROPN"):
                lemma = word.lemma.lower()
                found.add(_KIN.get(lemma, lemma))
        return frozenset(found)

    def _mention(self, word: Word) -> str | None:
        return next((key for span, key in self._mentions if span.start <= word.start < span.end), None)

    def _read_places(self, kind: str, anchors: set[int], held: set[int]) -> Iterator[Place]:
        """Yield the places that stand with the deed, those first that hang on its own word."""
        words = self._words
        for i in sorted(self._inside, key=lambda i: (words[i].head not in anchors, i)):
            text = words[i].text.lower()
            struck = kind == "collision" and text == "into"
            way = kind in ("entry", "escape") and text in _THROUGH
            if (
                words[i].dep not in ("prep", "agent")
                or not (text in _AT or struck or way)
                or not self._belongs(i, anchors)
            ):
                continue
            head = next((k for k in self._inside if words[k].head == i and words[k].dep == "pobj"), None)
            if head is not None and head not in held and words[head].pos in ("NOUN", "PROPN"):
                named = words[head].text.istitle() or words[head].pos == "PROPN"
                if named or way or words[head].lemma.lower() in _SPOTS:
                    yield self._make_place(head, held, text, "struck" if struck else "")

    def _make_place(self, head: int, held: set[int], link: str, grain: str) -> Place:
        words = self._words
        own = {k for k in _below(words, head, self._inside, 2) if words[k].dep in _OWN and k < head + 2} | {head}
        own = {k for k in own if k not in held or words[k].dep == "nummod"}
        lemma = words[head].lemma.lower()
        number = any(words[k].pos == "NUM" for k in own)
        label = words[head].name  # a name of a town that the parser does not know stands after "in" all the same
        known = label in ("GPE", "LOC") or (link == "in" and label not in ("ORG", "FAC", "PRODUCT"))
        name = known and words[head].pos == "PROPN"
        town = lemma in PLACE_NOUNS or (name and not number and lemma not in _SPOTS)
        kept = {words[k].lemma.lower() for k in own if words[k].pos in ("NOUN", "PROPN", "NUM", "ADJ")}
        return Place(
            span=self._account.article.span(words[min(own)].start, words[max(own)].end),
            head=words[head].text,
            words=frozenset(kept | {key for k in own if (key := self._mention(words[k])) is not None}),
            grain=grain or ("town" if town else "spot"),
        )
