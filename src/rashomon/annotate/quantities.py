"""Counts, amounts, shares and numbers in names: what is left of the numbers when the times are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Token

from rashomon.annotate import measures
from rashomon.annotate.ages import tells_age
from rashomon.annotate.codes import ORDINALS, words
from rashomon.annotate.lexemes import Lexeme, Numeral
from rashomon.annotate.limits import LIMITS
from rashomon.annotate.tenses import Grammar
from rashomon.model.records import ValueKind


class Quantity(NamedTuple):
    """A value at the offsets ``start`` to ``end`` of its text."""

    start: int
    end: int
    kind: ValueKind
    low: float | str | None
    high: float | str | None
    approximate: bool = False
    unit: str | None = None
    timex: str | None = None


class Bound(NamedTuple):
    """What words about a number make of it: ``low`` and ``high`` tell which ends stay, ``nearly`` that it is below."""

    low: bool = True
    high: bool = True
    approximate: bool = False
    nearly: bool = False

    def apply(self, low: float, high: float | None) -> tuple[float | None, float | None]:
        """Return the ends of a number.

        >>> Bound(nearly=True).apply(40, 40), Bound(high=False).apply(40, 40)
        ((35, 40), (40, None))
        """
        if self.nearly and high is not None:
            return low - _round_of(low) / 2 if _round_of(low) > 1 else low - 1, high
        return low if self.low else None, high if self.high else None


def _round_of(number: float) -> float:
    """Return the unit of the last figure of a number that is not nought, to which it was rounded: 40 to tens."""
    unit = 1
    while number and number % (unit * 10) == 0:
        unit *= 10
    return unit


_ABOUT = Bound(approximate=True)
_OVER = Bound(high=False)
_UNDER = Bound(low=False)
_NEARLY = Bound(approximate=True, nearly=True)
_JUST_OVER = Bound(high=False, approximate=True)
_BEFORE: dict[tuple[str, ...], Bound] = {
    words(phrase): bound
    for bound, phrases in (
        (
            _OVER,
            "more than; at least; over; above; upwards of; upward of; in excess of; no fewer than; no less than; "
            "not less than; not fewer than; well over; exceeding; greater than; a minimum of; at the very least; "
            "well above; not under; easily more than; far more than; well more than",
        ),
        (
            _UNDER,
            "less than; fewer than; under; below; up to; at most; no more than; not more than; as many as; as much as; "
            "a maximum of; as few as; well under; well below; far fewer than; far less than; not over; at the most",
        ),
        (
            _NEARLY,
            "nearly; almost; just under; just short of; close to; nearing; approaching; not quite; slightly under; "
            "slightly less than; slightly fewer than; a little under; just below; little short of; very nearly",
        ),
        (_JUST_OVER, "just over; slightly more than; a little more than; a little over; just above; slightly over"),
        (
            _ABOUT,
            "about; around; some; roughly; approximately; circa; an estimated; estimated; estimated at; perhaps; "
            "maybe; in the region of; somewhere around; something like; or about; approx",
        ),
    )
    for phrase in phrases.split("; ")
}
_AFTER: dict[tuple[str, ...], Bound] = {
    ("or", "more"): _OVER, ("and", "more"): _OVER, ("or", "over"): _OVER, ("-", "plus"): _OVER, ("or", "so"): _ABOUT,
    ("-", "odd"): _ABOUT, ("or", "less"): _UNDER, ("or", "fewer"): _UNDER, ("or", "under"): _UNDER,
    (",", "at", "least"): _OVER, ("or", "thereabouts"): _ABOUT, ("at", "least"): _OVER, ("+",): _OVER,
    ("or", "longer"): _OVER, ("or", "older"): _OVER, ("or", "above"): _OVER,
}  # fmt: skip
_LONGEST = max(len(phrase) for phrase in _BEFORE)
#: Words that may stand between a bound and its number.
_BETWEEN = frozenset(("another", "further", "additional", "other"))
_PERCENT = frozenset(("%", "percent", "pc", "pct", "percentage"))
_PAYING = frozenset(words("cost pay charge fine price spend earn owe raise donate"))
#: Words that may stand between "aged" and the age.
_BEFORE_AGE = frozenset(words("between from about around over under just at least up to"))
_JOINTS = frozenset(words("- – — to or and"))
_NOUNS = frozenset(("NOUN", "PROPN"))
#: Letters that stand against a dollar sign.
_DOLLARS = frozenset(words("us a c au nz hk ca"))
#: "one day", "at one point", "one another", "no one", "the one": no count.
_NO_COUNT_AFTER = frozenset(words("no not any every the this which each"))
_NO_COUNT_BEFORE = frozenset(
    words("day thing point time way side hand moment another morning night evening afternoon by")
)
#: "No deaths" is a count of nought, and a headline one.
_CASUALTIES = frozenset(words("deaths injuries casualties fatalities survivors dead injured arrests"))
#: A noun that takes the number after it as its measure, not as its name.
_MEASURED = frozenset(("magnitude", "minus", "plus"))


def find_bound(elements: Sequence[Lexeme], first: int) -> tuple[int, Bound]:
    """Return what the words before a number make of it, and the element where they begin.

    >>> from rashomon.annotate.elements import split_elements
    >>> find_bound(split_elements("at least 12 homes"), 2)
    (0, Bound(low=True, high=False, approximate=False))
    """
    at = first
    if at and elements[at - 1].key in _BETWEEN:
        at -= 1
        if at and elements[at - 1].key in ("a", "an"):
            at -= 1
    for length in range(min(_LONGEST, at), 0, -1):
        bound = _BEFORE.get(tuple(element.key for element in elements[at - length : at]))
        if bound is not None:
            if length == 1 and elements[at - 1].key in ("some", "about") and at < first:
                break
            return at - length, bound
    return first, Bound()


def find_bound_after(elements: Sequence[Lexeme], last: int) -> tuple[int, Bound]:
    """Return what the words after a number make of it (*or more*, *or so*), and the element where they end."""
    for length in (3, 2, 1):
        bound = _AFTER.get(tuple(element.key for element in elements[last : last + length]))
        if bound is not None:
            return last + length, bound
    return last, Bound()


class Reading(NamedTuple):
    """What a number is: its kind (None where it is no quantity), its unit, and the element where its span ends."""

    kind: ValueKind | None
    unit: str | None
    stop: int


class QuantityReader:
    """Finds the quantities of one text among the elements that no time has taken."""

    def __init__(self, elements: Sequence[Lexeme], taken: Sequence[bool], grammar: Grammar) -> None:
        self._elements = elements
        self._taken = taken
        self._grammar = grammar
        self._last: Reading | None = None
        self._money: str | None = None
        self._probes = (
            self._read_money,
            self._read_percent,
            self._read_currency,
            self._read_name,
            self._read_small,
            self._read_age,
            self._read_count,
        )

    def read(self) -> list[Quantity]:
        """Return the quantities in the order of the text."""
        found: list[Quantity] = []
        at = 0
        while at < len(self._elements):
            element, stop = self._elements[at], at + 1
            quantity = None
            if element.key == "\n":
                self._last = self._money = None
            elif self._taken[at]:
                pass
            elif element.number is not None:
                quantity, stop = self._read_number(at, element.number)
            elif element.code == "o" and self._ranks(at):
                rank, unit = ORDINALS[element.key], "times" if self._key(at + 1) == "time" else None
                quantity = Quantity(element.start, element.end, ValueKind.ORDINAL, rank, rank, unit=unit)
            elif element.key == "no" and self._key(at + 1) in _CASUALTIES:
                unit = measures.STATE_OF.get(self._key(at + 1), self._key(at + 1))
                quantity = Quantity(element.start, element.end, ValueKind.NUMBER, 0, 0, unit=unit)
            if quantity is not None:
                found.append(quantity)
            at = stop
        return found

    def _key(self, at: int) -> str:
        return self._elements[at].key if 0 <= at < len(self._elements) else ""

    def _ranks(self, at: int) -> bool:
        """Tell whether an ordinal is told as a fact: "the second time", "the first court-ordered recount since"."""
        if self._key(at + 1) == "time":
            return True
        near = self._elements[at + 1 : at + LIMITS.since_reach]
        return next((element.code for element in near if element.code in ";s"), "") == "s"

    def _read_number(self, at: int, number: Numeral) -> tuple[Quantity | None, int]:
        share = self._read_share(at, number)
        if share is not None:
            return self._bound(
                at, share[1], Reading(ValueKind.PERCENT, "percent", share[1]), (share[0], share[0])
            ), share[1]
        first = self._find_symbol(at)
        low, high, stop = self._read_range(first, at, number) or (number.low, number.high, at + 1)
        if self._elements[at].glued and self._key(at - 1) in ("#", "_", "@"):
            return None, stop
        reading = next(found for probe in self._probes if (found := probe(first, at, stop)) is not None)
        if reading.kind is None:
            return None, stop
        if reading.unit != "years of age":
            self._last = reading
        if reading.kind is ValueKind.MONEY:
            self._money = reading.unit
        if self._is_negative(first):
            first, low, high = first - 1, -(high if high is not None else low), -low
        return self._bound(first, reading.stop, reading, (low, high)), reading.stop

    def _is_negative(self, first: int) -> bool:
        """Tell whether a number stands below nought: *minus 12 degrees*, -12, but not 10-12."""
        before, glued = self._key(first - 1), self._elements[first].glued
        return before == "minus" or (
            before in ("-", "−") and glued and first > 1 and not self._elements[first - 1].glued
        )

    def _find_symbol(self, at: int) -> int:
        """Return where a number begins with its currency sign and what stands against that: "US$5m"."""
        elements = self._elements
        if at == 0 or not elements[at].glued or elements[at - 1].key not in measures.SYMBOLS:
            return at
        return at - 2 if at > 1 and elements[at - 1].glued and elements[at - 2].key in _DOLLARS else at - 1

    def _bound(self, first: int, last: int, reading: Reading, ends: tuple[float, float | None]) -> Quantity:
        """Return a quantity with the bound that the words about it give."""
        low, high = ends
        kind = reading.kind or ValueKind.NUMBER
        bound, start, stop = Bound(), first, last
        if kind is not ValueKind.ORDINAL:
            start, bound = find_bound(self._elements, first)
            if bound == Bound():
                stop, bound = find_bound_after(self._elements, last)
        if high is None:
            bound = Bound(approximate=True)
        return Quantity(
            self._elements[start].start,
            self._elements[stop - 1].end,
            kind,
            *bound.apply(low, high),
            bound.approximate,
            reading.unit,
        )

    def _read_share(self, at: int, part: Numeral) -> tuple[float, int] | None:
        """Read *four in ten*, *one in seven precincts*, *six voters in ten* as a percentage, and where it stops."""
        step = next((step for step in (at + 1, at + 2) if self._key(step) in ("in", "out")), None)
        if step is None or part.high is None or part.low != int(part.low):
            return None
        last = step + 1 + (self._key(step) == "out" and self._key(step + 1) == "of")
        whole = self._elements[last].number if last < len(self._elements) and not self._taken[last] else None
        if whole is None or whole.high is None or not 0 < part.low < whole.low <= 1000:
            return None
        fits = (whole.spelled and step == at + 1) or whole.low in (10, 100, 1000)
        return (round(100 * part.low / whole.low, 1), last + 1) if fits else None

    def _read_range(self, first: int, at: int, low: Numeral) -> tuple[float, float | None, int] | None:
        """Read *10-12*, *three or four*, *between 3 and 5*: low end, high end, and where it stops."""
        joint, before, second = self._key(at + 1), self._key(first - 1), at + 2
        if low.high is None or low.share or low.set_word or joint not in _JOINTS:
            return None
        if (joint == "and" and before != "between") or (joint == "to" and before == "from"):
            return None  # "from two to three kilometres" tells of two values
        second += self._key(second) in measures.SYMBOLS
        high = self._elements[second].number if second < len(self._elements) and not self._taken[second] else None
        if high is None or high.high is None or high.share:
            return None
        least = low.low
        if least < 1000 and least * 1000 <= high.low and high.low >= 10**6:
            least *= 10**9 if high.low >= 10**9 else 10**6  # "five to six million"
        return (least, high.low, second + 1) if least < high.low else None

    # What a number may be, the most telling first. Each probe gives a reading, or None where it cannot say.

    def _read_money(self, first: int, at: int, stop: int) -> Reading | None:
        return Reading(ValueKind.MONEY, measures.SYMBOLS[self._key(at - 1)], stop) if first < at else None

    def _read_percent(self, first: int, at: int, stop: int) -> Reading | None:
        after = self._key(stop)
        if after not in _PERCENT and (after != "per" or self._key(stop + 1) != "cent"):
            return None
        last = stop + 1 + (after == "per")
        points = self._key(last) in ("point", "points")
        return Reading(ValueKind.PERCENT, "percentage points" if points else "percent", last + points)

    def _read_currency(self, first: int, at: int, stop: int) -> Reading | None:
        key = self._key(stop)
        if key in measures.CODES:
            return Reading(ValueKind.MONEY, measures.CODES[key], stop + 1)
        if not measures.is_currency(key):
            return None
        token = self._grammar.token_at(self._elements[stop].start)
        if token is None or token.pos_ not in ("NOUN", "PROPN"):
            return None
        return Reading(ValueKind.MONEY, measures.plural(token), stop + 1)

    def _read_name(self, first: int, at: int, stop: int) -> Reading | None:
        """Tell a number that is a part of a name ("Store 4": no value) or numbers a thing ("buoy 14": ordinal)."""
        element, before = self._elements[at], self._elements[at - 1] if at else None
        token = self._grammar.token_at(element.start)
        if before is None or token is None or token.i == 0 or element.number is None or element.number.spelled:
            return None
        if before.code != "x" or not before.key.isalpha() or before.key in _MEASURED:
            return None
        noun = token.nbor(-1)
        if before.key in ("no", "nos", "number") or (before.capital and (noun.pos_ == "PROPN" or noun.is_sent_start)):
            return None if self._counts_noun(token) and before.key not in ("no", "nos") else Reading(None, None, stop)
        if self._counts_noun(token) or noun.pos_ not in _NOUNS or noun.tag_ not in ("NN", "NNP"):
            return None
        tied = token.head.i == noun.i or token.dep_ in ("nummod", "appos")
        if tied and measures.find_counted(self._grammar, token) is None:
            return Reading(ValueKind.ORDINAL, noun.lower_, stop)
        return None

    @staticmethod
    def _counts_noun(token: Token) -> bool:
        return token.head.i > token.i and token.dep_ in ("nummod", "compound") and token.head.pos_ in _NOUNS

    def _read_small(self, first: int, at: int, stop: int) -> Reading | None:
        """Pass over small words that count nothing: "one another", "both in", "mum-of-two"."""
        element = self._elements[at]
        token = self._grammar.token_at(element.start)
        counts = True
        if element.key == "one":
            before, after = self._key(at - 1), self._key(stop)
            counts = before not in _NO_COUNT_AFTER and after not in _NO_COUNT_BEFORE and token is not None
            if counts and after != "of" and token is not None:
                counts = before != "that" and token.tag_ == "CD" and token.dep_ == "nummod"
        elif element.key == "both":
            counts = token is not None and token.dep_ in ("det", "predet", "nummod") and token.head.i > token.i
        elif element.number is not None and element.number.spelled:
            counts = self._key(at - 1) != "-" or self._key(at - 2) != "of"
        return None if counts else Reading(None, None, stop)

    def _read_age(self, first: int, at: int, stop: int) -> Reading | None:
        """Read "Ada Holt, 52, said", "aged 52" and "she is 52"."""
        element = self._elements[at]
        low = element.number.low if element.number else 0
        apart = self._key(at - 1) == "," and self._key(stop) in (",", ".", ")", "\n")
        named = at >= 2 and self._elements[at - 2].capital and 0 < low <= LIMITS.oldest
        near = [self._key(place) for place in range(at - 1, at - 4, -1)]
        aged = "aged" in near and all(key in _BEFORE_AGE for key in near[: near.index("aged")])
        token = self._grammar.token_at(element.start)
        alone = token is not None and measures.find_counted(self._grammar, token) is None
        if aged or (apart and named) or (alone and token is not None and 0 < low <= LIMITS.oldest and tells_age(token)):
            return Reading(ValueKind.NUMBER, "years of age", stop)
        return None

    def _read_count(self, first: int, at: int, stop: int) -> Reading:
        """Read a plain number; one that stands alone takes kind and unit from the one before it in the paragraph."""
        element, number = self._elements[at], self._elements[at].number
        unit = measures.find_unit(self._grammar, element.start, self._elements[stop - 1].end)
        other = self._elements[stop + 1] if self._key(stop) == "to" and stop + 1 < len(self._elements) else None
        if other is not None and other.number is not None:
            # "from two to three kilometres": both are kilometres
            unit = measures.find_unit(self._grammar, other.start, other.end)
        if unit is not None:
            return Reading(ValueKind.NUMBER, unit, stop + (self._key(stop) in measures.MEASURES))
        token = self._grammar.token_at(element.start)
        paid = token is not None and token.head.lemma_ in _PAYING
        if self._money and number is not None and (number.low >= 10**6 or paid):
            return Reading(ValueKind.MONEY, self._money, stop)
        last = self._last
        alone = stop >= len(self._elements) or self._elements[stop].code not in "xc"
        if last is None or last.kind is ValueKind.ORDINAL or number is None:
            return Reading(ValueKind.NUMBER, None, stop)
        if last.kind is ValueKind.NUMBER or (alone and not number.spelled):
            return Reading(last.kind, last.unit, stop)
        return Reading(ValueKind.NUMBER, None, stop)
