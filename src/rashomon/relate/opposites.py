"""Words of which a thing cannot be both: open and closed, lawful and illegal, alive and dead."""

from __future__ import annotations

from rashomon.relate.propositions import Proposition

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


_ALL = frozenset(word for pair in _OPPOSITES for side in pair for word in side)


def find_opposite(a: Proposition, b: Proposition) -> str:
    """Return the words by which two claims say opposite things, "" where they do not."""
    return "" if a.denied or b.denied or a.negated or b.negated else find_opposite_words(a, b)


def find_opposite_words(a: Proposition, b: Proposition) -> str:
    """Return the opposite words of two claims, whatever these affirm or negate; "" where they have none.

    Where one of the claims says no, they agree: "he is dead", "he is no longer alive".
    """
    words = tuple(_ALL.intersection((*claim.words, claim.verb)) for claim in (a, b))
    if not words[0] or not words[1]:
        return ""
    for one, other in _OPPOSITES:
        for mine, theirs in ((one, other), (other, one)):
            if mine & words[0] and theirs & words[1] and not (theirs & words[0] or mine & words[1]):
                return f"{min(mine & words[0])} on one side, {min(theirs & words[1])} on the other"
    return ""
