"""One utterance printed in other words, or given to another speaker or another occasion."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

from rashomon.model.records import ConflictKind, EntityKind, Nature, Quote, QuoteKind, Side, Utterance, Wording
from rashomon.model.spans import Span
from rashomon.relate.cases import Case, Desk, make_side, shorten
from rashomon.relate.occasions import Occasion, read_occasion

#: Words of a quote that nobody else is likely to have said as well.
LEAST_WORDS = 4


def find_misquotes(desk: Desk, utterances: Sequence[Utterance]) -> list[Case]:
    """Return the utterances whose words differ inside quotation marks, that two speakers or two occasions are given."""
    cases = []
    for utterance in utterances:
        quotes = [desk.quotes[key] for key in utterance.quotes if key in desk.quotes]
        printed = [quote for quote in quotes if quote.kind is not QuoteKind.INDIRECT]
        altered = _pair_altered(utterance, printed)
        if utterance.wording is Wording.ALTERED and altered:
            cases += _tell_wording(desk, utterance, printed, altered)
        cases += _tell_speakers(desk, printed, altered) or _tell_occasions(desk, printed)
    return cases


def _pair_altered(utterance: Utterance, quotes: Sequence[Quote]) -> dict[frozenset[str], list[tuple[Span, Span]]]:
    """Return for each pair of quotes the places in which their words differ, by the articles that print them."""
    places = {quote.id: quote.content for quote in quotes}
    found: dict[frozenset[str], list[tuple[Span, Span]]] = {}
    for difference in utterance.differences:
        if difference.kind is not Wording.ALTERED:
            continue
        owners = [
            next((key for key, spans in places.items() if any(part.contains(span) for part in spans)), None)
            for span in (difference.a, difference.b)
        ]
        if owners[0] is not None and owners[1] is not None and owners[0] != owners[1]:
            found.setdefault(frozenset((owners[0], owners[1])), []).append((difference.a, difference.b))
    return found


def _tell_wording(
    desk: Desk,
    utterance: Utterance,
    quotes: Sequence[Quote],
    altered: dict[frozenset[str], list[tuple[Span, Span]]],
) -> list[Case]:
    """Return the conflict of one utterance: a side for each form in which its words are printed."""
    versions: list[list[Quote]] = []
    for quote in sorted(quotes, key=lambda q: _order(desk, q)):
        home = next(
            (v for v in versions if all(frozenset((quote.id, other.id)) not in altered for other in v)),
            None,
        )
        if home is None:
            versions.append([quote])
        else:
            home.append(quote)
    if len(versions) < 2:
        return []
    sides = [_make_side(desk, version, altered) for version in versions]
    pairs = (pair for forms in combinations(versions, 2) for pair in product(*forms))
    first, second = next(pair for pair in pairs if frozenset(quote.id for quote in pair) in altered)
    places = [span for pair in altered.get(frozenset((first.id, second.id)), [])[:1] for span in pair]
    return [
        Case(
            kind=ConflictKind.WORDING,
            nature=Nature.DIFFERENCE,
            sides=tuple(sides),
            why=(
                f"Inside quotation marks {desk.label(first.content[0].article)} prints “{_print(first, places)}”, "
                f"{desk.label(second.content[0].article)} prints “{_print(second, places)}”."
            ),
            reasons=(f"one utterance in {len(versions)} forms",),
            score=1.0,
        )
    ]


#: Characters shown on each side of words that differ.
AROUND = 50


def _print(quote: Quote, places: Sequence[Span]) -> str:
    """Return the words of a quote around the place that differs; without such a place from their beginning."""
    for part in quote.content:
        place = next((span for span in places if part.contains(span)), None)
        if place is None or len(part.text) <= 2 * AROUND:
            continue
        begin = max(part.start, place.start - AROUND)
        end = min(part.end, place.end + AROUND)
        text = part.text[begin - part.start : end - part.start]
        if begin > part.start:
            text = "… " + text.partition(" ")[2]
        if end < part.end:
            text = text.rpartition(" ")[0] + " …"
        return " ".join(text.split()).strip('"“”')
    return shorten(" … ".join(" ".join(span.text.split()) for span in sorted(quote.content)))


def _make_side(desk: Desk, quotes: Sequence[Quote], altered: dict[frozenset[str], list[tuple[Span, Span]]]) -> Side:
    keys = {quote.id for quote in quotes}
    parts = [part for quote in quotes for part in quote.content]
    spans = [
        span
        for pair, places in altered.items()
        if pair & keys
        for place in places
        for span in place
        if any(part.contains(span) for part in parts)
    ]
    marked = {span.article for span in spans}
    claims = [claim.id for claim in desk.claims.values() if claim.quote in keys]
    return make_side(claims, [*spans, *(part for part in parts if part.article not in marked)])


def _tell_speakers(
    desk: Desk, quotes: Sequence[Quote], altered: dict[frozenset[str], list[tuple[Span, Span]]]
) -> list[Case]:
    """Return the conflict of one utterance that is given to two persons in the same words."""
    speakers: dict[str, list[Quote]] = {}
    for quote in sorted(quotes, key=lambda q: _order(desk, q)):
        entity = desk.entities.get(quote.speaker or "")
        if entity is not None and entity.kind is EntityKind.PERSON and _is_named(entity.name):
            speakers.setdefault(entity.id, []).append(quote)
    if len(speakers) < 2:
        return []
    keys = list(speakers)
    alike = [
        (one, other)
        for one in speakers[keys[0]]
        for key in keys[1:]
        for other in speakers[key]
        if frozenset((one.id, other.id)) not in altered and _count_words(one) >= LEAST_WORDS
    ]
    if not alike:
        return []
    one, other = alike[0]
    names = [desk.entities[quote.speaker or ""].name for quote in (one, other)]
    outlets = [desk.label(quote.content[0].article) for quote in (one, other)]
    return [
        Case(
            kind=ConflictKind.SPEAKER,
            nature=Nature.CONTRADICTION,
            sides=tuple(
                make_side(
                    [claim.id for claim in desk.claims.values() if claim.quote in {quote.id for quote in mine}],
                    [part for quote in mine for part in (*quote.content, *quote.source)],
                )
                for mine in speakers.values()
            ),
            why=(
                f"{outlets[0]} gives the words “{shorten(one.content[0].text)}” to {names[0]}, "
                f"{outlets[1]} gives them to {names[1]}."
            ),
            reasons=("the same words inside quotation marks", f"speakers {names[0]} and {names[1]}"),
            score=1.0,
        )
    ]


def _tell_occasions(desk: Desk, quotes: Sequence[Quote]) -> list[Case]:
    """Return the conflict of one utterance that is said to have been made on two occasions.

    Words may be said twice, and a statement may be read out: the difference is shown, and no contradiction claimed.
    """
    found: dict[str, tuple[Quote, Occasion]] = {}
    for quote in sorted(quotes, key=lambda q: _order(desk, q)):
        occasion = read_occasion(desk.accounts[quote.content[0].article], quote)
        if occasion is not None and _count_words(quote) >= LEAST_WORDS:
            found.setdefault(occasion.kind, (quote, occasion))
    if len(found) < 2:
        return []
    (one, first), (other, second) = list(found.values())[:2]
    if one.content[0].article == other.content[0].article:
        return []
    outlets = [desk.label(quote.content[0].article) for quote in (one, other)]
    return [
        Case(
            kind=ConflictKind.SPEAKER,
            nature=Nature.DIFFERENCE,
            sides=tuple(
                make_side(
                    [claim.id for claim in desk.claims.values() if claim.quote == quote.id],
                    [occasion.span, *quote.content],
                )
                for quote, occasion in found.values()
            ),
            why=(
                f"{outlets[0]} has the words “{shorten(_find_shared(one, other).text)}” said at “{first.span.text}”, "
                f"{outlets[1]} at “{second.span.text}”."
            ),
            reasons=("the same words once said", f"{first.kind} in one account, {second.kind} in the other"),
            score=0.8,
        )
    ]


def _find_shared(one: Quote, other: Quote) -> Span:
    """Return the part of a quote that has most words in common with another print."""
    words = {word for span in other.content for word in span.text.lower().split()}
    return max(one.content, key=lambda span: (len(words.intersection(span.text.lower().split())), -span.start))


def _is_named(name: str) -> bool:
    """Tell whether a name is a proper one: a role ("a spokesman") may be anybody's."""
    words = name.split()
    return bool(words) and words[-1][:1].isupper()


def _count_words(quote: Quote) -> int:
    return sum(len(span.text.split()) for span in quote.content)


def _order(desk: Desk, quote: Quote) -> tuple[str, str, int]:
    span = quote.content[0]
    return desk.articles[span.article].published or "~", span.article, span.start
