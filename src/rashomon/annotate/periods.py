"""Which day, month or year some words of a text mean: by its publication, its tenses and what it has just told."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from rashomon.annotate import calendars as cal
from rashomon.annotate.calendars import UNKNOWN, Moment, Period
from rashomon.annotate.codes import DECADES, DEICTIC, HOURLY, MONTHS, ORDINALS, WEEKDAYS, words
from rashomon.annotate.feasts import find_feast
from rashomon.annotate.lexemes import Lexeme
from rashomon.annotate.limits import LIMITS
from rashomon.annotate.quarters import Quarters
from rashomon.annotate.tenses import Grammar, Tense

#: Codes of the words on which a bare month may stand: "in March", "since May"; else it is as like a name.
_BEFORE_MONTH = frozenset("isyvf<>cg@&r")
#: Words after which "a year earlier" compares months: "sales rose 4 percent in May from a year earlier".
_COMPARING = frozenset(words("from than with over against to"))
#: A year at the head of a sentence: "In 1987,", "Last year".
_OPENING_YEAR = re.compile("i?(?:q?Y|q?[LX]U|EU),?")
#: Which of the periods that a text has named tell where its next days, weeks and months are counted from.
_ANCHORS = {"day": ("day",), "week": ("day", "week"), "fortnight": ("day", "week"), "month": ("day", "month")}


class Narrative:
    """The times of a text as it goes on: the day it speaks of, the clock times placed, the quarter it compares with.

    The resolvers take the elements from ``first`` to ``last``. They give None where the words name no such period, and
    UNKNOWN where only a publication date could tell which.
    """

    def __init__(self, elements: Sequence[Lexeme], codes: str, moment: Moment | None, grammar: Grammar) -> None:
        self.moment = moment
        self._elements = elements
        self._codes = codes
        self._grammar = grammar
        self._told: date | None = None
        self._placed: deque[tuple[int, date]] = deque(maxlen=LIMITS.kept_times)
        self.quarters = Quarters(elements, codes, moment, self.looks_ahead, self._year)
        #: The year that the text has named last, and the one it speaks of ("last year" names none), with their places.
        self._year_named: tuple[int, int] | None = None
        self._year_told: tuple[int, int] | None = None
        self._month_named: tuple[int, int, int] | None = None
        #: The first day of the day, week and month that the text has named last, with its place, even if to come.
        self._named: dict[str, tuple[int, date]] = {}
        self._day_readers = (
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
        self._stretch_readers = (
            ("G", self._read_decade),
            ("M", self._read_month),
            ("h", self.quarters.read_half),
            ("O", self._read_century),
            ("o", self._read_ordered),
            ("S", self._read_season),
            ("Y", self._read_year),
            ("", self._read_whole),
        )

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

    def looks_ahead(self, at: int) -> bool:
        """Tell whether the verb at an element tells of what is to come."""
        return self.find_tense(at) is Tense.AHEAD

    def find_tense(self, at: int) -> Tense | None:
        """Return what the verb at an element tells of."""
        return self._grammar.find_tense(self._elements[at].start)

    def remember(self, day: date) -> None:
        """Keep the day that the text speaks of; what is still to come is not what it tells of."""
        if self.moment is None or day <= self.moment.day:
            self._told = day

    def name_year(self, at: int, year: int) -> None:
        """Keep the year that the text has named at an element."""
        self._year_named = self._year_told = (at, year)

    def may_be_count(self, year: int) -> bool:
        """Tell whether a figure before a plural may count it ("2000 people"): round ones, and years far from now.

        "1990 sales" are those of a year: news sets a comma in other figures as long.
        """
        return year % 100 == 0 or self.moment is None or abs(year - self.moment.day.year) > LIMITS.year_reach

    def place(self, minutes: int, day: date) -> None:
        """Keep a clock time with its day."""
        self._placed.append((minutes, day))
        self._named.pop("day", None)
        self.remember(day)

    def find_near(self, minutes: int) -> date | None:
        """Return the day of the last clock time that was placed close to one."""
        return next((day for kept, day in reversed(self._placed) if abs(kept - minutes) <= LIMITS.same_night), None)

    def resolve_day(self, first: int, last: int) -> Period | None:
        """Return the day that some elements name."""
        codes = self._codes[first:last]
        day = next((read(first, last) for code, read in self._day_readers if code in codes), None)
        if isinstance(day, date):
            self.remember(day)
            self._named["day"] = (first, day)
            return cal.of_day(day)
        return day

    def resolve_stretch(self, first: int, last: int) -> Period | None:
        """Return the week, month, quarter, season, year or decade that some elements name."""
        codes = self._codes[first:last]
        if self.quarters.takes_up(codes):
            return self.quarters.take_up(first, last)
        return self._keep(first, next(read(first, last) for code, read in self._stretch_readers if code in codes))

    def _keep(self, at: int, period: Period | None) -> Period | None:
        """Keep a week or month that the text has named."""
        if period is not None and period.low is not None and period.timex is not None:
            if len(period.low) == 7:
                self._named["month"] = (at, date.fromisoformat(period.low + "-01"))
            elif "-W" in period.timex:
                self._named["week"] = (at, date.fromisoformat(period.low))
        return period

    def resolve_date(self, at: int, year: int | None, month: int, day: int) -> date | None:
        """Return a day of a month, in the year that the tense at an element asks for where none is given."""
        if year is not None:
            return cal.make_date(year, month, day)
        if self.moment is None:
            return None
        if (opening := self._find_opening_year(at)) is not None:
            return cal.make_date(opening, month, day)
        tense = self.find_tense(at)
        if self._is_put_off(at):
            tense = Tense.AHEAD
        future = None if tense in (None, Tense.PRESENT) else tense is Tense.AHEAD
        return cal.find_month_day(self.moment.day, month, day, future=future)

    def _precedes(self, first: int, last: int) -> bool:
        """Tell whether what is told comes before a day: "ahead of Friday's vote", "Friday's deadline"."""
        before = [element.key for element in self._elements[max(0, first - 2) : first]]
        return before == ["ahead", "of"] or any(e.key == "deadline" for e in self._elements[last : last + 1])

    def _is_put_off(self, at: int) -> bool:
        """Tell whether something is moved until the day that begins at an element."""
        return self._codes[max(0, at - 1) : at] == "v" and self._grammar.is_put_off(self._elements[at].start)

    def _find_opening_year(self, at: int) -> int | None:
        """Return the year with which the sentence of an element opens: "Last year it was shut in July"."""
        if self._year_told is None or at - self._year_told[0] > LIMITS.quarter_reach:
            return None
        start = max(self._codes.rfind(";", 0, at) + 1, at - LIMITS.quarter_reach)
        opens = _OPENING_YEAR.match(self._codes, start, at)
        return self._year_told[1] if opens is not None and start <= self._year_told[0] < opens.end() else None

    def count_back(self, count: float, unit: str) -> str | None:
        """Return the clock time some hours or minutes before the publication, where its hour is known."""
        if self.moment is None or not self.moment.timed or not 0 < count <= LIMITS.farthest:
            return None
        now = datetime.combine(self.moment.day, self.moment.clock)
        return (now - timedelta(minutes=round(count * HOURLY[unit] / 60))).isoformat(timespec="minutes")

    def resolve_exactly(self, unit: str, count: float, key: str) -> Period:
        """Return the day, week or month that *today* or *this week* names some units before now."""
        if self.today is None or abs(count) > LIMITS.farthest:
            return UNKNOWN
        day = cal.shift_exactly(self.today, unit, count)
        return cal.of_day(day) if key in DEICTIC else cal.whole(day, key, 0)

    def resolve_shift(self, first: int, unit: str, count: float, *, from_now: bool) -> Period:
        """Return what lies some units before or after now, or the day told of."""
        base = self.today if from_now and self.moment else self._base(first, unit)
        if base is None or abs(count) > LIMITS.farthest:
            return UNKNOWN
        if unit == "year" and count == int(count) and (compared := self._compare(first, int(count))) is not None:
            return compared
        period = self._keep_year(first, cal.shift(base, unit, count))
        if period.low is None or len(period.low) < 10:
            self._keep(first, period)
            return period
        day = date.fromisoformat(period.low)
        self.remember(day)
        self._named["day"] = (first, day)
        return period._replace(timex=cal.of_week(day).timex) if unit in ("week", "fortnight") else period

    def _compare(self, at: int, years: int) -> Period | None:
        """Return the quarter or month with which "a year earlier" compares the one that the text has named last."""
        quarter = self.quarters.place
        year, month = ((named or (0,))[0] for named in (self._year_named, self._month_named))
        newest = max(quarter, year, month)
        near = at - newest <= LIMITS.quarter_reach
        if newest == quarter and newest and (near or self.quarters.of_trade):
            # A text of what is earned goes on comparing the quarter until it names another period.
            return self.quarters.step(years)
        if not newest or newest in (quarter, year) or not near:
            return None
        compares = at > 0 and self._elements[at - 1].key in _COMPARING
        if self._month_named is None or not compares:
            return None
        return cal.of_month(self._month_named[1] + years, self._month_named[2])

    # Days.

    def _find(self, first: int, last: int, code: str) -> Lexeme:
        return self._elements[self._codes.index(code, first, last)]

    def _read_iso(self, first: int, last: int) -> date | None:
        key = self._find(first, last, "I").key
        if key[4:5] != "-":
            return cal.read_slashed(key, self.moment.day if self.moment else None)
        return cal.make_date(*(int(part) for part in key[:10].split("-")))

    def _read_feast(self, first: int, last: int) -> date | Period:
        """Read *Christmas*, *last Easter*, *Thanksgiving 1998*."""
        name, year, codes = self._find(first, last, "2").key, self._year(first, last), self._codes[first:last]
        if year is not None:
            return find_feast(name, year)
        if self.moment is None:
            return UNKNOWN
        now = self.moment.day
        around = [find_feast(name, now.year + step) for step in (-1, 0, 1)]
        near = min(around, key=lambda day: abs((day - now).days))
        if not set(codes) & set("LX") and abs((near - now).days) <= LIMITS.close_by:
            return near
        if "X" in codes or ("L" not in codes and self.looks_ahead(first)):
            return next(day for day in around if day >= now)
        return next(day for day in reversed(around) if day <= now)

    def _read_month_day(self, first: int, last: int) -> date | Period | None:
        month = MONTHS[self._find(first, last, "M").key]
        day = next(read_ordinal(element) for element in self._elements[first:last] if element.code in "DOo")
        year = self._year(first, last) or self._year_beside(first, last)
        found = self.resolve_date(first, year, month, day)
        if found is None and year is None and self.moment is None and 1 <= day <= 31:
            return Period(None, None, f"XXXX-{month:02d}-{day:02d}")
        return found

    def _read_day_of_month(self, first: int, last: int) -> date | Period | None:
        """Read *the 14th*, *Friday the 13th*: the last such day, or the next one where the verb looks ahead."""
        if self.moment is None:
            return UNKNOWN
        number, codes = read_ordinal(self._find(first, last, "O")), self._codes[first:last]
        weekday = WEEKDAYS[self._find(first, last, "W").key] if "W" in codes else None
        step = 1 if self.looks_ahead(first) else -1
        for months in range(LIMITS.months_seen):
            day = cal.make_date(*cal.add_months(self.moment.day.year, self.moment.day.month, step * months), number)
            if day is not None and (day - self.moment.day).days * step >= 0 and weekday in (None, day.weekday()):
                return day
        return None

    def _year(self, first: int, last: int) -> int | None:
        place = self._codes.find("Y", first, last)
        if place < 0:
            return None
        year = int(self._elements[place].key)
        self.name_year(place, year)
        return year

    def _year_beside(self, first: int, last: int) -> int | None:
        """Return the year of *October last year*, *June of this year*."""
        if self.moment is None or "U" not in self._codes[first:last]:
            return None
        codes = self._codes[first:last]
        return self.moment.day.year - ("L" in codes) + ("X" in codes)

    def _year_of_span(self, last: int, month: int) -> int | None:
        """Return the year in which a stretch from month to month begins: *the January-September period*."""
        if self._codes[last : last + 2] != "-M" or self.moment is None:
            return None
        end = self._read_month(last + 1, last + 2)
        if end is None or end.low is None:
            return None
        return int(end.low[:4]) - (month > int(end.low[5:7]))

    def _read_weekday(self, first: int, last: int) -> date | Period:
        codes = self._codes[first:last]
        if self.moment is None:
            return UNKNOWN
        weekday = WEEKDAYS[self._find(first, last, "W").key]
        today = self.moment.day
        if "U" in codes:
            # "Friday last week"
            step = -7 if "L" in codes else 7 if "X" in codes else 0
            return cal.add_days(today, step + weekday - today.weekday())
        if "T" in codes:
            return cal.add_days(today, weekday - today.weekday())
        named = "L" in codes or "X" in codes
        place = self._find(first, last, "W").start
        ahead = self.looks_ahead(first) or self._grammar.is_said_to_be(place) or self._grammar.is_timetabled(place)
        ahead = ahead and not self._grammar.is_over(place) and self._codes[max(0, first - 1) : first] != "s"
        ahead = ahead or self._is_put_off(first) or self._precedes(first, last)
        future = "X" in codes or ("L" not in codes and ahead)
        if future and not named and (week := self._find_week_to_come(first)) is not None:
            return cal.add_days(week, weekday)
        return cal.find_weekday(today, weekday, future=future, strict=named)

    def _find_week_to_come(self, at: int) -> date | None:
        """Return the Monday of a week to come that a sentence has named: "meet next week and may vote Thursday"."""
        place, monday = self._named.get("week", (-1, None))
        if (
            self.moment is None
            or monday is None
            or monday.weekday()
            or monday <= self.moment.day
            or ";" in self._codes[place:at]
        ):
            return None
        return monday

    def _read_deictic(self, first: int, last: int) -> date | Period:
        if self.moment is None or self.today is None:
            return UNKNOWN
        codes = self._codes[first:last]
        step = -1 if "<" in codes else 1 if ">" in codes else 0
        key = self._find(first, last, "t").key
        base = self.moment.day if key in ("yesterday", "tomorrow") else self.today
        return cal.add_days(base, DEICTIC[key] + step)

    def _read_same(self, first: int, last: int) -> date | Period | None:
        """Read *the same day*, *that night*: the day that the text has just spoken of."""
        element = self._elements[last - 1]
        if element.code == "U" and element.key in ("week", "month", "year"):
            base = self._base(first, element.key)
            return cal.whole(base, element.key, 0) if base else UNKNOWN
        if element.code == "U" and element.key != "day":
            return None
        return self.told or UNKNOWN

    def _keep_year(self, at: int, period: Period) -> Period:
        """Keep the year that a period is, if it is one, as the year that the text speaks of."""
        if period.low is not None and len(period.low) == 4 and period.low == period.high:
            self._year_told = (at, int(period.low))
        return period

    def _base(self, at: int, unit: str) -> date | None:
        """Return a day of the week, month or year that the text speaks of: the year that it has just named, if any."""
        if unit in _ANCHORS:
            near = max((self._named[grain] for grain in _ANCHORS[unit] if grain in self._named), default=None)
            return near[1] if near is not None and at - near[0] <= LIMITS.quarter_reach else self.told
        if unit != "year" or self._year_told is None or at - self._year_told[0] > LIMITS.quarter_reach:
            return self.told
        return cal.make_date(self._year_told[1], 1, 1)

    def _read_neighbour(self, first: int, last: int) -> date | Period | None:
        """Read *the day before*, *the next morning*, *the week before*, seen from the day the text speaks of."""
        codes = self._codes[first:last]
        unit = self._find(first, last, "U").key if "U" in codes else "day"
        if unit in ("week", "month", "year") and set(codes) & set("<>XL"):
            base, ahead = self._base(first, unit), ">" in codes or "X" in codes
            return self._keep_year(first, cal.whole(base, unit, 1 if ahead else -1)) if base else UNKNOWN
        if unit != "day" or self._is_last(first, last):
            return None
        base = self._base(first, "day")
        return cal.add_days(base, 1 if "X" in codes or ">" in codes else -1) if base else UNKNOWN

    def _is_last(self, first: int, last: int) -> bool:
        """Tell whether *last* is among some elements: "the last day" is the end of something."""
        return any(element.key == "last" for element in self._elements[first:last])

    def _read_this(self, first: int, last: int) -> date | Period:
        """Read *this morning*, *this evening*."""
        if self.moment is None or self.today is None:
            return UNKNOWN
        return self.moment.day if self._elements[last - 1].key == "morning" else self.today

    def _read_last(self, first: int, last: int) -> date | Period | None:
        """Read *last night*."""
        if "P" not in self._codes[first:last]:
            return None
        return cal.add_days(self.moment.day, -1) if self.moment else UNKNOWN

    # Longer stretches.

    def resolve_end(self, first: int, last: int) -> Period | None:
        """Return the last day of a stretch: *the end of the month*."""
        period = self.resolve_stretch(first, last)
        if period is None or period.high is None:
            return period
        day = cal.last_day(period.high)
        return Period(day, day, period.timex)

    def _read_decade(self, first: int, last: int) -> Period | None:
        """Read *the 1990s*, *the sixties*; *the 1800s* are a century."""
        key = self._find(first, last, "G").key
        if key in DECADES:
            return cal.of_decade(DECADES[key]) if self._codes[first:last] != "G" else None
        return cal.of_century(int(key)) if key.endswith("00") and key < "2000" else cal.of_decade(int(key))

    def _read_century(self, first: int, last: int) -> Period | None:
        """Read *the 19th century*, *the twenty-first century*."""
        count = 0.0
        for element in self._elements[first:last]:
            if element.code == "O":
                count = read_ordinal(element)
            elif element.code in "no":
                count += element.number.low if element.number else ORDINALS[element.key]
        if self._elements[last - 1].key != "century" or not 1 < count <= 30:
            return None
        return cal.of_century(int(count - 1) * 100)

    def _read_year(self, first: int, last: int) -> Period:
        return cal.of_year(self._year(first, last) or 0)

    def _read_month(self, first: int, last: int) -> Period | None:
        codes = self._codes[first:last]
        month, year = MONTHS[self._find(first, last, "M").key], self._year(first, last)
        if year is None:
            year = self._year_beside(first, last) or self._year_of_span(last, month)
        if year is not None:
            self._month_named = (last, year, month)
            return cal.of_month(year, month)
        bare = codes == "M" and self._codes[max(0, first - 1) : first] not in _BEFORE_MONTH
        if bare and not self._grammar.is_dated(self._elements[first].start):
            return None
        if self.moment is None:
            return Period(None, None, f"XXXX-{month:02d}")
        now = self.moment.day
        opening = None if set(codes) & set("LXT") else self._find_opening_year(first)
        if "T" in codes or opening is not None:
            return cal.of_month(opening or now.year, month)
        tense = None if bare else self.find_tense(first)  # "the September report is due": not when it is due
        step = month - now.month
        future = (step if abs(step) <= 6 else -step) > 0 if tense in (None, Tense.PRESENT) else tense is Tense.AHEAD
        future = "X" in codes or (future and "L" not in codes)
        passed = step < 0 if future else step > 0
        strict = step == 0 and ("L" in codes or "X" in codes)
        year = now.year + (passed or strict) * (1 if future else -1)
        self._month_named = (last, year, month)
        return cal.of_month(year, month)

    def _read_ordered(self, first: int, last: int) -> Period | None:
        read = self.quarters.read_quarter if "Q" in self._codes[first:last] else self._read_century
        return read(first, last)

    def _read_season(self, first: int, last: int) -> Period:
        codes = self._codes[first:last]
        season, year = self._find(first, last, "S").key, self._year(first, last) or self._year_beside(first, last)
        if year is not None:
            return cal.of_season(year, season)
        if self.moment is None:
            return UNKNOWN
        now, begins = self.moment.day, cal.SEASONS[season][0]
        if "T" in codes:
            return cal.of_season(now.year - (begins == 12 and now.month < 3), season)
        if "L" in codes:
            return cal.of_season(now.year - (now.month < begins + 3), season)
        if "X" in codes or self.looks_ahead(first):
            return cal.of_season(now.year + (now.month > begins), season)
        return cal.of_season(now.year - (now.month < begins), season)

    def _read_whole(self, first: int, last: int) -> Period | None:
        """Read *last week*, *this month*, *the following year*, *the weekend*."""
        codes = self._codes[first:last]
        key = next((element.key for element in self._elements[first:last] if element.code in "UHQ"), "s")
        if key.endswith("s") or key == "fortnight" or (key == "day" and (codes == "qU" or self._is_last(first, last))):
            return None
        if codes == "qU" and [element.key for element in self._elements[last : last + 2]] == ["to", "date"]:
            return cal.whole(self.today, key, 0) if self.today else UNKNOWN
        step = -1 if "L" in codes else 1 if "X" in codes else 0
        if key == "period":
            return None
        # "prices rose in May. For the month...", but "within the month" is this one
        before = self._elements[first - 1].key if first else ""
        taken_up = step or key == "year" or (key in ("month", "week") and before == "for")
        day = self._base(first, key) if "q" in codes and "T" not in codes and taken_up else self.today
        if day is None:
            return UNKNOWN
        if key == "weekend" and step == 0:
            return self._find_weekend(first)
        return self._keep_year(first, cal.whole(day, key, step))

    def _find_weekend(self, first: int) -> Period:
        if self.moment is None:
            return UNKNOWN
        future = self.looks_ahead(first)
        saturday = cal.find_weekday(self.moment.day, 5, future=future)
        if future and self.moment.day.weekday() == 6:
            saturday = cal.add_days(self.moment.day, -1)
        return cal.of_weekend(saturday)


def read_ordinal(element: Lexeme) -> int:
    """Return the number of a figure such as 12 or 12th, or of a word such as *twelfth*."""
    if element.key in ORDINALS:
        return ORDINALS[element.key]
    return int("".join(letter for letter in element.key if letter.isdigit()) or 0)
