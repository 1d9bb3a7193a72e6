"""What came first: "replaced before counting began" against "the count had been going by the time they came"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from rashomon.model.annotated import Annotated, Sentence, Word
from rashomon.model.records import ConflictKind, Nature, Record
from rashomon.relate.cases import Case, Desk, join_cases, make_side
from rashomon.relate.deeds import fold_deed
from rashomon.relate.propositions import EMPTY, Proposition


class OrderSettings(Record, frozen=True, kw_only=True):
    """When two sentences tell one order in two ways."""

    #: Share of words that find their like from which two claims are of one thing, of which one came "before" something
    #: and the other "only when" something else had come.
    alike: float = 0.4
    #: Share of the claims from which a word is common, and a number below which none is.
    share: float = 0.08
    least: int = 8
    #: Characters between two sentences of which one answers the other: then common words are enough.
    near: int = 500
    #: What such a conflict is worth beside one of two claims that are likely one.
    score: float = 0.5


SETTINGS = OrderSettings()

#: Words after which stands what came later, and what came earlier.
_BEFORE = frozenset({"before"})
_AFTER = frozenset({"after", "following", "once"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB"})
_TIES = frozenset({"prep", "xcomp", "relcl"})
_DEPTH = 2
_PARTS = frozenset({"nsubj", "nsubjpass", "dobj", "pcomp"})
#: Words that say when, and not what.
_TIMES = EMPTY | frozenset({
    "time", "minute", "hour", "second", "day", "week", "month", "year", "morning", "evening", "night", "afternoon",
    "moment", "begin", "start", "come", "go", "get", "people", "man", "woman", "take", "make", "know", "person",
})  # fmt: skip


class Order(Record, frozen=True, kw_only=True):
    """What a sentence tells as earlier and as later, by base forms, and its claims; ``late``: it says "only when".

    ``cores`` are the words of both that say what happened: of "half an hour before the fall in the mine" the fall.
    """

    article: str
    earlier: frozenset[str]
    later: frozenset[str]
    cores: frozenset[str]
    claims: tuple[Proposition, ...]
    late: bool = False


def find_orders(desk: Desk, settings: OrderSettings = SETTINGS) -> list[Case]:
    """Return the conflicts of two orders of one pair of things."""
    common = _find_common(desk, settings)
    orders = [order for key in sorted(desk.accounts) for order in _read_orders(desk, desk.accounts[key])]
    alike = _find_alike(desk, settings) if any(order.late for order in orders) else frozenset()
    cases = []
    for a, b in combinations(orders, 2):
        if _speak_as_one(desk, a, b):
            continue
        crossed = _cross(a, b)
        if (
            (crossed and (not crossed <= common or _are_near(a, b, settings)))
            or _is_late(a, b, alike)
            or _is_late(b, a, alike)
        ):
            cases.append(_tell(desk, a, b, settings))
    return join_cases(cases)


def _are_near(a: Order, b: Order, settings: OrderSettings) -> bool:
    """Tell whether one sentence soon follows the other, so that it may answer it."""
    one, other = a.claims[0], b.claims[0]
    return a.article == b.article and abs(one.start - other.start) <= settings.near


def _cross(a: Order, b: Order) -> frozenset[str]:
    """Return the words of what one sentence tells as earlier and the other as later, where both ends cross."""
    ends = a.earlier & b.later, a.later & b.earlier
    alike = a.earlier & b.earlier and a.later & b.later
    told = all(end & a.cores and end & b.cores for end in ends)  # a mine is in all that befalls a mine
    return ends[0] | ends[1] if told and not alike else frozenset()


def _find_common(desk: Desk, settings: OrderSettings) -> frozenset[str]:
    """Return the words that so many claims of the story have that two may share them by chance."""
    counts = Counter(fold_deed(word) for claim in desk.table.claims for word in claim.words)
    most = max(settings.share * len(desk.table.claims), settings.least)
    return frozenset(word for word, count in counts.items() if count > most)


def _read_orders(desk: Desk, account: Annotated) -> Iterator[Order]:
    words = account.words
    here = [claim for claim in desk.table.claims if claim.article == account.article.id and not claim.denied]
    for sentence in account.sentences:
        claims = tuple(claim for claim in here if claim.start < sentence.end and sentence.start < claim.end)
        if not claims or any(claim.negated for claim in claims):
            continue
        for i in range(sentence.first, sentence.last):
            found = _read_link(words, i, sentence)
            if found is None:
                continue
            after, late, top = found
            right = _below(words, top, sentence)
            verb = words[top].head
            left = _name(words, sorted(_below(words, verb, sentence) - right - {i}))
            left |= _find_lent(account, verb, claims)
            sides = left, _name(words, sorted(right - {i}))
            if sides[0] and sides[1]:
                earlier, later = sides if not after else (sides[1], sides[0])
                places = [account.words[k].start for k in (verb, *right)]
                held = tuple(c for c in claims if any(c.start <= place < c.end for place in places))
                yield Order(
                    article=account.article.id,
                    earlier=earlier,
                    later=later,
                    cores=_name(words, _find_cores(words, verb, top, sentence)) | _find_lent(account, verb, claims),
                    claims=held or claims,
                    late=late,
                )


def _find_cores(words: Sequence[Word], verb: int, top: int, sentence: Sentence) -> list[int]:
    """Return the words that say what happens at both ends: verbs, their subjects and objects, the noun after "before".

    Of what follows also what it is done with or for: "by the time they came with the seals".
    """
    here = range(sentence.first, sentence.last)
    after = {top}
    for _ in range(_DEPTH):
        after |= {k for k in here if words[k].head in after and (words[k].dep in _TIES or words[k].lemma == "time")}
    ends = {k for k in here if words[k].head in after and words[k].dep in (*_PARTS, "pobj")}
    near = {k for k in here if words[k].head == verb and words[k].dep in _PARTS}
    return sorted({verb, *near, *after, *ends})


def _find_lent(account: Annotated, verb: int, claims: Sequence[Proposition]) -> frozenset[str]:
    """Return the subject of the claim that holds a verb, lent by its sentence where the clause has none."""
    start = account.words[verb].start
    held = [claim for claim in claims if claim.start <= start < claim.end]
    return frozenset(fold_deed(word) for claim in held for word in claim.subject)


def _read_link(words: Sequence[Word], i: int, sentence: Sentence) -> tuple[bool, bool, int] | None:
    """Return (what follows came first, it is "only then", the word that governs what follows) of a word of time."""
    text = words[i].text.lower()
    before = [word.text.lower() for word in words[max(sentence.first, i - 2) : i]]
    if text in _BEFORE | _AFTER and words[i].dep in ("prep", "mark"):
        top = words[i].head if words[i].dep == "mark" else i
        if before[-1:] == ["not"] or before[-1:] == ["soon"]:
            return None
        return text in _AFTER, before[-1:] == ["only"], top
    if text == "time" and before == ["by", "the"]:
        return False, False, words[i].head  # "the count had been going by the time they came": what follows came later
    if text == "when" and before[-1:] == ["only"]:
        return True, True, words[i].head
    return None


def _below(words: Sequence[Word], top: int, sentence: Sentence) -> set[int]:
    """Return the words of the sentence that hang on one, with it."""
    found = {top}
    for k in range(sentence.first, sentence.last):
        chain: list[int] = []
        place = k
        while place not in found and words[place].head != place and len(chain) < 30:
            chain.append(place)
            place = words[place].head
        if place in found:
            found.update(chain)
    return found


def _name(words: Sequence[Word], places: Sequence[int]) -> frozenset[str]:
    return frozenset(
        fold_deed(_shorten(words[k].lemma.lower()))
        for k in places
        if words[k].pos in _CONTENT and words[k].lemma.lower() not in _TIMES and words[k].name not in ("DATE", "TIME")
    )


def _shorten(lemma: str) -> str:
    """Return a noun of doing by its verb: "counting" is a count."""
    return lemma.removesuffix("ing") if len(lemma) > 6 else lemma


def _speak_as_one(desk: Desk, a: Order, b: Order) -> bool:
    one, other = a.claims[0], b.claims[0]
    same = one.source == other.source or desk.speak_as_one(one.source, other.source)
    return a.article == b.article and same


def _is_late(a: Order, b: Order, alike: frozenset[tuple[str, str]]) -> bool:
    """Tell whether one sentence has a thing before another, and the other sentence has it come "only when"."""
    if a.late or not b.late or not a.earlier & b.later:
        return False
    return any((one.claim, other.claim) in alike for one in a.claims for other in b.claims)


def _find_alike(desk: Desk, settings: OrderSettings) -> frozenset[tuple[str, str]]:
    """Return the pairs of claims that are of one thing, each in both directions."""
    claims = desk.table.claims
    pairs = [(claims[k.a].claim, claims[k.b].claim) for k in desk.table.links if k.alignment >= settings.alike]
    return frozenset(pairs) | {(other, one) for one, other in pairs}


def _tell(desk: Desk, a: Order, b: Order, settings: OrderSettings) -> Case:
    one, other = sorted((a, b), key=lambda order: order.claims[0].order)
    return Case(
        kind=ConflictKind.SEQUENCE,
        nature=Nature.CONTRADICTION,
        sides=tuple(
            make_side(
                [claim.claim for claim in order.claims],
                [span for claim in order.claims for span in desk.claims[claim.claim].passage],
            )
            for order in (one, other)
        ),
        why=f"{desk.tell(one.claims[0].claim)}; {desk.tell(other.claims[0].claim)}.",
        reasons=("what came first in one came later in the other",),
        score=settings.score,
    )
