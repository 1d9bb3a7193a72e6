"""On whose word each claim rests: the cited source, the agency it was taken from, or the outlet's own reporting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from rashomon.model.annotated import Annotated
from rashomon.model.ids import make_id
from rashomon.model.records import (
    Certainty,
    Claim,
    Direction,
    Entity,
    Lineage,
    Origin,
    OriginKind,
    PassageKind,
    Record,
    Relation,
    Utterance,
    ValueKind,
)
from rashomon.relate.entries import Group
from rashomon.relate.grounds import UNNAMED, Ground, Reader, is_nobody, leads_over
from rashomon.relate.outlets import Outlet


class OriginSettings(Record, frozen=True, kw_only=True):
    """Thresholds of the search for origins."""

    #: Share of a text that must be in an earlier one before any of its claims may rest on a claim there that makes
    #: another proposition; below it, only the same words or the same proposition show where a claim comes from.
    much: float = 0.3
    #: Share from which on a source that a text names for what its own source tells without one is not believed: who
    #: rewrites that much has asked nobody. Rewritten articles in the packs reach .48 to .88.
    most: float = 0.5


SETTINGS = OriginSettings()
#: Letters of a date to the day.
_DAY = len("2031-05-07")


def find_origins(
    accounts: Sequence[Annotated],
    entities: Sequence[Entity],
    lineage: Sequence[Lineage],
    utterances: Sequence[Utterance],
    groups: Sequence[Group],
) -> tuple[tuple[Origin, ...], tuple[Claim, ...]]:
    """Return the origins, and all claims with the origin of each and the reason for it.

    A claim rests on the source it names; people who speak for one body are one origin, and words that a later article
    gives to somebody else stay with the first speaker. A claim that names nobody rests on what the claim it was taken
    from rests on, on the agency in whose own dispatch it stands, or on what the outlet shows it saw itself. In doubt
    it is unknown: an origin too many would make a rumour look confirmed.
    """
    reader = Reader(accounts, entities, utterances)
    ordered = sorted(accounts, key=lambda a: (a.article.published or "~", a.article.id))
    claims = [(account, claim) for account in ordered for claim in account.claims]
    grounds = {claim.id: reader.read_named(account, claim) for account, claim in claims}
    _drop_acts(grounds, groups)
    vouched = _find_vouched(grounds, groups)
    passed = _find_passed(claims, lineage, groups)
    spun = _find_passed(claims, [line for line in lineage if line.score >= SETTINGS.most], groups)
    wired = _find_wired(grounds, groups)
    first = _find_first(grounds, claims, groups)
    for account, claim in claims:  # the earliest article first, so that words can be followed from text to text
        named = grounds[claim.id]
        taken = next((ground for key in passed.get(claim.id, ()) if (ground := grounds[key]) is not None), None)
        if taken is not None and (named is None or (named.key != taken.key and not reader.confirms(claim))):
            grounds[claim.id] = msgspec.structs.replace(taken, reason=_pass_on(taken))
        elif named is not None and taken is None and claim.id in spun and not reader.confirms(claim):
            grounds[claim.id] = None
        elif named is None:
            own = reader.read_own(account, claim)
            among = own is not None and own.key in (vouched.get(claim.id) or (own.key,))
            if own is not None and (own.seen or among or claim.id in wired or claim.id in first):
                grounds[claim.id] = own
                vouched.setdefault(claim.id, set()).add(own.key)
    _follow_outlets(reader.outlets, grounds, claims, groups)
    _merge_evidence(grounds, groups)
    _merge_unnamed(grounds, groups)
    return _describe(grounds, [(account, claim) for account in accounts for claim in account.claims])


def _drop_acts(grounds: dict[str, Ground | None], groups: Sequence[Group]) -> None:
    """Let a ruling that nobody cites be no origin beside a source that is cited for the same: that may tell of it."""
    for group in groups:
        cited = any((ground := grounds.get(key)) is not None and not ground.act for key in group.claims)
        if cited:
            grounds.update(
                {key: None for key in group.claims if (ground := grounds.get(key)) is not None and ground.act}
            )


def _follow_outlets(
    outlets: Mapping[str, Outlet],
    grounds: dict[str, Ground | None],
    claims: Sequence[tuple[Annotated, Claim]],
    groups: Sequence[Group],
) -> None:
    """Let a claim that is credited to the outlet of another account rest on what it rests on there.

    The chain goes on from there: what a paper has from an agency, which has it from the police, is theirs.
    """
    home = {claim.id: account.article.id for account, claim in claims}
    keys = {name.casefold(): outlet.key for outlet in outlets.values() for name in outlet.names}
    for group in groups:
        for key in group.claims:
            ground = grounds.get(key)
            if ground is None or ground.seen:
                continue
            name = ground.name.casefold().removeprefix("the ")
            credited = ground.key if ground.kind is OriginKind.AGENCY else keys.get(name)
            if credited is None or credited == outlets[home[key]].key:
                continue
            there = [
                other
                for name in group.claims
                if outlets[home[name]].key == credited and (other := grounds.get(name)) is not None
            ]
            further = next((other for other in there if other.key != ground.key), None)
            if further is not None:
                grounds[key] = msgspec.structs.replace(
                    further, reason=f"{ground.reason} There it rests on {further.name}."
                )


def _find_vouched(grounds: Mapping[str, Ground | None], groups: Sequence[Group]) -> dict[str, set[str]]:
    """Return for the claims of propositions for which some article names a source the grounds of those.

    An unsourced telling of the same may rest on that source too, so it does not count as another origin.
    """
    found: dict[str, set[str]] = {}
    for group in groups:
        known = {ground.key for key in group.claims if (ground := grounds.get(key)) is not None}
        found.update(dict.fromkeys(group.claims, known))
    return found


def _find_wired(grounds: Mapping[str, Ground | None], groups: Sequence[Group]) -> frozenset[str]:
    """Return the claims of propositions for which nobody is named but agencies.

    Two agencies that tell one thing in their own dispatches, neither taken from the other, are two origins; where a
    person or body is named somewhere, an agency may have it from there.
    """
    return frozenset(
        key
        for group in groups
        if all(ground is None or ground.kind is OriginKind.AGENCY for ground in map(grounds.get, group.claims))
        for key in group.claims
    )


def _find_first(
    grounds: Mapping[str, Ground | None], claims: Sequence[tuple[Annotated, Claim]], groups: Sequence[Group]
) -> frozenset[str]:
    """Return the claims of articles that came out before any in which a source is named for the same.

    What an agency tells before anybody else names a source for it did not come to it from there.
    """
    told = {claim.id: (account.article.published or "~", claim.polarity) for account, claim in claims}
    found: set[str] = set()
    for group in groups:
        named = [told[key] for key in group.claims if grounds.get(key) is not None]
        if named:
            begin, polarities = min(moment for moment, _ in named), {polarity for _, polarity in named}
            found.update(key for key in group.claims if told[key][0] < begin and {told[key][1]} == polarities)
    return frozenset(claim.id for account, claim in claims if claim.id in found and not leads_over(account, claim))


def _find_passed(
    claims: Sequence[tuple[Annotated, Claim]], lineage: Sequence[Lineage], groups: Sequence[Group]
) -> dict[str, tuple[str, ...]]:
    """Return for each claim the claims of earlier articles that it was taken from, by the passages in common.

    Of the claims in the earlier passage that one counts which makes the same proposition. Where none does, the only
    one there is counts for a claim that names nobody, if the passage is the same words or most of the text was taken.
    """
    home = {key: group.id for group in groups for key in group.claims}
    told: dict[str, list[Claim]] = {}
    since: dict[str, str] = {}
    printed = {account.article.id: (account.article.published or "")[:_DAY] for account, _ in claims}
    for account, claim in claims:
        told.setdefault(account.article.id, []).append(claim)
        since[claim.id] = _find_day(account, claim)
    found: dict[str, list[str]] = {}
    for line in sorted(lineage, key=lambda line: -line.score):
        if line.relation not in (Relation.COPY, Relation.REWRITE) or line.direction is Direction.UNKNOWN:
            continue
        forward = line.direction is Direction.B_FROM_A
        for passage in line.passages:
            old, new = (passage.a, passage.b) if forward else (passage.b, passage.a)
            close = passage.kind is PassageKind.VERBATIM or line.score >= SETTINGS.much
            before = [claim for claim in told.get(old.article, ()) if any(old.overlaps(s) for s in claim.passage)]
            for claim in told.get(new.article, ()):
                news = bool(printed[old.article]) and since[claim.id] > printed[old.article]
                if not news and any(new.overlaps(span) for span in claim.passage):
                    same = [c.id for c in before if home.get(c.id, c.id) == home.get(claim.id)]
                    if not same and line.score >= SETTINGS.much:
                        same = [c.id for c in told.get(old.article, ()) if home.get(c.id, c.id) == home.get(claim.id)]
                    alone = close and len(before) == 1 and claim.source is None and claim.quote is None
                    found.setdefault(claim.id, []).extend(same or ([before[0].id] if alone else []))
    return {key: tuple(dict.fromkeys(taken)) for key, taken in found.items()}


def _find_day(account: Annotated, claim: Claim) -> str:
    """Return the last day of what a claim tells as done, "" without one: no earlier article can have told that."""
    if claim.certainty is Certainty.PLANNED:
        return ""
    lows = [value.low for value in account.values if value.id in claim.values and value.kind is ValueKind.DATE]
    return max((low for low in lows if isinstance(low, str) and len(low) >= _DAY), default="")[:_DAY]


def _pass_on(ground: Ground) -> str:
    """Return the reason of a claim that was taken from another article."""
    return f"It was taken from an earlier article, where it rests on {ground.name}."


def _merge_evidence(grounds: dict[str, Ground | None], groups: Sequence[Group]) -> None:
    """Make documents one origin that tell one proposition and are named in part by the same words.

    "Tracking signals" and "tracking data" are one record under two names far more often than two records.
    """
    for group in groups:
        known: list[Ground] = []
        for key in group.claims:
            ground = grounds.get(key)
            if ground is None or not ground.key.startswith("evidence "):
                continue
            words = set(ground.key.split()[1:])
            same = next((other for other in known if words & set(other.key.split()[1:])), None)
            if same is None:
                known.append(ground)
            else:
                grounds[key] = same


def _merge_unnamed(grounds: dict[str, Ground | None], groups: Sequence[Group]) -> None:
    """Let a source that has no name of its own add no origin where a named one tells the same, or one described alike.

    "The fire service" and "rescuers" are most often those whom another account names, and "a US official" in two
    accounts of one statement is one official; in doubt there are fewer.
    """
    for group in groups:
        known = [ground for key in group.claims if (ground := grounds.get(key)) is not None]
        named = [ground for ground in known if ground.kind is OriginKind.SOURCE and not is_nobody(ground.name)]
        alike: dict[str, Ground] = {}
        for key in group.claims:
            ground = grounds.get(key)
            if ground is None or ground.kind is not OriginKind.SOURCE or ground.key.startswith("evidence "):
                continue
            if not is_nobody(ground.name):
                continue
            one = named[0] if named else alike.setdefault(_describe_plainly(ground.name), ground)
            if ground.key != one.key:
                grounds[key] = msgspec.structs.replace(
                    one, reason=ground.reason + f" It is counted with {one.name}, who tells the same."
                )


def _describe_plainly(name: str) -> str:
    """Return the description of a source without its article, capitals and full stops: "a U.S. official".

    >>> _describe_plainly("a U.S. official") == _describe_plainly("a US official")
    True
    """
    words = name.casefold().replace(".", "").split()
    return " ".join(words[1:] if words[0] in UNNAMED | {"the"} and len(words) > 1 else words)


def _describe(
    grounds: Mapping[str, Ground | None], claims: Sequence[tuple[Annotated, Claim]]
) -> tuple[tuple[Origin, ...], tuple[Claim, ...]]:
    """Return the origins and the claims with theirs; every unknown origin is its own."""
    origins: dict[str, Origin] = {}
    rested = []
    for _, claim in claims:
        ground = grounds[claim.id]
        if ground is None:
            key = make_id("o", OriginKind.UNKNOWN, claim.id)
            origin = Origin(id=key, kind=OriginKind.UNKNOWN, name="not shown in the text")
            reason = "The text does not show on whose word it rests."
        else:
            origin = Origin(id=make_id("o", ground.kind, ground.key), kind=ground.kind, name=ground.name)
            reason = ground.reason
        origins.setdefault(origin.id, origin)
        rested.append(msgspec.structs.replace(claim, origin=origin.id, origin_reason=reason))
    return tuple(origins[key] for key in sorted(origins)), tuple(rested)
