"""Dates, clock times and durations of a text, resolved against its publication and its own narrative."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rashomon.annotate import calendars as cal
from rashomon.annotate.calendars import UNKNOWN, Moment, Period
from rashomon.annotate.clocks import CLOCK, SAME_NIGHT, ClockTime, place_clock, read_clock, settle_half
from rashomon.annotate.codes import DEICTIC, HOURLY, MONTHS, ORDINALS, PARTS, REFERENCES, WEEKDAYS
from rashomon.annotate.lexemes import Lexeme
from rashomon.annotate.tenses import Grammar
from rashomon.model.records import ValueKind


class Time(NamedTuple):
    """A time that stands on elements ``first`` to ``last`` (the last not included)."""

    first: int
    last: int
    kind: ValueKind
    low: str | float | None = None
    high: str | float | None = None
    approximate: bool = False
    unit: str | None = None
    timex: str | None = None


_NUM = "[DnN]"
_DATE = "(?:q?[DO]c?M(?:,?Y)?|M[DO](?![uU])(?:,?Y)?)"
#: late on Thursday night, March 12; 12 March; yesterday morning; last night; the same day; the night before
_DAY = (
    rf"(?:[el]#?(?:qP[c#])?)?(?:[LXTE]|q[LX])?W(?:P|[LXT]U)?(?:,?{_DATE})?|(?:e-?|qPc)?{_DATE}|I"
    r"|[el]?tP?|[el]?[LT]P|q?E(?:U|P)|q[LX](?:U|P)|q[UP]<(?:t|(?=[;,&#i]|$))|qU>(?:t|(?=[;,&#i]|$))"
)
#: early February 2026, last month, the third quarter of 2026, the summer of 2025, the 1990s
_STRETCH = (
    r"(?:[el]-?|[LXT])?M(?:,?c?Y)?|e-?q?Y|[el]?[LXT][UHQS]|q[LX][UHQ]|q?H"
    r"|q?o-?Q(?:c?(?:Y|[LXT]U))?|(?:q|E)Q(?![pr])|q?U-[Al]Q|(?:q?[LXT]|iq?|[el]-?)Sc?Y?|q?Sc?Y|q?G"
)
_LENGTH = rf"(?:{_NUM}|h?w|w-?h|w?a)-?[Uu]"
_PATTERNS = (
    ("clock_day", rf"(?:{CLOCK}),?[#yfc]?(?:{_DAY})"),
    ("day_clock", rf"(?:{_DAY}),?[@yb]?(?:{CLOCK})"),
    ("age", rf"{_NUM}-?U-?J"),
    ("shift", rf"b?(?:{_LENGTH}|U|u)[Al]"),
    ("recent", rf"q?[LXTp](?:{_NUM}|a)[Uu]|q[Lp]U"),
    ("days", r"M[DO][-r][DO](?:,?Y)?|[DO][-r][DO]M(?:,?Y)?"),
    ("day", rf"[<>s]?(?:{_DAY})"),
    ("stretch", rf"[<>s]?(?:{_STRETCH})"),
    ("year", r"[<>s]?Y(?![-]?[uUNDB$])"),
    ("clock", f"(?:{CLOCK})"),
    ("part", r"(?<=[iyd])qe?P(?!c)"),
    ("length", rf"b?{_LENGTH}|(?<=g)[Uu]"),
    ("reference", "R|q[pF](?=[;,&#i@<>])"),
)
_TIME = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS))
_CLOCK = re.compile(CLOCK)
_DAY_PART = re.compile(_DAY)
#: Elements within which "a year earlier" still compares quarters.
QUARTER_REACH = 40
_CODE_OF_UNIT = {"day": "D", "week": "W", "fortnight": "W", "month": "M", "quarter": "Q", "year": "Y",
                 "decade": "E", "century": "C", "second": "S", "minute": "M", "hour": "H", "weekend": "WE"}  # fmt: skip


def _unit(key: str) -> str:
    """Return the singular of a unit of time."""
    return "century" if key == "centuries" else key.rstrip("s")


class TimeReader:
    """Finds the times of one text from its first to its last, keeping in mind the day that it speaks of.

    The grammar tells whether a verb looks ahead, and whether a figure counts the noun after it.
    """

    def __init__(
        self,
        elements: Sequence[Lexeme],
        moment: Moment | None,
        grammar: Grammar,
    ) -> None:
        self._elements = elements
        self._codes = "".join(element.code for element in elements)
        self._moment = moment
        self._grammar = grammar
        self._anchor: date | None = None
        self._placed: list[tuple[int, date]] = []
        self._quarter: tuple[int, int, int] | None = None

    def read(self) -> list[Time]:
        """Return the times in the order of the text."""
        found = []
        at = 0
        while match := _TIME.search(self._codes, at):
            first, last = match.span()
            time = getattr(self, f"_read_{match.lastgroup}")(first, last)
            if time is not None:
                found.append(time)
            at = last if time is not None else first + 1
        return found

    # What the patterns read. Each takes the elements from first to last and gives a time, or None where it is none.

    def _read_clock_day(self, first: int, last: int) -> Time | None:
        clock = _CLOCK.match(self._codes, first)
        day = _DAY_PART.search(self._codes, clock.end(), last) if clock else None
        if clock is None or day is None:
            # "six this morning": the day belongs to the clock time.
            return self._read_clock(first, last)
        return self._join_clock(first, last, clock.span(), day.span())

    def _read_day_clock(self, first: int, last: int) -> Time | None:
        day = _DAY_PART.match(self._codes, first)
        clock = _CLOCK.search(self._codes, day.end(), last) if day else None
        if clock is None or day is None:
            return None
        return self._join_clock(first, last, clock.span(), day.span())

    def _join_clock(self, first: int, last: int, clock: tuple[int, int], day: tuple[int, int]) -> Time | None:
        time = read_clock(self._elements, self._codes, *clock)
        period = self._resolve_day(*day)
        if time is None or period is None:
            return None
        if time.daybreak and period.low:
            return Time(first, last, ValueKind.DATE, period.low, period.high, time.approximate and bool(time.bound),
                        None, period.timex)  # fmt: skip
        part = next((e.key.rstrip("s") for e in self._elements[day[0] : day[1]] if e.code == "P"), "")
        if time.loose and part in PARTS:
            late = part != "morning" and not (part == "night" and time.minutes < 300)
            time = time._replace(minutes=time.minutes + 720 * late, loose=False)
        return self._time_of(first, last, time, date.fromisoformat(period.low) if period.low else None)

    def _read_clock(self, first: int, last: int) -> Time | None:
        time = read_clock(self._elements, self._codes, first, last)
        if time is None:
            return None
        if self._moment is None:
            return self._time_of(first, last, time, self._anchor)
        future = self._looks_ahead(first)
        time = settle_half(time, self._moment, future=future)
        near = next((d for m, d in reversed(self._placed) if abs(m - time.minutes) <= SAME_NIGHT), None)
        anchor = self._anchor
        day = place_clock(time, self._moment, anchor=anchor, future=future, near=near)
        if time.daybreak and time.bound:
            text = day.isoformat()
            return Time(first, last, ValueKind.TIME, text, text, True, None, text)
        return self._time_of(first, last, time, day)

    def _time_of(self, first: int, last: int, time: ClockTime, day: date | None) -> Time:
        if day is None:
            stamp = f"XXXX-XX-XXT{time.minutes // 60:02d}:{time.minutes % 60:02d}"
            return Time(first, last, ValueKind.TIME, approximate=time.approximate, timex=stamp)
        self._placed.append((time.minutes, day))
        self._remember(first, day)
        stamp = f"{day.isoformat()}T{time.minutes // 60:02d}:{time.minutes % 60:02d}"
        low = None if time.bound == "<" else stamp
        high = None if time.bound == ">" else stamp
        return Time(first, last, ValueKind.TIME, low, high, time.approximate, None, stamp)

    def _read_age(self, first: int, last: int) -> Time | None:
        number = self._elements[first].number
        if number is None or _unit(self._elements[last - 2].key.rstrip("-")) not in ("year", "month", "day", "week"):
            pass
        return Time(first, last, ValueKind.NUMBER, number.low, number.high, False, "years of age") if number else None

    def _read_shift(self, first: int, last: int) -> Time | None:
        elements = self._elements[first:last]
        unit = _unit(next(e.key for e in elements if e.code in "Uu"))
        count = self._count(first, last)
        ago = elements[-1].code == "A"
        back = ago or elements[-1].key == "earlier"
        rough = elements[0].code == "b"
        if unit in HOURLY or count is None:
            length = self._length(first, last, count, unit)
            return length if count is not None or not ago else None
        base = cal.working_day(self._moment) if ago and self._moment else self._anchor or self._day()
        if base is None:
            return Time(first, last, ValueKind.DATE, approximate=rough)
        count = -int(count) if back else int(count)
        if unit == "year" and self._quarter is not None and first - self._quarter[0] <= QUARTER_REACH:
            # "profit in the third quarter fell from a year earlier" compares quarters.
            year, quarter = self._quarter[1:]
            period = cal.of_quarter(year + count, quarter)
        else:
            period = cal.shift(base, unit, count)
        timex = period.timex
        if unit in ("week", "fortnight") and period.low:
            timex = cal.of_week(date.fromisoformat(period.low)).timex
        if period.low and len(period.low) == 10:
            self._remember(first, date.fromisoformat(period.low))
        return Time(first, last, ValueKind.DATE, period.low, period.high, rough, None, timex)

    def _read_recent(self, first: int, last: int) -> Time | None:
        """Read *the past two years*, *the last few days*: how long, up to now."""
        unit = _unit(self._elements[last - 1].key)
        if self._codes[last - 2] in "Lp":
            return self._read_stretch(first, last) if self._codes[last - 2] == "L" else None
        return self._length(first, last, self._count(first, last), unit)

    def _read_days(self, first: int, last: int) -> Time | None:
        elements = self._elements[first:last]
        month = MONTHS[next(e.key for e in elements if e.code == "M")]
        days = [self._day_of_month(e) for e in elements if e.code in "DO"]
        year = next((int(e.key) for e in elements if e.code == "Y"), None)
        low, high = (self._resolve_date(first, year, month, day) for day in days)
        if low is None or high is None or low > high:
            return None
        return Time(first, last, ValueKind.DATE, low.isoformat(), high.isoformat())

    def _read_day(self, first: int, last: int) -> Time | None:
        start = first + 1 if self._codes[first] in "<>s" else first
        period = self._resolve_day(start, last)
        if period is None:
            return None
        part = next((e for e in self._elements[start:last] if e.code == "P"), None)
        timex = period.timex
        if timex and (part is not None or self._elements[last - 1].key == "tonight"):
            timex += "T" + PARTS[part.key.rstrip("s") if part is not None else "night"][2]
        return self._bounded(first, last, Period(period.low, period.high, timex))

    def _bounded(self, first: int, last: int, period: Period) -> Time:
        """Return a date with the open end that *since* gives it; "the worst since 1987" names the year of the last one."""
        low, high = period.low, period.high
        if self._codes[first] == "s" and not self._grammar.follows_superlative(self._elements[first].start):
            high = None
        return Time(first, last, ValueKind.DATE, low, high, False, None, period.timex)

    def _read_stretch(self, first: int, last: int) -> Time | None:
        start = first + 1 if self._codes[first] in "<>s" else first
        period = self._resolve_stretch(start, last)
        return self._bounded(first, last, period) if period is not None else None

    def _read_year(self, first: int, last: int) -> Time | None:
        element = self._elements[last - 1]
        if self._grammar.is_counted(element.start):
            return None
        before = self._codes[first - 1] if first else ""
        if self._codes[first] == "Y" and before not in tuple("iyvfcgrq&") and not 1900 <= int(element.key) <= 2100:
            # A bare figure is a year only in our time.
            return None
        return self._bounded(first, last, cal.of_year(int(element.key)))

    def _read_reference(self, first: int, last: int) -> Time:
        """Read *now*, *recently*, *soon*: they name no date, but say past, present or future."""
        return Time(first, last, ValueKind.DATE, timex=REFERENCES[self._elements[last - 1].key])

    def _read_part(self, first: int, last: int) -> Time | None:
        part = self._elements[last - 1].key.rstrip("s")
        day = self._anchor or self._day()
        low, high, code = PARTS[part]
        if day is None:
            return Time(first, last, ValueKind.TIME)
        day_text = day.isoformat()
        end = f"{day_text}T{high:02d}:00" if high < 24 else f"{cal.add_days(day, 1).isoformat()}T00:00"
        return Time(first, last, ValueKind.TIME, f"{day_text}T{low:02d}:00", end, False, None, f"{day_text}T{code}")

    def _read_length(self, first: int, last: int) -> Time | None:
        unit = self._elements[last - 1]
        if self._codes[first] == "w" and first and self._is_rate(first):
            return None
        if last == first + 1 and not unit.key.endswith("s"):
            return None
        return self._length(first, last, self._count(first, last), _unit(unit.key))

    def _is_rate(self, at: int) -> bool:
        """Tell whether *a day* means *each day*: a number stands one or two words before it."""
        return any(self._elements[place].number is not None for place in range(max(0, at - 2), at))

    # What the readers share.

    def _length(self, first: int, last: int, count: float | None, unit: str) -> Time:
        elements = self._elements[first:last]
        hourly = unit in HOURLY
        timex = "PT" if hourly else "P"
        timex += ("X" if count is None else f"{count * 2 if unit == 'fortnight' else count:g}") + _CODE_OF_UNIT[unit]
        half = any(e.code == "h" for e in elements)
        if half and unit == "hour":
            count, unit, timex = 30, "minute", "PT30M"
        low = 2 if count is None else count
        rough = count is None or half or elements[0].code == "b"
        name = "centuries" if unit == "century" else unit + "s"
        return Time(first, last, ValueKind.DURATION, low, count, rough, name, timex)

    def _count(self, first: int, last: int) -> float | None:
        """Return how many units some elements name; None for *several* and bare plurals."""
        for element in self._elements[first:last]:
            if element.number is not None:
                return element.number.low
            if element.code == "h":
                return 0.5
            if element.code == "a":
                return None
        codes = self._codes[first:last]
        return 1 if "w" in codes else None

    def _looks_ahead(self, at: int) -> bool:
        return self._grammar.is_future(self._elements[at].start)

    def _day(self) -> date | None:
        return cal.working_day(self._moment) if self._moment else None

    def _remember(self, first: int, day: date) -> None:
        """Keep the day that the text speaks of; what is still to come is not what it tells of."""
        if self._moment is None or day <= self._moment.day:
            self._anchor = day

    def _day_of_month(self, element: Lexeme) -> int:
        return int(re.sub("[^0-9]", "", element.key) or 0)

    def _resolve_date(self, at: int, year: int | None, month: int, day: int) -> date | None:
        if year is not None:
            return cal.make_date(year, month, day)
        if self._moment is None:
            return None
        return cal.find_month_day(self._moment.day, month, day, future=self._looks_ahead(at))

    def _resolve_day(self, first: int, last: int) -> Period | None:
        """Return the day that some elements name; UNKNOWN where only a publication date could tell; None for no day."""
        day = self._find_day(first, last)
        if isinstance(day, date):
            self._remember(first, day)
            return cal.of_day(day)
        return day

    def _find_day(self, first: int, last: int) -> date | Period | None:
        codes, elements = self._codes[first:last], self._elements[first:last]
        if "I" in codes:
            return cal.make_date(*(int(part) for part in elements[codes.index("I")].key[:10].split("-")))
        if "M" in codes:
            month = MONTHS[elements[codes.index("M")].key]
            day = next(self._day_of_month(e) for e in elements if e.code in "DO")
            year = next((int(e.key) for e in elements if e.code == "Y"), None)
            found = self._resolve_date(first, year, month, day)
            if found is None and (year is not None or self._moment is not None or not 1 <= day <= 31):
                return None
            return found or Period(None, None, f"XXXX-{month:02d}-{day:02d}")
        if self._moment is None:
            return UNKNOWN if not set(codes) & set("UE") or "q" in codes else None
        today = cal.working_day(self._moment)
        if "W" in codes:
            return self._find_weekday(first, WEEKDAYS[elements[codes.index("W")].key], codes)
        if "t" in codes:
            step = -1 if "<" in codes else 1 if ">" in codes else 0
            key = elements[codes.index("t")].key
            base = self._moment.day if key in ("yesterday", "tomorrow") else today
            return cal.add_days(base, DEICTIC[key] + step)
        if "E" in codes:
            return self._find_same(elements[-1])
        if "q" in codes:
            return self._find_neighbour(codes, elements)
        if "T" in codes:
            return self._moment.day if elements[-1].key == "morning" else today
        return cal.add_days(self._moment.day, -1) if "L" in codes and "P" in codes else None

    def _find_weekday(self, first: int, weekday: int, codes: str) -> date:
        assert self._moment is not None
        today = self._moment.day
        if "U" in codes:
            # "Friday last week"
            step = -7 if "L" in codes else 7 if "X" in codes else 0
            return cal.add_days(today, step + weekday - today.weekday())
        if "L" in codes:
            return cal.find_weekday(today, weekday, future=False, strict=True)
        if "X" in codes:
            return cal.find_weekday(today, weekday, future=True, strict=True)
        return cal.find_weekday(today, weekday, future=self._looks_ahead(first))

    def _find_same(self, last: Lexeme) -> date | None:
        """Read *the same day*, *that night*: the day that the text has just spoken of."""
        if last.code == "U" and last.key != "day":
            return None
        return self._anchor or self._day()

    def _find_neighbour(self, codes: str, elements: Sequence[Lexeme]) -> date | None:
        """Read *the day before*, *the next morning*, *the previous night*, seen from the day the text speaks of."""
        base = self._anchor or self._day()
        unit = next((e.key for e in elements if e.code == "U"), "day")
        if base is None or unit != "day":
            return None
        return cal.add_days(base, 1 if "X" in codes or ">" in codes else -1)

    def _resolve_stretch(self, first: int, last: int) -> Period | None:
        """Return the week, month, quarter, season, year or decade that some elements name."""
        codes, elements = self._codes[first:last], self._elements[first:last]
        year = next((int(e.key) for e in elements if e.code == "Y"), None)
        step = -1 if "L" in codes else 1 if "X" in codes else 0
        if "G" in codes:
            return cal.of_decade(int(elements[codes.index("G")].key))
        if "M" in codes:
            return self._find_month(first, MONTHS[elements[codes.index("M")].key], year, codes)
        if "o" in codes or "-" in codes and "Q" in codes or codes in ("qQ", "EQ"):
            return self._find_quarter(first, last, year)
        if "S" in codes:
            return self._find_season(first, elements[codes.index("S")].key, year, step)
        if year is not None:
            return cal.of_year(year)
        day = self._day() if "q" not in codes else self._anchor or self._day()
        unit = next((_unit(e.key) for e in elements if e.code in "UHQ"), "")
        plural = any(e.code in "UHQ" and e.key.endswith("s") for e in elements)
        if plural or not unit:
            return None
        if day is None:
            return UNKNOWN
        if unit == "weekend" and step == 0:
            return self._find_weekend(first)
        return cal.whole(day, unit, step)

    def _find_month(self, first: int, month: int, year: int | None, codes: str) -> Period | None:
        if year is not None:
            return cal.of_month(year, month)
        before = self._codes[first - 1] if first else ""
        if codes == "M" and before not in tuple("isyvf<>cg@&r"):
            # A bare month that stands on nothing is as like a name: "May said".
            return None
        if self._moment is None:
            return Period(None, None, f"XXXX-{month:02d}")
        now = self._moment.day
        future = "X" in codes or ("L" not in codes and self._looks_ahead(first))
        if "T" in codes:
            return cal.of_month(now.year, month)
        strict = "L" in codes or "X" in codes
        year = now.year
        if future and (month < now.month or (strict and month == now.month)):
            year += 1
        elif not future and (month > now.month or (strict and month == now.month)):
            year -= 1
        return cal.of_month(year, month)

    def _find_quarter(self, first: int, last: int, year: int | None) -> Period | None:
        codes, elements = self._codes[first:last], self._elements[first:last]
        if "A" in codes or "l" in codes:
            # "the year-earlier quarter"
            return cal.of_quarter(self._quarter[1] - 1, self._quarter[2]) if self._quarter is not None else None
        if "o" not in codes:
            # "the quarter" is a part of a town as well: it is a time where the text has just named one.
            return cal.of_quarter(*self._quarter[1:]) if self._quarter is not None else None
        quarter = ORDINALS.get(next(e.key for e in elements if e.code == "o"), 0)
        if not 1 <= quarter <= 4:
            return None
        if year is None:
            if self._moment is None:
                return UNKNOWN
            now = self._moment.day
            year = now.year - (quarter > (now.month + 2) // 3)
            if "U" in codes:
                year = now.year - ("L" in codes) + ("X" in codes)
        self._quarter = (first, year, quarter)
        return cal.of_quarter(year, quarter)

    def _find_season(self, first: int, season: str, year: int | None, step: int) -> Period | None:
        if year is not None:
            return cal.of_season(year, season)
        if self._moment is None:
            return UNKNOWN
        now = self._moment.day
        year = now.year
        start = cal.SEASONS[season][0]
        if step < 0:
            year -= now.month < start + 3
        elif step > 0 or self._looks_ahead(first):
            year += now.month > start
        else:
            year -= now.month < start
        return cal.of_season(year, season)

    def _find_weekend(self, first: int) -> Period:
        assert self._moment is not None
        future = self._looks_ahead(first)
        saturday = cal.find_weekday(self._moment.day, 5, future=future)
        if future and self._moment.day.weekday() == 6:
            saturday = cal.add_days(self._moment.day, -1)
        return cal.of_weekend(saturday)
