"""What the finders of conflicts share: the desk at which they look things up, and the case they report."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec

from rashomon.model.annotated import Annotated
from rashomon.model.records import Article, Claim, ConflictKind, Entity, Nature, Quote, Record, Side, Value
from rashomon.model.spans import Span
from rashomon.relate.affiliations import find_bodies
from rashomon.relate.entries import Group
from rashomon.relate.links import Table
from rashomon.relate.moments import are_mixed, read_bounds
from rashomon.relate.propositions import Proposition, sentence_at

#: Characters of a passage that a sentence of why repeats.
LONGEST = 110
#: Marks around a passage that are no part of what it says, and what stands for words left out.
_MARKS = " ,;:.\"“”'‘’«»…-–—"
_MORE = " …"


class Case(Record, frozen=True, kw_only=True):
    """A conflict that was found, before it is ranked and named."""

    kind: ConflictKind
    nature: Nature
    sides: tuple[Side, ...]
    why: str
    reasons: tuple[str, ...]
    score: float


class Desk:
    """Everything that is looked up while conflicts are sought."""

    def __init__(
        self, accounts: Sequence[Annotated], entities: Sequence[Entity], groups: Sequence[Group], table: Table
    ) -> None:
        self.table = table
        self.accounts: dict[str, Annotated] = {account.article.id: account for account in accounts}
        self.articles: dict[str, Article] = {account.article.id: account.article for account in accounts}
        self.claims: dict[str, Claim] = {claim.id: claim for account in accounts for claim in account.claims}
        self.quotes: dict[str, Quote] = {quote.id: quote for account in accounts for quote in account.quotes}
        self.values: dict[str, list[Value]] = {
            account.article.id: sorted(account.values, key=lambda value: value.span) for account in accounts
        }
        self.entities: dict[str, Entity] = {entity.id: entity for entity in entities}
        self.propositions: dict[str, Proposition] = {claim.claim: claim for claim in table.claims}
        #: Claims with figures, by article and verb.
        self.figured: dict[tuple[str, str], list[Proposition]] = {}
        #: The same by article alone.
        self.counting: dict[str, list[Proposition]] = {}
        for told in table.claims:
            if told.quantities:
                self.figured.setdefault((told.article, told.verb), []).append(told)
                self.counting.setdefault(told.article, []).append(told)
        self.groups: dict[str, Group] = {group.id: group for group in groups}
        self.home: dict[str, str] = {key: group.id for group in groups for key in group.claims}
        self._bodies = find_bodies(accounts, entities)
        self._starts: dict[str, list[int]] = {}
        self._words: dict[str, list[int]] = {}
        mixed = are_mixed(article.published for article in self.articles.values())
        self._moments = {key: read_bounds(a.published, mixed=mixed) for key, a in self.articles.items()}

    def words_of(self, claim: str) -> list[int]:
        """Return the places of the words of a claim in its article."""
        if claim not in self._words:
            self._words[claim] = self._find_words(claim)
        return self._words[claim]

    def _find_words(self, claim: str) -> list[int]:
        passage = self.claims[claim].passage
        article = passage[0].article
        if article not in self._starts:
            self._starts[article] = [word.start for word in self.accounts[article].words]
        starts = self._starts[article]
        found = {k for span in passage for k in range(bisect_left(starts, span.start), bisect_left(starts, span.end))}
        return sorted(found)

    def sentence_of(self, claim: str) -> str:
        """Return the text of the sentence in which a claim begins."""
        told = self.propositions[claim]
        sentence = sentence_at(self.accounts[told.article], told.start)
        text = self.articles[told.article].text
        return text[sentence.start : sentence.end] if sentence is not None else told.text

    def claim_at(self, span: Span) -> str | None:
        """Return the shortest claim that holds a span."""
        held = [
            (sum(p.end - p.start for p in claim.passage), claim.id)
            for claim in self.accounts[span.article].claims
            if any(p.start <= span.start and span.end <= p.end for p in claim.passage)
        ]
        return min(held)[1] if held else None

    def speak_as_one(self, a: str | None, b: str | None) -> bool:
        """Tell whether two sources are one, or speak for one body."""
        return a is not None and b is not None and self._bodies.get(a, a) == self._bodies.get(b, b)

    def first_time(self, claims: Sequence[str]) -> datetime | None:
        """Return when the first of some claims came out, at the earliest; None where that is not known of all."""
        moments = [self._moments[self.propositions[key].article] for key in claims]
        known = [moment[0] for moment in moments if moment is not None]
        return min(known) if known and len(known) == len(moments) else None

    def last_time(self, claims: Sequence[str]) -> datetime | None:
        """Return when the last of some claims came out, at the latest; None where that is not known of all."""
        moments = [self._moments[self.propositions[key].article] for key in claims]
        known = [moment[1] for moment in moments if moment is not None]
        return max(known) if known and len(known) == len(moments) else None

    def came_after(self, earlier: Sequence[str], later: Sequence[str]) -> bool:
        """Tell whether some claims all came out after others; False where that is not known of all."""
        end, start = self.last_time(earlier), self.first_time(later)
        return end is not None and start is not None and start > end

    def label(self, article: str) -> str:
        """Return the name to print for an article."""
        return self.articles[article].label

    def tell(self, claim: str, words: str = "", *, verb: str = "says") -> str:
        """Return who says what, for one claim: `The Gazette says “six people died”`; some words of it stay in sight.

        What an account only reports is said by its source: `Mira Dahl (The Gazette) says “nobody died”`.
        """
        passage = " ".join(" ".join(span.text for span in sorted(self.claims[claim].passage)).split())
        teller = self.name_teller(claim) if verb == "says" else self.label(self.propositions[claim].article)
        return f"{open_words(teller)} {verb} “{shorten(passage, words)}”"

    def name_teller(self, claim: str) -> str:
        """Return who says a claim: the account, or its source and the account: `Mira Dahl (The Gazette)`."""
        teller = self.label(self.propositions[claim].article)
        source = self.entities.get(self.claims[claim].source or "")
        if source is None or source.name.casefold() == teller.casefold():
            return teller
        return f"{source.name} ({teller})"

    def weigh(self, claims: Sequence[str]) -> int:
        """Return in how many articles some claims stand."""
        return len({self.propositions[key].article for key in claims})


def open_words(name: str) -> str:
    """Return a name as it stands at the head of a line.

    >>> open_words("the county fire service")
    'The county fire service'
    """
    return name[:1].upper() + name[1:]


def shorten(text: str, words: str = "", longest: int = LONGEST) -> str:
    """Return a passage for a sentence: without marks around it, and cut between words where it is long.

    Where ``words`` of it would be cut off, the passage is cut in front of them as well.

    >>> shorten("“Nine people died,”")
    'Nine people died'
    >>> shorten("The ferry, which came from the island late, hit the barge off the quay", "off the quay", 40)
    '… late, hit the barge off the quay'
    """
    text = text.strip(_MARKS)
    if len(text) <= longest:
        return text
    words = " ".join(words.split()).strip(_MARKS)
    end = text.find(words) + len(words)
    if words not in text or end <= longest - len(_MORE):
        return text[:longest].rsplit(" ", 1)[0].rstrip(" ,;:.") + _MORE
    end = min(len(text), max(end, longest))
    start = max(0, end - longest + 2 * len(_MORE))
    start = text.find(" ", start) + 1 if text.find(" ", start) < text.find(words) else start
    return f"… {text[start:end].strip(' ,;:.')}{_MORE if end < len(text) else ''}"


def join_cases(
    cases: Sequence[Case], match: Callable[[Case, Case], tuple[Side, ...] | None] | None = None
) -> list[Case]:
    """Return the cases, those of one kind that share claims on a side as one: what is told there stands against both.

    Sides are matched crosswise, so that a case never joins one whose sides it mixes up. ``match`` may give the sides of
    two cases in one by another measure, or None where they are two.
    """
    match = match or _match_sides
    kept: list[Case] = []
    for case in cases:
        for place, other in enumerate(kept):
            sides = match(case, other)
            if sides is not None:
                kept[place] = msgspec.structs.replace(other, sides=sides)
                break
        else:
            kept.append(case)
    return kept


def _match_sides(case: Case, other: Case) -> tuple[Side, ...] | None:
    """Return the sides of two cases in one, None where they share no claim or share it on both ends."""
    if case.kind is not other.kind or case.nature is not other.nature:
        return None
    for mine in (case.sides, case.sides[::-1]):
        pairs = list(zip(mine, other.sides, strict=True))
        crossed = zip(mine, other.sides[::-1], strict=True)
        if any(set(m.claims) & set(t.claims) for m, t in pairs) and not any(
            set(m.claims) & set(t.claims) for m, t in crossed
        ):
            return tuple(make_side([*t.claims, *m.claims], [*t.spans, *m.spans]) for m, t in pairs)
    return None


def make_side(claims: Sequence[str], spans: Sequence[Span]) -> Side:
    """Return a side with its claims and spans in a fixed order."""
    return Side(claims=tuple(sorted(set(claims))), spans=tuple(sorted(set(spans))))
