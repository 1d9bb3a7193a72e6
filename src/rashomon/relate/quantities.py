"""Whether two values can be the same figure: equal, compatible (a bound, a rounding), or impossible together."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from rashomon.model.records import Record, Value, ValueKind


class Fit(StrEnum):
    """How two values stand to each other."""

    EQUAL = "equal"
    COMPATIBLE = "compatible"
    INCOMPATIBLE = "incompatible"
    OTHER = "other"  # of different kinds: nothing follows


class QuantitySettings(Record, frozen=True, kw_only=True):
    """What counts as one figure."""

    #: "about 3,000" and 3,150, "some 40" and 41, "nearly 14" and 13.8, "about six" and 6.2 million are one figure
    #: each; 3,000 and 4,600 are two. Newsrooms round to one or two leading digits: a tenth covers both.
    rounding: float = 0.1
    #: "about 640" is said to the ten: of a figure rounded to more digits, so many units of its last digit, and no less
    #: than this share. 640 and 680 are two figures.
    units: float = 1.5
    least: float = 0.03
    #: "more than 40" is said of 44 and not of 400: how far above its bound an open value still is the same figure.
    reach: float = 1.25
    #: Minutes by which "about nine" and "around 4.20" may be off: 4.22 is the same time, 4.40 another. In the packs
    #: nothing changes from 5 to 20.
    clock: int = 15


SETTINGS = QuantitySettings()
AMOUNTS = frozenset({ValueKind.NUMBER, ValueKind.MONEY, ValueKind.PERCENT, ValueKind.ORDINAL, ValueKind.DURATION})
TIMES = frozenset({ValueKind.DATE, ValueKind.TIME})
#: Minutes in the units of time; of months and years newspapers do not count them.
_MINUTES = {"second": 1 / 60, "minute": 1, "hour": 60, "day": 1440, "week": 10080}
#: What a unit is in a metric one, by which two that newspapers write for one measure are compared.
_METRIC = {
    "mile": ("metre", 1609.3), "foot": ("metre", 0.3048), "feet": ("metre", 0.3048), "yard": ("metre", 0.9144),
    "inch": ("metre", 0.0254), "inche": ("metre", 0.0254), "centimetre": ("metre", 0.01),
    "millimetre": ("metre", 0.001),
    "kilometre": ("metre", 1000), "acre": ("hectare", 0.4047), "pound": ("gram", 453.6), "kilogram": ("gram", 1000),
    "tonne": ("gram", 1_000_000), "gigawatt": ("kilowatt", 1_000_000), "megawatt": ("kilowatt", 1000),
}  # fmt: skip
#: Those that no newspaper turns into a metric one to the digit.
_ROUNDED = frozenset({"mile", "foot", "feet", "yard", "inch", "inche", "acre", "pound"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
#: Words by which a clock time names its day itself.
_NAMED_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo"
    r"|novem|decem)ber|(?:jan|feb|mar|apr|aug|sept?|oct|nov|dec)\b|today|yesterday|tomorrow|tonight|this|last|next|that"
    r"|same|following|previous|before|after|later|earlier)|\d{4}",
    re.IGNORECASE,
)


class _Figure(NamedTuple):
    """What a value says without where it stands; articles of one event have few that differ."""

    kind: ValueKind
    low: float | str | None
    high: float | str | None
    unit: str
    approximate: bool
    #: A clock time whose words name no day: which one it is, is read from the text around.
    floating: bool = False


def compare_values(a: Value, b: Value, settings: QuantitySettings = SETTINGS) -> Fit:
    """Return how two values stand to each other, whatever they count.

    Amounts are compared as ranges, widened where one is rounded; dates and times by the finer of both forms.
    """
    if a.kind is not b.kind and not (a.kind in TIMES and b.kind in TIMES):
        return Fit.OTHER
    return _compare(_read_figure(a), _read_figure(b), settings)


@lru_cache(maxsize=1 << 14)
def _read_figure(value: Value) -> _Figure:
    floating = value.kind is ValueKind.TIME and not _names_day(value.span.text)
    return _Figure(value.kind, value.low, value.high, unit_of(value), value.approximate, floating)


@lru_cache(maxsize=1 << 12)
def _names_day(text: str) -> bool:
    return _NAMED_DAY.search(text) is not None


@lru_cache(maxsize=1 << 16)  # forty accounts of one event ask 100,000 times for 3,000 pairs of figures
def _compare(a: _Figure, b: _Figure, settings: QuantitySettings) -> Fit:
    if a.kind in TIMES and b.kind in TIMES:
        return _compare_times(a, b, settings)
    if a.kind is not b.kind or a.kind not in AMOUNTS:
        return Fit.OTHER
    if a.kind is ValueKind.DURATION and a.unit != b.unit:
        a, b = _in_minutes(a), _in_minutes(b)
    if a.kind is ValueKind.NUMBER and a.unit != b.unit:
        one, two = _in_metric(a), _in_metric(b)
        if one.unit == two.unit:
            a, b = one, two
    if a.unit != b.unit and a.kind is not ValueKind.NUMBER:
        return Fit.OTHER
    first, second = _range(a, settings), _range(b, settings)
    if first is None or second is None:
        return Fit.OTHER
    if (a.low, a.high) == (b.low, b.high):
        return Fit.EQUAL
    inside = first[0] <= second[1] and second[0] <= first[1]
    return Fit.COMPATIBLE if inside else Fit.INCOMPATIBLE


def unit_of(value: Value) -> str:
    """Return the unit of a value, folded so that "metre" and "metres" agree."""
    return _fold_unit(value.unit or "")


@lru_cache(maxsize=1024)
def _fold_unit(unit: str) -> str:
    return unit.strip().casefold().removesuffix("s")


def _in_minutes(figure: _Figure) -> _Figure:
    """Return a length of time in minutes; what has no fixed length in its own unit: "two months"."""
    factor = _MINUTES.get(figure.unit)
    if factor is None or isinstance(figure.low, str) or isinstance(figure.high, str):
        return figure
    low, high = (None if bound is None else bound * factor for bound in (figure.low, figure.high))
    return figure._replace(unit="minute", low=low, high=high)


def _in_metric(figure: _Figure) -> _Figure:
    """Return a measure in the metric unit of its kind; what is turned into it from another system is a rounded one."""
    metric, factor = _METRIC.get(figure.unit, ("", 1.0))
    if not metric or isinstance(figure.low, str) or isinstance(figure.high, str):
        return figure
    low, high = (None if bound is None else round(bound * factor, 6) for bound in (figure.low, figure.high))
    rounded = figure.approximate or figure.unit in _ROUNDED
    return figure._replace(unit=metric, low=low, high=high, approximate=rounded)


def _range(value: _Figure, settings: QuantitySettings) -> tuple[float, float] | None:
    """Return the figures a value can stand for; None where it has none."""
    low, high = value.low, value.high
    if isinstance(low, str) or isinstance(high, str) or (low is None and high is None):
        return None
    if low is None:
        low = (high or 0) * (1 - 2 * settings.rounding) if value.approximate else 0.0
    if high is None:
        high = low * settings.reach
    if value.approximate:
        low -= abs(low) * _share(low, settings)
        high += abs(high) * _share(high, settings)
    return float(min(low, high)), float(max(low, high))


def _share(amount: float, settings: QuantitySettings) -> float:
    """Return by what share of it a rounded amount may be off: the more digits it is given to, the less."""
    digits = f"{abs(amount):.6f}".rstrip("0").rstrip(".")
    if amount == 0 or "." in digits:
        return settings.rounding
    unit: int = 10 ** (len(digits) - len(digits.rstrip("0")))
    return min(settings.rounding, max(settings.least, settings.units * unit / abs(amount)))


def _compare_times(a: _Figure, b: _Figure, settings: QuantitySettings) -> Fit:
    """Compare two dates or times as ranges of text: ISO forms of one length sort as they follow each other."""
    first, second = _period(a), _period(b)
    if first is None or second is None:
        return Fit.OTHER
    if first == second:
        return Fit.EQUAL
    if _is_one_clock(a, b, settings):
        return Fit.COMPATIBLE
    first, second = (_loosen(period, figure, settings) for period, figure in ((first, a), (second, b)))
    inside = first[0] <= second[1] and second[0] <= first[1]
    return Fit.COMPATIBLE if inside else Fit.INCOMPATIBLE


def _period(value: _Figure) -> tuple[str, str] | None:
    """Return the first and last minute that a date or time can mean."""
    low = value.low if isinstance(value.low, str) else None
    high = value.high if isinstance(value.high, str) else None
    if low is None and high is None:
        return None
    first = fill_date(low, last=False) if low else _widen(high or "", last=False)
    last = fill_date(high, last=True) if high else _widen(low or "", last=True)
    return (first, last) if first and last and first <= last else None


def _is_one_clock(a: _Figure, b: _Figure, settings: QuantitySettings) -> bool:
    """Tell whether two clock times are one on the dial and at least one leaves open on which day it falls."""
    points = all(figure.low == figure.high and _CLOCK.fullmatch(str(figure.low)) for figure in (a, b))
    if not (a.floating or b.floating) or not points:
        return False
    one, two = (int(str(figure.low)[11:13]) * 60 + int(str(figure.low)[14:]) for figure in (a, b))
    gap = abs(one - two)
    return min(gap, 1440 - gap) <= (settings.clock if a.approximate or b.approximate else 0)


def _loosen(period: tuple[str, str], value: _Figure, settings: QuantitySettings) -> tuple[str, str]:
    """Return a period made longer at both ends where it is a clock time that is only about right."""
    if not value.approximate or value.low != value.high or _DAY.fullmatch(str(value.low)):
        return period
    off = timedelta(minutes=settings.clock)
    try:
        ends = datetime.fromisoformat(period[0]) - off, datetime.fromisoformat(period[1]) + off
    except (ValueError, OverflowError):  # the year 0, or the last day of all
        return period
    return ends[0].isoformat(timespec="minutes"), ends[1].isoformat(timespec="minutes")


def _widen(edge: str, *, last: bool) -> str:
    """Return the far end of an open period: "shortly before ten" reaches back to the start of its day."""
    day = _DAY.match(edge)
    return day.group() + ("T23:59" if last else "T00:00") if day else fill_date(edge, last=last)


def fill_date(text: str, *, last: bool) -> str:
    """Return an ISO date or time with year, month, day, hour and minute: its first or its last minute.

    >>> fill_date("2031-02", last=True)
    '2031-02-28T23:59'
    >>> fill_date("2031-02-03T10:41", last=False)
    '2031-02-03T10:41'
    """
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?)?", text)
    if match is None:
        return ""
    year, month, day, hour, minute = match.groups()
    month = month or ("12" if last else "01")
    if day is None:
        day = f"{calendar.monthrange(int(year), int(month))[1]:02d}" if last and 1 <= int(month) <= 12 else "01"
    if hour is None:
        hour, minute = ("23", "59") if last else ("00", "00")
    return f"{year}-{month}-{day}T{hour}:{minute}"


def are_times_apart(a: Sequence[Value], b: Sequence[Value]) -> bool:
    """Tell whether two sets of values hold times, and none of the one fits one of the other; "since May" is no time."""
    times = [
        [value for value in values if value.kind in TIMES and None not in (value.low, value.high)] for values in (a, b)
    ]
    return bool(times[0] and times[1]) and all(
        compare_values(x, y) is Fit.INCOMPATIBLE for x in times[0] for y in times[1]
    )
