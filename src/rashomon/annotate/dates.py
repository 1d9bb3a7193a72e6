"""Dates as a text writes them: days, weeks, months, years, their ends, and words that name none."""

from __future__ import annotations

import re
from datetime import date

from rashomon.annotate import calendars as cal
from rashomon.annotate.calendars import Period
from rashomon.annotate.codes import MONTHS, PARTS, REFERENCES
from rashomon.annotate.days import Days, read_ordinal
from rashomon.annotate.expressions import DAY
from rashomon.annotate.lengths import name_unit, write_length
from rashomon.annotate.limits import LIMITS
from rashomon.annotate.narrative import Narrative
from rashomon.annotate.periods import Periods
from rashomon.annotate.tenses import Tense
from rashomon.annotate.timexes import Time, dated, referring
from rashomon.model.records import ValueKind

#: What may stand after a month, a day of it or a season, if it is a year.
_OF_YEAR = re.compile("[MDOS],?c?[LXT]U$")


class Dates:
    """Reads dates."""

    def __init__(self, narrative: Narrative, days: Days, periods: Periods) -> None:
        self._narrative = narrative
        self._moment = narrative.moment
        self._elements = narrative.elements
        self._codes = narrative.codes
        self._grammar = narrative.grammar
        self._days = days
        self._periods = periods

    def read_day(self, first: int, last: int) -> Time | None:
        """Read *Tuesday*, *March 12*, *last night*."""
        start, last = first + (self._codes[first] in "<>s"), self._drop_unit(first, last)
        if self._codes[start:last] == "W" and self._grammar.names_thing(self._elements[start].start):
            return None  # "the Sunday Times"
        if (
            self._codes[start:last] == "t"
            and self._elements[start].capital
            and self._grammar.is_in_name(self._elements[start].start)
        ):
            return None  # "USA Today"
        period = self._days.resolve(start, last)
        if period is None:
            return None
        part = next((e for e in self._elements[start:last] if e.code == "P"), None)
        timex = period.timex
        if timex and (part is not None or self._elements[last - 1].key == "tonight"):
            low, high, code = PARTS[part.key.rstrip("s") if part is not None else "night"]
            if self._is_to_come(start, last, period, low * 60):  # "on Saturday afternoon", told on a Saturday morning
                period = cal.of_day(cal.add_days(date.fromisoformat(str(period.low)), -7))
                self._narrative.name_day(first, date.fromisoformat(str(period.low)))
            timex = f"{period.timex}T{code}"
            if period.low and period.low == period.high:
                self._narrative.name_part(date.fromisoformat(period.low), low * 60, high * 60)
        return self._bounded(first, last, Period(period.low, period.high, timex))

    def _is_to_come(self, start: int, last: int, period: Period, minutes: int) -> bool:
        """Tell whether a part of a weekday that the text looks back to lies after its publication on that weekday."""
        moment = self._narrative.moment
        if moment is None or not moment.timed or "W" not in self._codes[start:last]:
            return False
        now = moment.clock.hour * 60 + moment.clock.minute
        return (
            period.low == moment.day.isoformat() and minutes > now and self._narrative.find_tense(start) is Tense.PAST
        )

    def read_days(self, first: int, last: int) -> Time | None:
        """Read *May 3-5*."""
        elements = self._elements[first:last]
        month = MONTHS[next(e.key for e in elements if e.code == "M")]
        days = [read_ordinal(e) for e in elements if e.code in "DO"]
        year = next((int(e.key) for e in elements if e.code == "Y"), None)
        low, high = (self._days.resolve_date(first, year, month, day) for day in days)
        if low is None or high is None or low > high:
            return None
        return Time(first, last, ValueKind.DATE, low.isoformat(), high.isoformat())

    def read_listed(self, first: int, last: int) -> Time | None:
        """Read *12* of "Feb. 3 and 12"."""
        month, day = MONTHS[self._elements[first - 3].key], read_ordinal(self._elements[first])
        found = self._days.resolve_date(first - 3, None, month, day)
        return dated(first, last, cal.of_day(found)) if found is not None else None

    def read_stretch(self, first: int, last: int) -> Time | None:
        """Read *last week*, *March 1998*, *the third quarter*, *the sixties*."""
        start, last = first + (self._codes[first] in "<>s"), self._drop_unit(first, last)
        period = self._read_ended(start, last) or self._periods.resolve(start, last)
        return self._bounded(first, last, period) if period is not None else None

    def read_year(self, first: int, last: int) -> Time | None:
        """Read *1998*, *1989-90*."""
        element = self._elements[last - 1]
        if element.code in "DN":  # "1989-90", "the 1980-88 war"
            year = int(self._elements[first].key)
            ends = year // 100 * 100 + int(element.key) if len(element.key) == 2 and element.key.isdigit() else year
            follows = element.key == f"{(year + 1) % 100:02d}" or year < ends <= year + LIMITS.year_reach
            return Time(first, last, ValueKind.DATE, str(year), str(max(ends, year + 1))) if follows else None
        if self._may_be_count(int(element.key)) and self._grammar.is_counted(element.start):
            return None
        before = self._codes[first - 1] if first else ""
        if self._codes[first] == "Y" and before not in tuple("iyvfcgrq&") and not 1900 <= int(element.key) <= 2100:
            # A bare figure is a year only in our time.
            return None
        self._narrative.name_year(first, int(element.key))
        return self._bounded(first, last, cal.of_year(int(element.key)))

    def read_end(self, first: int, last: int) -> Time | None:
        """Read *the end of the year*, *year-end 1990*."""
        if self._codes[first] == "U":  # "year-end 1990", "year's end"
            if self._elements[first].key not in ("year", "month", "week", "decade", "century"):
                return None
            year = self._codes.find("Y", first, last)
            start = year if year >= 0 else first
            period = self._periods.resolve_end(start, last if year >= 0 else first + 1)
        else:
            period = self._periods.resolve_end(self._codes.index("c", first) + 1, last)
        return period and dated(first, last, period)

    def read_week_of(self, first: int, last: int) -> Time | None:
        """Read *the week of Nov. 6*."""
        day = self._days.resolve(self._codes.index("c", first) + 1, last)
        if day is None or "week" not in (self._elements[first].key, self._elements[first + 1].key):
            return None
        week = cal.of_week(date.fromisoformat(day.low)) if day.low else day
        return dated(first, last, week)

    def read_reference(self, first: int, last: int) -> Time | None:
        """Read *now*, *recently*, *in the past*: they name no date, but say past, present or future."""
        element, before = self._elements[last - 1], self._codes[first - 1] if first else ""
        if element.code == "7":  # "at this time"
            return referring(first, last, "PRESENT_REF")
        if element.code == "U":  # "recent years"
            some = write_length(None, name_unit(element.key))
            return referring(first, last, some) if element.key.endswith("s") else None
        meaning = REFERENCES.get(element.key)
        if before and self._elements[first - 1].key == "as":
            return None  # "as recently as June"
        if element.key == "now" and self._leads_on(first):
            return None
        names_time = {
            "past": before in tuple("icfg") and self._codes[first] == "q",
            "present": before == "@" or self._codes[first] == "q",
            "moment": before in ("@", "#", "g") and not self._grammar.is_explained(element.start),
        }.get(element.key, True)
        # "a future leader": an adjective tells of the thing, and names no time that a reader could look for.
        inside = self._grammar.is_in_name(element.start) or self._grammar.describes(element.start)
        return referring(first, last, meaning) if meaning and names_time and not inside else None

    def _leads_on(self, at: int) -> bool:
        """Tell whether *now* only leads on to what follows: "Now that it is over", "Now, the weather"."""
        before, after = (
            self._codes[max(0, at - 1) : at],
            self._elements[at + 1].key if at + 1 < len(self._codes) else "",
        )
        return after == "that" or (after == "," and before in ("", ";"))

    def read_ended(self, first: int, last: int) -> Time | None:
        """Read *the year* of "covers the year ending March 31"."""
        period = self._read_ended(first, last)
        return period and dated(first, last, period)

    def _read_ended(self, first: int, last: int) -> Period | None:
        """Read *the week* of "the week ended Oct. 13": the one in which that day lies; a year is that which it ends."""
        day = DAY.match(self._codes, last + 1)
        plain = self._codes[first:last] in ("qU", "qQ", "qjU")
        if not plain or day is None or self._elements[last].key not in ("ended", "ending"):
            return None
        period, unit = self._days.resolve(*day.span()), self._elements[last - 1].key
        if period is None or period.low is None or unit not in ("week", "month", "quarter", "year"):
            return None
        end = date.fromisoformat(period.low)
        if unit == "year":  # "the fiscal year ended Sept. 30"
            begin = cal.add_days(cal.shift_exactly(end, "year", -1), 1)
            return Period(begin.isoformat(), end.isoformat(), f"{end.year:04d}")
        if unit == "quarter":
            self._narrative.quarters.name(first, end)
        return cal.whole(end, unit, 0)

    def _drop_unit(self, first: int, last: int) -> int:
        """Return where a time ends without what only follows it: "in June last week", but "in June last year"."""
        named = _OF_YEAR.search(self._codes, max(first, last - 4), last)
        return named.start() + 1 if named and self._elements[last - 1].key != "year" else last

    def _bounded(self, first: int, last: int, period: Period) -> Time:
        """Return a date with the open end that *since* gives it; but "the worst since 1987" names a year."""
        low, high = period.low, period.high
        if self._codes[first] == "s" and not self._grammar.follows_superlative(self._elements[first].start):
            high = None
        return Time(first, last, ValueKind.DATE, low, high, False, None, period.timex)

    def _may_be_count(self, year: int) -> bool:
        """Tell whether a figure before a plural may count it ("2000 people"): round ones, and years far from now.

        "1990 sales" are those of a year: news sets a comma in other figures as long.
        """
        return year % 100 == 0 or self._moment is None or abs(year - self._moment.day.year) > LIMITS.year_reach
