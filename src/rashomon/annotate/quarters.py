"""Quarters and halves of a year, which texts of what is sold and earned name, take up again and compare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property

from rashomon.annotate import calendars as cal
from rashomon.annotate.calendars import UNKNOWN, Moment, Period
from rashomon.annotate.codes import ORDINALS, words
from rashomon.annotate.lexemes import Lexeme
from rashomon.annotate.limits import LIMITS

_TRADE = frozenset(
    words(
        "profit profits earnings earned revenue revenues sales income output exports imports shares dividend turnover "
        "production orders shipments"
    )
)
#: After these stands what something is compared with.
_COMPARING = frozenset(words("from than against versus compared"))


def is_compared(elements: Sequence[Lexeme], at: int) -> bool:
    """Tell whether another time is compared with that at an element: "up from $40 million in the second quarter"."""
    start = max(0, at - LIMITS.comparing_reach)
    near = elements[start:at]
    opens = max((place for place, element in enumerate(near) if element.code == ";"), default=-1)
    places = [place for place, element in enumerate(near) if element.key in _COMPARING and place > opens]
    between = near[places[-1] + 1 :] if places else []
    return bool(places) and (len(between) < 2 or any(element.number is not None for element in between))


class Quarters:
    """The quarter that a text compares with, and the words that name one or take it up again.

    ``looks_ahead`` tells whether the verb at an element tells of what is to come, ``find_year`` the year named within
    some elements.
    """

    def __init__(
        self,
        elements: Sequence[Lexeme],
        codes: str,
        moment: Moment | None,
        looks_ahead: Callable[[int], bool],
        find_year: Callable[[int, int], int | None],
    ) -> None:
        self._elements = elements
        self._codes = codes
        self._moment = moment
        self._looks_ahead = looks_ahead
        self._find_year = find_year
        #: The place, year and number of the quarter that the text tells of.
        self._named: tuple[int, int, int] | None = None
        self._months = 0

    @cached_property
    def of_trade(self) -> bool:
        """Whether the text tells of what is sold or earned, so that it counts in quarters and halves of a year."""
        return any(element.key in _TRADE for element in self._elements)

    @property
    def place(self) -> int:
        """Where the text has last named a quarter; 0 without one, or where it has counted months since."""
        return self._named[0] if self._named is not None and self._named[0] >= self._months else 0

    def count_months(self, at: int) -> None:
        """Keep that the text counts half a year or more at an element: what it compares then is no quarter."""
        self._months = at

    def name(self, at: int, day: date) -> None:
        """Keep the quarter of a day as the one that the text has named at an element: "three months ended Sept. 30"."""
        self._named = (at, day.year, (day.month + 2) // 3)

    def step(self, years: int) -> Period:
        """Return the quarter that lies some years from the one named last."""
        if self._named is None:
            return UNKNOWN
        return cal.of_quarter(self._named[1] + years, self._named[2])

    def takes_up(self, first: int, last: int) -> bool:
        """Tell whether words name a quarter by one named before: "the year-ago quarter", "the latest quarter"."""
        codes = self._codes[first:last]
        if "Q" not in codes or "o" in codes or "M" in codes:
            return False
        return "E" in codes or "U" in codes or not set(codes) & set("LXT") or self._is_latest(first, last)

    def _is_latest(self, first: int, last: int) -> bool:
        return any(element.key in ("latest", "recent", "past") for element in self._elements[first:last])

    def take_up(self, first: int, last: int) -> Period | None:
        """Read *the quarter*, *the year-ago quarter*, *the 1988 quarter*, *the same period last year*.

        So are *the comparable quarter of 1988* and *the prior-year quarter* read. "the quarter" is a part of a town as
        well: it is a time where the text has just named one, or tells of trade; "the period" only where it has named a
        quarter.
        """
        codes = self._codes[first:last]
        year = self._find_year(first, last)
        if year is None and "L" in codes and "U" in codes and self._moment is not None:
            year = self._moment.day.year - 1
        period = any(element.key == "period" for element in self._elements[first:last])
        if period and not self.place:
            back = "A" in codes or "l" in codes
            return cal.of_year(year) if year is not None else self._find_year_before(first) if back else None
        if self._named is None:
            if self._moment is None or not (self.of_trade or self._is_latest(first, last)):
                return None
            now = self._moment.day
            past_year, month = cal.add_months(now.year, now.month, 0 if self._looks_ahead(first) else -3)
            self._named = (first, past_year, (month + 2) // 3)
        if year is not None:
            return cal.of_quarter(year, self._named[2])
        return self.step(-("A" in codes or "l" in codes))

    def _find_year_before(self, at: int) -> Period | None:
        """Return the year before the one that the quarter named last lies in, or before this one."""
        if self._named is not None and at - self._named[0] <= LIMITS.quarter_reach:
            return cal.of_year(self._named[1] - 1)
        return cal.of_year(self._moment.day.year - 1) if self._moment else UNKNOWN

    def read_quarter(self, first: int, last: int) -> Period | None:
        """Read *the third quarter*, *first-quarter sales*, *the second quarter of last year*."""
        codes = self._codes[first:last]
        quarter, year = ORDINALS[self._find_ordinal(first, last)], self._find_year(first, last)
        if quarter > 4:
            return None
        if year is None:
            if self._moment is None:
                return UNKNOWN
            now = self._moment.day
            current, ahead = (now.month + 2) // 3, self._looks_ahead(first)
            # The quarter just over is still to be reported: "will show a loss for the third quarter", told in October.
            year = now.year + (ahead and quarter < current - 1) - (not ahead and quarter > current)
            if "A" in codes or "l" in codes:  # "the year-ago third quarter"
                year -= 1
            elif "U" in codes:
                year = now.year - ("L" in codes) + ("X" in codes)
        self._tell(first, last, year, quarter)
        return cal.of_quarter(year, quarter)

    def _tell(self, first: int, last: int, year: int, quarter: int) -> None:
        """Keep a quarter as the one told of; but one to which another is compared leaves that where it was."""
        if is_compared(self._elements, first):
            if self._named is not None:
                year, quarter = self._named[1:]
            elif (
                self._moment is not None
                and (self._moment.day.year - year) * 4 + self._moment.day.month // 3 > quarter + 3
            ):
                year += 1  # "up from $40 million in last year's third quarter"
        self._named = (last, year, quarter)

    def read_half(self, first: int, last: int) -> Period | None:
        """Read *the first half of 1998*, *first-half profit*; in a text without trade a bare half is one of a match."""
        codes = self._codes[first:last]
        half, year = ORDINALS[self._find_ordinal(first, last)], self._find_year(first, last)
        if half > 2 or (not self.of_trade and year is None and "U" not in codes):
            return None
        if year is None:
            if self._moment is None:
                return UNKNOWN
            now = self._moment.day
            year = now.year - ("L" in codes) + ("X" in codes)
            over = half == 2 and now.month <= 6 and not self._looks_ahead(first)
            if "A" in codes or "l" in codes or ("U" not in codes and over):
                year -= 1
        return cal.of_half(year, half)

    def _find_ordinal(self, first: int, last: int) -> str:
        return self._elements[self._codes.index("o", first, last)].key
