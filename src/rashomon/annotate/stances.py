"""How a clause is held: affirmed or denied; stated, hedged or planned."""

from __future__ import annotations

from rashomon.annotate.clauses import Clause
from rashomon.annotate.lexicons import load_lexicon
from rashomon.annotate.parses import Parse
from rashomon.model.records import Certainty, Polarity

_ABILITIES = frozenset({"see", "hear", "feel", "smell", "spot", "find", "reach", "make", "tell", "read", "take"})


def judge_polarity(parse: Parse, clause: Clause, cue: frozenset[str], *, denies: bool) -> Polarity:
    """Tell whether a clause denies. ``cue`` holds the lemmas of the words that report it, ``denies`` the quote's mark.

    What stands under "denied" or "rejected" is denied. Else a speaker who denies something does so in the clauses that
    are negative or call something false; a plain "was not charged" affirms.
    """
    words = load_lexicon("claims")
    if cue & words["denial verbs"]:
        return Polarity.DENIED
    if denies:
        said = {parse.lower[i] for i in clause.tokens}
        if said & words["negatives"] or said & words["falsity"]:
            return Polarity.DENIED
    return Polarity.AFFIRMED


def judge_certainty(parse: Parse, clause: Clause, cue: frozenset[str], *, named: bool, hedged: bool) -> Certainty:
    """Tell whether a clause is stated, hedged or planned.

    ``named`` says whether somebody is named as the source; a claim that nobody is known to make ("posts alleged") is
    hedged. ``hedged`` says whether its sentence carries a hedge of its own ("it is understood").
    """
    words = load_lexicon("claims")
    said = {parse.lower[i] for i in clause.tokens}
    negative = bool(said & words["negatives"])
    if hedged or said & words["may"] or said & words["hedges"]:
        return Certainty.HEDGED
    if not negative and any(_is_open_could(parse, i) for i in clause.tokens):
        return Certainty.HEDGED
    if cue & words["doubt verbs"] and not named:
        return Certainty.HEDGED
    if not negative and _is_planned(parse, clause, said):
        return Certainty.PLANNED
    return Certainty.STATED


def _is_open_could(parse: Parse, i: int) -> bool:
    """Tell whether a token is a "could" of possibility, not of ability ("could be seen from the shore")."""
    return parse.lower[i] == "could" and parse.lemmas[parse.heads[i]] not in _ABILITIES


def _is_planned(parse: Parse, clause: Clause, said: set[str]) -> bool:
    """Tell whether a clause speaks of what is still to come: "will", "is to", "is going to", "is expected to"."""
    words = load_lexicon("claims")
    head = parse.lemmas[clause.head]
    if said & words["future"] and "have" not in said:
        return True
    if head == "be":
        return "due" in said or parse.lower[clause.head + 1 : clause.head + 2] == ["to"]
    if head in words["plan verbs"]:
        return "to" in said or (parse.tags[clause.head] == "VBN" and bool(said & {"is", "are", "'s", "’s"}))
    return head == "go" and parse.tags[clause.head] == "VBG" and "to" in said
