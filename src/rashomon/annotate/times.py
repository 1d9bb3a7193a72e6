"""The dates, clock times and durations of a text, resolved against its publication and its own narrative."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rashomon.annotate.calendars import Moment
from rashomon.annotate.dates import Dates
from rashomon.annotate.days import Days
from rashomon.annotate.daytimes import Daytimes
from rashomon.annotate.distances import Distances
from rashomon.annotate.durations import Durations
from rashomon.annotate.expressions import find_expression
from rashomon.annotate.lexemes import Lexeme
from rashomon.annotate.narrative import Narrative
from rashomon.annotate.periods import Periods
from rashomon.annotate.tenses import Grammar
from rashomon.annotate.timexes import Time


def read_times(elements: Sequence[Lexeme], moment: Moment | None, grammar: Grammar) -> list[Time]:
    """Return the times of a text in its order, each seen from what stands before it."""
    narrative = Narrative(elements, moment, grammar)
    readers = _make_readers(narrative)
    found = []
    at = 0
    while (expression := find_expression(narrative.codes, at)) is not None:
        name, first, last = expression
        time = readers[name](first, last)
        if time is not None:
            found.append(time)
        at = min(last, time.last) if time is not None else first + 1
    return found


def _make_readers(narrative: Narrative) -> dict[str, Callable[[int, int], Time | None]]:
    """Return what reads each pattern; a reader gives None where the words are no time after all."""
    days = Days(narrative)
    daytimes, distances = Daytimes(narrative, days), Distances(narrative, days)
    dates = Dates(narrative, days, Periods(narrative))
    durations = Durations(narrative, days, dates, distances)
    return {
        "clock_day": daytimes.read_clock_day,
        "day_clock": daytimes.read_day_clock,
        "clock": daytimes.read_clock,
        "hour": daytimes.read_hour,
        "part": daytimes.read_part,
        "shift": distances.read_shift,
        "weeks_ago": distances.read_weeks_ago,
        "long_ago": distances.read_long_ago,
        "day": dates.read_day,
        "days": dates.read_days,
        "listed": dates.read_listed,
        "week_of": dates.read_week_of,
        "end": dates.read_end,
        "ended": dates.read_ended,
        "year": dates.read_year,
        "reference": dates.read_reference,
        "stretch": durations.read_stretch,
        "recent": durations.read_recent,
        "length": durations.read_length,
        "lengths": durations.read_lengths,
        "long": durations.read_long,
        "year_to": durations.read_year_to,
        "share": durations.read_share,
        "age": durations.read_age,
        "frequency": durations.read_frequency,
        "also_each": durations.read_also_each,
    }
