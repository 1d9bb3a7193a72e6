"""What has become of a person: dead or alive, held or free, charged or cleared, dismissed; and how old he is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.model.records import Certainty, ConflictKind, Entity, EntityKind, Nature, Record
from rashomon.model.spans import Span
from rashomon.relate.cases import Case, Desk, make_side
from rashomon.relate.clauses import Clause


class FateSettings(Record, frozen=True, kw_only=True):
    """What two fates of one person are worth, and when two ages are no slip of a birthday."""

    #: Beside one of two claims that are likely one: the name is the same, and nobody is two of these at once.
    score: float = 0.7
    #: Years between two ages; one more may be a birthday.
    years: int = 2


SETTINGS = FateSettings()

#: States of which a person has one at a time. What may follow the first is the second: that is news, not a clash.
_PAIRS = (
    ("alive", "dead"),
    ("held", "free"),
    ("resigned", "dismissed"),
    ("suspended", "dismissed"),
    ("suspended", "resigned"),
    ("missing", "found"),
    ("missing", "dead"),
    ("arrested", "free"),
    ("arrested", "charged"),
    ("charged", "convicted"),
    ("charged", "cleared"),
)
#: Of these, the one in which neither follows the other, and those of which both hold unless they were told before.
_EITHER = "resigned"
_BEFORE = frozenset({"suspended", "missing", "arrested", "charged"})


def _list_verbs(*states: tuple[str, str]) -> dict[str, str]:
    """Return for each verb the state that it tells."""
    return {verb: state for state, verbs in states for verb in verbs.split()}


#: What somebody does, and what is done to him, by the verbs that tell it.
_OWN = _list_verbs(
    ("dead", "die perish succumb pass-away"),
    ("alive", "survive"),
    ("resigned", "resign quit step-down stand-down"),
)
SUFFERED = _list_verbs(
    ("dead", "kill murder execute assassinate"),
    ("free", "release free bail let-go"),
    ("dismissed", "dismiss sack fire oust axe"),
    ("suspended", "suspend"),
    ("arrested", "arrest detain apprehend pick-up"),
    ("charged", "charge indict"),
    ("convicted", "convict"),
    ("cleared", "acquit exonerate"),
    ("found", "rescue locate"),
)
_CARE = frozenset({"care", "condition", "hospital", "clinic"})
_GRANTING = frozenset({"order", "grant", "secure", "win"})
_CELLS = frozenset({"custody", "detention", "jail", "prison", "cell", "bars", "gaol", "remand"})
_STAYING = frozenset({"be", "remain", "stay", "sit", "go"})
#: Words that say that a sentence tells of what was thought, or of another time.
_UNSURE = re.compile(
    r"\b(?:wrong|wrongly|false|falsely|untrue|mistaken|mistakenly|rumou?rs?|fear(?:s|ed)?|believed|presumed|if|whether|"
    r"unless|until|had been (?:held|in)|years? ago|previous(?:ly)?|former(?:ly)?|in (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(
    r"^(?:,? \((\d{1,3})\)|,? aged? (\d{1,3})\b|, (\d{1,3})(?=[,.;)])"
    r"|,? (?:who )?(?:is|was) (\d{1,3})(?=[,.;)]| years old))"
)
_AGE_BEFORE = re.compile(r"\b(\d{1,3})-year-old (?:(?!of\b|whose\b|and\b)[\w-]+ ){0,4}$")


def find_fates(desk: Desk, settings: FateSettings = SETTINGS) -> list[Case]:
    """Return the conflicts of what has become of a person, and of how old he is."""
    people = {key: one for key, one in desk.entities.items() if one.kind is EntityKind.PERSON}
    told: dict[tuple[str, str], list[str]] = {}
    for claim in desk.table.claims:
        if claim.denied or claim.certainty is Certainty.PLANNED or _UNSURE.search(desk.sentence_of(claim.claim)):
            continue
        for person, state in _read_states(Clause(desk, claim)):
            if person in people:
                told.setdefault((person, state), []).append(claim.claim)
    cases = []
    for key in sorted(people):
        for first, second in _PAIRS:
            case = _part(desk, told.get((key, first), []), told.get((key, second), []), (first, second), settings)
            cases += [case] if case is not None else []
        cases += _part_ages(desk, people[key], settings)
    return cases


def _read_states(clause: Clause) -> Iterator[tuple[str, str]]:
    """Yield (person, state) for each verb of a claim that says what has become of somebody."""
    for verb in clause.verbs():
        lemma = clause.words[verb].lemma.lower()
        particle = clause.particle(verb)
        lemma = f"{lemma}-{particle}" if particle else lemma
        doers, sufferers = clause.subjects(verb), clause.patients(verb)
        passive = clause.is_passive(verb)
        state = "" if passive else _name_own(clause, verb, lemma)
        whom = doers
        if not state:
            state, whom = _name_suffered(clause, verb, lemma), sufferers
        if lemma in _GRANTING:  # "ordered his release"
            owners = [
                k
                for thing in sufferers
                if clause.words[thing].lemma.lower() == "release"
                for k in clause.below(thing, ("poss",))
            ]
            state, whom = ("free", owners) if owners else (state, whom)
        if state and len(whom) == 1:
            yield from ((key, state) for key in clause.names(whom))


def _name_own(clause: Clause, verb: int, lemma: str) -> str:
    """Return the state that a verb tells of its subject."""
    words = clause.words
    if lemma in _OWN:
        return _OWN[lemma]
    if clause.words[verb].text.lower() == "missing" and not clause.below(verb, ("dobj",)):
        return "missing"
    nouns = {words[k].lemma.lower() for how, k in clause.phrases(verb) if how in ("in", "behind")}
    told = {words[k].text.lower() for k in clause.below(verb, ("acomp", "oprd", "attr", "advmod"))}
    objects = {words[k].lemma.lower() for k in clause.below(verb, ("dobj",))}
    if lemma in _STAYING:
        return next(
            (
                state
                for state, says in (
                    ("held", bool(nouns & _CELLS)),
                    ("alive", bool(nouns & _CARE) or "alive" in told),
                    ("dead", "dead" in told),
                    ("missing", not told.isdisjoint(("missing", "unaccounted"))),
                    ("free", "free" in told or any(how == "at" and words[k].text == "large" for how, k in
                                                   clause.phrases(verb))),
                )
                if says
            ),
            "",
        )  # fmt: skip
    if lemma == "leave" and objects & _CELLS - {"cell", "bars"}:
        return "free"
    return "free" if lemma == "walk" and "free" in told else ""


def _name_suffered(clause: Clause, verb: int, lemma: str) -> str:
    """Return the state that a verb tells of its object."""
    near = {clause.words[k].text.lower() for k in clause.below(verb, ("acomp", "oprd", "advmod", "ccomp"))}
    if lemma in ("shoot", "find") and "dead" in near:
        return "dead"
    if lemma == "find":
        return "convicted" if "guilty" in near else "cleared" if "innocent" in near else "found"
    if lemma in SUFFERED:
        return SUFFERED[lemma]
    if lemma == "hold" and any(
        clause.words[k].lemma.lower() in _CELLS for how, k in clause.phrases(verb) if how == "in"
    ):
        return "held"
    return ""


def _part(
    desk: Desk, first: list[str], second: list[str], states: tuple[str, str], settings: FateSettings
) -> Case | None:
    """Return the case of two states of one person; an account that tells both tells how the one became the other."""
    articles = [{desk.propositions[key].article for key in keys} for keys in (first, second)]
    both = articles[0] & articles[1]
    mine, theirs = ([key for key in keys if desk.propositions[key].article not in both] for keys in (first, second))
    theirs = theirs or (second if mine else [])
    if not mine or not theirs:
        return None
    follows = states[0] != _EITHER and desk.came_after(mine, theirs)
    if states[0] in _BEFORE and not follows:
        return None
    one, other = (min((desk.propositions[key] for key in keys), key=lambda c: c.order) for keys in (mine, theirs))
    changes = "The account changes: " if follows else ""
    return Case(
        kind=ConflictKind.DENIAL,
        nature=Nature.UPDATE if follows else Nature.CONTRADICTION,
        sides=tuple(make_side(keys, [s for key in keys for s in desk.claims[key].passage]) for keys in (mine, theirs)),
        why=f"{changes}{desk.tell(one.claim)}; {desk.tell(other.claim)}.",
        reasons=(f"one person is {states[0]} on one side, {states[1]} on the other",),
        score=settings.score,
    )


def _part_ages(desk: Desk, person: Entity, settings: FateSettings) -> list[Case]:
    """Return the case of the ages that accounts give one person."""
    ages: dict[int, list[tuple[str, Span]]] = {}
    for mention in person.mentions:
        found = _read_age(desk, person, mention)
        claim = desk.claim_at(found[1]) if found is not None else None
        if found is not None and claim is not None:
            ages.setdefault(found[0], []).append((claim, found[1]))
    known = sorted(ages)
    if not known or known[-1] - known[0] < settings.years:
        return []
    sides = [ages[known[0]], ages[known[-1]]]
    if {span.article for _, span in sides[0]} & {span.article for _, span in sides[1]}:
        return []  # a father and his son may have one name
    sides.sort(key=lambda side: min(desk.propositions[claim].order for claim, _ in side))
    texts = [desk.tell(*(side[0][0], side[0][1].text)) for side in sides]
    return [
        Case(
            kind=ConflictKind.NUMBER,
            nature=Nature.CONTRADICTION,
            sides=tuple(make_side([claim for claim, _ in side], [span for _, span in side]) for side in sides),
            why=f"{texts[0]}; {texts[1]}.",
            reasons=(f"two ages of {person.name}: {known[0]} and {known[-1]}",),
            score=0.95,
        )
    ]


def _read_age(desk: Desk, person: Entity, mention: Span) -> tuple[int, Span] | None:
    """Return the age that stands beside a mention of a name, with its place."""
    article = desk.articles[mention.article]
    last = person.name.split()[-1]
    place = mention.text.find(last)
    if not last[0].isupper() or place < 0:
        return None
    end = mention.start + place + len(last)
    match = _AGE_AFTER.match(article.text[end : end + 30])
    if match is not None:
        group = next(n for n in (1, 2, 3, 4) if match[n])
        return int(match[group]), article.span(end + match.start(group), end + match.end(group))
    first = mention.text.find(person.name.split()[0])  # "the 52-year-old driver Olaf Brenner" may be one mention
    begin = mention.start + (first if 0 <= first < place else place)
    start = max(0, begin - 60)
    match = _AGE_BEFORE.search(article.text[start:begin])
    if match is not None:
        return int(match[1]), article.span(start + match.start(1), start + match.end(1))
    return None
