"""None against some, not done against done, open against closed: "no household was called", "every household was"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rashomon.model.annotated import Word
from rashomon.model.records import Certainty, ConflictKind, Nature, Record, ValueKind
from rashomon.relate.cases import Case, Desk, join_cases, make_side
from rashomon.relate.counts import STATES
from rashomon.relate.courses import AT_ALL, find_none, read_states, tell_other_turns
from rashomon.relate.deeds import fold_class
from rashomon.relate.doers import name_doer
from rashomon.relate.links import Link
from rashomon.relate.opposites import find_opposite, find_opposite_words
from rashomon.relate.propositions import EMPTY, NEGATIONS, Proposition, find_limits, is_nobody, says_no
from rashomon.relate.quantities import are_times_apart


class NegationSettings(Record, frozen=True, kw_only=True):
    """How alike two claims must be of which one negates what the other affirms."""

    #: Share of words that find their like, where both have one verb and one more word in common.
    acts: float = 0.3
    #: The same for "nobody was hurt" against a number of injured: an event has one answer to that.
    harm: float = 0.15
    #: The same where they have only the verb of being, and a likelihood that both speak of one thing.
    states: float = 0.5
    topic: float = 0.5
    #: The same for opposite words of one subject; with less, things are open on one day and closed on another. Claims
    #: of one entry are alike enough.
    opposite: float = 0.6
    #: How likely they must be one claim, opposite words apart, which keep them apart.
    one: float = 0.28
    #: The same, as a likelihood that both speak of one thing, where one says only "each of those was checked" and the
    #: sentences it stands in name what the other is about.
    pointed: float = 0.05
    #: What such a conflict is worth beside one of two claims that are likely one.
    score: float = 0.45


SETTINGS = NegationSettings()

#: Verbs that say that another deed is not done.
_REFUSING = frozenset({"refuse", "decline"})
#: Verbs under which the deed stands that somebody settled on: "voted to close the clinic".
_SETTLING = frozenset({"vote", "decide", "agree", "choose", "resolve", "opt"})
#: States in which people are counted as harmed.
_HARM = ("hurt", "treated", "critical")
_HARMED = frozenset().union(*(STATES[state] for state in _HARM)) - {"hospital", "clinic", "patient", "admit"}
_GRAVE = STATES["critical"] | {"badly", "gravely"}
#: "Nobody else" and "no others" leave some.
_SOME = frozenset({"else", "other", "others"})
#: Verbs that tell a deed by a noun: "passed its inspection".
_BEARING = frozenset({"pass", "undergo", "have", "get", "make", "conduct", "hold", "give", "receive", "carry"})
#: What a later report says of a state that is over: "none is missing any more", but "did not find any more bodies"; of
#: a plan: "the pond will not be drained after all"; of what was shut: "opened again".
_ENDED = re.compile(
    r"\b(?:after all|opened again|reopened|no longer(?! than)|any longer(?! than)|anymore"
    r"|any more(?=\W*(?:$|[,.;:]))|until now)\b",
    re.IGNORECASE,
)
#: What an earlier one says of a state that may pass: "are still missing", but "was still working when it sank".
_FOR_NOW = re.compile(
    r"\b(?:so far(?! (?:as|away)\b)|for now|for the (?:time being|moment)|at (?:present|the moment)|currently|as yet"
    r"|to date|(?:is|are|has|have|remains?) still|still (?:remain|be)s?)\b|['’](?:s|re|ve) still\b",
    re.IGNORECASE,
)
#: The same of what had not been done: "no one has been arrested yet".
_YET = re.compile(r"\byet\b", re.IGNORECASE)
#: What has not been done by the time of a report: "he has not been charged".
_SO_FAR = re.compile(r"\b(?:has|have)(?: not|n['’]t) been\b", re.IGNORECASE)
#: Verbs by which evidence speaks.
_SHOWING = frozenset({"show", "suggest", "indicate", "reveal", "prove", "confirm"})
_LIGHT = EMPTY | {
    "go", "come", "take", "make", "get", "give", "put", "want", "see", "know", "find", "think", "need", "reach",
    "leave", "say",
}  # fmt: skip
#: A subject that only points back.
_POINTING = re.compile(
    r"(?:(?:each|all|every one|both|none|most|some) of )?(?:these|those|them|they|it)\b", re.IGNORECASE
)
_ALL_BUT = re.compile(r"\ball but\b", re.IGNORECASE)
_WOULD = re.compile(r"\bwould\b", re.IGNORECASE)
#: By which a claim tells what must not, or shall not, be.
_FORBIDDING = re.compile(
    r"\b(?:you|we|they|one|nobody) (?:can(?:not|['’]t)|must(?: not|n['’]t)|should(?: not|n['’]t))\b", re.I
)


def find_negations(desk: Desk, settings: NegationSettings = SETTINGS) -> list[Case]:
    """Return the conflicts of what one claim affirms and another negates."""
    negatives = {
        claim.claim: _find_negative(desk, claim)
        for claim in desk.table.claims
        if claim.negated or not _REFUSING.isdisjoint((claim.verb, *claim.words))
    }
    return join_cases([case for link in desk.table.links for case in _read_link(desk, link, negatives, settings)])


def _read_link(
    desk: Desk, link: Link, negatives: Mapping[str, tuple[str, str]], settings: NegationSettings
) -> Iterator[Case]:
    """Yield the cases of a link: of a negation, and of opposite words."""
    if link.alignment < settings.harm:
        return
    for one, other in _order(desk, link, negatives):
        said = negatives[other.claim]
        case = _compare(desk, link, (one, other), said, settings) if said[0] else None
        if case is not None:
            yield case
    a, b = sorted((desk.table.claims[link.a], desk.table.claims[link.b]), key=lambda claim: claim.order)
    entry = desk.home[a.claim] == desk.home[b.claim] or link.same >= settings.one
    alike = entry or (set(a.subject) & set(b.subject) and link.alignment >= settings.opposite)
    alike = alike or (link.topic >= settings.pointed and (_points_to(a, b) or _points_to(b, a)))
    told = find_opposite(a, b) if alike and _are_two(desk, a, b) else ""
    if told and not _are_apart(a, b) and not _have_other_subjects(desk, a, b):
        yield _tell(desk, ConflictKind.DENIAL, a, b, told, settings)


def _points_to(one: Proposition, other: Proposition) -> bool:
    """Tell whether a claim has only a word for its subject that points back, to what the other claim is about."""
    if one.subject or not _POINTING.match(one.text):
        return False
    before = {word.removesuffix("s") for sentence in one.around for word in re.findall(r"[^\W\d_]+", sentence.lower())}
    return any(word in before for word in other.subject)


def _have_other_subjects(desk: Desk, a: Proposition, b: Proposition) -> bool:
    """Tell whether both claims have a noun for a subject, and not one in common; "each of those" is none."""
    nouns = []
    for claim in (a, b):
        words = desk.accounts[claim.article].words
        heads = [words[i] for i in desk.words_of(claim.claim) if words[i].dep in ("nsubj", "nsubjpass")]
        nouns.append({fold_class(word.lemma.lower()) for word in heads if word.pos in ("NOUN", "PROPN")})
    return bool(nouns[0]) and bool(nouns[1]) and not nouns[0] & nouns[1]


def _are_two(desk: Desk, a: Proposition, b: Proposition) -> bool:
    """Tell whether two claims are of two accounts or two speakers."""
    return not (a.article == b.article and (a.source == b.source or desk.speak_as_one(a.source, b.source)))


def _order(
    desk: Desk, link: Link, negatives: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[Proposition, Proposition]]:
    """Yield (affirmed, negated) of a link whose claims are of two accounts or two speakers."""
    a, b = desk.table.claims[link.a], desk.table.claims[link.b]
    no = [claim.negated or bool(negatives.get(claim.claim, ("", ""))[0]) for claim in (a, b)]
    if no[0] == no[1] or not _are_two(desk, a, b):
        return
    if any(_FORBIDDING.search(claim.text) for claim in (a, b)):
        return  # "you cannot sell it" says that it is wrong, not that it was not sold
    kept = [claim.certainty is Certainty.PLANNED and _WOULD.search(claim.text) for claim in (a, b)]
    if any(kept) and any(claim.certainty is Certainty.STATED for claim in (a, b)):
        return  # a promise that was not kept: "no hospital would be sold"
    yield (b, a) if no[0] else (a, b)


def _compare(
    desk: Desk, link: Link, pair: tuple[Proposition, Proposition], said: tuple[str, str], settings: NegationSettings
) -> Case | None:
    """Return the case of what one claim affirms and the other negates; None where it is not the same.

    ``said`` is how the other says no, and of what verb.
    """
    (one, other), (negative, verb) = pair, said
    if one.denied or other.denied or _are_apart(one, other) or _is_under_no(desk, one) or _agree(one, other):
        return None
    if negative == "nobody" and {*other.words, verb} & (_HARMED | STATES["dead"]):
        limits = _find_limits(desk, other)
        some = bool(_SOME & {*other.words, *other.text.casefold().split()})
        if some or (limits and not limits & set(one.words)) or tell_other_turns(desk, one, other):
            return None  # "no one on the barge was hurt", "three people on the ferry were"; "nobody else was"
        if find_none(desk, link) is not None:
            return None  # a figure of a course
    if negative == "nobody" and set(other.words) & _HARMED:
        reason = "nobody on one side, some on the other"
        grave = bool(_GRAVE & set(other.words)) and not _GRAVE & set(one.words)  # a broken leg is no grave harm
        harmed = any(state in _HARM for _, state in read_states(desk, other))
        told = _counts_harmed(one) and harmed and not grave
        return _tell(desk, ConflictKind.NUMBER, one, other, reason, settings) if told else None
    alike = link.alignment >= settings.acts and _does_one(one, other, verb, nobody=negative == "nobody")
    alike = alike or (one.verb == verb and link.alignment >= settings.states and link.topic >= settings.topic)
    if not alike or (verb != "be" and _have_other_doers(desk, one, other)):
        return None
    return _tell(desk, ConflictKind.DENIAL, one, other, f"{verb}: affirmed on one side, negated on the other", settings)


def _agree(one: Proposition, other: Proposition) -> bool:
    """Tell whether what affirms says no in its own way.

    "Is dead" and "is no longer alive"; "all but two had stayed there" and "two had never stayed there".
    """
    return says_no(one) or bool(find_opposite_words(one, other)) or _ALL_BUT.search(one.text) is not None


def _have_other_doers(desk: Desk, a: Proposition, b: Proposition) -> bool:
    """Tell whether two claims are of two who are named: one signed, another did not."""
    passive = [
        any(desk.accounts[claim.article].words[i].dep == "nsubjpass" for i in desk.words_of(claim.claim))
        for claim in (a, b)
    ]
    if passive[0] != passive[1]:
        return False  # "Ada told the firm", "the firm was not told by Ada"
    doers = [name_doer(desk, claim) for claim in (a, b)]
    return all(doers) and doers[0] != doers[1] and not desk.speak_as_one(*doers)


def _find_limits(desk: Desk, claim: Proposition) -> set[str]:
    """Return the words that say of whom nobody was: "no officers", "no women", "no one on the barge"."""
    words, inside = desk.accounts[claim.article].words, desk.words_of(claim.claim)
    subjects = [i for i in inside if words[i].dep in ("nsubj", "nsubjpass") and is_nobody(words, i, inside)]
    nouns = {words[i].lemma.lower() for i in subjects if words[i].pos == "NOUN"} - AT_ALL - _HARMED - STATES["dead"]
    return nouns.union(*(find_limits(words, i, inside) for i in subjects))


def _counts_harmed(claim: Proposition) -> bool:
    """Tell whether a claim gives a number of people who were harmed."""
    return any(q.state in _HARM and isinstance(q.value.low, int | float) and q.value.low >= 1 for q in claim.quantities)


def _does_one(one: Proposition, other: Proposition, verb: str, *, nobody: bool) -> bool:
    """Tell whether a claim tells the deed that another negates, with a word or a name in common besides.

    Of light verbs ("no jobs will go") the subject must be one that the claim counts.
    """
    deed = fold_class(verb)
    words = {fold_class(word) for word in one.words}
    bearing = _BEARING | _SETTLING
    if fold_class(one.verb) != deed and not (one.verb in bearing and deed in words):
        return False
    shared = (words & {fold_class(word) for word in other.words}) - {deed} or set(one.entities) & set(other.entities)
    if verb in _LIGHT:
        counted = {q.noun for q in one.quantities if q.value.kind is ValueKind.NUMBER}
        return nobody and one.verb == verb and bool(set(other.subject) & counted)
    return bool(shared)


def _find_negative(desk: Desk, claim: Proposition) -> tuple[str, str]:
    """Return how the main clause says no, by its verb ("not") or its subject ("nobody"), and the verb; "" for no no."""
    words, inside = desk.accounts[claim.article].words, desk.words_of(claim.claim)
    top = _find_top(words, inside)
    if top is not None and words[top].lemma.lower() in _SHOWING:  # "no councillor approved it, the minutes show"
        below = [i for i in inside if words[i].head == top and words[i].dep == "ccomp"]
        top = below[0] if below else top
    if top is None:
        return "", ""
    verb = words[top].lemma.lower()
    if verb in _REFUSING:  # "has refused to close the clinic"
        below = [i for i in inside if words[i].head == top and words[i].dep == "xcomp" and words[i].pos == "VERB"]
        negated = any(words[i].head == top and words[i].dep == "neg" for i in inside)
        return ("not", words[below[0]].lemma.lower()) if below and not negated else ("", "")
    if verb == "be" and any(words[i].head == top and words[i].dep == "expl" for i in inside):
        for i in inside:  # "there had been no contact with them"
            near = [words[k].text.lower() for k in inside if words[k].head == i]
            if words[i].head == top and words[i].dep == "attr" and "no" in near:
                return "not", words[i].lemma.lower()
    for i in inside:
        text = words[i].text.lower()
        if words[i].head == top and words[i].dep in ("nsubj", "nsubjpass") and is_nobody(words, i, inside):
            return "nobody", verb
        if words[i].dep == "neg" and words[i].head == top and text in NEGATIONS:
            follows = words[i + 1].text.lower() if i + 1 < len(words) else ""
            return ("", "") if follows in ("only", "just", "yet") else ("not", verb)
    return "", ""


def _is_under_no(desk: Desk, claim: Proposition) -> bool:
    """Tell whether a clause hangs on one that says no: "never a moment when a box was out of sight"."""
    words = desk.accounts[claim.article].words
    place = _find_top(words, desk.words_of(claim.claim))
    while place is not None and words[place].head != place:
        place = words[place].head
        near = range(max(0, place - 6), min(len(words), place + 4))
        if any(words[k].head == place and words[k].text.lower() in NEGATIONS for k in near):
            return True
    return False


def _find_top(words: tuple[Word, ...], inside: list[int]) -> int | None:
    """Return the verb of the main clause."""
    members = set(inside)
    tops = [i for i in inside if words[i].head not in members or words[i].head == i]
    verbs = [i for i in tops if words[i].pos in ("VERB", "AUX")]
    # "no councillor approved it, the minutes show", where the parser takes "minutes show" for a noun
    verbs += [i for i in inside if words[i].head in tops and words[i].dep == "ccomp" and words[i].pos == "VERB"]
    return verbs[0] if verbs else None


def _are_apart(a: Proposition, b: Proposition) -> bool:
    """Tell whether two claims are of other times; "since January" is no one time."""
    return are_times_apart([q.value for q in a.quantities], [q.value for q in b.quantities])


def _tell(
    desk: Desk, kind: ConflictKind, one: Proposition, other: Proposition, reason: str, settings: NegationSettings
) -> Case:
    update = _follows(desk, one, other)
    sides = sorted((one, other), key=lambda claim: claim.order) if update else [one, other]
    changes = "The account changes: " if update else ""
    return Case(
        kind=kind,
        nature=Nature.UPDATE if update else Nature.CONTRADICTION,
        sides=tuple(make_side([c.claim], desk.claims[c.claim].passage) for c in sides),
        why=f"{changes}{desk.tell(sides[0].claim)}; {desk.tell(sides[1].claim)}.",
        reasons=(reason,),
        score=settings.score,
    )


def _follows(desk: Desk, one: Proposition, other: Proposition) -> bool:
    """Tell whether a later account says that a state has ended, or an earlier one that it was so for the time being."""
    earlier, later = sorted((one, other), key=lambda claim: claim.order)
    if not desk.came_after([earlier.claim], [later.claim]):
        return False
    passing = bool(_FOR_NOW.search(earlier.text) or _SO_FAR.search(earlier.text))
    return bool(passing or (earlier.negated and _YET.search(earlier.text)) or _ENDED.search(later.text))
