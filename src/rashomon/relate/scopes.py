"""How far a thing reaches: all against a part, only these against those too, needed against not needed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.model.records import ConflictKind, Nature, Record, ValueKind
from rashomon.relate.cases import Case, Desk, join_cases, make_side
from rashomon.relate.links import Link
from rashomon.relate.opposites import find_opposite
from rashomon.relate.propositions import EMPTY, Proposition
from rashomon.relate.reaches import Reach, leaves_open, read_reach


class ScopeSettings(Record, frozen=True, kw_only=True):
    """How alike two claims must be besides their reach."""

    #: Share of words that find their like, for all of something against a part, told with one verb; and for "every
    #: ferry" against what is told of one, where the text goes on that the others are free.
    acts: float = 0.4
    #: The same for "only foreigners" against "citizens too": the words for whom it is are opposites.
    only: float = 0.2
    #: The same where they do one thing and nothing says that they are opposites.
    alike: float = 0.6
    #: From here on two accounts do not give the same count of two things by chance.
    rare: float = 100.0
    #: Characters between a claim and what is said of the others.
    near: int = 250
    #: What such a conflict is worth beside one of two claims that are likely one.
    score: float = 0.5


SETTINGS = ScopeSettings()

#: What is said of those whom it does not reach.
_SPARED = re.compile(
    r"\b(?:other|others|rival|rivals|remaining|the rest|elsewhere)\b.*\b"
    r"(?:not affected|unaffected|not covered|exempt|exempted|spared|excluded|carry on|go on|continue|free to|as usual|"
    r"as normal|remain open)\b",
    re.IGNORECASE,
)
#: Words for whom or what something is, and for those who are not.
_SORTS = tuple(
    tuple(frozenset(side.split()) for side in line.split("|"))
    for line in (
        "foreign foreigner outsider alien migrant|citizen native",
        "man male boy|woman female girl",
        "adult|child minor juvenile teenager",
        "civilian|soldier military",
        "employee staff|contractor visitor",
        "private|public",
        "domestic|export international",
        "existing|new",
        "urban city|rural village",
        "resident local|tourist visitor",
        "member|non-member guest",
        "convict convicted|suspect remand untried trial",
        "weekday|weekend",
    )
)
_ALL_OR_PART = "all on one side, a part on the other"
_NEEDING = r"(?:required|needed|necessary|mandatory|compulsory|obligatory)"
_NOT_NEEDED = (
    re.compile(
        rf"\b(?P<what>[a-z]+) (?:is|are|was|were|will be|would be) (?:not|no longer|never) {_NEEDING}\b", re.IGNORECASE
    ),
    re.compile(
        r"\b(?:no need (?:for|of)|without needing|needs? no|requires? no|do(?:es)? not (?:need|require)) "
        r"(?:an? |the |any |his |her |their )?(?P<what>[a-z]+)\b",
        re.IGNORECASE,
    ),
)
_NEEDED = (
    re.compile(rf"\b(?P<what>[a-z]+) (?:is|are|was|were|will be|would be) {_NEEDING}\b", re.IGNORECASE),
    re.compile(
        r"\b(?i:no|nobody|not|never|none|bars?|forbids?|banned|prohibits?)\b[^.;]*\bwithout "
        r"(?:an? |the |any |his |her |their |[A-Z][a-z]+(?:'s|’s) )*(?P<what>[a-z]+)\b"
    ),
    re.compile(
        r"\b(?:needs?|requires?) (?:an? |the |his |her |their |written |prior )*(?P<what>[a-z]+)\b", re.IGNORECASE
    ),
)


def find_scopes(desk: Desk, settings: ScopeSettings = SETTINGS) -> list[Case]:
    """Return the conflicts of reach, one for each pair of entries."""
    found: dict[tuple[str, ...], Case] = {}
    spared = _find_spared(desk, settings)
    reaches = [read_reach(claim) for claim in desk.table.claims]
    for link in desk.table.links:
        a, b = desk.table.claims[link.a], desk.table.claims[link.b]
        reach = reaches[link.a], reaches[link.b]
        if not (link.agreeing or reach[0].whole or reach[0].only or reach[1].whole or reach[1].only):
            continue
        if a.article == b.article and (a.source == b.source or desk.speak_as_one(a.source, b.source)):
            continue
        for one, other, wide, other_wide in ((a, b, *reach), (b, a, *reach[::-1])):
            reason = _part(link, (one, wide), (other, other_wide), other.claim in spared, settings)
            reason = reason or _find_sorts(link, one, other, settings)
            if reason:
                more = [spared[other.claim]] if other.claim in spared else []
                key = tuple(sorted((desk.home[one.claim], desk.home[other.claim])))
                case = _tell(desk, one, [other, *more], reason, settings)
                if key not in found or found[key].nature is Nature.DIFFERENCE:
                    found[key] = case
    for key, case in _find_needs(desk, settings):
        found.setdefault(key, case)
    return join_cases([found[key] for key in sorted(found)])


def _find_spared(desk: Desk, settings: ScopeSettings) -> dict[str, Proposition]:
    """Return for each claim after which the text says that the others are free the claim that says so."""
    found: dict[str, Proposition] = {}
    claims = desk.table.claims
    for place, claim in enumerate(claims):
        if _SPARED.search(claim.text):
            for before in claims[max(0, place - 3) : place]:
                if before.article == claim.article and claim.start - before.end <= settings.near:
                    found[before.claim] = claim
    return found


def _part(
    link: Link,
    left: tuple[Proposition, Reach],
    right: tuple[Proposition, Reach],
    spared: bool,
    settings: ScopeSettings,
) -> str:
    """Return why a claim reaches further than another that leaves out the rest, "" where it does not."""
    (one, wide), (other, narrow) = left, right
    if one.denied or other.denied or one.negated or other.negated:
        return ""
    if link.alignment >= settings.acts and wide.whole and not narrow.whole:
        if one.verb == other.verb and one.verb not in EMPTY and not wide.part and (narrow.part or narrow.only):
            return _ALL_OR_PART
        if spared:
            return "all on one side, one on the other, which spares the rest"
        if narrow.part and not wide.part:  # "all four were pulled out alive", "one of the four died"
            return find_opposite(one, other)
    if link.alignment >= settings.only and wide.only and narrow.also:
        return _find_others(link, one, other, settings)
    return ""


def _find_sorts(link: Link, one: Proposition, other: Proposition, settings: ScopeSettings) -> str:
    """Return of whom one figure is told in two ways, so rare a figure that it is one: convicts, people on trial."""
    sizes = [x.value.low for x, _ in link.agreeing if x.value.kind is ValueKind.NUMBER and not x.label and not x.age]
    rare = any(isinstance(size, int | float) and size >= settings.rare for size in sizes)
    if not rare or link.clashing or one.denied or other.denied or one.negated or other.negated:
        return ""
    words = set(one.words), set(other.words)
    for sorts in _SORTS:
        if sorts[0] & words[0] and sorts[1] & words[1] and not (sorts[1] & words[0] or sorts[0] & words[1]):
            return f"one figure of {min(sorts[0] & words[0])} on one side, of {min(sorts[1] & words[1])} on the other"
    return ""


def _find_others(link: Link, one: Proposition, other: Proposition, settings: ScopeSettings) -> str:
    """Return whom the second claim takes in that the first leaves out: other doers, or the opposite sort."""
    words = set(one.words), set(other.words)
    rivals = bool(one.subject) and bool(other.subject) and not set(one.subject) & set(other.subject)
    shared = bool(words[0] & words[1] - {one.verb}) or link.alignment >= settings.alike
    if rivals and shared and one.verb == other.verb and one.verb not in EMPTY:
        return "only these on one side, others too on the other"
    for sorts in _SORTS:
        for mine, theirs in (sorts, sorts[::-1]):
            if mine & words[0] and theirs & words[1] and not theirs & words[0]:
                return f"only {min(mine & words[0])} on one side, {min(theirs & words[1])} too on the other"
    return ""


def _find_needs(desk: Desk, settings: ScopeSettings) -> Iterator[tuple[tuple[str, ...], Case]]:
    """Yield the cases of what one says is needed and another is not."""
    claims = desk.table.claims
    free = [(claim, what) for claim in claims if (what := _read_need(claim, _NOT_NEEDED)) and not claim.denied]
    bound = [
        (claim, what)
        for claim in claims
        if (what := _read_need(claim, _NEEDED)) and not claim.denied and not _read_need(claim, _NOT_NEEDED)
    ]
    for one, what in free:
        against = [other for other, same in bound if same == what and _are_two(desk, one, other)]
        if against:
            key = tuple(sorted((desk.home[one.claim], *(desk.home[other.claim] for other in against))))
            yield key, _tell(desk, one, against, f"{what}: needed on one side, not needed on the other", settings)


def _read_need(claim: Proposition, patterns: Sequence[re.Pattern[str]]) -> str:
    for pattern in patterns:
        match = pattern.search(claim.text)
        if match:
            return match["what"].lower()
    return ""


def _are_two(desk: Desk, a: Proposition, b: Proposition) -> bool:
    return not (a.article == b.article and (a.source == b.source or desk.speak_as_one(a.source, b.source)))


def _tell(desk: Desk, one: Proposition, others: Sequence[Proposition], reason: str, settings: ScopeSettings) -> Case:
    sides = []
    for claims in ([one], others):
        keys = [key for claim in claims for key in desk.groups[desk.home[claim.claim]].claims]
        if desk.home[one.claim] in {desk.home[other.claim] for other in others}:
            keys = [claim.claim for claim in claims]
        sides.append(make_side(keys, [span for claim in claims for span in desk.claims[claim.claim].passage]))
    open_part = reason == _ALL_OR_PART and all(leaves_open(claim) for claim in others)
    return Case(
        kind=ConflictKind.SCOPE,
        nature=Nature.DIFFERENCE if open_part else Nature.CONTRADICTION,
        sides=tuple(sides),
        why=f"{desk.tell(one.claim)}; {desk.tell(others[0].claim)}.",
        reasons=(reason,),
        score=settings.score,
    )
