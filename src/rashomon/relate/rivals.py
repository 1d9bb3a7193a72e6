"""Claims that answer one question alike but for who did it, or for how much of it: other doers, all against some."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rashomon.model.records import Certainty, ConflictKind, Nature, Record
from rashomon.relate.cases import Case, Desk, make_side
from rashomon.relate.doers import name_doer
from rashomon.relate.links import Link
from rashomon.relate.propositions import EMPTY, Proposition
from rashomon.relate.reaches import leaves_open


class RivalSettings(Record, frozen=True, kw_only=True):
    """How alike two claims must be besides the detail in which they part."""

    #: Likelihood of one claim, for another doer of the same thing; less likely pairs tell of two deeds.
    doers: float = 0.4
    #: The same, for all of some things against a part of them.
    parts: float = 0.12
    #: Words after "all" or "one of" among which stands what it is all or one of: "one of the barge's two lamps".
    reach: int = 5


SETTINGS = RivalSettings()
#: The things of which a claim tells all or a part, and whether it tells all; None where it tells neither.
Extent = tuple[set[str], bool] | None

_ALL = re.compile(
    r"(?<!\bnot )\b(?:all(?! but\b)|both|every(?: single| one of)?|each of|the whole|the entire|none of)\b",
    re.IGNORECASE,
)
#: "The seals were all still in use."
_ALL_AFTER = re.compile(r"\b(?:is|are|was|were|has|have|had|will) all\b(?! (?:of|the)\b)", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:only (?:one|two|some|part|half)|one|two|three|four|five|six|seven|eight|nine|ten|\d+|some|part|half) of\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"\bnone of\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
#: Verbs of speech, being and moving about: many do these, each by himself.
_COMMON = EMPTY | {
    "come", "go", "say", "tell", "call", "meet", "ask", "know", "want", "see", "make", "take", "get", "arrive", "speak",
}  # fmt: skip


def find_rivals(desk: Desk, settings: RivalSettings = SETTINGS) -> list[Case]:
    """Return the conflicts of actor and scope, one for each pair of doers or of extents."""
    found: dict[tuple[str, ...], tuple[float, Case]] = {}
    extents = {claim.claim: _find_extent(claim, settings) for claim in desk.table.claims}
    for link in desk.table.links:
        a, b = desk.table.claims[link.a], desk.table.claims[link.b]
        if (
            link.bare < min(settings.doers, settings.parts)
            or a.denied
            or b.denied
            or (a.article == b.article and a.source == b.source)
        ):
            continue
        for key, case in _compare(desk, link, sorted((a, b), key=lambda claim: claim.order), extents, settings):
            if key not in found or link.bare > found[key][0]:
                found[key] = link.bare, case
    return [found[key][1] for key in sorted(found)]


def _compare(
    desk: Desk, link: Link, pair: Sequence[Proposition], extents: Mapping[str, Extent], settings: RivalSettings
) -> list[tuple[tuple[str, ...], Case]]:
    a, b = pair
    cases = []
    doers = name_doer(desk, a), name_doer(desk, b)
    if link.bare >= settings.doers and a.verb == b.verb and a.verb not in _COMMON and doers[0] and doers[1]:
        names = [desk.entities[doer].name for doer in doers]
        words = [set(_WORD.findall(name.casefold())) for name in names]
        one = words[0] <= words[1] or words[1] <= words[0] or desk.speak_as_one(doers[0], doers[1])
        alike = a.subject == b.subject and not any(_is_named(desk, c, d) for c, d in zip((a, b), doers, strict=True))
        if not (one or alike or a.negated or b.negated or a.text == b.text):
            case = _tell(desk, ConflictKind.ACTOR, link, (a, b), f"two doers of one thing: {names[0]} and {names[1]}")
            cases.append((("actor", *sorted(doers), a.verb), case))
    things = extents[a.claim], extents[b.claim]
    planned = [claim.certainty is Certainty.PLANNED for claim in (a, b)]  # what is to be is no rival of what is done
    if (
        link.bare >= settings.parts
        and things[0]
        and things[1]
        and things[0][1] != things[1][1]
        and planned[0] == planned[1]
    ):
        shared = things[0][0] & things[1][0]
        if shared:
            part, whole = (a, b) if things[1][1] else (b, a)
            open_part = leaves_open(part) and not _NONE.search(whole.text)
            reason = f"all on one side, a part on the other: {min(shared)}"
            case = _tell(desk, ConflictKind.SCOPE, link, (a, b), reason, open_part=open_part)
            cases.append((("scope", min(shared), *sorted((desk.home[a.claim], desk.home[b.claim]))), case))
    return cases


def _is_named(desk: Desk, claim: Proposition, doer: str) -> bool:
    """Tell whether a claim names its doer, and does not only call it "the council"."""
    names = {word for word in desk.entities[doer].name.split() if word[:1].isupper()}
    return bool(names & set(_WORD.findall(" ".join(span.text for span in desk.claims[claim.claim].passage))))


def _find_extent(claim: Proposition, settings: RivalSettings) -> Extent:
    """Return the things of which a claim tells all or a part, and whether it tells all."""
    if _ALL_AFTER.search(claim.text):
        return set(claim.subject), True
    for pattern, whole in ((_ALL, True), (_PART, False)):
        match = pattern.search(claim.text)
        if match:
            after = [word.casefold() for word in _WORD.findall(claim.text[match.end() :])][: settings.reach]
            return {form for word in after for form in (word, word.removesuffix("s"))} & set(claim.words), whole
    return None


def _tell(
    desk: Desk,
    kind: ConflictKind,
    link: Link,
    pair: tuple[Proposition, Proposition],
    reason: str,
    *,
    open_part: bool = False,
) -> Case:
    sides = []
    for claim in pair:
        alone = desk.home[pair[0].claim] == desk.home[pair[1].claim]
        claims = (claim.claim,) if alone else desk.groups[desk.home[claim.claim]].claims
        sides.append(make_side(claims, desk.claims[claim.claim].passage))
    return Case(
        kind=kind,
        nature=Nature.DIFFERENCE if open_part else Nature.CONTRADICTION,
        sides=tuple(sides),
        why=f"{desk.tell(pair[0].claim)}; {desk.tell(pair[1].claim)}.",
        reasons=(reason, f"one question: {link.bare:.2f}"),
        score=link.bare,
    )
