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
    r"\bno (?:plans?|intentions?|thoughts?|wish|need|reasons?) (?:to|of|for) (?:\w+ly )?(?P<noun>\w+)"
    r"|\b(?:will|would|shall) (?:not|never) (?:\w+ly )?(?P<will>\w+)|\bwo(?:n['’]t) (?P<wont>\w+)"
    r"|\brefus(?:es|ed) to (?P<refuse>\w+)|\brul(?:es|ed) out (?P<rule>\w+)",
    re.IGNORECASE,
)
#: Deeds that somebody does once, and by which he takes back that he would not; others he may do to another or again.
_ONCE = read_words(
    "resign quit step-down retire leave sue appeal testify apologise apologize surrender withdraw close sell publish "
    "sign stand run reopen merge strike"
)
_DOING = frozenset({EntityKind.PERSON, EntityKind.ORGANIZATION})


def find_turnabouts(desk: Desk, settings: TurnaboutSettings = SETTINGS) -> list[Case]:
    """Return as updates what a later report tells to be given up, or to be done though it had been ruled out."""
    claims = desk.table.claims
    planned = [c for c in claims if c.certainty is Certainty.PLANNED and not (c.denied or c.negated)]
    refused = [
        (c, word) for c in claims if c.negated or "refus" in c.text or "rule" in c.words for word in _read_refusal(c)
    ]
    cases = []
    for later in claims:
        if later.denied or later.negated or later.certainty is not Certainty.STATED:
            continue
        for word in _read_given_up(desk, later):
            cases += [
                _tell(desk, c, later, f"{word}: given up", settings)
                for c in planned
                if _is_planned(desk, c, word, later)
            ]
        done = fold_word(later.verb)
        cases += [
            _tell(desk, claim, later, f"{later.verb}: ruled out, then done", settings)
            for claim, word in refused
            if word == done and _is_after(desk, claim, later) and _share_doer(desk, claim, later)
        ]
    return join_cases(cases)


def _read_refusal(claim: Proposition) -> Iterator[str]:
    """Yield the deeds that a claim says will not be done."""
    for match in _RULED_OUT.finditer(claim.text):
        word = next(group for group in match.groups() if group)
        deeds = {fold_word(word.lower()), fold_word(re.sub(r"(?:e?d|ing)$", "", word.lower()))}
        yield from sorted(deeds & {fold_word(once) for once in _ONCE})


def _read_given_up(desk: Desk, claim: Proposition) -> Iterator[str]:
    """Yield the deeds, by their stems, that a claim says are given up: "dropped its threat to sue"."""
    clause = Clause(desk, claim)
    for verb in clause.verbs():
        particle, lemma = clause.particle(verb), clause.words[verb].lemma.lower()
        if {lemma, f"{lemma}-{particle}"}.isdisjoint(_GIVING_UP):
            continue
        for thing in clause.patients(verb):
            noun = clause.words[thing].lemma.lower()
            if noun not in _MEANING:
                yield fold_word(noun)
                continue
            below = clause.below(thing, ("acl", "relcl"))
            below += [k for p in clause.below(thing, ("prep",)) for k in clause.below(p, ("pobj", "pcomp"))]
            yield from (fold_word(clause.words[k].lemma.lower()) for k in below)


def _is_planned(desk: Desk, claim: Proposition, word: str, later: Proposition) -> bool:
    """Tell whether an earlier claim plans the deed that a later one says is given up: of one body, or for one day."""
    words = {fold_word(own) for own in (*claim.words, claim.verb)}
    if word not in words or word in EMPTY or not _is_after(desk, claim, later):
        return False
    dated = any(
        compare_values(x.value, y.value) is Fit.EQUAL
        for x in claim.quantities
        for y in later.quantities
        if x.value.kind in TIMES and y.value.kind in TIMES
    )
    return dated or _share_doer(desk, claim, later)


def _is_after(desk: Desk, claim: Proposition, later: Proposition) -> bool:
    end, start = desk.last_time([claim.claim]), desk.first_time([later.claim])
    return end is not None and start is not None and start > end and claim.article != later.article


def _share_doer(desk: Desk, claim: Proposition, later: Proposition) -> bool:
    """Tell whether both claims are of one person or body; who says "I will not" means himself."""
    sides = [
        {key for key in (*c.entities, c.source) if key in desk.entities and desk.entities[key].kind in _DOING}
        for c in (claim, later)
    ]
    return bool(sides[0] & sides[1] & (set(later.entities) | {later.source}))


def _tell(desk: Desk, earlier: Proposition, later: Proposition, reason: str, settings: TurnaboutSettings) -> Case:
    return Case(
        kind=ConflictKind.DENIAL,
        nature=Nature.UPDATE,
        sides=tuple(make_side([c.claim], desk.claims[c.claim].passage) for c in (earlier, later)),
        why=f"The account changes: {desk.tell(earlier.claim)}; {desk.tell(later.claim)}.",
        reasons=(reason,),
        score=settings.score,
    )
