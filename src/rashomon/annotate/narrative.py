"""What a text has told so far: the day it speaks of, and the times that it has named last."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from datetime import date

from rashomon.annotate import calendars as cal
from rashomon.annotate.calendars import Moment, Period
from rashomon.annotate.clocks import ClockTime, fit_half, is_on_dial
from rashomon.annotate.codes import PARTS
from rashomon.annotate.lexemes import Lexeme
from rashomon.annotate.limits import LIMITS
from rashomon.annotate.quarters import Quarters
from rashomon.annotate.tenses import Grammar, Tense

#: A year at the head of a sentence: "In 1987,", "Last year".
_OPENING_YEAR = re.compile("i?(?:q?Y|q?[LX]U|EU),?")
#: Which of the periods that a text has named tell where its next days, weeks and months are counted from.
_ANCHORS = {"day": ("day",), "week": ("day", "week"), "fortnight": ("day", "week"), "month": ("day", "month")}


class Narrative:
    """The times of a text as it goes on: the day it speaks of, the clock times placed, the quarter it compares with.

    ``elements`` are its words and ``codes`` their codes; the grammar tells whether a verb looks ahead, and whether a
    figure counts the noun after it.
    """

    def __init__(self, elements: Sequence[Lexeme], moment: Moment | None, grammar: Grammar) -> None:
        self.elements = elements
        self.codes = "".join(element.code for element in elements)
        self.moment = moment
        self.grammar = grammar
        self.quarters = Quarters(elements, self.codes, moment, self.looks_ahead, self.find_year)
        #: The place, year and month of the month that the text has named last.
        self.month_named: tuple[int, int, int] | None = None
        #: The year that the text has named last, with its place.
        self.year_named: tuple[int, int] | None = None
        #: The year that the text speaks of ("last year" names none), with its place.
        self._year_told: tuple[int, int] | None = None
        #: The first day of the day, week and month that the text has named last, with its place, even if to come.
        self._named: dict[str, tuple[int, date]] = {}
        #: The part of a day that the text has named last, in minutes: "on Saturday afternoon".
        self._part: tuple[date, int, int] | None = None
        self._told: date | None = None
        #: The last such day that is no background.
        self._story: date | None = None
        self._placed: deque[tuple[int, date]] = deque(maxlen=LIMITS.kept_times)
        self._has_long_clock = any(element.code == "C" and not is_on_dial(element.key) for element in elements)

    @property
    def told(self) -> date | None:
        """The day that the text speaks of, or without one the day of its publication."""
        return self._told or self.today

    @property
    def today(self) -> date | None:
        """The day that the text calls today."""
        return cal.working_day(self.moment) if self.moment else None

    @property
    def anchor(self) -> date | None:
        """The day that the text has last named, if any."""
        return self._told

    def find_anchor(self, at: int) -> date | None:
        """Return the day of which a clock time at an element is told: the last one named, if it is no background.

        A day long before publication ("a letter dated 27 February") is what a text goes back to, and the hours after it
        are those of its story; only in the sentence that names it they are its own.
        """
        if self._told is None or self.moment is None:
            return self._told
        named = self._named.get("day", (-1, self._told))[0]
        return self._told if named > self.codes.rfind(";", 0, at) else self._story

    def looks_ahead(self, at: int) -> bool:
        """Tell whether the verb at an element tells of what is to come."""
        return self.find_tense(at) is Tense.AHEAD

    def find_tense(self, at: int) -> Tense | None:
        """Return what the verb at an element tells of, or of what is open until then."""
        return Tense.AHEAD if self.is_open_until(at) else self.grammar.find_tense(self.elements[at].start)

    def is_open_until(self, at: int) -> bool:
        """Tell whether something lasts until the time at an element, or is moved there: "is open through Sunday"."""
        if not at or self.elements[at - 1].key not in ("until", "till", "through"):
            return False
        place = self.elements[at].start
        moved = self.codes[at - 1] == "v" and self.grammar.is_put_off(place)
        return moved or self.grammar.is_lasting(place)

    def remember(self, day: date) -> None:
        """Keep the day that the text speaks of; what is still to come is not what it tells of."""
        if self.moment is None or day <= self.moment.day:
            self._told = day
            if self.moment is None or day >= cal.add_days(self.moment.day, -LIMITS.background):
                self._story = day

    def name_year(self, at: int, year: int) -> None:
        """Keep the year that the text has named at an element."""
        self.year_named = self._year_told = (at, year)

    def place(self, minutes: int, day: date) -> None:
        """Keep a clock time with its day."""
        self._placed.append((minutes, day))
        self._named.pop("day", None)
        self.remember(day)

    def find_near(self, minutes: int) -> date | None:
        """Return the day of the last clock time that was placed close to one."""
        return next((day for kept, day in reversed(self._placed) if abs(kept - minutes) <= LIMITS.same_night), None)

    def find_half(self, at: int, clock: ClockTime) -> int | None:
        """Return a time that may be twelve hours later in the half of the day that the text tells of, in minutes.

        That is the half of a part of the day named just before ("all evening"), of a clock time placed before to which
        it lies close, or of the part of the day named last. Where the clock of a text has 24 hours ("18.52") figures
        are meant as they stand.
        """
        if clock.written and self._has_long_clock:
            return None
        before = self.codes.rfind(";", 0, max(0, self.codes.rfind(";", 0, at)))
        just_named = self.codes.rfind("P", before + 1, at)
        if just_named >= 0:
            return fit_half(clock.minutes, PARTS[self.elements[just_named].key.rstrip("s")][0] * 60)
        for kept, _ in reversed(self._placed):
            near = min((clock.minutes, clock.minutes + 720), key=lambda half: abs(kept - half))
            if abs(kept - near) <= LIMITS.same_stretch:
                return near
        named = self._part is not None and self._part[0] == self._told
        return fit_half(clock.minutes, self._part[1]) if self._part is not None and named else None

    def find_part(self, minutes: int) -> date | None:
        """Return the day of the part of the day named last, if a clock time falls into it and no other day followed."""
        if self._part is None or self._part[0] != self._told or not self._part[1] <= minutes < self._part[2]:
            return None
        return self._told

    def find(self, first: int, last: int, code: str) -> Lexeme:
        """Return the first of some elements that has a code."""
        return self.elements[self.codes.index(code, first, last)]

    def find_year(self, first: int, last: int) -> int | None:
        """Return the year in figures among some elements, and keep it as the year named last."""
        place = self.codes.find("Y", first, last)
        if place < 0:
            return None
        year = int(self.elements[place].key)
        self.name_year(place, year)
        return year

    def find_year_beside(self, first: int, last: int) -> int | None:
        """Return the year of *October last year*, *June of this year*."""
        if self.moment is None or "U" not in self.codes[first:last]:
            return None
        codes = self.codes[first:last]
        return self.moment.day.year - ("L" in codes) + ("X" in codes)

    def find_opening_year(self, at: int) -> int | None:
        """Return the year with which the sentence of an element opens: "Last year it was shut in July"."""
        if self._year_told is None or at - self._year_told[0] > LIMITS.quarter_reach:
            return None
        start = max(self.codes.rfind(";", 0, at) + 1, at - LIMITS.quarter_reach)
        opens = _OPENING_YEAR.match(self.codes, start, at)
        return self._year_told[1] if opens is not None and start <= self._year_told[0] < opens.end() else None

    def name_part(self, day: date, low: int, high: int) -> None:
        """Keep a part of a day that the text has named, from one minute to another."""
        self._part = (day, low, high)

    def name_day(self, at: int, day: date) -> None:
        """Keep a day that the text has named at an element."""
        self.remember(day)
        self._named["day"] = (at, day)

    def keep(self, at: int, period: Period | None) -> Period | None:
        """Return a period, and keep the week or month that it is as named last."""
        if period is not None and period.low is not None and period.timex is not None:
            if len(period.low) == 7:
                self._named["month"] = (at, date.fromisoformat(period.low + "-01"))
            elif "-W" in period.timex:
                self._named["week"] = (at, date.fromisoformat(period.low))
        return period

    def keep_year(self, at: int, period: Period) -> Period:
        """Return a period, and keep the year that it is, if it is one, as the year that the text speaks of."""
        if period.low is not None and len(period.low) == 4 and period.low == period.high:
            self._year_told = (at, int(period.low))
        return period

    def find_base(self, at: int, unit: str) -> date | None:
        """Return a day of the week, month or year that the text speaks of: the year that it has just named, if any."""
        if unit in _ANCHORS:
            near = max((self._named[grain] for grain in _ANCHORS[unit] if grain in self._named), default=None)
            return near[1] if near is not None and at - near[0] <= LIMITS.quarter_reach else self.told
        if unit != "year" or self._year_told is None or at - self._year_told[0] > LIMITS.quarter_reach:
            return self.told
        return cal.make_date(self._year_told[1], 1, 1)

    def find_week_to_come(self, at: int) -> date | None:
        """Return the Monday of a week to come that a sentence has named: "meet next week and may vote Thursday"."""
        place, monday = self._named.get("week", (-1, None))
        if (
            self.moment is None
            or monday is None
            or monday.weekday()
            or monday <= self.moment.day
            or ";" in self.codes[place:at]
        ):
            return None
        return monday
