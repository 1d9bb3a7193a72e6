"""Times told by how far they lie from another: *two days ago*, *a year earlier*, *five years from now*."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from rashomon.annotate import calendars as cal
from rashomon.annotate.calendars import UNKNOWN, Period
from rashomon.annotate.codes import DEICTIC, HOURLY, words
from rashomon.annotate.days import Days
from rashomon.annotate.lengths import name_unit
from rashomon.annotate.limits import LIMITS
from rashomon.annotate.narrative import Narrative
from rashomon.annotate.quarters import is_compared
from rashomon.annotate.timexes import Time, count_units, dated, lasting, referring
from rashomon.model.records import ValueKind

#: Words after which "a year earlier" compares months: "sales rose 4 percent in May from a year earlier".
_COMPARING = frozenset(words("from than with over against to"))


class Distances:
    """Reads times that are told by their distance, and finds from where it is counted."""

    def __init__(self, narrative: Narrative, days: Days) -> None:
        self._narrative = narrative
        self._moment = narrative.moment
        self._elements = narrative.elements
        self._codes = narrative.codes
        self._days = days

    def read_shift(self, first: int, last: int) -> Time | None:
        """Read *a fortnight ago*, *two days later*; minutes and hours are told as lengths: *38 minutes later*."""
        elements = self._elements[first:last]
        exact = elements[-1] if "A" in self._codes[first : last - 1] and elements[-1].code in "tU" else None
        if exact is not None:  # "a year ago today", "ten years ago this week"
            elements = elements[: self._codes[first:last].index("A") + 1]
        unit = name_unit(next(e.key for e in elements if e.code in "Uu"))
        count = count_units(self._elements[first:last])
        ago = elements[-1].code == "A"
        if elements[0].code in "qU" and elements[-2].code == "-":  # "the year-earlier period"
            count = 1
        if elements[-1].code in "Rt":  # "five years from now"
            if elements[-1].key not in ("now", "today") or count is None or unit in HOURLY:
                return None
            return dated(first, last, self.resolve(first, unit, count, from_now=True))
        if ago and count is None:  # "several years ago"
            return referring(first, last, "PAST_REF")
        than = last < len(self._elements) and self._elements[last].key == "than"
        if unit in HOURLY and ago and count is not None and (stamp := self._count_back(count, unit)):
            return Time(first, last, ValueKind.TIME, stamp, stamp, True, None, stamp)
        # "down from 58 year before": a plural is wanted
        single = elements[-1].key == "before" and (count or 0) > 1 and not elements[-2].key.endswith("s")
        if unit in HOURLY or count is None or than or single:
            return lasting(first, last, count, unit, self._codes) if count is not None or not ago else None
        step = -count if ago or elements[-1].key in ("earlier", "before") else count
        if exact is not None:
            period = self._resolve_exactly(unit, step, exact.key)
        else:
            period = self.resolve(first, unit, step, from_now=ago)
        rough = elements[0].code == "b" or (unit in ("decade", "century") and exact is None)
        return dated(first, last, period, approximate=rough)

    def read_weeks_ago(self, first: int, last: int) -> Time | None:
        """Read *a week ago Monday*: weeks before the last Monday; of "a year ago Monday" the length alone."""
        unit, count = name_unit(self._elements[last - 3].key), count_units(self._elements[first : last - 2])
        if unit != "week" or count is None:
            return self.read_shift(first, last - 1)
        day = self._days.resolve(last - 1, last)
        if day is None or day.low is None:
            return None
        return dated(first, last, cal.of_day(cal.add_days(date.fromisoformat(day.low), -7 * round(count))))

    def read_long_ago(self, first: int, last: int) -> Time | None:
        """Read *long ago*, *a long time ago*, *some time ago*."""
        named = "7" in self._codes[first:last] or self._elements[first].key == "long"
        return referring(first, last, "PAST_REF") if named else None

    def resolve(self, first: int, unit: str, count: float, *, from_now: bool) -> Period:
        """Return what lies some units before or after now, or the day told of."""
        base = self._narrative.today if from_now and self._moment else self._narrative.find_base(first, unit)
        if base is None or abs(count) > LIMITS.farthest:
            return UNKNOWN
        if unit == "year" and count == int(count) and (compared := self._compare(first, int(count))) is not None:
            return compared
        period = cal.shift(base, unit, count)
        if not is_compared(self._elements, first):
            self._narrative.keep_year(first, period)
        if period.low is None or len(period.low) < 10:
            self._narrative.keep(first, period)
            return period
        day = date.fromisoformat(period.low)
        self._narrative.name_day(first, day)
        return period._replace(timex=cal.of_week(day).timex) if unit in ("week", "fortnight") else period

    def _resolve_exactly(self, unit: str, count: float, key: str) -> Period:
        """Return the day, week or month that *today* or *this week* names some units before now."""
        if self._narrative.today is None or abs(count) > LIMITS.farthest:
            return UNKNOWN
        day = cal.shift_exactly(self._narrative.today, unit, count)
        return cal.of_day(day) if key in DEICTIC else cal.whole(day, key, 0)

    def _count_back(self, count: float, unit: str) -> str | None:
        """Return the clock time some hours or minutes before the publication, where its hour is known."""
        if self._moment is None or not self._moment.timed or not 0 < count <= LIMITS.farthest:
            return None
        now = datetime.combine(self._moment.day, self._moment.clock)
        return (now - timedelta(minutes=round(count * HOURLY[unit] / 60))).isoformat(timespec="minutes")

    def _compare(self, at: int, years: int) -> Period | None:
        """Return the quarter or month with which "a year earlier" compares the one that the text has named last."""
        quarter = self._narrative.quarters.place
        year, month = ((named or (0,))[0] for named in (self._narrative.year_named, self._narrative.month_named))
        newest = max(quarter, year, month)
        near = at - newest <= LIMITS.quarter_reach
        if newest == quarter and newest and (near or self._narrative.quarters.of_trade):
            # A text of what is earned goes on comparing the quarter until it names another period.
            return self._narrative.quarters.step(years)
        if not newest or newest in (quarter, year) or not near:
            return None
        compares = at > 0 and self._elements[at - 1].key in _COMPARING
        if self._narrative.month_named is None or not compares:
            return None
        return cal.of_month(self._narrative.month_named[1] + years, self._narrative.month_named[2])
