"""Figures that a text itself sets against others: "58, not 61", "widened from two to three", "police say 2,000 …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from rashomon.model.records import ConflictKind, Nature, Record, Value, ValueKind
from rashomon.model.spans import Span
from rashomon.relate.cases import Case, Desk, make_side
from rashomon.relate.comparisons import count_one
from rashomon.relate.counts import PEOPLE, Quantity
from rashomon.relate.courses import REVISING
from rashomon.relate.propositions import Proposition
from rashomon.relate.quantities import TIMES, Fit, compare_values
from rashomon.relate.replacements import find_replacements
from rashomon.relate.surroundings import is_part


class RevisionSettings(Record, frozen=True, kw_only=True):
    """What counts as a figure that replaces or answers another."""

    #: Content words that a claim with the old figure shares with the one that replaces it, where both count one thing
    #: or measure in one unit; and where nothing says what one of them counts. With one word for both, every third
    #: match on the packs is of another thing.
    words: int = 1
    words_of_bare: int = 2
    #: Characters between a figure and the rival count that follows it: one sentence and the name of who counts.
    near: int = 160
    #: Content words that a rival count has of its own besides who counts; with more it counts something else.
    own_words: int = 2
    #: How many times as large one rival count may be as the other: organisers of marches and their police are up to
    #: four times apart, a misplaced nought is ten.
    apart: float = 12.0


SETTINGS = RevisionSettings()
#: A clock time to the minute (few things of an event happened at 5.40), and words of a time that name its day.
_EXACT = re.compile(r"T\d\d:(?!00|30)\d\d$")
_DAY = re.compile(r"day\b|\bto(?:morrow|night)\b|\d [A-Z][a-z]|[A-Z][a-z]{2,}\.? \d")

#: Words that say that a figure was given before.
_EARLIER = frozenset(
    {"earlier", "previously", "first", "initial", "initially", "original", "originally", "former", "plan"}
)
#: Verbs of those who count.
COUNTING = frozenset({
    "count", "claim", "put", "estimate", "speak", "say", "admit", "give", "total", "report", "tally", "reckon",
    "number", "insist", "maintain", "concede", "record", "list", "register", "come", "place", "show",
})  # fmt: skip
#: Words with which a bare figure points to what was counted before.
FIGURES = frozenset({"figure", "number", "total", "count", "toll"})
#: Measures of which a bare figure is hardly another: "put the figure at 250" after "a gash of 22 metres".
_LENGTHS = frozenset({"metre", "meter", "kilometre", "kilometer", "mile", "foot", "inch", "hour", "minute", "degree"})
#: What a crowd does.
_GATHERING = frozenset({
    "march", "gather", "rally", "demonstrate", "protest", "come", "attend", "assemble", "throng", "walk", "turn",
})  # fmt: skip
#: "Police have stood by their figure" changes none; "the toll stands at nine" does.
_KEPT = re.compile(r"\b(?:st(?:and|ands|ood|anding) by|st(?:ick|icks|uck) (?:to|by))\b", re.IGNORECASE)
#: Words of limits, shares, advice and room: such a figure answers no count.
BOUNDING = frozenset({
    "guideline", "limit", "threshold", "target", "capacity", "seat", "hold", "each", "every", "per",
    "maximum", "minimum", "half", "third", "quarter", "advise", "advice", "recommend", "should", "quota", "rota",
    "provide", "former", "previous", "lapse", "expire",
})  # fmt: skip


class _Pair(Record, frozen=True, kw_only=True):
    """A claim with the figure by which it replaces another."""

    claim: Proposition
    new: Quantity
    old: Value
    changes: bool


def find_revisions(desk: Desk, settings: RevisionSettings = SETTINGS) -> list[Case]:
    """Return the conflicts that the texts tell themselves, most telling first."""
    return [*_find_corrections(desk, settings), *_find_rival_counts(desk, settings)]


def _find_corrections(desk: Desk, settings: RevisionSettings) -> list[Case]:
    cases: dict[tuple[str, ...], Case] = {}
    for pair in _read_pairs(desk):
        old = [
            (claim, quantity)
            for claim in desk.table.claims
            if desk.home[claim.claim] != desk.home[pair.claim.claim]
            for quantity in claim.quantities
            if _is_old(desk, pair, claim, quantity, settings)
        ]
        if old:
            for case in _tell_correction(desk, pair, old):
                cases.setdefault(tuple(sorted(case.sides[0].claims + case.sides[1].claims)), case)
    return list(cases.values())


def _read_pairs(desk: Desk) -> Iterator[_Pair]:
    by_new = {
        found.new.id: found
        for article, values in desk.values.items()
        for found in find_replacements(desk.articles[article].text, values).values()
    }
    for claim in desk.table.claims:
        for quantity in claim.quantities:
            found = by_new.get(quantity.value.id)
            if found is not None:
                yield _Pair(claim=claim, new=quantity, old=found.old, changes=found.changes)


def _is_old(desk: Desk, pair: _Pair, claim: Proposition, quantity: Quantity, settings: RevisionSettings) -> bool:
    """Tell whether a claim gives the figure that was replaced, of the same thing."""
    if quantity.replaced or quantity.label or not _is_equal(quantity.value, pair.old):
        return False
    if any(compare_values(q.value, pair.new.value) is Fit.EQUAL for q in claim.quantities):
        return False
    shared = (set(claim.words) & _context(desk, pair.claim)) - {quantity.measure}
    if quantity.value.kind in TIMES:
        exact = pair.changes and _EXACT.search(str(pair.old.low)) is not None
        return len(shared) >= (1 if exact else settings.words_of_bare)
    one = bool(quantity.measure) and quantity.measure == pair.new.measure
    one = one or (bool(quantity.noun) and quantity.noun == pair.new.noun)
    if one and quantity.value.kind is ValueKind.MONEY:
        return True  # one sum in one currency: few things of an event cost the same
    if not one and quantity.measure != pair.new.measure and quantity.measure and pair.new.measure:
        return False
    return len(shared) >= (settings.words if one or _is_rare(desk, quantity) else settings.words_of_bare)


def _is_equal(a: Value, b: Value) -> bool:
    """Tell whether two values are the same; of two hours to the minute, one without its day, the hour is enough."""
    minutes = [_EXACT.search(str(value.low)) for value in (a, b)]
    dated = all(_DAY.search(value.span.text) for value in (a, b))
    if minutes[0] is not None and minutes[1] is not None and not dated:
        return minutes[0].group() == minutes[1].group()
    return compare_values(a, b) is Fit.EQUAL


def _is_rare(desk: Desk, quantity: Quantity) -> bool:
    """Tell whether a figure is no small round one: few things of an event are 312 or 61."""
    low = quantity.value.low if quantity.value.low is not None else quantity.value.high
    return isinstance(low, int | float) and low > 20 and low % 10 != 0


def _context(desk: Desk, claim: Proposition) -> set[str]:
    """Return the content words of a claim, with those of the claim before it where it has few: "Two, not six"."""
    words = set(claim.words)
    if len(words) < 3:
        before = [c for c in desk.table.claims if c.article == claim.article and c.start < claim.start]
        if before:
            words |= set(max(before, key=lambda c: c.start).words)
    return words


def _tell_correction(desk: Desk, pair: _Pair, old: Sequence[tuple[Proposition, Quantity]]) -> list[Case]:
    """Return the case of a figure that was replaced, and apart from it that of those who gave the new one all along."""
    new = _find_givers(desk, {pair.claim.claim}, pair.new.value)
    earlier = _find_givers(desk, {claim.claim for claim, _ in old}, pair.old)
    teller = min(old, key=lambda item: item[0].order)[0]
    before = _find_rivals_before(desk, pair, earlier, new)
    end, start = desk.first_time(earlier), desk.first_time([key for key in new if key not in before])
    words = {*pair.claim.words, *pair.claim.text.casefold().split()}  # the base form of "earlier" is "early"
    revised = pair.changes or not words.isdisjoint(REVISING | _EARLIER)
    later = end is not None and start is not None and start > end
    nature = Nature.UPDATE if revised and later else Nature.CONTRADICTION
    text = desk.articles[pair.claim.article].text
    spot = sorted((pair.new.value.span, pair.old.span))
    told = " ".join(text[spot[0].start : spot[1].end].split())
    before = before if nature is Nature.UPDATE else []
    kind = ConflictKind.DATE if pair.old.kind in TIMES else ConflictKind.NUMBER
    ours = make_side(earlier, [quantity.value.span for _, quantity in old])
    cases = [
        Case(
            kind=kind,
            nature=nature,
            sides=(ours, make_side([key for key in new if key not in before], [pair.new.value.span])),
            why=f"{'The account changes: ' if nature is Nature.UPDATE else ''}{desk.tell(teller.claim)}; "
            f"{desk.tell(pair.claim.claim)}.",
            reasons=(f"the text itself sets one against the other: “{told}”",),
            score=1.0,
        )
    ]
    if before:
        spans = [span for key in before for span in desk.claims[key].passage]
        cases.append(
            Case(
                kind=kind,
                nature=Nature.CONTRADICTION,
                sides=(ours, make_side(before, spans)),
                why=f"{desk.tell(teller.claim)}; {desk.tell(before[0])}.",
                reasons=("others gave the later figure before it was changed",),
                score=0.95,
            )
        )
    return cases


def _find_givers(desk: Desk, told: Set[str], value: Value) -> list[str]:
    """Return some claims with those of their entries that give a figure that may be the same: its words are theirs."""
    inside = [key for home in sorted({desk.home[key] for key in told}) for key in desk.groups[home].claims]
    return [
        key
        for key in inside
        if key in told
        or any(compare_values(q.value, value) in (Fit.EQUAL, Fit.COMPATIBLE) for q in desk.propositions[key].quantities)
    ]


def _find_rivals_before(desk: Desk, pair: _Pair, earlier: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return the claims that gave the new figure while the old one still stood, on another's word."""
    last, sources = desk.last_time(earlier), {desk.propositions[key].source for key in earlier}
    if last is None:
        return []
    return [
        key
        for key in new
        if (claim := desk.propositions[key]).source is not None
        and claim.article != pair.claim.article
        and REVISING.isdisjoint(claim.words)  # who says "widened to three" tells the change himself
        and not any(desk.speak_as_one(claim.source, source) for source in sources)
        and (moment := desk.first_time([key])) is not None
        and moment <= last
    ]


def _find_rival_counts(desk: Desk, settings: RevisionSettings) -> list[Case]:
    """Return the figures that somebody else sets against one told right before, in the same article."""
    found: dict[tuple[str, ...], list[_Rivals]] = {}
    claims = desk.table.claims
    for claim in claims:
        bare = _read_bare(desk, claim, settings)
        if bare is None:
            continue
        before = [
            (c, q)
            for c in claims
            if c.article == claim.article and 0 <= claim.start - c.end <= settings.near
            for q in c.quantities
            if compare_values(q.value, bare.value) is Fit.INCOMPATIBLE and _may_rival(desk, c, q, claim, bare, settings)
        ]
        if before:
            other, quantity = max(before, key=lambda item: (item[1].value.span.end, item[0].claim))
            key = tuple(sorted(f"{q.value.low} {q.value.high}" for q in (quantity, bare)))
            found.setdefault(key, []).append(_Rivals(a=other, x=quantity, b=claim, y=bare))
    return [_tell_rivals(desk, rivals) for _, rivals in sorted(found.items())]


class _Rivals(Record, frozen=True, kw_only=True):
    """A count and the rival count that follows it."""

    a: Proposition
    x: Quantity
    b: Proposition
    y: Quantity


def _read_bare(desk: Desk, claim: Proposition, settings: RevisionSettings) -> Quantity | None:
    """Return the figure of a claim that says little besides: "the organisers claimed 5,000"."""
    figures = [quantity for quantity in claim.quantities if quantity.value.kind not in TIMES]
    if len(figures) != 1 or _is_bounded(claim):
        return None
    figure = figures[0]
    other = figure.age or figure.label or figure.replaced
    if figure.value.kind is not ValueKind.NUMBER or other or figure.value.low in (0, 1):
        return None
    names = {word.lower() for key in claim.entities if key in desk.entities for word in desk.entities[key].name.split()}
    own = set(claim.words) - COUNTING - FIGURES - names - set(claim.subject)
    plain = claim.verb in COUNTING or (claim.verb in ("be", "") and claim.source is not None)
    return figure if _points_back(claim, figure) or (plain and len(own) <= settings.own_words) else None


def _may_rival(
    desk: Desk, a: Proposition, x: Quantity, b: Proposition, y: Quantity, settings: RevisionSettings
) -> bool:
    """Tell whether a figure may answer the one before it: of one thing, by another, and of its order of size."""
    other = x.label or x.age or x.value.low in (0, 1) or is_part(desk, x) or is_part(desk, y)
    if other or desk.home[a.claim] == desk.home[b.claim]:
        return False
    other_state = y.state and y.state != x.state and not _gathers(a, x, y)
    if _is_bounded(a) or desk.speak_as_one(a.source, b.source) or other_state:
        return False
    if a.source is None and b.source is None and a.subject == b.subject:
        return False
    sizes = sorted(float(value.low or value.high or 0) for value in (x.value, y.value))
    if _measure_apart(x, y, sizes) or not sizes[0] or sizes[1] / sizes[0] > settings.apart:
        return False
    if _points_back(b, y):
        return True
    one = not y.noun or x.noun == y.noun or (not x.noun and y.noun in PEOPLE)
    return count_one(x, y) > 1 or (count_one(x, y) > 0 and one)


def _measure_apart(x: Quantity, y: Quantity, sizes: Sequence[float]) -> bool:
    """Tell whether one figure counts and the other measures, or a bare one follows a length.

    "Two teachers were in the building. The institute puts the magnitude at 6.6"; "a gash of 22 metres", "250".
    """
    counted = bool(x.noun) and not x.measure and len({size.is_integer() for size in sizes}) > 1
    bare = not any(character.isalpha() for character in y.value.span.text)
    return counted or (x.measure in _LENGTHS and bare)


def _gathers(a: Proposition, x: Quantity, y: Quantity) -> bool:
    """Tell whether people who came together are counted anew as a crowd: "4,000 marched. Police put the crowd at"."""
    return y.state == "present" and not x.state and x.noun in PEOPLE and a.verb in _GATHERING


def _is_bounded(claim: Proposition) -> bool:
    return not BOUNDING.isdisjoint(claim.words) or not BOUNDING.isdisjoint(claim.text.lower().split())


def _points_back(claim: Proposition, figure: Quantity) -> bool:
    """Tell whether a claim gives a bare figure for what was counted before: "puts the figure at 860"."""
    return not figure.noun and not FIGURES.isdisjoint(claim.words) and claim.verb in COUNTING


def _tell_rivals(desk: Desk, rivals: Sequence[_Rivals]) -> Case:
    """Return one conflict for all articles that set the same two figures against each other."""
    first = min(rivals, key=lambda item: item.a.order)
    sides: tuple[list[str], list[str]] = ([], [])
    spans: tuple[list[Span], list[Span]] = ([], [])
    for item in rivals:
        pair = [(item.a, item.x), (item.b, item.y)]
        if compare_values(item.x.value, first.x.value) is not Fit.EQUAL:
            pair.reverse()
        for place, (claim, quantity) in enumerate(pair):
            sides[place].extend(desk.groups[desk.home[claim.claim]].claims)
            spans[place].append(quantity.value.span)
    told = [claim for claim in (first.a, first.b) if not _KEPT.search(claim.text)]
    revised = any(not REVISING.isdisjoint(claim.words) for claim in told)  # "have revised their estimate to 4,200"
    why = f"{desk.tell(first.a.claim)}; {'' if revised else 'against it, '}{desk.tell(first.b.claim)}."
    return Case(
        kind=ConflictKind.NUMBER,
        nature=Nature.UPDATE if revised else Nature.CONTRADICTION,
        sides=tuple(make_side(claims, words) for claims, words in zip(sides, spans, strict=True)),
        why=f"The account changes: {why}" if revised else why,
        reasons=(f"“{first.x.value.span.text}” and “{first.y.value.span.text}” answer each other in one article",),
        score=0.9,
    )
