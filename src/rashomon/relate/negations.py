"""None against some, not done against done, open against closed: "no household was called", "every household was"."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.model.annotated import Word
from rashomon.model.records import ConflictKind, Nature, Record, ValueKind
from rashomon.relate.cases import Case, Desk, join_cases, make_side
from rashomon.relate.counts import STATES
from rashomon.relate.deeds import fold_class
from rashomon.relate.links import Link
from rashomon.relate.propositions import EMPTY, NEGATIONS, Proposition
from rashomon.relate.quantities import TIMES, Fit, compare_values


class NegationSettings(Record, frozen=True, kw_only=True):
    """How alike two claims must be of which one negates what the other affirms."""

    #: Share of words that find their like, where both have one verb and one more word in common.
    acts: float = 0.3
    #: The same for "nobody was hurt" against a number of injured: an event has one answer to that.
    harm: float = 0.15
    #: The same where they have only the verb of being, and a likelihood that both speak of one thing.
    states: float = 0.5
    topic: float = 0.5
    #: The same for opposite words of one subject; with less, things are open on one day and closed on another.
    opposite: float = 0.6
    #: What such a conflict is worth beside one of two claims that are likely one.
    score: float = 0.45


SETTINGS = NegationSettings()

#: Subjects that make a sentence say no, whatever its verb.
_NOBODY = frozenset({"nobody", "none", "nothing", "no-one", "neither"})
#: Words that say no without a "not": a claim with one says no more than the other side does.
_IMPLICIT = frozenset({
    "refuse", "bar", "deny", "fail", "lack", "reject", "forbid", "prevent", "avoid", "decline", "without", "unable", "stop",
    "cease", "instead", "rather", "except", "unless", "hardly", "barely", "only",
})  # fmt: skip
#: Words of which a thing cannot be both at one time.
_OPPOSITES = tuple(
    tuple(frozenset(side.split()) for side in line.split("|"))
    for line in (
        "open unlocked|close closed shut lock locked",
        "safe|unsafe dangerous",
        "legal lawful|illegal unlawful",
        "lit|unlit dark",
        "armed|unarmed",
        "insured insure|uninsured",
        "sober|drunk",
        "awake|asleep",
        "accident accidental|deliberate deliberately arson sabotage",
        "check verify examine|wave unchecked unverified",
        "work intact|fail broken",
        "empty deserted|full packed crowded",
        "guilty convict|innocent acquit",
        "alive survive|dead die",
    )
)
#: States in which people are counted as harmed.
_HARM = ("hurt", "treated", "critical")
_HARMED = frozenset().union(*(STATES[state] for state in _HARM)) - {"hospital", "clinic", "patient", "admit"}
#: Verbs that tell a deed by a noun: "passed its inspection".
_BEARING = frozenset({"pass", "undergo", "have", "get", "make", "conduct", "hold", "give", "receive", "carry"})
#: Verbs by which evidence speaks.
_SHOWING = frozenset({"show", "suggest", "indicate", "reveal", "prove", "confirm"})
_LIGHT = EMPTY | {
    "go", "come", "take", "make", "get", "give", "put", "want", "see", "know", "find", "think", "need", "reach", "leave", "say",
}  # fmt: skip


def find_negations(desk: Desk, settings: NegationSettings = SETTINGS) -> list[Case]:
    """Return the conflicts of what one claim affirms and another negates."""
    return join_cases([case for link in desk.table.links for case in _read_link(desk, link, settings)])


def _read_link(desk: Desk, link: Link, settings: NegationSettings) -> Iterator[Case]:
    for one, other in _order(desk, link):
        case = _compare(desk, link, one, other, settings)
        if case is not None:
            yield case
    a, b = sorted((desk.table.claims[link.a], desk.table.claims[link.b]), key=lambda claim: claim.order)
    told = _find_opposite(a, b) if link.alignment >= settings.opposite and _are_two(desk, a, b) else ""
    if told and not _are_apart(a, b):
        yield _tell(desk, ConflictKind.DENIAL, a, b, told, settings)


def _find_opposite(a: Proposition, b: Proposition) -> str:
    """Return the words by which two claims say opposite things of one subject, "" where they do not."""
    if a.denied or b.denied or a.negated or b.negated or not set(a.subject) & set(b.subject):
        return ""
    words = {*a.words, a.verb}, {*b.words, b.verb}
    for one, other in _OPPOSITES:
        for mine, theirs in ((one, other), (other, one)):
            if mine & words[0] and theirs & words[1] and not (theirs & words[0] or mine & words[1]):
                return f"{min(mine & words[0])} on one side, {min(theirs & words[1])} on the other"
    return ""


def _are_two(desk: Desk, a: Proposition, b: Proposition) -> bool:
    """Tell whether two claims are of two accounts or two speakers."""
    return not (a.article == b.article and (a.source == b.source or desk.speak_as_one(a.source, b.source)))


def _order(desk: Desk, link: Link) -> Iterator[tuple[Proposition, Proposition]]:
    """Yield (affirmed, negated) of a link whose claims are of two accounts or two speakers."""
    a, b = desk.table.claims[link.a], desk.table.claims[link.b]
    if a.negated != b.negated and _are_two(desk, a, b):
        yield (b, a) if a.negated else (a, b)


def _compare(desk: Desk, link: Link, one: Proposition, other: Proposition, settings: NegationSettings) -> Case | None:
    if one.denied or other.denied or _says_no(one) or link.alignment < settings.harm or _are_apart(one, other):
        return None
    negative, saying = _find_negative(desk, other)
    if not negative or _is_under_no(desk, one):
        return None
    if negative == "nobody" and set(other.words) & _HARMED:
        harmed = [
            q for q in one.quantities if q.state in _HARM and isinstance(q.value.low, int | float) and q.value.low >= 1
        ]
        return (
            _tell(desk, ConflictKind.NUMBER, one, other, "nobody on one side, some on the other", settings)
            if harmed
            else None
        )
    if link.alignment < settings.acts:
        return None
    verb = fold_class(saying)
    shared = ({fold_class(w) for w in one.words} & {fold_class(w) for w in other.words}) - {verb}
    shared |= set(one.entities) & set(other.entities)
    nouns = set(other.subject) & {q.noun for q in one.quantities if q.value.kind is ValueKind.NUMBER}
    does = fold_class(one.verb) == verb or (one.verb in _BEARING and verb in {fold_class(word) for word in one.words})
    if does and shared and (saying not in _LIGHT or (negative == "nobody" and one.verb == saying and nouns)):
        return _tell(
            desk, ConflictKind.DENIAL, one, other, f"{saying}: affirmed on one side, negated on the other", settings
        )
    if one.verb == saying and link.alignment >= settings.states and link.topic >= settings.topic:
        return _tell(desk, ConflictKind.DENIAL, one, other, "affirmed on one side, negated on the other", settings)
    return None


def _says_no(claim: Proposition) -> bool:
    """Tell whether a claim says no in other words: "uncorrected", "refused"."""
    words = {*claim.words, claim.verb, *claim.text.casefold().split()}
    return bool(words & _IMPLICIT) or any(word.startswith("un") and len(word) > 6 for word in claim.words)


def _find_negative(desk: Desk, claim: Proposition) -> tuple[str, str]:
    """Return how the main clause says no, by its verb ("not") or its subject ("nobody"), and the verb; "" for not at all."""
    account, passage = desk.accounts[claim.article], desk.claims[claim.claim].passage
    words = account.words
    inside = [i for i, word in enumerate(words) if any(s.start <= word.start < s.end for s in passage)]
    top = _find_top(words, inside)
    if top is not None and words[top].lemma.lower() in _SHOWING:  # "no councillor approved it, the minutes show"
        below = [i for i in inside if words[i].head == top and words[i].dep == "ccomp"]
        top = below[0] if below else top
    if top is None:
        return "", ""
    verb = words[top].lemma.lower()
    for i in inside:
        text = words[i].text.lower()
        if words[i].head == top and words[i].dep in ("nsubj", "nsubjpass"):
            near = [words[k].text.lower() for k in inside if words[k].head == i]
            if text in _NOBODY or "no" in near or (text == "one" and {"not", "no"} & set(near)):
                return "nobody", verb
        if words[i].dep == "neg" and words[i].head == top and text in NEGATIONS:
            follows = words[i + 1].text.lower() if i + 1 < len(words) else ""
            return ("", "") if follows in ("only", "just", "yet") else ("not", verb)
    return "", ""


def _is_under_no(desk: Desk, claim: Proposition) -> bool:
    """Tell whether a clause hangs on one that says no: "never a moment when a box was out of sight"."""
    account, passage = desk.accounts[claim.article], desk.claims[claim.claim].passage
    words = account.words
    place = _find_top(words, [i for i, word in enumerate(words) if any(s.start <= word.start < s.end for s in passage)])
    while place is not None and words[place].head != place:
        place = words[place].head
        near = range(max(0, place - 6), min(len(words), place + 4))
        if any(words[k].head == place and words[k].text.lower() in NEGATIONS for k in near):
            return True
    return False


def _find_top(words: tuple[Word, ...], inside: list[int]) -> int | None:
    members = set(inside)
    tops = [
        i for i in inside if (words[i].head not in members or words[i].head == i) and words[i].pos in ("VERB", "AUX")
    ]
    return tops[0] if tops else None


def _are_apart(a: Proposition, b: Proposition) -> bool:
    """Tell whether two claims are of other times; "since January" is no one time."""
    times = [
        [q.value for q in claim.quantities if q.value.kind in TIMES and None not in (q.value.low, q.value.high)]
        for claim in (a, b)
    ]
    return bool(times[0] and times[1]) and all(
        compare_values(x, y) is Fit.INCOMPATIBLE for x in times[0] for y in times[1]
    )


def _tell(
    desk: Desk, kind: ConflictKind, one: Proposition, other: Proposition, reason: str, settings: NegationSettings
) -> Case:
    return Case(
        kind=kind,
        nature=Nature.CONTRADICTION,
        sides=tuple(make_side([c.claim], desk.claims[c.claim].passage) for c in (one, other)),
        why=f"{desk.tell(one.claim)}; {desk.tell(other.claim)}.",
        reasons=(reason,),
        score=settings.score,
    )
