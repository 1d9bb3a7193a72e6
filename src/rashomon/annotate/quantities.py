"""Counts, amounts, shares and numbers in names: what is left of the numbers when the times are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rashomon.annotate import measures
from rashomon.annotate.codes import ORDINALS, words
from rashomon.annotate.lexemes import Lexeme
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
    """What words about a number make of it: ``low`` and ``high`` tell which ends stay."""

    low: bool = True
    high: bool = True
    approximate: bool = False


_ABOUT = Bound(approximate=True)
_OVER = Bound(high=False)
_UNDER = Bound(low=False)
_NEARLY = Bound(low=False, approximate=True)
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
            "about; around; some; roughly; approximately; circa; an estimated; estimated; estimated at; perhaps; maybe; "
            "in the region of; somewhere around; something like; or about; approx",
        ),
    )
    for phrase in phrases.split("; ")
}
_AFTER: dict[tuple[str, ...], Bound] = {
    ("or", "more"): _OVER, ("and", "more"): _OVER, ("or", "over"): _OVER, ("-", "plus"): _OVER, ("or", "so"): _ABOUT,
    ("-", "odd"): _ABOUT, ("or", "less"): _UNDER, ("or", "fewer"): _UNDER, ("or", "under"): _UNDER,
    (",", "at", "least"): _OVER, ("or", "thereabouts"): _ABOUT, ("at", "least"): _OVER, ("+",): _OVER,
}  # fmt: skip
_LONGEST = max(len(phrase) for phrase in _BEFORE)
#: Words that may stand between a bound and its number.
_BETWEEN = frozenset(("another", "further", "additional", "other"))
_PERCENT = frozenset(("%", "percent", "pc", "pct", "percentage"))
#: "one day", "at one point", "one another": no count.
_NO_COUNT = frozenset(words("day thing point time way side hand moment another morning night evening afternoon by"))
#: "No deaths" is a count of nought, and a headline one.
_CASUALTIES = frozenset(words("deaths injuries casualties fatalities survivors dead injured arrests"))
#: Elements within which a "since" belongs to an ordinal.
RANK_REACH = 14
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


class QuantityReader:
    """Finds the quantities of one text among the elements that no time has taken."""

    def __init__(self, elements: Sequence[Lexeme], taken: Sequence[bool], grammar: Grammar) -> None:
        self._elements = elements
        self._taken = taken
        self._grammar = grammar
        self._money: str | None = None
        self._unit: str | None = None
        self._percent = False

    def read(self) -> list[Quantity]:
        """Return the quantities in the order of the text."""
        found: list[Quantity] = []
        at = 0
        while at < len(self._elements):
            element = self._elements[at]
            if element.key == "\n":
                self._money = self._unit = None
                self._percent = False
            if element.code == "o" and not self._taken[at] and self._ranks(at):
                rank = ORDINALS[element.key]
                found.append(Quantity(element.start, element.end, ValueKind.ORDINAL, rank, rank, unit=self._noun(at)))
            elif element.key == "no" and self._key(at + 1) in _CASUALTIES:
                found.append(Quantity(element.start, element.end, ValueKind.NUMBER, 0, 0, unit=self._state(at + 1)))
            if element.number is None or self._taken[at]:
                at += 1
                continue
            quantity, stop = self._read_number(at)
            if quantity is not None:
                found.append(quantity)
            at = max(stop, at + 1)
        return found

    def _ranks(self, at: int) -> bool:
        """Tell whether an ordinal is told as a fact: "the second time", "the first court-ordered recount since"."""
        if self._key(at + 1) == "time":
            return True
        for element in self._elements[at + 1 : at + RANK_REACH]:
            if element.code in ";s":
                return element.code == "s"
        return False

    def _noun(self, at: int) -> str | None:
        return "times" if self._key(at + 1) == "time" else None

    def _state(self, at: int) -> str:
        return measures.STATE_OF.get(self._key(at), self._key(at))

    def _key(self, at: int) -> str:
        return self._elements[at].key if 0 <= at < len(self._elements) else ""

    def _read_number(self, at: int) -> tuple[Quantity | None, int]:
        element = self._elements[at]
        number = element.number
        assert number is not None
        low, high, stop = number.low, number.high, at + 1
        share = self._read_share(at)
        if share is not None:
            return self._bound(at, share[1], ValueKind.PERCENT, (share[0], share[0]), False, "percent"), share[1]
        second = self._read_range(at)
        if second is not None:
            low, high, stop = second
        first = at
        symbol = self._key(at - 1) if at and self._elements[at - 1].end == element.start else ""
        if symbol in measures.SYMBOLS:
            first -= 1
            if first and self._elements[first - 1].end == self._elements[first].start and self._key(first - 1) in (
                "us", "a", "c", "au", "nz", "hk", "ca",
            ):  # fmt: skip
                first -= 1
        elif symbol in ("/", "#", "_", "@") or self._key(stop) == "/":
            return None, stop
        kind, unit, last = self._find_kind(first, at, stop)
        if kind is None:
            return None, stop
        if kind is ValueKind.ORDINAL:
            return Quantity(element.start, self._elements[stop - 1].end, kind, low, high, False, unit), stop
        return self._bound(first, last, kind, (low, high), number.vague, unit), last

    def _bound(
        self, first: int, last: int, kind: ValueKind, ends: tuple[float, float | None], vague: bool, unit: str | None
    ) -> Quantity:
        """Return a quantity with the bound that the words about it give."""
        low, high = ends
        start, before = find_bound(self._elements, first)
        stop, after = find_bound_after(self._elements, last)
        bound = before if before != Bound() else after
        if after == Bound() or before != Bound():
            stop = last
        if high is None:
            bound = Bound(approximate=True)
        return Quantity(
            self._elements[start].start,
            self._elements[stop - 1].end,
            kind,
            low if bound.low else None,
            high if bound.high else None,
            bound.approximate or vague,
            unit,
        )

    def _read_share(self, at: int) -> tuple[float, int] | None:
        """Read *four in ten*, *one in seven precincts*, *six voters in ten* as a percentage, and where it stops."""
        elements, part = self._elements, self._elements[at].number
        for step in (at + 1, at + 2):
            if self._key(step) not in ("in", "out") or part is None or part.high is None:
                continue
            last = step + 1 + (self._key(step) == "out" and self._key(step + 1) == "of")
            whole = elements[last].number if last < len(elements) and not self._taken[last] else None
            if whole is None or whole.high is None or not 0 < part.low < whole.low <= 1000 or part.low != int(part.low):
                continue
            if (whole.spelled and step == at + 1) or whole.low in (10, 100, 1000):
                return round(100 * part.low / whole.low, 1), last + 1
        return None

    def _read_range(self, at: int) -> tuple[float, float, int] | None:
        """Read *10-12*, *three or four*, *between 3 and 5*: low end, high end, and where it stops."""
        elements = self._elements
        low = elements[at].number
        step = at + 1
        if low is None or low.high is None or low.share or low.set_word or step >= len(elements):
            return None
        joint = elements[step].key
        second = step + 1
        if joint == "and" and self._key(at - 1) != "between":
            return None
        if joint not in ("-", "–", "—", "to", "or", "and") or (joint == "to" and self._key(at - 1) == "from"):
            return None
        if second < len(elements) and elements[second].key in measures.SYMBOLS:
            second += 1
        high = elements[second].number if second < len(elements) and not self._taken[second] else None
        if high is None or high.high is None or high.share:
            return None
        first = low.low
        if first * 1000 <= high.low and any(high.low % scale == 0 for scale in (10**6, 10**9)) and first < 1000:
            scale = 10**9 if high.low >= 10**9 else 10**6
            first *= scale
        return (first, high.low, second + 1) if first < high.low else None

    def _find_kind(self, first: int, at: int, stop: int) -> tuple[ValueKind | None, str | None, int]:
        """Return the kind and unit of a number, and where its span ends; no kind where it is no quantity."""
        element, after = self._elements[at], self._key(stop)
        number = element.number
        assert number is not None
        if first < at:
            self._money = measures.SYMBOLS[self._key(at - 1)]
            return ValueKind.MONEY, self._money, stop
        if after in _PERCENT or (after == "per" and self._key(stop + 1) == "cent"):
            last = stop + 1 + (after == "per")
            self._percent = True
            points = self._key(last) in ("point", "points")
            return ValueKind.PERCENT, "percentage points" if points else "percent", last + points
        currency = self._find_currency(stop)
        if currency:
            self._money = currency
            return ValueKind.MONEY, currency, stop + 1
        named = self._find_name(at)
        if named is not None:
            return named[0], named[1], stop
        if not self._counts(at, stop):
            return None, None, stop
        if self._is_age(at, stop):
            return ValueKind.NUMBER, "years of age", stop
        unit = measures.find_unit(self._grammar, element.start, self._elements[stop - 1].end)
        if unit is None and self._money and number.low >= 10**6:
            return ValueKind.MONEY, self._money, stop
        if unit is None and self._percent and number.low != int(number.low):
            return ValueKind.PERCENT, "percent", stop
        unit = unit or self._unit
        self._unit = unit
        measured = stop < len(self._elements) and after in measures.MEASURES
        return ValueKind.NUMBER, unit, stop + measured

    def _find_currency(self, at: int) -> str | None:
        """Return the currency that stands at an element, in the plural."""
        key = self._key(at)
        if key in measures.CODES:
            return measures.CODES[key]
        single = key[:-1] if key.endswith("s") else key
        if single not in measures.CURRENCIES:
            return None
        token = self._grammar.token_at(self._elements[at].start)
        return measures.plural(token) if token is not None and token.pos_ in ("NOUN", "PROPN") else None

    def _find_name(self, at: int) -> tuple[ValueKind | None, str | None] | None:
        """Tell a number that is a part of a name ("Store 4": no value) or numbers a thing ("buoy 14": ordinal)."""
        element, before = self._elements[at], self._elements[at - 1] if at else None
        if before is None or element.number is None or element.number.spelled or before.code != "x":
            return None
        if not before.key.isalpha() or before.key in _MEASURED:
            return None
        token = self._grammar.token_at(element.start)
        if token is None or token.i == 0:
            return None
        noun = token.nbor(-1)
        if token.head.i > token.i and token.dep_ in ("nummod", "compound") and token.head.pos_ in ("NOUN", "PROPN"):
            return None
        if before.capital and noun.pos_ == "PROPN" and not noun.is_sent_start:
            return None, None
        if noun.tag_ in ("NN", "NNP") and (token.head.i == noun.i or token.dep_ in ("nummod", "appos")):
            if measures.find_counted(self._grammar, token) is None:
                return ValueKind.ORDINAL, noun.lower_
        return None

    def _counts(self, at: int, stop: int) -> bool:
        """Tell whether a small word is a count: "one boat", "both lamps", "two dead", not "mum-of-two", "both in"."""
        element = self._elements[at]
        if element.key == "one":
            return self._counts_one(at, stop)
        if element.key == "both":
            token = self._grammar.token_at(element.start)
            return token is not None and token.dep_ in ("det", "predet", "nummod") and token.head.i > token.i
        # A word against a hyphen that ends a compound: "mum-of-two".
        return not (
            element.number and element.number.spelled and self._key(at - 1) == "-" and self._key(at - 2) == "of"
        )

    def _counts_one(self, at: int, stop: int) -> bool:
        """Tell whether *one* counts: before a noun, or before *of*."""
        token = self._grammar.token_at(self._elements[at].start)
        before = self._key(at - 1)
        if token is None or before in ("no", "not", "any", "every", "the", "this", "which", "each"):
            return False
        if self._key(stop) in _NO_COUNT:
            return False
        return self._key(stop) == "of" or before != "that" and (token.tag_ == "CD" and token.dep_ == "nummod")

    def _is_age(self, at: int, stop: int) -> bool:
        """Tell whether a number is an age: "Ada Holt, 52, said", "aged 52"."""
        if self._key(at - 1) == "aged":
            return True
        element = self._elements[at]
        if not 1 <= (element.number.low if element.number else 0) <= 115 or self._key(at - 1) != ",":
            return False
        return at >= 2 and self._elements[at - 2].capital and self._key(stop) in (",", ".", ")", "\n")
