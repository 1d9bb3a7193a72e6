"""Which week, month, season, year or decade some words mean, and when it ends."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from rashomon.annotate import calendars as cal
from rashomon.annotate.calendars import UNKNOWN, Period
from rashomon.annotate.codes import DECADES, MONTHS, ORDINALS
from rashomon.annotate.days import is_last, read_ordinal
from rashomon.annotate.limits import LIMITS
from rashomon.annotate.narrative import Narrative
from rashomon.annotate.tenses import Tense

#: Codes of the words on which a bare month may stand: "in March", "since May"; else it is as like a name.
_BEFORE_MONTH = frozenset("isyvf<>cg@&r")
#: Words before "fall" by which it is a season.
_SEASONAL = frozenset(
    {("in", "the"), ("by", "the"), ("until", "the"), ("through", "the"), ("in", "fall"), ("by", "fall")}
)


class Periods:
    """Finds the stretch of the calendar, longer than a day, that some elements of a text name.

    Its resolvers give None where the words name none, and UNKNOWN where only a publication date could tell which.
    """

    def __init__(self, narrative: Narrative) -> None:
        self._narrative = narrative
        self._moment = narrative.moment
        self._elements = narrative.elements
        self._codes = narrative.codes
        self._grammar = narrative.grammar
        self._readers = (
            ("LQcY", self._read_last_quarter),
            ("MQ", self._read_named_quarter),
            ("-AU", self._read_year_before),
            ("-lU", self._read_year_before),
            ("G", self._read_decade),
            ("M", self._read_month),
            ("h", self._narrative.quarters.read_half),
            ("O", self._read_century),
            ("o", self._read_ordered),
            ("S", self._read_named_season),
            ("Y", self._read_year),
            ("", self._read_whole),
        )

    def resolve(self, first: int, last: int) -> Period | None:
        """Return the week, month, quarter, season, year or decade that some elements name."""
        codes = self._codes[first:last]
        if self._narrative.quarters.takes_up(first, last):
            return self._narrative.quarters.take_up(first, last)
        return self._narrative.keep(first, next(read(first, last) for code, read in self._readers if code in codes))

    def resolve_end(self, first: int, last: int) -> Period | None:
        """Return the last day of a stretch: *the end of the month*."""
        period = self.resolve(first, last)
        if period is None or period.high is None:
            return period
        day = cal.last_day(period.high)
        return Period(day, day, period.timex)

    def _read_decade(self, first: int, last: int) -> Period | None:
        """Read *the 1990s*, *the sixties*; *the 1800s* are a century."""
        key = self._narrative.find(first, last, "G").key
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
        return cal.of_year(self._narrative.find_year(first, last) or 0)

    def _read_month(self, first: int, last: int) -> Period | None:
        codes = self._codes[first:last]
        month, year = MONTHS[self._narrative.find(first, last, "M").key], self._narrative.find_year(first, last)
        if year is None:
            year = self._narrative.find_year_beside(first, last) or self._year_of_span(last, month)
        if year is not None:
            self._narrative.month_named = (last, year, month)
            return cal.of_month(year, month)
        bare = codes == "M" and self._codes[max(0, first - 1) : first] not in _BEFORE_MONTH
        if bare and not self._grammar.is_dated(self._elements[first].start):
            return None
        if self._moment is None:
            return Period(None, None, f"XXXX-{month:02d}")
        now = self._moment.day
        opening = None if set(codes) & set("LXT") else self._narrative.find_opening_year(first)
        if "T" in codes or opening is not None:
            return cal.of_month(opening or now.year, month)
        tense = None if bare else self._narrative.find_tense(first)  # "the September report is due": not when it is due
        step = month - now.month
        future = (step if abs(step) <= 6 else -step) > 0 if tense in (None, Tense.PRESENT) else tense is Tense.AHEAD
        future = "X" in codes or (future and "L" not in codes)
        if future and "X" not in codes and -LIMITS.months_past <= (step - 6) % 12 - 6 < 0:
            future = not self._grammar.is_called_off(self._elements[first].start)  # "a visit planned for May", in June
        passed = step < 0 if future else step > 0
        strict = step == 0 and ("L" in codes or "X" in codes)
        year = now.year + (passed or strict) * (1 if future else -1)
        self._narrative.month_named = (last, year, month)
        return cal.of_month(year, month)

    def _year_of_span(self, last: int, month: int) -> int | None:
        """Return the year in which a stretch from month to month begins: *the January-September period*."""
        spans = self._codes[last : last + 1] in ("-", "r") or any(
            e.key == "through" for e in self._elements[last : last + 1]
        )
        if not spans or self._codes[last + 1 : last + 2] != "M" or self._moment is None:
            return None
        end = self._read_month(last + 1, last + 2)
        if end is None or end.low is None:
            return None
        return int(end.low[:4]) - (month > int(end.low[5:7]))

    def _read_named_quarter(self, first: int, last: int) -> Period | None:
        """Read *the December quarter*, which ends with that month: the last one, or one to come."""
        month = MONTHS[self._narrative.find(first, last, "M").key]
        if self._moment is None or month % 3 or self._elements[last - 1].key != "quarter":
            return None
        now, ahead = self._moment.day, self._narrative.looks_ahead(first)
        year = now.year - (month > now.month and not ahead)
        end = cal.last_day(f"{year:04d}-{month:02d}")
        self._narrative.quarters.name(last, date.fromisoformat(end))
        return cal.of_quarter(year, month // 3)

    def _read_last_quarter(self, first: int, last: int) -> Period:
        """Read *the last quarter of 1990*."""
        return cal.of_quarter(self._narrative.find_year(first, last) or 0, 4)

    def _read_year_before(self, first: int, last: int) -> Period | None:
        """Read *the year-earlier month*: a year before the one that the text has named last."""
        named = self._narrative.month_named
        if named is None or self._elements[last - 1].key != "month":
            return None
        return cal.of_month(named[1] - 1, named[2])

    def _read_ordered(self, first: int, last: int) -> Period | None:
        read = self._narrative.quarters.read_quarter if "Q" in self._codes[first:last] else self._read_century
        return read(first, last)

    def _read_named_season(self, first: int, last: int) -> Period | None:
        fall = self._narrative.find(first, last, "S").key == "fall"
        other = fall and not set("TLXY") & set(self._codes[first:last]) and not self._is_autumn(first, last)
        return None if other else self._read_season(first, last)

    def _read_season(self, first: int, last: int) -> Period:
        codes = self._codes[first:last]
        season = self._narrative.find(first, last, "S").key
        year = self._narrative.find_year(first, last) or self._narrative.find_year_beside(first, last)
        if year is not None:
            return cal.of_season(year, season)
        if self._moment is None:
            return UNKNOWN
        now, begins = self._moment.day, cal.SEASONS[season][0]
        if "T" in codes:
            return cal.of_season(now.year - (begins == 12 and now.month < 3), season)
        if "L" in codes:
            return cal.of_season(now.year - (now.month < begins + 3), season)
        if "X" in codes or self._narrative.looks_ahead(first):
            return cal.of_season(now.year + (now.month > begins), season)
        return cal.of_season(now.year - (now.month < begins), season)

    def _is_autumn(self, first: int, last: int) -> bool:
        """Tell whether "the fall" is a season: "in the fall", but not "before the fall" of a roof or of a king."""
        keys = [element.key for element in self._elements[max(0, first - 2) : last]]
        after = [element.key for element in self._elements[last : last + 1]]
        return any(pair in _SEASONAL for pair in pairwise(keys)) and after != ["of"]

    def _read_whole(self, first: int, last: int) -> Period | None:
        """Read *last week*, *this month*, *the following year*, *the weekend*."""
        codes = self._codes[first:last]
        key = next((element.key for element in self._elements[first:last] if element.code in "UHQ"), "s")
        last_of = any(element.key in ("last", "past") for element in self._elements[first:last])
        if key.endswith("s") or key in ("fortnight", "period") or (last_of and self._codes[last : last + 1] == "c"):
            return None  # "the last week of July"
        if key == "day" and (codes == "qU" or is_last(self._elements[first:last])):
            return None
        step = -1 if "L" in codes or "p" in codes else 1 if "X" in codes else 0
        # "prices rose in May. For the month...", but "within the month" is this one, as is "the year to date"
        before = self._elements[first - 1].key if first else ""
        taken_up = step or key == "year" or (key in ("month", "week") and before == "for")
        to_date = codes == "qU" and [element.key for element in self._elements[last : last + 2]] == ["to", "date"]
        meant = "q" in codes and "T" not in codes and taken_up and not to_date and not last_of
        day = self._narrative.find_base(first, key) if meant else self._narrative.today
        if day is None:
            return UNKNOWN
        if key == "weekend" and step == 0 and not to_date:
            return self._find_weekend(first)
        period = cal.whole(day, key, step)
        return period if to_date else self._narrative.keep_year(first, period)

    def _find_weekend(self, first: int) -> Period:
        if self._moment is None:
            return UNKNOWN
        future = self._narrative.looks_ahead(first)
        saturday = cal.find_weekday(self._moment.day, 5, future=future)
        if future and self._moment.day.weekday() == 6:
            saturday = cal.add_days(self._moment.day, -1)
        return cal.of_weekend(saturday)
