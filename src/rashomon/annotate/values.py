"""Quantities and times in a text, each with its normal form beside the original wording."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from rashomon.annotate.calendars import read_moment
from rashomon.annotate.elements import split_elements
from rashomon.annotate.lexemes import Lexeme
from rashomon.annotate.quantities import Bound, Quantity, QuantityReader, find_bound, find_bound_after
from rashomon.annotate.tenses import Grammar
from rashomon.annotate.times import read_times
from rashomon.annotate.timexes import Time
from rashomon.model.ids import make_id
from rashomon.model.records import Article, Value, ValueKind


def find_values(doc: Doc, article: Article) -> tuple[Value, ...]:
    """Return the numbers, amounts, percentages, ordinals, durations, dates and times of an article.

    Dates that are given relative to publication ("on Tuesday") are resolved against ``article.published``; without it
    their ends stay None. The values are in the order of the text and do not overlap.

    >>> from rashomon.weights.parsers import load_parser
    >>> article = Article(id="a1", text="At least six people died on Tuesday.", published="2026-03-13")
    >>> [(v.span.text, v.low, v.high) for v in find_values(load_parser()(article.text), article)]
    [('At least six', 6, None), ('Tuesday', '2026-03-10', '2026-03-10')]
    """
    elements = split_elements(article.text)
    grammar = Grammar(doc)
    taken = [False] * len(elements)
    found = []
    for time in read_times(elements, read_moment(article.published), grammar):
        taken[time.first : time.last] = [True] * (time.last - time.first)
        found.append(_bound_time(elements, time))
    found += QuantityReader(elements, taken, grammar).read()
    found.sort(key=lambda quantity: (quantity.start, quantity.end))
    return tuple(_make_value(article, quantity) for quantity in found)


def _bound_time(elements: Sequence[Lexeme], time: Time) -> Quantity:
    """Return a time at its offsets; a length of time takes the bound before it: *more than two hours*."""
    start, last = elements[time.first].start, time.last
    low, high, approximate = time.low, time.high, time.approximate
    if time.kind is ValueKind.DURATION:
        first, bound = find_bound(elements, time.first)
        before = elements[time.first - 1].key if time.first else ""
        if before == "within":
            first, bound = time.first - 1, Bound(low=False)
        elif before in ("over", "under") and time.unit not in ("hours", "minutes", "seconds"):
            first, bound = time.first, Bound()  # "over three days" is in the course of them
        if bound == Bound():
            last, bound = find_bound_after(elements, time.last)
        start = elements[first].start
        if isinstance(low, float | int) and not isinstance(high, str):
            low, high = bound.apply(low, high)
        approximate = approximate or bound.approximate
    return Quantity(start, elements[last - 1].end, time.kind, low, high, approximate, time.unit, time.timex)


def _make_value(article: Article, quantity: Quantity) -> Value:
    return Value(
        id=make_id("v", article.id, quantity.start, quantity.end),
        span=article.span(quantity.start, quantity.end),
        kind=quantity.kind,
        low=_plain(quantity.low),
        high=_plain(quantity.high),
        approximate=quantity.approximate,
        unit=quantity.unit,
        timex=quantity.timex,
    )


def _plain(number: float | str | None) -> float | str | None:
    """Return whole numbers as such, so that 6.0 is written 6."""
    return int(number) if isinstance(number, float) and number == int(number) else number
