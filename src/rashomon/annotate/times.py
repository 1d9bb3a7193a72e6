"""Dates, clock times and durations of a text, resolved against its publication and its own narrative."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from rashomon.annotate import calendars as cal
from rashomon.annotate.calendars import Moment, Period
from rashomon.annotate.clocks import BARE_HOUR, CLOCK, ClockTime, place_clock, read_clock, settle_half
from rashomon.annotate.codes import HOURLY, MONTHS, PARTS, REFERENCES
from rashomon.annotate.frequencies import FREQUENCY, each, read_frequency
from rashomon.annotate.lengths import PARTED, join_lengths, name_unit, write_length
from rashomon.annotate.lexemes import Lexeme
from rashomon.annotate.limits import LIMITS
from rashomon.annotate.measures import is_currency
from rashomon.annotate.periods import Narrative, read_ordinal
from rashomon.annotate.tenses import Grammar, Tense
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
_DATE = "(?:q?[DO]c?M(?:,?Y|c?[LXT]U)?|q?ocM|M[DO](?![uU])(?:,?Y|c?[LXT]U)?)"
#: late on Thursday night, March 12; 12 March; yesterday morning; last night; the same day; the night before
_DAY = (
    rf"WqO(?!c?M)|[LXT]?2(?:,?Y)?|(?:[el]#?(?:qP[c#])?)?(?:[LXTE]|q[LX])?W(?:P|c?[LXT]U)?(?:,?{_DATE})?|(?<=[#yvsf])qO(?=[;,&]|$)|(?:e-?|qPc)?{_DATE}|I"
    r"|[el]?tP?|[el]?[LT]P|q?E(?:U|P)|q[LX](?:U|P)|q[UP]<(?:t|(?=[;,&#i]|$))|qU>(?:t|(?=[;,&#i]|$))"
)
#: early February 2026, last month, the third quarter of 2026, the summer of 2025, the 1990s
_STRETCH = (
    r"[LXT]Uo-?[Qh]|q?L-?UQ|(?:[el]-?|[LXT])?M(?:,?c?Y|c?[LXT]U)?|e-?q?Y|[el]?[LXT]j?[UHQS]|q[LXT]j?[UHQ]|(?<!o)q?H"
    r"|q?Yj?o-?[Qh]|q?j?o-?[Qh](?:c?(?:j?Y|[LXT]j?U|qU))?|(?:q|q?E)Q(?:c?(?:Y|LU))?(?![pr])|q?YQ|q?U-[Al](?:Q|o-?[Qh])|(?:q?[LXT]|(?<=[igcsvy])q?|[el]-?)S(?:c?Y|(?!c))|q?Sc?(?:Y|[LXT]U)"
    r"|q?(?:e-?q?|l)?G|q?(?:e-?q?)?(?:O|o|n-o)-?U|(?<=[icgsvy])qj?U(?!-|Y)|q?j?UY"
)
_LENGTH = rf"(?:{_NUM}|h?w|w-?h|w?a)-?j?[Uu](?:&wh)?"
_PATTERNS = (
    ("clock_day", rf"(?:{CLOCK}),?[#yfc]?(?:{_DAY})"),
    ("day_clock", rf"(?:{_DAY}),?[@yb]?(?:{CLOCK})"),
    ("age", rf"{_NUM}-?U-?J"),
    ("frequency", FREQUENCY),
    ("weeks_ago", f"{_LENGTH}AW"),
    ("shift", rf"b?(?:{_LENGTH}|U|u)(?:A(?:t|TU)|[Al])|{_LENGTH}f[Rt]|q?U-[Al](?!Q|o-?[Qh])"),
    ("long", "[Uu]-[jJ](?=x)|6"),
    ("long_ago", "(?:w?j?7|j)A"),
    ("share", "(?:q?[LXp]|w-?)?[hQ](?:cw|-)?U"),
    ("recent", rf"q?[LXTp](?:{_NUM}|a)j?[UuQ]|(?:q|T)[Lp]j?[Uu](?!c)|(?<=[gi])qXj?[Uu]"),
    ("listed", r"(?<=M[DO][&r])[DO](?=[;,@i#]|$)"),
    ("end", r"q?%c(?:q?[UQ]|[LXT][UQ]|[LXT]?M(?:,?Y)?|Y)|U-?%(?:,?Y)?"),
    ("week_of", rf"q?Uc{_DATE}"),
    ("days", r"M[DO]-[DO](?:,?Y)?|M[DO]r[DO],?Y|[DO][-r][DO]M(?:,?Y)?"),
    ("day", rf"[<>s]?(?:{_DAY})"),
    ("stretch", rf"[<>s]?(?:{_STRETCH})"),
    ("year", r"[<>s]?Y(?![-]?[uUNDB$])|Y-[DN](?![-]?[uUNB])"),
    ("clock", f"(?:{CLOCK})"),
    ("hour", BARE_HOUR),
    ("part", r"(?<=[iydg])qe?P(?![c<>])"),
    ("lengths", rf"(?:{_NUM}|w)[Uu],?&?{_NUM}[Uu](?!-)"),
    ("length", rf"b?(?:{_LENGTH}|{_NUM}j?Q)|1[Uu]|[Uu](?!-)"),
    ("reference", "q?(?:R|F|p)|4U|(?<=@)T7"),
)
#: Marks in which the name of a programme or a book stands.
_MARKS = frozenset("\"“”‘’'")
#: No time begins with a mark or an ordinary word but *times* of "three times a week": most places are passed over.
_TIME = re.compile("(?=[^x;,&-]|xwU)(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS) + ")")
_CLOCK = re.compile(CLOCK)
_DAY_PART = re.compile(_DAY)
#: What may stand after a month, a day of it or a season, if it is a year.
_OF_YEAR = re.compile("[MDOS],?c?[LXT]U$")
_CLOCK_DAY = re.compile(rf"(?:{CLOCK}),?[#yfc]?({_DAY})")


class TimeReader:
    """Finds the times of one text from its first to its last, keeping in mind the day that it speaks of.

    The grammar tells whether a verb looks ahead, and whether a figure counts the noun after it.
    """

    def __init__(self, elements: Sequence[Lexeme], moment: Moment | None, grammar: Grammar) -> None:
        self._elements = elements
        self._codes = "".join(element.code for element in elements)
        self._grammar = grammar
        self._narrative = Narrative(elements, self._codes, moment, grammar)
        self._readers: dict[str, Callable[[int, int], Time | None]] = {
            "clock_day": self._read_clock_day,
            "day_clock": self._read_day_clock,
            "age": self._read_age,
            "frequency": self._read_frequency,
            "shift": self._read_shift,
            "weeks_ago": self._read_weeks_ago,
            "long": self._read_long,
            "long_ago": self._read_long_ago,
            "share": self._read_share,
            "recent": self._read_recent,
            "listed": self._read_listed,
            "end": self._read_end,
            "hour": self._read_hour,
            "week_of": self._read_week_of,
            "days": self._read_days,
            "day": self._read_day,
            "stretch": self._read_stretch,
            "year": self._read_year,
            "clock": self._read_clock,
            "part": self._read_part,
            "lengths": self._read_lengths,
            "length": self._read_length,
            "reference": self._read_reference,
        }

    def read(self) -> list[Time]:
        """Return the times in the order of the text."""
        found = []
        at = 0
        while match := _TIME.search(self._codes, at):
            first, last = match.span()
            time = self._readers[match.lastgroup or ""](first, last)
            if time is not None:
                found.append(time)
            at = min(last, time.last) if time is not None else first + 1
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
        period = self._narrative.resolve_day(*day)
        if time is None or period is None:
            return None
        if time.daybreak and period.low:
            return Time(first, last, ValueKind.DATE, period.low, period.high, time.approximate and bool(time.bound),
                        None, period.timex)  # fmt: skip
        part = next((e.key.rstrip("s") for e in self._elements[day[0] : day[1]] if e.code == "P"), "")
        dial = time.loose or (60 <= time.minutes < 780 and "m" not in self._codes[slice(*clock)])
        if dial and part in PARTS:  # "6:15 on Friday evening"
            late = part != "morning" and not (part == "night" and time.minutes < 300)
            time = time._replace(minutes=time.minutes % 720 + 720 * late, loose=False)
        return self._time_of(first, last, time, date.fromisoformat(period.low) if period.low else None, named=True)

    def _read_clock(self, first: int, last: int) -> Time | None:
        time = read_clock(self._elements, self._codes, first, last)
        moment = self._narrative.moment
        if time is None or moment is None:
            return time and self._time_of(first, last, time, self._narrative.anchor)
        future = self._narrative.looks_ahead(first)
        time = settle_half(time, moment, future=future)
        near = self._find_shared_day(last) or self._narrative.find_near(time.minutes)
        day = place_clock(time, moment, anchor=self._narrative.anchor, future=future, near=near)
        if time.daybreak and time.bound:
            text = day.isoformat()
            return Time(first, last, ValueKind.TIME, text, text, True, None, text)
        return self._time_of(first, last, time, day)

    def _find_shared_day(self, last: int) -> date | None:
        """Return the day of the second of two clock times: *between 10 a.m. and 3 p.m. on Monday*."""
        joined = _CLOCK_DAY.match(self._codes, last + 1) if self._codes[last : last + 1] in ("&", "r", "-") else None
        period = self._narrative.resolve_day(*joined.span(1)) if joined is not None else None
        return date.fromisoformat(period.low) if period is not None and period.low else None

    def _time_of(self, first: int, last: int, time: ClockTime, day: date | None, *, named: bool = False) -> Time:
        clock = f"T{time.minutes // 60:02d}:{time.minutes % 60:02d}"
        if day is None:
            return Time(first, last, ValueKind.TIME, approximate=time.approximate, timex="XXXX-XX-XX" + clock)
        self._narrative.place(time.minutes, day)
        stamp = day.isoformat() + clock
        low = None if time.bound == "<" else stamp
        high = None if time.bound == ">" else stamp
        if time.minutes == 0 and any(element.key == "midnight" for element in self._elements[first:last]):
            # The guidelines write midnight as the end of a day: of the one named, or of the one just over.
            stamp = (day if named else cal.add_days(day, -1)).isoformat() + "T24:00"
        return Time(first, last, ValueKind.TIME, low, high, time.approximate, None, stamp)

    def _read_age(self, first: int, last: int) -> Time | None:
        number = self._elements[first].number
        unit = name_unit(next(element.key for element in self._elements[first:last] if element.code == "U"))
        if number is not None and unit != "year":
            return self._length(first, last, number.low, unit)
        return Time(first, last, ValueKind.NUMBER, number.low, number.high, False, "years of age") if number else None

    def _read_hour(self, first: int, last: int) -> Time | None:
        """Read *at ten*, but not "put the toll at nine"."""
        number = self._elements[first].number
        if number is None or not 1 <= number.low <= 12 or self._grammar.rates(self._elements[first - 1].start):
            return None
        return self._read_clock(first, last)

    def _read_frequency(self, first: int, last: int) -> Time | None:
        """Read *every year*, *twice a week*, *daily*, *Sundays*."""
        found = read_frequency(self._elements[first:last])
        if found is None or (self._codes[first] == "3" and not self._recurs(first)):
            return None
        count, unit, timex = found
        return Time(first, last, ValueKind.DURATION, count, count, False, unit, timex)

    def _recurs(self, at: int) -> bool:
        """Tell whether *daily* says when: as an adverb, but in no rate ("40 marks daily") and not in "daily sales"."""
        rate = self._is_rate(at) and self._codes[at - 1] not in "m5"
        return not rate and self._grammar.is_adverb(self._elements[at].start)

    def _read_end(self, first: int, last: int) -> Time | None:
        if self._codes[first] == "U":  # "year-end 1990", "year's end"
            if self._elements[first].key not in ("year", "month", "week", "decade", "century"):
                return None
            year = self._codes.find("Y", first, last)
            start = year if year >= 0 else first
            period = self._narrative.resolve_end(start, last if year >= 0 else first + 1)
        else:
            period = self._narrative.resolve_end(self._codes.index("c", first) + 1, last)
        return period and Time(first, last, ValueKind.DATE, period.low, period.high, False, None, period.timex)

    def _read_shift(self, first: int, last: int) -> Time | None:
        """Read *a fortnight ago*, *two days later*; minutes and hours are told as lengths: *38 minutes later*."""
        elements = self._elements[first:last]
        exact = elements[-1] if "A" in self._codes[first : last - 1] and elements[-1].code in "tU" else None
        if exact is not None:  # "a year ago today", "ten years ago this week"
            elements = elements[: self._codes[first:last].index("A") + 1]
        unit = name_unit(next(e.key for e in elements if e.code in "Uu"))
        count = self._count(first, last)
        ago = elements[-1].code == "A"
        if elements[0].code in "qU" and elements[-2].code == "-":  # "the year-earlier period"
            count = 1
        if elements[-1].code in "Rt":  # "five years from now"
            if elements[-1].key not in ("now", "today") or count is None or unit in HOURLY:
                return None
            period = self._narrative.resolve_shift(first, unit, count, from_now=True)
            return Time(first, last, ValueKind.DATE, period.low, period.high, False, None, period.timex)
        if ago and count is None:  # "several years ago"
            return self._refer(first, last, "PAST_REF")
        than = last < len(self._elements) and self._elements[last].key == "than"
        if unit in HOURLY and ago and count is not None and (stamp := self._narrative.count_back(count, unit)):
            return Time(first, last, ValueKind.TIME, stamp, stamp, True, None, stamp)
        if unit in HOURLY or count is None or than:
            return self._length(first, last, count, unit) if count is not None or not ago else None
        step = -count if ago or elements[-1].key == "earlier" else count
        if exact is not None:
            period = self._narrative.resolve_exactly(unit, step, exact.key)
        else:
            period = self._narrative.resolve_shift(first, unit, step, from_now=ago)
        rough = elements[0].code == "b" or (unit in ("decade", "century") and exact is None)
        return Time(first, last, ValueKind.DATE, period.low, period.high, rough, None, period.timex)

    def _read_weeks_ago(self, first: int, last: int) -> Time | None:
        """Read *a week ago Monday*: weeks before the last Monday; of "a year ago Monday" the length alone."""
        unit, count = name_unit(self._elements[last - 3].key), self._count(first, last - 2)
        if unit != "week" or count is None:
            return self._read_shift(first, last - 1)
        day = self._narrative.resolve_day(last - 1, last)
        if day is None or day.low is None:
            return None
        text = cal.add_days(date.fromisoformat(day.low), -7 * round(count)).isoformat()
        return Time(first, last, ValueKind.DATE, text, text, False, None, text)

    def _read_long(self, first: int, last: int) -> Time | None:
        """Read *a weeklong trip*, *months-long talks*, *its year-long study*, *decades-old laws*."""
        key = self._elements[first].key
        if last == first + 1:
            return self._length(first, last, 1, key.removesuffix("long"))
        if self._elements[last - 1].key not in ("long", "old"):
            return None
        return self._length(first, last, None if key.endswith("s") else 1, name_unit(key))

    def _read_long_ago(self, first: int, last: int) -> Time | None:
        """Read *long ago*, *a long time ago*, *some time ago*."""
        named = "7" in self._codes[first:last] or self._elements[first].key == "long"
        return self._refer(first, last, "PAST_REF") if named else None

    def _read_share(self, first: int, last: int) -> Time | None:
        """Read *a quarter century*, *the past half-century*, *a quarter of a century*."""
        if self._elements[last - 1].key not in ("century", "decade"):
            return None
        share = 0.5 if "h" in self._codes[first:last] else 0.25
        return self._length(first, last, share, self._elements[last - 1].key)

    def _read_listed(self, first: int, last: int) -> Time | None:
        """Read *12* of "Feb. 3 and 12"."""
        month, day = MONTHS[self._elements[first - 3].key], read_ordinal(self._elements[first])
        found = self._narrative.resolve_date(first - 3, None, month, day)
        return (
            Time(first, last, ValueKind.DATE, found.isoformat(), found.isoformat(), False, None, found.isoformat())
            if found
            else None
        )

    def _read_recent(self, first: int, last: int) -> Time | None:
        """Read *the past two years*, *the last few days*: how long, up to now."""
        unit = name_unit(self._elements[last - 1].key)
        codes = self._codes[first : last - 1].removesuffix("j")
        if self._codes[last - 1] == "Q" and not self._are_quarters(last - 1):
            return None
        if codes[-1] in "LpX":
            # "over the last year" is twelve months up to now; "the previous year" is one of the calendar.
            element, word = self._elements[last - 1], self._elements[first + len(codes) - 1].key
            whole = word not in ("last", "past", "next") or unit in ("day", "weekend") or word + unit == "nextcentury"
            if whole or (element.key.endswith("s") and codes[-1] != "p"):
                return self._read_stretch(first, last) if element.code == "U" else None
            return self._length(first, last, None if element.key.endswith("s") else 1, unit)
        return self._length(first, last, self._count(first, last), unit)

    def _read_week_of(self, first: int, last: int) -> Time | None:
        """Read *the week of Nov. 6*."""
        day = self._narrative.resolve_day(self._codes.index("c", first) + 1, last)
        if day is None or "week" not in (self._elements[first].key, self._elements[first + 1].key):
            return None
        week = cal.of_week(date.fromisoformat(day.low)) if day.low else day
        return Time(first, last, ValueKind.DATE, week.low, week.high, False, None, week.timex)

    def _read_days(self, first: int, last: int) -> Time | None:
        elements = self._elements[first:last]
        month = MONTHS[next(e.key for e in elements if e.code == "M")]
        days = [read_ordinal(e) for e in elements if e.code in "DO"]
        year = next((int(e.key) for e in elements if e.code == "Y"), None)
        low, high = (self._narrative.resolve_date(first, year, month, day) for day in days)
        if low is None or high is None or low > high:
            return None
        return Time(first, last, ValueKind.DATE, low.isoformat(), high.isoformat())

    def _read_day(self, first: int, last: int) -> Time | None:
        start, last = first + (self._codes[first] in "<>s"), self._drop_unit(first, last)
        if self._codes[start:last] == "W" and self._grammar.names_thing(self._elements[start].start):
            return None  # "the Sunday Times"
        period = self._narrative.resolve_day(start, last)
        if period is None:
            return None
        part = next((e for e in self._elements[start:last] if e.code == "P"), None)
        timex = period.timex
        if timex and (part is not None or self._elements[last - 1].key == "tonight"):
            timex += "T" + PARTS[part.key.rstrip("s") if part is not None else "night"][2]
        return self._bounded(first, last, Period(period.low, period.high, timex))

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

    def _read_stretch(self, first: int, last: int) -> Time | None:
        if self._elements[last - 1].code == "U" and self._elements[last - 1].key.endswith("s"):
            return self._read_stretches(first, last)
        start, last = first + (self._codes[first] in "<>s"), self._drop_unit(first, last)
        period = self._read_ended(start, last) or self._narrative.resolve_stretch(start, last)
        return self._bounded(first, last, period) if period is not None else None

    def _read_ended(self, first: int, last: int) -> Period | None:
        """Read *the week* of "the week ended Oct. 13": the one in which that day lies; a year is that which it ends."""
        day = _DAY_PART.match(self._codes, last + 1)
        plain = self._codes[first:last] in ("qU", "qQ", "qjU")
        if not plain or day is None or self._elements[last].key not in ("ended", "ending"):
            return None
        period, unit = self._narrative.resolve_day(*day.span()), self._elements[last - 1].key
        if period is None or period.low is None or unit not in ("week", "month", "quarter", "year"):
            return None
        end = date.fromisoformat(period.low)
        if unit == "year":  # "the fiscal year ended Sept. 30"
            begin = cal.add_days(cal.shift_exactly(end, "year", -1), 1)
            return Period(begin.isoformat(), end.isoformat(), f"{end.year:04d}")
        if unit == "quarter":
            self._narrative.quarters.name(first, end)
        return cal.whole(end, unit, 0)

    def _are_quarters(self, at: int) -> bool:
        """Tell whether an element counts quarters of a year: they are parts of a town or of a game as well."""
        told = self._codes[at - 1] == "j" or self._narrative.quarters.of_trade  # "six straight quarters"
        return self._elements[at].key == "quarters" and told

    def _read_stretches(self, first: int, last: int) -> Time | None:
        """Read *the coming months*, *the previous weeks*, *these days*: no bounds; and *the months since the vote*."""
        code = next((code for code in self._codes[first:last] if code in "LXT"), "")
        after = tuple(element.key for element in self._elements[last : last + 2])
        if code in ("X", "L") or (not code and (after[:1] == ("ahead",) or after == ("to", "come"))):
            return self._refer(first, last, write_length(None, name_unit(self._elements[last - 1].key)))
        if code == "T" and self._elements[last - 1].key == "days":
            return self._refer(first, last, "PRESENT_REF")
        since = not code and self._codes[last : last + 1] in ("<", ">", "s")
        return self._length(first, last, None, name_unit(self._elements[last - 1].key)) if since else None

    def _read_year(self, first: int, last: int) -> Time | None:
        element = self._elements[last - 1]
        if element.code in "DN":  # "1989-90"
            year = int(self._elements[first].key)
            follows = element.key == f"{(year + 1) % 100:02d}"
            return Time(first, last, ValueKind.DATE, str(year), str(year + 1)) if follows else None
        if self._narrative.may_be_count(int(element.key)) and self._grammar.is_counted(element.start):
            return None
        before = self._codes[first - 1] if first else ""
        if self._codes[first] == "Y" and before not in tuple("iyvfcgrq&") and not 1900 <= int(element.key) <= 2100:
            # A bare figure is a year only in our time.
            return None
        self._narrative.name_year(first, int(element.key))
        return self._bounded(first, last, cal.of_year(int(element.key)))

    def _read_reference(self, first: int, last: int) -> Time | None:
        """Read *now*, *recently*, *in the past*: they name no date, but say past, present or future."""
        element, before = self._elements[last - 1], self._codes[first - 1] if first else ""
        if element.code == "7":  # "at this time"
            return self._refer(first, last, "PRESENT_REF")
        if element.code == "U":  # "recent years"
            some = write_length(None, name_unit(element.key))
            return self._refer(first, last, some) if element.key.endswith("s") else None
        meaning = REFERENCES.get(element.key)
        if before and self._elements[first - 1].key == "as":
            return None  # "as recently as June"
        names_time = {
            "past": before in tuple("icfg") and self._codes[first] == "q",
            "present": before == "@" or self._codes[first] == "q",
            "moment": before in ("@", "#", "g") and not self._grammar.is_explained(element.start),
        }.get(element.key, True)
        # "a future leader": an adjective tells of the thing, and names no time that a reader could look for.
        inside = self._grammar.is_in_name(element.start) or self._grammar.describes(element.start)
        return self._refer(first, last, meaning) if meaning and names_time and not inside else None

    def _refer(self, first: int, last: int, meaning: str) -> Time | None:
        """Return a time that has no bounds, but a meaning: PAST_REF, PRESENT_REF, FUTURE_REF, or PXY for some years."""
        return Time(first, last, ValueKind.DATE, timex=meaning) if LIMITS.references else None

    def _read_part(self, first: int, last: int) -> Time | None:
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

    def _read_length(self, first: int, last: int) -> Time | None:
        unit = name_unit(next(element.key for element in self._elements[first:last] if element.code in "UuQ"))
        count = self._count(first, last)
        if self._codes[first] == "w" and first and self._is_rate(first):
            return self._read_rate(first, last, unit)
        if self._is_no_length(first, last):
            return None
        if self._codes[first] == "1" or last == first + 1:  # "all day", "the entire year", "for years"
            return self._length(first, last, 1 if self._codes[first] == "1" else None, unit)
        if self._codes[last : last + 2] == "wU" and count is not None:
            # "two days a week" is a rate.
            name = f"{unit}s a {name_unit(self._elements[last + 1].key)}"
            return Time(first, last, ValueKind.NUMBER, count, count, False, name)
        if self._points_ahead(first, unit, count):
            # The guidelines leave "in" outside, so that what they mark, and the TIMEX3 value, is the length.
            period = self._narrative.resolve_shift(first, unit, count or 0, from_now=True)
            return Time(first, last, ValueKind.DATE, period.low, period.high, False, None, write_length(count, unit))
        if unit == "month" and count is not None and count >= 6:
            self._narrative.quarters.count_months(first)
        if unit == "month" and count == 3 and (end := self._find_end(last)) is not None:
            self._narrative.quarters.name(first, end)
        return self._length(first, last, count, unit)

    def _find_end(self, last: int) -> date | None:
        """Return the day with which a length ends: *three months ended Sept. 30*."""
        after = self._elements[last].key if last < len(self._elements) else ""
        day = _DAY_PART.match(self._codes, last + 1) if after in ("ended", "ending") else None
        period = self._narrative.resolve_day(*day.span()) if day is not None else None
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
        return titled or (element.key == "many" and before == "as")

    def _read_rate(self, first: int, last: int, unit: str) -> Time | None:
        """Read *a day* of "90 people a day" as what comes again; that of "40 marks a day" belongs to the amount."""
        counted = self._elements[first - 1]
        if last - first != 2 or counted.number is not None or counted.code != "x" or is_currency(counted.key):
            return None
        found = each(1, unit)
        return found and Time(first, last, ValueKind.DURATION, found.every, found.every, False, found.unit, found.timex)

    def _read_lengths(self, first: int, last: int) -> Time | None:
        """Read *two minutes and 23 seconds*, *three years, four months*: a length and its rest in smaller units."""
        units = [place for place in range(first, last) if self._codes[place] in "Uu"]
        names = [name_unit(self._elements[place].key) for place in units]
        count, rest = self._count(first, units[0] + 1), self._count(last - 2, last)
        per, smaller = PARTED.get(names[0], (0, ""))
        if smaller != names[1] or count is None or rest is None or rest >= per:
            return None
        timex = join_lengths(write_length(count, names[0]), write_length(rest, smaller))
        total = count * per + rest
        return Time(first, last, ValueKind.DURATION, total, total, False, smaller + "s", timex)

    def _points_ahead(self, first: int, unit: str, count: float | None) -> bool:
        """Tell whether *in a fortnight* names a day to come, rather than how long something took."""
        if count is None or unit in HOURLY or self._codes[max(0, first - 1) : first] != "i":
            return False
        if self._grammar.follows_superlative(self._elements[first].start):
            return False  # "the first in ten years"
        return self._narrative.find_tense(first - 1) not in (None, Tense.PAST)

    def _is_rate(self, at: int) -> bool:
        """Tell whether *a day* means *each day*: a number stands one or two words before it."""
        return any(self._elements[place].number is not None for place in range(max(0, at - 2), at))

    # What the readers share.

    def _length(self, first: int, last: int, count: float | None, unit: str) -> Time:
        rough = count is None or "h" in self._codes[first:last] or self._codes[first] == "b"
        timex = write_length(count, unit)
        if count is not None and count != int(count) and unit in PARTED:
            # "half an hour" is 30 minutes, "half a year" six months.
            parts, unit = PARTED[unit]
            count *= parts
        name = "centuries" if unit == "century" else unit + "s"
        return Time(first, last, ValueKind.DURATION, 2 if count is None else count, count, rough, name, timex)

    def _count(self, first: int, last: int) -> float | None:
        """Return how many units some elements name; None for *several* and bare plurals."""
        codes = self._codes[first:last]
        number = next((element.number for element in self._elements[first:last] if element.number is not None), None)
        half = 0.5 if "h" in codes else 0.0
        if number is not None:
            return number.low + half
        if "a" in codes:
            return None
        whole = 1 if "&" in codes or ("w" in codes and not half) else 0
        return whole + half or None
