"""What was planned and then given up, and what was ruled out and then done: a later report that ends an earlier one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.annotate.roles import read_words
from rashomon.model.records import Certainty, ConflictKind, EntityKind, Nature, Record
from rashomon.relate.cases import Case, Desk, join_cases, make_side
from rashomon.relate.charges import fold_word
from rashomon.relate.clauses import Clause
from rashomon.relate.propositions import EMPTY, Proposition
from rashomon.relate.quantities import TIMES, Fit, compare_values


class TurnaboutSettings(Record, frozen=True, kw_only=True):
    """What such conflicts are worth."""

    #: Beside one of two claims that are likely one.
    score: float = 0.5


SETTINGS = TurnaboutSettings()

#: Verbs by which a plan ends, those with a particle as one word.
_GIVING_UP = read_words(
    "postpone cancel scrap drop abandon shelve suspend withdraw delay defer call-off put-off break-off give-up"
)
#: Nouns that only say that something is meant; what is meant hangs on them.
_MEANING = read_words(
    "plan threat bid proposal idea intention promise decision effort attempt pledge offer scheme project talk"
)
#: Words of what is ruled out: "has no plans to resign", "would not resign", "refused to step down".
_RULED_OUT = re.compile(
    r"\b(?:no (?:plans?|intentions?|thoughts?|wish|need|reasons?) (?:to|of|for)|(?:will|would|shall) (?:not|never)"
    r"|won['’]t|refus(?:es|ed) to|rul(?:es|ed) out) (?:\w+ly )?(?P<deed>step\w* down|\w+)",
    re.IGNORECASE,
)
#: Deeds that somebody does once, and by which he takes back that he would not; others he may do to another or again.
_ONCE = frozenset(
    map(
        fold_word,
        read_words(
            "resign quit step-down retire leave sue appeal testify apologise apologize surrender withdraw close sell "
            "publish sign stand run reopen merge strike"
        ),
    )
)
#: How "ruled out selling" ends.
_ENDING = re.compile(r"(?:p?ping(?=-)|ing)")
_DOING = frozenset({EntityKind.PERSON, EntityKind.ORGANIZATION})


def find_turnabouts(desk: Desk, settings: TurnaboutSettings = SETTINGS) -> list[Case]:
    """Return as updates what a later report tells to be given up, or to be done though it had been ruled out."""
    claims = desk.table.claims
    planned = [c for c in claims if c.certainty is Certainty.PLANNED and not (c.denied or c.negated)]
    refused = [(claim, word) for claim in claims for word in _read_refusal(claim)]
    cases = []
    for later in claims:
        if later.denied or later.negated or later.certainty is not Certainty.STATED:
            continue
        given_up, done = _read_deeds(desk, later)
        ended = [(c, f"{word}: given up") for word in given_up for c in planned if _is_planned(desk, c, word, later)]
        ended += [
            (claim, f"{word}: ruled out, then done")
            for claim, word in refused
            if word in done and _share_doer(desk, claim, later)
        ]
        cases += [_tell(desk, c, later, why, settings) for c, why in ended if desk.came_after([c.claim], [later.claim])]
    return join_cases(cases)


def _read_refusal(claim: Proposition) -> Iterator[str]:
    """Yield the deeds that a claim says will not be done, by their stems."""
    for match in _RULED_OUT.finditer(claim.text):
        deed = match["deed"].lower().replace(" ", "-")
        yield from sorted({fold_word(deed), fold_word(_ENDING.sub("", deed))} & _ONCE)


def _read_deeds(desk: Desk, claim: Proposition) -> tuple[list[str], set[str]]:
    """Return the deeds, by their stems, that a claim says are given up, and the one that its own verb says is done."""
    clause = Clause(desk, claim)
    given_up: list[str] = []
    done: set[str] = set()
    for verb in clause.verbs():
        lemma, particle = clause.words[verb].lemma.lower(), clause.particle(verb)
        forms = {lemma, f"{lemma}-{particle}"}
        if not forms.isdisjoint(_GIVING_UP):
            given_up += [word for thing in clause.patients(verb) for word in _name_deeds(clause, thing)]
        elif lemma == claim.verb:
            done |= {fold_word(form) for form in forms}
    return given_up, done


def _name_deeds(clause: Clause, thing: int) -> list[str]:
    """Return what is given up, by its stem: the thing itself, or what hangs on it: "its threat to sue"."""
    noun = clause.words[thing].lemma.lower()
    if noun not in _MEANING:
        return [fold_word(noun)]
    below = clause.below(thing, ("acl", "relcl"))
    below += [k for p in clause.below(thing, ("prep",)) for k in clause.below(p, ("pobj", "pcomp"))]
    return [fold_word(clause.words[k].lemma.lower()) for k in below]


def _is_planned(desk: Desk, claim: Proposition, word: str, later: Proposition) -> bool:
    """Tell whether a claim plans the deed that a later one says is given up: of one body, or for one day."""
    if word in EMPTY or word not in {fold_word(own) for own in (*claim.words, claim.verb)}:
        return False
    dated = any(
        compare_values(x.value, y.value) is Fit.EQUAL
        for x in claim.quantities
        for y in later.quantities
        if x.value.kind in TIMES and y.value.kind in TIMES
    )
    return dated or _share_doer(desk, claim, later)


def _share_doer(desk: Desk, claim: Proposition, later: Proposition) -> bool:
    """Tell whether both claims are of one person or body; who says "I will not" means himself."""
    sides = [
        {key for key in (*c.entities, c.source) if key in desk.entities and desk.entities[key].kind in _DOING}
        for c in (claim, later)
    ]
    return bool(sides[0] & sides[1])


def _tell(desk: Desk, earlier: Proposition, later: Proposition, reason: str, settings: TurnaboutSettings) -> Case:
    return Case(
        kind=ConflictKind.DENIAL,
        nature=Nature.UPDATE,
        sides=tuple(make_side([c.claim], desk.claims[c.claim].passage) for c in (earlier, later)),
        why=f"The account changes: {desk.tell(earlier.claim)}; {desk.tell(later.claim)}.",
        reasons=(reason,),
        score=settings.score,
    )
