"""Clock times and parts of the day, on the day that the text means."""

from __future__ import annotations

import re
from datetime import date

from rashomon.annotate import calendars as cal
from rashomon.annotate.clocks import CLOCK, ClockTime, place_clock, read_clock, settle_half
from rashomon.annotate.codes import PARTS
from rashomon.annotate.days import Days
from rashomon.annotate.elements import tells_time
from rashomon.annotate.expressions import CLOCK_DAY, DAY
from rashomon.annotate.narrative import Narrative
from rashomon.annotate.timexes import Time, dated
from rashomon.model.records import ValueKind

_CLOCK = re.compile(CLOCK)


class Daytimes:
    """Reads clock times and parts of the day."""

    def __init__(self, narrative: Narrative, days: Days) -> None:
        self._narrative = narrative
        self._elements = narrative.elements
        self._codes = narrative.codes
        self._grammar = narrative.grammar
        self._days = days

    def read_clock_day(self, first: int, last: int) -> Time | None:
        """Read *10 p.m. on Tuesday*."""
        clock = _CLOCK.match(self._codes, first)
        day = DAY.search(self._codes, clock.end(), last) if clock else None
        if clock is None or day is None:
            # "six this morning": the day belongs to the clock time.
            return self.read_clock(first, last)
        return self._join_clock(first, last, clock.span(), day.span())

    def read_day_clock(self, first: int, last: int) -> Time | None:
        """Read *Tuesday at 10.30pm*, *yesterday, 2 p.m*."""
        day = DAY.match(self._codes, first)
        clock = _CLOCK.search(self._codes, day.end(), last) if day else None
        if clock is None or day is None:
            return None
        return self._join_clock(first, last, clock.span(), day.span())

    def read_clock(self, first: int, last: int) -> Time | None:
        """Read *10 p.m.*, on the day that the text means."""
        time = read_clock(self._elements, self._codes, first, last)
        moment = self._narrative.moment
        if time is None or moment is None:
            return time and self._time_of(first, last, time, self._narrative.anchor)
        future = self._narrative.looks_ahead(first)
        told = self._narrative.find_half(first, time) if time.loose else None
        time = settle_half(time, moment, future=future, told=told)
        near = self._find_shared_day(last) or self._narrative.find_near(time.minutes)
        near = near or (None if future else self._narrative.find_part(time.minutes))
        day = place_clock(time, moment, anchor=self._narrative.find_anchor(first), future=future, near=near)
        if time.daybreak and time.bound:
            text = day.isoformat()
            return Time(first, last, ValueKind.TIME, text, text, True, None, text)
        return self._time_of(first, last, time, day)

    def read_hour(self, first: int, last: int) -> Time | None:
        """Read *at ten*, *at ten to four*, *it was ten to four*, but not "put the toll at nine"."""
        number, before = self._elements[first].number, self._elements[max(first - 2, 0) : first]
        if number is None or (self._codes[first - 1] == "x" and not tells_time(before)):
            return None
        if not 1 <= number.low <= 12 or self._grammar.rates(self._elements[first - 1].start):
            return None
        return self.read_clock(first, last)

    def read_part(self, first: int, last: int) -> Time | None:
        """Read *in the morning*, of the day that the text speaks of."""
        part = self._elements[last - 1].key.rstrip("s")
        if self._codes[first - 1] == "g" and self._elements[first - 1].key not in ("during", "throughout"):
            return None  # "not meant for the night"
        day = self._narrative.told
        low, high, code = PARTS[part]
        if day is None:
            return Time(first, last, ValueKind.TIME)
        day_text = day.isoformat()
        end = f"{day_text}T{high:02d}:00" if high < 24 else f"{cal.add_days(day, 1).isoformat()}T00:00"
        return Time(first, last, ValueKind.TIME, f"{day_text}T{low:02d}:00", end, False, None, f"{day_text}T{code}")

    def _join_clock(self, first: int, last: int, clock: tuple[int, int], day: tuple[int, int]) -> Time | None:
        time = read_clock(self._elements, self._codes, *clock)
        period = self._days.resolve(*day)
        if time is None or period is None:
            return None
        if time.daybreak and period.low:
            self._narrative.name_part(date.fromisoformat(period.low), time.minutes, time.minutes + 60)
            return dated(first, last, period, approximate=time.approximate and bool(time.bound))
        part = next((e.key.rstrip("s") for e in self._elements[day[0] : day[1]] if e.code == "P"), "")
        dial = time.loose or (60 <= time.minutes < 780 and "m" not in self._codes[slice(*clock)])
        if dial and part in PARTS:  # "6:15 on Friday evening"
            late = part != "morning" and not (part == "night" and time.minutes < 300)
            time = time._replace(minutes=time.minutes % 720 + 720 * late, loose=False)
        elif time.loose and (half := self._narrative.find_half(first, time)) is not None:
            time = time._replace(minutes=half, loose=False)
        return self._time_of(first, last, time, date.fromisoformat(period.low) if period.low else None, named=True)

    def _find_shared_day(self, last: int) -> date | None:
        """Return the day of the second of two clock times: *between 10 a.m. and 3 p.m. on Monday*."""
        joined = CLOCK_DAY.match(self._codes, last + 1) if self._codes[last : last + 1] in ("&", "r", "-") else None
        period = self._days.resolve(*joined.span(1)) if joined is not None else None
        return date.fromisoformat(period.low) if period is not None and period.low else None

    def _time_of(self, first: int, last: int, time: ClockTime, day: date | None, *, named: bool = False) -> Time:
        clock = f"T{time.minutes // 60:02d}:{time.minutes % 60:02d}"
        if day is None:
            return Time(first, last, ValueKind.TIME, approximate=time.approximate, timex="XXXX-XX-XX" + clock)
        self._narrative.place(time.minutes, day)
        if named:
            self._narrative.name_day(first, day)
        stamp = day.isoformat() + clock
        low = None if time.bound == "<" else stamp
        high = None if time.bound == ">" else stamp
        if time.minutes == 0 and any(element.key == "midnight" for element in self._elements[first:last]):
            # The guidelines write midnight as the end of a day: of the one named, or of the one just over.
            stamp = (day if named else cal.add_days(day, -1)).isoformat() + "T24:00"
        return Time(first, last, ValueKind.TIME, low, high, time.approximate, None, stamp)
