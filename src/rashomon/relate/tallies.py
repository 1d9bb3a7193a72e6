"""One vote told with two results: "by 27 votes to 22" against "by 26 votes to 23"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from rashomon.model.records import ConflictKind, Nature, Record
from rashomon.model.spans import Span
from rashomon.relate.cases import Case, Desk, make_side
from rashomon.relate.propositions import Proposition


class TallySettings(Record, frozen=True, kw_only=True):
    """When two results are of one vote."""

    #: How many votes more or less may have been cast in all, and what share of them: of one body some stay away, and a
    #: committee of it has far fewer. On the packs nothing changes by it.
    votes: int = 2
    share: float = 0.1
    #: What such a conflict is worth beside others: two results say more than two of their figures.
    score: float = 1.0


SETTINGS = TallySettings()
_TALLY = re.compile(r"\b(\d{1,3})(?: votes?)?(?: to | against |-|–)(\d{1,3})\b(?! ?(?:per|%|p\.m|a\.m))")
#: Words without which two figures are no result of a vote.
_VOTING = frozenset({
    "vote", "ballot", "back", "approve", "reject", "carry", "pass", "defeat", "councillor", "senator", "lawmaker",
    "deputy", "judge", "jury", "board", "committee", "parliament",
})  # fmt: skip
_MEASURES = frozenset({"win", "lead", "score", "goal", "match", "point", "draw"})


class _Tally(Record, frozen=True, kw_only=True):
    """The votes for and against that a claim tells, with the words."""

    claim: Proposition
    votes: tuple[int, int]
    span: Span


def find_tallies(desk: Desk, settings: TallySettings = SETTINGS) -> list[Case]:
    """Return the conflicts of results of one vote, one for each two of them."""
    told = [tally for claim in desk.table.claims for tally in _read_tallies(desk, claim)]
    tellers: dict[tuple[int, int], set[str]] = {}
    for tally in told:
        tellers.setdefault(tally.votes, set()).add(tally.claim.article)
    return [
        _tell(desk, told, (one, other), settings)
        for one, other in combinations(sorted(tellers), 2)
        if _are_of_one(one, other, settings) and not tellers[one] & tellers[other]  # who tells both tells of two votes
    ]


def _read_tallies(desk: Desk, claim: Proposition) -> Iterator[_Tally]:
    words = {*claim.words, claim.verb}
    if claim.denied or not words & _VOTING or words & _MEASURES:
        return
    for span in desk.claims[claim.claim].passage:
        for match in _TALLY.finditer(span.text):
            high, low = sorted((int(match[1]), int(match[2])), reverse=True)
            start, end = span.start + match.start(), span.start + match.end()
            told = Span(article=span.article, start=start, end=end, text=match[0])
            yield _Tally(claim=claim, votes=(high, low), span=told)


def _are_of_one(one: tuple[int, int], other: tuple[int, int], settings: TallySettings) -> bool:
    """Tell whether two results may be of one vote: as many took part."""
    cast = sum(one), sum(other)
    return abs(cast[0] - cast[1]) <= max(settings.votes, settings.share * min(cast))


def _tell(desk: Desk, told: Sequence[_Tally], results: Sequence[tuple[int, int]], settings: TallySettings) -> Case:
    sides = [sorted((t for t in told if t.votes == votes), key=lambda t: t.claim.order) for votes in results]
    sides.sort(key=lambda side: side[0].claim.order)
    first, second = (side[0] for side in sides)
    return Case(
        kind=ConflictKind.NUMBER,
        nature=Nature.CONTRADICTION,
        sides=tuple(make_side([t.claim.claim for t in side], [t.span for t in side]) for side in sides),
        why=f"{desk.tell(first.claim.claim, first.span.text)}; {desk.tell(second.claim.claim, second.span.text)}.",
        reasons=(f"two results of one vote: “{first.span.text}” and “{second.span.text}”",),
        score=settings.score,
    )
