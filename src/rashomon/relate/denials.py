"""A denial against the claim it denies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.annotate import cues
from rashomon.model.records import ConflictKind, Nature, PairRelation, QuoteKind, Record
from rashomon.relate.cases import Case, Desk, make_side
from rashomon.relate.charges import DENYING, DENYING_VERBS, Charge, Charges
from rashomon.relate.propositions import Proposition, sentence_at, words_of
from rashomon.relate.readings import ReadPairs
from rashomon.relate.statements import hides_denial


class DenialSettings(Record, frozen=True, kw_only=True):
    """Which claim a denial denies."""

    #: Mean share of the words of each that find their like in the other. Measured on the packs, the nearest claim by
    #: this alone is the denied one in 14 of 25 cases; by the likelihood of one entry, which counts rivals, in 7.
    alignment: float = 0.33
    #: From here on two claims without a negation say one thing, whatever one of them was said to.
    repeated: float = 0.75
    #: The same for what its own source takes back later: "the ministry withdrew the statement that". The packs and the
    #: marked stories have no case.
    taken_back: float = 0.6
    #: What standing right before the denial in its own article adds: denials answer.
    answer: float = 0.15
    #: The least an answer comes to if the denial has no words of its own for what it denies ("rejected that").
    points_back: float = 0.5
    #: The same if it has.
    follows: float = 0.36
    #: Characters between a claim and the denial that answers it: the words that name the speaker.
    back: int = 80
    #: Characters within which the speaker goes on denying.
    on: int = 300
    #: Content words with which a denial says itself what it denies.
    own_words: int = 3
    #: A denial with words of its own whose likeness to the claim is below ``unread`` is read beside it. Of those of
    #: which the pair model is not this sure that they conflict 3 are right and 21 wrong on sixty events.
    unread: float = 0.5
    conflict: float = 0.15
    #: Pairs of claims of the two entries that are read at the most.
    reads: int = 9


SETTINGS = DenialSettings()

#: A denial that names only the charge: "denied the accusations". What stands beside it says who denies.
_CHARGE = re.compile(
    r"\b(?:den|reject|dismiss|refut|disput|rebut)\w+ (?:(?:the|all|any|these|those|both|his|her|their|its|such) )*"
    r"(?:accusations?|allegations?|charges?|claims?|suggestions?|wrongdoing|it|that|this|them|both)\W*$",
    re.IGNORECASE,
)

#: What is turned down, and not denied, where it is rejected.
_REQUEST = re.compile(
    r"^(?:[\w’'.-]+ ){0,4}?(?:suits?|lawsuits?|appeals?|motions?|bids?|petitions?|complaints?|requests?|offers?|"
    r"applications?|pleas?|proposals?)\b",
    re.IGNORECASE,
)
_POINTING = re.compile(r"(?:that|this|it)(?: is|['’]s| was)\b", re.IGNORECASE)
#: "There was nothing wrong with it", "it knew nothing until Friday": such a nothing is not everything.
_LIMITED = re.compile(r"^there (?:is|are|was|were|has been|had been)\b|\b(?:until|before)\b", re.IGNORECASE)
_ANYTHING = re.compile(r"\b(?:any|no|some)thing\b", re.IGNORECASE)
#: What was not given to somebody: "he had been denied a lawyer".
_WITHHELD = re.compile(r"\b(?:is|are|was|were|be|been|being) (?:\w+ )?denied (?!by\b)\w", re.IGNORECASE)
_DEED = re.compile(r"\bden(?:y|ies|ied|ying) (?:ever )?(?!(?:every|any|no|some)thing\b)\w+ing\b", re.IGNORECASE)
_ADMITTING = re.compile(
    r"\b(?:admit(?:s|ted|ting)?|conced(?:e[sd]?|ing)|acknowledg(?:e[sd]?|ing)|confess(?:es|ed|ing)?)\b", re.IGNORECASE
)
_WRONGDOING = re.compile(r"\bwrong-?doing\W*$", re.IGNORECASE)


def find_denials(desk: Desk, read: ReadPairs | None = None, settings: DenialSettings = SETTINGS) -> list[Case]:
    """Return the entries that are denied, each with all entries of denials that most likely mean it."""
    best: dict[tuple[str, bool], tuple[float, Proposition, Proposition]] = {}
    for score, denial, denied in _find_pairs(desk, settings):
        home = desk.home[denial.claim]
        if desk.home[denied.claim] == home or _is_denied(desk, denied) or _agree(denial, denied):
            continue
        # "denied that it was dark" has the words of the charge, "calling it unlit is a lie" its own: each has its like
        key = home, _is_rejected(desk, denial)
        if key not in best or (-score, denied.order) < (-best[key][0], best[key][2].order):
            best[key] = (score, denial, denied)
    for home, claim in _find_followers(desk, settings).items():
        follower = desk.home[claim.claim]
        found = [best[home, form] for form in (False, True) if (home, form) in best]
        if home != follower and found:  # "she rejected that": what she goes on to say rejects the same
            meant = min(found, key=lambda item: (-item[0], item[2].order))
            best.pop((follower, True), None)
            best[follower, False] = (meant[0], claim, meant[2])
    against: dict[str, list[tuple[float, Proposition, Proposition]]] = {}
    charges = Charges(desk)
    for key in sorted(best):
        if read is not None and not _is_borne_out(desk, best[key], charges, read, settings):
            continue
        against.setdefault(desk.home[best[key][2].claim], []).append(best[key])
    return [_tell(desk, found) for _, found in sorted(against.items())]


def _is_borne_out(
    desk: Desk,
    found: tuple[float, Proposition, Proposition],
    charges: Charges,
    read: ReadPairs,
    settings: DenialSettings,
) -> bool:
    """Tell whether the reader sees a conflict in a denial that says what it denies, where the likeness is small."""
    score, denial, denied = found
    if score >= settings.unread or _is_short(charges.read(denial), denial):
        return True
    sides = [[desk.propositions[key] for key in desk.groups[desk.home[c.claim]].claims] for c in (denied, denial)]
    sides.sort(key=lambda side: min(claim.order for claim in side))
    pairs = [(a.gist, b.gist) for a in sides[0] for b in sides[1]][: settings.reads]
    return any(reading.of(PairRelation.CONFLICT) >= settings.conflict for reading in read(pairs))


def _find_pairs(desk: Desk, settings: DenialSettings) -> list[tuple[float, Proposition, Proposition]]:
    """Return (score, denial, denied) for every pair that may be one."""
    charges = Charges(desk)
    return [*_find_alike(desk, charges, settings), *_find_answered(desk, charges, settings)]


def _find_alike(
    desk: Desk, charges: Charges, settings: DenialSettings
) -> Iterator[tuple[float, Proposition, Proposition]]:
    """Yield the denials with the claims that tell in words what they deny."""
    claims = desk.table.claims
    for link in desk.table.links:
        a, b = claims[link.a], claims[link.b]
        if a.denied == b.denied or (a.negated and b.negated):
            continue
        if desk.speak_as_one(a.source, b.source) and not (_takes_back(a, b) and link.alignment >= settings.taken_back):
            continue
        if link.alignment >= settings.repeated and not (a.negated or b.negated or _is_rejected(desk, a, b)):
            continue  # the same words again, once told as an answer to a charge
        denial, denied = (a, b) if a.denied else (b, a)
        if _decides(desk, denial) or _is_wordless(desk, denial, settings):
            continue  # "this was denied" has no words to find its like; what stands before it is meant
        answers = _answers(desk, denial, denied, settings)
        score = link.alignment + settings.answer * answers
        if score < settings.alignment or (link.clashing and not link.agreeing):
            continue  # who denies that he sells forty may sell two
        short = answers and _is_short(charges.read(denial), denial)
        if short or charges.is_met(denial, denied, answers=answers):
            yield score, denial, denied


def _takes_back(a: Proposition, b: Proposition) -> bool:
    """Tell whether one claim denies later what the other told before."""
    denial, denied = (a, b) if a.denied else (b, a)
    return denial.article != denied.article and denial.published > denied.published


def _find_answered(
    desk: Desk, charges: Charges, settings: DenialSettings
) -> Iterator[tuple[float, Proposition, Proposition]]:
    """Yield the denials with what somebody else says right before them."""
    for place, claim in enumerate(desk.table.claims):
        if not claim.denied or _WRONGDOING.search(claim.text) or _decides(desk, claim):
            continue  # "denies any wrongdoing" answers whatever was charged, not what stands before it
        wordless = _is_wordless(desk, claim, settings)
        score = settings.points_back if wordless else settings.follows
        for denied in _look_back(desk, place, settings):
            for denial in _read_on(desk, place, settings):
                short = denial is claim and _is_short(charges.read(denial), denial)
                if wordless or short or charges.is_met(denial, denied, answers=True):
                    yield score, denial, denied


def _is_short(charge: Charge, denial: Proposition) -> bool:
    """Tell whether a denial says nothing of what it denies: "nothing came to us", "anything had been staged"."""
    anything = _ANYTHING.search(denial.text) is not None and not _LIMITED.search(denial.text)
    return not charge.parts and (not charge.deeds or anything)


def _is_rejected(desk: Desk, *claims: Proposition) -> bool:
    """Tell whether a claim is what a verb of denial denies ("denied that it burned"), and not what denies."""
    quotes = [desk.quotes[c.quote] for c in claims if c.quote in desk.quotes]
    if any(span.text.lower().startswith(_REJECTING) for quote in quotes for span in quote.cue):
        return True
    return any(_is_withdrawn(desk, claim) for claim in claims)


def _is_withdrawn(desk: Desk, claim: Proposition) -> bool:
    """Tell whether a claim is one that was taken back: "withdrew the statement that it had burned"."""
    quote = desk.quotes.get(claim.quote or "")
    if quote is None or not claim.denied or claim.negated:
        return False
    account = desk.accounts[claim.article]
    sentence = sentence_at(account, claim.start)
    if sentence is None or not quote.denies or quote.kind is not QuoteKind.INDIRECT:
        return False
    words = words_of(account, sentence)
    lemmas = {word.lemma.lower() for word in words}
    if "no longer" in " ".join(word.text.lower() for word in words if word.start < claim.start):
        return True
    return bool(lemmas & cues.WITHDRAWING) or ("back" in lemmas and bool(lemmas & cues.GOING_BACK))


def _decides(desk: Desk, claim: Proposition) -> bool:
    """Tell whether what is rejected is a request: "the judges rejected his suit" decides, and denies nothing."""
    return bool(_REQUEST.search(claim.text)) and _is_rejected(desk, claim)


_REJECTING = ("den", "reject", "dismiss", "refut", "disput", "rebut", "contradict", "contest", "disavow", "repudiat")


def _agree(denial: Proposition, denied: Proposition) -> bool:
    """Tell whether both say no: "denied that any work took place" and "the work did not exist"; or both deny."""
    denies = denied.verb in DENYING_VERBS and _WITHHELD.search(denied.text) is None
    return (denied.negated and not denial.negated) or denies


def _answers(desk: Desk, denial: Proposition, denied: Proposition, settings: DenialSettings) -> bool:
    """Tell whether a denial follows what somebody else says in one article."""
    near = denial.article == denied.article and 0 <= denial.start - denied.end <= settings.back
    return near and denied.quote is not None and not desk.speak_as_one(denial.source, denied.source)


def _look_back(desk: Desk, place: int, settings: DenialSettings) -> list[Proposition]:
    """Return the last thing somebody else said before a denial that points back."""
    claims = desk.table.claims
    before = [c for c in claims[:place] if not c.denied and _answers(desk, claims[place], c, settings)]
    # "they put it in a drawer. That is murder": who rejects the charge rejects what was charged
    return [c for c in before if not _POINTING.match(c.text)][-1:] or before[-1:]


def _read_on(desk: Desk, place: int, settings: DenialSettings) -> list[Proposition]:
    """Return a denial with what its speaker goes on to deny in the next sentence."""
    claims = desk.table.claims
    denial = claims[place]
    after = [
        claim
        for claim in claims[place + 1 :]
        if claim.article == denial.article
        and claim.denied
        and claim.start - denial.end <= settings.on
        and (claim.source is None or desk.speak_as_one(claim.source, denial.source))
    ]
    return [denial, *after[:1]]


def _is_wordless(desk: Desk, claim: Proposition, settings: DenialSettings) -> bool:
    """Tell whether a denial does not say itself what it denies."""
    if claim.negated:
        return False
    if _CHARGE.search(claim.text):
        return True
    if _DEED.search(claim.text):
        return False  # "denies having seen the report" says what
    names = {word.lower() for key in claim.entities if key in desk.entities for word in desk.entities[key].name.split()}
    own = [word for word in claim.words if word not in DENYING and word not in names]
    return not own or (len(own) < settings.own_words and not DENYING.isdisjoint(claim.words))


def _find_followers(desk: Desk, settings: DenialSettings) -> dict[str, Proposition]:
    """Return for each entry of a denial without words of its own the claim in which its speaker goes on."""
    found: dict[str, Proposition] = {}
    for place, claim in enumerate(desk.table.claims):
        if claim.denied and _is_wordless(desk, claim, settings):
            follower = _find_reason(desk, place, settings)
            if follower is not None:
                found.setdefault(desk.home[claim.claim], follower)
    return found


def _find_reason(desk: Desk, place: int, settings: DenialSettings) -> Proposition | None:
    """Return the next thing that the speaker of a denial says: "she disputes that. The seals, she said, were new"."""
    claims = desk.table.claims
    denial = claims[place]
    for claim in claims[place + 1 :]:
        if claim.article != denial.article or claim.start - denial.end > settings.on:
            return None
        if claim.quote is not None and claim.quote != denial.quote:
            return claim if desk.speak_as_one(claim.source, denial.source) else None
    return None


def _is_denied(desk: Desk, claim: Proposition) -> bool:
    """Tell whether the entry of a claim holds denials itself."""
    return any(desk.propositions[key].denied for key in desk.groups[desk.home[claim.claim]].claims)


def _tell_denial(desk: Desk, denial: Proposition) -> str:
    """Return who denies what; words that only repeat what is denied are not given as what somebody says.

    Nor are those of an account that say no more than that somebody denies it: "Mr Aldous denies it".
    """
    if denial.source in desk.entities and _is_wordless(desk, denial, SETTINGS) and not _is_own_voice(desk, denial):
        return f"that is denied by {desk.name_teller(denial.claim)}"
    if _is_withdrawn(desk, denial):
        return f"that was withdrawn, according to {desk.name_teller(denial.claim)}"
    if not hides_denial(denial) or not DENYING_VERBS.isdisjoint(denial.words):
        return f"that is denied: {desk.tell(denial.claim)}"
    return desk.tell(denial.claim, verb="prints a denial of")


def _tell_denied(desk: Desk, denial: Proposition) -> str:
    """Return what was denied before it was admitted."""
    told = hides_denial(denial) and DENYING_VERBS.isdisjoint(denial.words)
    return desk.tell(denial.claim, verb="prints a denial of") if told else desk.tell(denial.claim)


def _find_admission(desk: Desk, meant: Sequence[str], said: Sequence[str]) -> Proposition | None:
    """Return a claim by which what was denied is admitted, after all denials: "the firm conceded on Friday that".

    The account that tells of the admission may repeat the denial.
    """
    earlier = {desk.propositions[key].article for key in said}
    if len(earlier) == 1 and any(desk.propositions[key].article in earlier for key in meant):
        return None  # an account that admits and denies has two speakers
    last = desk.last_time(said)
    found = [desk.propositions[key] for key in meant if _is_admitted(desk, desk.propositions[key])]
    later = [
        c for c in found if last is not None and (first := desk.first_time([c.claim])) is not None and first >= last
    ]
    return min(later, key=lambda claim: claim.order, default=None)


def _is_admitted(desk: Desk, claim: Proposition) -> bool:
    """Tell whether a claim is what somebody admits; what he is said to admit by others is none of his."""
    quote = desk.quotes.get(claim.quote or "")
    cue = " ".join(span.text for span in quote.cue) if quote is not None else claim.text
    return _ADMITTING.search(cue) is not None and not claim.denied


def _is_own_voice(desk: Desk, denial: Proposition) -> bool:
    """Tell whether a denial is in the denier's own words: "that is a lie"."""
    quote = desk.quotes.get(denial.quote or "")
    return quote is not None and any(
        part.start <= span.start and span.end <= part.end
        for part in quote.content
        for span in desk.claims[denial.claim].passage
    )


def _find_beside(desk: Desk, claim: Proposition, denial: Proposition) -> list[Proposition]:
    """Return what others than the denier say in the same sentence as a claim."""
    said = desk.sentence_of(claim.claim)
    return [
        other
        for other in desk.table.claims
        if other.article == claim.article
        and other.quote is not None
        and not (other.denied or desk.speak_as_one(other.source, denial.source))
        and desk.sentence_of(other.claim) == said
    ]


def _hold(desk: Desk, claim: Proposition, *, whole: bool) -> tuple[str, ...]:
    """Return the claims of the entry of a claim, or the claim alone."""
    return desk.groups[desk.home[claim.claim]].claims if whole else (claim.claim,)


def _tell(desk: Desk, found: list[tuple[float, Proposition, Proposition]]) -> Case:
    score, denial, denied = min(found, key=lambda item: (-item[0], item[1].order))
    score = min(score, 1.0)
    said = [key for item in found for key in _hold(desk, item[1], whole=item[1].denied)]
    meant = [key for key in _hold(desk, denied, whole=True) if key not in said]
    if _is_wordless(desk, denial, SETTINGS):  # "he says that it was off, and that they knew; she calls that rubbish"
        meant += [claim.claim for claim in _find_beside(desk, denied, denial) if claim.claim not in said]
    sides = [
        make_side(claims, [span for claim in claims for span in desk.claims[claim].passage]) for claims in (meant, said)
    ]
    back = all(
        _takes_back(no, yes) and (_is_withdrawn(desk, no) or desk.speak_as_one(no.source, yes.source))
        for _, no, yes in found
    )
    admission = _find_admission(desk, meant, said)
    why = f"{desk.tell(denied.claim)}; {_tell_denial(desk, denial)}."
    if admission is not None:
        why = f"The account changes: {_tell_denied(desk, denial)}; later {desk.tell(admission.claim)}."
    return Case(
        kind=ConflictKind.DENIAL,
        nature=Nature.UPDATE if back or admission is not None else Nature.CONTRADICTION,
        sides=tuple(sides),
        why=why,
        reasons=(f"both speak of one thing: {score:.2f}", "one side denies"),
        score=score,
    )
