"""A deed and its opposite done to one thing: the plan approved and the plan rejected, a wage raised and cut."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from rashomon.model.records import Certainty, ConflictKind, Nature, Record
from rashomon.relate.cases import Case, Desk, join_cases, make_side
from rashomon.relate.clauses import Clause
from rashomon.relate.deeds import fold_kin
from rashomon.relate.propositions import Proposition
from rashomon.relate.quantities import are_times_apart


class ReversalSettings(Record, frozen=True, kw_only=True):
    """What such conflicts are worth."""

    #: Beside one of two claims that are likely one.
    score: float = 0.5


SETTINGS = ReversalSettings()

#: Deeds of which one thing suffers only one, by one hand: not those that follow each other, as open and close do.
_OPPOSED = (
    ("approve adopt endorse pass clear authorise authorize ratify back vote-for", "reject veto refuse turn-down "
     "throw-out vote-down block defeat vote-against"),
    ("keep retain preserve", "demolish scrap tear-down pull-down abolish abandon axe dismantle raze"),
    ("raise increase lift", "cut lower reduce slash"),
    ("uphold confirm", "overturn quash strike-down annul reverse"),
    ("support favour favor back recommend advocate speak-for vote-for", "oppose speak-against vote-against "
     "advise-against warn-against recommend-against"),
    ("win", "lose"),
    ("convict", "acquit clear"),
    ("accept", "reject refuse decline turn-down spurn"),
    ("ban forbid prohibit outlaw", "allow permit legalise legalize"),
)  # fmt: skip
_SIDES = tuple(tuple(frozenset(side.split()) for side in pair) for pair in _OPPOSED)
#: Of these, what many hold of one thing, each by himself.
_OPINIONS = frozenset({4})
#: Of these, what a higher court may undo: told of two courts, the later report is news.
_RULINGS = frozenset({3, 6})
#: Prepositions that make another verb of one, with the noun after them.
_WITH = frozenset({"for", "against"})
#: Objects that every story has many of.
_BARE = frozenset({"it", "that", "this", "them", "he", "him", "her", "she", "they", "one", "thing", "most", "part"})
#: "Rejected by six votes to five" names nobody.
_MARGINS = frozenset({"vote", "margin", "majority"})
#: Letters at the start of two words that make them akin.
_STEM = 6
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "who", "which", "that", "this", "these", "those"})


class _Deed(Record, frozen=True, kw_only=True):
    """A verb of an opposed pair with what it is done to and by whom.

    ``heads`` are the nouns and names of the object without those that only qualify it; ``agentless`` is set where a
    passive leaves open by whom it was done, ``vague`` where it is done to "a" thing.
    """

    claim: Proposition
    pair: int
    side: int
    things: frozenset[str]
    heads: frozenset[str]
    doers: frozenset[str]
    agentless: bool
    vague: bool


def find_reversals(desk: Desk, settings: ReversalSettings = SETTINGS) -> list[Case]:
    """Return the conflicts of a deed on one side and its opposite on the other, done to one thing."""
    deeds: dict[tuple[int, int], list[_Deed]] = {}
    for claim in desk.table.claims:
        if not claim.denied and not claim.negated:
            for deed in _read_deeds(desk, claim):
                deeds.setdefault((deed.pair, deed.side), []).append(deed)
    cases = [
        _tell(desk, a, b, settings)
        for pair in range(len(_SIDES))
        for a, b in product(deeds.get((pair, 0), []), deeds.get((pair, 1), []))
        if _are_opposed(desk, a, b)
    ]
    return join_cases(cases)


def _read_deeds(desk: Desk, claim: Proposition) -> Iterator[_Deed]:
    clause = Clause(desk, claim)
    words = clause.words
    for verb in clause.verbs(planned=True):
        lemma, particle = words[verb].lemma.lower(), clause.particle(verb)
        forms = {f"{lemma}-{particle}": clause.patients(verb)} if particle else {lemma: clause.patients(verb)}
        forms |= {f"{lemma}-{how}": [k] for how, k in clause.phrases(verb) if how in _WITH}
        doers = clause.agents(verb) if clause.is_passive(verb) else clause.subjects(verb)
        doers = [k for k in doers if words[k].lemma.lower() not in _MARGINS]
        by = frozenset(
            {fold_kin(words[k].lemma.lower()) for k in doers if words[k].text.lower() not in _PRONOUNS}
            | clause.names(doers)
        )
        agentless = clause.is_passive(verb) and not by
        if not _is_told(clause, verb) or not (by or agentless):
            continue
        for form, whom in forms.items():
            things = _name_things(clause, whom)
            heads = frozenset({fold_kin(words[k].lemma.lower()) for k in whom} | clause.names(whom))
            vague = any(words[k].text.lower() in ("a", "an", "any") for i in whom for k in clause.below(i, ("det",)))
            for pair, sides in enumerate(_SIDES):
                for side, verbs in enumerate(sides):
                    if form in verbs and things:
                        yield _Deed(
                            claim=claim, pair=pair, side=side, things=things, heads=heads & things, doers=by,
                            agentless=agentless, vague=vague,
                        )  # fmt: skip


def _is_told(clause: Clause, verb: int) -> bool:
    """Tell whether a verb tells what was done or will be: not "to veto", "urging", "who had passed"."""
    word = clause.words[verb]
    helpers = [clause.words[k].text.lower() for k in clause.below(verb, ("aux", "auxpass"))]
    bare = word.tag in ("VBG", "VB", "VBN") and not helpers
    return "to" not in helpers and not bare and word.dep in ("ROOT", "ccomp", "conj", "advcl", "parataxis")


def _name_things(clause: Clause, whom: list[int]) -> frozenset[str]:
    """Return the nouns and names of an object, with those that make one noun of it: "the drainage plan"."""
    words = clause.words
    places = [k for i in whom for k in (i, *clause.below(i, ("compound", "appos", "nmod")))]
    places += [k for i in whom for p in clause.below(i, ("prep",)) if words[p].text.lower() in ("of", "in", "for")
               for k in clause.below(p, ("pobj",)) if words[k].pos == "PROPN"]  # fmt: skip
    nouns = {fold_kin(words[k].lemma.lower()) for k in places if words[k].pos in ("NOUN", "PROPN")}
    return frozenset((nouns | clause.names(places)) - _BARE)


def _are_opposed(desk: Desk, a: _Deed, b: _Deed) -> bool:
    """Tell whether two deeds are of one thing and of no two hands, told by two accounts or two speakers."""
    one, other = a.claim, b.claim
    if (one.certainty is Certainty.PLANNED) != (other.certainty is Certainty.PLANNED):
        return False
    if not ((a.heads & b.things) | (a.things & b.heads)) or (a.vague and b.vague):
        return False
    if one == other or (_have_other_doers(desk, a, b) and not _is_undone(desk, a, b)):
        return False
    if one.article == other.article and (one.source == other.source or desk.speak_as_one(one.source, other.source)):
        return False
    return not _are_apart(a, b) or _is_undone(desk, a, b)


def _are_apart(a: _Deed, b: _Deed) -> bool:
    return are_times_apart([q.value for q in a.claim.quantities], [q.value for q in b.claim.quantities])


def _have_other_doers(desk: Desk, a: _Deed, b: _Deed) -> bool:
    """Tell whether both name who did it, and not the same: "inspectors" and "the Inspectorate" may be the same."""
    if a.agentless or b.agentless:
        return a.pair in _OPINIONS
    if a.doers & b.doers:
        return False
    words = [
        {word.lower()[:_STEM] for key in doing.doers for word in _name_of(desk, key).split() if len(word) >= _STEM}
        for doing in (a, b)
    ]
    return not words[0] & words[1]


def _is_undone(desk: Desk, a: _Deed, b: _Deed) -> bool:
    """Tell whether a ruling is told, and in a later report that another court, or on another day, undid it."""
    later = a.pair in _RULINGS and desk.came_after([a.claim.claim], [b.claim.claim])
    return later and (_have_other_doers(desk, a, b) or _are_apart(a, b))


def _name_of(desk: Desk, key: str) -> str:
    return desk.entities[key].name if key in desk.entities else key


def _tell(desk: Desk, a: _Deed, b: _Deed, settings: ReversalSettings) -> Case:
    first, second = sorted((a.claim, b.claim), key=lambda claim: claim.order)
    undone = _is_undone(desk, a, b)
    return Case(
        kind=ConflictKind.DENIAL,
        nature=Nature.UPDATE if undone else Nature.CONTRADICTION,
        sides=tuple(make_side([c.claim], desk.claims[c.claim].passage) for c in (first, second)),
        why=f"{'The account changes: ' if undone else ''}{desk.tell(first.claim)}; {desk.tell(second.claim)}.",
        reasons=(f"opposite deeds to one thing: {min(_name_of(desk, key) for key in a.things & b.things)}",),
        score=settings.score,
    )
