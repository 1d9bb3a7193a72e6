"""The headline figures over the packs: a ledger as written against the ledger as it should be.

Small on purpose: each figure is one function of two ledgers that returns counts, and counts of several packs are added
before a rate is taken. All are shares between 0 and 1; more is better.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from rashomon.model.records import Ledger, Nature, Relation, Wording
from rashomon.model.spans import Span

#: Two quotes are the same quote from this share of common characters on; the usual overlap measure of the field.
SAME_QUOTE = 0.5
#: A claim is found where this share of the shorter passage is common.
SAME_CLAIM = 0.6

Chars = frozenset[tuple[str, int]]


class Count(NamedTuple):
    """Hits among what was predicted and what is gold."""

    hits: int
    predicted: int
    gold: int

    def plus(self, other: Count) -> Count:
        """Add two counts, field by field."""
        return Count(self.hits + other.hits, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Share of the predicted that is right."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.hits / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


def chars(spans: Iterable[Span]) -> Chars:
    """Return the characters that spans cover."""
    return frozenset((s.article, i) for s in spans for i in range(s.start, s.end))


def match(
    gold: Sequence[Chars], predicted: Sequence[Chars], alike: Callable[[Chars, Chars], float], least: float
) -> dict[int, int]:
    """Pair gold with predicted items one to one, the most alike first; pairs less alike than ``least`` stay apart."""
    scored = sorted(
        ((-alike(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted) if g & p),
    )
    pairs: dict[int, int] = {}
    for score, i, j in scored:
        if -score >= least and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _jaccard(a: Chars, b: Chars) -> float:
    return len(a & b) / len(a | b)


def _contained(a: Chars, b: Chars) -> float:
    return len(a & b) / min(len(a), len(b))


def count_quotes(gold: Ledger, found: Ledger) -> Count:
    """Reported speech found, by overlap."""
    pairs = match(
        [chars(q.content) for q in gold.quotes], [chars(q.content) for q in found.quotes], _jaccard, SAME_QUOTE
    )
    return Count(len(pairs), len(found.quotes), len(gold.quotes))


def count_values(gold: Ledger, found: Ledger) -> Count:
    """Values found with the right kind, low and high."""
    wanted = [(v.span.article, v.span.start, v.span.end, v.kind, str(v.low), str(v.high)) for v in gold.values]
    hits = 0
    free = list(found.values)
    for article, start, end, kind, low, high in wanted:
        for value in free:
            span = value.span
            same = span.article == article and span.start < end and start < span.end and value.kind == kind
            if same and (_plain(value.low), _plain(value.high)) == (_plain(low), _plain(high)):
                hits += 1
                free.remove(value)
                break
    return Count(hits, len(found.values), len(gold.values))


def _plain(bound: object) -> str:
    text = str(bound).removesuffix("Z").removesuffix(":00").removesuffix("T00")
    try:
        return str(float(text))
    except ValueError:
        return text


def map_claims(gold: Ledger, found: Ledger) -> dict[str, str]:
    """Return, for each predicted claim that lies on a gold claim, the id of that gold claim."""
    wanted = [(c.id, chars(c.passage)) for c in gold.claims]
    home: dict[str, str] = {}
    for claim in found.claims:
        mine = chars(claim.passage)
        scored = [(_contained(mine, theirs), _jaccard(mine, theirs), key) for key, theirs in wanted if mine & theirs]
        if scored and max(scored)[0] >= SAME_CLAIM:
            home[claim.id] = max(scored)[2]
    return home


def count_claims(gold: Ledger, found: Ledger) -> Count:
    """Gold claims on which a predicted claim lies."""
    home = map_claims(gold, found)
    return Count(len(set(home.values())), len(found.claims), len(gold.claims))


def count_links(gold: Ledger, found: Ledger) -> Count:
    """Pairs of gold claims of different articles that share an entry."""
    where = {c.id: c.passage[0].article for c in gold.claims}
    home = map_claims(gold, found)
    reached = set(home.values())

    def links(groups: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
        pairs = (pair for group in groups for pair in combinations(sorted(set(group)), 2))
        return {(a, b) for a, b in pairs if where[a] != where[b]}

    wanted = {(a, b) for a, b in links(e.claims for e in gold.entries) if a in reached and b in reached}
    given = links([home[c] for c in e.claims if c in home] for e in found.entries)
    return Count(len(wanted & given), len(given), len(wanted))


def count_origins(gold: Ledger, found: Ledger) -> Count:
    """Paired entries that rest on the right number of origins."""
    home = map_claims(gold, found)
    inside = [{home[c] for c in e.claims if c in home} for e in found.entries]
    scored = sorted(
        (-len(set(g.claims) & p), -len(set(g.claims) & p) / len(set(g.claims) | p), i, j)
        for i, g in enumerate(gold.entries)
        for j, p in enumerate(inside)
        if set(g.claims) & p
    )
    pairs: dict[int, int] = {}
    for *_, i, j in scored:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    right = sum(gold.entries[i].origins == found.entries[j].origins for i, j in pairs.items())
    return Count(right, len(pairs), len(pairs))


def _conflict_pairs(gold: Ledger, found: Ledger) -> set[int]:
    """Return the gold conflicts of which two sides are touched by two sides of one predicted conflict, one to one."""

    def sides(ledger: Ledger) -> list[list[Chars]]:
        passages = {c.id: c.passage for c in ledger.claims}
        return [
            [chars(s.spans) | chars(x for c in s.claims for x in passages[c]) for s in conflict.sides]
            for conflict in ledger.conflicts
        ]

    def touch(ours: list[Chars], theirs: list[Chars]) -> int:
        shared = [{j for j, t in enumerate(theirs) if o & t} for o in ours]
        return max(
            (
                sum(len(ours[i] & theirs[j]) for i, j in ((a, x), (b, y)))
                for a, b in combinations(range(len(ours)), 2)
                for x in shared[a]
                for y in shared[b]
                if x != y
            ),
            default=0,
        )

    given = sides(found)
    scored = sorted((-touch(g, p), i, j) for i, g in enumerate(sides(gold)) for j, p in enumerate(given) if touch(g, p))
    pairs: dict[int, int] = {}
    for _, i, j in scored:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return set(pairs)


def count_conflicts(gold: Ledger, found: Ledger) -> Count:
    """Conflicts of any kind that are in the gold."""
    return Count(len(_conflict_pairs(gold, found)), len(found.conflicts), len(gold.conflicts))


def count_contradictions(gold: Ledger, found: Ledger) -> Count:
    """Gold contradictions that were found, whatever they were called."""
    hard = {i for i, c in enumerate(gold.conflicts) if c.nature is Nature.CONTRADICTION}
    hits = len(hard & _conflict_pairs(gold, found))
    return Count(hits, hits, len(hard))


def count_lineage(gold: Ledger, found: Ledger) -> Count:
    """Pairs of articles of which one is a copy or rewrite of the other."""

    def derived(ledger: Ledger) -> set[Hashable]:
        kinds = (Relation.COPY, Relation.REWRITE)
        return {frozenset((x.a, x.b)) for x in ledger.lineage if x.relation in kinds}

    wanted, given = derived(gold), derived(found)
    return Count(len(wanted & given), len(given), len(wanted))


def count_altered(gold: Ledger, found: Ledger) -> Count:
    """Utterances whose words differ inside quotation marks."""

    def altered(ledger: Ledger) -> list[Chars]:
        quotes = {q.id: q for q in ledger.quotes}
        out = []
        for utterance in ledger.utterances:
            spans = [s for q in utterance.quotes for s in quotes[q].content]
            if utterance.wording is Wording.ALTERED and len({s.article for s in spans}) > 1:
                out.append(chars(spans))
        return out

    wanted, given = altered(gold), altered(found)
    return Count(len(match(wanted, given, _jaccard, SAME_QUOTE)), len(given), len(wanted))


#: name -> (what to count, which rate of it)
FIGURES: dict[str, tuple[Callable[[Ledger, Ledger], Count], str]] = {
    "quotes f1": (count_quotes, "f1"),
    "values f1": (count_values, "f1"),
    "claims recall": (count_claims, "recall"),
    "entry links f1": (count_links, "f1"),
    "origins exact": (count_origins, "recall"),
    "conflicts precision": (count_conflicts, "precision"),
    "contradictions recall": (count_contradictions, "recall"),
    "derived lineage f1": (count_lineage, "f1"),
    "altered quotes recall": (count_altered, "recall"),
}


def measure(pairs: Sequence[tuple[Ledger, Ledger]]) -> dict[str, float]:
    """Return every figure over (gold, found) pairs, pooled, rounded to three decimals."""
    out = {}
    for name, (count, rate) in FIGURES.items():
        total = Count(0, 0, 0)
        for gold, found in pairs:
            total = total.plus(count(gold, found))
        out[name] = round(float(getattr(total, rate)), 3)
    return out
