"""What single claims rest on, as far as their own account shows it: a source, a document, an agency, the newsroom."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.model.annotated import Annotated
from rashomon.model.records import (
    Claim,
    Entity,
    OriginKind,
    Polarity,
    Quote,
    QuoteKind,
    Record,
    Utterance,
    Voice,
)
from rashomon.relate.affiliations import find_bodies
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
#: "By the Courier's reckoning", "according to our own count": the outlet found it out by counting.
_RECKONED = re.compile(
    r"\b(?:by|according to|on) (?:the )?(?P<who>our|this newspaper['’]s|[A-Z][\w ]{1,40}['’]s?) (?:own )?"
    r"(?:reckoning|count|calculations?|estimates?|tally|analysis|arithmetic|review|reading)\b"
)
_OURS = frozenset({"our", "this newspaper's", "this newspaper’s"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PARTICIPLES = frozenset({"VBN", "VBG"})
_QUOTATION = re.compile(r"[ \t]*[\"“]")
#: An agency's initials behind its description: "the state agency NNA".
_INITIALS = re.compile(r",? ([A-Z]{2,6})\b")
#: Bodies that have no other name.
_BODIES = frozenset({
    "police", "army", "navy", "government", "court", "parliament", "prosecutors", "coastguard", "cabinet", "senate",
    "congress", "opposition", "city", "council", "ministry", "presidency", "palace", "church", "union",
})  # fmt: skip
#: How a text brings in a source of which it does not say which one.
UNNAMED = frozenset({"a", "an", "some", "unnamed"})


class Ground(Record, frozen=True, kw_only=True):
    """What a claim rests on, and why.

    ``seen`` where the text shows that the outlet found it out itself, ``act`` where it tells what a court did.
    """

    kind: OriginKind
    key: str
    name: str
    reason: str
    seen: bool = False
    act: bool = False


class Reader:
    """Reads what single claims rest on."""

    def __init__(
        self, accounts: Sequence[Annotated], entities: Sequence[Entity], utterances: Sequence[Utterance]
    ) -> None:
        self._bodies = find_bodies(accounts, entities)
        self._names = {entity.id: entity.name for entity in entities}
        self.outlets = read_outlets(accounts)
        self._quotes = {quote.id: quote for account in accounts for quote in account.quotes}
        self._first = {quote: first for u in utterances if (first := self._find_first(u)) for quote in u.quotes}
        self._agencies = {
            name.casefold(): outlet
            for _, outlet in sorted(self.outlets.items())
            if outlet.agency
            for name in outlet.names
        }
        self._entities = list(entities)
        self._described = self._find_described(accounts)
        names = read_names(self.outlets)
        self._credits = {account.article.id: find_credits(account, names) for account in accounts}
        self._marked = {account.article.id: find_marked(account.article.text) for account in accounts}

    def _find_first(self, utterance: Utterance) -> str | None:
        """Return who is first named for some words: a name goes before what only describes somebody."""
        speakers = [speaker for key in utterance.quotes if (speaker := self._quotes[key].speaker)]
        named = [speaker for speaker in speakers if not is_nobody(self._names.get(speaker, ""))]
        return next(iter([*named, *speakers]), utterance.speaker)

    def read_named(self, account: Annotated, claim: Claim) -> Ground | None:
        """Return the ground that a claim names: a person, a body, a document, an agency."""
        if self._is_reckoned(account, claim):
            return None
        quote = self._quotes.get(claim.quote or "")
        charged = quote is not None and quote.denies and quote.kind is QuoteKind.INDIRECT
        if charged and claim.polarity is Polarity.AFFIRMED:
            return None  # whoever rejects a charge does not vouch for it; what he says instead is his own
        source = claim.source or (quote.speaker if quote else None)
        if source is None:
            evidence = self._read_evidence(account, claim)
            quote = self._find_outer(account, claim) if evidence is None and claim.voice is Voice.OUTLET else None
            source = quote.speaker if quote else None
            if source is None:
                return evidence
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

    def _find_outer(self, account: Annotated, claim: Claim) -> Quote | None:
        """Return the speech to which the clause of a claim belongs: "4,600 had left, she said, after X was cleared"."""
        words = account.words
        sentence = sentence_at(account, min(span.start for span in claim.passage))
        if sentence is None:
            return None
        inside = range(sentence.first, sentence.last)
        claimed = [i for i in inside if any(s.start <= words[i].start < s.end for s in claim.passage)]
        top = next((i for i in claimed if words[i].dep == "advcl" and words[i].head not in claimed), None)
        if top is None:
            return None
        place = words[words[top].head].start
        for quote in account.quotes:
            ends = max(span.end for span in quote.content)
            behind = any(ends <= span.start and span.end <= words[claimed[0]].start for span in quote.cue)
            if behind and any(span.start <= place < span.end for span in quote.content):
                return quote
        return None

    def confirms(self, claim: Claim) -> bool:
        """Tell whether somebody confirms a claim: that is another voice, whoever told it before."""
        return _confirms(self._quotes.get(claim.quote or ""))

    def read_own(self, account: Annotated, claim: Claim) -> Ground | None:
        """Return the ground of a claim that names nobody: the agency whose dispatch it is in, or the outlet."""
        outlet = self.outlets[account.article.id]
        reckoned = self._is_reckoned(account, claim)
        found = self._is_own(account, claim, outlet)
        if claim.voice is Voice.QUOTED and not reckoned and (claim.source is not None or not found):
            return None
        seen = reckoned or found
        if not seen and not (outlet.agency and _is_stated(account, claim)):
            return None
        kind = OriginKind.AGENCY if outlet.agency else OriginKind.OUTLET
        reason = f"It stands without a source in the dispatch of {outlet.name}."
        if seen:
            reason = f"{outlet.name} tells it as its own finding."
        return Ground(kind=kind, key=outlet.key, name=outlet.name, reason=reason, seen=seen)

    def _is_reckoned(self, account: Annotated, claim: Claim) -> bool:
        """Tell whether the sentence of a claim gives it by the outlet's own reckoning, whoever spoke before."""
        text = account.article.text
        start, end = read_sentence(account, claim)
        for match in _RECKONED.finditer(text, start, end):
            own = match["who"].casefold() in _OURS
            if own or any(
                c.outlet == self.outlets[account.article.id].key and match.start("who") <= c.start < match.end("who")
                for c in self._credits[account.article.id]
            ):
                return not any(a <= match.start() < b for a, b in self._marked[account.article.id])
        return False

    def _is_own(self, account: Annotated, claim: Claim, outlet: Outlet) -> bool:
        """Tell whether the sentence of a claim shows that the outlet itself saw or found it."""
        text = account.article.text
        start, end = read_sentence(account, claim)
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
            reason = f"It is a ruling of {name}." if found.act else f"It is a finding of {name}."
            return Ground(kind=OriginKind.SOURCE, key=body, name=name, reason=reason, act=found.act)
        return Ground(
            kind=OriginKind.SOURCE, key=f"evidence {found.key}", name=found.name, reason=f"It rests on {found.name}."
        )

    def _body(self, entity: str) -> str:
        return self._bodies.get(entity, entity)

    def _find_agency(self, entity: str) -> Outlet | None:
        """Return the agency that an entity is."""
        name = self._names.get(entity, "").casefold()
        return self._agencies.get(name) or self._agencies.get(name.removeprefix("the ")) or self._described.get(entity)

    def _find_described(self, accounts: Sequence[Annotated]) -> dict[str, Outlet]:
        """Return the entities without a name of their own behind which an agency's initials stand: "the agency NNA"."""
        texts = {account.article.id: account.article.text for account in accounts}
        found = {}
        for entity in self._entities:
            if is_described(entity.name):
                behind = [_INITIALS.match(texts.get(span.article, ""), span.end) for span in entity.mentions]
                names = sorted({match.group(1).casefold() for match in behind if match} & self._agencies.keys())
                if names:
                    found[entity.id] = self._agencies[names[0]]
        return found


def _is_stated(account: Annotated, claim: Claim) -> bool:
    """Tell whether a passage states something: "the text signed on Wednesday" has a participle, and nobody tells it."""
    sentence = sentence_at(account, min(span.start for span in claim.passage))
    words = account.words[sentence.first : sentence.last] if sentence else ()
    tags = {word.tag for word in words if any(span.start <= word.start < span.end for span in claim.passage)}
    return bool(tags & _FINITE) or not tags & _PARTICIPLES


def _confirms(quote: Quote | None) -> bool:
    return quote is not None and any(_CONFIRMING.search(span.text) for span in quote.cue)


def _rest_on_agency(outlet: Outlet, reason: str) -> Ground:
    return Ground(kind=OriginKind.AGENCY, key=outlet.key, name=outlet.name, reason=reason)


def read_sentence(account: Annotated, claim: Claim) -> tuple[int, int]:
    """Return the bounds of the sentence a claim begins in."""
    place = min(span.start for span in claim.passage)
    sentence = sentence_at(account, place)
    return (sentence.start, sentence.end) if sentence else (place, max(span.end for span in claim.passage))


def leads_over(account: Annotated, claim: Claim) -> bool:
    """Tell whether the sentence of a claim leads over to a quotation, so that it may rest on whoever is quoted."""
    return bool(_QUOTATION.match(account.article.text, read_sentence(account, claim)[1]))


def is_nobody(name: str) -> bool:
    """Tell whether a source is only described: "rescuers", "a newsletter in Port Lund"; not "city police"."""
    words = name.split()
    if words[:1] and words[0] in UNNAMED:
        return True
    if name != name.lower() or not words:
        return False
    bare = words[1:] if words[0] == "the" else words
    return len(bare) == 1 and bare[0] not in _BODIES


def is_described(name: str) -> bool:
    """Tell whether a source has no name of its own: "two Varn officials", "the state agency".

    >>> is_described("two Varn officials"), is_described("Harbour Board")
    (True, False)
    """
    return name.split()[-1:] == [word.lower() for word in name.split()[-1:]]
