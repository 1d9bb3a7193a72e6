"""Lengths of time and how often something is: *two hours*, *the past three months*, *twice a week*."""

from __future__ import annotations

from datetime import date

from rashomon.annotate.codes import HOURLY, WEEKDAYS
from rashomon.annotate.dates import Dates
from rashomon.annotate.days import Days
from rashomon.annotate.distances import Distances
from rashomon.annotate.expressions import DAY
from rashomon.annotate.frequencies import each, read_frequency
from rashomon.annotate.lengths import PARTED, join_lengths, name_unit, write_length
from rashomon.annotate.measures import is_currency
from rashomon.annotate.narrative import Narrative
from rashomon.annotate.tenses import Tense
from rashomon.annotate.timexes import Time, count_units, lasting, referring
from rashomon.model.records import ValueKind

#: Marks in which the name of a programme or a book stands.
_MARKS = frozenset("\"“”‘’'")


class Durations:
    """Reads lengths of time, ages and frequencies."""

    def __init__(self, narrative: Narrative, days: Days, dates: Dates, distances: Distances) -> None:
        self._narrative = narrative
        self._elements = narrative.elements
        self._codes = narrative.codes
        self._grammar = narrative.grammar
        self._days = days
        self._dates = dates
        self._distances = distances

    def read_length(self, first: int, last: int) -> Time | None:
        """Read *two hours*, *half a year*, *all day*, *in a fortnight*."""
        unit = name_unit(next(element.key for element in self._elements[first:last] if element.code in "UuQ"))
        count = count_units(self._elements[first:last])
        if self._codes[first] == "w" and first and self._is_rate(first):
            return self._read_rate(first, last, unit)
        if self._is_no_length(first, last):
            return None
        if self._codes[first] == "1" or last == first + 1:  # "all day", "the entire year", "for years"
            return lasting(first, last, 1 if self._codes[first] == "1" else None, unit, self._codes)
        if self._codes[last : last + 2] == "wU" and count is not None:
            # "two days a week" is a rate.
            name = f"{unit}s a {name_unit(self._elements[last + 1].key)}"
            return Time(first, last, ValueKind.NUMBER, count, count, False, name)
        if self._points_ahead(first, unit, count):
            # The guidelines leave "in" outside, so that what they mark, and the TIMEX3 value, is the length.
            period = self._distances.resolve(first, unit, count or 0, from_now=True)
            return Time(first, last, ValueKind.DATE, period.low, period.high, False, None, write_length(count, unit))
        if unit == "month" and count is not None and count >= 6:
            self._narrative.quarters.count_months(first)
        if unit == "month" and count == 3 and (end := self._find_end(last)) is not None:
            self._narrative.quarters.name(first, end)
        return lasting(first, last, count, unit, self._codes)

    def read_lengths(self, first: int, last: int) -> Time | None:
        """Read *two minutes and 23 seconds*, *three years, four months*: a length and its rest in smaller units."""
        units = [place for place in range(first, last) if self._codes[place] in "Uu"]
        names = [name_unit(self._elements[place].key) for place in units]
        count, rest = count_units(self._elements[first : units[0] + 1]), count_units(self._elements[last - 2 : last])
        per, smaller = PARTED.get(names[0], (0, ""))
        if smaller != names[1] or count is None or rest is None or rest >= per or count != int(count):
            return self.read_length(first, units[0] + 1)  # "two and a half hours, 15 minutes longer than planned"
        timex = join_lengths(write_length(count, names[0]), write_length(rest, smaller))
        total = count * per + rest
        return Time(first, last, ValueKind.DURATION, total, total, False, smaller + "s", timex)

    def read_recent(self, first: int, last: int) -> Time | None:
        """Read *the past two years*, *the last few days*: how long, up to now."""
        unit = name_unit(self._elements[last - 1].key)
        codes = self._codes[first : last - 1].removesuffix("j")
        if self._elements[last - 2].key in ("fiscal", "calendar"):
            return self.read_stretch(first, last)  # "the past fiscal year" is one of its own calendar
        if self._codes[last - 1] == "Q" and not self._are_quarters(last - 1):
            return None
        if codes[-1] in "LpX":
            # "over the last year" is twelve months up to now; "the previous year" is one of the calendar.
            element, word = self._elements[last - 1], self._elements[first + len(codes) - 1].key
            whole = word not in ("last", "past", "next") or unit in ("day", "weekend") or word + unit == "nextcentury"
            if whole or (element.key.endswith("s") and codes[-1] != "p"):
                return self.read_stretch(first, last) if element.code == "U" else None
            return lasting(first, last, None if element.key.endswith("s") else 1, unit, self._codes)
        return lasting(first, last, count_units(self._elements[first:last]), unit, self._codes)

    def read_stretch(self, first: int, last: int) -> Time | None:
        """Read *the coming months*, *these days*: no bounds; *the months since the vote*; and all other stretches."""
        if self._elements[last - 1].code != "U" or not self._elements[last - 1].key.endswith("s"):
            return self._dates.read_stretch(first, last)
        code = next((code for code in self._codes[first:last] if code in "LXT"), "")
        after = tuple(element.key for element in self._elements[last : last + 2])
        if code in ("X", "L") or (not code and (after[:1] == ("ahead",) or after == ("to", "come"))):
            return referring(first, last, write_length(None, name_unit(self._elements[last - 1].key)))
        if code == "T" and self._elements[last - 1].key == "days":
            return referring(first, last, "PRESENT_REF")
        since = not code and self._codes[last : last + 1] in ("<", ">", "s")
        return lasting(first, last, None, name_unit(self._elements[last - 1].key), self._codes) if since else None

    def read_long(self, first: int, last: int) -> Time | None:
        """Read *a weeklong trip*, *months-long talks*, *its year-long study*, *decades-old laws*."""
        key = self._elements[first].key
        if last == first + 1:
            return lasting(first, last, 1, key.removesuffix("long"), self._codes)
        if self._elements[last - 1].key not in ("long", "old"):
            return None
        return lasting(first, last, None if key.endswith("s") else 1, name_unit(key), self._codes)

    def read_year_to(self, first: int, last: int) -> Time:
        """Read *the year* of "the year to June": how long, up to then."""
        return lasting(first, last, 1, name_unit(self._elements[last - 1].key), self._codes)

    def read_share(self, first: int, last: int) -> Time | None:
        """Read *a quarter century*, *the past half-century*, *a quarter of a century*."""
        if self._elements[last - 1].key not in ("century", "decade"):
            return None
        share = 0.5 if "h" in self._codes[first:last] else 0.25
        return lasting(first, last, share, self._elements[last - 1].key, self._codes)

    def read_age(self, first: int, last: int) -> Time | None:
        """Read *34-year-old*, which is a number of years, and *a three-week-old strike*."""
        number = self._elements[first].number
        unit = name_unit(next(element.key for element in self._elements[first:last] if element.code == "U"))
        if number is not None and unit != "year":
            return lasting(first, last, number.low, unit, self._codes)
        return Time(first, last, ValueKind.NUMBER, number.low, number.high, False, "years of age") if number else None

    def read_frequency(self, first: int, last: int) -> Time | None:
        """Read *every year*, *twice a week*, *daily*, *Sundays*."""
        found = read_frequency(self._elements[first:last])
        if found is None or (self._codes[first] == "3" and not self._recurs(first)):
            return None
        count, unit, timex = found
        return Time(first, last, ValueKind.DURATION, count, count, False, unit, timex)

    def read_also_each(self, first: int, last: int) -> Time:
        """Read *Thursday* of "every Tuesday and Thursday"."""
        day = WEEKDAYS[self._elements[first].key]
        return Time(first, last, ValueKind.DURATION, timex=f"XXXX-WXX-{day + 1}")

    def _read_rate(self, first: int, last: int, unit: str) -> Time | None:
        """Read *a day* of "90 people a day" as what comes again; that of "40 marks a day" belongs to the amount."""
        counted = self._elements[first - 1]
        if last - first != 2 or counted.number is not None or counted.code != "x" or is_currency(counted.key):
            return None
        found = each(1, unit)
        return found and Time(first, last, ValueKind.DURATION, found.every, found.every, False, found.unit, found.timex)

    def _find_end(self, last: int) -> date | None:
        """Return the day with which a length ends: *three months ended Sept. 30*."""
        after = self._elements[last].key if last < len(self._elements) else ""
        day = DAY.match(self._codes, last + 1) if after in ("ended", "ending") else None
        period = self._days.resolve(*day.span()) if day is not None else None
        return date.fromisoformat(period.low) if period is not None and period.low else None

    def _is_no_length(self, first: int, last: int) -> bool:
        """Tell whether some words only look like a length: *as many days*, *the hours*, "60 Minutes"."""
        element, plural = self._elements[first], self._elements[last - 1].key.endswith("s")
        before, after = (self._elements[k].key if 0 <= k < len(self._elements) else "" for k in (first - 1, last))
        if self._codes[first] == "1":
            return plural
        if self._codes[last - 1] == "Q" and not self._are_quarters(last - 1):
            return True
        if last == first + 1:
            alone = self._codes[max(0, first - 1) : first] == "g" or self._grammar.stands_alone(element.start)
            return not (plural and alone and after != "old")
        titled = self._elements[last - 1].capital and before in _MARKS and after in _MARKS  # of a programme or book
        if self._codes[first] == "w" and plural and self._codes[first + 2 : first + 3] == "-":
            return True  # "a centuries-old rite"
        once = [e.key for e in self._elements[first:last]] == ["one", "day"] and self._codes[first - 1 : first] in (
            "",
            ";",
        )
        return titled or (once and after not in ("after", "before")) or (element.key == "many" and before == "as")

    def _are_quarters(self, at: int) -> bool:
        """Tell whether an element counts quarters of a year: they are parts of a town or of a game as well."""
        told = self._codes[at - 1] == "j" or self._narrative.quarters.of_trade  # "six straight quarters"
        return self._elements[at].key == "quarters" and told

    def _points_ahead(self, first: int, unit: str, count: float | None) -> bool:
        """Tell whether *in a fortnight* names a day to come, rather than how long something took."""
        if count is None or unit in HOURLY or self._codes[max(0, first - 1) : first] != "i":
            return False
        if self._grammar.follows_superlative(self._elements[first].start):
            return False  # "the first in ten years"
        return self._narrative.find_tense(first - 1) not in (None, Tense.PAST)

    def _is_rate(self, at: int) -> bool:
        """Tell whether *a day* means *each day*: a number stands one or two words before it."""
        if self._codes[at - 1 : at] == "i":
            return False  # "fell to 19 in a single day"
        return any(self._elements[place].number is not None for place in range(max(0, at - 2), at))

    def _recurs(self, at: int) -> bool:
        """Tell whether *daily* says when: as an adverb, but in no rate ("40 marks daily") and not in "daily sales"."""
        rate = self._is_rate(at) and self._codes[at - 1] not in "m5"
        return not rate and self._grammar.is_adverb(self._elements[at].start)
