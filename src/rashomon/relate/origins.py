"""On whose word each claim rests: the cited source, the agency it was taken from, or the outlet's own reporting."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from rashomon.model.annotated import Annotated
from rashomon.model.ids import make_id
from rashomon.model.records import (
    Claim,
    Direction,
    Entity,
    Lineage,
    Origin,
    OriginKind,
    PassageKind,
    Polarity,
    Quote,
    QuoteKind,
    Record,
    Relation,
    Utterance,
    Voice,
)
from rashomon.relate.affiliations import find_bodies
from rashomon.relate.entries import Group
from rashomon.relate.evidence import find_evidence
from rashomon.relate.marks import find_marked
from rashomon.relate.outlets import Outlet, find_credits, read_names, read_outlets
from rashomon.relate.propositions import sentence_at

#: What was said to an outlet is its speaker's word, not the outlet's finding.
_TOLD_TO = re.compile(r"\b(told|tells|informed|to|with|in|asked by)\s+(the\s+)?$", re.IGNORECASE)
#: How an outlet shows that it found something out itself.
_WE_FOUND = re.compile(
    r"\b(we|this newspaper|this reporter|our reporters?)\s+(have |has |had )?"
    r"(spoken|spoke|seen|saw|counted|found|learned|learnt|asked|watched|visited|heard|reviewed|obtained|examined)\b",
    re.IGNORECASE,
)


#: Who confirms what was told before is another voice; who is said to admit it may be the same, in a rewriter's words.
_CONFIRMING = re.compile(r"\bconfirm(s|ed|ing)?\b", re.IGNORECASE)
#: Bodies that have no other name.
_BODIES = frozenset({
    "police", "army", "navy", "government", "court", "parliament", "prosecutors", "coastguard", "cabinet", "senate",
    "congress", "opposition", "city", "council", "ministry", "presidency", "palace", "church", "union",
})  # fmt: skip


#: How a text brings in a source of which it does not say which one.
_ANY = frozenset({"a", "an", "some", "unnamed"})


class OriginSettings(Record, frozen=True, kw_only=True):
    """Thresholds of the search for origins."""

    #: Share of a text that must be in an earlier one before any of its claims may rest on a claim there that makes
    #: another proposition; below it, only the same words or the same proposition show where a claim comes from.
    much: float = 0.3


SETTINGS = OriginSettings()


class Ground(Record, frozen=True, kw_only=True):
    """What a claim rests on, and why; ``seen`` where the text shows that the outlet found it out itself."""

    kind: OriginKind
    key: str
    name: str
    reason: str
    seen: bool = False


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
    reader = _Reader(accounts, entities, utterances)
    ordered = sorted(accounts, key=lambda a: (a.article.published or "~", a.article.id))
    claims = [(account, claim) for account in ordered for claim in account.claims]
    grounds = {claim.id: reader.read_named(account, claim) for account, claim in claims}
    vouched = _find_vouched(grounds, groups)
    passed = _find_passed(claims, lineage, groups)
    wired = _find_wired(grounds, groups)
    for account, claim in claims:  # the earliest article first, so that words can be followed from text to text
        named = grounds[claim.id]
        taken = next((ground for key in passed.get(claim.id, ()) if (ground := grounds[key]) is not None), None)
        if taken is not None and (named is None or (named.key != taken.key and not reader.confirms(claim))):
            grounds[claim.id] = msgspec.structs.replace(taken, reason=_pass_on(taken))
        elif named is None:
            own = reader.read_own(account, claim)
            if own is not None and (own.seen or own.key in (vouched.get(claim.id) or (own.key,)) or claim.id in wired):
                grounds[claim.id] = own
                vouched.setdefault(claim.id, set()).add(own.key)
    reader.follow_outlets(grounds, claims, groups)
    _merge_evidence(grounds, groups)
    _merge_unnamed(grounds, groups)
    return _describe(grounds, [(account, claim) for account in accounts for claim in account.claims])


class _Reader:
    """Reads what single claims rest on."""

    def __init__(
        self, accounts: Sequence[Annotated], entities: Sequence[Entity], utterances: Sequence[Utterance]
    ) -> None:
        self._bodies = find_bodies(accounts, entities)
        self._names = {entity.id: entity.name for entity in entities}
        self._outlets = read_outlets(accounts)
        self._quotes = {quote.id: quote for account in accounts for quote in account.quotes}
        self._first = {quote: first for u in utterances if (first := self._find_first(u)) for quote in u.quotes}
        self._agencies = {
            name.casefold(): outlet
            for _, outlet in sorted(self._outlets.items())
            if outlet.agency
            for name in outlet.names
        }
        self._entities = list(entities)
        names = read_names(self._outlets)
        self._credits = {account.article.id: find_credits(account, names) for account in accounts}
        self._marked = {account.article.id: find_marked(account.article.text) for account in accounts}

    def _find_first(self, utterance: Utterance) -> str | None:
        """Return who is first named for some words: a name goes before what only describes somebody."""
        speakers = [speaker for key in utterance.quotes if (speaker := self._quotes[key].speaker)]
        named = [speaker for speaker in speakers if not _is_nobody(self._names.get(speaker, ""))]
        return next(iter([*named, *speakers]), utterance.speaker)

    def read_named(self, account: Annotated, claim: Claim) -> Ground | None:
        """Return the ground that a claim names: a person, a body, a document, an agency."""
        quote = self._quotes.get(claim.quote or "")
        charged = quote is not None and quote.denies and quote.kind is QuoteKind.INDIRECT
        if charged and claim.polarity is Polarity.AFFIRMED:
            return None  # whoever rejects a charge does not vouch for it; what he says instead is his own
        source = claim.source or (quote.speaker if quote else None)
        if source is None:
            return self._read_evidence(account, claim)
        first = self._first.get(quote.id, source) if quote else source
        if self._body(first) == self._body(source) or _confirms(quote):
            first = source
        name = self._names.get(source, source)
        agency = self._find_agency(source)
        if agency is not None:
            shown = self._read_evidence(account, claim)
            if shown is not None and shown.key.startswith("evidence "):
                return shown
            return _rest_on_agency(agency, f"It is credited to {agency.name}.")
        reason = f"{name} is named as the source."
        if first != source:
            reason = f"The words are those of {self._names.get(first, first)}, who is named first."
        body = self._body(first)
        if body != first:
            reason += f" {self._names.get(first, first)} speaks for {self._names.get(body, body)}."
        return Ground(kind=OriginKind.SOURCE, key=body, name=self._names.get(body, body), reason=reason)

    def confirms(self, claim: Claim) -> bool:
        """Tell whether somebody confirms a claim: that is another voice, whoever told it before."""
        return _confirms(self._quotes.get(claim.quote or ""))

    def follow_outlets(
        self,
        grounds: dict[str, Ground | None],
        claims: Sequence[tuple[Annotated, Claim]],
        groups: Sequence[Group],
    ) -> None:
        """Let a claim that is credited to the outlet of another account rest on what it rests on there.

        The chain goes on from there: what a paper has from an agency, which has it from the police, is theirs.
        """
        home = {claim.id: account.article.id for account, claim in claims}
        keys = {name.casefold(): outlet.key for outlet in self._outlets.values() for name in outlet.names}
        for group in groups:
            for key in group.claims:
                ground = grounds.get(key)
                if ground is None or ground.seen:
                    continue
                name = ground.name.casefold().removeprefix("the ")
                credited = ground.key if ground.kind is OriginKind.AGENCY else keys.get(name)
                if credited is None or credited == self._outlets[home[key]].key:
                    continue
                there = [
                    other
                    for name in group.claims
                    if self._outlets[home[name]].key == credited and (other := grounds.get(name)) is not None
                ]
                further = next((other for other in there if other.key != ground.key), None)
                if further is not None:
                    grounds[key] = msgspec.structs.replace(
                        further, reason=f"{ground.reason} There it rests on {further.name}."
                    )

    def read_own(self, account: Annotated, claim: Claim) -> Ground | None:
        """Return the ground of a claim that names nobody: the agency whose dispatch it is in, or the outlet."""
        outlet = self._outlets[account.article.id]
        if claim.voice is Voice.QUOTED:
            return None
        seen = self._is_own(account, claim, outlet)
        if not seen and not outlet.agency:
            return None
        kind = OriginKind.AGENCY if outlet.agency else OriginKind.OUTLET
        reason = f"It stands without a source in the dispatch of {outlet.name}."
        if seen:
            reason = f"{outlet.name} tells it as its own finding."
        return Ground(kind=kind, key=outlet.key, name=outlet.name, reason=reason, seen=seen)

    def _is_own(self, account: Annotated, claim: Claim, outlet: Outlet) -> bool:
        """Tell whether the sentence of a claim shows that the outlet itself saw or found it."""
        text = account.article.text
        start, end = _sentence(account, claim)
        if _WE_FOUND.search(text[start:end]) and not any(start <= a < end for a, _ in self._marked[account.article.id]):
            return True
        return any(
            credit.outlet == outlet.key and not _TOLD_TO.search(text[max(0, credit.start - 40) : credit.start])
            for credit in self._credits[account.article.id]
            if start <= credit.start < end
        )

    def _read_evidence(self, account: Annotated, claim: Claim) -> Ground | None:
        """Return the document, the instrument or the body whose finding a sentence gives."""
        found = find_evidence(account, claim, self._entities)
        if found is None:
            return None
        if found.entity is not None:
            body = self._body(found.entity)
            name = self._names.get(body, body)
            return Ground(kind=OriginKind.SOURCE, key=body, name=name, reason=f"It is a finding of {name}.")
        return Ground(
            kind=OriginKind.SOURCE, key=f"evidence {found.key}", name=found.name, reason=f"It rests on {found.name}."
        )

    def _body(self, entity: str) -> str:
        return self._bodies.get(entity, entity)

    def _find_agency(self, entity: str) -> Outlet | None:
        """Return the agency that an entity is."""
        name = self._names.get(entity, "").casefold()
        return self._agencies.get(name) or self._agencies.get(name.removeprefix("the "))


def _confirms(quote: Quote | None) -> bool:
    return quote is not None and any(_CONFIRMING.search(span.text) for span in quote.cue)


def _rest_on_agency(outlet: Outlet, reason: str) -> Ground:
    return Ground(kind=OriginKind.AGENCY, key=outlet.key, name=outlet.name, reason=reason)


def _sentence(account: Annotated, claim: Claim) -> tuple[int, int]:
    """Return the bounds of the sentence a claim begins in."""
    place = min(span.start for span in claim.passage)
    sentence = sentence_at(account, place)
    return (sentence.start, sentence.end) if sentence else (place, max(span.end for span in claim.passage))


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


def _find_passed(
    claims: Sequence[tuple[Annotated, Claim]], lineage: Sequence[Lineage], groups: Sequence[Group]
) -> dict[str, tuple[str, ...]]:
    """Return for each claim the claims of earlier articles that it was taken from, by the passages in common.

    Of the claims in the earlier passage that one counts which makes the same proposition. Where none does, the only
    one there is counts for a claim that names nobody, if the passage is the same words or most of the text was taken.
    """
    home = {key: group.id for group in groups for key in group.claims}
    told: dict[str, list[Claim]] = {}
    for account, claim in claims:
        told.setdefault(account.article.id, []).append(claim)
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
                if any(new.overlaps(span) for span in claim.passage):
                    same = [c.id for c in before if home.get(c.id, c.id) == home.get(claim.id)]
                    alone = close and len(before) == 1 and claim.source is None and claim.quote is None
                    found.setdefault(claim.id, []).extend(same or ([before[0].id] if alone else []))
    return {key: tuple(dict.fromkeys(taken)) for key, taken in found.items()}


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
        named = [ground for ground in known if ground.kind is OriginKind.SOURCE and not _is_nobody(ground.name)]
        alike: dict[str, Ground] = {}
        for key in group.claims:
            ground = grounds.get(key)
            if ground is None or ground.kind is not OriginKind.SOURCE or ground.key.startswith("evidence "):
                continue
            if not _is_nobody(ground.name):
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
    return " ".join(words[1:] if words[0] in _ANY | {"the"} and len(words) > 1 else words)


def _is_nobody(name: str) -> bool:
    """Tell whether a source is only described: "rescuers", "a newsletter in Port Lund"; not "city police"."""
    words = name.split()
    if words[:1] and words[0] in _ANY:
        return True
    if name != name.lower() or not words:
        return False
    bare = words[1:] if words[0] == "the" else words
    return len(bare) == 1 and bare[0] not in _BODIES


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
