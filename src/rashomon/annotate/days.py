"""Which day some words mean: by the publication of the text, its tenses and what it has just told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rashomon.annotate import calendars as cal
from rashomon.annotate.calendars import UNKNOWN, Period
from rashomon.annotate.codes import DEICTIC, MONTHS, ORDINALS, WEEKDAYS, words
from rashomon.annotate.feasts import find_feast
from rashomon.annotate.lexemes import Lexeme
from rashomon.annotate.limits import LIMITS
from rashomon.annotate.narrative import Narrative
from rashomon.annotate.tenses import Tense

#: What these say of a day is seen from the day that the text tells of: "the following Monday", but "next Monday".
_FROM_TOLD = frozenset(words("following ensuing previous preceding"))


class Days:
    """Finds the day that some elements of a text name.

    Both ``resolve`` and ``resolve_date`` give None where the words name no day; the first gives UNKNOWN where only a
    publication date could tell which.
    """

    def __init__(self, narrative: Narrative) -> None:
        self._narrative = narrative
        self._moment = narrative.moment
        self._elements = narrative.elements
        self._codes = narrative.codes
        self._grammar = narrative.grammar
        self._readers = (
            ("I", self._read_iso),
            ("2", self._read_feast),
            ("M", self._read_month_day),
            ("O", self._read_day_of_month),
            ("W", self._read_weekday),
            ("t", self._read_deictic),
            ("E", self._read_same),
            ("q", self._read_neighbour),
            ("T", self._read_this),
            ("L", self._read_last),
        )

    def resolve(self, first: int, last: int) -> Period | None:
        """Return the day that some elements name."""
        codes = self._codes[first:last]
        day = next((read(first, last) for code, read in self._readers if code in codes), None)
        if isinstance(day, date):
            self._narrative.name_day(first, day)
            return cal.of_day(day)
        return day

    def resolve_date(self, at: int, year: int | None, month: int, day: int) -> date | None:
        """Return a day of a month, in the year that the tense at an element asks for where none is given."""
        if year is not None:
            return cal.make_date(year, month, day)
        if self._moment is None:
            return None
        if (opening := self._narrative.find_opening_year(at)) is not None:
            return cal.make_date(opening, month, day)
        tense = self._narrative.find_tense(at)
        future = None if tense in (None, Tense.PRESENT) else tense is Tense.AHEAD
        return cal.find_month_day(self._moment.day, month, day, future=future)

    def _precedes(self, first: int, last: int) -> bool:
        """Tell whether what is told comes before a day: "ahead of Friday's vote", "Friday's deadline"."""
        before = [element.key for element in self._elements[max(0, first - 2) : first]]
        return before == ["ahead", "of"] or any(e.key == "deadline" for e in self._elements[last : last + 1])

    def _is_earliest(self, first: int) -> bool:
        """Tell whether a day is the first on which something may be: "as early as Friday"."""
        before = [element.key for element in self._elements[max(0, first - 3) : first]]
        return before in (["as", "early", "as"], ["as", "soon", "as"])

    def _read_iso(self, first: int, last: int) -> date | None:
        key = self._narrative.find(first, last, "I").key
        if key[4:5] != "-":
            return cal.read_slashed(key, self._moment.day if self._moment else None)
        return cal.make_date(*(int(part) for part in key[:10].split("-")))

    def _read_feast(self, first: int, last: int) -> date | Period:
        """Read *Christmas*, *last Easter*, *Thanksgiving 1998*."""
        name, codes = self._narrative.find(first, last, "2").key, self._codes[first:last]
        year = self._narrative.find_year(first, last)
        if year is not None:
            return find_feast(name, year)
        if self._moment is None:
            return UNKNOWN
        now = self._moment.day
        if "T" in codes:  # "this Thanksgiving"
            return find_feast(name, now.year)
        around = [find_feast(name, now.year + step) for step in (-1, 0, 1)]
        near = min(around, key=lambda day: abs((day - now).days))
        if not set(codes) & set("LX") and abs((near - now).days) <= LIMITS.close_by:
            return near
        if "X" in codes or ("L" not in codes and self._narrative.looks_ahead(first)):
            return next(day for day in around if day >= now)
        return next(day for day in reversed(around) if day <= now)

    def _read_month_day(self, first: int, last: int) -> date | Period | None:
        month = MONTHS[self._narrative.find(first, last, "M").key]
        day = next(read_ordinal(element) for element in self._elements[first:last] if element.code in "DOo")
        year = self._narrative.find_year(first, last) or self._narrative.find_year_beside(first, last)
        found = self.resolve_date(first, year, month, day)
        if found is None and year is None and self._moment is None and 1 <= day <= 31:
            return Period(None, None, f"XXXX-{month:02d}-{day:02d}")
        return found

    def _read_day_of_month(self, first: int, last: int) -> date | Period | None:
        """Read *the 14th*, *Friday the 13th*: the last such day, or the next one where the verb looks ahead."""
        if self._moment is None:
            return UNKNOWN
        number, codes = read_ordinal(self._narrative.find(first, last, "O")), self._codes[first:last]
        weekday = WEEKDAYS[self._narrative.find(first, last, "W").key] if "W" in codes else None
        now, step = self._moment.day, 1 if self._narrative.looks_ahead(first) else -1
        for months in range(LIMITS.months_seen):
            day = cal.make_date(*cal.add_months(now.year, now.month, step * months), number)
            if day is not None and (day - now).days * step >= 0 and weekday in (None, day.weekday()):
                return day
        return None

    def _read_weekday(self, first: int, last: int) -> date | Period:
        codes = self._codes[first:last]
        if self._moment is None:
            return UNKNOWN
        weekday = WEEKDAYS[self._narrative.find(first, last, "W").key]
        today = self._moment.day
        if "U" in codes:
            # "Friday last week"
            step = -7 if "L" in codes else 7 if "X" in codes else 0
            return cal.add_days(today, step + weekday - today.weekday())
        if "T" in codes:
            return cal.add_days(today, weekday - today.weekday())
        named = "L" in codes or "X" in codes
        if any(element.key in _FROM_TOLD for element in self._elements[first:last]):
            today = self._narrative.anchor or today
        future = "X" in codes or ("L" not in codes and self._is_to_come(first, last))
        if future and not named and (week := self._narrative.find_week_to_come(first)) is not None:
            return cal.add_days(week, weekday)
        return cal.find_weekday(today, weekday, future=future, strict=named)

    def _is_to_come(self, first: int, last: int) -> bool:
        """Tell whether a day of the week is one to come, by the verb and by what stands beside it."""
        place = self._narrative.find(first, last, "W").start
        if self._narrative.is_open_until(first) or self._precedes(first, last):
            return True
        ahead = self._narrative.looks_ahead(first) or self._is_earliest(first)
        ahead = ahead or self._grammar.is_said_to_be(place) or self._grammar.is_timetabled(place)
        return ahead and not self._grammar.is_over(place) and self._codes[max(0, first - 1) : first] != "s"

    def _read_deictic(self, first: int, last: int) -> date | Period:
        if self._moment is None or self._narrative.today is None:
            return UNKNOWN
        codes = self._codes[first:last]
        step = -1 if "<" in codes else 1 if ">" in codes else 0
        key = self._narrative.find(first, last, "t").key
        base = self._moment.day if key in ("yesterday", "tomorrow") else self._narrative.today
        return cal.add_days(base, DEICTIC[key] + step)

    def _read_same(self, first: int, last: int) -> date | Period | None:
        """Read *the same day*, *that night*: the day that the text has just spoken of."""
        element = self._elements[last - 1]
        if element.code == "U" and element.key in ("week", "month", "year"):
            base = self._narrative.find_base(first, element.key)
            return cal.whole(base, element.key, 0) if base else UNKNOWN
        if element.code == "U" and element.key != "day":
            return None
        return self._narrative.told or UNKNOWN

    def _read_neighbour(self, first: int, last: int) -> date | Period | None:
        """Read *the day before*, *the next morning*, *the week before*, seen from the day the text speaks of."""
        codes = self._codes[first:last]
        unit = self._narrative.find(first, last, "U").key if "U" in codes else "day"
        if self._codes[last : last + 1] == "c" and is_last(self._elements[first:last]):
            return None  # "the last week of July"
        if unit in ("week", "month", "year") and set(codes) & set("<>XL"):
            base, ahead = self._narrative.find_base(first, unit), ">" in codes or "X" in codes
            return self._narrative.keep_year(first, cal.whole(base, unit, 1 if ahead else -1)) if base else UNKNOWN
        if unit != "day" or is_last(self._elements[first:last]):
            return None
        base = self._narrative.find_base(first, "day")
        return cal.add_days(base, 1 if "X" in codes or ">" in codes else -1) if base else UNKNOWN

    def _read_this(self, first: int, last: int) -> date | Period:
        """Read *this morning*, *this evening*."""
        if self._moment is None or self._narrative.today is None:
            return UNKNOWN
        return self._moment.day if self._elements[last - 1].key == "morning" else self._narrative.today

    def _read_last(self, first: int, last: int) -> date | Period | None:
        """Read *last night*."""
        if "P" not in self._codes[first:last]:
            return None
        return cal.add_days(self._moment.day, -1) if self._moment else UNKNOWN


def is_last(elements: Sequence[Lexeme]) -> bool:
    """Tell whether *last* is among some elements: "the last day" is the end of something."""
    return any(element.key == "last" for element in elements)


def read_ordinal(element: Lexeme) -> int:
    """Return the number of a figure such as 12 or 12th, or of a word such as *twelfth*."""
    if element.key in ORDINALS:
        return ORDINALS[element.key]
    return int("".join(letter for letter in element.key if letter.isdigit()) or 0)
