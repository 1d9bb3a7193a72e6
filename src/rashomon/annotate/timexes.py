"""A time expression as it is found: where it stands, when it is, and its TIMEX3 value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rashomon.annotate.calendars import Period
from rashomon.annotate.lengths import PARTED, write_length
from rashomon.annotate.lexemes import Lexeme
from rashomon.annotate.limits import LIMITS
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


def dated(first: int, last: int, period: Period, *, approximate: bool = False) -> Time:
    """Return a date with the ends of a period."""
    return Time(first, last, ValueKind.DATE, period.low, period.high, approximate, None, period.timex)


def referring(first: int, last: int, meaning: str) -> Time | None:
    """Return a time that has no bounds, but a meaning: PAST_REF, PRESENT_REF, FUTURE_REF, or PXY for some years."""
    return Time(first, last, ValueKind.DATE, timex=meaning) if LIMITS.references else None


def lasting(first: int, last: int, count: float | None, unit: str, codes: str) -> Time:
    """Return a length of time; without a count it is some of the units, and with *about* or *half* it is rough.

    >>> lasting(0, 3, 0.5, "hour", "hwu")[3:]
    (30.0, 30.0, True, 'minutes', 'PT30M')
    """
    rough = count is None or "h" in codes[first:last] or codes[first] == "b"
    timex = write_length(count, unit)
    if count is not None and count != int(count) and unit in PARTED:
        # "half an hour" is 30 minutes, "half a year" six months.
        parts, unit = PARTED[unit]
        count *= parts
    name = "centuries" if unit == "century" else unit + "s"
    return Time(first, last, ValueKind.DURATION, 2 if count is None else count, count, rough, name, timex)


def count_units(elements: Sequence[Lexeme]) -> float | None:
    """Return how many units some elements name; None for *several* and bare plurals.

    >>> from rashomon.annotate.elements import split_elements
    >>> [count_units(split_elements(text)) for text in ("two weeks", "half an hour", "several days")]
    [2.0, 0.5, None]
    """
    codes = "".join(element.code for element in elements)
    number = next((element.number for element in elements if element.number is not None), None)
    half = 0.5 if "h" in codes else 0.0
    if number is not None:
        return number.low + half
    if "a" in codes:
        return None
    whole = 1 if "&" in codes or ("w" in codes and not half) else 0
    return whole + half or None
