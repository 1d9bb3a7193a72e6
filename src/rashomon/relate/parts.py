"""Parts of claims that other accounts tell by themselves: the figure in a sentence that says more than it.

"The court ordered a recount in 14 of 96 precincts, some 16,000 ballots" and "the ballots of 14 precincts were counted
afresh" are two claims; that it was 14 precincts is told by both. A claim is cut only where several accounts share the
cut, so that nobody reads splinters.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import msgspec

from rashomon.model.annotated import Annotated, Word
from rashomon.model.ids import make_id
from rashomon.model.records import Claim, Entity, Record, Value, ValueKind
from rashomon.model.spans import Span
from rashomon.relate.clusters import cluster
from rashomon.relate.comparisons import count_one, match_quantities
from rashomon.relate.counts import Quantity
from rashomon.relate.entries import Group
from rashomon.relate.links import Alignments, EncodePieces, Table
from rashomon.relate.propositions import Proposition, read_propositions
from rashomon.relate.quantities import TIMES
from rashomon.relate.statements import choose_statement, choose_wording

Pair = tuple[int, int]


class PartSettings(Record, frozen=True, kw_only=True):
    """What is cut out of claims, and which cuts are kept; the figures are those of the links of the packs."""

    #: Words that a part has at least, and that its claim has beyond it: less of either is a splinter, or the claim.
    least_words: int = 2
    least_left: int = 2
    #: Steps from a figure up to a noun that tells what is counted: "the exchange of the 24".
    climb: int = 3
    #: Mean share of the words of each that find their like in the other, from which parts with one figure are one. At
    #: .33 of all gold links .652 are found at an F1 of .779 and more entries have an origin too many; at .36 .651 and
    #: .788, at .42 .650 and .788, at .48 fewer.
    alike: float = 0.36
    #: Below this a number says little by itself: two parts must count the same thing. "Five of the seven failings" and
    #: "five of the injured" were one at 0, an origin too many; at 8 .653 and .789, with cells of coverage lost.
    telling: float = 10
    #: How far the nearest bounds of one figure may lie apart, as a factor: "almost 40 million" and "38 million" are one
    #: figure, "up to 300" and "212" are not, though nothing speaks against them.
    near: float = 1.1
    #: Accounts that must tell a part. With two there are twice as many parts, .005 more links, and an origin too many
    #: for two more entries.
    accounts: int = 3
    #: Figures of one kind whose sizes differ by more than this factor, twice, are never compared.
    factor: float = 1.4
    #: Most parts that one is compared with: without it the pairs grow with the square of the accounts.
    partners: int = 160


SETTINGS = PartSettings()

#: How a phrase that closes a clause hangs on its verb.
_CLOSING = frozenset({"prep", "npadvmod", "advmod", "advcl", "parataxis", "appos", "dep", "agent"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_VERBS = frozenset({"VERB", "AUX"})
#: How another thing hangs on a noun, that is not the one that a figure counts.
_JOINED = frozenset({"conj", "cc", "appos"})
_BREAKS = frozenset({",", "–", "—", ";"})
_EDGES = frozenset({"PUNCT", "CCONJ", "SCONJ", "ADP"})


def find_parts(
    accounts: Sequence[Annotated],
    entities: Sequence[Entity],
    claims: Sequence[Claim],
    table: Table,
    pieces: EncodePieces | None,
    settings: PartSettings = SETTINGS,
) -> tuple[tuple[Claim, ...], tuple[Group, ...]]:
    """Return the parts of claims that several accounts tell, and the groups they form.

    ``claims`` are all claims with their origins: a part rests on what its claim rests on. ``table`` holds the same
    claims made comparable; the statement of a group is that of the claims its parts were cut from.
    """
    if pieces is None:
        return (), ()
    by_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.passage:
            by_article[claim.passage[0].article].append(claim)
    cut = [
        msgspec.structs.replace(account, claims=tuple(cut_claims(account, by_article[account.article.id], settings)))
        for account in accounts
    ]
    parts = {part.id: part for account in cut for part in account.claims}
    read = read_propositions(cut, entities)
    whole = {claim.claim: claim for claim in table.claims}
    homes = [parts[part.claim].part_of or "" for part in read]
    groups = []
    for places in _group(read, homes, Alignments(pieces([claim.gist for claim in (*read, *table.claims)])), settings):
        if len({read[place].article for place in places}) >= settings.accounts:
            keys = tuple(read[place].claim for place in places)
            tellings = [whole[homes[place]] for place in places if homes[place] in whole]
            names = {entity.id: entity.name for entity in entities}
            tellings = tellings or [read[place] for place in places]
            statement, whole_one = choose_statement(tellings, names), choose_wording(tellings).finite
            groups.append(Group(id=make_id("e", *sorted(keys)), statement=statement, claims=keys, whole=whole_one))
    kept = tuple(parts[key] for group in groups for key in group.claims)
    return kept, tuple(groups)


def _group(
    parts: Sequence[Proposition], homes: Sequence[str], aligned: Alignments, settings: PartSettings
) -> list[list[int]]:
    """Return the places of parts that tell one figure of one thing; parts of one claim stay apart."""
    pairs, apart = [], []
    for i, j in _propose(parts, settings):
        agreeing, clashing = match_quantities(parts[i].quantities, parts[j].quantities)
        if clashing or parts[i].denied != parts[j].denied:
            apart.append((i, j))
        elif any(_is_one_figure(*pair, settings) for pair in agreeing):
            pairs.append((i, j))
    strengths = dict(zip(pairs, aligned.compare(pairs)[:, 0].tolist(), strict=True))
    of: dict[str, list[int]] = defaultdict(list)
    for place, home in enumerate(homes):
        of[home].append(place)
    apart += [pair for places in of.values() for pair in combinations(places, 2)]
    return cluster(len(parts), strengths, apart, least=settings.alike)


def _is_one_figure(one: Quantity, other: Quantity, settings: PartSettings) -> bool:
    """Tell whether two values that agree are one figure of one thing, not the same small number of two things."""
    if one.value.kind in TIMES or one.age or one.label:
        return False
    sizes, others = _list_bounds(one.value), _list_bounds(other.value)
    near = any(max(a, b) <= settings.near * min(a, b) for a in sizes for b in others)
    return near and (max(sizes) >= settings.telling or count_one(one, other) > 1)


def _list_bounds(value: Value) -> list[float]:
    return [bound for bound in (value.low, value.high) if isinstance(bound, int | float)]


def _propose(parts: Sequence[Proposition], settings: PartSettings) -> list[Pair]:
    """Return the pairs of parts of different articles whose figures may be one, found by kind and size."""
    shelves: dict[tuple[str, int], list[int]] = defaultdict(list)
    found: set[Pair] = set()
    partners: dict[int, int] = defaultdict(int)
    for place, part in enumerate(parts):
        keys = {key for quantity in part.quantities for key in _shelve(quantity.value, settings)}
        near = {other for kind, size in keys for step in (-1, 0, 1) for other in shelves.get((kind, size + step), ())}
        for other in sorted(near):
            full = partners[place] >= settings.partners or partners[other] >= settings.partners
            if parts[other].article != part.article and not full:
                found.add((other, place))
                partners[place] += 1
                partners[other] += 1
        for key in keys:
            shelves[key].append(place)
    return sorted(found)


def _shelve(value: Value, settings: PartSettings) -> Iterator[tuple[str, int]]:
    """Yield where an amount stands among those of its kind: values on shelves beside each other may be one."""
    if value.kind in TIMES:
        return
    if value.kind is ValueKind.DURATION:
        yield value.kind.value, 0  # an hour and a half is 90 minutes
        return
    for bound in {value.low, value.high} - {None}:
        if isinstance(bound, int | float) and bound > 0:
            yield value.kind.value, math.floor(math.log(bound) / math.log(settings.factor))


def cut_claims(account: Annotated, claims: Iterable[Claim], settings: PartSettings = SETTINGS) -> Iterator[Claim]:
    """Yield the parts of claims that hold a figure: the phrase around it, and what a clause says before it goes on.

    >>> from rashomon.annotate.articles import load_annotator
    >>> from rashomon.model.records import Article
    >>> text = "The bill is 38 million marks, or 190 million in all."
    >>> account = load_annotator().annotate(Article(id="a", text=text))
    >>> [part.passage[0].text for part in cut_claims(account, account.claims)]
    ['The bill is 38 million marks', '38 million marks', '190 million in all']
    """
    cutter = _Cutter(account, settings)
    known = {claim.id for claim in account.claims}
    for claim in claims:
        for passage in sorted(cutter.cut(claim)):
            key = make_id("c", account.article.id, *(offset for pair in passage for offset in pair))
            if key not in known:
                known.add(key)
                spans = tuple(account.article.span(start, end) for start, end in passage)
                values = tuple(value for value in claim.values if cutter.holds(passage, value))
                yield msgspec.structs.replace(claim, id=key, passage=spans, values=values, part_of=claim.id)


Passage = tuple[tuple[int, int], ...]


class _Cutter:
    """Cuts the claims of one account by the tree of their words."""

    def __init__(self, account: Annotated, settings: PartSettings) -> None:
        self._words: tuple[Word, ...] = account.words
        self._starts = [word.start for word in account.words]
        self._values: Mapping[str, Value] = {value.id: value for value in account.values}
        self._settings = settings

    def holds(self, passage: Passage, value: str) -> bool:
        """Tell whether a passage holds a value whole."""
        span = self._values[value].span if value in self._values else None
        return span is not None and any(start <= span.start and span.end <= end for start, end in passage)

    def cut(self, claim: Claim) -> set[Passage]:
        """Return the passages of the parts of a claim."""
        inside = [i for span in claim.passage for i in self._reach(span.start, span.end)]
        amounts = [key for key in claim.values if key in self._values and self._values[key].kind not in TIMES]
        if not amounts:
            return set()
        children = self._find_children(inside)
        figures = [self._values[key].span for key in amounts]
        found = [self._find_phrase(list(self._reach(span.start, span.end)), set(inside), children) for span in figures]
        found += [[i for i in inside if i < end] for end in self._find_ends(inside, children)]
        passages = {passage for words in found if (passage := self._make_passage(words, inside, figures))}
        return {passage for passage in passages if any(self.holds(passage, key) for key in amounts)}

    def _reach(self, start: int, end: int) -> range:
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def _find_children(self, inside: Sequence[int]) -> dict[int, list[int]]:
        members = set(inside)
        children: dict[int, list[int]] = defaultdict(list)
        for i in inside:
            if self._words[i].head in members and self._words[i].head != i:
                children[self._words[i].head].append(i)
        return children

    @staticmethod
    def _spread(top: int, children: Mapping[int, Sequence[int]], without: Container[int] = ()) -> list[int]:
        """Return a word with all that hangs on it."""
        found, waiting = [], [top]
        while waiting:
            found.append(waiting.pop())
            waiting.extend(i for i in children.get(found[-1], ()) if i not in without)
        return sorted(found)

    def _find_phrase(
        self, figure: Sequence[int], members: set[int], children: Mapping[int, Sequence[int]]
    ) -> list[int]:
        """Return the words of the noun that a figure counts or measures, with all that hangs on it."""
        words, own = self._words, set(figure)
        top = next((i for i in reversed(figure) if i in members and words[i].head not in own), None)
        if top is None:
            return []
        for _ in range(self._settings.climb):
            above = words[top].head
            counted = any(words[i].pos in _NOUNS for i in self._spread(top, children))
            alone = above == top or above not in members or words[top].dep in _JOINED
            if counted or alone or words[above].pos in _VERBS:
                break
            top = above
        joined = {i for i in members if words[i].dep in _JOINED}
        return sorted({*self._spread(top, children, joined), *figure})

    def _find_ends(self, inside: Sequence[int], children: Mapping[int, Sequence[int]]) -> list[int]:
        """Return the words before which a clause may end: a comma, what closes it, a noun that is joined to another."""
        words, members = self._words, set(inside)
        tops = [i for i in inside if words[i].head not in members or words[i].head == i]
        top = next((i for i in tops if words[i].pos in _VERBS), None)
        if top is None:
            return []
        ends = {i for i in inside if i > top and words[i].text in _BREAKS}
        for i in inside:
            joined = words[i].dep == "conj" and words[i].pos not in _VERBS
            closing = words[i].head == top and words[i].dep in _CLOSING
            if i > top and i in members and (joined or closing):
                spread = self._spread(i, children)
                if len(spread) >= self._settings.least_words and spread[0] > top:
                    ends.add(spread[0])
        return sorted(ends)

    def _is_loose(self, i: int, figures: Sequence[Span]) -> bool:
        """Tell whether a word at the edge of a part belongs to what was cut off, and not to a figure: "up to 300"."""
        word = self._words[i]
        return word.pos in _EDGES and not any(span.start <= word.start < span.end for span in figures)

    def _make_passage(self, words: Sequence[int], inside: Sequence[int], figures: Sequence[Span]) -> Passage:
        """Return the offsets of some words without loose ends; none where they are too few, or nearly all."""
        kept = list(words)
        while kept and self._is_loose(kept[0], figures):
            kept.pop(0)
        while kept and self._is_loose(kept[-1], figures):
            kept.pop()
        count = sum(self._words[i].text[0].isalnum() for i in kept)
        whole = sum(self._words[i].text[0].isalnum() for i in inside)
        if count < self._settings.least_words or whole - count < self._settings.least_left:
            return ()
        runs: list[list[int]] = []
        for i in kept:
            if runs and i == runs[-1][1] + 1:
                runs[-1][1] = i
            else:
                runs.append([i, i])
        for run in runs:
            while run[0] < run[1] and self._words[run[1]].pos == "PUNCT":
                run[1] -= 1
        return tuple((self._words[first].start, self._words[last].end) for first, last in runs)
